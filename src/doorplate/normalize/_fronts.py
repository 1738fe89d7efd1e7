"""What a plain text begins with: a way down to a county, a city and no more, or no name."""

from typing import NamedTuple

from doorplate.address import Component, Level, Span
from doorplate.normalize._again import is_bare
from doorplate.normalize._behind import CUT_FROM
from doorplate.normalize._heads import Head, Heads
from doorplate.normalize._meaning import Kind, Node
from doorplate.normalize._options import Option, Options
from doorplate.normalize._plain import is_end, is_nameless, may_be_county, runs_on
from doorplate.normalize._reading import Skip, head_of
from doorplate.normalize._state import Part
from doorplate.normalize._steps import State, Step
from doorplate.normalize._towns import Towns
from doorplate.normalize._turned import may_turn

_MOST = 8_192
_CITY, _TOWN = Level.CITY, Level.TOWN
_OFFICIAL, _SHORT = Kind.OFFICIAL, Kind.SHORT


class Front(NamedTuple):
    """The divisions that a text begins with, down to a county or city.

    Attributes:
        state: where the walk ends with it.
        node: the county, or the city that no county follows; None where no name stands.
        parts: its divisions as elements.
        components: the same as they are given out.
        filled: the divisions that the text leaves out.
        is_alone: whether the text begins with the county.
        written: the head as it is written.
        noise: what was written twice.
        towns: those of the county; None where nothing more is named.
    """

    state: State
    node: Node | None
    parts: list[Part]
    components: list[Component]
    filled: str
    is_alone: bool
    written: str
    noise: tuple[Span, ...]
    towns: Towns | None


class Fronts:
    """A bounded store of them.

    Args:
        options: the names that may stand at a position.
        heads: the ways down to a county.
        wide: whether a text without a county may be read straight; a village of the user's
            may stand there too.
    """

    def __init__(self, options: Options, heads: Heads, *, wide: bool) -> None:
        self._options, self._heads, self._is_wide = options, heads, wide
        self._names = options.names
        self._fronts: dict[str, Front] = {}
        self._wide: dict[str, Front] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}

    def of(self, text: str) -> Front | None:
        """What a text begins with; None where only the search can tell."""
        for length in self._lengths.get(text[:4], ()):
            front = self._fronts.get(text[:length])
            if front is not None:
                follows = text[length : length + 2]
                if follows in self._options.wide or follows == "中国":
                    break
                if follows[:1] == "场":
                    continue
                return front
        begin, _ = head_of(text)
        head = self._heads.read(begin) or self._heads.alone(begin)
        if head:
            return self._down(text, head)
        return self._widely(text, begin) if self._is_wide else None

    def _down(self, text: str, head: Head) -> Front | None:
        """A head down to a county."""
        state = head.state
        if head.reading.warnings or state.node is None:
            return None
        if any(map(_is_rest, head.reading.skipped)):
            return None
        if len(self._fronts) >= _MOST:
            self._fronts.clear()
            self._lengths.clear()
        front = self._front(text, head, self._names.towns(state.node))
        self._fronts[front.written] = front
        known = self._lengths.get(text[:4], ())
        if len(front.written) not in known:
            lengths = sorted({*known, len(front.written)}, reverse=True)
            self._lengths[text[:4]] = tuple(lengths)
        return front

    def _widely(self, text: str, begin: str) -> Front | None:
        """A head that ends with a city or province, or none at all, if nothing else follows."""
        steps = self._wide_steps(begin)
        if not steps:
            bare = not may_turn(text)
            return _NO_NAME if bare and is_nameless(begin, self._options) else None
        last = steps[-1]
        front = self._wide.get(text[: last.end])
        if front is None:
            if len(self._wide) >= _MOST:
                self._wide.clear()
            state = State(last.end, last.name.node, tuple(steps), (), float(last.end))
            front = self._front(text, Head(state, self._names), None)
            self._wide[front.written] = front
        node = last.name.node
        if runs_on(begin, last.end) or may_be_county(begin, last.end, node, self._names):
            return None
        return front if is_end(begin, front.state, node, self._options) else None

    def _wide_steps(self, text: str) -> list[Step]:
        """The official names of a province and its city, or one of them; no other name stands.

        Before a city the province may stand by its short name.
        """
        steps: list[Step] = []
        position, node = 0, None
        while found := self._options.above_town(text, position, node):
            length, name = found[0]
            if name.change or name.node.level > _CITY or name.kind not in _PLAIN:
                return []
            if not all(self._is_cut_short(text, position, one) for one in found[1:]):
                return []
            steps.append(Step(name, position, position + length))
            position, node = position + length, name.node
        return steps if steps and steps[-1].name.kind is _OFFICIAL else []

    def _is_cut_short(self, text: str, start: int, option: Option) -> bool:
        """Whether a name is what is left of the one that stands there: 上海 in 上海市."""
        length, other = option
        if other.kind is not _SHORT:
            return False
        end = start + length
        if text[end : end + 1] not in CUT_FROM[other.node.level is _TOWN]:
            return False
        return is_bare(self._names, text, end, other.node)

    def _front(self, text: str, head: Head, towns: Towns | None) -> Front:
        state, reading = head.state, head.reading
        written = text[: state.position]
        parts = [part[:4] for part in reading.parts]
        components = [
            Component(level, value, written[a:b], a, b) if a >= 0 else Component(level, value)
            for level, value, a, b in parts
        ]
        noise = [Span(kind, written[a:b], a, b) for kind, a, b in reading.skipped]
        filled = "".join([value for _, value, a, _ in parts if a < 0])
        is_alone = len(state.steps) == 1
        return Front(
            state, state.node, parts, components, filled, is_alone, written, tuple(noise), towns
        )


_PLAIN = frozenset({_OFFICIAL, _SHORT})
_NO_NAME = Front(State(0), None, [], [], "", is_alone=False, written="", noise=(), towns=None)


def _is_rest(skip: Skip) -> bool:
    return skip.kind == "rest"
