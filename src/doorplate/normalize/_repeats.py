"""An address that its text says twice: 西苑9幢西苑9号楼, 永安街12号永安街12号东方小区.

Maps and forms put the name of a place behind its address or the reverse. What is said again is
set apart; what the second saying adds is kept. Where the two contradict each other nothing is
set apart: they are two doors, and a person must choose.
"""

from operator import itemgetter

from doorplate.address import Level
from doorplate.normalize._numbers import arabic
from doorplate.normalize._shapes import has_digits
from doorplate.normalize._state import Part, Tail

_NAMES = frozenset({Level.VILLAGE, Level.ROAD, Level.LANE, Level.COMPOUND, Level.LANDMARK})
_NUMBERS = frozenset(
    {Level.NUMBER, Level.SUBNUMBER, Level.BUILDING, Level.UNIT, Level.FLOOR, Level.ROOM}
)
_VILLAGE = Level.VILLAGE
_ESTATE = "小区"
_REPEAT = "repeat"
_LEVEL, _START = itemgetter(0), itemgetter(1)


def set_repeats_apart(tail: Tail) -> None:
    """Take out of the elements what they say a second time."""
    levels = list(map(_LEVEL, tail.out))
    if len(set(levels)) == len(levels):
        return
    twice = {level for level in _NAMES if levels.count(level) > 1}
    again = _said_again(tail, twice) if twice else []
    if again:
        left_out = set(again)
        tail.out = [part for part in tail.out if part not in left_out]
        tail.noise = sorted([*tail.noise, *_stretches(again)], key=_START)


def _stretches(parts: list[Part]) -> list[tuple[str, int, int]]:
    """Elements that touch are one stretch of noise."""
    found: list[tuple[str, int, int]] = []
    for _, _, start, end in parts:
        begin = found.pop()[1] if found and found[-1][2] == start else start
        found.append((_REPEAT, begin, end))
    return found


def _said_again(tail: Tail, twice: set[Level]) -> list[Part]:
    """What is said again, of names whose level stands there more than once."""
    parts = [part for part in tail.out if part[0] >= _VILLAGE]
    counted = [level for level, value, _, _ in parts if level in twice and has_digits(value)]
    if len(set(counted)) < len(counted):
        tail.weighed = True
    first: dict[tuple[Level, str], int] = {}
    for at, part in enumerate(parts):
        if part[0] in twice and (said := first.setdefault(_key(part), at)) < at:
            tail.weighed = True
            return _repeated(parts[said:at], parts[at:])
    return []


def _repeated(said: list[Part], second: list[Part]) -> list[Part]:
    """What of a second saying is in the first; nothing where they contradict each other."""
    known = set(map(_key, said))
    again = [part for part in second if _key(part) in known]
    counted = {part[0] for part in said if part[0] in _NUMBERS}
    other = any(part[0] in counted for part in second if _key(part) not in known)
    return [] if other else again


def _key(part: Part) -> tuple[Level, str]:
    """The same for elements that say the same: 西苑二期 and 西苑2期, 西苑 and 西苑小区."""
    return part[0], arabic(part[1]).removesuffix(_ESTATE)
