"""Golden cases 1 to 6 and 53: grids, and the walk."""

import pytest

from doorplate.address import DoorNumber
from doorplate.errors import GridError
from doorplate.numbering import (
    Assignment,
    Atom,
    Rule,
    join,
    order_atoms,
    partition,
    walk,
)
from numbering_cases import V

VILLAGE = "610431001203"
LANES = [60, 64, 61, 58, 62, 65, 63, 59, 60, 66, 61, 62, 64, 60, 59]


def households(count: int) -> list[Atom]:
    """Household i stands i metres south of the first; the list comes in some other order."""
    rows = [Atom(f"h{i:03d}", x=0, y=-i) for i in range(count)]
    return list(order_atoms(rows[::-1], V.grid.order))


def five_streets() -> list[Atom]:
    return [
        Atom(f"s{s}h{i:03d}", 1, f"street{s}")
        for s, count in enumerate([185, 185, 185, 185, 184], start=1)
        for i in range(count)
    ]


def test_case_01_924_households_in_five_grids() -> None:
    """Sizes 185,185,185,185,184 from north to south; codes …20301 to 05."""
    grids = partition(households(924), 5, V.grid, village=VILLAGE)
    assert grids.weights == (185, 185, 185, 185, 184)
    assert [g.code for g in grids.grids] == [f"{VILLAGE}0{n}" for n in range(1, 6)]
    assert grids.grids[0].atoms[0] == "h000"
    assert grids.grids[4].atoms[-1] == "h923"


@pytest.mark.parametrize(("count", "size"), [(925, 185), (900, 180)])
def test_case_02_even_counts(count: int, size: int) -> None:
    """925 and 900 households: five equal grids."""
    assert partition(households(count), 5).weights == (size,) * 5


def test_case_03_five_streets() -> None:
    """Grid i is street i; no street is cut."""
    grids = partition(five_streets(), 5)
    assert grids.weights == (185, 185, 185, 185, 184)
    assert [{a[:2] for a in g.atoms} for g in grids.grids] == [{f"s{i}"} for i in range(1, 6)]
    assert grids.cut_streets == ()


def test_case_04_fifteen_lanes() -> None:
    """15 lanes of 58 to 66 households: 185,185,182,189,183, lane order kept."""
    grids = partition([Atom(f"lane{i:02d}", w) for i, w in enumerate(LANES)], 5)
    assert grids.weights == (185, 185, 182, 189, 183)
    listed = [a for g in grids.grids for a in g.atoms]
    assert listed == [f"lane{i:02d}" for i in range(15)]


def test_case_05_a_household_more() -> None:
    """One household added in grid 3: 185,185,186,185,184; nobody else moves."""
    atoms = five_streets()
    before = partition(atoms, 5)
    after = join(before, Atom("new", 1, "street3"), {a.id: a.street for a in atoms})
    assert after.weights == (185, 185, 186, 185, 184)
    assert {k: v for k, v in after.membership.items() if k != "new"} == before.membership


def test_case_06_too_many_grids_or_too_large_an_atom() -> None:
    """An error that names the atom; never an empty grid."""
    with pytest.raises(GridError) as few:
        partition([Atom("a"), Atom("b")], 3)
    assert few.value.where == "b"
    with pytest.raises(GridError) as large:
        partition(
            [Atom("a", 90), Atom("b", 120)], 2, V.grid.model_copy(update={"maximum": 100})
        )
    assert large.value.where == "b"


def test_case_53_walk_as_a_loop() -> None:
    """Doors 1 to 6 on one street: 1,3,5,6,4,2; crossing over: 1 to 6."""
    row = [Assignment(str(n), "s", DoorNumber(n), Rule.KEPT, None) for n in (4, 1, 6, 3, 2, 5)]
    assert [a.uid for a in walk(row, "loop")] == ["1", "3", "5", "6", "4", "2"]
    assert [a.uid for a in walk(row, "zigzag")] == ["1", "2", "3", "4", "5", "6"]
