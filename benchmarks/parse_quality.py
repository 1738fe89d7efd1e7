"""Our parser against hand-labelled addresses.

    python benchmarks/parse_quality.py GOLD --labels ncap|ccks [--out PRED.jsonl]

Reads a CoNLL file, parses each text, maps our levels to the file's labels, and prints
precision, recall and F1 of exact spans for each label; `--out` keeps what was found as
`{text, spans}` lines. CCKS masks every digit as 0; a number of noughts alone is no door, so
they are read as 1.
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
SEGMENT = re.compile(r"[东南西北中]?[东南西北中一二三四五六七八九十]段$")
NUMBERED_LANE = re.compile(r"[0-9]+号?[弄巷]")
NAMED_BUILDING = re.compile(r"[东西南北中主副裙前后]楼|地下室")
SMALL = re.compile(r"[^A-Za-z]{1,2}号|[0-9]{1,2}")
MAX = 10_000
MARKET = re.compile(r"市场|商[贸品]?城|[鞋料具装配]城|鞋都")
PLACES = {Level.COMPOUND, Level.ZONE, Level.LANDMARK, Level.HAMLET}
LONG = re.compile(r"[A-Z]?[0-9]{4}")


def spans(address: Address, labels: str) -> Iterator[Span]:
    """Our components as the file's spans, left to right."""
    found: list[Span] = []
    joined = _numbers_joined(p for p in _one_writing(address) if p.start >= 0)
    parts = [part for part in joined if part.level is not Level.SUBNUMBER]
    for before, part, after in zip([None, *parts], parts, [*parts[1:], None], strict=False):
        if labels == "ncap" and _is_ahead(part, parts):
            found.append(Span(part.start, part.end, "redundant"))
        else:
            found += _of(part, (before, after), [s.label for s in found], labels)
    if labels == "ccks":
        found += [Span(n.start, n.end, n.kind) for n in address.noise if n.kind in AROUND]
    yield from found


def _one_writing(address: Address) -> list[Component]:
    """A head written twice: NCAP labels the fuller of its writings, the last of two as full.

    Train file: the same three levels twice, the last 51 : 19; a county alone right behind
    itself, the first 28 : 13; city and county behind the whole head, the first 12 : 7.
    """
    found = list(address.components)
    heads = [p for p in found if p.start >= 0 and p.level <= Level.TOWN]
    inner = min((p.start for p in found if p.start >= 0 and p not in heads), default=MAX)
    again = [
        part._replace(text=span.text, start=span.start, end=span.end)
        for span in address.noise
        if span.kind == "repeat" and span.start < inner
        for part in heads
        if part.value.startswith(span.text) or part.text.startswith(span.text)
    ]
    if not again:
        return found
    blocks: list[dict[Level, Component]] = [{}]
    for part in sorted((*heads, *again), key=lambda p: p.start):
        if any(part.level <= level for level in blocks[-1]):
            blocks.append({})
        blocks[-1][part.level] = part
    fullest = max(reversed(blocks), key=len)
    return [fullest.get(part.level, part) if part in heads else part for part in found]


def _is_ahead(part: Component, parts: Iterable[Component]) -> bool:
    """A town before its county or city: NCAP calls it redundant (train file 28 : 4)."""
    behind = [p for p in parts if p.start >= part.end and p.level <= Level.DISTRICT]
    return part.level is Level.TOWN and bool(behind)


def _numbers_joined(parts: Iterable[Component]) -> list[Component]:
    """A number and its sub-number as one component, left to right.

    Behind a dash NCAP labels another number as a building (train file 63 : 17) unless the two
    are the ends of a range (34 : 9); 之一 is left out.
    """
    found: list[Component] = []
    for part in parts:
        joined = part.level is Level.SUBNUMBER or part.text == "院"
        dashed = part.level is Level.SUBNUMBER and _SUB_DASH.fullmatch(part.text)
        if dashed and found and not _is_range(found[-1].text, part.text):
            text = dashed[1]
            start = part.end - len(text)
            found.append(Component(Level.BUILDING, part.value, text, start, part.end))
            continue
        if part.level is Level.SUBNUMBER and part.text[0] == "之":
            continue
        if joined and found and found[-1].level is Level.NUMBER:
            start, end = min(found[-1].start, part.start), max(found[-1].end, part.end)
            found[-1] = found[-1]._replace(start=start, end=end)
        else:
            found.append(part)
    return sorted(found, key=lambda part: part.start)


_SUB_DASH = re.compile(r"[-—－]?([0-9]+号?)")


def _is_range(*ends: str) -> bool:
    first, last = (int(re.sub(r"[^0-9]", "", text) or 0) for text in ends)
    return first < last


Around = tuple[Component | None, Component | None]


def _of(part: Component, around: Around, seen: list[str], labels: str) -> Iterator[Span]:
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
        label = _ncap(label, part, around, seen)
    if labels == "ncap" and part.level is Level.ROOM and part.text.endswith(("店面", "商铺")):
        part = part._replace(end=part.end - 2)
    yield Span(part.start, part.end, label)


def _ncap(label: str, part: Component, around: Around, seen: list[str]) -> str:
    """What NCAP calls a component, by the counts in its train file."""
    last = seen[-1] if seen else ""
    if part.level is Level.NUMBER:
        return _ncap_number(part, around, seen)
    if part.level is Level.LANE and NUMBERED_LANE.fullmatch(part.text) and last == "road":
        followed = around[1] is not None and around[1].level is Level.NUMBER
        return "subroad" if followed else "roadno"
    if part.level is Level.GROUP and part.text[-1] in "队社":
        label = "poi"
    if part.level is Level.LANE and part.text[:-1].isdigit() and part.text.endswith("街"):
        label = "cellno"
    if label == "road" and {"road", "subroad"} & set(seen):
        label = "subroad"
    if NAMED_BUILDING.fullmatch(part.text):
        label = "subpoi"
    if part.level is Level.ROOM and last == "houseno":
        before, after = around
        more = after is not None and after.level is Level.ROOM
        dashed = before is not None and before.end < part.start
        stair = SMALL.fullmatch(part.text) and not (dashed and part.text.isdigit())
        if stair or (more and part.text.endswith("号")):
            label = "cellno"
    return label


def _ncap_number(part: Component, around: Around, seen: list[str]) -> str:
    """A number behind a name: a stall of a market, a house of an estate, or a door."""
    before, after = around
    if seen and seen[-1] == "subroad":
        return "subroadno"
    if before is None or before.level not in PLACES:
        return "roadno"
    if _is_stall(part, before.text):
        return "roomno"
    if after is not None and after.level in {Level.FLOOR, Level.ROOM}:
        return "houseno"
    if before.level in {Level.COMPOUND, Level.ZONE}:
        return "roadno" if before.text[-1] == "村" else "houseno"
    return "houseno" if before.text[-1] in "园里苑" else "roadno"


def _is_stall(part: Component, place: str) -> bool:
    long = place[-1] in "区期" and LONG.match(part.text)
    return bool(long or place[-1] in "城场厦铺" or MARKET.search(place))


def main() -> None:
    """Parse, write, score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--labels", choices=("ncap", "ccks"), required=True)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    unmask = str.maketrans("0", "1") if options.labels == "ccks" else {}
    found = [
        (gold, tuple(spans(parse(gold.text.translate(unmask)).best, options.labels)))
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
