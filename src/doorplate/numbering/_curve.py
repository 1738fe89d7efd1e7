"""A line through a cloud of doors: their principal axis, bent toward them (principal curve).

Hastie and Stuetzle's idea (JASA 84, 1989): project the points on the line, average them
locally along it, take the averages as the new line. Five rounds, a window that shrinks.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

Metres = tuple[float, float]

_ROUNDS = 5
_KNOTS = 40


class Foot(NamedTuple):
    """Where a spot meets a line.

    Attributes:
        along: metres from the line's start.
        at: the nearest point of the line.
        turn: above 0 where the spot lies left of the line, below 0 right, 0 on it.
    """

    along: float
    at: Metres
    turn: float


class Track(NamedTuple):
    """A line, each spot's foot on it, and how sure the line is, 0 to 100."""

    path: tuple[Metres, ...]
    feet: tuple[Foot, ...]
    sure: int


def curve_through(spots: Sequence[Metres], groups: Sequence[str] = ()) -> Track:
    """A line through the spots, from the first spot's foot to the last one's.

    Where spots belong to groups, say odd and even numbers, the line runs midway between them.
    """
    path = _axis(spots)
    labels = groups or [""] * len(spots)
    for turn in range(_ROUNDS):
        along = [nearest(path, spot).along for spot in spots]
        path = _bent(spots, along, labels, window=0.4 * 0.8**turn) or path
    feet = [nearest(path, spot) for spot in spots]
    start = min(f.along for f in feet)
    moved = tuple(f._replace(along=f.along - start) for f in feet)
    return Track(_between(path, feet), moved, _sure(spots, feet))


def _between(path: Sequence[Metres], feet: Sequence[Foot]) -> tuple[Metres, ...]:
    """The path from the first foot to the last."""
    first, last = min(feet), max(feet)
    inner, along = [], 0.0
    for a, b in pairwise(path):
        along += math.dist(a, b)
        if first.along < along < last.along:
            inner.append(b)
    return (first.at, *inner, last.at)


def _axis(spots: Sequence[Metres]) -> tuple[Metres, ...]:
    """The principal axis over the extent of the spots, from its northern end."""
    n = len(spots)
    mx, my = sum(x for x, _ in spots) / n, sum(y for _, y in spots) / n
    sxx = sum((x - mx) ** 2 for x, _ in spots)
    syy = sum((y - my) ** 2 for _, y in spots)
    sxy = sum((x - mx) * (y - my) for x, y in spots)
    angle = 0.5 * math.atan2(2 * sxy, sxx - syy)
    dx, dy = math.cos(angle), math.sin(angle)
    if dy > 0 or (dy == 0 and dx < 0):
        dx, dy = -dx, -dy
    reach = [(x - mx) * dx + (y - my) * dy for x, y in spots]
    low, high = min(reach), max(*reach, min(reach) + 1)
    return (mx + low * dx, my + low * dy), (mx + high * dx, my + high * dy)


def nearest(path: Sequence[Metres], spot: Metres) -> Foot:
    """The foot of a spot on a path of at least two points."""
    best, before = (math.inf, Foot(0.0, path[0], 0.0)), 0.0
    for a, b in pairwise(path):
        dx, dy = b[0] - a[0], b[1] - a[1]
        ex, ey = spot[0] - a[0], spot[1] - a[1]
        length = math.hypot(dx, dy)
        share = min(1.0, max(0.0, (ex * dx + ey * dy) / (length * length or 1.0)))
        at = (a[0] + share * dx, a[1] + share * dy)
        foot = Foot(before + share * length, at, dx * ey - dy * ex)
        best = min(best, (math.dist(spot, at), foot))
        before += length
    return best[1]


def _bent(
    spots: Sequence[Metres], along: Sequence[float], labels: Sequence[str], window: float
) -> tuple[Metres, ...] | None:
    """Knots at even distances, each fitted to the spots near it; None for too few."""
    length = max(along) - min(along)
    knots = min(_KNOTS, len(spots) // 4)
    if knots < 2 or length == 0:
        return None
    kinds = sorted(set(labels))
    members = [[i for i, label in enumerate(labels) if label == kind] for kind in kinds]
    path = []
    for knot in range(knots + 1):
        near = (min(along) + knot * length / knots, window * length)
        means = [_mean(spots, along, inside, near) for inside in members]
        found = [m for m in means if m is not None]
        if len(found) == len(kinds):
            path.append(tuple(sum(m[axis] for m in found) / len(found) for axis in (0, 1)))
    if len(set(path)) < 2:
        return None
    return _extended([(p[0], p[1]) for p in path], length)


def _mean(
    spots: Sequence[Metres],
    along: Sequence[float],
    inside: Sequence[int],
    near: tuple[float, float],
) -> Metres | None:
    """Local line fit at one distance, tricube weights: a mean alone would shrink the ends."""
    at, reach = near
    rows = []
    for i in inside:
        away = abs(along[i] - at) / reach
        if away < 1:
            rows.append(((1 - away**3) ** 3, along[i] - at, spots[i]))
    if not rows:
        return None
    w, wt, wtt = (sum(r[0] * r[1] ** k for r in rows) for k in (0, 1, 2))
    spread = w * wtt - wt * wt
    fitted = []
    for axis in (0, 1):
        wz = sum(r[0] * r[2][axis] for r in rows)
        wtz = sum(r[0] * r[1] * r[2][axis] for r in rows)
        fitted.append((wtt * wz - wt * wtz) / spread if spread > 1e-9 * w * w else wz / w)
    return fitted[0], fitted[1]


def _extended(path: list[Metres], length: float) -> tuple[Metres, ...]:
    """The path lengthened at both ends, so that the last doors have a foot."""
    more = length / 4
    return (_beyond(path[1], path[0], more), *path, _beyond(path[-2], path[-1], more))


def _beyond(a: Metres, b: Metres, more: float) -> Metres:
    share = more / (math.dist(a, b) or 1.0)
    return b[0] + share * (b[0] - a[0]), b[1] + share * (b[1] - a[1])


def _sure(spots: Sequence[Metres], feet: Sequence[Foot]) -> int:
    """100 less four times how unevenly the spots keep their distance from the line.

    The deviation from the median distance that four in five keep within, in percent of the
    extent of the spots; 0 where the line is more than twice as long as that extent.
    """
    extent = math.hypot(*(max(axis) - min(axis) for axis in zip(*spots, strict=True)))
    along = [f.along for f in feet]
    if len(spots) < 3 or extent == 0 or max(along) - min(along) > 2 * extent:
        return 0
    away = [math.dist(s, f.at) for s, f in zip(spots, feet, strict=True)]
    usual = median(away)
    uneven = sorted(abs(a - usual) for a in away)[len(away) * 4 // 5]
    return max(0, round(100 - 400 * uneven / extent))
