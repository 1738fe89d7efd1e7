"""Cuts into grids, against trying every cut."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from doorplate.errors import GridError
from doorplate.numbering import Atom, partition, redraw_calmly
from doorplate.numbering.policy import GridRule
from numbering_cases import LAW


def every_cut(n: int, k: int) -> list[list[int]]:
    return [[0, *inner, n] for inner in combinations(range(1, n), k - 1)]


def inside(weights: list[int], rule: GridRule) -> bool:
    return all(w >= rule.minimum and (not rule.maximum or w <= rule.maximum) for w in weights)


@st.composite
def villages(draw: st.DrawFn) -> tuple[list[Atom], int, GridRule]:
    streets = draw(st.lists(st.sampled_from("AABBC"), min_size=1, max_size=8))
    atoms = [Atom(f"a{i}", draw(st.integers(0, 9)), s) for i, s in enumerate(streets)]
    low = draw(st.sampled_from([0, 0, 3, 6]))
    high = draw(st.sampled_from([0, 12, 18]))
    rule = GridRule(
        target=max(low, 1),
        minimum=low,
        maximum=high,
        split_street=True,
        cut_penalty=draw(st.sampled_from([0, 4, 30])),
    )
    return atoms, draw(st.integers(1, len(atoms))), rule


def penalty(atoms: list[Atom], cut: list[int], rule: GridRule) -> int:
    return rule.cut_penalty * sum(atoms[b].street == atoms[b - 1].street for b in cut[1:-1])


@LAW
@given(villages())
def test_partition_is_the_best_cut(village: tuple[list[Atom], int, GridRule]) -> None:
    atoms, k, rule = village
    found = []
    for cut in every_cut(len(atoms), k):
        weights = [sum(a.weight for a in atoms[i:j]) for i, j in pairwise(cut)]
        if inside(weights, rule):
            squares = sum(w * w for w in weights) + penalty(atoms, cut, rule)
            found.append((squares, [-b for b in cut], weights))
    try:
        grids = partition(atoms, k, rule)
    except GridError:
        assert not found
    else:
        assert grids.weights == tuple(min(found)[2])


@LAW
@given(villages(), st.data())
def test_fewest_moves_is_the_best_cut(
    village: tuple[list[Atom], int, GridRule], data: st.DataObject
) -> None:
    atoms, k, rule = village
    rule = rule.model_copy(update={"maximum": rule.maximum or 30})
    codes = [f"{seq:02d}" for seq in range(1, k + 1)]
    old = {a.id: data.draw(st.sampled_from([*codes, ""])) for a in atoms}
    old = {atom: code for atom, code in old.items() if code}
    found = []
    for cut in every_cut(len(atoms), k):
        runs = [atoms[i:j] for i, j in pairwise(cut)]
        weights = [sum(a.weight for a in run) for run in runs]
        if inside(weights, rule):
            moved = sum(
                a.weight
                for code, run in zip(codes, runs, strict=True)
                for a in run
                if old.get(a.id, code) != code
            )
            found.append((moved, sum(w * w for w in weights), [-b for b in cut], weights))
    try:
        drawn = redraw_calmly(atoms, k, rule, old)
    except GridError:
        assert not found
    else:
        assert (drawn.moved, drawn.grids.weights) == (min(found)[0], tuple(min(found)[3]))
