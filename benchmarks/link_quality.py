"""How well two lists of doors are linked, on a file of pairs whose truth is known.

    python benchmarks/link_quality.py RELINK.jsonl[.xz]

The file holds one object a line with `a` (a text of the old list) and `b` (the same door in the
new list); other keys are not looked at. A text of the old list may have several right partners.
Prints recall and precision of what is linked without asking, beside equal text.
"""

import argparse
import json
import lzma
import random
import time
from collections import Counter, defaultdict
from pathlib import Path

from doorplate.match import Link, Record, Relation, link
from doorplate.normalize import parse


def read_truth(path: Path) -> dict[str, set[str]]:
    """For every old text, the new texts of the same door."""
    truth: dict[str, set[str]] = defaultdict(set)
    packed = path.read_bytes()
    text = lzma.decompress(packed) if path.suffix == ".xz" else packed
    for line in text.decode("utf-8").splitlines():
        row = json.loads(line)
        truth[row["a"]].add(row["b"])
    return truth


def records(texts: list[str]) -> list[Record]:
    """Texts as records whose id is the text."""
    return [Record(text, parse(text).best) for text in texts]


def report(found: list[Link], truth: dict[str, set[str]], show: int) -> None:
    """Print figures, and a sample of what went wrong."""
    linked = [one for one in found if one.verdict.relation is Relation.SAME_DOOR]
    right = [one for one in linked if one.right in truth[one.left]]
    equal = sum(text in partners for text, partners in truth.items())
    relations = Counter(str(one.verdict.relation) for one in found)
    print(f"  equal text: recall {equal / len(truth):.4f}")
    print(f"  recall {len(right) / len(truth):.4f}  precision {len(right) / len(linked):.5f}")
    print("  relations:", dict(relations))
    wrong = [one for one in found if one.right not in truth[one.left]]
    for one in random.Random(0).sample(wrong, min(show, len(wrong))):
        print("   ", one.verdict.relation, one.left, "→", one.right, "not", truth[one.left])


def main() -> None:
    """Link the two sides of every file."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", type=Path, nargs="+")
    options.add_argument("--show", type=int, default=0, help="print so many faults")
    args = options.parse_args()
    for path in args.files:
        truth = read_truth(path)
        new = sorted({text for partners in truth.values() for text in partners})
        start = time.process_time()
        left, right = records(sorted(truth)), records(new)
        read = time.process_time() - start
        found = link(left, right)
        spent = time.process_time() - start - read
        print(f"{path.name}: {len(left)} → {len(right)} rows")
        print(f"  CPU reading {read:.1f} s, linking {spent:.1f} s")
        report(found, truth, args.show)


if __name__ == "__main__":
    main()
