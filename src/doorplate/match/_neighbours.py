"""Which names of a list may mean which others: found by key, never by comparing all pairs.

Three indexes: by place, for the same place in another or an unnamed town; by town and place
less one character, for slips of the hand; by name less one level, for what was left out.
Buckets hold small integers.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import ne
from typing import NamedTuple

from doorplate.address import Level
from doorplate.match._apart import without_word
from doorplate.match._area import Area, agree
from doorplate.match._names import edit_of
from doorplate.match._namesakes import Namesakes
from doorplate.match._parts import AREA_LEVELS, PLACE_LEVELS, Name

Place = tuple[str, ...]
_DISTRICT, _TOWN = 2, 4
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


class _Keyed(NamedTuple):
    """A name with the number of its area and the keys that it is found by.

    `slips` are those of its town, `anywhere` those without one.
    """

    name: Name
    area: int
    slips: list[int]
    anywhere: list[int]
    blanks: list[Name]


class Neighbourhood:
    """Names indexed so that those one may mean are found by key."""

    def __init__(self) -> None:
        self._names: list[_Keyed] = []
        self._areas: dict[Area, int] = {}
        self._area_fits: dict[int, dict[int, Fit | None]] = defaultdict(dict)
        self._index: dict[Name, int] = {}
        self._namesakes = Namesakes()
        self._slips: dict[int, list[int]] = defaultdict(list)
        self._districts: dict[str, None] = {}
        self._anywhere: dict[int, list[int]] = defaultdict(list)
        self._shorter: dict[Name, list[int]] = defaultdict(list)

    def fill(self, names: Sequence[Name]) -> list[Fits]:
        """Add names in order of frequency; for every name, those it may mean.

        A slip leads to an earlier (more frequent) name only; a name with a level left out may
        lead to a later one too.
        """
        found: list[Fits] = []
        for i, name in enumerate(names):
            keyed = self._keyed(name)
            fits, fuller = self._near(keyed)
            found.append(fits)
            for j, fit in fuller:
                found[j].append((i, fit))
            self._add(keyed)
        for fits in found:
            if len(fits) > 1:
                fits.sort()
        return found

    def add(self, name: Name) -> None:
        """Index one more name."""
        self._add(self._keyed(name))

    def near(self, name: Name) -> tuple[Fits, Fits]:
        """Names that `name` may mean, and names that may mean it because they say less."""
        return self._near(self._keyed(name))

    def _keyed(self, name: Name) -> _Keyed:
        area = self._areas.setdefault(name.area, len(self._areas))
        town, anywhere = name.area[_TOWN], _slip_keys(name.place)
        slips = [hash((town, key)) for key in anywhere]
        return _Keyed(name, area, slips, anywhere, list(_less_a_level(name)))

    def _add(self, keyed: _Keyed) -> None:
        i, name = len(self._names), keyed.name
        district = name.area[_DISTRICT]
        self._names.append(keyed)
        self._index[name] = i
        self._districts.setdefault(district)
        self._namesakes.add(i, name)
        slips, anywhere = self._slips, self._anywhere
        for key in keyed.slips:
            slips[key].append(i)
        if name.area[_TOWN]:
            for key in keyed.anywhere:
                anywhere[hash((district, key))].append(i)
        for shorter in keyed.blanks:
            self._shorter[shorter].append(i)

    def _near(self, keyed: _Keyed) -> tuple[Fits, Fits]:
        fits: Fits = []
        fuller: Fits = []
        self._moved(keyed, fits, fuller)
        self._edited(keyed, fits)
        self._left_out(keyed, fits, fuller)
        if plain := without_word(keyed.name):
            self._near_without_word(self._keyed(plain), fits)
        return fits, fuller

    def _near_without_word(self, keyed: _Keyed, fits: Fits) -> None:
        """A slip that keeps its word for one of two villages may mean another that has none."""
        found: Fits = []
        self._moved(keyed, found, [])
        self._edited(keyed, found)
        taken = {j for j, _ in fits}
        fits += [(j, fit) for j, fit in found if j not in taken]

    def _area_fit(self, area: int, name: Name, wanted: int, other: Name) -> Fit | None:
        """`_area_fit` of two names, worked out once for two areas."""
        fits = self._area_fits[area]
        if wanted not in fits:
            fits[wanted] = _area_fit(name.area, other.area)
        return fits[wanted]

    def _moved(self, keyed: _Keyed, fits: Fits, fuller: Fits) -> None:
        """The same place under another town, or where the town is left out."""
        name, area = keyed.name, keyed.area
        for j in self._namesakes.near(name):
            other, wanted, _, _, _ = self._names[j]
            if fit := self._area_fit(area, name, wanted, other):
                fits.append((j, fit))
            elif (fit := self._area_fit(wanted, other, area, name)) and fit.rule == "missing":
                fuller.append((j, fit))

    def _edited(self, keyed: _Keyed, fits: Fits) -> None:
        """One slip away in the same town, or in any where the town is left out."""
        name, area, keys, anywhere, _ = keyed
        slips, names = self._slips, self._names
        near = {j for key in keys if key in slips for j in slips[key]}
        if not name.area[_TOWN]:
            for district in (
                (name.area[_DISTRICT],) if name.area[_DISTRICT] else self._districts
            ):
                within = (hash((district, key)) for key in anywhere)
                near.update(j for key in within for j in self._anywhere.get(key, ()))
        for j in near:
            other, wanted, _, _, _ = names[j]
            wide = None if area == wanted else self._area_fit(area, name, wanted, other)
            inside = area == wanted or (wide is not None and wide.rule == "missing")
            if inside and (fit := _slip(name.place, other.place)):
                fits.append((j, Fit(*fit[:4], besides=True) if wide else fit))

    def _left_out(self, keyed: _Keyed, fits: Fits, fuller: Fits) -> None:
        """A level above the narrowest left out here, or there."""
        place = keyed.name.place
        for j in self._shorter.get(keyed.name, ()):
            if fit := _missing(place, self._names[j].name.place):
                fits.append((j, fit))
        for shorter in keyed.blanks:
            found = self._index.get(shorter)
            if found is not None and (fit := _missing(shorter.place, place)):
                fuller.append((found, fit))
                if fit.rule == "missing":
                    fits.append((found, Fit("extra", fit.level, fit.right, "")))


def _slip_keys(place: Place) -> list[int]:
    """Each name of a place whole and less one character, between the others."""
    keys = []
    for slot, name in enumerate(place):
        if name:
            others = hash((*place[:slot], slot, *place[slot + 1 :]))
            keys.append(hash((others, name)))
            keys += [hash((others, name[:at] + name[at + 1 :])) for at in range(len(name))]
    return keys


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


def _slip(place: Place, target: Place) -> Fit | None:
    """The one name in which two places differ by a single slip."""
    differ = list(map(ne, place, target))
    if differ.count(True) != 1:
        return None
    slot = differ.index(True)
    x, y = place[slot], target[slot]
    edit = edit_of(x, y) if x and y else None
    if edit is None or edit.rule == "numeral":
        return None
    return Fit(edit.rule, PLACE_LEVELS[slot], x, y)


def _missing(place: Place, target: Place) -> Fit | None:
    """A level of the target that a place of the same area leaves out."""
    missing = None
    for level, x, y in zip(PLACE_LEVELS, place, target, strict=True):
        if x != y:
            if x:
                return None
            coarser = level is Level.HAMLET and not any(target[_HAMLET + 1 :])
            missing = missing or Fit("coarser" if coarser else "missing", level, "", y)
    return missing


def _less_a_level(name: Name) -> Iterator[Name]:
    """The name with one level left out that is not its narrowest, or with its hamlet."""
    area, place = name
    filled = [slot for slot, text in enumerate(place) if text]
    if filled[-1] == _HAMLET and len(filled) > 1:
        yield Name(area, (*place[:_HAMLET], "", *place[_HAMLET + 1 :]))
    for slot in filled[:-1]:
        yield Name(area, (*place[:slot], "", *place[slot + 1 :]))
