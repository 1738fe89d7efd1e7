"""Names first: every spelling of a place on a list, led back to the place it means.

The names of a list are few against its records. Each rarer name is tried against the more
frequent ones that are one edit, one missing level or one wrong town away; what the list itself
says about both (`Evidence`) decides. A name leads to a name that stands for itself, so nothing
ever chains.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import log2
from typing import NamedTuple

from doorplate.address import Level
from doorplate.match._area import Area, agree
from doorplate.match._evidence import Evidence, Stand
from doorplate.match._names import VETOES, Edit, edit_of
from doorplate.match._parts import AREA_LEVELS, PLACE_LEVELS, Name
from doorplate.match._weights import Weights

Place = tuple[str, ...]


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
_MOVED = frozenset({"missing", "wrong_town"})


class _Fit(NamedTuple):
    rule: str
    level: Level
    left: str
    right: str
    besides: bool = False


class _Option(NamedTuple):
    """A target, how the name may mean it, and the bits before any door is looked at."""

    target: int
    fit: _Fit
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
        self._index: dict[int, list[int]] = defaultdict(list)
        self.lead: list[Step | None] = [None] * len(order)
        self.doors_lead: dict[tuple[int, int], Step] = {}
        self.doubtful: dict[tuple[int, int], list[Step]] = {}
        self.vague: set[int] = set()
        self._stands = self._gathered()
        fits = self._fits()
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

    def _fits(self) -> list[list[tuple[int, _Fit]]]:
        """For every name, the names it may mean; teaches `Evidence` how often doors recur.

        A misspelling is rarer than what it means; a name with a level left out need not be.
        """
        found: list[list[tuple[int, _Fit]]] = [[] for _ in self.names]
        for i, name in enumerate(self.names):
            keys = dict.fromkeys(map(hash, _keys(name.place)))
            for j in sorted({j for key in keys for j in self._index.get(key, ())}):
                if fit := _fit(name, self.names[j]):
                    found[i].append((j, fit))
                elif (fit := _fit(self.names[j], name)) and fit.rule == "missing":
                    found[j].append((i, fit))
            for key in keys:
                self._index[key].append(i)
        self._index.clear()
        self.evidence.learn_shared(
            (i, near[0][0])
            for i, near in enumerate(found)
            if len(near) == 1 and near[0][1].rule == "missing"
        )
        return found

    def _resolve(self, fits: list[list[tuple[int, _Fit]]]) -> None:
        """Fuller names first, so that a target is final before a name is led to it."""
        vague = {i for i, near in enumerate(fits) if any(f.rule == "missing" for _, f in near)}
        for i in sorted(range(len(fits)), key=lambda i: (-_fullness(self.names[i]), i)):
            if fits[i] and self.names[i] not in self._known:
                free = [
                    (j, fit)
                    for j, fit in fits[i]
                    if self.lead[j] is None and not (fit.rule == "extra" and j in vague)
                ]
                self._decide(i, [_Option(j, f, self._base(i, j, f, fits[i])) for j, f in free])

    def _base(self, i: int, j: int, fit: _Fit, near: list[tuple[int, _Fit]]) -> float:
        """Bits before any door is looked at."""
        edit = self._weights.edit
        mine, other = self._stand(i, fit.level), self._stand(j, fit.level)
        bits = edit[fit.rule] + self.evidence.size(mine, other, fit.rule)
        if fit.rule != "missing":
            bits += self.evidence.alone(mine)
        if fit.rule in _MOVED:
            bits += self._share(j, fit.rule, near)
        if fit.besides:
            bits += edit["besides"]
        return bits + edit["known"] * self._vouched(i, j, fit)

    def _stand(self, i: int, level: Level) -> Stand:
        """How a name down to the level at fault stands, whatever follows below it."""
        prefix = _prefix(self.names[i], level)
        return self._stands.get(prefix, self.evidence.stand[i])

    def _share(self, j: int, rule: str, near: list[tuple[int, _Fit]]) -> float:
        """Bits from how much of what the name may mean the target is: a small one, little."""
        rows = self.evidence.rows
        total = sum(rows[k] + 1 for k, fit in near if fit.rule == rule)
        return log2((rows[j] + 1) / total)

    def _vouched(self, i: int, j: int, fit: _Fit) -> float:
        """1 where the place list has the target and not the name, far below 0 the other way."""
        if not self._known or fit.rule == "missing":
            return 0.0
        if _prefix(self.names[i], fit.level) in self._known:
            return _VETO
        return 1.0 if _prefix(self.names[j], fit.level) in self._known else 0.0

    def _decide(self, i: int, free: list[_Option]) -> None:
        free = [option for option in free if option.base > _HOPELESS]
        if not free:
            return
        steps = _ranked(o.step(self.evidence.all_doors(i, o.target)) for o in free)
        if sum(o.fit.rule == "missing" for o in free) > 1:
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
        sure = best is present[0] and (best.rule == "missing" or best.target in likely)
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


def _narrowest(place: Place) -> int:
    return max((i for i, name in enumerate(place) if name), default=-1)


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


def _keys(place: Place) -> Iterator[Place]:
    """The place itself, with one character less anywhere, and with one level left out."""
    yield place
    for slot, name in enumerate(place):
        if name:
            head, tail = place[:slot], place[slot + 1 :]
            if any(head) or any(tail):
                yield (*head, "", *tail)
            for at in range(len(name)):
                yield (*head, name[:at] + name[at + 1 :], *tail)


def _fit(name: Name, target: Name) -> _Fit | None:
    """How a name may mean a target: at most one fault, any levels missing."""
    fault: _Fit | None = None
    missing: _Fit | None = None
    if _narrowest(name.place) != _narrowest(target.place):
        return None
    for level, x, y in zip(PLACE_LEVELS, name.place, target.place, strict=True):
        if x == y:
            continue
        if not x:
            missing = _Fit("missing", level, "", y)
            continue
        if fault:
            return None
        edit = edit_of(x, y) if y else Edit("extra", x, "")
        if edit is None or edit.rule == "numeral":
            return None
        fault = _Fit(edit.rule, level, x, y)
    return _with_area(name.area, target.area, fault, missing)


def _with_area(
    area: Area, wanted: Area, fault: _Fit | None, missing: _Fit | None
) -> _Fit | None:
    if area == wanted:
        return fault._replace(besides=missing is not None) if fault else missing
    if agree(area, wanted):
        if any(x and not y for x, y in zip(area, wanted, strict=True)):
            return None
        at = next(i for i, (x, y) in enumerate(zip(area, wanted, strict=True)) if x != y)
        left_out = _Fit("missing", AREA_LEVELS[at], area[at], wanted[at])
        return fault._replace(besides=True) if fault else left_out
    if fault or missing or not agree(area[:4], wanted[:4]):
        return None
    return _Fit("wrong_town", Level.TOWN, area[4], wanted[4])
