"""Pair weights from a labelled sample, with an honest figure of how far scores can be trusted.

Every weight keeps its meaning, bits for or against one door (the additive form of Fellegi and
Sunter, JASA 64, 1969); a logistic regression moves the weights and the prior from their curated
values as far as the labels ask for, so that rules which repeat each other share what they say.
Vetoes stay vetoes. Nothing is learnt from unlabelled pairs: on addresses that finds the street,
not the door.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import NamedTuple

from doorplate._text import Text
from doorplate.address import Address
from doorplate.errors import MatchError
from doorplate.match._score import probability
from doorplate.match._weights import Weights, curated
from doorplate.match.compare import compare
from doorplate.match.values import Reason

__all__ = ["Bin", "Fitted", "Label", "fit"]

_SWEEPS, _HOLD, _MOST = 30, 0.05, 2.0
_LN2 = log(2)
_BINS = 10
_Pattern = tuple[tuple[str, ...], bool]


class Label(NamedTuple):
    """Two addresses and whether they are one door."""

    left: Address
    right: Address
    same: bool


class Bin(NamedTuple):
    """Pairs of nearly one score: how many, their mean score, and the share that is one door."""

    pairs: int
    score: float
    share: float


class Fitted(NamedTuple):
    """Weights from labels, and how well their scores held on pairs they were not fitted to.

    Attributes:
        weights: to give to `compare`.
        reliability: bins of held-out pairs by score.
        error: expected calibration error, 0 to 1: mean distance of score and share.
        pairs: how many labels there were.
    """

    weights: Weights
    reliability: tuple[Bin, ...]
    error: float
    pairs: int


def fit(labels: Iterable[Label], *, weights: Weights | None = None) -> Fitted:
    """Pair weights from labels; the reliability is measured by fitting one half on the other.

    Raises:
        MatchError: fewer than ten pairs of either kind.
    """
    table, known = weights or curated(), list(labels)
    if min(sum(x.same for x in known), sum(not x.same for x in known)) < 10:
        raise MatchError(
            Text("标注太少", "too few labels"),
            remedy=Text("同一门、不同门各至少十对", "Give at least ten pairs of either kind"),
        )
    halves = known[::2], known[1::2]
    held = [
        pair for train, test in (halves, halves[::-1]) for pair in _held(train, test, table)
    ]
    bins = _bins(held)
    error = sum(b.pairs * abs(b.score - b.share) for b in bins) / len(held)
    return Fitted(_fitted(known, table), bins, error, len(known))


def _held(
    train: Sequence[Label], test: Sequence[Label], table: Weights
) -> list[tuple[float, bool]]:
    """Scores of one half under weights fitted to the other."""
    weights = _fitted(train, table)
    return [(compare(x.left, x.right, weights=weights).score, x.same) for x in test]


def _fitted(labels: Sequence[Label], table: Weights) -> Weights:
    seen: Counter[_Pattern] = Counter((_keys(x, table), x.same) for x in labels)
    keys = sorted({key for keys, _ in seen for key in keys})
    pair = dict(table.pair)
    start = {key: pair.get(key, pair["conflict"]) for key in keys}
    moved = dict(start)
    for _ in range(_SWEEPS):
        for key in keys:
            moved[key] += _newton(seen, moved, key, moved[key] - start[key])
    return table._replace(pair=pair | {key: round(bits, 3) for key, bits in moved.items()})


def _newton(
    seen: Mapping[_Pattern, int], bits: Mapping[str, float], key: str, away: float
) -> float:
    """One Newton step of one weight, held back towards its curated value."""
    slope, bend = -_HOLD * away, _HOLD
    for (keys, same), count in seen.items():
        times = keys.count(key)
        if times:
            score = probability(sum(bits[k] for k in keys))
            slope += count * times * (same - score) * _LN2
            bend += count * times**2 * score * (1 - score) * _LN2**2
    return max(-_MOST, min(_MOST, slope / bend))


def _keys(label: Label, table: Weights) -> tuple[str, ...]:
    """The weights a pair is scored with; a pair that a veto decides teaches nothing else."""
    reasons = compare(label.left, label.right, weights=table).reasons
    if any(reason.weight == table.pair["veto"] for reason in reasons):
        return ()
    return ("prior", *(key for reason in reasons if (key := _key(reason)) is not None))


def _key(reason: Reason) -> str | None:
    """The entry of the pair weights that a reason was scored with."""
    if reason.rule in {"equal", "ending"}:
        return reason.component
    if reason.rule == "missing":
        return None
    return f"{reason.component}_conflict" if reason.rule == "conflict" else reason.rule


def _bins(held: Sequence[tuple[float, bool]]) -> tuple[Bin, ...]:
    found = []
    for low in range(_BINS):
        inside = [(s, y) for s, y in held if min(_BINS - 1, int(s * _BINS)) == low]
        if inside:
            count = len(inside)
            found.append(
                Bin(count, sum(s for s, _ in inside) / count, sum(y for _, y in inside) / count)
            )
    return tuple(found)
