"""Numbers for the doors between two doors that keep theirs.

A door rebuilt on its plot gets its number back; else a number between, nearest the middle; else
a sub-number of the number before; else a person decides. No existing number moves.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from doorplate.address import DoorNumber
from doorplate.numbering.anchors import Anchors, Gap, Item, Placement
from doorplate.numbering.book import Book
from doorplate.numbering.doors import Door, DoorKind, Rule
from doorplate.numbering.line import CEILING, Line, between
from doorplate.numbering.metric import fit_upward, metric_number
from doorplate.numbering.policy import Policy
from doorplate.numbering.supply import Supply

__all__ = ["Placer", "items_of", "spans", "spread"]


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
    """Places gap after gap of one side; each number given is taken at once.

    `spare` collects the numbers that the policy keeps free, with their scopes; `root` is the
    scope where the road starts.
    """

    def __init__(self, policy: Policy, line: Line, book: Book, root: str) -> None:
        self._policy = policy
        self._line = line
        self._book = book
        self._root = root
        self._supply = Supply(line, book.gone())
        self._anchors = Anchors(policy, line, book, self._supply)
        self.spare: list[tuple[str, int]] = []

    def place(self, gap: Gap) -> list[Placement]:
        """One placement per item, in the gap's order."""
        placed: list[Placement] = []
        for part in self._anchors.split(gap):
            if isinstance(part, Placement):
                placed.append(part)
            elif part.items:
                placed += self._unanchored(part)
        return placed

    def _unanchored(self, gap: Gap) -> list[Placement]:
        firm = tuple(i for i in gap.items if self._own_number(i))
        placed = self._firm(gap._replace(items=firm))
        if len(firm) == len(gap.items):
            return placed
        return self._weave(gap, placed)

    def _weave(self, gap: Gap, placed: Sequence[Placement]) -> list[Placement]:
        """The others get a sub-number of whatever stands before them."""
        behind, woven = list(reversed(placed)), []
        before = gap.low
        for item in gap.items:
            if self._own_number(item):
                found = behind.pop()
            else:
                after = next((p.number for p in reversed(behind) if p.number), gap.high)
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
        self._supply.take(number)
        if given in self._book.reserved and not item.soft:
            rule = Rule.RESERVED_SLOT
        return Placement(item, given, rule)

    # Beyond the last number ---------------------------------------------------------------

    def _sequence(self, gap: Gap) -> list[Placement]:
        numbers = self._supply.between(*between(gap.low, None))
        if gap.low is None:
            self._spare(self._root, numbers, self._policy.reserve.start)
        return list(self._counted(gap, numbers))

    def _spare(self, scope: str, numbers: Iterator[int], count: int) -> None:
        self.spare += [(scope, number) for number in islice(numbers, count)]

    def _counted(self, gap: Gap, numbers: Iterator[int]) -> Iterator[Placement]:
        reserve, doors, scope = self._policy.reserve, 0, gap.after
        for at, item in enumerate(gap.items):
            if scope not in {"", item.door.scope}:
                self._spare(scope, numbers, reserve.end)
            scope = item.door.scope
            if at or gap.low is not None:
                _pass(numbers, self._policy.counting.step - 1)
            number = next(numbers, None)
            if number is None:
                yield Placement(item, None, Rule.NONE)
                continue
            yield self._give(item, number, Rule.SEQUENCE)
            doors += not item.soft
            if reserve.every and gap.low is None and not item.soft:
                self._spare(scope, numbers, doors % reserve.every == 0)

    # Between two numbers ------------------------------------------------------------------

    def _between(self, gap: Gap) -> list[Placement]:
        low, high = between(gap.low, gap.high)
        room = self._supply.count(low, high)
        items = _fitting(gap.items, room)
        if len(items) <= room:
            chosen = spread(self._supply, len(items), low, high)
            placed = [
                self._give(i, n, Rule.FREE_SLOT) for i, n in zip(items, chosen, strict=True)
            ]
        elif self._policy.sub.allowed:
            placed = self._crowded(items, list(self._supply.between(low, high)), gap)
        else:
            placed = self._first_displaced(items, list(self._supply.between(low, high)))
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
            chosen = fit_upward([self.target(i) for i in wished], self._supply, bounds)
            if chosen is not None:
                placed = [
                    self._give(i, n, Rule.METRIC) for i, n in zip(wished, chosen, strict=True)
                ]
                return _whole(gap.items, placed)
        free = list(islice(self._supply.between(*bounds), len(items)))
        return _whole(gap.items, self._crowded(items, free, gap))


def _pass(numbers: Iterator[int], count: int) -> None:
    """Leave out the next ones."""
    next(islice(numbers, count, count), None)


def _fitting(items: Sequence[Item], room: int) -> list[Item]:
    """The real doors, and as many reservations as still find room."""
    spare = room - sum(not i.soft for i in items)
    kept = []
    for item in items:
        if not item.soft or spare > 0:
            kept.append(item)
            spare -= item.soft
    return kept


def spread(supply: Supply, count: int, low: int, high: int) -> list[int]:
    """`count` of the numbers between, each nearest its even share of the gap, lower on ties."""
    chosen: list[int] = []
    parts, base, room = count + 1, supply.rank(low), supply.count(low, high)
    first = 1
    for j in range(1, parts):
        share = low * parts + (min(high, CEILING) - low) * j
        under = supply.rank(share // parts) - base
        last = room - (count - j)
        places = (min(max(place, first), last) for place in (under, under + 1))
        near = [supply.nth(base + place, low, high) for place in places]
        chosen.append(min((abs(n * parts - share), n) for n in near)[1])
        first = supply.rank(chosen[-1]) - base + 1
    return chosen


def _whole(items: Sequence[Item], placed: Sequence[Placement]) -> list[Placement]:
    """Placements for all items, in order; those left out found no number."""
    found = iter(placed)
    here, out = next(found, None), []
    for item in items:
        if here is not None and here.item is item:
            out.append(here)
            here = next(found, None)
        else:
            out.append(Placement(item, None, Rule.NONE))
    return out


def spans(kept: Sequence[int], length: int) -> Iterator[tuple[int, int]]:
    """The stretches between kept positions of a row: (first, behind last)."""
    for left, right in pairwise([-1, *kept, length]):
        yield left + 1, right
