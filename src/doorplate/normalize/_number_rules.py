"""Rules of the number slots: what a number is depends on what was read before it."""

import re
from collections.abc import Callable
from functools import cache

from doorplate._numerals import HAN, STEMS, ZH, N
from doorplate._rows import row_of_doors
from doorplate.address import Level
from doorplate.normalize import _numbers
from doorplate.normalize._door_rules import (
    MAY_BE_ROW,
    door,
    is_of_a_series,
    leave_out_shops,
    of_a_series,
    one_more_shop,
)
from doorplate.normalize._levels import (
    BUILDING,
    CITY,
    COMPOUND,
    DISTRICT,
    FLOOR,
    GROUP,
    LANE,
    NUMBER,
    PROVINCE,
    ROAD,
    ROOM,
    SUBNUMBER,
    TOWN,
    UNIT,
    VILLAGE,
)
from doorplate.normalize._lexicon import any_of
from doorplate.normalize._name_rules import Rule, name
from doorplate.normalize._name_rules import numbered_road as a_numbered_road
from doorplate.normalize._slots import (
    HAS_BUILDINGS,
    LETTERS,
    VALUES,
    digits_in,
    levels_of,
    one_more_door,
)
from doorplate.normalize._state import INSIDE, NAMED, STREETS, Tail
from doorplate.normalize._tokens import ENGLISH, NOT_A_NAME


def numbered(level: Level, value: Callable[[str], str], sign: str) -> Rule:
    """The rule of a number whose designator alone says its level."""

    def rule(tail: Tail, start: int, end: int) -> None:
        name(tail, start, sign)
        tail.add(level, value(tail.src[start:end]), start, end)

    return rule


def floor(tail: Tail, start: int, end: int) -> None:
    """5层, 负一楼; 410楼 of an estate is a building: no house has so many floors."""
    is_building = _MANY.fullmatch(tail.src, start, end) and not tail.has(BUILDING)
    name(tail, start, "building" if is_building else "floor")
    text = tail.src[start:end]
    if is_building:
        tail.add(BUILDING, _numbers.building(text), start, end)
    else:
        tail.add(FLOOR, _numbers.floor(text), start, end)


_MANY = re.compile("[2-9][0-9]{2}楼")


def number(tail: Tail, start: int, end: int) -> None:
    """12号附1: a door number, behind a building a room, behind a number a building."""
    if is_of_a_series(tail, start):
        of_a_series(tail, start, end)
        leave_out_shops(tail, end)
        return
    if start - tail.start > 1 and _NAMED_HOUSE.match(tail.src, start):
        return
    if tail.src[start - 1 : start] == " " and one_more_door(tail, start, end):
        return
    name(tail, start, "number")
    if tail.src[end - 1] in STEMS and _stem_name().match(tail.src, end - 1):
        end -= 1
    text = tail.src[start:end]
    if _is_room(tail, text):
        tail.add(ROOM, _numbers.room(text), start, end)
    elif tail.has(NUMBER) and not _has_doors(tail) and text[-1] == "院":
        tail.add(COMPOUND, _numbers.arabic(text), start, end)
    elif tail.has(NUMBER) and not _has_doors(tail):
        tail.add(BUILDING, _numbers.building(text.replace("号", "号楼")), start, end)
    else:
        has_shops = not text[:-1].isdecimal() and tail.last() in STREETS
        door(tail, text, start, end)
        if has_shops:
            leave_out_shops(tail, end)


_NAMED_HOUSE = re.compile(f"[{HAN}]{{1,3}}号(?:大厦|公馆)")
"""国英一号大厦: behind a name, the number is part of it."""


def numbered_road(tail: Tail, start: int, end: int) -> None:
    """6号大街; 花园街33号路劲大厦: behind a street with a name, the number of its door."""
    door_end = _DOOR_BEFORE_A_NAME.match(tail.src, start)
    named = tail.touches(ROAD, start) and _NAMED_STREET.fullmatch(tail.out[-1][1])
    if door_end and named:
        number(tail, start, door_end.end())
    else:
        a_numbered_road(tail, start, end)


_DOOR_BEFORE_A_NAME = re.compile(
    "[0-9]{1,4}号(?=[路桥][一-鿿])(?!路(?:[口与和及交附]|[东南西北中]?段))"
)
_NAMED_STREET = re.compile("[一-鿿]+")


def _is_room(tail: Tail, text: str) -> bool:
    """Behind a building or floor; none has four digits: 12号永安市场1872号 is a stall."""
    last = tail.last()
    if last in INSIDE or (tail.has(FLOOR) and last is not ROAD):
        return True
    return tail.has(NUMBER) and last in NAMED and digits_in(text) > _OF_A_BUILDING


@cache
def _stem_name() -> re.Pattern[str]:
    """12号甲天下饭店, 12号丁家庄: names; doors have 甲 to 丙, 丁 to 癸 where none follows."""
    behind = rf"附副增之旁对隔院东西南北前后第{HAN}"
    return re.compile(rf"{any_of('stem_name')}|[丁戊己庚辛壬癸](?=[一-鿿])(?![{behind}])")


_OF_A_BUILDING = 3
_HAS_DOORS = frozenset({ROAD, LANE, GROUP})


def _has_doors(tail: Tail) -> bool:
    """Whether a number is one more door: behind a street, or a village that is named again."""
    last = tail.last()
    if last is not VILLAGE:
        return last in _HAS_DOORS
    first = next(part for part in tail.out if part[0] is VILLAGE)
    return first is not tail.out[-1] and first[1] == tail.out[-1][1]


def building(tail: Tail, start: int, end: int) -> None:
    """3号楼, 三栋, A座, 3号馆; 12# right behind a street is its door number."""
    name(tail, start, "building")
    text = tail.src[start:end]
    if text[-1] in _HALLS or text.endswith(_PREMISES):
        _hall(tail, start, end)
        return
    follows = tail.src[end : end + 1]
    if text.endswith("#") and tail.last() in STREETS and not follows.isalnum():
        door(tail, text.replace("#", "号"), start, end)
    elif _STOREY.fullmatch(text) and _has_floors(tail, start):
        tail.add(FLOOR, _numbers.floor(text), start, end)
    elif text.endswith("#") and tail.last() in _WITHIN and text[:-1].isdecimal():
        tail.add(ROOM, _numbers.room(text[:-1]), start, end)
    else:
        tail.add(BUILDING, _numbers.building(text), start, end)


_STOREY = re.compile(rf"{N}[A-Z]?楼")
"""27楼2单元: what has units is a building, but in a tower, where they are suites."""


def _has_floors(tail: Tail, start: int) -> bool:
    return tail.last() in INSIDE or (
        tail.touches(COMPOUND, start) and tail.src[start - 1] in _TALL
    )


_TALL = frozenset("厦心场")


def _hall(tail: Tail, start: int, end: int) -> None:
    """会展中心3号馆; right behind a street the number is the door's."""
    text = tail.src[start:end]
    number = text[: text.index("号") + 1]
    if tail.last() in STREETS and not tail.has(NUMBER):
        door(tail, number, start, start + len(number))
    elif text[-1] in _HALLS:
        tail.add(BUILDING, _numbers.arabic(number) + text[len(number) :], start, end)
    else:
        tail.add(BUILDING, _numbers.building(text), start, end)


_PREMISES = ("号厂房", "号写字楼", "号商务楼")
_HALLS = frozenset("馆库")
_WITHIN = frozenset({UNIT, FLOOR})


def tower_floor(tail: Tail, start: int, end: int) -> None:
    """A12层: the tower's letter before its floor; B1, G1 and L1 are floors themselves.

    A2楼, A12楼3层 and A12楼 of an estate are buildings.
    """
    name(tail, start, "building")
    text = tail.src[start:end]
    number = text.lstrip(LETTERS)
    if text[-1] == "楼" and _is_building(tail, number.strip("-楼"), end):
        tail.add(BUILDING, _numbers.building(text), start, end)
        return
    middle = end - len(number)
    tail.add(BUILDING, _numbers.building(f"{tail.src[start:middle]}座"), start, middle)
    number = number.removeprefix("-")
    tail.add(FLOOR, _numbers.floor(number), end - len(number), end)


def _is_building(tail: Tail, number: str, end: int) -> bool:
    """Whether what is written with 楼 has floors itself, or is one of many."""
    inside = tail.last() is COMPOUND and tail.out[-1][1].endswith(HAS_BUILDINGS)
    return len(number) == 1 or inside or _INSIDE.match(tail.src, end) is not None


_INSIDE = re.compile(rf"{N}(?:层|楼|单元)|[0-9]{{3,4}}")


def crowd(tail: Tail, start: int, end: int) -> None:
    """More numbers than one list holds: no door is picked out of them."""
    name(tail, start, "number")
    tail.leave(start, end)


def english(tail: Tail, start: int, end: int) -> None:
    """No. 12, Room 502, Building 3: the designator before its number."""
    name(tail, start, "mark")
    word = ENGLISH.match(tail.src, start, end)
    if word:
        level = _WORDS[word[1]]
        text = tail.src[word.end() : end].rstrip("号室楼弄")
        tail.add(level, VALUES[level](text), start, end)


_WORDS = {
    "NO": NUMBER,
    "ROOM": ROOM,
    "RM": ROOM,
    "FLOOR": FLOOR,
    "BUILDING": BUILDING,
    "BLOCK": BUILDING,
    "LANE": LANE,
}


def room(tail: Tail, start: int, end: int) -> None:
    """502室, 12号铺; 永安街12号店: right behind a street a shop is known by its door."""
    shop = _SHOP.match(tail.src, start, end)
    if shop and is_of_a_series(tail, start):
        of_a_series(tail, start, shop.end(1))
        tail.skip("note", shop.end(1), end)
        return
    if shop and one_more_shop(tail, start, shop.end(1)):
        tail.skip("note", shop.end(1), end)
        return
    name(tail, start, "room")
    within = any(map(tail.has, _HOUSES))
    faces = shop and (tail.last() in STREETS or (shop[2] and not within))
    if shop and faces and not tail.has(NUMBER):
        door(tail, shop[1], start, shop.end(1))
        tail.skip("note", shop.end(1), end)
    else:
        tail.add(ROOM, _numbers.room(tail.src[start:end]), start, end)


_SHOP = re.compile("([A-Z]{0,2}[0-9]+号)(?:(铺面|门面房?)|店|铺|商铺)")
"""铺面 and 门面 face a street."""
_HOUSES = INSIDE | {COMPOUND}


def sub(tail: Tail, start: int, end: int) -> None:
    """附1 on its own."""
    name(tail, start, "number")
    text = tail.src[start:end]
    if MAY_BE_ROW.search(text):
        tail.weighed = True
    several = row_of_doors(text)
    value = several or "附" + _numbers.arabic(text.strip("附副增号"))
    tail.add(SUBNUMBER, value, start, end)


def after_floor(tail: Tail, start: int, end: int) -> None:
    """五楼之3, 1103之一: a dwelling of a floor or room; 弄之1-8号: the doors of a lane."""
    if tail.touches(LANE, start):
        tail.skip("relative", start, start + 1)
        door(tail, tail.src[start + 1 : end], start + 1, end)
        return
    value = "之" + _numbers.arabic(tail.src[start + 1 : end].removesuffix("号"))
    if tail.touches(ROOM, start):
        _, room_value, begin, _ = tail.out.pop()
        tail.add(ROOM, room_value + value, begin, end)
    elif any(tail.touches(level, start) for level in INSIDE):
        tail.add(ROOM, value, start, end)


def bare(tail: Tail, start: int, end: int) -> None:
    """One number without designator: 12, 1502, A8."""
    if _is_highway(tail, start):
        name(tail, start, "bare")
        tail.take(ROAD, end)
        return
    if tail.src[end : end + 1] and _part_of_a_name(tail, start, end):
        return
    if one_more_door(tail, start, end):
        return
    name(tail, start, "bare")
    level = levels_of(tail, [(start, end)])[0]
    if level is ROOM and tail.last() in _WIDE:
        tail.leave(start, end)
        return
    at_road = tail.touches(ROAD, start)
    place(tail, level, start, end)
    if at_road and _SLIP.match(tail.src, end):
        tail.skip("repeat", end, end + 1)


_SLIP = re.compile("路(?!口|公交|车|站|灯|面|政|[东西南北](?![一-鿿]{2}))")
"""文三路12路: written for 号."""


def place(tail: Tail, level: Level, start: int, end: int) -> None:
    """Take a number without designator as an element; 12A of a street is 12号A."""
    text = tail.src[start:end]
    if level is NUMBER:
        door(tail, text, start, end)
    else:
        tail.add(level, VALUES[level](text), start, end)


_WIDE = frozenset({PROVINCE, CITY, DISTRICT})
"""What has no rooms: 武功县 021."""


def _is_highway(tail: Tail, start: int) -> bool:
    """G312 first, right behind a county or town, or crossing a road is the number of one."""
    if tail.src[start] not in "GSXY" or not _HIGHWAY.match(tail.src, start):
        return False
    last = tail.last()
    if last is None or last <= TOWN:
        return tail.start == start
    return last is ROAD and tail.src[start - 1] in "与和及"


_HIGHWAY = re.compile(
    r"(?:[GSXY][0-9]{3}|[GS][0-9]{4}"
    r"|[GS][0-9]{1,2}(?=$|[ ,|与和及交出入]|[一-鿿]{2,4}(?:段|站|服务区)))(?![0-9A-Z#店铺-])"
)


def _part_of_a_name(tail: Tail, start: int, end: int) -> bool:
    """798艺术区, 东1横巷, 凤阳2路: a number that a name goes on behind.

    坤和中心4017潍坊银行: behind a building, three digits are a room whatever follows.
    """
    following = tail.src[end]
    if following.isascii() or not following.isalpha() or _INSIDE_BEHIND.match(tail.src, end):
        return False
    if _HOUSE.match(tail.src, end):
        return False
    if tail.src.startswith("S店", end - 1) or _NAMED.match(tail.src, end):
        return True
    named = tail.start < start or tail.touches(NUMBER, start)
    if named and (_PARK.match(tail.src, end) or _estate().match(tail.src, end)):
        return True
    long = end - start > 2 and following not in _COUNTED
    if (long and tail.touches(COMPOUND, start)) or tail.touches(SUBNUMBER, start):
        return False
    return tail.last() not in _BEFORE_BARE or (tail.start < start and end - start <= 2)


_NAMED = re.compile(
    "号?(?:地块|井(?![冈陉街巷]))|部队|厂(?![房区家])|服务区|收费站|道班|公里|KM|委(?=[0-9]|$)"
)
"""68222部队, 312服务区: what is named by a number."""
_HOUSE = re.compile(
    "(?:村民|农民|居民|个人)?(?:(?:自建|自有|出租|安置|[平民农私瓦])房|住宅|住房|房屋)(?![区产小])"
)
"""营上村12自建房: words for a house, behind its number."""
_INSIDE_BEHIND = re.compile(rf"{ZH}(?:单元|[层楼]{NOT_A_NAME})")
_PARK = re.compile(
    "(?:文化|艺术|科技)?(?:创意|产业|文创|创客|创业)园|(?:文化|艺术)(?:区|园|中心)"
)
"""200号1850创意园: parks are named after years and former doors."""


@cache
def _estate() -> re.Pattern[str]:
    """莫泰168酒店: digits in the name of an estate."""
    return re.compile(any_of("compound"))


_COUNTED = frozenset("区排期段街路巷号佰" + HAN)
_BEFORE_BARE = INSIDE | {ROAD, LANE, NUMBER}
