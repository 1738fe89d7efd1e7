"""No two live doors of one address: whoever claims the same waits for a person."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from doorplate._text import Text
from doorplate.findings import Finding, FindingKind
from doorplate.pipeline.values import CleanDoor, DoorState, Found, Remedy

if TYPE_CHECKING:
    from doorplate.address import Address

__all__ = ["part_twins"]

_WAITS = Text("同一地址有几个门，待人决定", "several doors claim this address")


def part_twins(doors: Iterable[CleanDoor]) -> tuple[tuple[CleanDoor, ...], list[Found]]:
    """The doors, those of one live address suspended, and a finding for each such address.

    Numbering decides between rivals on a street it could number; what is left here stands on
    streets without a policy, a survey or a known start, or differs in nothing but its ward.
    """
    listed = tuple(doors)
    owners: dict[Address, list[CleanDoor]] = {}
    for door in listed:
        if door.live:
            owners.setdefault(door.address, []).append(door)
    rivals = [twins for twins in owners.values() if len(twins) > 1]
    waiting = {door.uid for twins in rivals for door in twins}
    kept = tuple(
        replace(d, state=DoorState.REVIEW, reason=_WAITS) if d.uid in waiting else d
        for d in listed
    )
    return kept, [_found(twins) for twins in rivals]


def _found(twins: list[CleanDoor]) -> Found:
    number = str(twins[0].number)
    finding = Finding(
        FindingKind.DUP_NUMBER,
        tuple(door.uid for door in twins),
        Text(f"{number} 重号", f"{number} is on several doors"),
        Text("由人决定归谁", "a person decides who keeps it"),
    )
    return Found(finding, Remedy.REVIEW, tuple(r for door in twins for r in door.records))
