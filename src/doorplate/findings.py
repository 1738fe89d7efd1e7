"""Findings: what is wrong with an entry, and the only remedies allowed for it.

The six defects are those that the village clean-up of 2022 in 武功县 set out to end
(重 错 漏 缺 损 无序); which machine finding belongs to which defect follows the mismatch kinds
published by 宜昌 (号址不一, 一号多址, 多号一址, 有址无号, 有号无址).
"""

from enum import StrEnum
from typing import NamedTuple

from doorplate._text import Text


class Defect(StrEnum):
    """The six defects; the value is the word on the report."""

    DUPLICATE = "重"
    WRONG = "错"
    OMITTED = "漏"
    MISSING = "缺"
    DAMAGED = "损"
    DISORDER = "无序"

    @property
    def text(self) -> Text:
        """The word in both languages."""
        return Text(str(self), _ENGLISH[self])


_ENGLISH = {
    Defect.DUPLICATE: "duplicate",
    Defect.WRONG: "wrong",
    Defect.OMITTED: "omitted",
    Defect.MISSING: "missing",
    Defect.DAMAGED: "damaged",
    Defect.DISORDER: "out of order",
}


class FindingKind(StrEnum):
    """Machine findings."""

    DUP_NUMBER = "DUP_NUMBER"
    DUP_DOOR = "DUP_DOOR"
    DUP_RECORD = "DUP_RECORD"
    BAD_NAME = "BAD_NAME"
    BAD_PARITY = "BAD_PARITY"
    WRONG_STREET = "WRONG_STREET"
    DOOR_GONE = "DOOR_GONE"
    PLATE_MISMATCH = "PLATE_MISMATCH"
    PLATE_DUP = "PLATE_DUP"
    NO_ADDRESS = "NO_ADDRESS"
    NO_PLATE = "NO_PLATE"
    GAP = "GAP"
    PLATE_DAMAGED = "PLATE_DAMAGED"
    OUT_OF_ORDER = "OUT_OF_ORDER"
    METRIC_SHIFT = "METRIC_SHIFT"

    @property
    def defect(self) -> Defect:
        """The defect this finding counts under."""
        return _DEFECT_OF[self]


_DEFECT_OF = {
    FindingKind.DUP_NUMBER: Defect.DUPLICATE,
    FindingKind.DUP_DOOR: Defect.DUPLICATE,
    FindingKind.DUP_RECORD: Defect.DUPLICATE,
    FindingKind.BAD_NAME: Defect.WRONG,
    FindingKind.BAD_PARITY: Defect.WRONG,
    FindingKind.WRONG_STREET: Defect.WRONG,
    FindingKind.DOOR_GONE: Defect.WRONG,
    FindingKind.PLATE_MISMATCH: Defect.WRONG,
    FindingKind.PLATE_DUP: Defect.WRONG,
    FindingKind.NO_ADDRESS: Defect.OMITTED,
    FindingKind.NO_PLATE: Defect.MISSING,
    FindingKind.GAP: Defect.MISSING,
    FindingKind.PLATE_DAMAGED: Defect.DAMAGED,
    FindingKind.OUT_OF_ORDER: Defect.DISORDER,
    FindingKind.METRIC_SHIFT: Defect.DISORDER,
}


class Finding(NamedTuple):
    """One thing found.

    Attributes:
        kind: the machine finding; `kind.defect` is the defect it counts under.
        subjects: ids of the doors, records or plates concerned, in a stable order.
        text: what was found, for a reader.
        remedy: what was or may be done; never applied without being said.
        decided: True where a rule decided it, False where a person must.
    """

    kind: FindingKind
    subjects: tuple[str, ...]
    text: Text
    remedy: Text
    decided: bool = False
