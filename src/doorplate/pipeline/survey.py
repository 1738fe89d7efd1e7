"""Where each door stands: street, side, order, position, from the rows that speak of it."""

from collections.abc import Iterable
from typing import NamedTuple

from doorplate.address import Address, Level
from doorplate.numbering import Atom, Side, order_atoms
from doorplate.pipeline.doors import Case

__all__ = ["Place", "place_of", "sweep"]


class Place(NamedTuple):
    """A door's place; `surveyed` where the street comes from a column, not from the address.

    `scope` is what its number counts in: the street, or the hamlet or village around it.
    """

    street: str
    side: Side | None
    order: int | None
    chainage: int | None
    east: int | None
    north: int | None
    surveyed: bool
    scope: str


def place_of(case: Case, rural: str = "group") -> Place:
    """The place of a door: each fact from its strongest record that has it.

    A street from a column is what the office itself counts in. Without one the address says,
    and in villages the policy's `rural.scope`.
    """
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
        street or counted_in(case.canonical, rural),
    )


_STREET = (Level.ROAD, Level.LANE, Level.COMPOUND)
_RURAL = (Level.VILLAGE, Level.HAMLET, Level.GROUP)
_WITHIN = {"hamlet": Level.HAMLET, "village": Level.VILLAGE}


def street_of(address: Address) -> str:
    """Where a door lies: road, lane and estate, else village, hamlet and group.

    What stands behind the number tells what is there, and not what it counts in.

    >>> street_of(Address.of(village="营上村", road="中街", lane="3巷", number="5号"))
    '中街3巷'
    >>> street_of(Address.of(village="营上村", road="中街", number="5号", compound="东方小区"))
    '中街'
    """
    before = _before_number(address)
    return _name(before, _STREET) or _name(before, _RURAL) or _name(address, _STREET)


def _before_number(address: Address) -> Address:
    levels = [part.level for part in address.components]
    if Level.NUMBER not in levels:
        return address
    return Address(address.components[: levels.index(Level.NUMBER)])


def counted_in(address: Address, rural: str) -> str:
    """What a number counts in: the street, else as much of the village as `rural` says.

    An address that does not name the policy's level counts in the narrowest that it names.

    >>> home = Address.of(village="营上村", hamlet="东堡", group="3组", number="5号")
    >>> [counted_in(home, rural) for rural in ("group", "hamlet", "village")]
    ['营上村东堡3组', '营上村东堡', '营上村']
    """
    level = _WITHIN.get(rural)
    street = _name(_before_number(address), _STREET)
    if level is None or address.get(level) is None or street:
        return street_of(address)
    return _name(address, [inner for inner in _RURAL if inner <= level])


def _name(address: Address, levels: Iterable[Level]) -> str:
    return "".join(address.get(level) or "" for level in levels)


def sweep(places: Iterable[Place], order: str = "N-S") -> tuple[str, ...]:
    """Streets by their middle, from north to south or as a policy's `grid.order` says.

    In order of appearance where a street has no position.
    """
    points: dict[str, list[tuple[int, int]]] = {}
    for place in places:
        inside = points.setdefault(place.street, [])
        if place.east is not None and place.north is not None:
            inside.append((place.east, place.north))
    if not all(points.values()):
        return tuple(points)
    middles = [
        Atom(street, x=_middle(x for x, _ in inside), y=_middle(y for _, y in inside))
        for street, inside in points.items()
    ]
    return tuple(atom.id for atom in order_atoms(middles, order))


def _middle(values: Iterable[int]) -> int:
    ranked = sorted(values)
    return ranked[len(ranked) // 2]
