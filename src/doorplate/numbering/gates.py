"""Houses with several gates, corner houses, and houses inside a courtyard."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from doorplate.address import DoorNumber
from doorplate.errors import AssignmentError
from doorplate.numbering.checked import checked
from doorplate.numbering.doors import Door, DoorKind
from doorplate.numbering.policy import Courtyard, Policy
from doorplate.numbering.spell import spell

__all__ = ["Building", "order_yard", "settle_gates", "yard_addresses"]


@checked(AssignmentError)
def settle_gates(
    doors: Iterable[Door], policy: Policy, *, trunk: Iterable[str] = ()
) -> tuple[Door, ...]:
    """Of each household's gates, one is numbered and the others become further gates (余门).

    Gates belong together when they share `household`. The numbered one is the main gate
    (`main` before `aux` in kind, then the first uid), or under the rule `trunk_road` the one on
    a trunk road; under `each_entrance` gates on different streets are each numbered. Gates of
    different households are always numbered each.

    Args:
        doors: doors of any streets.
        policy: its `corner` and `gates` rules.
        trunk: ids of scopes that are trunk roads.

    Returns:
        The same doors in the same order, further gates marked `aux` with `of`.
    """
    listed = tuple(doors)
    homes: defaultdict[str, list[Door]] = defaultdict(list)
    for door in listed:
        if door.household and not door.kind.reserves:
            homes[door.household].append(door)
    mains = {uid: of for gates in homes.values() for uid, of in _mains(gates, policy, trunk)}
    return tuple(_marked(door, mains.get(door.uid, "")) for door in listed)


def _mains(
    gates: Sequence[Door], policy: Policy, trunk: Iterable[str]
) -> Iterable[tuple[str, str]]:
    """(gate, main gate) pairs; the main gate's own pair names itself."""
    trunks = set(trunk) if policy.corner.rule == "trunk_road" else set()
    by_street = policy.corner.rule == "each_entrance"
    groups: defaultdict[str, list[Door]] = defaultdict(list)
    for gate in gates:
        groups[gate.scope if by_street else ""].append(gate)
    for group in groups.values():
        main = min(group, key=lambda d: (d.scope not in trunks, d.kind is DoorKind.AUX, d.uid))
        yield from ((gate.uid, main.uid) for gate in group)


def _marked(door: Door, main: str) -> Door:
    if not main:
        return door
    if main != door.uid:
        return replace(door, kind=DoorKind.AUX, of=main)
    return replace(door, kind=DoorKind.MAIN, of="") if door.kind is DoorKind.AUX else door


class Building(NamedTuple):
    """A house inside a courtyard: its row and its place in it, growing south and east.

    `row` 0 is the northernmost; `column` may be any integer unit.
    """

    uid: str
    row: int
    column: int


@checked(AssignmentError)
def order_yard(buildings: Iterable[Building], rule: Courtyard) -> tuple[Building, ...]:
    """Buildings in the walk the policy prescribes: row by row from its corner.

    `s_shape` turns at each row's end (Beijing: from the north-east corner); `rows` starts each
    row on the same side.

    >>> yard = [Building(u, r, c) for u, r, c in (("a", 0, 0), ("b", 0, 1), ("c", 1, 0))]
    >>> [b.uid for b in order_yard(yard, Courtyard(inner="buildings"))]
    ['b', 'a', 'c']
    """
    rows: defaultdict[int, list[Building]] = defaultdict(list)
    for building in buildings:
        rows[building.row].append(building)
    walk: list[Building] = []
    from_east = rule.origin.endswith("E")
    for turn, row in enumerate(sorted(rows, reverse=rule.origin.startswith("S"))):
        back = rule.shape == "s_shape" and turn % 2 == 1
        sign = -1 if from_east != back else 1
        walk += sorted(rows[row], key=lambda b: (sign * b.column, b.uid))
    return tuple(walk)


@checked(AssignmentError)
def yard_addresses(
    gate: DoorNumber, buildings: Iterable[Building], policy: Policy
) -> dict[str, str]:
    """What each building inside a gate is called: 37号院1号楼 … by uid.

    Empty where the policy numbers the gate only.
    """
    if policy.courtyard.inner == "none":
        return {}
    walk = order_yard(buildings, policy.courtyard)
    return {
        b.uid: f"{spell(gate, policy)}院{place}号楼" for place, b in enumerate(walk, start=1)
    }
