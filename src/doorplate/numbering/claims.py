"""Doors that show several numbers (一址多号): which one fits the street."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from doorplate._text import Text
from doorplate.address import DoorNumber
from doorplate.errors import AssignmentError
from doorplate.findings import Finding, FindingKind
from doorplate.numbering.checked import checked
from doorplate.numbering.doors import Change, Door, Scope
from doorplate.numbering.policy import Policy
from doorplate.numbering.preserve import Candidate, keep_ordered
from doorplate.numbering.runs import Run, runs
from doorplate.numbering.sections import sections

__all__ = ["Claims", "settle_claims"]


@dataclass(frozen=True, slots=True)
class Claims:
    """Doors with one number each, `others` the retired ones; and what became of the others."""

    doors: tuple[Door, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]


@checked(AssignmentError)
def settle_claims(doors: Iterable[Door], policy: Policy, scopes: Iterable[Scope]) -> Claims:
    """One number for each door: the one that keeps the street in order.

    Among all choices of at most one number per door, the longest rising chain along each side
    decides; a door of which no number fits keeps its first. O(n log n) in the numbers claimed.
    The other numbers are retired, and stay as old names of the door in the crosswalk and as
    its `others`, so that `assign` gives them to nobody.

    Raises:
        AssignmentError: as `assign`, for doors that cannot be ordered.

    >>> from doorplate.numbering import Side, load_policy
    >>> three = [Door(str(i), "s", Side.LEFT, i, number=DoorNumber(n)) for i, n in
    ...          enumerate((21, 31, 25))]
    >>> three[1] = replace(three[1], others=(DoorNumber(23),))
    >>> done = settle_claims(three, load_policy("default-v"), [Scope("s", start="first")])
    >>> str(done.doors[1].number), [str(c.number) for c in done.changes]
    ('23号', ['31号'])
    """
    listed = tuple(doors)
    chosen: dict[str, DoorNumber] = {}
    inside: defaultdict[str, list[Door]] = defaultdict(list)
    for door in listed:
        inside[door.scope].append(door)
    for chain in sections(sorted(scopes, key=lambda s: s.id), policy):
        for run in runs(chain, inside, policy):
            chosen |= _chosen(run)
    several = [d for d in listed if d.others]
    settled = tuple(
        replace(d, number=chosen.get(d.uid, d.number), others=_spent(d, chosen))
        if d.others
        else d
        for d in listed
    )
    findings = tuple(_finding(d, chosen.get(d.uid, d.number)) for d in several)
    return Claims(settled, findings, tuple(c for d in several for c in _changes(d, chosen)))


def _shown(door: Door) -> tuple[DoorNumber, ...]:
    return (*((door.number,) if door.number else ()), *door.others)


def _chosen(run: Run) -> dict[str, DoorNumber]:
    """The chain's number by door; a door's numbers fall, so that a chain takes one at most."""
    wishes = [
        (door, number)
        for door in run.doors
        for number in sorted(_shown(door), reverse=True)
        if run.line.fits(number.main)
    ]
    row: Sequence[Candidate] = [Candidate(n, (1 << 32) + d.evidence) for d, n in wishes]
    return {wishes[i][0].uid: wishes[i][1] for i in keep_ordered(row)}


def _left(door: Door, chosen: Mapping[str, DoorNumber]) -> list[DoorNumber]:
    kept = chosen.get(door.uid, door.number)
    return [n for n in sorted(set(_shown(door))) if n != kept]


def _spent(door: Door, chosen: Mapping[str, DoorNumber]) -> tuple[DoorNumber, ...]:
    """The numbers that are retired with the door; one never approved is free again."""
    return tuple(_left(door, chosen)) if door.evidence.approved else ()


def _finding(door: Door, kept: DoorNumber | None) -> Finding:
    shown = "、".join(str(n) for n, _ in groupby(sorted(_shown(door))))
    return Finding(
        FindingKind.DUP_DOOR,
        (door.uid,),
        Text(f"一门多号：{shown}", f"one door, several numbers: {shown.replace('、', ', ')}"),
        Text(f"保留 {kept}，其余停用", f"Keep {kept}, retire the others"),
        decided=True,
    )


def _changes(door: Door, chosen: Mapping[str, DoorNumber]) -> list[Change]:
    state = "retired" if door.evidence.approved else "void"
    return [Change(door.scope, n, state, door.uid, door.plot) for n in _left(door, chosen)]
