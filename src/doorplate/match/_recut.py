"""One string of names, cut in two ways: 上周家峪西街 is a street, or a village and its street.

A text does not say where one name ends and the next begins, and a reader may cut it otherwise
once a word like 村 or 镇 is left out. The list as a whole says which cut is meant: names that
are the same characters but for such words are one name, cut as nearly all of them are.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from doorplate.address import Level
from doorplate.match._area import Area
from doorplate.match._names import core
from doorplate.match._parts import Name, Names

_WORDS = re.compile("街道|社区|[村镇乡]")
_TOWN = 4
_SITE, _STREET = slice(0, 2), slice(2, 4)
_HERE, _ANYWHERE, _APART = 3, 8, 12
"""How many times more records a cut must have to replace another: in one town, in all, and
where the other takes part of the name for a town."""

_Key = tuple[Area, str]


def recut(
    names: Sequence[Name],
    written: Sequence[Names],
    rows: Iterable[int],
    known: Iterable[Name],
) -> list[Name]:
    """The names, each cut as the list cuts the same characters.

    Args:
        names: the names as read, repeated as often as they are spelled differently.
        written: the same as they were spelled.
        rows: how many records carry each.
        known: names that a place list vouches for; these are cut right.
    """
    cuts = Cuts(names, rows, frozenset(known))
    moved = {name: cuts.best(name) for name in set(names)}
    return [
        name if says_estate(name, text) else moved[name]
        for name, text in zip(names, written, strict=True)
    ]


def says_estate(name: Name, written: Names) -> bool:
    """Whether an estate stands alone with its word, so that it is no village: 石井小区."""
    *above, estate = name.place
    return bool(estate) and not any(above) and written[-1] != core(Level.COMPOUND, written[-1])


class Cuts:
    """Names by their bare characters, with and without the town's."""

    def __init__(
        self, names: Sequence[Name], rows: Iterable[int], known: frozenset[Name]
    ) -> None:
        self._known = known
        self._here: dict[_Key, dict[Name, int]] = defaultdict(dict)
        self._anywhere: dict[_Key, dict[Names, int]] = defaultdict(dict)
        self._rows = counts = Counter[Name]()
        for name, count in zip(names, rows, strict=True):
            counts[name] += count
        certain = counts.total() * _ANYWHERE
        for name in known:
            counts[name] += certain
        for name, count in counts.items():
            self._count(name, count)

    def add(self, name: Name) -> None:
        """Count one more record of a name."""
        self._rows[name] += 1
        self._count(name, 1)

    def _count(self, name: Name, count: int) -> None:
        if any(name.place):
            here = self._here[_key(name, name.area[_TOWN])]
            here[name] = here.get(name, 0) + count
            cuts = self._anywhere[_key(name, "")]
            cuts[name.place] = cuts.get(name.place, 0) + count

    def best(self, name: Name) -> Name:
        """The name itself, or the same characters cut as they mostly are."""
        if name in self._known or not any(name.place):
            return name
        here = self._here.get(_key(name, name.area[_TOWN]))
        if here and here.keys() != {name}:
            top, count = max(here.items(), key=lambda item: (item[1], item[0]))
            most = count >= _HERE * here.get(name, 0)
            if most and _may_stand_for(top.place, name.place) and _cut(top) != _cut(name):
                return top
        return self._as_elsewhere(name) or self._with_its_town(name) or name

    def _as_elsewhere(self, name: Name) -> Name | None:
        """A name cut as in other towns."""
        anywhere = self._anywhere.get(_key(name, ""), {})
        least = _ANYWHERE * anywhere.get(name.place, 0)
        return self._cut_as(anywhere, name, name.area, least)

    def _with_its_town(self, name: Name) -> Name | None:
        """A name that begins with what was read as its town: 白马庙 and not 庙 in 白马."""
        key = _key(name, name.area[_TOWN])
        if not name.area[_TOWN] or key not in self._anywhere:
            return None
        area = (*name.area[:_TOWN], "")
        return self._cut_as(self._anywhere[key], name, area, _APART * self._rows[name])

    def _cut_as(
        self, cuts: Mapping[Names, int], name: Name, area: Area, least: int
    ) -> Name | None:
        """The most frequent cut, if it is another and has so many records."""
        if not cuts or (area == name.area and cuts.keys() == {name.place}):
            return None
        place, count = max(cuts.items(), key=lambda item: (item[1], item[0]))
        other = Name(area, place)
        if count < least or not _may_stand_for(place, name.place):
            return None
        return other if _cut(other) != _cut(name) else None


def _may_stand_for(place: Names, read: Names) -> bool:
    """Whether one cut may be meant by another: a street alone is no village of its name."""
    street = any(read[_STREET]) and not any(read[_SITE])
    return not street or any(place[_STREET])


def _key(name: Name, town: str) -> _Key:
    return name.area[:_TOWN], bare(town + "".join(name.place))


@lru_cache(maxsize=65_536)
def bare(text: str) -> str:
    """A string of names without the words for what they are."""
    return _WORDS.sub("", text)


def _cut(name: Name) -> tuple[bool, ...]:
    """Which levels a name fills."""
    return tuple(map(bool, (name.area[_TOWN], *name.place)))
