"""Numbers along one side of a street: parity, order, holes."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from doorplate.address import DoorNumber
from doorplate.register._slots import Entry, number_of
from doorplate.register.state import State

__all__ = ["gaps", "odd_ones_out", "out_of_order"]

Run = tuple[str, int, str]


def odd_ones_out(state: State, addresses: Iterable[Entry]) -> Iterator[Entry]:
    """Addresses whose parity is not that of most numbers of their side.

    A side speaks for itself only where one parity has more than twice as many numbers as the
    other; a street numbered on one side only counts 1, 2, 3 … and is left alone.
    """
    for run in _sides(state, addresses).values():
        count = Counter(number.main % 2 for number, _ in run)
        usual = 0 if count[0] > count[1] else 1
        if count[usual] > 2 * count[1 - usual]:
            yield from (a for number, a in run if number.main % 2 != usual)


def out_of_order(state: State, addresses: Iterable[Entry]) -> Iterator[Entry]:
    """Addresses outside the longest run of rising numbers along their side."""
    for run in _sides(state, addresses).values():
        ordered = [pair for pair in run if _order(state, pair[1]) is not None]
        ordered.sort(key=lambda pair: (_order(state, pair[1]) or 0, pair[1].id))
        kept = _longest_rising([number for number, _ in ordered])
        yield from (a for i, (_, a) in enumerate(ordered) if i not in kept)


def gaps(state: State) -> Iterator[tuple[str, int, list[DoorNumber]]]:
    """Numbers that nothing explains between the least and the greatest of their parity.

    Where the holes outnumber the numbers, a street counts by metres or steps and has none.
    """
    used: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    for version in state.versions:
        if version.holds or not version.until:
            main = number_of(version.number).main
            used[version.scope, version.epoch, main % 2].add(main)
    holes: dict[tuple[str, int], list[DoorNumber]] = defaultdict(list)
    for (scope, epoch, _), mains in sorted(used.items()):
        missing = sorted(set(range(min(mains), max(mains), 2)) - mains)
        if len(missing) < len(mains):
            holes[scope, epoch] += map(DoorNumber, missing)
    for (scope, epoch), numbers in holes.items():
        if numbers:
            yield scope, epoch, sorted(numbers)


def _sides(
    state: State, addresses: Iterable[Entry]
) -> dict[Run, list[tuple[DoorNumber, Entry]]]:
    sides: dict[Run, list[tuple[DoorNumber, Entry]]] = defaultdict(list)
    for a in addresses:
        door = state.doors.get(a.get("door"))
        if door and door.get("side"):
            run = a.get("scope"), a.get("epoch"), door.get("side")
            sides[run].append((number_of(a.get("number")), a))
    return sides


def _order(state: State, address: Entry) -> int | None:
    door = state.doors[address.get("door")]
    order: int | None = door.get("order", door.get("chainage_cm", None))
    return order


def _longest_rising(numbers: list[DoorNumber]) -> set[int]:
    """Positions of one longest strictly rising run, by patience sorting."""
    tails: list[DoorNumber] = []
    at: list[int] = []
    back: list[int] = []
    for i, number in enumerate(numbers):
        place = bisect_left(tails, number)
        back.append(at[place - 1] if place else -1)
        tails[place : place + 1] = [number]
        at[place : place + 1] = [i]
    kept: set[int] = set()
    i = at[-1] if at else -1
    while i >= 0:
        kept.add(i)
        i = back[i]
    return kept
