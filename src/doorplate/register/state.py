"""The state of a register: what its events add up to.

State is a pure fold: `replay(events)` and the tables of a store hold the same entries. A pair
of state and verb outside the tables of transitions, a number that is held by another address,
an unknown door: all are refused here, before anything is written.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from doorplate.address import DoorNumber
from doorplate.register._ledger import Ledger
from doorplate.register._slots import Entry, Version, number_of
from doorplate.register.events import GENESIS, Event, Head
from doorplate.register.verbs import AddressState, Kind

__all__ = ["Entry", "State", "Version", "replay"]


class State(NamedTuple):
    """Everything as it stands after event `seq`.

    Attributes:
        doors: entries of doors by id.
        addresses: entries of addresses by id.
        plates: entries of plates by serial.
        claims: entries of claims by id.
        versions: every wording and number that an address ever had, oldest first.
        seq: number of events.
        head: hash of the last event.
    """

    doors: Mapping[str, Entry]
    addresses: Mapping[str, Entry]
    plates: Mapping[str, Entry]
    claims: Mapping[str, Entry]
    versions: tuple[Version, ...]
    seq: int = 0
    head: str = GENESIS

    @classmethod
    def of(cls, kinds: Mapping[Kind, dict[str, Entry]], versions: Iterable[Version],
           seq: int, head: str) -> "State":  # fmt: skip
        """A state from tables of entries; the order of the tables does not matter."""
        doors, addresses, plates, claims = (
            MappingProxyType(dict(sorted(kinds.get(kind, {}).items()))) for kind in Kind
        )
        ordered = tuple(sorted(versions, key=lambda v: (v.since, v.address)))
        return cls(doors, addresses, plates, claims, ordered, seq, head)

    @property
    def anchor(self) -> Head:
        """Where the register stood: what was chosen on this state is to be appended there."""
        return Head(self.seq, self.head)

    def at_door(self, *states: AddressState) -> dict[str, list[Entry]]:
        """Addresses in some states (live ones where none is named) by door, oldest first."""
        found: dict[str, list[Entry]] = {}
        for entry in self.addresses.values():
            state = AddressState(entry.state)
            if (state in states if states else state.live) and entry.get("door"):
                found.setdefault(entry.get("door"), []).append(entry)
        return found

    def numbers(self, scope: str, epoch: int = 1) -> Iterator[tuple[DoorNumber, Version]]:
        """Numbers held in a scope, in order, each with the version that holds it."""
        held = (v for v in self.versions if v.holds and (v.scope, v.epoch) == (scope, epoch))
        yield from sorted((number_of(v.number), v) for v in held)

    def get(self, kind: Kind, subject: str) -> Entry | None:
        """One entry, or None."""
        table: Mapping[str, Entry] = self[list(Kind).index(kind)]  # type: ignore[assignment]  # the first four fields are the kinds
        return table.get(subject)


def replay(events: Iterable[Event]) -> State:
    """The state after some events, from the first on.

    Raises:
        ForbiddenTransition: an event that the state before it does not allow.
        RegisterError: an event that names something unknown or takes a held number.
    """
    ledger, seq, head = Ledger(), 0, GENESIS
    for event in events:
        ledger.apply(event, seq + 1)
        seq, head = seq + 1, event.hash or head
    return State.of(ledger.entries, ledger.all_versions(), seq, head)
