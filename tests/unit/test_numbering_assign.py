"""Assignment: what is refused, and the rules that the golden cases leave out."""

from dataclasses import replace

import pytest

from doorplate.address import Address, DoorNumber
from doorplate.errors import AssignmentError
from doorplate.findings import FindingKind
from doorplate.numbering import (
    Change,
    Door,
    DoorKind,
    Evidence,
    Held,
    HeldState,
    Mode,
    Plan,
    Policy,
    Rule,
    Scope,
    ScopeKind,
    Side,
    State,
    assign,
    into_grids,
    lanes_first,
    read_door,
    scope_of,
    settle_claims,
)
from doorplate.numbering.orient import heading_of, sector_of
from doorplate.numbering.policy import Sector
from numbering_cases import (
    EPOCH,
    METRIC,
    NO_SUB,
    NORTH_SOUTH,
    V,
    printed,
    street,
    varied,
)

LEFT, RIGHT = Side.LEFT, Side.RIGHT


def run(doors: list[Door], policy: Policy = V, **more: object) -> Plan:
    given = {"scopes": [NORTH_SOUTH], **more}
    return assign(doors, policy, **given)  # type: ignore[arg-type]  # the test's own keywords


def fault(doors: list[Door], policy: Policy = V, **more: object) -> AssignmentError:
    with pytest.raises(AssignmentError) as caught:
        run(doors, policy, **more)
    assert caught.value.text.zh
    return caught.value


# Refused ---------------------------------------------------------------------------------


def test_a_door_without_order() -> None:
    error = fault([Door("d1", "s", LEFT)])
    assert (error.where, error.remedy.en[:10]) == ("d1", "Give order")


def test_a_door_without_side() -> None:
    assert fault([Door("d1", "s", order=1)]).where == "d1"


def test_two_doors_at_one_place() -> None:
    error = fault([Door("a", "s", LEFT, 1), Door("b", "s", LEFT, 1)])
    assert error.where == "b"
    assert "same place as a" in str(error)
    assert len(run([Door("a", "s", LEFT, 1), Door("b", "s", RIGHT, 1)]).numbers()) == 2
    serial = [Door("a", "s", order=1), Door("b", "s", order=1)]
    assert fault(serial, scopes=[Scope.serial("s")]).where == "b"


def test_a_uid_twice() -> None:
    assert fault([Door("a", "s", LEFT, 1), Door("a", "s", RIGHT, 2)]).where == "a"


def test_a_street_without_start() -> None:
    error = fault([Door("a", "s", LEFT, 1)], scopes=[Scope("s")])
    assert (error.where, "start = first/last" in str(error)) == ("s", True)


def test_a_street_that_leans_between_two_sectors() -> None:
    strict = varied(V, start={"tolerance": 5})
    assert fault([], strict, scopes=[Scope("s", bearing=20)]).where == "s"
    assert run([], strict, scopes=[Scope("s", bearing=3)]).assignments == ()


def test_a_scope_nobody_described() -> None:
    assert fault([Door("a", "elsewhere", LEFT, 1)]).where == "a"


def test_compass_needs_a_bearing_across() -> None:
    assert fault([Door("a", "s", Side.N, 1)]).where == "a"
    assert fault([Door("a", "s", Side.E, 1)], scopes=[Scope("s", start="first")]).where == "a"
    compass = varied(V, parity={"mode": "compass", "odd": ("N", "W", "NW", "SW")})
    given = [Scope("s", start="first")]
    assert fault([Door("a", "s", LEFT, 1)], compass, scopes=given).where == "s"


def test_sections_that_run_in_a_circle_or_nowhere() -> None:
    circle = [Scope("a", bearing=0, continues="b"), Scope("b", bearing=0, continues="a")]
    assert fault([], scopes=circle).where == "a"
    assert fault([], scopes=[Scope("a", bearing=0, continues="x")]).where == "a"


def test_one_sided_means_one_side() -> None:
    policy = varied(V, parity={"one_sided": "consecutive"})
    doors = [Door("a", "s", LEFT, 1), Door("b", "s", RIGHT, 2)]
    assert fault(doors, policy, scopes=[replace(NORTH_SOUTH, sides="one")]).where == "s"


def test_metres_are_needed_to_count_them() -> None:
    assert fault([Door("a", "s", LEFT, 1)], METRIC).where == "a"
    back = [Door("a", "s", LEFT, 1, chainage=500)]
    assert fault(back, METRIC, scopes=[Scope("s", bearing=0)]).where == "s"
    plan = run(back, METRIC, scopes=[Scope("s", bearing=0, length=2500)])
    assert printed(plan) == ["20"]


def test_an_aux_gate_without_its_main() -> None:
    gate = Door("g", "s", LEFT, 1, kind=DoorKind.AUX, of="nobody")
    assert fault([gate]).where == "g"


def test_grids_and_streets_do_not_mix() -> None:
    grid = Scope.serial("g", kind=ScopeKind.GRID)
    assert fault([], scopes=[grid]).where == "g"
    assert fault([], V.model_copy(update={"scope": "grid"})).where == "s"


# Rules -----------------------------------------------------------------------------------


def test_sectors() -> None:
    assert sector_of(22, 8, 22) is Sector.N
    assert sector_of(23, 8, 22) is Sector.NE
    assert sector_of(359, 8, 1) is Sector.N
    assert sector_of(40, 4, 45) is Sector.N
    assert sector_of(180, 4, 45) is Sector.S
    assert Sector.NE.opposite is Sector.SW
    assert heading_of(Scope("s", start="first"), V) is None


def test_compass_parity() -> None:
    compass = varied(V, parity={"mode": "compass", "odd": ("N", "W", "NW", "SW")})
    doors = [Door("w", "s", Side.W, 1), Door("e", "s", Side.E, 2)]
    assert {u: n.main for u, n in run(doors, compass).numbers().items()} == {"w": 1, "e": 2}


def test_parity_none_counts_through() -> None:
    doors = [Door("a", "s", LEFT, 1), Door("b", "s", RIGHT, 2), Door("c", "s", LEFT, 3)]
    assert printed(run(doors, varied(V, parity={"mode": "none"}))) == ["1", "2", "3"]


def test_step_and_reserves() -> None:
    step = varied(V, counting={"mode": "step", "step": 3})
    assert printed(run(street([0, 0, 0]), step)) == ["1", "7", "13"]
    every = varied(V, reserve={"every": 2})
    plan = run(street([0, 0, 0, 0]), every)
    assert printed(plan) == ["1", "3", "7", "9"]
    assert [c.number.main for c in plan.changes] == [5, 11]


def test_renumber_gives_everybody_a_new_number() -> None:
    plan = run(street([9, 0, 3, 77]), mode="renumber")
    assert printed(plan) == ["1", "3", "5", "7"]
    assert plan.new_epoch
    assert [(str(c.old), str(c.new), c.kind) for c in plan.crosswalk] == [
        ("9号", "1号", "changed"),
        ("None", "3号", "new"),
        ("3号", "5号", "changed"),
        ("77号", "7号", "changed"),
    ]


def test_fill_keeps_what_is_wrong_and_says_so() -> None:
    plan = run(street([1, 5, 3, 0, 7, 6]), mode=Mode.FILL)
    assert printed(plan)[:3] == ["1", "5", "3"]
    assert printed(plan)[4:] == ["7", "6"]
    kinds = {f.kind for f in plan.findings}
    assert kinds == {FindingKind.BAD_PARITY, FindingKind.OUT_OF_ORDER}
    assert not any(f.decided for f in plan.findings)


def test_a_retired_number_on_a_door_is_taken_off() -> None:
    plan = run(street([1, 3, 5]), held=[Held("s", DoorNumber(3), uid="gone")])
    assert printed(plan) == ["1", "1-1", "5"]
    assert [f.kind for f in plan.findings] == [FindingKind.DUP_NUMBER]


def test_without_sub_numbers_a_displaced_door_goes_first() -> None:
    plan = run(street([1, 0, 9, 5]), NO_SUB)
    assert printed(plan) == ["1", "?", "3", "5"]
    assert plan.questions[0].uids == ("d01",)
    crowded = run(street([1, 0, 0, 0, 7]), NO_SUB)
    assert printed(crowded) == ["1", "3", "5", "?", "7"]
    assert crowded.questions[0].uids == ("d03",)


def test_duplicates_that_nobody_keeps() -> None:
    plan = run(street([21, 23, 5, 5, 25, 27]))
    assert printed(plan) == ["21", "23", "23-1", "23-2", "25", "27"]
    (finding,) = [f for f in plan.findings if f.kind is FindingKind.DUP_NUMBER]
    assert finding.subjects == ("d02", "d03")
    assert "nobody keeps it" in finding.remedy.en


def test_epoch_without_need_changes_nothing() -> None:
    plan = run(street([1, 5, 9]), EPOCH)
    assert (plan.changed, plan.new_epoch) == ((), False)


def test_legacy_sub_numbers_in_free_mode() -> None:
    assert printed(run(street([1, "3-1", 3, 5]), EPOCH)) == ["1", "3-1", "5", "7"]


def test_gates_that_are_numbered_or_not() -> None:
    doors = [Door("m", "s", LEFT, 0), Door("g", "s", LEFT, 1, kind=DoorKind.AUX, of="m")]
    assert printed(run(doors, varied(V, gates={"extra": "own_number"}))) == ["1", "3"]
    shed = Door("x", "s", LEFT, 2, kind=DoorKind.STORE)
    plan = run([*doors, shed])
    assert plan.of("x").state is State.UNNUMBERED
    assert plan.of("g").rule is Rule.AUX
    with pytest.raises(KeyError):
        plan.of("nobody")


def test_a_reserved_plot_waits_for_its_house() -> None:
    held = [Held("s", DoorNumber(3), HeldState.RESERVED, plot="p1")]
    stranger = run(street([1, 0, 7], plot="p9"), held=held)
    assert printed(stranger) == ["1", "5", "7"]
    owner = run(street([1, 0, 7], plot="p1"), held=held)
    assert printed(owner) == ["1", "3", "7"]
    assert owner.changes == (Change("s", DoorNumber(3), "occupied", "d01"),)


def test_no_restore_where_the_policy_has_none() -> None:
    policy = varied(V, reuse={"restore": False})
    plan = run(street([1, 0, 5]), policy, held=[Held("s", DoorNumber(3), uid="d01")])
    assert printed(plan) == ["1", "1-1", "5"]


def test_metric_between_and_out_of_room() -> None:
    doors = [
        Door("a", "s", LEFT, 0, chainage=100, number=DoorNumber(1)),
        Door("b", "s", LEFT, 1, chainage=400),
        Door("c", "s", LEFT, 2, chainage=450),
        Door("d", "s", LEFT, 3, chainage=500),
        Door("e", "s", LEFT, 4, chainage=700, number=DoorNumber(7)),
    ]
    assert printed(run(doors, METRIC)) == ["1", "3", "5", "5-1", "7"]


def test_read_door() -> None:
    row = {"uid": "a", "scope": "s", "side": "left", "order": "3", "number": 12,
           "evidence": "plate", "kind": "gate", "permit": "false", "plot": ""}  # fmt: skip
    door = read_door(row)
    assert (door.order, door.number, door.evidence) == (3, DoorNumber(12), Evidence.PLATE)
    assert (door.kind, door.permit, door.plot) == (DoorKind.GATE, False, "")
    many = read_door({**row, "others": ["23号"], "evidence": 4})
    assert (many.others, many.evidence) == ((DoorNumber(23),), Evidence.CERTIFICATE)


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": 0},
        {"number": 100_000},
        {"number": True},
        {"number": "好"},
        {"order": 1.5},
        {"order": float("nan")},
        {"order": True},
        {"side": "up"},
        {"evidence": "rumour"},
        {"permit": "perhaps"},
        {"colour": "red"},
        {"scope": ""},
    ],
    ids=str,
)
def test_read_door_names_the_door(wrong: dict[str, object]) -> None:
    with pytest.raises(AssignmentError) as caught:
        read_door({"uid": "d7", "scope": "s", **wrong})
    assert caught.value.where == "d7"
    assert caught.value.text.zh


def test_scopes_of_addresses() -> None:
    group = Address.of(village="营上村", group="3组", number="12号")
    assert scope_of(group, V) == Scope(
        "营上村3组", "营上村3组", ScopeKind.GROUP, start="first", sides="none"
    )
    road = Address.of(village="营上村", road="建设路", lane="2巷", number="5号")
    assert (scope_of(road, V).id, scope_of(road, V).kind) == ("营上村建设路2巷", "lane")
    street = Address.of(road="建设路", number="5号")
    assert scope_of(street, V).id == "建设路"
    with pytest.raises(AssignmentError) as caught:
        scope_of(Address.of(village="营上村", number="5号"), V)
    assert caught.value.where == "营上村5号"
    rows = varied(V, rural={"scope": "row"})
    assert scope_of(Address.of(village="营上村", lane="3排"), rows).kind == "row"


def test_numbering_by_grid() -> None:
    policy = V.model_copy(update={"scope": "grid"})
    walk = [Door(u, "街", LEFT, i) for i, u in enumerate("abc")]
    doors, scopes = into_grids(walk, {"a": "g1", "b": "g2", "c": "g1"})
    plan = assign(doors, policy, scopes=scopes)
    assert {u: n.main for u, n in plan.numbers().items()} == {"a": 1, "b": 1, "c": 2}
    later, scopes = into_grids(
        [*plan.apply(doors), Door("n", "街", LEFT, 9)],
        {**dict.fromkeys("acn", "g1"), "b": "g2"},
    )
    assert assign(later, policy, scopes=scopes).numbers()["n"] == DoorNumber(3)
    with pytest.raises(AssignmentError) as caught:
        into_grids(walk, {"a": "g1"})
    assert caught.value.where == "b"


def test_claims_that_nobody_made_several_times() -> None:
    doors = street([1, 3])
    done = settle_claims(doors, V, [NORTH_SOUTH])
    assert (done.doors, done.findings, done.changes) == (tuple(doors), (), ())


def test_a_claim_hung_without_approval_is_void() -> None:
    doors = street([21, 22, 25])
    doors[1] = replace(doors[1], others=(DoorNumber(23),), evidence=Evidence.PLATE)
    done = settle_claims(doors, V, [NORTH_SOUTH])
    assert done.doors[1].number == DoorNumber(23)
    assert done.changes == (Change("s", DoorNumber(22), "void", "d01"),)


def beside(kind: DoorKind) -> list[Door]:
    doors = street([1, 3, 0, 7])
    doors[1] = replace(doors[1], kind=kind, of="d00" if kind is DoorKind.AUX else "")
    return doors


@pytest.mark.parametrize("kind", [DoorKind.AUX, DoorKind.STORE])
def test_a_number_retired_in_the_plan_goes_to_nobody(kind: DoorKind) -> None:
    plan = run(beside(kind))
    assert plan.changes == (Change("s", DoorNumber(3), "retired", "d01"),)
    assert plan.numbers()["d02"] == DoorNumber(5)
    hung = [replace(d, evidence=Evidence.PLATE) for d in beside(kind)]
    assert run(hung).numbers()["d02"] == DoorNumber(3)


def test_a_further_number_of_a_door_goes_to_nobody() -> None:
    doors = street([21, 23, 0, 27])
    doors[1] = replace(doors[1], others=(DoorNumber(25),))
    settled = settle_claims(doors, V, [NORTH_SOUTH])
    assert settled.changes == (Change("s", DoorNumber(25), "retired", "d01"),)
    assert settle_claims(settled.doors, V, [NORTH_SOUTH]).doors == settled.doors
    for given in (doors, list(settled.doors)):
        assert printed(run(given)) == ["21", "23", "23-1", "27"]
    renumbered = run(doors, mode="renumber")
    assert printed(renumbered) == ["1", "3", "5", "7"]


def test_very_many_houses_rebuilt_on_one_side() -> None:
    doors = [replace(d, plot=d.uid) for d in street([0] * 1500)]
    held = [Held("s", DoorNumber(2 * i + 1), plot=d.uid) for i, d in enumerate(doors)]
    plan = run(doors, held=held)
    assert plan.numbers() == {d.uid: h.number for d, h in zip(doors, held, strict=True)}


def test_lanes_that_open_on_each_other_come_once() -> None:
    assert list(lanes_first(["a", "b"], {"a": ["x"], "x": ["a"]})) == ["a", "x", "b"]
