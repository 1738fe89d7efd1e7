"""Where a text may name a division again, or begin its address anew."""

import re
from collections.abc import Iterator

from doorplate.address import Level
from doorplate.normalize._behind import OF_A_MARKET
from doorplate.normalize._meaning import Kind, Name, Node
from doorplate.normalize._names import Names
from doorplate.normalize._options import Options
from doorplate.normalize._steps import State, Step

GAP = 3
"""Stray characters between a prefix and its repetition."""

REACH = 16
"""Characters before the first division that may belong to something else."""

SEPARATORS = " \t?,，、-—_/|·.;；:：[]\u3000"

BETWEEN = re.compile(
    r"(?P<country>中国|中华人民共和国)|(?P<filler>市辖区|县辖区|其[它他](?:地区|区|县)"
    r"|(?:生产)?建设兵团(?:[第农]?[一二三四五六七八九十]+师)?|兵团[第农][一二三四五六七八九十]+师|(?<=香港)(?:新界|九龙)(?=[一-鿿]{1,3}区)"
    r"|(?:省|自治区)?直辖(?:行政单位|县级行政区划|县级行政单位|县级市|市县|县级|县)?|其[他它](?=[一-鿿]))"
)
TOWN_PROPER = re.compile(
    r"(?:城区|市区|县城(?!关)内?|全区|全境)(?![东南西北中前后]?大?[路街道])"
)
"""黄岩区城区澄江镇: behind a city or county, the built-up part of it or all; no division."""
_BETWEEN_BEGINS = frozenset("中市县其生建兵新九省自直城全")
"""What either of the two begins with."""

_PROVINCE, _CITY, _DISTRICT = Level.PROVINCE, Level.CITY, Level.DISTRICT
_TOWN, _OFFICIAL = Level.TOWN, Kind.OFFICIAL


def skip_separators(text: str, start: int) -> int:
    """Where the separators at a position end."""
    size = len(text)
    while start < size and text[start] in SEPARATORS:
        start += 1
    return start


def is_bare(names: Names, text: str, start: int, node: Node | None) -> bool:
    """Whether no name and no filler begins at a position, by its first characters alone.

    A town named again is not looked for.
    """
    head = text[start : start + 2]
    if head in names.forms or is_between(text, start):
        return False
    if node is None or (node.level is _PROVINCE and head in names.nation_lengths):
        return head not in names.nation_lengths
    return node.level >= _TOWN or not names.towns(node).may_begin(head)


def is_end_of_walk(options: Options, text: str, start: int, state: State) -> bool:
    """Whether nothing begins at a position or within a gap behind it."""
    node = state.node
    if node is None:
        return is_bare(options.names, text, start, None)
    if not _is_clear(options, text, start, node):
        return False
    last = state.steps[-1] if state.steps else None
    return last is None or not text.startswith(text[last.start : last.end], start)


def _is_clear(options: Options, text: str, start: int, node: Node) -> bool:
    """The same, a town that is named again aside."""
    names = options.names
    if node.level < _DISTRICT:
        return is_bare(names, text, start, node) and not is_near(names, text, start)
    if options.is_near(text, start, node) or is_between(text, start):
        return False
    return node.level >= _TOWN or not names.towns(node).may_begin(text[start : start + 2])


def is_near(names: Names, text: str, start: int) -> bool:
    """Whether a name above the town may begin at a position or within a gap behind it."""
    forms = names.forms
    return (
        text[start : start + 2] in forms
        or text[start + 1 : start + 3] in forms
        or text[start + 2 : start + 4] in forms
        or text[start + 3 : start + 5] in forms
    )


def is_between(text: str, start: int) -> bool:
    """Whether the country or a filler stands at a position."""
    if text[start : start + 1] not in _BETWEEN_BEGINS:
        return False
    between = BETWEEN.match(text, start) or TOWN_PROPER.match(text, start)
    return between is not None


def repeated(names: Names, text: str, start: int, state: State) -> Iterator[Step]:
    """The divisions read already that stand at a position, longest first, a town last."""
    node = state.node
    for form in names.forms.get(text[start : start + 2], ()):
        if not text.startswith(form, start) or OF_A_MARKET.match(text, start + len(form)):
            continue
        for name in names.upper[form]:
            if node and node.below(name.node):
                yield Step(name, start, start + len(form))
                break
    last = state.steps[-1] if state.steps else None
    if last and last.name.node.level is _TOWN:
        written = text[last.start : last.end]
        if text.startswith(written, start):
            yield last._replace(start=start, end=start + len(written))


def may_begin(names: Names, text: str, start: int, above: Node | None) -> bool:
    """Whether a second head may stand here: a division above, or a wide one and another."""
    for form in names.forms.get(text[start : start + 2], ()):
        if not text.startswith(form, start):
            continue
        after = skip_separators(text, start + len(form))
        for name in names.upper[form]:
            if above is not None:
                if above.below(name.node):
                    return True
            elif name.node.level <= _CITY and _goes_on(names, text, name, after):
                return True
    return False


def _goes_on(names: Names, text: str, name: Name, position: int) -> bool:
    """Whether a division may stand behind a wide one; a town only behind a whole name."""
    head = text[position : position + 2]
    whole = name.kind is _OFFICIAL and name.node.level is _PROVINCE
    return head in names.forms or (whole and head in names.nation_lengths)
