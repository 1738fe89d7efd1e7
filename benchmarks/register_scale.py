"""The register of a county: what an event, a look-up and an audit cost as it grows.

    python benchmarks/register_scale.py [10000 100000 1000000] [--url postgresql://…]

Makes a register of a made-up county (192 villages, six events a door, 1,000,000 events for
about 170,000 doors), appends in batches of 5,000, and prints one row for each size. Seconds are
of the processor, and of the clock where both stand, since other programs may be running.
"""

import argparse
import resource
import statistics
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
    "events | append µs/event cpu, clock | open ms | look-up ms median, worst"
    " | state s | audit s | coverage s | verify s | export s | MB peak | MB file"
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


def lookup_ms(register: Register, doors: int) -> tuple[float, float]:
    """Median and worst of 200 look-ups by the end of a text, in milliseconds."""
    taken = []
    for i in range(200):
        village, street, place = named(i * doors // 200)
        text = f"{village}{street}{place}号"
        spent = timed(partial(register.lookup, text, DAY))
        taken.append(spent[1] * 1000)
    return statistics.median(taken), max(taken)


def measure(place: str, sizes: list[int], folder: Path) -> None:
    """One line a size."""
    print(HEADER)
    source = county()
    Register.create(place).close()
    for size in sizes:
        with Register.open(place) as register:
            append = grow(register, source, size)
        opened = timed(lambda: Register.open(place).close())[1] * 1000
        with Register.open(place) as register:
            row = [f"{append[0]:.0f}, {append[1]:.0f}", f"{opened:.0f}"]
            row.append("{:.1f}, {:.1f}".format(*lookup_ms(register, size // 6)))
            row += [f"{cpu:.1f}" for cpu in reading(register, folder)]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        disk = Path(place).stat().st_size / 2**20 if Path(place).exists() else 0
        print(" | ".join([f"{size:,}", *row, f"{peak:.0f}", f"{disk:.0f}"]), flush=True)


def reading(register: Register, folder: Path) -> Iterator[float]:
    """Processor seconds of reading the state, auditing, proving, verifying, exporting."""
    held: list[Any] = []
    yield timed(lambda: held.append(register.state()))[0]
    yield timed(lambda: audit(held[0]))[0]
    yield timed(lambda: coverage(held[0]))[0]
    held.clear()
    yield timed(register.verify)[0]
    with (folder / "events.jsonl").open("w", encoding="utf-8") as file:
        yield timed(lambda: file.writelines(f"{line}\n" for line in register.lines()))[0]


def main() -> None:
    """Sizes and place from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--url", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(given.url or f"{folder}/county.db", given.sizes, Path(folder))


if __name__ == "__main__":
    main()
