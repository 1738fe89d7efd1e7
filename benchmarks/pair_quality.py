"""Three classes of address pairs (0 different, 1 partly, 2 exactly the same place).

    python benchmarks/pair_quality.py GOLD.tsv [--out PRED.tsv]

GOLD has `query<TAB>candidate[<TAB>class]` a line. The class follows by a few fixed rules from
the components that are equal or not, and from how much of the query's site stands in the
candidate, where rare words count for more: how often a pair of characters occurs is counted on
the texts of the file. No label is read for it; the rules and their few thresholds were written
by hand while looking at labelled pairs of CCKS 2021. Prints macro F1 and the figures of each
class where the file has them; `--out` writes the pairs with the predicted class.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import pairwise
from math import log
from pathlib import Path
from typing import NamedTuple

from doorplate.address import Address
from doorplate.normalize import parse

_PLACED = frozenset({
    "province", "city", "district", "town", "road", "lane", "number", "subnumber",
    "building", "unit", "floor", "room", "group",
})  # fmt: skip
_WAY = frozenset({"intersection", "distance", "relative"})
_SHARED = {True: 3, False: 4}
"""Characters that two texts have in one piece at least: in one county, and elsewhere."""
_LONG = 6
"""A stretch of so many characters is the same place, or leads to it."""
_AROUND = ("city", "district", "town", "village", "road")
"""A short name may stand in many places: one of these must be the same."""
_HALF = 0.5


class Read(NamedTuple):
    """A text with its address, and what of the text names a site rather than a way there."""

    text: str
    address: Address
    site: str

    @classmethod
    def of(cls, text: str) -> "Read":
        """Read a text."""
        address = parse(text).best
        kept = list(text)
        taken = [c for c in address.components if c.start >= 0 and c.level.key in _PLACED]
        for part in (*taken, *(span for span in address.noise if span.kind in _WAY)):
            kept[part.start : part.end] = " " * (part.end - part.start)
        return cls(text, address, "".join(c if c.isalnum() else " " for c in kept).strip())

    def values(self, key: str) -> frozenset[str]:
        """What the address says at one level: a crossing has two roads."""
        return frozenset(c.value for c in self.address.components if c.level.key == key)

    @property
    def finest(self) -> str:
        """The level of what the text names last."""
        placed = [c for c in self.address.components if c.start >= 0]
        return max(placed, key=lambda c: c.end).level.key if placed else ""


class Rarity:
    """How much a pair of characters says: the logarithm of how few texts have it."""

    def __init__(self, texts: Iterable[str]) -> None:
        known = list(texts)
        self._size = len(known)
        self._count = Counter(pair for text in known for pair in set(pairwise(text)))

    def shared(self, site: str, text: str) -> float:
        """The share of what a site says that stands in a text; -1 where it says nothing."""
        pairs, other = {p for p in pairwise(site) if " " not in p}, set(pairwise(text))
        weight = {p: log(self._size / (1 + self._count[p])) for p in pairs}
        whole = sum(weight.values())
        return sum(w for p, w in weight.items() if p in other) / whole if whole else -1.0


class Pair:
    """A query and a candidate with what is equal between them."""

    def __init__(self, query: Read, candidate: Read, rarity: Rarity) -> None:
        self.query, self.candidate = query, candidate
        self.covered = rarity.shared(query.site, candidate.text)
        self.covering = rarity.shared(candidate.site, query.text)
        matcher = SequenceMatcher(None, query.text, candidate.text, autojunk=False)
        self.stretch = matcher.find_longest_match().size

    def state(self, key: str) -> str:
        """`equal`, `conflict`, `query` or `candidate` where one alone has it, or nothing."""
        left, right = self.query.values(key), self.candidate.values(key)
        if not left or not right:
            return "query" if left else "candidate" if right else ""
        return "conflict" if left.isdisjoint(right) else "equal"

    def any_equal(self, *components: str) -> bool:
        """Whether one of the components is equal."""
        return any(self.state(component) == "equal" for component in components)

    def kind(self) -> int:
        """The class of the pair."""
        near = self.any_equal("city", "district")
        if self.stretch < _SHARED[near]:
            return 0
        if self.covered > _HALF:
            return self._of_one_site()
        return self._by_the_way() if self.covered < 0 else self._around(near=near)

    def _of_one_site(self) -> int:
        """The candidate names the query's site: is it the same building or the same end?"""
        building = self.state("building")
        if building in {"query", "conflict"}:
            return 1
        if building == "equal":
            return 2
        if self.query.text[-2:] == self.candidate.text[-2:] and self.covering > _HALF:
            return 2 if self.stretch >= _LONG or self.any_equal(*_AROUND) else 0
        ends = self.query.site.endswith(self.candidate.site[-3:])
        return 2 if not building and ends and self.stretch >= _LONG else 1

    def _by_the_way(self) -> int:
        """The query names a street and a number alone."""
        if not self.any_equal("road", "lane"):
            return 0
        same = self.state("number") == "equal" and self.state("building") in {"", "equal"}
        return 2 if same and self.query.finest == self.candidate.finest else 1

    def _around(self, *, near: bool) -> int:
        """The query's site is another one: on the same street, or in the same place?"""
        number = self.state("number")
        if self.stretch > _LONG and number != "conflict":
            return 1
        if self.any_equal("road", "lane") and number not in {"candidate", "conflict"}:
            return 1
        return 1 if near and self.stretch >= _SHARED[False] and self.covering > _HALF else 0


def f1(gold: list[int], found: list[int], kind: int) -> tuple[float, float, float]:
    """Precision, recall and F1 of one class."""
    hits = sum(g == f == kind for g, f in zip(gold, found, strict=True))
    precision, recall = hits / max(1, found.count(kind)), hits / max(1, gold.count(kind))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    """Predict, report, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("gold", type=Path)
    options.add_argument("--out", type=Path)
    args = options.parse_args()
    lines = args.gold.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line]
    read = {text: Read.of(text) for row in rows for text in row[:2]}
    rarity = Rarity(read)
    found = [Pair(read[row[0]], read[row[1]], rarity).kind() for row in rows]
    if args.out:
        pairs = zip(rows, found, strict=True)
        text = "".join(f"{row[0]}\t{row[1]}\t{kind}\n" for row, kind in pairs)
        args.out.write_text(text, encoding="utf-8")
    if all(len(row) > 2 for row in rows):
        gold = [int(row[2]) for row in rows]
        figures = [f1(gold, found, kind) for kind in (0, 1, 2)]
        print(f"macro F1 {sum(f for *_, f in figures) / 3:.4f} over {len(rows)} pairs")
        for kind, (precision, recall, mean) in enumerate(figures):
            print(f"  class {kind}: P {precision:.4f} R {recall:.4f} F1 {mean:.4f}")
        print("  predicted", dict(Counter(found)), "gold", dict(Counter(gold)))


if __name__ == "__main__":
    main()
