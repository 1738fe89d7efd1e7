"""What stands in an address cell and is no address: phones, people, notes, labels, brackets.

Works on unified text (see `clean`); spans are cut out by overwriting them with a mark, so that
offsets stay.
"""

import re
from functools import cache, lru_cache

from doorplate._numerals import HAN, STEMS, N
from doorplate._rows import ALSO, TO
from doorplate.normalize._lexicon import any_of, lexicon
from doorplate.normalize.clean import BLANK

MARK = "|"
"""What a cut-out stretch is overwritten with: a mark that separates."""

_FOREIGN = r"=<>!@$%^`\\{}"
"""Characters of formulas and markup; no name holds them, nor what touches them."""

_NO_DOOR = (
    r"(?<![0-9.-])(?:(?:0+|[0-9]+(?:\.[0-9]+)+)[号弄]|[0-9]{6,}号)(?![码段楼幢栋])"
    rf"|(?<![{HAN}])[零〇]+[号弄](?![楼幢栋])"
    rf"|(?<![0-9A-Z.-])0+(?=[,{ALSO}{TO}][0-9]+号(?![码段楼幢栋]))"
    r"|(?<![0-9.-])(?:[0-9]{6,}(?:号楼|[幢栋座弄巷]|单元)|[0-9]{8,}室)"
)
"""0号, 零号, 12.5号, 1234567弄: like a number of a door, and none; 0号楼 is a building."""

NoiseSpan = tuple[str, int, int]
"""Kind, start, end."""


def cut(text: str) -> tuple[str, list[NoiseSpan]]:
    """The text with its noise overwritten, and the noise.

    >>> cut("地址:武功县营上村(村委会对面)")
    ('|||武功县营上村|||||||', [('label', 0, 3), ('relative', 9, 16)])
    """
    if len(text) < _A_WORD and text.strip() in lexicon()["nothing"]:
        return MARK * len(text), [("note", 0, len(text))]
    if "((" in text:
        text = _single(text)
    if "(" in text:
        text = _PART.sub(rf"{MARK}\1{MARK}", text)
        text = _SUB_PART.sub(_sub_part, text)
        text = _OF_A_NUMBER.sub(_without_brackets, text)
        text = _WITHIN_A_NUMBER.sub(_within, text)
    if _BRACKETS.fullmatch(text):
        text = _opened(text)
    said, numbered = _suspicious().findall(text), _DIGITS.search(text) is not None
    if not (said or numbered):
        return text, []
    found: list[NoiseSpan] = []
    for kind, gate, pattern in _called_for(frozenset(said), numbered=numbered):
        if gate is None or gate.search(text):
            text = _overwrite(text, kind, pattern, found)
    found.sort(key=_start)
    return text, found


@lru_cache(maxsize=1_024)
def _called_for(
    said: frozenset[str], *, numbered: bool
) -> tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str]], ...]:
    """The patterns that suspicious characters call for, without their gates; those that may be.

    What a long number calls for is asked of the text.
    """
    return tuple(
        (kind, None if any(map(gate.search, said)) else gate, pattern)
        for kind, gate, pattern in _patterns()
        if numbered or any(map(gate.search, said))
    )


_A_WORD = 9
_BRACKET = r"\(((?:[^()]|\([^()]*\))*)(?:\)|$)"
_BRACKETS = re.compile(rf"[ .,;!|]*(?:{_BRACKET}[ .,;!|]*)+")
_PART = re.compile(rf"(?<=[号栋幢座楼元])\(((?:附{N}号?|{N}(?:号楼|[栋幢座室]|单元))+)\)")
"""12号(附1号), 12号(3栋) name a door within; 12号(二层) says where it is, as a note does."""
_SUB_PART = re.compile(
    rf"(?<=号)\((附?)([0-9]{{1,2}}(?:号?-附?[0-9]{{1,2}})?(?:号?[,{ALSO}{TO}]附?[0-9]{{1,2}})*"
    rf"|[{HAN}]{{1,2}})号?\)(?!号?[楼幢栋座层室户单门]|小时)"
)
"""12号(1), 12号(附1-5号): what a bracket behind a number holds is a sub-number."""
_OF_A_NUMBER = re.compile(
    rf"(?<=号)\((?:[A-H{STEMS}]|[0-9]{{3,4}}|[0-9]{{1,3}}(?:-[0-9]{{1,4}}){{2,3}})\)"
    rf"|(?<=号)\([0-9{HAN}]{{1,2}}\)(?=号?[楼幢栋座层室户单门])"
    r"|(?<=[栋幢座楼元])\([0-9]{3,4}\)|(?<![0-9])\([0-9]{1,5}\)(?=号)"
)
"""12号(甲), 80号(1-1-3), 3栋(502), 12号(3)楼, (12)号: a bracket around part of the number."""
_WITHIN_A_NUMBER = re.compile(rf"(?<=[0-9])\((?:([0-9]{{1,2}})|([A-H{STEMS}]))\)(?=号(楼?))")
"""12(1)号 is 12附1号, 12(甲)号 is 12甲号, 12(1)号楼 is 12-1号楼."""
_DOUBLED = re.compile(r"\((\|*\([^()]*(?:\)|$)\|*)(?:\)|$)")
_ONE_BRACKET = re.compile(_BRACKET)
_OF_A_PLACE = re.compile("[省市区县镇乡村路街巷弄组号]")


def _single(text: str) -> str:
    """((附近)): brackets right within others say no more than one pair."""
    for _ in range(_DEEPEST):
        text, changed = _DOUBLED.subn(_as_one, text)
        if not changed:
            break
    return text


_DEEPEST = 4
"""Pairs of brackets within each other; nobody writes more."""


def _as_one(match: re.Match[str]) -> str:
    return f"{MARK}{match[1]}".ljust(len(match[0]), MARK)


def _sub_part(match: re.Match[str]) -> str:
    """12号(1) is 12号附1; a blank in place of a bracket is dropped later."""
    inner = match[0][1:-1]
    return f"{BLANK if match[1] else '附'}{inner}{BLANK}"


def _within(match: re.Match[str]) -> str:
    part, mark, of_a_building = match.groups()
    sub = f"{'-' if of_a_building else '附'}{part}" if part else mark
    return sub.ljust(len(match[0]), BLANK)


def _without_brackets(match: re.Match[str]) -> str:
    return f"{BLANK}{match[0][1:-1]}{BLANK}"


def _opened(text: str) -> str:
    """A text that is wholly in brackets, with those around its address overwritten.

    (武功县营上村12号)(王某): the second is a note, as (已拆) is alone.
    """
    found = [match for match in _ONE_BRACKET.finditer(text) if len(match[1]) > _SHORT]
    if len(found) > 1:
        found = [match for match in found if _OF_A_PLACE.search(match[1])] or found
    for match in found[:1]:
        start, end = match.span()
        return f"{text[:start]}{MARK}{match[1]}{MARK}{text[end:]}"
    return text


_SHORT = 4
"""Characters of a note that is no address for sure."""


def _start(span: NoiseSpan) -> int:
    return span[1]


def _overwrite(text: str, kind: str, pattern: re.Pattern[str], found: list[NoiseSpan]) -> str:
    pieces, position = [], 0
    for match in pattern.finditer(text):
        start, end = match.span("it" if "it" in pattern.groupindex and match["it"] else 0)
        if start == end or (MARK in text[start:end] and kind != "rest"):
            continue
        found.append((_kind(kind, match[0]), start, end))
        pieces += [text[position:start], MARK * (end - start)]
        position = end
    return "".join((*pieces, text[position:])) if pieces else text


def _kind(kind: str, text: str) -> str:
    return "relative" if kind == "note" and _near().search(text) else kind


@cache
def _near() -> re.Pattern[str]:
    return re.compile(r"附近|旁|对面|侧|隔壁|对过")


_DIGITS = re.compile("[0-9]{6}|[0零〇][号弄]|(?<![0-9])0[^0-9]|^ *[0-9]{3}")


@cache
def _suspects() -> frozenset[str]:
    """What all noise but long numbers and 0号 holds one of: most texts hold none."""
    return frozenset(f"().:+米里环士生原{_FOREIGN}{_last_of('label', 'person', 'note')}")


@cache
def _suspicious() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted(_suspects())))}]")


def _last_of(*keys: str) -> str:
    """The characters that the words of some lists end in, as part of a class."""
    return re.escape("".join(sorted({word[-1] for key in keys for word in lexicon()[key]})))


_NUMBER = r"(?:\+?86-?)?1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}|[2-8][0-9]{7}"
_COUNT = "[0-9一二三四五六七八九十百]+"
_WAY = "正?[东南西北]{1,2}(?:侧|面|方向|边|方|行|走|大?约)*"
_FAR = (
    r"(?<![A-Z0-9])[A-Z]?K[0-9]+\+[0-9]+(?:\.[0-9]+)?(?:米|M)?(?:处|左右|路段)?"
    r"|[0-9]+KM\+[0-9]+M?(?:处|左右|路段)?"
    r"|[0-9]+(?:公里|千米)\+[0-9]+米?(?:处|左右|路段)?"
    rf"|(?:[往向朝以]{_WAY}{_COUNT}(?:公里|千米|里|米)|{_WAY}{_COUNT}(?:公里|千米|米)"
    r"|(?:行|走|大?约)?[0-9]+(?:公里|千米|米)(?=[处远左右路]|[ ,;|]|$))"
    r"(?:处|远|左右)?(?:路[东南西北])?"
)
"""东行200米, 约300米处, K12+300; 百米大道 and 东三里 are names."""


_FORMER = (
    "(?<=[区县市])原[^市区县]{2,3}(?<![小社园厂校院林矿库景山街片住活])[区县市](?=[一-龥]{2})"
)
"""静安区原闸北区: what the place belonged to before; 原农行小区 is an estate."""
_TITLED = "(?:址|住所|场所|地点|所在地|部|公司|厂|中心|基地|办公室|办事处) *: *"
_OF_CITY = "^(?:[一-龥]{1,6}?[省市]){0,2}"
_A_HEAD = "[一-龥]{2,6}?(?:[省县]|(?<![城超])市(?!场)|(?<![小社园校厂库街片])区)"
_TITLE = (
    rf"(?:^(?=[一-龥 ]{{0,16}}{_TITLED}{_A_HEAD})"
    rf"|{_OF_CITY}(?=(?:(?![省市区县镇乡村路街巷弄号])[一-龥 ]){{0,12}}{_TITLED}))"
    rf"(?P<it>[一-龥 ]{{0,16}}?{_TITLED})"
)
"""经营场所: 北京总部: 地  址: before a colon at the beginning, also behind a city.

武功县人民路电子厂: is a place, but where the head of an address follows.
"""
_SECOND = rf"(?<=.{{4}})[;,./| ]+[一-龥]{{0,8}}{_TITLED}(?=.{{0,60}}[省市区县镇乡村路街号]).*"
"""A second address in one cell, from the title before its colon on; 公司网址: is none."""
_RING = "[一二三四五六内中外]环"
_RINGS = f"{_RING}(?:[到至-]?{_RING}(?:之间)?|以?[内外])(?![东南西北]?[路街线])"
"""三环以内, 四环到五环之间: a part of a city, no street."""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Kind, what it cannot do without, and pattern, in the order in which they are cut out."""
    phone = (
        rf"(?:(?:{any_of('phone')}):? *)?(?<![0-9-])(?:{_NUMBER})(?![0-9号室弄])(?:转[0-9]+)?"
    )
    postcode = (
        rf"^ *[0-9]{{6}}(?= *[一-龥])(?! *[号弄巷路街楼层室栋幢座{HAN}])"
        r"|^ *(?:[0-9]{3}|[0-9]{5,6})(?= *(?:台湾|[一-龥]{2}[省市县]))"
        r"|(?<=[^0-9] |.[号室_])[0-9]{6}(?= *$)"
        rf"|(?:{any_of('postcode')})[: ]*[0-9]{{6}}(?![0-9])"
    )
    identity = r"(?:身份证(?:号码|号)?[: ]*)?(?<![0-9])[1-9][0-9]{16}[0-9X](?![0-9])"
    person = (
        rf"(?:{any_of('person')})(?!委)[: ]*[一-龥·]{{2,4}}(?=[ ,;|]|$)"
        r"|(?:(?![号室楼户层幢栋座院村组])[一-龥]){1,3}(?:先生|女士)(?:收|(?=[ ,;|0-9]|$))"
        rf"|^ *(?P<it>[一-龥]{{2,4}})[ ,;]*(?={phone})"
    )
    label = rf"(?:^|(?<=[|,; ]))(?:{any_of('label')}) *[:是为]? *"
    found = (
        ("rest", f"[{_FOREIGN}]", rf"[A-Z0-9_/]*(?:[{_FOREIGN}]+[A-Z0-9_/|]*)+"),
        ("label", ":", _TITLE),
        ("rest", ":", _SECOND),
        ("note", r"\(", r"\((?:[^()]|\([^()]*\))*\)?"),
        ("person", "[0-9]{17}", identity),
        ("person", rf"[{_last_of('person')}生士]|[0-9]{{7}}", person),
        ("phone", "[0-9]{6}", phone),
        ("postcode", "[0-9]{3}", postcode),
        ("note", f"[{_last_of('note')}]", any_of("note")),
        ("label", f"[{_last_of('label')}]", label),
        ("distance", r"[米里+]", _FAR),
        ("relative", "环", _RINGS),
        ("note", "原", _FORMER),
        ("rest", r"[0-9]{6}|[0零〇][号弄]|(?<![0-9])0[^0-9]|\.", _NO_DOOR),
    )
    return tuple((kind, re.compile(gate), re.compile(of)) for kind, gate, of in found)
