"""Random tampering of the file itself: never a crash, never a pass.

Every cell of every table may be given any value that SQLite can hold, rows may vanish, come
twice, come anew or change places. `DOORPLATE_REGISTER_FULL=1` tries ten times as often.
"""
# ruff: noqa: S608  # the SQL is forged on purpose

import json
import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from doorplate._text import LANGS
from doorplate.errors import ChainBroken, RegisterError
from doorplate.register import Register, Verb
from register_samples import STREET, door, event, hung, named
from register_stores import fresh_database

FULL = os.environ.get("DOORPLATE_REGISTER_FULL") == "1"
TRIALS = 5_000 if FULL else 320
TABLES = ("events", "entries", "versions", "head", "meta")

Dump = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small ledger with a bit of everything; 28 events."""
    path = tmp_path_factory.mktemp("tamper") / "sound.db"
    with Register.create(path) as register:
        register.append([
            *(door(f"d{i}", households=[f"h{i}"], order=i) for i in range(1, 7)),
            *(named(Verb.VERIFY, f"a{i}", f"{i}号") for i in range(1, 6)),
            named(Verb.SUSPEND, "a6", "7号"), *hung("p1", "a1", "d1"), *hung("p2", "a2", "d2"),
            event(Verb.CORRECT, "a2", number="9号", text=f"{STREET}9号"),
            event(Verb.RETIRE, "a3", successor="a4"), event(Verb.DEMOLISH, "d3"),
            event(Verb.CLAIM, "c1", source="户籍", text="槐树街一号"),
            event(Verb.LINK, "c1", address="a1"), event(Verb.SCAN, "p1", seen=["d4"]),
        ])  # fmt: skip
    return path


def columns(raw: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]


def dump(raw: sqlite3.Connection) -> Dump:
    """Every cell by kind and bytes, so that 1, 1.0, '1' and x'31' differ."""
    rows: Dump = []
    for table in TABLES:
        cells = ", ".join(f'typeof("{name}"), hex("{name}")' for name in columns(raw, table))
        rows += sorted((table, *row) for row in raw.execute(f"SELECT {cells} FROM {table}"))
    return rows


ODD = (
    "NULL", "''", "'x'", "0", "-1", "1", "2", "99999999999999", "1.5", "x'00ff'", "'a1'", "' '",
    "CAST(x'ff41' AS TEXT)", "char(0)", "'{}'", "'[]'", "'null'", "'[[[['", "'第'",
)  # fmt: skip


def tamper(raw: sqlite3.Connection, draw: random.Random) -> str:
    """One act of tampering, as SQL."""
    table = draw.choice(TABLES)
    names = columns(raw, table)
    keys = "rowid" if table != "entries" else "kind || char(9) || id"
    places = [row[0] for row in raw.execute(f"SELECT {keys} FROM {table}")]
    where = f"{keys} = {quoted(draw.choice(places))}"
    name = draw.choice(names)
    act = draw.randrange(6)
    if act == 0:
        return f"DELETE FROM {table} WHERE {where}"
    if act == 1:
        cells = ", ".join(
            draw.choice(ODD) if draw.random() < 0.3 else f'"{column}"' for column in names
        )
        return f"INSERT INTO {table} SELECT {cells} FROM {table} WHERE {where}"
    if act == 2:
        other = f"{keys} = {quoted(draw.choice(places))}"
        value = f'(SELECT "{name}" FROM {table} WHERE {other})'
        return f'UPDATE {table} SET "{name}" = {value} WHERE {where}'
    if act == 3:
        place, char = draw.randrange(1, 400), quoted(draw.choice('0129aé号"}],: '))
        value = f'substr("{name}", 1, {place}) || {char} || substr("{name}", {place + 2})'
        return f'UPDATE {table} SET "{name}" = {value} WHERE {where}'
    if act == 4 and "seq" in names:
        return f"UPDATE {table} SET seq = {draw.choice([-3, 0, 4, 99])} WHERE {where}"
    return f'UPDATE {table} SET "{name}" = {draw.choice(ODD)} WHERE {where}'


def quoted(value: object) -> str:
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def judged(path: Path) -> ChainBroken | RegisterError | None:
    """What opening and proving say; anything but an error of the register escapes."""
    try:
        with Register.open(path) as register:
            register.verify()
    except RegisterError as error:
        found = error
    else:
        return None
    assert all(found.message(lang).encode() for lang in LANGS)
    return found


@pytest.mark.parametrize("part", range(4))
def test_no_tampering_passes_or_crashes(sound: Path, tmp_path: Path, part: int) -> None:
    draw, path, tried = random.Random(part), tmp_path / "r.db", 0
    with sqlite3.connect(sound) as raw:
        before = dump(raw)
    raw.close()
    while tried < TRIALS // 4:
        shutil.copy(sound, path)
        raw = sqlite3.connect(path, isolation_level=None)
        try:
            statement = tamper(raw, draw)
            raw.execute(statement)
        except sqlite3.Error:
            continue  # what the tables themselves refuse
        else:
            changed = dump(raw) != before
        finally:
            raw.close()
        assert bool(judged(path)) == changed, statement
        tried += changed


def test_every_reading_of_a_tampered_file_ends_in_an_answer_or_an_error(
    sound: Path, tmp_path: Path
) -> None:
    draw, path, refused = random.Random(9), tmp_path / "r.db", 0
    for _ in range(TRIALS // 5):
        shutil.copy(sound, path)
        raw = sqlite3.connect(path, isolation_level=None)
        try:
            raw.execute(tamper(raw, draw))
        except sqlite3.Error:
            continue
        finally:
            raw.close()
        try:
            with Register.open(path) as register:
                register.state()
                register.append([door("d99")])
                register.lookup(f"{STREET}9号")
        except RegisterError:
            refused += 1
    assert refused > TRIALS // 50


def resealed(line: str, change: Callable[[dict[str, Any]], None]) -> str:
    """An event changed by somebody who knows how to hash."""
    fields = json.loads(line)
    change(fields)
    fields.pop("hash")
    body = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    fields["hash"] = sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1.0, 1e300, "", "x", [], ["x"], [1], {}, {"x": 1}, {"state": 7}, "\0",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2022-02-30", 10**30,
)  # fmt: skip
NAMES = ("actor", "after", "before", "effective", "evidence", "policy", "prev_hash", "reason",
         "seq", "subject", "time", "verb")  # fmt: skip


def forge(register: Register, seq: int, line: str) -> None:
    """Put a line in the place of another one, behind the register's back."""
    with register._store.engine.begin() as connection:
        statement = sa.text("UPDATE events SET line = :line WHERE seq = :seq")
        connection.execute(statement, {"line": line, "seq": seq})


def found_at(register: Register, seq: int, forged: str, line: str) -> None:
    """A forged line is found where it stands, or by the one behind it; a copy refuses it."""
    forge(register, seq, forged)
    with pytest.raises(ChainBroken) as caught:
        register.verify()
    assert caught.value.seq in {seq, seq + 1}
    forge(register, seq, line)


@pytest.fixture
def opened(sound: Path, tmp_path: Path) -> Iterator[Register]:
    shutil.copy(sound, tmp_path / "r.db")
    with Register.open(tmp_path / "r.db") as register:
        yield register


@pytest.mark.parametrize("name", NAMES)
def test_a_forged_event_with_a_right_hash_is_found_where_it_stands(
    opened: Register, name: str
) -> None:
    lines = list(opened.lines())
    for seq in (1, 9, len(lines)):
        for value in VALUES:
            forged = resealed(lines[seq - 1], lambda f, v=value: f.update({name: v}))  # type: ignore[misc]  # bound early
            if forged != lines[seq - 1]:
                found_at(opened, seq, forged, lines[seq - 1])
    opened.verify()


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_inside_an_event_is_forged(opened: Register, value: Any) -> None:
    lines = list(opened.lines())
    for seq in (1, 9, 12, 14, len(lines)):
        for name in json.loads(lines[seq - 1])["after"]:
            forged = resealed(lines[seq - 1], lambda f, n=name: f["after"].update({n: value}))  # type: ignore[misc]  # bound early
            if forged != lines[seq - 1]:
                found_at(opened, seq, forged, lines[seq - 1])
    opened.verify()


def test_a_forged_event_does_not_get_into_a_copy(sound: Path, tmp_path: Path) -> None:
    with Register.open(sound) as register:
        lines = list(register.lines())
    for seq in (1, 9, 20):
        for value in VALUES:
            line = resealed(lines[seq - 1], lambda f, v=value: f.update(after=v))  # type: ignore[misc]  # bound early
            with pytest.raises(ChainBroken) as caught:
                Register.load(tmp_path / "copy.db", [*lines[: seq - 1], line, *lines[seq:]])
            assert caught.value.seq in {seq, seq + 1}


_ANOTHER_RULE = "DROP INDEX one_holder; CREATE UNIQUE INDEX one_holder ON versions "
_TRIGGER = (
    "CREATE TRIGGER quiet AFTER INSERT ON events "
    "BEGIN DELETE FROM events WHERE seq = new.seq; END"
)


def test_rules_of_the_database_that_were_taken_away_are_missed(
    sound: Path, tmp_path: Path
) -> None:
    path = tmp_path / "r.db"
    for statement in (
        "DROP INDEX one_holder",
        _ANOTHER_RULE + "(address, since)",
        _ANOTHER_RULE + "(scope, epoch, number) WHERE holds = 7",
        "DROP TABLE versions",
        "DROP TABLE meta",
        "DROP TABLE head",
        "ALTER TABLE versions DROP COLUMN start",
        _TRIGGER,
    ):
        shutil.copy(sound, path)
        with sqlite3.connect(path) as raw:
            raw.executescript(statement)
        raw.close()
        assert judged(path), statement


def test_a_flipped_byte_of_the_file_is_found_or_means_nothing(
    sound: Path, tmp_path: Path
) -> None:
    draw, path, data = random.Random(5), tmp_path / "r.db", sound.read_bytes()
    with Register.open(sound) as register:
        state, lines = register.state(), list(register.lines())
    found = 0
    for _ in range(TRIALS // 5):
        spoiled = bytearray(data)
        spoiled[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        path.write_bytes(spoiled)
        if judged(path):
            found += 1
            continue
        with Register.open(path) as register:
            assert (register.state(), list(register.lines())) == (state, lines)
    assert found > TRIALS // 20


POSTGRES = (
    "UPDATE events SET seq = 0 WHERE seq = 28",
    "INSERT INTO events SELECT -1, kind, subject, line FROM events WHERE seq = 3",
    "UPDATE events SET line = '{}' WHERE seq = 5",
    "UPDATE versions SET mirror = 'x' WHERE address = 'a1'",
    "UPDATE versions SET issued = false WHERE address = 'a1'",
    "UPDATE entries SET data = '{' WHERE id = 'p1'",
    "INSERT INTO entries SELECT 'other', id, state, data, seq FROM entries WHERE id = 'p1'",
    "DELETE FROM head", "UPDATE head SET hash = ''", "UPDATE head SET seq = -1",
    "INSERT INTO meta VALUES ('x', 'y')", "DROP INDEX one_holder", "DROP TABLE versions",
    _ANOTHER_RULE + "(address, since)",
    _ANOTHER_RULE + "(scope, epoch, number) WHERE holds = 7",
    "CREATE RULE quiet AS ON DELETE TO events DO INSTEAD NOTHING",
    """CREATE TRIGGER quiet BEFORE UPDATE ON head FOR EACH ROW
       EXECUTE FUNCTION suppress_redundant_updates_trigger()""",
    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'one_holder'::regclass",
    "UPDATE pg_index SET indisready = false WHERE indexrelid = 'one_holder'::regclass",
)  # fmt: skip


def test_tampering_on_postgresql_is_found(sound: Path) -> None:
    with Register.open(sound) as register:
        lines = list(register.lines())
    for statement in POSTGRES:
        place = fresh_database()
        with Register.load(place, lines) as copy:
            assert copy.verify().seq == len(lines)
            with copy._store.engine.begin() as connection:
                connection.execute(sa.text(statement))
            with pytest.raises(RegisterError):
                copy.verify()
