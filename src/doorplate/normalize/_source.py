"""A text as it was given and what cleaning made of it; elements and noise in the given one."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from doorplate.address import Address, Component, Span
from doorplate.normalize._noise import NoiseSpan, cut
from doorplate.normalize._state import Part
from doorplate.normalize.clean import Cleaned, close_up, unify


class Source(NamedTuple):
    """A text to read.

    Attributes:
        text: as it was given.
        cleaned: what is read.
        noise: what was cut out of it; places count in the given text.
        context: what is known from elsewhere.
    """

    text: str
    cleaned: Cleaned
    noise: list[NoiseSpan]
    context: Address | None = None

    def components(self, parts: Iterable[Part]) -> list[Component]:
        """Elements as they stand in the given text."""
        text, offsets, found = self.text, self.cleaned.offsets, []
        for level, value, start, end in parts:
            if start < 0:
                found.append(Component(level, value))
            elif offsets is None:
                found.append(Component(level, value, text[start:end], start, end))
            else:
                a, b = offsets[start], offsets[end - 1] + 1
                found.append(Component(level, value, text[a:b], a, b))
        return found

    def span(self, kind: str, start: int, end: int) -> Span:
        """A stretch of the cleaned text as it was given."""
        a, b = self.cleaned.origin(start, end)
        return Span(kind, self.text[a:b], a, b)

    def cut_out(self) -> Iterator[Span]:
        """The noise as it was given."""
        return (Span(kind, self.text[a:b], a, b) for kind, a, b in self.noise)


def source_of(text: str, context: Address | None = None) -> Source:
    """A text, cleaned.

    >>> source_of("武功县 营上村(村委会对面)").cleaned.text
    '武功县营上村|||||||'
    """
    plain, noise = cut(unify(text))
    return Source(text, close_up(plain), noise, context)


def ordered(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in the order of the text."""
    return tuple(sorted(spans, key=_start))


def _start(span: Span) -> int:
    return span.start
