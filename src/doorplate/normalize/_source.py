"""A text as it was given and what cleaning made of it; elements and noise in the given one."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from doorplate.address import Address, Component, Span
from doorplate.normalize._made import maker
from doorplate.normalize._noise import NoiseSpan, cut
from doorplate.normalize._shapes import shape_of
from doorplate.normalize._state import Part
from doorplate.normalize.clean import Cleaned, close_up, unify


class Source(NamedTuple):
    """A text to read.

    Attributes:
        text: as it was given.
        cleaned: what is read.
        noise: what was cut out of it; places count in the given text.
        shape: that of what is read.
        context: what is known from elsewhere.
    """

    text: str
    cleaned: Cleaned
    noise: list[NoiseSpan]
    shape: str
    context: Address | None = None

    def components(self, parts: Iterable[Part]) -> list[Component]:
        """Elements as they stand in the given text."""
        text, offsets = self.text, self.cleaned.offsets
        if offsets is None:
            return [
                _component((level, value, text[start:end] if end >= 0 else "", start, end))
                for level, value, start, end in parts
            ]
        found = []
        for level, value, start, end in parts:
            a, b = (offsets[start], offsets[end - 1] + 1) if end >= 0 else (start, end)
            found.append(_component((level, value, text[a:b] if b >= 0 else "", a, b)))
        return found

    def span(self, kind: str, start: int, end: int) -> Span:
        """A stretch of the cleaned text as it was given."""
        a, b = self.cleaned.origin(start, end)
        return Span(kind, self.text[a:b], a, b)

    def cut_out(self) -> Iterator[Span]:
        """The noise as it was given."""
        return (Span(kind, self.text[a:b], a, b) for kind, a, b in self.noise)


def source_of(text: str, context: Address | None = None, shape: str = "") -> Source:
    """A text, cleaned; its own shape, where it is known, is that of the cleaned text as well.

    >>> source_of("武功县 营上村(村委会对面)").cleaned.text
    '武功县营上村|||||||'
    """
    plain, noise = cut(unify(text))
    cleaned = close_up(plain)
    if cleaned.text != text or not shape:
        shape = shape_of(cleaned.text)
    return Source(text, cleaned, noise, shape, context)


_component = maker(Component)


def ordered(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in the order of the text."""
    return tuple(sorted(spans, key=_start))


def _start(span: Span) -> int:
    return span.start
