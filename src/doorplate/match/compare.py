"""Two addresses: one door, one place, or not?"""

from itertools import zip_longest

from doorplate._text import Text
from doorplate.address import Address, Level
from doorplate.match._parts import NAME_LEVELS, NUMBER_LEVELS, Parts, parts_of
from doorplate.match.places import Places
from doorplate.match.values import Reason, Relation, Verdict

__all__ = ["compare"]

_PRIOR = -6.0
_EQUAL = {
    "province": 0.5, "city": 0.5, "district": 1.0, "zone": 1.0, "town": 2.0, "village": 6.0,
    "hamlet": 4.0, "group": 3.0, "road": 6.0, "lane": 4.0, "number": 6.0, "subnumber": 3.0,
    "compound": 6.0, "building": 4.0, "unit": 2.0, "floor": 1.0, "room": 5.0, "landmark": 4.0,
}  # fmt: skip
_CONFLICT = -8.0


def compare(
    a: Address,
    b: Address,
    *,
    places: Places | None = None,  # noqa: ARG001  # the signature callers build on
) -> Verdict:
    """Whether two addresses are one door, with the evidence component by component.

    >>> a = Address.of(village="营上村", group="3组", number="12号", subnumber="附1")
    >>> b = Address.of(village="营上村", group="三组", number="12-1号")
    >>> compare(a, b).relation
    <Relation.SAME_DOOR: 'same_door'>
    >>> compare(a, Address.of(village="营上村", group="3组", number="21号")).relation
    <Relation.DIFFERENT: 'different'>
    """
    left, right = parts_of(a), parts_of(b)
    reasons = tuple(_reasons(left, right))
    return Verdict(_relation(left, right, reasons), _probability(reasons), reasons)


def _reasons(left: Parts, right: Parts) -> list[Reason]:
    values = [
        *zip_longest(NAME_LEVELS, left.names, right.names),
        *zip_longest(NUMBER_LEVELS, left.numbers, right.numbers),
        (Level.LANDMARK, left.landmark, right.landmark),
    ]
    return [_reason(level, x, y) for level, x, y in sorted(values) if x or y]


def _reason(level: Level, x: str, y: str) -> Reason:
    zh, en = level.text
    if x == y:
        text = Text(f"{zh}相同 {x}", f"{en} equal {x}")
        return Reason(level.key, x, y, "equal", _EQUAL[level.key], text)
    if not x or not y:
        text = Text(f"{zh}一方缺 {x or y}", f"{en} on one side only {x or y}")
        return Reason(level.key, x, y, "missing", 0.0, text)
    text = Text(f"{zh}不同 {x}≠{y}", f"{en} differs {x}≠{y}")
    return Reason(level.key, x, y, "conflict", _CONFLICT, text)


def _relation(left: Parts, right: Parts, reasons: tuple[Reason, ...]) -> Relation:
    rules = {reason.rule for reason in reasons}
    if "equal" not in rules:
        return Relation.UNKNOWN if "conflict" not in rules else Relation.DIFFERENT
    if "conflict" in rules:
        return Relation.DIFFERENT
    if any(left.numbers) and left.numbers == right.numbers:
        return Relation.SAME_DOOR
    if left.numbers[2] and right.numbers[2] and left.numbers[3] != right.numbers[3]:
        return Relation.DIFFERENT
    return Relation.SAME_PLACE


def _probability(reasons: tuple[Reason, ...]) -> float:
    bits = max(-60.0, min(60.0, _PRIOR + sum(reason.weight for reason in reasons)))
    return 1 / (1 + 2**-bits)
