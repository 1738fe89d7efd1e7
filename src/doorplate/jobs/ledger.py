"""Decisions as events: what the clean-up writes into the register."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from doorplate.address import Address, DoorNumber, Level
from doorplate.pipeline import CleanDoor, Cleaned, CleanRecord, DoorState
from doorplate.pipeline import Verb as Decision
from doorplate.register import Event, Register, Verb, scope_form

__all__ = ["write_register"]

_ACTOR = "clerk"
_BATCH = 20_000


def write_register(cleaned: Cleaned, path: Path, day: date, policy: str) -> int:
    """A new register with every decision of a clean-up; gives the number of events.

    Args:
        cleaned: the result of the clean-up.
        path: the file to make.
        day: the day of the decisions.
        policy: hash of the numbering policy; empty where none was named.
    """
    writer = _Writer(day, policy, {record.id: record for record in cleaned.records})
    events = (event for door in cleaned.doors for event in writer.door(door))
    count = 0
    with Register.create(path) as register:
        while batch := list(islice(events, _BATCH)):
            register.append(batch)
            count += len(batch)
    return count


@dataclass(slots=True)
class _Writer:
    day: date
    policy: str
    records: Mapping[str, CleanRecord]
    addresses: int = 0
    taken: set[tuple[str, str]] = field(default_factory=set)

    def door(self, door: CleanDoor) -> Iterator[Event]:
        """A door, its addresses old and new, and the claims that speak of it."""
        yield self._event(Verb.SURVEY, door.uid, _survey(door))
        old = list(self._former(door))
        current, events = self._current(door)
        yield from events
        for number, approved in old:
            yield from self._gone(door, number, current, approved=approved)
        for record in door.records:
            yield from self._claim(self.records[record], current)

    def _current(self, door: CleanDoor) -> tuple[str, list[Event]]:
        """The address that the door has now."""
        number = door.number or (door.old if door.state is DoorState.REVIEW else None)
        if number is None:
            return "", []
        fields = self._fields(door, number)
        slot = fields["scope"], fields["number"]
        verb = Verb.ASSIGN if door.state in {DoorState.NEW, DoorState.CHANGED} else Verb.VERIFY
        if door.state is DoorState.REVIEW or slot in self.taken:
            verb = Verb.SUSPEND
        else:
            self.taken.add(slot)
        subject = self._new_id()
        return subject, [self._event(verb, subject, fields, door.reason.zh)]

    def _former(self, door: CleanDoor) -> Iterator[tuple[DoorNumber, bool]]:
        """Numbers it had before, and whether they were approved and are nobody else's now."""
        if door.state is DoorState.REVIEW:
            return
        former = list(door.others)
        if door.old is not None and door.old != door.number:
            former.append(door.old)
        for number in former:
            yield number, number in door.retired

    def _gone(
        self, door: CleanDoor, number: DoorNumber, current: str, *, approved: bool
    ) -> Iterator[Event]:
        """A former number: retired where it was approved, else void, as it never was valid."""
        fields, subject = self._fields(door, number), self._new_id()
        slot = fields["scope"], fields["number"]
        if approved and slot not in self.taken:
            self.taken.add(slot)
            yield self._event(Verb.VERIFY, subject, fields, "清理前的号")
            after = {"successor": current} if current else {}
            yield self._event(Verb.RETIRE, subject, after, door.reason.zh)
        else:
            yield self._event(Verb.PROPOSE, subject, fields, "清理前的写法")
            yield self._event(Verb.VOID, subject, {}, door.reason.zh)

    def _claim(self, record: CleanRecord, current: str) -> Iterator[Event]:
        text = str(record.claimed) or str(record.address)
        if not text:
            return
        subject = f"R{record.row}"
        homes = [record.household] if record.household else []
        fields = {"source": record.id, "text": text, "door": record.door, "households": homes}
        yield self._event(Verb.CLAIM, subject, fields)
        if record.verb is Decision.VOID:
            yield self._event(Verb.REJECT, subject, {}, record.reason.zh)
        else:
            after = {"address": current} if current else {"door": record.door}
            yield self._event(Verb.LINK, subject, after, record.reason.zh)

    def _fields(self, door: CleanDoor, number: DoorNumber) -> dict[str, Any]:
        base = _without_number(door)
        text = str(door.address if number == door.number else _with(base, number))
        number_ = {"scope": _scope(door), "number": str(number)}
        return {**number_, "text": text, "door": door.uid}

    def _new_id(self) -> str:
        self.addresses += 1
        return f"A{self.addresses:06d}"

    def _event(
        self, verb: Verb, subject: str, after: Mapping[str, Any], reason: str = ""
    ) -> Event:
        return Event(self.day, _ACTOR, verb, subject, after, reason, policy=self.policy)


def _with(base: Address, number: DoorNumber) -> Address:
    upper = tuple(c for c in base.components if c.level < Level.NUMBER)
    lower = tuple(c for c in base.components if c.level > Level.SUBNUMBER)
    return Address((*upper, *number.components, *lower))


def _without_number(door: CleanDoor) -> Address:
    return door.address.without(Level.NUMBER, Level.SUBNUMBER)


def _scope(door: CleanDoor) -> str:
    """What its number counts in, in the register's form; never empty.

    With all that is above it, as a county has many streets of one name; what stands behind the
    number may bear the street's name too (西街5号西街饭店).
    """
    base = _without_number(door)
    upper = Address(tuple(c for c in base.components if c.level < Level.NUMBER))
    name = door.scope or str(base) or door.uid
    found = next((text for text in (str(upper), str(base)) if name in text), "")
    return scope_form(found.rpartition(name)[0] + name if found else str(base) or name)


def _survey(door: CleanDoor) -> dict[str, Any]:
    """What is known of a door; its side only where the numbers of its street run along it."""
    facts: dict[str, Any] = {"scope": _scope(door), "households": list(door.households)}
    optional: Iterable[tuple[str, Any]] = (
        ("village", door.address.get(Level.VILLAGE)),
        ("side", door.side if door.scope == door.street else None),
        ("order", door.order),
        ("x", door.east),
        ("y", door.north),
        ("grid", str(door.grid) if door.grid else None),
    )
    return facts | {name: value for name, value in optional if value is not None}
