"""Service grids (网格): ordered atoms cut into k runs of nearly equal weight, exactly.

The seed practice is one street, 185 households, one grid; 924 households in five grids are
185, 185, 185, 185, 184 from north to south. A grid is a dated membership, never a part of the
printed number: grids are redrawn, plates stay.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from doorplate._text import Text
from doorplate.errors import GridError
from doorplate.numbering._cuts import Limits, best_cuts
from doorplate.numbering.check import is_template
from doorplate.numbering.checked import checked
from doorplate.numbering.policy import GridRule

__all__ = ["Atom", "Grid", "Grids", "order_atoms", "partition"]


class Atom(NamedTuple):
    """What is never divided: a street side, a lane, a building, a group, or one household.

    Attributes:
        id: what the grid lists.
        weight: households, people or doors in it.
        street: the street it belongs to; atoms that follow each other on one street stay
            together unless `split_street`.
        name: name code, for the order of atoms at one place.
        x: metres or any integer unit eastward of a representative point; None without one.
        y: the same northward.
    """

    id: str
    weight: int = 1
    street: str = ""
    name: str = ""
    x: int | None = None
    y: int | None = None


class Grid(NamedTuple):
    """One grid: its place in the sweep, its code, what lies in it, and how much."""

    seq: int
    code: str
    atoms: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Grids:
    """A partition of all atoms.

    Attributes:
        grids: in sweep order; none is empty.
        cut_streets: streets that lie in more than one grid.
        apart: codes of grids that are not connected, where adjacency was given.
    """

    grids: tuple[Grid, ...]
    cut_streets: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()

    @property
    def weights(self) -> tuple[int, ...]:
        """Weight by grid."""
        return tuple(grid.weight for grid in self.grids)

    @property
    def membership(self) -> dict[str, str]:
        """Grid code by atom id."""
        return {atom: grid.code for grid in self.grids for atom in grid.atoms}


_KEYS = {"N-S": (0, -1), "S-N": (0, 1), "W-E": (1, 0), "E-W": (-1, 0)}


@checked(GridError)
def order_atoms(atoms: Iterable[Atom], order: str) -> tuple[Atom, ...]:
    """Atoms in sweep order `N-S`, `S-N`, `W-E` or `E-W`, ties by name and id; `survey` keeps.

    Raises:
        GridError: an unknown order, or an atom without a point; `where` names the atom.
    """
    listed = tuple(atoms)
    if order == "survey":
        return listed
    if order not in _KEYS:
        known = " ".join([*_KEYS, "survey"])
        raise GridError(
            Text(f"没有 {order!r} 这种顺序", f"no order {order!r}"),
            remedy=Text(f"用 {known}", f"Use {known}"),
            where=listed[0].id if listed else "",
        )
    dx, dy = _KEYS[order]

    def key(atom: Atom) -> tuple[int, str, str]:
        if atom.x is None or atom.y is None:
            raise GridError(
                Text("没有坐标，无法按方位排序", "no point to sweep by"),
                remedy=Text(
                    "给出坐标，或用 survey 顺序", "Give its point, or use the survey order"
                ),
                where=atom.id,
            )
        return dx * atom.x + dy * atom.y, atom.name, atom.id

    return tuple(sorted(listed, key=key))


@checked(GridError)
def partition(
    atoms: Sequence[Atom],
    k: int | None,
    rule: GridRule | None = None,
    *,
    village: str = "",
    adjacency: Mapping[str, Iterable[str]] | None = None,
) -> Grids:
    """Cut ordered atoms into k grids whose weights are as equal as they can be.

    The cut minimises the sum of squared differences from the mean, plus the rule's penalty for
    each street that is cut, within its limits; among equal cuts the first (northern) grids are
    the larger. Exact: a dynamic program over boundaries, O(k·m·log m) where m, the boundaries
    that can still be optimal, is bounded by a first cut's cost and by the number of atoms.

    Args:
        atoms: in sweep order, see `order_atoms`.
        k: how many grids; None for as many as come nearest to the rule's `target`.
        rule: limits, whether streets may be cut, the code's template: a policy's `grid`. None
            sets no limits and keeps streets whole.
        village: 12-digit code for the template.
        adjacency: neighbours by atom id; grids that are not connected are then named.

    Raises:
        GridError: no such partition, or an adjacency of atoms that are not here; `where` names
            the atom at fault where one is.

    >>> partition([Atom(str(i)) for i in range(924)], 5).weights
    (185, 185, 185, 185, 184)
    """
    used = rule or GridRule(target=1)
    check_atoms(atoms, 1 if k is None else k)
    count = _aimed(atoms, rule) if k is None else k
    blocks = to_blocks(atoms, split_street=used.split_street)
    weights = [sum(a.weight for a in block) for block in blocks]
    _check_blocks(blocks, weights, count, used.maximum)
    costs = [
        used.cut_penalty if left[-1].street and left[-1].street == right[0].street else 0
        for left, right in pairwise(blocks)
    ]
    cuts = best_cuts(weights, count, Limits(used.minimum, used.maximum), [0, *costs, 0])
    return build_grids(blocks, cuts, village, used.code, adjacency)


def _aimed(atoms: Sequence[Atom], rule: GridRule | None) -> int:
    """The number of grids whose mean is nearest to the target and can keep the limits."""
    if rule is None:
        raise GridError(
            Text("没有说分几个网格", "nothing says how many grids"),
            remedy=Text("给出网格数，或带 target 的规则", "Give k, or a rule with a target"),
        )
    total = sum(a.weight for a in atoms)
    k = max(1, (2 * total + rule.target) // (2 * rule.target))
    k = max(k, -(-total // rule.maximum)) if rule.maximum else k
    return max(1, min(k, total // rule.minimum)) if rule.minimum else k


def build_grids(
    blocks: Sequence[Sequence[Atom]],
    cuts: Sequence[int],
    village: str,
    code: str,
    adjacency: Mapping[str, Iterable[str]] | None = None,
) -> Grids:
    """Grids from blocks and their cuts, with the streets cut and the grids not connected."""
    grids = _grids(blocks, cuts, village, code)
    return Grids(grids, _cut_streets(blocks, cuts), _apart(grids, adjacency))


def check_atoms(atoms: Sequence[Atom], k: int) -> None:
    """At least one grid, no weight below zero, and no atom twice.

    Raises:
        GridError: `where` names the atom.
    """
    if k < 1:
        raise GridError(
            Text(f"网格数 {k} 不是 1 以上的整数", f"{k} grids: at least one is needed"),
            remedy=Text("给出不小于 1 的整数", "Give an integer of 1 or more"),
            where=atoms[0].id if atoms else "",
        )
    seen: set[str] = set()
    for atom in atoms:
        if atom.weight < 0:
            raise GridError(
                Text(f"户数不能是 {atom.weight}", f"its weight cannot be {atom.weight}"),
                remedy=Text("给出不小于 0 的整数", "Give an integer of 0 or more"),
                where=atom.id,
            )
        if atom.id in seen:
            raise GridError(
                Text("出现两次", "stands twice in the list"),
                remedy=Text("一个单元一个标识，只列一次", "Give each atom its own id, once"),
                where=atom.id,
            )
        seen.add(atom.id)


def to_links(
    atoms: Iterable[str], adjacency: Mapping[str, Iterable[str]]
) -> dict[str, set[str]]:
    """Neighbours by atom, in both directions.

    Raises:
        GridError: the adjacency names an atom that is not among them; `where` is its id.
    """
    links: dict[str, set[str]] = {atom: set() for atom in atoms}
    for atom, others in adjacency.items():
        for one, other in ((atom, o) for o in (atom, *others)):
            if other not in links:
                raise GridError(
                    Text("相邻关系中有它，单元中却没有",
                         "the adjacency names it, and no atom has this id"),
                    remedy=Text("改正相邻关系，或补上单元",
                                "Correct the adjacency, or add the atom"),
                    where=other,
                )  # fmt: skip
            if one != other:
                links[one].add(other)
                links[other].add(one)
    return links


def grid_code(template: str, village: str, seq: int) -> str:
    """The code that a template gives a grid.

    Raises:
        GridError: the template is none; `where` is the template.

    >>> grid_code("{village}{seq:02d}", "610431001203", 3)
    '61043100120303'
    """
    if not is_template(template):
        raise GridError(
            Text("网格代码模板须有且只有 village 和 seq",
                 "a grid code's template has the fields village and seq, and no other"),
            remedy=Text("例如 {village}{seq:02d}", "For example {village}{seq:02d}"),
            where=template,
        )  # fmt: skip
    return template.format(village=village, seq=seq)


def to_blocks(atoms: Sequence[Atom], *, split_street: bool) -> list[list[Atom]]:
    """Atoms that stay together: single ones, or runs of one street."""
    blocks: list[list[Atom]] = []
    for atom in atoms:
        same = bool(blocks and atom.street) and blocks[-1][-1].street == atom.street
        if same and not split_street:
            blocks[-1].append(atom)
        else:
            blocks.append([atom])
    return blocks


def _check_blocks(
    blocks: Sequence[Sequence[Atom]], weights: Sequence[int], k: int, maximum: int
) -> None:
    if k > len(blocks):
        raise GridError(
            Text(f"{len(blocks)} 个单元分不成 {k} 个网格",
                 f"{len(blocks)} atoms cannot fill {k} grids"),
            remedy=Text("减少网格，或允许拆分街道", "Use fewer grids, or allow split_street"),
            where=blocks[-1][-1].id if blocks else "",
        )  # fmt: skip
    for block, weight in zip(blocks, weights, strict=True):
        if maximum and weight > maximum:
            raise GridError(
                Text(f"{weight} 户超过上限 {maximum}",
                     f"its {weight} households exceed the limit {maximum}"),
                remedy=Text("放宽上限，或拆分它", "Raise the limit, or divide it"),
                where=block[0].street or block[0].id,
            )  # fmt: skip


def _grids(
    blocks: Sequence[Sequence[Atom]], cuts: Sequence[int], village: str, code: str
) -> tuple[Grid, ...]:
    made = []
    for seq, (start, end) in enumerate(pairwise(cuts), start=1):
        inside = [atom for block in blocks[start:end] for atom in block]
        made.append(
            Grid(
                seq,
                grid_code(code, village, seq),
                tuple(atom.id for atom in inside),
                sum(atom.weight for atom in inside),
            )
        )
    return tuple(made)


def _cut_streets(blocks: Sequence[Sequence[Atom]], cuts: Sequence[int]) -> tuple[str, ...]:
    homes: dict[str, set[int]] = {}
    for seq, (start, end) in enumerate(pairwise(cuts)):
        for block in blocks[start:end]:
            homes.setdefault(block[0].street, set()).add(seq)
    return tuple(sorted(s for s, seqs in homes.items() if s and len(seqs) > 1))


def _apart(
    grids: Sequence[Grid], adjacency: Mapping[str, Iterable[str]] | None
) -> tuple[str, ...]:
    if adjacency is None:
        return ()
    links = to_links((atom for grid in grids for atom in grid.atoms), adjacency)
    return tuple(g.code for g in grids if not connected(g.atoms, links))


def connected(members: Sequence[str], links: Mapping[str, Iterable[str]]) -> bool:
    """Whether the members hang together by links among themselves.

    >>> connected(["a", "b"], {"a": ["c"], "b": ["c"]})
    False
    """
    inside, seen, stack = set(members), {members[0]}, [members[0]]
    while stack:
        fresh = (inside & set(links.get(stack.pop(), ()))) - seen
        seen |= fresh
        stack.extend(sorted(fresh))
    return len(seen) == len(inside)
