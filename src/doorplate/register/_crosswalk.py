"""Old numbers and wordings to new ones."""

from typing import NamedTuple

from doorplate.register._slots import Entry, Version
from doorplate.register.state import State

__all__ = ["CrosswalkRow", "crosswalk", "standing"]


class CrosswalkRow(NamedTuple):
    """A former number or wording, and what stands in its place.

    Attributes:
        old_text: the former wording.
        old_number: the former number.
        old_epoch: the batch in which it was numbered.
        scope: where the former number was unique.
        start: the day from which it was called so.
        end: the day on which that ended.
        issued: whether the number was ever rightly given, or only claimed.
        address: the address that stands in its place today; empty where none does.
        door: its door.
        new_text: its wording; empty where none stands.
        new_number: its number.
        new_epoch: its batch; 0 where none stands.
    """

    old_text: str
    old_number: str
    old_epoch: int
    scope: str
    start: str
    end: str
    issued: bool
    address: str
    door: str
    new_text: str
    new_number: str
    new_epoch: int


def crosswalk(state: State) -> list[CrosswalkRow]:
    """Every wording that ended, oldest first, with what stands in its place."""
    return [_row(state, version) for version in state.versions if version.end]


def _row(state: State, old: Version) -> CrosswalkRow:
    new = standing(state, state.addresses[old.address])
    past = (old.text, old.number, old.epoch, old.scope, old.start, old.end, old.issued)
    if new is None:
        return CrosswalkRow(*past, "", "", "", "", 0)
    return CrosswalkRow(
        *past, new.id, new.get("door"), new.get("text"), new.get("number"), new.get("epoch")
    )


def standing(state: State, entry: Entry) -> Entry | None:
    """The address itself, or the one that succeeded it, as long as it has not ended."""
    seen: set[str] = set()
    while entry.state in {"retired", "void"}:
        seen.add(entry.id)
        successor = entry.get("successor")
        if not successor or successor in seen:
            return None
        entry = state.addresses[successor]
    return entry
