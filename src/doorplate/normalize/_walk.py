"""The walk from a position in a text through the names of divisions, widest first."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from doorplate.address import Level
from doorplate.normalize._names import Kind, Name, Names, Node, Table
from doorplate.normalize._reading import Skip

_SEPARATORS = " \t,，、-—/|·.;；:：\u3000"
_COUNTRY = re.compile(r"中国|中华人民共和国")
_FILLER = re.compile(
    r"市辖区|县辖区|(?:省|自治区)直辖(?:行政单位|县级行政区划|县级行政单位|县级市|县级|县)?"
)
_ROAD = re.compile(
    r"[东西南北中新老前后上下内外正环一二三四五六七八九十0-9]{0,3}"
    r"(?:大?街|大?道|公?路|巷|弄|胡同|里|村|桥|门|江|湖|河|山|海|港|站|大厦|大楼|广场|公园|医院|大学"
    r"|中学|小学|学院|机场|宾馆|酒店|大酒店|花园|花苑|小区|新村|家园|饭店|银行|集团|公司|有限|商)"
)
_DESIGNATOR = re.compile(r"[省市县区州盟旗镇乡]")
_RETYPED = {
    Level.DISTRICT: re.compile(r"[县市区](?![场民政内域委])"),
    Level.TOWN: re.compile(r"街道办事处|街道办|街道|镇|乡|办事处"),
}
_OFFICE = re.compile(r"办事处|办(?!公)")
_WEIGHT = {Kind.OFFICIAL: 1.0, Kind.ALIAS: 0.95, Kind.OLD: 0.9, Kind.SHORT: 0.8}


class Step(NamedTuple):
    """One division taken from the text."""

    name: Name
    start: int
    end: int
    retyped: bool = False


class State(NamedTuple):
    """How far a walk has come.

    `node` is the deepest division of the main line; a zone stands beside it.
    """

    position: int
    node: Node | None = None
    steps: tuple[Step, ...] = ()
    skipped: tuple[Skip, ...] = ()
    score: float = 0.0


class Walk:
    """One text against the names of one gazetteer."""

    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        self._names = names

    def from_state(self, state: State) -> list[State]:
        """Where the walk may end, going on from a state: the best ends, equal in score."""
        ends = self._extend(state)
        best = max(end.score for end in ends)
        seen: dict[tuple[str, ...], State] = {}
        for end in ends:
            if end.score > best - 0.01:
                seen.setdefault(end.node.trail if end.node else (), end)
        return list(seen.values())

    def _extend(self, state: State) -> list[State]:
        start = self._skip_separators(state.position)
        ends: list[State] = []
        for length, name in self._options(start, state):
            ends += self._taken(state, Step(name, start, start + length), retyped=bool(ends))
        if ends:
            return ends
        passed = self._pass(start, state)
        return self._extend(passed) if passed else [state]

    def _taken(self, state: State, step: Step, *, retyped: bool) -> list[State]:
        if step.name.kind is not Kind.SHORT:
            return self._extend(_advance(state, self._with_office(step)))
        after = _advance(state, step)
        ends = [end for end in self._extend(after) if len(end.steps) > len(after.steps)]
        if ends and self._is_anchored(state, ends[0]):
            return ends
        written = None if retyped else self._retyped(state, step)
        if written:
            return self._extend(_advance(state, written))
        return self._extend(after) if self._stands(state, step) else []

    # What may come next -------------------------------------------------------------------

    def _options(self, start: int, state: State) -> Iterator[tuple[int, Name]]:
        """Names at a position that lie below the state, longest first."""
        text, node = self._text, state.node
        upper = self._names.upper
        for length in self._names.lengths.get(text[start : start + 2], ()):
            for name in upper.get(text[start : start + length], ()):
                if _is_next(name, node):
                    yield length, name
        if node is None:
            yield from self._national(start, None)
        elif node.level is Level.PROVINCE:
            yield from self._national(start, node)
            yield from self._in_table(start, self._names.towns(node))
        elif node.level < Level.TOWN:
            yield from self._in_table(start, self._names.towns(node))

    def _in_table(self, start: int, table: Table) -> Iterator[tuple[int, Name]]:
        text = self._text
        for length in range(min(10, len(text) - start), 1, -1):
            for name in table.get(text[start : start + length], ()):
                yield length, name

    def _national(self, start: int, above: Node | None) -> Iterator[tuple[int, Name]]:
        """Towns that the text names without their county: only by their official names."""
        text = self._text
        names = self._names
        for length in names.nation_lengths.get(text[start : start + 2], ()):
            for county in names.nation.get(text[start : start + length], ()):
                node = names.at(county)
                if above is None or node.below(above):
                    for name in names.towns(node)[text[start : start + length]]:
                        yield length, name

    # What stands between ------------------------------------------------------------------

    def _skip_separators(self, start: int) -> int:
        text, size = self._text, len(self._text)
        while start < size and text[start] in _SEPARATORS:
            start += 1
        return start

    def _pass(self, start: int, state: State) -> State | None:
        """Over the country, a filler, or a division named again."""
        for kind, pattern in (("country", _COUNTRY), ("filler", _FILLER)):
            match = pattern.match(self._text, start)
            if match:
                return _over(state, kind, start, match.end())
        return self._pass_repeat(start, state) if state.node else None

    def _pass_repeat(self, start: int, state: State) -> State | None:
        length, kind = self._repeated(start, state)
        if not length:
            return None
        passed = _over(state, "repeat", start, start + length)
        if kind is not Kind.SHORT:
            return passed
        ends = self._extend(passed)
        went_on = any(len(e.skipped) > len(passed.skipped) for e in ends)
        return passed if went_on or any(len(e.steps) > len(state.steps) for e in ends) else None

    def _repeated(self, start: int, state: State) -> tuple[int, Kind]:
        text = self._text
        for length in self._names.lengths.get(text[start : start + 2], ()):
            for name in self._names.upper.get(text[start : start + length], ()):
                if state.node and state.node.below(name.node):
                    return length, name.kind
        last = state.steps[-1] if state.steps else None
        if last and text.startswith(text[last.start : last.end], start):
            return last.end - last.start, last.name.kind
        return 0, Kind.SHORT

    # Short names --------------------------------------------------------------------------

    def _is_anchored(self, state: State, end: State) -> bool:
        """A short name whose child follows: by a parent, or by one full name."""
        return state.node is not None or any(s.name.kind is not Kind.SHORT for s in end.steps)

    def _stands(self, state: State, step: Step) -> bool:
        """Whether a short name that no child confirms may be taken."""
        node = step.name.node
        if _ROAD.match(self._text, step.end) or _DESIGNATOR.match(self._text, step.end):
            return False
        if node.level <= Level.CITY:
            return True
        if state.node is None:
            return False
        return node.level < Level.TOWN or state.node.level >= Level.DISTRICT

    def _retyped(self, state: State, step: Step) -> Step | None:
        """武功市 for 武功县, 普集乡 for 普集街道: the stem is right, the designator is not."""
        pattern = _RETYPED.get(step.name.node.level)
        match = pattern.match(self._text, step.end) if pattern and state.node else None
        return step._replace(end=match.end(), retyped=True) if match else None

    def _with_office(self, step: Step) -> Step:
        if step.name.node.level is not Level.TOWN:
            return step
        match = _OFFICE.match(self._text, step.end)
        return step._replace(end=match.end()) if match else step


def _is_next(name: Name, node: Node | None) -> bool:
    if name.node.level is Level.ZONE:
        if node is None:
            return name.kind is Kind.OFFICIAL
        return node.level < Level.TOWN and name.node.trail[-2] in node.trail
    if node is None:
        return True
    if name.change is not None:
        return name.node.below(node)
    return len(name.node.trail) > len(node.trail) and name.node.below(node)


def _advance(state: State, step: Step) -> State:
    node = step.name.node
    gained = (step.end - step.start) * _WEIGHT[step.name.kind] - 0.5 * step.retyped
    if node.level is Level.ZONE:
        node = state.node or node
    return State(step.end, node, (*state.steps, step), state.skipped, state.score + gained)


def _over(state: State, kind: str, start: int, end: int) -> State:
    return state._replace(position=end, skipped=(*state.skipped, Skip(kind, start, end)))
