"""Writing inside one transaction: what a writer sees, and how events are sealed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from doorplate._text import Text
from doorplate.address import DoorNumber
from doorplate.errors import ChainBroken, DoorplateError, RegisterBusy
from doorplate.register._ledger import Ledger
from doorplate.register._slots import Entry, Version, number_of
from doorplate.register._touch import load_for
from doorplate.register._words import scope_form
from doorplate.register.events import FAULT, Event, Head
from doorplate.register.verbs import Kind

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from doorplate.register._store import Store

__all__ = ["Desk", "copy_in", "extend", "moved_on"]

_PAGE: Final = 5_000


class Desk:
    """What a writer sees while nobody else can write.

    Attributes:
        head: number of events and hash of the last one.
    """

    def __init__(self, store: "Store", connection: "Connection", head: Head) -> None:
        self._store = store
        self._connection = connection
        self.head = head

    def entry(self, kind: Kind, subject: str) -> Entry | None:
        """A door, address, plate or claim; None where there is none."""
        return next(self._store.entries(self._connection, kind, {subject}), None)

    def numbers(self, scope: str, epoch: int = 1) -> dict[DoorNumber, list[Version]]:
        """Every number that is held in a scope, in order, with who holds it."""
        held: dict[DoorNumber, list[Version]] = {}
        for version in self._store.holders(self._connection, scope_form(scope), epoch):
            held.setdefault(number_of(version.number), []).append(version)
        return dict(sorted(held.items()))


def extend(
    store: "Store", connection: "Connection", head: Head, batch: Sequence[Event]
) -> tuple[Event, ...]:
    """Seal a batch on top of a head and write it."""
    if not batch:
        return ()
    ledger = Ledger()
    if head.seq:
        load_for(batch, ledger, store, connection)
    sealed: list[Event] = []
    for event in batch:
        last = sealed[-1] if sealed else head
        sealed.append(ledger.seal(event, last.seq + 1, last.hash))
    store.write(connection, sealed, ledger)
    return tuple(sealed)


def moved_on(place: str) -> RegisterBusy:
    """The error for a decision that rests on what is no longer so."""
    return RegisterBusy(
        Text("台账在读取之后已有人写入", "somebody wrote into the register since it was read"),
        remedy=Text("再做一次；本次没有写入任何内容", "Do it again; nothing was written"),
        where=place,
    )


def copy_in(store: "Store", connection: "Connection", head: Head, lines: Iterable[str]) -> None:
    """Write the lines of another register as they are.

    Raises:
        ChainBroken: a line is not the next event of the chain.
    """
    source = iter(lines)
    while page := list(islice(source, _PAGE)):
        events = list(_linked(page, head))
        try:
            sealed = extend(store, connection, head, events)
        except DoorplateError as error:
            raise _refused(error, _where(events, error)) from error
        for ours, theirs in zip(sealed, events, strict=True):
            if ours != theirs:
                raise ChainBroken(FAULT, seq=ours.seq)
        head = head._replace(seq=sealed[-1].seq, hash=sealed[-1].hash)


def _linked(page: Iterable[str], head: Head) -> Iterator[Event]:
    seq, tip = head
    for line in page:
        seq += 1
        try:
            event = Event.parse(line)
        except DoorplateError as error:
            raise _refused(error, seq) from error
        if (event.seq, event.prev_hash) != (seq, tip) or not event.intact:
            raise ChainBroken(FAULT, seq=seq)
        tip = event.hash
        yield event


def _refused(error: DoorplateError, seq: int) -> ChainBroken:
    return ChainBroken(Text(error.message("zh"), error.message("en")), seq=seq)


def _where(events: Sequence[Event], error: DoorplateError) -> int:
    """The first event about the subject that the error names."""
    return next((e.seq for e in events if e.subject == error.where), events[0].seq)
