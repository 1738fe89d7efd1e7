"""Our parser against hand-labelled addresses.

    python benchmarks/parse_quality.py GOLD --labels ncap|ccks [--out PRED.jsonl]

Reads a CoNLL file, parses each text, maps our levels to the file's labels, and prints
precision, recall and F1 of exact spans for each label; `--out` keeps what was found as
`{text, spans}` lines. CCKS masks every digit as 0; a number of noughts alone is no door, so
they are read as 1.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import _ncap
from _spans import Gold, Span, print_figures, read_gold
from doorplate.address import Address, Level
from doorplate.normalize import parse

CCKS = _ncap.LABELS | {Level.GROUP: "village_group"}
OTHERS = frozenset(
    ("community", "poi", "subpoi", "devzone", "redundant", "assist", "person", "country",
     "otherinfo", "subroad", "subroadno", "village_group", "intersection", "distance")
)  # fmt: skip
AROUND = {"intersection", "distance"}


def ccks_spans(address: Address) -> Iterator[Span]:
    """The components of an address as CCKS labels them, and what stands around them."""
    for part in _ncap.joined(p for p in address.components if p.start >= 0):
        municipal = part.level is Level.PROVINCE and part.text.startswith(_ncap.MUNICIPAL)
        label = "city" if municipal else CCKS.get(part.level, "")
        yield Span(part.start, part.end, label)
    yield from (Span(n.start, n.end, n.kind) for n in address.noise if n.kind in AROUND)


def main() -> None:
    """Parse, write, score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--labels", choices=("ncap", "ccks"), required=True)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    spans = _ncap.spans if options.labels == "ncap" else ccks_spans
    unmask = str.maketrans("0", "1") if options.labels == "ccks" else {}
    found = [
        (gold, tuple(spans(parse(gold.text.translate(unmask)).best)))
        for gold in read_gold(options.gold)
    ]
    if options.out:
        _write(options.out, found)
    for without in (frozenset[str](), OTHERS):
        print(f"== {'ten labels' if without else 'all labels'}")
        print_figures(found, without=without)


def _write(path: Path, found: Iterable[tuple[Gold, tuple[Span, ...]]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for gold, predicted in found:
            row = {"text": gold.text, "spans": [span._asdict() for span in predicted]}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
