"""What stands right before the name of a street: a county, a village, a place, a gate."""

import re

from doorplate._numerals import HAN
from doorplate.address import Level
from doorplate.normalize._levels import (
    CITY,
    COMPOUND,
    DISTRICT,
    HAMLET,
    LANDMARK,
    ROAD,
    VILLAGE,
)
from doorplate.normalize._lexicon import lexicon
from doorplate.normalize._state import Tail

COUNTY = re.compile(r"[一-鿿]{2,12}[省州市县区](?=[一-鿿])(?!场)")
_SIDES = "东南西北中上下前后内外新老横直正支环一二三四五六七八九十0123456789"
_LONG_CORES = frozenset("山江河湖桥港")
_TWO_NAMES = 4
_AT_A_GATE = re.compile(r"[一-鿿]{1,3}门[内外]")
"""东直门外香河园路 lies outside of a gate; 东直门外小街 is named after it."""
_NUMBERED_STREET = re.compile(rf"[东南西北中]?[{HAN}]+道$")
"""南十六道街: the numeral is no place before it."""
_CHINESE = re.compile(r"[一-鿿]+")
_OLD_DISTRICT = re.compile(rf"[^\W\d{HAN}]{{2}}区")
_LONGEST_COUNTY = 4
_LEAST_BEHIND = {"园": 2, "厂": 2, "院": 2, "镇": 2, "桥": 3}
"""火炬园创新三路: places end so; how many characters a street that begins behind one has."""


def county(tail: Tail, end: int) -> None:
    """Take a county as written, or leave it unread where another was read before."""
    if tail.has(DISTRICT) or end - tail.start > _LONGEST_COUNTY:
        tail.leave(tail.start, end)
    else:
        tail.take(DISTRICT, end)


def level_of_part(tail: Tail, text: str) -> Level:
    """市中区古槐路: behind its city, a district that nobody lists."""
    is_district = tail.touches(CITY, tail.start) and _OLD_DISTRICT.fullmatch(text)
    return DISTRICT if is_district else COMPOUND


def place_before_road(tail: Tail, end: int) -> None:
    """荷叶塘洪界路, 蛇口工业八路: the place that stands before the name of a street.

    A street is named by two characters (莫干山路 by three) beside its side or number; where
    four or more stand before the ending, the first ones name where it is.
    """
    begin = tail.start
    if end - begin < _TWO_NAMES or _is_at_a_gate(tail, end):
        return
    core = tail.src[begin:end].rstrip(_SIDES)
    if core.endswith(lexicon()["street_village"]):
        return
    if core[-1:] == "村" and 2 < len(core) < end - begin and core[-2:] != "新村":
        tail.take(HAMLET if tail.has(VILLAGE) else VILLAGE, begin + len(core))
    else:
        _place(tail, _NUMBERED_STREET.sub("", core), end)


def _is_at_a_gate(tail: Tail, end: int) -> bool:
    gate = _AT_A_GATE.match(tail.src, tail.start, end)
    if gate and len(tail.src[gate.end() : end].strip(_SIDES + "小")) > 1:
        tail.take(LANDMARK, gate.end())
    return gate is not None


def _place(tail: Tail, core: str, end: int) -> None:
    begin, above = tail.start, COUNTY.match(core)
    if above and above[0][-1] != "区" and len(core) > above.end():
        county(tail, begin + above.end())
        return
    if len(core) < _TWO_NAMES or not _CHINESE.fullmatch(core):
        return
    if core.endswith(lexicon()["long_road"]):
        return
    cut = len(core) - (3 if len(core) > _TWO_NAMES and core[-1] in _LONG_CORES else 2)
    if end - begin - cut > _LEAST_BEHIND.get(core[cut], end):
        cut += 1
    if core[:cut].endswith(lexicon()["compound"]):
        tail.take(COMPOUND, begin + cut)
    elif cut > 3 or tail.has(ROAD):
        tail.take(LANDMARK, begin + cut)
    else:
        tail.take(HAMLET, begin + cut)
