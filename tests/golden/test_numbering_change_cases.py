"""Golden cases 20 to 37, 39, 40, 47 to 50 and 62: streets that change, numbers that clash."""

from dataclasses import replace

import pytest

from doorplate.address import DoorNumber
from doorplate.findings import FindingKind
from doorplate.numbering import (
    Building,
    Change,
    Door,
    DoorKind,
    Evidence,
    Held,
    HeldState,
    Plan,
    Policy,
    Rule,
    Scope,
    Side,
    State,
    assign,
    load_policy,
    settle_gates,
    yard_addresses,
)
from numbering_cases import EPOCH, NO_SUB, NORTH_SOUTH, V, printed, street, varied

RIGHT = Side.RIGHT


def run(
    doors: list[Door], policy: Policy = V, mode: str = "preserve", held: tuple[Held, ...] = ()
) -> Plan:
    return assign(doors, policy, scopes=[NORTH_SOUTH], mode=mode, held=held)


def retired(number: int, uid: str = "", plot: str = "") -> Held:
    return Held("s", DoorNumber(number), HeldState.RETIRED, uid, plot)


def states(plan: Plan) -> list[tuple[int, str]]:
    return [(c.number.main, c.state) for c in plan.changes]


def old_and_new(plan: Plan) -> dict[str, str]:
    """Changed numbers of the crosswalk."""
    return {
        str(c.old): str(c.new) for c in plan.crosswalk if c.old is not None and c.old != c.new
    }


# A house is built ------------------------------------------------------------------------


def test_case_20_a_reserved_number_between() -> None:
    """12, (14 reserved), 16: the house between gets 14, and 14 is occupied."""
    slot = Held("s", DoorNumber(14), HeldState.RESERVED)
    plan = run(street([12, 0, 16], RIGHT), held=(slot,))
    assert printed(plan) == ["12", "14", "16"]
    assert plan.of("d01").rule is Rule.RESERVED_SLOT
    assert states(plan) == [(14, "occupied")]


def test_case_21_no_number_between() -> None:
    """12, 14: the house between gets 12-1."""
    assert printed(run(street([12, 0, 14], RIGHT))) == ["12", "12-1", "14"]


def test_case_22_a_second_house() -> None:
    """Between 12-1 and 14: 12-2."""
    doors = street([12, "12-1", 0, 14], RIGHT)
    assert printed(run(doors)) == ["12", "12-1", "12-2", "14"]


def test_case_23_no_silent_disorder() -> None:
    """Between 12 and 12-1 nothing is left: a person decides, with two options."""
    plan = run(street([12, 0, "12-1", 14], RIGHT))
    assert printed(plan) == ["12", "?", "12-1", "14"]
    assert [(q.uids, len(q.options)) for q in plan.questions] == [(("d01",), 2)]


@pytest.mark.parametrize(
    ("first", "given"), [(1, "?"), (3, "1")], ids=["nothing below 1", "1 was reserved"]
)
def test_case_24_before_the_first_door(first: int, given: str) -> None:
    """Before 1: a person decides; before 3: 1."""
    plan = run(street([0, first, first + 2]))
    assert printed(plan)[0] == given
    assert bool(plan.questions) is (given == "?")


def test_case_24_reserved_start() -> None:
    """Numbering with `reserve.start = 1` leaves 1 for a house before the first."""
    doors = street([0, 0])
    plan = run(doors, varied(V, reserve={"start": 1}))
    assert printed(plan) == ["3", "5"]
    before = Door("new", "s", Side.LEFT, -1)
    assert run([before, *plan.apply(doors)]).numbers()["new"] == DoorNumber(1)


def test_case_25_beyond_the_last() -> None:
    """Behind 185 comes 187."""
    assert printed(run(street([183, 185, 0]))) == ["183", "185", "187"]


def test_case_26_a_retired_number_is_not_given_again() -> None:
    """20 retired; another plot at that spot gets 18-1."""
    doors = street([18, 0, 22], RIGHT, plot="other")
    assert printed(run(doors, held=(retired(20, "old", "p1"),))) == ["18", "18-1", "22"]


def test_case_27_rebuilt_on_its_plot() -> None:
    """20 retired by demolition, the same door rebuilt: 20 is restored."""
    plan = run(street([18, 0, 22], RIGHT), held=(retired(20, "d01"),))
    assert printed(plan) == ["18", "20", "22"]
    assert plan.of("d01").rule is Rule.RESTORED


def test_case_28_two_doors_become_one_house() -> None:
    """Gate at 8: 8 stays, 10 is retired, the crosswalk says 10 to 8."""
    doors = street([6, 8, 10, 12], RIGHT)
    doors[2] = replace(doors[2], kind=DoorKind.AUX, of="d01")
    plan = run(doors)
    assert old_and_new(plan) == {"10号": "8号"}
    assert plan.changes == (Change("s", DoorNumber(10), "retired", "d02"),)


def test_case_29_a_house_is_split() -> None:
    """The old door keeps 8, the new door south of it gets 8-1."""
    assert printed(run(street([8, 0, 10], RIGHT))) == ["8", "8-1", "10"]


# Corners, gates, courtyards --------------------------------------------------------------


CORNER = [Scope("A街", bearing=180), Scope("B巷", bearing=270)]


def corner(second_home: str = "h1") -> list[Door]:
    return [
        Door("main", "A街", Side.LEFT, 0, household="h1"),
        Door("side", "B巷", Side.LEFT, 0, kind=DoorKind.AUX, household=second_home),
    ]


def test_case_30_corner_house() -> None:
    """The main gate's street numbers it; the side gate repeats that address."""
    done = settle_gates(corner(), V)
    assert [(d.uid, d.kind, d.of) for d in done] == [
        ("main", DoorKind.MAIN, ""),
        ("side", DoorKind.AUX, "main"),
    ]
    plan = assign(done, V, scopes=CORNER)
    assert plan.numbers() == {"main": DoorNumber(1), "side": DoorNumber(1)}
    assert (plan.of("side").scope, plan.of("side").rule) == ("A街", Rule.AUX)
    later = [*plan.apply(done), Door("new", "B巷", Side.LEFT, 1)]
    again = assign(later, V, scopes=CORNER)
    assert (again.numbers()["new"], again.changes) == (DoorNumber(1), ())


def test_case_31_trunk_road() -> None:
    """Where B is the trunk and the policy goes by it, the house is numbered on B."""
    done = settle_gates(corner(), varied(V, corner={"rule": "trunk_road"}), trunk=["B巷"])
    assert [(d.kind, d.of) for d in done] == [(DoorKind.AUX, "side"), (DoorKind.MAIN, "")]
    numbers = assign(done, V, scopes=CORNER).numbers()
    assert numbers == {"main": DoorNumber(1), "side": DoorNumber(1)}


def test_case_32_two_households_at_a_corner() -> None:
    """Each is numbered on its own street."""
    done = settle_gates(corner("h2"), V)
    assert {u: n.main for u, n in assign(done, V, scopes=CORNER).numbers().items()} == {
        "main": 1,
        "side": 1,
    }


def test_case_33_courtyard() -> None:
    """Gate 37 with four houses: 1号楼 in the north-east, then as an S."""
    yard = [Building(f"{r}{c}", r, c) for r in (0, 1) for c in (0, 1)]
    beijing = load_policy("beijing-2012")
    assert yard_addresses(DoorNumber(37), yard, beijing) == {
        "01": "37号院1号楼",
        "00": "37号院2号楼",
        "10": "37号院3号楼",
        "11": "37号院4号楼",
    }


def test_case_34_three_shopfront_doors() -> None:
    """One household: one number on the main door, two further gates with the same."""
    doors = [
        Door("a", "s", Side.LEFT, 0, kind=DoorKind.AUX, household="h"),
        Door("b", "s", Side.LEFT, 1, household="h"),
        Door("c", "s", Side.LEFT, 2, kind=DoorKind.AUX, household="h"),
        Door("d", "s", Side.LEFT, 3, household="next"),
    ]
    plan = run(list(settle_gates(doors, V)))
    assert printed(plan) == ["1", "1", "1", "3"]
    assert [a.rule for a in plan.assignments].count(Rule.AUX) == 2


def test_case_35_stair_door_between_shops() -> None:
    """The stair door is numbered in sequence with the shops."""
    doors = street([0, 0, 0])
    doors[1] = replace(doors[1], kind=DoorKind.STAIR)
    assert printed(run(doors)) == ["1", "3", "5"]


# Clashes ---------------------------------------------------------------------------------


def test_case_36_two_claims_of_23_one_in_order() -> None:
    """The one in order with the household book keeps 23, the other becomes 31-1."""
    doors = street([21, 23, 25, 31, 23, 33])
    doors[1] = replace(doors[1], evidence=Evidence.CERTIFICATE)
    doors[4] = replace(doors[4], evidence=Evidence.PLATE)
    plan = run(doors)
    assert printed(plan) == ["21", "23", "25", "31", "31-1", "33"]
    assert [(f.kind, f.subjects) for f in plan.findings] == [
        (FindingKind.DUP_NUMBER, ("d01", "d04"))
    ]
    assert old_and_new(plan) == {"23号": "31号附1"}


def test_case_37_twins_with_equal_evidence() -> None:
    """Both in order, evidence equal: both suspended, nobody wins by itself."""
    plan = run(street([21, 23, 23, 25]))
    assert [a.state for a in plan.assignments[1:3]] == [State.SUSPENDED] * 2
    assert [(q.uids, len(q.options)) for q in plan.questions] == [(("d01", "d02"), 2)]
    assert plan.changed == ()


def test_case_39_a_number_never_used() -> None:
    """1,3,(house),7,9 and 5 free: 5."""
    assert printed(run(street([1, 3, 0, 7, 9]), mode="fill")) == ["1", "3", "5", "7", "9"]


def test_case_40_a_number_retired() -> None:
    """As before, but 5 is retired: 3-1."""
    plan = run(street([1, 3, 0, 7, 9]), mode="fill", held=(retired(5),))
    assert printed(plan) == ["1", "3", "3-1", "7", "9"]


def test_case_47_out_of_order_on_the_wall() -> None:
    """1,3,9,5,7,11: the 9 becomes 3-1 and is retired; one change."""
    plan = run(street([1, 3, 9, 5, 7, 11]))
    assert printed(plan) == ["1", "3", "3-1", "5", "7", "11"]
    assert states(plan) == [(9, "retired")]
    assert len(plan.changed) == 1


def test_case_48_without_sub_numbers_in_a_new_epoch() -> None:
    """Free mode: 1,3,5,7,9,11; 9 to 5, 5 to 7, 7 to 9, so a new epoch is needed."""
    plan = run(street([1, 3, 9, 5, 7, 11]), EPOCH)
    assert printed(plan) == ["1", "3", "5", "7", "9", "11"]
    assert old_and_new(plan) == {"9号": "5号", "5号": "7号", "7号": "9号"}
    assert plan.new_epoch


def test_case_48_without_sub_numbers_strictly() -> None:
    """Never-reuse: 1,3,9,13,15,17; 5, 7 and 11 are retired."""
    plan = run(street([1, 3, 9, 5, 7, 11]), NO_SUB)
    assert printed(plan) == ["1", "3", "9", "13", "15", "17"]
    assert states(plan) == [(5, "retired"), (7, "retired"), (11, "retired")]
    assert not plan.new_epoch


def test_case_49_hung_without_approval() -> None:
    """6 among 1,3,7 was never approved: the house becomes 5, and 6 is void, so free."""
    doors = street([1, 3, 6, 7])
    doors[2] = replace(doors[2], evidence=Evidence.PLATE)
    plan = run(doors)
    assert printed(plan) == ["1", "3", "5", "7"]
    assert states(plan) == [(6, "void")]
    assert [f.kind for f in plan.findings] == [FindingKind.BAD_PARITY]


def test_case_50_the_number_belongs_across_the_street() -> None:
    """6 is a west house's by register: the east house becomes 5, 6 stays there."""
    doors = street([1, 3, 6, 7])
    doors[2] = replace(doors[2], evidence=Evidence.PLATE)
    west = [Door("w", "s", RIGHT, 2, number=DoorNumber(6))]
    plan = run(doors + west)
    assert printed(plan) == ["1", "3", "5", "7", "6"]
    assert plan.changes == ()


def test_case_62_the_scope_decides_what_is_double() -> None:
    """3组12号 and 5组12号: distinct by group, double by village."""
    doors = [
        Door("a", "3组", order=0, number=DoorNumber(12)),
        Door("b", "5组", order=1, number=DoorNumber(12)),
    ]
    by_group = assign(doors, V, scopes=[Scope.serial("3组"), Scope.serial("5组")])
    assert (by_group.findings, by_group.changed) == ((), ())
    village = [replace(d, scope="营上村") for d in doors]
    by_village = assign(village, V, scopes=[Scope.serial("营上村")])
    assert [f.kind for f in by_village.findings] == [FindingKind.DUP_NUMBER]
