"""What `assign` refuses at its door: values of the wrong type, words it does not know."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

from doorplate._text import Text
from doorplate.address import DoorNumber
from doorplate.errors import AssignmentError
from doorplate.numbering.doors import (
    Door,
    DoorKind,
    Evidence,
    Held,
    HeldState,
    Mode,
    Scope,
    Side,
)
from doorplate.numbering.policy import Policy

__all__ = [
    "check_doors",
    "check_held",
    "check_scopes",
    "is_place",
    "is_whole",
    "listed",
    "mode_of",
]

Value = TypeVar("Value")

FURTHEST = 10**8
"""Centimetres: no street is longer than 1,000 km."""

_WORDS = {
    "start": ("", "first", "last"),
    "mouth": ("", "first", "last"),
    "sides": ("two", "one", "none"),
}


def is_whole(value: object, low: int | None = None, high: int | None = None) -> bool:
    """Whether a value is an integer (no bool, no float) within the bounds given.

    >>> is_whole(3, 0), is_whole(3.0, 0), is_whole(True, 0), is_whole(-1, 0)
    (True, False, False, False)
    """
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    return (low is None or low <= value) and (high is None or value <= high)


def is_place(lon: object, lat: object) -> bool:
    """Whether two values are a longitude and a latitude; none beyond 85 degrees north or south.

    >>> is_place(108.2, 34.3), is_place(float("nan"), 34.3), is_place("108.2", 34.3)
    (True, False, False)
    """
    return (
        isinstance(lon, int | float)
        and isinstance(lat, int | float)
        and abs(lon) <= 180
        and abs(lat) <= 85
    )


def mode_of(mode: object) -> Mode:
    """The mode that a word names.

    Raises:
        AssignmentError: there is no such mode.
    """
    if not isinstance(mode, str) or mode not in set(Mode):
        known = " ".join(Mode)
        raise _fault(
            "mode",
            f"没有 {mode!r} 这种方式",
            f"no mode {mode!r}",
            f"用 {known}",
            f"Use {known}",
        )
    return Mode(str(mode))


def listed(values: Iterable[Value], kind: type[Value], name: str) -> list[Value]:
    """The values as a list, once each is of its type.

    Raises:
        AssignmentError: `where` is the argument, with the place of the value at fault.

    >>> listed(iter([1, 2]), int, "numbers")
    [1, 2]
    """
    if not isinstance(values, Iterable):
        raise _fault(
            name,
            f"不能是 {values!r}", f"it cannot be {values!r}",
            f"给出一列 {kind.__name__}", f"Give a list of {kind.__name__}",
        )  # fmt: skip
    found = list(values)
    for i, value in enumerate(found):
        if not isinstance(value, kind):
            raise _fault(
                f"{name}[{i}]",
                f"{value!r} 不是 {kind.__name__}", f"{value!r} is no {kind.__name__}",
                f"给出 {kind.__name__}", f"Give a {kind.__name__}",
            )  # fmt: skip
    return found


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
        if scope.bearing is not None and not is_whole(scope.bearing, 0, 359):
            raise _fault(
                scope.id,
                f"走向不能是 {scope.bearing!r}", f"its bearing cannot be {scope.bearing!r}",
                "给出 0 至 359 的整数度", "Give whole degrees from 0 to 359",
            )  # fmt: skip
        if scope.length is not None and not is_whole(scope.length, 0, FURTHEST):
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
    """Values of the right type, and one measure of place along each side.

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


_TYPES = {"uid": str, "scope": str, "kind": DoorKind, "evidence": Evidence, "permit": bool}


def _check_values(door: Door) -> None:
    for field, kind in _TYPES.items():
        if not isinstance(getattr(door, field), kind):
            raise _value(
                door, field, f"给出 {kind.__name__}，或用 read_door",
                f"Give a {kind.__name__}, or use read_door",
            )  # fmt: skip
    if not door.uid:
        raise _value(door, "uid", "一门一标识", "Give each door its own uid")
    if not isinstance(door.side, Side | None):
        raise _value(door, "side", "给出 Side，或用 read_door", "Give a Side, or use read_door")
    if not is_whole(door.length, 0, FURTHEST):
        raise _value(
            door, "length", f"给出 0 至 {FURTHEST} 的整数厘米",
            f"Give whole centimetres from 0 to {FURTHEST}",
        )  # fmt: skip
    if door.order is not None and not is_whole(door.order):
        raise _value(door, "order", "给出整数", "Give an integer")
    if door.chainage is not None and not is_whole(door.chainage, -FURTHEST, FURTHEST):
        raise _value(
            door, "chainage",
            f"给出 ±{FURTHEST} 以内的整数厘米", f"Give whole centimetres within ±{FURTHEST}",
        )  # fmt: skip
    if not isinstance(door.number, DoorNumber | None):
        raise _value(door, "number", "给出 DoorNumber 或 None", "Give a DoorNumber, or None")
    if not all(isinstance(n, DoorNumber) for n in door.others):
        raise _value(door, "others", "逐一给出 DoorNumber", "Give a DoorNumber each")


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
    seen: dict[tuple[str, DoorNumber], Held] = {}
    for slot in held:
        where = f"{slot.scope} {slot.number}"
        if slot.scope not in ids:
            raise _fault(
                where, "保留号的范围没有说明", "the scope of a held number is not described",
                "在 scopes 中给出 Scope", "Give a Scope for it in `scopes`",
            )  # fmt: skip
        if not isinstance(slot.number, DoorNumber):
            raise _fault(
                where, "保留号不是 DoorNumber", "a held number is no DoorNumber",
                "给出 DoorNumber", "Give a DoorNumber",
            )  # fmt: skip
        if not isinstance(slot.state, HeldState):
            raise _fault(
                where, f"保留号的状态不能是 {slot.state!r}",
                f"the state of a held number cannot be {slot.state!r}",
                "给出 HeldState", "Give a HeldState",
            )  # fmt: skip
        if seen.setdefault((slot.scope, slot.number), slot) != slot:
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
