"""Text in, reading out."""

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from operator import attrgetter

from doorplate._text import Text
from doorplate.address import Address, Component, Level
from doorplate.divisions import Gazetteer
from doorplate.errors import AddressError
from doorplate.normalize._joined import Joined
from doorplate.normalize._judge import confidence, notices
from doorplate.normalize._own import OwnNames, at_home, own_names
from doorplate.normalize._reading import MAX_HEAD, Reading, head_of
from doorplate.normalize._resolve import indexes, resolve
from doorplate.normalize._shapes import Shapes, shape_of
from doorplate.normalize._source import Source, ordered, source_of
from doorplate.normalize._straight import Straight
from doorplate.normalize._stray import read_stray
from doorplate.normalize._tails import TailRead, Tails, read_with_own
from doorplate.normalize._turned import from_the_end, may_turn
from doorplate.normalize.values import Candidate, Parsed

MAX_LENGTH = 10_000
"""Longest text that is read, in characters."""

MAX_CANDIDATES = 10
"""Most readings that are kept of one text."""


def parse(
    text: str, *, gazetteer: Gazetteer | None = None, context: Address | None = None
) -> Parsed:
    """Read one address, down to the room.

    Args:
        text: one address as somebody wrote it.
        gazetteer: names to check against; the bundled one where none is given.
        context: what is known from elsewhere (the county of a village's list): fills levels
            that the text leaves out.

    Raises:
        AddressError: not a string, or longer than 10,000 characters.

    >>> parse("武功县普集镇营上村三组十二号附1").best.to_dict()["subnumber"]
    '附1'
    """
    _check(text)
    gazetteer = gazetteer or Gazetteer.bundled()
    if context is not None:
        return _parse(source_of(text, context), gazetteer)[0]
    shape, (shapes, joined, straight) = shape_of(text), _memory(gazetteer)
    known = shapes.read(shape, text) or joined.read(shape, text)
    if known is not None:
        return known
    source = source_of(text, None, shape)
    read = straight.read(source) if straight is not None else None
    if read is not None:
        if not read.weighed:
            shapes.learn(shape, read.parsed)
            if source.cleaned.text == text:
                joined.learn(shape, read)
        return read.parsed
    parsed, weighed = _parse(source, gazetteer)
    if not weighed:
        shapes.learn(shape, parsed)
    return parsed


@lru_cache(maxsize=8)
def _memory(gazetteer: Gazetteer) -> tuple[Shapes, Joined, Straight | None]:
    """What is kept for a gazetteer; own names come before straight reading."""
    _, options, heads = indexes(gazetteer)
    if own_names(gazetteer) is not None:
        return Shapes(), Joined(options), None
    wide = not gazetteer.places.divisions
    return Shapes(), Joined(options), Straight(options, heads, _TAILS, wide=wide)


def _parse(source: Source, gazetteer: Gazetteer) -> tuple[Parsed, bool]:
    """What the search for divisions and the grammar read, and whether the digits counted."""
    text, cleaned, _, _, context = source
    within = _within(context, gazetteer) if context else ""
    readings = _readings(cleaned.text, gazetteer, within)
    if not readings[0].parts and may_turn(cleaned.text):
        read = partial(_readings, gazetteer=gazetteer, within=within)
        cleaned, readings = from_the_end(cleaned, readings, read)
    if cleaned is not source.cleaned:
        source = source._replace(cleaned=cleaned, shape=shape_of(cleaned.text))
    readings = at_home(readings, gazetteer)
    kept = readings[:MAX_CANDIDATES]
    own = own_names(gazetteer)
    whole = [_read(source, reading, own) for reading in kept]
    tails = [tail for _, tail in whole]
    candidates = tuple([_candidate(source, *one) for one in whole])
    best = candidates[0].address
    warnings = notices(best, readings[0], cleaned)
    codes = {warning.code for warning in warnings} if warnings else frozenset()
    equals = _equals(readings) if len(readings) > 1 else 1
    is_known = any(map(_CODE, readings[0].parts))
    sure = confidence(best, codes, equals, is_known=is_known)
    parsed = Parsed(text, candidates, warnings, sure, equals > 1 or "range" in codes)
    return parsed, any(map(_WEIGHED, tails))


def _read(source: Source, reading: Reading, own: OwnNames | None) -> tuple[Reading, TailRead]:
    """A reading with its tail, and what stands before its divisions."""
    src = source.cleaned.text
    reading, stray = read_stray(src, reading) if reading.skipped else (reading, None)
    before = stray.out if stray else ()
    if own is None:
        tail = _TAILS.read(src, source.shape, reading, before)
    else:
        tail = read_with_own(src, reading, own, before)
    if stray is None:
        return reading, tail
    noise, rest = [*stray.noise, *tail.noise], [*stray.rest, *tail.rest]
    return reading, TailRead(tail.out, noise, rest, weighed=tail.weighed or stray.weighed)


_TAILS = Tails()
_WEIGHED, _CODE = attrgetter("weighed"), attrgetter("code")


def _equals(readings: tuple[Reading, ...]) -> int:
    """How many readings score like the best."""
    return sum(reading.score >= readings[0].score for reading in readings)


def _readings(text: str, gazetteer: Gazetteer, within: str) -> tuple[Reading, ...]:
    """The divisions, looked for in the head of the text alone unless they go on behind it."""
    head, first = head_of(text)
    found = _resolved(head, gazetteer, within)
    if any(reading.end > first for reading in found):
        return resolve(text[:MAX_HEAD], 0, gazetteer, within=within)
    return found


@lru_cache(maxsize=2_048)
def _resolved(head: str, gazetteer: Gazetteer, within: str) -> tuple[Reading, ...]:
    return resolve(head, 0, gazetteer, within=within)


def parse_many(
    texts: Iterable[str],
    *,
    gazetteer: Gazetteer | None = None,
    context: Address | None = None,
) -> Iterator[Parsed]:
    """The readings of many texts, in the same order, one at a time."""
    for text in texts:
        yield parse(text, gazetteer=gazetteer, context=context)


def _candidate(source: Source, reading: Reading, tail: TailRead) -> Candidate:
    components = tuple(source.components(tail.out))
    if source.context:
        components = _filled_from(source.context, components) + components
    if not (source.noise or reading.skipped or tail.noise or tail.rest):
        return Candidate(Address(components), reading.score, reading.reasons)
    around = [source.span(*one) for one in (*reading.skipped, *tail.noise)]
    around += source.cut_out()
    rest = [s for s in around if s.kind == "rest"]
    rest += [source.span("rest", a, b) for a, b in tail.rest]
    kept = [s for s in around if s.kind != "rest"]
    address = Address(components, ordered(rest), ordered(kept))
    return Candidate(address, reading.score, reading.reasons)


def _filled_from(context: Address, components: tuple[Component, ...]) -> tuple[Component, ...]:
    first = min((c.level for c in components), default=Level.HAMLET)
    return tuple(Component(c.level, c.value) for c in context.components if c.level < first)


def _within(context: Address, gazetteer: Gazetteer | None) -> str:
    """Code of the narrowest division of the context, where its names lead to exactly one."""
    code = ""
    for part in context.components:
        if part.level <= Level.TOWN and part.level is not Level.ZONE:
            found = (gazetteer or Gazetteer.bundled()).find(part.value, within=code or None)
            below = [d for d in found if d.level == part.level.key]
            if len(below) != 1:
                return code
            code = below[0].code
    return code


def _check(text: object) -> None:
    if not isinstance(text, str):
        raise AddressError(
            Text(f"地址必须是文字，不是 {type(text).__name__}",
                 f"an address must be text, not {type(text).__name__}"),
        )  # fmt: skip
    if len(text) > MAX_LENGTH:
        raise AddressError(
            Text(
                f"文字有 {len(text)} 个字符，上限为 {MAX_LENGTH}",
                f"the text has {len(text)} characters, the limit is {MAX_LENGTH}",
            ),
            remedy=Text("每个单元格只写一个地址", "Write one address a cell"),
        )
