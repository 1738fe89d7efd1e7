"""One record against a register: how often right, how often wrong, how long.

    python benchmarks/index_quality.py --rows 100000

Of a made-up register one door in ten is held out as new; of the other doors, a third of the
corrupted records are asked. Prints shares and milliseconds, with and without reading the text.
"""

import argparse
import random
import statistics
import time
from collections import Counter

from doorplate.match import Index, Record
from doorplate.normalize import parse
from register_generator import Row, generate


def split(rows: list[Row], seed: int) -> tuple[list[Row], list[Row], set[int]]:
    """Rows for the index, rows to ask, and the doors that the index holds."""
    rng = random.Random(seed)
    doors = sorted({row.door for row in rows})
    new = set(rng.sample(doors, len(doors) // 10))
    asked = [r for r in rows if r.door in new or (r.classes and rng.random() < 1 / 3)]
    kept = {row.id for row in rows} - {row.id for row in asked}
    base = [row for row in rows if row.id in kept]
    rng.shuffle(asked)
    return base, asked, {row.door for row in base}


def main() -> None:
    """Build, ask, report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--ask", type=int, default=10_000)
    args = options.parse_args()
    rows = generate(args.rows).rows
    base, asked, held = split(rows, 5)
    door = {row.id: row.door for row in base}
    start = time.process_time()
    index = Index.build(Record(row.id, parse(row.text).best) for row in base)
    built = time.process_time() - start
    print(f"{len(base)} rows, {len(index)} doors, built in {built:.1f} CPU s")
    counts, whole, alone = Counter[str](), [], []
    for row in asked[: args.ask]:
        begin = time.perf_counter()
        address = parse(row.text).best
        middle = time.perf_counter()
        found = index.match(address)
        end = time.perf_counter()
        whole.append(end - begin)
        alone.append(end - middle)
        known = "old" if row.door in held else "new"
        right = found.record is not None and door[found.record] == row.door
        outcome = "right" if right else "linked wrong" if found.record else "not linked"
        counts[known] += 1
        counts[f"{known} {outcome}"] += 1
    old, new = counts["old"], counts["new"]
    print(
        f"  right {counts['old right'] / old:.4f}, wrong {counts['old linked wrong'] / old:.4f}"
    )
    print(f"  new doors falsely linked {counts['new linked wrong'] / new:.4f}")
    with_reading, without = statistics.median(whole) * 1e3, statistics.median(alone) * 1e3
    print(f"  median {with_reading:.3f} ms with reading, {without:.3f} ms without")


if __name__ == "__main__":
    main()
