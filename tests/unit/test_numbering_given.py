"""What `assign` refuses at its door, each time with the door or scope and the remedy."""

from dataclasses import replace
from typing import Any

import pytest

from doorplate.address import DoorNumber
from doorplate.errors import AssignmentError
from doorplate.numbering import Door, Held, HeldState, Scope, Side, assign
from numbering_cases import METRIC, NORTH_SOUTH, V, street

NAN, INF = float("nan"), float("inf")


def fault(doors: list[Door], **more: Any) -> AssignmentError:
    given = {"policy": V, "scopes": [NORTH_SOUTH], **more}
    with pytest.raises(AssignmentError) as caught:
        assign(doors, **given)
    assert caught.value.text.zh
    assert caught.value.remedy.zh
    return caught.value


VALUES = [
    *(("order", v) for v in (NAN, INF, 1.0, True, "1")),
    *(("chainage", v) for v in (NAN, INF, 1.5, False, "1", 10**8 + 1, -(10**8) - 1)),
    *(("number", v) for v in (7, "7", NAN)),
    ("others", (7,)),
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
    assert fault([], held=[Held("s", number)]).where == "s 5"
    assert assign([], V, scopes=[NORTH_SOUTH], held=[one, one]).changes == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": "north"},
        {"mouth": "both"},
        {"sides": "three"},
        *({"bearing": b} for b in (-1, 360, 90.0, NAN, True, "90")),
    ],
    ids=str,
)
def test_scopes(wrong: dict[str, Any]) -> None:
    scope = replace(NORTH_SOUTH, **wrong)
    assert fault([], scopes=[scope]).where == "s"


def test_a_scope_twice() -> None:
    assert fault([], scopes=[NORTH_SOUTH, Scope("s", bearing=90)]).where == "s"


@pytest.mark.parametrize("mode", ["keep", "", None, 3])
def test_an_unknown_mode(mode: Any) -> None:
    assert "fill preserve renumber" in fault([], mode=mode).remedy.en
