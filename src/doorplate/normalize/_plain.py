"""Heads behind which nothing can be read otherwise: they need no search.

What is said here is safe, not complete: where in doubt, the walk has to look.
"""

import re

from doorplate.address import Level
from doorplate.normalize._again import (
    GAP,
    REACH,
    SEPARATORS,
    is_between,
    may_begin,
    repeated,
    skip_separators,
)
from doorplate.normalize._meaning import Kind, Name, Node
from doorplate.normalize._names import Names, is_stand_in
from doorplate.normalize._options import Options
from doorplate.normalize._steps import State, Step, advance, renamed

_PROVINCE, _DISTRICT, _TOWN = Level.PROVINCE, Level.DISTRICT, Level.TOWN
_SHORT, _OFFICIAL = Kind.SHORT, Kind.OFFICIAL
_GOES_ON = frozenset("办大路街巷弄胡高公道场")
"""What may go on behind a name: its office, a street called after it, the market of a city."""
_LIKE_A_TOWN = re.compile("[镇乡]|街道")
_LIKE_A_COUNTY = re.compile("[县区市旗镇乡]|街道")
_LONGEST_TOWN = 12
_MOST_NAMES = 4


def may_go_on(tail: str) -> bool:
    """Whether what stands behind a head may belong to it, by its characters alone.

    >>> may_go_on("文三路12号"), may_go_on("办事处"), may_go_on("城关镇3号")
    (False, True, True)
    """
    return (
        is_between(tail, 0)
        or tail[:1] in _GOES_ON
        or _LIKE_A_TOWN.search(tail, 0, _LONGEST_TOWN) is not None
    )


def plain_end(text: str, state: State, options: Options) -> State | None:
    """Where a walk ends that goes on from a county's name: there, behind its town or a repeat.

    None where only the walk can tell.
    """
    for _ in range(_MOST_NAMES):
        node = state.node
        if node is None or is_end(text, state, node, options):
            return state
        town = _town(text, state, node, options)
        behind = advance(state, town) if town else _again(text, state, node, options)
        if behind is None:
            return None
        state = behind
    return None


def plain_town(text: str, state: State, options: Options) -> Step | None:
    """A town whose official name stands right behind a county, and nothing else begins so."""
    start, county = state.position, state.node
    if county is None or county.level is not _DISTRICT:
        return None
    is_near = options.is_near(text, start, county)
    node = None if is_near else options.names.towns(county).only(text, start)
    if node is None:
        town = _town(text, state, county, options)
        return town if town and not is_stand_in(town.name.node) else None
    end = start + len(node.division.name)
    follows = text[end : end + 1]
    return None if follows in _GOES_ON else Step(Name(node, _OFFICIAL), start, end)


def runs_on(text: str, end: int) -> bool:
    """Whether a name that ends at a position may be a street's, or go on: 新宁县路."""
    return text[end : end + 1] in _GOES_ON


def _town(text: str, state: State, county: Node, options: Options) -> Step | None:
    """A town whose official name stands there, and no other name with it."""
    start = state.position
    taken: Step | None = None
    for length, name in options.at(text, start, county):
        if taken is None:
            follows = text[start + length : start + length + 1]
            if not _is_town(name) or follows in _GOES_ON:
                return None
            taken = Step(name, start, start + length)
        elif name.node is not taken.name.node or name.kind is not _SHORT:
            return None
    return taken


def _is_town(name: Name) -> bool:
    return name.kind is _OFFICIAL and name.node.level is _TOWN


def _again(text: str, state: State, node: Node, options: Options) -> State | None:
    """The state behind the whole name of one division that is named again."""
    start = skip_separators(text, state.position)
    if is_between(text, start) or options.at(text, start, node):
        return None
    steps = list(repeated(options.names, text, start, state))
    if not steps or steps[0].name.kind is _SHORT:
        return None
    same = all(step.name.node is steps[0].name.node for step in steps)
    return renamed(state, steps[0]) if same else None


def is_end(text: str, state: State, node: Node, options: Options) -> bool:
    """Whether nothing behind a county or town begins like a name that may stand there."""
    names = options.names
    start = skip_separators(text, state.position)
    if is_between(text, start):
        return False
    if node.level is not _TOWN and (
        names.towns(node).may_begin(text[start : start + 2]) or is_like_a_town(text, start)
    ):
        return False
    if node.level >= _DISTRICT and not options.is_near(text, start, node):
        return state.steps[-1].name.node.level is not _TOWN or not _is_last(text, start, state)
    return not _may_begin(text, start, node, options) and not _is_again(
        text, start, state, names
    )


def _may_begin(text: str, start: int, node: Node, options: Options) -> bool:
    """Whether at a position, or within a gap behind it, a name may stand or a head begin."""
    names = options.names
    for gap in range(GAP + 1):
        if text[start + gap : start + gap + 2] in names.forms:
            if may_begin(names, text, start + gap, node if gap else None):
                return True
            if not gap and options.at(text, start, node):
                return True
    return False


def _is_again(text: str, start: int, state: State, names: Names) -> bool:
    """Whether a division that was read stands there again."""
    if text[start : start + 2] not in names.forms and not _is_last(text, start, state):
        return False
    return next(repeated(names, text, start, state), None) is not None


def _is_last(text: str, start: int, state: State) -> bool:
    """Whether the name that was read last stands there again."""
    last = state.steps[-1]
    return text.startswith(text[last.start : last.end], start)


def may_be_county(text: str, end: int, node: Node, names: Names) -> bool:
    """Whether behind a city or province a county or town may stand that is not at its place.

    One of another spelling, one that nobody lists, a town without its county.
    """
    start = skip_separators(text, end)
    if _LIKE_A_COUNTY.search(text, start, start + _LONGEST_TOWN):
        return True
    return node.level is _PROVINCE and text[start : start + 2] in names.nation_lengths


def is_nameless(text: str, options: Options) -> bool:
    """Whether neither the beginning of a text nor what follows is like a division's name.

    >>> from doorplate.divisions import Gazetteer
    >>> options = Options(Names(Gazetteer.bundled()))
    >>> is_nameless("文三路12号", options), is_nameless("文三路12号杭州", options)
    (True, False)
    """
    names = options.names
    if text[:1] in SEPARATORS or text[:2] in names.nation_lengths or is_between(text, 0):
        return False
    if _LIKE_A_COUNTY.search(text, 0, _LONGEST_TOWN):
        return False
    forms = names.forms
    if any(text[start : start + 2] in forms for start in range(REACH)):
        return False
    return names.stems.isdisjoint((text[:2], text[:3], text[:4]))


def is_like_a_town(text: str, start: int) -> bool:
    """Whether a town that nobody lists may stand at a position."""
    return _LIKE_A_TOWN.search(text, start, start + _LONGEST_TOWN) is not None
