"""On the wall: the mounting standard, and what a scan at a door means."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from doorplate._text import Text
from doorplate.register._slots import Entry
from doorplate.register.state import State
from doorplate.register.verbs import AddressState, PlateState, Verb

__all__ = ["Misfit", "Scan", "ScanAnswer", "Standard", "misfits", "scan"]


class Standard(NamedTuple):
    """Where a plate hangs: decided by the office before the first one is hung.

    Attributes:
        height_cm: from the ground to the middle of the plate.
        side: of the doorway, seen from the street; empty where it does not matter.
        offset_cm: from the door frame.
        tolerance_cm: how far height and offset may be off.
    """

    height_cm: int = 200
    side: str = "right"
    offset_cm: int = 20
    tolerance_cm: int = 5


class Misfit(NamedTuple):
    """A plate that hangs against the standard, or whose installation is not recorded.

    Attributes:
        plate: its serial.
        field: `height_cm`, `offset_cm` or `side`.
        want: what the standard asks.
        got: what was recorded; empty where nothing was.
        text: the same for a reader.
    """

    plate: str
    field: str
    want: str
    got: str
    text: Text


def misfits(state: State, standard: Standard) -> list[Misfit]:
    """Hung plates that do not meet the mounting standard."""
    hung = [p for p in state.plates.values() if PlateState(p.state).on_wall]
    return [found for plate in hung for found in _misfits(plate, standard)]


def _misfits(plate: Entry, standard: Standard) -> Iterator[Misfit]:
    for field in ("height_cm", "offset_cm"):
        want, got = getattr(standard, field), plate.get(field, None)
        if got is None or abs(got - want) > standard.tolerance_cm:
            yield _misfit(plate, field, f"{want}±{standard.tolerance_cm}", got)
    if standard.side and plate.get("side") != standard.side:
        yield _misfit(plate, "side", standard.side, plate.get("side"))


def _misfit(plate: Entry, field: str, want: str, got: object) -> Misfit:
    said = "" if got is None else str(got)
    zh = {"height_cm": "高度", "offset_cm": "距门框", "side": "门侧"}[field]
    return Misfit(
        plate.id,
        field,
        want,
        said,
        Text(
            f"{zh}应为 {want}，记录为 {said or '无'}",
            f"{field} is {said or 'not recorded'}, the standard asks {want}",
        ),
    )


# Scans at the door ------------------------------------------------------------------------


class Scan(StrEnum):
    """What an installer's scan of a plate at a door means."""

    RIGHT = "right"
    WRONG_DOOR = "wrong_door"
    HANGS_ELSEWHERE = "hangs_elsewhere"
    OUTDATED = "outdated"
    NOT_READY = "not_ready"
    UNKNOWN = "unknown"

    @property
    def text(self) -> Text:
        """The answer for the installer."""
        return _SCAN_TEXT[self]


_SCAN_TEXT = {
    Scan.RIGHT: Text("门对牌对，可以上墙", "this is its door: hang it"),
    Scan.WRONG_DOOR: Text("这块牌不属于这扇门", "the plate belongs to another door"),
    Scan.HANGS_ELSEWHERE: Text("这块牌已挂在别的门上", "it hangs at another door already"),
    Scan.OUTDATED: Text(
        "地址已停用或改号，不能再挂", "its address has ended or was renumbered"
    ),
    Scan.NOT_READY: Text("这块牌未到货，或已报废", "it was not received, or is no more"),
    Scan.UNKNOWN: Text("台账中没有这块牌或这扇门", "the register knows no such plate or door"),
}


class ScanAnswer(NamedTuple):
    """What to tell the installer.

    Attributes:
        result: the answer.
        expected: the door where the plate belongs; empty where there is none.
        verb: the event that fits: hang it, hang it again, note the sighting; None for nothing.
    """

    result: Scan
    expected: str
    verb: Verb | None


def scan(state: State, plate: str, door: str) -> ScanAnswer:
    """Whether a plate belongs at the door where it was scanned; changes nothing."""
    entry = state.plates.get(plate)
    if entry is None or door not in state.doors:
        return ScanAnswer(Scan.UNKNOWN, "", None)
    address = state.addresses[entry.get("address")]
    home, stage = address.get("door"), PlateState(entry.state)
    here = door == home or _is_gate(state, entry, door, home)
    if stage.on_wall and entry.get("door") != door:
        verb = Verb.REHANG if here else Verb.SCAN
        return ScanAnswer(Scan.HANGS_ELSEWHERE, home, verb)
    outdated = entry.get("number") != address.get("number")
    if outdated or not AddressState(address.state).live:
        return ScanAnswer(Scan.OUTDATED, "", None)
    if not here:
        return ScanAnswer(Scan.WRONG_DOOR, home, None)
    verb_of = {
        PlateState.RECEIVED: Verb.HANG, PlateState.SORTED: Verb.HANG,
        PlateState.REMOVED: Verb.REHANG, PlateState.HUNG: Verb.CHECK,
        PlateState.VERIFIED: Verb.CHECK,
    }  # fmt: skip
    fitting = verb_of.get(stage)
    return ScanAnswer(Scan.RIGHT if fitting else Scan.NOT_READY, home, fitting)


def _is_gate(state: State, plate: Entry, door: str, home: str) -> bool:
    return bool(plate.get("role") == "aux" and state.doors[door].get("of") == home)
