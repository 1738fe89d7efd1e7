"""What NCAP calls our components: its conventions, with the counts of its train file.

The corpus labels by other lines than our levels: a number behind a market is a stall, one
behind an estate a house, one behind a road a door; a group of a village is a road. None of this
says anything about an address, so it stands here and not in the grammar.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from _spans import Span
from doorplate.address import Address, Component, Level

LABELS = {
    Level.PROVINCE: "prov", Level.CITY: "city", Level.DISTRICT: "district",
    Level.ZONE: "devzone", Level.TOWN: "town", Level.VILLAGE: "community",
    Level.HAMLET: "community", Level.GROUP: "road", Level.ROAD: "road", Level.LANE: "road",
    Level.NUMBER: "roadno", Level.COMPOUND: "poi", Level.BUILDING: "houseno",
    Level.UNIT: "cellno", Level.FLOOR: "floorno", Level.ROOM: "roomno", Level.LANDMARK: "poi",
}  # fmt: skip
MUNICIPAL = ("北京", "上海", "天津", "重庆")
PLACES = frozenset((Level.COMPOUND, Level.ZONE, Level.LANDMARK, Level.HAMLET))
STREETS = frozenset((Level.ROAD, Level.LANE))
MARKET = re.compile(r"市场|商[贸品]?城|[鞋料具装配]城|鞋都")
SEGMENT = re.compile(r"[东南西北中]?[东南西北中一二三四五六七八九十]段$")
LANE_NUMBER = re.compile(r"[0-9]+号?[弄巷]")
NUMBER_STREET = re.compile(r"([0-9]+|[一二三四五六七八九十]+)街")
NAMED_PART = re.compile(r"[东西南北中主副裙前后]楼|地下室")
SUB_DASH = re.compile(r"[-—－]?([0-9]+号?)")
SMALL = re.compile(r"[^A-Za-z]{1,2}号|[0-9]{1,2}")
NUMBER = re.compile(r"[0-9]+|[0-9]{2}号")
LONG = re.compile(r"[A-Z]?[0-9]{4}")
SHOP = re.compile(r"(店面|商铺|店铺|房间|摊位)$")


class Seen(NamedTuple):
    """A component with what stands around it."""

    part: Component
    before: tuple[Component, ...]
    after: tuple[Component, ...]
    labels: tuple[str, ...]

    @property
    def previous(self) -> Component | None:
        return self.before[-1] if self.before else None

    @property
    def next(self) -> Component | None:
        return self.after[0] if self.after else None

    @property
    def label(self) -> str:
        """The last label given."""
        return self.labels[-1] if self.labels else ""

    @property
    def in_market(self) -> bool:
        """Whether the places named last are, or lie in, a market."""
        return any(MARKET.search(p.text) for p in self.before if p.level in PLACES)


def spans(address: Address) -> Iterator[Span]:
    """The components of an address as NCAP labels them, left to right."""
    parts = tuple(joined(p for p in _one_writing(address) if p.start >= 0))
    labels: list[str] = []
    for i, part in enumerate(parts):
        for span in _labelled(Seen(part, parts[:i], parts[i + 1 :], tuple(labels))):
            labels.append(span.label)
            yield span


def _one_writing(address: Address) -> list[Component]:
    """A head written twice: the fuller of its writings is labelled, the last of two as full.

    The same three levels twice, the last 51 : 19; a county alone right behind itself, the
    first 28 : 13; city and county behind the whole head, the first 12 : 7.
    """
    found = list(address.components)
    heads = [p for p in found if p.start >= 0 and p.level <= Level.TOWN]
    inner = min((p.start for p in found if p.start >= 0 and p not in heads), default=None)
    again = [
        part._replace(text=span.text, start=span.start, end=span.end)
        for span in address.noise
        if span.kind == "repeat" and (inner is None or span.start < inner)
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


def joined(parts: Iterable[Component]) -> list[Component]:
    """Numbers with their sub-numbers, left to right; 之一 is left out."""
    found: list[Component] = []
    for part in parts:
        number = found[-1] if found and found[-1].level is Level.NUMBER else None
        if part.level is not Level.SUBNUMBER and (part.text != "院" or number is None):
            found.append(part)
        elif number is None or part.text[0] == "之":
            continue
        elif dashed := _house(part, found):
            start = part.end - len(dashed)
            found.append(part._replace(level=Level.BUILDING, text=dashed, start=start))
        else:
            first, last = sorted((number, part), key=lambda p: p.start)
            whole = Component(number.level, number.value, first.text + last.text)
            found[-1] = whole._replace(start=first.start, end=last.end)
    return sorted(found, key=lambda part: part.start)


def _house(part: Component, before: list[Component]) -> str:
    """The number behind a dash where it is labelled as a house of its own.

    Behind a road 63 : 17, but not the end of a range (9 : 49); behind a village 13 : 4.
    """
    dashed = SUB_DASH.fullmatch(part.text)
    on_street = len(before) > 1 and before[-2].level in STREETS
    if dashed is None or (on_street and _is_range(before[-1].text, part.text)):
        return ""
    return dashed[1]


def _is_range(*ends: str) -> bool:
    first, last = (int(re.sub(r"[^0-9]", "", text) or 0) for text in ends)
    return first < last


def _labelled(seen: Seen) -> Iterator[Span]:
    part = seen.part
    segment = SEGMENT.search(part.text)
    if part.level is Level.ROAD and segment and segment.start() > 1:
        cut = part.start + segment.start()
        yield Span(part.start, cut, "road")
        yield Span(cut, part.end, "subroad")
        return
    shop = SHOP.search(part.text) if part.level is Level.ROOM else None
    yield Span(part.start, part.end - len(shop[0]) if shop else part.end, _label(seen))


def _label(seen: Seen) -> str:
    part = seen.part
    plain = LABELS.get(part.level, "")
    if NAMED_PART.fullmatch(part.text):
        return "subpoi"
    if plain in _RULES:
        return _RULES[plain](seen)
    municipal = part.level is Level.PROVINCE and part.text.startswith(MUNICIPAL)
    return "city" if municipal else plain


def _town(seen: Seen) -> str:
    """A town before its county or city is redundant (28 : 4)."""
    return "redundant" if any(p.level <= Level.DISTRICT for p in seen.after) else "town"


def _street(seen: Seen) -> str:
    """A road, and what goes off it.

    A numbered lane behind a road is its number (44 : 7) unless a number with 号 follows
    (26 : 39), behind another name in any case (8 : 1); a numbered street of a market is a
    unit (39 : 1), as is a numbered lane street.
    """
    part, after = seen.part, seen.next
    if part.level is Level.GROUP and part.text[-1] in "队社":
        return "poi"
    if LANE_NUMBER.fullmatch(part.text) and part.level is Level.LANE:
        followed = after is not None and after.level is Level.NUMBER
        if seen.label != "road":
            return "subroad" if {"road", "subroad"} & set(seen.labels) else "roadno"
        return "subroad" if followed and after.text.endswith("号") else "roadno"
    if NUMBER_STREET.fullmatch(part.text) and (part.level is Level.LANE or seen.in_market):
        return "cellno"
    return "subroad" if {"road", "subroad"} & set(seen.labels) else "road"


def _room(seen: Seen) -> str:
    """A short number right behind a house is its unit; behind a dash it is not.

    Of two digits with 号 behind a dash 9 : 5 are rooms.
    """
    part, before, after = seen.part, seen.previous, seen.next
    if seen.label != "houseno" or before is None:
        return "roomno"
    more = after is not None and after.level is Level.ROOM
    dashed = before.end < part.start
    stair = SMALL.fullmatch(part.text) and not (dashed and NUMBER.fullmatch(part.text))
    return "cellno" if stair or (more and part.text.endswith("号")) else "roomno"


def _number(seen: Seen) -> str:
    """The number of a lane, of a street in a market, of a place, or of a door.

    A numbered yard is a place (5 : 0).
    """
    before = seen.previous
    if seen.part.text.endswith("院"):
        return "poi"
    if seen.label == "subroad":
        return "subroadno"
    if seen.label == "cellno":
        return "roomno"
    if seen.label == "roadno" and before is not None and before.level is Level.LANE:
        return "houseno"
    return _place_number(seen, before) if before and before.level in PLACES else "roadno"


def _place_number(seen: Seen, place: Component) -> str:
    """A stall of a market, a house of an estate, or a door behind another name.

    A square's number before another place is a door (8 : 2).
    """
    after = seen.next
    if place.text.endswith("广场") and after is not None and after.level in PLACES:
        return "roadno"
    if _is_stall(seen, place.text[-1]):
        return "roomno"
    if after is not None and after.level in {Level.FLOOR, Level.ROOM}:
        return "houseno"
    if place.level in {Level.COMPOUND, Level.ZONE}:
        return "roadno" if place.text[-1] == "村" else "houseno"
    return "houseno" if place.text[-1] in "园里苑" else "roadno"


def _is_stall(seen: Seen, last: str) -> bool:
    long = last in "区期心" and LONG.match(seen.part.text)
    return bool(long or last in "城场厦铺" or seen.in_market)


_RULES: dict[str, Callable[[Seen], str]] = {
    "town": _town, "road": _street, "roadno": _number, "roomno": _room,
}  # fmt: skip
