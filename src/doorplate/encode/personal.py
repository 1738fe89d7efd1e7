"""What must not stand on a wall: digits of telephones and identity cards in a plate's text."""

import re
import unicodedata
from typing import Final

from doorplate._text import Text
from doorplate.errors import PayloadError

_MOST_RUN: Final = 6
_MOST_GROUP: Final = 9
_GROUP: Final = re.compile(r"[0-9](?:[-. ()]{0,2}[0-9])*")


def check_text(text: str) -> None:
    """Refuse to sign a text with digits as long as a telephone or identity number.

    Seven digits in a row, or ten with single marks between them, in any script: house, room
    and post numbers are shorter. What a symbol says stands on a wall for decades; a name
    cannot be told from a place by its letters and stays the issuer's duty.

    Raises:
        PayloadError: naming the field, never the number.

    >>> check_text("营上村12号3幢2单元1201室")
    """
    plain = unicodedata.normalize("NFKC", text)
    digits = "".join(
        str(int(n)) if (n := unicodedata.numeric(c, -1)) in range(10) else c for c in plain
    )
    for group in _GROUP.findall(digits):
        runs = re.findall("[0-9]+", group)
        if max(map(len, runs)) > _MOST_RUN or sum(map(len, runs)) > _MOST_GROUP:
            raise PayloadError(
                Text(
                    "二维码文字中有像电话或证件号码的数字",
                    "the text holds digits like those of a telephone or identity number",
                ),
                remedy=Text(
                    "门牌只写地点，不写个人信息",
                    "A plate names a place; leave personal data out",
                ),
                where="text",
            )
