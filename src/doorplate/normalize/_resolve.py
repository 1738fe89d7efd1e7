"""The division resolver: the head of a cleaned text → every surviving reading of it."""

from functools import lru_cache

from doorplate._text import Text
from doorplate.address import Level
from doorplate.divisions import Gazetteer
from doorplate.normalize import _villages
from doorplate.normalize._heads import Heads
from doorplate.normalize._meaning import Node
from doorplate.normalize._names import Names
from doorplate.normalize._options import Options
from doorplate.normalize._reading import Part, Reading, Skip
from doorplate.normalize._steps import State
from doorplate.normalize._told import reading_of
from doorplate.normalize._walk import Walk

__all__ = ["Part", "Reading", "Skip", "resolve"]


_WINDOW = 160
"""Characters in which the head of an address ends."""


@lru_cache(maxsize=8)
def indexes(gazetteer: Gazetteer) -> tuple[Names, Options, Heads]:
    """The names of a gazetteer, where they may stand, and the heads met so far."""
    names = Names(gazetteer)
    options = Options(names)
    return names, options, Heads(options)


def resolve(
    text: str, start: int, gazetteer: Gazetteer, *, within: str = ""
) -> tuple[Reading, ...]:
    """Every surviving reading of the divisions that `text` names from `start` on, best first.

    Args:
        text: cleaned: simplified script, half width; offsets in the result refer to it.
        start: where to begin; labels such as 地址: should lie before it.
        gazetteer: whose names count; the user's own places win.
        within: code of a division that is known to hold the address.

    Returns:
        At least one reading; a reading without parts where the text names no division.
    """
    text = text[: start + _WINDOW]
    names, options, heads = indexes(gazetteer)
    if start or within:
        state = State(start, names.at(within) if within else None)
        return _read(text, Walk(text, options).from_state(state), names)
    head = heads.read(text)
    if head is None:
        return _read(text, Walk(text, options).from_state(State(0)), names)
    plain = heads.plain(text, head)
    if plain is not None:
        return _ranked(_with_villages(text, plain.reading, plain.state, names))
    ends = Walk(text, options).from_state(head.state)
    if len(ends) == 1 and ends[0] is head.state:
        return _ranked(_with_villages(text, head.reading, ends[0], names))
    return _read(text, ends, names)


def _read(text: str, ends: list[State], names: Names) -> tuple[Reading, ...]:
    found: list[Reading] = []
    for end in ends:
        found += _with_villages(text, reading_of(text, end, names), end, names)
    return _ranked(found)


def _ranked(found: list[Reading]) -> tuple[Reading, ...]:
    if len(found) == 1:
        return (found[0],)
    found.sort(key=lambda r: (-r.score, -r.end, len(r.notes), [p.code for p in r.parts]))
    return tuple([r for r in found if not r.warnings] or found)


def _with_villages(text: str, base: Reading, end: State, names: Names) -> list[Reading]:
    start = _villages.past_gap(text, end.position)
    if end.node is None and names.own_parents:
        return _own_villages(text, base, start, names) or [base]
    if end.node is None or end.node.level < Level.DISTRICT or end.unlisted[1]:
        return [base]
    found = _villages.find(text, start, end.node, names)
    if found:
        return [_with_village(base, end, start, village, names) for village in found]
    other = _villages.unknown(text, start) if end.node.level is Level.TOWN else None
    return [_with_unknown(base, other, start, end.node, names)] if other else [base]


def _own_villages(text: str, base: Reading, start: int, names: Names) -> list[Reading]:
    """The user's own villages that a text without divisions begins with."""
    found = []
    for node in names.own_parents:
        parts = names.parts(node)
        for village in _villages.find(text, start, node, names):
            if "+" in village.code and village.town == node.division.code:
                reason = _filled_by(village.name, "".join(part.value for part in parts))
                part = Part(Level.VILLAGE, village.name, start, village.end, village.code)
                found.append(
                    base._replace(parts=(*parts, part), end=village.end, reasons=(reason,))
                )
    return found


def _filled_by(evidence: str, name: str) -> Text:
    return Text(f"由{evidence}补出{name}", f"{name} filled in from {evidence}")


def _with_village(
    base: Reading, end: State, start: int, village: _villages.Found, names: Names
) -> Reading:
    parts, reasons = base.parts, base.reasons
    if end.node and end.node.level is not Level.TOWN:
        town = names.at(village.town)
        division = town.division
        if town.level is Level.TOWN and names.printed(town)[-1].division == division:
            parts = (*parts, Part(Level.TOWN, division.name, -1, -1, division.code))
            reasons = (*reasons, _filled_by(village.name, division.name))
    part = Part(Level.VILLAGE, village.name, start, village.end, village.code)
    notes = (_no_such(names.at(village.town), village),) if village.listed else ()
    return base._replace(parts=(*parts, part), end=village.end, reasons=reasons, notes=notes)


def _no_such(town: Node, village: _villages.Found) -> Text:
    return Text(
        f"{town.division.name}没有{village.name}，相近的有{village.listed}",
        f"{village.name} is unknown in {town.division.name}; close to {village.listed}",
    )


def _with_unknown(
    base: Reading, village: _villages.Found, start: int, node: Node, names: Names
) -> Reading:
    close = _villages.similar(village, node, names)
    town, listed = node.division.name, "、".join(f.name for f in close)
    hint = Text(f"，相近的有{listed}", f"; close to {listed}") if close else Text("", "")
    warning = Text(
        f"{town}没有{village.name}{hint.zh}", f"{village.name} is unknown in {town}{hint.en}"
    )
    part = Part(Level.VILLAGE, village.name, start, village.end, "")
    return base._replace(
        parts=(*base.parts, part),
        end=village.end,
        score=base.score - 0.1,
        warnings=(*base.warnings, warning),
        suggestions=tuple(Part(Level.VILLAGE, f.name, -1, -1, f.code) for f in close),
    )
