"""Which rule numbered doors seem to follow: start, parity and counting, street by street."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from doorplate.errors import AssignmentError
from doorplate.numbering.checked import checked
from doorplate.numbering.doors import Door, Scope, Side
from doorplate.numbering.orient import sector_of, starts_last
from doorplate.numbering.policy import Policy, Sector
from doorplate.numbering.preserve import Candidate, keep_ordered
from doorplate.numbering.runs import rank_of

__all__ = ["Inferred", "StreetRule", "infer_policy"]


Attribute = Literal[
    "start", "sector", "parity", "counting", "unit_cm",
    "doors", "parity_share", "order_share", "counting_share",
]  # fmt: skip
"""What streets can be counted by."""


@dataclass(frozen=True, slots=True)
class StreetRule:
    """What one street's numbers look like. Shares are percent of its numbered doors.

    Attributes:
        scope: the street.
        doors: numbered doors with a side and a place, one per number and side.
        start: the survey's end where numbers begin: `first` or `last`.
        sector: that end's compass sector, where the street has a bearing.
        parity: `left_odd` or `right_odd` along the counting; `serial` where less than three in
            four doors obey either.
        parity_share: doors that obey the better of the two.
        order_share: doors on the longest rising chain of their side.
        counting: `sequence` where most neighbours of a side follow by two (serial: by one),
            `metric` where numbers follow the metres instead, else `gaps`.
        counting_share: neighbours, or doors, that obey it.
        unit_cm: centimetres per number of one side, end to end; 0 where unknown.
    """

    scope: str
    doors: int
    start: str
    sector: Sector | None
    parity: str
    parity_share: int
    order_share: int
    counting: str
    counting_share: int
    unit_cm: int


@dataclass(frozen=True, slots=True)
class Inferred:
    """All streets of a town, and what most of them do.

    Attributes:
        streets: one rule per street with at least the asked number of doors, by scope.
        skipped: streets with too few numbered doors.
        scopes: what is known of the streets beside their doors.
    """

    streets: tuple[StreetRule, ...]
    skipped: tuple[str, ...]
    scopes: tuple[Scope, ...] = ()

    @checked(AssignmentError)
    def votes(self, what: Attribute) -> Counter[str]:
        """How many streets have each value of an attribute, as `parity` or `sector`."""
        return Counter(str(getattr(street, what)) for street in self.streets)

    @checked(AssignmentError)
    def share(self, test: Callable[[StreetRule], bool]) -> int:
        """Percent of the streets that pass a test."""
        passed = sum(test(s) for s in self.streets)
        return 100 * passed // len(self.streets) if self.streets else 0

    @checked(AssignmentError)
    def against(self, policy: Policy) -> tuple[str, ...]:
        """Streets whose start or parity is not the policy's.

        The start that the policy asks for is the one that `assign` would count from: a decided
        end, a dead end's mouth, a bearing. Where none is known it is not judged, nor is parity
        where the policy goes by the compass or has none.
        """
        known = {scope.id: scope for scope in self.scopes}
        return tuple(
            s.scope
            for s in self.streets
            if not _agrees(s, known.get(s.scope, Scope(s.scope)), policy)
        )


def _agrees(street: StreetRule, scope: Scope, policy: Policy) -> bool:
    one = scope.sides == "one" and policy.parity.one_sided == "consecutive"
    mode = "serial" if one else policy.parity.mode
    return mode in {"compass", "none", street.parity} and _starts(street, scope, policy)


def _starts(street: StreetRule, scope: Scope, policy: Policy) -> bool:
    try:
        return starts_last(scope, policy) == (street.start == "last")
    except AssignmentError:  # nothing says where it should
        return True


@checked(AssignmentError)
def infer_policy(
    doors: Iterable[Door], scopes: Iterable[Scope] = (), *, at_least: int = 6
) -> Inferred:
    """Read numbered doors and say which start, parity and counting fit each street.

    Only the main number counts, and of several doors with one number on one side the first.
    O(n log n) per street.

    Args:
        doors: doors with `side` left or right, a place and a number; others are left out.
        scopes: gives streets their bearing, so that the starting sector can be told, and
            their mouths and decided ends, for `against`.
        at_least: numbered doors below which a street says nothing.

    Raises:
        AssignmentError: a numbered door has neither order nor chainage.

    >>> from doorplate.address import DoorNumber
    >>> row = [Door(str(i), "s", Side.LEFT, i, number=DoorNumber(2 * i + 1)) for i in range(6)]
    >>> street = infer_policy(row, [Scope("s", bearing=180)]).streets[0]
    >>> street.parity, street.start, street.sector, street.counting
    ('left_odd', 'first', <Sector.N: 'N'>, 'sequence')
    """
    known_scopes = tuple(scopes)
    bearings = {s.id: s.bearing for s in known_scopes}
    streets: defaultdict[str, list[Door]] = defaultdict(list)
    for door in doors:
        if door.number is not None and door.side in {Side.LEFT, Side.RIGHT}:
            streets[door.scope].append(door)
    rules, skipped = [], []
    for scope in sorted(streets):
        known = _distinct(streets[scope])
        if len(known) < at_least:
            skipped.append(scope)
        else:
            rules.append(_street(scope, known, bearings.get(scope)))
    return Inferred(tuple(rules), tuple(skipped), known_scopes)


def _main(door: Door) -> int:
    return door.number.main if door.number is not None else 0


def _distinct(doors: Iterable[Door]) -> list[Door]:
    """One door per number and side, in survey order."""
    found: dict[tuple[Side | None, int], Door] = {}
    for door in sorted(doors, key=lambda d: (rank_of(d), d.uid)):
        found.setdefault((door.side, _main(door)), door)
    return list(found.values())


def _street(scope: str, doors: Sequence[Door], bearing: int | None) -> StreetRule:
    start, kept = max(
        ((end, _rising(doors, end)) for end in ("first", "last")),
        key=lambda pair: (pair[1], pair[0] == "first"),
    )
    along = list(doors) if start == "first" else list(reversed(doors))
    parity, obey = _parity(along, flipped=start == "last")
    counting, steps, unit = _counting(along, 1 if parity == "serial" else 2)
    end = None if bearing is None else sector_of(bearing + 180 * (start == "first"), 8, 22)
    return StreetRule(
        scope,
        len(doors),
        start,
        end,
        parity,
        100 * obey // len(doors),
        100 * kept // len(doors),
        counting,
        steps,
        unit,
    )


def _sides(doors: Sequence[Door]) -> Mapping[Side | None, list[Door]]:
    sides: defaultdict[Side | None, list[Door]] = defaultdict(list)
    for door in doors:
        sides[door.side].append(door)
    return sides


def _rising(doors: Sequence[Door], start: str) -> int:
    """Doors on the longest rising chains, side by side, counted from one end."""
    total = 0
    for side in _sides(doors).values():
        row = side if start == "first" else list(reversed(side))
        total += len(keep_ordered([Candidate(d.number, 1) for d in row if d.number]))
    return total


def _parity(along: Sequence[Door], *, flipped: bool) -> tuple[str, int]:
    """The parity rule that most doors obey, and how many do."""
    left = Side.RIGHT if flipped else Side.LEFT
    odd_left = sum((d.side is left) == (_main(d) % 2 == 1) for d in along)
    best = max(odd_left, len(along) - odd_left)
    if best * 4 < len(along) * 3:
        return "serial", best
    return ("left_odd", odd_left) if odd_left == best else ("right_odd", best)


def _counting(along: Sequence[Door], step: int) -> tuple[str, int, int]:
    rows = [along] if step == 1 else list(_sides(along).values())
    jumps = [_main(b) - _main(a) for row in rows for a, b in pairwise(row)]
    if not jumps:
        return "gaps", 0, 0
    unit = _unit(rows, step)
    exact = 100 * sum(j == step for j in jumps) // len(jumps)
    if exact >= 50:
        return "sequence", exact, unit
    close = _metric_share(rows, step, unit)
    return ("metric", close, unit) if close >= 80 else ("gaps", exact, unit)


def _unit(rows: Iterable[Sequence[Door]], step: int) -> int:
    """Centimetres per number of a side: the median over the sides, end to end."""
    units = []
    for row in rows:
        numbers = abs(_main(row[-1]) - _main(row[0])) // step
        ends = row[0].chainage, row[-1].chainage
        if numbers and ends[0] is not None and ends[1] is not None:
            units.append(abs(ends[1] - ends[0]) // numbers)
    return int(median(units)) if units else 0


def _metric_share(rows: Iterable[Sequence[Door]], step: int, unit: int) -> int:
    """Percent of doors within two numbers of what their metres call for."""
    close = total = 0
    for row in rows:
        if unit == 0 or row[0].chainage is None:
            continue
        for door in row:
            away = abs((door.chainage or 0) - row[0].chainage)
            wished = _main(row[0]) + step * away // unit
            close += abs(_main(door) - wished) <= 2 * step
            total += 1
    return 100 * close // total if total else 0
