"""Texts that differ in their digits alone are read alike: one reading serves a whole street.

Grammar looks at how many digits a number has and at its leading zeros, not at which number it
is; where a rule does look (807-811 is a range), the reading is not kept.
"""

import re
from typing import NamedTuple

from doorplate.address import Address, Component, Level
from doorplate.normalize.values import Candidate, Parsed

_MOST = 16_384
_TOO_LONG = re.compile("[01]{6}")
"""A telephone number, or no number of a door: which digits it has counts."""
_DIGITS = re.compile("[0-9]")
has_digits = _DIGITS.search


def shape_of(text: str) -> str:
    """The text with 1 for every digit but 0.

    >>> shape_of("文三路205号")
    '文三路101号'
    """
    if text.isdecimal():
        return text
    return (
        text.replace("2", "1").replace("3", "1").replace("4", "1").replace("5", "1")
        .replace("6", "1").replace("7", "1").replace("8", "1").replace("9", "1")
    )  # fmt: skip


class Slot(NamedTuple):
    """A value with digits: where they stand in the text, and what stands around them."""

    start: int
    end: int
    before: str
    behind: str


def slot_of(value: str, text: str) -> Slot | None:
    """How a value follows from what is written; None where not by its digits alone.

    >>> slot_of("3号楼", "3栋")
    Slot(start=0, end=1, before='', behind='号楼')
    """
    places = [match.start() for match in _DIGITS.finditer(text)]
    start, end = places[0], places[-1] + 1
    before, digits, behind = value.partition(text[start:end])
    if not digits or _DIGITS.search(before) or _DIGITS.search(behind):
        return None
    return Slot(start, end, before, behind)


class Shape(NamedTuple):
    """The reading of every text of one shape.

    Attributes:
        parsed: the reading of the first of them.
        address: its address.
        slots: place in the address, level, start, end, and where the digits of the value stand
            in the text, for each component with digits.
    """

    parsed: Parsed
    address: Address
    slots: tuple[tuple[int, Level, int, int, Slot], ...]

    def read(self, text: str) -> Parsed:
        """The reading of another text of the shape."""
        _, candidates, warnings, sure, ambiguous = self.parsed
        components = list(self.address.components)
        for place, level, start, end, (first, last, before, behind) in self.slots:
            value = before + text[first:last] + behind
            components[place] = Component(level, value, text[start:end], start, end)
        address = Address(tuple(components), self.address.rest, self.address.noise)
        best = Candidate(address, candidates[0].score, candidates[0].reasons)
        return Parsed(text, (best,), warnings, sure, ambiguous)


class Shapes:
    """A bounded store of shapes, for one gazetteer."""

    def __init__(self) -> None:
        self._shapes: dict[str, Shape] = {}
        self._met: set[int] = set()

    def clear(self) -> None:
        """Forget every shape."""
        self._shapes.clear()
        self._met.clear()

    def get(self, shape: str) -> Shape | None:
        """The shape, where one of its texts was learnt from."""
        return self._shapes.get(shape)

    def learn(self, shape: str, parsed: Parsed) -> None:
        """Keep a reading for other texts of the shape, where it holds for all of them.

        A shape is kept when it is met again: most of a list of all the country's places are
        met once.
        """
        if len(self._met) >= 8 * _MOST or len(self._shapes) >= _MOST:
            self.clear()
        mark = hash(shape)
        if mark not in self._met:
            self._met.add(mark)
            return
        slots = _slots(shape, parsed)
        if slots is not None:
            self._shapes[shape] = Shape(parsed, parsed.best, slots)


def _slots(shape: str, parsed: Parsed) -> tuple[tuple[int, Level, int, int, Slot], ...] | None:
    """Where the digits of a reading come from; None where it may not hold for other digits."""
    address = parsed.best
    if len(parsed.candidates) > 1 or parsed.ambiguous or _TOO_LONG.search(shape):
        return None
    if any(_DIGITS.search(span.text) for span in (*address.rest, *address.noise)):
        return None
    found = []
    for place, (level, value, text, start, end) in enumerate(address.components):
        if _DIGITS.search(text):
            slot = slot_of(value, text)
            if slot is None:
                return None
            slot = slot._replace(start=slot.start + start, end=slot.end + start)
            found.append((place, level, start, end, slot))
    return tuple(found)
