"""Plain texts, read straight: a known way down to a county, its town, its village, the tail.

What is read here the search of `_resolve` reads alike. It takes part in whatever this module is
not sure of: a name that begins like one of a division where none may stand, a town by its short
or old name, anything that was filled in, corrected or left unread behind the county.
"""

from operator import itemgetter
from typing import NamedTuple

from doorplate._text import Text
from doorplate.address import Address, Component, Level
from doorplate.normalize import _villages
from doorplate.normalize._again import SEPARATORS, is_between
from doorplate.normalize._fronts import Front, Fronts
from doorplate.normalize._heads import Heads
from doorplate.normalize._judge import confidence, names_several, of_numbers
from doorplate.normalize._meaning import Node
from doorplate.normalize._options import Options
from doorplate.normalize._plain import is_end, is_like_a_town, plain_town, runs_on
from doorplate.normalize._reading import head_of
from doorplate.normalize._source import Source, ordered
from doorplate.normalize._state import Part, Tail
from doorplate.normalize._steps import State, Step, advance
from doorplate.normalize._tails import Tails
from doorplate.normalize._told import filled_by
from doorplate.normalize._walk import Walk
from doorplate.normalize.values import Candidate, Parsed, ParseWarning

_LONGEST = 100
_TOWN, _VILLAGE = Level.TOWN, Level.VILLAGE
_NUMBER, _SUBNUMBER, _BUILDING = Level.NUMBER, Level.SUBNUMBER, Level.BUILDING
_ROOM = Level.ROOM


class Read(NamedTuple):
    """A reading, and how its head was found.

    Attributes:
        parsed: the reading.
        weighed: whether a rule looked at which number a number is.
        state: where the walk ends with the county.
        town: the town behind it.
        divisions: how many elements are divisions.
        has_village: whether the last of them is a village.
    """

    parsed: Parsed
    weighed: bool
    state: State
    town: Step | None
    divisions: int
    has_village: bool


class Straight:
    """A bounded store of heads, and what may stand behind them."""

    def __init__(self, options: Options, heads: Heads, tails: Tails, *, wide: bool) -> None:
        self._options, self._tails = options, tails
        self._names = options.names
        self._fronts = Fronts(options, heads, wide=wide)

    def read(self, source: Source) -> Read | None:
        """The reading of a text whose head cleaning left as it is; None where unsure."""
        text = source.cleaned.text
        front = self._fronts.of(text) if len(text) <= _LONGEST else None
        if front is None or not source.text.startswith(front.written):
            return None
        parts = front.parts.copy()
        found = self._behind(text, front, parts)
        if found is None:
            return None
        town, end = found
        return self._with_tail(source, front, town, Tail(text, end, parts))

    def _behind(
        self, text: str, front: Front, parts: list[Part]
    ) -> tuple[Step | None, int] | None:
        """The town behind a county, and where its village ends, both added to the parts.

        None where unsure.
        """
        start, node, town = front.state.position, front.node, None
        if front.towns is None or node is None:
            return None, start
        if front.towns.may_begin(text[start : start + 2]):
            town = plain_town(text, front.state, self._options)
            if town is not None:
                start, node = town.end, town.name.node
                parts.append((_TOWN, node.division.name, town.start, start))
            elif not Walk(head_of(text)[0], self._options).passes_by(front.state):
                return None
        runs = front.is_alone and (runs_on(text, start) or is_between(text, start - 1))
        if (town is None and runs) or not self._ends(text, start, front.state, town):
            return None
        end = self._village(text, start, node, parts)
        return None if end is None else (town, end)

    def _with_tail(
        self, source: Source, front: Front, town: Step | None, tail: Tail
    ) -> Read | None:
        count = len(tail.out)
        self._tails.go_on(tail, source.shape)
        if tail.rest or any(kind == "rest" for kind, _, _ in source.noise):
            return None
        known = front.components
        components = (*known, *source.components(tail.out[len(known) :]))
        noise = front.noise
        if tail.noise or source.noise:
            around = [source.span(*one) for one in tail.noise]
            noise = ordered([*noise, *around, *source.cut_out()])
        address = Address(components, (), noise)
        parsed = _judged(source.text, address, front, town.name.node if town else front.node)
        has_village = count > len(known) + (town is not None)
        return Read(parsed, tail.weighed, front.state, town, count, has_village)

    def _ends(self, text: str, start: int, county: State, town: Step | None) -> bool:
        """Whether nothing behind a county or its town belongs to the divisions."""
        node = county.node
        if node is None:
            return False
        near = self._options.is_near(text, start, node)
        if near or text[start : start + 1] in SEPARATORS:
            state = advance(county, town) if town else county
            return is_end(text, state, town.name.node if town else node, self._options)
        if is_between(text, start):
            return False
        if town is None:
            return not is_like_a_town(text, start)
        return not text.startswith(text[town.start : town.end], start)

    def _village(self, text: str, start: int, node: Node, parts: list[Part]) -> int | None:
        """Where the village behind a town ends, added to the parts; None where unsure."""
        begin = _villages.past_gap(text, start)
        if f"\n{text[begin : begin + 2]}" in self._names.villages(node):
            head, first = head_of(text)
            found = _villages.find(head, begin, node, self._names)
            if found:
                village = found[0]
                if node.level is not _TOWN or village.end > first or village.listed:
                    return None
                parts.append((_VILLAGE, village.name, begin, village.end))
                return village.end
        if node.level is _TOWN and _villages.unknown(text, begin):
            return None
        return start


def _judged(text: str, address: Address, front: Front, node: Node | None) -> Parsed:
    """The reading with what there is to notice; the divisions left out are filled in."""
    warnings = of_numbers(address) if _is_doubtful(address.components) else ()
    score, reasons = 1.0 if node else 0.0, _NOTHING
    if front.filled and node:
        said = filled_by(node.division.name, front.filled)
        score, reasons = 0.98, (said,)
        warnings = (ParseWarning("filled", said), *sorted(warnings, key=_span))
    codes = frozenset([one.code for one in warnings]) if warnings else frozenset()
    sure = confidence(address, codes, is_known=node is not None)
    best = Candidate(address, score, reasons)
    return Parsed(text, (best,), warnings, sure, "range" in codes)


def _is_doubtful(components: tuple[Component, ...]) -> bool:
    """Whether its numbers may be more than one door: 2,3号, or a number beside others."""
    levels = tuple(map(_LEVEL, components))
    if len(set(levels)) < len(levels) or (_BUILDING in levels and _NUMBER in levels):
        return True
    return any(
        names_several(components[levels.index(level)])
        for level in (_NUMBER, _SUBNUMBER, _ROOM)
        if level in levels
    )


_NOTHING: tuple[Text, ...] = ()
_LEVEL = itemgetter(0)


def _span(warning: ParseWarning) -> int:
    return warning.span[0]
