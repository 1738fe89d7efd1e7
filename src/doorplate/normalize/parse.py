"""Text in, reading out."""

from collections.abc import Iterable, Iterator

from doorplate._text import Text
from doorplate.address import Address, Component, Level, Span
from doorplate.divisions import Gazetteer
from doorplate.errors import AddressError
from doorplate.normalize._divide import divide
from doorplate.normalize._tail import read_tail
from doorplate.normalize.values import Candidate, Parsed

MAX_LENGTH = 10_000
"""Longest text that is read, in characters."""


def parse(
    text: str,
    *,
    gazetteer: Gazetteer | None = None,  # noqa: ARG001  # read once the resolver stands
    context: Address | None = None,
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
    divisions, position = divide(text)
    tail, rest = read_tail(text, position)
    filled = _from_context(context, divisions)
    spans = tuple(Span("rest", text[a:b], a, b) for a, b in rest)
    address = Address((*filled, *divisions, *tail), spans)
    confidence = 0.0 if not address else 0.5 if spans else 0.9
    return Parsed(text, (Candidate(address, confidence),), (), confidence, ambiguous=False)


def parse_many(
    texts: Iterable[str],
    *,
    gazetteer: Gazetteer | None = None,
    context: Address | None = None,
) -> Iterator[Parsed]:
    """The readings of many texts, in the same order, one at a time."""
    for text in texts:
        yield parse(text, gazetteer=gazetteer, context=context)


def _from_context(context: Address | None, divisions: list[Component]) -> list[Component]:
    if context is None:
        return []
    first = min((c.level for c in divisions), default=Level.HAMLET)
    return [Component(c.level, c.value) for c in context.components if c.level < first]


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
