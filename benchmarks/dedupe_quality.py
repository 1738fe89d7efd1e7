"""How well a made-up register is grouped into doors, and what that costs.

    python benchmarks/dedupe_quality.py --rows 10000 --seeds 1 2 3
    python benchmarks/dedupe_quality.py --rows 1000000 --places
    python benchmarks/dedupe_quality.py --style invented --places

Prints precision, recall, F1 and B-cubed F, the precision of what is merged without asking,
look-alike doors merged by kind, recall by kind of corruption, review rate, CPU of reading the
texts and of everything after it, peak memory; with the place list also how often `correct` and
the agreed form of a cluster name the right place. The register is written by another process,
so that the memory shown is the matcher's own.
"""

import argparse
import csv
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from _names import STYLES
from _quality import (
    Corrections,
    merged_lookalikes,
    peak_mb,
    read_lookalikes,
    read_places,
    read_rows,
    recall_by_class,
    score,
)
from doorplate.match import Clusters, Decision, Places, Record, Status, correct, dedupe
from doorplate.normalize import parse


class Reading:
    """Records of a register, parsed one at a time, with the CPU that took."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.seconds = folder, 0.0

    def __iter__(self) -> Iterator[Record]:
        start = time.process_time()
        for row in read_rows(self.folder):
            record = Record(row.id, parse(row.text).best)
            self.seconds += time.process_time() - start
            yield record
            start = time.process_time()


def places_of(folder: Path) -> Places:
    """The register's own place list."""
    with (folder / "places.csv").open(encoding="utf-8", newline="") as file:
        return Places.of(csv.DictReader(file))


def report(folder: Path, clusters: Clusters) -> None:
    """Print quality figures."""
    cluster_of = clusters.cluster_ids()
    decided = Counter(dict.fromkeys(("merged", "review", "single"), 0))
    for cluster in clusters:
        decided[str(cluster.decision)] += len(cluster.members)
    rows = list(read_rows(folder))
    door_of = {row.id: row.door for row in rows}
    merged = {m: c.id for c in clusters if c.decision is Decision.MERGED for m in c.members}
    figures = score(cluster_of, door_of)
    unasked = score(merged, {record: door_of[record] for record in merged}).precision
    print("  P {:.5f}  R {:.5f}  F1 {:.5f}  B3 {:.5f}".format(*figures), end="")
    print(f"  P of merged {unasked:.5f}")
    joined, total = merged_lookalikes(cluster_of, door_of, read_lookalikes(folder))
    kinds = " ".join(f"{k} {joined[k]}/{total[k]}" for k in sorted(total))
    share = joined.total() / max(1, total.total())
    print(f"  look-alikes merged {joined.total()}/{total.total()} ({share:.2%}): {kinds}")
    recalls = recall_by_class(cluster_of, rows)
    print("  recall:", " ".join(f"{k} {a / b:.3f}" for k, (a, b) in recalls.items()))
    print(f"  review {decided['review'] / len(rows):.2%} of rows", dict(decided))


def report_corrections(folder: Path, clusters: Clusters, known: Places) -> None:
    """Print how often the right place is named, per record and as the form of its cluster."""
    truth = read_places(folder)
    agreed = {m: c for c in clusters for m in c.members}
    one, whole = Corrections(), Corrections()
    for row in read_rows(folder):
        found = correct(parse(row.text).best, known)
        one.count(row, truth[row.door], found.address, asked=found.status is Status.REVIEW)
        cluster = agreed[row.id]
        asked = cluster.decision is Decision.REVIEW
        whole.count(row, truth[row.door], cluster.canonical, asked=asked)
    print("  correct():", one)
    print("  canonical:", whole)


def run(rows: int, seed: int, style: str, *, places: bool) -> None:
    """Generate, read, group and report one register."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = Path(__file__).with_name("register_generator.py")
        subprocess.run(
            [sys.executable, script, "--rows", str(rows), "--seed", str(seed),
             "--style", style, "-o", name],
            check=True,
        )  # fmt: skip
        known = places_of(folder) if places else None
        reading = Reading(folder)
        start = time.process_time()
        clusters = dedupe(reading, places=known)
        spent = time.process_time() - start - reading.seconds
        print(f"{rows} rows, seed {seed}, {style}, {'with' if places else 'no'} place list")
        print(f"  CPU reading {reading.seconds:.2f} s, after it {spent:.2f} s, {peak_mb()} MB")
        report(folder, clusters)
        if known:
            report_corrections(folder, clusters, known)


def main() -> None:
    """Run the sizes, seeds and styles asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, nargs="+", default=[10_000])
    options.add_argument("--seeds", type=int, nargs="+", default=[1])
    options.add_argument("--style", nargs="+", choices=sorted(STYLES), default=["gazetteer"])
    options.add_argument("--places", action="store_true", help="load the place list")
    args = options.parse_args()
    for rows, style, seed in product(args.rows, args.style, args.seeds):
        run(rows, seed, style, places=args.places)


if __name__ == "__main__":
    main()
