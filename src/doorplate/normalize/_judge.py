"""How sure a reading is, and what a reader should look at: simple rules, all of them here.

Confidence starts at 1 and is multiplied by one factor for each doubt:

====================================================================  =======
several readings that nothing tells apart (n of them)                 1 / n
no division was recognized                                            0.6
a province, city or county was filled in only from what lies below    0.98
an old name, a name with another designator, a corrected name         0.9
a village or town that no table lists                                 0.8
a number that names several doors or rooms, or may: 89-115号          0.8
two streets with a door each; two numbers of one place                0.8
the divisions are written behind the house                            0.9
the reading ends in a place without number or room                    0.9
a stretch that nobody could read                                      0.7
====================================================================  =======

An address without any element has confidence 0.
"""

import re
from collections.abc import Set as AbstractSet
from itertools import pairwise
from operator import itemgetter

from doorplate._numerals import N
from doorplate._rows import TO
from doorplate._text import Text
from doorplate.address import Address, Component, Level
from doorplate.normalize._numbers import arabic
from doorplate.normalize._reading import Reading
from doorplate.normalize.clean import Cleaned
from doorplate.normalize.values import ParseWarning

_FACTORS = {
    "filled": 0.98,
    "old_name": 0.9,
    "renamed": 0.9,
    "corrected": 0.9,
    "unknown": 0.8,
    "range": 0.8,
    "several": 0.8,
    "unread": 0.7,
    "turned": 0.9,
}
_WORDS = (
    ("旧名", "old_name"),
    ("今名", "renamed"),
    ("没有", "unknown"),
    ("写在后面", "turned"),
    ("未读作", "unread"),
)
_NEAR = 10
"""12号13号 are two doors only where the second is not far from the first."""


def notices(address: Address, reading: Reading, cleaned: Cleaned) -> tuple[ParseWarning, ...]:
    """What was noticed about one reading, in text order."""
    noticed = (*reading.warnings, *reading.notes)
    if not noticed and not reading.reasons and not address.rest:
        return of_numbers(address)
    found = [_of_division(text, reading, cleaned) for text in noticed]
    found += [ParseWarning("filled", text) for text in reading.reasons]
    found += of_numbers(address)
    found += [
        ParseWarning("unread", Text(f"未能读懂{s.text}", f"{s.text} was not read"), s[2:])
        for s in address.rest
    ]
    return tuple(sorted(found, key=lambda warning: warning.span[0]))


def of_numbers(address: Address) -> tuple[ParseWarning, ...]:
    """What is to be noticed about its numbers."""
    if _DOORS.isdisjoint(map(_LEVEL, address.components)):
        return _said_otherwise(address)
    return (*_ranges(address), *_doors(address), *_several(address))


def _of_division(text: Text, reading: Reading, cleaned: Cleaned) -> ParseWarning:
    code = next((code for word, code in _WORDS if word in text.zh), "corrected")
    for part in reversed(reading.parts) if code == "unknown" else reading.parts:
        written = cleaned.text[part.start : part.end] if part.start >= 0 else ""
        if written and (written in text.zh or part.value in text.zh):
            return ParseWarning(code, text, cleaned.origin(part.start, part.end))
    return ParseWarning(code, text)


def may_be_range(address: Address) -> bool:
    """Whether it depends on the numbers themselves if a range is noticed."""
    rooms = [part for part in address.components if part.level is _ROOM]
    return _two_doors(address) is not None or any(_ROOMS.match(one.value) for one in rooms)


def _ranges(address: Address) -> tuple[ParseWarning, ...]:
    """12至14号, 2、3号 and 301、302室 are several; 89-115号 may be a sub-number."""
    for part in address.components:
        if part.level in _DOORS and names_several(part):
            return (ParseWarning("range", _said(part), (part.start, part.end)),)
    return _sub_numbers(address)


def _sub_numbers(address: Address) -> tuple[ParseWarning, ...]:
    """附1至附5 and 附1、附5: sub-numbers apart are several doors, 附1附5 is one."""
    subs = [part for part in address.components if part.level is _SUBNUMBER]
    for one, other in pairwise(subs):
        if 0 <= one.end < other.start:
            both = f"{one.text}与{other.text}", f"{one.text} and {other.text}"
            text = Text(f"{both[0]}是几个门牌", f"{both[1]} are several doors")
            return (ParseWarning("range", text, (one.start, other.end)),)
    return ()


def names_several(part: Component) -> bool:
    """Whether a number, a sub-number or a room names several, or may: 附1-5."""
    level, value, text, _, _ = part
    if "至" in value or "," in value:
        return True
    if level is _ROOM:
        return "-" in value and _are_rooms(value)
    return level is Level.SUBNUMBER and _OF_SUBS.search(text) is not None


def _are_rooms(value: str) -> bool:
    """Whether 301-305室 may be a row, as 1201-03室 may; 301-2室 is one that was divided."""
    row = _ROOMS.match(value)
    if row is None or row[1] != (row[4] or row[1]):
        return False
    low, high = row[2], row[5]
    if low == high:
        return row[3] < row[6]
    return len(high) in {2, len(low)} and int(low[-len(high) :]) < int(high)


_ROOMS = re.compile("([A-Z]*)([0-9]{1,9})([A-Z]?)-([A-Z]*)([0-9]{1,9})([A-Z]?)")
_DOORS = frozenset({Level.NUMBER, Level.SUBNUMBER, Level.ROOM})
_TO = frozenset(TO)
_OF_SUBS = re.compile(f"[附(（]({N})号?-附?({N})")
"""附1-5, 12号(1-5): behind a dash in a sub-number, which has hardly ever parts of its own."""


def _said(part: Component) -> Text:
    level, value, written, _, _ = part
    if level is _ROOM and "至" not in value and "," not in value:
        return Text(f"{written}可能是几个房间", f"{written} may be several rooms")
    if level is _ROOM:
        return Text(f"{written}是几个房间", f"{written} are several rooms")
    low, _, high = value.removesuffix("号").partition("至")
    said = not _TO.isdisjoint(written) or "-附" in written
    sure = "," in value or said or not (low + high).isdecimal()
    if level is Level.SUBNUMBER and not said and "," not in value:
        return Text(
            f"{written}可能是一个附号，也可能是几个门牌",
            f"{written} may be one sub-number or several doors",
        )
    if sure:
        return Text(f"{written}是几个门牌", f"{written} are several doors")
    return Text(
        f"{low}-{high}号可能是{low}号附{high}，也可能是{low}号至{high}号",
        f"{low}-{high} may be sub-number {high} of {low}, or doors {low} to {high}",
    )


def _doors(address: Address) -> tuple[ParseWarning, ...]:
    """12号13号, 12号和13号: a building behind a door, or two doors of one street."""
    pair = _two_doors(address)
    if pair is None:
        return ()
    before, part = pair
    low, high = _plain(before.text), _plain(part.text)
    if not 0 < low < high <= low + _NEAR:
        return ()
    text = Text(
        f"{before.text}{part.text}可能是{low}号和{high}号两个门牌",
        f"{before.text}{part.text} may be the two doors {low} and {high}",
    )
    return (ParseWarning("range", text, (before.start, part.end)),)


def _several(address: Address) -> tuple[ParseWarning, ...]:
    """A door, and behind it a street with a door of its own: two addresses in one cell."""
    seen, street = False, None
    for part in address.components:
        if part.level is _NUMBER:
            if street is not None:
                text = Text("可能写了两个地址", "two addresses may be written here")
                return (ParseWarning("several", text, (street.start, part.end)),)
            seen = True
        elif seen and street is None and part.level in _STREETS:
            street = part
    return _said_otherwise(address)


def _said_otherwise(address: Address) -> tuple[ParseWarning, ...]:
    """A place named twice with two numbers: 西苑9幢西苑8幢."""
    if len(set(map(_LEVEL, address.components))) == len(address.components):
        return ()
    named: set[tuple[Level, str]] = set()
    for part in address.components:
        if part.level not in _NAMED_TWICE:
            continue
        name = same_name(part.level, part.value)
        if part.start >= 0 and name in named:
            text = Text("同一地点写了两次，号码不同", "one place is written with two numbers")
            return (ParseWarning("several", text, (part.start, part.end)),)
        named.add(name)
    return ()


def same_name(level: Level, value: str) -> tuple[Level, str]:
    """The same for elements that say the same: 西苑二期 and 西苑2期, 西苑 and 西苑小区."""
    return level, arabic(value).removesuffix(_ESTATE)


_ESTATE = "小区"


def _two_doors(address: Address) -> tuple[Component, Component] | None:
    """Two plain numbers, of a door and of a building right behind it."""
    before = None
    for part in address.components:
        if part.level is _BUILDING and before is not None and before.level is _NUMBER:
            touch = 0 <= part.start - before.end <= 1
            plain = touch and _plain(before.text) and _plain(part.text)
            return (before, part) if plain else None
        before = part
    return None


_STREETS = frozenset({Level.VILLAGE, Level.GROUP, Level.ROAD, Level.LANE})
_NAMED_TWICE = frozenset({Level.VILLAGE, Level.ROAD, Level.LANE, Level.COMPOUND})
_BUILDING, _NUMBER, _SUBNUMBER = Level.BUILDING, Level.NUMBER, Level.SUBNUMBER
_ROOM = Level.ROOM
_LEVEL = itemgetter(0)


def _plain(text: str) -> int:
    """The number that a door is written with and nothing else; 0 where there is more."""
    number = text.removesuffix("号")
    return int(number) if number.isdecimal() and number != text else 0


def confidence(
    address: Address, codes: AbstractSet[str], equals: int = 1, *, is_known: bool = True
) -> float:
    """0 to 1, by the table above.

    Args:
        address: the best reading.
        codes: codes of its warnings.
        equals: how many readings are as good as the best.
        is_known: whether a division was recognized.
    """
    if not address.components:
        return 0.0
    sure = 1.0 / equals
    for code in sorted(codes) if codes else ():
        sure *= _FACTORS.get(code, 1.0)
    if not is_known:
        sure *= 0.6
    if address.components[-1].level in _OPEN:
        sure *= 0.9
    return sure if sure == 1.0 else round(sure, 3)


_OPEN = frozenset({Level.LANDMARK, Level.COMPOUND, Level.ROAD, Level.ZONE})
"""What an address rarely ends in when nothing is missing."""
