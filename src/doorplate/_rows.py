"""Several doors written as one number: 12至14号, 89-115号, 2、3号, 12号附1至附5."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from doorplate._designators import DESIGNATORS
from doorplate._numerals import DIGITS, HAN, STEMS, ZH, N, to_int

__all__ = [
    "ALSO", "DOOR", "LETTERS", "MARKS", "MOST", "SERIES", "SUB", "TO",
    "dashed", "joined", "parted", "row_of_doors", "sign",
]  # fmt: skip

TO = "~～至到"
"""What stands between the first and the last of a row, and nowhere else."""

ALSO = "和及与跟"
"""What stands before the last of a list, as a comma does."""

SERIES = ("特", "临", "自编")
"""What stands before the numbers of doors that are counted apart."""

MOST = 30
"""Numbers of one list, behind its first; what is longer is no list."""

LETTERS = "(?<![A-Z])[A-Z]{1,2}"
"""The letters of a number; those at the end of a foreign word belong to the word."""

_MAIN = (
    rf"第?(?:(?:{LETTERS})?{DIGITS}[A-Z{STEMS}]?|(?<![{HAN}])[{STEMS}]?{ZH}[{STEMS}]?"
    rf"|[{STEMS}]{DIGITS})"
)
SUB = rf"(?:[附副增之]第?{N}|-{{1,3}}{DIGITS})[A-Z]?"
DOOR = rf"{_MAIN}(?:号?{SUB})?"
"""One of several doors: 12, A12, 12甲, 12附1, 12-1."""

MARKS = rf"(?:(?<=[{STEMS}].)[{STEMS}]|(?<=[A-Z].)[A-Z])"
"""The marks of one number that stand in a list: 3甲、乙号."""

_LIST = f",，、{ALSO}/"
_BETWEEN = re.compile(f"([,，、{ALSO}{TO}/])")
_ONE = re.compile(rf"({_MAIN})?(?:号?({SUB}))?号?")
_DASHED = re.compile(rf"(?:(.*?)附)?({_MAIN})(号)?-{{1,3}}({_MAIN})(号)?")
_PARTS = re.compile(rf"第?([A-Z{STEMS}]*)([^A-Z{STEMS}]+)([A-Z{STEMS}]?)")
_SUB_PARTS = re.compile("[^0-9A-Z]*?第?([^第A-Z-]+)([A-Z]?)")
_UNSURE = frozenset("~～/")
_PLAIN = str.maketrans("號–—－", "号---")
_MOST_SUBS = 10
"""Doors are hardly ever split into more parts."""


class _Main(NamedTuple):
    """A number between the letters before and behind it; 0 where none is written."""

    series: str
    number: int
    mark: str

    def __str__(self) -> str:
        return f"{self.series}{self.number or ''}{self.mark}"


class _Door(NamedTuple):
    """One of several doors, as 12 and 1 of 12-1."""

    main: _Main
    sub: str = ""

    def __str__(self) -> str:
        return f"{self.main}-{self.sub}" if self.sub else str(self.main)


_NOTHING = _Main("", 0, "")


def row_of_doors(number: str) -> str:
    """How a number that names several doors is written; empty for the number of one.

    Behind a dash stands a sub-number, but where it is larger than the door's number and than
    ten, or larger and both are written with 号: then it is more likely the last door of a row.
    The sub-numbers of one door stand behind its number.

    >>> row_of_doors("12至14号"), row_of_doors("89-115号"), row_of_doors("2、3号")
    ('12至14号', '89至115号', '2,3号')
    >>> row_of_doors("12-1号"), row_of_doors("5-8号"), row_of_doors("12号附14")
    ('', '', '')
    >>> row_of_doors("12/14号"), row_of_doors("12/1号"), row_of_doors("14号/12号")
    ('12,14号', '', '14,12号')
    >>> row_of_doors("5号-8号"), row_of_doors("3号甲、乙")
    ('5至8号', '3甲,3乙号')
    >>> row_of_doors("12-1至12-5号"), row_of_doors("12号附1、附5"), row_of_doors("2-5、7号")
    ('12号附1至附5', '12号附1,附5', '2-5,7号')
    """
    plain = number.translate(_PLAIN).replace("号/", "号,").replace("-附", "至附")
    series = next(filter(plain.startswith, SERIES), "")
    row = _row(plain.replace(series, "") if series else plain)
    return series + row if row else ""


def _row(number: str) -> str:
    written, *more = _BETWEEN.split(number)
    if not more:
        return _written(_ends(number), ["至"])
    signs, doors = more[::2], _doors([written, *more[1::2]])
    marks = list(map(sign, signs))
    if any(one == other == "至" for one, other in pairwise(marks)):
        return ""
    return _written(doors, marks) if all(map(_is_row, signs, pairwise(doors))) else ""


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
    """Places of one row or list with the last designator alone, where they have the same.

    >>> joined("301～305室"), joined("301号、302号"), joined("1--3"), joined("3组,5社")
    ('301至305室', '301,302号', '1-3', '3组,5社')
    """
    return _INSIDE.sub(_mark, text)


def dashed(text: str) -> str:
    """The same with a dash, to compare 301至305室 with 301-305室.

    >>> dashed("301至305室")
    '301-305室'
    """
    return joined(text).replace("至", "-")


_END = f"[0-9A-Z{STEMS}东西南北中前后]"
_INSIDE = re.compile(
    rf"(?<={_END})({'|'.join(DESIGNATORS.values())}|[号號])?([,，、{ALSO}{TO}]|[-–—－]{{2,3}})(?={_END}|负)"
)


def _mark(match: re.Match[str]) -> str:
    word, between = match[1] or "", match[2]
    text = match.string
    kept = "" if word in "号號" or text.endswith(word) or text[-1].isdecimal() else word
    return f"{kept}{'-' if len(between) > 1 else sign(between)}"


def _doors(ends: Sequence[str]) -> list[_Door]:
    """The doors as they are written; none where one is no door."""
    doors: list[_Door] = []
    of_one = _HAS_SUB.search(ends[0]) is not None and not ends[-1].endswith("号")
    for end in ends:
        if doors and (mark := _MARK.fullmatch(end)):
            doors.append(_Door(doors[-1].main._replace(mark=mark[1])))
            continue
        written = _ONE.fullmatch(_MARKED.sub("", end))
        if written is None or not (written[1] or written[2]):
            return []
        main = _main(written[1]) if written[1] else doors[-1].main if doors else _NOTHING
        sub = _sub(written[2]) if written[2] else ""
        if doors and not sub and (of_one or doors[0].main is _NOTHING):
            main, sub = doors[-1].main, str(main)
        if main is None or sub is None:
            return []
        doors.append(_Door(main, sub))
    return doors


_MARKED = re.compile(rf"号(?=[A-Z{STEMS}](?:$|[附副增之-]))")
_MARK = re.compile(rf"([A-Z{STEMS}])号?")
_HAS_SUB = re.compile("[附副增之]")


def _main(written: str) -> _Main | None:
    parts = _PARTS.fullmatch(written)
    number = to_int(parts[2]) if parts else None
    return _Main(parts[1], number, parts[3]) if parts and number else None


def _sub(written: str) -> str | None:
    parts = _SUB_PARTS.fullmatch(written)
    number = to_int(parts[1].lstrip("附副增之")) if parts else None
    return f"{number}{parts[2]}" if parts and number else None


def _is_row(between: str, doors: tuple[_Door, _Door]) -> bool:
    """Whether what stands between two doors makes them a list or a row: 12~3, 12/1 are none."""
    one, other = doors
    sure = between not in _UNSURE
    lettered = one.main.series or one.main.mark or other.main.series or other.main.mark
    return sure or bool(lettered or one.sub) or other.main.number > one.main.number


def _written(doors: Sequence[_Door], marks: Sequence[str]) -> str:
    if not doors:
        return ""
    first = doors[0].main
    of_one = all(door.sub and door.main == first for door in doors)
    if of_one and not (first.series or first.mark):
        names, head, tail = [f"附{door.sub}" for door in doors], f"{first}号", ""
        head = head if first.number else ""
    elif first.number:
        names, head, tail = list(map(str, doors)), "", "号"
    else:
        return ""
    return head + names[0] + "".join(map(str.__add__, marks, names[1:])) + tail


def _ends(number: str) -> list[_Door]:
    """The first and the last door of 89-115号 or 12号附1-15号; none of the number of one."""
    row = _DASHED.fullmatch(number)
    first, last = (_main(row[2]), _main(row[4])) if row else (None, None)
    if row is None or first is None or last is None:
        return []
    if not _go_on(first, last, 0 if row[3] and row[5] else _MOST_SUBS):
        return []
    if row[1] is None:
        return [_Door(first), _Door(last)]
    of = _doors([row[1]]) if row[1] else [_Door(_NOTHING)]
    plain = not (first.series or first.mark)
    return [_Door(of[0].main, str(end)) for end in (first, last)] if of and plain else []


def _go_on(one: _Main, other: _Main, subs: int) -> bool:
    """Whether what stands behind a dash is the last of a row: A12-A16, 12A-12C, not 12-3.

    A number not above `subs` may be one of a sub-number.
    """
    low, high = one.number, other.number
    if one.series or other.series:
        apart = one.series != other.series
        return bool(one.series and other.series) and (apart or high > low)
    if other.mark:
        return bool(one.mark) and (low < high or (low == high and one.mark != other.mark))
    return high > max(low, subs)
