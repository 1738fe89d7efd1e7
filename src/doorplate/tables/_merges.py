"""Cells merged downwards in a sheet: a street written once beside all its doors.

The streaming reader of workbooks does not tell which cells are merged, so the part of the
package that says so is searched, without building its tree.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from doorplate.tables._header import Line

_CHUNK = 1 << 20
_OVERLAP = 200
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')

Spans = Mapping[tuple[int, int], int]
"""Last row of a merged stretch by its first row and its column, counted from 0."""


def merged_downwards(path: Path, part: str) -> Spans:
    """The stretches of merged cells that are more than one row high."""
    spans: dict[tuple[int, int], int] = {}
    with zipfile.ZipFile(path) as package, package.open(part.lstrip("/")) as stream:
        tail = b""
        while chunk := stream.read(_CHUNK):
            for column, first, last in _MERGE.findall(tail + chunk):
                if int(last) > int(first):
                    spans[int(first), _index(column)] = int(last)
            tail = chunk[-_OVERLAP:]
    return spans


def _index(column: bytes) -> int:
    index = 0
    for code in column:
        index = index * 26 + code - 64
    return index - 1


def filled_down(lines: Iterator[Line], spans: Spans) -> Iterator[Line]:
    """The lines with the text of merged cells on every row they cover."""
    carried: dict[int, tuple[int, str]] = {}
    by_row: dict[int, list[tuple[int, int]]] = {}
    for (first, column), last in spans.items():
        by_row.setdefault(first, []).append((column, last))
    for number, cells in lines:
        starting = by_row.get(number, ())
        carried |= {column: (last, _at(cells, column)) for column, last in starting}
        yield number, _with(cells, number, carried)


def _at(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _with(
    cells: Sequence[str], number: int, carried: Mapping[int, tuple[int, str]]
) -> Sequence[str]:
    if not carried or not any(cells):
        return cells
    row = list(cells)
    for column, (last, text) in carried.items():
        if number <= last and not _at(row, column):
            row += [""] * (column + 1 - len(row))
            row[column] = text
    return row
