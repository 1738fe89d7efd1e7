"""Which numbers of one scope are taken, retired, reserved or free."""

from collections.abc import Iterable
from itertools import chain

from doorplate.address import DoorNumber
from doorplate.numbering.doors import Door, Held, HeldState

__all__ = ["Book", "keys_of"]


def keys_of(door: Door) -> tuple[str, ...]:
    """What a held number may know a door by: its plot, its uid."""
    return tuple(key for key in (door.plot, door.uid) if key)


class Book:
    """The numbers of one scope (both sides, all sections) while a plan is made."""

    def __init__(self, held: Iterable[Held], taken: Iterable[DoorNumber]) -> None:
        self.retired: dict[DoorNumber, Held] = {}
        self.reserved: dict[DoorNumber, Held] = {}
        self.taken = set(taken)
        self.kept: set[DoorNumber] = set()
        self._own: dict[str, list[DoorNumber]] = {}
        for slot in sorted(held, key=lambda h: (h.number, h.state)):
            self._hold(slot)

    def _hold(self, slot: Held) -> None:
        book = self.retired if slot.state is HeldState.RETIRED else self.reserved
        book[slot.number] = slot
        for key in {slot.plot, slot.uid} - {""}:
            self._own.setdefault(key, []).append(slot.number)

    def open(self, number: DoorNumber) -> bool:
        """Whether any door at the spot may get the number."""
        if number in self.taken or number in self.retired:
            return False
        slot = self.reserved.get(number)
        return slot is None or not (slot.plot or slot.uid)

    def gone(self) -> set[int]:
        """Plain numbers that no door may get, save those held for it."""
        named = (n for n, slot in self.reserved.items() if slot.plot or slot.uid)
        gone = chain(self.taken, self.retired, named)
        return {n.main for n in gone if not (n.sub or n.suffix)}

    def own(self, door: Door) -> list[DoorNumber]:
        """Numbers held for this very door or its plot that no door carries."""
        found = {n for key in keys_of(door) for n in self._own.get(key, ())}
        return sorted(n for n in found if n not in self.taken)

    def barred(self, door: Door, number: DoorNumber) -> bool:
        """Whether a number on a door is held for, or was retired from, someone else."""
        slot = self.retired.get(number) or self.reserved.get(number)
        if slot is None or not (slot.plot or slot.uid):
            return slot is not None and slot.state is HeldState.RETIRED
        return not {slot.plot, slot.uid} & set(keys_of(door))
