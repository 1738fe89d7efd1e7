"""Between the register and numbering: doors as they stand, and a plan as events.

`survey` gives `numbering.assign` what the register knows; `enact` turns the plan it answers
into events. Nothing is written: whoever decides appends them. Enacting the plan of an unchanged
register gives no events.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from doorplate.address import DoorNumber
from doorplate.numbering import (
    Assignment,
    Change,
    Door,
    DoorKind,
    Evidence,
    Held,
    HeldState,
    Plan,
    Rule,
    Side,
)
from doorplate.numbering import State as Outcome
from doorplate.register._slots import Entry, Version, number_of
from doorplate.register._words import scope_form
from doorplate.register.events import Event
from doorplate.register.state import State
from doorplate.register.verbs import AddressState, DoorState, Verb

__all__ = ["Deed", "Naming", "enact", "survey"]

Naming = Callable[[str, DoorNumber], str]
"""From scope and number to the address in full."""

_ENDED: Final = frozenset({AddressState.RETIRED, AddressState.VOID})


# Out: doors as they stand -----------------------------------------------------------------


def survey(
    state: State, scopes: Iterable[str] | None = None, epoch: int = 1
) -> tuple[list[Door], list[Held]]:
    """Standing doors with their present numbers, and numbers held without a door.

    Args:
        state: the register's state.
        scopes: the streets asked for; all where not given.
        epoch: the numbering batch whose retired and reserved numbers count.
    """
    wanted = None if scopes is None else set(map(scope_form, scopes))
    at_door = _present(state)
    doors = [
        _door(door, at_door.get(door.id))
        for door in state.doors.values()
        if door.state == DoorState.STANDING and (wanted is None or door.get("scope") in wanted)
    ]
    held = [
        _held(state, version)
        for version in state.versions
        if version.holds and version.epoch == epoch and _doorless(version)
        and (wanted is None or version.scope in wanted)
    ]  # fmt: skip
    return doors, held


def _present(state: State) -> dict[str, Entry]:
    """The address of each door that has not ended; a live one before a claimed one."""
    found: dict[str, Entry] = {}
    for address in state.addresses.values():
        door = address.get("door")
        if door and address.state not in _ENDED:
            before = found.get(door)
            if before is None or not AddressState(before.state).live:
                found[door] = address
    return found


def _door(door: Entry, address: Entry | None) -> Door:
    side = door.get("side")
    return Door(
        door.id,
        door.get("scope"),
        Side(side) if side else None,
        door.get("order", None),
        door.get("chainage_cm", None),
        number_of(address.get("number")) if address else None,
        _evidence(address),
        DoorKind(door.get("kind", DoorKind.MAIN)),
        door.get("plot"),
        door.get("of"),
        door.get("length_cm", 0),
        door.get("household"),
        door.get("permit", default=True),
    )


def _evidence(address: Entry | None) -> Evidence:
    claimed = address is not None and address.state == AddressState.PROPOSED
    usual = Evidence.PLATE if claimed else Evidence.REGISTER
    return Evidence(address.get("grade", usual)) if address else usual


def _doorless(version: Version) -> bool:
    return bool(version.until) or version.state in {"retired", "reserved"}


def _held(state: State, version: Version) -> Held:
    entry = state.addresses[version.address]
    reserved = version.state == AddressState.RESERVED
    kind = HeldState.RESERVED if reserved else HeldState.RETIRED
    number, door = number_of(version.number), entry.get("door")
    return Held(version.scope, number, kind, door, entry.get("plot"))


# In: a plan as events ---------------------------------------------------------------------


class Deed(NamedTuple):
    """Who carries out a plan, when, and how addresses are worded.

    Attributes:
        time: when it is decided.
        actor: the role that decides.
        naming: from scope and number to the address in full.
        epoch: the batch to number in; give the next one for a plan with `new_epoch`.
        policy: hash of the numbering policy; `enact` takes it from the plan.
    """

    time: date
    actor: str
    naming: Naming
    epoch: int = 1
    policy: str = ""

    def event(self, verb: Verb, subject: str, why: str, **after: Any) -> Event:
        """An event of this deed."""
        return Event(self.time, self.actor, verb, subject, after, why, policy=self.policy)

    def named(self, scope: str, number: DoorNumber) -> dict[str, Any]:
        """The fields that name an address."""
        text = self.naming(scope, number)
        return {"scope": scope, "epoch": self.epoch, "number": str(number), "text": text}


def enact(plan: Plan, state: State, deed: Deed) -> list[Event]:
    """The events that carry out a plan, in an order in which the register takes them.

    Args:
        plan: what `numbering.assign` answered for `survey(state)`.
        state: the state it was made for.
        deed: who decides, when, and how addresses are worded.
    """
    deed = deed._replace(policy=plan.policy_hash)
    present, known = _present(state), _known(state)
    ending = {(c.scope, c.number, c.uid) for c in plan.changes if c.state == "retired"}
    events: list[Event] = []
    for a in plan.assignments:
        entry = present.get(a.uid)
        events += _changed(deed, a, entry, ending) if entry else _new(deed, a, known)
    return events + list(_reserved(deed, plan.changes, known))


class _Known(NamedTuple):
    """Addresses by number and state, and how many each door ever had."""

    slots: dict[tuple[str, int, str, str], Entry]
    ever: dict[str, int]


def _known(state: State) -> _Known:
    slots: dict[tuple[str, int, str, str], Entry] = {}
    count: dict[str, int] = defaultdict(int)
    for a in state.addresses.values():
        slots[a.get("scope"), a.get("epoch"), a.get("number"), a.state] = a
        count[a.get("door")] += 1
    return _Known(slots, count)


def _new(deed: Deed, a: Assignment, known: _Known) -> Iterator[Event]:
    number = a.number
    if number is None or a.rule in {Rule.AUX, Rule.NONE}:
        return
    why, fields = a.rule.text.zh, deed.named(a.scope, number)
    slot = a.scope, deed.epoch, str(number)
    retired = known.slots.get((*slot, str(AddressState.RETIRED)))
    reserved = known.slots.get((*slot, str(AddressState.RESERVED)))
    if retired and retired.get("door") == a.uid:
        yield deed.event(Verb.RESTORE, retired.id, why)
    elif reserved:
        yield deed.event(Verb.ASSIGN, reserved.id, why, **fields, door=a.uid)
    else:
        subject = f"{a.uid}#{known.ever[a.uid] + 1}"
        yield deed.event(_giving(a), subject, why, **fields, door=a.uid)


def _giving(a: Assignment) -> Verb:
    if a.state is Outcome.SUSPENDED:
        return Verb.SUSPEND
    return Verb.PROVISION if a.state is Outcome.PROVISIONAL else Verb.ASSIGN


def _changed(
    deed: Deed, a: Assignment, entry: Entry, ending: set[tuple[str, DoorNumber, str]]
) -> Iterator[Event]:
    why, claimed = a.rule.text.zh, entry.state == AddressState.PROPOSED
    if a.state is Outcome.SUSPENDED:
        if entry.state != AddressState.SUSPENDED:
            yield deed.event(Verb.SUSPEND, entry.id, why)
        return
    if a.number is None:
        yield deed.event(Verb.VOID if claimed else Verb.RETIRE, entry.id, why)
        return
    fields = deed.named(a.scope, a.number)
    moved = any(entry.get(k) != v for k, v in fields.items() if k != "text")
    if claimed and moved and a.old and (a.scope, a.old, a.uid) in ending:
        yield deed.event(Verb.VERIFY, entry.id, "原号属实")
        claimed = False
    if moved:
        yield deed.event(Verb.CORRECT, entry.id, why, **fields)
    verb = _standing(a, entry, claimed=claimed, moved=moved)
    if verb:
        yield deed.event(verb, entry.id, why)


def _standing(a: Assignment, entry: Entry, *, claimed: bool, moved: bool) -> Verb | None:
    """The verb that gives an address of a door the standing that the plan gives the door."""
    if entry.state == AddressState.SUSPENDED:
        return Verb.RESTORE
    provisional = a.state is Outcome.PROVISIONAL
    if claimed:
        return Verb.VERIFY if not (moved or provisional) else _giving(a)
    if entry.state == AddressState.PROVISIONAL and not provisional:
        return Verb.ASSIGN
    return None


def _reserved(deed: Deed, changes: Iterable[Change], known: _Known) -> Iterator[Event]:
    for change in changes:
        slot = change.scope, deed.epoch, str(change.number)
        if change.state == "reserved" and (*slot, "reserved") not in known.slots:
            subject = f"{change.scope}/{deed.epoch}/{change.number}"
            fields = deed.named(change.scope, change.number)
            yield deed.event(Verb.RESERVE, subject, "预留", **fields, plot=change.plot)
