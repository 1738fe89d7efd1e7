"""One string of names, cut in two ways: 上周家峪西街 is a street, or a village and its street.

A text does not say where one name ends and the next begins, and a reader may cut it otherwise
once a word like 村 or 镇 is left out. The list as a whole says which cut is meant: names that
are the same characters but for such words are one name, cut as nearly all of them are.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from doorplate.match._area import Area
from doorplate.match._parts import Name, Names

_WORDS = re.compile("街道|社区|[村镇乡]")
_TOWN = 4
_HERE, _ANYWHERE = 3, 8
"""How many times more records a cut must have, in one town and in all, to replace another."""

_Key = tuple[Area, str]


def recut(names: Sequence[Name], rows: Iterable[int], known: Iterable[Name]) -> list[Name]:
    """The names, each cut as the list cuts the same characters.

    Args:
        names: the names as read, repeated as often as they are spelled differently.
        rows: how many records carry each.
        known: names that a place list vouches for; these are cut right.
    """
    cuts = Cuts(names, rows, frozenset(known))
    moved = {name: cuts.best(name) for name in set(names)}
    return [moved[name] for name in names]


class Cuts:
    """Names by their bare characters, with and without the town's."""

    def __init__(
        self, names: Sequence[Name], rows: Iterable[int], known: frozenset[Name]
    ) -> None:
        self._known = known
        self._here: dict[_Key, Counter[Name]] = defaultdict(Counter)
        self._anywhere: dict[_Key, Counter[Names]] = defaultdict(Counter)
        counts: Counter[Name] = Counter()
        for name, count in zip(names, rows, strict=True):
            counts[name] += count
        certain = counts.total() * _ANYWHERE
        for name in known:
            counts[name] += certain
        for name, count in counts.items():
            if any(name.place):
                self._here[_key(name, name.area[_TOWN])][name] += count
                self._anywhere[_key(name, "")][name.place] += count

    def best(self, name: Name) -> Name:
        """The name itself, or the same characters cut as they mostly are."""
        if name in self._known or not any(name.place):
            return name
        here = self._here.get(_key(name, name.area[_TOWN]))
        if here:
            top, count = max(here.items(), key=lambda item: (item[1], item[0]))
            if count >= _HERE * here[name] and _cut(top) != _cut(name):
                return top
        anywhere = self._anywhere.get(_key(name, ""))
        if not anywhere:
            return name
        place, count = max(anywhere.items(), key=lambda item: (item[1], item[0]))
        other = Name(name.area, place)
        if count >= _ANYWHERE * anywhere[name.place] and _cut(other) != _cut(name):
            return other
        return name


def _key(name: Name, town: str) -> _Key:
    return name.area[:_TOWN], bare(town + "".join(name.place))


def bare(text: str) -> str:
    """A string of names without the words for what they are."""
    return _WORDS.sub("", text)


def _cut(name: Name) -> tuple[bool, ...]:
    """Which levels a name fills."""
    return tuple(map(bool, (name.area[_TOWN], *name.place)))
