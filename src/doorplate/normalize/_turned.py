"""Addresses that begin with the house: divisions stand in the last piece, or at the end."""

import re
from collections.abc import Callable
from string import ascii_uppercase, digits

from doorplate._text import Text
from doorplate.address import Level
from doorplate.normalize._reading import Reading
from doorplate.normalize.clean import Cleaned, moved, turned

Readings = tuple[Reading, ...]
Read = Callable[[str], Readings]
"""The divisions at the beginning of a text."""


def from_the_end(cleaned: Cleaned, readings: Readings, read: Read) -> tuple[Cleaned, Readings]:
    """A text without divisions from its end on, where only so it begins with some."""
    if "," in cleaned.text:
        other = turned(cleaned)
        found = read(other.text) if other else ()
        if other is not None and _begin_an_address(found):
            return other, found
    return (
        _from_behind(cleaned, readings, read) if may_end(cleaned.text) else (cleaned, readings)
    )


def may_turn(text: str) -> bool:
    """Whether divisions may stand behind the house: in the last piece, or at the end."""
    return "," in text or may_end(text)


def may_end(text: str) -> bool:
    """Whether a text ends like the name of a division: 文三路12号杭州市西湖区."""
    return text.endswith(_DESIGNATORS) and not text.endswith(_OF_OTHERS)


_DESIGNATORS = ("省", "市", "区", "县", "州", "盟", "旗", "镇", "乡", "街道")
_OF_OTHERS = (
    *("小区", "园区", "社区", "校区", "厂区", "街区", "片区", "超市", "门市", "小镇"),
    *[f"{mark}区" for mark in ascii_uppercase + digits],
)
"""What ends like a division and is none; most texts that end so are estates."""
_BEHIND = re.compile(
    ".*(?:[号室层户栋幢座组0-9A-Z ,|]|单元|号楼|[0-9]楼)(?=(?P<divisions>[一-鿿]{3,24})$)"
)
_REACH = 32


def _begin_an_address(found: Readings) -> bool:
    """Whether divisions from the county up stand first, and nothing stray among them."""
    if not found[0].parts or found[0].parts[0].level > Level.DISTRICT:
        return False
    return not any(skip.kind == "rest" for skip in found[0].skipped)


def _from_behind(cleaned: Cleaned, readings: Readings, read: Read) -> tuple[Cleaned, Readings]:
    text = cleaned.text
    behind = _BEHIND.match(text, max(0, len(text) - _REACH))
    found = read(behind["divisions"]) if behind else ()
    if behind is None or not all(_is_whole(one, behind["divisions"]) for one in found):
        return cleaned, readings
    written, end = behind["divisions"], behind.end()
    if len(found) > 1:
        said = Text(
            f"未读作区划：{written}", f"{written} may be divisions, and was not read so"
        )
        return cleaned, _noted(readings, said)
    other = moved(cleaned, end)
    said = Text(f"区划写在后面：{written}", f"the divisions are written behind: {written}")
    return other, _noted(read(other.text), said)


def _is_whole(reading: Reading, text: str) -> bool:
    """Whether a text is nothing but full names of divisions, a county's or wider ones first."""
    named = [part for part in reading.parts if part.start >= 0]
    if not named or named[0].level > Level.DISTRICT or named[-1].level > Level.TOWN:
        return False
    full = all(text[part.start : part.end] == part.value for part in named)
    return full and sum(part.end - part.start for part in named) == len(text)


def _noted(readings: Readings, said: Text) -> Readings:
    return tuple([one._replace(notes=(*one.notes, said)) for one in readings])
