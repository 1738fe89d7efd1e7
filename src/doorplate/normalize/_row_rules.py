"""Numbers joined by dashes: what each of them is, and where they are one."""

import re

from doorplate._numerals import STEMS
from doorplate._rows import TO, row_of_doors
from doorplate.address import Level
from doorplate.normalize import _numbers
from doorplate.normalize._door_rules import door, is_of_a_series
from doorplate.normalize._levels import (
    BUILDING,
    FLOOR,
    LANE,
    NUMBER,
    ROAD,
    ROOM,
    SUBNUMBER,
    UNIT,
)
from doorplate.normalize._name_rules import name
from doorplate.normalize._number_rules import number, place
from doorplate.normalize._slots import (
    AFTER_STREET,
    DOOR_AND_ROOM,
    FULL,
    HAS_BUILDINGS,
    LETTERS,
    SHORT,
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
    tail.add(FLOOR, _numbers.floor(f"{tail.src[start:middle]}层"), start, middle)
    tail.add(ROOM, _numbers.room(tail.src[middle + 1 : end]), middle + 1, end)


def row(tail: Tail, start: int, end: int) -> None:
    """Numbers joined by dashes: 7-2-802, 12-1号, 6-802室, 11-4楼, rooms 807-811."""
    shop = _SHOP.search(tail.src, start, end) if _at_street(tail, start) else None
    end = shop.start() if shop else end
    pieces = [(m.start(), m.end()) for m in _PIECES.finditer(tail.src, start, end)]
    if len(pieces) == 2 and is_of_a_series(tail, start) and tail.src[end - 1] == "号":
        number(tail, start, end)
    elif len(pieces) == 2:
        _pair(tail, pieces, start, end)
    elif _at_street(tail, start) and _DOORS.fullmatch(tail.src, start, end):
        name(tail, start, "number")
        door(tail, tail.src[start:end], start, end)
    else:
        name(tail, start, "building")
        _each(tail, pieces)
    if shop and tail.start < shop.end():
        tail.skip("note", *shop.span())


def _pair(tail: Tail, pieces: list[tuple[int, int]], start: int, end: int) -> None:
    src = tail.src
    is_number = src[end - 1] == "号"
    name(tail, start, "number" if is_number else "building")
    if _FLOORS.fullmatch(src, start, end):
        (_, middle), (after, _) = pieces
        floors = _numbers.floors(f"{src[start:middle]}至{src[after:end]}")
        tail.add(FLOOR, floors, start, end)
    elif _is_range(tail, pieces):
        _range(tail, start, end)
    elif is_number and tail.last() in _NOT_INSIDE:
        number(tail, start, end)
    elif tail.last() is BUILDING and src.endswith("单元", start, end):
        units = _numbers.unit(src[start:end].replace("/", "-"))
        tail.add(UNIT, units, start, end)
    elif level := _one_place(tail, pieces):
        text = src[start:end].removesuffix("/F").removesuffix("单元").replace("/", "-")
        if level is FLOOR:
            text = _STOREY_SIGN.sub("", text)
        tail.add(level, VALUES[level](text), start, end)
    else:
        _each(tail, pieces)


def _range(tail: Tail, start: int, end: int) -> None:
    if tail.last() in {ROAD, LANE} and tail.src[end - 1] not in "室房户":
        door(tail, tail.src[start:end], start, end)
    else:
        tail.add(ROOM, _numbers.room(tail.src[start:end]), start, end)


def _each(tail: Tail, pieces: list[tuple[int, int]]) -> None:
    """Each number as an element of its own, but a door and its sub-number."""
    levels = _row_levels(tail, pieces)
    start, end = pieces[0][0], pieces[-1][1]
    text = tail.src[start:end]
    if levels == AFTER_STREET[2] and (_DOOR.fullmatch(text) or row_of_doors(text)):
        door(tail, text, start, end)
        return
    for level, (a, b) in zip(levels, pieces, strict=False):
        place(tail, level, a, b)


def _at_street(tail: Tail, start: int) -> bool:
    behind = tail.start == start and tail.last() in STREETS
    return (behind or is_of_a_series(tail, start)) and not _INSIDE.match(tail.src, start)


_SHOP = re.compile("(?:商?铺|铺面|档口?)$")
"""永安街5-7号铺: right behind a street a shop is known by its door."""
_INSIDE = re.compile("[0-9]{1,2}-[0-9]{3,4}号?[商铺档]")
"""永安街12-101铺: as 12-101室."""
_DOORS = re.compile(f"[0-9]+-[{STEMS}]-[0-9]{{1,2}}号?|[0-9]+(?:/[0-9]+){{2,}}号")
"""12-甲-3号, the third of 12甲; 12/14/16号."""
_FLOORS = re.compile(r"([BFL])[0-9]{1,2}[层楼F]?-{1,3}\1[0-9]{1,2}[层楼F]")
"""B1-B2层, L1-L3层: no unit has such a letter before a floor that has it too."""
_DOOR = re.compile(rf"[A-Z]{{0,2}}[0-9]+[A-Z]?[-/{TO}]{{1,3}}[0-9]+号?")
_NOT_INSIDE = STREETS | {None}


def side(tail: Tail, start: int, end: int) -> None:
    """14-3-4西: behind a floor or a unit, the side on which a dwelling is; elsewhere a word."""
    if tail.touches(ROOM, start) and _LOW.fullmatch(tail.src, *tail.out[-1][2:]):
        if tail.out[-2][0] is not UNIT:
            return
        _, value, begin, was = tail.out[-1]
        tail.out[-1] = (FLOOR, f"{value.removesuffix('室')}层", begin, was)
    elif not (tail.touches(UNIT, start) or tail.touches(FLOOR, start)):
        return
    tail.add(ROOM, f"{tail.src[end - 1]}室", start, end)


_LOW = re.compile("[0-9]{1,2}")


def _one_place(tail: Tail, pieces: list[tuple[int, int]]) -> Level | None:
    """A pair that is one element: rooms 301-2 made of one room, floors 1-3 of a building."""
    (start, middle), (after, end) = pieces
    low, high = tail.src[start:middle], tail.src[after:end].removesuffix("单元")
    if high == "F":
        return FLOOR if low.isdecimal() and tail.src[middle] == "/" else None
    if high[-1] in "楼层F":
        return FLOOR if _are_floors(tail, low.removesuffix("F"), high[:-1]) else None
    if tail.last() is FLOOR:
        return ROOM
    if tail.last() in STREETS or not low.isdecimal():
        return None
    first, part = digits_in(low), high.rstrip("号室房")
    is_part = part in _ONE_LETTER or (part.isdecimal() and len(part) <= _OF_A_ROOM)
    within = tail.last() in INSIDE or (part in _ONE_LETTER and is_tower(tail))
    return ROOM if is_part and (first > 3 or (first > 2 and within)) else None


def _are_floors(tail: Tail, low: str, high: str) -> bool:
    """青云大厦15-16楼: the second is the higher, in what has floors itself and no buildings."""
    if tail.last() not in _HAS_FLOORS or tail.out[-1][1].endswith(HAS_BUILDINGS):
        return False
    tail.weighed = True
    return low.isdecimal() and high.isdecimal() and int(low) < int(high)


_HAS_FLOORS = INSIDE | NAMED | {NUMBER, SUBNUMBER}
_ONE_LETTER = frozenset(LETTERS)
_STOREY_SIGN = re.compile(f"F(?=[{TO}-])")
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


_LETTERED = re.compile(
    rf"([A-Z]{{1,2}})[0-9]{{3,}}[-{TO}]+\1[0-9]{{3,}}|([0-9]{{3,4}})[A-Z][-{TO}]+\2[A-Z]"
)


def _row_levels(tail: Tail, pieces: list[tuple[int, int]]) -> list[Level]:
    src, (start, end) = tail.src, (pieces[0][0], pieces[-1][1])
    if src[end - 1] in "楼层":
        below = FULL[4][tail.last() is BUILDING :]
        return [*below[: len(pieces) - 1], FLOOR]
    if src.endswith("单元", start, end):
        return [BUILDING] * (len(pieces) - 1) + [UNIT]
    if len(pieces) == 2 and src[pieces[0][1] - 1] == "F" and src[start].isdecimal():
        return [FLOOR, ROOM]
    levels = levels_of(tail, pieces)
    if levels == SHORT[2] and src[end - 1] in "室户房":
        return FULL[2]
    if levels == AFTER_STREET[2] and src[end - 1] in "室户房铺面档口":
        return DOOR_AND_ROOM[2]
    return levels
