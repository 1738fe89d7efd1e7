"""Entries, versions and who holds a number."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from doorplate.address import DoorNumber
from doorplate.register.verbs import AddressState


@lru_cache(maxsize=65_536)
def number_of(text: str) -> DoorNumber:
    """The number of a canonical text; a county writes the same few thousand over and over."""
    return DoorNumber.parse(text)


class Entry(NamedTuple):
    """One door, address, plate or claim as it stands.

    Attributes:
        id: its id.
        state: its state, the value of the kind's enumeration.
        data: its fields.
        seq: the last event about it.
    """

    id: str
    state: str
    data: Mapping[str, Any]
    seq: int

    def get(self, name: str, default: Any = "") -> Any:
        """A field, or the default where it was never set."""
        return self.data.get(name, default)


NONE, SOLE, SHARED = 0, 1, 2
"""How a version holds its number: not at all, alone, or in dispute with others."""

_HOLDS: Final = {
    AddressState.PROPOSED: NONE,
    AddressState.VOID: NONE,
    AddressState.SUSPENDED: SHARED,
}


class Version(NamedTuple):
    """A number and wording that an address had from one event until another.

    Attributes:
        address: id of the address.
        since: the event that gave it.
        until: the event that replaced it by another version; 0 while it is the present one.
        scope: where the number is unique.
        epoch: the numbering batch, from 1.
        number: canonical text of the door number.
        text: the address in full.
        state: the state at its end, or the present one; `retired` or `void` once replaced.
        issued: whether the number was ever rightly given.
        holds: 0 where it does not hold its number, 1 alone, 2 in dispute with others.
        start: the day from which the address was called so, in ISO form.
        end: the day on which that ended; empty where it has not.
    """

    address: str
    since: int
    until: int
    scope: str
    epoch: int
    number: str
    text: str
    state: str
    issued: bool
    holds: int
    start: str
    end: str

    @property
    def slot(self) -> "Slot":
        """The number within its scope and epoch."""
        return self.scope, self.epoch, self.number


Slot = tuple[str, int, str]
_ISSUING: Final = frozenset(
    {AddressState.ASSIGNED, AddressState.ACTIVE, AddressState.PROVISIONAL, AddressState.RETIRED}
)


def fresh(address: str, seq: int, naming: tuple[str, int, str, str], day: str) -> Version:
    """A new version, not yet in any state that counts."""
    state = str(AddressState.PROPOSED)
    return Version(address, seq, 0, *naming, state, issued=False, holds=NONE, start=day, end="")


def in_state(version: Version, state: AddressState, day: str) -> Version:
    """The version with its address in another state from a day on."""
    ended = state in {AddressState.RETIRED, AddressState.VOID}
    return version._replace(
        state=str(state), issued=version.issued or state in _ISSUING, end=day if ended else ""
    )


def replaced(version: Version, seq: int, day: str) -> Version:
    """The version once its address has another one."""
    state = AddressState.RETIRED if version.issued else AddressState.VOID
    return version._replace(until=seq, state=str(state), end=day)


def settled(versions: Iterable[Version]) -> Iterator[Version]:
    """The versions of one slot, each with how it holds the number.

    Present addresses hold it by their state. Where none does, one of those to which it was ever
    rightly given keeps it, so that it is never given again: the one that held it last, else the
    newest.
    """
    ranked = sorted(versions, key=lambda v: (v.holds != NONE, v.since), reverse=True)
    held = any(_claim(v) for v in ranked)
    for version in ranked:
        holds = _claim(version)
        if not held and version.issued:
            holds, held = SOLE, True
        yield version._replace(holds=holds)


def _claim(version: Version) -> int:
    state = AddressState(version.state)
    if version.until or state is AddressState.RETIRED:
        return NONE
    return _HOLDS.get(state, SOLE)
