"""Figures of a grouping against the truth of a made-up register."""

import csv
import resource
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """One record of a register on disk."""

    id: str
    door: str
    text: str
    classes: tuple[str, ...]


def read_rows(folder: Path) -> Iterable[Row]:
    """The rows of a register, one at a time."""
    with (folder / "rows.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Row(row["id"], row["door"], row["text"], tuple(row["classes"].split()))


def read_lookalikes(folder: Path) -> list[tuple[str, str, str]]:
    """Pairs of different doors that look alike, with the kind of likeness."""
    with (folder / "lookalikes.csv").open(encoding="utf-8", newline="") as file:
        return [(r["door"], r["other"], r["kind"]) for r in csv.DictReader(file)]


def pairs(counts: Iterable[int]) -> int:
    """How many pairs groups of these sizes hold."""
    return sum(n * (n - 1) // 2 for n in counts)


class Score(NamedTuple):
    """Pairwise precision, recall and F1, and B-cubed F."""

    precision: float
    recall: float
    f1: float
    b3: float


def score(cluster_of: Mapping[str, str], door_of: Mapping[str, str]) -> Score:
    """A grouping against the truth, over pairs and over records."""
    both = Counter((cluster, door_of[i]) for i, cluster in cluster_of.items())
    clusters, doors = Counter(cluster_of.values()), Counter(door_of.values())
    right = pairs(both.values())
    precision = right / max(1, pairs(clusters.values()))
    recall = right / max(1, pairs(doors.values()))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    count = len(door_of)
    b3p = sum(n * n / clusters[c] for (c, _), n in both.items()) / count
    b3r = sum(n * n / doors[d] for (_, d), n in both.items()) / count
    return Score(precision, recall, f1, 2 * b3p * b3r / (b3p + b3r))


def merged_lookalikes(
    cluster_of: Mapping[str, str],
    door_of: Mapping[str, str],
    lookalikes: Iterable[tuple[str, str, str]],
) -> tuple[Counter[str], Counter[str]]:
    """Look-alike pairs of doors that share a cluster, and all of them, by kind."""
    clusters: dict[str, set[str]] = defaultdict(set)
    for record, door in door_of.items():
        clusters[door].add(cluster_of[record])
    merged, total = Counter[str](), Counter[str]()
    for door, other, kind in lookalikes:
        total[kind] += 1
        merged[kind] += bool(clusters[door] & clusters[other])
    return merged, total


def recall_by_class(
    cluster_of: Mapping[str, str], rows: Iterable[Row]
) -> dict[str, tuple[int, int]]:
    """For each corruption, how many records with it alone join their clean record."""
    clean: dict[str, str] = {}
    single: list[Row] = []
    for row in rows:
        if not row.classes:
            clean[row.door] = cluster_of[row.id]
        elif len(row.classes) == 1:
            single.append(row)
    found: dict[str, tuple[int, int]] = {}
    for row in single:
        joined, total = found.get(row.classes[0], (0, 0))
        hit = cluster_of[row.id] == clean[row.door]
        found[row.classes[0]] = (joined + hit, total + 1)
    return dict(sorted(found.items()))


def peak_mb() -> int:
    """Peak resident memory of this process, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
