"""One spelling for each character: width, script, look-alikes; blanks that say nothing.

Every replacement is one character for one, so offsets survive it; only blanks are taken out.
"""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from doorplate._numerals import HAN
from doorplate.address import ENDS
from doorplate.script import variants

BLANK = " "
"""What stands in a cleaned text where something was cut out or a blank says something."""


class Cleaned(NamedTuple):
    """A cleaned text and where its characters stood.

    `offsets[i]` is the place of character i in the original; None where nothing moved.
    """

    text: str
    offsets: tuple[int, ...] | None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the cleaned text as offsets into the original."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


def unify(text: str) -> str:
    """The text in plain characters, one for one.

    >>> unify("廣東省　⻄安路１２號")
    '广东省 西安路12号'
    """
    if _dirty().search(text):
        text = text.translate(_table())
    if "一" in text:
        text = _BAR.sub("-", text)
    if "付" in text:
        text = _PAID.sub("附", text)
    if "O" in text:
        text = _NOUGHT.sub("0", text)
        text = _HAN_NOUGHT.sub(lambda match: "〇" * len(match[0]), text)
    return text


_NOUGHT = re.compile(r"(?<=[0-9])O(?=[0-9]|[号室弄栋幢])")
"""8O1室: a letter that a keyboard has beside the nought it looks like."""
_HAN_NOUGHT = re.compile(rf"(?<=[{HAN}])O+(?=[{HAN}号室弄栋幢])")
"""三三O弄: the same for 〇."""
_PAID = re.compile(r"(?<=[0-9号])付(?=[0-9])")
"""12号付3号: a character that sounds alike."""
_BAR = re.compile(r"(?<=[0-9])一(?=[0-9])")
"""5一6一1443: a dash that a keyboard or a scanner turned into a numeral."""


def close_up(text: str) -> Cleaned:
    """The text without the blanks that say nothing.

    >>> close_up("武功县 营上村 12 号").text
    '武功县营上村12号'
    """
    if BLANK not in text:
        return Cleaned(text, None)
    return _without_blanks(text)


_BLANKS = re.compile(" +")
_SPACED_OUT = re.compile(r"[^ ](?: +[^ ])+")
_WORD = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_BEHIND = frozenset("号幢栋座室层")


def _without_blanks(text: str) -> Cleaned:
    """Drop the blanks that separate nothing: beside a designator, or between all characters."""
    spaced_out = _SPACED_OUT.fullmatch(text.strip()) is not None
    pieces: list[str] = []
    kept: list[int] = []
    position = 0
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        if spaced_out or _is_silent(text, start, end):
            pieces.append(text[position:start])
            kept.extend(range(position, start))
            position = end
    kept.extend(range(position, len(text)))
    return Cleaned("".join((*pieces, text[position:])), tuple(kept))


def _is_silent(text: str, start: int, end: int) -> bool:
    """Whether blanks say nothing: at an end, beside a designator, or between Han and a word."""
    if start == 0 or end == len(text):
        return True
    before, behind = text[start - 1], text[end]
    if before in ENDS or behind in _BEHIND:
        return True
    return (before in _WORD) is not (behind in _WORD)


def turned(cleaned: Cleaned) -> Cleaned | None:
    """An address that was written from the room up, from its last piece on; None where unsure.

    >>> turned(Cleaned("502室,人民路12号,武功县", None)).text
    '武功县|人民路12号|502室'
    """
    pieces = [match.span() for match in _PIECE.finditer(cleaned.text)]
    if not _FEWEST <= len(pieces) <= _MOST or ";" in cleaned.text:
        return None
    kept: list[int] = []
    last = len(cleaned.text) - 1
    text = "|".join([cleaned.text[start:end] for start, end in reversed(pieces)])
    for start, end in reversed(pieces):
        kept += [*range(start, end), min(end, last)]
    places = cleaned.offsets
    return Cleaned(text, tuple([places[i] if places else i for i in kept[:-1]]))


def moved(cleaned: Cleaned, place: int) -> Cleaned:
    """What stands from a place on before the rest.

    >>> moved(Cleaned("文三路12号武功县", None), 6).text
    '武功县|文三路12号'
    """
    text, places = cleaned.text, cleaned.offsets
    kept = [*range(place, len(text)), len(text) - 1, *range(place)]
    return Cleaned(
        f"{text[place:]}|{text[:place]}", tuple([places[i] if places else i for i in kept])
    )


_PIECE = re.compile("[^,]+")
_FEWEST, _MOST = 3, 10
"""Pieces of one address: fewer show no order, more are a sentence; ; parts two addresses."""


def _look_alikes() -> dict[str, str]:
    """Characters that stand for others they look like (`homoglyphs.tsv`)."""
    pairs = {}
    path = files(__package__ or "").joinpath("homoglyphs.tsv")
    for line in path.read_text("utf-8").splitlines():
        target, _, sources = line.partition("\t")
        if sources and not line.startswith("# "):
            pairs.update(dict.fromkeys(sources, target))
    return pairs


@cache
def _table() -> dict[int, str | int]:
    """What each character becomes; common ones that stay stand here too: a miss costs more."""
    plain = {code: code for code in (*range(0x80), *range(0x4E00, 0xA000))}
    return plain | _changes()


@cache
def _changes() -> dict[int, str]:
    simple, like = variants(), _look_alikes()
    folded = {c: _folded(c) for c in _foldable()}
    blanks = {c: BLANK for c in map(chr, range(0x3001)) if c.isspace() or c < " "}
    table = simple | folded | like | blanks
    return {ord(k): simple.get(v, v) for k, v in table.items() if k != v}


def _foldable() -> list[str]:
    """Letters, and the blocks whose compatibility form is one character (Unicode NFKC)."""
    blocks = [
        (0x61, 0x7B),
        (0x2460, 0x2469),
        (0x2F00, 0x2FD6),
        (0xF900, 0xFB00),
        (0xFF01, 0xFF5F),
    ]
    return [chr(code) for low, high in blocks for code in range(low, high)]


def _folded(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return plain.upper() if len(plain) == 1 else character


@cache
def _dirty() -> re.Pattern[str]:
    """Any character that cleaning would change."""
    return re.compile(f"[{re.escape(''.join(map(chr, _changes())))}]")
