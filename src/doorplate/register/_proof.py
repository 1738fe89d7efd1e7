"""Proof that a store holds the events that were appended, and nothing but what they add up to.

Rows are read as the database holds them and compared with the rows that the events would have
written, cell by cell: what a tamperer may have put there is never interpreted.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

import sqlalchemy as sa

from doorplate._text import Text
from doorplate.errors import ChainBroken, RegisterError
from doorplate.register import _schema as db
from doorplate.register._ledger import Ledger
from doorplate.register._store import Store, entry_row, event_row, version_row
from doorplate.register.events import FAULT, GENESIS, Event, Head

__all__ = ["prove", "refold"]

Row = tuple[Any, ...]


def prove(store: Store, connection: sa.Connection, anchor: Head | None) -> Head:
    """The head, once every event and every table beside them is found sound.

    Raises:
        ChainBroken: something is not.
    """
    _check_tables(connection)
    with _as_held(connection):
        ledger, head, passed = Ledger(), Head(0, GENESIS), False
        for row in store.lines(connection):
            passed = passed or head == anchor
            head = _step(ledger, head, row)
        _check_end(connection, head)
        if anchor and not (passed or head == anchor):
            raise ChainBroken(
                Text("链不经过另处所记的事件", "the chain does not pass through the anchor"),
                seq=min(anchor.seq, head.seq + 1),
            )
        _check_entries(connection, ledger)
        _check_versions(connection, ledger)
        _check_rules(connection)
        return head


def refold(store: Store, connection: sa.Connection) -> Ledger:
    """What the events add up to, each of them checked.

    Raises:
        ChainBroken: an event is not sound.
    """
    with _as_held(connection):
        ledger, head = Ledger(), Head(0, GENESIS)
        for row in store.lines(connection):
            head = _step(ledger, head, row)
        _check_end(connection, head)
        return ledger


@contextmanager
def _as_held(connection: sa.Connection) -> Iterator[None]:
    """Texts that are no Unicode are read too, instead of failing."""
    raw: Any = connection.connection.dbapi_connection
    if not isinstance(raw, sqlite3.Connection):
        yield
        return
    raw.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
    try:
        yield
    finally:
        raw.text_factory = str


# Events -----------------------------------------------------------------------------------


def _step(ledger: Ledger, head: Head, row: sa.Row[Any]) -> Head:
    seq = head.seq + 1
    if row.seq != seq or not _is_text(row.line):
        raise ChainBroken(FAULT, seq=seq)
    try:
        sealed = ledger.seal(Event.read(row.line), seq, head.hash)
    except RegisterError as error:
        raise ChainBroken(Text(error.message("zh"), error.message("en")), seq=seq) from error
    if tuple(row) != _cells(db.events, event_row(sealed)):
        raise ChainBroken(FAULT, seq=seq)
    return Head(seq, sealed.hash)


def _is_text(line: object) -> bool:
    """Whether it is a text that Unicode knows: no bytes, no half of a character."""
    try:
        return isinstance(line, str) and bool(line.encode())
    except UnicodeEncodeError:
        return False


def _check_end(connection: sa.Connection, head: Head) -> None:
    noted = list(_rows(connection, db.head))
    if noted == [(1, *head)]:
        return
    at = noted[0][1] if len(noted) == 1 else None
    raise ChainBroken(
        Text("末尾的事件与所记不符", "the last event is not the one noted as last"),
        seq=min(head.seq, at) + (head.seq != at) if isinstance(at, int) and at >= 0 else 0,
    )


# Tables beside them -----------------------------------------------------------------------


def _check_tables(connection: sa.Connection) -> None:
    there = sa.inspect(connection)
    held = set(there.get_table_names())
    for table in db.metadata.sorted_tables:
        if table.name not in held:
            raise _unsound(table.name)
        if {c.name for c in table.c} - {c["name"] for c in there.get_columns(table.name)}:
            raise _unsound(table.name, ("columns",))


def _check_entries(connection: sa.Connection, ledger: Ledger) -> None:
    def told(kind: Any, id_: Any) -> Row | None:
        entry = ledger.entries.get(kind, {}).get(id_)
        return _cells(db.entries, entry_row(kind, entry)) if entry else None

    count = 0
    for row in _rows(connection, db.entries):
        if row != told(*row[:2]):
            raise _unsound("entries", row)
        count += 1
    if count != sum(map(len, ledger.entries.values())):
        raise _unsound("entries")


def _check_versions(connection: sa.Connection, ledger: Ledger) -> None:
    told = {(v.address, v.since): v for v in ledger.all_versions()}
    count = 0
    for row in _rows(connection, db.versions):
        version = told.get(row[:2])
        if version is None or row != _cells(db.versions, version_row(version)):
            raise _unsound("versions", row)
        count += 1
    if count != len(told):
        raise _unsound("versions")


def _check_rules(connection: sa.Connection) -> None:
    """The rules that the database itself keeps, and that nothing else acts on its tables."""
    if list(_rows(connection, db.meta)) != [("schema", str(db.SCHEMA))]:
        raise _unsound("meta", ("schema",))
    if not any(map(_is_one_holder, sa.inspect(connection).get_indexes("versions"))):
        raise _unsound("versions", (db.one_holder.name,))
    tables = {"tables": list(db.metadata.tables)}
    catalogue, acts = _ACTING[connection.dialect.name]
    if connection.scalar(sa.text(acts), tables):
        raise _unsound(catalogue, ("trigger",))
    if connection.dialect.name == "sqlite":
        if connection.scalar(sa.text("PRAGMA integrity_check(1)")) != "ok":
            raise _unsound("sqlite_master", ("integrity_check",))
    elif connection.scalar(sa.text(_UNKEPT), tables):
        raise _unsound("pg_index", ("indisvalid",))


_ACTING: Final = {
    "sqlite": ("sqlite_master", "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"),
    "postgresql": (
        "pg_trigger",
        """
        SELECT
        (SELECT count(*) FROM pg_trigger
         WHERE NOT tgisinternal AND tgrelid::regclass::text = ANY (:tables))
        + (SELECT count(*) FROM pg_rewrite WHERE ev_class::regclass::text = ANY (:tables))
        """,
    ),
}
"""For each database, the catalogue of what acts by itself on its tables, and a count of it."""

_UNKEPT: Final = """
SELECT count(*) FROM pg_index
WHERE NOT (indisvalid AND indisready AND indislive) AND indrelid::regclass::text = ANY (:tables)
"""
"""How many indexes PostgreSQL knows and does not keep, so that their rules hold for nobody."""


def _is_one_holder(index: Mapping[str, Any]) -> bool:
    """Whether the index is the rule that each held number has one holder."""
    rule = db.one_holder
    if (index["name"], bool(index["unique"])) != (rule.name, True):
        return False
    where = [str(v) for k, v in index["dialect_options"].items() if k.endswith("_where")]
    columns = [column.name for column in rule.columns]
    return index["column_names"] == columns and [w.strip("()") for w in where] == ["holds = 1"]


def _rows(connection: sa.Connection, table: sa.Table) -> Iterator[Row]:
    """Cells as the database holds them, in the order of the columns."""
    columns = [sa.type_coerce(column, sa.types.NullType()) for column in table.c]
    return map(tuple, connection.execute(sa.select(*columns)))


def _cells(table: sa.Table, row: Mapping[str, Any]) -> Row:
    return tuple(row[column.name] for column in table.c)


def _unsound(table: str, row: Row = ()) -> ChainBroken:
    at = " ".join(f"{cell!a:.80}" for cell in row[:2])
    return ChainBroken(
        Text(
            f"事件无误，但 {table} 表被改动：{at or '缺行'}",
            f"the events are sound, the table {table} is not: {at or 'rows are missing'}",
        )
    )
