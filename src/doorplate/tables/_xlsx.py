"""XLSX workbooks, read row by row."""

import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from doorplate._text import Text
from doorplate.errors import DoorplateError, InputError
from doorplate.tables._header import Line, find_header
from doorplate.tables._limits import MAX_BYTES, MAX_HEADER_SEARCH, MAX_MEMBERS, MAX_ROWS
from doorplate.tables._merges import filled_down, merged_downwards
from doorplate.tables._rows import as_text, make_row
from doorplate.tables.roles import listed, role_of
from doorplate.tables.values import Row, Table

if TYPE_CHECKING:
    from openpyxl import Workbook

_T = TypeVar("_T")
_BATCH = 500
_MAX_RATIO = 200
_FREE_BYTES = 64 * 2**20


def read_xlsx(path: Path, sheet: str | None) -> Table:
    """One sheet of a workbook as a table.

    Raises:
        InputError: damaged or bursting workbook, unknown sheet, or several that could be meant.
    """
    _check_package(path)
    name = _sheet_name(path, sheet)
    header = find_header(_head(path, name), str(path))
    spans = _guarded(path, lambda: merged_downwards(path, _part(path, name)))

    def rows() -> Iterator[Row]:
        for number, cells in filled_down(_lines(path, name), spans):
            if number >= header.first and any(cells):
                yield make_row(number, cells, header.columns, spare=True)

    return Table(path, header.columns, "xlsx", "", header.row, rows)


def _check_package(path: Path) -> None:
    """Refuses a package that unpacks to far more than it weighs, before unpacking it."""
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise _damaged(path) from error
    names = {member.filename for member in members}
    if "xl/workbook.xml" not in names:
        raise InputError(
            Text("ZIP 包里没有工作簿", "a ZIP package without a workbook"),
            remedy=Text("另存为 XLSX", "Save it as XLSX"),
            where=str(path),
        )
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    bursts = size > _FREE_BYTES and size > _MAX_RATIO * packed
    if bursts or size > MAX_BYTES or len(members) > MAX_MEMBERS:
        raise InputError(
            Text(f"工作簿解开后达 {size >> 20} MB，拒绝打开",
                 f"the workbook unpacks to {size >> 20} MB and is refused"),
            remedy=Text("另存为 CSV，或分成几个文件", "Save it as CSV, or split it"),
            where=str(path),
        )  # fmt: skip


def _damaged(path: Path) -> InputError:
    return InputError(
        Text("XLSX 工作簿已损坏", "the XLSX workbook is damaged"),
        remedy=Text(
            "在表格程序里打开并另存", "Open it in a spreadsheet program and save again"
        ),
        where=str(path),
    )


@contextmanager
def _workbook(path: Path) -> Iterator["Workbook"]:
    from openpyxl import load_workbook  # noqa: PLC0415  # loads slowly; CSV users never need it

    book = _guarded(path, lambda: load_workbook(path, read_only=True, data_only=True))
    try:
        yield book
    finally:
        book.close()


def _guarded(path: Path, act: Callable[[], _T]) -> _T:
    """Any fault inside the reader as one error; its warnings about styles silenced."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return act()
    except (DoorplateError, MemoryError):
        raise
    except Exception as error:
        raise _damaged(path) from error


def _lines(path: Path, sheet: str) -> Iterator[Line]:
    """Rows with their numbers, as text; a claimed size of the sheet is not believed."""
    with _workbook(path) as book:
        page: Any = book[sheet]
        page.reset_dimensions()
        rows = page.iter_rows(values_only=True)
        number = 0
        while batch := _guarded(path, lambda: list(islice(rows, _BATCH))):
            _check_length(number, path)
            for values in batch:
                number += 1
                yield number, [as_text(value) for value in values]


def _check_length(number: int, path: Path) -> None:
    if number > MAX_ROWS:
        raise InputError(
            Text(f"表中行号超过 {MAX_ROWS}", f"the sheet claims rows beyond {MAX_ROWS}"),
            remedy=Text("另存为 CSV", "Save it as CSV"),
            where=str(path),
        )


def _part(path: Path, sheet: str) -> str:
    """The part of the package that holds a sheet."""
    with _workbook(path) as book:
        page: Any = book[sheet]
        part: str = page._worksheet_path  # noqa: SLF001  # no public name for it
        return part


def _head(path: Path, sheet: str) -> list[Line]:
    return list(islice(_lines(path, sheet), MAX_HEADER_SEARCH))


def _sheet_name(path: Path, wanted: str | None) -> str:
    """The sheet asked for, or the only one that holds a table of addresses, or the only one."""
    with _workbook(path) as book:
        names = [page.title for page in book.worksheets if page.sheet_state == "visible"]
    if wanted is not None:
        if wanted in names:
            return wanted
        raise _which_sheet(path, Text(f"没有“{wanted}”表", f"no sheet {wanted!r}"), names)
    heads = {name: _head(path, name) for name in names}
    filled = {name: head for name, head in heads.items() if any(any(c) for _, c in head)}
    known = [name for name, head in filled.items() if _knows_address(head)]
    for choice in (known, list(filled), names):
        if len(choice) == 1:
            return choice[0]
    if not filled:
        return names[0]
    raise _which_sheet(path, Text("有几张表", "there are several sheets"), list(filled))


def _knows_address(head: list[Line]) -> bool:
    return any(role_of(cell) == "address" for _, cells in head for cell in cells)


def _which_sheet(path: Path, text: Text, names: list[str]) -> InputError:
    return InputError(
        Text(f"{text.zh}；工作簿中有：{listed(names)}",
             f"{text.en}; the workbook holds: {listed(names)}"),
        remedy=Text("用 --sheet 名称 指定", "Name one with --sheet NAME"),
        where=str(path),
    )  # fmt: skip
