"""What `assign` refuses at its door, each time with the door or scope and the remedy."""

from dataclasses import replace
from typing import Any

import pytest

from doorplate.address import DoorNumber
from doorplate.errors import AssignmentError, GridError, PolicyError
from doorplate.numbering import (
    Atom,
    Door,
    DoorPoint,
    Held,
    HeldState,
    MapDoor,
    Scope,
    Side,
    assign,
    draw_village,
    locate,
    order_atoms,
    read_door,
    to_geojson,
)
from numbering_cases import METRIC, NORTH_SOUTH, V, street

NAN, INF = float("nan"), float("inf")


def fault(doors: list[Door], **more: Any) -> AssignmentError:
    given = {"policy": V, "scopes": [NORTH_SOUTH], **more}
    with pytest.raises(AssignmentError) as caught:
        assign(doors, **given)
    assert caught.value.text.zh
    assert caught.value.remedy.zh
    return caught.value


LISTS = [
    ("doors", None, "doors"),
    ("doors", [*street([1]), "d01"], "doors[1]"),
    ("scopes", None, "scopes"),
    ("scopes", NORTH_SOUTH, "scopes"),
    ("scopes", ["s"], "scopes[0]"),
    ("held", None, "held"),
    ("held", ["5"], "held[0]"),
]


@pytest.mark.parametrize(("name", "value", "where"), LISTS, ids=str)
def test_an_argument_that_is_no_list_of_its_kind(name: str, value: Any, where: str) -> None:
    error = fault(**{"doors": street([1]), name: value})
    assert error.where == where


@pytest.mark.parametrize("mode", [5, ["fill"], None])
def test_a_mode_that_is_no_word(mode: Any) -> None:
    assert fault(street([1]), mode=mode).where == "mode"


VALUES = [
    *(("order", v) for v in (NAN, INF, 1.0, True, "1")),
    *(("chainage", v) for v in (NAN, INF, 1.5, False, "1", 10**8 + 1, -(10**8) - 1)),
    *(("number", v) for v in (7, "7", NAN)),
    ("others", (7,)),
    *(("length", v) for v in (NAN, -500, 1.5, 10**12)),
    *(("side", v) for v in ("left", "up", 1)),
    *(("kind", v) for v in ("main", None)),
    *(("evidence", v) for v in (9, "register")),
    ("permit", None),
]


@pytest.mark.parametrize(("field", "value"), VALUES, ids=str)
def test_a_value_of_the_wrong_type(field: str, value: Any) -> None:
    doors = street([1, 3, 5])
    doors[1] = replace(doors[1], **{field: value})
    error = fault(doors)
    assert error.where == "d01"
    assert field in error.text.en


def test_a_side_by_order_and_by_chainage() -> None:
    doors = [Door("a", "s", Side.LEFT, 1), Door("b", "s", Side.LEFT, chainage=500)]
    assert fault(doors).where == "b"
    doors[0] = replace(doors[0], chainage=900)
    assert fault(doors).where == "b"
    doors[0] = replace(doors[0], order=900)
    assert assign(doors, V, scopes=[NORTH_SOUTH]).numbers()["b"] == DoorNumber(1)
    across = [doors[0], replace(doors[1], side=Side.RIGHT)]
    assert len(assign(across, V, scopes=[NORTH_SOUTH]).numbers()) == 2
    apart = [Door("a", "s", Side.LEFT, 1), Door("b", "s", Side.RIGHT, chainage=500)]
    assert len(assign(apart, V, scopes=[NORTH_SOUTH]).numbers()) == 2
    assert fault(apart, scopes=[Scope.serial("s")]).where == "b"


def test_metres_against_the_order() -> None:
    doors = street([0, 0, 0])
    doors[1] = replace(doors[1], chainage=9000)
    assert fault(doors, policy=METRIC).where == "d02"
    assert len(assign(doors, V, scopes=[NORTH_SOUTH]).numbers()) == 3


def test_held_numbers() -> None:
    one = Held("s", DoorNumber(5))
    assert fault([], held=[Held("t", DoorNumber(5))]).where == "t 5号"
    assert fault([], held=[one, replace(one, state=HeldState.RESERVED)]).where == "s 5号"
    number: Any = 5
    assert fault([], held=[one, Held("s", number)]).where == "held[1]"
    state: Any = "retired"
    wrong = fault([], held=[Held("s", DoorNumber(5), state, uid="gone")])
    assert (wrong.where, "retired reserved" in wrong.remedy.en) == ("gone", True)
    assert assign([], V, scopes=[NORTH_SOUTH], held=[one, one]).changes == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": "north"},
        {"mouth": "both"},
        {"sides": "three"},
        *({"bearing": b} for b in (-1, 360, 90.0, NAN, True, "90")),
        *({"length": v} for v in (-1, NAN, 5.0, 10**9)),
    ],
    ids=str,
)
def test_scopes(wrong: dict[str, Any]) -> None:
    scope = replace(NORTH_SOUTH, **wrong)
    assert fault([], scopes=[scope]).where == "s"


def test_a_scope_twice() -> None:
    assert fault([], scopes=[NORTH_SOUTH, Scope("s", bearing=90)]).where == "s"


@pytest.mark.parametrize("uid", [5, None, ["a"]], ids=str)
def test_a_uid_is_text(uid: Any) -> None:
    error = fault([Door("a", "s", Side.LEFT, 1), Door(uid, "s", Side.LEFT, 1)])
    assert (error.where, "uid" in error.text.en) == ("doors[1]", True)
    assert "uid" in fault([Door("", "s", Side.LEFT, 1)]).text.en


@pytest.mark.parametrize("policy", ["default-v", None, {}])
def test_a_policy_is_loaded_first(policy: Any) -> None:
    with pytest.raises(PolicyError, match=r"load_policy.*beijing-2012"):
        assign([], policy, scopes=[NORTH_SOUTH])


PLACES = [(NAN, 34.0), (INF, 34.0), (181.0, 34.0), (108.0, 91.0)]
NO_NUMBERS = [("108", 34.0), (None, 34.0), (108.2, True)]


@pytest.mark.parametrize(("lon", "lat"), NO_NUMBERS, ids=str)
def test_a_position_that_is_no_number(lon: Any, lat: Any) -> None:
    drawn = [MapDoor("a", 108.2, 34.3), MapDoor("b", lon, lat)]
    for work in (
        lambda: locate([DoorPoint("b", lon, lat)]),
        lambda: draw_village(drawn), lambda: to_geojson(drawn),
    ):  # fmt: skip
        with pytest.raises(
            AssignmentError, match=r"`l(on|at)` cannot be .*\. Give a number"
        ) as caught:
            work()
        assert caught.value.where == "b"
    with pytest.raises(AssignmentError, match=r"line\[1\]\[[01]\]: .*Give a number"):
        locate([DoorPoint("a", 108.2, 34.3)], [(108.2, 34.4), (lon, lat)])


@pytest.mark.parametrize(("lon", "lat"), PLACES, ids=str)
def test_a_position_that_is_none(lon: Any, lat: Any) -> None:
    good, bad = DoorPoint("a", 108.2, 34.3), DoorPoint("b", lon, lat)
    drawn = [MapDoor("a", 108.2, 34.3), MapDoor("b", lon, lat)]
    for work in (
        lambda: locate([good, bad]), lambda: draw_village(drawn), lambda: to_geojson(drawn),
    ):  # fmt: skip
        with pytest.raises(AssignmentError, match=r"longitude and latitude\. .") as caught:
            work()
        assert caught.value.where == "b"
    with pytest.raises(AssignmentError, match="street line"):
        locate([good], [(lon, lat), (108.2, 34.4)])


def test_a_street_line_far_away_and_a_door_twice() -> None:
    door = DoorPoint("a", 108.2, 34.3)
    with pytest.raises(AssignmentError, match="nowhere near"):
        locate([door], [(18.2, 34.3), (108.2, 34.4)])
    with pytest.raises(AssignmentError, match="stands twice") as caught:
        locate([door, DoorPoint("a", 108.3, 34.3)])
    assert caught.value.where == "a"


@pytest.mark.parametrize(("x", "y"), [(NAN, 0), (0, 1.5), (None, 0), (True, 0)], ids=str)
def test_atoms_are_swept_by_whole_units(x: Any, y: Any) -> None:
    with pytest.raises(GridError, match=r"an integer|survey order") as caught:
        order_atoms([Atom("a", x=0, y=0), Atom("b", x=x, y=y)], "W-E")
    assert caught.value.where == "b"


@pytest.mark.parametrize("number", [0, 100_000, "0号", "100000号"], ids=str)
def test_numbers_that_no_door_can_have(number: Any) -> None:
    with pytest.raises(AssignmentError) as caught:
        read_door({"uid": "d7", "scope": "s", "number": number})
    assert (caught.value.where, "99999" in caught.value.remedy.zh) == ("d7", True)


ROWS = [
    *({"order": v} for v in (INF, NAN, 10**400, "9" * 5000, True, 1.5)),
    *({"others": v} for v in ("12号", 5, [0], [None])),
    *({"evidence": v} for v in (True, 9, "none")),
    *({"plot": v} for v in (["a"], True, 1.5)),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: next(iter(row)))
def test_rows_with_values_that_cannot_be(row: dict[str, Any]) -> None:
    with pytest.raises(AssignmentError) as caught:
        read_door({"uid": "d7", "scope": "s", **row})
    assert (caught.value.where, bool(caught.value.remedy.zh)) == ("d7", True)


@pytest.mark.parametrize("mode", ["keep", "", None, 3])
def test_an_unknown_mode(mode: Any) -> None:
    assert "fill preserve renumber" in fault([], mode=mode).remedy.en


@pytest.mark.parametrize("chainage", [None, -1])
def test_metres_need_a_chainage_from_nought_on(chainage: int | None) -> None:
    doors = [Door("a", "s", Side.LEFT, 1, chainage)]
    with pytest.raises(AssignmentError, match="its chainage, 0 or more") as caught:
        assign(doors, METRIC, scopes=[NORTH_SOUTH])
    assert caught.value.where == "a"
