"""What the report shows: plain values, ready to print, no stage's types.

Whoever makes a report says everything that stands in it; the report computes nothing but
sums and positions. Texts that differ by language are `Text`; names and numbers are `str`.
"""

from dataclasses import dataclass, field

from doorplate._text import Text
from doorplate.findings import Defect

__all__ = [
    "CheckRow",
    "ColumnRow",
    "Coverage",
    "DecisionGroup",
    "DecisionRow",
    "DefectGroup",
    "Example",
    "FileRow",
    "GridRow",
    "MapDoor",
    "MapStreet",
    "PolicyBox",
    "QuestionRow",
    "ReportData",
]

_NONE = Text("", "")
_LEFT, _RIGHT = Text("左", "left"), Text("右", "right")


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the input and what it was read as; `role` is empty where it was not used."""

    name: str
    role: Text


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check, whether the input allowed it, and what it lacked where not."""

    name: Text
    possible: bool
    lacks: Text = _NONE


@dataclass(frozen=True, slots=True)
class Example:
    """One finding: where it is (a row or door), and what it says."""

    where: str
    text: Text


@dataclass(frozen=True, slots=True)
class DefectGroup:
    """All findings of one kind.

    Attributes:
        defect: the defect they count under.
        kind: the machine name, `DUP_NUMBER`.
        name: the kind for a reader.
        count: how many there are.
        decided: how many of them a rule settled; the rest needs a person.
        examples: the first few.
    """

    defect: Defect
    kind: str
    name: Text
    count: int
    decided: int
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision: the door or record, before, after, and the reason."""

    where: str
    before: str
    after: str
    reason: Text


@dataclass(frozen=True, slots=True)
class DecisionGroup:
    """All decisions of one verb: 核对 清理 更正 停用 新编."""

    verb: Text
    meaning: Text
    count: int
    examples: tuple[DecisionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """Something that only a person can settle."""

    where: str
    question: Text
    options: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """The proof that no door is missed: two lists that are empty or exact.

    Attributes:
        doors: doors that must carry a plate.
        households: households that must have a covered door; 0 where the list counts none.
        open_doors: doors without a live address or plate order, each by name.
        open_households: households without a covered door.
        checked: whether the list says which doors there are on the ground.
        plated: whether each live address has a plate, or one was made in this run.
    """

    doors: int
    households: int
    open_doors: tuple[str, ...] = ()
    open_households: tuple[str, ...] = ()
    checked: bool = True
    plated: bool = True

    @property
    def complete(self) -> bool:
        """Whether it was checked and both lists are empty."""
        return self.checked and not self.open_doors and not self.open_households


@dataclass(frozen=True, slots=True)
class GridRow:
    """One grid: its number from the north, its code, its size, and the streets in it."""

    number: int
    code: str
    households: int
    doors: int
    streets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MapDoor:
    """One door on the map.

    Attributes:
        label: the number as printed, short: `12`, `12-1`; empty where it has none.
        grid: number of its grid, 0 for none.
        state: `kept`, `changed`, `new`, `review` or `open`.
        title: what a reader sees on pointing at it.
    """

    label: str
    grid: int = 0
    state: str = "kept"
    title: str = ""


@dataclass(frozen=True, slots=True)
class MapStreet:
    """One street, its two sides in walking order from the start.

    Attributes:
        name: the street's name.
        start: the end where counting starts: 北, 东, the mouth; empty where unknown.
        end: the other end.
        left: doors on the left when walking from the start.
        right: doors on the right.
        left_name: what the left side is called: 东, N, left.
        right_name: what the right side is called.
    """

    name: str
    left: tuple[MapDoor, ...]
    right: tuple[MapDoor, ...]
    start: Text = _NONE
    end: Text = _NONE
    left_name: Text = _LEFT
    right_name: Text = _RIGHT


@dataclass(frozen=True, slots=True)
class PolicyBox:
    """The numbering policy in force, or the choices where none was named."""

    name: str = ""
    title: Text = _NONE
    source: Text = _NONE
    digest: str = ""
    rules: tuple[Text, ...] = ()
    choices: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file written beside the report."""

    name: str
    text: Text
    rows: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """Everything one report says.

    Attributes:
        place: the village or area, as a reader calls it.
        source: name of the input file.
        as_of: the date the decisions were taken for, ISO 8601.
        version: version of the program.
        rows: rows that came in.
        rejected: rows that could not be read as an address.
        reject_examples: the first few of them with the reason.
        records: records after reading, equal to `rows - rejected`.
        distinct: doors after merging the records that are one door.
        gazetteer: name and date of the division list the names were checked against.
        key: how the plates were signed; empty where none were.
        key_is_demo: whether that key is for show only.
        notes: anything else the reader must know: what was left out and why.
    """

    place: str
    source: str
    as_of: str
    version: str
    rows: int
    rejected: int
    records: int
    distinct: int
    gazetteer: Text
    columns: tuple[ColumnRow, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    reject_examples: tuple[Example, ...] = ()
    defects: tuple[DefectGroup, ...] = ()
    decisions: tuple[DecisionGroup, ...] = ()
    questions: tuple[QuestionRow, ...] = ()
    question_count: int = 0
    coverage: Coverage | None = None
    grids: tuple[GridRow, ...] = ()
    streets: tuple[MapStreet, ...] = ()
    policy: PolicyBox = field(default_factory=PolicyBox)
    key: Text = _NONE
    key_is_demo: bool = False
    plates: int = 0
    notes: tuple[Text, ...] = ()
    files: tuple[FileRow, ...] = ()
