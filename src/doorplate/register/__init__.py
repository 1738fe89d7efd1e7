"""The register of addresses and plates: events, their state, one store that lasts."""

from doorplate.register._crosswalk import CrosswalkRow
from doorplate.register._lookup import Meaning
from doorplate.register._words import scope_form
from doorplate.register._writing import Desk
from doorplate.register.audit import REMEDIES, audit
from doorplate.register.book import Register
from doorplate.register.coverage import Coverage, Uncovered, WrongPlate, coverage
from doorplate.register.events import Event, Head
from doorplate.register.state import Entry, State, Version, replay
from doorplate.register.verbs import (
    TRANSITIONS,
    AddressState,
    ClaimState,
    DoorState,
    Kind,
    PlateState,
    Verb,
)

__all__ = [
    "REMEDIES",
    "TRANSITIONS",
    "AddressState",
    "ClaimState",
    "Coverage",
    "CrosswalkRow",
    "Desk",
    "DoorState",
    "Entry",
    "Event",
    "Head",
    "Kind",
    "Meaning",
    "PlateState",
    "Register",
    "State",
    "Uncovered",
    "Verb",
    "Version",
    "WrongPlate",
    "audit",
    "coverage",
    "replay",
    "scope_form",
]
