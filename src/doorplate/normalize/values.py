"""What a parse gives: the best reading, the other readings, and what was noticed."""

from typing import NamedTuple

from doorplate._text import Text
from doorplate.address import Address


class ParseWarning(NamedTuple):
    """Something a reader should know about one reading of a text.

    Attributes:
        code: `filled`, `old_name`, `renamed`, `corrected`, `unknown`, `range`, `several`,
            `turned` or `unread`.
        text: the same in words.
        span: offsets of what it is about in the original text; (-1, -1) where it has no place.
    """

    code: str
    text: Text
    span: tuple[int, int] = (-1, -1)


class Candidate(NamedTuple):
    """One reading of a text.

    Attributes:
        address: the reading.
        score: 0 to 1; readings that nothing tells apart have the same score.
        reasons: what speaks for or against it.
    """

    address: Address
    score: float
    reasons: tuple[Text, ...] = ()


class Parsed(NamedTuple):
    """The result of one parse.

    Attributes:
        text: the original text; every offset points into it.
        candidates: the surviving readings, best first; at least one.
        warnings: what was noticed about the best reading, in text order.
        confidence: 0 to 1, by rules that the reference states (what `parse` is unsure of).
        ambiguous: whether another reading is as good as the best: another place of the name,
            or a number that may be a range (warning `range`).
    """

    text: str
    candidates: tuple[Candidate, ...]
    warnings: tuple[ParseWarning, ...]
    confidence: float
    ambiguous: bool

    @property
    def best(self) -> Address:
        """The address of the first candidate."""
        return self.candidates[0].address
