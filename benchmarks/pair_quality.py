"""Three classes of address pairs (0 different, 1 partly, 2 exactly the same place).

    python benchmarks/pair_quality.py GOLD.tsv [--out PRED.tsv]

GOLD has `query<TAB>candidate[<TAB>class]` a line. The class follows from the verdict of
`compare` alone; nothing is fitted. Prints macro F1 and the figures of each class where the file
has them; `--out` writes the pairs with the predicted class.
"""

import argparse
from collections import Counter
from pathlib import Path

from doorplate.match import Relation, Verdict, compare
from doorplate.normalize import parse

_SITE = frozenset({"compound", "landmark", "zone", "hamlet", "village"})
_FINE = frozenset({"building", "unit", "floor", "room"})
_AGREES = frozenset({"equal", "ending", "known", "contained"})


def class_of(verdict: Verdict) -> int:
    """The class that a verdict comes to."""
    rules = {reason.component: reason.rule for reason in verdict.reasons}
    fine = {rules[key] for key in _FINE & rules.keys()}
    site = any(rules.get(key) in _AGREES for key in _SITE - {"village", "zone"})
    if verdict.relation is Relation.SAME_DOOR:
        return 2 if site or not fine else 1
    if site:
        return 2 if fine <= {"equal"} and "number" not in rules else 1
    street = rules.get("road") in _AGREES and rules.get("number") in _AGREES
    return 1 if street or verdict.relation is Relation.SAME_PLACE else 0


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
    read = {text: parse(text).best for row in rows for text in row[:2]}
    found = [class_of(compare(read[row[0]], read[row[1]])) for row in rows]
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
