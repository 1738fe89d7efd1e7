"""What numbering takes and gives: doors, scopes, held numbers; assignments and plans."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import NamedTuple

from doorplate._text import Text
from doorplate.address import DoorNumber
from doorplate.errors import AssignmentError
from doorplate.findings import Finding
from doorplate.numbering.checked import checked

__all__ = [
    "Assignment",
    "Change",
    "Crossing",
    "Door",
    "DoorKind",
    "Evidence",
    "Held",
    "HeldState",
    "Mode",
    "Plan",
    "Question",
    "Rule",
    "Scope",
    "ScopeKind",
    "Side",
    "State",
]


class Side(StrEnum):
    """The side of a street: by the survey's direction of travel, or by the compass."""

    LEFT = "left"
    RIGHT = "right"
    N = "N"
    NE = "NE"
    E = "E"
    SE = "SE"
    S = "S"
    SW = "SW"
    W = "W"
    NW = "NW"

    @property
    def text(self) -> Text:
        """The word in both languages."""
        return Text(_SIDE_ZH[self], str(self))


_SIDE_ZH = dict(
    zip(Side, ("左", "右", "北", "东北", "东", "东南", "南", "西南", "西", "西北"), strict=True)
)


class Evidence(IntEnum):
    """What a present number rests on; higher is stronger."""

    HEARSAY = 1
    PLATE = 2
    REGISTER = 3
    CERTIFICATE = 4  # 户口簿, 房产证

    @property
    def approved(self) -> bool:
        """Whether an office ever approved the number; one merely hung was never valid."""
        return self >= Evidence.REGISTER


class DoorKind(StrEnum):
    """What stands at a place along the street."""

    MAIN = "main"
    GATE = "gate"  # of a courtyard
    AUX = "aux"  # 余门: a further gate of `of`, same address
    STAIR = "stair"  # to homes above shops: counted like a shop
    ALLEY = "alley"  # mouth of an unnamed alley: reserves
    PLOT = "plot"  # empty plot: reserves
    WALL = "wall"  # wall or vacant land of `length` cm: reserves
    STORE = "store"  # garage, shed: no number

    @property
    def numbered(self) -> bool:
        """Whether such a place gets a number of its own."""
        return self in {DoorKind.MAIN, DoorKind.GATE, DoorKind.STAIR}

    @property
    def reserves(self) -> bool:
        """Whether such a place only keeps numbers free."""
        return self in {DoorKind.ALLEY, DoorKind.PLOT, DoorKind.WALL}


@dataclass(frozen=True, slots=True)
class Door:
    """One physical entrance, or a place along the street that matters to its numbers.

    Attributes:
        uid: opaque id; never derived from the number.
        scope: id of the street, lane, group or village in which its number is unique.
        side: side of the street; None only where the scope has no sides.
        order: rank along the survey's direction; any integer, unique per side.
        chainage: centimetres along the street, or its section, from the survey's first end.
        number: the present number, if any.
        evidence: what the present number rests on.
        kind: what it is.
        plot: id of the plot; a house rebuilt on it may get its number back.
        of: for `aux`, the uid of the main door.
        length: for `wall`, its length in centimetres.
        household: opaque reference, to tell one house with two gates from two homes.
        permit: False for a building without permit: its number is provisional.
        others: further numbers it shows or showed (一址多号); `settle_claims` picks one, and
            `assign` gives them to nobody.
    """

    uid: str
    scope: str
    side: Side | None = None
    order: int | None = None
    chainage: int | None = None
    number: DoorNumber | None = None
    evidence: Evidence = Evidence.REGISTER
    kind: DoorKind = DoorKind.MAIN
    plot: str = ""
    of: str = ""
    length: int = 0
    household: str = ""
    permit: bool = True
    others: tuple[DoorNumber, ...] = ()

    @checked(AssignmentError)
    def with_number(self, number: DoorNumber | None) -> "Door":
        """The same door carrying another number."""
        return replace(self, number=number)


class ScopeKind(StrEnum):
    """What a scope is; streets and lanes have sides, the others are counted through."""

    STREET = "street"
    LANE = "lane"
    ROW = "row"
    GROUP = "group"
    HAMLET = "hamlet"
    VILLAGE = "village"
    COMPOUND = "compound"
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class Scope:
    """A street, lane, group or village as numbering needs it.

    Attributes:
        id: what `Door.scope` names.
        name: the standard name.
        kind: what it is.
        bearing: whole degrees clockwise from north in which `order` grows.
        start: the end of the survey where counting starts, or where it goes on from the
            section before, when someone decided it: `first` or `last`.
        mouth: for a dead end, the end that opens on another street.
        sides: `two`; `one` where only one side can ever be built; `none` to count through.
        continues: id of the section of the same road before this one. A section may have been
            surveyed against the counting: its bearing says so, or its `start`.
        length: centimetres from the first end to the last; needed to count metres backwards,
            and from one section into the next.
    """

    id: str
    name: str = ""
    kind: ScopeKind = ScopeKind.STREET
    bearing: int | None = None
    start: str = ""
    mouth: str = ""
    sides: str = "two"
    continues: str = ""
    length: int | None = None

    @classmethod
    @checked(AssignmentError)
    def serial(cls, id_: str, *, name: str = "", kind: ScopeKind = ScopeKind.GROUP) -> "Scope":
        """A scope without sides, counted 1, 2, 3 … in survey order."""
        return cls(id_, name, kind, start="first", sides="none")


class HeldState(StrEnum):
    """Why a number without a door is not free."""

    RETIRED = "retired"
    RESERVED = "reserved"


@dataclass(frozen=True, slots=True)
class Held:
    """A number that no present door carries and that is not simply free.

    Attributes:
        scope: where it is held.
        number: the number.
        state: `retired` is never given again, save to its own door or plot; `reserved` is
            given to its plot, or to any door at the spot where it names none.
        uid: the door that had it.
        plot: the plot that had it or that it waits for.
    """

    scope: str
    number: DoorNumber
    state: HeldState = HeldState.RETIRED
    uid: str = ""
    plot: str = ""


class Mode(StrEnum):
    """How much of the present numbering stays."""

    FILL = "fill"
    PRESERVE = "preserve"
    RENUMBER = "renumber"


class Rule(StrEnum):
    """Which rule gave a door its number."""

    KEPT = "kept"
    SEQUENCE = "sequence"
    METRIC = "metric"
    FREE_SLOT = "free_slot"
    RESERVED_SLOT = "reserved_slot"
    SUB_NUMBER = "sub_number"
    RESTORED = "restored"
    AUX = "aux"
    NONE = "none"

    @property
    def text(self) -> Text:
        """The rule for a reader."""
        return _RULE_TEXT[self]


_RULE_TEXT = {
    Rule.KEPT: Text("沿用原号", "kept its number"),
    Rule.SEQUENCE: Text("按序编号", "next in sequence"),
    Rule.METRIC: Text("按米编号", "number from the metres"),
    Rule.FREE_SLOT: Text("用两号之间从未用过的号", "a number between, never used"),
    Rule.RESERVED_SLOT: Text("用预留号", "a reserved number"),
    Rule.SUB_NUMBER: Text("在前一号下编附号", "sub-number of the number before"),
    Rule.RESTORED: Text("原址重建，恢复原号", "rebuilt on its plot: number restored"),
    Rule.AUX: Text("余门，与正门同号", "further gate, same number as the main door"),
    Rule.NONE: Text("不编号", "no number"),
}


class State(StrEnum):
    """What the assignment means for the address."""

    ASSIGNED = "assigned"
    PROVISIONAL = "provisional"
    SUSPENDED = "suspended"
    UNNUMBERED = "unnumbered"


class Assignment(NamedTuple):
    """One door's result: its number, the rule that gave it, what it had before."""

    uid: str
    scope: str
    number: DoorNumber | None
    rule: Rule
    old: DoorNumber | None
    state: State = State.ASSIGNED

    @property
    def changed(self) -> bool:
        """Whether the door carries another number than before."""
        return self.number != self.old and self.state is not State.SUSPENDED


class Change(NamedTuple):
    """What becomes of a number that no door carries: retired, void, reserved, occupied."""

    scope: str
    number: DoorNumber
    state: str
    uid: str = ""
    plot: str = ""


class Crossing(NamedTuple):
    """Old number to new number of one door; `kind` says kept, changed, new or dropped."""

    uid: str
    scope: str
    old: DoorNumber | None
    new: DoorNumber | None
    kind: str


class Question(NamedTuple):
    """What a person must decide: which doors, why, and the options there are."""

    uids: tuple[str, ...]
    text: Text
    options: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What `assign` proposes; nothing is applied.

    Attributes:
        policy: name and version of the rule set.
        policy_hash: its hash.
        mode: how much was to stay.
        new_epoch: whether the plan re-issues numbers, so that it needs a new numbering epoch.
        assignments: one per door, by scope and then along the street.
        findings: defects seen, and what was decided.
        questions: what a person must decide.
        changes: what becomes of numbers without a door.
    """

    policy: str
    policy_hash: str
    mode: Mode
    new_epoch: bool
    assignments: tuple[Assignment, ...]
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    changes: tuple[Change, ...] = ()

    def numbers(self) -> dict[str, DoorNumber]:
        """The number of each numbered door by uid."""
        return {a.uid: a.number for a in self.assignments if a.number is not None}

    def of(self, uid: str) -> Assignment:
        """One door's result; KeyError where the plan has no such door."""
        for found in self.assignments:
            if found.uid == uid:
                return found
        raise KeyError(uid)

    @property
    def changed(self) -> tuple[Assignment, ...]:
        """The doors whose number differs from before."""
        return tuple(a for a in self.assignments if a.changed)

    @property
    def crosswalk(self) -> tuple[Crossing, ...]:
        """Old and new number of every door: total, and one row per door."""
        return tuple(_crossing(a) for a in self.assignments)

    @checked(AssignmentError)
    def apply(self, doors: Iterable[Door]) -> Iterator[Door]:
        """The doors carrying the numbers of the plan; suspended ones keep what they claim."""
        numbers = {a.uid: a.number for a in self.assignments if a.state is not State.SUSPENDED}
        return (d.with_number(numbers[d.uid]) if d.uid in numbers else d for d in doors)


def _crossing(a: Assignment) -> Crossing:
    if a.old is None:
        kind = "new" if a.number is not None else "none"
    elif a.number is None:
        kind = "dropped"
    else:
        kind = "kept" if a.number == a.old else "changed"
    return Crossing(a.uid, a.scope, a.old, a.number, kind)
