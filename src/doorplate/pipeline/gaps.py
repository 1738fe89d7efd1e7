"""Unexplained holes in a run of numbers (GAP): reported, never filled."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from doorplate._text import Text
from doorplate.findings import Finding, FindingKind
from doorplate.numbering import Change, Policy, Side
from doorplate.pipeline.values import CleanDoor, Found, Remedy

__all__ = ["gap_findings"]


def gap_findings(
    doors: Iterable[CleanDoor], changes: Iterable[Change], policy: Policy | None
) -> list[Found]:
    """Numbers that no door has, has had or waits for, between two neighbours of one side."""
    used: dict[str, set[int]] = {}
    rows: dict[tuple[str, Side | None], list[CleanDoor]] = {}
    for door in doors:
        numbers = (door.number, door.old, *door.others)
        used.setdefault(door.scope, set()).update(n.main for n in numbers if n is not None)
        if door.order is not None:
            rows.setdefault((door.scope, door.side), []).append(door)
    for change in changes:
        used.setdefault(change.scope, set()).add(change.number.main)
    return [
        found
        for (scope, _), row in rows.items()
        for found in _holes(sorted(row, key=lambda d: d.order or 0), used[scope], policy)
    ]


def _holes(row: Sequence[CleanDoor], used: set[int], policy: Policy | None) -> Iterable[Found]:
    step = 2 if row[0].side is not None else 1
    for one, other in pairwise(row):
        if one.number is None or other.number is None:
            continue
        low, high = sorted((one.number.main, other.number.main))
        holes = [
            n
            for n in range(low + step, high, step)
            if n not in used and not _skipped(n, policy)
        ]
        if holes:
            yield _found(one, other, holes)


def _skipped(number: int, policy: Policy | None) -> bool:
    if policy is None:
        return False
    return number in policy.skip.numbers or number % 10 in policy.skip.endings


def _found(one: CleanDoor, other: CleanDoor, holes: Sequence[int]) -> Found:
    names = "、".join(f"{n}号" for n in holes)
    finding = Finding(
        FindingKind.GAP,
        (one.uid, other.uid),
        Text(
            f"{one.number} 与 {other.number} 之间缺 {names}，没有门",
            f"{names} missing between {one.number} and {other.number}, and no door there",
        ),
        Remedy.REPORT.text,
        decided=True,
    )
    return Found(finding, Remedy.REPORT, (*one.records, *other.records))
