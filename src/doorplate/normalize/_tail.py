"""The tail of an address: from the hamlet or road down to the room.

One pattern finds the next sign (`_tokens`); the rule of that sign takes the name before it and
the sign itself, and says where reading goes on. Rules know what was read before them: 号 behind
a road is a door number, behind a building a room.
"""

import re
from collections.abc import Callable

from doorplate.address import Level
from doorplate.normalize import _numbers
from doorplate.normalize._lexicon import HAN, lexicon
from doorplate.normalize._tokens import signs

Part = tuple[Level, str, int, int]
"""Level, normalized value, start and end in the cleaned text."""

_INSIDE = frozenset({Level.BUILDING, Level.UNIT, Level.FLOOR})
_NAMED = frozenset({Level.COMPOUND, Level.LANDMARK})
_GOES_ON = re.compile(
    r"[东南西北中一二三四五六七八九十前后内外新老]{0,2}(?:路|大街|街|大道|巷|弄|胡同|村|社区)(?!口)"
)
_ROAD_GOES_ON = re.compile(
    r"社区|村|街道|镇|乡|小区|花园|公寓|新村|[农菜]?市场|菜场|农贸市场|小学|中学|幼儿园|派出所"
    r"|支行|分行|医院|车站|公交站|店|站|桥"
)
_ROAD_SUFFIX_ONLY = re.compile(r"[东南西北中一二三四五六七八九十支延长内外环新老前后]{0,3}")
_AND = "与和及跟至"
_PLAIN = re.compile(r"[^\W_]")


class Tail:
    """What has been read of one tail so far."""

    __slots__ = ("noise", "out", "rest", "src", "start")

    def __init__(self, src: str, start: int, before: list[Part]) -> None:
        self.src = src
        self.start = start
        self.out = before
        self.noise: list[tuple[str, int, int]] = []
        self.rest: list[tuple[int, int]] = []

    def add(self, level: Level, value: str, start: int, end: int) -> None:
        self.out.append((level, value, start, end))
        self.start = end

    def has(self, level: Level) -> bool:
        return any(part[0] is level for part in self.out)

    def last(self) -> Level | None:
        return self.out[-1][0] if self.out else None

    def adjacent(self, position: int) -> bool:
        """Whether the last element ends right at `position`."""
        return bool(self.out) and self.out[-1][3] == position


def read_tail(src: str, start: int, before: list[Part]) -> Tail:
    """Read `src` from `start` on, after the divisions `before`."""
    tail = Tail(src, start, before)
    search, position = signs().search, start
    while (match := search(src, position)) is not None:
        position = match.end()
        RULES[match.lastgroup or ""](tail, match.start(), position)
        position = max(position, tail.start)
    _name(tail, len(src), "")
    return tail


# Names ------------------------------------------------------------------------------------


def _name(tail: Tail, end: int, sign: str) -> None:
    """Take the text between the last element and `end` as a name, by the sign behind it."""
    start = tail.start
    if start >= end:
        return
    tail.start = end
    text = tail.src[start:end]
    if not _PLAIN.search(text):
        tail.rest.append((start, end))
        return
    if tail.last() in _INSIDE and all(c in HAN for c in text):
        tail.add(Level.ROOM, _numbers.room(text), start, end)
        return
    level = _level_of_name(tail, text, sign)
    last = tail.out[-1] if tail.adjacent(start) else None
    if last and last[0] is level is Level.LANDMARK:
        tail.out[-1] = (level, last[1] + text, last[2], end)
    else:
        tail.add(level, text, start, end)


def _level_of_name(tail: Tail, text: str, sign: str) -> Level:
    last = tail.last()
    rural = not tail.has(Level.ROAD) and len(text) <= 6
    if sign == "group" and rural and last not in _NAMED:
        return Level.HAMLET if tail.has(Level.VILLAGE) else Level.VILLAGE
    if (
        rural
        and last in {Level.VILLAGE, Level.GROUP, Level.HAMLET}
        and (text.endswith(lexicon()["hamlet"]) or (sign == "number" and len(text) <= 4))
    ):
        return Level.HAMLET
    if sign in {"building", "unit", "phase"}:
        return Level.COMPOUND
    return Level.LANDMARK


def _ending(level: Level, veto: re.Pattern[str]) -> Callable[[Tail, int, int], None]:
    """The rule of an ending that closes a name, unless the name goes on behind it."""

    def rule(tail: Tail, start: int, end: int) -> None:
        if veto.match(tail.src, end):
            return
        if start == tail.start and tail.adjacent(start) and tail.last() in _NAMED:
            last = tail.out[-1]
            tail.out[-1] = (level, last[1] + tail.src[start:end], last[2], end)
            tail.start = end
        elif start > tail.start or level is Level.COMPOUND or end - start > 2:
            tail.add(level, tail.src[tail.start : end], tail.start, end)

    return rule


def _road(tail: Tail, start: int, end: int) -> None:
    src, begin = tail.src, tail.start
    name = src[begin:start]
    if name[:1] in _AND and name and tail.last() is Level.ROAD:
        tail.noise.append(("relative", begin, begin + 1))
        begin, name = begin + 1, name[1:]
    if _ROAD_GOES_ON.match(src, end):
        return
    last = tail.out[-1] if tail.out and tail.adjacent(begin) else None
    if last and last[0] is Level.ROAD and _ROAD_SUFFIX_ONLY.fullmatch(name):
        tail.out[-1] = (Level.ROAD, last[1] + src[begin:end], last[2], end)
        tail.start = end
    elif name or end - start > 2:
        tail.add(Level.ROAD, src[begin:end], begin, end)
    if tail.start == end and src.startswith("口", end):
        tail.noise.append(("relative", end, end + 1))
        tail.start = end + 1


def _named_lane(tail: Tail, start: int, end: int) -> None:
    if start > tail.start:
        tail.add(Level.LANE, tail.src[tail.start : end], tail.start, end)


# Numbers ----------------------------------------------------------------------------------


def _numbered(
    level: Level, value: Callable[[str], str], sign: str
) -> Callable[[Tail, int, int], None]:
    def rule(tail: Tail, start: int, end: int) -> None:
        _name(tail, start, sign)
        tail.add(level, value(tail.src[start:end]), start, end)

    return rule


def _numbered_road(tail: Tail, start: int, end: int) -> None:
    _name(tail, start, "road")
    tail.add(Level.ROAD, tail.src[start:end], start, end)


def _lane(tail: Tail, start: int, end: int) -> None:
    text = tail.src[start:end]
    if start > tail.start:
        tail.add(Level.LANE, tail.src[tail.start : end], tail.start, end)
    else:
        tail.add(Level.LANE, _numbers.lane(text), start, end)


def _group(tail: Tail, start: int, end: int) -> None:
    """三组, and groups that bear a name: 虎洞组."""
    text = tail.src[start:end]
    if text.lstrip("村居民小") != "组":
        _name(tail, start, "group")
        tail.add(Level.GROUP, _numbers.group(text), start, end)
    elif start > tail.start and not tail.has(Level.ROAD):
        tail.add(Level.GROUP, f"{tail.src[tail.start : start]}组", tail.start, end)


def _rank(tail: Tail, start: int, end: int) -> None:
    """7排: houses of a village stand in ranks like lanes; in an estate the rank is a building."""
    rural = tail.last() in {Level.VILLAGE, Level.HAMLET, Level.GROUP} and tail.adjacent(start)
    _name(tail, start, "building")
    level = Level.LANE if rural else Level.BUILDING
    tail.add(level, _numbers.arabic(tail.src[start:end]), start, end)


def _phase(tail: Tail, start: int, end: int) -> None:
    if start > tail.start + 1 or tail.last() in _NAMED:
        tail.add(Level.COMPOUND, tail.src[tail.start : end], tail.start, end)


def _number(tail: Tail, start: int, end: int) -> None:
    _name(tail, start, "number")
    text = tail.src[start:end]
    last = tail.last()
    if last in _INSIDE:
        tail.add(Level.ROOM, _numbers.room(text), start, end)
    elif tail.has(Level.NUMBER) and last not in {Level.ROAD, Level.LANE}:
        tail.add(Level.BUILDING, _numbers.building(text.replace("号", "号楼")), start, end)
    else:
        for level, value, a, b in _numbers.number(text):
            tail.add(level, value, start + a, start + b)
        tail.start = end
        if text.endswith("院"):
            tail.add(Level.COMPOUND, "院", end - 1, end)


def _sub(tail: Tail, start: int, end: int) -> None:
    _name(tail, start, "number")
    text = tail.src[start:end]
    tail.add(Level.SUBNUMBER, "附" + _numbers.arabic(text.strip("附号")), start, end)


def _mark(tail: Tail, start: int, end: int) -> None:
    _name(tail, start, "mark")
    tail.start = end


def _relative(tail: Tail, start: int, end: int) -> None:
    _name(tail, start, "relative")
    tail.noise.append(("relative", start, end))
    tail.start = end


def _gate(tail: Tail, start: int, end: int) -> None:
    _name(tail, start, "gate")
    tail.add(Level.LANDMARK, _numbers.arabic(tail.src[start:end]), start, end)


def _aisle(tail: Tail, start: int, end: int) -> None:
    """12街 inside a market is an aisle; elsewhere a street."""
    inside = tail.last() in {Level.FLOOR, Level.COMPOUND} and tail.adjacent(start)
    _name(tail, start, "road")
    level = Level.LANE if inside else Level.ROAD
    tail.add(level, tail.src[start:end], start, end)


def _after_floor(tail: Tail, start: int, end: int) -> None:
    """五樓之3: a dwelling counted on its floor."""
    if tail.last() in _INSIDE and tail.adjacent(start):
        value = "之" + _numbers.arabic(tail.src[start + 1 : end].removesuffix("号"))
        tail.add(Level.ROOM, value, start, end)


def _bare(tail: Tail, start: int, end: int) -> None:
    """One number without designator: 12, 1502, A8."""
    if tail.src[end : end + 1] and _part_of_a_name(tail, end):
        return
    _name(tail, start, "bare")
    level = _slots(tail, [(start, end)])[0]
    tail.add(level, VALUES[level](tail.src[start:end]), start, end)


_PIECES = re.compile(r"[^-/]+")


def _row(tail: Tail, start: int, end: int) -> None:
    """Numbers joined by dashes: 7-2-802, 12-1号, 6-802室, 11-4楼."""
    src = tail.src
    pieces = [(m.start(), m.end()) for m in _PIECES.finditer(src, start, end)]
    numbered = len(pieces) == 2 and src[end - 1] == "号"
    _name(tail, start, "number" if numbered else "building")
    if numbered and (tail.last() is None or tail.last() in _STREETS):
        _number(tail, start, end)
        return
    levels = _slots(tail, pieces)
    if src[end - 1] in "楼层":
        levels = [*_FULL[4][: len(pieces) - 1], Level.FLOOR]
    for level, (a, b) in zip(levels, pieces, strict=False):
        tail.add(level, VALUES[level](src[a:b]), a, b)
    tail.start = end


def _part_of_a_name(tail: Tail, end: int) -> bool:
    following = tail.src[end]
    return following.isalpha() and not following.isascii() and tail.last() not in {
        Level.ROAD, Level.LANE, Level.NUMBER, *_INSIDE
    }  # fmt: skip


_STREETS = frozenset({
    Level.TOWN, Level.VILLAGE, Level.HAMLET, Level.GROUP, Level.ROAD, Level.LANE,
})  # fmt: skip


def _slots(tail: Tail, pieces: list[tuple[int, int]]) -> list[Level]:
    """The levels of a row of bare numbers, by how many they are and what stands before."""
    last, count = tail.last(), len(pieces)
    short = pieces[0][1] - pieces[0][0] <= 2
    if last is Level.LANE and count == 1 and pieces[0][1] - pieces[0][0] > 3:
        return [Level.ROOM]
    if last in _STREETS:
        return _AFTER_STREET.get(count, [Level.ROOM] * count)
    if last is Level.BUILDING:
        return {1: [Level.ROOM], 2: [Level.UNIT, Level.ROOM]}.get(count, _FULL[4][1:])
    if last in {Level.UNIT, Level.FLOOR}:
        return {1: [Level.ROOM], 2: [Level.FLOOR, Level.ROOM]}.get(count, [Level.ROOM] * count)
    if count == 1:
        return [Level.BUILDING if short else Level.ROOM]
    if count == 2 and pieces[1][1] - pieces[1][0] == 1:
        return _FULL[3][:2]
    return _FULL.get(count, [Level.ROOM] * count)


_AFTER_STREET = {
    1: [Level.NUMBER],
    2: [Level.NUMBER, Level.SUBNUMBER],
    3: [Level.NUMBER, Level.BUILDING, Level.ROOM],
    4: [Level.NUMBER, Level.BUILDING, Level.UNIT, Level.ROOM],
}
_FULL = {
    2: [Level.BUILDING, Level.ROOM],
    3: [Level.BUILDING, Level.UNIT, Level.ROOM],
    4: [Level.BUILDING, Level.UNIT, Level.FLOOR, Level.ROOM],
}
VALUES: dict[Level, Callable[[str], str]] = {
    Level.NUMBER: lambda text: f"{_numbers.arabic(text)}号",
    Level.SUBNUMBER: lambda text: f"附{_numbers.arabic(text)}",
    Level.BUILDING: lambda text: _numbers.building(f"{text}栋"),
    Level.UNIT: lambda text: _numbers.unit(f"{text}单元"),
    Level.FLOOR: lambda text: _numbers.floor(f"{text.rstrip('楼层')}层"),
    Level.ROOM: _numbers.room,
}

RULES: dict[str, Callable[[Tail, int, int], None]] = {
    "numroad": _numbered_road,
    "group": _group,
    "rank": _rank,
    "lane": _lane,
    "building": _numbered(Level.BUILDING, _numbers.building, "building"),
    "unit": _numbered(Level.UNIT, _numbers.unit, "unit"),
    "floor": _numbered(Level.FLOOR, _numbers.floor, "floor"),
    "room": _numbered(Level.ROOM, _numbers.room, "room"),
    "number": _number,
    "sub": _sub,
    "phase": _phase,
    "gate": _gate,
    "aisle": _aisle,
    "after_floor": _after_floor,
    "row": _row,
    "bare": _bare,
    "town": _ending(Level.TOWN, _GOES_ON),
    "village": _ending(Level.VILLAGE, _GOES_ON),
    "zone": _ending(Level.ZONE, _GOES_ON),
    "compound": _ending(Level.COMPOUND, _GOES_ON),
    "road": _road,
    "named_lane": _named_lane,
    "relative": _relative,
    "mark": _mark,
}
