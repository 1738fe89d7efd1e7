"""Doors that a number is held for: they get it, and part the doors before from those behind."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from doorplate.address import DoorNumber
from doorplate.numbering.book import Book
from doorplate.numbering.doors import Door, HeldState, Rule
from doorplate.numbering.line import Line, between
from doorplate.numbering.policy import Policy
from doorplate.numbering.supply import Supply

__all__ = ["Anchors", "Gap", "Item", "Placement"]


class Item(NamedTuple):
    """One wish for a number.

    Attributes:
        door: the door, or the place that reserves.
        displaced: it had a number that cannot stay, so it goes before new doors.
        chainage: centimetres from the street's start, for metric counting.
    """

    door: Door
    displaced: bool = False
    chainage: int = 0

    @property
    def soft(self) -> bool:
        """A reservation: gives way to real doors."""
        return self.door.kind.reserves


class Gap(NamedTuple):
    """Items in counting order between two kept numbers.

    Attributes:
        items: the wishes.
        low: the number before them; None at the street's start.
        high: the number behind them; None at its end.
        after: the scope of the door before them; empty at the street's start.
    """

    items: tuple[Item, ...]
    low: DoorNumber | None
    high: DoorNumber | None
    after: str = ""


class Placement(NamedTuple):
    """An item's number and the rule that gave it; None where a person must decide."""

    item: Item
    number: DoorNumber | None
    rule: Rule


class _Part(NamedTuple):
    """A stretch of a gap's items, from `start` to before `end`."""

    start: int
    end: int
    low: DoorNumber | None
    high: DoorNumber | None

    def holds(self, number: DoorNumber) -> bool:
        return (self.low is None or self.low < number) and (
            self.high is None or number < self.high
        )


class Anchors:
    """Finds the doors of a side that get back, or at last get, a number held for them."""

    def __init__(self, policy: Policy, line: Line, book: Book, supply: Supply) -> None:
        self._policy = policy
        self._line = line
        self._book = book
        self._supply = supply

    def split(self, gap: Gap) -> Iterator[Gap | Placement]:
        """The gap's anchored doors, and the gaps without any between them, in order.

        Each gap is to be filled before the next is asked for.
        """
        displaced = list(accumulate((i.displaced for i in gap.items), initial=0))
        todo: list[_Part | Placement] = [_Part(0, len(gap.items), gap.low, gap.high)]
        while todo:
            here = todo.pop()
            if isinstance(here, Placement):
                yield here
                continue
            found = self._first(gap.items, here, displaced)
            if found is None:
                before = gap.items[here.start - 1].door.scope if here.start else gap.after
                yield Gap(gap.items[here.start : here.end], here.low, here.high, before)
                continue
            at, number = found
            self._book.taken.add(number)
            rule = Rule.RESTORED if number in self._book.retired else Rule.RESERVED_SLOT
            todo += [
                here._replace(start=at + 1, low=number),
                Placement(gap.items[at], number, rule),
                here._replace(end=at, high=number),
            ]

    def _first(
        self, items: Sequence[Item], part: _Part, displaced: Sequence[int]
    ) -> tuple[int, DoorNumber] | None:
        for at in range(part.start, part.end):
            for number in self._book.own(items[at].door):
                fits = self._allowed(number) and part.holds(number)
                if fits and self._leaves_room(part, at, number, displaced):
                    return at, number
        return None

    def _allowed(self, number: DoorNumber) -> bool:
        held = self._book.retired.get(number) or self._book.reserved[number]
        given = held.state is HeldState.RESERVED or self._policy.reuse.restore
        return given and self._line.fits(number.main)

    def _leaves_room(
        self, part: _Part, at: int, number: DoorNumber, displaced: Sequence[int]
    ) -> bool:
        """Whether doors that lost a number still find one on either side of a held number."""
        if self._policy.sub.allowed:
            return True
        before = displaced[at] - displaced[part.start]
        behind = displaced[part.end] - displaced[at + 1]
        room = part.high is None or behind <= self._supply.count(*between(number, part.high))
        return room and before <= self._supply.count(*between(part.low, number))
