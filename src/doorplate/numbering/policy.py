"""The local rule book as one value: where counting starts, which side is odd, how it counts.

Direction, parity and counting are independent parameters: Beijing and Harbin start at the same
ends and give opposite sides the odd numbers. So nothing here has a silent default: a run names
a policy, and a policy states every parameter that its scopes need.
"""

import hashlib
import json
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from doorplate._text import Text
from doorplate._value import Value
from doorplate.address import NumberStyle

__all__ = [
    "Corner",
    "Counting",
    "Courtyard",
    "Gates",
    "GridRule",
    "Lanes",
    "Numerals",
    "Parity",
    "Policy",
    "Preserve",
    "Reserve",
    "Reuse",
    "Rural",
    "Sector",
    "Skip",
    "Source",
    "Start",
    "SubNumbers",
]

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
Version = Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
Small = Annotated[int, Field(ge=0, le=999)]


class Sector(StrEnum):
    """Eight compass sectors, clockwise from north."""

    N = "N"
    NE = "NE"
    E = "E"
    SE = "SE"
    S = "S"
    SW = "SW"
    W = "W"
    NW = "NW"

    @property
    def degrees(self) -> int:
        """The bearing of the sector's middle, clockwise from north."""
        return 45 * list(Sector).index(self)

    @property
    def opposite(self) -> "Sector":
        """The sector across."""
        return list(Sector)[(list(Sector).index(self) + 4) % 8]


class Source(Value):
    """Where a policy comes from, and what that text leaves open.

    Attributes:
        title: the document's name and number.
        seen: what of it was read: the full text, an excerpt, a report; Chinese, English.
        open: what the source does not say, and the value chosen here; Chinese, English each.
    """

    title: str
    seen: tuple[str, str]
    open: tuple[tuple[str, str], ...] = ()


class Start(Value):
    """Which end of a street has number 1.

    Attributes:
        from_sectors: for each axis the end where counting starts; one per pair of opposites.
        sectors: 8 compass sectors, or 4 where the source names main directions only.
        tolerance: degrees a street may lean from a sector's middle before a person must say.
        dead_end: a dead end counts from its `mouth`, or by `bearing` like any street.
    """

    from_sectors: tuple[Sector, ...]
    sectors: Literal[4, 8] = 8
    tolerance: Annotated[int, Field(ge=1, le=45)]
    dead_end: Literal["mouth", "bearing"]


class Parity(Value):
    """Which side has the odd numbers.

    Attributes:
        mode: `left_odd` and `right_odd` look along the counting; `compass` names sides;
            `none` counts 1, 2, 3 … without regard to the side.
        odd: with `compass`, the sides that are odd; one per pair of opposites.
        one_sided: a street with doors on one side only keeps that side's `parity`, or
            counts `consecutive` numbers.
    """

    mode: Literal["left_odd", "right_odd", "compass", "none"]
    odd: tuple[Sector, ...] = ()
    one_sided: Literal["parity", "consecutive"]


class Counting(Value):
    """How numbers follow each other.

    Attributes:
        mode: `sequence` takes each number of the side; `step` each `step`-th; `nearest` and
            `interval` derive it from the metres along the street.
        step: numbers of the side from one door to the next, with `step`.
        unit_cm: centimetres per number of one side, with `nearest` and `interval`.
        section: a road's next section counts on (`continue`) or from one (`restart`).
    """

    mode: Literal["sequence", "step", "nearest", "interval"]
    step: Annotated[int, Field(ge=1, le=20)] = 1
    unit_cm: Annotated[int, Field(ge=0, le=100_000)] = 0
    section: Literal["continue", "restart"]

    @property
    def metric(self) -> bool:
        """Whether numbers come from distances."""
        return self.mode in {"nearest", "interval"}


class Reserve(Value):
    """Numbers kept free for houses to come.

    Attributes:
        frontage_cm: one number per this length of wall or vacant land; 0 reserves none.
        every: one number after this many doors; 0 reserves none.
        alley_mouth: numbers kept for the mouth of an unnamed alley.
        start: numbers kept before the first door of a side.
        end: numbers kept behind the last door before a next section counts on.
        plots: an empty plot holds its own number.
    """

    frontage_cm: Annotated[int, Field(ge=0, le=100_000)] = 0
    every: Small = 0
    alley_mouth: Annotated[int, Field(ge=0, le=9)] = 0
    start: Small = 0
    end: Small = 0
    plots: bool = True


class Skip(Value):
    """Numbers that nobody gets.

    Attributes:
        numbers: single numbers.
        endings: last digits.
        paired: the number across the street is skipped too (3 with 4): sides keep level.
        forbidden: the source forbids skipping; then the lists must be empty.
    """

    numbers: tuple[Annotated[int, Field(ge=1, le=99_999)], ...] = ()
    endings: tuple[Annotated[int, Field(ge=0, le=9)], ...] = ()
    paired: bool = False
    forbidden: bool = False


class SubNumbers(Value):
    """Numbers between two numbers (附号). Where none is left either, a person decides.

    Attributes:
        allowed: whether the policy has them.
        style: how they are written.
        maximum: the highest sub-number.
        stem_as_sub: a stem or letter is read as a sub-number (12号甲 as 12-1), else kept.
    """

    allowed: bool
    style: NumberStyle
    maximum: Annotated[int, Field(ge=0, le=9_999)]
    stem_as_sub: bool = False


class Corner(Value):
    """On which street a house with gates on two streets is numbered."""

    rule: Literal["main_entrance", "trunk_road", "each_entrance"]


class Gates(Value):
    """What further gates of one household get, beside its main gate.

    Attributes:
        extra: `aux_plate` repeats the main gate's number; `own_number` numbers each gate on the
            main gate's street, and repeats on another; `none` gives them nothing.
    """

    extra: Literal["aux_plate", "own_number", "none"]


class Courtyard(Value):
    """Houses inside a gate.

    Attributes:
        inner: `buildings` are counted inside the gate's number; `none` numbers the gate only.
        shape: the walk inside: `s_shape` row by row in turns, or `rows` each from one end.
        origin: the corner where the walk begins.
    """

    inner: Literal["buildings", "none"]
    shape: Literal["s_shape", "rows"] = "s_shape"
    origin: Literal["NE", "NW", "SE", "SW"] = "NE"


class Lanes(Value):
    """How a lane without its own name is called: by a name, or the number at its mouth."""

    naming: Literal["own_name", "mouth_number"]


class Rural(Value):
    """In what numbers are unique where there are no streets."""

    scope: Literal["street", "group", "row", "hamlet", "village"]


class Reuse(Value):
    """Whether a number that was dropped may go to another door.

    Attributes:
        rule: `never` keeps it forever. `epoch` frees it in a new numbering epoch only: all
            retired numbers when a scope is renumbered; and where there are no sub-numbers to
            insert with, `preserve` may re-issue the numbers that its own doors leave, and then
            begins a new epoch.
        restore: a house rebuilt on its plot gets its retired number back.
    """

    rule: Literal["never", "epoch"]
    restore: bool = True


class Preserve(Value):
    """What keeping old numbers prefers: most `doors`, or most `evidence`."""

    prefer: Literal["doors", "evidence"] = "doors"


class Numerals(Value):
    """How the number is printed.

    Attributes:
        numerals: digits, or Chinese numerals.
        suffix: the word behind it.
        full_width: digits in full width.
    """

    numerals: Literal["arabic", "chinese"] = "arabic"
    suffix: Literal["号", "號"] = "号"
    full_width: bool = False


class GridRule(Value):
    """How a village is cut into service grids.

    Attributes:
        target: households in a grid, as an aim; says how many grids where nobody does.
        minimum: fewest households; 0 for no limit.
        maximum: most households; 0 for no limit.
        order: the sweep that gives grids their sequence.
        split_street: whether a street may lie in two grids.
        cut_penalty: what cutting a street costs, in households squared, with `split_street`.
        code: template of the grid code; fields `village` and `seq`.
    """

    target: Annotated[int, Field(ge=1, le=100_000)]
    minimum: Annotated[int, Field(ge=0, le=100_000)] = 0
    maximum: Annotated[int, Field(ge=0, le=100_000)] = 0
    order: Literal["N-S", "S-N", "W-E", "E-W", "survey"] = "N-S"
    split_street: bool = False
    cut_penalty: Annotated[int, Field(ge=0, le=1_000_000_000)] = 0
    code: str = "{village}{seq:02d}"


class Policy(Value):
    """One named, versioned rule set.

    `scope` is `street` where numbers are unique per street (or rural scope), `grid` where the
    office numbers plates by grid.
    """

    name: Name
    version: Version
    title: tuple[str, str]
    source: Source
    scope: Literal["street", "grid"] = "street"
    start: Start
    parity: Parity
    counting: Counting
    reserve: Reserve = Reserve()
    skip: Skip = Skip()
    sub: SubNumbers
    corner: Corner
    gates: Gates
    courtyard: Courtyard
    lanes: Lanes
    rural: Rural
    reuse: Reuse
    preserve: Preserve = Preserve()
    text: Numerals = Numerals()
    grid: GridRule

    @property
    def hash(self) -> str:
        """SHA-256 over the canonical JSON of every parameter, 64 hex digits.

        Stands in each event that the policy caused, so that a later reader knows the very rule.
        """
        plain = json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()

    @property
    def label(self) -> Text:
        """Title in both languages."""
        return Text(*self.title)

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
