"""What stands before the first division, where that is part of somebody's name.

天生桥路南京市消防公司: the street is the address; the city says in which it lies.
"""

from doorplate.address import Level
from doorplate.normalize._reading import Reading
from doorplate.normalize._state import Tail
from doorplate.normalize._tail import read_tail

_PLACES = frozenset(
    {
        Level.VILLAGE,
        Level.GROUP,
        Level.ROAD,
        Level.LANE,
        Level.NUMBER,
        Level.COMPOUND,
        Level.BUILDING,
    }
)


def read_stray(src: str, reading: Reading) -> tuple[Reading, Tail | None]:
    """The reading without the stretch before its divisions, and that as elements.

    The stretch stays unread where it names no place, or a town where the divisions name one.
    """
    first = reading.skipped[0] if reading.skipped else None
    if first is None or first.kind != "rest" or first.start > 0 or not reading.parts:
        return reading, None
    tail = read_tail(src[: first.end], 0, [])
    levels = {level for level, value, _, _ in tail.out if not value.endswith("公司")}
    town = min(levels, default=Level.ROOM) <= min(Level.TOWN, reading.parts[-1].level)
    if levels.isdisjoint(_PLACES) or town:
        return reading, None
    return reading._replace(skipped=reading.skipped[1:]), tail
