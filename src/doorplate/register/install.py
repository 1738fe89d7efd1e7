"""From the order to the box: which plates to order, and how to sort them for the installer."""

from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

from doorplate.address import DoorNumber
from doorplate.register._slots import Entry, number_of
from doorplate.register.coverage import coverage
from doorplate.register.events import Event
from doorplate.register.state import State
from doorplate.register.verbs import PlateState, Verb

__all__ = ["SortRow", "Walk", "orders", "sorting"]

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


# Sorting ----------------------------------------------------------------------------------


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
