"""An index on disk: one SQLite file of names, doors, and how common each number is."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np

from doorplate._text import Text
from doorplate.address import Level
from doorplate.errors import MatchError
from doorplate.match._around import INSIDE
from doorplate.match._canonical import Canonical
from doorplate.match._evidence import Rates, Stand
from doorplate.match._groups import by_label
from doorplate.match._judge import Step
from doorplate.match._owned import Owned, together, told_apart
from doorplate.match._parts import Name, Numbers
from doorplate.match._resolve import Door, Resolution

FORMAT = "doorplate-index-5"
_JOINT = "\x1f"

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE names (id INTEGER PRIMARY KEY, area TEXT NOT NULL, place TEXT NOT NULL,
    rows INTEGER NOT NULL, doors INTEGER NOT NULL, once INTEGER NOT NULL,
    lead TEXT, vague INTEGER NOT NULL);
CREATE TABLE known (area TEXT NOT NULL, place TEXT NOT NULL);
CREATE TABLE spelling (level INTEGER NOT NULL, stem TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE doors (number TEXT NOT NULL, name INTEGER NOT NULL, owner TEXT NOT NULL,
    record TEXT NOT NULL, PRIMARY KEY (number, name, owner)) WITHOUT ROWID;
CREATE TABLE spread (number TEXT PRIMARY KEY, names INTEGER NOT NULL) WITHOUT ROWID;
"""


class Stored(NamedTuple):
    """What an index keeps in memory."""

    names: list[Name]
    stand: list[Stand]
    lead: dict[int, Step]
    vague: set[int]
    known: frozenset[Name]
    rates: Rates
    spelling: dict[tuple[int, str], str]
    apart: list[Name]


def key_text(key: Numbers) -> str:
    """A number key, or whose it is, as one text."""
    return _JOINT.join(key)


def owner_of(text: str) -> Owned:
    """Whose a number is, from its text."""
    return Owned(*text.split(_JOINT))


@contextmanager
def using(store: sqlite3.Connection) -> Iterator[None]:
    """Whatever the database cannot read or hold, said clearly.

    Raises:
        MatchError: the file is damaged or not ours to write, or a text has half a character.
    """
    try:
        yield
    except sqlite3.Error as fault:
        _, _, path = store.execute("PRAGMA database_list").fetchone()
        raise MatchError(
            Text(f"索引文件无法使用：{fault}", f"the index cannot be used: {fault}"),
            remedy=Text(
                "检查文件，或用 Index.build 重建",
                "See to the file, or build it again with Index.build",
            ),
            where=path,
        ) from None
    except UnicodeEncodeError as fault:
        raise MatchError(
            Text("文本中有半个字符（代理码位）", "a text has half a character (a surrogate)"),
            remedy=Text("按文件的编码重新读入", "Read the file again in its own encoding"),
            where=ascii(next(filter(_is_broken, fault.object.split(_JOINT)))),
        ) from None


def _is_broken(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def write_store(store: sqlite3.Connection, found: Resolution) -> None:
    """Lay a resolution down in an empty database."""
    vocabulary = found.vocabulary
    keys = [key_text(numbers) for numbers in found.numbers]
    with store:
        store.executescript(_SCHEMA)
        rates = json.dumps(vocabulary.evidence.rates)
        meta = {"format": FORMAT, "rates": rates, "apart": json.dumps(found.apart)}
        store.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        store.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _names(found))
        store.executemany(
            "INSERT INTO known VALUES (?, ?)",
            ((json.dumps(n.area), json.dumps(n.place)) for n in sorted(vocabulary.judge.known)),
        )
        spelling = Canonical(found).spelling
        store.executemany(
            "INSERT INTO spelling VALUES (?, ?, ?)",
            ((int(level), stem, text) for (level, stem), text in sorted(spelling.items())),
        )
        store.executemany("INSERT INTO doors VALUES (?, ?, ?, ?)", _doors(found, keys))
        counted = vocabulary.evidence.counted
        store.executemany(
            "INSERT INTO spread VALUES (?, ?)", ((keys[i], n) for i, n in counted.items())
        )


def _names(found: Resolution) -> Iterator[tuple[object, ...]]:
    vocabulary = found.vocabulary
    for i, name in enumerate(vocabulary.names):
        step = vocabulary.lead[i]
        lead = json.dumps(step) if step else None
        area, place = json.dumps(name.area), json.dumps(name.place)
        yield i, area, place, *vocabulary.evidence.stand[i], lead, i in vocabulary.vague


def _doors(found: Resolution, keys: list[str]) -> list[tuple[str, int, str, str]]:
    """Every door with whose its number is and its smallest record id, in key order.

    A name of several places keeps its numbers, which are doors of one of them.
    """
    columns, described = found.columns, _described(found)
    rows = _vague(found, keys)
    for code, records in by_label(found.doors):
        name, number = found.door_of(code)
        for part in told_apart(records, columns.owner):
            owner = together(map(columns.owner, part))
            record = min(columns.ids[row] for row in part)
            on_street = owner.side != INSIDE
            streets = described.get((found.at[name], number), ()) if on_street else ()
            names = found.at[name], *streets
            rows += [(keys[number], i, key_text(owner), record) for i in names]
    return sorted(rows)


def _vague(found: Resolution, keys: list[str]) -> list[tuple[str, int, str, str]]:
    """The numbers of names that say too little to be one place, with the smallest record."""
    first: dict[tuple[str, int, str], str] = {}
    for row in np.flatnonzero(found.doors < 0).tolist():
        key, number = found.spelled(row)
        if found.at[key] >= 0 and number not in found.doorless:
            at = keys[number], found.at[key], key_text(found.columns.owner(row))
            first[at] = min(first.get(at, found.columns.ids[row]), found.columns.ids[row])
    return [(*at, record) for at, record in first.items()]


def _described(found: Resolution) -> dict[Door, list[int]]:
    """Streets whose door the list also writes with the estate behind its number, by that."""
    streets: dict[Door, list[int]] = defaultdict(list)
    for (i, number), step in found.vocabulary.doors_lead.items():
        if step.rule == "missing" and step.level is Level.COMPOUND:
            streets[step.target, number].append(i)
    return streets


def open_store(path: Path) -> sqlite3.Connection:
    """The database of a saved index.

    Raises:
        MatchError: no such file, or not an index of this version.
    """
    if not path.is_file():
        raise MatchError(Text("没有这个索引文件", "no such index file"), where=str(path))
    store = sqlite3.connect(path)
    try:
        row = store.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    except sqlite3.Error:
        row = None
    if row != (FORMAT,):
        store.close()
        raise MatchError(
            Text("不是本版本的索引文件", "not an index of this version"),
            remedy=Text("用 Index.build 重建", "Build it again with Index.build"),
            where=str(path),
        )
    return store


def read_store(store: sqlite3.Connection) -> Stored:
    """Names and rates into memory; doors stay in the database."""
    names: list[Name] = []
    stand, lead, vague = [], {}, set()
    for i, area, place, rows, doors, once, step, unsure in store.execute(
        "SELECT * FROM names ORDER BY id"
    ):
        if i != len(names) or min(rows, doors, once) < 0:
            raise LookupError(i)
        names.append(_name(area, place))
        stand.append(Stand(rows, doors, once))
        if step:
            target, rule, level, left, right, bits = json.loads(step)
            lead[i] = Step(target, rule, Level(level), left, right, bits)
        if unsure:
            vague.add(i)
    for step in lead.values():
        names[step.target]
    known = frozenset(_name(a, p) for a, p in store.execute("SELECT area, place FROM known"))
    meta = dict(store.execute("SELECT key, value FROM meta"))
    apart = [Name(tuple(area), tuple(place)) for area, place in json.loads(meta["apart"])]
    spelling = {
        (level, stem): full for level, stem, full in store.execute("SELECT * FROM spelling")
    }
    rates = Rates(*json.loads(meta["rates"]))
    if min(rates.mean, rates.least) <= 0:
        raise ValueError(meta["rates"])
    return Stored(names, stand, lead, vague, known, rates, spelling, apart)


def _name(area: str, place: str) -> Name:
    return Name(tuple(json.loads(area)), tuple(json.loads(place)))
