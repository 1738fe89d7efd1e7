"""Several places of one kind before one word: 1、2单元, 3至5组, 1-3、5号楼."""

import re
from collections.abc import Callable
from itertools import pairwise

from doorplate._designators import level_of
from doorplate._numerals import HAN, STEMS, N, to_int
from doorplate._rows import ALSO, TO, sign
from doorplate.address import Level
from doorplate.normalize import _numbers
from doorplate.normalize._lanes import level_of_ranks
from doorplate.normalize._levels import BUILDING, FLOOR, GROUP, LANE, ROOM, UNIT
from doorplate.normalize._name_rules import name
from doorplate.normalize._number_rules import bare
from doorplate.normalize._row_rules import row
from doorplate.normalize._state import INSIDE, Tail

Places = list[re.Match[str]]

_PLACE = re.compile(rf"(?:第|负)?(?:([A-Z]*)-?({N})[A-Z]?|[A-Z]+)(?:-[0-9]+[A-Z]?)?")
_BETWEEN = re.compile(f"[,{ALSO}{TO}]")
_LIST = re.compile(f"[,{ALSO}]")
_MARK = re.compile(rf"([,{ALSO}{TO}/-]?)([A-Z{STEMS}东西南北中前后])")
_DASHED = re.compile("([0-9]+)-([0-9]+)")
_SIGNS = {FLOOR: "floor", GROUP: "group", ROOM: "room"}


def several(tail: Tail, start: int, end: int) -> None:
    """A list or a row of places; lists count upwards: 5,2单元 is a building and its unit."""
    places = list(_PLACE.finditer(tail.src, start, end))
    places = [place for place in places if place.end() > place.start()]
    last = places[-1].end()
    word = tail.src[last:end]
    level = level_of_ranks(tail, start) if word == "排" else level_of(word)
    if _LIST.search(tail.src, start, end):
        tail.weighed = True
        at_door = level is ROOM and tail.last() not in INSIDE
        goes_on = _are_near if at_door else _counts_up
        if not all(goes_on(*pair) for pair in pairwise(places)):
            start = _apart(tail, places)
    name(tail, start, _SIGNS.get(level, "building"))
    written = _BETWEEN.sub(_sign, tail.src[start:last].replace("第", ""))
    if level is GROUP:
        written = _DASHED.sub(_to, written)
    tail.add(level, _value(level, written, word), start, end)


def marked(tail: Tail, start: int, end: int) -> None:
    """A、B座, 甲、乙栋, 东西单元: a list of places that bear marks."""
    word = _MARK.sub("", tail.src[start:end])
    level = BUILDING if word.endswith("楼") else level_of(word)
    name(tail, start, _SIGNS.get(level, "building"))
    marks = _MARK.findall(tail.src, start, end)
    written = "".join([f"{sign(between or ',')}{mark}" for between, mark in marks])
    tail.add(level, _value(level, written[1:], word), start, end)


def _to(match: re.Match[str]) -> str:
    """3-5组 are three groups, as 3至5组; 3-1组 is one."""
    low, high = match.groups()
    return f"{low}至{high}" if int(low) < int(high) else match[0]


def _sign(between: re.Match[str]) -> str:
    return sign(between[0])


def _counts_up(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether the second of two places may stand behind the first in a list."""
    if one[2] is None or other[2] is None:
        return one[2] is other[2]
    low, high = to_int(one[2]), to_int(other[2])
    if one[0][0] == "负" != other[0][0]:
        return True
    return one[1] == other[1] and low is not None and high is not None and low < high


def _are_near(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two rooms are a list: 301、302室; 12,302室 is a door and its room."""
    low, high = (to_int(place[2] or "") or 0 for place in (one, other))
    rooms = one[2] is None or (low >= _ROOMS and high <= low + _NEAR)
    return rooms and _counts_up(one, other)


_ROOMS, _NEAR = 100, 20


def _apart(tail: Tail, places: Places) -> int:
    """Take all but the last as bare numbers; where that begins."""
    for place, follows in pairwise(places):
        start, end = place.span()
        if place[0][-1] in HAN:
            name(tail, end, "mark")
        else:
            (row if "-" in place[0] else bare)(tail, start, end)
        tail.start = follows.start()
    return places[-1].start()


def _value(level: Level, places: str, word: str) -> str:
    if level is ROOM:
        return _numbers.room(places + word)
    places = _numbers.arabic(places)
    return f"{places}排" if word == "排" else _VALUES[level](places, word)


_VALUES: dict[Level, Callable[[str, str], str]] = {
    GROUP: lambda places, word: places + _numbers.group(f"1{word}")[1:],
    LANE: lambda places, word: places + _numbers.lane(word),
    BUILDING: lambda places, word: _numbers.building(places + word),
    UNIT: lambda places, _: f"{places}单元",
    FLOOR: lambda places, _: _numbers.floors(places),
}
