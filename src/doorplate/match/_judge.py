"""What speaks for each place that a name may mean, and whether that settles it."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from math import inf, log2
from typing import NamedTuple

from doorplate.address import Level
from doorplate.match._evidence import Evidence, Stand
from doorplate.match._names import VETOES
from doorplate.match._neighbours import LEFT_OUT, Fit, Fits
from doorplate.match._parts import PLACE_LEVELS, Name
from doorplate.match._weights import Weights

_VETO = -100.0
_HOPELESS = -20.0
_FIRM = 9
NAMESAKES = frozenset({"direction", "counted", "dropped", "other", "wrong_town"})
"""Rules that two real places often differ by."""
_CITY = 1
_SHARE = 0.05
"""Records of a city that is not misread."""
_ONCE = 0.2
"""Records whose place has no other, on a list that covers its places by far not."""
_LEVEL_BITS = 5
_NOBODY = Stand(0, 0, 0)


class Step(NamedTuple):
    """Why a name leads to another: the rule at one level, what stood there, and the bits."""

    target: int
    rule: str
    level: Level
    left: str
    right: str
    bits: float


class Option(NamedTuple):
    """A target, how the name may mean it, and the bits before any door is looked at.

    Bits that stay below `sure` with all doors count for no more than `most`.
    """

    target: int
    fit: Fit
    base: float
    sure: float = -inf
    most: float = inf

    def step(self, bits: float) -> Step:
        """The step to the target with the bits that its doors add."""
        bits += self.base
        return Step(
            self.target, *self.fit[:4], bits if bits >= self.sure else min(bits, self.most)
        )


class _Slip(NamedTuple):
    """A target that a slip leads to, its records, and how many of them slips leave at most."""

    target: int
    fit: Fit
    rows: int
    most: float


class Ruling(NamedTuple):
    """What holds at one door: a step, or doubts that a person must judge, or neither."""

    step: Step | None
    doubts: tuple[Step, ...] = ()


class Judge:
    """The names of a list as targets, with the evidence on them.

    Args:
        names: the names, by index.
        evidence: how each stands, and which doors it has.
        known: places (and their beginnings) that a place list vouches for.
        weights: bits by rule.
    """

    def __init__(
        self,
        names: list[Name],
        evidence: Evidence,
        known: frozenset[Name],
        weights: Weights,
    ) -> None:
        self.names, self.evidence, self.known, self.weights = names, evidence, known, weights
        self._prefixes: dict[Name, int] = {}
        self._stands: list[Stand] = []
        self._prefix_at: dict[int, int] = {}
        self._spread = _is_spread(names, evidence.stand)
        for name, stand in zip(names, evidence.stand, strict=True):
            self.count(name, stand)

    def count(self, name: Name, stand: Stand) -> None:
        """Add a name's standing to every shorter beginning of it."""
        for level, text in zip(PLACE_LEVELS, name.place, strict=True):
            if text:
                prefix = self._prefixes.setdefault(prefix_of(name, level), len(self._stands))
                if prefix == len(self._stands):
                    self._stands.append(stand)
                else:
                    self._stands[prefix] += stand

    def standing(self, name: Name, level: Level) -> Stand:
        """How a name down to the level at fault stands, whatever follows below it."""
        prefix = self._prefixes.get(_at_fault(name, level))
        return _NOBODY if prefix is None else self._stands[prefix]

    def described(self, j: int) -> Step:
        """From a street's door to the same with an estate named behind its number."""
        bits = self.weights.edit["missing"]
        return Step(j, "missing", Level.COMPOUND, "", self.names[j].place[-1], bits)

    def _standing(self, j: int, level: Level) -> Stand:
        """How a target stands down to the level at fault."""
        key = j << _LEVEL_BITS | level
        prefix = self._prefix_at.get(key)
        if prefix is None:
            prefix = self._prefixes.get(_at_fault(self.names[j], level))
            if prefix is None:
                return _NOBODY
            self._prefix_at[key] = prefix
        return self._stands[prefix]

    def options(self, name: Name, own: Callable[[Level], Stand], free: Fits) -> list[Option]:
        """Every target with the bits before any door is looked at, hopeless ones left out.

        A name that merely leaves a level out needs no slip to explain it.
        """
        slips: list[_Slip] = []
        missing: list[tuple[int, Fit, int]] = []
        rate, usual = self.weights.rate, self.weights.rate["edit"]
        for j, fit in free:
            if fit.rule in LEFT_OUT:
                missing.append((j, fit, self.evidence.stand[j].rows + 1))
            else:
                rows = self._standing(j, fit.level).rows
                slips.append(_Slip(j, fit, rows, max(1, rows) * rate.get(fit.rule, usual)))
        every = sum(rows for _, _, rows in missing)
        edit = self.weights.edit
        found = [
            Option(j, f, edit[f.rule] + log2(rows / every), *self._said(name, j))
            for j, f, rows in missing
        ]
        found += self._slips(name, own, slips, missing=bool(missing))
        return [option for option in found if option.base > _HOPELESS]

    def _said(self, name: Name, j: int) -> tuple[float, float]:
        """How much must speak for a target that says more, and what less than that counts for.

        On a list that picks places of several cities, a street without any may be of another.
        """
        nowhere = (
            self._spread and not any(name.area[_CITY:]) and any(self.names[j].area[_CITY:])
        )
        return (inf, self.weights.zones["single"]) if nowhere else (-inf, inf)

    def _slips(
        self, name: Name, own: Callable[[Level], Stand], slips: list[_Slip], *, missing: bool
    ) -> Iterator[Option]:
        """Targets that a slip leads to."""
        total = sum([slip.most for slip in slips if slip.fit.rule not in VETOES])
        bits_at: dict[Level, tuple[float, float]] = {}
        for j, fit, rows, most in slips if total else ():
            if fit.level not in bits_at:
                stand, evidence = own(fit.level), self.evidence
                bits_at[fit.level] = evidence.size(stand, total), evidence.alone(stand)
            size, alone = bits_at[fit.level]
            bits = self._slip(name, j, fit) + log2(most / total)
            if missing and fit.besides:
                bits += self.weights.edit["besides"] + min(0.0, size)
            else:
                bits += size + alone + self._few(j, fit, rows)
            yield Option(j, fit, bits, *self._bounds(j, fit))

    def _few(self, j: int, fit: Fit, rows: int) -> float:
        """A place with few records leaves few slips, unless it is known anyway."""
        if self._lists(j, fit):
            return 0.0
        return min(0.0, log2((rows + 1) / _FIRM))

    def _bounds(self, j: int, fit: Fit) -> tuple[float, float]:
        """How much must speak for a target, and what less than that counts for.

        No number says enough where two of three hold: the target has a single record, so that
        nothing else tells which of the two names is the place; two real places often differ
        so; on a list of a few doors no number is rare, and an index takes no doubtful one.
        """
        zones = self.weights.zones
        single = self._standing(j, fit.level).rows <= 1
        few = self.evidence.has_few_doors
        if single + (fit.rule in NAMESAKES) + few > 1 and not self._lists(j, fit):
            return inf, zones["single"]
        most = zones["single" if few else "lone"]
        return zones["merge"] + self.evidence.scant, most

    def _lists(self, j: int, fit: Fit) -> bool:
        """Whether the place list has a target."""
        return bool(self.known) and prefix_of(self.names[j], fit.level) in self.known

    def _slip(self, name: Name, j: int, fit: Fit) -> float:
        edit = self.weights.edit
        return edit[fit.rule] + edit["known"] * self._vouched(name, j, fit)

    def _vouched(self, name: Name, j: int, fit: Fit) -> float:
        """1 where the place list has the target and not the name, far below 0 the other way."""
        if not self.known:
            return 0.0
        if self.names[j] in self.known and name not in self.known:
            written, meant = _at_fault(name, fit.level), _at_fault(self.names[j], fit.level)
        else:
            written, meant = prefix_of(name, fit.level), prefix_of(self.names[j], fit.level)
        if written in self.known:
            return _VETO
        return 1.0 if meant in self.known else 0.0

    def at_door(
        self,
        number: object,
        options: Sequence[Option],
        having: Container[int],
        likely: Callable[[int], bool],
    ) -> Ruling:
        """What a name means at a door that at least one target has.

        Args:
            number: the door.
            options: what the name may mean.
            having: the targets that have the door.
            likely: whether the name may mean a target at any door.
        """
        zones, evidence = self.weights.zones, self.evidence
        steps = ranked(o.step(evidence.door(number, o.target)) for o in options)
        present = [step for step in steps if step.target in having]
        best = steps[0]
        sure = best is present[0] and clear(steps, zones)
        unrivalled = sure and self._unrivalled(best, present, options)
        if unrivalled and (best.rule in LEFT_OUT or likely(best.target)):
            return Ruling(best)
        least = zones["review"]
        doubts = [s for s in present if s.bits >= least and s.rule not in VETOES]
        return Ruling(None, tuple(doubts))

    def _unrivalled(
        self, best: Step, present: Sequence[Step], options: Sequence[Option]
    ) -> bool:
        """Whether no other place that has the door is nearly as likely to be written so.

        Where both have the door, it no longer counts how large a place is or how many like
        it are real: one record of the one was miswritten, or one of the other.
        """
        rate = {option.target: self._rate(option.fit) for option in options}
        least = rate[best.target] - self.weights.zones["margin"]
        return all(rate[step.target] <= least for step in present if step is not best)

    def is_rival(self, step: Step, k: int, fit: Fit) -> bool:
        """Whether a place is about as likely to be written so as the one that a slip leads to.

        A place list that has only the one says which.
        """
        slip = self.weights.slip
        if step.rule in LEFT_OUT or not {step.rule, fit.rule} <= slip.keys():
            return False
        if self.names[step.target] in self.known and self.names[k] not in self.known:
            return False
        return slip[fit.rule] > slip[step.rule] - self.weights.zones["margin"]

    def _rate(self, fit: Fit) -> float:
        slip = self.weights.slip
        return slip[fit.rule] + slip["missing"] * fit.besides


def _is_spread(names: Iterable[Name], stands: Iterable[Stand]) -> bool:
    """Whether a list picks places of several cities, many of them once, and covers none.

    A few records in another city were misread. Places without a record count only where none
    has any, as on a place list alone.
    """
    placed = [found for found in zip(names, stands, strict=True) if found[0].area[_CITY]]
    rows, once = Counter[tuple[str, ...]](), 0
    for name, stand in [found for found in placed if found[1].rows] or placed:
        rows[name.area[: _CITY + 1]] += max(1, stand.rows)
        once += stand.rows <= 1
    least = rows.total() * _SHARE
    several = any(count >= least for _, count in rows.most_common(2)[1:])
    return several and once >= rows.total() * _ONCE


def prefix_of(name: Name, level: Level) -> Name:
    """A name down to a level; of a wrong town, down to its widest place name."""
    place = name.place
    if level in PLACE_LEVELS:
        last = PLACE_LEVELS.index(level)
    else:
        last = next(at for at, text in enumerate(place) if text)
    return Name(name.area, place[: last + 1] + ("",) * (len(place) - last - 1))


def _at_fault(name: Name, level: Level) -> Name:
    """A name down to the level at fault; in another town all of it is.

    A street of that name is in many towns, and an estate on it in one.
    """
    return prefix_of(name, level) if level in PLACE_LEVELS else name


def ranked(steps: Iterable[Step]) -> list[Step]:
    """Steps, most likely first."""
    return sorted(steps, key=lambda step: (-step.bits, step.target))


def clear(steps: Sequence[Step], zones: Mapping[str, float]) -> bool:
    """Whether the first of ranked steps may be taken without asking."""
    if not steps or steps[0].bits < zones["merge"] or steps[0].rule in VETOES:
        return False
    return len(steps) == 1 or steps[0].bits - steps[1].bits >= zones["margin"]
