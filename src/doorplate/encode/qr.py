"""The QR symbol of a signed text (ISO/IEC 18004), by `qrcode` and nothing else.

Two explicit segments, bytes for the prefix and numeric for the digits; version, error
correction and mask are given, never searched: the same text is the same symbol for ever, and
seven times faster.
"""

import re
from typing import Final, Literal, NamedTuple, get_args

from doorplate._text import Text
from doorplate.errors import PlateError

Level = Literal["L", "M", "Q", "H"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)

DEFAULT_MASK: Final = 2

_PARTS = re.compile(r"(.*?)([0-9]*)", re.DOTALL)


class Symbol(NamedTuple):
    """The dark and light modules of a QR symbol, without quiet zone.

    Attributes:
        matrix: rows from the top; each a bytes object with 1 for dark, 0 for light.
        version: 1 to 40; the symbol has 17 + 4·version modules a side.
        ec: error correction level L, M, Q or H.
        mask: 0 to 7.
    """

    matrix: tuple[bytes, ...]
    version: int
    ec: Level
    mask: int

    @property
    def size(self) -> int:
        """Modules a side."""
        return len(self.matrix)


def bits(text: str, version: int) -> int:
    """Length of the two segments in bits (ISO/IEC 18004, 7.4)."""
    prefix, digits = _split(text)
    wide = 1 if version >= 10 else 0
    wider = 1 if version >= 27 else 0
    length = 0
    if prefix:
        length += 4 + (16 if wide else 8) + 8 * len(prefix)
    if digits:
        rest = {0: 0, 1: 4, 2: 7}[len(digits) % 3]
        length += 4 + 10 + 2 * (wide + wider) + len(digits) // 3 * 10 + rest
    return length


def version_for(text: str, ec: Level) -> int:
    """The smallest version that holds the text.

    Raises:
        PlateError: no version does.
    """
    from qrcode.util import BIT_LIMIT_TABLE  # noqa: PLC0415  # 20 ms to load

    limits = BIT_LIMIT_TABLE[_qrcode_level(ec)]
    for version in range(1, 41):
        if bits(text, version) <= limits[version]:
            return version
    raise PlateError(
        Text("内容太长，任何二维码都放不下", "the text is too long for any QR symbol"),
        where=f"{len(text)}",
    )


def symbol(
    text: str, *, ec: Level = "Q", version: int | None = None, mask: int = DEFAULT_MASK
) -> Symbol:
    """The symbol of an ASCII text.

    Args:
        text: what a reader shall get; the run of digits at its end is coded as numbers.
        ec: error correction; Q for plates of 40 mm, H from 75 mm on.
        version: the version to use, or None for the smallest that fits.
        mask: the mask pattern, 0 to 7.

    Raises:
        PlateError: not ASCII, an unknown mask, or too long for the version.

    >>> s = symbol("https://dz.example.cn/" + "7" * 244)
    >>> s.version, s.size, s.ec
    (9, 53, 'Q')
    """
    if not text.isascii() or not text or not 0 <= mask <= 7:
        raise PlateError(Text("二维码参数无效", "the text or mask cannot be used for a symbol"))
    chosen = version_for(text, ec)
    if version is not None and not chosen <= version <= 40:
        raise PlateError(
            Text(
                f"内容需要 {chosen}-{ec} 版，{version} 版放不下",
                f"the text needs version {chosen}-{ec} and does not fit {version}-{ec}",
            )
        )
    matrix = _matrix(text, version or chosen, ec, mask)
    return Symbol(matrix, version or chosen, ec, mask)


def _split(text: str) -> tuple[str, str]:
    match = _PARTS.fullmatch(text)
    return (match[1], match[2]) if match else (text, "")


def _qrcode_level(ec: Level) -> int:
    level = {"L": 1, "M": 0, "Q": 3, "H": 2}.get(ec)
    if level is None:
        raise PlateError(
            Text(f"没有纠错级别 {ec}", f"there is no error correction level {ec}"),
            remedy=Text("可用：L M Q H", "Use one of: L M Q H"),
        )
    return level


def _matrix(text: str, version: int, ec: Level, mask: int) -> tuple[bytes, ...]:
    from qrcode.main import QRCode  # noqa: PLC0415  # 20 ms to load
    from qrcode.util import MODE_8BIT_BYTE, MODE_NUMBER, QRData  # noqa: PLC0415  # same

    code = QRCode(version, _qrcode_level(ec), border=0, mask_pattern=mask)
    prefix, digits = _split(text)
    if prefix:
        code.add_data(QRData(prefix.encode(), MODE_8BIT_BYTE, check_data=False))
    if digits:
        code.add_data(QRData(digits.encode(), MODE_NUMBER, check_data=False))
    try:
        code.make(fit=False)
    except ValueError as error:  # qrcode ≤ 8.2 stumbles over a block of zeros: glog(0)
        raise PlateError(
            Text("二维码组件无法编码此内容", "the QR package cannot code this text")
        ) from error
    return tuple(bytes(map(bool, row)) for row in code.get_matrix())
