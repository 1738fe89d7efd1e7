"""What the pipeline takes and gives: claims in; doors, findings, decisions, questions out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from doorplate._text import Text
from doorplate.address import Address, DoorNumber
from doorplate.findings import Finding
from doorplate.numbering import Evidence, Grid, Side

__all__ = [
    "Ask",
    "CleanDoor",
    "CleanRecord",
    "Cleaned",
    "Condition",
    "Coverage",
    "Crossing",
    "Decided",
    "DoorState",
    "Found",
    "Reject",
    "Remedy",
    "Verb",
]


_NO_TEXT = Text("", "")


class Condition(StrEnum):
    """The state of the plate on the wall."""

    GOOD = "good"
    NONE = "none"
    DAMAGED = "damaged"
    MISPLACED = "misplaced"
    UNKNOWN = ""

    @property
    def text(self) -> Text:
        """The word in both languages."""
        return _CONDITION_TEXT[self]


_CONDITION_TEXT = {
    Condition.GOOD: Text("完好", "good"),
    Condition.NONE: Text("无牌", "no plate"),
    Condition.DAMAGED: Text("损坏", "damaged"),
    Condition.MISPLACED: Text("挂错", "at another door"),
    Condition.UNKNOWN: Text("未知", "unknown"),
}


class Verb(StrEnum):
    """The five decisions of a clean-up, and what no evidence in the list could test.

    The value is the word of the work order; `KEEP` is no decision: the entry stays as it stood.
    """

    KEEP = "照旧"
    VERIFY = "核对"
    VOID = "清理"
    CORRECT = "更正"
    RETIRE = "停用"
    ASSIGN = "新编"

    @property
    def text(self) -> Text:
        """The word in both languages."""
        return Text(str(self), _VERB_ENGLISH[self])

    @property
    def meaning(self) -> Text:
        """What it does to an entry."""
        return _VERB_MEANING[self]


_VERB_ENGLISH = {
    Verb.KEEP: "kept as it stood",
    Verb.VERIFY: "verified",
    Verb.VOID: "voided",
    Verb.CORRECT: "corrected",
    Verb.RETIRE: "retired",
    Verb.ASSIGN: "assigned",
}
_VERB_MEANING = {
    Verb.KEEP: Text("表中没有可供核对的依据", "nothing in the list could test it"),
    Verb.VERIFY: Text("核对无误，号码照旧", "tested and right, number kept"),
    Verb.VOID: Text("重复记录，并入保留的一条", "double records, merged into one"),
    Verb.CORRECT: Text("名称或号码改正，旧写法留作别名", "name or number put right"),
    Verb.RETIRE: Text("旧号停用，不再发给别的门", "old numbers, never given to another door"),
    Verb.ASSIGN: Text("没有号码的门，编上号码", "doors without a number get one"),
}  # fmt: skip


class Remedy(StrEnum):
    """What was done about a finding; each kind allows only some."""

    MERGE = "merge"
    KEEP_ONE = "keep_one"
    RENUMBER = "renumber"
    CORRECT = "correct"
    REHANG = "rehang"
    ASSIGN = "assign"
    ORDER_PLATE = "order_plate"
    REPLACE_PLATE = "replace_plate"
    REPORT = "report"
    REVIEW = "review"

    @property
    def text(self) -> Text:
        """What to do, for a reader."""
        return _REMEDY_TEXT[self]


_REMEDY_TEXT = {
    Remedy.MERGE: Text("并为一条", "merge"),
    Remedy.KEEP_ONE: Text("只留一个号", "keep one number"),
    Remedy.RENUMBER: Text("改号", "renumber"),
    Remedy.CORRECT: Text("更正名称", "correct the name"),
    Remedy.REHANG: Text("重新挂牌，地址不变", "re-hang the plate, address unchanged"),
    Remedy.ASSIGN: Text("编号", "assign a number"),
    Remedy.ORDER_PLATE: Text("制作门牌", "order a plate"),
    Remedy.REPLACE_PLATE: Text("更换门牌，号码不变", "replace the plate, number unchanged"),
    Remedy.REPORT: Text("只作报告", "reported only"),
    Remedy.REVIEW: Text("由人决定", "a person decides"),
}


class Found(NamedTuple):
    """A finding, what was done about it, and the records that show it."""

    finding: Finding
    remedy: Remedy
    records: tuple[str, ...] = ()


class DoorState(StrEnum):
    """What became of a door's number."""

    KEPT = "kept"
    CHANGED = "changed"
    NEW = "new"
    REVIEW = "review"
    OPEN = "open"


class Reject(NamedTuple):
    """A row that could not be read: its number in the file, its id, and why."""

    row: int
    id: str
    household: str
    reason: Text


class CleanRecord(NamedTuple):
    """One row after cleaning: rows in = records + rejects.

    Attributes:
        id: the row's id.
        row: its number in the file.
        text: the address as written.
        claimed: the address as it was read.
        address: the address as it stands now; without a number where the door has none yet.
        door: uid of its door.
        household: opaque id of its household.
        verb: what was done with this record; None where a person must say.
        reason: why.
    """

    id: str
    row: int
    text: str
    claimed: Address
    address: Address
    door: str
    household: str
    verb: Verb | None
    reason: Text


@dataclass(frozen=True, slots=True)
class CleanDoor:
    """One door after cleaning.

    Attributes:
        uid: opaque id: the list's own, or derived from its first record.
        records: ids of its records, the one kept first.
        households: households behind it, sorted; empty where the list names none.
        weight: households it counts for: those named, or 1 where the list has no such column.
        street: name of the street, lane or group where it lies.
        scope: name of that in which its number is unique: the street, or as the policy's
            `rural.scope` says the hamlet or village around a group.
        side: side of the street, where known.
        order: rank along the survey's direction, where known.
        address: the final address, without a number where it has none.
        old: the number it had.
        number: the number it has now.
        others: further numbers it was known by; aliases from now on.
        evidence: what the present number rests on.
        plate: state of the plate.
        state: what became of its number.
        grid: number of its grid, 0 for none.
        reason: the rule or evidence that decided.
        east: its position eastward, as in the list.
        north: the same northward.
        retired: those of its former numbers that were approved once: nobody gets them again.
        tested: whether its number was tested against the policy and its neighbours.
    """

    uid: str
    records: tuple[str, ...]
    households: tuple[str, ...]
    weight: int
    street: str
    scope: str
    side: Side | None
    order: int | None
    address: Address
    old: DoorNumber | None
    number: DoorNumber | None
    others: tuple[DoorNumber, ...] = ()
    evidence: Evidence = Evidence.REGISTER
    plate: Condition = Condition.UNKNOWN
    state: DoorState = DoorState.KEPT
    grid: int = 0
    reason: Text = _NO_TEXT
    east: int | None = None
    north: int | None = None
    retired: tuple[DoorNumber, ...] = ()
    tested: bool = False

    @property
    def live(self) -> bool:
        """Whether it has an address that a plate may show."""
        return self.number is not None and self.state not in {DoorState.REVIEW, DoorState.OPEN}


class Decided(NamedTuple):
    """One decision with its evidence.

    Attributes:
        verb: what was decided.
        subject: the door or record.
        before: the text or number before; empty for none.
        after: the text or number after; empty for none.
        reason: why.
    """

    verb: Verb
    subject: str
    before: str
    after: str
    reason: Text


class Ask(NamedTuple):
    """A question that only a person can answer, with the options there are."""

    subjects: tuple[str, ...]
    text: Text
    options: tuple[Text, ...] = ()


class Crossing(NamedTuple):
    """One door's old and new number: total, and one row per door."""

    door: str
    street: str
    old: DoorNumber | None
    new: DoorNumber | None
    kind: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Doors without a live address, households without such a door: exact lists.

    `checked` where the list says which doors there are on the ground; without that no list can
    prove that none was forgotten.
    """

    doors: int = 0
    households: int = 0
    open_doors: tuple[str, ...] = ()
    open_households: tuple[str, ...] = ()
    checked: bool = True

    @property
    def complete(self) -> bool:
        """Whether it was checked and both lists are empty."""
        return self.checked and not self.open_doors and not self.open_households


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The whole result of `clean`, still without any file.

    Attributes:
        records: one per readable row, in the order of the input.
        rejects: the other rows.
        doors: by street from the first, side and order.
        findings: the six defects, in a fixed order.
        decisions: the five verbs with evidence.
        asks: what a person must decide.
        crosswalk: old and new number of every door.
        grids: from the first in sweep order; empty where none were asked for.
        coverage: what is not covered.
        checks: which checks the columns allowed: name to what was lacking, empty for possible.
        streets: names of the streets in sweep order.
        bearings: of each street whose direction is known, the degrees clockwise from north in
            which the survey's order grows.
    """

    records: tuple[CleanRecord, ...]
    rejects: tuple[Reject, ...]
    doors: tuple[CleanDoor, ...]
    findings: tuple[Found, ...]
    decisions: tuple[Decided, ...]
    asks: tuple[Ask, ...]
    crosswalk: tuple[Crossing, ...]
    grids: tuple[Grid, ...]
    coverage: Coverage
    checks: Mapping[str, Text]
    streets: tuple[str, ...]
    bearings: Mapping[str, int]
