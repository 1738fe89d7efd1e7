"""Proof that a store holds the events that were appended, and what they add up to."""

from typing import TYPE_CHECKING, Any

from doorplate._text import Text
from doorplate.errors import ChainBroken, RegisterError
from doorplate.register._ledger import Ledger
from doorplate.register._store import Store
from doorplate.register._writing import FAULT
from doorplate.register.events import GENESIS, Event, Head
from doorplate.register.verbs import Kind

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["prove"]


def prove(store: Store, connection: "Connection", anchor: Head | None) -> Head:
    """The head, once every event and every table beside them is found sound.

    Raises:
        ChainBroken: something is not.
    """
    ledger, head, passed = Ledger(), Head(0, GENESIS), False
    for row in store.lines(connection):
        passed = passed or head == anchor
        head = _step(ledger, head, row)
    _check_end(head, store.head(connection))
    if anchor and not (passed or head == anchor):
        raise ChainBroken(
            Text("链不经过另处所记的事件", "the chain does not pass through the anchor"),
            seq=min(anchor.seq, head.seq + 1),
        )
    _compare(ledger, store, connection)
    return head


def rebuild(store: Store, connection: "Connection", noted: Head) -> None:
    """Fill empty tables beside the events from the events, checking each.

    Raises:
        ChainBroken: an event is not sound.
    """
    ledger, head = Ledger(), Head(0, GENESIS)
    for row in store.lines(connection):
        head = _step(ledger, head, row)
    _check_end(head, noted)
    store.keep(connection, ledger)


def _check_end(head: Head, noted: Head) -> None:
    if head != noted:
        raise ChainBroken(
            Text("末尾的事件与所记不符", "the last event is not the one noted as last"),
            seq=head.seq if head.seq == noted.seq else min(head.seq, noted.seq) + 1,
        )


def _step(ledger: Ledger, head: Head, row: Any) -> Head:
    seq = head.seq + 1
    try:
        event = Event.parse(row.line)
        sealed = ledger.seal(event, seq, head.hash)
    except RegisterError as error:
        raise ChainBroken(Text(error.message("zh"), error.message("en")), seq=seq) from error
    named = (row.seq, row.kind, row.subject) == (seq, event.verb.kind, event.subject)
    if not named or sealed != event:
        raise ChainBroken(FAULT, seq=seq)
    return Head(seq, event.hash)


_FAULT = Text(
    "事件被改动、删除、插入或移位", "the event was changed, removed, inserted or moved"
)


def _compare(ledger: Ledger, store: Store, connection: "Connection") -> None:
    """Row by row, so that the tables are never held a second time."""
    for kind in Kind:
        told = ledger.entries[kind]
        kept = store.entries(connection, kind)
        if sum(_same(told.get(entry.id), entry, str(kind)) for entry in kept) != len(told):
            raise _unsound(str(kind))
    count = 0
    for version in store.versions(connection):
        key = version.address, version.since
        count += _same(ledger.slots.get(version.slot, {}).get(key), version, "versions")
    if count != sum(map(len, ledger.slots.values())):
        raise _unsound("versions")


def _same(told: object, kept: object, table: str) -> int:
    if told != kept:
        raise _unsound(table)
    return 1


def _unsound(table: str) -> ChainBroken:
    return ChainBroken(
        Text(
            f"事件无误，但 {table} 表被改动",
            f"the events are sound, the table of {table} is not",
        )
    )
