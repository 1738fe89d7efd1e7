"""What an address should say, against known places or a register."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from doorplate._text import Lang, Text
from doorplate.address import Address, Component, Level
from doorplate.match._around import INSIDE, guests_in, in_order, side_of
from doorplate.match._explain import step_reason
from doorplate.match._given import as_address, other_kind
from doorplate.match._judge import Step, clear, ranked
from doorplate.match._names import core
from doorplate.match._parts import (
    NAME_LEVELS,
    PLACE_LEVELS,
    Name,
    Names,
    beginnings,
    number_of,
    spelled,
)
from doorplate.match._score import probability
from doorplate.match._weights import Weights, curated
from doorplate.match._words import say
from doorplate.match.index import Index
from doorplate.match.places import Places
from doorplate.match.values import Reason

if TYPE_CHECKING:
    from doorplate.match._lexicon import Lexicon

__all__ = ["Correction", "Status", "correct"]


class Status(StrEnum):
    """What to do with a correction."""

    KEEP = "keep"
    ACCEPT = "accept"
    REVIEW = "review"


class Option(NamedTuple):
    """One address that may be meant, its score from 0 to 1, and the evidence."""

    address: Address
    score: float
    reason: Reason


class Correction(NamedTuple):
    """A proposal for one address.

    Attributes:
        status: keep what is written, accept the proposal, or let a person choose.
        address: the proposal where accepted, with names in full; else what was written.
        confidence: probability, 0 to 1, that `address` is meant.
        changes: every name that `address` writes otherwise, with its evidence.
        options: what else may be meant, most likely first.
    """

    status: Status
    address: Address
    confidence: float
    changes: tuple[Reason, ...] = ()
    options: tuple[Option, ...] = ()

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "status": str(self.status),
            "address": self.address.to_dict(),
            "confidence": self.confidence,
            "changes": [reason.to_dict(lang) for reason in self.changes],
            "options": [
                {"address": o.address.to_dict(), "score": o.score, **o.reason.to_dict(lang)}
                for o in self.options
            ],
        }


def correct(
    address: Address, reference: Places | Index, *, weights: Weights | None = None
) -> Correction:
    """The address in its known form, or what a person must choose among.

    A name is never changed for being near another alone: it takes a slip that sound, shape or
    order explains, no second place nearly as likely, and, against a register, the door itself
    counts too. Numbers are never changed. Below the narrowest level that the reference lists
    (the streets of a village, where it lists villages) names stay as they are written. An
    estate that it lists, but on another street, is left to a person.

    Raises:
        MatchError: no address, or a reference of another kind.

    >>> places = Places.of([{"town": "普集街道", "village": v} for v in ("营上村", "营西村")])
    >>> found = correct(Address.of(village="莹上村", number="12号"), places)
    >>> str(found.status), str(found.address)
    ('accept', '普集街道营上村12号')
    >>> str(correct(Address.of(village="营山村", number="12号"), places).status)
    'review'
    """
    if not isinstance(reference, Places | Index):
        raise other_kind(reference, "Places | Index")
    return _Correcting(reference, weights or curated()).run(as_address(address))


class _Correcting:
    def __init__(self, reference: Places | Index, weights: Weights) -> None:
        self._reference, self._zones, self._slip = reference, weights.zones, weights.slip
        self._lexicon: Lexicon = reference.lexicon

    def run(self, address: Address) -> Correction:
        """The address down to the narrowest name that the reference can speak of."""
        written, numbers = spelled(address)
        name = self._lexicon.meant(written)
        if not any(name.place):
            return Correction(Status.KEEP, address, 0.5, (_NO_PLACE,))
        parts = list(beginnings(name))[::-1]
        for part in parts[:1] if self._lexicon.has_estate(name.place[-1]) else parts:
            known = self._lexicon.id.get(part)
            if known is not None and known not in self._lexicon.vague:
                step = self._lexicon.lead.get(known)
                return self._accepted(address, step.target if step else known, step)
            steps = self._steps(part, number_of(numbers))
            if self._sure(steps):
                if self._lists_below(steps[0].target, part, name):
                    return self._asked(address, steps)
                return self._accepted(address, steps[0].target, steps[0])
            if steps or self._lexicon.lists(part):
                return self._asked(address, steps)
        return self._asked(address, [])

    def _asked(self, address: Address, steps: list[Step]) -> Correction:
        least = self._zones["review"]
        options = tuple(self._option(address, s) for s in steps[:_MOST] if s.bits >= least)
        return Correction(Status.REVIEW, address, 0.5, (), options)

    def _lists_below(self, target: int, part: Name, name: Name) -> bool:
        """Whether what the name goes on with would be listed below the target."""
        last = max(at for at, text in enumerate(part.place) if text)
        below = [at for at, text in enumerate(name.place) if text and at > last]
        return bool(below) and self._lexicon.lists_below(target, below[0])

    def _steps(self, name: Name, numbers: tuple[str, ...]) -> list[Step]:
        """What the name may mean, with the door counted where the reference has doors."""
        bits = self._reference.door_bits(numbers)
        return ranked(
            option.step(bits(option.target)) for option in self._lexicon.options(name)
        )

    def _sure(self, steps: list[Step]) -> bool:
        """Whether the first step holds without asking."""
        if not steps:
            return False
        if steps[0].rule == "missing":
            alone = len(steps) == 1 or steps[0].bits - steps[1].bits >= self._zones["margin"]
            alone = alone and steps[0].bits > self._zones["single"]
            target = self._lexicon.judge.names[steps[0].target]
            return alone and (self._reference.has_doors or not _has_sides(target))
        certain = clear(steps, self._zones) and steps[0].bits >= self._zones["correct"]
        return certain and (self._reference.has_doors or self._unrivalled(steps))

    def _unrivalled(self, steps: list[Step]) -> bool:
        """Whether no other place is nearly as likely to be written so.

        刘家洼 of one town may be 六家洼 misspelt, or the 刘家洼 of the next.
        """
        rate = self._slip
        least = rate[steps[0].rule] - self._zones["margin"]
        return all(rate[step.rule] <= least for step in steps[1:])

    def _accepted(self, address: Address, target: int, step: Step | None) -> Correction:
        proposal = self._rewritten(address, target)
        changes = _changes(address, proposal, step)
        if not changes:
            return Correction(Status.KEEP, address, 1.0, ())
        confidence = probability(step.bits) if step else 1.0
        return Correction(Status.ACCEPT, proposal, confidence, changes)

    def _option(self, address: Address, step: Step) -> Option:
        proposal = self._rewritten(address, step.target)
        return Option(proposal, probability(step.bits), step_reason(step))

    def _rewritten(self, address: Address, target: int) -> Address:
        """The address with the names of a known place; everything else as it stands."""
        written = _with_village(address.components, spelled(address)[0])
        mine = {part.level: part for part in written}
        known = self._lexicon.components(self._lexicon.judge.names[target])
        names = [_in_place(name, mine.get(name.level)) for name in known]
        parts = [mine[n.level] if self._stands(mine.get(n.level), n) else n for n in names]
        parts = [part if part.text else part._replace(text=part.value) for part in parts]
        deepest = max(part.level for part in parts)
        parts += _above(address, names[0])
        levels = {part.level for part in parts}
        inside = side_of(address.components) == INSIDE
        kept = [c for c in written if c.level not in NAME_LEVELS or _numbered(c)]
        named = [c for c in _named(address) if c.level > deepest and not _numbered(c)]
        below = [mine[c.level] if self._stands(mine.get(c.level), c) else c for c in named]
        rest = [c for c in (*below, *kept) if c.level not in levels]
        guests = guests_in(address.components)
        everything = in_order([*parts, *rest, *guests], inside=inside)
        return Address(everything, address.rest, address.noise)

    def _stands(self, part: Component | None, other: Component) -> bool:
        """Whether a name stays as it is written: a listed town is no other of its name."""
        if part is None or part.value == other.value:
            return part is not None
        one = core(part.level, part.value) == core(part.level, other.value)
        return part.level is Level.TOWN and one and part.value in self._lexicon.towns


_MOST = 5
_SIDES = frozenset("东西南北")
_STREET = PLACE_LEVELS.index(Level.ROAD)
_NO_PLACE = Reason(
    "places", "", "", "no_place", 0.0, Text("没有可查的地名", "no place name to look for")
)


def _has_sides(name: Name) -> bool:
    """Whether a place lies in a street that has sides.

    A list that has 锦绣家园 in 人民东路 alone may lack the one in 人民西路: of the streets and
    towns that were filled in so, 1 in 50 was another.
    """
    return not _SIDES.isdisjoint(name.place[_STREET])


def _as_written(address: Address) -> Address:
    """An address without the divisions that its reader filled in."""
    parts = address.components
    if not parts or parts[-1].start < 0:
        return address
    return Address(tuple(part for part in parts if part.text))


def _above(address: Address, widest: Component) -> list[Component]:
    """What an address writes above the widest name of a place that it agrees with."""
    written = _as_written(address)
    mine = written.get(widest.level)
    if mine and core(widest.level, mine) != core(widest.level, widest.value):
        return []
    return [part for part in written.components if part.level < widest.level]


def _named(address: Address) -> Iterator[Component]:
    """The names of an address as they are compared: a village apart from its street."""
    for level, text in zip(NAME_LEVELS, spelled(address)[0], strict=True):
        if text:
            yield Component(level, text)


def _with_village(parts: Iterable[Component], names: Names) -> list[Component]:
    """Elements with the village that the first landmark stands for as one: 长宁 in 长宁2号."""
    found = list(parts)
    village = names[NAME_LEVELS.index(Level.VILLAGE)]
    levels = [part.level for part in found]
    if village and Level.VILLAGE not in levels and Level.LANDMARK in levels:
        at = levels.index(Level.LANDMARK)
        if found[at].value == village:
            found[at] = found[at]._replace(level=Level.VILLAGE)
    return found


def _in_place(name: Component, written: Component | None) -> Component:
    """A known name where the text has the one that it stands for."""
    if written is None:
        return name
    return name._replace(text=written.text, start=written.start, end=written.end)


def _numbered(part: Component) -> bool:
    return part.level is Level.LANE and any(map(str.isdigit, part.value))


def _changes(before: Address, after: Address, step: Step | None) -> tuple[Reason, ...]:
    """Every name written otherwise."""
    found = []
    written = _as_written(before)
    for level in NAME_LEVELS:
        old, new = written.get(level) or "", after.get(level) or ""
        if old == new:
            continue
        if step and step.level is level:
            found.append(step_reason(step)._replace(left=old, right=new))
        else:
            rule = "missing" if not old else "ending"
            found.append(Reason(level.key, old, new, rule, 0.0, say(rule, level, old, new)))
    return tuple(found)
