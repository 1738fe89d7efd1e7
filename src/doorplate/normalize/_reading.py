"""What the division resolver hands to the parser."""

import re
from typing import NamedTuple

from doorplate._text import Text
from doorplate.address import Level

MAX_HEAD = 200
"""Where divisions are looked for, in characters: a head written twice fits with ease."""

_FIRST_NUMBER = re.compile(r"[0-9]+(.{0,2})")


def head_of(text: str) -> tuple[str, int]:
    """What of a text may name divisions, and where its first number begins.

    No division has a digit in its name, and which number it is changes nothing, so that the
    doors of one street share one head: up to the first number and two characters behind it.
    """
    match = _FIRST_NUMBER.search(text)
    if match is None:
        return text[:MAX_HEAD], len(text)
    first = match.start()
    return f"{text[:first]}1{match[1]}"[:MAX_HEAD], first


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
        notes: what a reader should look at and yet no sign that the reading is wrong.
    """

    parts: tuple[Part, ...]
    skipped: tuple[Skip, ...]
    end: int
    score: float
    reasons: tuple[Text, ...]
    warnings: tuple[Text, ...]
    suggestions: tuple[Part, ...] = ()
    notes: tuple[Text, ...] = ()
