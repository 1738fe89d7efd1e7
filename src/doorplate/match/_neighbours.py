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


class Neighbourhood:
    """Names indexed so that those one may mean are found by key."""

    def __init__(self) -> None:
        self._names: list[Name] = []
        self._places: dict[Place, list[int]] = defaultdict(list)
        self._slips: dict[int, list[int]] = defaultdict(list)
        self._anywhere: dict[int, list[int]] = defaultdict(list)
        self._shorter: dict[int, list[int]] = defaultdict(list)

    def fill(self, names: Sequence[Name]) -> list[Fits]:
        """Add names in order of frequency; for every name, those it may mean.

        A slip leads to an earlier (more frequent) name only; a name with a level left out may
        lead to a later one too.
        """
        found: list[Fits] = []
        for i, name in enumerate(names):
            fits, fuller = self.near(name)
            found.append(fits)
            for j, fit in fuller:
                found[j].append((i, fit))
            self.add(name)
        for fits in found:
            fits.sort()
        return found

    def add(self, name: Name) -> None:
        """Index one more name."""
        i, town = len(self._names), name.area[_TOWN]
        self._names.append(name)
        self._places[name.place].append(i)
        for key in _slip_keys(name.place):
            self._slips[hash((town, key))].append(i)
            if town:
                self._anywhere[key].append(i)
        for key in _blank_keys(name):
            self._shorter[key].append(i)

    def near(self, name: Name) -> tuple[Fits, Fits]:
        """Names that `name` may mean, and names that may mean it because they say less."""
        fits: Fits = []
        fuller: Fits = []
        self._moved(name, fits, fuller)
        self._edited(name, fits)
        self._left_out(name, fits, fuller)
        return fits, fuller

    def _moved(self, name: Name, fits: Fits, fuller: Fits) -> None:
        """The same place under another town, or where the town is left out."""
        for j in self._places.get(name.place, ()):
            other = self._names[j].area
            if fit := _area_fit(name.area, other):
                fits.append((j, fit))
            elif (fit := _area_fit(other, name.area)) and fit.rule == "missing":
                fuller.append((j, fit))

    def _edited(self, name: Name, fits: Fits) -> None:
        """One slip away in the same town, or in any where the town is left out."""
        town, keys = name.area[_TOWN], _slip_keys(name.place)
        near = {j for key in keys for j in self._slips.get(hash((town, key)), ())}
        if not town:
            near |= {j for key in keys for j in self._anywhere.get(key, ())}
        for j in near:
            if fit := _slip(name, self._names[j]):
                fits.append((j, fit))

    def _left_out(self, name: Name, fits: Fits, fuller: Fits) -> None:
        """A level above the narrowest left out here, or there."""
        for j in self._shorter.get(hash((name.area[_TOWN], hash(name.place))), ()):
            if fit := _missing(name, self._names[j]):
                fits.append((j, fit))
        for key in _blank_keys(name):
            for j in self._slips.get(key, ()):
                if fit := _missing(self._names[j], name):
                    fuller.append((j, fit))
                    if fit.rule == "missing":
                        fits.append((j, Fit("extra", fit.level, fit.right, "")))


def _slip_keys(place: Place) -> list[int]:
    return [hash(place), *map(hash, _less_a_character(place))]


def _blank_keys(name: Name) -> list[int]:
    town = name.area[_TOWN]
    return [hash((town, hash(place))) for place in _less_a_level(name.place)]


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
