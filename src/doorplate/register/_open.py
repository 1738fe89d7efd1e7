"""Opening and making stores, and what a database's own errors mean to a clerk."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy import exc

from doorplate._text import Text
from doorplate.errors import BackendMissing, NumberTaken, RegisterBusy, RegisterError
from doorplate.register import _schema as db
from doorplate.register._proof import refold
from doorplate.register._store import Store, damaged
from doorplate.register.events import GENESIS, Head

__all__ = ["create", "migrate", "open_", "said_plainly"]


Fill = Callable[[Store, sa.Connection, Head], object]


def create(place: str | Path, *, wait: float, fill: Fill | None = None) -> Store:
    """Make a store, empty or filled; where filling fails nothing stays behind."""
    path = _path(place)
    if path is not None:
        _claim(path)
    store = Store(_engine(place, wait, fresh=True))
    try:
        with said_plainly(str(place)), store.engine.begin() as connection:
            _make(connection, _shown(place))
            if fill:
                fill(store, connection, Head(0, GENESIS))
    except BaseException:
        store.engine.dispose()
        for end in ("", "-wal", "-shm") if path is not None else ():
            Path(f"{path}{end}").unlink(missing_ok=True)
        raise
    return store


def _claim(path: Path) -> None:
    """Make the file, so that of two who create the same register one is refused."""
    try:
        path.open("xb").close()
    except FileExistsError as error:
        raise RegisterError(
            Text("文件已存在", "the file exists already"),
            remedy=Text("换一个文件名，或打开它", "Choose another name, or open it"),
            where=str(path),
        ) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise RegisterError(
            Text(f"建不了文件（{why}）", f"the file cannot be made ({why})"),
            remedy=Text("检查文件夹和权限", "Check the folder and its permissions"),
            where=str(path),
        ) from error


_CREATING: Final = 0x646F6F72
"""Key of the lock under which registers are made in a PostgreSQL database."""


def _make(connection: sa.Connection, place: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_CREATING)))
    if sa.inspect(connection).has_table("head"):
        raise RegisterError(
            Text("数据库中已有台账", "the database holds a register already"), where=place
        )
    db.metadata.create_all(connection)
    connection.execute(db.head.insert().values(id=1, seq=0, hash=GENESIS))
    connection.execute(db.meta.insert().values(name="schema", value=str(db.SCHEMA)))


def open_(place: str | Path, *, wait: float) -> Store:
    """Open a store that exists."""
    store = _there(place, wait)
    try:
        with said_plainly(str(place)), store.reading() as connection:
            _check_schema(connection, _shown(place))
    except BaseException:
        store.engine.dispose()
        raise
    return store


def migrate(place: str | Path, *, wait: float) -> int:
    """Build the tables beside the events anew, in the present schema; gives the former one.

    The events are the register; everything else follows from them. So one way forward serves
    every earlier schema, in one transaction.
    """
    store = _there(place, wait)
    try:
        with said_plainly(str(place)), store.reading() as connection:
            _schema_of(connection, _shown(place))
        with said_plainly(str(place)), store.writing() as (connection, _head):
            found = _schema_of(connection, _shown(place))
            if found > db.SCHEMA:
                raise _too_new(found, _shown(place))
            ledger = refold(store, connection)
            _lay_anew(connection)
            store.keep(connection, ledger)
    finally:
        store.engine.dispose()
    return found


def _lay_anew(connection: sa.Connection) -> None:
    """The tables of the present schema: events as they are, those beside them empty."""
    derived = [db.versions, db.entries, db.meta]
    db.metadata.drop_all(connection, tables=derived)
    if connection.dialect.name == "sqlite":
        for statement in _MOVE_AWAY:
            connection.exec_driver_sql(statement)
        db.events.create(connection)
        for statement in _MOVE_BACK:
            connection.exec_driver_sql(statement)
    db.metadata.create_all(connection, tables=derived)
    connection.execute(db.meta.insert().values(name="schema", value=str(db.SCHEMA)))


_MOVE_AWAY = (
    "ALTER TABLE events RENAME TO events_before",
    "DROP INDEX IF EXISTS events_by_subject",
)
_MOVE_BACK = (
    "INSERT INTO events SELECT seq, kind, subject, line FROM events_before ORDER BY seq",
    "DROP TABLE events_before",
)


def _there(place: str | Path, wait: float) -> Store:
    path = _path(place)
    if path is not None and not path.is_file():
        raise RegisterError(Text("没有这个台账文件", "no such register file"), where=str(path))
    return Store(_engine(place, wait))


def _schema_of(connection: sa.Connection, place: str) -> int:
    if not {"events", "head", "meta"} <= set(sa.inspect(connection).get_table_names()):
        raise RegisterError(
            Text("这个数据库里没有门牌台账", "the database holds no register"), where=place
        )
    query = sa.select(db.meta.c.value).where(db.meta.c.name == "schema")
    found = str(connection.scalar(query))
    if not (found.isascii() and found.isdigit() and len(found) < 10):
        raise damaged("meta")
    return int(found)


def _check_schema(connection: sa.Connection, place: str) -> None:
    found = _schema_of(connection, place)
    if found > db.SCHEMA:
        raise _too_new(found, place)
    if found < db.SCHEMA:
        raise RegisterError(
            Text(
                f"台账版本为 {found}，本程序用 {db.SCHEMA}",
                f"the register has schema {found}, this program uses {db.SCHEMA}",
            ),
            remedy=Text(
                "先备份，再 doorplate register migrate",
                "Back it up, then: doorplate register migrate",
            ),
            where=place,
        )


def _too_new(found: int, place: str) -> RegisterError:
    return RegisterError(
        Text(
            f"台账版本为 {found}，本程序只认到 {db.SCHEMA}",
            f"the register has schema {found}, this program knows up to {db.SCHEMA}",
        ),
        remedy=Text("请升级 doorplate-cn", "Upgrade doorplate-cn"),
        where=place,
    )


@contextmanager
def said_plainly(where: str) -> Iterator[None]:
    """Turn a database's own errors into ours."""
    where = _shown(where)
    try:
        yield
    except exc.IntegrityError as error:
        if not _about_a_number(error):
            raise damaged(where) from error
        raise NumberTaken(
            Text("数据库拒绝：号已被占用", "the database refused it: the number is held"),
            where=where,
        ) from error
    except exc.DBAPIError as error:
        raise _said(error, where) from error


def _about_a_number(error: exc.IntegrityError) -> bool:
    """Whether it was the rule that a number has one holder; SQLite names its columns."""
    cause = str(error.orig)
    return str(db.one_holder.name) in cause or "versions.scope" in cause


def _said(error: exc.DBAPIError, where: str) -> RegisterError:
    cause = str(error.orig)
    if "locked" in cause or "lock timeout" in cause:
        return RegisterBusy(
            Text("台账正被另一个程序写入", "another writer holds the register"),
            remedy=Text("稍后再试；本次没有写入任何内容", "Try again; nothing was written"),
            where=where,
        )
    if any(word in cause for word in _NO_ROOM):
        return RegisterError(
            Text(
                "磁盘已满或写不进，没有写入任何内容",
                "the disk is full or cannot be written, nothing was written",
            ),
            remedy=Text("腾出空间再试", "Make room and try again"),
            where=where,
        )
    if any(word in cause for word in _NO_ENTRY):
        return RegisterError(
            Text(
                "文件打不开；即使只读，SQLite 也要在旁边写文件",
                "the file cannot be opened; even to read it, SQLite writes beside it",
            ),
            remedy=Text(
                "检查权限，或把台账复制到可写的文件夹",
                "Check the permissions, or copy the register into a folder that can be written",
            ),
            where=where,
        )
    if "not a database" in cause or "malformed" in cause:
        return RegisterError(
            Text("文件不是台账，或已损坏", "the file is no register, or damaged"), where=where
        )
    if any(word in cause for word in _NO_TABLE):
        return damaged(where)
    return RegisterError(
        Text(f"数据库出错：{cause}", f"the database failed: {cause}"), where=where
    )


_NO_ROOM: Final = ("disk is full", "No space", "disk I/O", "could not extend file")
_NO_ENTRY: Final = ("unable to open database file", "readonly database")
_NO_TABLE: Final = ("no such table", "no such column", 'relation "', 'column "')
_PASSWORD: Final = re.compile(r"(://[^:@/]*:).*(?=@)|([?&]password=)[^&]*")


def _shown(place: str | Path) -> str:
    """The place as it may be shown: without the password of its URL."""
    return _PASSWORD.sub(r"\1\2***", str(place))


def _path(place: str | Path) -> Path | None:
    text = str(place)
    if text.startswith("sqlite:///"):
        return Path(text.removeprefix("sqlite:///"))
    return None if "://" in text else Path(place)


def _engine(place: str | Path, wait: float, *, fresh: bool = False) -> sa.Engine:
    path = _path(place)
    if path is None:
        return _postgresql(str(place), wait)
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path.absolute())), connect_args={"timeout": wait}
    )
    sa.event.listen(engine, "connect", lambda raw, _record: _prepare(raw, fresh=fresh))
    sa.event.listen(engine, "begin", _begin)
    return engine


_URL: Final = "postgresql://user@host:5432/name"


def _postgresql(url: str, wait: float) -> sa.Engine:
    try:
        made = sa.make_url(url)
    except (exc.ArgumentError, ValueError) as error:
        raise RegisterError(
            Text("不是数据库地址", "no database URL"),
            remedy=Text(f"写作 {_URL}", f"Write it like {_URL}"),
            where=_shown(url),
        ) from error
    if made.get_backend_name() != "postgresql":
        raise RegisterError(
            Text(
                "只支持 SQLite 文件与 PostgreSQL 地址",
                "only SQLite files and PostgreSQL URLs are supported",
            ),
            where=made.get_backend_name(),
        )
    options = f"-c lock_timeout={int(wait * 1000)}"
    try:
        return sa.create_engine(
            made.set(drivername="postgresql+psycopg"), connect_args={"options": options}
        )
    except ImportError as error:
        raise BackendMissing(
            Text("缺少 psycopg", "psycopg is not installed"),
            remedy=Text(
                "pip install doorplate-cn[postgres]", "pip install doorplate-cn[postgres]"
            ),
        ) from error


def _prepare(connection: sqlite3.Connection, *, fresh: bool) -> None:
    connection.isolation_level = None
    for pragma in ("synchronous=FULL", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    if fresh or _is_ours(connection):
        connection.execute("PRAGMA journal_mode=WAL")


def _is_ours(connection: sqlite3.Connection) -> bool:
    """Whether the file is a register; any other file has to stay as it was."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return db.metadata.tables.keys() <= {name for (name,) in names}


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("doorplate_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
