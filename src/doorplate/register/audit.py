"""The audit: the six defects 重 错 漏 缺 损 无序 in a register, with the only remedies allowed.

The mismatch kinds published by 宜昌, and the 断号 跳号 of 福州, are found under these findings
and named in their texts: 号址不一 `BAD_NAME`, `WRONG_STREET` and `PLATE_MISMATCH`; 一号多址
`DUP_NUMBER`; 多号一址 `DUP_DOOR`; 有址无号 `NO_ADDRESS` and `NO_PLATE`; 有号无址 `DOOR_GONE`,
and `PLATE_MISMATCH` of an ended address; 断号 跳号 `GAP`. An audit only reports: whoever
decides appends an event.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from doorplate._text import Text
from doorplate.address import NumberStyle
from doorplate.findings import Finding, FindingKind
from doorplate.register._runs import gaps, odd_ones_out, out_of_order
from doorplate.register._slots import Entry
from doorplate.register._words import key_of
from doorplate.register.coverage import wants_plate
from doorplate.register.state import State
from doorplate.register.verbs import AddressState, DoorState, PlateState, Verb

__all__ = ["REMEDIES", "audit"]

_K = FindingKind
REMEDIES: Final[Mapping[FindingKind, tuple[Verb, ...]]] = {
    _K.DUP_NUMBER: (Verb.CORRECT, Verb.SUSPEND, Verb.RETIRE, Verb.VOID),
    _K.DUP_DOOR: (Verb.CORRECT, Verb.RETIRE, Verb.VOID),
    _K.DUP_RECORD: (Verb.RETIRE, Verb.VOID),
    _K.BAD_NAME: (Verb.CORRECT,),
    _K.BAD_PARITY: (Verb.CORRECT,),
    _K.WRONG_STREET: (Verb.CORRECT,),
    _K.DOOR_GONE: (Verb.RETIRE, Verb.VOID, Verb.SURVEY),
    _K.PLATE_MISMATCH: (Verb.REHANG, Verb.REMOVE),
    _K.PLATE_DUP: (Verb.CHECK, Verb.REMOVE),
    _K.NO_ADDRESS: (Verb.ASSIGN, Verb.PROVISION, Verb.VERIFY, Verb.RESTORE),
    _K.NO_PLATE: (Verb.ORDER, Verb.EXCUSE),
    _K.GAP: (),
    _K.PLATE_DAMAGED: (Verb.ORDER, Verb.SCRAP),
    _K.OUT_OF_ORDER: (Verb.CORRECT, Verb.VERIFY),
    _K.METRIC_SHIFT: (Verb.VERIFY,),
}
"""The verbs that may answer each finding; a gap is only reported."""

_ENDED: Final = frozenset({AddressState.RETIRED, AddressState.VOID})
_RIVALS: Final = frozenset({_K.DUP_NUMBER, _K.DUP_DOOR, _K.DUP_RECORD})


def audit(state: State) -> list[Finding]:
    """Every defect that the register itself shows, by kind and then by subject."""
    standing = [a for a in state.addresses.values() if a.state not in _ENDED]
    found = [finding for rule in _ADDRESS_RULES for finding in rule(state, standing)]
    found += _doors(
        state, standing, {s for f in found if f.kind in _RIVALS for s in f.subjects}
    )
    found += _plates(state)
    order = list(FindingKind)
    return sorted(found, key=lambda f: (order.index(f.kind), f.subjects))


def _finding(kind: FindingKind, subjects: Iterable[str], zh: str, en: str) -> Finding:
    verbs = REMEDIES[kind]
    remedy = Text(
        "可用：" + "、".join(v.text.zh for v in verbs) if verbs else "只报告",
        "Allowed: " + ", ".join(verbs) if verbs else "Only reported",
    )
    return Finding(kind, tuple(subjects), Text(zh, en), remedy)


# Addresses --------------------------------------------------------------------------------


def _same_number(_state: State, standing: list[Entry]) -> Iterator[Finding]:
    slots: dict[tuple[str, int, str], list[Entry]] = defaultdict(list)
    for a in standing:
        slots[a.get("scope"), a.get("epoch"), a.get("number")].append(a)
    for (scope, _epoch, number), group in slots.items():
        if len(group) == 1:
            continue
        ids = sorted(a.id for a in group)
        if len({a.get("door") or a.id for a in group}) == 1:
            yield _finding(_K.DUP_RECORD, ids, f"{scope}{number}登记了{len(ids)}次",
                           f"{scope} {number} is entered {len(ids)} times")  # fmt: skip
        else:
            yield _finding(_K.DUP_NUMBER, ids, f"一号多址：{len(ids)}处都称{scope}{number}",
                           f"{len(ids)} doors claim {scope} {number}")  # fmt: skip


def _several_at_door(_state: State, standing: list[Entry]) -> Iterator[Finding]:
    doors: dict[str, list[Entry]] = defaultdict(list)
    for a in standing:
        if a.get("door"):
            doors[a.get("door")].append(a)
    for door, group in doors.items():
        texts = sorted({a.get("text") for a in group})
        if len(texts) > 1:
            yield _finding(_K.DUP_DOOR, [door, *sorted(a.id for a in group)],
                           f"多号一址：{'、'.join(texts)}",
                           f"one door has several numbers: {', '.join(texts)}")  # fmt: skip


def _wording(_state: State, standing: list[Entry]) -> Iterator[Finding]:
    for a in standing:
        number = key_of(a.get("number"))
        if not key_of(a.get("text")).endswith(number):
            said = a.get("text")
            yield _finding(_K.BAD_NAME, [a.id], f"号址不一：{said}，号为{number}",
                           f"the wording {said} does not end in number {number}")  # fmt: skip


def _street(state: State, standing: list[Entry]) -> Iterator[Finding]:
    for a in standing:
        door = state.doors.get(a.get("door"))
        if door and door.get("scope") != a.get("scope"):
            there, said = door.get("scope"), a.get("scope")
            yield _finding(_K.WRONG_STREET, [a.id, door.id],
                           f"号址不一：门在{there}，地址写{said}",
                           f"the door is on {there}, the address says {said}")  # fmt: skip


def _without_door(state: State, standing: list[Entry]) -> Iterator[Finding]:
    for a in standing:
        door = state.doors.get(a.get("door"))
        if door and door.state == DoorState.GONE:
            said = a.get("text")
            yield _finding(_K.DOOR_GONE, [a.id, door.id], f"有号无址：{said}的门已拆除",
                           f"the door of {said} was demolished")  # fmt: skip


def _runs(state: State, standing: list[Entry]) -> Iterator[Finding]:
    for a in odd_ones_out(state, standing):
        yield _finding(_K.BAD_PARITY, [a.id], f"{a.get('text')}单双号与同侧不符",
                       f"{a.get('text')} has the other side's parity")  # fmt: skip
    for a in out_of_order(state, standing):
        yield _finding(_K.OUT_OF_ORDER, [a.id], f"{a.get('text')}不合顺序",
                       f"{a.get('text')} is out of order along its side")  # fmt: skip
    for scope, epoch, numbers in gaps(state):
        said = "、".join(n.format(NumberStyle.FU) for n in numbers)
        yield _finding(_K.GAP, [scope, str(epoch)], f"断号跳号：{scope}缺{said}",
                       f"unexplained holes on {scope}: {said}")  # fmt: skip


_ADDRESS_RULES: Final[tuple[Callable[[State, list[Entry]], Iterator[Finding]], ...]] = (
    _same_number, _several_at_door, _wording, _street, _without_door, _runs,
)  # fmt: skip


# Doors and plates -------------------------------------------------------------------------


def _doors(state: State, standing: list[Entry], rivals: set[str]) -> Iterator[Finding]:
    """Doors without a live address, unless a rival for their number is found already."""
    waiting: dict[str, list[Entry]] = defaultdict(list)
    for a in standing:
        waiting[a.get("door")].append(a)
    served = {
        p.get("address")
        for p in state.plates.values()
        if p.get("role") == "main" and _serves(PlateState(p.state))
    }
    live = state.at_door()
    for door in state.doors.values():
        if not wants_plate(door):
            continue
        if door.id not in live:
            claimed = waiting.get(door.id, [])
            if rivals.isdisjoint(a.id for a in claimed):
                yield _without_address(door, claimed)
        elif not door.get("excuse"):
            for a in live[door.id]:
                if a.id not in served:
                    yield _finding(_K.NO_PLATE, [a.id], f"有址无号：{a.get('text')}没有门牌",
                                   f"{a.get('text')} has no plate")  # fmt: skip


def _without_address(door: Entry, claimed: list[Entry]) -> Finding:
    subjects = [door.id, *sorted(a.id for a in claimed)]
    if not claimed:
        return _finding(
            _K.NO_ADDRESS, subjects, "有址无号：门没有编号", "the door has no address"
        )
    said = sorted((a.get("text"), AddressState(a.state).text) for a in claimed)
    zh = "、".join(f"{text}（{word.zh}）" for text, word in said)
    en = ", ".join(f"{text} ({word.en})" for text, word in said)
    return _finding(_K.NO_ADDRESS, subjects, f"有址无号：门只有未定的号：{zh}",
                    f"the door has no address that stands yet, only {en}")  # fmt: skip


def _serves(stage: PlateState) -> bool:
    return stage.on_wall or stage.coming


def _plates(state: State) -> Iterator[Finding]:
    hung: dict[str, list[str]] = defaultdict(list)
    for plate in state.plates.values():
        stage, address = PlateState(plate.state), state.addresses[plate.get("address")]
        if stage in {PlateState.DAMAGED, PlateState.LOST}:
            said = address.get("text")
            yield _finding(_K.PLATE_DAMAGED, [plate.id], f"{said}的门牌{stage.text.zh}",
                           f"the plate of {said} is {stage}")  # fmt: skip
        if stage.on_wall:
            yield from _hanging(plate, address, _gate_of(state, plate))
            if plate.get("role") == "main":
                hung[address.id].append(plate.id)
    for subject, plates in hung.items():
        if len(plates) > 1:
            said = state.addresses[subject].get("text")
            yield _finding(_K.PLATE_DUP, sorted(plates), f"{said}挂了{len(plates)}块主牌",
                           f"{said} has {len(plates)} main plates on the wall")  # fmt: skip


def _gate_of(state: State, plate: Entry) -> str:
    """The main door of the further gate at which a further plate hangs."""
    door = state.doors[plate.get("door")]
    return str(door.get("of")) if plate.get("role") == "aux" else ""


def _hanging(plate: Entry, address: Entry, gate_of: str) -> Iterator[Finding]:
    said, here, home = address.get("text"), plate.get("door"), address.get("door")
    if address.state in _ENDED:
        yield _finding(_K.PLATE_MISMATCH, [plate.id], f"有号无址：{said}已停用，牌仍在墙上",
                       f"{said} has ended and its plate still hangs")  # fmt: skip
    elif plate.get("number") != address.get("number"):
        reads = plate.get("number")
        yield _finding(_K.PLATE_MISMATCH, [plate.id], f"号址不一：{said}的牌上是{reads}",
                       f"the plate of {said} reads {reads}")  # fmt: skip
    elif home not in {here, gate_of}:
        yield _finding(_K.PLATE_MISMATCH, [plate.id, here, home],
                       f"号址不一：{said}的门牌挂在别的门上",
                       f"the plate of {said} hangs at another door")  # fmt: skip
    strange = sorted(set(plate.get("seen", ())) - {here})
    if strange:
        yield _finding(_K.PLATE_DUP, [plate.id, *strange], f"{said}的门牌在别处也被扫到",
                       f"the plate of {said} was read at another door too")  # fmt: skip
