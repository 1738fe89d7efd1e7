"""What a text says besides its door: the same once more, or which streets cross near it.

Maps and forms put the name of a place behind its address or before it: 西苑9幢西苑9号楼. What
is said again is set apart; what the second saying adds is kept. Where the two contradict each
other nothing is set apart: they are two doors, and a person must choose.
"""

from operator import itemgetter

from doorplate.address import Level
from doorplate.normalize._judge import same_name
from doorplate.normalize._shapes import has_digits
from doorplate.normalize._state import Part, Tail

_NAMES = frozenset({Level.VILLAGE, Level.ROAD, Level.LANE, Level.COMPOUND, Level.LANDMARK})
_NUMBERS = frozenset(
    {
        Level.GROUP, Level.NUMBER, Level.SUBNUMBER, Level.BUILDING, Level.UNIT, Level.FLOOR,
        Level.ROOM,
    }
)  # fmt: skip
_VILLAGE, _ROAD = Level.VILLAGE, Level.ROAD
_REPEAT, _CROSSING = "repeat", "intersection"
_CROSS = 2
_OF_A_STREET = frozenset({Level.LANE, Level.NUMBER})
_LEVEL, _START = itemgetter(0), itemgetter(1)


def set_repeats_apart(tail: Tail) -> None:
    """Take out of the elements what they say a second time, and what crosses near a door."""
    levels = list(map(_LEVEL, tail.out))
    if len(set(levels)) == len(levels):
        return
    twice = {level for level in _NAMES if levels.count(level) > 1}
    parts = [part for part in tail.out if part[0] >= _VILLAGE] if twice else []
    if _ROAD in twice and (crossing := _crossing(tail, parts)):
        _set_apart(tail, _CROSSING, crossing)
    elif again := _said_again(tail, parts, twice):
        _set_apart(tail, _REPEAT, again)


def _set_apart(tail: Tail, kind: str, parts: list[Part]) -> None:
    left_out = set(parts)
    tail.out = [part for part in tail.out if part not in left_out]
    tail.noise = sorted([*tail.noise, *_stretches(kind, parts)], key=_START)


def _stretches(kind: str, parts: list[Part]) -> list[tuple[str, int, int]]:
    """Elements that touch are one stretch of noise."""
    found: list[tuple[str, int, int]] = []
    for _, _, start, end in parts:
        begin = found.pop()[1] if found and found[-1][2] == start else start
        found.append((kind, begin, end))
    return found


def _said_again(tail: Tail, parts: list[Part], twice: set[Level]) -> list[Part]:
    """What is said again, of names whose level stands there more than once."""
    counted = [part[0] for part in parts if part[0] in twice and has_digits(_key(part)[1])]
    if len(set(counted)) < len(counted):
        tail.weighed = True
    first: dict[tuple[Level, str], int] = {}
    for at, part in enumerate(parts):
        if part[0] in twice and (said := first.setdefault(_key(part), at)) < at:
            tail.weighed = True
            return _repeated(parts[said:at], parts[at:])
    return []


def _crossing(tail: Tail, parts: list[Part]) -> list[Part]:
    """The streets that cross near the door of a street: 甲路与乙路交叉口东50米丙路12号."""
    roads = [part for part in parts if part[0] is _ROAD]
    crossing, last = roads[:-1], roads[-1]
    behind = parts[parts.index(last) + 1 :]
    if len(crossing) < _CROSS or not behind or behind[0][0] not in _OF_A_STREET:
        return []
    between = range(crossing[-1][3], last[2])
    return crossing if any(k == _CROSSING and a in between for k, a, _ in tail.noise) else []


def _repeated(said: list[Part], second: list[Part]) -> list[Part]:
    """What of a second saying is in the first; nothing where they contradict each other.

    They do where the second has another number, or another name before a number that both
    have: 西苑1期3号楼西苑2期3号楼.
    """
    known, levels = set(map(_key, said)), {part[0] for part in said[1:]}
    again, other = [], False
    for part in second:
        if _key(part) in known:
            if other and part[0] in _NUMBERS:
                return []
            again.append(part)
        elif part[0] in levels:
            if part[0] in _NUMBERS:
                return []
            other = True
    return again


def _key(part: Part) -> tuple[Level, str]:
    return same_name(part[0], part[1])
