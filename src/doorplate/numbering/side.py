"""One road's sides settled: who keeps a number, who gets which, what a person must decide."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from doorplate.address import DoorNumber
from doorplate.findings import Finding, FindingKind
from doorplate.numbering import say
from doorplate.numbering.anchors import Gap, Item, Placement
from doorplate.numbering.book import Book
from doorplate.numbering.doors import (
    Assignment,
    Change,
    Door,
    Mode,
    Question,
    Rule,
    State,
)
from doorplate.numbering.insert import Placer, items_of, spans
from doorplate.numbering.policy import Policy
from doorplate.numbering.preserve import (
    Candidate,
    could_keep_ordered,
    could_keep_ranked,
    could_keep_spaced,
    keep_ordered,
    keep_ranked,
    keep_spaced,
)
from doorplate.numbering.runs import Run
from doorplate.numbering.supply import Supply

__all__ = ["Outcome", "Survey", "settle"]

Chosen = Callable[[Sequence[Candidate | None]], tuple[int, ...]]
Contending = Callable[[Sequence[Candidate | None]], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Survey:
    """What stays the same for every road."""

    policy: Policy
    mode: Mode


@dataclass(slots=True)
class Outcome:
    """What comes out for one road."""

    assignments: list[Assignment] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    reissued: bool = False

    def add(self, other: "Outcome") -> None:
        """Append another road's outcome."""
        self.assignments += other.assignments
        self.findings += other.findings
        self.questions += other.questions
        self.changes += other.changes
        self.reissued |= other.reissued


def settle(sides: Sequence[Run], book: Book, survey: Survey) -> Outcome:
    """All sides of one road."""
    outcome = Outcome()
    judges = [_Side(run, book, survey, outcome) for run in sides]
    for judge in judges:
        judge.classify()
    for judge in judges:
        judge.choose()
    for judge in judges:
        judge.place()
    for judge in judges:
        judge.leave()
    if survey.mode is Mode.FILL:
        outcome.findings = [_open(finding) for finding in outcome.findings]
    return outcome


def _open(finding: Finding) -> Finding:
    """Nothing is decided about numbers that stay as they are."""
    return finding._replace(decided=finding.kind is FindingKind.METRIC_SHIFT)


class _Side:
    """One side on its way to a plan: classify, choose what stays, place the rest."""

    def __init__(self, run: Run, book: Book, survey: Survey, outcome: Outcome) -> None:
        self.run = run
        self.line = run.line
        self.book = book
        self.survey = survey
        self.policy = survey.policy
        self.out = outcome
        self.fresh = survey.mode is Mode.RENUMBER
        numbered = [d for d in run.doors if d.kind.numbered and d.number is not None]
        self.row: list[Door] = [] if self.fresh else numbered
        self.barred: set[str] = set()
        self.suspended: set[str] = set()
        self.kept: dict[str, DoorNumber] = {}
        self.left: list[Door] = []

    # What cannot stay ---------------------------------------------------------------------

    def classify(self) -> None:
        """Wrong parity, numbers of others; and which numbers count as held from now on."""
        for door in self.row:
            number = _of(door)
            if not self.line.fits(number.main):
                self._bar(door, say.bad_parity(door))
            elif self.book.barred(door, number):
                self._bar(door, say.held_by_another(door))
        stays = self.survey.mode is Mode.FILL
        self.book.taken |= {
            _of(d) for d in self.row if stays or d.uid not in self.barred or d.evidence.approved
        }

    def _bar(self, door: Door, finding: Finding) -> None:
        self.barred.add(door.uid)
        self.out.findings.append(finding)

    # What stays ---------------------------------------------------------------------------

    def choose(self) -> None:
        """The best chain; twins with equal evidence are left to a person first."""
        groups = _twins(self.row, self.barred)
        if groups:
            self._judge_twins(groups)
        active = [d for d in self.row if d.uid not in self.suspended]
        row = self._candidates(active)
        chain = self._algorithms(row)[0](row)
        self.kept = {active[i].uid: _of(active[i]) for i in chain}
        self.book.kept |= set(self.kept.values())
        for group in groups:
            if not self.suspended & {d.uid for d in group}:
                self._bar_losers(group)
        if self.survey.mode is Mode.FILL:
            self.suspended |= {d.uid for d in self.row if d.uid not in self.kept}

    def _algorithms(self, row: Sequence[Candidate | None]) -> tuple[Chosen, Contending]:
        """How the doors to keep are found, and how those that could be."""
        if self.policy.sub.allowed:
            return keep_ordered, could_keep_ordered
        if self._free_mode and all(c is None or c.own for c in row):
            return keep_ranked, could_keep_ranked
        return keep_spaced, could_keep_spaced

    @property
    def _free_mode(self) -> bool:
        return self.policy.reuse.rule == "epoch" and not self.policy.sub.allowed

    def _candidates(self, doors: Sequence[Door]) -> list[Candidate | None]:
        supply, last = self._supply(doors), len(doors) - 1
        return [
            None if d.uid in self.barred else self._candidate(d, supply, last - i)
            for i, d in enumerate(doors)
        ]

    def _candidate(self, door: Door, supply: Supply, behind: int) -> Candidate:
        number = _of(door)
        plain = not (number.sub or number.suffix)
        after = supply.rank(number.main)
        below = supply.rank(number.main - 1) if plain else after
        largest = supply.nth(after + behind, number.main) if behind else number.main
        doors_first = self.policy.preserve.prefer == "doors"
        weight = (1 << 32) + door.evidence if doors_first else (door.evidence << 32) + 1
        own = int(self._free_mode and plain and after > below)
        return Candidate(number, weight, below, own, largest)

    def _supply(self, doors: Sequence[Door]) -> Supply:
        """Numbers a displaced door could get; in free mode, those of the others too."""
        gone = self.book.gone()
        if self._free_mode:
            present = (_of(d) for d in doors)
            gone -= {n.main for n in present if not (n.sub or n.suffix)}
        return Supply(self.line, gone)

    def _judge_twins(self, groups: Sequence[Sequence[Door]]) -> None:
        """Doors of one number that could each keep it, all being equal: nobody wins."""
        row = self._candidates(self.row)
        able = {self.row[i].uid for i in self._algorithms(row)[1](row)}
        for group in groups:
            equal = [d for d in group if d.uid in able]
            if len(equal) > 1:
                self.suspended |= {d.uid for d in equal}
                self.out.findings.append(say.twins(equal))
                if self.survey.mode is not Mode.FILL:
                    self.out.questions.append(say.ask_twins(equal))

    def _bar_losers(self, group: Sequence[Door]) -> None:
        winner = next((d for d in group if d.uid in self.kept), None)
        losers = [d for d in group if d is not winner]
        self.out.findings.append(say.duplicate(winner, losers))

    # Numbers for the rest -----------------------------------------------------------------

    def place(self) -> None:
        """Fill the gaps between the doors that stay."""
        placer = Placer(self.policy, self.line, self._opened(), next(iter(self.run.legs)))
        doors = [
            d
            for d in self.run.doors
            if (d.kind.numbered or d.kind.reserves) and d.uid not in self.suspended
        ]
        stay = [i for i, d in enumerate(doors) if d.uid in self.kept]
        for d in self.run.doors:
            if d.uid in self.suspended:
                self._suspend(d)
        for start, end in spans(stay, len(doors)):
            low = self.kept[doors[start - 1].uid] if start else None
            high = self.kept[doors[end].uid] if end < len(doors) else None
            items = tuple(i for d in doors[start:end] for i in self._items(d))
            after = doors[start - 1].scope if start else ""
            for placement in placer.place(Gap(items, low, high, after)):
                self._record(placement, placer)
            if end < len(doors):
                self._keep(doors[end])
        self._spare(placer)

    def _opened(self) -> Book:
        """In free mode the numbers that displaced doors leave may be given again."""
        if self._free_mode:
            gone = [
                d for d in self.row if d.uid not in self.kept and d.uid not in self.suspended
            ]
            self.book.taken -= {_of(d) for d in gone} - self.book.kept
        return self.book

    def _items(self, door: Door) -> list[Item]:
        away = self.run.metres(door) if self.policy.counting.metric else 0
        if door.kind.reserves:
            return items_of(door, self.policy, away)
        return [Item(door, door.number is not None and not self.fresh, away)]

    # What is said about it ----------------------------------------------------------------

    def _keep(self, door: Door) -> None:
        self.out.assignments.append(
            Assignment(door.uid, door.scope, door.number, Rule.KEPT, door.number, _state(door))
        )

    def _suspend(self, door: Door) -> None:
        if self.survey.mode is Mode.FILL:
            self._keep(door)
            if door.uid not in self.barred and _of(door) not in self.book.kept:
                self.out.findings.append(say.out_of_order(door))
            return
        self.out.assignments.append(
            Assignment(door.uid, door.scope, None, Rule.NONE, door.number, State.SUSPENDED)
        )

    def _record(self, placed: Placement, placer: Placer) -> None:
        door = placed.item.door
        if placed.item.soft:
            self._reserve(placed)
            return
        if placed.number is None:
            self._open_question(placed)
            return
        self.out.assignments.append(
            Assignment(
                door.uid, door.scope, placed.number, placed.rule, door.number, _state(door)
            )
        )
        if placed.rule is Rule.METRIC and placed.number.main != placer.target(placed.item):
            self.out.findings.append(say.shifted(door, placed.number))
        if placed.rule is Rule.RESERVED_SLOT:
            self.out.changes.append(Change(door.scope, placed.number, "occupied", door.uid))
        if door.number is not None and door.number != placed.number:
            self._displaced(door)

    def _reserve(self, placed: Placement) -> None:
        door, number = placed.item.door, placed.number
        if number is not None and number not in self.book.reserved:
            key = door.plot or door.uid
            self.out.changes.append(Change(door.scope, number, "reserved", "", key))

    def _open_question(self, placed: Placement) -> None:
        door = placed.item.door
        state = State.SUSPENDED if placed.item.displaced else State.UNNUMBERED
        self.out.assignments.append(
            Assignment(door.uid, door.scope, None, Rule.NONE, door.number, state)
        )
        self.out.questions.append(say.no_room(door))

    def _displaced(self, door: Door) -> None:
        if door.uid not in self.barred and _of(door) not in self.book.kept:
            self.out.findings.append(say.out_of_order(door))
        self.left.append(door)

    def leave(self) -> None:
        """What becomes of the numbers that doors leave, once every side has its own."""
        if self.fresh:
            return
        for door in self.left:
            old = _of(door)
            if self._free_mode and old in self.book.taken:
                self.out.reissued |= door.evidence.approved
            elif old not in self.book.kept:
                state = "retired" if door.evidence.approved else "void"
                self.out.changes.append(Change(door.scope, old, state, door.uid, door.plot))

    def _spare(self, placer: Placer) -> None:
        for scope, number in placer.spare:
            self.out.changes.append(Change(scope, DoorNumber(number), "reserved"))


def _of(door: Door) -> DoorNumber:
    if door.number is None:
        raise AssertionError(door.uid)
    return door.number


def _state(door: Door) -> State:
    return State.ASSIGNED if door.permit else State.PROVISIONAL


def _twins(row: Sequence[Door], barred: set[str]) -> list[list[Door]]:
    """Groups of doors on one side that claim one number, by number."""
    groups: defaultdict[DoorNumber, list[Door]] = defaultdict(list)
    for door in row:
        if door.uid not in barred:
            groups[_of(door)].append(door)
    return [groups[n] for n in sorted(groups) if len(groups[n]) > 1]
