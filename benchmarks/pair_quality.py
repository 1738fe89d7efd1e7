"""Three classes of address pairs (0 different, 1 partly, 2 exactly the same place).

    python benchmarks/pair_quality.py GOLD.tsv [--out PRED.tsv]

GOLD has `query<TAB>candidate[<TAB>class]` a line. The class follows from what `compare` says of
each component and from how much of the two texts is the same, by three rules:

- *Evidence* is added in bits. What both texts have counts by how rare its pairs of characters
  are in the file; a component that agrees or contradicts counts as much as two rare pairs.
- Two texts that end alike (one name, one house of an estate, the same last characters) mean one
  place or two of one name: exactly the same or, on little evidence, different.
- All others are partly the same where there is evidence: a house and its estate, two houses of
  one estate, two doors of one street.

No label is read for it. The rules and their few round numbers were chosen by hand while looking
at 30 % of the labelled pairs of CCKS 2021 (by a hash of the query): at errors, at the share of
each class by rule, at some forty variants of the rules and a handful of round thresholds, and
at trees and regressions fitted there to see which evidence matters. Those, and about five
versions of the rules, were scored on the other 70 % too.

Prints macro F1 and the figures of each class where the file has them; `--out` writes the pairs
with the predicted class.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import pairwise
from math import log2
from pathlib import Path
from typing import NamedTuple

from doorplate.address import Address
from doorplate.match import compare
from doorplate.normalize import parse

_WIDE = frozenset({"province", "city", "district", "zone", "town"})
_PLACED = frozenset({
    "province", "city", "district", "town", "road", "lane", "number", "subnumber",
    "building", "unit", "floor", "room", "group",
})  # fmt: skip
_WAY = frozenset({"intersection", "distance", "relative"})

_ONE = frozenset({"equal", "ending", "akin"})
_AGREES = _ONE | {"known", "inside", "part", "shared", "within", "crossing"}
_DIFFERS = frozenset({
    "conflict", "other", "contrast", "numeral", "direction", "counted", "occupant", "kind",
    "section",
})  # fmt: skip
_COUNTED = ("district", "zone", "town", "village", "group", "road", "lane")
_STEP = 16
"""Bits of a component that agrees or contradicts."""
_SOME, _SURE = 3.5 * _STEP, 4 * _STEP
"""Evidence for one place at all, and for one place where two may have the name."""
_HALF = 0.5
_NAME = 3
"""Characters of a name that two sites share."""


class Read(NamedTuple):
    """A text with its address, without its divisions, and what of it names a site."""

    text: str
    address: Address
    plain: str
    site: str

    @classmethod
    def of(cls, text: str) -> "Read":
        """Read a text."""
        address = parse(text).best
        return cls(
            text, address, _without(_WIDE, text, address), _without(_PLACED, text, address)
        )


def _without(levels: frozenset[str], text: str, address: Address) -> str:
    """A text with blanks for some levels, for the way to a place, and for punctuation."""
    kept = list(text)
    taken = [c for c in address.components if c.start >= 0 and c.level.key in levels]
    for part in (*taken, *(span for span in address.noise if span.kind in _WAY)):
        kept[part.start : part.end] = " " * (part.end - part.start)
    return "".join(c if c.isalnum() else " " for c in kept).upper()


class Rarity:
    """How much a pair of characters says: bits by how few texts have it."""

    def __init__(self, texts: Iterable[str]) -> None:
        known = list(texts)
        self._size = len(known)
        self._count = Counter(pair for text in known for pair in set(pairwise(text.upper())))

    def bits(self, pairs: Iterable[tuple[str, str]]) -> float:
        """What pairs of characters say together."""
        return sum(log2(self._size / (1 + self._count[pair])) for pair in pairs)

    def found(self, site: str, text: str) -> int:
        """1 where half of what a site says stands in a text, else -1; 0 for no site."""
        pairs = {pair for pair in pairwise(site) if " " not in pair}
        if not pairs:
            return 0
        there = self.bits(pairs & set(pairwise(text.upper())))
        return 1 if there > _HALF * self.bits(pairs) else -1


class Pair:
    """A query and a candidate with what is equal between them."""

    def __init__(self, query: Read, candidate: Read, rarity: Rarity) -> None:
        self.query, self.candidate, self.rarity = query, candidate, rarity
        reasons = compare(query.address, candidate.address).reasons
        self.rules = {r.component: r.rule for r in reasons if r.rule != "missing"}
        self.alone = {r.component: "query" if r.left else "candidate" for r in reasons}
        self.covered = rarity.found(query.site, candidate.text)

    def kind(self) -> int:
        """The class of the pair."""
        evidence = self._evidence()
        if self._ends_alike():
            return 2 if evidence >= _SURE + _STEP * self._doubts() else 0
        return 1 if evidence >= _SOME else 0

    def _doubts(self) -> int:
        """What calls for more evidence: a shop has namesakes, and a place is on one road."""
        return (self._sign("road") < 0) + ("landmark" in self.rules)

    def _evidence(self) -> float:
        """Bits for one place."""
        steps = sum(map(self._sign, _COUNTED)) + self._site() + self._door() + self.covered
        covering = self.rarity.found(self.candidate.site, self.query.text) / 2
        return self._shared() + _STEP * (steps + covering + self._looked_up())

    def _looked_up(self) -> int:
        """A query that names its city or district was looked up there and nowhere else."""
        city = any(
            self._stands(key) == "query" or self._rule(key) in _ONE
            for key in ("province", "city")
        )
        return 2 * city + (self._stands("district") == "query")

    def _door(self) -> int:
        """Another door of the same street or estate is no evidence against the place."""
        sign = self._sign("number")
        return max(0, sign) if 1 in {self._sign("road"), self._site()} else sign

    def _shared(self) -> float:
        """Bits of the stretches that both texts have, divisions left out."""
        x, y = self.query.plain, self.candidate.plain
        blocks = SequenceMatcher(None, x, y, autojunk=False).get_matching_blocks()
        parts = [part for b in blocks for part in x[b.a : b.a + b.size].split()]
        return sum(self.rarity.bits(pairwise(part)) for part in parts)

    def _rule(self, component: str) -> str:
        return self.rules.get(component, "")

    def _stands(self, component: str) -> str:
        """Which side alone has a component; "" where both or neither."""
        return "" if component in self.rules else self.alone.get(component, "")

    def _sign(self, component: str) -> int:
        rule = self._rule(component)
        return (rule in _AGREES) - (rule in _DIFFERS)

    def _site(self) -> int:
        """Whether the estate agrees, or what stands for it."""
        return 1 if self._rule("landmark") in _AGREES else self._sign("compound")

    def _ends_alike(self) -> bool:
        """Whether both name one site or house, and neither goes on inside it."""
        house, site = self._rule("building"), self._rule("compound")
        goes_on = self._stands("building") == "query" or self._stands("landmark")
        other = "conflict" in {house, self._rule("number")} or site in {"occupant", "shared"}
        if goes_on or other:
            return False
        if house == "equal" or self.query.text[-2:] == self.candidate.text[-2:]:
            return True
        one = {site, self._rule("landmark")} & (_ONE | {"within"})
        known = self.covered > 0 and self._stands("compound") != "candidate"
        return bool(one) and known and self._last_shared() >= _NAME

    def _last_shared(self) -> int:
        """The longest stretch of characters that the last words of both sites share."""
        x, y = ((read.site.split() or [""])[-1] for read in (self.query, self.candidate))
        return SequenceMatcher(None, x, y, autojunk=False).find_longest_match().size


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
