"""Chinese, full-width and ASCII numerals as integers.

Only for number slots: a numeral inside a name (五一路) is part of the name.
"""

_DIGITS = {
    **{str(n): n for n in range(10)},
    **{chr(0xFF10 + n): n for n in range(10)},
    **{c: n for n, c in enumerate("〇一二三四五六七八九")},
    **{c: n for n, c in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "○": 0, "兩": 2, "两": 2, "貳": 2, "叄": 3, "參": 3, "陸": 6,
}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_WAN = {"万": 10_000, "萬": 10_000}
_SHORT_TENS = {"廿": 20, "卅": 30, "卌": 40}

NUMERAL_CHARACTERS = "".join((*_DIGITS, *_UNITS, *_WAN, *_SHORT_TENS))
"""Every character that `to_int` reads."""

_NO_HAN = frozenset("0123456789０１２３４５６７８９万萬")
HAN = "".join(c for c in NUMERAL_CHARACTERS if c not in _NO_HAN)
"""Chinese numeral characters, but 万, which seldom stands for a number: 万达广场."""

ZH = rf"(?:[{HAN}]{{1,2}}万[{HAN}]{{0,7}}|[{HAN}]{{1,7}})"
DIGITS = "[0-9]{1,9}"
N = f"(?:{DIGITS}|{ZH})"
STEMS = "甲乙丙丁戊己庚辛壬癸"
"""The stems that count doors of one number, and what else is numbered beyond a count."""


def to_int(text: str) -> int | None:
    """The value of a numeral, or None where `text` is not one.

    >>> [to_int(t) for t in ("12", "０１２", "十二", "一百零五", "一二三", "廿三", "十十", "")]
    [12, 12, 12, 105, 123, 23, None, None]
    >>> to_int("一万三千零五")
    13005
    """
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 9 else None
    if not text or len(text) > 9:
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    return _with_myriads(text)


def _with_myriads(text: str) -> int | None:
    high, myriad, low = text.replace("萬", "万").partition("万")
    if not myriad:
        return _with_units(text)
    above, below = to_int(high), to_int(low.removeprefix("零")) if low else 0
    if not above or below is None or below >= _WAN["万"]:
        return None
    return above * _WAN["万"] + below


def _with_units(text: str) -> int | None:
    total, digit, ceiling = 0, None, 10_000
    for char in text:
        if char in _SHORT_TENS:
            if digit is not None or ceiling <= 10:
                return None
            total, ceiling = total + _SHORT_TENS[char], 10
        elif char in _UNITS:
            unit = _UNITS[char]
            if unit >= ceiling or digit == 0:
                return None
            if digit is None and unit != 10:
                return None
            total, digit, ceiling = total + (1 if digit is None else digit) * unit, None, unit
        elif char in _DIGITS:
            if digit not in {None, 0}:
                return None
            digit = _DIGITS[char]
        else:
            return None
    return total + (digit or 0)


def to_chinese(number: int) -> str:
    """The plain Chinese numeral of 0 to 9999.

    >>> [to_chinese(n) for n in (0, 3, 10, 12, 20, 105, 110, 2003)]
    ['零', '三', '十', '十二', '二十', '一百零五', '一百一十', '二千零三']
    """
    if number == 0:
        return "零"
    parts, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            parts += ("零" if gap and parts else "") + "〇一二三四五六七八九"[digit] + name
        gap = not digit and bool(parts)
    return parts[1:] if parts.startswith("一十") else parts
