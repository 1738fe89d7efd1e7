"""Which names of a list may mean which others: found by key, never by comparing all pairs.

Three indexes: by place, for the same place in another or an unnamed town; by town and place
less one character, for slips of the hand; by town and place less one level, for what was left
out. Buckets hold small integers.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from doorplate.address import Level
from doorplate.match._area import Area, agree
from doorplate.match._names import edit_of
from doorplate.match._parts import AREA_LEVELS, PLACE_LEVELS, Name

Place = tuple[str, ...]
_TOWN = 4
_HAMLET = 1


class Fit(NamedTuple):
    """How a name may mean another: the rule, the level at fault, and what stands there.

    `besides` marks a second level that is merely left out.
    """

    rule: str
    level: Level
    left: str
    right: str
    besides: bool = False


LEFT_OUT = frozenset({"missing", "coarser"})
"""Rules of names that say less than what they mean, and nothing wrong."""

Fits = list[tuple[int, Fit]]


def neighbours(names: Sequence[Name]) -> list[Fits]:
    """For every name, those it may mean, in index order.

    A slip leads to an earlier (more frequent) name only; a name with a level left out may
    lead to a later one too.
    """
    return _Search(names).run()


class _Search:
    def __init__(self, names: Sequence[Name]) -> None:
        self._names = names
        self._found: list[Fits] = [[] for _ in names]
        self._places: dict[Place, list[int]] = defaultdict(list)
        self._slips: dict[int, list[int]] = defaultdict(list)
        self._anywhere: dict[int, list[int]] = defaultdict(list)
        self._shorter: dict[int, list[int]] = defaultdict(list)

    def run(self) -> list[Fits]:
        for i, name in enumerate(self._names):
            town = name.area[_TOWN]
            slips = [hash(name.place), *map(hash, _less_a_character(name.place))]
            blanks = [hash((town, hash(place))) for place in _less_a_level(name.place)]
            exact = hash((town, slips[0]))
            self._moved(i, name)
            self._edited(i, name, slips)
            self._left_out(i, name, exact, blanks)
            self._places[name.place].append(i)
            for key in slips:
                self._slips[hash((town, key))].append(i)
                if town:
                    self._anywhere[key].append(i)
            for key in blanks:
                self._shorter[key].append(i)
        for fits in self._found:
            fits.sort()
        return self._found

    def _moved(self, i: int, name: Name) -> None:
        """The same place under another town, or where the town is left out."""
        for j in self._places.get(name.place, ()):
            other = self._names[j].area
            if fit := _area_fit(name.area, other):
                self._found[i].append((j, fit))
            elif (fit := _area_fit(other, name.area)) and fit.rule == "missing":
                self._found[j].append((i, fit))

    def _edited(self, i: int, name: Name, slips: list[int]) -> None:
        """One slip away in the same town, or in any where the town is left out."""
        town = name.area[_TOWN]
        near = {j for key in slips for j in self._slips.get(hash((town, key)), ())}
        if not town:
            near |= {j for key in slips for j in self._anywhere.get(key, ())}
        for j in near:
            if fit := _slip(name, self._names[j]):
                self._found[i].append((j, fit))

    def _left_out(self, i: int, name: Name, exact: int, blanks: list[int]) -> None:
        """A level above the narrowest left out here, or there."""
        for j in self._shorter.get(exact, ()):
            if fit := _missing(name, self._names[j]):
                self._found[i].append((j, fit))
        for key in blanks:
            for j in self._slips.get(key, ()):
                if fit := _missing(self._names[j], name):
                    self._found[j].append((i, fit))
                    if fit.rule == "missing":
                        self._found[i].append((j, Fit("extra", fit.level, fit.right, "")))


def _area_fit(area: Area, wanted: Area) -> Fit | None:
    """How a name of the same place may mean one in another area."""
    if agree(area, wanted):
        return _narrower(area, wanted)
    if agree(area[:_TOWN], wanted[:_TOWN]):
        return Fit("wrong_town", Level.TOWN, area[_TOWN], wanted[_TOWN])
    return None


def _narrower(area: Area, wanted: Area) -> Fit | None:
    """What an area leaves out of one that agrees with it; None where it says more."""
    missing = None
    for level, x, y in zip(AREA_LEVELS, area, wanted, strict=True):
        if x and not y:
            return None
        if y and not x:
            missing = Fit("missing", level, "", y)
    return missing


def _slip(name: Name, target: Name) -> Fit | None:
    """The one place name in which two names differ by a single slip."""
    fit = None
    for level, x, y in zip(PLACE_LEVELS, name.place, target.place, strict=True):
        if x == y:
            continue
        if fit or not x or not y:
            return None
        edit = edit_of(x, y)
        if edit is None or edit.rule == "numeral":
            return None
        fit = Fit(edit.rule, level, x, y)
    if fit is None or name.area == target.area:
        return fit
    if not agree(name.area, target.area) or not _narrower(name.area, target.area):
        return None
    return fit._replace(besides=True)


def _missing(name: Name, target: Name) -> Fit | None:
    """A level of the target that the name, in the same area, leaves out."""
    if name.area != target.area:
        return None
    missing = None
    for level, x, y in zip(PLACE_LEVELS, name.place, target.place, strict=True):
        if x != y:
            if x:
                return None
            coarser = level is Level.HAMLET and not any(target.place[_HAMLET + 1 :])
            missing = missing or Fit("coarser" if coarser else "missing", level, "", y)
    return missing


def _less_a_character(place: Place) -> Iterator[Place]:
    for slot, name in enumerate(place):
        if len(name) > 1:
            head, tail = place[:slot], place[slot + 1 :]
            for at in range(len(name)):
                yield (*head, name[:at] + name[at + 1 :], *tail)


def _less_a_level(place: Place) -> Iterator[Place]:
    """The place with one level left out that is not its narrowest, or with its hamlet."""
    filled = [slot for slot, name in enumerate(place) if name]
    if filled[-1] == _HAMLET and len(filled) > 1:
        yield (*place[:_HAMLET], "", *place[_HAMLET + 1 :])
    for slot in filled[:-1]:
        yield (*place[:slot], "", *place[slot + 1 :])
