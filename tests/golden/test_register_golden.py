"""Golden cases of the domain, carried out as events on a register.

Numbers in test names are those of the cases in the domain study. The street runs north to
south; under the default policy its left, eastern side is odd and its right side even.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from doorplate.address import DoorNumber
from doorplate.errors import ForbiddenTransition, NumberTaken
from doorplate.numbering import Mode, Plan, Policy, Scope, assign, load_policy
from doorplate.register import (
    Register,
    Verb,
    audit,
    coverage,
)
from doorplate.register.install import orders, serials, sorting
from doorplate.register.mounting import Scan
from doorplate.register.planning import Deed, enact, survey
from doorplate.register.records import Record, record_events
from register_samples import DAY, STREET, door, event, hung, named

LATER = date(2023, 3, 1)
V = load_policy("default-v")


class Street:
    """One street on a register: doors with numbers, plans made and carried out."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def door(self, uid: str, number: str = "", order: int = 0, *, grade: int = 3,
             status: Verb = Verb.VERIFY, **more: Any) -> None:  # fmt: skip
        side = "right" if number and DoorNumber.parse(number).main % 2 == 0 else "left"
        fields = {"side": side, "order": order, **more}
        events = [door(uid, **fields)]
        if number:
            events.append(named(status, f"{uid}#1", number, uid, grade=grade))
        self.register.append(events)

    def do(self, verb: Verb, subject: str, **after: Any) -> None:
        self.register.append([event(verb, subject, LATER, **after)])

    def plan(self, policy: Policy = V, mode: Mode = Mode.PRESERVE) -> Plan:
        doors, held = survey(self.register.state(), [STREET])
        return assign(doors, policy, scopes=[Scope(STREET, bearing=180)], mode=mode, held=held)

    def number(self, policy: Policy = V, mode: Mode = Mode.PRESERVE) -> Plan:
        plan = self.plan(policy, mode)
        epoch = 2 if plan.new_epoch else 1
        deed = Deed(LATER, "clerk", lambda scope, n: f"{scope}{n}", epoch)
        self.register.append(enact(plan, self.register.state(), deed))
        return plan

    def numbers(self) -> dict[str, str]:
        live = self.register.state().at_door()
        return {uid: entry.get("number") for uid, [entry] in sorted(live.items())}

    def state_of(self, address: str) -> str:
        return self.register.state().addresses[address].state

    def crosswalk(self) -> dict[str, str]:
        return {row.old_number: row.new_number for row in self.register.crosswalk()}


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    with Register.create(tmp_path / "r.db") as register:
        yield Street(register)
        register.verify()


def test_20_a_reserved_number_between_is_used(street: Street) -> None:
    street.door("a", "12号", 10)
    street.door("c", "16号", 30)
    street.do(Verb.RESERVE, "slot", scope=STREET, number="14", text=f"{STREET}14号")
    street.door("b", order=20, side="right")
    street.number()
    assert street.numbers() == {"a": "12号", "b": "14号", "c": "16号"}
    assert street.state_of("slot") == "assigned"


def test_21_22_23_sub_numbers_then_a_question(street: Street) -> None:
    street.door("a", "12号", 10)
    street.door("e", "14号", 50)
    street.door("b", order=20, side="right")
    street.number()
    assert street.numbers() == {"a": "12号", "b": "12号附1", "e": "14号"}
    street.door("c", order=30, side="right")
    street.number()
    assert street.numbers()["c"] == "12号附2"
    street.door("x", order=15, side="right")
    before = street.numbers()
    plan = street.number()
    assert [q.uids for q in plan.questions] == [("x",)]
    assert street.numbers() == before


def test_24_nothing_below_one(street: Street) -> None:
    street.door("b", "1号", 20)
    street.door("a", order=10, side="left")
    assert street.number().questions
    assert street.numbers() == {"b": "1号"}


def test_24_a_number_kept_free_at_the_start(street: Street) -> None:
    street.door("b", "3号", 20)
    street.door("a", order=10, side="left")
    street.number()
    assert street.numbers() == {"a": "1号", "b": "3号"}


def test_25_beyond_the_last(street: Street) -> None:
    street.door("a", "185号", 10)
    street.door("b", order=20, side="left")
    street.number()
    assert street.numbers()["b"] == "187号"


def test_26_a_retired_number_is_not_given_to_another_plot(street: Street) -> None:
    street.door("a", "18号", 10)
    street.door("b", "20号", 20)
    street.door("c", "22号", 30)
    street.do(Verb.RETIRE, "b#1")
    street.do(Verb.DEMOLISH, "b")
    street.door("n", order=20, side="right")
    street.number()
    assert street.numbers()["n"] == "18号附1"
    with pytest.raises(NumberTaken):
        street.do(Verb.ASSIGN, "n#9", scope=STREET, number="20", text="x20号", door="n")


def test_27_the_same_door_rebuilt_gets_its_number_restored(street: Street) -> None:
    street.door("a", "18号", 10)
    street.door("b", "20号", 20)
    street.do(Verb.RETIRE, "b#1")
    street.do(Verb.DEMOLISH, "b")
    street.do(Verb.SURVEY, "b")
    street.number()
    assert street.numbers() == {"a": "18号", "b": "20号"}
    verbs = [e.verb for e in street.register.events("b#1")]
    assert verbs == [Verb.VERIFY, Verb.RETIRE, Verb.RESTORE]


def test_28_two_houses_become_one(street: Street) -> None:
    street.door("a", "8号", 10)
    street.door("b", "10号", 20)
    street.do(Verb.RETIRE, "b#1", successor="a#1")
    street.do(Verb.DEMOLISH, "b")
    assert street.number().changed == ()
    assert street.numbers() == {"a": "8号"}
    assert street.crosswalk() == {"10号": "8号"}


def test_29_a_house_is_split(street: Street) -> None:
    street.door("a", "8号", 10)
    street.door("c", "10号", 30)
    street.door("b", order=20, side="right")
    street.number()
    assert street.numbers() == {"a": "8号", "b": "8号附1", "c": "10号"}


def test_36_the_weaker_claim_to_one_number_moves(street: Street) -> None:
    street.door("a", "21号", 10)
    street.door("b", "23号", 20, grade=4)
    street.door("c", "31号", 30)
    street.door("d", "23号", 40, grade=2, status=Verb.PROPOSE)
    street.door("e", "33号", 50)
    found = {f.kind for f in audit(street.register.state())} - {"NO_PLATE", "GAP"}
    assert found == {"DUP_NUMBER", "OUT_OF_ORDER"}
    street.number()
    assert street.numbers() == {
        "a": "21号", "b": "23号", "c": "31号", "d": "31号附1", "e": "33号",
    }  # fmt: skip
    assert {m.address for m in street.register.lookup(f"{STREET}23号")} == {"b#1", "d#1"}


def test_37_twins_with_equal_evidence_are_both_suspended(street: Street) -> None:
    street.door("a", "23号", 10, status=Verb.PROPOSE)
    street.door("b", "23号", 11, status=Verb.PROPOSE)
    plan = street.number()
    assert plan.questions
    assert {street.state_of("a#1"), street.state_of("b#1")} == {"suspended"}
    with pytest.raises(NumberTaken):
        street.do(Verb.RESTORE, "a#1")
    street.do(Verb.CORRECT, "b#1", number="25", text=f"{STREET}25号")
    street.do(Verb.RESTORE, "a#1")
    street.do(Verb.RESTORE, "b#1")
    assert street.numbers() == {"a": "23号", "b": "25号"}


def test_38_one_house_with_two_plates(street: Street) -> None:
    street.door("a", "21号", 10)
    street.door("b", "23号", 20)
    street.do(Verb.PROPOSE, "b#2", scope=STREET, number="31", text=f"{STREET}31号", door="b")
    assert "DUP_DOOR" in {f.kind for f in audit(street.register.state())}
    street.do(Verb.RETIRE, "b#2", successor="b#1")
    assert street.numbers() == {"a": "21号", "b": "23号"}
    assert street.crosswalk() == {"31号": "23号"}


@pytest.mark.parametrize(("retired", "expected"), [(False, "5号"), (True, "3号附1")])
def test_39_40_a_hole_is_filled_unless_retired(
    street: Street, *, retired: bool, expected: str
) -> None:
    for order, number in enumerate(["1号", "3号", "7号", "9号"]):
        street.door(f"d{number[:-1]}", number, order * 10)
    if retired:
        street.door("old", "5号", 14)
        street.do(Verb.RETIRE, "old#1")
        street.do(Verb.DEMOLISH, "old")
    street.door("n", order=15, side="left")
    street.number(mode=Mode.FILL)
    assert street.numbers()["n"] == expected


def test_41_an_empty_plot_reserves_and_gets_no_plate(street: Street) -> None:
    street.door("a", "1号", 10)
    street.door("b", "3号", 20)
    street.door("p", order=30, side="left", kind="plot", plot="plot9")
    street.door("c", "7号", 40)
    street.number()
    [slot] = [a for a in street.register.state().addresses.values() if a.state == "reserved"]
    assert (slot.get("number"), slot.get("plot")) == ("5号", "plot9")
    with pytest.raises(ForbiddenTransition, match="no plate"):
        street.do(Verb.ORDER, "p1", address=slot.id)
    assert "GAP" not in {f.kind for f in audit(street.register.state())}


def test_42_43_walls_and_alley_mouths_reserve(street: Street) -> None:
    policy = V.model_copy(
        update={"reserve": V.reserve.model_copy(update={"frontage_cm": 400, "alley_mouth": 1})}
    )
    street.door("a", order=10, side="left")
    street.door("wall", order=20, side="left", kind="wall", length_cm=1800)
    street.door("b", order=30, side="left")
    street.door("mouth", order=40, side="left", kind="alley")
    street.door("c", order=50, side="left")
    street.number(policy)
    assert street.numbers() == {"a": "1号", "b": "11号", "c": "15号"}
    reserved = [a for a in street.register.state().addresses.values() if a.state == "reserved"]
    assert sorted(int(a.get("number")[:-1]) for a in reserved) == [3, 5, 7, 9, 13]
    head = street.register.head
    street.number(policy)
    assert street.register.head == head


def test_34_one_household_with_three_shop_doors(street: Street) -> None:
    street.door("a", "1号", 10, households=["h1"])
    street.door("b", order=11, side="left", kind="aux", of="a", households=["h1"])
    street.door("c", order=12, side="left", kind="aux", of="a", households=["h1"])
    street.number()
    assert street.numbers() == {"a": "1号"}
    street.register.append(hung("s1", "a#1", "a"))
    for serial, gate in (("s2", "b"), ("s3", "c")):
        street.do(Verb.ORDER, serial, address="a#1", role="aux")
        for verb in (Verb.MAKE, Verb.RECEIVE):
            street.do(verb, serial)
        street.do(Verb.HANG, serial, door=gate)
    assert coverage(street.register.state()).complete
    assert audit(street.register.state()) == []


def test_44_45_a_damaged_plate_and_a_missing_one(street: Street) -> None:
    street.door("a", "12号", 10)
    assert [f.kind for f in audit(street.register.state())] == ["NO_PLATE"]
    street.register.append(hung("s1", "a#1", "a"))
    assert coverage(street.register.state()).complete
    street.do(Verb.DAMAGE, "s1")
    found = audit(street.register.state())
    assert [f.kind for f in found] == ["NO_PLATE", "PLATE_DAMAGED"]
    street.do(Verb.SCRAP, "s1")
    street.register.append(hung("s2", "a#1", "a"))
    assert audit(street.register.state()) == []
    assert [e.verb for e in street.register.events("a#1")] == [Verb.VERIFY]


def test_46_swapped_plates_are_rehung_without_any_address_event(street: Street) -> None:
    street.door("a", "11号", 10)
    street.door("b", "13号", 20)
    street.register.append([*hung("s1", "a#1", "b"), *hung("s2", "b#1", "a")])
    wrong = coverage(street.register.state()).wrong
    assert [(w.plate, w.expected, w.found) for w in wrong] == [
        ("s1", "a", ("b",)), ("s2", "b", ("a",)),
    ]  # fmt: skip
    street.do(Verb.REHANG, "s1", door="a")
    street.do(Verb.REHANG, "s2", door="b")
    assert coverage(street.register.state()).complete
    assert street.crosswalk() == {}


def wall(street: Street, numbers: list[int], **more: Any) -> None:
    for place, number in enumerate(numbers):
        street.door(f"d{place}", f"{number}号", place * 10, status=Verb.PROPOSE, **more)


def test_47_one_house_out_of_order_moves_and_its_number_is_retired(street: Street) -> None:
    wall(street, [1, 3, 9, 5, 7, 11])
    street.number()
    assert list(street.numbers().values()) == ["1号", "3号", "3号附1", "5号", "7号", "11号"]
    assert street.crosswalk() == {"9号": "3号附1"}
    [nine] = [v for v in street.register.state().versions if v.number == "9号"]
    assert (nine.state, nine.holds) == ("retired", 1)


def test_48_free_mode_starts_a_new_epoch_with_a_whole_crosswalk(street: Street) -> None:
    wall(street, [1, 3, 9, 5, 7, 11])
    policy = V.model_copy(
        update={
            "sub": V.sub.model_copy(update={"allowed": False}),
            "reuse": V.reuse.model_copy(update={"rule": "epoch"}),
        }
    )
    plan = street.number(policy)
    assert plan.new_epoch
    assert list(street.numbers().values()) == ["1号", "3号", "5号", "7号", "9号", "11号"]
    changed = {old: new for old, new in street.crosswalk().items() if old != new}
    assert changed == {"9号": "5号", "5号": "7号", "7号": "9号"}
    then = [m.door for m in street.register.lookup(f"{STREET}5号", on=DAY)]
    now = [m.door for m in street.register.lookup(f"{STREET}5号", on=LATER)]
    assert (then, now) == (["d3"], ["d2"])


def test_48_strict_mode_gives_only_numbers_that_no_door_ever_had(street: Street) -> None:
    wall(street, [1, 3, 9, 5, 7, 11])
    policy = V.model_copy(update={"sub": V.sub.model_copy(update={"allowed": False})})
    assert not street.number(policy).new_epoch
    assert list(street.numbers().values()) == ["1号", "3号", "9号", "13号", "15号", "17号"]
    assert street.crosswalk() == {"5号": "13号", "7号": "15号", "11号": "17号"}
    retired = {v.number for v in street.register.state().versions if v.state == "retired"}
    assert retired == {"5号", "7号", "11号"}


def test_49_a_number_never_approved_is_free_again(street: Street) -> None:
    wall(street, [1, 3])
    street.door("x", "6号", 20, grade=2, status=Verb.PROPOSE, side="left")
    street.door("y", "7号", 30)
    street.number()
    assert street.numbers()["x"] == "5号"
    assert [n for n, _ in street.register.state().numbers(STREET)] == [
        DoorNumber(1), DoorNumber(3), DoorNumber(5), DoorNumber(7),
    ]  # fmt: skip


def test_50_a_number_that_belongs_across_the_street_stays_there(street: Street) -> None:
    wall(street, [1, 3])
    street.door("x", "6号", 20, grade=2, status=Verb.PROPOSE, side="left")
    street.door("y", "7号", 30)
    street.door("w", "6号", 10, grade=4)
    street.number()
    assert (street.numbers()["x"], street.numbers()["w"]) == ("5号", "6号")


def test_51_a_plate_scanned_at_two_doors(street: Street) -> None:
    street.door("a", "1号", 10)
    street.door("b", "3号", 20)
    street.register.append([*hung("s1", "a#1", "a"), *hung("s2", "b#1", "b")])
    twice = record_events([Record(2, "s1", "b", {})], street.register.state(), time=LATER)
    assert [(r.door, result) for r, result, _ in twice.refused] == [("b", Scan.HANGS_ELSEWHERE)]
    street.register.append(twice.events)
    assert "PLATE_DUP" in {f.kind for f in audit(street.register.state())}
    assert not coverage(street.register.state()).complete


def village(street: Street, doors: int, households: int) -> None:
    """Doors numbered under the policy, some of them with two households, and plates ordered."""
    facts = [[f"h{i}", f"h{doors + i}"] if i < households - doors else [f"h{i}"]
             for i in range(doors)]  # fmt: skip
    street.register.append([
        door(f"d{i:03}", order=i, side="right" if i % 2 else "left", households=homes)
        for i, homes in enumerate(facts)
    ])  # fmt: skip
    street.number()
    state = street.register.state()
    ordered = street.register.append(orders(state, serials(state, "P"), time=LATER))
    street.register.append([
        event(verb, order.subject, LATER)
        for order in ordered for verb in (Verb.MAKE, Verb.RECEIVE)
    ])  # fmt: skip


def installed(street: Street, but: str = "") -> list[Scan]:
    """Every plate scanned at the door where it belongs, but for one; what was refused."""
    state = street.register.state()
    records = [
        Record(0, p.id, state.addresses[p.get("address")].get("door"), {})
        for p in state.plates.values() if p.id != but
    ]  # fmt: skip
    found = record_events(records, state, time=LATER)
    street.register.append(found.events)
    return [result for _, result, _ in found.refused]


def test_52_924_households_at_906_doors(street: Street) -> None:
    village(street, 906, 924)
    assert installed(street, but="P000017") == []
    result = coverage(street.register.state())
    assert (result.doors, len(result.covered), len(result.households)) == (906, 905, 2)
    [left] = result.uncovered
    assert (left.plates, left.households) == (("P000017",), result.households)
    assert installed(street) == []
    result = coverage(street.register.state())
    assert (result.complete, len(result.covered), result.uncovered, result.wrong) == (
        True, 906, (), (),
    )  # fmt: skip
    everybody = {h for d in street.register.state().doors.values() for h in d.get("households")}
    assert (len(everybody), result.households) == (924, ())


def test_53_the_sorted_list_walks_out_and_back(street: Street) -> None:
    village(street, 6, 6)
    rows = sorting(street.register.state(), walk="loop")
    assert [row.number for row in rows] == ["1号", "3号", "5号", "6号", "4号", "2号"]
    street.register.append([event(Verb.SORT, r.plate, LATER, box=r.box, position=r.position)
                            for r in rows])  # fmt: skip
    assert sorting(street.register.state(), walk="loop") == rows


def test_64_a_second_run_gives_no_events(street: Street) -> None:
    wall(street, [1, 3, 9, 5, 7, 11])
    street.number()
    head = street.register.head
    street.number()
    assert street.register.head == head


def test_65_a_house_without_permit_is_provisional_and_ends_with_its_door(
    street: Street,
) -> None:
    street.door("a", "15号", 10)
    street.door("b", "17号", 30)
    street.door("x", order=20, side="left", permit=False)
    street.number()
    assert street.numbers()["x"] == "15号附1"
    assert street.state_of("x#1") == "provisional"
    street.do(Verb.RETIRE, "x#1")
    street.do(Verb.DEMOLISH, "x")
    assert street.numbers() == {"a": "15号", "b": "17号"}
