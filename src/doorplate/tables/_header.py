"""Where the header is, under titles and notes, and what its columns are called."""

from collections.abc import Sequence
from typing import NamedTuple

from doorplate._text import Text
from doorplate.errors import InputError
from doorplate.tables._limits import MAX_COLUMNS
from doorplate.tables.roles import role_of

Line = tuple[int, Sequence[str]]
"""A row's number and its cells."""


class Header(NamedTuple):
    """Names of the columns, the header's row, and the number of the first row of data."""

    columns: tuple[str, ...]
    row: int
    first: int


def find_header(
    lines: Sequence[Line], where: str, named: frozenset[str] = frozenset()
) -> Header:
    """The header among the first lines of a file: the first row that names two known columns.

    A table of other people's names has none; there the first row as wide as the table is it. A
    title stands in one cell of a wide table, so it is never the header.

    Args:
        lines: the first lines of the file.
        where: the file.
        named: where given, names of which the header has one: then it is the first row with
            one, and nothing but titles may stand above it.

    Raises:
        InputError: no row has a cell, there are too many columns, or something else than
            titles stands above the names.
    """
    filled = [(number, cells) for number, cells in lines if any(cells)]
    if not filled:
        raise InputError(
            Text("表中没有任何内容", "the table has no content"),
            remedy=Text("第一行写列名", "Put column names in the first row"),
            where=where,
        )
    if named:
        number, cells = filled[_first_with(named, filled, where)]
        return _header(cells, number, number, where)
    at = _header_at(filled)
    if at and _is_second_level(filled[at - 1][1], filled[at][1]):
        at -= 1
    number, cells = filled[at]
    names, rows = list(cells), 1
    below = filled[at + 1][1] if at + 1 < len(filled) else ()
    if _is_second_level(cells, below):
        names, rows = _joined(cells, below), 2
    last = filled[at + rows - 1][0]
    return _header(names, number, last, where)


def _header(names: Sequence[str], first: int, last: int, where: str) -> Header:
    width = max((i + 1 for i, name in enumerate(names) if name), default=0)
    _check_width(width, where)
    return Header(_unique(names[:width]), first, last + 1)


def _first_with(named: frozenset[str], filled: Sequence[Line], where: str) -> int:
    """The first row with one of the names; the first row of all where none has one."""
    at = next((i for i, (_, cells) in enumerate(filled) if not named.isdisjoint(cells)), 0)
    odd = next((number for number, cells in filled[:at] if _count(cells) > 1), None)
    if odd is None:
        return at
    raise InputError(
        Text(
            f"第 {odd} 行写在列名之前，又不是标题",
            f"row {odd} stands above the column names and is no title",
        ),
        remedy=Text("列名写在第一行", "Put the column names in the first row"),
        where=where,
    )


def _header_at(filled: Sequence[Line]) -> int:
    known = [sum(role_of(cell) is not None for cell in cells) for _, cells in filled]
    for i, count in enumerate(known):
        if count >= 2:
            return i
    width = max(_count(cells) for _, cells in filled)
    for i, (_, cells) in enumerate(filled):
        if known[i] or _count(cells) * 2 > width:
            return i
    return 0


def _count(cells: Sequence[str]) -> int:
    return sum(map(bool, cells))


def _is_second_level(cells: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row below names the parts of merged header cells.

    Then the upper row has holes where the lower one speaks, the lower is blank under each cell
    merged downwards, and a column that we know is named there.
    """
    holes = any(text and not _at(cells, i) for i, text in enumerate(below))
    blanks = any(text and not _at(below, i) for i, text in enumerate(cells))
    return holes and blanks and any(role_of(text) for text in below if text)


def _at(cells: Sequence[str], i: int) -> str:
    return cells[i] if i < len(cells) else ""


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """One name a column from two header rows: the lower where there is one."""
    names, group = [], ""
    taken = [text for text in lower if text]
    for i in range(max(len(upper), len(lower))):
        above, below = _at(upper, i), _at(lower, i)
        group = above or group
        doubled = below and taken.count(below) > 1
        names.append(f"{group}/{below}" if doubled else below or above)
    return names


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    unique = []
    for i, text in enumerate(names):
        name = " ".join(text.split()) or letter(i)
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(unique)


def letter(index: int) -> str:
    """A column's letter in a spreadsheet: 0 → A, 26 → AA."""
    name = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        name, index = chr(65 + rest) + name, index - 1
    return name


def _check_width(width: int, where: str) -> None:
    if width > MAX_COLUMNS:
        raise InputError(
            Text(f"{width} 列，多于 {MAX_COLUMNS} 列", f"{width} columns, over {MAX_COLUMNS}"),
            remedy=Text("只留需要的列", "Keep only the columns that are needed"),
            where=where,
        )
