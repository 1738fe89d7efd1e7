"""Bytes as a decimal number of fixed length, for the numeric mode of a QR symbol.

Each length in bytes has one length in digits, ceil(8·n·log10 2), so zeros in front are kept
and every byte string has exactly one spelling.
"""

import re

from doorplate.encode._refuse import refused
from doorplate.encode.reasons import Reason

_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_MAX_BYTES = 255


def width(size: int) -> int:
    """The number of digits for `size` bytes.

    >>> width(101), width(1)
    (244, 3)
    """
    return len(str((1 << 8 * size) - 1))


_SIZES = {width(size): size for size in range(1, _MAX_BYTES + 1)}


def to_digits(data: bytes) -> str:
    r"""The digits of 1 to 255 bytes.

    >>> to_digits(b"\x01\x00")
    '00256'
    """
    return str(int.from_bytes(data, "big")).zfill(width(len(data)))


def from_digits(text: str) -> bytes:
    r"""The bytes behind the digits.

    Raises:
        SymbolRefused: `BAD_CHARACTERS` for anything but 0-9 in ASCII, `WRONG_LENGTH` where no
            byte string has that many digits, `NON_CANONICAL` where the number is too large
            for its length (n + 2^(8·size) would otherwise be a second spelling of n).

    >>> from_digits("00256")
    b'\x01\x00'
    """
    if not _DIGITS.fullmatch(text):
        raise refused(Reason.BAD_CHARACTERS)
    size = _SIZES.get(len(text))
    if size is None:
        raise refused(Reason.WRONG_LENGTH, f"{len(text)}")
    number = int(text)
    if number >> 8 * size:
        raise refused(Reason.NON_CANONICAL)
    return number.to_bytes(size, "big")
