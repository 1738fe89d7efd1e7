"""Rules of the endings that close a name, and of the names that no ending closes."""

import re
from collections.abc import Callable

from doorplate._numerals import HAN
from doorplate._rows import ALSO
from doorplate.address import Level
from doorplate.divisions import town_stem
from doorplate.normalize import _numbers
from doorplate.normalize._levels import (
    BUILDING,
    CITY,
    COMPOUND,
    DISTRICT,
    FLOOR,
    GROUP,
    HAMLET,
    LANDMARK,
    LANE,
    NUMBER,
    PROVINCE,
    ROAD,
    ROOM,
    SUBNUMBER,
    TOWN,
    VILLAGE,
    ZONE,
)
from doorplate.normalize._lexicon import lexicon
from doorplate.normalize._state import INSIDE, NAMED, RURAL, Tail
from doorplate.normalize._streets import COUNTY, county, level_of_part, place_before_road
from doorplate.normalize._tokens import SEGMENT

Rule = Callable[[Tail, int, int], None]

_GOES_ON = re.compile(
    r"[东南西北中一二三四五六七八九十前后内外新老]{0,2}"
    r"(?:路|大街|街|大道|巷|弄|胡同|村(?!部)|社区|镇(?=[一-鿿]{1,6}[村路街巷]))(?!口)"
    r"|立交|(?<=雅居)乐|(?<=国际)部|(?<=村)小区|(?:股份|责任)?(?:有限)?公司|卫生服务|[东南西北][一二三四五六七八九十]条|(?<=新城)(?:市(?=广场)|区(?=[一-鿿]{1,3}[路街](?!口)))"
)
_LIVING = "生活区"
_ONE_MORE = re.compile("[一-鿿][路街](?!口)")
"""广场前路: no street is named by one character, so that the word is part of its name."""
_OFFICES = ("委会", "委员会", "办事处")
_ROAD_GOES_ON = re.compile(
    r"社区|居委会|居民委员会|村|街道|街?办事处|镇|乡|(?:大?酒店|宾馆|饭店|小区|花园|公寓|新村|[农菜]?市场|菜场|农贸市场|小学|中学|幼儿园"
    r"|派出所|支行|分行|医院|车站|公交站)(?![东南西北中]?[路街](?![口道]))|店|站|桥"
)
_AT_A_MOUTH = re.compile("口(?:[东南西北内外]?大街|[东南西北内外][街路])")
"""新街口外大街: the mouth of a street that other streets are named after."""
_NAMED_GROUP = re.compile(r"[组社队](?=[0-9]|$)")
"""洪茶路组12号: a group that is named after a street."""
_ROAD_SUFFIX = re.compile(r"[东南西北中一二三四五六七八九十支延长内外环新老前后]{0,3}")
_PART = re.compile(r".+?[^社]区")
"""西区潮塘横路: the part of a town stands before the road."""
_BESIDE = re.compile(
    r"口|[东西南北](?=[0-9]+号|[ ,|]|$|交[叉汇口界])|上(?=[ ,|\]]|$)|段(?=[0-9 ,|东西南北]|$)"
)
"""长庆路口, 长庆路东, 长庆路段12号: where at the road."""
_PLACE_AT_ROAD = re.compile(r"口|[东西南北](?:[侧面边]|(?=[0-9]+号|[ ,|]|[一-鿿]{2}|$))")
_NUMERAL = re.compile(
    r"[一二三四五六七八九]|[一二三四五六七八九十百千零]*[十百千][一二三四五六七八九十百千零]*"
)
"""人民路一百二十三: a numeral that ends the text; 五一 may be a name."""
_DOORS = frozenset({VILLAGE, HAMLET, GROUP, ROAD, LANE})
_VILLAGE_BEHIND = re.compile(r"[一-鿿]{1,3}村(?!委)")
AND = frozenset(f"{ALSO}至到")
_AT = frozenset({"的", "之", "上", "内", "街上"})
"""Behind a town or street, what says no more than that something is there."""
_WAYS = frozenset({ROAD, LANE})
AT_A_DOOR = _WAYS | {NUMBER, SUBNUMBER}
_FROM = re.compile(r"距离?|近")
_AWAY = frozenset("距近")
PLAIN = re.compile(r"[^\W_]")


def name(tail: Tail, end: int, sign: str) -> None:
    """Take the text between the last element and `end` as a name, by the sign behind it."""
    start = tail.start
    if start >= end:
        return
    text = tail.src[start:end]
    if not PLAIN.search(text):
        tail.leave(start, end)
    elif tail.src.isascii():
        _leave_foreign(tail, start, end)
    elif (text in AND or text in _AT) and tail.out:
        tail.skip("relative", start, end)
    elif not sign and tail.last() in _DOORS and _NUMERAL.fullmatch(text):
        tail.add(NUMBER, f"{_numbers.arabic(text)}号", start, end)
    elif tail.last() in INSIDE and all(c in HAN for c in text):
        tail.add(ROOM, _numbers.room(text), start, end)
    elif (level := _level_of(tail, text, sign)) is LANDMARK and tail.touches(level, start):
        tail.widen(level, end)
    else:
        tail.take(level, end)


def _leave_foreign(tail: Tail, start: int, end: int) -> None:
    """Renmin Road, Wugong County: what has no Chinese word at all names no known place."""
    begin = start
    if tail.rest and not PLAIN.search(tail.src, tail.rest[-1][1], start):
        begin = tail.rest.pop()[0]
    tail.leave(begin, end)


def _level_of(tail: Tail, text: str, sign: str) -> Level:
    last = tail.last()
    rural = not tail.has(ROAD) and len(text) <= 6
    if rural and last in _HAS_TEAMS and _TEAM.fullmatch(text):
        return GROUP
    if sign == "group" and rural and last not in NAMED:
        return HAMLET if tail.has(VILLAGE) else VILLAGE
    if rural and last in RURAL and _is_hamlet(text, sign):
        return HAMLET
    if sign == "number" and last is ROAD and _ROW_OF_HOUSES.fullmatch(text):
        return LANE
    return COMPOUND if sign in {"building", "unit", "phase"} else LANDMARK


_ROW_OF_HOUSES = re.compile("[一-鿿]{2,3}里")
"""花楼街汉润里12号: a lane of old houses off a street."""
_HAS_TEAMS = frozenset({VILLAGE, HAMLET})
_HAVE_GROUPS = frozenset({TOWN, VILLAGE})
_TEAM = re.compile("[一-鿿]{1,4}(?:(?<![部车军舰大中小])队|(?<![报会行销作公用])社)")
"""营上村东沟队: groups were teams (队) and communes' parts (社), and have names too."""


def _is_hamlet(text: str, sign: str) -> bool:
    return text.endswith(lexicon()["hamlet"]) or (sign == "number" and len(text) <= 4)


def _closes(level: Level) -> Rule:
    """The rule of an ending that closes a name of `level`, unless the name goes on."""

    def rule(tail: Tail, start: int, end: int) -> None:
        if _GOES_ON.match(tail.src, end) and not _stands_before_a_street(tail, start, end):
            return
        said = _said_before(tail, level, end) if tail.has(level) else ""
        if said and level is VILLAGE:
            tail.add(VILLAGE, said, tail.start, end)
            return
        if said:
            tail.skip("repeat", tail.start, end)
            return
        if level is VILLAGE and tail.has(level) and start > tail.start:
            tail.take(HAMLET, end)
            return
        bare = start == tail.start
        if bare and (tail.touches(COMPOUND, start) or tail.touches(LANDMARK, start)):
            tail.widen(level, end)
        elif (
            not bare
            or end - start > 2
            or (level is COMPOUND and not _ONE_MORE.match(tail.src, end))
        ):
            tail.take(level, end)

    return rule


def _stands_before_a_street(tail: Tail, start: int, end: int) -> bool:
    """营上居委会东路, 东风林场生活区东路: such an ending is never part of a street's name."""
    named = end - tail.start > len(_LIVING)
    return (named and tail.src.endswith(_LIVING, start, end)) or tail.src.endswith(
        _OFFICES, start, end
    )


def town(tail: Tail, start: int, end: int) -> None:
    """丰化市松岙镇: a county that nobody lists stands before its town.

    苏州市新区通安镇: what is left of a division's name is no part of the town's.
    """
    alone = start == tail.start and not tail.touches(Level.TOWN, start)
    if alone and tail.src[start:end] == _OFFICE:
        tail.skip("label", start, end)
        return
    if tail.noise and tail.noise[-1][::2] == ("repeat", start) and tail.src[start] == "办":
        tail.skip("repeat", start, end)
        return
    left = _LEFT_OVER.match(tail.src, tail.start, start)
    if left and tail.last() in _ABOVE_TOWN and start - left.end() > 1:
        tail.leave(*left.span())
    before = COUNTY.match(tail.src, tail.start, start)
    if before and start - before.end() > 1:
        county(tail, before.end())
    if _OF_TAIWAN.match(tail.src, end) is None:
        _CLOSES_TOWN(tail, start, end)


def village(tail: Tail, start: int, end: int) -> None:
    """枫溪区池湖村: a district that nobody lists stands before its village."""
    if tail.src[tail.start : end] == _COUNTRYSIDE:
        return
    district = _DISTRICT.match(tail.src, tail.start, start)
    if district and tail.touches(CITY, tail.start) and start > district.end():
        county(tail, district.end())
    _CLOSES_VILLAGE(tail, start, end)


_OFFICE = "办事处"
_DISTRICT = re.compile(rf"[^\W\d{HAN}]{{2}}[区县市]")
_OF_TAIWAN = re.compile("里[0-9]+邻")
"""光镇里18邻: a village of a city of Taiwan."""
_COUNTRYSIDE = "乡村"
"""A word, and no village."""
_CLOSES_VILLAGE = _closes(VILLAGE)
_LEFT_OVER = re.compile("新?[市县区]")


def zone(tail: Tail, start: int, end: int) -> None:
    """文三路90号东部软件园, 普集镇工业园: below the county a park is a compound."""
    last = tail.last()
    wide = last is None or last < TOWN or tail.src.endswith(_DEVELOPED, start, end)
    (_CLOSES_ZONE if wide else _CLOSES_COMPOUND)(tail, start, end)


def compound(tail: Tail, start: int, end: int) -> None:
    """永安花园, 永安高级中学校."""
    school = _SCHOOL.match(tail.src, end)
    _CLOSES_COMPOUND(tail, start, school.end() if school else end)


_SCHOOL = re.compile("(?<=[中小]学)[校部](?![区园道门队])|(?<=中心)校(?![区园道门])")
_DEVELOPED = ("开发区", "高新区", "经开区", "保税区", "自贸区")
_CLOSES_ZONE, _CLOSES_COMPOUND = _closes(ZONE), _closes(COMPOUND)
_ABOVE_TOWN = frozenset({PROVINCE, CITY, DISTRICT})
_CLOSES_TOWN = _closes(TOWN)


def _said_before(tail: Tail, level: Level, end: int) -> str:
    """The division that was read and is named once more, "" for none: 雄州街道, 雄州镇."""
    if level not in _DIVISIONS:
        return ""
    tail.weighed = True
    text = tail.src[tail.start : end].removesuffix("办事处")
    named = {town_stem(text), text} if level is TOWN else {text}
    said = ((value, tail.src[a:b]) for lv, value, a, b in tail.out if lv is level)
    known = (one[0] for one in said if not named.isdisjoint({*one, town_stem(one[0])}))
    return next(known, "")


_DIVISIONS = frozenset({TOWN, VILLAGE})


def road(tail: Tail, start: int, end: int) -> None:
    """文三路, 二环南路西段; 与 between two roads, 距 before one is no part of it."""
    src = tail.src
    segment = SEGMENT.match(src, end)
    end = segment.end() if segment else end
    first = src[tail.start : start][:1]
    if first in AND:
        leave_out_and(tail, start)
    elif first in _AWAY and (away := _away(tail, start)):
        tail.skip("relative", *away.span())
    if (
        _ROAD_GOES_ON.match(src, end)
        or _AT_A_MOUTH.match(src, end)
        or _beside_road(tail, start, end)
    ):
        return
    if tail.last() in _HAVE_GROUPS and _NAMED_GROUP.match(src, end):
        return
    part = _PART.match(src, tail.start, start)
    if part and start - part.end() > 1:
        tail.take(level_of_part(tail, part[0]), part.end())
    place_before_road(tail, start)
    begin = tail.start
    longer = tail.touches(ROAD, begin) and not src.startswith("环", start)
    if longer and _ROAD_SUFFIX.fullmatch(src, begin, start):
        tail.widen(ROAD, end)
    elif start > begin or end - start > 2:
        tail.take(ROAD, end)
    beside = _BESIDE.match(src, end) if tail.start == end else None
    if beside:
        tail.skip("relative", *beside.span())


def leave_out_and(tail: Tail, end: int) -> None:
    """Set 和 apart between two streets; 和平路, 至善东路 and 及第巷 are names that begin so."""
    begin = tail.start
    if tail.last() not in AT_A_DOOR:
        return
    if tail.src[begin] == "与" or not _LEFT_OF_A_NAME.fullmatch(tail.src, begin + 1, end):
        tail.skip("relative", begin, begin + 1)


_LEFT_OF_A_NAME = re.compile(
    rf"(?:[^东南西北中\d{HAN}]|[平谐睦][里门桥村]?[{HAN}]?)[东南西北中]?"
)
"""和平路, 和谐二路: behind 和 one character would be left, or what ends such a word."""


def _away(tail: Tail, end: int) -> re.Match[str] | None:
    """距人民路; 近 only behind another street or door: 近江路 is a name."""
    found = _FROM.match(tail.src, tail.start, end - 1)
    return found if found and (found[0] != "近" or tail.last() in AT_A_DOOR) else None


def _beside_road(tail: Tail, start: int, end: int) -> bool:
    """Whether 路 right behind a street says where at it: 文三路路口, 文三路路西侧."""
    src = tail.src
    if src[start:end] != "路" or start > tail.start or not tail.touches(ROAD, start):
        return False
    place = _PLACE_AT_ROAD.match(src, end)
    if place is None and (src[start - 1] != "路" or src[end : end + 1].isalpha()):
        return False
    tail.skip("relative" if place else "repeat", start, place.end() if place else end)
    return True


def numbered_road(tail: Tail, start: int, end: int) -> None:
    """6号大街, 320国道, 9号路口."""
    name(tail, start, "road")
    tail.take(ROAD, end)
    beside = _BESIDE.match(tail.src, end)
    if beside:
        tail.skip("relative", *beside.span())


def aisle(tail: Tail, start: int, end: int) -> None:
    """12街 inside a market is an aisle; elsewhere a street."""
    inside = tail.touches(FLOOR, start) or tail.touches(COMPOUND, start)
    name(tail, start, "road")
    tail.take(LANE if inside else ROAD, end)


def group(tail: Tail, start: int, end: int) -> None:
    """三组, and groups that bear a name: 虎洞组."""
    text = tail.src[start:end]
    if text.lstrip("村居民小") != "组":
        name(tail, start, "group")
        tail.add(GROUP, _numbers.group(text), start, end)
    elif start > tail.start and not tail.has(ROAD):
        tail.add(GROUP, f"{tail.src[tail.start : start]}组", tail.start, end)


def phase(tail: Tail, start: int, end: int) -> None:
    """二期, A区: part of an estate."""
    if tail.src.endswith(("街坊", "街区"), start, end):
        name(tail, start, "building")
        tail.add(COMPOUND, _numbers.arabic(tail.src[start:end]), start, end)
    elif start > tail.start + 1 or tail.last() in _HAVE_PHASES:
        tail.take(COMPOUND, end)


_HAVE_PHASES = NAMED | {ZONE, ROAD, NUMBER, SUBNUMBER, BUILDING}


def mark(tail: Tail, start: int, end: int) -> None:
    """Punctuation and blanks between elements."""
    name(tail, start, "mark")
    tail.start = end


def around(kind: str) -> Rule:
    """The rule of words that say where about: 附近, 东侧, 交叉口; no element.

    A village may begin with one: 普集街道南边桥村.
    """

    def rule(tail: Tail, start: int, end: int) -> None:
        named = tail.last() is TOWN and start == tail.start
        if named and _VILLAGE_BEHIND.match(tail.src, end):
            return
        if _is_in_a_name(tail, start, end):
            return
        name(tail, start, "relative")
        tail.skip(kind, start, end)

    return rule


def _is_in_a_name(tail: Tail, start: int, end: int) -> bool:
    """北关十字, 十字街, 旁门, 海旁路; two streets cross right behind the name of one."""
    text = tail.src[start:end]
    if text in _CROSS and not tail.touches(ROAD, start):
        return True
    if text in _ONE_SIDE and not any(tail.touches(level, start) for level in AT_A_DOOR):
        return True
    goes_on = _NAME_BEHIND.get(text)
    return goes_on is not None and goes_on.match(tail.src, end) is not None


_CROSS = frozenset({"十字", "丁字"})
_ONE_SIDE = frozenset({"单号", "双号", "单双号"})
"""Doors of one side of a street; elsewhere the number of a parcel."""
_NAME_BEHIND = (
    dict.fromkeys(_CROSS, re.compile("[东西南北中]?[大小]?[街路坡道巷]"))
    | {"旁": re.compile("[门村]|大[道街]|路(?![口东南西北])"), "门前": re.compile("[路街巷]")}
    | dict.fromkeys(("东边", "西边", "南边", "北边"), re.compile("路(?!口)|街|村"))
    | dict.fromkeys(
        ("交汇", "交界", "交会", "交叉"),
        re.compile("[村屯镇乡巷]|[东南西北中]?大?[街路](?!口)|小区|社区|花园|家园|大厦|广场"),
    )
)
