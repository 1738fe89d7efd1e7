"""The door-plate ledger (门牌台账) as a table that an office can file.

Columns follow the register table of a city police bureau as far as it was seen: the number as
an integer apart from its full form, status and dates of first entry and last change.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from doorplate._text import Lang, Text
from doorplate.numbering import Side
from doorplate.register._slots import Entry, number_of
from doorplate.register.state import State
from doorplate.register.verbs import AddressState, PlateState

__all__ = ["COLUMNS", "ledger_rows", "side_word"]

Cell = str | int | None

COLUMNS: Final = {
    "address": Text("地址编号", "address id"),
    "code": Text("地址代码", "address code"),
    "text": Text("地址全称", "address"),
    "scope": Text("街路巷（组）", "scope"),
    "main": Text("门牌号码", "number"),
    "number": Text("门牌号全称", "number in full"),
    "epoch": Text("编号批次", "epoch"),
    "state": Text("地址状态", "state"),
    "old": Text("旧门牌号", "old numbers"),
    "start": Text("启用日期", "since"),
    "end": Text("停用日期", "until"),
    "village": Text("村（社区）", "village"),
    "grid": Text("网格", "grid"),
    "side": Text("街侧", "side"),
    "households": Text("户数", "households"),
    "plate": Text("门牌序号", "plate serial"),
    "size": Text("门牌规格", "plate size"),
    "plate_state": Text("门牌状态", "plate state"),
    "height_cm": Text("挂高（厘米）", "height (cm)"),
    "plate_side": Text("门侧", "side of door"),
    "photo": Text("照片摘要", "photo digest"),
    "door": Text("门编号", "door id"),
}
"""Columns in order."""


def ledger_rows(state: State, lang: Lang) -> Iterator[dict[str, Cell]]:
    """One row an address, in the order of scope and number; ended ones too."""
    old, start, end = _past(state)
    plates = _plates(state)
    for address in sorted(state.addresses.values(), key=_order):
        door = state.doors.get(address.get("door"))
        cells = {
            **_address_cells(address, lang),
            "old": " ".join(old[address.id]),
            "start": start[address.id],
            "end": end[address.id],
            **(_door_cells(door, lang) if door else {}),
            **(_plate_cells(plates[address.id], lang) if address.id in plates else {}),
        }
        yield {words.say(lang): cells.get(name) for name, words in COLUMNS.items()}


def _order(address: Entry) -> tuple[object, ...]:
    return address.get("scope"), number_of(address.get("number")), address.id


def _past(state: State) -> tuple[dict[str, list[str]], dict[str, str], dict[str, str]]:
    """Former numbers, first day and last day of each address."""
    old: dict[str, list[str]] = defaultdict(list)
    start: dict[str, str] = {}
    end: dict[str, str] = {}
    for version in state.versions:
        start.setdefault(version.address, version.start)
        if version.until:
            old[version.address].append(version.number)
        else:
            end[version.address] = version.end
    return old, start, end


def _plates(state: State) -> dict[str, Entry]:
    """The main plate of each address: the newest that is not scrapped."""
    main = [p for p in state.plates.values() if p.get("role") == "main"]
    kept = [p for p in main if p.state != PlateState.SCRAPPED]
    return {p.get("address"): p for p in sorted(kept, key=lambda p: p.seq)}


def _address_cells(address: Entry, lang: Lang) -> dict[str, Cell]:
    number = number_of(address.get("number"))
    fields = ("code", "text", "scope", "epoch", "door")
    return {
        "address": address.id,
        "main": number.main,
        "number": str(number),
        "state": AddressState(address.state).text.say(lang),
        **{name: address.get(name) for name in fields},
    }


def _door_cells(door: Entry, lang: Lang) -> dict[str, Cell]:
    cells: dict[str, Cell] = {name: door.get(name) for name in ("village", "grid")}
    households = len(door.get("households", ()))
    return {**cells, "side": side_word(door.get("side"), lang), "households": households}


def side_word(side: str, lang: Lang) -> str:
    """The side of a street or doorway in words; empty where it is not known."""
    return Side(side).text.say(lang) if side else ""


def _plate_cells(plate: Entry, lang: Lang) -> dict[str, Cell]:
    return {
        "plate": plate.id,
        "size": plate.get("size"),
        "plate_state": PlateState(plate.state).text.say(lang),
        "height_cm": plate.get("height_cm", None),
        "plate_side": side_word(plate.get("side"), lang),
        "photo": plate.get("photo"),
    }
