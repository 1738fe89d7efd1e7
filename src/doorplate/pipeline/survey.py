"""Where each door stands: street, side, order, position, from the rows that speak of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from doorplate.address import Address, Level
from doorplate.numbering import Side
from doorplate.pipeline.doors import Case

__all__ = ["Place", "place_of", "sweep"]


class Place(NamedTuple):
    """A door's place; `surveyed` where the street comes from a column, not from the address."""

    street: str
    side: Side | None
    order: int | None
    chainage: int | None
    east: int | None
    north: int | None
    surveyed: bool


def place_of(case: Case) -> Place:
    """The place of a door: each fact from its strongest record that has it."""
    claims = [r.claim for r in case.readings]
    street = next((c.street for c in claims if c.street), "")
    return Place(
        street or street_of(case.canonical),
        next((c.side for c in claims if c.side is not None), None),
        next((c.order for c in claims if c.order is not None), None),
        next((c.chainage for c in claims if c.chainage is not None), None),
        next((c.east for c in claims if c.east is not None), None),
        next((c.north for c in claims if c.north is not None), None),
        bool(street),
    )


_SCOPES = (Level.ROAD, Level.LANE, Level.COMPOUND)
_RURAL = (Level.VILLAGE, Level.HAMLET, Level.GROUP)


def street_of(address: Address) -> str:
    """The name of what a number counts in: road and lane, else village, hamlet and group.

    >>> street_of(Address.of(village="营上村", road="中街", lane="3巷", number="5号"))
    '中街3巷'
    """
    for levels in (_SCOPES, _RURAL):
        name = "".join(address.get(level) or "" for level in levels)
        if name:
            return name
    return ""


def sweep(places: Iterable[Place]) -> tuple[str, ...]:
    """Streets from north to south by their middle; in order of appearance without positions."""
    norths: dict[str, list[int]] = {}
    counts: Counter[str] = Counter()
    for place in places:
        counts[place.street] += 1
        norths.setdefault(place.street, [])
        if place.north is not None:
            norths[place.street].append(place.north)
    streets: Sequence[str] = list(norths)
    if all(norths.values()):
        streets = sorted(streets, key=lambda s: (-_middle(norths[s]), s))
    return tuple(streets)


def _middle(values: list[int]) -> int:
    return sorted(values)[len(values) // 2]
