"""Many records into doors."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from doorplate._text import Text
from doorplate.address import Address
from doorplate.match._canonical import Canonical
from doorplate.match._columns import Columns, undisturbed
from doorplate.match._explain import step_reason
from doorplate.match._judge import Step
from doorplate.match._resolve import Door, Resolution
from doorplate.match._score import probability
from doorplate.match._weights import Weights, curated
from doorplate.match.places import Places
from doorplate.match.values import Cluster, Clusters, Decision, Reason, Record

__all__ = ["dedupe"]


class _Part(NamedTuple):
    """Records spelled alike inside a cluster, and the step that led them there."""

    spelled: Door
    records: list[int]
    step: Step | None


def dedupe(
    records: Iterable[Record], *, places: Places | None = None, weights: Weights | None = None
) -> Clusters:
    """Records grouped by door: a partition that does not depend on their order.

    Names are resolved first, over the distinct spellings of the whole list and the known
    places; then records of one place with exactly equal numbers are one door. Where a list
    gives one number in several wards (鄰), they stay apart and a person is asked.
    Records are read once and not kept, so an iterator over a large file is fine.

    Args:
        records: the claims; ids must be distinct.
        places: known places, which settle what the list alone leaves open.
        weights: the evidence weights; the curated ones where None.

    Raises:
        MatchError: two records share an id.

    >>> rows = [Record("a", Address.of(village="营上村", number="12号", subnumber="附1")),
    ...         Record("b", Address.of(village="营上村", number="12-1号")),
    ...         Record("c", Address.of(village="营上村", number="21号"))]
    >>> [(c.id, c.members, str(c.decision)) for c in dedupe(rows)]
    [('a', ('a', 'b'), 'merged'), ('c', ('c',), 'single')]
    """
    known = (places or Places()).names
    with undisturbed():
        resolution = Resolution(Columns(records), known, weights or curated())
        return _Clustering(resolution).clusters()


class _Clustering:
    """Spelled doors gathered under the door they mean."""

    def __init__(self, resolution: Resolution) -> None:
        self._found = resolution
        self._ids = resolution.columns.ids
        self._vocabulary = resolution.vocabulary
        self._canonical = Canonical(resolution)
        self._parts: list[list[_Part]] = []
        self._door_at: dict[Door, int] = {}
        self._twins: dict[int, list[int]] = {}
        joined: dict[Door, list[_Part]] = defaultdict(list)
        for spelled, members in resolution.members.items():
            door, step = resolution.meant(spelled)
            if door is None:
                self._parts += [[_Part(spelled, [record], step)] for record in members]
            else:
                joined[door].append(_Part(spelled, members, step))
        self._sort(joined)

    def _sort(self, joined: dict[Door, list[_Part]]) -> None:
        loose = [(self._first(parts), parts, None) for parts in self._parts]
        doors = [
            (self._first(parts), parts, door)
            for door, whole in joined.items()
            for parts in self._by_ward(whole)
        ]
        ordered = sorted([*loose, *doors], key=lambda entry: entry[0])
        self._parts = [parts for _, parts, _ in ordered]
        for index, (_, _, door) in enumerate(ordered):
            if door and self._door_at.setdefault(door, index) != index:
                self._twins.setdefault(self._door_at[door], []).append(index)

    def _by_ward(self, parts: list[_Part]) -> list[list[_Part]]:
        """The parts of one door, apart where the list gives it several wards."""
        if not self._found.columns.warded:
            return [parts]
        split: dict[str, list[_Part]] = defaultdict(list)
        for part in parts:
            for ward, records in self._wards(part.records).items():
                split[ward].append(part._replace(records=records))
        return list(split.values()) if len(split.keys() - {""}) > 1 else [parts]

    def _wards(self, records: list[int]) -> dict[str, list[int]]:
        wards: dict[str, list[int]] = defaultdict(list)
        for record in records:
            wards[self._found.columns.ward(record)].append(record)
        return wards

    def _first(self, parts: list[_Part]) -> str:
        if len(parts) == 1 and len(parts[0].records) == 1:
            return self._ids[parts[0].records[0]]
        return min(self._ids[record] for part in parts for record in part.records)

    def clusters(self) -> Clusters:
        """The partition; clusters are made when asked for."""
        where: dict[str, int] = {}

        def find(identity: str) -> int:
            if not where:
                where.update(
                    (self._ids[record], i)
                    for i, parts in enumerate(self._parts)
                    for part in parts
                    for record in part.records
                )
            return where[identity]

        return Clusters(self._cluster, len(self._parts), find)

    def _cluster(self, index: int) -> Cluster:
        parts = self._parts[index]
        members = tuple(sorted(self._ids[r] for part in parts for r in part.records))
        proposals = self._proposals(parts)
        steps = sorted({part.step for part in parts if part.step})
        reasons = [step_reason(step) for step in steps]
        reasons += [step_reason(step) for step, _ in proposals]
        if len(members) > 1:
            reasons.append(_equal_reason(len(members)))
        confidence = min((probability(step.bits) for step in steps), default=1.0)
        twins = self._twins.get(index, ())
        reasons += [_WARDS] * bool(twins)
        apart = {other for _, other in proposals}.union(twins)
        others = tuple(sorted(self._first(self._parts[other]) for other in apart))
        return Cluster(
            members[0], members, self._address(parts), confidence,
            _decision(members, others, self._readable(parts)), tuple(reasons), others,
        )  # fmt: skip

    def _readable(self, parts: list[_Part]) -> bool:
        """Whether the cluster has a place and a number."""
        name, number = parts[0].spelled
        return self._found.at[name] >= 0 and number != self._found.bare

    def _proposals(self, parts: list[_Part]) -> list[tuple[Step, int]]:
        """Doors that a person may find to be this one, with the evidence."""
        found: dict[int, Step] = {}
        for part in parts:
            for step in self._found.doubts(part.spelled):
                other = self._door_at.get((step.target, part.spelled[1]))
                if other is not None and other not in found:
                    found[other] = step
        return [(step, other) for other, step in found.items()]

    def _address(self, parts: list[_Part]) -> Address:
        part = parts[0]
        name = self._found.at[part.spelled[0]]
        root = part.step.target if part.step else name
        full = self._vocabulary.names[root] if root >= 0 else self._found.keys[part.spelled[0]]
        return self._canonical.address(full, part.spelled[1])


def _decision(members: tuple[str, ...], others: tuple[str, ...], readable: bool) -> Decision:  # noqa: FBT001  # one private caller
    if others or not readable:
        return Decision.REVIEW
    return Decision.MERGED if len(members) > 1 else Decision.SINGLE


_WARDS = Reason(
    "group", "", "", "ward", 0.0, Text("同号而邻不同", "one number in several wards (鄰)")
)


@lru_cache(maxsize=1024)
def _equal_reason(count: int) -> Reason:
    text = Text(f"{count} 条记录地点与号码全同", f"{count} records of equal place and numbers")
    return Reason("records", "", "", "equal", 0.0, text)
