"""Numbers joined by dashes: what each of them is, and where they are one."""

import re

from doorplate._rows import TO, row_of_doors
from doorplate.address import Level
from doorplate.normalize import _numbers
from doorplate.normalize._name_rules import name
from doorplate.normalize._number_rules import door, is_of_a_series, number
from doorplate.normalize._slots import (
    AFTER_STREET,
    FULL,
    HAS_BUILDINGS,
    LETTERS,
    VALUES,
    digits_in,
    is_tower,
    levels_of,
)
from doorplate.normalize._state import INSIDE, NAMED, STREETS, Tail

_PIECES = re.compile(rf"[^-/{TO}]+")


def below(tail: Tail, start: int, end: int) -> None:
    """负2-15号: a floor below the ground, and what is counted on it."""
    name(tail, start, "floor")
    middle = tail.src.index("-", start, end)
    tail.add(Level.FLOOR, _numbers.floor(f"{tail.src[start:middle]}层"), start, middle)
    tail.add(Level.ROOM, _numbers.room(tail.src[middle + 1 : end]), middle + 1, end)


def row(tail: Tail, start: int, end: int) -> None:
    """Numbers joined by dashes: 7-2-802, 12-1号, 6-802室, 11-4楼, rooms 807-811."""
    src = tail.src
    pieces = [(m.start(), m.end()) for m in _PIECES.finditer(src, start, end)]
    pair = len(pieces) == 2
    is_number = pair and src[end - 1] == "号"
    if is_number and is_of_a_series(tail, start):
        number(tail, start, end)
        return
    name(tail, start, "number" if is_number else "building")
    if pair and _is_range(tail, pieces):
        if tail.last() in {Level.ROAD, Level.LANE} and src[end - 1] not in "室房户":
            door(tail, src[start:end], start, end)
            return
        tail.add(Level.ROOM, _numbers.room(src[start:end]), start, end)
    elif is_number and tail.last() in _NOT_INSIDE:
        number(tail, start, end)
    elif pair and tail.last() is Level.BUILDING and src.endswith("单元", start, end):
        units = _numbers.unit(src[start:end].replace("/", "-"))
        tail.add(Level.UNIT, units, start, end)
    elif pair and (level := _one_place(tail, pieces)):
        text = src[start:end].removesuffix("/F").removesuffix("单元").replace("/", "-")
        if level is Level.FLOOR:
            text = text.replace("F-", "-")
        tail.add(level, VALUES[level](text), start, end)
    else:
        levels = _row_levels(tail, pieces)
        if levels == AFTER_STREET[2] and row_of_doors(src[start:end]):
            door(tail, src[start:end], start, end)
            return
        for level, (a, b) in zip(levels, pieces, strict=False):
            tail.add(level, VALUES[level](src[a:b]), a - (level is Level.SUBNUMBER), b)


_NOT_INSIDE = STREETS | {None}


def _one_place(tail: Tail, pieces: list[tuple[int, int]]) -> Level | None:
    """A pair that is one element: rooms 301-2 made of one room, floors 1-3 of a building."""
    (start, middle), (after, end) = pieces
    low, high = tail.src[start:middle], tail.src[after:end].removesuffix("单元")
    if high == "F":
        return Level.FLOOR if low.isdecimal() and tail.src[middle] == "/" else None
    if high[-1] in "楼层F":
        return Level.FLOOR if _are_floors(tail, low.removesuffix("F"), high[:-1]) else None
    if tail.last() is Level.FLOOR:
        return Level.ROOM
    if tail.last() in STREETS or not low.isdecimal():
        return None
    first, part = digits_in(low), high.rstrip("号室房")
    is_part = part in _ONE_LETTER or (part.isdecimal() and len(part) <= _OF_A_ROOM)
    within = tail.last() in INSIDE or (part in _ONE_LETTER and is_tower(tail))
    return Level.ROOM if is_part and (first > 3 or (first > 2 and within)) else None


def _are_floors(tail: Tail, low: str, high: str) -> bool:
    """青云大厦15-16楼: the second is the higher, in what has floors itself and no buildings."""
    if tail.last() not in _HAS_FLOORS or tail.out[-1][1].endswith(HAS_BUILDINGS):
        return False
    tail.weighed = True
    return low.isdecimal() and high.isdecimal() and int(low) < int(high)


_HAS_FLOORS = INSIDE | NAMED | {Level.NUMBER, Level.SUBNUMBER}
_ONE_LETTER = frozenset(LETTERS)
_OF_A_ROOM = 2
"""A room that was divided: 301-2; two digits at the most count its parts."""


def _is_range(tail: Tail, pieces: list[tuple[int, int]]) -> bool:
    """Whether two numbers are the first and the last of some rooms: 807-811, A201-A266."""
    if _LETTERED.match(tail.src, pieces[0][0], pieces[1][1]):
        return True
    low, high = (tail.src[a:b].strip(LETTERS + "号室户房楼层商铺") for a, b in pieces)
    if not 3 <= len(low) == len(high) <= 5 or not (low + high).isdecimal():
        return False
    tail.weighed = True
    return 0 < int(high) - int(low) < 20


_LETTERED = re.compile(rf"([A-Z]{{1,2}})[0-9]{{3,}}[-{TO}]+\1[0-9]{{3,}}")


def _row_levels(tail: Tail, pieces: list[tuple[int, int]]) -> list[Level]:
    src, (start, end) = tail.src, (pieces[0][0], pieces[-1][1])
    if src[end - 1] in "楼层":
        below = FULL[4][tail.last() is Level.BUILDING :]
        return [*below[: len(pieces) - 1], Level.FLOOR]
    if src.endswith("单元", start, end):
        return [Level.BUILDING] * (len(pieces) - 1) + [Level.UNIT]
    if len(pieces) == 2 and src[pieces[0][1] - 1] == "F" and src[start].isdecimal():
        return [Level.FLOOR, Level.ROOM]
    return levels_of(tail, pieces)
