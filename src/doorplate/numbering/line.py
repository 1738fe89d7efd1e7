"""The numbers that a side of a street may use."""

from dataclasses import dataclass

from doorplate.address import DoorNumber
from doorplate.numbering.policy import Skip

__all__ = ["CEILING", "Line"]

CEILING = 99_999
"""The highest door number there is."""


@dataclass(frozen=True, slots=True)
class Line:
    """One side's numbers: from `first` in steps of `step`, without the skipped ones.

    >>> line = Line(1, 2, Skip(numbers=(4,), paired=True))
    >>> [n for n in range(1, 8) if line.usual(n) and n not in line.singles]
    [1, 5, 7]
    """

    first: int
    step: int
    skip: Skip

    def fits(self, number: int) -> bool:
        """Whether a number has this side's parity."""
        return number >= self.first and (number - self.first) % self.step == 0

    def usual(self, number: int) -> bool:
        """Whether a number is this side's by its last digit: parity and skipped endings."""
        ends = {number % 10, _twin(number) % 10} if self.skip.paired else {number % 10}
        return self.fits(number) and not ends & set(self.skip.endings)

    @property
    def singles(self) -> frozenset[int]:
        """Numbers skipped one by one, and those across the street from them."""
        listed = self.skip.numbers
        return frozenset((*listed, *map(_twin, listed)) if self.skip.paired else listed)


def _twin(number: int) -> int:
    """The number across the street: 3 and 4."""
    return number + 1 if number % 2 else number - 1


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
