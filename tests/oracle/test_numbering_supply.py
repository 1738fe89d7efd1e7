"""Counting free numbers, against listing them; and what the counting costs."""

import random
import sys
from collections.abc import Callable
from dataclasses import replace
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorplate.address import DoorNumber
from doorplate.numbering import Door, Policy, Scope, Side, assign
from doorplate.numbering.insert import spread
from doorplate.numbering.line import CEILING, Line
from doorplate.numbering.metric import fit_upward
from doorplate.numbering.policy import Skip
from doorplate.numbering.supply import Supply
from numbering_cases import LAW, METRIC, NO_SUB, V

skips = st.builds(
    Skip,
    numbers=st.sets(st.integers(1, 60), max_size=6).map(lambda s: tuple(sorted(s))),
    endings=st.sets(st.integers(0, 9), max_size=2).map(lambda s: tuple(sorted(s))),
    paired=st.booleans(),
)
lines = st.builds(
    lambda first, step, skip: Line(first if step == 2 else 1, step, skip),
    st.integers(1, 2),
    st.integers(1, 2),
    skips,
)
gone = st.sets(st.integers(1, 60), max_size=30)


def listed(line: Line, gone: set[int], high: int = 120) -> list[int]:
    """What can be given below `high`, number by number."""
    skip = line.skip

    def hit(n: int) -> bool:
        return n in skip.numbers or n % 10 in skip.endings

    def twin(n: int) -> int:
        return n + 1 if n % 2 else n - 1

    return [
        n
        for n in range(1, high)
        if (n - line.first) % line.step == 0 and n >= line.first and n not in gone
        and not hit(n) and not (skip.paired and hit(twin(n)))
    ]  # fmt: skip


@LAW
@given(line=lines, gone=gone, taken=gone, low=st.integers(0, 60), high=st.integers(0, 99))
def test_a_supply_counts_what_could_be_listed(
    line: Line, gone: set[int], taken: set[int], low: int, high: int
) -> None:
    supply = Supply(line, gone)
    for number in sorted(taken):
        supply.take(number)
    free = listed(line, gone | taken)
    assert [n for n in range(1, 120) if supply.has(n)] == free
    inside = [n for n in free if low < n < high]
    assert supply.count(low, high) == len(inside)
    assert list(supply.between(low, high)) == inside
    assert supply.rank(high) == sum(n <= high for n in free)
    assert [supply.nth(place) for place in range(1, len(free) + 1)] == free
    assert supply.before(high) == max((n for n in free if n < high), default=0)


def test_the_supply_ends_at_the_ceiling() -> None:
    supply = Supply(Line(1, 2, Skip()))
    assert supply.after(CEILING - 1) == CEILING
    assert supply.after(CEILING) == CEILING + 1
    assert supply.nth(50_001) == CEILING + 1
    assert not supply.has(CEILING + 2)
    assert Supply(Line(2, 2, Skip())).rank(10**6) == 49_999


@LAW
@given(line=lines, gone=gone, low=st.integers(0, 40), more=st.integers(2, 50), data=st.data())
def test_doors_spread_over_a_gap_as_evenly_as_the_numbers_allow(
    line: Line, gone: set[int], low: int, more: int, data: st.DataObject
) -> None:
    high = low + more
    free = [n for n in listed(line, gone) if low < n < high]
    count = data.draw(st.integers(0, len(free)))
    expected: list[int] = []
    start, parts = 0, count + 1
    for j in range(1, parts):
        share = low * parts + more * j
        room = range(start, len(free) - (count - j))
        at = min(room, key=lambda i: abs(free[i] * parts - share))  # used at once
        expected.append(free[at])
        start = at + 1
    assert spread(Supply(line, gone), count, low, high) == expected


@LAW
@given(
    line=lines,
    gone=gone,
    low=st.integers(0, 40),
    more=st.integers(2, 30),
    targets=st.lists(st.integers(1, 80), max_size=8).map(sorted),
)
def test_metres_go_upward_and_then_downward(
    line: Line, gone: set[int], low: int, more: int, targets: list[int]
) -> None:
    high = low + more
    free = [n for n in listed(line, gone) if low < n < high]
    found = fit_upward(targets, Supply(line, gone), (low, high))
    if len(free) < len(targets):
        assert found is None
        return
    up: list[int] = []
    for target in targets:
        floor = max([target, low + 1, *(n + 1 for n in up[-1:])])
        up.append(next((n for n in free if n >= floor), high))
    for i in range(len(up) - 1, -1, -1):
        ceiling = up[i + 1] if i + 1 < len(up) else high
        if up[i] >= ceiling:
            up[i] = max(n for n in free if n < ceiling)
    assert found == up


# What it costs ---------------------------------------------------------------------------


def calls(work: Callable[[], object]) -> int:
    """How many calls a piece of work makes, of Python and of built-in functions."""
    count = 0

    def note(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def between(count: int) -> list[Door]:
    """New doors between a door with 1 and one with 99,999."""
    doors = [Door(f"d{i:05d}", "s", Side.LEFT, i, i) for i in range(count)]
    doors[0] = replace(doors[0], number=DoorNumber(1))
    doors[-1] = replace(doors[-1], number=DoorNumber(99_999))
    return doors


def crowded(count: int) -> list[Door]:
    """All doors within one metre: each metric number shifts the next."""
    return [Door(f"d{i:05d}", "s", Side.LEFT, i, 100) for i in range(count)]


def mixed(count: int) -> list[Door]:
    """Every third door without a number, every seventh out of order."""
    draw = random.Random(count)
    doors = []
    for i in range(count):
        main = 2 * i + 1 if i % 7 else draw.randrange(1, 2 * count, 2)
        number = DoorNumber(main) if i % 3 else None
        doors.append(Door(f"d{i:05d}", "s", Side.LEFT, i, i, number=number))
    return doors


@pytest.mark.parametrize(
    ("doors", "policy"),
    [(between, V), (between, NO_SUB), (crowded, METRIC), (mixed, V)],
    ids=["far numbers", "far numbers, no sub-numbers", "one metre", "mixed"],
)
def test_twice_the_doors_cost_hardly_more_than_twice(
    doors: Callable[[int], list[Door]], policy: Policy
) -> None:
    scope = [Scope("s", bearing=180)]
    small, large = (
        calls(lambda n=n: assign(doors(n), policy, scopes=scope))  # type: ignore[misc]  # bound
        for n in (200, 400)
    )
    assert large < 2.4 * small


def test_one_far_number_costs_a_small_street_nothing() -> None:
    def cost(far: int) -> int:
        doors = between(6)
        doors[-1] = replace(doors[-1], number=DoorNumber(far))
        return calls(lambda: assign(doors, V, scopes=[Scope("s", bearing=180)]))

    assert cost(99_999) < 2 * cost(99)
