"""Several places of one kind before one word: 1、2单元, 3至5组, 1-3、5号楼."""

import re
from itertools import pairwise

from doorplate._numerals import to_int
from doorplate._rows import TO, sign
from doorplate.address import Level
from doorplate.normalize import _numbers
from doorplate.normalize._lexicon import HAN, N
from doorplate.normalize._name_rules import level_of_ranks, name
from doorplate.normalize._number_rules import bare
from doorplate.normalize._row_rules import row
from doorplate.normalize._state import Tail

Places = list[re.Match[str]]

_PLACE = re.compile(rf"(?:第|负)?(?:([A-Z]*)-?({N})[A-Z]?|[A-Z]+)(?:-[0-9]+[A-Z]?)?")
_BETWEEN = re.compile(f"[,{TO}]")
_STOREY = re.compile("[^,至]+")
_BUILDING = re.compile("号楼|号?[幢栋座]|#楼?")
_LEVELS = {
    **dict.fromkeys("元门", Level.UNIT),
    **dict.fromkeys("层楼", Level.FLOOR),
    **dict.fromkeys("组队社", Level.GROUP),
    **dict.fromkeys("弄巷", Level.LANE),
}
"""By what the word ends in, where it is none for a building."""
_SIGNS = {Level.FLOOR: "floor", Level.GROUP: "group"}


def several(tail: Tail, start: int, end: int) -> None:
    """A list or a row of places; lists count upwards: 5,2单元 is a building and its unit."""
    places = list(_PLACE.finditer(tail.src, start, end))
    places = [place for place in places if place.end() > place.start()]
    last = places[-1].end()
    word = tail.src[last:end]
    if word == "排":
        level = level_of_ranks(tail, start)
    else:
        level = Level.BUILDING if _BUILDING.fullmatch(word) else _LEVELS[word[-1]]
    if "," in tail.src[start:end]:
        tail.weighed = True
        if not all(_counts_up(*pair) for pair in pairwise(places)):
            start = _apart(tail, places)
    name(tail, start, _SIGNS.get(level, "building"))
    written = _BETWEEN.sub(_sign, tail.src[start:last].replace("第", ""))
    tail.add(level, _value(level, _numbers.arabic(written), word), start, end)


def _sign(between: re.Match[str]) -> str:
    return sign(between[0])


def _counts_up(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether the second of two places may stand behind the first in a list."""
    if one[2] is None or other[2] is None:
        return one[2] is other[2]
    low, high = to_int(one[2]), to_int(other[2])
    return one[1] == other[1] and low is not None and high is not None and low < high


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
    if word == "排":
        return f"{places}排"
    if level is Level.BUILDING:
        return _numbers.building(places + word)
    if level is Level.GROUP:
        return places + _numbers.group(f"1{word}")[1:]
    if level is Level.LANE:
        return places + _numbers.lane(word)
    if level is Level.UNIT:
        return f"{places}单元"
    return f"{_STOREY.sub(_storey, places)}层"


def _storey(place: re.Match[str]) -> str:
    return _numbers.floor(f"{place[0]}层").removesuffix("层")
