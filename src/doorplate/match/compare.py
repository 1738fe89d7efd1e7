"""Two addresses: one door, one place, or not?"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from doorplate.address import Address, Level
from doorplate.match._around import INSIDE, OUTSIDE
from doorplate.match._explain import owner_reason
from doorplate.match._given import as_address
from doorplate.match._names import VETOES, edit_of
from doorplate.match._owned import AT, Owned, is_nameless
from doorplate.match._parts import (
    AREA_LEVELS,
    NAME_LEVELS,
    NUMBER_LEVELS,
    PLACE_LEVELS,
    Numbers,
)
from doorplate.match._score import probability
from doorplate.match._side import Side
from doorplate.match._sites import Site, agreement, digits, site, sites_of, telling
from doorplate.match._weights import Weights, curated
from doorplate.match._words import say
from doorplate.match.places import Places, listed
from doorplate.match.values import Reason, Relation, Verdict
from doorplate.words import words

__all__ = ["compare"]

_COMPOUND, _LANDMARK = Level.COMPOUND.key, Level.LANDMARK.key
_KEPT = frozenset({"equal", "words"})
_SPELT = frozenset({"numeral", "dropped"})
"""What one estate in two spellings may look like: 一期 and 1期, 中坤·领秀峰 and 中坤领秀峰."""
_OPEN = _SPELT | {"conflict", "missing"}
_AREA = frozenset(level.key for level in AREA_LEVELS)
_PLACE = frozenset(level.key for level in PLACE_LEVELS)
_AGREES = frozenset({
    "equal", "ending", "akin", "part", "known", "inside", "shared", "crossing",
})  # fmt: skip
_TYPING = frozenset({
    "homophone", "near_sound", "shape", "swapped", "dropped", "direction", "counted", "other",
    "within", "kind",
})  # fmt: skip
_STRETCH = re.compile("(?<=.[路道街])[东西南北中]段$")
_LOOSE = frozenset(
    {"ward", "gate", "owner", "flank", "beside", "crossing", "shared", "akin", "part"}
)
"""What leaves open whether doors of one number are one."""


def compare(
    a: Address, b: Address, *, places: Places | None = None, weights: Weights | None = None
) -> Verdict:
    """Whether two addresses are one door, with the evidence component by component.

    Numbers are equal or not, never similar; a missing level is no difference; names that a
    slip of hand or ear explains count for less than equal ones, and known `places` settle
    whether both are real. What a pair alone cannot settle is `unknown`.

    >>> a = Address.of(village="营上村", group="3组", number="12号", subnumber="附1")
    >>> b = Address.of(village="营上村", group="三组", number="12-1号")
    >>> compare(a, b).relation
    <Relation.SAME_DOOR: 'same_door'>
    >>> compare(a, Address.of(village="营上村", group="3组", number="21号")).relation
    <Relation.DIFFERENT: 'different'>
    """
    known = None if places is None else listed(places)
    left, right = (Side.of(as_address(address), known) for address in (a, b))
    table = weights or curated()
    reasons = tuple(_reasons(left, right, table.pair, known))
    bits = table.pair["prior"] + sum(reason.weight for reason in reasons)
    relation = _Case(left.numbers, right.numbers, reasons, bits, table.zones).relation()
    return Verdict(relation, probability(bits), reasons)


def _reasons(
    left: Side, right: Side, pair: dict[str, float], places: Places | None
) -> Iterator[Reason]:
    named = [*_name_reasons(left, right, pair, places), *_landmark(left, right, pair)]
    names = _sited({reason.component: reason for reason in named}, left, right, pair)
    mark = names.pop(Level.LANDMARK.key, None)
    yield from names.values()
    both_doors = bool(left.numbers[2] and right.numbers[2])
    for level, x, y in zip(NUMBER_LEVELS, left.numbers, right.numbers, strict=False):
        if x or y:
            rule = _number_rule(level, x, y, both_doors=both_doors)
            bits = {"equal": pair[level.key], "missing": 0.0, "conflict": pair["veto"]}[rule]
            yield Reason(level.key, x, y, rule, bits, say(rule, level, x, y))
    yield from _owned(left.owned, right.owned, pair)
    gates = left.owned.gate, right.owned.gate
    if all(gates) and gates[0] != gates[1]:
        said = (mark.left, mark.right) if mark else ("", "")
        x, y = (text or gate for text, gate in zip(said, gates, strict=True))
        text = say("gate", Level.LANDMARK, x, y)
        yield Reason(_LANDMARK, x, y, "gate", pair["gate"], text)
    elif mark:
        yield mark


def _owned(x: Owned, y: Owned, pair: dict[str, float]) -> Iterator[Reason]:
    """What is said differently of whose the number is."""
    if {x.side, y.side} == {INSIDE, OUTSIDE}:
        yield owner_reason(pair["owner"])
    said = (
        (Level.GROUP.key, "ward", x.ward, y.ward),
        ("position", "flank", x.flank, y.flank),
        ("position", "beside", x.by, y.by),
    )
    for component, rule, p, q in said:
        if p and q and p != q:
            texts = p.removeprefix(AT), q.removeprefix(AT)
            yield Reason(component, *texts, rule, pair[rule], say(rule, Level.NUMBER, *texts))


def _name_reasons(
    left: Side, right: Side, pair: dict[str, float], places: Places | None
) -> Iterator[Reason]:
    for at, level in enumerate(NAME_LEVELS):
        x, y = left.stems[at], right.stems[at]
        if not x and not y:
            continue
        rule, bits = _name_rule(level, x, y, pair)
        differ = rule not in {"equal", "missing"}
        way = (
            _crossing(left.roads, right.roads, pair) if level is Level.ROAD and differ else None
        )
        if level is Level.ZONE and differ:
            way = _zone(x, y, pair)
        if way:
            rule, bits = way
        elif differ and places:
            known = places.holds(left.name), places.holds(right.name)
            rule, bits = _settled(known, rule, bits, pair)
        p, q = left.texts[at] or x, right.texts[at] or y
        rule = "ending" if rule == "equal" and p != q else rule
        yield Reason(level.key, p, q, rule, bits, say(rule, level, p, q))


def _zone(x: str, y: str, pair: dict[str, float]) -> tuple[str, float] | None:
    """A zone under two of its names: 蒲桥工业区 and 蒲桥工业园."""
    rule = agreement(sites_of([x]), sites_of([y])) if site(x).core and site(y).core else ""
    if rule in {"ending", "akin"}:
        return "ending", pair[Level.ZONE.key]
    return (rule, pair[rule]) if rule == "within" else None


def _crossing(
    x: tuple[str, ...], y: tuple[str, ...], pair: dict[str, float]
) -> tuple[str, float] | None:
    """Of several roads the last has the number; those before it, or a crossing, lead there.

    A stretch (永昌路中段) has its numbers from the whole road.
    """
    if all(roads and _STRETCH.search(roads[-1]) for roads in (x, y)) and x[-1] != y[-1]:
        return None
    x, y = (tuple(_STRETCH.sub("", road) for road in roads) for roads in (x, y))
    if x[-1:] == y[-1:] and min(len(x), len(y)) == 1:
        return "inside", pair["inside"]
    return None if set(x).isdisjoint(y) else ("crossing", pair["crossing"])


def _landmark(left: Side, right: Side, pair: dict[str, float]) -> Iterator[Reason]:
    x, y, level = left.landmark, right.landmark, Level.LANDMARK
    if x or y:
        rule = _landmark_rule(x, y)
        keys = {"equal": level.key, "conflict": f"{level.key}_conflict", "words": "words"}
        bits = pair[keys[rule]] if rule in keys else 0.0
        yield Reason(level.key, x, y, rule, bits, say(rule, level, x, y))


def _sited(
    found: dict[str, Reason], left: Side, right: Side, pair: dict[str, float]
) -> dict[str, Reason]:
    """Compounds and landmarks in one where each alone finds nothing equal.

    An estate may be read as the one here and as the other there, and goes with those inside it.
    """
    rules = {key: found[key].rule for key in (_COMPOUND, _LANDMARK) if key in found}
    estate, mark = (rules.get(key, "missing") for key in (_COMPOUND, _LANDMARK))
    if estate not in _OPEN or (estate == "missing" and mark in _KEPT):
        return found
    apart = set(left.landmarks) & set(right.landmarks)
    x, y = (tuple(name for name in side.sites if name not in apart) for side in (left, right))
    rule = _site_rule(sites_of(x), sites_of(y), rules)
    if not rule:
        return found
    kept = {key: r for key, r in found.items() if key not in rules or r.rule in _KEPT}
    level = Level.COMPOUND if _COMPOUND in rules else Level.LANDMARK
    bits = pair[{"ending": level.key, "section": "veto"}.get(rule, rule)]
    texts = "".join(x), "".join(y)
    return kept | {level.key: Reason(level.key, *texts, rule, bits, say(rule, level, *texts))}


def _site_rule(x: tuple[Site, ...], y: tuple[Site, ...], rules: dict[str, str]) -> str:
    """How compounds and landmarks agree; "" where that says no more than each alone."""
    if not x or not y:
        return ""
    rule = agreement(x, y)
    if rules.get(_COMPOUND) in _SPELT:
        return rule if rule == "ending" else ""
    if rule != "conflict":
        return rule
    moving = rules.get(_COMPOUND) == "conflict" and not (x[-1].stays and y[-1].stays)
    return "occupant" if moving else ""


def _landmark_rule(x: str, y: str) -> str:
    """Free text is compared by its words: 村委会对面小卖部 = 村委会对面的小卖部."""
    if not x or not y:
        return "missing"
    if x == y:
        return "equal"
    left, right = set(words(x)), set(words(y))
    within = left <= right or right <= left
    return "words" if within and telling(x) and telling(y) else "conflict"


def _name_rule(level: Level, x: str, y: str, pair: dict[str, float]) -> tuple[str, float]:
    if x == y:
        return "equal", pair[level.key]
    if not x or not y:
        return "missing", 0.0
    if digits(x) == digits(y):
        return "ending", pair[level.key]
    edit = edit_of(x, y)
    if edit is None:
        return "conflict", pair.get(f"{level.key}_conflict", pair["conflict"])
    if edit.rule in VETOES:
        return edit.rule, pair["veto"]
    return edit.rule, pair[edit.rule]


def _settled(
    known: tuple[bool, bool], rule: str, bits: float, pair: dict[str, float]
) -> tuple[str, float]:
    """What the place list says of two names that differ."""
    if all(known):
        return "both_known", pair["veto"]
    if any(known) and rule in {"direction", "counted"}:
        return rule, bits + pair["known"]
    if any(known) and rule not in VETOES:
        return "known", max(bits, 0.0) + pair["known"]
    return rule, bits


def _number_rule(level: Level, x: str, y: str, *, both_doors: bool) -> str:
    if x == y:
        return "equal"
    if level is Level.SUBNUMBER and both_doors:
        return "conflict"
    return "conflict" if x and y else "missing"


class _Case(NamedTuple):
    """Two addresses with the evidence on them, ready to be judged."""

    left: Numbers
    right: Numbers
    reasons: tuple[Reason, ...]
    bits: float
    zones: dict[str, float]

    def relation(self) -> Relation:
        """Vetoes first, then contradictions, then what agrees."""
        hard = [r for r in self.reasons if r.component != _LANDMARK]
        clash = {r.component for r in hard if r.rule == "conflict"}
        if any(r.rule in _REFUSING for r in hard):
            return Relation.DIFFERENT
        if clash == {Level.ROAD.key} and self._one_estate():
            return Relation.UNKNOWN
        if clash:
            excused = clash <= _EXCUSABLE and self.bits >= self.zones["review"]
            return Relation.UNKNOWN if self._placed() and excused else Relation.DIFFERENT
        return self._agreeing() if self._placed() else self._unplaced()

    def _placed(self) -> bool:
        """Whether a place name below the town, or a landmark with one, is on both sides."""
        return any(
            (r.component in _PLACE and r.rule in _AGREES | _TYPING)
            or (r.component == _LANDMARK and r.rule in _AGREES and not is_nameless(r.left))
            for r in self.reasons
        )

    def _one_estate(self) -> bool:
        """Whether both name one estate, which may be entered from several roads."""
        return any(r.component == _COMPOUND and r.rule in _AGREES for r in self.reasons)

    def _unplaced(self) -> Relation:
        """Divisions alone: one place where they say the same, else too little to say."""
        only_area = all(r.component in _AREA for r in self.reasons)
        equal = any(r.rule in _AGREES for r in self.reasons)
        return Relation.SAME_PLACE if only_area and equal else Relation.UNKNOWN

    def _agreeing(self) -> Relation:
        """No contradiction: a door, a place, or too little to say."""
        typing = any(r.rule in _TYPING and r.component != _LANDMARK for r in self.reasons)
        if typing and self.bits < self.zones["merge"]:
            below = self.bits < self.zones["review"]
            return Relation.DIFFERENT if below else Relation.UNKNOWN
        if any(self.left[:8]) and self.left == self.right:
            loose = any(r.rule in _LOOSE for r in self.reasons)
            sure = self.bits >= self.zones["merge"] and not loose
            return Relation.SAME_DOOR if sure else Relation.UNKNOWN
        apart = any(r.rule in {"occupant", "shared", "akin"} for r in self.reasons)
        return Relation.UNKNOWN if apart else Relation.SAME_PLACE


_REFUSING = VETOES | {"section", "both_known"}
_EXCUSABLE = frozenset({"town", "district", "zone"})
