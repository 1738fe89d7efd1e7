"""Plain texts, read straight: a known way down to a county, its town, its village, the tail.

What is read here the search of `_resolve` reads alike. It takes part in whatever this module is
not sure of: a name that begins like one of a division where none may stand, a town by its short
or old name, anything that was filled in, corrected or left unread behind the county.
"""

from typing import NamedTuple

from doorplate._text import Text
from doorplate.address import Address, Component, Level, Span
from doorplate.normalize import _villages
from doorplate.normalize._again import SEPARATORS, is_between, is_near
from doorplate.normalize._heads import Heads
from doorplate.normalize._judge import confidence, names_several, of_numbers
from doorplate.normalize._meaning import Node
from doorplate.normalize._options import Options
from doorplate.normalize._plain import is_end, is_like_a_town, plain_town, runs_on
from doorplate.normalize._reading import Reading, Skip, head_of
from doorplate.normalize._source import Source, ordered
from doorplate.normalize._state import Part, Tail
from doorplate.normalize._steps import State, Step, advance
from doorplate.normalize._tails import Tails
from doorplate.normalize._told import filled_by
from doorplate.normalize._towns import Towns
from doorplate.normalize._walk import Walk
from doorplate.normalize.values import Candidate, Parsed, ParseWarning

_MOST, _LONGEST = 8_192, 100
_TOWN, _VILLAGE = Level.TOWN, Level.VILLAGE
_NUMBER, _SUBNUMBER, _BUILDING = Level.NUMBER, Level.SUBNUMBER, Level.BUILDING
_ROOM = Level.ROOM


class _Front(NamedTuple):
    """The head of a text down to a county.

    Attributes:
        state: where the walk ends with it.
        node: the county.
        parts: its divisions as elements.
        components: the same as they are given out.
        filled: the divisions that the text leaves out.
        is_alone: whether the text begins with the county.
        written: the head as it is written.
        noise: what was written twice.
        towns: those of the county.
    """

    state: State
    node: Node
    parts: list[Part]
    components: list[Component]
    filled: str
    is_alone: bool
    written: str
    noise: tuple[Span, ...]
    towns: Towns


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

    def __init__(self, options: Options, heads: Heads, tails: Tails) -> None:
        self._options, self._heads, self._tails = options, heads, tails
        self._names = options.names
        self._fronts: dict[str, _Front] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}

    def clear(self) -> None:
        """Forget every head."""
        self._fronts.clear()
        self._lengths.clear()

    def read(self, source: Source) -> Read | None:
        """The reading of a text whose head cleaning left as it is; None where unsure."""
        text = source.cleaned.text
        front = self._front(text) if len(text) <= _LONGEST else None
        if front is None or not source.text.startswith(front.written):
            return None
        parts, town = front.parts.copy(), None
        start = front.state.position
        if front.towns.may_begin(text[start : start + 2]):
            town = plain_town(text, front.state, self._options)
            if town is not None:
                start = town.end
                parts.append((_TOWN, town.name.node.division.name, town.start, start))
            elif not Walk(head_of(text)[0], self._options).passes_by(front.state):
                return None
        if town is None and front.is_alone and runs_on(text, start):
            return None
        if not self._ends(text, start, front.state, town):
            return None
        end = self._village(text, start, town.name.node if town else front.node, parts)
        if end is None:
            return None
        return self._with_tail(source, front, town, Tail(text, end, parts))

    def _with_tail(
        self, source: Source, front: _Front, town: Step | None, tail: Tail
    ) -> Read | None:
        count = len(tail.out)
        self._tails.go_on(tail)
        if tail.rest or any(kind == "rest" for kind, _, _ in source.noise):
            return None
        known = front.components
        components = (*known, *source.components(tail.out[len(known) :]))
        noise = front.noise
        if tail.noise or source.noise:
            around = [source.span(*one) for one in tail.noise]
            noise = ordered([*noise, *around, *source.cut_out()])
        node = town.name.node if town else front.node
        address = Address(components, (), noise)
        parsed = _judged(source.text, address, front, node.division.name)
        has_village = count > len(known) + (town is not None)
        return Read(parsed, tail.weighed, front.state, town, count, has_village)

    def _front(self, text: str) -> _Front | None:
        for length in self._lengths.get(text[:4], ()):
            front = self._fronts.get(text[:length])
            if front is not None:
                follows = text[length : length + 2]
                if follows in self._options.wide or follows == "中国":
                    break
                return front
        begin, _ = head_of(text)
        head = self._heads.read(begin) or self._heads.alone(begin)
        if head is None:
            return None
        state, reading = head.state, head.reading
        if reading.warnings or state.node is None or any(map(_is_rest, reading.skipped)):
            return None
        return self._learn(text[: state.position], state, state.node, reading)

    def _learn(self, written: str, state: State, node: Node, reading: Reading) -> _Front:
        if len(self._fronts) >= _MOST:
            self.clear()
        parts = [part[:4] for part in reading.parts]
        components = [
            Component(level, value, written[a:b], a, b) if a >= 0 else Component(level, value)
            for level, value, a, b in parts
        ]
        noise = [Span(kind, written[a:b], a, b) for kind, a, b in reading.skipped]
        filled = "".join([value for _, value, a, _ in parts if a < 0])
        front = _Front(
            state=state,
            node=node,
            parts=parts,
            components=components,
            filled=filled,
            is_alone=len(state.steps) == 1,
            written=written,
            noise=tuple(noise),
            towns=self._names.towns(node),
        )
        self._fronts[written] = front
        known = self._lengths.get(written[:4], ())
        if len(written) not in known:
            self._lengths[written[:4]] = tuple(sorted({*known, len(written)}, reverse=True))
        return front

    def _ends(self, text: str, start: int, county: State, town: Step | None) -> bool:
        """Whether nothing behind a county or its town belongs to the divisions."""
        if is_near(self._names, text, start) or text[start : start + 1] in SEPARATORS:
            state = advance(county, town) if town else county
            node = state.node
            return node is not None and is_end(text, state, node, self._options)
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


def _judged(text: str, address: Address, front: _Front, evidence: str) -> Parsed:
    """The reading with what there is to notice; the divisions left out are filled in."""
    warnings = of_numbers(address) if _is_doubtful(address.components) else ()
    score, reasons = 1.0, _NOTHING
    if front.filled:
        said = filled_by(evidence, front.filled)
        score, reasons = 0.98, (said,)
        warnings = (ParseWarning("filled", said), *sorted(warnings, key=_span))
    codes = frozenset([one.code for one in warnings]) if warnings else frozenset()
    sure = confidence(address, codes)
    best = Candidate(address, score, reasons)
    return Parsed(text, (best,), warnings, sure, "range" in codes)


def _is_doubtful(components: tuple[Component, ...]) -> bool:
    """Whether its numbers may be more than one door: 2,3号, or a number beside others."""
    levels = [part[0] for part in components]
    if _BUILDING in levels and _NUMBER in levels:
        return True
    return any(
        levels.count(level) > 1 or names_several(components[levels.index(level)])
        for level in (_NUMBER, _SUBNUMBER, _ROOM)
        if level in levels
    )


def _is_rest(skip: Skip) -> bool:
    return skip.kind == "rest"


_NOTHING: tuple[Text, ...] = ()


def _span(warning: ParseWarning) -> int:
    return warning.span[0]
