"""An address as the matcher sees it: names on one side, numbers on the other.

Names may be misspelt and are compared with care; numbers are equal or not. Absent is a value
of its own: 12号 is not 12号附1.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from doorplate._designators import DESIGNATORS
from doorplate._numerals import to_int
from doorplate._rows import dashed, joined, parted, row_of_doors
from doorplate.address import Address, Component, DoorNumber, Level
from doorplate.errors import NumberFormatError
from doorplate.match._around import INSIDE, STREETS, guests_in, side_of, told_of
from doorplate.match._fold import fold
from doorplate.match._names import core
from doorplate.match._owned import Owned, entrance_before, gate_in, hall_in, ward_in

Names = tuple[str, ...]
Numbers = tuple[str, ...]

NAME_LEVELS = (
    Level.PROVINCE, Level.CITY, Level.DISTRICT, Level.ZONE, Level.TOWN, Level.VILLAGE,
    Level.HAMLET, Level.ROAD, Level.LANE, Level.COMPOUND,
)  # fmt: skip
"""Levels that carry names, widest first; a lane may carry a name or a number."""

NUMBER_LEVELS = (
    Level.GROUP, Level.LANE, Level.NUMBER, Level.SUBNUMBER,
    Level.BUILDING, Level.UNIT, Level.FLOOR, Level.ROOM,
)  # fmt: skip
"""Levels that carry numbers, widest first; a number key ends with what was left unread.

Spelled numbers end with an entrance behind them, with whose they are, the street's or the
estate's (`side_of`), and with what the words around them say (`_around`).
"""

_TOWN, _VILLAGE, _HAMLET, _GROUP = Level.TOWN, Level.VILLAGE, Level.HAMLET, Level.GROUP
_ROAD, _LANE, _NUMBER, _COMPOUND = Level.ROAD, Level.LANE, Level.NUMBER, Level.COMPOUND
_BUILDING, _ROOM, _LANDMARK = Level.BUILDING, Level.ROOM, Level.LANDMARK
"""Before Python 3.12 an enum's attribute costs ten times a name, and `spelled` reads twenty."""

AREA_LEVELS = NAME_LEVELS[:5]
PLACE_LEVELS = NAME_LEVELS[5:]

_SLOTS = len(Level) + 1
_STRIP = {
    level: re.compile(rf"第?(.+?)(?:{words}|[号號])?") for level, words in DESIGNATORS.items()
}
_NUMERAL_RUN = re.compile(r"[〇零一二两三四五六七八九十百千廿卅]+|\d+")
_IDENTIFIES = re.compile(r"[1-9A-Z一二三四五六七八九十甲乙丙丁]")
"""0000号 stands where a number was taken out, and tells no doors apart."""
_VILLAGE_STREET = re.compile(r"(.+?(?:村委会|居委会|村|社区))(.{2,})")
_VILLAGE_WORDS = (
    "社区居民委员会", "社区居委会", "居民委员会", "居委会", "村民委员会", "村委会",
    "社区", "村",
)  # fmt: skip
_NEW = "新村"
_KINDS_ONLY = frozenset({"虚拟", "虚拟生活区", "生活区"})


class Name(NamedTuple):
    """Area names and the place names below, each without the word for what it is."""

    area: Names
    place: Names


def spelled(address: Address, *, located: bool = True) -> tuple[Names, Numbers]:
    """The names (by `NAME_LEVELS`) and numbers as the address has them; "" where absent.

    A second village name stands for a settlement inside the first, and an estate with groups
    (营上新村 3组) for a village. Divisions that a reader filled in do not count: what the text
    left out, the list as a whole knows better. If `located` asks for it, a landmark may stand
    for the village, and who is at a number is no part of its name.
    """
    parts = address.components
    read = bool(parts) and parts[-1][3] >= 0
    parts, house = _guested(parts, located=located)
    slots = _slotted(parts, read=read)
    if address.rest:
        slots[0] = unread(address)
    if not slots[_VILLAGE]:
        _part_village(slots)
    elif slots[_VILLAGE] in _VILLAGE_WORDS:
        _own_word(slots, _VILLAGE)
    if located and slots[_LANDMARK]:
        _locate(slots, parts)
    if located and not slots[_NUMBER] and (slots[_BUILDING] or slots[_ROOM]):
        _number(slots, parts)
    side = _settle(slots, side_of(parts))
    rest, p, c, d, z, t, v, h, g, r, la, n, s, co, b, u, f, ro, mark = slots
    wing, flank, by = told_of(address, house, marked=mark not in ("", v))
    numbers = g, la, n, s, b, u, f, ro, rest, wing, side, flank, by
    return (p, c, d, z, t, v, h, r, la, co), numbers


def _slotted(parts: tuple[Component, ...], *, read: bool) -> list[str]:
    """The values by level; what is said twice counts once, and two numbers of it are a list."""
    slots, again = [""] * _SLOTS, False
    named: set[tuple[Level, str]] = set()
    for part in parts:
        level, value = part[0], part[1]
        held = slots[level]
        if read and not part[2] and level <= _TOWN:
            continue
        if not held:
            slots[level] = value
            continue
        if level in _NAMED_TWICE:
            name = value.removesuffix(_ESTATE)
            named.add((level, held.removesuffix(_ESTATE)))
            if (level, name) in named:
                again = True
                continue
            named.add((level, name))
        if level == _VILLAGE and not slots[_HAMLET]:
            slots[_HAMLET] = value
        else:
            listed = again and level in _COUNTED
            slots[level] = joined(f"{held},{value}") if listed else held + value
    return slots


_NAMED_TWICE = frozenset({Level.VILLAGE, Level.ROAD, Level.LANE, Level.COMPOUND})
_ESTATE = "小区"
_COUNTED = frozenset(NUMBER_LEVELS) - {Level.LANE}


def _guested(
    parts: tuple[Component, ...], *, located: bool
) -> tuple[tuple[Component, ...], str]:
    """Elements without what is no estate behind a number; the house or entrance it says."""
    guests = guests_in(parts)
    houses = [guest for guest in guests if hall_in(guest.value)]
    out = guests if located else houses
    rest = tuple(part for part in parts if part not in out) if out else parts
    house = "".join([house.value for house in houses])
    return rest, house or next(filter(None, (entrance_before(one[1]) for one in guests)), "")


def _settle(slots: list[str], side: str) -> str:
    """Whose the number is, once an estate with groups that owns it is taken for a village."""
    above = slots[_VILLAGE] or slots[_HAMLET] or slots[_ROAD] or slots[_LANE]
    estate = slots[_COMPOUND]
    if side != INSIDE or above or not slots[_GROUP] or not estate.endswith(_NEW):
        return side
    slots[_VILLAGE], slots[_COMPOUND] = estate, ""
    return ""


def without_estate(name: Name) -> Name | None:
    """The street of a name that names an estate on it; None where it is otherwise."""
    *above, estate = name.place
    on_street = any(name.place[PLACE_LEVELS.index(level)] for level in STREETS)
    return Name(name.area, (*above, "")) if estate and on_street else None


def _locate(slots: list[str], parts: tuple[Component, ...]) -> None:
    """A landmark before road and number as the village that a reader did not know: 马台12号."""
    if any(slots[level] for level in (_VILLAGE, _HAMLET, _COMPOUND)):
        return
    mark = next(part for part in parts if part[0] is _LANDMARK)
    behind = [part for part in parts if part[0] >= _GROUP and part is not mark]
    if all(mark[3] < part[3] for part in behind):
        slots[_VILLAGE] = mark[1]


def _number(slots: list[str], parts: tuple[Component, ...]) -> None:
    """A bare number that stands alone behind a place as its door: 邓村北巷 2361, 马台 12."""
    dwelling = [part for part in parts if _BUILDING <= part[0] <= _ROOM]
    if len(dwelling) == 1 and dwelling[0][2].isdecimal():
        slots[_NUMBER], slots[dwelling[0][0]] = dwelling[0][2], ""


def _part_village(slots: list[str]) -> None:
    """The village at the head of a street that was read as one name: 秦集村东街.

    A single word behind 村 belongs to the name: 新村路.
    """
    for level in (_ROAD, _LANE):
        found = _VILLAGE_STREET.fullmatch(slots[level]) if slots[level] else None
        if found:
            slots[_VILLAGE], slots[level] = found[1], found[2]
            if found[1] == _NEW:
                _own_name(slots)
            return
        if slots[level].startswith(_VILLAGE_WORDS):
            _own_word(slots, level)
            return


def _own_name(slots: list[str]) -> None:
    """The name of a new village that was read apart from it: 官北, 新村西路."""
    for owner in (_HAMLET, _COMPOUND):
        name = slots[owner]
        if name and core(owner, name) == name:
            slots[_VILLAGE], slots[owner] = name + _NEW, ""
            return


def _own_word(slots: list[str], level: Level) -> None:
    """The word of a village that was read apart from it: 南海, 社区东路; 定城, 社区."""
    owner = next((at for at in (_HAMLET, _COMPOUND) if slots[at]), _TOWN)
    name = slots[owner]
    word = next(word for word in _VILLAGE_WORDS if slots[level].startswith(word))
    rest = slots[level][len(word) :]
    bare = owner is _HAMLET or core(owner, name) == name
    if name and bare and len(rest) != 1:
        slots[owner], slots[level] = "", rest
        slots[_VILLAGE] = name + word


def unread(address: Address) -> str:
    """What nobody could read of an address, where it may tell doors apart; else ""."""
    return " ".join(
        fold(span.text) for span in address.rest if _IDENTIFIES.search(fold(span.text))
    )


def name_of(names: Names) -> Name:
    """Spelled names as a `Name`: endings off, a numbered lane left to the numbers.

    A hamlet that only repeats its village (林投村林投) is left out, and so is a town that a
    village repeats (仁和镇 仁和镇杨楼村), but where the village is called after its town alone
    (黄湖农场生活区), written once or twice; a development zone lies across the divisions and
    counts only where no town is named.
    """
    cores = [core(level, n) if n else "" for level, n in zip(NAME_LEVELS, names, strict=True)]
    cores[3], cores[4] = "", cores[4] or cores[3]
    if names[4] and len(names[5]) > len(names[4]) + 1 and names[5].startswith(names[4]):
        cores[5] = core(Level.VILLAGE, names[5][len(names[4]) :])
    if cores[5] in _KINDS_ONLY:
        cores[5] = cores[4] + cores[5]
    if cores[6] == cores[5]:
        cores[6] = ""
    if cores[8] and _is_numbered(cores[8]):
        cores[8] = ""
    return Name(tuple(cores[:5]), tuple(cores[5:]))


def number_of(numbers: Numbers) -> Numbers:
    """Spelled numbers as exact keys; all empty where there is none.

    A Taiwanese 鄰 is no part of a door's name and is renumbered, so it is left out here and
    weighed apart (`owned_by`), and so is an entrance; a floor that the room number repeats is
    left out too.
    """
    group, lane, number, sub, building, unit, floor, room, rest, *_ = numbers
    main, subs = door_key(number, sub) if number else ("", row_of_doors(fold(sub)) or fold(sub))
    storey = number_key(Level.FLOOR, floor) if floor else ""
    flat = number_key(Level.ROOM, room) if room else ""
    if storey and flat.startswith(storey) and len(flat) >= len(storey) + 2:
        storey = ""
    return (
        number_key(Level.GROUP, group) if group and not ward_in(group) else "",
        _lane_key(lane) if lane and _is_numbered(lane) else "",
        main,
        subs,
        number_key(Level.BUILDING, building) if building else "",
        number_key(Level.UNIT, unit) if unit else "",
        storey,
        flat,
        rest,
    )


def is_door(numbers: Numbers) -> bool:
    """Whether a number key says more than the group: 营上村2组 has many doors."""
    return any(numbers[1:])


@lru_cache(maxsize=65_536)
def names_several(numbers: Numbers) -> bool:
    """Whether spelled numbers are those of several doors or rooms: 3、5号, 301至305室."""
    number, sub = (fold(numbers[at]) for at in _DOORS)
    if any(map(row_of_doors, (number + sub, number, sub))):
        return True
    others = joined(fold("|".join(map(numbers.__getitem__, _LISTED))))
    return not {",", "至"}.isdisjoint(others)


_DOORS = tuple(map(NUMBER_LEVELS.index, (Level.NUMBER, Level.SUBNUMBER)))
_LISTED = tuple(i for i in range(len(NUMBER_LEVELS)) if i not in _DOORS)


def series_of(numbers: Numbers) -> tuple[object, int] | None:
    """What a number key counts in, and its place there: 3组12号附1 is the 12th of 3组附1."""
    main = numbers[2]
    counts = main.isdecimal() and len(main) <= _LONGEST_COUNT
    return ((*numbers[:2], *numbers[3:]), int(main)) if counts else None


_LONGEST_COUNT = 9
"""Digits of a number that doors are counted by; no street has a billion."""


def beginnings(name: Name) -> Iterator[Name]:
    """A name and every shorter beginning of its place."""
    for end, text in enumerate(name.place, 1):
        if text:
            yield Name(name.area, name.place[:end] + ("",) * (len(name.place) - end))


def worded(numbers: Numbers) -> Owned:
    """What spelled numbers say of whose they are, in their own words."""
    return Owned(ward_in(numbers[0]), *numbers[len(NUMBER_LEVELS) + 1 :])


def owned_by(numbers: Numbers) -> Owned:
    """What spelled numbers say of whose they are."""
    words = worded(numbers)
    return words._replace(ward=fold(words.ward), gate=words.gate and gate_in(words.gate))


def _is_numbered(lane: str) -> bool:
    """Whether a lane has a number for a name: 1111弄, 三巷; not 幸福巷."""
    return any(map(str.isdigit, lane)) or to_int(lane[:-1]) is not None


@lru_cache(maxsize=65_536)
def _lane_key(lane: str) -> str:
    return _NUMERAL_RUN.sub(_as_digits, dashed(fold(lane)))


def _as_digits(run: re.Match[str]) -> str:
    number = to_int(run[0])
    return run[0] if number is None else str(number)


@lru_cache(maxsize=65_536)
def number_key(level: Level, value: str) -> str:
    """A number without its designator.

    >>> number_key(Level.BUILDING, "三栋"), number_key(Level.GROUP, "第3村民小组")
    ('3', '3')
    """
    plain = dashed(fold(value))
    found = _STRIP[level].fullmatch(plain)
    stem = found[1] if found else plain
    number = to_int(stem)
    return str(number) if number is not None else stem


@lru_cache(maxsize=65_536)
def door_key(number: str, sub: str) -> tuple[str, str]:
    """Number and sub-number, whatever their spelling; of a row of doors the row.

    >>> door_key("12号", "附1") == door_key("12-1号", "") == door_key("十二号之一", "")
    True
    """
    for written, apart in ((fold(number), fold(sub)), (fold(number) + fold(sub), "")):
        if several := row_of_doors(written):
            one, subs = parted(several)
            return one.rstrip("号"), subs + apart
    try:
        door = DoorNumber.parse(number + sub)
    except NumberFormatError:
        return fold(number).rstrip("号號"), fold(sub)
    return f"{door.main}{door.suffix}", "-".join(map(str, door.sub))
