"""Names to look others up in: of a place list, or of a register's index."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from doorplate.address import Component, Level
from doorplate.match._apart import Words
from doorplate.match._area import Area, Areas
from doorplate.match._evidence import Evidence, Rates, Stand
from doorplate.match._glued import Divisions
from doorplate.match._judge import Judge, Option, Step
from doorplate.match._neighbours import Neighbourhood
from doorplate.match._parts import NAME_LEVELS, Name, Names, name_of
from doorplate.match._recut import Cuts, says_estate
from doorplate.match._weights import Weights

Spelling = Mapping[tuple[int, str], str]
"""The full spelling of a name without its ending, by level."""

_ONCE = Stand(1, 1, 1)


class NoDoors(Evidence):
    """Evidence where only names are known."""

    def __init__(self, count: int, weights: Weights) -> None:
        doors = weights.doors
        rates = Rates(doors["shared"], 1.0, -3.0, 0, 1.0, doors["least"])
        super().__init__([Stand(0, 0, 0)] * count, rates)

    def has(self, number: object, target: int) -> bool:  # noqa: ARG002  # no name has doors
        return False

    def spread(self, number: object) -> int:  # noqa: ARG002  # no name has doors
        return 0


class Lexicon:
    """Names indexed for look-up, with the evidence on each.

    Args:
        judge: the names with their evidence.
        lead: steps of names that stand for others.
        vague: names that say too little to be one place.
        spelling: full spellings of names.
        words: villages for which the word counts.
    """

    def __init__(
        self,
        judge: Judge,
        lead: dict[int, Step],
        vague: set[int],
        spelling: Spelling,
        words: Words,
    ) -> None:
        self.judge, self.lead, self.vague = judge, lead, vague
        self._spelling = spelling
        self.id = {name: i for i, name in enumerate(judge.names)}
        self._words = words
        self._divisions = Divisions(judge.names)
        rows = [stand.rows for stand in judge.evidence.stand]
        self._cuts = Cuts(judge.names, rows, frozenset())
        self._near = Neighbourhood()
        self._parents: set[tuple[Name, int]] = set()
        self._estates = {name.place[-1] for name in judge.names}
        inside: dict[Area, dict[str, int]] = {}
        for name, stand in zip(judge.names, judge.evidence.stand, strict=True):
            self._near.add(name)
            self._parents.update(parents_of(name))
            inside.setdefault(name.area, {})[" ".join(name.place)] = max(1, stand.rows)
        self._areas = Areas(inside, (name.area for name in judge.known))

    def meant(self, written: Names) -> Name:
        """The name that spelled names stand for, its area filled up and repaired."""
        name = self._words.name(name_of(written), written)
        full = Name(self._areas.meaning(name.area), name.place)
        if full in self.id:
            return full
        parted = self._divisions.parted(full, written)
        return parted if says_estate(parted, written) else self._cuts.best(parted)

    def options(self, name: Name) -> list[Option]:
        """What a name that is asked once may mean."""
        fits = [(j, fit) for j, fit in sorted(self._near.near(name)[0]) if j not in self.lead]

        def own(level: Level) -> Stand:
            return self.judge.standing(name, level) + _ONCE

        return self.judge.options(name, own, fits)

    def lists(self, name: Name) -> bool:
        """Whether names of this level are listed for what stands above it."""
        return any(parent in self._parents for parent in list(parents_of(name))[-1:])

    def lists_below(self, i: int, slot: int) -> bool:
        """Whether names of a level are listed below a name."""
        area, place = self.judge.names[i]
        above = place[:slot] + ("",) * (len(place) - slot)
        return (Name(area, above), slot) in self._parents

    def has_estate(self, estate: str) -> bool:
        """Whether an estate of this name is listed anywhere."""
        return bool(estate) and estate in self._estates

    @cached_property
    def towns(self) -> frozenset[str]:
        """The towns in full spelling."""
        spelled = self._spelling.items()
        return frozenset(full for (level, _), full in spelled if level == Level.TOWN)

    def add(self, name: Name) -> int:
        """One more record of a name, which may be new; its index."""
        i = self.id.get(name)
        if i is None:
            i = self.id[name] = len(self.id)
            self.judge.names.append(name)
            self.judge.evidence.stand.append(Stand(0, 0, 0))
            self._near.add(name)
            self._parents.update(parents_of(name))
            self._estates.add(name.place[-1])
            self._divisions.add(name)
        self._cuts.add(name)
        self.judge.evidence.stand[i] += _ONCE
        self.judge.count(name, _ONCE)
        return i

    def components(self, name: Name) -> list[Component]:
        """A name in full spelling."""
        stems = zip(NAME_LEVELS, (*name.area, *name.place), strict=True)
        return [
            Component(level, full_of(self._spelling, name, level, stem))
            for level, stem in stems
            if stem
        ]


def parents_of(name: Name) -> Iterator[tuple[Name, int]]:
    """For every level that a name fills, what stands above it, and the level."""
    for slot, text in enumerate(name.place):
        if text:
            above = name.place[:slot] + ("",) * (len(name.place) - slot)
            yield Name(name.area, above), slot


def spelling_of(names: Iterable[Name], written: Iterable[Names]) -> dict[tuple[int, str], str]:
    """The first full spelling of every name, where it stands and anywhere."""
    found: dict[tuple[int, str], str] = {}
    for name, texts in zip(names, written, strict=True):
        stems = zip(NAME_LEVELS, (*name.area, *name.place), texts, strict=True)
        for level, stem, text in stems:
            if stem:
                found.setdefault((level, where(name, level, stem)), text or stem)
                found.setdefault((level, stem), text or stem)
    return found


def where(name: Name, level: Level, stem: str) -> str:
    """The key of a name's spelling where it stands: in its town, or above a place for a town.

    One county has 神头镇 and 神头街道, and their places say which is meant.
    """
    around = next(filter(None, name.place), "") if level is Level.TOWN else name.area[-1]
    return f"{around} {stem}"


def full_of(spelling: Spelling, name: Name, level: Level, stem: str) -> str:
    """The full spelling of one part of a name: where it stands, else the usual one."""
    found = spelling.get((level, where(name, level, stem)))
    return found or spelling.get((level, stem), stem)
