"""Whose a number is: what tells apart the doors that one number of one place may have.

A ward (鄰) that has it, an entrance or wing behind it (北门, 2号门, 东配楼), the street or the
estate, the side of the street. A record says these or does not; where a list says two things of
one number, there are several doors. What lies by a number (12号对面) is never the door itself.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from doorplate._numerals import to_int

_WARD = ("鄰", "邻")
_SIDES = "东南西北中前后左右正侧內内外"
_COUNT = "〇零一二两三四五六七八九十百0-9"
_ENTRANCE = re.compile(
    rf"(第?[{_COUNT}]+号?|[A-Z][0-9]*号?|[{_SIDES}]{{1,2}}侧?)(?:大?门口?|出入口|出口|入口|口|院)"
)
_WING = re.compile(rf".*[一-鿿](?:楼|樓|阁|轩|翼)|[{_SIDES}]{{1,2}}(?:[侧边头区部]|半边)?")
"""东配楼, 行政楼, 南翼, and the side alone: 4栋西."""


_FIRST = re.compile("[东南西北]{1,2}门(?=..)")
_HALL = re.compile(
    rf"[{_SIDES}]?(?:行政|办公|综合|教学|实验|图书|宿舍|家属|门诊|急诊|住院|医技|培训|科研|生产|食堂|[主副裙附配])[楼樓]"
)
"""A house of some use: a door may have several, and none of them is an estate by itself."""
_BY = re.compile(r"[正斜]?对[面过]|隔壁|旁边?|附近|周边|.*\d(?:公里|米|KM|M)")
_BY_SPELLED = {"旁边": "旁", "周边": "附近", "对过": "对面", "正对面": "对面"}
_FLANK = re.compile("路?([东南西北左右]{1,2})[侧边]?")
AT = "at"


class Owned(NamedTuple):
    """What a record says of whose its number is; "" where it does not.

    Attributes:
        ward: its 鄰.
        gate: the entrance behind it, by its number or side, or the wing.
        side: whether the number is the street's or the estate's.
        flank: the side of the street on which it is.
        by: `AT`, or where the place lies from the number, which is then another's.
    """

    ward: str = ""
    gate: str = ""
    side: str = ""
    flank: str = ""
    by: str = AT

    @property
    def divides(self) -> bool:
        """Whether it tells doors of one number apart, even where no estate is named."""
        return bool(self.ward or self.gate or self.flank or self.by != AT)

    def agrees(self, other: "Owned") -> bool:
        """Whether nothing but the ward, which is renumbered, says that these are two doors."""
        return all(not x or not y or x == y for x, y in zip(self[1:], other[1:], strict=True))


NOBODY = Owned()


def ward_in(group: str) -> str:
    """The Taiwanese 鄰 that a group is; "" where it is none."""
    return group if group.endswith(_WARD) else ""


def entrance_in(landmark: str) -> str:
    """The entrance that a landmark ends with, or the wing that it is, as written.

    >>> entrance_in("二号门"), entrance_in("人民医院北门口"), entrance_in("东配楼")
    ('二号门', '北门口', '东配楼')
    """
    if _WING.fullmatch(landmark):
        return landmark
    found = list(_ENTRANCE.finditer(landmark))
    return found[-1][0] if found and found[-1].end() == len(landmark) else ""


def gate_in(landmark: str) -> str:
    """The number or side of the entrance that a landmark ends with, or the wing that it is.

    >>> gate_in("2号门"), gate_in("二号门"), gate_in("人民医院北门口"), gate_in("天安门")
    ('2', '2', '北', '')
    >>> gate_in("东配楼"), gate_in("西"), gate_in("小卖部")
    ('东配楼', '西', '')
    """
    word = entrance_in(landmark)
    entrance = None if _WING.fullmatch(word) else _ENTRANCE.fullmatch(word)
    if not entrance:
        return word
    told = entrance[1].removeprefix("第").rstrip("号侧")
    number = to_int(told)
    return told if number is None else str(number)


def hall_in(estate: str) -> str:
    """What was read as an estate and is a house of some use, one of several; "" where not.

    >>> hall_in("教学楼"), hall_in("东综合楼"), hall_in("东方大楼")
    ('教学楼', '东综合楼', '')
    """
    return estate if _HALL.fullmatch(estate) else ""


def entrance_before(guest: str) -> str:
    """The entrance at which a firm or shop behind a number is; "" where none is said.

    >>> entrance_before("北门东海公司"), entrance_before("东海公司")
    ('北门', '')
    """
    found = _FIRST.match(guest)
    return found[0] if found else ""


def is_nameless(landmark: str) -> bool:
    """Whether a landmark is but an entrance or a house of some use, as many doors have one.

    >>> is_nameless("2号门"), is_nameless("教学楼"), is_nameless("县医院北门")
    (True, True, False)
    """
    return any(kind.fullmatch(landmark) for kind in (_ENTRANCE, _HALL))


def by_in(text: str) -> str:
    """Where a place lies that is said to be by a number; "" where it is at it.

    >>> by_in("(斜对面)"), by_in("旁边"), by_in("往东50米"), by_in("楼下")
    ('斜对面', '旁', '往东50米', '')
    """
    found = _BY.fullmatch(text.strip("()"))
    return _BY_SPELLED.get(found[0], found[0]) if found else ""


def flank_in(text: str) -> str:
    """The side of a street that a word behind its name says.

    >>> flank_in("北侧"), flank_in("路北"), flank_in("附近")
    ('北', '北', '')
    """
    found = _FLANK.fullmatch(text)
    return found[1] if found else ""


def flank_word(flank: str) -> str:
    """A side of the street as a word behind its name.

    >>> flank_word("北"), flank_word("")
    ('北侧', '')
    """
    return f"{flank}侧" if flank else ""


def told_apart(rows: Sequence[int], owner: Callable[[int], Owned]) -> list[list[int]]:
    """The records of one place and number, by door.

    A record that does not say what two others say differently may be either's: it is neither.
    """
    parts = [list(rows)]
    for at in range(len(NOBODY)):
        parts = [few for part in parts for few in _by(at, part, owner)]
    return parts


def _by(at: int, rows: list[int], owner: Callable[[int], Owned]) -> list[list[int]]:
    said: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        said[owner(row)[at]].append(row)
    return list(said.values()) if len(said.keys() - {""}) > 1 else [rows]


def together(owners: Iterable[Owned]) -> Owned:
    """What the records of one door say between them."""
    return Owned(*map(max, zip(*owners, strict=True)))
