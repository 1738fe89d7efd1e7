"""Heads behind which nothing can be read otherwise: they need no search.

What is said here is safe, not complete: where in doubt, the walk has to look.
"""

import re

from doorplate.address import Level
from doorplate.normalize._again import GAP, may_begin, repeated, skip_separators
from doorplate.normalize._names import Kind, Name, Names, Node
from doorplate.normalize._options import Options
from doorplate.normalize._steps import State, Step, advance

_TOWN, _SHORT, _OFFICIAL = Level.TOWN, Kind.SHORT, Kind.OFFICIAL
_BETWEEN = frozenset("中市县其省自直城")
"""What 中国, 市辖区, 省直辖县 and 城区 begin with."""
_GOES_ON = frozenset("办大路街巷弄胡高公道")
"""What may go on behind a town's name: its office, or a street called after it."""
_LIKE_A_TOWN = re.compile("[镇乡]|街道")
_LONGEST_TOWN = 12


def plain_end(text: str, state: State, options: Options) -> State | None:
    """Where a walk ends that goes on from a county's name: there, or behind its town.

    None where only the walk can tell.
    """
    county = state.node
    if county is None:
        return None
    if _is_end(text, state, county, options):
        return state
    name = _town(text, state.position, county, options)
    if name is None:
        return None
    end = state.position + len(name.node.division.name)
    behind = advance(state, Step(name, state.position, end))
    return behind if _is_end(text, behind, name.node, options) else None


def _town(text: str, start: int, county: Node, options: Options) -> Name | None:
    """The town whose official name stands at a position, and no other name with it."""
    found: Name | None = None
    for length, name in options.at(text, start, county):
        if found is None:
            if name.kind is not _OFFICIAL or name.node.level is not _TOWN:
                return None
            found, follows = name, text[start + length : start + length + 1]
            if follows in _GOES_ON:
                return None
        elif name.node is not found.node or name.kind is not _SHORT:
            return None
    return found


def _is_end(text: str, state: State, node: Node, options: Options) -> bool:
    """Whether nothing behind a county or town begins like a name that may stand there."""
    names = options.names
    start = skip_separators(text, state.position)
    if text[start : start + 1] in _BETWEEN:
        return False
    if node.level is not _TOWN and _is_like_a_town(text, start, node, names):
        return False
    for gap in range(GAP + 1):
        if text[start + gap : start + gap + 2] in names.lengths:
            if may_begin(names, text, start + gap, node if gap else None):
                return False
            if not gap and options.at(text, start, node):
                return False
    return next(repeated(names, text, start, state), None) is None


def _is_like_a_town(text: str, start: int, county: Node, names: Names) -> bool:
    if text[start : start + 2] in names.towns(county).lengths:
        return True
    return _LIKE_A_TOWN.search(text, start, start + _LONGEST_TOWN) is not None
