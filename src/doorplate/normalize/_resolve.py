"""The division resolver: the head of a cleaned text → every surviving reading of it."""

from functools import lru_cache

from doorplate._text import Text
from doorplate.address import Level
from doorplate.divisions import Gazetteer
from doorplate.normalize import _villages
from doorplate.normalize._heads import Head, Heads, settled
from doorplate.normalize._names import LEVELS, Kind, Names, Node
from doorplate.normalize._reading import Part, Reading, Skip
from doorplate.normalize._steps import State, Step
from doorplate.normalize._walk import Walk

__all__ = ["Part", "Reading", "Skip", "resolve"]


_WINDOW = 160
"""Characters in which the head of an address ends."""


@lru_cache(maxsize=8)
def _indexes(gazetteer: Gazetteer) -> tuple[Names, Heads]:
    return Names(gazetteer), Heads()


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
    names, heads = _indexes(gazetteer)
    if start or within:
        ends = Walk(text, names).from_state(State(start, names.at(within) if within else None))
        return _ranked([r for end in ends for r in _readings(text, end, names)])
    head = heads.read(text)
    ends = Walk(text, names).from_state(head.state if head else State(0))
    if len(ends) == 1:
        only = ends[0]
        if head is None:
            _remember(text, only, names, heads)
        kept = head.reading if head and only is head.state else None
        base = kept or _reading(text, only, names)
        return _ranked(_with_villages(text, base, only, names))
    return _ranked([reading for end in ends for reading in _readings(text, end, names)])


def _remember(text: str, end: State, names: Names, heads: Heads) -> None:
    state = settled(end)
    if state is not None:
        heads.keep(text, Head(state, _reading(text, state, names)))


def _ranked(found: list[Reading]) -> tuple[Reading, ...]:
    if len(found) == 1:
        return (found[0],)
    found.sort(key=lambda r: (-r.score, -r.end, [p.code for p in r.parts]))
    return tuple([r for r in found if not r.warnings] or found)


def _readings(text: str, end: State, names: Names) -> list[Reading]:
    return _with_villages(text, _reading(text, end, names), end, names)


def _with_villages(text: str, base: Reading, end: State, names: Names) -> list[Reading]:
    if end.node is None or end.node.level < Level.DISTRICT or end.unlisted[1]:
        return [base]
    found = _villages.find(text, end.position, end.node, names)
    if found:
        return [_with_village(base, end, village, names) for village in found]
    other = _villages.unknown(text, end.position) if end.node.level is Level.TOWN else None
    return [_with_unknown(base, other, end.node, names)] if other else [base]


def _reading(text: str, end: State, names: Names) -> Reading:
    parts = _parts(end.node, end.steps, names)
    warnings = tuple(w for step in end.steps for w in _warnings(step, end.node))
    for level, span in ((Level.DISTRICT, end.county), (Level.TOWN, end.unlisted)):
        if span[1]:
            written = text[slice(*span)]
            parts = (*parts, Part(level, written, *span, ""))
            unknown = Text(f"区划库中没有{written}", f"{written} is unknown")
            warnings = (*warnings, unknown)
    if end.conflict:
        held = end.node.division.name if end.node else ""
        warnings = (
            *warnings,
            Text(f"前面写的是{end.conflict}，后面写的是{held}",
                 f"{end.conflict} is written first, then {held}"),
        )  # fmt: skip
    reasons = _filled(parts, end)
    score = 0.0 if end.node is None else 1.0 - 0.05 * len(warnings) - 0.02 * len(reasons)
    skipped = tuple(sorted(end.skipped, key=_start)) if len(end.skipped) > 1 else end.skipped
    return Reading(parts, skipped, end.position, score, reasons, warnings)


def _start(skip: Skip) -> int:
    return skip.start


def _parts(node: Node | None, steps: tuple[Step, ...], names: Names) -> tuple[Part, ...]:
    found: dict[Level, Part] = {}
    for above in names.printed(node) if node else ():
        found[above.level] = Part(above.level, above.division.name, -1, -1, above.division.code)
    for step in steps:
        name = step.name
        level = LEVELS[name.change.level] if name.change else name.node.level
        if level in found:
            if found[level].start < 0:
                found[level] = found[level]._replace(start=step.start, end=step.end)
        elif name.change:
            change = name.change
            found[level] = Part(level, change.name, step.start, step.end, change.code)
        elif level is Level.ZONE:
            zone = name.node.division
            found[level] = Part(level, zone.name, step.start, step.end, zone.code)
    return tuple(found[level] for level in sorted(found))


def _warnings(step: Step, node: Node | None) -> tuple[Text, ...]:
    name = step.name
    today = name.node.division.name
    if node and not node.below(name.node) and name.node.level is not Level.ZONE:
        held = node.division.name
        return (Text(f"{held}不属于{today}", f"{held} is not in {today}"),)
    if name.change is not None:
        until = name.change.until
        return (
            Text(
                f"{name.change.name}是旧名（至 {until}），今为{today}",
                f"{name.change.name} is an old name (until {until}), today {today}",
            ),
        )
    if name.kind is Kind.TYPO:
        return (Text(f"疑有错字，按上下级更正为{today}", f"corrected to {today}"),)
    if step.retyped:
        return (Text(f"今名{today}", f"the name of today is {today}"),)
    return ()


def _filled(parts: tuple[Part, ...], end: State) -> tuple[Text, ...]:
    filled = [part.value for part in parts if part.start < 0]
    if not filled or not end.steps:
        return ()
    evidence = end.steps[-1].name.node.division.name
    names = "".join(filled)
    return (Text(f"由{evidence}补出{names}", f"{names} filled in from {evidence}"),)


def _with_village(base: Reading, end: State, village: _villages.Found, names: Names) -> Reading:
    parts, reasons = base.parts, base.reasons
    if end.node and end.node.level is not Level.TOWN:
        division = names.at(village.town).division
        if names.printed(names.at(village.town))[-1].division == division:
            parts = (*parts, Part(Level.TOWN, division.name, -1, -1, division.code))
            reason = Text(
                f"由{village.name}补出{division.name}",
                f"{division.name} filled in from {village.name}",
            )
            reasons = (*reasons, reason)
    part = Part(Level.VILLAGE, village.name, end.position, village.end, village.code)
    return base._replace(parts=(*parts, part), end=village.end, reasons=reasons)


def _with_unknown(base: Reading, village: _villages.Found, node: Node, names: Names) -> Reading:
    close = _villages.similar(village, node, names)
    town, listed = node.division.name, "、".join(f.name for f in close)
    hint = Text(f"，相近的有{listed}", f"; close to {listed}") if close else Text("", "")
    warning = Text(
        f"{town}没有{village.name}{hint.zh}", f"{village.name} is unknown in {town}{hint.en}"
    )
    part = Part(Level.VILLAGE, village.name, base.end, village.end, "")
    return base._replace(
        parts=(*base.parts, part),
        end=village.end,
        score=base.score - 0.1,
        warnings=(*base.warnings, warning),
        suggestions=tuple(Part(Level.VILLAGE, f.name, -1, -1, f.code) for f in close),
    )
