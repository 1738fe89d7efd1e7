"""The numbers a side of a street may use, and which of them are free."""

from collections.abc import Iterator
from dataclasses import dataclass

from doorplate.address import DoorNumber
from doorplate.numbering.policy import Skip

__all__ = ["CEILING", "Line"]

CEILING = 99_999
"""The highest door number there is."""


def skipped(skip: Skip, number: int) -> bool:
    """Whether the policy keeps a number from everybody."""
    twin = number + 1 if number % 2 else number - 1
    return _hit(skip, number) or (skip.paired and _hit(skip, twin))


def _hit(skip: Skip, number: int) -> bool:
    return number in skip.numbers or number % 10 in skip.endings


@dataclass(frozen=True, slots=True)
class Line:
    """One side's numbers: from `first` in steps of `step`, without the skipped ones.

    >>> list(Line(1, 2, Skip(numbers=(4,), paired=True)).span(0, 8))
    [1, 5, 7]
    """

    first: int
    step: int
    skip: Skip

    def fits(self, number: int) -> bool:
        """Whether a number has this side's parity."""
        return number >= self.first and (number - self.first) % self.step == 0

    def has(self, number: int) -> bool:
        """Whether a number is this side's and nobody's to skip."""
        return self.fits(number) and not skipped(self.skip, number)

    def span(self, low: int, high: int) -> Iterator[int]:
        """This side's numbers with low < number < high."""
        start = max(self.first, low + 1)
        start += (self.first - start) % self.step
        return (n for n in range(start, min(high, CEILING + 1), self.step) if self.has(n))


def between(low: DoorNumber | None, high: DoorNumber | None) -> tuple[int, int]:
    """Bounds of the plain numbers that sort strictly between two door numbers.

    A plain 12 sorts before 12-1, so it lies between 11 and 12-1.

    >>> between(DoorNumber(11), DoorNumber(12, (1,)))
    (11, 13)
    """
    top = CEILING + 1
    if high is not None:
        top = high.main + 1 if high.sub or high.suffix else high.main
    return (low.main if low is not None else 0), top
