"""Roads in sections: surveyed either way, counted by doors or by metres."""

from dataclasses import replace
from typing import Any

import pytest

from doorplate.address import DoorNumber
from doorplate.errors import AssignmentError
from doorplate.numbering import Door, Held, HeldState, Plan, Policy, Scope, Side, assign
from numbering_cases import INTERVAL, METRIC, V, varied

NORTH = Scope("n", bearing=180, length=10_000)
SOUTH = Scope("s", bearing=180, length=8_000, continues="n")


def doors(
    *, back: bool = False, left: Side = Side.LEFT, right: Side = Side.RIGHT
) -> list[Door]:
    """Three doors a side in each section, 10 m apart; the second surveyed forth or back."""
    found = []
    for section in "ns":
        for side, name in ((left, "l"), (right, "r")):
            for i in range(3):
                at = 1000 * (i + 1)
                if back and section == "s":
                    at = 8_000 - at
                found.append(Door(f"{section}{name}{i}", section, side, at, at))
    return found


def turned(listed: list[Door]) -> list[Door]:
    """Left and right as someone sees them who walks the second section back."""
    other = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
    return [replace(d, side=other[d.side]) if d.scope == "s" and d.side else d for d in listed]


def run(listed: list[Door], *scopes: Scope, policy: Policy = V, **more: Any) -> Plan:
    return assign(listed, policy, scopes=scopes, **more)


def fault(listed: list[Door], *scopes: Scope, policy: Policy = V) -> AssignmentError:
    with pytest.raises(AssignmentError) as caught:
        run(listed, *scopes, policy=policy)
    assert caught.value.remedy.zh
    return caught.value


@pytest.mark.parametrize("policy", [V, METRIC, INTERVAL], ids=["count", "nearest", "interval"])
@pytest.mark.parametrize("bearing", [0, 50, 310, 293, 67], ids=str)
def test_a_section_surveyed_the_other_way(policy: Policy, bearing: int) -> None:
    forth = run(doors(), NORTH, SOUTH, policy=policy).numbers()
    back = replace(SOUTH, bearing=bearing)
    assert run(turned(doors(back=True)), NORTH, back, policy=policy).numbers() == forth
    assert [forth[f"sl{i}"].main for i in range(3)] == {
        "sequence": [7, 9, 11], "nearest": [111, 121, 131], "interval": [111, 121, 131],
    }[policy.counting.mode]  # fmt: skip


def test_compass_sides_do_not_turn_with_the_survey() -> None:
    forth = doors(left=Side.E, right=Side.W)
    back = doors(back=True, left=Side.E, right=Side.W)
    numbers = run(back, NORTH, replace(SOUTH, bearing=0)).numbers()
    assert numbers == run(forth, NORTH, SOUTH).numbers()


def test_the_first_section_counted_against_its_survey() -> None:
    road = [replace(NORTH, bearing=0), replace(SOUTH, bearing=0)]
    numbers = run(doors(), *road).numbers()
    assert [numbers[f"nr{i}"].main for i in range(3)] == [5, 3, 1]
    assert [numbers[f"sr{i}"].main for i in range(3)] == [11, 9, 7]
    metres = run(doors(), *road, policy=METRIC).numbers()
    assert [metres[f"nr{i}"].main for i in range(3)] == [91, 81, 71]
    assert [metres[f"sr{i}"].main for i in range(3)] == [171, 161, 151]


def test_a_section_without_a_bearing_was_surveyed_like_the_one_before() -> None:
    plain = replace(SOUTH, bearing=None)
    assert run(doors(), NORTH, plain).numbers() == run(doors(), NORTH, SOUTH).numbers()


@pytest.mark.parametrize("bearing", [90, 270, 112, 68], ids=str)
def test_a_right_angle_says_nothing_so_a_person_does(bearing: int) -> None:
    bent = replace(SOUTH, bearing=bearing)
    error = fault(doors(), NORTH, bent)
    assert (error.where, "start" in error.remedy.en) == ("s", True)
    forth = run(doors(), NORTH, replace(bent, start="first")).numbers()
    assert forth == run(doors(), NORTH, SOUTH).numbers()
    back = run(turned(doors(back=True)), NORTH, replace(bent, start="last")).numbers()
    assert back == forth


def test_metres_into_a_next_section_need_the_length_of_the_one_before() -> None:
    bare = replace(NORTH, length=None)
    assert fault(doors(), bare, SOUTH, policy=METRIC).where == "n"
    back = replace(SOUTH, bearing=0, length=None)
    assert fault(turned(doors(back=True)), NORTH, back, policy=METRIC).where == "s"
    assert run(doors(), NORTH, replace(SOUTH, length=None), policy=METRIC).numbers()


def test_a_door_beyond_the_end_of_its_street() -> None:
    far = [Door("far", "n", Side.LEFT, 1, 10_001)]
    assert fault(far, NORTH, policy=METRIC).where == "far"
    below = [Door("below", "n", Side.LEFT, 1, -1)]
    assert fault(below, NORTH, policy=METRIC).where == "below"


KEEPS_END = varied(V, reserve={"end": 2})


def test_numbers_kept_at_the_end_of_a_section() -> None:
    plan = run(doors(), NORTH, SOUTH, policy=KEEPS_END)
    numbers = plan.numbers()
    assert [numbers[f"sl{i}"].main for i in range(3)] == [11, 13, 15]
    kept = [(c.scope, c.number.main) for c in plan.changes if c.state == "reserved"]
    assert kept == [("n", 7), ("n", 8), ("n", 9), ("n", 10)]
    held = [Held(s, DoorNumber(n), HeldState.RESERVED) for s, n in kept]
    settled = list(plan.apply(doors()))
    assert run(settled, NORTH, SOUTH, policy=KEEPS_END, held=held).changes == ()
    new = Door("new", "n", Side.LEFT, 9_000, 9_000)
    later = run([*settled, new], NORTH, SOUTH, policy=KEEPS_END, held=held)
    assert later.numbers()["new"] == DoorNumber(7)
    assert [a.uid for a in later.changed] == ["new"]


def test_a_next_section_numbered_later_leaves_the_end_free_too() -> None:
    first = [d for d in doors() if d.scope == "n"]
    settled = list(run(first, NORTH, policy=KEEPS_END).apply(first))
    second = [d for d in doors() if d.scope == "s"]
    plan = run([*settled, *second], NORTH, SOUTH, policy=KEEPS_END)
    assert plan.numbers()["sl0"] == DoorNumber(11)
