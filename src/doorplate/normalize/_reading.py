"""What the division resolver hands to the parser."""

from typing import NamedTuple

from doorplate._text import Text
from doorplate.address import Level


class Part(NamedTuple):
    """One division of a reading.

    Attributes:
        level: province to village.
        value: official name of today, or as written for a village or zone nobody lists.
        start: offset in the text given; -1 where the text does not name it and the gazetteer
            filled it in.
        end: offset behind its last character; -1 where filled in.
        code: its code; empty for a village or zone nobody lists.
    """

    level: Level
    value: str
    start: int
    end: int
    code: str


class Skip(NamedTuple):
    """A stretch before `Reading.end` that is no part: what stood between or was said twice.

    `kind` is `country`, `repeat`, `filler` (市辖区, 省直辖县级行政区划), `rest`.
    """

    kind: str
    start: int
    end: int


class Reading(NamedTuple):
    """One way to read the divisions at the head of a text.

    Attributes:
        parts: province to village, widest first; levels that do not exist are absent.
        skipped: stretches up to `end` that are no part; separators are not listed.
        end: offset where the tail begins.
        score: 0 to 1; equal scores mean that the text itself decides nothing.
        reasons: what was filled in, from which evidence.
        warnings: what a reader should look at: old name, corrected typo, unknown village.
        suggestions: known villages of the town that are one character away from an unknown
            one, in code order; none is applied.
    """

    parts: tuple[Part, ...]
    skipped: tuple[Skip, ...]
    end: int
    score: float
    reasons: tuple[Text, ...]
    warnings: tuple[Text, ...]
    suggestions: tuple[Part, ...] = ()
