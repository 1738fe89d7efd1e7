"""Two lists of records: which row here is which row there?"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from doorplate.match._columns import Columns, undisturbed
from doorplate.match._explain import EQUAL, plain, step_reason
from doorplate.match._judge import Step
from doorplate.match._pairing import pair_rows
from doorplate.match._resolve import Door, Resolution
from doorplate.match._score import probability
from doorplate.match._weights import Weights, curated
from doorplate.match.places import Places, listed
from doorplate.match.values import Record, Relation, Verdict

__all__ = ["Link", "link"]

Spelled = tuple[int, int]
"""Names and numbers of a row as they are spelled, by index."""


class Link(NamedTuple):
    """One row on the left, its row on the right, and why.

    `right` is None, with relation `different`, where no row on the right is this door;
    relation `unknown` names a row that a person must look at.
    """

    left: str
    right: str | None
    verdict: Verdict


def link(
    left: Iterable[Record],
    right: Iterable[Record],
    *,
    one_to_one: bool = False,
    places: Places | None = None,
    weights: Weights | None = None,
) -> list[Link]:
    """The row on the right for every row on the left, in the order of the left list.

    Names are resolved over both lists together, so that what one list always leaves out (a
    hamlet, a town) is learnt from the doors they share; numbers must be equal.

    Args:
        left: records to find.
        right: records to find them among.
        one_to_one: use every row on the right once; rows spelled alike are paired first.
        places: known places.
        weights: the evidence weights; the curated ones where None.

    Raises:
        MatchError: an id occurs twice in one list, or a row is no record.

    >>> from doorplate.address import Address
    >>> old = [Record("a", Address.of(village="林投村", hamlet="林投", number="78号"))]
    >>> new = [Record("b", Address.of(village="林投村", number="78号"))]
    >>> [(found.left, found.right) for found in link(old, new)]
    [('a', 'b')]
    """
    table = (weights or curated()).without("coarser")
    with undisturbed():
        found = Resolution(Columns(left, right), listed(places).names, table)
    return list(_Linking(found, one_to_one=one_to_one).links())


class _Offers:
    """Rows on the right that a row on the left may be, in order, and those of each spelling."""

    def __init__(self, rows: Iterable[int], spelling: Sequence[Spelled]) -> None:
        self._all = deque(rows)
        self._alike: dict[Spelled, deque[int]] = defaultdict(deque)
        for row in self._all:
            self._alike[spelling[row]].append(row)

    def alike(self, own: Spelled, taken: set[int]) -> int | None:
        """The first row spelled so that is not taken."""
        return _first(self._alike.get(own), taken)

    def best(self, own: Spelled, taken: set[int]) -> int | None:
        """The first row that is not taken, rather one spelled so."""
        alike = self.alike(own, taken)
        return _first(self._all, taken) if alike is None else alike


def _first(rows: deque[int] | None, taken: set[int]) -> int | None:
    while rows and rows[0] in taken:
        rows.popleft()
    return rows[0] if rows else None


class _Linking:
    """Pairs of rows turned into links."""

    def __init__(self, found: Resolution, *, one_to_one: bool) -> None:
        self._found, self._once = found, one_to_one
        self._ids, self._split = found.columns.ids, found.columns.split
        self._exact, self._coarser = pair_rows(found)
        columns = found.columns
        self._spelling = list(
            zip(columns.names.tolist(), columns.numbers.tolist(), strict=True)
        )
        self._offers: dict[int, _Offers] = {}
        self._taken: set[int] = set()
        self._doubts: dict[Door, int] = {}
        self._doors: dict[Door, int] = {}
        self._asked: dict[Door, tuple[Step, ...]] = {}
        for spelled in map(found.spelled, range(self._split)):
            steps, door = found.doubts(spelled), found.door(spelled)
            if steps and door:
                self._asked.setdefault(door, steps)
        for row in range(self._split, len(self._ids)):
            spelled = found.spelled(row)
            if door := found.door(spelled):
                self._doors.setdefault(door, row)
            for step in found.doubts(spelled):
                if end := found.end(step.target, spelled[1]):
                    self._doubts.setdefault(end, row)

    def links(self) -> Iterator[Link]:
        """One link a row of the left list."""
        chosen = self._alike() if self._once else {}
        for row in range(self._split):
            if row not in chosen:
                chosen[row] = self._choice(row)
            partner = chosen[row]
            yield self._unsure(row) if partner is None else self._link(row, partner)

    def _alike(self) -> dict[int, int | None]:
        """Rows spelled alike, paired before any other row may take one of them."""
        chosen: dict[int, int | None] = {}
        for row in filter(self._exact.__contains__, range(self._split)):
            other = self._offered(row).alike(self._spelling[row], self._taken)
            if other is not None:
                chosen[row] = other
                self._taken.add(other)
        return chosen

    def _choice(self, row: int) -> int | None:
        best = self._offered(row).best(self._spelling[row], self._taken)
        if self._once and best is not None:
            self._taken.add(best)
        return best

    def _offered(self, row: int) -> _Offers:
        """What a row may be: rows of one door share one list."""
        rows = self._exact.get(row) or self._coarser.get(row) or ()
        if id(rows) not in self._offers:
            self._offers[id(rows)] = _Offers(rows, self._spelling)
        return self._offers[id(rows)]

    def _link(self, row: int, partner: int) -> Link:
        steps = [
            step
            for side in (row, partner)
            if (step := self._found.step(self._found.spelled(side))) is not None
        ]
        score = min((probability(step.bits) for step in steps), default=1.0)
        reasons = [step_reason(step) for step in steps]
        if row not in self._exact:
            reasons.append(_COARSER)
        verdict = Verdict(Relation.SAME_DOOR, score, tuple(reasons or [EQUAL]))
        return Link(self._ids[row], self._ids[partner], verdict)

    def _unsure(self, row: int) -> Link:
        """A row without a partner: perhaps one that a person must look at."""
        spelled = self._found.spelled(row)
        door = self._found.door(spelled)
        asked = self._asked.get(door, ()) if door else ()
        for step in self._found.doubts(spelled) or asked:
            end = self._found.end(step.target, spelled[1])
            other = self._doors.get(end) if end else None
            if other is not None:
                return self._perhaps(row, other, step)
        other = self._doubts.get(door) if door else None
        if other is None and door and row not in self._exact:
            other = self._doors.get(door)
        if other is not None:
            return self._perhaps(row, other, None)
        relation = Relation.DIFFERENT if door else Relation.UNKNOWN
        return Link(self._ids[row], None, Verdict(relation, 0.0))

    def _perhaps(self, row: int, partner: int, step: Step | None) -> Link:
        score = probability(step.bits) if step else 0.5
        reasons = (step_reason(step),) if step else (_SEVERAL,)
        verdict = Verdict(Relation.UNKNOWN, score, reasons)
        return Link(self._ids[row], self._ids[partner], verdict)


_COARSER = plain(
    "coarser", "一方少写一级，别无所指", "a level left out, and nothing else could be meant"
)
_SEVERAL = plain("several", "几条记录都可能", "several records could be meant")
