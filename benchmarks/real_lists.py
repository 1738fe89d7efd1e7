"""Whole lists through parse, dedupe and clean: rows in and out, share down to a number, cost.

    python benchmarks/real_lists.py FILE... [--steps parse,dedupe,clean]

Each step runs as its own process, as a user runs it: time and memory are the command's.
"""

import argparse
import csv
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from doorplate import tables

CODE = "from doorplate.cli import main; main()"


class Step(NamedTuple):
    """What one command did with one list."""

    name: str
    rows_in: int
    rows_out: int
    rejects: int
    numbered: int | None
    cost: "Cost"


class Cost(NamedTuple):
    """Seconds by the clock and of the processor, and peak megabytes."""

    clock: float
    processor: float
    megabytes: float


def run(args: Sequence[str]) -> Cost:
    """What a command costs that must not fail."""
    start = time.perf_counter()
    pid = os.posix_spawn(sys.executable, [sys.executable, "-c", CODE, *args], os.environ)
    _, status, used = os.wait4(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in {0, 1}:
        sys.exit(f"doorplate {' '.join(args)}: exit code {code}")
    processor = used.ru_utime + used.ru_stime
    return Cost(time.perf_counter() - start, processor, used.ru_maxrss / 1024)


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a result, read without the library under test."""
    csv.field_size_limit(2**30)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def parse(source: Path, folder: Path) -> Step:
    """`doorplate parse`."""
    out = folder / "parsed.csv"
    cost = run(["parse", "--file", str(source), "-o", str(out)])
    rows = list(rows_of(out))
    rejects = sum(not row["canonical"] for row in rows)
    numbered = sum(bool(row["number"]) for row in rows)
    return Step("parse", count(source), len(rows), rejects, numbered, cost)


def dedupe(source: Path, folder: Path) -> Step:
    """`doorplate dedupe`."""
    out = folder / "doors.csv"
    cost = run(["dedupe", str(source), "-o", str(out)])
    rows = list(rows_of(out))
    rejects = sum(row["decision"] == "reject" for row in rows)
    return Step("dedupe", count(source), len(rows), rejects, None, cost)


def clean(source: Path, folder: Path) -> Step:
    """`doorplate clean`."""
    out = folder / "clean"
    cost = run(["clean", str(source), "-o", str(out), "--policy", "default-v"])
    rejects = sum(1 for _ in rows_of(out / "rejects.csv"))
    rows = sum(1 for _ in rows_of(out / "cleaned.csv"))
    return Step("clean", count(source), rows + rejects, rejects, None, cost)


def count(source: Path) -> int:
    """Rows of a list."""
    return sum(1 for _ in tables.read(source))


STEPS = {"parse": parse, "dedupe": dedupe, "clean": clean}


def show(source: Path, step: Step) -> None:
    """One line of the result."""
    share = "" if step.numbered is None else f"{100 * step.numbered / step.rows_in:.1f} %"
    lost = "" if step.rows_in == step.rows_out else "  ROWS LOST"
    print(
        f"{source.name:26} {step.name:7} {step.rows_in:>8,} {step.rows_out:>8,} "
        f"{step.rejects:>8,} {share:>8} {step.cost.clock:>8.1f} {step.cost.processor:>8.1f} "
        f"{step.cost.megabytes:>7.0f}{lost}",
        flush=True,
    )


def main() -> None:
    """Prints a line for each list and step; ends with 1 where a row was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--steps", default=",".join(STEPS))
    options = parser.parse_args()
    print(f"{'list':26} {'step':7} {'in':>8} {'out':>8} {'rejects':>8} {'number':>8} "
          f"{'seconds':>8} {'cpu':>8} {'MB':>7}")  # fmt: skip
    lost = False
    for source in options.files:
        for name in options.steps.split(","):
            with tempfile.TemporaryDirectory() as folder:
                step = STEPS[name](source, Path(folder))
            show(source, step)
            lost = lost or step.rows_in != step.rows_out
    sys.exit(lost)


if __name__ == "__main__":
    main()
