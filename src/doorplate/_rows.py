"""Several doors written as one number: 12至14号, 89-115号, 2、3号, 12号附1至附5."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from doorplate._numerals import NUMERAL_CHARACTERS, to_int

__all__ = ["ALSO", "MOST", "SERIES", "TO", "dashed", "joined", "parted", "row_of_doors", "sign"]

TO = "~～至到"
"""What stands between the first and the last of a row, and nowhere else."""

ALSO = "和及与"
"""What stands before the last of a list, as a comma does."""

SERIES = ("特", "临", "自编")
"""What stands before the numbers of doors that are counted apart."""

MOST = 30
"""Numbers of one list, behind its first; what is longer is no list."""

_SURE = "至到"
_DASHES = "-–—－"
_MARKS = "A-Z甲乙丙丁戊己庚辛壬癸"
_NUMERAL = f"[{NUMERAL_CHARACTERS}]{{1,9}}"
_SUB = rf"(?:[附副增之]|[{_DASHES}]{{1,3}})第?({_NUMERAL})([A-Z]?)"
_DOOR = re.compile(rf"第?([{_MARKS}]{{0,2}})({_NUMERAL})([{_MARKS}]?)(?:[号號]?{_SUB})?[号號]?")
_SUB_ALONE = re.compile(rf"{_SUB}[号號]?")
_END = rf"第?([{_MARKS}]{{0,2}})({_NUMERAL})([{_MARKS}]?)"
_ROW = re.compile(rf"(?:(.*?)附)?{_END}[号號]?[{_DASHES}]{{1,3}}{_END}[号號]?")
_LIST = f",，、{ALSO}/"
_BETWEEN = re.compile(f"([,，、{ALSO}{TO}]|(?<=[号號])/)")
_WIDE = 10
"""Doors are hardly ever split into more parts."""


_End = tuple[str, int, str]
"""A number between the letters before and behind it."""


class _Door(NamedTuple):
    """One of several doors, as 12 and 1 of 12-1."""

    main: str
    sub: str

    def __str__(self) -> str:
        return f"{self.main}-{self.sub}" if self.sub else self.main


def row_of_doors(number: str) -> str:
    """How a number that names several doors is written; empty for the number of one.

    Behind a dash stands a sub-number, but where it is larger than the door's number and than
    ten: then it is more likely the last door of a row. The sub-numbers of one door stand behind
    its number.

    >>> row_of_doors("12至14号"), row_of_doors("89-115号"), row_of_doors("2、3号")
    ('12至14号', '89至115号', '2,3号')
    >>> row_of_doors("12-1号"), row_of_doors("5-8号"), row_of_doors("12号附14")
    ('', '', '')
    >>> row_of_doors("12-1至12-5号"), row_of_doors("12号附1、附5"), row_of_doors("2-5、7号")
    ('12号附1至附5', '12号附1,附5', '2-5,7号')
    """
    series = next(filter(number.startswith, SERIES), "")
    row = _row(number.replace(series, "") if series else number)
    return series + row if row else ""


def _row(number: str) -> str:
    written, *more = _BETWEEN.split(number)
    if not more:
        doors = _ends(number)
        return _written(doors, ["至"]) if doors else ""
    signs, ends = more[::2], [written, *more[1::2]]
    doors = _doors(ends)
    if not doors or not all(map(_is_row, signs, pairwise(doors))):
        return ""
    marks = list(map(sign, signs))
    if any(one == other == "至" for one, other in pairwise(marks)):
        return ""
    return _written(doors, marks)


def parted(row: str) -> tuple[str, str]:
    """The number of a row's one door, and its sub-numbers; no sub-numbers where it has several.

    >>> parted("12号附1至附5"), parted("12至14号"), parted("附1,附5")
    (('12号', '附1至附5'), ('12至14号', ''), ('', '附1,附5'))
    """
    at = row.find("附")
    return (row, "") if at < 0 else (row[:at], row[at:])


def sign(between: str) -> str:
    """How what stands between two places of a row or a list is written.

    >>> sign("～"), sign("、")
    ('至', ',')
    """
    return "," if between in _LIST else "至"


def joined(text: str) -> str:
    """Rooms of one row or list, with the last designator alone.

    >>> joined("301～305室"), joined("301号、302号"), joined("1--3")
    ('301至305室', '301,302号', '1-3')
    """
    return _INSIDE.sub(_mark, text)


def dashed(text: str) -> str:
    """The same with a dash, to compare 301至305室 with 301-305室.

    >>> dashed("301至305室")
    '301-305室'
    """
    return joined(text).replace("至", "-")


_INSIDE = re.compile(
    rf"(?<=[0-9A-Z])(?:[号號室]?[{TO}]|[号號室]?[,，、]|[{_DASHES}]{{2,3}})(?=[0-9A-Z])"
)


def _mark(match: re.Match[str]) -> str:
    last = match[0][-1]
    return "-" if last in _DASHES else sign(last)


def _doors(ends: Sequence[str]) -> list[_Door]:
    """The doors as they are written; none where one is no door."""
    doors: list[_Door] = []
    of_one = _HAS_SUB.search(ends[0]) and ends[-1][-1:] not in _CLOSED
    for end in ends:
        main = doors[-1].main if doors else ""
        if alone := _SUB_ALONE.fullmatch(end):
            sub, letter = to_int(alone[1]), alone[2]
        elif doors and (of_one or not main) and (number := to_int(end.rstrip("号號"))):
            sub, letter = number, ""
        elif door := _DOOR.fullmatch(end):
            number = to_int(door[2])
            if not number:
                return []
            main = f"{door[1]}{number}{door[3]}"
            sub, letter = to_int(door[4]) if door[4] else 0, door[5] or ""
        else:
            return []
        if sub is None:
            return []
        doors.append(_Door(main, f"{sub}{letter}" if sub else ""))
    return doors


_HAS_SUB = re.compile("[附副增之]")
_CLOSED = frozenset("号號")


def _is_row(between: str, doors: tuple[_Door, _Door]) -> bool:
    """Whether what stands between two doors makes them a list or a row: 12~3 is none."""
    one, other = doors
    plain = one.main.isdecimal() and other.main.isdecimal() and not one.sub
    sure = between not in TO or between in _SURE
    return sure or not plain or int(other.main) > int(one.main)


def _written(doors: Sequence[_Door], marks: Sequence[str]) -> str:
    first = doors[0].main
    subs = all(door.sub and door.main == first for door in doors)
    if subs and (first.isdecimal() or not first):
        names = [f"附{door.sub}" for door in doors]
        head, tail = f"{first}号" if first else "", ""
    elif first:
        names, head, tail = list(map(str, doors)), "", "号"
    else:
        return ""
    return head + names[0] + "".join(map(str.__add__, marks, names[1:])) + tail


def _ends(number: str) -> list[_Door]:
    """The first and the last door of 89-115号 or 12号附1-15号; none of the number of one."""
    row = _ROW.fullmatch(number)
    if row is None:
        return []
    head, series, first, mark, other, last, end = row.groups()
    low, high = to_int(first), to_int(last)
    if not low or not high or not _go_on((series, low, mark), (other, high, end)):
        return []
    if head is None:
        return [_Door(f"{series}{low}{mark}", ""), _Door(f"{other}{high}{end}", "")]
    of = _doors([head]) if head else [_Door("", "")]
    if not of or series or mark:
        return []
    return [_Door(of[0].main, str(low)), _Door(of[0].main, str(high))]


def _go_on(one: _End, other: _End) -> bool:
    """Whether what stands behind a dash is the last of a row: A12-A16, 12A-12C, not 12-3."""
    (series, low, mark), (behind, high, end) = one, other
    if series or behind:
        return bool(series and behind) and (series != behind or high > low)
    if end:
        return bool(mark) and (low < high or (low == high and mark != end))
    return high > max(low, _WIDE)
