"""The register of a county: what an event, a look-up and an audit cost as it grows.

    python benchmarks/register_scale.py [10000 100000 1000000] [--url postgresql://…]

Makes a register of a made-up county (192 villages, six events a door, 1,000,000 events for
about 170,000 doors), appends in batches of 5,000, and prints one row for each size. Every other
operation runs in a process of its own, so that its peak of memory is its own (about 45 MB of
that is the interpreter with SQLAlchemy). Seconds are of the processor, and of the clock where
both stand, since other programs may be running.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from doorplate.register import Event, Register, Verb, audit, coverage

DAY = date(2022, 7, 8)
VILLAGES = 192
STREET = 60
STREETS = "东西南北中前后上下新老长短宽平"
BATCH = 5_000
HEADER = (
    "events | append µs/event cpu, clock | open ms, MB | look-up ms median, worst, MB"
    " | state s | audit s, MB | coverage s, MB | verify s, MB | export s, MB | file MB"
)


def named(n: int) -> tuple[str, str, int]:
    """Village, street and number of the nth door: 15 streets of 60 doors a village."""
    village, rest = divmod(n, 15 * STREET)
    street, place = divmod(rest, STREET)
    return f"第{village}村", f"{STREETS[street]}街", place + 1


def county() -> Iterator[Event]:
    """Six events a door: surveyed, numbered, its plate ordered, made, received and hung."""
    n = 0
    while True:
        village, street, place = named(n)
        side = "left" if place % 2 else "right"
        text = f"武功县普集街道{village}{street}{place}号"
        address = {
            "scope": village + street,
            "number": f"{place}号",
            "text": text,
            "door": f"d{n}",
        }
        facts = {"scope": village + street, "side": side, "order": place,
                 "households": [f"h{n}"], "village": village}  # fmt: skip
        yield Event(DAY, "surveyor", Verb.SURVEY, f"d{n}", facts)
        yield Event(DAY, "clerk", Verb.VERIFY, f"a{n}", address, "核对", (f"照片{n}",))
        yield Event(DAY, "clerk", Verb.ORDER, f"p{n}", {"address": f"a{n}"})
        yield Event(DAY, "maker", Verb.MAKE, f"p{n}")
        yield Event(DAY, "clerk", Verb.RECEIVE, f"p{n}")
        yield Event(DAY, "installer", Verb.HANG, f"p{n}", {"door": f"d{n}"})
        n += 1


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds of the processor and of the clock."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def grow(register: Register, source: Iterator[Event], count: int) -> tuple[float, float]:
    """Append until there are `count` events; microseconds an event of the last 10,000."""
    while register.head.seq < count - 10_000:
        register.append(islice(source, BATCH))
    cpu = wall = 0.0
    while register.head.seq < count:
        spent = timed(lambda: register.append(islice(source, BATCH)))
        cpu, wall = cpu + spent[0], wall + spent[1]
    return cpu * 100, wall * 100


def look_up(place: str, doors: int, _folder: Path) -> list[str]:
    """Median and worst of 200 look-ups by the end of a text, in milliseconds of the clock."""
    taken = []
    with Register.open(place) as register:
        for i in range(200):
            village, street, number = named(i * doors // 200)
            text = f"{village}{street}{number}号"
            spent = timed(partial(register.lookup, text, DAY))
            taken.append(spent[1] * 1000)
    return [f"{statistics.median(taken):.1f}", f"{max(taken):.1f}"]


def open_(place: str, _doors: int, _folder: Path) -> list[str]:
    """Milliseconds of the clock; the second time, when the libraries are loaded."""
    Register.open(place).close()
    return [f"{timed(lambda: Register.open(place).close())[1] * 1000:.0f}"]


def audit_(place: str, _doors: int, _folder: Path) -> list[str]:
    """Processor seconds of reading the state, and of the audit."""
    held: list[Any] = []
    with Register.open(place) as register:
        read = timed(lambda: held.append(register.state()))[0]
    return [f"{read:.1f} |", f"{timed(lambda: audit(held[0]))[0]:.1f}"]


def coverage_(place: str, _doors: int, _folder: Path) -> list[str]:
    """Processor seconds, without reading the state."""
    with Register.open(place) as register:
        state = register.state()
    return [f"{timed(lambda: coverage(state))[0]:.1f}"]


def verify(place: str, _doors: int, _folder: Path) -> list[str]:
    """Processor seconds of proving every event and every cell."""
    with Register.open(place) as register:
        return [f"{timed(register.verify)[0]:.1f}"]


def export(place: str, _doors: int, folder: Path) -> list[str]:
    """Processor seconds of writing every line to a file."""
    path = folder / "events.jsonl"
    with Register.open(place) as register, path.open("w", encoding="utf-8") as file:
        lines = (f"{line}\n" for line in register.lines())
        return [f"{timed(lambda: file.writelines(lines))[0]:.1f}"]


OPERATIONS = {
    "open": open_, "look up": look_up, "audit": audit_, "coverage": coverage_,
    "verify": verify, "export": export,
}  # fmt: skip


def alone(name: str, place: str, doors: int, folder: Path) -> str:
    """One operation in a process of its own; what it took, and its peak of memory in MB."""
    command = [sys.executable, __file__, "--one", name, place, str(doors), str(folder)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def one(name: str, place: str, doors: str, folder: str) -> None:
    """The child of `alone`."""
    said = OPERATIONS[name](place, int(doors), Path(folder))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(", ".join([*said, f"{peak:.0f}"]).replace("|,", "|"))


def measure(place: str, sizes: list[int], folder: Path) -> None:
    """One line a size."""
    print(HEADER)
    source = county()
    Register.create(place).close()
    for size in sizes:
        with Register.open(place) as register:
            append = grow(register, source, size)
        row = [f"{size:,}", f"{append[0]:.0f}, {append[1]:.0f}"]
        row += [alone(name, place, size // 6, folder) for name in OPERATIONS]
        disk = Path(place).stat().st_size / 2**20 if Path(place).exists() else 0
        print(" | ".join([*row, f"{disk:.0f}"]), flush=True)


def main() -> None:
    """Sizes and place from the command line."""
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--url", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(given.url or f"{folder}/county.db", given.sizes, Path(folder))


if __name__ == "__main__":
    main()
