"""The dated crosswalk: total, one row a door, read by day."""

from datetime import date

import pytest

from doorplate.address import DoorNumber
from doorplate.errors import AssignmentError
from doorplate.numbering import Door, Side, assign, crosswalk
from numbering_cases import EPOCH, NORTH_SOUTH, V, street

DAY = date(2027, 1, 1)


def test_one_number_means_another_door_before_and_after() -> None:
    doors = street([1, 3, 9, 5, 7, 11])
    table = crosswalk(assign(doors, EPOCH, scopes=[NORTH_SOUTH]), DAY, doors)
    five = DoorNumber(5)
    assert [r.uid for r in table.read("s", five, date(2026, 12, 31))] == ["d03"]
    assert [r.uid for r in table.read("s", five, DAY)] == ["d02"]
    assert table.of_old("elsewhere", five) == ()
    assert table.policy_hash == EPOCH.hash


def test_rows_for_a_table() -> None:
    doors = street([1, 0])
    table = crosswalk(assign(doors, V, scopes=[NORTH_SOUTH]), DAY)
    assert table.to_dicts() == [
        {"door": "d00", "scope": "s", "old": "1号", "new": "1号", "kind": "kept",
         "from": "2027-01-01"},
        {"door": "d01", "scope": "s", "old": "", "new": "3号", "kind": "new",
         "from": "2027-01-01"},
    ]  # fmt: skip
    unsure = assign(street([23, 23]), V, scopes=[NORTH_SOUTH])
    assert [r["new"] for r in crosswalk(unsure, DAY).to_dicts()] == ["", ""]


def test_a_missing_door_is_named() -> None:
    plan = assign(street([1]), V, scopes=[NORTH_SOUTH])
    with pytest.raises(AssignmentError) as caught:
        crosswalk(plan, DAY, [*street([1]), Door("late", "s", Side.LEFT, 9)])
    assert caught.value.where == "late"
