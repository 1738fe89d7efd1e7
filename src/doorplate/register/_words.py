"""The one form of scopes, and the form in which address texts are looked up."""

import re
import unicodedata
from functools import lru_cache

from doorplate._text import Text
from doorplate.address import DoorNumber, NumberStyle
from doorplate.errors import NumberFormatError, RegisterError

__all__ = ["ends_with", "is_storable", "key_of", "scope_form"]

_FIRST = re.compile(r"[\d〇零一二三四五六七八九十百千甲乙丙丁戊己庚辛壬癸]")


_LOOSE_BLANK = re.compile(r"(?<![A-Za-z0-9]) | (?![A-Za-z0-9])")


@lru_cache(maxsize=65_536)
def scope_form(text: str) -> str:
    r"""The one form of a scope, so that no blank or width of a letter makes a second street.

    >>> scope_form(" 槐树　街\u200b ") == scope_form("槐树街") == "槐树街"
    True
    >>> scope_form("Ａ  区 B 1")
    'A区B 1'

    Raises:
        RegisterError: nothing is left, or it holds a control character.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    found = _LOOSE_BLANK.sub("", "".join(c for c in plain if unicodedata.category(c) != "Cf"))
    if not found or any(unicodedata.category(c) in {"Cc", "Cs"} for c in found):
        raise RegisterError(
            Text("编号范围为空或含控制字符", "the scope is blank or holds control characters"),
            remedy=Text("填街路巷、组或村的名称", "Name a street, lane, group or village"),
            where=repr(text)[:80],
        )
    return found


def key_of(text: str) -> str:
    """One spelling for all usual ones: width, spaces and the form of the door number.

    >>> key_of("槐树街 十二号之一") == key_of("槐树街１２号附1") == "槐树街12号附1"
    True
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    for match in _FIRST.finditer(plain):
        start = match.start()
        number = _number(plain[start:]) if len(plain) - start <= 24 else ""
        if number:
            return plain[:start] + number
    return plain


def is_storable(text: str) -> bool:
    """Whether a database takes a text: no half of a character, no NUL."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


_NUMERALS = (frozenset("0123456789"), frozenset("〇零一二两三四五六七八九十百千"))


def ends_with(key: str, end: str) -> bool:
    """Whether a key ends so, without cutting a number in two.

    >>> ends_with("槐树街15号", "街15号"), ends_with("槐树街15号", "5号")
    (True, False)
    """
    if not end or not key.endswith(end):
        return False
    joint = set(key[-len(end) - 1 :][:2]) if len(key) > len(end) else set()
    return not (joint and any(joint <= run for run in _NUMERALS))


@lru_cache(maxsize=65_536)
def _number(text: str) -> str:
    """The one form of a door number; empty where the text is none."""
    try:
        return DoorNumber.parse(text).format(NumberStyle.FU)
    except NumberFormatError:
        return ""
