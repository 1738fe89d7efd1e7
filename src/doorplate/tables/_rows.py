"""Cells of any type as text, and rows with their faults."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from doorplate._text import Text
from doorplate.tables._header import letter
from doorplate.tables._limits import MAX_CELL
from doorplate.tables.values import Row


def as_text(value: Any) -> str:
    """A cell's value as a clerk sees it: 12.0 is `12`, midnight is left off a date."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value).strip()


def unguarded(text: str) -> str:
    """A cell without the apostrophe that `write` puts before a formula sign."""
    return text[1:] if text[:1] == "'" and text[1:].lstrip("'")[:1] in FORMULA_SIGNS else text


FORMULA_SIGNS = frozenset("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet program takes for the start of a formula, or skips before one."""


def make_row(
    number: int, values: Sequence[str], columns: Sequence[str], *, spare: bool = False
) -> Row:
    """A row from its cells in order.

    Args:
        number: where it stands.
        values: the cells.
        columns: the names.
        spare: whether cells beyond the last column are kept under their letter (a note beside
            the table) or make the row a reject (an unquoted comma).
    """
    cells = dict.fromkeys(columns, "") | dict(zip(columns, values, strict=False))
    beyond = [(i, text) for i, text in enumerate(values) if i >= len(columns) and text]
    cells |= {_free(letter(i), columns): text for i, text in beyond}
    fault = _too_many(len(columns), beyond[-1][0] + 1) if beyond and not spare else None
    return Row(number, cells, fault or _fault(cells))


def _free(name: str, columns: Sequence[str]) -> str:
    return name if name not in columns else f"{name}#2"


def _too_many(expected: int, found: int) -> Text:
    return Text(
        f"有 {found} 格，多于表头的 {expected} 列；含分隔符的格要加引号",
        f"{found} cells under {expected} columns; quote cells that hold the separator",
    )


def _fault(cells: dict[str, str]) -> Text | None:
    if not any(cells.values()):
        return Text("空行", "the row is blank")
    for name, text in cells.items():
        if "\0" in text:
            return Text(f"“{name}”含 NUL 字节", f"{name!r} holds a NUL byte")
        if len(text) > MAX_CELL:
            return Text(
                f"“{name}”有 {len(text)} 个字符，多于 {MAX_CELL}",
                f"{name!r} holds {len(text)} characters, over {MAX_CELL}",
            )
    return None
