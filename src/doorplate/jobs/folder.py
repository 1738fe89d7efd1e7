"""An output folder that is there whole or not at all."""

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from doorplate._text import Text
from doorplate.errors import OutputError

__all__ = ["SUMMARY", "making"]

SUMMARY = "summary.json"
"""The file by which a later job knows a folder as its own."""


@contextmanager
def making(out: Path, *, force: bool) -> Iterator[Path]:
    """A new folder beside `out`, renamed to `out` when the block ends well, else deleted.

    Raises:
        OutputError: `out` is a file, holds something, or cannot be written.
    """
    out = Path(os.path.abspath(out))  # noqa: PTH100  # resolve() would follow a link away
    _check(out, force=force)
    draft = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        draft.mkdir()
        yield draft
        _swap(draft, out)
    except OSError as error:
        raise _unwritable(out, error) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _check(out: Path, *, force: bool) -> None:
    if out.is_dir() and (not any(out.iterdir()) or (force and _is_ours(out))):
        return
    if out.is_dir() and force:
        raise OutputError(
            Text(
                "文件夹里有别的东西，不会覆盖", "the folder is not from an earlier run of clean"
            ),
            remedy=Text("换一个文件夹", "Choose another folder"),
            where=str(out),
        )
    if os.path.lexists(out):
        raise OutputError(
            Text("已有同名文件夹或文件，未覆盖", "it exists already and was not replaced"),
            remedy=Text("换一个文件夹，或加 --force", "Choose another folder, or add --force"),
            where=str(out),
        )


def _is_ours(folder: Path) -> bool:
    try:
        found = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and str(found.get("program", "")).startswith("doorplate ")


def _swap(draft: Path, out: Path) -> None:
    """The new folder takes the name; the old one goes only after that."""
    if not out.exists():
        draft.rename(out)
        return
    old = draft.with_suffix(".old")
    out.rename(old)
    try:
        draft.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _unwritable(out: Path, error: OSError) -> OutputError:
    why = error.strerror or type(error).__name__
    return OutputError(
        Text(f"无法写入（{why}）", f"cannot be written ({why})"),
        remedy=Text("检查路径、权限与剩余空间", "Check the path, permissions and free space"),
        where=str(out),
    )
