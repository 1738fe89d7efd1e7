"""A file that is there whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from doorplate._text import Text
from doorplate.errors import OutputError

__all__ = ["replacing"]


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; it takes the name `path` when the block ends well.

    Otherwise, also when the run is interrupted, it is deleted and `path` stays as it was.

    Raises:
        OutputError: the folder or file cannot be written.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}{path.suffix}")
    try:
        yield draft
        os.replace(draft, path)  # noqa: PTH105  # rename over an existing file, on every system
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        draft.unlink(missing_ok=True)


def unwritable(path: Path, error: OSError) -> OutputError:
    """The error for a place that the system does not let us write to."""
    why = error.strerror or type(error).__name__
    return OutputError(
        Text(f"无法写入（{why}）", f"cannot be written ({why})"),
        remedy=Text("检查文件夹、权限、剩余空间，以及文件是否正打开着",
                    "Check the folder, permissions, free space, and whether the file is open"),
        where=str(path),
    )  # fmt: skip
