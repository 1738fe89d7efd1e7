"""Numbers from metres: the number tells how far along the street the door is."""

from collections.abc import Callable, Sequence

from doorplate.numbering.line import CEILING, Line
from doorplate.numbering.policy import Counting

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
    targets: Sequence[int], line: Line, bounds: tuple[int, int], free: Callable[[int], bool]
) -> list[int] | None:
    """Strictly increasing free numbers near the targets: upward on collision, then downward.

    Args:
        targets: the wished number of each door, in counting order.
        line: the side's numbers.
        bounds: numbers must lie strictly between.
        free: whether a number may be given.

    Returns:
        One number per target, or None where the bounds leave too few.
    """
    low, high = bounds
    chosen: list[int] = []
    for target in targets:
        floor = max(target - 1, chosen[-1] if chosen else low)
        chosen.append(next(filter(free, line.span(floor, CEILING + 1)), CEILING + 1))
    ceiling = high
    for i in range(len(chosen) - 1, -1, -1):
        if chosen[i] >= ceiling:
            under = filter(free, reversed(list(line.span(low, ceiling))))
            chosen[i] = next(under, low)
        if chosen[i] <= low:
            return None
        ceiling = chosen[i]
    return chosen
