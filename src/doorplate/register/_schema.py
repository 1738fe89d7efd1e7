"""Tables of a store. Imported only when a store is opened: this loads SQLAlchemy."""

from typing import Final

import sqlalchemy as sa

__all__ = [
    "SCHEMA", "entries", "events", "head", "meta", "metadata", "one_holder", "versions",
]  # fmt: skip

SCHEMA: Final = 2
"""Version of the tables; a store of a later version is refused, an earlier one migrated.

1: the first. 2: SQLite keeps no second copy of the keys of events and entries, and the place of
an event is a whole number by the table's own rule.
"""

metadata = sa.MetaData()
_PLACE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

meta = sa.Table(
    "meta",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
head = sa.Table(
    "head",
    metadata,
    sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1"), primary_key=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)
events = sa.Table(
    "events",
    metadata,
    sa.Column("seq", _PLACE, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("line", sa.Text, nullable=False),
    sa.Index("events_by_subject", "subject", "seq"),
)
entries = sa.Table(
    "entries",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
versions = sa.Table(
    "versions",
    metadata,
    sa.Column("address", sa.Text, primary_key=True),
    sa.Column("since", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("until", sa.BigInteger, nullable=False),
    sa.Column("scope", sa.Text, nullable=False),
    sa.Column("epoch", sa.BigInteger, nullable=False),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("mirror", _BYTEWISE, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("issued", sa.Boolean, nullable=False),
    sa.Column("holds", sa.SmallInteger, nullable=False),
    sa.Column("start", sa.Text, nullable=False),
    sa.Column("end", sa.Text, nullable=False),
    sa.Index("versions_by_slot", "scope", "epoch", "number"),
    sa.Index("versions_by_text", "mirror"),
)
one_holder = sa.Index(
    "one_holder",
    versions.c.scope,
    versions.c.epoch,
    versions.c.number,
    unique=True,
    sqlite_where=versions.c.holds == 1,
    postgresql_where=versions.c.holds == 1,
)
