"""The register of addresses and plates: events, their state, one store that lasts."""

from doorplate.register._crosswalk import CrosswalkRow
from doorplate.register._lookup import Meaning
from doorplate.register.book import Register
from doorplate.register.events import Event
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
    "TRANSITIONS",
    "AddressState",
    "ClaimState",
    "CrosswalkRow",
    "DoorState",
    "Entry",
    "Event",
    "Kind",
    "Meaning",
    "PlateState",
    "Register",
    "State",
    "Verb",
    "Version",
    "replay",
]
