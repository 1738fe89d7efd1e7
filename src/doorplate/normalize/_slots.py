"""The levels of bare numbers, by how many stand in a row and what was read before them."""

import re
from collections.abc import Callable
from string import ascii_uppercase

from doorplate.address import Level
from doorplate.normalize import _numbers
from doorplate.normalize._levels import (
    BUILDING,
    COMPOUND,
    FLOOR,
    LANE,
    NUMBER,
    ROAD,
    ROOM,
    SUBNUMBER,
    TOWN,
    UNIT,
)
from doorplate.normalize._state import INSIDE, STREETS, Tail

LETTERS = ascii_uppercase
HAS_BUILDINGS = ("区", "苑", "园", "村", "庭", "院", "期")
"""What the name of an estate with several buildings ends in."""


def levels_of(tail: Tail, pieces: list[tuple[int, int]]) -> list[Level]:
    """The levels of a row of bare numbers, by how many they are and what stands before."""
    last, count = tail.last(), len(pieces)
    src, (a, b) = tail.src, pieces[0]
    first, final = digits_in(src[a:b]), digits_in(src[slice(*pieces[-1])])
    if last in STREETS and not begins_inside(last, count, first, final):
        in_lane = final == 3 and first < 3 and last is LANE
        dwells = count == 2 and (final > 3 or in_lane)
        table = DOOR_AND_ROOM if dwells else AFTER_STREET
    elif count == 1 and first < 3 and (last is None or last < TOWN):
        table = AFTER_STREET
    elif last is BUILDING:
        table = _AFTER_BUILDING
    elif last in INSIDE or (count == 1 and first > 2):
        table = _AFTER_UNIT
    elif count == 2 and max(first, final) < 3 and src[a:b].isdecimal() and is_tower(tail):
        table = _IN_A_TOWER
    elif count == 2 and final == 1:
        table = SHORT
    else:
        table = FULL
    return table.get(count, [ROOM] * count)


def one_more_door(tail: Tail, start: int, end: int) -> bool:
    """文三路2、3, 文三路2 3号: a number behind a bare one that is a door not far from it."""
    number = tail.src[start:end].removesuffix("号")
    if tail.last() is not NUMBER or not number.isdecimal():
        return False
    *_, begin, was = tail.out[-1]
    between = tail.src[was:start]
    if between != "," and (between != " " or start + len(number) == end):
        return False
    return _BARE.fullmatch(tail.src, begin, was) is not None and add_door(tail, number, end)


def add_door(tail: Tail, number: str, end: int) -> bool:
    """Let the last door be one of a list, where the number is a little higher."""
    level, value, begin, _ = tail.out[-1]
    tail.weighed = True
    low, high = int(_BARE_ONE.findall(value)[-1]), int(number)
    if not low < high <= low + _NEAR:
        return False
    tail.out[-1] = level, f"{value.removesuffix('号')},{high}号", begin, end
    tail.start = end
    return True


_BARE = re.compile("[0-9, ]+")
_BARE_ONE = re.compile("[0-9]+")
_NEAR = 20


def is_tower(tail: Tail) -> bool:
    """青云大厦26-5: an estate that is one building has floors, no buildings and units."""
    return tail.last() is COMPOUND and tail.out[-1][1].endswith(_TOWERS)


_TOWERS = ("大厦", "商厦", "大楼", "写字楼", "商务楼", "办公楼", "商务中心")


def digits_in(text: str) -> int:
    return sum(map(str.isdecimal, text))


def begins_inside(last: Level, count: int, first: int, final: int) -> bool:
    """Whether a row behind a street begins with a building instead of a door number."""
    if last is LANE:
        return count == 1 and first > 3
    return last is not ROAD and (count > 2 or (count == 2 and final > 2))


FULL = {
    1: [BUILDING],
    2: [BUILDING, ROOM],
    3: [BUILDING, UNIT, ROOM],
    4: [BUILDING, UNIT, FLOOR, ROOM],
}
_IN_A_TOWER = {2: [FLOOR, ROOM]}
SHORT = {2: [BUILDING, UNIT]}
_AFTER_BUILDING = {
    1: [ROOM],
    2: [UNIT, ROOM],
    3: [UNIT, FLOOR, ROOM],
}
_AFTER_UNIT = {1: [ROOM], 2: [FLOOR, ROOM]}
AFTER_STREET = {
    1: [NUMBER],
    2: [NUMBER, SUBNUMBER],
    3: [NUMBER, BUILDING, ROOM],
    4: [NUMBER, BUILDING, UNIT, ROOM],
}
DOOR_AND_ROOM = {2: [NUMBER, ROOM]}
"""文三路12-1302: no sub-number has four digits; 1099弄8-402: in a lane no three."""
VALUES: dict[Level, Callable[[str], str]] = {
    LANE: lambda text: f"{text}弄",
    NUMBER: lambda text: f"{_numbers.arabic(text)}号",
    SUBNUMBER: lambda text: f"附{_numbers.arabic(text.removesuffix('号'))}",
    BUILDING: lambda text: _numbers.building(f"{text}栋"),
    UNIT: lambda text: _numbers.unit(f"{text.removesuffix('单元')}单元"),
    FLOOR: lambda text: _numbers.floor(f"{text.rstrip('楼层F')}层"),
    ROOM: _numbers.room,
}
