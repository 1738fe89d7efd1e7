"""Plates on the wall: missing, damaged, or hanging at another door."""

from collections.abc import Iterable, Mapping, Sequence

from doorplate._text import Text
from doorplate.address import DoorNumber
from doorplate.findings import Finding, FindingKind
from doorplate.pipeline.doors import Case
from doorplate.pipeline.numbers import Present
from doorplate.pipeline.survey import Place
from doorplate.pipeline.values import Condition, Found, Remedy

__all__ = ["condition", "plate_findings"]

Owners = Mapping[tuple[str, DoorNumber], str]


def condition(case: Case) -> Condition:
    """The state of the plate: what the survey saw, else what any record says."""
    seen = sorted(case.readings, key=lambda r: r.claim.order is None)
    known = (r.claim.plate for r in seen if r.claim.plate is not Condition.UNKNOWN)
    return next(known, Condition.UNKNOWN)


def plate_findings(
    cases: Sequence[Case], places: Mapping[str, Place], present: Mapping[str, Present]
) -> list[Found]:
    """NO_PLATE and PLATE_DAMAGED of doors with a number, PLATE_MISMATCH of any."""
    findings: list[Found] = []
    for case in cases:
        number = present[case.uid].number
        if number is not None and case.numbers:
            findings += _state(case, number)
    return findings + _mismatches(cases, places, present)


def _state(case: Case, number: DoorNumber) -> Iterable[Found]:
    match condition(case):
        case Condition.NONE:
            text = Text(f"{number} 没有门牌", f"{number} has no plate")
            yield _found(FindingKind.NO_PLATE, Remedy.ORDER_PLATE, [case], text)
        case Condition.DAMAGED:
            text = Text(f"{number} 的门牌损坏或不清", f"the plate of {number} is damaged")
            yield _found(FindingKind.PLATE_DAMAGED, Remedy.REPLACE_PLATE, [case], text)


def _mismatches(
    cases: Sequence[Case], places: Mapping[str, Place], present: Mapping[str, Present]
) -> list[Found]:
    owners = {
        (places[uid].scope, p.number): uid for uid, p in present.items() if p.number is not None
    }
    by_uid = {case.uid: case for case in cases}
    found: dict[tuple[str, ...], Found] = {}
    for case in cases:
        wall = _foreign(case, present[case.uid])
        if wall is None:
            continue
        owner = owners.get((places[case.uid].scope, wall))
        pair = tuple(dict.fromkeys((case.uid, *([owner] if owner else []))))
        key = tuple(sorted(pair))
        both = [by_uid[uid] for uid in pair]
        found.setdefault(
            key,
            _found(FindingKind.PLATE_MISMATCH, Remedy.REHANG, both, _text(wall, owner)),
        )
    return list(found.values())


def _foreign(case: Case, present: Present) -> DoorNumber | None:
    """A number on the wall that no address of the door claims."""
    if present.number is None or not case.numbers:
        return None
    return next((w for w in case.walls if w not in case.numbers), None)


def _text(wall: DoorNumber, owner: str | None) -> Text:
    belongs = (
        Text(f"，那是 {owner} 的号", f", which is the number of {owner}")
        if owner
        else Text("", "")
    )
    return Text(f"墙上挂 {wall}{belongs.zh}", f"{wall} hangs on its wall{belongs.en}")


def _found(kind: FindingKind, remedy: Remedy, cases: Sequence[Case], text: Text) -> Found:
    uids = tuple(case.uid for case in cases)
    rows = tuple(record for case in cases for record in case.records)
    return Found(Finding(kind, uids, text, remedy.text, decided=True), remedy, rows)
