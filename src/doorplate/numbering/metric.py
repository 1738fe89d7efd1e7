"""Numbers from metres: the number tells how far along the street the door is."""

from collections.abc import Sequence

from doorplate.numbering.line import Line
from doorplate.numbering.policy import Counting
from doorplate.numbering.supply import Supply

__all__ = ["fit_upward", "metric_number"]


def metric_number(counting: Counting, line: Line, chainage: int) -> int:
    """The number of a side that belongs to a distance from the street's start, in centimetres.

    `nearest`: the number of the side nearest to the metre value, ties upward. `interval`: the
    number of the interval of `unit_cm` in which the door lies.

    >>> from doorplate.numbering.policy import Skip
    >>> left, right = Line(1, 2, Skip()), Line(2, 2, Skip())
    >>> rule = Counting(mode="nearest", unit_cm=200, section="continue")
    >>> metric_number(rule, left, 1500), metric_number(rule, right, 2000)
    (15, 20)
    """
    unit, step = counting.unit_cm, line.step
    if counting.mode == "interval":
        return line.first + step * (chainage // unit)
    places = (2 * chainage * step - 2 * line.first * unit + step * unit) // (2 * step * unit)
    return line.first + step * max(0, places)


def fit_upward(
    targets: Sequence[int], supply: Supply, bounds: tuple[int, int]
) -> list[int] | None:
    """Strictly increasing numbers near the targets: upward on collision, then downward.

    O(n log n) for n targets.

    Args:
        targets: the wished number of each door, in counting order.
        supply: the numbers that may be given.
        bounds: numbers must lie strictly between.

    Returns:
        One number per target, or None where the bounds leave too few.
    """
    low, high = bounds
    chosen: list[int] = []
    for target in targets:
        chosen.append(supply.after(max(target - 1, chosen[-1] if chosen else low)))
    ceiling = high
    for i in range(len(chosen) - 1, -1, -1):
        if chosen[i] >= ceiling:
            chosen[i] = supply.before(ceiling)
        if chosen[i] <= low:
            return None
        ceiling = chosen[i]
    return chosen
