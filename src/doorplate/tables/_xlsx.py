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


def read_xlsx(path: Path, sheet: str | None, named: frozenset[str] = frozenset()) -> Table:
    """One sheet of a workbook as a table.

    Raises:
        InputError: damaged or bursting workbook, unknown sheet, or several that could be meant.
    """
    _check_package(path)
    with _workbook(path) as book:
        page = _chosen(book, path, sheet)
        header = find_header(_head(page, path), str(path), named)
        name, part = page.title, page._worksheet_path  # noqa: SLF001  # no public name for it
    spans = _guarded(path, lambda: merged_downwards(path, part))

    def rows() -> Iterator[Row]:
        with _workbook(path) as book:
            for number, cells in filled_down(_lines(book[name], path), spans):
                if number >= header.first and any(cells):
                    yield make_row(number, cells, header.columns, spare=True)

    return Table(path, header.columns, "xlsx", "", header.row, rows, name)


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


def _lines(page: Any, path: Path) -> Iterator[Line]:
    """Rows with their numbers, as text; a claimed size of the sheet is not believed."""
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


def _head(page: Any, path: Path) -> list[Line]:
    return list(islice(_lines(page, path), MAX_HEADER_SEARCH))


def _chosen(book: "Workbook", path: Path, wanted: str | None) -> Any:
    """The sheet asked for, or the only one that holds a table of addresses, or the only one."""
    pages = {page.title: page for page in book.worksheets if page.sheet_state == "visible"}
    if wanted is not None:
        if wanted in pages:
            return pages[wanted]
        raise _which_sheet(path, Text(f"没有“{wanted}”表", f"no sheet {wanted!r}"), list(pages))
    heads = {name: _head(page, path) for name, page in pages.items()}
    filled = {name: head for name, head in heads.items() if any(any(c) for _, c in head)}
    known = [name for name, head in filled.items() if _knows_address(head)]
    for choice in (known, list(filled), list(pages)[:1] if not filled else []):
        if len(choice) == 1:
            return pages[choice[0]]
    raise _which_sheet(path, Text("不能断定是哪张表", "no one sheet stands out"), list(filled))


def _knows_address(head: list[Line]) -> bool:
    return any(role_of(cell) == "address" for _, cells in head for cell in cells)


def _which_sheet(path: Path, text: Text, names: list[str]) -> InputError:
    return InputError(
        Text(f"{text.zh}；工作簿中有：{listed(names)}",
             f"{text.en}; the workbook holds: {listed(names)}"),
        remedy=Text("用 --sheet 名称 指定", "Name one with --sheet NAME"),
        where=str(path),
    )  # fmt: skip
