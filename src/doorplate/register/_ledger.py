"""The fold itself: entries and versions that change event by event.

A ledger may hold everything (replay) or only what a batch of events touches (append): it asks
for nothing that the events do not name.
"""

from collections.abc import Iterator
from typing import Any

from doorplate._text import Text
from doorplate.errors import ForbiddenTransition, RegisterError
from doorplate.register import _guards
from doorplate.register._fields import DEFAULTS, NEEDED, checked
from doorplate.register._slots import (
    NONE,
    Entry,
    Slot,
    Version,
    fresh,
    in_state,
    replaced,
    settled,
)
from doorplate.register.events import Event
from doorplate.register.verbs import TRANSITIONS, AddressState, Kind, Verb

__all__ = ["Ledger"]


class Ledger:
    """Entries by kind and id, present versions by address, all versions by slot."""

    def __init__(self) -> None:
        self.entries: dict[Kind, dict[str, Entry]] = {kind: {} for kind in Kind}
        self.present: dict[str, Version] = {}
        self.slots: dict[Slot, dict[tuple[str, int], Version]] = {}
        self.touched: set[tuple[Kind, str]] = set()
        self.changed: dict[tuple[str, int], Version] = {}

    def load(self, kind: Kind, entry: Entry) -> None:
        """Take an entry over from a store."""
        self.entries[kind][entry.id] = entry

    def load_version(self, version: Version) -> None:
        """Take a version over from a store."""
        self.slots.setdefault(version.slot, {})[version.address, version.since] = version
        if not version.until:
            self.present[version.address] = version

    def all_versions(self) -> Iterator[Version]:
        """Every version held."""
        for slot in self.slots.values():
            yield from slot.values()

    def seal(self, event: Event, seq: int, prev_hash: str) -> Event:
        """Apply an event and give it its place in the chain.

        Raises:
            ForbiddenTransition: the state of its subject does not allow it.
            RegisterError: it names something unknown, or takes a held number.
        """
        before, after = self.apply(event, seq)
        whole = Event(
            event.time,
            event.actor,
            event.verb,
            event.subject,
            after,
            event.reason,
            event.evidence,
            event.policy,
            event.effective,
            before=before,
        )
        return whole.sealed(seq, prev_hash)

    def apply(self, event: Event, seq: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """Apply an event; gives the former and the new values of the fields it sets."""
        kind, subject = event.verb.kind, event.subject
        entry = self.entries[kind].get(subject)
        state = self._target(event, entry)
        if event.after.get("state", state) != state:
            raise _other_state(event, state)
        fields = self._fields(event, entry)
        old = entry.data if entry else {}
        merged = {**old, **fields}
        _guards.check(_guards.Step(self, event, entry, state, fields, merged))
        before = {name: old[name] for name in fields if name in old}
        if entry:
            before["state"] = entry.state
        if kind is Kind.ADDRESS:
            self._name(event, merged, AddressState(state), seq)
        self.entries[kind][subject] = Entry(subject, state, merged, seq)
        self.touched.add((kind, subject))
        return before, {**fields, "state": state}

    def _target(self, event: Event, entry: Entry | None) -> str:
        row = TRANSITIONS[event.verb]
        state = row.get(entry.state if entry else "")
        if state is not None:
            return str(state)
        raise _forbidden(event, entry.state if entry else "")

    def _fields(self, event: Event, entry: Entry | None) -> dict[str, Any]:
        fields = checked(event)
        if entry:
            return _with_sightings(event.verb, fields, entry)
        kind = event.verb.kind
        for name in NEEDED[kind]:
            if not fields.get(name):
                raise RegisterError(
                    Text(f"缺少字段 {name}", f"the field {name} is missing"),
                    where=event.subject,
                )
        return {**DEFAULTS[kind], **self._printed(event.verb, fields), **fields}

    def _printed(self, verb: Verb, fields: dict[str, Any]) -> dict[str, Any]:
        """What an order prints on the plate: the number of the address at that time."""
        address = self.entries[Kind.ADDRESS].get(fields.get("address", ""))
        return {"number": address.get("number")} if verb is Verb.ORDER and address else {}

    def holders(self, slot: Slot, but: str) -> list[Version]:
        """Versions of other addresses that hold a number."""
        held = self.slots.get(slot, {}).values()
        return [v for v in held if v.holds != NONE and v.address != but]

    def _name(self, event: Event, data: dict[str, Any], state: AddressState, seq: int) -> None:
        old = self.present.get(event.subject)
        naming = (data["scope"], data["epoch"], data["number"], data["text"])
        day = event.day.isoformat()
        if old and naming == (old.scope, old.epoch, old.number, old.text):
            self._put(in_state(old, state, day))
            self._settle(old.slot)
            return
        if old:
            self._put(replaced(old, seq, day))
        self._put(in_state(fresh(event.subject, seq, naming, day), state, day))
        new = self.present[event.subject]
        for slot in {old.slot, new.slot} if old else {new.slot}:
            self._settle(slot)

    def _put(self, version: Version) -> None:
        key = version.address, version.since
        self.slots.setdefault(version.slot, {})[key] = version
        self.changed[key] = version
        if not version.until:
            self.present[version.address] = version

    def _settle(self, slot: Slot) -> None:
        for version in list(settled(self.slots[slot].values())):
            if self.slots[slot][version.address, version.since] != version:
                self._put(version)


def _with_sightings(verb: Verb, fields: dict[str, Any], entry: Entry) -> dict[str, Any]:
    """Scans add to the doors where a plate was seen; hanging and checking start anew."""
    if verb is Verb.SCAN:
        return {**fields, "seen": sorted({*entry.get("seen", ()), *fields.get("seen", ())})}
    if verb in {Verb.HANG, Verb.REHANG, Verb.CHECK}:
        return {**fields, "seen": []}
    return fields


def _other_state(event: Event, state: str) -> ForbiddenTransition:
    kind, verb, told = event.verb.kind, event.verb, event.after["state"]
    return ForbiddenTransition(
        Text(
            f"{verb.text.zh}后{kind.text.zh}状态为“{state}”，不是 {told!r:.40}",
            f"{verb} makes this {kind} {state}, not {told!r:.40}",
        ),
        remedy=Text(
            "删去字段 state，或换一个动作", "Leave the field state out, or take another verb"
        ),
        where=event.subject,
    )


def _forbidden(event: Event, present: str) -> ForbiddenTransition:
    kind, verb = event.verb.kind, event.verb
    allowed = [v for v in Verb if v.kind is kind and present in TRANSITIONS[v]]
    return ForbiddenTransition(
        Text(
            f"{kind.text.zh}状态为“{present or '未登记'}”，不能{verb.text.zh}",
            f"cannot {verb} this {kind}: it is {present or 'not registered'}",
        ),
        remedy=Text(
            f"此状态可用：{' '.join(v.text.zh for v in allowed) or '无'}",
            f"Allowed now: {' '.join(allowed) or 'nothing'}",
        ),
        where=event.subject,
    )
