"""What the evidence decides, and what it leaves to a person."""

from typing import Any

import pytest

from doorplate.register import REMEDIES, Event, Verb, audit, replay
from doorplate.register.proposals import propose
from register_samples import DAY, STREET, door, event, hung, named


def decided(events: list[Event]) -> list[tuple[str, list[tuple[str, str, dict[str, Any]]]]]:
    """Proposals by finding; every one of them is an allowed remedy that the register takes."""
    state = replay(events)
    made = propose(audit(state), state, time=DAY)
    for proposal in made:
        allowed = REMEDIES[proposal.finding.kind]
        assert all(e.verb in allowed for e in proposal.events)
        replay([*events, *proposal.events])
    return [
        (p.finding.kind, [(e.verb, e.subject, dict(e.after)) for e in p.events]) for p in made
    ]


def pair(first: dict[str, Any], second: dict[str, Any], second_door: str) -> list[Event]:
    return [
        door("d1"), door("d2"),
        named(Verb.VERIFY, "a1", "23号", "d1", **first),
        named(Verb.PROPOSE, "a2", "23号", second_door, **second),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("grades", "suspended"),
    [((4, 2), ["a2"]), ((2, 4), ["a1"]), ((3, 3), ["a1", "a2"])],
)
def test_two_doors_with_one_number(grades: tuple[int, int], suspended: list[str]) -> None:
    events = pair({"grade": grades[0]}, {"grade": grades[1]}, "d2")
    expected: list[tuple[str, str, dict[str, Any]]] = [(Verb.SUSPEND, a, {}) for a in suspended]
    assert ("DUP_NUMBER", expected) in decided(events)


def test_one_door_twice_and_one_door_with_two_numbers() -> None:
    assert decided(pair({}, {}, "d1")) == [
        ("DUP_RECORD", [(Verb.VOID, "a2", {"successor": "a1"})])
    ]
    hearsay = named(Verb.PROPOSE, "a2", "31号", "d1", grade=1)
    first = [door("d1"), named(Verb.VERIFY, "a1", "23号", "d1")]
    assert decided([*first, hearsay])[0][1] == [(Verb.VOID, "a2", {"successor": "a1"})]
    approved = named(Verb.PROPOSE, "a2", "31号", "d1", grade=3)
    assert decided([*first, approved])[0][1] == [(Verb.RETIRE, "a2", {"successor": "a1"})]
    other = named(Verb.VERIFY, "a3", "31号", "d1", grade=2)
    events = [door("d1"), named(Verb.VERIFY, "a1", "23号", "d1", grade=4), other]
    assert decided(events) == [("DUP_DOOR", [(Verb.RETIRE, "a3", {"successor": "a1"})])]


def test_equal_numbers_of_one_door_are_left_to_a_person() -> None:
    both = [named(Verb.VERIFY, a, n, "d1") for a, n in (("a1", "23号"), ("a2", "31号"))]
    assert decided([door("d1"), *both]) == []


def test_plates() -> None:
    base = [door("d1"), door("d2"), named(Verb.VERIFY, "a1", "1号")]
    assert decided([*base, *hung("p1", "a1", "d2")])[-1] == (
        "PLATE_MISMATCH", [(Verb.REHANG, "p1", {"door": "d1"})],
    )  # fmt: skip
    moved = event(Verb.CORRECT, "a1", number="3号", text=f"{STREET}3号")
    assert decided([*base, *hung("p1", "a1", "d1"), moved])[-1] == (
        "PLATE_MISMATCH", [(Verb.REMOVE, "p1", {})],
    )  # fmt: skip
    gone = event(Verb.DEMOLISH, "d1")
    assert decided([*base, gone])[0] == ("DOOR_GONE", [(Verb.RETIRE, "a1", {})])
    claimed = [door("d1"), named(Verb.PROPOSE, "a1", "1号"), gone]
    assert decided(claimed) == [("DOOR_GONE", [(Verb.VOID, "a1", {})])]
    lost = event(Verb.LOSE, "p1")
    assert decided([*base, *hung("p1", "a1", "d1"), lost])[-1] == (
        "PLATE_DAMAGED", [(Verb.SCRAP, "p1", {})],
    )  # fmt: skip
