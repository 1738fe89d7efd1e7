"""The stages in a row: from messy claims to doors, findings, decisions, grids and proof.

`clean` is pure: rows in, a `Cleaned` out. `compare` and `dedupe` take texts as well as
addresses and read them first.
"""

from doorplate.pipeline.claims import CLAIM_ROLES, Claim, claim_of
from doorplate.pipeline.clean import clean
from doorplate.pipeline.compose import compare, dedupe
from doorplate.pipeline.reading import Reader
from doorplate.pipeline.values import (
    Ask,
    CleanDoor,
    Cleaned,
    CleanRecord,
    Condition,
    Coverage,
    Crossing,
    Decided,
    DoorState,
    Found,
    Reject,
    Remedy,
    Verb,
)

__all__ = [
    "CLAIM_ROLES",
    "Ask",
    "Claim",
    "CleanDoor",
    "CleanRecord",
    "Cleaned",
    "Condition",
    "Coverage",
    "Crossing",
    "Decided",
    "DoorState",
    "Found",
    "Reader",
    "Reject",
    "Remedy",
    "Verb",
    "claim_of",
    "clean",
    "compare",
    "dedupe",
]
