"""What a walk through division names has taken so far, and what may come next."""

from typing import NamedTuple

from doorplate.address import Level
from doorplate.normalize._made import maker
from doorplate.normalize._meaning import LEVELS, Kind, Name, Node
from doorplate.normalize._reading import Skip

_WEIGHT = {Kind.OFFICIAL: 1.0, Kind.ALIAS: 0.95, Kind.OLD: 0.9, Kind.SHORT: 0.8, Kind.TYPO: 0.5}

_DISTRICT, _ZONE = Level.DISTRICT, Level.ZONE


class Step(NamedTuple):
    """One division taken from the text."""

    name: Name
    start: int
    end: int
    retyped: bool = False


class State(NamedTuple):
    """How far a walk has come.

    Attributes:
        position: where it goes on.
        node: the deepest division of the main line; a zone stands beside it.
        steps: divisions that the text names, each where it names it last.
        skipped: what lay between.
        score: characters read, less for names that need more evidence.
        again: divisions named again right before the position.
        county: start and end of a county's name that nobody lists.
        unlisted: start and end of a town's name that nobody lists.
        conflict: name of what the text said first and then took back.
    """

    position: int
    node: Node | None = None
    steps: tuple[Step, ...] = ()
    skipped: tuple[Skip, ...] = ()
    score: float = 0.0
    again: int = 0
    county: tuple[int, int] = (0, 0)
    unlisted: tuple[int, int] = (0, 0)
    conflict: str = ""


_state = maker(State)


def is_next(name: Name, node: Node | None) -> bool:
    if name.node.level is Level.ZONE:
        if node is None:
            return name.kind is Kind.OFFICIAL
        return node.level < Level.TOWN and name.node.trail[-2] in node.trail
    if node is None:
        return True
    if name.change is not None:
        new = name.change.name != node.division.name
        deeper = LEVELS[name.change.level] > node.level
        return deeper and new and (name.node.below(node) or name.change.parent in node.trail)
    if name.node.below(node):
        return len(name.node.trail) > len(node.trail)
    return _is_misplaced(name, node)


def _is_misplaced(name: Name, node: Node) -> bool:
    """焦作济源市: a city or county right below the province, written behind another city."""
    trail = name.node.trail
    return (
        node.level is Level.CITY
        and name.kind is Kind.OFFICIAL
        and len(trail) == 2
        and trail[0] == node.trail[0]
        and trail != node.trail
    )


def is_of_old_county(state: State, step: Step) -> bool:
    """江干区下沙: a town of a county that took over from the one just named."""
    change = state.steps[-1].name.change if state.steps else None
    return change is not None and not set(change.successors).isdisjoint(step.name.node.trail)


def start_of(step: Step) -> int:
    return step.start


def is_head(steps: tuple[Step, ...]) -> bool:
    """Whether divisions behind other words are the head of the address."""
    first = steps[0].name
    if first.kind is not Kind.OFFICIAL:
        return len(steps) > 1 and first.node.level <= Level.CITY
    return len(steps) > 1 or first.node.level <= Level.CITY


def went_on(end: State, position: int, before: State) -> bool:
    """Whether a walk got beyond a position without leaving out what stands there."""
    if end.position <= position:
        return False
    for skip in end.skipped[len(before.skipped) :]:
        if skip.kind == "rest" and skip.start - position < 2:
            return False
    return True


def advance(state: State, step: Step) -> State:
    before, node = state.node, step.name.node
    gained = (step.end - step.start) * _WEIGHT[step.name.kind] - 0.5 * step.retyped
    if before is not None:
        if step.name.change is None and not node.below(before):
            gained -= 1.0
        if node.level is _ZONE:
            node = before
    steps, score = (*state.steps, step), state.score + gained
    return _state((step.end, node, steps, state.skipped, score, 0, *state[6:]))


def renamed(state: State, step: Step) -> State:
    """A division named again, or behind what lies in it: it stands where it is named last."""
    node = step.name.node
    same = [s for s in state.steps if s.name.node is node]
    new = not same and all(s.name.kind is Kind.OFFICIAL for s in state.steps)
    gained = (step.end - step.start) * _WEIGHT[step.name.kind] if new else 0.0
    if step.name.change is not None or (
        same and same[-1].end == step.start and node.level is _DISTRICT
    ):
        skipped = (*state.skipped, Skip("repeat", step.start, step.end))
        steps = state.steps
    else:
        skipped = (*state.skipped, *[Skip("repeat", s.start, s.end) for s in same])
        kept = [s for s in state.steps if s.name.node is not node]
        steps = tuple(sorted([*kept, step], key=_level_of))
    score, again = state.score + gained, state.again + 1
    return _state((step.end, state.node, steps, skipped, score, again, *state[6:]))


def _level_of(step: Step) -> Level:
    return step.name.node.level


def over(state: State, kind: str, start: int, end: int) -> State:
    """The state behind a stretch that is no division; stray characters cost."""
    skipped = (*state.skipped, Skip(kind, start, end))
    score = state.score - 3.0 * (kind == "rest")
    return _state((end, state.node, state.steps, skipped, score, *state[5:]))
