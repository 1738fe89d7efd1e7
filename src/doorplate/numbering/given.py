"""What `assign` refuses at its door: values out of range, words it does not know."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from doorplate._text import Text
from doorplate.errors import AssignmentError
from doorplate.numbering.doors import (
    Door,
    Held,
    Mode,
    Scope,
)
from doorplate.numbering.policy import Policy

__all__ = [
    "check_doors",
    "check_held",
    "check_scopes",
    "is_place",
    "mode_of",
]

FURTHEST = 10**8
"""Centimetres: no street is longer than 1,000 km."""

_WORDS = {
    "start": ("", "first", "last"),
    "mouth": ("", "first", "last"),
    "sides": ("two", "one", "none"),
}


def is_place(lon: float, lat: float) -> bool:
    """Whether two numbers are longitude and latitude; none beyond 85 degrees north or south.

    >>> is_place(108.2, 34.3), is_place(float("nan"), 34.3), is_place(108.2, 91)
    (True, False, False)
    """
    return abs(lon) <= 180 and abs(lat) <= 85


def mode_of(mode: Mode | str) -> Mode:
    """The mode that a word names.

    Raises:
        AssignmentError: there is no such mode.
    """
    if mode not in set(Mode):
        known = " ".join(Mode)
        raise _fault(
            "mode",
            f"没有 {mode!r} 这种方式",
            f"no mode {mode!r}",
            f"用 {known}",
            f"Use {known}",
        )
    return Mode(mode)


# Scopes -----------------------------------------------------------------------------------


def check_scopes(scopes: Iterable[Scope]) -> None:
    """One scope per id, known words, a bearing of whole degrees.

    Raises:
        AssignmentError: `where` is the scope's id.
    """
    seen: set[str] = set()
    for scope in scopes:
        if scope.id in seen:
            raise _fault(
                scope.id,
                "范围给出两次", "the scope is described twice",
                "一个标识一个 Scope", "Give one Scope per id",
            )  # fmt: skip
        seen.add(scope.id)
        _check_words(scope)
        if scope.bearing is not None and not 0 <= scope.bearing <= 359:
            raise _fault(
                scope.id,
                f"走向不能是 {scope.bearing!r}", f"its bearing cannot be {scope.bearing!r}",
                "给出 0 至 359 的整数度", "Give whole degrees from 0 to 359",
            )  # fmt: skip
        if scope.length is not None and not 0 <= scope.length <= FURTHEST:
            raise _fault(
                scope.id,
                f"全长不能是 {scope.length!r}", f"its length cannot be {scope.length!r}",
                f"给出 0 至 {FURTHEST} 的整数厘米",
                f"Give whole centimetres from 0 to {FURTHEST}",
            )  # fmt: skip


def _check_words(scope: Scope) -> None:
    for field, words in _WORDS.items():
        value = getattr(scope, field)
        if value not in words:
            known = "、".join(w for w in words if w)
            raise _fault(
                scope.id,
                f"{field} 不能是 {value!r}", f"`{field}` cannot be {value!r}",
                f"用 {known}", f"Use {known.replace('、', ', ')}",
            )  # fmt: skip


# Doors ------------------------------------------------------------------------------------


def check_doors(doors: Sequence[Door], scopes: Iterable[Scope], policy: Policy) -> None:
    """Values in range, and one measure of place along each side.

    Raises:
        AssignmentError: `where` is the door's uid.
    """
    for door in doors:
        _check_values(door)
    through = {s.id for s in scopes if s.sides != "two" or policy.parity.mode == "none"}
    sides: defaultdict[tuple[str, str], list[Door]] = defaultdict(list)
    for door in sorted(doors, key=lambda d: d.uid):
        sides[door.scope, "" if door.scope in through else str(door.side)].append(door)
    for side in sides.values():
        _check_measure(side)
        if policy.counting.metric:
            _check_metres(side)


def _check_values(door: Door) -> None:
    if not door.uid:
        raise _value(door, "uid", "一门一标识", "Give each door its own uid")
    if not 0 <= door.length <= FURTHEST:
        raise _value(
            door, "length", f"给出 0 至 {FURTHEST} 的整数厘米",
            f"Give whole centimetres from 0 to {FURTHEST}",
        )  # fmt: skip
    if door.chainage is not None and abs(door.chainage) > FURTHEST:
        raise _value(
            door, "chainage",
            f"给出 ±{FURTHEST} 以内的整数厘米", f"Give whole centimetres within ±{FURTHEST}",
        )  # fmt: skip


def _check_measure(side: Sequence[Door]) -> None:
    """Ranks and centimetres do not compare, so that nobody can say who comes first."""
    ranked = next((d for d in side if d.order not in {None, d.chainage}), None)
    measured = next((d for d in side if d.order is None and d.chainage is not None), None)
    if ranked and measured:
        raise _fault(
            measured.uid,
            f"只有里程，而同侧的 {ranked.uid} 按顺序",
            f"it has a chainage only, and {ranked.uid} on its side goes by order",
            "同侧的门都给 order，或都只给 chainage",
            "Give every door of the side an order, or none of them",
        )


def _check_metres(side: Sequence[Door]) -> None:
    both = [
        (d.order, d.chainage, d.uid)
        for d in side
        if d.order is not None and d.chainage is not None
    ]
    for before, here in pairwise(sorted(both)):
        if here[0] > before[0] and here[1] < before[1]:
            raise _fault(
                here[2],
                f"顺序在 {before[2]} 之后，里程却在其前",
                f"its order lies behind {before[2]}, its chainage before",
                "改正 order 或 chainage", "Correct `order` or `chainage`",
            )  # fmt: skip


# Held numbers -----------------------------------------------------------------------------


def check_held(held: Iterable[Held], scopes: Iterable[Scope]) -> None:
    """Each held number in a known scope, and held once.

    Raises:
        AssignmentError: `where` is the scope and the number.
    """
    ids = {scope.id for scope in scopes}
    seen: dict[str, Held] = {}
    for slot in held:
        where = f"{slot.scope} {slot.number}"
        if slot.scope not in ids:
            raise _fault(
                where, "保留号的范围没有说明", "the scope of a held number is not described",
                "在 scopes 中给出 Scope", "Give a Scope for it in `scopes`",
            )  # fmt: skip
        if seen.setdefault(where, slot) != slot:
            raise _fault(
                where, "同一号保留两次，说法不一", "the number is held twice, in two ways",
                "一个范围一个号一条 Held", "Give one Held per number of a scope",
            )  # fmt: skip


def _value(door: Door, field: str, zh: str, en: str) -> AssignmentError:
    bad = getattr(door, field)
    return _fault(
        str(door.uid), f"{field} 不能是 {bad!r}", f"`{field}` cannot be {bad!r}", zh, en
    )


def _fault(where: str, zh: str, en: str, remedy_zh: str, remedy_en: str) -> AssignmentError:
    return AssignmentError(Text(zh, en), remedy=Text(remedy_zh, remedy_en), where=where)
