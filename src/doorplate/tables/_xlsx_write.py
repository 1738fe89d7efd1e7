"""XLSX out: a frozen header with filters, ready to print, text that stays text."""

import datetime as dt
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from doorplate.tables._header import letter
from doorplate.tables._limits import MAX_CELL
from doorplate.tables.values import Cell

_EPOCH = (1980, 1, 1, 0, 0, 0)
_SAMPLE = 200
_A4 = 9
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class _Package(zipfile.ZipFile):
    """A ZIP file whose members carry no time, so that equal content gives equal bytes."""

    def writestr(self, name: Any, data: Any, *_: Any, **__: Any) -> None:  # type: ignore[override]  # all that openpyxl passes
        member = zipfile.ZipInfo(name, _EPOCH)
        member.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(member, data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        self.writestr(arcname, Path(filename).read_bytes())


def write_xlsx(rows: Iterable[Mapping[str, Cell]], path: Path, columns: Sequence[str]) -> int:
    """Writes a workbook of one sheet and returns the number of rows."""
    from openpyxl import Workbook  # noqa: PLC0415  # loads slowly; CSV users never need it
    from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415  # as above

    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = dt.datetime(*_EPOCH)  # noqa: DTZ001  # XLSX times have no zone
    book.properties.creator = "doorplate"
    sheet = book.create_sheet("doorplate")
    stream = iter(rows)
    head = list(islice(stream, _SAMPLE))
    _lay_out(sheet, columns, head)
    count = _fill(sheet, columns, chain(head, stream))
    with _Package(path, "w") as package:
        ExcelWriter(book, package).save()
    return count


def _lay_out(sheet: Any, columns: Sequence[str], head: Sequence[Mapping[str, Cell]]) -> None:
    sheet.freeze_panes = "A2"
    _set_up_print(sheet)
    for i, name in enumerate(columns):
        widest = max(map(_width, (name, *(row.get(name) for row in head))))
        sheet.column_dimensions[letter(i)].width = min(max(widest + 2, 6), 60)


def _set_up_print(sheet: Any) -> None:
    """On A4 across, all columns within one page's width, the heading and a page number on each.

    Set before the first row: a sheet that is written row by row begins with its properties.
    """
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    page = sheet.page_setup
    page.paperSize, page.orientation = _A4, "landscape"
    page.fitToWidth, page.fitToHeight = 1, 0
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.center.text = "&P / &N"


def _width(value: Cell) -> int:
    text = "" if value is None else str(value)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text[:60])


def _fill(sheet: Any, columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> int:
    sheet.append([_heading(sheet, name) for name in columns])
    count = 0
    for row in rows:
        sheet.append([_cell(sheet, row.get(name)) for name in columns])
        count += 1
    if columns:
        sheet.auto_filter.ref = f"A1:{letter(len(columns) - 1)}{count + 1}"
    return count


def _heading(sheet: Any, name: str) -> Any:
    from openpyxl.styles import Font  # noqa: PLC0415  # as above

    cell = _text_cell(sheet, name)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Cell) -> Any:
    """What the sheet takes for a value: text that looks like a formula or a fault, marked."""
    if not isinstance(value, str):
        return value
    return _text_cell(sheet, value) if value[:1] in _SIGNS else _allowed(value)


_SIGNS = frozenset("=#")


def _text_cell(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  # as above

    cell = WriteOnlyCell(sheet, value=_allowed(text))
    cell.data_type = "s"
    return cell


def _allowed(text: str) -> str:
    """Without characters that XML forbids, and no longer than a cell may be."""
    plain = _FORBIDDEN.sub("\ufffd", text)
    return plain if len(plain) <= MAX_CELL else plain[: MAX_CELL - 1] + "…"
