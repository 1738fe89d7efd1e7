"""Rules of the lanes off a street, and of the ranks that houses stand in."""

import re

from doorplate.address import Level
from doorplate.normalize import _numbers
from doorplate.normalize._levels import BUILDING, LANE, ROAD
from doorplate.normalize._name_rules import AND, PLAIN, leave_out_and, name
from doorplate.normalize._state import RURAL, Tail

_POSITION = re.compile(r"[0-9]{3,}巷|[0-9]+支?弄")
"""Lanes numbered by where they leave the street; smaller numbers count the lanes of a name."""


def named_lane(tail: Tail, start: int, end: int) -> None:
    """育才巷, 南锣鼓巷胡同; 东西巷街 and 富巷北路 are streets, 长巷村 and 北巷社区 villages."""
    if _STREET.match(tail.src, end):
        return
    if start > tail.start and _LANE_GOES_ON.match(tail.src, end):
        return
    if tail.src[tail.start : start][:1] in AND:
        leave_out_and(tail, start)
    if start > tail.start:
        tail.take(LANE, end)
    elif tail.touches(LANE, start):
        tail.widen(LANE, end)


_STREET = re.compile("[东南西北中]?[街路](?!口)")
_LANE_GOES_ON = re.compile("社区|居委会|居民委员会|村(?!民(?!委))|小区|公寓|新村|花园(?!路)")


def lane(tail: Tail, start: int, end: int) -> None:
    """1111弄, 三条; 青年三巷 is a name, 美之城236巷 a lane of an estate, 和2巷 one more."""
    before = tail.src[tail.start : start]
    named = PLAIN.search(before) is not None and before not in AND
    if named and not _POSITION.fullmatch(tail.src, start, end):
        tail.take(LANE, end)
    else:
        name(tail, start, "building")
        tail.add(LANE, _numbers.lane(tail.src[start:end]), start, end)


def rank(tail: Tail, start: int, end: int) -> None:
    """7排, of a village or of an estate."""
    level = level_of_ranks(tail, start)
    name(tail, start, "building")
    tail.add(level, _numbers.arabic(tail.src[start:end].removeprefix("第")), start, end)


def level_of_ranks(tail: Tail, start: int) -> Level:
    """Houses at a street or of a village stand in ranks like lanes; in an estate it is one."""
    at_street = any(tail.touches(level, start) for level in _RANKED)
    more = tail.last() is LANE and tail.out[-1][1].endswith("排")
    return LANE if at_street or more else BUILDING


_RANKED = RURAL | {ROAD}
