"""A store: one SQLite file, or one PostgreSQL database by URL.

Writers queue: SQLite takes its write lock at once (`BEGIN IMMEDIATE`), PostgreSQL locks the row
of the head. What a writer reads inside is what it builds on, so two clerks never collide; the
unique index over held numbers would refuse them if they did.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from doorplate._text import Text
from doorplate.errors import RegisterError
from doorplate.register import _schema as db
from doorplate.register._ledger import Ledger
from doorplate.register._slots import Entry, Slot, Version
from doorplate.register._words import ends_with, is_storable, key_of
from doorplate.register.events import Event, Head
from doorplate.register.verbs import AddressState, ClaimState, DoorState, Kind, PlateState

__all__ = ["Store", "damaged", "entry_row", "event_row", "version_row"]

_CHUNK: Final = 500
_PAGE: Final = 5_000
_LONGEST: Final = 2_000
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Store:
    """Rows in and out of one database."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self._writer = engine.execution_options(doorplate_write=True)
        snapshot = {"isolation_level": "REPEATABLE READ"}
        self._reader = engine.execution_options(
            **(snapshot if engine.dialect.name == "postgresql" else {})
        )
        self._put_entries = self._upsert(db.entries)
        self._put_versions = self._upsert(db.versions)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection on one snapshot."""
        with self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[tuple[sa.Connection, Head]]:
        """A transaction that alone may write, and the head it builds on."""
        with self._writer.begin() as connection:
            rows = connection.execute(sa.select(db.head).with_for_update()).all()
            yield connection, _head_of(rows)

    def head(self, connection: sa.Connection) -> Head:
        """Where the chain stands."""
        return _head_of(connection.execute(sa.select(db.head)).all())

    # Reading ------------------------------------------------------------------------------

    def lines(self, connection: sa.Connection) -> Iterator[sa.Row[Any]]:
        """Rows of events in order, page by page; also those that have no place in the chain."""
        query = sa.select(db.events).order_by(db.events.c.seq).limit(_PAGE)
        rows = connection.execute(query).all()
        while rows:
            yield from rows
            after = db.events.c.seq > rows[-1].seq
            rows = connection.execute(query.where(after)).all() if len(rows) == _PAGE else []

    def about(self, connection: sa.Connection, kind: Kind, subject: str) -> list[str]:
        """Lines of the events about one subject, in order."""
        if not is_storable(subject):
            return []
        at = db.events.c
        query = (
            sa.select(at.line)
            .where(at.kind == str(kind), at.subject == subject)
            .order_by(at.seq)
        )
        return list(connection.scalars(query))

    def entries(
        self, connection: sa.Connection, kind: Kind, ids: Collection[str] | None = None
    ) -> Iterator[Entry]:
        """Entries of one kind: all, or those named."""
        at = db.entries.c
        query = sa.select(at.id, at.state, at.data, at.seq).where(at.kind == str(kind))
        queries = (
            [query]
            if ids is None
            else [query.where(at.id.in_(c)) for c in _chunks(sorted(ids))]
        )
        for part in queries:
            for row in connection.execute(part):
                yield _entry(kind, *row)

    def versions(self, connection: sa.Connection, *where: Any) -> Iterator[Version]:
        """Versions of addresses: all, or those that meet conditions."""
        at = db.versions.c
        columns = [at[name] for name in Version._fields]
        for row in connection.execute(sa.select(*columns).where(*where)):
            yield Version(*row)

    def versions_of(self, connection: sa.Connection, ids: Iterable[str]) -> Iterator[Version]:
        """Present versions of some addresses."""
        at = db.versions.c
        for chunk in _chunks(sorted(ids)):
            yield from self.versions(connection, at.address.in_(chunk), at.until == 0)

    def versions_in(
        self, connection: sa.Connection, slots: Iterable[Slot]
    ) -> Iterator[Version]:
        """All versions that ever had one of some numbers."""
        at = db.versions.c
        key = sa.tuple_(at.scope, at.epoch, at.number)
        for chunk in _chunks(sorted(slots)):
            yield from self.versions(connection, key.in_(chunk))

    def holders(self, connection: sa.Connection, scope: str, epoch: int) -> Iterator[Version]:
        """Versions that hold a number of one scope."""
        at = db.versions.c
        return self.versions(connection, at.scope == scope, at.epoch == epoch, at.holds != 0)

    def texts(self, connection: sa.Connection, text: str) -> list[Version]:
        """Versions whose wording ends so; else the longest with which `text` ends."""
        key, at = key_of(text) if is_storable(text) else "", db.versions.c
        mirror = key[::-1]
        ending = (at.mirror >= mirror, at.mirror < mirror + "\U0010ffff")
        nearby = self.versions(connection, *ending) if key else iter(())
        found = [v for v in nearby if ends_with(key_of(v.text), key)]
        if found:
            return found
        longest = min(len(mirror) - 1, _LONGEST)
        tails = [mirror[:n] for n in range(longest, 2, -1) if ends_with(key, key[-n:])]
        found = list(self.versions(connection, at.mirror.in_(tails)))
        longest = max((len(key_of(v.text)) for v in found), default=0)
        return [v for v in found if len(key_of(v.text)) == longest]

    # Writing ------------------------------------------------------------------------------

    def write(self, connection: sa.Connection, sealed: Sequence[Event], ledger: Ledger) -> None:
        """Write sealed events and what they changed."""
        last = sealed[-1]
        _many(connection, db.events.insert(), (event_row(event) for event in sealed))
        self.keep(connection, ledger)
        connection.execute(sa.update(db.head).values(seq=last.seq, hash=last.hash))

    def keep(self, connection: sa.Connection, ledger: Ledger) -> None:
        """Write what events changed in the tables beside them."""
        _many(
            connection,
            self._upsert(db.entries),
            (
                entry_row(kind, ledger.entries[kind][id_])
                for kind, id_ in sorted(ledger.touched)
            ),
        )
        released_first = sorted(ledger.changed.values(), key=lambda v: (v.holds == 1, v.since))
        _many(connection, self._put_versions, map(version_row, released_first))

    def _upsert(self, table: sa.Table) -> Any:
        maker = postgresql if self.engine.dialect.name == "postgresql" else sqlite
        statement = maker.insert(table)
        keys = [column.name for column in table.primary_key]
        rest = {c.name: statement.excluded[c.name] for c in table.c if c.name not in keys}
        return statement.on_conflict_do_update(index_elements=keys, set_=rest)


def _head_of(rows: Sequence[Any]) -> Head:
    if len(rows) != 1 or not isinstance(rows[0].seq, int):
        raise damaged("head")
    return Head(rows[0].seq, rows[0].hash)


_STATES: Final = dict(
    zip(Kind, map(frozenset, (DoorState, AddressState, PlateState, ClaimState)), strict=True)
)


def _entry(kind: Kind, id_: str, state: str, data: str, seq: int) -> Entry:
    try:
        fields = json.loads(data)
    except (ValueError, TypeError, RecursionError) as error:
        raise damaged(str(kind)) from error
    if state not in _STATES[kind] or not isinstance(fields, dict):
        raise damaged(str(kind))
    return Entry(id_, state, fields, seq)


def damaged(table: str) -> RegisterError:
    """The error for a table that holds what the register never writes."""
    return RegisterError(
        Text(f"台账的 {table} 表已损坏或被改动", f"the table of {table} is damaged or changed"),
        remedy=Text(
            "先核验：doorplate register verify", "First prove it: doorplate register verify"
        ),
    )


def _chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]


def _many(connection: sa.Connection, statement: Any, rows: Iterable[dict[str, Any]]) -> None:
    page: list[dict[str, Any]] = []
    for row in rows:
        page.append(row)
        if len(page) == _PAGE:
            connection.execute(statement, page)
            page = []
    if page:
        connection.execute(statement, page)


def event_row(event: Event) -> dict[str, Any]:
    """The row of an event."""
    return {
        "seq": event.seq,
        "kind": str(event.verb.kind),
        "subject": event.subject,
        "line": str(event),
    }


def entry_row(kind: Kind, entry: Entry) -> dict[str, Any]:
    """The row of an entry."""
    data = _ENCODER.encode(dict(entry.data))
    return {**entry._asdict(), "kind": str(kind), "data": data}


def version_row(version: Version) -> dict[str, Any]:
    """The row of a version, with its wording from behind for the look-up."""
    return {**version._asdict(), "mirror": key_of(version.text)[::-1]}
