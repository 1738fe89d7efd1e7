"""Free text into words (jieba): for landmarks and notes, never for the address itself."""

import logging
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jieba


@cache
def _tokenizer() -> "jieba.Tokenizer":
    import jieba  # noqa: PLC0415  # takes a second to load; most callers never cut words

    jieba.setLogLevel(logging.WARNING)
    return jieba.Tokenizer()


def words(text: str) -> tuple[str, ...]:
    """The words of a free text, in order, blanks left out.

    >>> words("村委会对面的小卖部")
    ('村委会', '对面', '的', '小卖部')
    """
    return tuple(word for word in _tokenizer().lcut(text) if not word.isspace())
