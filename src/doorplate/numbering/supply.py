"""How many numbers one side of a street can still give, and which: counted, not listed.

A side has up to 50,000 numbers and a handful of doors, so nothing here walks through numbers:
those the policy has are counted in tens, those that are gone by bisection.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from itertools import accumulate

from doorplate.numbering.line import CEILING, Line

__all__ = ["Supply"]


class Supply:
    """The numbers of a line that can still be given.

    >>> from doorplate.numbering.policy import Skip
    >>> left = Supply(Line(1, 2, Skip()), gone=[5, 7])
    >>> left.count(1, 12), left.nth(3), left.before(9)
    (3, 9, 3)
    """

    def __init__(self, line: Line, gone: Iterable[int] = ()) -> None:
        self._usual = [line.usual(10 + digit) for digit in range(10)]
        self._upto = list(accumulate(self._usual))
        self._gone = sorted({n for n in (*line.singles, *gone) if self._usual[n % 10]})
        self._lost = set(self._gone)

    def has(self, number: int) -> bool:
        """Whether a number of 1 or more can be given."""
        return self._usual[number % 10] and number not in self._lost and number <= CEILING

    def take(self, number: int) -> None:
        """A number is given, and gone from now on."""
        if self.has(number):
            insort(self._gone, number)
            self._lost.add(number)

    def rank(self, number: int) -> int:
        """How many there are up to a number, itself included. O(log n)."""
        tens, digit = divmod(min(number, CEILING), 10)
        usual = tens * self._upto[-1] + self._upto[digit] - self._usual[0]
        return usual - bisect_right(self._gone, min(number, CEILING))

    def count(self, low: int, high: int) -> int:
        """How many lie strictly between. O(log n)."""
        return max(0, self.rank(high - 1) - self.rank(low))

    def nth(self, place: int, low: int = 0, high: int = CEILING) -> int:
        """The number of a rank from 1 on, known to lie in low < n <= high; else above high."""
        return bisect_left(range(high + 1), place, lo=low, key=self.rank)

    def after(self, number: int) -> int:
        """The next one above a number, or one above the ceiling. O(log n)."""
        for near in (number + 1, number + 2):
            if self.has(near):
                return near
        return self.nth(self.rank(number) + 1, number)

    def before(self, number: int) -> int:
        """The next one below a number, or 0. O(log n)."""
        place = self.rank(number - 1)
        return self.nth(place, 0, number - 1) if place else 0

    def between(self, low: int, high: int) -> Iterator[int]:
        """Those strictly between, from below; each may be taken as it comes."""
        number = self.after(low)
        while number < high:
            yield number
            number = self.after(number)
