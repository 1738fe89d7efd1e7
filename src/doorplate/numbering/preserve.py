"""Which present numbers can stay: the largest set that keeps the order and leaves room.

All three algorithms take the numbered doors of one side in counting order. Best means: most
doors (or most evidence, if the policy says so), then the other of the two, then the smallest
largest number, then the lexicographically smallest list of kept numbers.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from doorplate.address import DoorNumber

__all__ = [
    "Candidate",
    "could_keep_ordered",
    "could_keep_ranked",
    "could_keep_spaced",
    "keep_ordered",
    "keep_ranked",
    "keep_spaced",
]

Value = tuple[int, int]
"""Weight kept from here on, and minus the largest number that results."""


class Candidate(NamedTuple):
    """A door whose present number might stay.

    Attributes:
        number: the present number.
        weight: doors and evidence as one integer, the preferred one in front.
        below: how many numbers could be given that sort before it.
        own: 1 where its number is itself one of those that could be given, else 0.
        largest: the largest number that results if it is the last door kept.
    """

    number: DoorNumber
    weight: int
    below: int = 0
    own: int = 0
    largest: int = 0


Row = Sequence[Candidate | None]


def keep_ordered(row: Row) -> tuple[int, ...]:
    """Positions of the best chain with strictly increasing numbers. O(n log n).

    Right where sub-numbers are allowed: between two different numbers there is always room.

    >>> row = [Candidate(DoorNumber(n), 1) for n in (1, 3, 9, 5, 7, 11)]
    >>> keep_ordered(row)
    (0, 1, 3, 4, 5)
    """
    return _chain(row, lambda c, _: c.number.sort_key, strict=True)


def keep_ranked(row: Row) -> tuple[int, ...]:
    """Positions of the best chain when a dropped number may go to another door. O(n log n).

    A door can stay only if enough numbers lie before it, and two doors only if as many numbers
    lie between them as doors: rank minus position must not fall. `None` in the row is a door
    that must get another number; `below` is the rank among all numbers that may be given, and
    each candidate's own number is one of them.
    """
    open_row = [c if c and c.below >= i else None for i, c in enumerate(row)]
    return _chain(open_row, lambda c, i: (c.below - i,), strict=False)


def keep_spaced(row: Row) -> tuple[int, ...]:
    """Positions of the best chain when displaced doors need numbers nobody ever held. O(n²).

    Two doors can follow each other in the chain only if the numbers that could be given
    between them are at least as many as the doors between them; and so before the first.
    """
    best, follow = _spaced(row)
    starts = [j for j in best if (row[j] or _NOBODY).below >= j]
    top = max((best[j] for j in starts), default=None)
    return _walk(row, [j for j in starts if best[j] == top], follow)


def _spaced(row: Row) -> tuple[dict[int, Value], dict[int, list[int]]]:
    """The best that can follow from each door on, itself included, and its next doors."""
    best: dict[int, Value] = {}
    follow: dict[int, list[int]] = {}
    for i in range(len(row) - 1, -1, -1):
        here = row[i]
        if here is None:
            continue
        after = [j for j in best if _room(here, i, row[j], j)]
        top = max((best[j] for j in after), default=None)
        best[i] = _joined(here, top)
        follow[i] = [j for j in after if best[j] == top]
    return best, follow


_NOBODY = Candidate(DoorNumber(1), 0)


def _room(here: Candidate, i: int, there: Candidate | None, j: int) -> bool:
    return (
        there is not None
        and here.number < there.number
        and there.below - here.below - here.own >= j - i - 1
    )


def _joined(here: Candidate, after: Value | None) -> Value:
    if after is None:
        return here.weight, -here.largest
    return here.weight + after[0], after[1]


def _walk(row: Row, starts: list[int], follow: dict[int, list[int]]) -> tuple[int, ...]:
    kept: list[int] = []
    while starts:
        kept.append(min(starts, key=lambda j: ((row[j] or _NOBODY).number, j)))
        starts = follow[kept[-1]]
    return tuple(kept)


Key = Callable[[Candidate, int], tuple[object, ...]]
Ranks = dict[int, int]
"""Place of each candidate's key among all keys, by position."""


def _ranks(row: Row, key: Key) -> Ranks:
    keys = {i: key(c, i) for i, c in enumerate(row) if c is not None}
    place = {k: p for p, k in enumerate(sorted(set(keys.values())))}
    return {i: place[k] for i, k in keys.items()}


def _chain(row: Row, key: Key, *, strict: bool) -> tuple[int, ...]:
    """Best chain along which keys rise (`strict`) or do not fall."""
    ranks = _ranks(row, key)
    found = {i: c for i, c in enumerate(row) if c is not None}
    return _trace(row, ranks, _values(found, ranks, strict=strict), strict=strict)


def _values(
    found: Mapping[int, Candidate], ranks: Mapping[int, int], *, strict: bool
) -> dict[int, Value]:
    """The best that can follow from each door on, itself included; a Fenwick tree of maxima."""
    top = max(ranks.values(), default=0) + 1
    tree: list[Value | None] = [None] * (top + 1)
    best: dict[int, Value] = {}
    for i in sorted(found, reverse=True):
        at = top - ranks[i]
        best[i] = _joined(found[i], _query(tree, at - strict))
        _raise(tree, at, best[i])
    return best


def _query(tree: list[Value | None], at: int) -> Value | None:
    top: Value | None = None
    while at > 0:
        found = tree[at]
        if found is not None and (top is None or found > top):
            top = found
        at -= at & -at
    return top


def _raise(tree: list[Value | None], at: int, value: Value) -> None:
    while at < len(tree):
        found = tree[at]
        if found is None or value > found:
            tree[at] = value
        at += at & -at


def _trace(row: Row, ranks: Ranks, best: dict[int, Value], *, strict: bool) -> tuple[int, ...]:
    """Walk the optimum from the front; each bucket of equal values is looked at once."""
    buckets: defaultdict[Value, list[int]] = defaultdict(list)
    for i, value in best.items():
        buckets[value].append(i)
    kept: list[int] = []
    aim = max(best.values(), default=None)
    while aim is not None and aim[0] > 0:
        choices = [
            j
            for j in buckets[aim]
            if not kept or (j > kept[-1] and ranks[j] - ranks[kept[-1]] >= strict)
        ]
        kept.append(min(choices, key=lambda j: ((row[j] or _NOBODY).number, j)))
        aim = (aim[0] - (row[kept[-1]] or _NOBODY).weight, aim[1])
    return tuple(kept)


# Who could stay ---------------------------------------------------------------------------


def could_keep_ordered(row: Row) -> frozenset[int]:
    """Positions that lie on some chain of greatest weight, for `keep_ordered`. O(n log n)."""
    return _contenders(row, lambda c, _: c.number.sort_key, strict=True)


def could_keep_ranked(row: Row) -> frozenset[int]:
    """The same for `keep_ranked`. O(n log n)."""
    open_row = [c if c and c.below >= i else None for i, c in enumerate(row)]
    return _contenders(open_row, lambda c, i: (c.below - i,), strict=False)


def could_keep_spaced(row: Row) -> frozenset[int]:
    """The same for `keep_spaced`. O(n²)."""
    after = {i: value[0] for i, value in _spaced(row)[0].items()}
    before: dict[int, int] = {}
    for i in sorted(after):
        here = row[i] or _NOBODY
        behind = [before[j] for j in before if _room(row[j] or _NOBODY, j, here, i)]
        behind += [0] if here.below >= i else []
        if behind:
            before[i] = here.weight + max(behind)
    return _tops(row, before, after)


def _contenders(row: Row, key: Key, *, strict: bool) -> frozenset[int]:
    ranks = _ranks(row, key)
    found = {i: c for i, c in enumerate(row) if c is not None}
    after = {i: v[0] for i, v in _values(found, ranks, strict=strict).items()}
    mirrored = {-i: c for i, c in found.items()}
    top = max(ranks.values(), default=0)
    back = _values(mirrored, {-i: top - r for i, r in ranks.items()}, strict=strict)
    return _tops(row, {-i: v[0] for i, v in back.items()}, after)


def _tops(row: Row, before: Mapping[int, int], after: Mapping[int, int]) -> frozenset[int]:
    total = {i: before[i] + after[i] - (row[i] or _NOBODY).weight for i in before}
    best = max(total.values(), default=0)
    return frozenset(i for i, weight in total.items() if weight == best)
