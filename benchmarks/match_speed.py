"""The matching core beside an exact key, all-pairs rapidfuzz, recordlinkage and Splink.

    python benchmarks/match_speed.py --rows 100000

Needs the `bench` packages. Every system gets the same components, read once by this library,
and is measured in a process of its own: CPU of its matching alone, peak memory, pairs compared,
pairwise figures, look-alikes merged. The rivals are given names without their endings and
numbers in one spelling, at no cost to them. Splink blocks on the number tuple in every rule,
with weights set by hand and term frequencies: the best set-up found. Its cut and that of
rapidfuzz are the best in hindsight, which flatters them. All-pairs systems stop at 10,000 rows.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from _quality import merged_lookalikes, peak_mb, read_lookalikes, read_rows, score
from doorplate.address import Address, Component, Level, Span
from doorplate.match import Record, dedupe
from doorplate.match._parts import NAME_LEVELS, NUMBER_LEVELS, name_of, number_of, spelled
from doorplate.normalize import parse

NAMES = ("town", "village", "hamlet", "road", "compound")
NUMBERS = ("group", "lane", "number", "subnumber", "building", "unit", "floor", "room")
ALL_PAIRS_MOST = 10_000
BYTES_A_CHARACTER = 3
"""DuckDB counts edits in bytes of UTF-8, of which a Chinese character has three."""
Table = list[tuple[str, dict[str, str], dict[str, str]]]
"""Id, components as read, and components in one spelling, of every record."""
Grouping = Iterator[dict[str, str]]


def components(folder: Path) -> Table:
    """Ids with components, as read once, and in one spelling."""
    with (folder / "parts.jsonl").open(encoding="utf-8") as file:
        return [tuple(json.loads(line)) for line in file]


def as_read(folder: Path) -> list[Record]:
    """Ids with addresses just as the reader gave them."""
    with (folder / "read.jsonl").open(encoding="utf-8") as file:
        return [
            Record(
                identity,
                Address(
                    tuple(Component(Level(level), *part) for level, *part in parts),
                    tuple(Span(*span) for span in rest),
                ),
            )
            for identity, parts, rest in map(json.loads, file)
        ]


def clusters_of(ids: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Connected components, by their smallest id."""
    parent = {i: i for i in ids}

    def root(i: str) -> str:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for a, b in pairs:
        x, y = sorted((root(a), root(b)))
        parent[y] = x
    return {i: root(i) for i in parent}


def key_of(parts: dict[str, str]) -> tuple[str, ...]:
    """Every component below the county."""
    return tuple(parts.get(key, "") for key in (*NAMES, *NUMBERS))


def doorplate(table: Any) -> Grouping:
    """This library, given addresses as its reader gives them."""
    yield dedupe(table).cluster_ids()


def exact_key(table: Table) -> Grouping:
    """Equal components, town included."""
    first: dict[tuple[str, ...], str] = {}
    yield {i: first.setdefault(key_of(parts), i) for i, _, parts in table}


def rapidfuzz_all(table: Table) -> Grouping:
    """Every pair of texts by `fuzz.ratio`, at several cuts."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  # only this process needs it

    ids = [i for i, _, _ in table]
    texts = ["".join(key_of(parts)) for _, _, parts in table]
    for cut in (90, 94, 97, 99):
        pairs = []
        for at in range(0, len(texts), 1000):
            block = process.cdist(
                texts[at : at + 1000], texts, scorer=fuzz.ratio, score_cutoff=cut
            )
            pairs += [(ids[at + i], ids[j]) for i, j in zip(*block.nonzero(), strict=True)]
        yield clusters_of(ids, pairs)


def recordlinkage_rule(table: Table) -> Grouping:
    """Number tuple blocked, name within a Levenshtein similarity."""
    import pandas as pd  # noqa: PLC0415  # only this process needs it
    import recordlinkage  # noqa: PLC0415

    frame = _frame(pd, table)
    indexer = recordlinkage.Index()
    indexer.block("numbers")
    compare = recordlinkage.Compare()
    compare.string("name", "name", method="levenshtein", label="name")
    compare.exact("town", "town", label="town")
    scores = compare.compute(indexer.index(frame), frame)
    for cut in (0.6, 0.75, 0.9):
        yield clusters_of(frame.index, scores[scores["name"] >= cut].index)


def _frame(pd: Any, table: Table) -> Any:
    rows = [
        {
            "unique_id": i,
            "town": parts.get("town") or None,
            "name": place_of(parts),
            "numbers": "|".join(parts.get(k, "") for k in NUMBERS),
        }
        for i, _, parts in table
    ]
    return pd.DataFrame(rows).set_index("unique_id")


def place_of(parts: dict[str, str]) -> str:
    """The compound, or village and street."""
    street = "".join(parts.get(key, "") for key in ("village", "hamlet", "road"))
    return parts.get("compound") or street


def splink_numbers(table: Table) -> Grouping:
    """Splink on DuckDB, number tuple in every blocking rule, weights by hand."""
    import pandas as pd  # noqa: PLC0415  # only this process needs it
    import splink.comparison_library as cl  # noqa: PLC0415
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415

    name = cl.LevenshteinAtThresholds("name", [BYTES_A_CHARACTER]).configure(
        m_probabilities=[0.8, 0.18, 0.02], term_frequency_adjustments=True
    )
    town = cl.ExactMatch("town").configure(m_probabilities=[0.95, 0.05])
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[name, town],
        blocking_rules_to_generate_predictions=[
            block_on("numbers", "town"),
            block_on("numbers", "name"),
            block_on("numbers", "substr(name, 1, 1)"),
        ],
        probability_two_random_records_match=0.1,
    )
    api = DuckDBAPI()
    frame = _frame(pd, table).reset_index()
    source = api.register(frame) if hasattr(api, "register") else frame
    linker = Linker(source, settings) if source is not frame else Linker(frame, settings, api)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    predicted = linker.inference.predict(threshold_match_weight=-10)
    pairs = predicted.as_pandas_dataframe()
    print("  pairs compared", len(pairs))
    for cut in (-6, -3, 0, 2, 4, 6):
        kept = pairs[pairs["match_weight"] >= cut]
        couples = zip(kept["unique_id_l"], kept["unique_id_r"], strict=True)
        yield clusters_of(frame["unique_id"], couples)


SYSTEMS: dict[str, Callable[[Table], Grouping]] = {
    "doorplate": doorplate, "exact_key": exact_key, "splink": splink_numbers,
    "recordlinkage": recordlinkage_rule, "rapidfuzz": rapidfuzz_all,
}  # fmt: skip
SMALL_ONLY = {"rapidfuzz", "recordlinkage"}


def measure(name: str, folder: Path) -> None:
    """Run one system and print its best figures."""
    rows = list(read_rows(folder))
    door_of = {row.id: row.door for row in rows}
    given: Any = as_read(folder) if name == "doorplate" else components(folder)
    loaded = peak_mb()
    start = time.process_time()
    best: tuple[float, dict[str, str]] | None = None
    spent = None
    for found in SYSTEMS[name](given):
        spent = spent or time.process_time() - start
        quality = score(found, door_of).f1
        if best is None or quality > best[0]:
            best = quality, found
    if best is None or spent is None:
        return
    figures = score(best[1], door_of)
    merged, total = merged_lookalikes(best[1], door_of, read_lookalikes(folder))
    print(
        f"{name:14} CPU {spent:8.2f} s  {peak_mb() - loaded:6} MB more"
        f"  P {figures.precision:.4f} R {figures.recall:.4f} F1 {figures.f1:.4f}"
        f"  B3 {figures.b3:.4f}  look-alikes {merged.total() / max(1, total.total()):.2%}"
    )


def prepare(folder: Path, rows: int, seed: int) -> None:
    """Write a register and its components."""
    script = Path(__file__).with_name("register_generator.py")
    command = [sys.executable, script, "--rows", str(rows), "--seed", str(seed), "-o", folder]
    subprocess.run(command, check=True)
    with (
        (folder / "parts.jsonl").open("w", encoding="utf-8") as parts,
        (folder / "read.jsonl").open("w", encoding="utf-8") as read,
    ):
        for row in read_rows(folder):
            address = parse(row.text).best
            _write(parts, row.id, address.to_dict(), one_spelling(address))
            _write(read, row.id, address.components, address.rest)


def _write(file: TextIO, *line: object) -> None:
    file.write(json.dumps(line, ensure_ascii=False) + "\n")


def one_spelling(address: Address) -> dict[str, str]:
    """Names without their endings and numbers without their designators, by level key."""
    names, numbers = spelled(address)
    area, place = name_of(names)
    levels = (*NAME_LEVELS, *NUMBER_LEVELS)
    values = (*area, *place, *number_of(numbers))
    found: dict[str, str] = {}
    for level, value in zip(levels, values, strict=False):
        if value:
            found[level.key] = found.get(level.key, "") + value
    return found


def main() -> None:
    """Every system in a process of its own, on one register."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", nargs="+", choices=sorted(SYSTEMS), default=list(SYSTEMS))
    options.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    args = options.parse_args()
    if args.measure:
        measure(args.measure[0], Path(args.measure[1]))
        return
    with tempfile.TemporaryDirectory() as name:
        prepare(Path(name), args.rows, args.seed)
        print(f"{args.rows} rows, seed {args.seed}", flush=True)
        for system in args.only:
            if args.rows <= ALL_PAIRS_MOST or system not in SMALL_ONLY:
                subprocess.run(
                    [sys.executable, __file__, "--measure", system, name], check=False
                )


if __name__ == "__main__":
    main()
