"""Grids: refusals, adjacency, redrawing, codes."""

from itertools import pairwise
from typing import Any

import pytest

from doorplate.errors import GridError, NumberFormatError, NumberingError
from doorplate.numbering import (
    Atom,
    DoorCode,
    check_digit,
    code_crosswalk,
    issue_codes,
    join,
    order_atoms,
    partition,
    partition_connected,
    redraw,
    redraw_calmly,
)
from doorplate.numbering.policy import GridRule
from numbering_cases import V

VILLAGE = "610431001203"


def fault(atoms: list[Atom], k: int, rule: GridRule | None = None) -> GridError:
    with pytest.raises(GridError) as caught:
        partition(atoms, k, rule)
    return caught.value


def test_what_is_refused() -> None:
    assert "at least one" in str(fault([Atom("a")], 0))
    assert fault([], 1).where == ""
    assert fault([Atom("a", -1)], 1).where == "a"
    assert fault([Atom("a"), Atom("a")], 1).where == "a"
    tight = GridRule(target=3, minimum=3, maximum=3)
    assert "keeps the limits" in str(fault([Atom("a", 2), Atom("b", 2)], 2, tight))
    with pytest.raises(GridError) as caught:
        order_atoms([Atom("a")], "N-S")
    assert caught.value.where == "a"


@pytest.mark.parametrize("weight", [float("nan"), 1.5, True, "3", None, -1], ids=str)
def test_a_weight_that_is_no_count(weight: Any) -> None:
    atoms = [Atom("a"), Atom("b", weight)]
    assert fault(atoms, 1).where == "b"
    with pytest.raises(GridError):
        partition_connected(atoms, 1, {"a": ["b"]})


@pytest.mark.parametrize("k", [1.0, float("nan"), True, "1", 0], ids=str)
def test_a_count_of_grids_that_is_none(k: Any) -> None:
    assert fault([Atom("a")], k).remedy.zh
    with pytest.raises(GridError):
        partition_connected([Atom("a")], k, {})


def test_an_unknown_order() -> None:
    with pytest.raises(GridError, match="Use N-S S-N W-E E-W survey") as caught:
        order_atoms([Atom("a", x=0, y=0)], "north")
    assert caught.value.where == "a"


def test_streets_stay_whole_unless_the_rule_cuts_them() -> None:
    atoms = [Atom(f"h{i}", 1, "long" if i < 6 else "short") for i in range(8)]
    assert partition(atoms, 2).weights == (6, 2)
    cut = partition(atoms, 2, GridRule(target=4, split_street=True))
    assert (cut.weights, cut.cut_streets) == ((4, 4), ("long",))
    dear = partition(atoms, 2, GridRule(target=4, split_street=True, cut_penalty=9))
    assert (dear.weights, dear.cut_streets) == ((6, 2), ())


def test_grids_that_fall_apart_are_named() -> None:
    atoms = [Atom(c) for c in "abcd"]
    links = {"a": ["c"], "b": ["c"], "c": ["d"]}
    assert partition(atoms, 2, adjacency=links).apart == ("01",)
    assert partition(atoms, 2, adjacency={"a": ["b"], "c": ["d"]}).apart == ()
    joined = partition_connected(atoms, 2, links)
    assert joined.apart == ()
    assert sorted(joined.weights) == [1, 3]


@pytest.mark.parametrize("k", [1, 2])
def test_an_atom_that_no_neighbour_reaches_is_named(k: int) -> None:
    with pytest.raises(GridError) as caught:
        partition_connected([Atom("a"), Atom("b"), Atom("c")], k, {"a": ["b"]})
    assert caught.value.where == "c"


def test_a_long_lane_is_cut_into_many_grids_of_whole_doors() -> None:
    atoms = [Atom(f"{i:04d}") for i in range(1500)]
    chain = {a.id: [b.id] for a, b in pairwise(atoms)}
    cut = partition_connected(atoms, 1200, chain)
    assert (len(cut.grids), sum(cut.weights), cut.apart) == (1200, 1500, ())


def test_connected_grids_refuse() -> None:
    with pytest.raises(GridError) as few:
        partition_connected([Atom("a")], 2, {})
    assert few.value.where == "a"
    with pytest.raises(GridError) as lost:
        partition_connected([Atom("a"), Atom("b")], 2, {})
    assert lost.value.where == "b"
    with pytest.raises(GridError) as large:
        partition_connected(
            [Atom("a", 9), Atom("b", 1)], 2, {"a": ["b"]}, GridRule(target=5, maximum=5)
        )
    assert large.value.where == "a"


@pytest.mark.parametrize("links", [{"a": ["z"]}, {"z": ["a"]}, {"z": []}], ids=str)
def test_a_neighbour_that_is_no_atom_is_named(links: dict[str, list[str]]) -> None:
    atoms = [Atom("a"), Atom("b")]
    with pytest.raises(GridError, match="Correct the adjacency") as named:
        partition(atoms, 2, adjacency=links)
    with pytest.raises(GridError, match="Correct the adjacency") as cut:
        partition_connected(atoms, 2, {"a": ["b"], **links})
    assert (named.value.where, cut.value.where) == ("z", "z")


def test_what_cannot_be_cut_comes_with_a_remedy() -> None:
    twice = [Atom("a"), Atom("b"), Atom("a")]
    for cut in (
        lambda: partition_connected(twice[:2], 3, {"a": ["b"]}),
        lambda: partition(twice, 2),
        lambda: redraw_calmly(twice, 2, GridRule(target=1, maximum=3), {}),
    ):
        with pytest.raises(GridError) as caught:
            cut()
        assert caught.value.remedy.zh
        assert caught.value.where in {"a", "b"}


def test_a_grid_code_that_is_no_template() -> None:
    rule = GridRule(target=1, maximum=2, code="{village}-{place}")
    for cut in (
        lambda: partition([Atom("a")], 1, rule),
        lambda: redraw_calmly([Atom("a")], 1, rule, {}),
        lambda: code_crosswalk({"a": DoorCode("610431001203", 1, 1)}, {"a": "1"}, rule.code),
    ):
        with pytest.raises(GridError, match=r"For example \{village\}") as caught:
            cut()
        assert caught.value.where == rule.code


def test_joining_needs_one_home() -> None:
    atoms = [Atom("a", 1, "s"), Atom("b", 1, "t")]
    grids = partition(atoms, 2)
    streets = {"a": "s", "b": "t"}
    assert join(grids, Atom("n", 1, "t"), streets).weights == (1, 2)
    with pytest.raises(GridError) as caught:
        join(grids, Atom("n", 1, "elsewhere"), streets)
    assert caught.value.where == "n"


def test_an_atom_joins_once_and_weighs_nothing_less_than_zero() -> None:
    grids = partition([Atom("a", 1, "s"), Atom("b", 1, "t")], 2)
    streets = {"a": "s", "b": "t"}
    with pytest.raises(GridError, match="lies in the grid 02 already") as caught:
        join(grids, Atom("b", 1, "s"), streets)
    assert caught.value.where == "b"
    with pytest.raises(GridError, match="cannot be -5") as caught:
        join(grids, Atom("n", -5, "t"), streets)
    assert caught.value.where == "n"


def test_redrawing_lists_each_move() -> None:
    atoms = [Atom(f"l{i}", w) for i, w in enumerate([10, 10, 10, 10, 2, 2])]
    before = partition(atoms[:4], 2).membership
    drawn = redraw(atoms, 2, V.grid, before)
    assert drawn.grids.weights == (20, 24)
    assert drawn.moves == ()
    grown = [atoms[0]._replace(weight=30), *atoms[1:]]
    even = redraw(grown, 2, V.grid, before)
    assert [(m.atom, m.old, m.new, m.weight) for m in even.moves] == [("l1", "01", "02", 10)]
    rule = V.grid.model_copy(update={"target": 30, "maximum": 40})
    calm = redraw_calmly(grown, 2, rule, before)
    assert (calm.moved, calm.grids.weights) == (0, (40, 24))


def test_fewest_moves_needs_limits() -> None:
    with pytest.raises(GridError, match="needs limits"):
        redraw_calmly([Atom("a")], 1, V.grid, {})
    rule = GridRule(target=1, maximum=1)
    with pytest.raises(GridError, match="keeps the limits"):
        redraw_calmly([Atom("a", 2)], 1, rule, {})


def test_the_check_digit_of_the_standard() -> None:
    """The example of ISO 7064 for MOD 11,10, and a Croatian tax number that uses it."""
    assert check_digit("0794") == 5
    assert check_digit("3339200596") == 1


@pytest.mark.parametrize(
    "text",
    ["", "61043100120303001", "6104310012030300123", "x" * 19, "610431001203030000" + "5"],
)
def test_no_door_code(text: str) -> None:
    assert not DoorCode.is_valid(text)
    with pytest.raises(NumberFormatError):
        DoorCode.parse(text)


def test_codes_sort_and_take_spaces() -> None:
    a, b = DoorCode(VILLAGE, 1, 9), DoorCode(VILLAGE, 1, 10)
    assert a < b
    assert DoorCode.parse(f" {str(a)[:12]} {str(a)[12:]} ") == a


def test_serials_count_in_their_own_village() -> None:
    neighbour = {"a": DoorCode("610431001204", 1, 7)}
    codes = issue_codes([("a", 1), ("n", 1)], "610431001203", neighbour)
    assert codes == {**neighbour, "n": DoorCode("610431001203", 1, 1)}


def test_a_grid_runs_out_of_serials() -> None:
    full = {"x": DoorCode(VILLAGE, 1, 9_999)}
    with pytest.raises(NumberingError) as caught:
        issue_codes([("new", 1)], VILLAGE, full)
    assert caught.value.where == "new"
