"""Figures of a grouping against the truth of a made-up register."""

import csv
import resource
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from doorplate.address import Address, Level


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


def read_places(folder: Path) -> dict[str, tuple[str, ...]]:
    """Town, village, road and compound of every door."""
    with (folder / "doors.csv").open(encoding="utf-8", newline="") as file:
        return {row["door"]: tuple(row[key] for key in PLACE) for row in csv.DictReader(file)}


def pairs(counts: Iterable[int]) -> int:
    """How many pairs groups of these sizes hold."""
    return sum(n * (n - 1) // 2 for n in counts)


PLACE = ("town", "village", "road", "compound")
NAMED = (Level.TOWN, Level.VILLAGE, Level.HAMLET, Level.ROAD, Level.LANE, Level.COMPOUND)
MISNAMED = {"homophone", "shape", "char_drop", "char_swap", "wrong_town"}


def place_of(address: Address) -> str:
    """The names of an address from town to compound."""
    named = (c.value for c in address.components if c.level in NAMED)
    return "".join(name for name in named if not name[0].isdigit())


def names_place(named: str, truth: tuple[str, ...]) -> bool:
    """Whether names say the right place, wherever one is cut from the next.

    Streets of villages stand on no place list and are not compared.
    """
    town, village, *rest = truth
    return named.startswith(town + village) if village else named == town + "".join(rest)


@dataclass(slots=True)
class Corrections:
    """Records whose place was named right or wrong, or left to a person."""

    records: int = 0
    asked: int = 0
    wrong: int = 0
    named: int = 0
    harmed: int = 0

    def count(self, row: Row, truth: tuple[str, ...], address: Address, *, asked: bool) -> None:
        """Add one record with what it was taken for."""
        well = not MISNAMED & set(row.classes)
        wrong = not asked and not names_place(place_of(address), truth)
        self.records += 1
        self.named += well
        self.asked += asked
        self.wrong += wrong
        self.harmed += wrong and well

    def __str__(self) -> str:
        return (
            f"left to a person {self.asked / self.records:.2%}, "
            f"wrong {self.wrong / self.records:.3%}, "
            f"right names harmed {self.harmed / max(1, self.named):.3%}"
        )


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
