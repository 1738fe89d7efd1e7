"""Known heads with known tails: another street of a town, a street of that name elsewhere.

A head here is plain: divisions written one behind the other from the beginning, with nothing
filled in and nothing doubtful, down to a county or town. Whether a tail goes on with a division
is asked again for each head: of its own towns and villages, and where the tail begins like any
name, of all names.
"""

from typing import NamedTuple

from doorplate.address import Address, Component, Level
from doorplate.normalize import _villages
from doorplate.normalize._again import SEPARATORS, is_near
from doorplate.normalize._judge import may_be_range
from doorplate.normalize._made import maker
from doorplate.normalize._meaning import Node
from doorplate.normalize._options import Options
from doorplate.normalize._plain import is_end, may_go_on
from doorplate.normalize._shapes import TOO_LONG, Slots, fill, slots_of
from doorplate.normalize._sights import Sights
from doorplate.normalize._steps import State, advance
from doorplate.normalize._straight import Read
from doorplate.normalize.values import Candidate, Parsed

_MOST = 2_048
_TOWN = Level.TOWN
_ENDS = frozenset("镇乡道区县市旗")
"""What a tail is told apart from: before a numeral, none of these is part of it."""

_Levels = tuple[Level, ...]


class _Front(NamedTuple):
    """A head as it is written: where a walk ends with it, its components and their levels."""

    state: State
    node: Node
    components: tuple[Component, ...]
    levels: _Levels


class _Back(NamedTuple):
    """A tail: its components, places counted from its beginning, and how sure it leaves one.

    `is_like_a_name` says that a name of some division begins at its beginning or near.
    """

    components: tuple[Component, ...]
    slots: Slots
    sure: float
    is_like_a_name: bool


class Joined:
    """Bounded stores of plain heads and plain tails, for one gazetteer."""

    def __init__(self, options: Options) -> None:
        self._options, self._names = options, options.names
        self._fronts: dict[str, _Front | Read | None] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._backs: dict[tuple[str, _Levels], _Back | Read | None] = {}
        self._villages: dict[tuple[str, str], bool] = {}
        self._seen = Sights()

    def clear(self) -> None:
        """Forget every head and tail."""
        self._fronts.clear()
        self._lengths.clear()
        self._backs.clear()
        self._villages.clear()
        self._seen.clear()

    def read(self, shape: str, text: str) -> Parsed | None:
        """The reading of a text whose head and tail are both known."""
        for length in self._lengths.get(text[:4], ()):
            front = self._front(text[:length])
            if front is not None:
                break
        else:
            return None
        back = self._back((shape[length:], front.levels))
        if back is None or self._may_be_named(text, length, front.node):
            return None
        if back.is_like_a_name and not is_end(text, front.state, front.node, self._options):
            return None
        components = list(front.components)
        for level, value, written, start, end in back.components:
            components.append(_component((level, value, written, start + length, end + length)))
        fill(components, back.slots, text, len(front.components), length)
        best = Candidate(Address(tuple(components)), 1.0)
        return Parsed(text, (best,), (), back.sure, ambiguous=False)

    def learn(self, shape: str, read: Read) -> None:
        """Keep the head and the tail of a reading; what they hold for is seen later."""
        parsed = read.parsed
        if parsed.warnings or parsed.best.noise or read.has_village:
            return
        if read.state.node is None or read.state.node.level < Level.DISTRICT:
            return
        if len(self._fronts) >= _MOST or len(self._backs) >= _MOST:
            self.clear()
        text, cut = parsed.text, read.town.end if read.town else read.state.position
        levels = tuple([part[0] for part in parsed.best.components[: read.divisions]])
        front, back = text[:cut], (shape[cut:], levels)
        if back not in self._backs and self._seen.again(back):
            self._backs[back] = read
        if front not in self._fronts and self._seen.again(front):
            self._fronts[front] = read
            known = self._lengths.get(text[:4], ())
            if cut not in known:
                self._lengths[text[:4]] = tuple(sorted({*known, cut}, reverse=True))

    def _front(self, written: str) -> _Front | None:
        front = self._fronts.get(written)
        if isinstance(front, Read):
            front = self._fronts[written] = self._front_of(front)
        return front

    def _front_of(self, read: Read) -> _Front | None:
        state = advance(read.state, read.town) if read.town else read.state
        parts = read.parsed.best.components[: read.divisions]
        if state.node is None or self._may_be_longer(parts[-1]) or _runs_on(parts[-1]):
            return None
        return _Front(state, state.node, parts, tuple([part.level for part in parts]))

    def _back(self, key: tuple[str, _Levels]) -> _Back | None:
        back = self._backs.get(key)
        if isinstance(back, Read):
            back = self._backs[key] = self._back_of(back, key[0])
        return back

    def _back_of(self, read: Read, shape: str) -> _Back | None:
        last = read.parsed.best.components[read.divisions - 1]
        if may_be_range(read.parsed.best) or not _is_plain(shape) or _runs_on(last):
            return None
        cut = read.town.end if read.town else read.state.position
        parts = read.parsed.best.components[read.divisions :]
        tail = tuple([c._replace(start=c.start - cut, end=c.end - cut) for c in parts])
        slots = slots_of(tail)
        if slots is None:
            return None
        return _Back(tail, slots, read.parsed.confidence, is_near(self._names, shape, 0))

    def _may_be_longer(self, part: Component) -> bool:
        """Whether a longer name may begin like the last division of a head."""
        size = part.end - part.start
        known = self._names.forms.get(part.value[:2], ())
        return any(len(form) > size for form in known)

    def _may_be_named(self, text: str, cut: int, node: Node) -> bool:
        """Whether the tail begins like the town itself or a place of the division's."""
        start = text[cut : cut + 2]
        if node.level is _TOWN:
            if text.startswith(node.division.name[0], cut):
                return True
        elif self._names.towns(node).may_begin(start):
            return True
        key = node.division.code, start
        found = self._villages.get(key)
        if found is None:
            if len(self._villages) >= 4 * _MOST:
                self._villages.clear()
            found = self._villages[key] = f"\n{start}" in self._names.villages(node)
        return found


_component = maker(Component)


def _runs_on(part: Component) -> bool:
    return part.text[-1] not in _ENDS


def _is_plain(tail: str) -> bool:
    """Whether a tail by its characters alone belongs to no head, and has no village first."""
    if tail[:1] in SEPARATORS or may_go_on(tail) or TOO_LONG.search(tail):
        return False
    return _villages.unknown(tail, 0) is None
