"""Villages that differ in nothing but the word for what they are: 牛岗村 and 牛岗社区.

Mostly the word says nothing: one village is written either way. Where a place list has both in
one town they are two places, and so they are where hardly any door of a list is written both
ways. Only there the word stays part of the name.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from doorplate.match._columns import Columns
from doorplate.match._names import edit_of
from doorplate.match._parts import Name, Names

_Village = tuple[str, str]

_TOWN, _VILLAGE = 4, 5
_SLIPS = frozenset({"homophone", "near_sound", "shape", "swapped", "dropped"})
_ENOUGH = 8
_NOTHING_BELOW = ("",) * 4
_KINDS = {
    "社区": ("居民委员会", "居委会", "社区"),
    "村委": ("村民委员会", "村委会", "村"),
}


def told_apart(names: Sequence[Name], written: Sequence[Names]) -> list[Name]:
    """Listed names, with the word kept where it tells two villages of one town apart."""
    kinds: dict[tuple[Names, str], set[str]] = defaultdict(set)
    for name, spelled in zip(names, written, strict=True):
        kinds[name.area, name.place[0]].add(_kind(spelled[_VILLAGE]))
    return [
        _with_word(name, spelled)
        if len(kinds[name.area, name.place[0]] & _KINDS.keys()) > 1
        else name
        for name, spelled in zip(names, written, strict=True)
    ]


def told_by_doors(columns: Columns) -> list[Name]:
    """Both names of the villages whose doors on a list are written with one word each.

    Of one village written either way, a door with several records would mostly show both words.
    """
    doors = _written_both_ways(columns)
    return [
        Name(("",) * _TOWN + (town,), (village + kind, *_NOTHING_BELOW))
        for (town, village), words in doors.items()
        if _are_two(list(words.values()))
        for kind in _KINDS
    ]


def _written_both_ways(columns: Columns) -> dict[_Village, dict[object, Counter[str]]]:
    """Of villages that a list writes with both words, each door with its words."""
    kinds: dict[_Village, set[str]] = defaultdict(set)
    of = [
        _village_of(*pair) for pair in zip(columns.folded_names, columns.spellings, strict=True)
    ]
    for village, kind in filter(None, of):
        kinds[village].add(kind)
    both = {village for village, found in kinds.items() if len(found) > 1}
    doors: dict[_Village, dict[object, Counter[str]]] = defaultdict(
        lambda: defaultdict(Counter)
    )
    if both:
        numbers = columns.folded_numbers
        of = [found if found and found[0] in both else None for found in of]
        rows = zip(columns.names.tolist(), columns.numbers.tolist(), strict=True)
        for name, number in rows:
            if found := of[name]:
                below = columns.folded_names[name].place[1:]
                doors[found[0]][below, numbers[number]][found[1]] += 1
    return doors


def _village_of(name: Name, written: Names) -> tuple[_Village, str] | None:
    """A village in its town, and the kind of word behind it."""
    kind = _kind(written[_VILLAGE]) if name.area[_TOWN] and name.place[0] else ""
    return ((name.area[_TOWN], name.place[0]), kind) if kind else None


def _are_two(doors: Sequence[Counter[str]]) -> bool:
    """Whether far fewer doors show both words than chance would give one village."""
    total = Counter[str]()
    for words in doors:
        total += words
    share = [count / total.total() for count in total.values()]
    expected = sum(1 - sum(p ** words.total() for p in share) for words in doors)
    return expected >= _ENOUGH and 2 * sum(len(words) > 1 for words in doors) < expected


class Words:
    """The villages for which the word counts, from names that keep it.

    Args:
        listed: names of a place list, or those that `told_by_doors` found.
    """

    def __init__(self, listed: Iterable[Name]) -> None:
        towns: dict[str, set[str]] = defaultdict(set)
        for name in listed:
            if name.place[0]:
                towns[name.area[_TOWN]].add(name.place[0])
        self._villages = towns
        self._twins = {town: _twins(villages) for town, villages in towns.items()}
        self._all = frozenset[str]().union(*self._twins.values())
        self._near = cache(self._is_near)

    def name(self, name: Name, written: Names) -> Name:
        """A name with the word of its village where the list keeps it, misspelt or not."""
        village = name.place[0]
        if self._all and village and self._near(name.area[_TOWN], village):
            return _with_word(name, written)
        return name

    def _is_near(self, town: str, village: str) -> bool:
        """Whether a village is one of two, in its town or astray, or a slip for one."""
        if village in self._villages.get(town, ()):
            return False
        if village in self._all:
            return True
        if not town and any(village in villages for villages in self._villages.values()):
            return False
        twins = self._twins.get(town, frozenset()) if town else self._all
        edits = (edit_of(village, twin) for twin in twins)
        return any(edit and edit.rule in _SLIPS for edit in edits)


def _twins(villages: set[str]) -> frozenset[str]:
    bare = (v.removesuffix("社区") for v in villages if v.endswith("社区"))
    return frozenset(twin for twin in bare if twin + "村委" in villages)


def _with_word(name: Name, spelled: Names) -> Name:
    return Name(name.area, (name.place[0] + _kind(spelled[_VILLAGE]), *name.place[1:]))


def without_word(name: Name) -> Name | None:
    """A name whose village keeps its word, without it; None where it does not."""
    village, *below = name.place
    stem = next((village.removesuffix(kind) for kind in _KINDS if village.endswith(kind)), "")
    return Name(name.area, (stem, *below)) if stem else None


def _kind(village: str) -> str:
    return next((kind for kind, words in _KINDS.items() if village.endswith(words)), "")
