"""Many records into doors."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache, partial
from itertools import count
from typing import NamedTuple

import numpy as np

from doorplate._text import Text
from doorplate.address import Address, Level
from doorplate.match._canonical import Canonical
from doorplate.match._columns import Columns, Indexes, undisturbed
from doorplate.match._explain import (
    NO_NUMBER,
    NO_PLACE,
    SEVERAL,
    VAGUE,
    step_reason,
    why_apart,
)
from doorplate.match._groups import Groups, by_label
from doorplate.match._judge import Step
from doorplate.match._lexicon import parents_of
from doorplate.match._owned import Owned, told_apart
from doorplate.match._parts import (
    PLACE_LEVELS,
    Name,
    beginnings,
    names_several,
    worded,
)
from doorplate.match._resolve import Door, Resolution
from doorplate.match._score import probability
from doorplate.match._weights import Weights, curated
from doorplate.match.places import Places, listed
from doorplate.match.values import Cluster, Clusters, Decision, Finding, Reason, Record

__all__ = ["dedupe"]


class _Part(NamedTuple):
    """A door as records of a cluster spell it, and the step that led there."""

    spelled: Door
    step: Step | None


def dedupe(
    records: Iterable[Record], *, places: Places | None = None, weights: Weights | None = None
) -> Clusters:
    """Records grouped by door: a partition that does not depend on their order.

    Names are resolved first, over the distinct spellings of the whole list and the known
    places; then records of one place with exactly equal numbers are one door. Where a list
    gives one number in several wards (鄰) or with several entrances (北门, 2号门), they stay
    apart and a person is asked, as for a text that names several doors.
    Records are read once and not kept, so an iterator over a large file is fine.

    Args:
        records: the claims; ids must be distinct.
        places: known places, which settle what the list alone leaves open. A single record
            at a place that they should name and do not is left to a person.
        weights: the evidence weights; the curated ones where None.

    Raises:
        MatchError: two records share an id, or a row is no record.

    >>> rows = [Record("a", Address.of(village="营上村", number="12号", subnumber="附1")),
    ...         Record("b", Address.of(village="营上村", number="12-1号")),
    ...         Record("c", Address.of(village="营上村", number="21号"))]
    >>> [(c.id, c.members, str(c.decision)) for c in dedupe(rows)]
    [('a', ('a', 'b'), 'merged'), ('c', ('c',), 'single')]
    """
    known = listed(places)
    with undisturbed():
        resolution = Resolution(Columns(records), known.names, weights or curated())
        return _Clustering(resolution, known).clusters()


class _Clustering:
    """Ids gathered under the door that their records mean, in order."""

    def __init__(self, resolution: Resolution, places: Places) -> None:
        self._found, self._places = resolution, places
        self._vocabulary = resolution.vocabulary
        self._canonical = Canonical(resolution, places.spelling)
        self._doors = resolution.doors
        self._groups = Groups(resolution.columns.ids, self._labels())

    def _labels(self) -> Indexes:
        """The door of every record, parted where one number counts several times.

        The list gives it several wards or entrances, or both a street and an estate on it.
        Records without a door are alone, below zero.
        """
        alone = self._doors < 0
        labels = np.where(alone, -1 - np.arange(len(alone)), self._doors)
        if self._found.columns.parted:
            owner = self._found.columns.owner
            fresh = count(int(labels.max(initial=0)) + 1)
            for rows in self._divided():
                for part in told_apart(rows, owner)[1:]:
                    labels[part] = next(fresh)
        return labels

    def _divided(self) -> Iterator[list[int]]:
        """The records of every door that may count several times."""
        divided = np.isin(self._doors, list(self._found.divided()))
        return (rows for _, rows in by_label(np.where(divided, self._doors, -1)))

    @cached_property
    def _at(self) -> dict[int, list[int]]:
        """The clusters of every door, in the order of their first ids."""
        at: dict[int, list[int]] = defaultdict(list)
        for index, door in enumerate(self._cluster_doors):
            at[door].append(index)
        for indexes in at.values():
            indexes.sort(key=self._groups.first_ids.__getitem__)
        return at

    @cached_property
    def _cluster_doors(self) -> list[int]:
        """The door of every cluster, as an integer; -1 where it has none."""
        found: list[int] = self._doors[self._groups.one_row].tolist()
        return found

    def clusters(self) -> Clusters:
        """The partition; what is said of a cluster is worked out when asked for."""
        groups = self._groups
        records, index = self._found.columns.ids, groups.of.tolist()
        return Clusters(self._cluster, groups.first_ids, records, index)

    def _cluster(self, index: int) -> Cluster:
        return Cluster(tuple(self._groups.ids(index)), partial(self._finding, index))

    def _finding(self, index: int) -> Finding:
        rows = self._groups.rows(index)
        spelled = dict.fromkeys(map(self._found.spelled, rows))
        parts = [_Part(door, self._found.meant(door)[1]) for door in spelled]
        proposals = self._proposals(parts)
        steps = sorted({part.step for part in parts if part.step})
        reasons = [step_reason(step) for step in steps]
        reasons += [step_reason(step) for step, _ in proposals]
        if len(rows) > 1:
            reasons.append(_equal_reason(len(rows)))
        confidence = min((probability(step.bits) for step in steps), default=1.0)
        twins = set(self._twins(index))
        reasons += why_apart(map(self._owner, [index, *twins]))
        alone = len(rows) == 1 and self._unlisted(self._name(parts[0]))
        reasons += [_UNLISTED] * alone
        apart = twins.union(other for _, other in proposals)
        others = tuple(sorted(map(self._groups.first_ids.__getitem__, apart)))
        lacking = self._lacking(parts)
        if not lacking and not proposals and self._cluster_doors[index] < 0:
            lacking.append(VAGUE)
        lacking += [SEVERAL] * names_several(self._found.columns.numbers_of(rows[0]))
        decision = _decision(len(rows), others, not (lacking or alone))
        address = self._address(parts[0], self._told(index))
        return Finding(address, confidence, decision, (*reasons, *lacking), others)

    def _told(self, index: int) -> Owned:
        """Whose the number is, in the words of most records, as far as the address needs it.

        An entrance is no part of a number that has but one door; the estate that owns it, and
        that a place lies by a number and not at it, are said at all times.
        """
        columns, rows = self._found.columns, self._groups.rows(index)
        words = [worded(columns.numbers_of(row)) for row in rows]
        told = Owned(*map(_most_said, zip(*words, strict=True)))
        door = self._cluster_doors[index]
        several = door >= 0 and len(self._at[door]) > 1
        return told if several else Owned(side=told.side, by=told.by)

    def _twins(self, index: int) -> list[int]:
        """The other clusters of the first one's number."""
        door = self._cluster_doors[index]
        if door < 0 or not self._found.columns.parted:
            return []
        first, *others = self._at[door]
        return others if index == first else []

    def _owner(self, index: int) -> Owned:
        """Whose the number of a cluster is, as its first record has it."""
        return self._found.columns.owner(self._groups.rows(index)[0])

    def _lacking(self, parts: list[_Part]) -> list[Reason]:
        """What the cluster has not: a place, a number."""
        name, number = parts[0].spelled
        placed, numbered = self._found.at[name] >= 0, number not in self._found.doorless
        return [NO_PLACE] * (not placed) + [NO_NUMBER] * (not numbered)

    def _proposals(self, parts: list[_Part]) -> list[tuple[Step, int]]:
        """Doors that a person may find to be this one, with the evidence."""
        found: dict[int, Step] = {}
        for part in parts:
            for step in self._found.doubts(part.spelled):
                end = self._found.end(step.target, part.spelled[1])
                at = self._at.get(self._found.code_of(*end)) if end else None
                if at:
                    found.setdefault(at[0], step)
        return [(step, other) for other, step in found.items()]

    def _address(self, part: _Part, told: Owned) -> Address:
        return self._canonical.address(self._name(part), part.spelled[1], told)

    def _name(self, part: _Part) -> Name:
        """The name that a spelled one stands for."""
        name = self._found.at[part.spelled[0]]
        root = part.step.target if part.step else name
        return self._vocabulary.names[root] if root >= 0 else self._found.keys[part.spelled[0]]

    def _unlisted(self, name: Name) -> bool:
        """Whether the place list speaks of names like this one, but not of this.

        It speaks of a lane where it has streets, and of an estate without its street where it
        has estates; what lies in a county that hardly any record is in was misread. A name that
        leaves its town out is on the list where any town has it.
        """
        known = self._vocabulary.judge.known
        if not known:
            return False
        if self._found.areas.is_stray(name.area):
            return True
        listed = self._listed_widest
        for (above, slot), prefix in zip(parents_of(name), beginnings(name), strict=True):
            townless = not prefix.area[-1] and self._places.holds(prefix)
            if prefix not in known and not townless:
                return (above, _AS_STREET.get(slot, slot)) in listed
            listed = self._listed
        return False

    @cached_property
    def _listed(self) -> set[tuple[Name, int]]:
        """Levels that the place list fills, in every town and in counties as a whole."""
        known = self._vocabulary.judge.known
        return _in_counties_too({parent for name in known for parent in parents_of(name)})

    @cached_property
    def _listed_widest(self) -> set[tuple[Name, int]]:
        """Levels that it fills right below a town or county, and estates on any street."""
        estate = len(PLACE_LEVELS) - 1
        return self._listed | _in_counties_too(
            {
                (Name(name.area, _NOWHERE), estate)
                for name in self._vocabulary.judge.known
                if name.place[estate]
            }
        )


def _in_counties_too(parents: set[tuple[Name, int]]) -> set[tuple[Name, int]]:
    return parents | {(Name((*n.area[:-1], ""), n.place), slot) for n, slot in parents}


def _most_said(words: Iterable[str]) -> str:
    """What most records say that say something."""
    counts = Counter(filter(None, words))
    return max(counts, key=lambda word: (counts[word], word), default="")


def _decision(members: int, others: tuple[str, ...], readable: bool) -> Decision:  # noqa: FBT001  # one private caller
    if others or not readable:
        return Decision.REVIEW
    return Decision.MERGED if members > 1 else Decision.SINGLE


_NOWHERE = ("",) * len(PLACE_LEVELS)
_AS_STREET = {PLACE_LEVELS.index(Level.LANE): PLACE_LEVELS.index(Level.ROAD)}


_UNLISTED = Reason(
    "places", "", "", "unlisted", 0.0, Text("不在地点表中", "not on the place list")
)


@lru_cache(maxsize=1024)
def _equal_reason(count: int) -> Reason:
    text = Text(f"{count} 条记录地点与号码全同", f"{count} records of equal place and numbers")
    return Reason("records", "", "", "equal", 0.0, text)
