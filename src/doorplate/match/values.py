"""What the matching core answers: relations, reasons, verdicts, records and clusters."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple, overload

from doorplate._text import Lang, Text
from doorplate.address import Address
from doorplate.errors import MatchError

__all__ = [
    "Cluster",
    "Clusters",
    "Decision",
    "Finding",
    "Reason",
    "Record",
    "Relation",
    "Verdict",
]


class Relation(StrEnum):
    """How two addresses stand to each other.

    `same_place` says that nothing contradicts, but one side (or both) stops short of the door;
    `unknown` says that the evidence contradicts itself or is missing.
    """

    SAME_DOOR = "same_door"
    SAME_PLACE = "same_place"
    DIFFERENT = "different"
    UNKNOWN = "unknown"

    @property
    def text(self) -> Text:
        """The word in both languages."""
        return _RELATION_TEXT[self]


_RELATION_TEXT = {
    Relation.SAME_DOOR: Text("同一门", "same door"),
    Relation.SAME_PLACE: Text("同一地点", "same place"),
    Relation.DIFFERENT: Text("不同", "different"),
    Relation.UNKNOWN: Text("不能断定", "unknown"),
}


class Decision(StrEnum):
    """What was done with a record or cluster."""

    MERGED = "merged"
    REVIEW = "review"
    SINGLE = "single"


class Reason(NamedTuple):
    """One piece of evidence.

    Attributes:
        component: the level's key (`village`), `position` for what is said of a side of the
            street or of a place by the number, or `places`, `records` for evidence beyond the
            two texts.
        left: the value on the left; empty where absent.
        right: the value on the right; empty where absent.
        rule: the rule that fired: `equal`, `missing`, `homophone`, `conflict` …
        weight: evidence for (+) or against (-) one door, in bits (log2 of the odds factor).
        text: the same for a reader, in both languages.
    """

    component: str
    left: str
    right: str
    rule: str
    weight: float
    text: Text

    def swapped(self) -> "Reason":
        """The same evidence seen from the other side."""
        return self._replace(left=self.right, right=self.left)

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """Plain data for JSON."""
        return {**self._asdict(), "text": self.text.say(lang)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to "are these one door?".

    Attributes:
        relation: the answer.
        score: probability, 0 to 1, that both are one door, from the summed weights.
        reasons: the evidence, component by component, widest level first.
    """

    relation: Relation
    score: float
    reasons: tuple[Reason, ...] = ()

    @property
    def weight(self) -> float:
        """The summed evidence in bits."""
        return sum(reason.weight for reason in self.reasons)

    def line(self, lang: Lang) -> str:
        """One readable line: relation, score, then every reason with its weight."""
        parts = "; ".join(f"{r.text.say(lang)} {r.weight:+.1f}" for r in self.reasons)
        return f"{self.relation.text.say(lang)} {self.score:.3f}" + (f": {parts}" * bool(parts))

    def __str__(self) -> str:
        return self.line("en")

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "relation": str(self.relation),
            "score": self.score,
            "reasons": [reason.to_dict(lang) for reason in self.reasons],
        }


class Record(NamedTuple):
    """One claim on a list: its id, and the address read from it."""

    id: str
    address: Address


class Finding(NamedTuple):
    """What is said of the records of one door.

    Attributes:
        canonical: the address in its agreed form.
        confidence: probability, 0 to 1, that every member is this door.
        decision: merged without asking, proposed for review, or alone.
        reasons: what joined the members, and what speaks for each proposal.
        proposals: ids of clusters that may be the same door and need a person.
    """

    canonical: Address
    confidence: float
    decision: Decision
    reasons: tuple[Reason, ...] = ()
    proposals: tuple[str, ...] = ()


class Cluster:
    """Records that are one door.

    What is said of them is worked out once it is asked for: many lists want the groups alone.

    Args:
        members: ids, sorted.
        finding: what is said of them, or a function that says it.
    """

    __slots__ = ("_finding", "id", "members")

    id: str
    """The smallest member id, so that it does not depend on the order of the input."""
    members: tuple[str, ...]
    """Record ids, sorted."""
    _finding: Finding | Callable[[], Finding]

    def __init__(
        self, members: tuple[str, ...], finding: Finding | Callable[[], Finding]
    ) -> None:
        _set(self, "id", members[0])
        _set(self, "members", members)
        _set(self, "_finding", finding)

    @property
    def finding(self) -> Finding:
        """All that is said of the members."""
        said = self._finding
        if not isinstance(said, Finding):
            said = said()
            _set(self, "_finding", said)
        return said

    @property
    def canonical(self) -> Address:
        """The address in its agreed form."""
        return self.finding.canonical

    @property
    def confidence(self) -> float:
        """Probability, 0 to 1, that every member is this door."""
        return self.finding.confidence

    @property
    def decision(self) -> Decision:
        """Merged without asking, proposed for review, or alone."""
        return self.finding.decision

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What joined the members, and what speaks for each proposal."""
        return self.finding.reasons

    @property
    def proposals(self) -> tuple[str, ...]:
        """Ids of clusters that may be the same door and need a person."""
        return self.finding.proposals

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a cluster cannot be changed: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a cluster cannot be changed: {name}")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cluster) or self.members != other.members:
            return False
        return self.finding == other.finding

    def __hash__(self) -> int:
        return hash(self.members)

    def __repr__(self) -> str:
        return f"Cluster({self.members!r}, {self.finding!r})"

    def __reduce__(self) -> tuple[type["Cluster"], tuple[Any, ...]]:
        return Cluster, (self.members, self.finding)

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "id": self.id,
            "members": list(self.members),
            "canonical": self.canonical.to_dict(),
            "confidence": self.confidence,
            "decision": str(self.decision),
            "reasons": [reason.to_dict(lang) for reason in self.reasons],
            "proposals": list(self.proposals),
        }


_set = object.__setattr__


class Clusters(Sequence[Cluster]):
    """A partition of the records, ordered by cluster id.

    Clusters are built when asked for, so that a million records cost no million objects. Two
    partitions are equal where the same records are together and the same is said of them.

    Args:
        make: builds the cluster at a place in `ids`.
        ids: the id of every cluster, in any order.
        records: the id of every record.
        index: the cluster of every record, by its place in that order.
    """

    def __init__(
        self,
        make: Callable[[int], Cluster],
        ids: Sequence[str],
        records: Sequence[str],
        index: Sequence[int],
    ) -> None:
        self._make, self._ids, self._records, self._index = make, ids, records, index

    @cached_property
    def _order(self) -> list[int]:
        return sorted(range(len(self._ids)), key=self._ids.__getitem__)

    @cached_property
    def _found(self) -> dict[str, int]:
        return dict(zip(self._records, self._index, strict=True))

    def __len__(self) -> int:
        return len(self._ids)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Clusters):
            return NotImplemented
        return self.cluster_ids() == other.cluster_ids() and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(frozenset(self._ids))

    def __reduce__(self) -> tuple[Callable[..., "Clusters"], tuple[Any, ...]]:
        found = tuple(map(self._make, range(len(self))))
        return _of_clusters, (found, tuple(self._records), tuple(self._index))

    @overload
    def __getitem__(self, index: int) -> Cluster: ...
    @overload
    def __getitem__(self, index: slice) -> list[Cluster]: ...
    def __getitem__(self, index: int | slice) -> Cluster | list[Cluster]:
        if isinstance(index, slice):
            return list(map(self._make, self._order[index]))
        return self._make(self._order[index])

    def __iter__(self) -> Iterator[Cluster]:
        return map(self._make, self._order)

    def cluster_ids(self) -> dict[str, str]:
        """The cluster id of every record: the bare partition, for a column of a table."""
        ids = map(self._ids.__getitem__, self._index)
        return dict(zip(self._records, ids, strict=True))

    def of(self, record_id: str) -> Cluster:
        """The cluster that holds a record.

        Raises:
            MatchError: no record has that id.
        """
        try:
            return self._make(self._found[record_id])
        except KeyError:
            raise MatchError(
                Text("没有这个编号的记录", "no record has this id"), where=record_id
            ) from None


def _of_clusters(
    found: tuple[Cluster, ...], records: tuple[str, ...], index: tuple[int, ...]
) -> Clusters:
    """A partition with everything said of it."""
    return Clusters(found.__getitem__, [cluster.id for cluster in found], records, index)
