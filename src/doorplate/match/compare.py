"""Two addresses: one door, one place, or not?"""

from collections.abc import Iterator
from typing import NamedTuple

from doorplate.address import Address, Level
from doorplate.match._names import VETOES, edit_of
from doorplate.match._parts import (
    AREA_LEVELS,
    NAME_LEVELS,
    NUMBER_LEVELS,
    PLACE_LEVELS,
    Name,
    Names,
    Numbers,
    name_of,
    number_of,
    spelled,
    ward_of,
)
from doorplate.match._score import probability
from doorplate.match._weights import Weights, curated
from doorplate.match._words import say
from doorplate.match.places import Places
from doorplate.match.values import Reason, Relation, Verdict
from doorplate.words import words

__all__ = ["compare"]

_AREA = frozenset(level.key for level in AREA_LEVELS)
_PLACE = frozenset(level.key for level in PLACE_LEVELS)
_AGREES = frozenset({"equal", "ending", "known"})
_TYPING = frozenset(
    {"homophone", "near_sound", "shape", "swapped", "dropped", "direction", "counted", "other"}
)


class _Side(NamedTuple):
    """One address taken apart."""

    texts: Names
    name: Name
    numbers: Numbers
    ward: str
    landmark: str

    @property
    def stems(self) -> Names:
        """Names by `NAME_LEVELS`, without the words for what they are."""
        return (*self.name.area, *self.name.place)

    @classmethod
    def of(cls, address: Address, places: Places | None) -> "_Side":
        names, numbers = spelled(address, located=False)
        name = places.words.name(name_of(names), names) if places else name_of(names)
        landmark = address.get(Level.LANDMARK) or ""
        return cls(names, name, _flat(number_of(numbers)), ward_of(numbers), landmark)


def _flat(numbers: Numbers) -> Numbers:
    """3-2-501 as building 3, unit 2, room 501, where no building is named."""
    group, lane, number, sub, building, unit, floor, room, rest = numbers
    subs = sub.split("-")
    if len(subs) != 2 or building or unit or room or not number.isdigit():
        return numbers
    return (group, lane, "", "", number, subs[0], floor, subs[1], rest)


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
    left, right, table = _Side.of(a, places), _Side.of(b, places), weights or curated()
    reasons = tuple(_reasons(left, right, table.pair, places))
    bits = table.pair["prior"] + sum(reason.weight for reason in reasons)
    relation = _Case(left.numbers, right.numbers, reasons, bits, table.zones).relation()
    return Verdict(relation, probability(bits), reasons)


def _reasons(
    left: _Side, right: _Side, pair: dict[str, float], places: Places | None
) -> Iterator[Reason]:
    yield from _name_reasons(left, right, pair, places)
    both_doors = bool(left.numbers[2] and right.numbers[2])
    for level, x, y in zip(NUMBER_LEVELS, left.numbers, right.numbers, strict=False):
        if x or y:
            rule = _number_rule(level, x, y, both_doors=both_doors)
            bits = {"equal": pair[level.key], "missing": 0.0, "conflict": pair["veto"]}[rule]
            yield Reason(level.key, x, y, rule, bits, say(rule, level, x, y))
    if left.ward and right.ward and left.ward != right.ward:
        text = say("ward", Level.GROUP, left.ward, right.ward)
        yield Reason(Level.GROUP.key, left.ward, right.ward, "ward", pair["ward"], text)
    yield from _landmark(left.landmark, right.landmark, pair)


def _name_reasons(
    left: _Side, right: _Side, pair: dict[str, float], places: Places | None
) -> Iterator[Reason]:
    for at, level in enumerate(NAME_LEVELS):
        x, y = left.stems[at], right.stems[at]
        if not x and not y:
            continue
        rule, bits = _name_rule(level, x, y, pair)
        if rule not in {"equal", "missing"} and places:
            known = places.holds(left.name), places.holds(right.name)
            rule, bits = _settled(known, rule, bits, pair)
        p, q = left.texts[at] or x, right.texts[at] or y
        rule = "ending" if rule == "equal" and p != q else rule
        yield Reason(level.key, p, q, rule, bits, say(rule, level, p, q))


def _landmark(x: str, y: str, pair: dict[str, float]) -> Iterator[Reason]:
    level = Level.LANDMARK
    if x or y:
        rule = _landmark_rule(x, y)
        keys = {"equal": level.key, "conflict": f"{level.key}_conflict", "words": "words"}
        bits = pair[keys[rule]] if rule in keys else 0.0
        yield Reason(level.key, x, y, rule, bits, say(rule, level, x, y))


def _landmark_rule(x: str, y: str) -> str:
    """Free text is compared by its words: 村委会对面小卖部 = 村委会对面的小卖部."""
    if not x or not y:
        return "missing"
    if x == y:
        return "equal"
    left, right = set(words(x)), set(words(y))
    return "words" if left <= right or right <= left else "conflict"


def _name_rule(level: Level, x: str, y: str, pair: dict[str, float]) -> tuple[str, float]:
    if x == y:
        return "equal", pair[level.key]
    if not x or not y:
        return "missing", 0.0
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
        hard = [r for r in self.reasons if r.component != "landmark"]
        clash = {r.component for r in hard if r.rule == "conflict"}
        if any(r.rule in _REFUSING for r in hard):
            return Relation.DIFFERENT
        if clash:
            excused = clash <= _EXCUSABLE and self.bits >= self.zones["review"]
            return Relation.UNKNOWN if self._placed() and excused else Relation.DIFFERENT
        return self._agreeing() if self._placed() else self._unplaced()

    def _placed(self) -> bool:
        """Whether a place name below the town, or a landmark, is on both sides."""
        return any(
            (r.component in _PLACE and r.rule in _AGREES | _TYPING)
            or (r.component == "landmark" and r.rule == "equal")
            for r in self.reasons
        )

    def _unplaced(self) -> Relation:
        """Divisions alone: one place where they say the same, else too little to say."""
        only_area = all(r.component in _AREA for r in self.reasons)
        equal = any(r.rule in _AGREES for r in self.reasons)
        return Relation.SAME_PLACE if only_area and equal else Relation.UNKNOWN

    def _agreeing(self) -> Relation:
        """No contradiction: a door, a place, or too little to say."""
        typing = any(r.rule in _TYPING for r in self.reasons)
        if typing and self.bits < self.zones["merge"]:
            below = self.bits < self.zones["review"]
            return Relation.DIFFERENT if below else Relation.UNKNOWN
        if any(self.left[:8]) and self.left == self.right:
            warded = any(r.rule == "ward" for r in self.reasons)
            sure = self.bits >= self.zones["merge"] and not warded
            return Relation.SAME_DOOR if sure else Relation.UNKNOWN
        return Relation.SAME_PLACE


_REFUSING = VETOES | {"both_known"}
_EXCUSABLE = frozenset({"town", "district", "zone"})
