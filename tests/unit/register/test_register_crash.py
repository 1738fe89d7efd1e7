"""Writers that are killed, power cuts, many clerks at once.

`DOORPLATE_REGISTER_FULL=1` runs the full counts: 200 kills on each store, a cut at sixteen
places of every frame of the log, 16 processes with 5,000 doors.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from doorplate.errors import RegisterBusy, RegisterError
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


def test_a_power_cut_at_any_length_of_the_log_keeps_whole_commits(tmp_path: Path) -> None:
    whole, cut = tmp_path / "r.db", tmp_path / "cut.db"
    Register.create(whole).close()
    holder = sqlite3.connect(whole)
    holder.execute("PRAGMA wal_autocheckpoint = 0")
    holder.execute("SELECT count(*) FROM events").fetchone()
    log = tmp_path / "r.db-wal"
    commits = [(0, 0)]
    with Register.open(whole) as register:
        for n in range(1, 9):
            register.append(batch(n))
            commits.append((log.stat().st_size, n * BATCH))
        bytes_, main = log.read_bytes(), whole.read_bytes()
    holder.close()
    for length in cuts(len(bytes_)):
        cut.write_bytes(main)
        Path(f"{cut}-wal").write_bytes(bytes_[:length])
        Path(f"{cut}-shm").unlink(missing_ok=True)
        with Register.open(cut) as register:
            kept = max(seq for size, seq in commits if size <= length)
            assert register.head.seq == kept
            register.verify()


def cuts(size: int) -> list[int]:
    """Lengths to cut at: the ends of frames (24 + 4096 bytes behind a header of 32), around."""
    ends = range(32, size + 1, 4120)
    if FULL:
        return sorted({min(end + i * 257, size) for end in ends for i in range(16)})
    draw = random.Random(1)
    return [0, 31, size - 1, size, *draw.sample(ends, 15), *draw.sample(range(size), 15)]


def number_together(place: str, processes: int, doors: int, streets: int) -> float:
    Register.create(place).close()
    share = doors // processes
    start = time.perf_counter()
    clerks = [writer("assign", place, f"c{i}", share, streets) for i in range(processes)]
    said = [clerk.communicate()[0] for clerk in clerks]
    assert [line.split()[0] for line in said] == [str(share)] * processes
    took = time.perf_counter() - start
    with Register.open(place) as register:
        state = register.state()
        register.verify()
        assert replay(register.events()) == state
    held = [(a.get("scope"), a.get("number")) for a in state.addresses.values()]
    assert len(set(held)) == len(held) == len(state.doors) == share * processes
    for street in {scope for scope, _ in held}:
        numbers = sorted(number.main for number, _ in state.numbers(street))
        assert numbers == list(range(1, 2 * len(numbers), 2))
    return share * processes / took


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


def append_many(register: Register, count: int) -> None:
    for n in range(2, count):
        register.append(batch(n))


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with Register.create(path) as register:
        register.append(batch(1))
    copy = tmp_path / "small.db"
    shutil.copy(path, copy)
    with Register.open(copy) as register:
        with register._store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 20")
        with pytest.raises(RegisterError, match="disk is full"):
            append_many(register, 2_000)
        register.verify()
        assert register.head.seq % BATCH == 0
