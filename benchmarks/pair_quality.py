"""Three classes of address pairs (0 different, 1 partly, 2 exactly the same place).

    python benchmarks/pair_quality.py GOLD.tsv [--out PRED.tsv]

GOLD has `query<TAB>candidate[<TAB>class]` a line. The class follows by a few fixed rules from
the components that `compare` finds equal or not, and from how much of one site's name stands in
the other text; no weight is fitted. Prints macro F1 and the figures of each class where the
file has them; `--out` writes the pairs with the predicted class.
"""

import argparse
import re
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from doorplate.address import Address
from doorplate.match import compare
from doorplate.normalize import parse

_GENERIC = re.compile(
    "有限责任公司|股份有限公司|有限公司|公司|工业园区?|工业区|科技园|产业园|小区|花园|社区|新村|大厦|大楼|广场|超市|"
    "酒店|医院|学校|幼儿园|市场|商场|中心|[东南西北]+门|门口|附近|对面|交叉口|交汇处|旁边|号楼|"
    "[米东西南北侧栋号楼期区院城园店厂村路街与的和内处]"
)  # fmt: skip
_PLACED = frozenset({
    "province", "city", "district", "town", "road", "lane", "number", "subnumber",
    "building", "unit", "floor", "room", "group",
})  # fmt: skip
_AGREES = frozenset({"equal", "ending", "known"})


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
        for part in address.components:
            if part.start >= 0 and part.level.key in _PLACED:
                kept[part.start : part.end] = [""] * (part.end - part.start)
        return cls(text, address, "".join(kept))


def shared_site(a: Read, b: Read) -> int:
    """Length of the longest stretch of one site's name in the other text, common words off."""
    found = (_stretch(a.site, b.text), _stretch(b.site, a.text))
    return max(len(_GENERIC.sub("", stretch)) for stretch in found)


def _stretch(site: str, text: str) -> str:
    match = SequenceMatcher(None, site, text, autojunk=False).find_longest_match()
    return site[match.a : match.a + match.size]


def class_of(a: Read, b: Read) -> int:
    """The class that two texts come to."""
    rules = {r.component: r.rule for r in compare(a.address, b.address).reasons}
    road = rules.get("road") in _AGREES
    number, building = rules.get("number", ""), rules.get("building", "")
    site = shared_site(a, b)
    if site >= 3 and building == "equal":
        return 2
    if (
        site >= 4
        and not building
        and number in {"", "equal"}
        and rules.get("road") != "conflict"
    ):
        return 2
    if site >= 3 or (site >= 2 and (building == "conflict" or road)):
        return 1
    return 1 if road and number in {"equal", "missing"} else 0


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
    found = [class_of(read[row[0]], read[row[1]]) for row in rows]
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
