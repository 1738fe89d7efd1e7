"""Divisions that a reader took for part of a name, or for a division of another kind.

A town without its word runs into what follows (仁和杨楼村 in 仁和镇), and so does a county that
no table has (梨屯县后松安村). A bare 老城 may be 老城街道 and not 老城区 of another city. The
towns and counties that the rest of the list names say which.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from doorplate.match._area import Area
from doorplate.match._parts import PLACE_LEVELS, Name, Names

_DISTRICT, _TOWN, _HAMLET = 2, 4, 1
_SLOTS = len(PLACE_LEVELS)
_COUNTY = "县市区旗"
_ENOUGH = 2
_WORDS = ("街道", "街", "镇", "乡")
_SIDE = re.compile(
    "[东南西北中上下前后内外新老]?[一二三四五六七八九十]*(?:路|街|大街|大道|道|巷|胡同)"
)
"""中路, 东街, 一路: what is left of 林和中路 once a town 林和 is taken off is no name."""

Towns = Mapping[str, Area]


def unglued(names: Sequence[Name], written: Sequence[Names]) -> list[Name]:
    """The names with their divisions apart.

    Args:
        names: names as read, their areas filled up.
        written: the same as they were spelled.
    """
    divisions = Divisions(names)
    return [divisions.parted(*pair) for pair in zip(names, written, strict=True)]


class Divisions:
    """The towns and counties that the names of a list lie in."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._known: set[Name] = set()
        self._towns: dict[Area, dict[str, Area]] = defaultdict(dict)
        self._by_town: dict[str, set[Area]] = defaultdict(set)
        self._districts: set[str] = set()
        for name in set(names):
            self.add(name)

    def add(self, name: Name) -> None:
        """Know one more name."""
        area = name.area
        if area[_TOWN]:
            self._known |= {name, _townless(name)}
            self._towns[area[:_TOWN]][area[_TOWN]] = area
            self._by_town[area[_TOWN]].add(area)
            self._districts.add(area[_DISTRICT])

    def parted(self, name: Name, spelled: Names) -> Name:
        """A name with its divisions apart."""
        if name.area[_TOWN]:
            return name
        return _parted(self._within(name, spelled), self._towns, self._known)

    def _within(self, name: Name, spelled: Names) -> Name:
        """A name under a district alone that is the only town so called.

        Either it stands there without its word, or the list knows no such district and has the
        place in that town.
        """
        district = name.area[_DISTRICT]
        areas = self._by_town.get(district, ())
        if not district or any(name.area[:_DISTRICT]) or len(areas) != 1:
            return name
        inside = Name(next(iter(areas)), name.place)
        bare = spelled[_DISTRICT] == district
        return inside if bare or self._has_alone(inside, district) else name

    def _has_alone(self, inside: Name, district: str) -> bool:
        return district not in self._districts and inside in self._known


def _parted(name: Name, towns: Mapping[Area, Towns], known: Container[Name]) -> Name:
    """A name whose widest word begins with its county, or with a town.

    A hamlet before a street that is called like a town is that town (兴平 团结大街). Else the
    town is one if it has the rest. Where no town has the whole, it may be one too: rather
    if it has the rest of a street (新街 倮铺村南街, read as a street of the village) or estate,
    else if another town has the rest, else if enough is left to be misspelt.
    """
    slot = next((at for at, text in enumerate(name.place) if text), None)
    if slot is None or name.area[_TOWN]:
        return name
    text, district = name.place[slot], name.area[_DISTRICT]
    end = len(district) + 1
    if district and text[:end] in {district + word for word in _COUNTY} and text[end:]:
        name, text = _cut(name, slot, end, name.area), text[end:]
    inside = towns.get(name.area[:_TOWN], {})
    if slot == _HAMLET and text in inside and any(name.place[slot + 1 :]):
        return _cut(name, slot, len(text), inside[text])
    cuts = [c for c in _cuts(name, slot, inside) if c.place[slot]]
    found = [c for c in cuts if c in known]
    if not found and name not in known:
        below = chain.from_iterable(_cuts(name, at, inside) for at in range(slot + 1, _SLOTS))
        found = [c for c in below if c in known]
        found = found or [c for c in cuts if _townless(c) in known]
        found = found or [c for c in cuts if _is_enough(c.place[slot])]
    return found[0] if found else name


def _cuts(name: Name, slot: int, towns: Towns) -> Iterator[Name]:
    """A name without the town that its word at a level begins with, and without its word."""
    text = name.place[slot]
    for end in range(2, len(text) + 1):
        if text[:end] in towns:
            for word in (*_WORDS, ""):
                if text.startswith(word, end):
                    yield _cut(name, slot, end + len(word), towns[text[:end]])


def _is_enough(text: str) -> bool:
    """Whether what is left of a name may be a misspelt one."""
    return len(text) >= _ENOUGH and not _SIDE.fullmatch(text)


def _townless(name: Name) -> Name:
    return Name((*name.area[:_TOWN], ""), name.place)


def _cut(name: Name, slot: int, end: int, area: Area) -> Name:
    place = (*name.place[:slot], name.place[slot][end:], *name.place[slot + 1 :])
    return Name(area, place)
