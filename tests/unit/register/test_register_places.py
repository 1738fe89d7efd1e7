"""Files and URLs that are given as a register: what is not one stays as it was."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from doorplate.errors import ChainBroken, RegisterBusy, RegisterError
from doorplate.register import Desk, Event, Register, Verb
from register_samples import door, event, named

OTHERS = {
    "another program's tables": "CREATE TABLE x (a); INSERT INTO x VALUES (1)",
    "tables of the same name": "CREATE TABLE meta (a); CREATE TABLE head (a)",
    "nothing at all": "",
}


@pytest.fixture(params=OTHERS)
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A SQLite file that is no register."""
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as raw:
        raw.executescript(OTHERS[request.param])
    raw.close()
    return path


def test_a_file_that_is_no_register_is_not_changed(other: Path) -> None:
    before = other.read_bytes()
    for touch in (Register.open, Register.migrate):
        with pytest.raises(RegisterError, match="holds no register"):
            touch(other)
    with pytest.raises(RegisterError, match="exists already"):
        Register.create(other)
    assert other.read_bytes() == before
    assert [p.name for p in other.parent.iterdir()] == [other.name]


def test_a_register_that_lost_its_log_mode_gets_it_back(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    Register.create(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
    raw.close()
    Register.open(path).close()
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()


def test_of_all_who_create_one_register_at_once_one_does_and_it_stays(tmp_path: Path) -> None:
    for n in range(10):
        path, start = tmp_path / f"{n}.db", threading.Barrier(4)

        def make(path: Path = path, start: threading.Barrier = start) -> bool:
            start.wait()
            try:
                Register.create(path, wait=20).close()
            except RegisterError:
                return False
            return True

        with ThreadPoolExecutor(4) as clerks:
            made = [clerk.result() for clerk in [clerks.submit(make) for _ in range(4)]]
        assert sum(made) == 1
        with Register.open(path) as register:
            assert register.verify().seq == 0


def test_who_creates_a_register_second_is_told_that_there_is_one(place: str) -> None:
    start = threading.Barrier(4)

    def make() -> str:
        start.wait()
        try:
            Register.create(place, wait=20).close()
        except RegisterError as error:
            return error.message("en")
        return ""

    with ThreadPoolExecutor(4) as clerks:
        said = [clerk.result() for clerk in [clerks.submit(make) for _ in range(4)]]
    assert sorted("already" in words for words in said) == [False, True, True, True]


@pytest.mark.parametrize("start", ["", "sqlite:///"])
def test_a_register_is_a_file_whatever_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with Register.create(f"{start}:memory:") as register:
        register.append([door("d1")])
    with Register.open(f"{start}:memory:") as register:
        assert register.verify().seq == 1


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b"])
def test_a_name_that_no_file_can_have_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(RegisterError, match="the file cannot be made"):
        Register.create(tmp_path / name)


@pytest.mark.parametrize("text", ["槐树街\ud8005号", "\udcff", "a\0"])
def test_nothing_is_found_by_what_no_database_holds(place: str, text: str) -> None:
    with Register.create(place) as register:
        register.append([door("d1"), named(Verb.ASSIGN, "a1", "5号")])
        assert (register.lookup(text), list(register.lines(text))) == ([], [])


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="No such file or directory"):
        Register.create(tmp_path / "none" / "r.db")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder stands where SQLite would write beside the file: nobody can write there."""
    path = tmp_path / "r.db"
    Register.create(path).close()
    Path(f"{path}-wal").mkdir()
    with pytest.raises(RegisterError, match="copy the register into a folder"):
        Register.open(path)
    Path(f"{path}-wal").rmdir()
    Register.open(path).close()


def test_a_table_that_is_gone_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with Register.create(path) as register:
        register.append([door("d1")])
    with sqlite3.connect(path) as raw:
        raw.execute("DROP TABLE entries")
    raw.close()
    with Register.open(path) as register, pytest.raises(RegisterError, match="damaged"):
        register.state()
    with Register.open(path) as register, pytest.raises(ChainBroken, match="entries") as caught:
        register.verify()
    assert caught.value.seq == 0
    Register.migrate(path)
    with Register.open(path) as register:
        assert register.verify().seq == 1


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://clerk:secret@127.0.0.1:1/x",
        "postgresql://clerk:sec/ret@@127.0.0.1:1/x",
        "postgresql://127.0.0.1:1/x?user=clerk&password=secret",
        "postgresql://clerk:secret@127.0.0.1:port/x",
    ],
)
def test_no_error_shows_a_password(url: str) -> None:
    for touch in (Register.open, Register.create, Register.migrate):
        with pytest.raises(RegisterError) as caught:
            touch(url)
        for lang in ("zh", "en"):
            said = caught.value.message(lang)
            assert "***" in said
            assert "secret" not in said
            assert "sec/ret" not in said


def test_a_writer_waits_for_the_one_before_it(place: str) -> None:
    Register.create(place).close()
    inside, go = threading.Event(), threading.Event()

    def slowly(_desk: Desk) -> list[Event]:
        inside.set()
        go.wait(10)
        return [door("d1")]

    def first() -> None:
        with Register.open(place) as register:
            register.decide(slowly)

    clerk = threading.Thread(target=first)
    clerk.start()
    inside.wait(10)
    threading.Timer(0.3, go.set).start()
    with Register.open(place, wait=20) as register:
        assert register.append([door("d2")])[0].seq == 2
    clerk.join()


def test_what_was_chosen_on_an_older_state_is_not_written(place: str) -> None:
    """Two clerks order plates for what both saw; the second is told to look again."""
    with Register.create(place) as one, Register.open(place) as two:
        one.append([door("d1"), named(Verb.ASSIGN, "a1", "1号")])
        seen = two.state()
        one.append([event(Verb.ORDER, "p1", address="a1")], onto=seen.anchor)
        with pytest.raises(RegisterBusy, match="since it was read"):
            two.append([event(Verb.ORDER, "q1", address="a1")], onto=seen.anchor)
        assert two.append([], onto=seen.anchor) == ()
        assert list(two.state().plates) == ["p1"]
        two.append([event(Verb.MAKE, "p1")], onto=two.state().anchor)


def test_what_was_told_as_written_is_on_the_disk(tmp_path: Path) -> None:
    """Every commit is flushed: SQLite calls this FULL, and 2."""
    with Register.create(tmp_path / "r.db") as made:
        opened = Register.open(tmp_path / "r.db")
        for register in (made, opened):
            with register._store.engine.connect() as connection:
                settings = [
                    connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                    for name in ("synchronous", "journal_mode", "trusted_schema")
                ]
            assert settings == [2, "wal", 0]
        opened.close()
