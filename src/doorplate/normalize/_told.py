"""What a walk's end says of the divisions: its parts, what was filled in, what to look at."""

from doorplate._text import Text
from doorplate.address import Level
from doorplate.normalize._behind import STREET_OFFICE
from doorplate.normalize._made import maker
from doorplate.normalize._meaning import LEVELS, Kind, Node
from doorplate.normalize._names import Names
from doorplate.normalize._reading import Part, Reading, Skip
from doorplate.normalize._steps import State, Step


def reading_of(text: str, end: State, names: Names) -> Reading:
    """The divisions at a walk's end, villages aside."""
    if _is_straight(end):
        return straight_reading(end, names)
    parts = _parts(end.node, end.steps, names)
    warnings = [w for step in end.steps if (w := _warning(step, end.node))]
    for level, span in ((Level.DISTRICT, end.county), (Level.TOWN, end.unlisted)):
        if span[1]:
            written = text[slice(*span)]
            parts = (*parts, Part(level, STREET_OFFICE.sub("", written), *span, ""))
            warnings.append(Text(f"区划库中没有{written}", f"{written} is unknown"))
    if end.conflict:
        held = end.node.division.name if end.node else ""
        warnings.append(
            Text(f"前面写的是{end.conflict}，后面写的是{held}",
                 f"{end.conflict} is written first, then {held}"),
        )  # fmt: skip
    reasons = _filled(parts, end)
    score = 0.0 if end.node is None else 1.0 - 0.05 * len(warnings) - 0.02 * len(reasons)
    skipped = tuple(sorted(end.skipped, key=_start)) if len(end.skipped) > 1 else end.skipped
    return Reading(parts, skipped, end.position, score, reasons, tuple(warnings))


def _is_straight(end: State) -> bool:
    """Whether its steps are names of today on one way down, and nothing is to be noticed."""
    node, steps = end.node, end.steps
    if node is None or not steps or end.conflict or end.county[1] or end.unlisted[1]:
        return False
    if steps[-1].name.node is not node:
        return False
    trail = node.trail
    for (held, kind, change), _, _, retyped in steps:
        if change is not None or retyped or kind is _TYPO or held.level is _ZONE:
            return False
        if held.division.code not in trail:
            return False
    return True


def straight_reading(end: State, names: Names) -> Reading:
    """The divisions of a walk's end that names of today alone lead down to."""
    node = end.steps[-1].name.node
    written = {step.name.node.division.code: step for step in end.steps}
    parts, filled = [], ""
    for part in names.parts(node):
        step = written.get(part.code)
        if step is None:
            filled += part.value
            parts.append(part)
        else:
            level, value, _, _, code = part
            parts.append(_part((level, value, step.start, step.end, code)))
    reasons = (filled_by(node.division.name, filled),) if filled else ()
    skipped = tuple(sorted(end.skipped, key=_start)) if len(end.skipped) > 1 else end.skipped
    score = 1.0 - 0.02 * len(reasons)
    return Reading(tuple(parts), skipped, end.position, score, reasons, ())


_part = maker(Part)
_TYPO, _ZONE = Kind.TYPO, Level.ZONE


def with_town(reading: Reading, town: Step) -> Reading:
    """A reading down to a county, with the full name of its town right behind it."""
    division = town.name.node.division
    part = Part(Level.TOWN, division.name, town.start, town.end, division.code)
    reasons = reading.reasons
    if reasons:
        filled = "".join([one.value for one in reading.parts if one.start < 0])
        reasons = (filled_by(division.name, filled),)
    return reading._replace(parts=(*reading.parts, part), end=town.end, reasons=reasons)


def filled_by(evidence: str, names: str) -> Text:
    return Text(f"由{evidence}补出{names}", f"{names} filled in from {evidence}")


def _start(skip: Skip) -> int:
    return skip.start


def _parts(node: Node | None, steps: tuple[Step, ...], names: Names) -> tuple[Part, ...]:
    found = {part.level: part for part in names.parts(node)} if node else {}
    for step in steps:
        node, _, change = step.name
        level = LEVELS[change.level] if change else node.level
        held = found.get(level)
        if held is not None:
            if held.start < 0:
                found[level] = Part(level, held.value, step.start, step.end, held.code)
        elif change:
            found[level] = Part(level, change.name, step.start, step.end, change.code)
        elif level is Level.ZONE:
            zone = node.division
            found[level] = Part(level, zone.name, step.start, step.end, zone.code)
    return tuple([found[level] for level in sorted(found)])


def _warning(step: Step, node: Node | None) -> Text | None:
    held, kind, change = step.name
    if node and not node.below(held) and held.level is not Level.ZONE:
        written, today = node.division.name, held.division.name
        return Text(f"{written}不属于{today}", f"{written} is not in {today}")
    today = held.division.name
    if change is not None:
        return Text(
            f"{change.name}是旧名（至 {change.until}），今为{today}",
            f"{change.name} is an old name (until {change.until}), today {today}",
        )
    if kind is Kind.TYPO:
        return Text(f"疑有错字，按上下级更正为{today}", f"corrected to {today}")
    if step.retyped:
        return Text(f"今名{today}", f"the name of today is {today}")
    return None


def _filled(parts: tuple[Part, ...], end: State) -> tuple[Text, ...]:
    filled = [part.value for part in parts if part.start < 0]
    if not filled or not end.steps:
        return ()
    evidence = end.steps[-1].name.node.division.name
    names = "".join(filled)
    return (filled_by(evidence, names),)
