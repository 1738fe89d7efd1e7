"""From what was found to what is decided: final doors, records, decisions, crosswalk."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from doorplate._text import Text
from doorplate.address import Address, Component, DoorNumber, Level, NumberStyle
from doorplate.numbering import Assignment, State
from doorplate.pipeline.assigning import Numbered
from doorplate.pipeline.doors import Case
from doorplate.pipeline.names import NameCheck
from doorplate.pipeline.numbers import Present
from doorplate.pipeline.plates import condition
from doorplate.pipeline.reading import Reading, merged, said
from doorplate.pipeline.survey import Place
from doorplate.pipeline.values import (
    CleanDoor,
    CleanRecord,
    Crossing,
    Decided,
    DoorState,
    Verb,
)
from doorplate.pipeline.village import bare, local, under

__all__ = ["Findings", "clean_records", "crosswalk", "decisions", "final_doors"]

_NUMBER = (Level.NUMBER, Level.SUBNUMBER)
_TEXTS = {
    DoorState.KEPT: Text("照旧，未经核对", "as it stood, not tested"),
    DoorState.REVIEW: Text("待人决定", "waits for a person"),
    DoorState.OPEN: Text("没有号码", "has no number"),
}


class Findings(NamedTuple):
    """What the checks gave, door by door."""

    cases: Sequence[Case]
    places: Mapping[str, Place]
    present: Mapping[str, Present]
    names: NameCheck
    numbered: Numbered | None


class Homes(NamedTuple):
    """What addresses are completed with: divisions of the village, levels of street names."""

    divisions: Address
    levels: Mapping[str, Level]


def final_doors(found: Findings, homes: Homes, *, by_household: bool) -> tuple[CleanDoor, ...]:
    """Every door with its final address and number, in the order of its first record."""
    bases = _bases(found)
    return tuple(
        _door(case, found, bases, homes, by_household=by_household) for case in found.cases
    )


def _bases(found: Findings) -> dict[str, Address]:
    """The fullest division path seen on each street, for doors that came without an address."""
    best: dict[str, Counter[Address]] = {}
    for case in found.cases:
        for street in (found.places[case.uid].street, ""):
            address = found.names.addresses[case.records[0]]
            upper = tuple(c for c in address.components if c.level <= Level.VILLAGE)
            best.setdefault(street, Counter())[Address(bare(upper))] += 1
    return {s: max(c, key=lambda a: (c[a], len(a.components), str(a))) for s, c in best.items()}


def _door(
    case: Case,
    found: Findings,
    bases: Mapping[str, Address],
    homes: Homes,
    *,
    by_household: bool,
) -> CleanDoor:
    place, present = found.places[case.uid], found.present[case.uid]
    state, number, reason = _outcome(case, found)
    households = case.households
    base = found.names.addresses[case.records[0]] or bases.get(
        place.street, bases.get("", Address())
    )
    return CleanDoor(
        uid=case.uid,
        records=case.records,
        households=households,
        weight=len(households) if by_household else 1,
        street=place.street,
        scope=place.scope,
        side=place.side,
        order=place.order,
        address=_address(base, place, number, homes),
        old=present.number,
        number=number,
        others=present.others,
        evidence=present.evidence,
        plate=condition(case),
        state=state,
        reason=reason,
        east=place.east,
        north=place.north,
        retired=_retired(case, number, found),
        tested=found.numbered is not None and case.uid in found.numbered.assignments,
    )


def _retired(case: Case, number: DoorNumber | None, found: Findings) -> tuple[DoorNumber, ...]:
    """Former numbers that an office approved and that no other door claims."""
    if found.numbered is None:
        return ()
    scope, present = found.places[case.uid].scope, found.present[case.uid]
    gone = {present.number} if present.number != number else set()
    freed = {n for n in gone if n is not None and (scope, n) in found.numbered.retired}
    held = {n for n in present.others if (scope, n) in found.numbered.held}
    return tuple(sorted(freed | held))


def _address(base: Address, place: Place, number: DoorNumber | None, homes: Homes) -> Address:
    """Plain components in level order: divisions, street, number, and what stands behind it.

    A landmark is free text, where names of persons may stand: it is no part of the address.
    """
    plain = Address(bare(base.without(*_NUMBER, Level.LANDMARK).components))
    if place.street and not any(plain.get(level) for level in (Level.ROAD, Level.LANE)):
        level = homes.levels.get(place.street)
        plain = merged(plain, [Component(level, place.street)]) if level else plain
    whole = Address(bare(under(plain, homes.divisions).components))
    return merged(whole, number.components) if number is not None else whole


def _outcome(case: Case, found: Findings) -> tuple[DoorState, DoorNumber | None, Text]:
    present = found.present[case.uid]
    assigned = found.numbered.assignments.get(case.uid) if found.numbered else None
    if assigned is not None:
        state = _state(assigned)
        said = assigned.rule.text if state is DoorState.KEPT else _text(case, state)
        return state, assigned.number, said or assigned.rule.text
    if present.disputed:
        return DoorState.REVIEW, present.number, _TEXTS[DoorState.REVIEW]
    state = DoorState.OPEN if present.number is None else DoorState.KEPT
    return state, present.number, _text(case, state) or _TEXTS[state]


def _text(case: Case, state: DoorState) -> Text | None:
    """What a state says of a door, a number named that is none to count with (A12号, 临5号)."""
    numbers = (r.address.get(Level.NUMBER) for r in case.readings if r.number is None)
    number = next(filter(None, numbers), None) if state is DoorState.OPEN else None
    if number is None:
        return _TEXTS.get(state)
    return Text(f"号码 {number} 无法编排", f"its number {number} is none to count with")


def _state(assigned: Assignment) -> DoorState:
    if assigned.state is State.SUSPENDED:
        return DoorState.REVIEW
    if assigned.number is None:
        return DoorState.OPEN
    if assigned.old is None:
        return DoorState.NEW
    return DoorState.CHANGED if assigned.changed else DoorState.KEPT


def clean_records(
    doors: Iterable[CleanDoor], found: Findings, merged_into: Mapping[str, str]
) -> dict[str, CleanRecord]:
    """Every record with its final address and what was done with it, by id."""
    by_uid = {case.uid: case for case in found.cases}
    records: dict[str, CleanRecord] = {}
    for door in doors:
        for reading in by_uid[door.uid].readings:
            claim = reading.claim
            records[claim.id] = CleanRecord(
                claim.id,
                claim.row,
                claim.text,
                reading.address,
                door.address,
                door.uid,
                claim.household,
                *_verdict(door, reading, found.names, merged_into),
            )
    return records


def _verdict(
    door: CleanDoor, reading: Reading, names: NameCheck, merged_into: Mapping[str, str]
) -> tuple[Verb | None, Text]:
    record, number = reading.claim.id, reading.number
    if record in merged_into:
        kept = merged_into[record]
        return Verb.VOID, Text(f"与 {kept} 同一门", f"same door as {kept}")
    if reading.rivals or not door.live:
        return None, _TEXTS[DoorState.REVIEW] if reading.rivals else door.reason
    if number is None:
        return Verb.ASSIGN, door.reason
    if number != door.number:
        verb = Verb.VOID if number in door.others else Verb.CORRECT
        return verb, door.reason if verb is Verb.CORRECT else Text(
            "第二号，停用", "second number, retired"
        )
    if record in names.reasons:
        return Verb.CORRECT, names.reasons[record]
    return Verb.VERIFY if door.tested else Verb.KEEP, door.reason


def decisions(
    doors: Iterable[CleanDoor], records: Mapping[str, CleanRecord], style: NumberStyle
) -> tuple[Decided, ...]:
    """The five verbs: what became of each door's number, and of records that changed."""
    made: list[Decided] = []
    for door in doors:
        made += _about_door(door, style)
        made += [
            Decided(r.verb, r.id, said(r.claimed), local(r.address), r.reason)
            for record in door.records
            if (r := records[record]).verb is Verb.VOID
            or (r.verb is Verb.CORRECT and door.state is DoorState.KEPT)
        ]
    return tuple(made)


def _about_door(door: CleanDoor, style: NumberStyle) -> Iterable[Decided]:
    old, new = (n.format(style) if n else "" for n in (door.old, door.number))
    match door.state:
        case DoorState.KEPT if door.live:
            verb = Verb.VERIFY if door.tested else Verb.KEEP
            yield Decided(verb, door.uid, old, new, door.reason)
        case DoorState.CHANGED:
            yield Decided(Verb.CORRECT, door.uid, old, new, door.reason)
        case DoorState.NEW:
            yield Decided(Verb.ASSIGN, door.uid, "", new, door.reason)
    former = {*door.others, *door.retired} if door.state is not DoorState.REVIEW else set()
    for number in sorted(former):
        why = _APPROVED if number in door.retired else _SECOND
        yield Decided(Verb.RETIRE, door.uid, number.format(style), new, why)


_APPROVED = Text("曾经核发，不再用", "approved once, never used again")
_SECOND = Text("一门一号，留作别名", "one door, one number: kept as an alias")


def crosswalk(doors: Iterable[CleanDoor]) -> tuple[Crossing, ...]:
    """Old and new number of every door: total, one row a door."""
    return tuple(Crossing(d.uid, d.street, d.old, d.number, str(d.state)) for d in doors)
