"""Grids through time: new doors join, and a redrawing shows each move."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from doorplate._text import Text
from doorplate.errors import GridError
from doorplate.numbering.checked import checked
from doorplate.numbering.grids import (
    Atom,
    Grid,
    Grids,
    build_grids,
    check_atoms,
    grid_code,
    partition,
    to_blocks,
)
from doorplate.numbering.policy import GridRule

__all__ = ["Move", "Redrawing", "join", "redraw", "redraw_calmly"]


class Move(NamedTuple):
    """One atom that changes its grid."""

    atom: str
    old: str
    new: str
    weight: int


@dataclass(frozen=True, slots=True)
class Redrawing:
    """New grids and the list of what moves; nothing is applied."""

    grids: Grids
    moves: tuple[Move, ...]

    @property
    def moved(self) -> int:
        """Weight that changes its grid."""
        return sum(move.weight for move in self.moves)


@checked(GridError)
def join(grids: Grids, atom: Atom, streets: Mapping[str, str]) -> Grids:
    """A new atom in the grid of its street; no other membership changes.

    Args:
        grids: the grids in force.
        atom: the new door or household.
        streets: street by atom id, of the atoms in the grids.

    Raises:
        GridError: no grid holds its street, or several do; a grid holds the atom already; its
            weight is below zero. `where` names the atom.
    """
    held = next((g.code for g in grids.grids if atom.id in g.atoms), None)
    if held is not None:
        raise GridError(
            Text(f"已在网格 {held} 中", f"it lies in the grid {held} already"),
            remedy=Text("只并入新的单元", "Join new atoms only"),
            where=atom.id,
        )
    check_atoms([atom], 1)
    homes = [g for g in grids.grids if any(streets.get(a) == atom.street for a in g.atoms)]
    if len(homes) != 1:
        codes = " ".join(g.code for g in homes) or "-"
        raise GridError(
            Text(f"街道 {atom.street!r} 在 {len(homes)} 个网格中：{codes}",
                 f"its street {atom.street!r} lies in {len(homes)} grids: {codes}"),
            remedy=Text("由人指定网格", "Name its grid"),
            where=atom.id,
        )  # fmt: skip
    return Grids(
        tuple(_grown(g, atom) if g is homes[0] else g for g in grids.grids),
        grids.cut_streets,
        grids.apart,
    )


def _grown(grid: Grid, atom: Atom) -> Grid:
    return grid._replace(atoms=(*grid.atoms, atom.id), weight=grid.weight + atom.weight)


@checked(GridError)
def redraw(
    atoms: Sequence[Atom],
    k: int,
    rule: GridRule,
    membership: Mapping[str, str],
    *,
    village: str = "",
) -> Redrawing:
    """The most even partition, with the list of atoms that change their grid.

    Args:
        atoms: in sweep order.
        k: how many grids.
        rule: limits and template.
        membership: the grid code in force by atom id; new atoms are absent.
        village: 12-digit code for the template.

    Raises:
        GridError: as `partition`.
    """
    return _redrawing(atoms, partition(atoms, k, rule, village=village), membership)


@checked(GridError)
def redraw_calmly(
    atoms: Sequence[Atom],
    k: int,
    rule: GridRule,
    membership: Mapping[str, str],
    *,
    village: str = "",
) -> Redrawing:
    """The partition that moves the least weight within the limits, then the most even one.

    Exact over all ordered cuts: O(k·n·w) where w, the runs that the limits allow from one
    start, is at most n. New atoms move nothing. Arguments as `redraw`.

    Raises:
        GridError: no partition keeps the limits, or the rule has no maximum.
    """
    if not rule.maximum:
        raise GridError(
            Text("最少变动须有上下限", "fewest moves needs limits"),
            remedy=Text(
                "在 grid 中给出 minimum 与 maximum", "Set grid.minimum and grid.maximum"
            ),
        )
    check_atoms(atoms, k)
    blocks = to_blocks(atoms, split_street=rule.split_street)
    totals = list(accumulate((sum(a.weight for a in b) for b in blocks), initial=0))
    codes = [grid_code(rule.code, village, seq) for seq in range(1, k + 1)]
    moved = [_moved(blocks, code, membership) for code in codes]
    cuts = _calm_cuts(totals, moved, rule)
    return _redrawing(atoms, build_grids(blocks, cuts, village, rule.code), membership)


def _redrawing(atoms: Iterable[Atom], fresh: Grids, membership: Mapping[str, str]) -> Redrawing:
    weights = {a.id: a.weight for a in atoms}
    moves = tuple(
        Move(atom, membership[atom], grid.code, weights[atom])
        for grid in fresh.grids
        for atom in grid.atoms
        if membership.get(atom, grid.code) != grid.code
    )
    return Redrawing(fresh, moves)


def _moved(
    blocks: Iterable[Sequence[Atom]], code: str, membership: Mapping[str, str]
) -> list[int]:
    """Running totals of the weight that would move if everything joined one grid."""
    away = (
        sum(a.weight for a in block if membership.get(a.id, code) != code) for block in blocks
    )
    return list(accumulate(away, initial=0))


Step = tuple[int, int, int]
"""Moved weight, sum of squares, minus the next cut: smaller is better, larger runs first."""


def _calm_cuts(
    totals: Sequence[int], moved: Sequence[Sequence[int]], rule: GridRule
) -> tuple[int, ...]:
    layers: list[dict[int, Step]] = [{len(totals) - 1: (0, 0, 0)}]
    for away in reversed(moved):
        layers.append(_earlier(totals, away, layers[-1], rule))
    if 0 not in layers[-1]:
        raise GridError(
            Text("没有满足上下限的划分", "no partition keeps the limits"),
            remedy=Text("放宽上下限，或改变网格数", "Widen the limits or change k"),
        )
    cuts = [0]
    for layer in layers[:0:-1]:
        cuts.append(-layer[cuts[-1]][2])
    return tuple(cuts)


def _earlier(
    totals: Sequence[int], away: Sequence[int], behind: Mapping[int, Step], rule: GridRule
) -> dict[int, Step]:
    best: dict[int, Step] = {}
    ends = sorted(behind)
    for start in range(len(totals) - 1):
        for end in ends[bisect_right(ends, start) :]:
            weight = totals[end] - totals[start]
            if weight < rule.minimum:
                continue
            if weight > rule.maximum:
                break
            later = behind[end]
            step = later[0] + away[end] - away[start], later[1] + weight * weight, -end
            if start not in best or step < best[start]:
                best[start] = step
    return best
