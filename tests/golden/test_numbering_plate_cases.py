"""Golden cases 38, 44 to 46, 51, 52, 64 and 65: numbers and plates on a register."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from doorplate.address import DoorNumber
from doorplate.numbering import (
    Atom,
    Door,
    Plan,
    Rule,
    Scope,
    State,
    assign,
    partition,
    settle_claims,
)
from doorplate.register import Event, Register, Verb, audit, coverage
from doorplate.register.mounting import Scan, scan
from doorplate.register.planning import Deed, enact, survey
from doorplate.register.proposals import propose
from numbering_cases import V
from register_samples import DAY, STREET, door, event, hung, named

LATER = date(2023, 3, 1)
SCOPES = [Scope(STREET, bearing=180)]


class Office:
    """A register of one street, and what its clerk does."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def doors(self, *numbers: str, side: str = "left") -> None:
        """Doors d0, d1 … along one side, an address each where a number is given."""
        for i, number in enumerate(numbers):
            events = [door(f"d{i}", side=side, order=i)]
            if number:
                events.append(named(Verb.VERIFY, f"a{i}", f"{number}号", f"d{i}", grade=3))
            self.register.append(events)

    def do(self, verb: Verb, subject: str, **after: Any) -> None:
        self.register.append([event(verb, subject, LATER, **after)])

    def surveyed(self) -> list[Door]:
        return survey(self.register.state(), [STREET])[0]

    def plan(self) -> Plan:
        doors, held = survey(self.register.state(), [STREET])
        return assign(doors, V, scopes=SCOPES, held=held)

    def events(self) -> list[Event]:
        """The events that numbering would add now."""
        deed = Deed(LATER, "clerk", lambda scope, n: f"{scope}{n}")
        return enact(self.plan(), self.register.state(), deed)

    def number(self) -> None:
        self.register.append(self.events())

    def kinds(self) -> list[str]:
        return [f.kind for f in audit(self.register.state())]

    def history(self, subject: str) -> list[Verb]:
        return [e.verb for e in self.register.events(subject)]

    def numbers(self) -> dict[str, str]:
        live = self.register.state().at_door()
        return {uid: entry.get("number") for uid, [entry] in sorted(live.items())}

    def stage(self, plate: str) -> str:
        return self.register.state().plates[plate].state


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Register.create(tmp_path / "r.db") as register:
        yield Office(register)
        register.verify()


def test_case_38_one_house_with_two_plates(office: Office) -> None:
    """23 and 31 on one door: 23, in order, stays; 31 is an old name, retired; 31 to 23."""
    office.doors("21", "31", "25")
    office.do(Verb.PROPOSE, "b1", scope=STREET, number="23号", text=f"{STREET}23号", door="d1")
    assert "DUP_DOOR" in office.kinds()
    both = [d if d.uid != "d1" else _shows(d, 31, 23) for d in office.surveyed()]
    claims = settle_claims(both, V, SCOPES)
    [kept] = [d for d in claims.doors if d.uid == "d1"]
    [gone] = claims.changes
    assert (kept.number, gone.number, gone.state) == (DoorNumber(23), DoorNumber(31), "retired")
    office.do(Verb.RETIRE, "a1", successor="b1")
    office.do(Verb.VERIFY, "b1")
    assert office.numbers() == {"d0": "21号", "d1": "23号", "d2": "25号"}
    [row] = office.register.crosswalk()
    assert (row.old_number, row.new_number) == ("31号", "23号")
    [alias] = office.register.lookup(f"{STREET}31号", on=DAY)
    assert (alias.door, alias.number) == ("d1", "31号")
    assert office.events() == []


def _shows(door: Door, first: int, other: int) -> Door:
    return Door(door.uid, door.scope, door.side, door.order, number=DoorNumber(first),
                others=(DoorNumber(other),))  # fmt: skip


def test_case_44_a_damaged_plate(office: Office) -> None:
    """12 damaged: a new serial, the old one scrapped, address and number as they were."""
    office.doors("12", side="right")
    office.register.append(hung("P1", "a0", "d0"))
    office.do(Verb.DAMAGE, "P1")
    assert "PLATE_DAMAGED" in office.kinds()
    office.do(Verb.SCRAP, "P1")
    office.register.append(hung("P2", "a0", "d0"))
    assert (office.stage("P1"), office.stage("P2")) == ("scrapped", "hung")
    assert office.history("a0") == [Verb.VERIFY]
    assert office.numbers() == {"d0": "12号"}
    assert (office.events(), office.register.crosswalk(), office.kinds()) == ([], [], [])


def test_case_45_an_address_without_a_plate(office: Office) -> None:
    """Only a plate is ordered; numbering has nothing to do."""
    office.doors("12", side="right")
    assert office.kinds() == ["NO_PLATE"]
    [missing] = coverage(office.register.state()).uncovered
    assert (missing.door, missing.reason) == ("d0", "no_plate")
    assert office.events() == []
    office.do(Verb.ORDER, "P1", address="a0")
    [coming] = coverage(office.register.state()).uncovered
    assert (coming.reason, coming.plates) == ("coming", ("P1",))
    assert office.history("a0") == [Verb.VERIFY]


def test_case_46_plates_on_each_others_doors(office: Office) -> None:
    """11 and 13 swapped: two plates to hang again, no address changes."""
    office.doors("11", "13")
    office.register.append([*hung("P1", "a0", "d1"), *hung("P2", "a1", "d0")])
    state = office.register.state()
    tasks = [e for p in propose(audit(state), state, time=LATER) for e in p.events]
    assert [(e.verb, e.subject, e.after) for e in tasks] == [
        (Verb.REHANG, "P1", {"door": "d0"}), (Verb.REHANG, "P2", {"door": "d1"}),
    ]  # fmt: skip
    assert office.events() == []
    office.register.append(tasks)
    assert coverage(office.register.state()).complete
    assert (office.history("a0"), office.history("a1")) == ([Verb.VERIFY], [Verb.VERIFY])


def test_case_51_one_serial_at_two_doors(office: Office) -> None:
    """P17 read at a second door: PLATE_DUP, and coverage is not complete."""
    office.doors("1", "3")
    office.register.append([*hung("P17", "a0", "d0"), *hung("P18", "a1", "d1")])
    assert coverage(office.register.state()).complete
    assert scan(office.register.state(), "P17", "d1").result is Scan.HANGS_ELSEWHERE
    office.do(Verb.SCAN, "P17", seen=["d1"])
    assert office.kinds() == ["PLATE_DUP"]
    found = coverage(office.register.state())
    assert not found.complete
    assert [(w.plate, w.expected, w.found) for w in found.wrong] == [("P17", "d0", ("d1",))]


def households(i: int) -> list[str]:
    """18 of 906 doors have two households: 924 in all."""
    return [f"h{i}", f"h{i}b"] if i < 18 else [f"h{i}"]


def test_case_52_924_households_at_906_doors(office: Office) -> None:
    """905 plates: one door is listed with its households; with the 906th all is covered."""
    events: list[Event] = []
    for i in range(906):
        side, number = ("left", 2 * i + 1) if i % 2 else ("right", 2 * i + 2)
        events += [
            door(f"d{i}", side=side, order=i, households=households(i)),
            named(Verb.VERIFY, f"a{i}", f"{number}号"),
        ]
        events += hung(f"P{i}", f"a{i}", f"d{i}") if i != 7 else []
    office.register.append(events)
    short = coverage(office.register.state())
    assert (short.doors, len(short.covered), short.complete) == (906, 905, False)
    [missing] = short.uncovered
    assert (missing.door, missing.households) == ("d7", ("h7", "h7b"))
    assert short.households == ("h7", "h7b")
    office.register.append(hung("P7", "a7", "d7"))
    whole = coverage(office.register.state())
    assert (whole.complete, whole.uncovered, whole.households) == (True, (), ())
    atoms = [Atom(f"d{i}", len(households(i))) for i in range(906)]
    assert sum(partition(atoms, 5).weights) == 924


def test_case_64_the_same_doors_in_another_order_and_a_second_run(office: Office) -> None:
    """Identical bytes; the second run adds no event."""
    office.doors("1", "3", "9", "5", "", "7", "11", "")
    doors, held = survey(office.register.state(), [STREET])
    bytes_of = {
        json.dumps(repr(assign(row, V, scopes=SCOPES, held=held))).encode()
        for row in (doors, doors[::-1], doors[3:] + doors[:3])
    }
    assert len(bytes_of) == 1
    assert office.events()
    office.number()
    assert office.events() == []


def test_case_65_a_building_without_permit(office: Office) -> None:
    """Next to 15: 15-1, provisional; retired when it is demolished, and given to nobody."""
    office.doors("15", "", "17")
    office.register.append([door("d1", side="left", order=1, permit=False)])
    plan = office.plan().of("d1")
    assert (plan.number, plan.rule) == (DoorNumber(15, (1,)), Rule.SUB_NUMBER)
    assert plan.state is State.PROVISIONAL
    office.number()
    [own] = office.register.state().at_door()["d1"]
    assert own.state == "provisional"
    office.do(Verb.RETIRE, own.id)
    office.do(Verb.DEMOLISH, "d1")
    assert office.register.state().addresses[own.id].state == "retired"
    office.register.append([door("new", side="left", order=1)])
    assert office.plan().of("new").number == DoorNumber(15, (2,))
