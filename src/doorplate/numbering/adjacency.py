"""Grids that hang together where the sweep's would not: cuts of a spanning tree.

A heuristic, and said so: each grid is connected, the weights are as even as one tree allows.
The ordered cut of `partition` stays the first choice; it names the grids that fall apart.
"""

from collections.abc import Iterable, Mapping, Sequence

from doorplate._text import Text
from doorplate.errors import GridError
from doorplate.numbering._cuts import Limits
from doorplate.numbering.checked import checked
from doorplate.numbering.grids import Atom, Grids, build_grids, check_atoms, to_links
from doorplate.numbering.policy import GridRule

__all__ = ["partition_connected"]

Links = Mapping[str, Sequence[str]]


@checked(GridError)
def partition_connected(
    atoms: Sequence[Atom],
    k: int,
    adjacency: Mapping[str, Iterable[str]],
    rule: GridRule | None = None,
    *,
    village: str = "",
) -> Grids:
    """K connected grids, by cutting a spanning tree again and again where it balances best.

    The tree is walked depth first in sweep order, so the same atoms give the same grids. Grids
    are numbered by their first atom in the sweep. O(k·n) for n atoms with few neighbours each.

    Args:
        atoms: in sweep order.
        k: how many grids.
        adjacency: neighbours by atom id, in either direction.
        rule: limits and template; None sets no limits.
        village: 12-digit code for the template.

    Raises:
        GridError: fewer atoms than grids, neighbours that are no atoms, atoms that no neighbour
            reaches, or limits that the tree cannot keep; `where` names the atom.

    >>> square = [Atom(c) for c in "abcd"]
    >>> ring = {"a": ["c", "d"], "b": ["c", "d"]}
    >>> [g.atoms for g in partition_connected(square, 2, ring).grids]
    [('a', 'c'), ('b', 'd')]
    """
    used = rule or GridRule(target=1)
    check_atoms(atoms, k)
    if k > len(atoms):
        raise GridError(
            Text(f"{len(atoms)} 个单元分不成 {k} 个网格",
                 f"{len(atoms)} atoms cannot fill {k} grids"),
            remedy=Text("减少网格", "Use fewer grids"),
            where=atoms[-1].id if atoms else "",
        )  # fmt: skip
    places = {atom.id: i for i, atom in enumerate(atoms)}
    links = {
        atom: sorted(near, key=places.__getitem__)
        for atom, near in to_links(places, adjacency).items()
    }
    parts = _split([a.id for a in atoms], k, links, {a.id: a.weight for a in atoms})
    blocks = [
        [atoms[places[a]] for a in sorted(part, key=places.__getitem__)] for part in parts
    ]
    blocks.sort(key=lambda block: places[block[0].id])
    _check_limits(blocks, used)
    return build_grids(blocks, range(k + 1), village, used.code, adjacency)


def _split(
    members: Sequence[str], k: int, links: Links, weights: Mapping[str, int]
) -> list[list[str]]:
    """Connected parts: the tree is cut in two where it balances best, then each half again."""
    parts, waiting = [], [(list(members), k)]
    while waiting:
        inside, share = waiting.pop()
        parents = _tree(inside, links)
        if share == 1:
            parts.append(inside)
            continue
        order = list(parents)
        at, taken = _best_cut(order, parents, share, weights)
        branch = _branch(order, parents, at)
        waiting.append(([a for a in inside if a in branch], taken))
        waiting.append(([a for a in inside if a not in branch], share - taken))
    return parts


def _best_cut(
    order: Sequence[str], parents: Mapping[str, str], k: int, weights: Mapping[str, int]
) -> tuple[int, int]:
    """Which branch to cut off, and how many of the k grids it becomes."""
    below = {atom: weights[atom] for atom in order}
    sizes = dict.fromkeys(order, 1)
    for atom in reversed(order[1:]):
        below[parents[atom]] += below[atom]
        sizes[parents[atom]] += sizes[atom]
    total = below[order[0]]
    _, at, share = min(
        (abs(below[atom] * k - total * share), i, share)
        for i, atom in enumerate(order[1:], start=1)
        for share in _shares(below[atom] * k, total, range(
            max(1, k - len(order) + sizes[atom]), min(sizes[atom], k - 1) + 1))
    )  # fmt: skip
    return at, share


def _shares(weight: int, total: int, allowed: range) -> Iterable[int]:
    """The allowed shares on both sides of weight / total; one of them is the nearest."""
    if not allowed:
        return ()
    low = weight // total if total else 0
    return {min(max(share, allowed[0]), allowed[-1]) for share in (low, low + 1)}


def _tree(members: Sequence[str], links: Links) -> dict[str, str]:
    """Parent by atom, in the order of a depth-first walk from the first member."""
    inside = set(members)
    parents = {members[0]: ""}
    stack = [(members[0], iter(links[members[0]]))]
    while stack:
        here, near = stack[-1]
        step = next((a for a in near if a in inside and a not in parents), None)
        if step is None:
            stack.pop()
        else:
            parents[step] = here
            stack.append((step, iter(links[step])))
    lost = next((a for a in members if a not in parents), None)
    if lost is not None:
        raise GridError(
            Text("与其他单元不相邻", "no neighbour reaches it"),
            remedy=Text("补上相邻关系", "Complete the adjacency"),
            where=lost,
        )
    return parents


def _branch(order: Sequence[str], parents: Mapping[str, str], at: int) -> set[str]:
    branch = {order[at]}
    for atom in order[at + 1 :]:
        if parents[atom] in branch:
            branch.add(atom)
    return branch


def _check_limits(blocks: Iterable[Sequence[Atom]], rule: GridRule) -> None:
    limits = Limits(rule.minimum, rule.maximum)
    for block in blocks:
        weight = sum(atom.weight for atom in block)
        if limits.excess(weight):
            raise GridError(
                Text(f"相连的网格有 {weight} 户，超出上下限",
                     f"its connected grid has {weight} households, outside the limits"),
                remedy=Text("放宽上下限，或由人划分", "Widen the limits, or draw it by hand"),
                where=block[0].id,
            )  # fmt: skip
