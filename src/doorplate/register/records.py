"""What comes back from the field: records of installation, checked before they count.

Each record is one scan of a plate at a door. The right door gives the event that fits; any
other answer is told to the installer. A plate that already hangs elsewhere is noted as seen
here, so that the audit finds it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from doorplate._text import Text
from doorplate.register._ledger import Ledger
from doorplate.register.events import Event
from doorplate.register.mounting import Scan, scan
from doorplate.register.sheets import Fault, cells_of, heading, missing
from doorplate.register.state import State
from doorplate.register.verbs import Kind, Verb

__all__ = ["COLUMNS", "Installed", "Record", "read_records", "record_events"]

COLUMNS: Final = {
    "plate": Text("门牌序号", "plate serial"),
    "door": Text("门编号", "door id"),
    "height_cm": Text("挂高（厘米）", "height (cm)"),
    "offset_cm": Text("距门框（厘米）", "offset (cm)"),
    "side": Text("门侧", "side of door"),
    "photo": Text("照片摘要", "photo digest"),
}
"""Columns of a table of installation records; the first two are needed."""

_SIDES: Final = {"": "", "左": "left", "右": "right", "left": "left", "right": "right"}
_HIGHEST_CM: Final = 10_000


class Record(NamedTuple):
    """One plate scanned at one door, and how it hangs there.

    Attributes:
        row: its row in the file; 0 where there is none.
        plate: serial of the plate.
        door: id of the door.
        facts: what was measured: `height_cm`, `offset_cm`, `side`, `photo`.
    """

    row: int
    plate: str
    door: str
    facts: Mapping[str, Any]


def read_records(
    rows: Iterable[tuple[int, Mapping[str, str]]],
) -> tuple[list[Record], list[Fault]]:
    """Records from a table, and the cells that cannot be used."""
    records, faults, seen = list[Record](), list[Fault](), False
    for place, row in rows:
        lacking = [] if seen else list(missing(row, COLUMNS, ("plate", "door")))
        if lacking:
            return [], lacking
        seen, cells = True, cells_of(row, COLUMNS)
        facts = {name: _fact(name, cells[name]) for name in list(COLUMNS)[2:] if cells[name]}
        empty = [name for name in ("plate", "door") if not cells[name]]
        bad = [*empty, *(name for name, value in facts.items() if value is None)]
        faults += [Fault(place, heading(name, row, COLUMNS), *_WRONG[name]) for name in bad]
        records.append(Record(place, cells["plate"], cells["door"], facts))
    return records, faults


def _fact(name: str, text: str) -> Any:
    """A measured value, None where the cell holds none."""
    if name == "side":
        return _SIDES.get(text)
    if name == "photo":
        return text if len(text) <= 200 else None
    sound = text.isascii() and text.isdigit() and int(text[:9]) <= _HIGHEST_CM
    return int(text) if sound and len(text) < 9 else None


_WHOLE: Final = (
    Text("不是整数厘米", "it is no whole number of centimetres"),
    Text("填整数，如 200", "Write a whole number, as 200"),
)
_EMPTY: Final = (
    Text("为空", "it is empty"),
    Text("填上，或删去这一行", "Fill it in, or leave the row out"),
)
_SIDE: Final = (
    Text("不是左或右", "it is neither left nor right"),
    Text("填 左 或 右", "Write left or right"),
)
_LONG: Final = (
    Text("太长", "it is too long"),
    Text("填摘要，不超过 200 字", "Write a digest of at most 200 characters"),
)
_WRONG: Final = {
    "plate": _EMPTY, "door": _EMPTY, "height_cm": _WHOLE, "offset_cm": _WHOLE, "side": _SIDE,
    "photo": _LONG,
}  # fmt: skip


class Installed(NamedTuple):
    """What the records come to.

    Attributes:
        events: what to append, in the order of the records.
        refused: records whose plate does not belong at that door, and why.
    """

    events: list[Event]
    refused: list[tuple[Record, Scan, str]]


def record_events(
    records: Iterable[Record], state: State, *, time: date, actor: str = "installer"
) -> Installed:
    """The events of installation records, each against what those before it have changed.

    Args:
        records: what was scanned, in order.
        state: the register's state.
        time: when it was scanned.
        actor: the role that scanned.
    """
    ledger = Ledger()
    for kind, entries in zip(Kind, (state.doors, state.addresses, state.plates), strict=False):
        ledger.entries[kind] = dict(entries)
    live = state._replace(plates=ledger.entries[Kind.PLATE])
    events, refused = list[Event](), list[tuple[Record, Scan, str]]()
    for record in records:
        answer = scan(live, record.plate, record.door)
        if answer.verb in {None, Verb.SCAN}:
            refused.append((record, answer.result, answer.expected))
        if answer.verb:
            event = Event(time, actor, answer.verb, record.plate, _fields(answer.verb, record))
            ledger.apply(event, 0)
            events.append(event)
    return Installed(events, refused)


def _fields(verb: Verb, record: Record) -> dict[str, Any]:
    if verb is Verb.SCAN:
        return {"seen": [record.door]}
    at = {} if verb is Verb.CHECK else {"door": record.door}
    return {**at, **record.facts}
