"""An address that its text says twice: 西苑9幢西苑9号楼, 永安街12号永安街12号东方小区.

Maps and forms put the name of a place behind its address or the reverse. What is said again is
set apart; what the second saying adds is kept. Where the two contradict each other nothing is
set apart: they are two doors, and a person must choose.
"""

from operator import itemgetter

from doorplate.address import Level
from doorplate.normalize._numbers import arabic
from doorplate.normalize._state import Part, Tail

_NAMES = frozenset({Level.VILLAGE, Level.ROAD, Level.LANE, Level.COMPOUND, Level.LANDMARK})
_NUMBERS = frozenset(
    {Level.NUMBER, Level.SUBNUMBER, Level.BUILDING, Level.UNIT, Level.FLOOR, Level.ROOM}
)
_ESTATE = "小区"
_REPEAT = "repeat"
_START = itemgetter(1)


def set_repeats_apart(tail: Tail) -> None:
    """Take out of the elements what they say a second time."""
    parts = [part for part in tail.out if part[0] >= Level.VILLAGE]
    if len({part[0] for part in parts}) == len(parts):
        return
    again = _said_again(tail, parts)
    if again:
        tail.out = [part for part in tail.out if part not in again]
        tail.noise = sorted([*tail.noise, *_stretches(again)], key=_START)


def _stretches(parts: list[Part]) -> list[tuple[str, int, int]]:
    """Elements that touch are one stretch of noise."""
    found: list[tuple[str, int, int]] = []
    for _, _, start, end in parts:
        begin = found.pop()[1] if found and found[-1][2] == start else start
        found.append((_REPEAT, begin, end))
    return found


def _said_again(tail: Tail, parts: list[Part]) -> list[Part]:
    for at, part in enumerate(parts):
        first = next((i for i, one in enumerate(parts[:at]) if _is_same(one, part)), None)
        if first is not None and part[0] in _NAMES:
            tail.weighed = True
            return _repeated(parts[first:at], parts[at:])
    return []


def _repeated(said: list[Part], second: list[Part]) -> list[Part]:
    """What of a second saying is in the first; nothing where they contradict each other."""
    again = [part for part in second if any(_is_same(one, part) for one in said)]
    counted = {part[0] for part in said if part[0] in _NUMBERS}
    other = any(part[0] in counted for part in second if part not in again)
    return [] if other else again


def _is_same(one: Part, other: Part) -> bool:
    """Whether two elements say the same: 西苑二期 and 西苑2期, 西苑 and 西苑小区 do."""
    return one[0] is other[0] and (one[1] == other[1] or _plain(one[1]) == _plain(other[1]))


def _plain(name: str) -> str:
    return arabic(name).removesuffix(_ESTATE)
