"""Exact cuts of a row of weights into k runs.

The cost of a run is a convex function of its weight (its square, plus a steep penalty outside
the limits), so the best next cut moves right when the run's start moves right; that allows
divide and conquer. Boundaries that cannot be optimal are left out first: where the first b runs
weigh D more than their share, the squared differences are at least D²·k / (b·(k−b)).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import isqrt
from typing import NamedTuple

from doorplate._text import Text
from doorplate.errors import GridError


class Limits(NamedTuple):
    """Least and most weight of a run; 0 for no limit."""

    minimum: int = 0
    maximum: int = 0

    def excess(self, weight: int) -> int:
        """How far a weight lies outside."""
        over = weight - self.maximum if self.maximum else 0
        return max(0, over, self.minimum - weight)


_FREE = Limits()


class _Row(NamedTuple):
    totals: list[int]
    limits: Limits
    cuts: Sequence[int]
    steep: int

    def cost(self, start: int, end: int) -> int:
        weight = self.totals[end] - self.totals[start]
        return weight * weight + self.steep * self.limits.excess(weight) + self.cuts[start]


def best_cuts(
    weights: Sequence[int], k: int, limits: Limits = _FREE, cuts: Sequence[int] | None = None
) -> tuple[int, ...]:
    """The k+1 boundaries of the cut with least sum of squares, the larger runs first on ties.

    Args:
        weights: one per atom, none negative.
        k: number of runs, at most the number of atoms; no run is empty.
        limits: weight limits of a run.
        cuts: cost of a boundary before each atom, and one behind the last.

    Raises:
        GridError: no cut keeps the limits.

    >>> best_cuts([3, 1, 1, 1, 3], 3)
    (0, 1, 4, 5)
    """
    totals = list(accumulate(weights, initial=0))
    costs = cuts or [0] * len(totals)
    row = _Row(totals, limits, costs, 1 + totals[-1] ** 2 * 2 + sum(costs))
    windows = _windows(row, k)
    layers = _layers(row, windows, k)
    found = _walk(row, windows, layers, k)
    for start, end in pairwise(found):
        if limits.excess(totals[end] - totals[start]):
            raise GridError(
                Text("没有满足上下限的划分", "no partition keeps the limits"),
                remedy=Text("放宽上下限，或改变网格数", "Widen the limits or change k"),
            )
    return found


def _windows(row: _Row, k: int) -> list[tuple[int, int]]:
    """First and last position of each boundary that can be optimal."""
    totals, n = row.totals, len(row.totals) - 1
    room = _first_cost(row, k) * k - totals[-1] ** 2
    windows = []
    for b in range(k + 1):
        slack = isqrt(room * b * (k - b)) // k + 1
        share, extra = divmod(b * totals[-1], k)
        low = bisect_left(totals, share - slack)
        high = bisect_right(totals, share + (extra > 0) + slack) - 1
        windows.append((max(low, b), min(high, n - (k - b))))
    windows[0], windows[k] = (0, 0), (n, n)
    return _tightened(windows)


def _tightened(windows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    lows = [low for low, _ in windows]
    highs = [high for _, high in windows]
    for b in range(1, len(windows)):
        lows[b] = max(lows[b], lows[b - 1] + 1)
    for b in range(len(windows) - 2, -1, -1):
        highs[b] = min(highs[b], highs[b + 1] - 1)
    return list(zip(lows, highs, strict=True))


def _first_cost(row: _Row, k: int) -> int:
    """The cost of cutting nearest to each share: an upper bound of the best."""
    totals, n = row.totals, len(row.totals) - 1
    cost, start = 0, 0
    for b in range(1, k + 1):
        end = bisect_left(totals, b * totals[-1] // k) if b < k else n
        end = min(max(end, start + 1), n - (k - b))
        cost, start = cost + row.cost(start, end), end
    return cost


def _layers(row: _Row, windows: list[tuple[int, int]], k: int) -> list[list[int]]:
    """layers[b][i - low]: least cost of everything behind boundary b when it stands at i."""
    layers: list[list[int]] = [[] for _ in range(k)] + [[0]]
    for b in range(k - 1, -1, -1):
        layers[b] = _layer(row, windows[b], windows[b + 1], layers[b + 1])
    return layers


def _layer(
    row: _Row, here: tuple[int, int], after: tuple[int, int], behind: list[int]
) -> list[int]:
    low, high = here
    best = [0] * (high - low + 1)
    first = after[0]
    todo = [(low, high, first, after[1])]
    while todo:
        start, end, left, right = todo.pop()
        if start > end:
            continue
        middle = (start + end) // 2
        value, at = min(
            (row.cost(middle, j) + behind[j - first], j)
            for j in range(max(left, middle + 1), right + 1)
        )
        best[middle - low] = value
        todo += [(start, middle - 1, left, at), (middle + 1, end, at, right)]
    return best


def _walk(
    row: _Row, windows: list[tuple[int, int]], layers: list[list[int]], k: int
) -> tuple[int, ...]:
    """From the first boundary on, the farthest next one that stays optimal."""
    found = [0]
    for b in range(1, k + 1):
        low, high = windows[b]
        here, aim = found[-1], layers[b - 1][found[-1] - windows[b - 1][0]]
        found.append(
            next(
                j
                for j in range(high, max(low, here + 1) - 1, -1)
                if row.cost(here, j) + layers[b][j - low] == aim
            )
        )
    return tuple(found)
