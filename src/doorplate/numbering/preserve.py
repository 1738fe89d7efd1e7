"""Which present numbers can stay: the largest set that keeps the order and leaves room.

All three algorithms take the numbered doors of one side in counting order. Best means: most
doors (or most evidence, if the policy says so), then the other of the two, then the smallest
largest number, then the lexicographically smallest list of kept numbers.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from doorplate.address import DoorNumber

__all__ = ["Candidate", "keep_ordered", "keep_ranked", "keep_spaced"]

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
    starts = [j for j in best if (row[j] or _NOBODY).below >= j]
    top = max((best[j] for j in starts), default=None)
    return _walk(row, [j for j in starts if best[j] == top], follow)


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


def _chain(row: Row, key: Key, *, strict: bool) -> tuple[int, ...]:
    """Best chain along which keys rise (`strict`) or do not fall; a Fenwick tree of maxima."""
    keys = {i: key(c, i) for i, c in enumerate(row) if c is not None}
    place = {k: p for p, k in enumerate(sorted(set(keys.values()), reverse=True), start=1)}
    tree: list[Value | None] = [None] * (len(place) + 1)
    best: dict[int, Value] = {}
    for i in sorted(keys, reverse=True):
        at = place[keys[i]]
        best[i] = _joined(row[i] or _NOBODY, _query(tree, at - strict))
        _raise(tree, at, best[i])
    return _trace(row, keys, best, strict=strict)


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


def _trace(
    row: Row, keys: dict[int, tuple[object, ...]], best: dict[int, Value], *, strict: bool
) -> tuple[int, ...]:
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
            if not kept or (j > kept[-1] and _rises(keys[kept[-1]], keys[j], strict=strict))
        ]
        kept.append(min(choices, key=lambda j: ((row[j] or _NOBODY).number, j)))
        aim = (aim[0] - (row[kept[-1]] or _NOBODY).weight, aim[1])
    return tuple(kept)


def _rises(low: tuple[object, ...], high: tuple[object, ...], *, strict: bool) -> bool:
    return low < high or (not strict and low == high)
