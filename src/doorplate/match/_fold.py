"""One form of the characters that a number is written with."""

_WIDE = {0xFF01 + i: 0x21 + i for i in range(94)} | dict.fromkeys(map(ord, "–—﹣‐‑−－"), "-")


def fold(text: str) -> str:
    """Full-width and dashes as ASCII, letters upper, blanks gone."""
    return "".join(text.translate(_WIDE).upper().split())
