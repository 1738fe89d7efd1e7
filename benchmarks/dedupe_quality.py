"""How well a made-up register is grouped into doors, and what that costs.

    python benchmarks/dedupe_quality.py --rows 10000 --seeds 1 2 3
    python benchmarks/dedupe_quality.py --rows 1000000 --places

Prints precision, recall, F1 and B-cubed F, look-alike doors merged by kind, recall by kind of
corruption, review rate, CPU of reading the texts and of everything after it, peak memory. The
register is written by another process, so that the memory shown is the matcher's own.
"""

import argparse
import csv
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from _quality import (
    merged_lookalikes,
    peak_mb,
    read_lookalikes,
    read_rows,
    recall_by_class,
    score,
)
from doorplate.match import Clusters, Places, Record, dedupe
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
    cluster_of = {m: c.id for c in clusters for m in c.members}
    decided = Counter(dict.fromkeys(("merged", "review", "single"), 0))
    for cluster in clusters:
        decided[str(cluster.decision)] += len(cluster.members)
    rows = list(read_rows(folder))
    door_of = {row.id: row.door for row in rows}
    figures = score(cluster_of, door_of)
    print("  P {:.5f}  R {:.5f}  F1 {:.5f}  B3 {:.5f}".format(*figures))
    merged, total = merged_lookalikes(cluster_of, door_of, read_lookalikes(folder))
    kinds = " ".join(f"{k} {merged[k]}/{total[k]}" for k in sorted(total))
    share = merged.total() / max(1, total.total())
    print(f"  look-alikes merged {merged.total()}/{total.total()} ({share:.2%}): {kinds}")
    recalls = recall_by_class(cluster_of, rows)
    print("  recall:", " ".join(f"{k} {a / b:.3f}" for k, (a, b) in recalls.items()))
    print(f"  review {decided['review'] / len(rows):.2%} of rows", dict(decided))


def run(rows: int, seed: int, *, places: bool) -> None:
    """Generate, read, group and report one register."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = Path(__file__).with_name("register_generator.py")
        subprocess.run(
            [sys.executable, script, "--rows", str(rows), "--seed", str(seed), "-o", name],
            check=True,
        )
        known = places_of(folder) if places else None
        reading = Reading(folder)
        start = time.process_time()
        clusters = dedupe(reading, places=known)
        spent = time.process_time() - start - reading.seconds
        print(f"{rows} rows, seed {seed}, {'with' if places else 'no'} place list")
        print(f"  CPU reading {reading.seconds:.2f} s, after it {spent:.2f} s, {peak_mb()} MB")
        report(folder, clusters)


def main() -> None:
    """Run the sizes and seeds asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, nargs="+", default=[10_000])
    options.add_argument("--seeds", type=int, nargs="+", default=[1])
    options.add_argument("--places", action="store_true", help="load the place list")
    args = options.parse_args()
    for rows in args.rows:
        for seed in args.seeds:
            run(rows, seed, places=args.places)


if __name__ == "__main__":
    main()
