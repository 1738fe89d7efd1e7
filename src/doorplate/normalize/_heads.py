"""Heads of addresses read before: most lists name few counties, many times each."""

from typing import NamedTuple

from doorplate.address import Level
from doorplate.normalize._names import Kind
from doorplate.normalize._reading import Reading, Skip
from doorplate.normalize._steps import State, Step, start_of

_MOST = 65_536


class Head(NamedTuple):
    """A head down to a county, and its reading alone where it was made before."""

    state: State
    reading: Reading | None


class Heads:
    """A bounded store of heads.

    Only a head that nothing behind it can change is kept: it begins with a province or city
    and goes down to a county's full name without a gap, and the walk that found it kept to it.
    """

    def __init__(self) -> None:
        self._heads: dict[str, Head] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}

    def find(self, text: str, start: int = 0) -> Head | None:
        """The longest head kept that stands at a position; its offsets count from there."""
        for length in self._lengths.get(text[start : start + 4], ()):
            head = self._heads.get(text[start : start + length])
            if head is not None:
                return head
        return None

    def read(self, text: str) -> Head | None:
        """The head that a text begins with, or the same county's written behind it."""
        head = self.find(text)
        if head is None:
            return None
        end = head.state.position
        start = end + 2 * text.startswith("中国", end)
        again = self.find(text, start)
        if again is None or again.state.node != head.state.node:
            return head
        return Head(_behind(head.state, again.state, start), None)

    def clear(self) -> None:
        """Forget every head."""
        self._heads.clear()
        self._lengths.clear()

    def keep(self, text: str, head: Head) -> None:
        """Remember a head that `settled` gave."""
        if len(self._heads) >= _MOST:
            self.clear()
        length = head.state.position
        self._heads[text[:length]] = head
        known = self._lengths.get(text[:4], ())
        self._lengths[text[:4]] = tuple(sorted({*known, length}, reverse=True))


def _behind(first: State, again: State, start: int) -> State:
    """The state behind a head that was written twice: the later one counts."""
    later = [s._replace(start=s.start + start, end=s.end + start) for s in again.steps]
    named = {step.name.node for step in later}
    repeats = [Skip("repeat", s.start, s.end) for s in first.steps if s.name.node in named]
    country = [Skip("country", first.position, start)] if start > first.position else []
    only_first = [s for s in first.steps if s.name.node not in named]
    return first._replace(
        position=again.position + start,
        steps=(*only_first, *later),
        skipped=(*repeats, *country),
        again=len(later),
    )


def settled(end: State) -> State | None:
    """The part of a walk's end that nothing behind it can change; None where there is none."""
    taken: list[Step] = []
    position = 0
    for step in sorted(end.steps, key=start_of):
        if step.start != position or step.name.node.level > Level.DISTRICT:
            break
        taken.append(step)
        position = step.end
    if len(taken) < 2 or end.conflict or not _is_settled(taken[0], taken[-1], end):
        return None
    score = float(position)
    return State(position, taken[-1].name.node, tuple(taken), score=score)


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
