"""An address as the matcher sees it: names on one side, numbers on the other.

Names may be misspelt and are compared with care; numbers are equal or not. Absent is a value
of its own: 12号 is not 12号附1.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from doorplate._numerals import to_int
from doorplate.address import Address, DoorNumber, Level
from doorplate.errors import NumberFormatError

NAME_LEVELS = (
    Level.PROVINCE, Level.CITY, Level.DISTRICT, Level.ZONE, Level.TOWN, Level.VILLAGE,
    Level.HAMLET, Level.ROAD, Level.LANE, Level.COMPOUND,
)  # fmt: skip
"""Levels that carry names, widest first; a lane may carry a name or a number."""

NUMBER_LEVELS = (
    Level.GROUP, Level.LANE, Level.NUMBER, Level.SUBNUMBER,
    Level.BUILDING, Level.UNIT, Level.FLOOR, Level.ROOM,
)  # fmt: skip
"""Levels that carry numbers, widest first."""


class Parts(NamedTuple):
    """Names and numbers of one address, each in the order of its levels; "" where absent.

    `ward` is a Taiwanese 鄰: it counts households, never door numbers, so a difference there
    is weak evidence and no part of the number key.
    """

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    ward: str = ""
    landmark: str = ""


_WIDE = {0xFF01 + i: 0x21 + i for i in range(94)} | dict.fromkeys(map(ord, "–—﹣‐‑−－"), "-")
_TAIL = {
    Level.GROUP: "村民小组|居民小组|小组|生产队|大队|组|队|社|鄰|邻",
    Level.LANE: "",
    Level.BUILDING: "号楼|號樓|栋楼|幢楼|座楼|楼栋|栋|棟|幢|座|楼|樓|号|號",
    Level.UNIT: "单元|單元|门|梯|号|號",
    Level.FLOOR: "层|層|楼|樓|F",
    Level.ROOM: "号室|号房|室|房|号|號|户",
}
_STRIP = {level: re.compile(rf"第?(.*?)(?:{tail})?") for level, tail in _TAIL.items() if tail}
_RUNS = re.compile(r"[〇零一二两三四五六七八九十百千廿卅]+|\d+")


def fold(text: str) -> str:
    """Full-width and dashes as ASCII, letters upper, blanks gone."""
    return "".join(text.translate(_WIDE).upper().split())


@lru_cache(maxsize=65_536)
def number_key(level: Level, value: str) -> str:
    """A number without its designator: `3号楼` and `三栋` are both `3`.

    >>> number_key(Level.BUILDING, "三栋"), number_key(Level.GROUP, "第3村民小组")
    ('3', '3')
    """
    plain = fold(value)
    if level is Level.LANE:
        return _RUNS.sub(_as_digits, plain)
    found = _STRIP[level].fullmatch(plain)
    core = (found[1] if found else "") or plain
    number = to_int(core)
    return str(number) if number is not None else core


def _as_digits(run: re.Match[str]) -> str:
    number = to_int(run[0])
    return run[0] if number is None else str(number)


@lru_cache(maxsize=65_536)
def door_key(number: str, sub: str) -> tuple[str, str]:
    """Number and sub-number, whatever their spelling.

    >>> door_key("12号", "附1") == door_key("12-1号", "") == door_key("十二号之一", "")
    True
    """
    try:
        door = DoorNumber.parse(number + sub)
    except NumberFormatError:
        return fold(number).rstrip("号號"), fold(sub)
    return f"{door.main}{door.suffix}", "-".join(map(str, door.sub))


def parts_of(address: Address) -> Parts:
    """Names and numbers of an address."""
    found: dict[Level, str] = {}
    for part in address.components:
        found[part.level] = found.get(part.level, "") + part.value
    return parts_from(found)


def parts_from(found: dict[Level, str]) -> Parts:
    """Names and numbers from values by level."""
    lane = found.get(Level.LANE, "")
    lane_name = "" if any(map(str.isdigit, lane)) else lane
    names = tuple(
        lane_name if level is Level.LANE else found.get(level, "") for level in NAME_LEVELS
    )
    group = found.get(Level.GROUP, "")
    ward = number_key(Level.GROUP, group) if group.endswith(("鄰", "邻")) else ""
    number, sub = "", ""
    if Level.NUMBER in found:
        number, sub = door_key(found[Level.NUMBER], found.get(Level.SUBNUMBER, ""))
    building, unit, floor, room = (
        number_key(level, found[level]) if level in found else ""
        for level in (Level.BUILDING, Level.UNIT, Level.FLOOR, Level.ROOM)
    )
    if floor and room.startswith(floor) and len(room) >= len(floor) + 2:
        floor = ""
    numbers = (
        "" if ward or not group else number_key(Level.GROUP, group),
        "" if lane_name or not lane else number_key(Level.LANE, lane),
        number, sub, building, unit, floor, room,
    )  # fmt: skip
    return Parts(names, numbers, ward, found.get(Level.LANDMARK, ""))
