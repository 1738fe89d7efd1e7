"""Numbers for the doors between two doors that keep theirs.

A door rebuilt on its plot gets its number back; else a number between, nearest the middle; else
a sub-number of the number before; else a person decides. No existing number moves.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from doorplate.address import DoorNumber
from doorplate.numbering.book import Book
from doorplate.numbering.doors import Door, DoorKind, HeldState, Rule
from doorplate.numbering.line import CEILING, Line, between
from doorplate.numbering.metric import fit_upward, metric_number
from doorplate.numbering.policy import Policy

__all__ = ["Gap", "Item", "Placement", "Placer", "items_of"]


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
    """Items in counting order between two kept numbers; None at the street's ends."""

    items: tuple[Item, ...]
    low: DoorNumber | None
    high: DoorNumber | None


class Placement(NamedTuple):
    """An item's number and the rule that gave it; None where a person must decide."""

    item: Item
    number: DoorNumber | None
    rule: Rule


def items_of(door: Door, policy: Policy, chainage: int = 0) -> list[Item]:
    """The wishes of one door or place: one, or as many as its frontage reserves."""
    reserve = policy.reserve
    count = 1
    if door.kind is DoorKind.WALL:
        count = door.length // reserve.frontage_cm if reserve.frontage_cm else 0
    elif door.kind is DoorKind.ALLEY:
        count = reserve.alley_mouth
    elif door.kind is DoorKind.PLOT:
        count = int(reserve.plots)
    return [Item(door, chainage=chainage)] * count


class Placer:
    """Places gap after gap of one side; each number given is taken at once."""

    def __init__(self, policy: Policy, line: Line, book: Book) -> None:
        self._policy = policy
        self._line = line
        self._book = book
        self.spare: list[int] = []

    def place(self, gap: Gap) -> list[Placement]:
        """One placement per item, in the gap's order."""
        placed: list[Placement] = []
        stack: list[Gap | Placement] = [gap]
        while stack:
            here = stack.pop()
            if isinstance(here, Placement):
                placed.append(here)
            elif here.items:
                stack += self._parts(here, placed)
        return placed

    def _parts(self, gap: Gap, placed: list[Placement]) -> list[Gap | Placement]:
        """What lies behind the first held number, it, and what lies before; or all placed."""
        anchor = self._anchor(gap)
        if anchor is None:
            placed += self._unanchored(gap)
            return []
        at, number = anchor
        self._book.taken.add(number)
        rule = Rule.RESTORED if number in self._book.retired else Rule.RESERVED_SLOT
        return [
            Gap(gap.items[at + 1 :], number, gap.high),
            Placement(gap.items[at], number, rule),
            Gap(gap.items[:at], gap.low, number),
        ]

    def _anchor(self, gap: Gap) -> tuple[int, DoorNumber] | None:
        for at, item in enumerate(gap.items):
            for number in self._book.own(item.door):
                held = self._book.retired.get(number) or self._book.reserved[number]
                allowed = (
                    held.state is HeldState.RESERVED or self._policy.reuse.restore
                ) and self._line.fits(number.main)
                if allowed and _inside(number, gap) and self._leaves_room(gap, at, number):
                    return at, number
        return None

    def _leaves_room(self, gap: Gap, at: int, number: DoorNumber) -> bool:
        """Whether doors that lost a number still find one on either side of a held number."""
        if self._policy.sub.allowed:
            return True
        sides = (
            Gap(gap.items[:at], gap.low, number),
            Gap(gap.items[at + 1 :], number, gap.high),
        )
        return all(
            part.high is None or sum(i.displaced for i in part.items) <= len(self._free(part))
            for part in sides
        )

    def _unanchored(self, gap: Gap) -> list[Placement]:
        firm = [i for i in gap.items if self._own_number(i)]
        placed = self._firm(Gap(tuple(firm), gap.low, gap.high))
        if len(firm) == len(gap.items):
            return placed
        return self._weave(gap, placed)

    def _weave(self, gap: Gap, placed: list[Placement]) -> list[Placement]:
        """The others get a sub-number of whatever stands before them."""
        queue, before, woven = list(placed), gap.low, []
        for item in gap.items:
            if self._own_number(item):
                found = queue.pop(0)
            else:
                after = next((p.number for p in queue if p.number), gap.high)
                found = self._sub(item, before, after)
            woven.append(found)
            before = found.number or before
        return woven

    def _own_number(self, item: Item) -> bool:
        """Buildings without permit get sub-numbers, where the policy has any."""
        return item.door.permit or not self._policy.sub.allowed

    def _firm(self, gap: Gap) -> list[Placement]:
        if self._policy.counting.metric:
            return self._metric(gap)
        if gap.high is None:
            return self._sequence(gap)
        return self._between(gap)

    def _give(self, item: Item, number: int, rule: Rule) -> Placement:
        given = DoorNumber(number)
        self._book.taken.add(given)
        if given in self._book.reserved and not item.soft:
            rule = Rule.RESERVED_SLOT
        return Placement(item, given, rule)

    # Beyond the last number ---------------------------------------------------------------

    def _sequence(self, gap: Gap) -> list[Placement]:
        low, high = between(gap.low, None)
        numbers = filter(self._book.free, self._line.span(low, high))
        first = gap.low is None
        if first:
            self.spare += _take(numbers, self._policy.reserve.start)
        return list(self._counted(gap.items, numbers, first=first))

    def _counted(
        self, items: Sequence[Item], numbers: Iterator[int], *, first: bool
    ) -> Iterator[Placement]:
        every, doors = self._policy.reserve.every, 0
        for at, item in enumerate(items):
            if at or not first:
                _take(numbers, self._policy.counting.step - 1)
            number = next(numbers, None)
            if number is None:
                yield Placement(item, None, Rule.NONE)
                continue
            yield self._give(item, number, Rule.SEQUENCE)
            doors += not item.soft
            if first and every and not item.soft and doors % every == 0:
                self.spare += _take(numbers, 1)

    # Between two numbers ------------------------------------------------------------------

    def _free(self, gap: Gap) -> list[int]:
        return [n for n in self._line.span(*between(gap.low, gap.high)) if self._book.free(n)]

    def _between(self, gap: Gap) -> list[Placement]:
        free = self._free(gap)
        items = _fitting(gap.items, len(free))
        if len(items) <= len(free):
            low, high = between(gap.low, gap.high)
            chosen = _spread(free, len(items), low, high)
            placed = [
                self._give(i, n, Rule.FREE_SLOT) for i, n in zip(items, chosen, strict=True)
            ]
        elif self._policy.sub.allowed:
            placed = self._crowded(items, free, gap)
        else:
            placed = self._first_displaced(items, free)
        return _whole(gap.items, placed)

    def _crowded(self, items: Sequence[Item], free: list[int], gap: Gap) -> list[Placement]:
        placed = [self._give(i, n, Rule.FREE_SLOT) for i, n in zip(items, free, strict=False)]
        before = placed[-1].number if placed else gap.low
        for item in items[len(free) :]:
            placed.append(self._sub(item, before, gap.high))
            before = placed[-1].number or before
        return placed

    def _first_displaced(self, items: Sequence[Item], free: list[int]) -> list[Placement]:
        """Without sub-numbers: doors that lost a number go before doors that had none."""
        ranked = sorted(range(len(items)), key=lambda i: (not items[i].displaced, i))
        lucky = sorted(ranked[: len(free)])
        return [
            self._give(items[i], n, Rule.FREE_SLOT) for i, n in zip(lucky, free, strict=True)
        ]

    def _sub(
        self, item: Item, before: DoorNumber | None, after: DoorNumber | None
    ) -> Placement:
        """The next sub-number of the number before, if it still sorts before the next."""
        if before is None or item.soft or not self._policy.sub.allowed:
            return Placement(item, None, Rule.NONE)
        start = before.sub[0] + 1 if before.sub else 1
        for n in range(start, self._policy.sub.maximum + 1):
            number = DoorNumber(before.main, (n,), before.suffix)
            if after is not None and number >= after:
                break
            if self._book.open(number):
                self._book.taken.add(number)
                return Placement(item, number, Rule.SUB_NUMBER)
        return Placement(item, None, Rule.NONE)

    # By the metre -------------------------------------------------------------------------

    def target(self, item: Item) -> int:
        """The number that the metres of an item call for."""
        return metric_number(self._policy.counting, self._line, item.chainage)

    def _metric(self, gap: Gap) -> list[Placement]:
        bounds = between(gap.low, gap.high)
        items = [i for i in gap.items if not i.soft] or list(gap.items)
        for wished in (gap.items, items):
            chosen = fit_upward(
                [self.target(i) for i in wished], self._line, bounds, self._book.free
            )
            if chosen is not None:
                placed = [
                    self._give(i, n, Rule.METRIC) for i, n in zip(wished, chosen, strict=True)
                ]
                return _whole(gap.items, placed)
        return _whole(gap.items, self._crowded(items, self._free(gap)[: len(items)], gap))


def _inside(number: DoorNumber, gap: Gap) -> bool:
    return (gap.low is None or gap.low < number) and (gap.high is None or number < gap.high)


def _take(numbers: Iterator[int], count: int) -> list[int]:
    return [n for _, n in zip(range(count), numbers, strict=False)]


def _fitting(items: Sequence[Item], room: int) -> list[Item]:
    """The real doors, and as many reservations as still find room."""
    spare = room - sum(not i.soft for i in items)
    kept = []
    for item in items:
        if not item.soft or spare > 0:
            kept.append(item)
            spare -= item.soft
    return kept


def _spread(free: Sequence[int], count: int, low: int, high: int) -> list[int]:
    """`count` of the free numbers, each nearest its even share of the gap, lower on ties."""
    chosen, start = [], 0
    parts = count + 1
    for j in range(1, parts):
        target = low * parts + (min(high, CEILING) - low) * j
        at = min(
            range(start, len(free) - (count - j)), key=lambda i: abs(free[i] * parts - target)
        )
        chosen.append(free[at])
        start = at + 1
    return chosen


def _whole(items: Sequence[Item], placed: Sequence[Placement]) -> list[Placement]:
    """Placements for all items, in order; those left out found no number."""
    queue = list(placed)
    out = []
    for item in items:
        if queue and queue[0].item is item:
            out.append(queue.pop(0))
        else:
            out.append(Placement(item, None, Rule.NONE))
    return out


def spans(kept: Sequence[int], length: int) -> Iterator[tuple[int, int]]:
    """The stretches between kept positions of a row: (first, behind last)."""
    for left, right in pairwise([-1, *kept, length]):
        yield left + 1, right
