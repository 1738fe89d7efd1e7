"""Names to look others up in: of a place list, or of a register's index."""

from collections.abc import Iterable, Mapping

from doorplate.address import Address, Component, Level
from doorplate.match._area import Area, Areas
from doorplate.match._evidence import Evidence, Rates, Stand
from doorplate.match._judge import Judge, Option, Step
from doorplate.match._neighbours import Neighbourhood
from doorplate.match._parts import NAME_LEVELS, Name, name_of, spelled
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
    """

    def __init__(
        self, judge: Judge, lead: dict[int, Step], vague: set[int], spelling: Spelling
    ) -> None:
        self.judge, self.lead, self.vague = judge, lead, vague
        self._spelling = spelling
        self.id = {name: i for i, name in enumerate(judge.names)}
        self._near = Neighbourhood()
        inside: dict[Area, dict[str, int]] = {}
        for name, stand in zip(judge.names, judge.evidence.stand, strict=True):
            self._near.add(name)
            inside.setdefault(name.area, {})[" ".join(name.place)] = stand.rows
        self._areas = Areas(inside, (name.area for name in judge.known))

    def meant(self, name: Name) -> Name:
        """A name with its area filled up and repaired."""
        return Name(self._areas.meaning(name.area), name.place)

    def options(self, name: Name) -> list[Option]:
        """What a name that is asked once may mean."""
        fits = [(j, fit) for j, fit in sorted(self._near.near(name)[0]) if j not in self.lead]

        def own(level: Level) -> Stand:
            return self.judge.standing(name, level) + _ONCE

        return self.judge.options(name, own, fits)

    def add(self, name: Name) -> int:
        """One more record of a name, which may be new; its index."""
        i = self.id.get(name)
        if i is None:
            i = self.id[name] = len(self.id)
            self.judge.names.append(name)
            self.judge.evidence.stand.append(Stand(0, 0, 0))
            self._near.add(name)
        self.judge.evidence.stand[i] += _ONCE
        self.judge.count(name, _ONCE)
        return i

    def components(self, name: Name) -> list[Component]:
        """A name in full spelling."""
        stems = zip(NAME_LEVELS, (*name.area, *name.place), strict=True)
        return [
            Component(level, self._spelling.get((level, stem), stem))
            for level, stem in stems
            if stem
        ]


def spelling_of(addresses: Iterable[Address]) -> dict[tuple[int, str], str]:
    """The first full spelling of every name among addresses."""
    found: dict[tuple[int, str], str] = {}
    for address in addresses:
        names = spelled(address)[0]
        name = name_of(names)
        for level, stem, text in zip(
            NAME_LEVELS, (*name.area, *name.place), names, strict=True
        ):
            if stem:
                found.setdefault((level, stem), text or stem)
    return found
