"""Texts that differ in their digits alone are read alike: one reading serves a whole street.

Grammar looks at how many digits a number has and at its leading zeros, not at which number it
is; where a rule does look (807-811 is a range), the reading is not kept.
"""

import re
from typing import NamedTuple

from doorplate.address import Address, Component, Level
from doorplate.normalize._judge import may_be_range
from doorplate.normalize._made import maker
from doorplate.normalize._sights import Sights
from doorplate.normalize.values import Candidate, Parsed

_MOST = 3_072
TOO_LONG = re.compile("[01]{6}")
"""A telephone number, or no number of a door: which digits it has counts."""
_DIGITS = re.compile("[0-9]")
has_digits = _DIGITS.search


def shape_of(text: str) -> str:
    """The text with 1 for every digit but leading zeros; 0 may stay behind three others.

    >>> shape_of("文三路205号3幢0406室")
    '文三路111号1幢0111室'
    """
    return (
        text.replace("2", "1").replace("3", "1").replace("4", "1").replace("5", "1")
        .replace("6", "1").replace("7", "1").replace("8", "1").replace("9", "1")
        .replace("10", "11").replace("10", "11").replace("10", "11")
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


_component = maker(Component)

Slots = tuple[tuple[int, Level, int, int, Slot], ...]
"""Place in an address, level, start, end, and the slot, counted from the text's beginning."""


def fill(
    components: list[Component], slots: Slots, text: str, first: int = 0, shift: int = 0
) -> None:
    """Put the digits of a text into the components that have some.

    The slots count components from `first` on, and the text from `shift` on.
    """
    for place, level, start, end, (low, high, before, behind) in slots:
        a, b = start + shift, end + shift
        value = before + text[low + shift : high + shift] + behind
        components[first + place] = _component((level, value, text[a:b], a, b))


class Shape(NamedTuple):
    """The reading of every text of one shape.

    Attributes:
        parsed: the reading of the first of them.
        address: its address.
        slots: of each component with digits.
    """

    parsed: Parsed
    address: Address
    slots: Slots

    def read(self, text: str) -> Parsed:
        """The reading of another text of the shape."""
        (_, candidates, warnings, sure, ambiguous), known, slots = self
        components = list(known.components)
        fill(components, slots, text)
        address = Address(tuple(components), known.rest, known.noise)
        best = Candidate(address, *candidates[0][1:])
        return Parsed(text, (best,), warnings, sure, ambiguous)


class Shapes:
    """A bounded store of shapes, for one gazetteer."""

    def __init__(self) -> None:
        self._shapes: dict[str, Parsed | Shape | None] = {}
        self._seen = Sights()

    def __len__(self) -> int:
        return len(self._shapes)

    def clear(self) -> None:
        """Forget every shape."""
        self._shapes.clear()
        self._seen.clear()

    def read(self, shape: str, text: str) -> Parsed | None:
        """The reading of a text, where one of the same shape says it."""
        known = self._shapes.get(shape)
        if isinstance(known, Parsed):
            slots = _slots(shape, known)
            known = Shape(known, known.best, slots) if slots is not None else None
            self._shapes[shape] = known
        return known.read(text) if isinstance(known, Shape) else None

    def learn(self, shape: str, parsed: Parsed) -> None:
        """Keep the reading of a shape seen again; for which texts it holds shows later."""
        if shape in self._shapes or not self._seen.again(shape):
            return
        if len(self._shapes) >= _MOST:
            self._shapes.clear()
        self._shapes[shape] = parsed


def _slots(shape: str, parsed: Parsed) -> Slots | None:
    """Where the digits of a reading come from; None where it may not hold for other digits."""
    address = parsed.best
    if len(parsed.candidates) > 1 or parsed.ambiguous or TOO_LONG.search(shape):
        return None
    if may_be_range(address):
        return None
    if any(_DIGITS.search(span.text) for span in (*address.rest, *address.noise)):
        return None
    return slots_of(address.components)


def slots_of(components: tuple[Component, ...]) -> Slots | None:
    """Where the digits of some components stand in their text; None where one is no slot."""
    found = []
    for place, (level, value, text, start, end) in enumerate(components):
        if _DIGITS.search(text):
            slot = slot_of(value, text)
            if slot is None:
                return None
            slot = slot._replace(start=slot.start + start, end=slot.end + start)
            found.append((place, level, start, end, slot))
    return tuple(found)
