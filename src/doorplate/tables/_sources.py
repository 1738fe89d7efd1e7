"""Bytes of a file, unpacked and capped; and what the file really is."""

import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from doorplate._text import Text
from doorplate.errors import InputError
from doorplate.tables._limits import MAX_BYTES

_KINDS = {
    ".csv": "csv", ".tsv": "csv", ".txt": "lines", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".parquet": "parquet",
}  # fmt: skip
_PACKED = (".gz", ".xz")
_MAGIC = {
    b"PK\x03\x04": ("xlsx", Text("ZIP 包（XLSX 等）", "a ZIP package such as XLSX")),
    b"PAR1": ("parquet", Text("Parquet 文件", "a Parquet file")),
    b"%PDF": ("pdf", Text("PDF 文件", "a PDF file")),
    b"\xd0\xcf\x11\xe0": (
        "xls",
        Text("旧版 XLS 或加密的工作簿", "an old or locked workbook"),
    ),
    b"\x1f\x8b": ("gz", Text("gzip 压缩文件", "a gzip file")),
    b"\xfd7zXZ\x00": ("xz", Text("xz 压缩文件", "an xz file")),
    b"\x89PNG": ("png", Text("图片", "an image")),
    b"\xff\xd8\xff": ("jpeg", Text("图片", "an image")),
    b"Rar!": ("rar", Text("RAR 压缩文件", "a RAR archive")),
    b"7z\xbc\xaf": ("7z", Text("7z 压缩文件", "a 7z archive")),
}
_REMEDY = Text(
    "另存为 XLSX、CSV（UTF-8）或 Parquet，扩展名与内容一致",
    "Save it as XLSX, CSV (UTF-8) or Parquet, under a name that says so",
)


def kind_of(path: Path) -> str:
    """The kind of table a file's name says it is.

    Raises:
        InputError: no kind of table has that extension.
    """
    suffixes = [s.lower() for s in path.suffixes]
    if suffixes and suffixes[-1] in _PACKED:
        suffixes.pop()
    kind = _KINDS.get(suffixes[-1] if suffixes else "")
    if kind is None:
        raise InputError(
            Text("扩展名不是表格", "the extension is not that of a table"),
            remedy=Text(f"可用：{' '.join(_KINDS)}", f"Use one of: {' '.join(_KINDS)}"),
            where=str(path),
        )
    return kind


class _Capped(io.RawIOBase):
    """Reads through, and refuses to read more than `MAX_BYTES`."""

    def __init__(self, inner: IO[bytes] | gzip.GzipFile, where: str) -> None:
        super().__init__()
        self._inner, self._where, self._left = inner, where, MAX_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]  # what BufferedReader passes
        data = self._inner.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise InputError(
                Text(
                    f"解开后超过 {MAX_BYTES >> 20} MB", f"unpacks to over {MAX_BYTES >> 20} MB"
                ),
                remedy=Text("分成几个文件", "Split it into several files"),
                where=self._where,
            )
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        super().close()


def _opened(path: Path) -> IO[bytes] | gzip.GzipFile:
    match path.suffix.lower():
        case ".gz":
            return gzip.open(path, "rb")
        case ".xz":
            return lzma.open(path, "rb")
        case _:
            return path.open("rb")


@contextmanager
def open_bytes(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked where its name says it is packed.

    Raises:
        InputError: it cannot be opened, is damaged, or unpacks to too much.
    """
    try:
        with io.BufferedReader(_Capped(_opened(path), str(path)), 1 << 18) as stream:
            yield stream
    except (lzma.LZMAError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(
            Text("压缩文件已损坏", "the packed file is damaged"),
            remedy=Text("重新取得该文件", "Get the file again"),
            where=str(path),
        ) from error
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> InputError:
    """The error for a file that the system does not let us read."""
    text = {
        FileNotFoundError: Text("文件不存在", "no such file"),
        IsADirectoryError: Text("是文件夹，不是文件", "a folder, not a file"),
        PermissionError: Text("没有读取权限", "no permission to read it"),
    }.get(
        type(error), Text(f"无法读取（{error.strerror}）", f"cannot be read ({error.strerror})")
    )
    return InputError(
        text, remedy=Text("检查路径与权限", "Check the path and permissions"), where=str(path)
    )


def check_content(path: Path, kind: str) -> None:
    """Refuses an empty file and one that is not what its name says."""
    with open_bytes(path) as stream:
        head = stream.read(8)
    if not head:
        raise InputError(Text("空文件", "the file is empty"), remedy=_REMEDY, where=str(path))
    found = next((v for magic, v in _MAGIC.items() if head.startswith(magic)), None)
    if found is not None and found[0] != kind:
        raise InputError(
            Text(f"内容是{found[1].zh}，与扩展名不符",
                 f"the content is {found[1].en}, not what the name says"),
            remedy=_REMEDY,
            where=str(path),
        )  # fmt: skip
    if found is None and kind in {"xlsx", "parquet"}:
        raise InputError(
            Text(f"内容不是 {kind.upper()}，与扩展名不符",
                 f"the content is not {kind.upper()}, though the name says so"),
            remedy=_REMEDY,
            where=str(path),
        )  # fmt: skip
