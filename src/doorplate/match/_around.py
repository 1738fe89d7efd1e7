"""The words around a number: whose it is, and where by it a place lies."""

from collections.abc import Iterable, Sequence

from doorplate.address import Address, Component, Level
from doorplate.match._fold import fold
from doorplate.match._owned import (
    AT,
    by_in,
    entrance_in,
    flank_in,
    flank_word,
    hall_in,
    is_nameless,
)
from doorplate.match._sites import moves_out

_NUMBER, _BUILDING, _ROOM = Level.NUMBER, Level.BUILDING, Level.ROOM
_COMPOUND, _LANDMARK = Level.COMPOUND, Level.LANDMARK


def told_of(address: Address, house: str, *, marked: bool) -> tuple[str, str, str]:
    """The entrance or wing, the side of the street, and where by the number the place lies."""
    gate, flank, by = _marked(address.components) if marked else _NOWHERE
    wing = gate or house
    return _around(address, wing, flank, by) if address.noise else (wing, flank, by)


_NOWHERE = ("", "", AT)


def _marked(parts: Sequence[Component]) -> tuple[str, str, str]:
    """What landmarks say of it."""
    gate, flank, by = _NOWHERE
    before = None
    for level, value, *_ in parts:
        if level is _LANDMARK:
            word = fold(value)
            side = flank_in(word) if before in STREETS else ""
            there = by_in(word)
            flank, by = side or flank, there or by
            gate = gate if side or there else entrance_in(word)
        before = level
    return gate, flank, by


def _around(address: Address, wing: str, flank: str, by: str) -> tuple[str, str, str]:
    """What words say of it where landmarks do not.

    They stand right behind a street (北侧), or behind a number or its entrance (北侧, 对面,
    往东50米).
    """
    ends = {part[4]: part for part in address.components if part[3] >= 0}
    for kind, text, start, _ in address.noise:
        before = ends.get(start, ends.get(start - 1))
        word = fold(text)
        if before is None:
            continue
        if before[0] in STREETS and kind == "relative":
            flank = flank_in(word) or flank
        elif kind in _PLACING and _is_of_number(before):
            by = by_in(word) or (word if kind == "distance" else by)
            wing = wing or entrance_in(word)
    return wing, flank, by


def _is_of_number(part: Component) -> bool:
    """Whether a word behind an element speaks of the number; a shop's neighbour may be it."""
    is_entrance = part[0] is _LANDMARK and is_nameless(fold(part[1]))
    return _NUMBER <= part[0] <= _ROOM or is_entrance


_PLACING = frozenset({"relative", "distance"})


def side_of(parts: Sequence[Component]) -> str:
    """Whose the number is, where an estate is named: 东方小区5号, or 永安街5号东方小区.

    The name that stands right before it says so; where no reader saw the text, nothing does but
    that there is no street. "" where it is not known, or there is no estate.
    """
    levels = [part[0] for part in parts]
    if _NUMBER not in levels or _COMPOUND not in levels:
        return ""
    if parts[-1][3] < 0:
        return "" if STREETS.intersection(levels) else INSIDE
    before = [level for level in levels[: levels.index(_NUMBER)] if level in _OWNERS]
    if not before:
        return ""
    return INSIDE if before[-1] is _COMPOUND else OUTSIDE


STREETS = frozenset({Level.ROAD, Level.LANE})
_OWNERS = STREETS | {Level.COMPOUND}
INSIDE, OUTSIDE = "inside", "outside"


def guests_in(parts: Sequence[Component]) -> list[Component]:
    """What was read as an estate behind a number and is none: a house, or who is there.

    东海公司 at 12号 moves out, and another moves in; inside a number that has rooms it says
    whose they are.
    """
    estates = estates_behind(parts)
    roomy = bool(estates) and has_rooms(parts)
    return [
        part for part in estates if hall_in(part.value) or (not roomy and moves_out(part.value))
    ]


def has_rooms(parts: Iterable[Component]) -> bool:
    """Whether an address goes on inside a door: 3号楼, 501室."""
    return any(_BUILDING <= part[0] <= _ROOM for part in parts)


def estates_behind(parts: Sequence[Component]) -> list[Component]:
    """What a reader took for estates behind a number."""
    if not parts or parts[-1][3] < 0:
        return []
    levels = [part[0] for part in parts]
    if _NUMBER not in levels or _COMPOUND not in levels:
        return []
    return [part for part in parts[levels.index(_NUMBER) :] if part[0] is _COMPOUND]


def in_order(parts: Iterable[Component], *, inside: bool) -> tuple[Component, ...]:
    """Elements as they are written; an estate that owns its number stands before it.

    Without a street it stands before the group too: 寨新村6组6号. A house behind the number
    (东方小区12号教学楼) comes behind its estate and stays there. A side of the street stands
    behind its name, and what lies by a number behind that (12号附近东方小区).
    """
    found = list(parts)
    on_street = any(part[0] in STREETS for part in found)
    before = (Level.NUMBER if on_street else Level.GROUP) - 0.5
    owner = next((part for part in found if part[0] is Level.COMPOUND), None)

    behind = owner is not None and not (inside or has_rooms(found))
    by_number = Level.SUBNUMBER + 0.5 if behind else Level.LANDMARK

    def rank(part: Component) -> float:
        if inside and part is owner:
            return before
        if part[0] is _LANDMARK and by_in(part[1]):
            return by_number
        return _rank_of_word(part[1], on_street=on_street) if part[0] is _LANDMARK else part[0]

    return tuple(sorted(found, key=rank))


def _rank_of_word(word: str, *, on_street: bool) -> float:
    """Where a landmark is written: 永安街北侧12号, 12号东配楼501室, 12号北门."""
    if on_street and word == flank_word(flank_in(word)):
        return Level.LANE + 0.25
    return Level.UNIT - 0.5 if word.endswith("楼") else Level.LANDMARK
