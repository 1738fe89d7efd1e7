"""Heads of addresses read before: most lists name few counties, many times each."""

from doorplate.address import Level
from doorplate.normalize._meaning import Kind, Name
from doorplate.normalize._names import Names
from doorplate.normalize._options import Option, Options
from doorplate.normalize._plain import is_end, plain_end, plain_town
from doorplate.normalize._reading import Reading, Skip
from doorplate.normalize._steps import State, Step, advance
from doorplate.normalize._told import reading_of, straight_reading, with_town
from doorplate.normalize._walk import Walk

_MOST, _MOST_TOWNS = 16_384, 4_096
_DISTRICT, _OFFICIAL, _SHORT = Level.DISTRICT, Kind.OFFICIAL, Kind.SHORT


class Head:
    """A head down to a county or town.

    Attributes:
        state: where a walk ends with it.
    """

    __slots__ = ("_names", "_reading", "state")

    def __init__(self, state: State, names: Names, reading: Reading | None = None) -> None:
        self.state = state
        self._names, self._reading = names, reading

    @property
    def reading(self) -> Reading:
        """Its reading alone; that of names without a gap is worked out when asked for."""
        if self._reading is None:
            self._reading = straight_reading(self.state, self._names)
        return self._reading


class Heads:
    """A bounded store of heads.

    Only a head that nothing behind it can change is kept: it begins with a province or city
    and goes down to a county's full name without a gap, and the walk over it keeps to it.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self._heads: dict[str, Head] = {}
        self._twice: dict[str, Head] = {}
        self._towns: dict[str, Head] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._unsettled: set[str] = set()
        self._last: tuple[str, Head | None, Head | None] = ("", None, None)

    def __len__(self) -> int:
        return len(self._heads)

    def read(self, text: str) -> Head | None:
        """The head that a text begins with, or the same county's written behind it."""
        return self._begin(text)[1]

    def alone(self, text: str) -> Head | None:
        """A county's full name at the beginning, where nothing else begins so."""
        return self._begin(text)[2]

    def _begin(self, text: str) -> tuple[str, Head | None, Head | None]:
        """A text with its head and its county alone; the search asks for what was just read."""
        if text != self._last[0]:
            head = self.at(text, 0)
            found = [] if head else self._options.at(text, 0, None)
            head = self._again(text, head or self._county(text, found))
            self._last = text, head, None if head else self._alone(found)
        return self._last

    def _again(self, text: str, head: Head | None) -> Head | None:
        """The head, or the one that goes on behind it to the same county."""
        if head is None:
            return None
        end = head.state.position
        start = end + 2 * text.startswith("中国", end)
        again = self.at(text, start)
        if again is None or again.state.node is not head.state.node:
            return head if len(head.state.steps) > 1 else None
        written = text[: start + again.state.position]
        known = self._twice.get(written)
        if known is not None:
            return known
        return self._kept(self._twice, written, _behind(head.state, again.state, start))

    def _alone(self, found: list[Option]) -> Head | None:
        if not found:
            return None
        length, name = found[0]
        node = name.node
        if node.level is not _DISTRICT or name.kind is not _OFFICIAL or name.change:
            return None
        for shorter, other in found[1:]:
            if other.node is not node or other.kind is not _SHORT or other.change:
                return None
            if length - shorter != 1:
                return None
        step = Step(name, 0, length)
        return self._straight([step])

    def _county(self, text: str, options: list[Option]) -> Head | None:
        """A county's whole name at the beginning: a head if a wider one of it follows."""
        found = [option for option in options if _is_wide(option[1])]
        if not found:
            return None
        length, name = found[0]
        if name.node.level is not _DISTRICT or name.kind is not Kind.OFFICIAL:
            return None
        if any(other.node is not name.node for _, other in found):
            return None
        state = State(length, name.node, (Step(name, 0, length),))
        return self._read(text, state)

    def plain(self, text: str, head: Head) -> Head | None:
        """The head with the town right behind it, if nothing else follows; None if unsure."""
        town = plain_town(text, head.state, self._options)
        if town is not None and not head.reading.warnings:
            known = self._towns.get(text[: town.end]) or self._kept_town(text, head, town)
            if is_end(text, known.state, town.name.node, self._options):
                return known
        end = plain_end(text, head.state, self._options)
        if end is None or end is head.state:
            return head if end else None
        written = text[: end.position]
        return self._towns.get(written) or self._kept(self._towns, written, end)

    def _kept_town(self, text: str, head: Head, town: Step) -> Head:
        if len(self._towns) >= _MOST_TOWNS:
            self._towns.clear()
        state = advance(head.state, town)
        known = Head(state, self._options.names, with_town(head.reading, town))
        self._towns[text[: town.end]] = known
        return known

    def _kept(self, heads: dict[str, Head], written: str, state: State) -> Head:
        if len(heads) >= _MOST:
            heads.clear()
        head = heads[written] = self._read(written, state)
        return head

    def _read(self, text: str, state: State) -> Head:
        names = self._options.names
        return Head(state, names, reading_of(text, state, names))

    def at(self, text: str, start: int) -> Head | None:
        """The head that stands at a position; its offsets count from there."""
        for length in self._lengths.get(text[start : start + 4], ()):
            head = self._heads.get(text[start : start + length])
            if head is not None and not text.startswith("场", start + length):
                return head
        if text[start : start + 2] not in self._options.wide:
            return None
        steps, sure = _down_to_a_county(text, start, self._options)
        return (
            self._learn(text[start : start + steps[-1].end], steps, sure=sure)
            if steps
            else None
        )

    def clear(self) -> None:
        """Forget every head."""
        self._heads.clear()
        self._twice.clear()
        self._towns.clear()
        self._lengths.clear()
        self._unsettled.clear()
        self._last = ("", None, None)

    def _learn(self, text: str, steps: list[Step], *, sure: bool) -> Head | None:
        """A whole text as a head, where the walk over it settles it."""
        if text in self._unsettled:
            return None
        if len(self._heads) + len(self._unsettled) >= _MOST:
            self.clear()
        head = self._straight(steps) if sure else self._walked(text)
        if head is None:
            self._unsettled.add(text)
            return None
        self._heads[text] = head
        known = self._lengths.get(text[:4], ())
        if len(text) not in known:
            self._lengths[text[:4]] = tuple(sorted({*known, len(text)}, reverse=True))
        return head

    def _straight(self, steps: list[Step]) -> Head:
        taken, last = tuple(steps), steps[-1]
        state = State(last.end, last.name.node, taken, (), float(last.end))
        return Head(state, self._options.names)

    def _walked(self, text: str) -> Head | None:
        ends = Walk(text, self._options).from_state(State(0))
        state = _settled(ends[0]) if len(ends) == 1 else None
        if state is None or state.position != len(text):
            return None
        return self._read(text, state)


def _behind(first: State, again: State, start: int) -> State:
    """The state behind a head that was written twice: the later one counts."""
    later = [Step(s.name, s.start + start, s.end + start, s.retyped) for s in again.steps]
    named = {_code(step) for step in later}
    repeats = [Skip("repeat", s.start, s.end) for s in first.steps if _code(s) in named]
    between = [Skip(s.kind, s.start + start, s.end + start) for s in again.skipped]
    country = [Skip("country", first.position, start)] if start > first.position else []
    only_first = [s for s in first.steps if _code(s) not in named]
    return first._replace(
        position=again.position + start,
        steps=(*only_first, *later),
        skipped=(*first.skipped, *repeats, *country, *between),
        again=len(later),
    )


def _code(step: Step) -> str:
    return step.name.node.division.code


def _down_to_a_county(text: str, start: int, options: Options) -> tuple[list[Step], bool]:
    """The divisions that lead from a province or city at a position to a county's full name.

    Empty where none do. Each step takes the longest name; whether that was right, the walk
    must say, unless it is sure: where every step is an official or a short name, and no other
    official one stands there. A walk that takes another name there scores less, for it reads
    the same characters with names that weigh less, or leaves some out: below another division
    of the same short name, the names that follow are not.
    """
    steps: list[Step] = []
    position, node, written, sure = start, None, "", True
    while True:
        taken = None
        for length, name in options.above_town(text, position, node):
            if taken is None and name.change is None and name.node.level <= _DISTRICT:
                taken, written = name, text[position : position + length]
                sure = sure and (name.kind is _OFFICIAL or name.kind is _SHORT)
            elif name.kind is _OFFICIAL:
                sure = False
        if taken is not None:
            below = node is None or taken.node.below(node)
            sure = sure and below and not options.is_a_town(text, position)
            node = taken.node
            begin = position - start
            steps.append(Step(taken, begin, begin + len(written)))
        elif not written or not text.startswith(written, position):
            return [], False
        else:
            sure = False
        position += len(written)
        if node is not None and node.level is _DISTRICT:
            name, begin, _, _ = steps[-1]
            if name.kind is _SHORT:
                return [], False
            steps[-1] = Step(name, begin, position - start)
            return steps, sure and len(steps) > 1


def _is_wide(name: Name) -> bool:
    return name.change is None and name.node.level <= _DISTRICT


def _settled(end: State) -> State | None:
    """The part of a walk's end that nothing behind it can change; None where there is none."""
    taken: list[Step] = []
    skipped: list[Skip] = []
    position = 0
    stretches: list[Step | Skip] = sorted([*end.steps, *end.skipped], key=_start_of)
    for stretch in stretches:
        if stretch.start != position:
            break
        if isinstance(stretch, Skip):
            skipped.append(stretch)
        elif stretch.name.node.level > _DISTRICT:
            break
        else:
            taken.append(stretch)
        position = stretch.end
    if len(taken) < 2 or end.conflict or not _is_settled(taken[0], taken[-1], end):
        return None
    if taken[-1].end != position:
        return None
    return State(position, taken[-1].name.node, tuple(taken), tuple(skipped), float(position))


def _start_of(stretch: Step | Skip) -> int:
    return stretch.start


def _is_settled(first: Step, last: Step, end: State) -> bool:
    node = last.name.node
    return (
        first.name.node.level <= Level.CITY
        and node.level is Level.DISTRICT
        and last.name.kind is not Kind.SHORT
        and last.name.change is None
        and end.node is not None
        and end.node.below(node)
    )
