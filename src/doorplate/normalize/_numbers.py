"""Normalized values of the number slots: Arabic, with their designator."""

import re

from doorplate._numerals import STEMS, ZH, N, to_int
from doorplate._rows import joined, parted, row_of_doors
from doorplate.address import DoorNumber, Level
from doorplate.errors import NumberFormatError
from doorplate.normalize._levels import NUMBER, SUBNUMBER

_NUMERAL = re.compile(ZH)
_GROUP = re.compile(rf"第?({N})(.*)")
_BUILDING = re.compile(
    r"(.*?)(?:号?(?:住宅楼|写字楼|商务楼|厂房|楼|[幢栋橦座撞懂憧])|#|塔)*楼?"
)
_UNIT = re.compile(r"第?(.*?)[号#]?(?:单元号?|单|梯|门)")
_FLOOR = re.compile(rf"(?:F|(地下|[负B-]|[吊假]|平街))?({N})(?:F?层|楼|F)")
_ROOM = re.compile(
    r"(.*?)(?:号?房间|号?[室房铺]|号?商铺|办公室|号?店铺|号店面?|店面?|号?铺面|号?卡|号?[商铺摊床车]位|号?档口?|号?门面房?"
    r"|号?营业房|号?储藏室|号)"
)
_GROUP_WORDS = dict.fromkeys(
    ("村民小组", "居民小组", "村小组", "村民组", "居民组", "小组"), "组"
) | {"小队": "队"}


def arabic(text: str) -> str:
    """Chinese numerals as digits; leading zeros of a plain number gone."""
    if text.isascii():
        return text.lstrip("0") or "0" if text.isdigit() else text
    return _NUMERAL.sub(_digits, text)


def _digits(match: re.Match[str]) -> str:
    number = to_int(match[0])
    return match[0] if number is None else str(number)


def group(text: str) -> str:
    """第三村民小组 → 3组; 五社 stays a 社."""
    match = _GROUP.fullmatch(text)
    if match is None:
        return text
    return arabic(match[1]) + _GROUP_WORDS.get(match[2], match[2])


def lane(text: str) -> str:
    """五号弄 → 5弄."""
    return arabic(text).replace("号", "").replace("衖", "弄")


def building(text: str) -> str:
    """3幢, 三栋, 3# → 3号楼; A栋 → A座; 东楼 stays."""
    text = joined(text).removeprefix("第")
    match = _BUILDING.fullmatch(text)
    core = arabic(match[1]) if match else text
    if core[:1] in "东南西北主副裙前后":
        return text.replace("塔楼", "塔")
    return core + ("号楼" if any(map(str.isdigit, core)) or core[-1:] in STEMS else "座")


def unit(text: str) -> str:
    """二单元, 2门 → 2单元."""
    match = _UNIT.fullmatch(text)
    return f"{arabic(match[1] if match else text)}单元"


def floor(text: str) -> str:
    """五楼, 5F → 5层; 负一楼, B1层 → 负1层; 三四楼 → 3,4层."""
    text = joined(text)
    match = _FLOOR.fullmatch(text.removeprefix("第"))
    if match is None:
        return text.replace("楼", "层")
    above = match[1] if match[1] in _HANGING else "负" if match[1] else ""
    several = len(match[2]) > 1 and match[2] in _COUNTING
    return above + arabic(",".join(match[2]) if several else match[2]) + "层"


_COUNTING = "一二三四五六七八九"
"""Two figures or more that stand so are a floor each: 三四楼; the 34th is 三十四楼."""


def floors(places: str) -> str:
    """B1至B2 → 负1至负2层."""
    return f"{_STOREY.sub(_storey, places)}层"


def _storey(place: re.Match[str]) -> str:
    return floor(f"{place[0].rstrip('层楼F')}层").removesuffix("层")


_STOREY = re.compile("[^,至]+")
_HANGING = frozenset({"吊", "平街", "假"})
"""On a slope, floors below the street and above it; under a roof, 假三层."""


def room(text: str) -> str:
    """五零二室, 502号, 502 → 502室; 第三户 → 3户."""
    text = joined(text).removeprefix("第").replace("室-", "-")
    if text.endswith("户"):
        return arabic(text)
    match = _ROOM.fullmatch(text)
    core = match[1] if match else text
    if core.isdigit() or not core.isascii():
        return (core if core.isascii() else arabic(core)) + "室"
    return core + "室"


_DASHES = re.compile("-{2,3}|[/~]")
_STEMS = frozenset(STEMS)
_STEM_APART = re.compile(f"(?<=[0-9])-(?=[{STEMS}][号-])")
_MARKED_SUB = re.compile(r"(.*附[0-9]+)([A-Z])号?")
_OF_A_STEM = re.compile(f"([0-9])([{STEMS}])(?=[0-9])")
"""12-甲号 is 12甲号; 12甲1号 is the first of 12甲."""


def number(text: str) -> list[tuple[Level, str, int, int]]:
    """A number and its sub-number with their places in `text`.

    >>> number("12-1号")
    [(<Level.NUMBER: 11>, '12号', 0, 2), (<Level.SUBNUMBER: 12>, '附1', 2, 5)]
    """
    plain = text.removesuffix("院")
    if plain[-1:] == "号" and plain[:-1].isdecimal() and len(plain) <= 6:
        return [(NUMBER, plain.lstrip("0"), 0, len(plain))]
    if known := _of_a_row(plain) or _with_a_marked_sub(plain):
        return known
    written = _DASHES.sub("-", plain.removeprefix("第").replace("副", "附").replace("增", "附"))
    if not _STEMS.isdisjoint(written):
        written = _OF_A_STEM.sub(r"\1\2-", _STEM_APART.sub("", written))
    series = _LETTERS.match(written)
    letters = series[0] if series else ""
    try:
        parts = DoorNumber.parse(written.removeprefix(letters)).components
    except NumberFormatError:
        value = arabic(plain)
        return [(NUMBER, value if "号" in value else f"{value}号", 0, len(plain))]
    first = letters + parts[0].value
    if len(parts) == 1:
        return [(NUMBER, first, 0, len(plain))]
    sub = parts[1].value
    if plain[0] in STEMS:
        return [(NUMBER, first, 1, len(plain)), (SUBNUMBER, sub, 0, 1)]
    cut = _cut(plain)
    return [(NUMBER, first, 0, cut), (SUBNUMBER, sub, cut, len(plain))]


def _with_a_marked_sub(text: str) -> list[tuple[Level, str, int, int]]:
    """12号附9A: the letter belongs to the sub-number."""
    marked = _MARKED_SUB.fullmatch(text)
    if marked is None:
        return []
    *parts, (level, value, start, _) = number(marked[1])
    return [*parts, (level, value + marked[2], start, len(text))]


def _of_a_row(text: str) -> list[tuple[Level, str, int, int]]:
    several = row_of_doors(text)
    one, subs = parted(several)
    if not several:
        return []
    if not subs:
        return [(NUMBER, several, 0, len(text))]
    cut = _cut(text) if one else 0
    found = [(NUMBER, one, 0, cut)] if one else []
    return [*found, (SUBNUMBER, subs, cut, len(text))]


_LETTERS = re.compile("[A-Z]{1,2}")
_HEAD = re.compile(rf"第?[A-Z]{{0,2}}{N}(?:号(?=.))?")


def _cut(text: str) -> int:
    match = _HEAD.match(text)
    return match.end() if match else len(text)
