"""Policy fields that change a plan: each test fails if its field is not read."""

from dataclasses import replace

import pytest

from doorplate.address import DoorNumber
from doorplate.errors import GridError
from doorplate.numbering import (
    Atom,
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
    partition,
)
from doorplate.numbering.policy import GridRule
from doorplate.pipeline.survey import Place, sweep
from numbering_cases import EPOCH, NO_SUB, NORTH_SOUTH, V, printed, street, varied

NO_PLATE = varied(V, gates={"extra": "none"})
OWN = varied(V, gates={"extra": "own_number"})
CORNER = [Scope("A街", bearing=180), Scope("B巷", bearing=270)]


def run(doors: list[Door], policy: Policy = V, mode: str = "preserve", *held: Held) -> Plan:
    return assign(doors, policy, scopes=[NORTH_SOUTH], mode=mode, held=held)


def home(*, gate: int = 0, evidence: Evidence = Evidence.REGISTER) -> list[Door]:
    doors = street([1, gate, 5], evidence=evidence)
    doors[1] = replace(doors[1], kind=DoorKind.AUX, of="d00")
    return doors


def test_gates_extra_none_gives_a_further_gate_nothing() -> None:
    plan = run(home(), NO_PLATE)
    assert printed(plan) == ["1", "?", "5"]
    gate = plan.of("d01")
    assert (gate.rule, gate.state) == (Rule.NONE, State.UNNUMBERED)
    assert plan.questions == ()
    assert run(home(), V).of("d01").rule is Rule.AUX


def test_gates_extra_none_takes_off_what_the_gate_showed() -> None:
    same = run(home(gate=1), NO_PLATE)
    assert (same.of("d01").number, same.changes) == (None, ())
    own = run(home(gate=3), NO_PLATE)
    assert own.changes == (Change("s", DoorNumber(3), "retired", "d01"),)
    hung = run(home(gate=3, evidence=Evidence.PLATE), NO_PLATE)
    assert hung.changes == (Change("s", DoorNumber(3), "void", "d01"),)


def test_fill_leaves_a_gate_what_it_shows() -> None:
    for policy in (V, NO_PLATE):
        plan = run(home(gate=3), policy, "fill")
        assert (printed(plan), plan.changed, plan.changes) == (["1", "3", "5"], (), ())


def test_gates_extra_own_number_holds_on_the_main_doors_street_only() -> None:
    assert printed(run(home(), OWN)) == ["1", "3", "5"]
    doors = [
        Door("main", "A街", Side.LEFT, 0),
        Door("side", "B巷", Side.LEFT, 0, kind=DoorKind.AUX, of="main"),
    ]
    plan = assign(doors, OWN, scopes=CORNER)
    assert (plan.of("side").rule, plan.of("side").scope) == (Rule.AUX, "A街")


# A new epoch -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "numbers"), [(NO_SUB, ["1", "5", "7"]), (EPOCH, ["1", "3", "5"])]
)
def test_renumbering_frees_retired_numbers_if_the_policy_does(
    policy: Policy, numbers: list[str]
) -> None:
    held = Held("s", DoorNumber(3), uid="gone")
    plan = run(street([9, 11, 13]), policy, "renumber", held)
    assert printed(plan) == numbers
    assert plan.new_epoch


def test_sub_numbers_end_at_the_policys_highest() -> None:
    few = varied(V, sub={"maximum": 2})
    doors = [Door(f"d{i}", "s", Side.LEFT, i) for i in range(5)]
    doors[0], doors[4] = (
        doors[0].with_number(DoorNumber(1)),
        doors[4].with_number(DoorNumber(3)),
    )
    plan = assign(doors, few, scopes=[NORTH_SOUTH])
    assert [str(a.number) for a in plan.assignments] == [
        "1号",
        "1号附1",
        "1号附2",
        "None",
        "3号",
    ]
    assert [q.uids for q in plan.questions] == [("d3",)]


@pytest.mark.parametrize("state", HeldState)
def test_a_sub_number_held_for_another_is_passed_over(state: HeldState) -> None:
    held = Held("s", DoorNumber(1, (1,)), state, plot="p")
    plan = run(street([1, 0, 3]), V, "preserve", held)
    assert [str(a.number) for a in plan.assignments] == ["1号", "1号附2", "3号"]


def test_without_a_permit_no_plain_number_is_taken() -> None:
    doors = street([15, 0, 0, 21])
    doors[1] = replace(doors[1], permit=False)
    plan = run(doors)
    assert [str(a.number) for a in plan.assignments] == ["15号", "15号附1", "17号", "21号"]
    assert plan.assignments[1].state is State.PROVISIONAL


@pytest.mark.parametrize(("dead_end", "first"), [("mouth", "d1"), ("bearing", "d0")])
def test_a_dead_end_counts_from_where_the_policy_says(dead_end: str, first: str) -> None:
    policy = varied(V, start={"dead_end": dead_end})
    doors = [Door(f"d{i}", "s", Side.LEFT, i) for i in range(2)]
    plan = assign(doors, policy, scopes=[Scope("s", bearing=180, mouth="last")])
    assert plan.assignments[0].uid == first


def test_in_the_same_epoch_a_retired_number_stays_retired() -> None:
    held = Held("s", DoorNumber(3), uid="gone")
    assert printed(run(street([1, 0, 5]), EPOCH, "preserve", held)) == ["1", "?", "5"]


def test_a_number_re_issued_in_a_later_gap_begins_an_epoch_and_is_not_retired() -> None:
    doors = street([0, 9, 3, 0, 0, 0, 11])
    plan = run(doors, EPOCH)
    assert printed(plan) == ["?", "1", "3", "5", "7", "9", "11"]
    assert plan.new_epoch
    assert [c for c in plan.changes if c.number == DoorNumber(9)] == []


def test_a_number_re_issued_across_the_street_begins_an_epoch() -> None:
    west = [replace(d, uid=f"w{d.uid}") for d in street([2, 0, 6], Side.RIGHT)]
    east = street([1, 4, 5])
    plan = run(east + west, EPOCH)
    assert plan.numbers()["wd01"] == DoorNumber(4)
    assert (plan.new_epoch, plan.changes) == (True, ())
    hung = [replace(d, evidence=Evidence.PLATE) for d in east]
    free = run(hung + west, EPOCH)
    assert free.numbers()["wd01"] == DoorNumber(4)
    assert not free.new_epoch


# Grids -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "grids"),
    [
        (GridRule(target=185), 5),
        (GridRule(target=300), 3),
        (GridRule(target=2000), 1),
        (GridRule(target=300, maximum=300), 4),
        (GridRule(target=170, minimum=160), 5),
        (GridRule(target=1), 924),
    ],
    ids=str,
)
def test_the_target_says_how_many_grids(rule: GridRule, grids: int) -> None:
    homes = [Atom(str(i)) for i in range(924)]
    assert len(partition(homes, None, rule).grids) == grids


def test_without_a_rule_somebody_must_say_how_many() -> None:
    with pytest.raises(GridError, match="how many"):
        partition([Atom("a")], None)


@pytest.mark.parametrize(
    ("order", "streets"),
    [
        ("N-S", ("far", "mid", "low")),
        ("S-N", ("low", "mid", "far")),
        ("W-E", ("mid", "far", "low")),
        ("E-W", ("low", "far", "mid")),
        ("survey", ("mid", "low", "far")),
    ],
)
def test_streets_are_swept_in_the_order_of_the_policy(
    order: str, streets: tuple[str, ...]
) -> None:
    spots = {"mid": (0, 50), "low": (90, 10), "far": (40, 99)}
    places = [
        Place(s, None, None, None, x, y, surveyed=True, scope=s) for s, (x, y) in spots.items()
    ]
    assert sweep(places, order) == streets
    nowhere = places[0]._replace(street="lost", east=None, north=None)
    assert sweep([*places, nowhere], order) == ("mid", "low", "far", "lost")
