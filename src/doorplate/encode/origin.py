r"""Where a payload may stand: `https://<origin><digits>`, and how imitations are told apart.

The origin is host and optional short path with a slash at the end. It is compared as raw
text: URL parsers disagree about `\`, `@`, tabs and full-width letters, a regular expression
does not.
"""

import re
import unicodedata
from collections.abc import Collection

from doorplate._text import Text
from doorplate.encode._refuse import refused
from doorplate.encode.reasons import Reason
from doorplate.errors import PayloadError

SCHEME = "https://"

MAX_PREFIX = 26
"""Characters of scheme and origin that keep a core payload within QR version 9-Q."""

MAX_TEXT = 512
"""No payload of version 1 is longer, whatever its profile."""

_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_ORIGIN = rf"(?:{_LABEL}\.)+[a-z]{{2,}}/(?:[a-z][a-z0-9-]*/)*"
_ORIGIN_ONLY = re.compile(_ORIGIN, re.ASCII)
_SYMBOL = re.compile(rf"https://({_ORIGIN})([^/]*)", re.ASCII | re.DOTALL)


def check_origin(origin: str) -> str:
    """The origin itself, where it may be used.

    Raises:
        PayloadError: not lower-case ASCII host and path with a slash at the end, a punycode
            host, an IP address, or longer than `MAX_PREFIX` with its scheme.

    >>> check_origin("dz.example.cn/")
    'dz.example.cn/'
    """
    if len(SCHEME + origin) > MAX_PREFIX:
        raise PayloadError(
            Text(
                f"网址前缀有 {len(SCHEME + origin)} 个字符，最多 {MAX_PREFIX} 个",
                f"the web prefix has {len(SCHEME + origin)} characters, {MAX_PREFIX} at most",
            ),
            remedy=Text("换用短域名", "Use a shorter domain"),
            where=origin[:80],
        )
    if not _ORIGIN_ONLY.fullmatch(origin) or "xn--" in origin:
        raise PayloadError(
            Text("网址前缀写法不对", "the web prefix is not written as it must be"),
            remedy=Text(
                "小写域名，可带短路径，以 / 结尾，如 dz.example.cn/",
                "Use a lower-case domain, perhaps a short path, and a final slash, "
                "as in dz.example.cn/",
            ),
            where=origin[:80],
        )
    return origin


def split(text: str, origins: Collection[str]) -> tuple[str, str]:
    """Origin and digits of a scanned text; the digits are not looked at yet.

    Raises:
        SymbolRefused: with the reason why the text does not stand under one of `origins`.

    >>> split("https://dz.example.cn/0123", ["dz.example.cn/"])
    ('dz.example.cn/', '0123')
    """
    if len(text) > MAX_TEXT:
        raise refused(Reason.WRONG_LENGTH if _under(text, origins) else Reason.NOT_DOORPLATE)
    match = _SYMBOL.fullmatch(text)
    if match and match[1] in origins and match[2]:
        return match[1], match[2]
    raise refused(_why_not(text, origins))


def _under(text: str, origins: Collection[str]) -> bool:
    return any(text.startswith(SCHEME + origin) for origin in origins)


def _why_not(text: str, origins: Collection[str]) -> Reason:
    if text.removeprefix(SCHEME) in origins:
        return Reason.WRONG_LENGTH
    if _under(text, origins):
        return Reason.BAD_CHARACTERS
    if any(_imitates(text, origin) for origin in origins):
        return Reason.HOST_LOOKALIKE
    looks_like_url = re.match(r"\s*https?:", _folded(text[:16]))
    return Reason.HOST_NOT_ALLOWED if looks_like_url else Reason.NOT_DOORPLATE


_CONFUSABLE = str.maketrans(
    "аеорсухіјѕһԁԛɡαονρτυкмтвнɩıƖ0135",
    "aeopcyxijshdqgaovptukmtbhllloles",
)


def _folded(text: str) -> str:
    """Compatibility forms, case, accents, look-alikes and separators folded away."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = (c for c in plain if not unicodedata.combining(c) and c.isprintable())
    return "".join(kept).translate(_CONFUSABLE).replace("。", ".").replace("\\", "/")


def _imitates(text: str, origin: str) -> bool:
    """Whether a reader could take `text` for an address under `origin`."""
    host = _folded(origin.partition("/")[0])
    seen = _folded(text[:MAX_TEXT]).replace(" ", "").replace("rn", "m").replace("vv", "w")
    if host.replace("rn", "m").replace("vv", "w") in seen:
        return True
    authority = seen.partition("//")[2].partition("/")[0].partition("@")[0]
    return _near(authority.partition(":")[0].rstrip("."), host)


def _near(left: str, right: str) -> bool:
    """At most one character replaced, added or left out."""
    if abs(len(left) - len(right)) > 1 or not left:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
        min(len(left), len(right)),
    )
    a, b = left[start:], right[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:]
