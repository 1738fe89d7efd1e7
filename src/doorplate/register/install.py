"""From the order to the box: which plates to order, and how to sort them for the installer."""

from collections.abc import Callable
from datetime import date
from typing import Final, Literal, NamedTuple

from doorplate._text import Text
from doorplate.address import DoorNumber
from doorplate.register._slots import Entry, number_of
from doorplate.register.coverage import coverage
from doorplate.register.events import Event
from doorplate.register.state import State
from doorplate.register.verbs import PlateState, Verb

__all__ = [
    "ORDER_COLUMNS",
    "ROLES",
    "SORT_COLUMNS",
    "OrderRow",
    "SortRow",
    "Walk",
    "order_rows",
    "orders",
    "serials",
    "sorting",
]  # fmt: skip

Walk = Literal["loop", "zigzag"]


# Orders -----------------------------------------------------------------------------------


def orders(
    state: State,
    serial: Callable[[int], str],
    *,
    time: date,
    size: str = "",
    actor: str = "clerk",
) -> list[Event]:
    """Orders for every door that has an address and neither a plate nor one on its way.

    Args:
        state: the register's state.
        serial: the serial of the nth plate of this order, from 1.
        time: when it is ordered.
        size: size class of the plates.
        actor: the role that orders.
    """
    at_door = state.at_door()
    missing = [
        at_door[u.door][0].id for u in coverage(state).uncovered if u.reason == "no_plate"
    ]
    ranked = sorted(missing, key=lambda a: _route_key(state, state.addresses[a], "zigzag"))
    return [
        Event(time, actor, Verb.ORDER, serial(n), {"address": a, "size": size})
        for n, a in enumerate(ranked, 1)
    ]


def serials(state: State, prefix: str, width: int = 6) -> Callable[[int], str]:
    """Serials that go on behind the greatest one of this prefix, as `WG000001`.

    Args:
        state: the register's state.
        prefix: what every serial begins with.
        width: digits behind it, filled up with noughts.
    """
    tails = [s.removeprefix(prefix) for s in state.plates if s.startswith(prefix)]
    last = max((int(t) for t in tails if t.isascii() and t.isdigit()), default=0)
    return lambda n: f"{prefix}{last + n:0{width}}"


class OrderRow(NamedTuple):
    """One plate for the maker.

    Attributes:
        plate: its serial.
        number: what stands on it.
        text: the address in full.
        scope: its street or group.
        size: its size class.
        role: `main`, or `aux` for a further gate.
        payload: what its symbol holds; empty where that is made later.
    """

    plate: str
    number: str
    text: str
    scope: str
    size: str
    role: str
    payload: str


ORDER_COLUMNS: Final = {
    "plate": Text("门牌序号", "plate serial"),
    "number": Text("门牌号", "number"),
    "text": Text("地址全称", "address"),
    "scope": Text("街路巷（组）", "scope"),
    "size": Text("门牌规格", "plate size"),
    "role": Text("用途", "role"),
    "payload": Text("二维码内容", "symbol text"),
}
"""Headings of the maker's list."""

ROLES: Final = {"main": Text("主牌", "main"), "aux": Text("副牌", "further")}
"""What a plate is for."""


def order_rows(state: State) -> list[OrderRow]:
    """Every plate that is ordered and not yet made, by serial."""
    ordered = [p for p in state.plates.values() if p.state == PlateState.ORDERED]
    return [_order_row(plate, state.addresses[plate.get("address")]) for plate in ordered]


def _order_row(plate: Entry, address: Entry) -> OrderRow:
    said = (plate.get(name) for name in ("size", "role", "payload"))
    return OrderRow(
        plate.id, plate.get("number"), address.get("text"), address.get("scope"), *said
    )


# Sorting ----------------------------------------------------------------------------------


SORT_COLUMNS: Final = {
    "box": Text("箱号", "box"),
    "position": Text("位置", "position"),
    "grid": Text("网格", "grid"),
    "scope": Text("街路巷（组）", "scope"),
    "side": Text("街侧", "side"),
    "number": Text("门牌号", "number"),
    "text": Text("地址全称", "address"),
    "plate": Text("门牌序号", "plate serial"),
    "door": Text("门编号", "door id"),
}
"""Headings of the sorting list."""


class SortRow(NamedTuple):
    """One plate on the sorting list.

    Attributes:
        box: number of the box, from 1; a box never holds plates of two grids.
        position: place in the box, from 1, in the order of the walk.
        grid: the grid of its door.
        scope: its street or group.
        side: the side of the street.
        number: the number on it.
        text: the address in full.
        plate: its serial.
        door: where it belongs.
    """

    box: int
    position: int
    grid: str
    scope: str
    side: str
    number: str
    text: str
    plate: str
    door: str


def sorting(state: State, *, walk: Walk = "loop", per_box: int = 50) -> list[SortRow]:
    """Plates on their way in the order in which an installer needs them.

    Grid by grid, street by street. A `loop` goes out along the odd side and back along the
    even one; a `zigzag` goes along both at once, by number.

    Args:
        state: the register's state.
        walk: how the installer walks a street.
        per_box: how many plates a box holds.
    """
    plates = [p for p in state.plates.values() if PlateState(p.state).coming]
    ranked = sorted(plates, key=lambda p: (*_route(state, p, walk), p.id))
    rows, box, position, grid = [], 0, 0, None
    for plate in ranked:
        address, door = _address_and_door(state, plate)
        if grid != door.get("grid") or position == per_box:
            box, position, grid = box + 1, 0, door.get("grid")
        position += 1
        rows.append(_row(box, position, plate, address, door))
    return rows


def _row(box: int, position: int, plate: Entry, address: Entry, door: Entry) -> SortRow:
    return SortRow(
        box, position, door.get("grid"), address.get("scope"), door.get("side"),
        plate.get("number"), address.get("text"), plate.id, door.id,
    )  # fmt: skip


def _address_and_door(state: State, plate: Entry) -> tuple[Entry, Entry]:
    address = state.addresses[plate.get("address")]
    return address, state.doors[address.get("door")]


def _route(state: State, plate: Entry, walk: Walk) -> tuple[object, ...]:
    return _route_key(state, state.addresses[plate.get("address")], walk)


def _route_key(state: State, address: Entry, walk: Walk) -> tuple[object, ...]:
    grid = state.doors[address.get("door")].get("grid")
    number = number_of(address.get("number"))
    place = grid, address.get("scope")
    if walk == "zigzag":
        return *place, False, *_sorted_key(number)
    even = number.main % 2 == 0
    return *place, even, *_sorted_key(number, backwards=even)


def _sorted_key(number: DoorNumber, *, backwards: bool = False) -> tuple[int, ...]:
    """Numbers of any depth as a key of fixed length, upwards or downwards."""
    main, suffix, sub = number.sort_key
    key = (main, suffix, *sub, *(0,) * (8 - len(sub)))
    return tuple(-part for part in key) if backwards else key
