"""The lexicon as pieces of patterns."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def lexicon() -> dict[str, tuple[str, ...]]:
    """The lists of `lexicon.toml`, each longest first."""
    text = files(__package__ or "").joinpath("lexicon.toml").read_text("utf-8")
    return {
        key: tuple(sorted(map(str.upper, words), key=lambda word: (-len(word), word)))
        for key, words in tomllib.loads(text).items()
    }


def any_of(*keys: str) -> str:
    """A pattern of every word in some lists, longest first, guarded by the first characters."""
    words = {word for key in keys for word in lexicon()[key]}
    firsts = "".join(sorted({word[0] for word in words}))
    return f"(?=[{re.escape(firsts)}]){_branches(words)}"


def _branches(words: Iterable[str]) -> str:
    """An alternation by first character, so that a text is compared with few words."""
    below: dict[str, set[str]] = {}
    for word in words:
        below.setdefault(word[:1], set()).add(word[1:])
    ends = "" in below
    below.pop("", None)
    parts = [re.escape(first) + _branches(rest) for first, rest in sorted(below.items())]
    if not parts:
        return ""
    return f"(?:{'|'.join(parts)}){'?' if ends else ''}"
