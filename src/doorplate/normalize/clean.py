"""One spelling for each character: width, script, look-alikes; blanks that say nothing.

Every replacement is one character for one, so offsets survive it; only blanks are taken out.
"""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import NamedTuple

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
    text = text.translate(_table()) if _dirty().search(text) else text
    return _BAR.sub("-", text) if "一" in text else text


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


_SPACED_OUT = re.compile(r"[^ ](?: +[^ ])+")
_SILENT = re.compile(
    r"(?<=[^A-Z0-9 ]) +(?=[0-9A-Z])|(?<=[0-9A-Z]) +(?=[^A-Z0-9 ])"
    r"|(?<=[省市区县旗镇乡村道路街巷弄号幢栋座元室层楼组队社院]) +| +(?=[号幢栋座室层])|^ +| +$"
)


def _without_blanks(text: str) -> Cleaned:
    """Drop the blanks that separate nothing: beside a designator, or between all characters."""
    if _SPACED_OUT.fullmatch(text.strip()):
        gone = {i for i, c in enumerate(text) if c == BLANK}
    else:
        gone = {i for m in _SILENT.finditer(text) for i in range(*m.span())}
    kept = tuple(i for i in range(len(text)) if i not in gone)
    return Cleaned("".join([text[i] for i in kept]), kept)


def read_table(name: str) -> dict[str, str]:
    """A data file of `target<TAB>sources` lines as source → target."""
    pairs = {}
    for line in files(__package__ or "").joinpath(name).read_text("utf-8").splitlines():
        target, _, sources = line.partition("\t")
        if sources and not line.startswith("# "):
            pairs.update(dict.fromkeys(sources, target))
    return pairs


@cache
def _table() -> dict[int, str]:
    simple, like = read_table("characters.tsv"), read_table("homoglyphs.tsv")
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
    return re.compile(f"[{re.escape(''.join(map(chr, _table())))}]")
