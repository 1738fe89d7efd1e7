"""Our parser against hand-labelled addresses.

    python benchmarks/parse_quality.py GOLD --labels ncap|ccks [--out PRED.jsonl]

Reads a CoNLL file, parses each text, maps our levels to the file's labels, and prints
precision, recall and F1 of exact spans for each label; `--out` keeps what was found as
`{text, spans}` lines.
"""

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from _spans import Gold, Span, print_figures, read_gold
from doorplate.address import Address, Component, Level
from doorplate.normalize import parse

NCAP = {
    Level.PROVINCE: "prov", Level.CITY: "city", Level.DISTRICT: "district",
    Level.ZONE: "devzone", Level.TOWN: "town", Level.VILLAGE: "community",
    Level.HAMLET: "community", Level.GROUP: "road", Level.ROAD: "road", Level.LANE: "road",
    Level.NUMBER: "roadno", Level.COMPOUND: "poi", Level.BUILDING: "houseno",
    Level.UNIT: "cellno", Level.FLOOR: "floorno", Level.ROOM: "roomno", Level.LANDMARK: "poi",
}  # fmt: skip
CCKS = NCAP | {Level.GROUP: "village_group", Level.ROOM: "roomno"}
OTHERS = frozenset(
    ("community", "poi", "subpoi", "devzone", "redundant", "assist", "person", "country",
     "otherinfo", "subroad", "subroadno", "village_group", "intersection", "distance")
)  # fmt: skip
AROUND = {"intersection", "distance"}
MUNICIPAL = ("北京", "上海", "天津", "重庆")
SHORT_DASH = re.compile(r"-[0-9]{1,2}号?")
SEGMENT = re.compile(r"[东南西北中一二三四五六七八九十]段$")


def spans(address: Address, labels: str) -> Iterator[Span]:
    """Our components as the file's spans, left to right."""
    found: list[Span] = []
    before: Component | None = None
    parts = _at_the_last_writing(address)
    for part in _numbers_joined(p for p in parts if p.start >= 0):
        if part.level is Level.SUBNUMBER:
            continue
        found += _of(part, before, [s.label for s in found], labels)
        before = part
    if labels == "ccks":
        found += [Span(s.start, s.end, s.kind) for s in address.noise if s.kind in AROUND]
    yield from found


def _at_the_last_writing(address: Address) -> list[Component]:
    """A head written twice: the file labels its last writing, our parser keeps the first."""
    found = list(address.components)
    for span in address.noise:
        for i, part in enumerate(found):
            if span.kind == "repeat" and part.level <= Level.CITY and _same(part, *span[1:3]):
                found[i] = part._replace(text=span.text, start=span.start, end=span.end)
    return found


def _same(part: Component, text: str, start: int) -> bool:
    return 0 <= part.start < start and (
        part.value.startswith(text) or part.text.startswith(text)
    )


def _numbers_joined(parts: Iterable[Component]) -> list[Component]:
    """A number and its sub-number as one component, left to right.

    Behind a dash NCAP labels one or two digits as a building more often than not (66 : 42).
    """
    found: list[Component] = []
    for part in parts:
        joined = part.level is Level.SUBNUMBER or part.text == "院"
        if part.level is Level.SUBNUMBER and SHORT_DASH.fullmatch(part.text):
            found.append(
                Component(Level.BUILDING, part.value, part.text[1:], part.start + 1, part.end)
            )
            continue
        if joined and found and found[-1].level is Level.NUMBER:
            start, end = min(found[-1].start, part.start), max(found[-1].end, part.end)
            found[-1] = found[-1]._replace(start=start, end=end)
        else:
            found.append(part)
    return sorted(found, key=lambda part: part.start)


def _of(
    part: Component, before: Component | None, seen: list[str], labels: str
) -> Iterator[Span]:
    """The spans of one component; the files label by other lines than our levels do."""
    label = (NCAP if labels == "ncap" else CCKS).get(part.level, "")
    segment = SEGMENT.search(part.text)
    if part.level is Level.PROVINCE and part.text.startswith(MUNICIPAL):
        label = "city"
    elif labels == "ncap" and part.level is Level.ROAD and segment and segment.start() > 1:
        yield Span(part.start, part.start + segment.start(), label)
        yield Span(part.start + segment.start(), part.end, "subroad")
        return
    elif labels == "ncap":
        label = _ncap(label, part, before, seen)
    yield Span(part.start, part.end, label)


def _ncap(label: str, part: Component, before: Component | None, seen: list[str]) -> str:
    """What NCAP calls a component, by the counts in its train file."""
    after = seen[-1] if seen else ""
    if part.level is Level.NUMBER:
        return _ncap_number(before, after)
    if part.level is Level.GROUP and part.text[-1] in "队社":
        label = "poi"
    if part.level is Level.LANE and part.text[:-1].isdigit() and part.text.endswith("街"):
        label = "cellno"
    if label == "road" and {"road", "subroad"} & set(seen):
        label = "subroad"
    if label == "roomno" and after == "houseno" and re.fullmatch(r"\S{1,2}号", part.text):
        label = "cellno"
    return label


def _ncap_number(before: Component | None, after: str) -> str:
    if after == "subroad":
        return "subroadno"
    if before and before.level in {Level.COMPOUND, Level.ZONE}:
        return {"村": "roadno", "城": "roomno", "场": "roomno"}.get(before.text[-1], "houseno")
    return "roadno"


def main() -> None:
    """Parse, write, score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--labels", choices=("ncap", "ccks"), required=True)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    found = [
        (gold, tuple(spans(parse(gold.text).best, options.labels)))
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
