"""Writers that are killed, power cuts, many clerks at once.

`DOORPLATE_REGISTER_FULL=1` runs the full counts: 200 kills on each store, a cut at every length
of a log of usual pages (without it, of small pages), 16 processes with 5,000 doors.
"""

import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest

from doorplate.errors import RegisterBusy
from doorplate.register import Register, replay
from register_samples import door
from register_stores import fresh_database
from register_writer import BATCH, batch

FULL = os.environ.get("DOORPLATE_REGISTER_FULL") == "1"
WRITER = Path(__file__).parents[2] / "register_writer.py"


def writer(*args: object) -> subprocess.Popen[str]:
    source = Path(__file__).parents[3] / "src"
    env = {**os.environ, "PYTHONPATH": str(source), "COVERAGE_PROCESS_START": ""}
    return subprocess.Popen(
        [sys.executable, str(WRITER), *map(str, args)],
        stdout=subprocess.PIPE, text=True, env=env,
    )  # fmt: skip


def kill_one(place: str, wait: float) -> tuple[int, str]:
    """Start a writer, kill it some time after its first commit; what it said last."""
    process = writer("append", place)
    assert process.stdout
    first = process.stdout.readline()
    time.sleep(wait)
    process.kill()
    rest = process.stdout.read()
    process.wait()
    process.stdout.close()
    said = (first + rest).rpartition("\n")[0].splitlines()[-1].split()
    return int(said[0]), said[1]


def test_a_killed_writer_loses_no_committed_event_and_leaves_no_half_batch(place: str) -> None:
    draw = random.Random(place.rpartition("/")[2][:8])
    Register.create(place).close()
    for _ in range(200 if FULL else 4):
        seq, tip = kill_one(place, draw.random() * 0.1)
        with Register.open(place, wait=30) as register:
            lines = list(register.lines())
            assert len(lines) >= seq
            assert f'"hash":"{tip}"' in lines[seq - 1]
            assert len(lines) % BATCH == 0
            register.verify()


Cells = dict[str, list[tuple[Any, ...]]]
TABLES = ("events", "entries", "versions", "head", "meta")
PARTS = 8


class Cut(NamedTuple):
    """A ledger whose log holds some commits, as a power cut could leave it."""

    main: bytes
    log: bytes
    kept: list[tuple[int, Cells]]
    """Length of the log after each commit, and all that the ledger then holds."""


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Cut:
    """Commits that are still in the log; small pages keep the log short."""
    whole = tmp_path_factory.mktemp("cut") / "r.db"
    Register.create(whole).close()
    with sqlite3.connect(whole, isolation_level=None) as raw:
        for statement in ("journal_mode = DELETE", f"page_size = {PAGE}"):
            raw.execute(f"PRAGMA {statement}")
        raw.execute("VACUUM")
        raw.execute("PRAGMA journal_mode = WAL")
    raw.close()
    holder = sqlite3.connect(whole)
    holder.execute("PRAGMA wal_autocheckpoint = 0")
    holder.execute("SELECT count(*) FROM events").fetchone()
    holder.rollback()
    log = whole.with_name("r.db-wal")
    kept = [(0, cells_of(holder))]
    with Register.open(whole) as register:
        for n in range(1, COMMITS + 1):
            register.append(batch(n))
            assert register.verify().seq == n * BATCH
            kept.append((log.stat().st_size, cells_of(holder)))
        made = Cut(whole.read_bytes(), log.read_bytes(), kept)
    holder.close()
    return made


PAGE, COMMITS = (4096, 3) if FULL else (512, 2)


def cells_of(raw: sqlite3.Connection) -> Cells:
    """All cells of all tables, on one snapshot."""
    raw.execute("BEGIN")
    found = {t: raw.execute(f"SELECT * FROM {t} ORDER BY 1, 2").fetchall() for t in TABLES}  # noqa: S608  # our own names
    raw.rollback()
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_a_power_cut_at_every_length_of_the_log_keeps_whole_commits(
    cut: Cut, tmp_path: Path, part: int
) -> None:
    """Whatever the length, the file holds exactly what it held after a commit, proven then."""
    path, tried = tmp_path / "cut.db", 0
    log = Path(f"{path}-wal")
    for length in range(part, len(cut.log) + 1, PARTS):
        path.write_bytes(cut.main)
        log.write_bytes(cut.log[:length])
        raw = sqlite3.connect(path, isolation_level=None)
        raw.execute("PRAGMA synchronous = OFF")
        expected = next(cells for size, cells in reversed(cut.kept) if size <= length)
        assert cells_of(raw) == expected, length
        raw.close()
        tried += 1
    assert tried >= len(cut.log) // PARTS
    print(f"{tried} lengths of {len(cut.log) + 1}")  # noqa: T201  # the figure of a full run


def test_work_goes_on_behind_a_power_cut(cut: Cut, tmp_path: Path) -> None:
    path, draw = tmp_path / "cut.db", random.Random(1)
    ends = [size for size, _ in cut.kept]
    for length in [*ends, *(end - 1 for end in ends[1:]), *draw.sample(range(ends[-1]), 12)]:
        path.write_bytes(cut.main)
        Path(f"{path}-wal").write_bytes(cut.log[:length])
        with Register.open(path) as register:
            kept = max(n for n, end in enumerate(ends) if end <= length)
            assert register.verify().seq == kept * BATCH
            register.append(batch(kept + 1))
            assert register.verify().seq == (kept + 1) * BATCH


def number_together(place: str, processes: int, doors: int, streets: int) -> float:
    Register.create(place).close()
    shares = [doors // processes + (i < doors % processes) for i in range(processes)]
    start = time.perf_counter()
    clerks = [writer("assign", place, f"c{i}", n, streets) for i, n in enumerate(shares)]
    said = [clerk.communicate()[0] for clerk in clerks]
    assert [line.split()[0] for line in said] == [str(n) for n in shares]
    took = time.perf_counter() - start
    with Register.open(place) as register:
        state = register.state()
        assert register.verify().seq == 2 * doors
        assert replay(register.events()) == state
    held = [(a.get("scope"), a.get("number")) for a in state.addresses.values()]
    assert len(set(held)) == len(held) == len(state.doors) == doors
    for street in {scope for scope, _ in held}:
        numbers = sorted(number.main for number, _ in state.numbers(street))
        assert numbers == list(range(1, 2 * len(numbers), 2))
    return doors / took


def test_clerks_who_number_shared_streets_never_collide(place: str) -> None:
    processes, doors = (16, 5_000) if FULL else (4, 60)
    rate = number_together(place, processes, doors, streets=20 if FULL else 2)
    print(f"{place.partition(':')[0]}: {rate:.0f} doors a second, {processes} processes")  # noqa: T201  # the figure of a full run


def test_a_second_writer_is_told_that_the_register_is_busy(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    Register.create(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Register.open(path, wait=0.1) as register:
        with pytest.raises(RegisterBusy, match="nothing was written"):
            register.append([door("d1")])
        other.execute("ROLLBACK")
        other.close()
        assert register.append([door("d1")])[0].seq == 1


def test_a_writer_behind_a_locked_head_is_told_so() -> None:
    url = fresh_database()
    Register.create(url).close()
    with psycopg.connect(url) as other, Register.open(url, wait=0.1) as register:
        other.execute("SELECT * FROM head FOR UPDATE")
        with pytest.raises(RegisterBusy, match="nothing was written"):
            register.append([door("d1")])
        assert register.verify().seq == 0
        other.rollback()
        assert register.append([door("d1")])[0].seq == 1


def test_a_reader_sees_one_moment_while_others_write(place: str) -> None:
    Register.create(place).close()
    with Register.open(place) as reader, Register.open(place) as writing:
        writing.append([door(f"d{i}") for i in range(6_000)])
        lines = reader.lines()
        first = next(lines)
        writing.append([door("late")])
        assert len([first, *lines]) == 6_000
        assert reader.verify().seq == 6_001


@pytest.mark.parametrize("room", [40_000, 90_000, 200_000])
def test_a_disk_without_room_loses_nothing(tmp_path: Path, room: int) -> None:
    """No file of the writer may grow beyond a size that the system itself enforces."""
    path = tmp_path / "r.db"
    with Register.create(path) as register:
        register.append(batch(1))
    process = writer("limited", path, path.stat().st_size + room)
    said = process.communicate()[0].splitlines()
    assert "the disk is full" in said[-1]
    told = int(said[-2].split()[0]) if len(said) > 1 else BATCH
    with Register.open(path) as register:
        assert register.verify().seq == told
        register.append(batch(told // BATCH + 1))
        assert register.verify().seq == told + BATCH
