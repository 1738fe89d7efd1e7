"""Names first: every spelling of a place on a list, led back to the place it means.

The names of a list are few against its records. Each rarer name is tried against the more
frequent ones that are one edit, one missing level or one wrong town away; what the list itself
says about both (`Evidence`) decides. A name leads to a name that stands for itself, so nothing
ever chains.
"""

from collections.abc import Iterable, Mapping
from math import log2
from typing import NamedTuple

from doorplate.address import Level
from doorplate.match._evidence import Evidence, Stand
from doorplate.match._names import VETOES
from doorplate.match._neighbours import LEFT_OUT, Fit, Fits, neighbours
from doorplate.match._parts import PLACE_LEVELS, Name
from doorplate.match._weights import Weights


class Step(NamedTuple):
    """Why a name leads to another: the rule at one level, what stood there, and the bits."""

    target: int
    rule: str
    level: Level
    left: str
    right: str
    bits: float


_VETO = _NEVER = -100.0
_HOPELESS = -20.0
_FIRM = 9


class _Option(NamedTuple):
    """A target, how the name may mean it, and the bits before any door is looked at."""

    target: int
    fit: Fit
    base: float

    def step(self, bits: float) -> Step:
        return Step(self.target, *self.fit[:4], self.base + bits)


class Vocabulary:
    """The names of a list with what they lead to.

    `lead[i]` is the step of name `i`, or None where it stands for itself; `doors_lead` holds
    steps that hold for one door of a name only; `doubtful` what a person must decide.
    """

    def __init__(
        self, names: Mapping[Name, Mapping[int, int]], known: frozenset[Name], weights: Weights
    ) -> None:
        order = sorted(names, key=lambda n: (n not in known, -sum(names[n].values()), n))
        self.names = order
        self.id = {name: i for i, name in enumerate(order)}
        self.evidence = Evidence([names[name] for name in order], weights)
        self._known = known
        self._weights = weights
        self.lead: list[Step | None] = [None] * len(order)
        self.doors_lead: dict[tuple[int, int], Step] = {}
        self.doubtful: dict[tuple[int, int], list[Step]] = {}
        self.vague: set[int] = set()
        self._stands = self._gathered()
        fits = neighbours(order)
        self.evidence.learn_shared(
            (i, near[0][0])
            for i, near in enumerate(fits)
            if len(near) == 1 and near[0][1].rule == "missing"
        )
        self._resolve(fits)

    def step(self, name: int, number: int) -> Step | None:
        """The step of a name at one door; None where it stands for itself."""
        if name < 0 or (name, number) in self.doubtful:
            return None
        return self.doors_lead.get((name, number)) or self.lead[name]

    def _gathered(self) -> dict[Name, Stand]:
        """How every shorter beginning of a name stands, summed over what follows it."""
        found: dict[Name, Stand] = {}
        for name, stand in zip(self.names, self.evidence.stand, strict=True):
            for level, text in zip(PLACE_LEVELS, name.place, strict=True):
                if text:
                    prefix = _prefix(name, level)
                    found[prefix] = found[prefix] + stand if prefix in found else stand
        return found

    def _resolve(self, fits: list[list[tuple[int, Fit]]]) -> None:
        """Fuller names first, so that a target is final before a name is led to it."""
        vague = {i for i, near in enumerate(fits) if any(f.rule in LEFT_OUT for _, f in near)}
        for i in sorted(range(len(fits)), key=lambda i: (-_fullness(self.names[i]), i)):
            if fits[i] and self.names[i] not in self._known:
                free = [
                    (j, fit)
                    for j, fit in fits[i]
                    if self.lead[j] is None and not (fit.rule == "extra" and j in vague)
                ]
                self._decide(i, self._options(i, free, fits[i]))

    def _options(self, i: int, free: Fits, near: Fits) -> list[_Option]:
        """Every target with the bits before any door is looked at."""
        slips = [
            (j, fit, self._expected(j, fit)) for j, fit in free if fit.rule not in LEFT_OUT
        ]
        total = sum(count for _, fit, count in slips if fit.rule not in VETOES)
        partial = any(fit.rule in LEFT_OUT for _, fit in near)
        options = [
            _Option(
                j, fit, self._slip_bits(i, j, fit, total, partial=partial) + log2(n / total)
            )
            for j, fit, n in slips
            if total
        ]
        missing = [(j, fit) for j, fit in free if fit.rule in LEFT_OUT]
        rows = self.evidence.rows
        every = sum(rows[k] + 1 for k, fit in near if fit.rule in LEFT_OUT)
        edit = self._weights.edit
        return options + [
            _Option(j, fit, edit[fit.rule] + log2((rows[j] + 1) / every)) for j, fit in missing
        ]

    def _expected(self, j: int, fit: Fit) -> float:
        """How many records of a name's kind slips on the target leave."""
        rate = self._weights.rate
        rows = self._stand(j, fit.level).rows
        return max(1, rows) * rate.get(fit.rule, rate["edit"])

    def _slip_bits(self, i: int, j: int, fit: Fit, total: float, *, partial: bool) -> float:
        """Bits for a slip; a name that leaves a level out is no place of its own anyway."""
        edit = self._weights.edit
        mine = self._stand(i, fit.level)
        size = self.evidence.size(mine, total)
        bits = edit[fit.rule] + edit["known"] * self._vouched(i, j, fit)
        if fit.besides:
            bits += edit["besides"]
        if fit.besides and partial:
            return bits + min(0.0, size)
        few = min(0.0, log2((self._stand(j, fit.level).rows + 1) / _FIRM))
        return bits + size + self.evidence.alone(mine) + few

    def _stand(self, i: int, level: Level) -> Stand:
        """How a name down to the level at fault stands, whatever follows below it."""
        prefix = _prefix(self.names[i], level)
        return self._stands.get(prefix, self.evidence.stand[i])

    def _vouched(self, i: int, j: int, fit: Fit) -> float:
        """1 where the place list has the target and not the name, far below 0 the other way."""
        if not self._known or fit.rule in LEFT_OUT:
            return 0.0
        if _prefix(self.names[i], fit.level) in self._known:
            return _VETO
        return 1.0 if _prefix(self.names[j], fit.level) in self._known else 0.0

    def _decide(self, i: int, free: list[_Option]) -> None:
        free = [option for option in free if option.base > _HOPELESS]
        if not free:
            return
        steps = _ranked(o.step(self.evidence.all_doors(i, o.target)) for o in free)
        if sum(o.fit.rule in LEFT_OUT for o in free) > 1:
            self.vague.add(i)
        elif _clear(steps, self._weights.zones):
            self.lead[i] = steps[0]
        likely = self._likely(i, free)
        for number in self.evidence.doors[i]:
            self._decide_door(i, number, free, likely)

    def _likely(self, i: int, free: list[_Option]) -> set[int]:
        """Targets among which every door of the name is found well enough to doubt the name."""
        zones, evidence = self._weights.zones, self.evidence
        top = max(option.base for option in free)
        near = [o for o in free if o.base >= top - zones["margin"] and o.fit.rule not in VETOES]
        bits = (
            sum(
                max(evidence.door(number, o.target) for o in near)
                for number in evidence.doors[i]
            )
            if near
            else _NEVER
        )
        return {o.target for o in near} if top + bits >= zones["merge"] else set()

    def _decide_door(self, i: int, number: int, free: list[_Option], likely: set[int]) -> None:
        """A name that may mean several places may still mean one of them at this door.

        What the name is led to as a whole holds unless another place has the door as well.
        """
        zones, doors = self._weights.zones, self.evidence.doors
        steps = _ranked(o.step(self.evidence.door(number, o.target)) for o in free)
        present = [step for step in steps if number in doors[step.target]]
        lead = self.lead[i]
        if not present or (lead and [s.target for s in present] == [lead.target]):
            return
        best = steps[0]
        sure = best is present[0] and (best.rule in LEFT_OUT or best.target in likely)
        if sure and _clear(steps, zones) and self._unrivalled(best, present, free):
            self.doors_lead[i, number] = best
        else:
            self._doubt(i, number, present)

    def _unrivalled(self, best: Step, present: list[Step], free: list[_Option]) -> bool:
        """Whether no other place that has the door is nearly as likely before the door."""
        base = {option.target: option.base for option in free}
        least = base[best.target] - self._weights.zones["margin"]
        return all(base[step.target] <= least for step in present if step is not best)

    def _doubt(self, i: int, number: int, present: list[Step]) -> None:
        """The door stays with the name as spelled; a person may know better."""
        least = self._weights.zones["review"]
        doubts = [s for s in present if s.bits >= least and s.rule not in VETOES]
        if doubts:
            self.doubtful[i, number] = doubts


def _fullness(name: Name) -> int:
    return sum(map(bool, (*name.area, *name.place)))


def _prefix(name: Name, level: Level) -> Name:
    """A name down to a level; of a wrong town, down to its widest place name."""
    slots = [at for at, n in enumerate(name.place) if n]
    last = PLACE_LEVELS.index(level) if level in PLACE_LEVELS else min(slots)
    return Name(name.area, tuple(n if i <= last else "" for i, n in enumerate(name.place)))


def _ranked(steps: Iterable[Step]) -> list[Step]:
    return sorted(steps, key=lambda step: (-step.bits, step.target))


def _clear(steps: list[Step], zones: Mapping[str, float]) -> bool:
    if not steps or steps[0].bits < zones["merge"] or steps[0].rule in VETOES:
        return False
    return len(steps) == 1 or steps[0].bits - steps[1].bits >= zones["margin"]
