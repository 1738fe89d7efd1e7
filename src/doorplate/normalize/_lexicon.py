"""The lexicon as pieces of patterns."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from doorplate._numerals import NUMERAL_CHARACTERS

HAN = "".join(c for c in NUMERAL_CHARACTERS if ord(c) > 0xFF and not 0xFF10 <= ord(c) < 0xFF1A)
"""Chinese numeral characters."""

ZH = f"[{HAN}]{{1,7}}"
DIGITS = "[0-9]{1,9}"
N = f"(?:{DIGITS}|{ZH})"
STEMS = "甲乙丙丁戊己庚辛壬癸"


@cache
def lexicon() -> dict[str, tuple[str, ...]]:
    """The lists of `lexicon.toml`, each longest first."""
    text = files(__package__ or "").joinpath("lexicon.toml").read_text("utf-8")
    return {
        key: tuple(sorted(map(str.upper, words), key=lambda word: (-len(word), word)))
        for key, words in tomllib.loads(text).items()
    }


def any_of(key: str) -> str:
    """An alternation of one list."""
    return "|".join(map(re.escape, lexicon()[key]))
