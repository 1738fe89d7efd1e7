"""The pattern that finds the next sign in the tail of an address.

A sign is a number with its designator, an ending that closes a name, or a mark between
elements. What stands before a sign is the name that the sign closes. All signs are alternatives
of one pattern, so one pass over the text finds them; which alternative matched is the rule to
apply (see `_tail`).
"""

import re
from functools import cache

from doorplate._numerals import DIGITS, HAN, STEMS, ZH, N
from doorplate._rows import ALSO, DOOR, LETTERS, MARKS, MOST, SERIES, SUB, TO
from doorplate.normalize._lexicon import any_of, lexicon

NOT_A_NAME = "(?![村路街巷社乡镇庄寨屯])"
"""五楼村, 三层街: a numeral with a designator that goes on as a name is part of the name."""

_SIGN = f"[,{ALSO}{TO}]"
"""What stands between two places of a list or a row."""

_SUB = (
    rf"(?:附{DIGITS}(?:[A-Z](?![A-Z0-9幢栋座#-]))?(?![0-9]*(?:号楼|[幢栋]))|[副增之]第?{N}|附第?{ZH}"
    rf"|[-{TO}]{DIGITS}(?![0-9]*(?:号?[幢栋座楼]|[层单室#店铺]|-[0-9])))"
)
_NO_DOOR = "(?![楼幢栋座厂住写商房室铺店门线])"
_NO_NAME = f"$|[^一-鿿-]|[号旁对隔斜院附副增之{ALSO}{HAN}]"
"""What may stand behind a mark of a door: 12号甲、乙公司 is 乙公司 at 12号甲."""
_ONE_MORE = (
    rf"[,{ALSO}/]{DIGITS}号{_NO_DOOR}(?:[{STEMS}](?![幢栋座单]))?"
    rf"|(?<=[0-9号][{STEMS}])(?:[,{ALSO}][{STEMS}](?={_NO_NAME}|商?铺|门面|店))+号?"
    rf"|(?<=[0-9号][A-D])(?:[,{ALSO}][A-Z](?![A-Z0-9#])(?={_NO_NAME}))+号?"
)
"""12号、14号, 12号/14号: another door of the street; 3号甲、乙."""
_PLACE = (
    rf"(?:第|负)?(?:(?:{LETTERS}-?)?{DIGITS}[A-Z]?|{LETTERS}(?![A-Z0-9])|(?<![{HAN}]){ZH})"
    rf"(?:-{DIGITS}[A-Z]?)?"
)
_SIDES = "东西南北中前后"
_MARKED = (
    rf"(?:(?<![A-Z])[A-Z](?:[,{ALSO}{TO}/-][A-Z](?![A-Z0-9])){{1,9}}"
    rf"|(?<![{HAN}])[{STEMS}](?:{_SIGN}?[{STEMS}]){{1,9}}"
    rf"|[{_SIDES}](?:{_SIGN}[{_SIDES}]){{1,3}}|东西|南北)"
    rf"(?:号?[幢栋座]|号?楼{NOT_A_NAME}|号?单元|号?[室户](?![一-鿿]?[村屯街路巷]))"
)
"""A、B座, 甲、乙栋, 东、西单元: places that bear marks, before the word for what they are."""
_PLACES = rf"{_PLACE}(?:{_SIGN}{_PLACE}){{1,{MOST}}}"
"""1、2 or 1至3, before the word for what they are."""
_DOORS = rf"{DOOR}(?:号?{_SIGN}(?:(?:{'|'.join(SERIES)})?{DOOR}|号?{SUB}|{MARKS})){{1,{MOST}}}"
_OF_A_SERIES = "|".join([f"(?<={one}){DIGITS}号?-{{1,3}}{one}{DIGITS}" for one in SERIES])
"""临1-临5号: a row, each end with its word."""
_NO_MORE = "(?![0-9A-Z#-]|号?[幢栋座楼单层室户铺店梯门排组邻])"
_MORE_SUBS = (
    rf"(?:号?(?:{_SIGN}|-(?=附))(?:[附副增之-]第?{N}|[0-9]{{1,2}})){{1,{MOST}}}{_NO_MORE}"
)
_SUBS = rf"[附副增]{N}(?:{_MORE_SUBS}|-{DIGITS}{_NO_MORE})"
"""附1至附5, 附1、5, 附1-5: several sub-numbers."""

_NAMED_BY = (
    "(?:(?:19|2[0-2])世纪|[0-9]{1,2}(?:小时|分钟|年代|度(?!假)|D(?=打印)"
    "|天(?=[一-鿿]{0,3}(?:酒店|宾馆))))"
)
"""21世纪, 85度C, 7天酒店, 24小时店: a count that is a name, and no place of a house."""
_WITH_POINT = (
    "[0-9]{1,2}(?![0-9])(?![号室栋幢座楼层单户弄巷门米公千年月度街路期区排组队社间])[一-鿿]{2}"
)
"""2.5产业园, 1+1大厦: names with a point or a plus, by what stands behind it."""
ENGLISH = re.compile(r"(NO|ROOM|RM|FLOOR|BUILDING|BLOCK|LANE)[. ]*")
_EXIT = "(?:出入|[出入])口(?!加工|贸易|商品|部|公司|处)"
_MOUTH = "(?![0-9腔岸袋罩])"
_SIGNS = {
    "crowd": rf"(?:{DIGITS}号?{_SIGN}){{{MOST + 1},}}{DIGITS}[号楼幢栋座室层单元组弄巷排]*",
    "english": (
        rf"(?<![A-Z])(?:NO[. ]*(?={DIGITS})|(?:ROOM|RM|FLOOR|BUILDING|BLOCK|LANE)[. ]*)"
        rf"(?:{DIGITS}[A-EG-Z]?|[A-Z])(?![A-Z0-9])[号室楼弄]?"
    ),
    "numroad": (
        rf"{N}号(?:大街|大道|公路|支路|路|街(?!坊|区)|桥)|{DIGITS}支路|[GSXYK]?{DIGITS}(?:国道|省道|县道|乡道)"
        r"|(?:[GSXY][0-9]{1,4}|G[0-9]{1,2}[NESW][0-9]?)(?:[一-鿿]{2,4}?高速(?:公路)?|高速|(?:连接)?线)"
    ),
    "line": rf"(?:地铁)?[A-Z]?{N}号线",
    "marked": _MARKED,
    "several": (
        rf"{_PLACES}(?:号?[幢栋座]|号楼(?!上(?!海)|[下房])|#(?!单元)楼?|号?单元|门(?![口市面牌诊店卫])|排|号?(?:层|楼){NOT_A_NAME}"
        rf"|(?:村民|居民|村)?小组|[村居]民组|组(?!团)|生产队|队|社(?![区会村路街巷])|号?室|户(?![一-鿿]{{0,2}}[村屯街路巷])|条(?!街|市场|小学|桥)|号?(?:支?弄|巷(?![口子])))"
        rf"|(?<![0-9-]){DIGITS}-{DIGITS}(?:村民小组|村民组|居民组|小组|组(?!团)|生产队|队(?!伍)|社(?![区会村路街巷])|排)"
    ),
    "group": (
        rf"第?{N}(?:村民小组|居民小组|村小组|村民组|居民组|小组|组(?!团)|生产队|[大小]?队|社(?![区会村路街巷])"
        rf"|连(?=[0-9{HAN} ,|]|平房|$))|(?:[A-Z]-)?{N}邻"
        r"|村民小组|居民小组|村民组|居民组"
        r"|(?:小组|组(?!团))(?=$|[0-9 ,|\]]|[一-鿿]{2,3}[路街巷])"
    ),
    "box": rf"第?{N}号?(?:邮政)?(?:专用)?信箱|{N}号?分箱|信箱第?{DIGITS}(?:-{DIGITS})*号?",
    "gate": rf"{N}号(?:门(?![口前卫牌面店诊市])|[电货客]梯|大厅|展厅|窗口)",
    "exit": (
        rf"(?:{DIGITS}[A-Z]?|{LETTERS}[0-9]?|{ZH}(?=号))(?:号?{_EXIT}|号口{_MOUTH})"
        rf"|{LETTERS}[0-9]?口{_MOUTH}"
    ),
    "lane": (
        rf"{N}号?(?:支?弄|衖|胡同|小?巷(?![口子]))|{ZH}条(?!街|市场|小学|桥)"
        rf"|[0-9]{{1,2}}条(?=[0-9]{{1,4}}号|[-,{ALSO}{TO}][0-9]{{1,2}}条|$)"
    ),
    "rank": rf"第?{N}排|[A-Z]排",
    "aisle": rf"{DIGITS}街(?!坊|区)",
    "building": (
        rf"第?(?:(?:(?:{LETTERS})?{DIGITS}[A-Z]?(?:-{{1,3}}|[{TO}]))?(?:{LETTERS}-?)?{DIGITS}[A-Z{STEMS}]?|{ZH}|[A-Z]{{1,2}}"
        rf"|(?<![{HAN}])[{STEMS}](?:{DIGITS}|{ZH})(?=号)|[{STEMS}])"
        r"(?:号住宅楼|号写字楼|号商务楼|号厂房|号展?馆(?!子)|号库(?![尔伦房存])|号楼(?!上(?!海)|[下房])|号[幢栋座]|[幢栋橦座]|#(?!单元)楼?)(?:楼(?![下上梯道]))?"
        rf"|{DIGITS}[撞懂憧]|(?<![0-9{HAN}号厦楼心场])[{STEMS}]{N}楼{NOT_A_NAME}|附{N}(?:号楼|[幢栋])"
        rf"|(?:{LETTERS})?{DIGITS}-[A-Z](?:[幢栋座]|号楼)"
        rf"|[东西南北主副裙前后](?:楼|[幢栋座]|塔楼)|(?<![A-Z])[A-Z](?:塔?楼|塔)|{DIGITS}[A-EG-Z]楼{NOT_A_NAME}|{N}楼(?=第?(?:[1-9][0-9]?|{ZH})单元)"
        rf"|(?<!号){DIGITS}楼(?=[1-9][0-9]?门(?![口市面牌诊店卫]))"
        rf"|(?<=[厦楼场心])[东西南北]塔(?![路街巷村区])"
    ),
    "below": rf"(?:负|地下){N}-{DIGITS}(?![0-9]*[层楼])号?室?",
    "row": (
        rf"(?!{_DOORS}号{_NO_DOOR})(?:(?:{LETTERS})?{DIGITS}[A-Z]?|{LETTERS}(?=[-/{TO}][A-Z]?[0-9]))"
        rf"(?:(?:-{{1,3}}|[/{TO}])(?:[A-Z]{{0,2}}{DIGITS}[A-Z]?|[A-Z](?![A-Z])|[{STEMS}](?=-)))+"
        r"(?:号?[室户房楼]|号?商铺|号?铺面?|号?档口?|[号层]|单元)?"
    ),
    "side": r"(?<=[0-9元])-?[东西南北中](?=$|[ ,|\])])",
    "unit": (
        rf"第?(?:{DIGITS}#?|[A-Z]|{ZH})号?(?:单元号?|梯)|(?:{LETTERS}{DIGITS}|{DIGITS}[A-Z])单元|(?:[0-9]{{1,2}}|[A-Z])门(?![口市面牌诊店卫])"
        rf"|[东西中南北{STEMS}]单元|(?:[0-9]{{1,2}}|{ZH})单(?=[0-9 ,|-]|$|{N}[层楼])"
    ),
    "tower_floor": (
        rf"(?<![A-Z])(?:(?:[AC-EH-KN-Z]-?{DIGITS}|[A-Z]{{1,2}}-?[0-9]{{2,}})层"
        rf"|(?:[AC-Z]-?{DIGITS}|B-?[0-9]{{2,}})楼{NOT_A_NAME})"
    ),
    "floor": (
        rf"(?:负|(?<![A-Z])(?:B|[FGLM](?=[0-9]层))|(?<![层楼F])-|地下|第|[吊假]|平街)?{N}(?:层|楼|F层|F(?![A-Z室户])){NOT_A_NAME}"
        rf"|(?<![A-Z]){DIGITS}[A-EG-Z]层{NOT_A_NAME}"
        r"|底层|顶层|首层|底楼|顶楼|地下室|夹层|吊层|平街层|架空层"
    ),
    "room": (
        rf"(?![0-9]S店){DIGITS}室-[0-9]{{1,2}}(?![0-9室户])|(?![0-9]S店)(?:{LETTERS}-?)?(?:{DIGITS}[A-Z][0-9]{{1,2}}|{DIGITS}[A-Z]?(?:[-{TO}]{DIGITS})?)"
        r"(?:号?房间|号?(?:[室户]|铺面?|房(?![管产地屋]))|号?商铺|办公室|号?店铺|号店面?|店面?"
        r"|号?卡(?![一-鿿])|号?[商铺摊床车]位|号?档口?(?!案)|号?门面房?|号?营业房|号?储藏室)"
        rf"|第?(?![百千万]+户|{ZH}[户房][一-鿿]{{0,2}}[村屯街路巷]){ZH}[室房户]|第{DIGITS}[室房户卡]"
        r"|[A-Z][室户]|(?<=[层楼])(?<!号楼)[左右东西南北中](?:(?=$|[ ,|\])])|[户室])"
        rf"|[东西中]户|(?<=元)[东西南北中]室|(?<![号{HAN}])[{STEMS}][室户]"
    ),
    "number": (
        rf"(?:{_DOORS}号{_NO_DOOR}|{N}(?:[{STEMS}]?号?[{STEMS}]?[附副增之]第?|号-){N}{_MORE_SUBS}号?"
        rf"|(?:{_OF_A_SERIES})号(?![楼幢栋座])"
        rf"|(?:(?<![{HAN}])[{STEMS}](?:[0-9]{{1,5}}|{ZH})|(?:{LETTERS})?{DIGITS}[A-Z{STEMS}]?|第{N}(?=号)|{ZH}[{STEMS}]?)"
        rf"(?:[-,{TO}]{DIGITS}|-[{STEMS}](?=号)|(?<=[0-9][{STEMS}]){DIGITS}(?![0-9]*号?[楼幢栋座])|[附副增之]{N}|[至到]{ZH}(?=号)){{0,{MOST}}}"
        rf"号(?!线|地块|街(?:坊(?!邻)|区)|井(?![冈陉街巷])))(?:(?!{_MARKED})(?:[{STEMS}](?![幢栋座单])|[A-D](?![A-Z0-9幢栋座单区仓馆厂楼#-]|大厦)|[E-Z](?=[附副增之院旁对隔斜]|$|[^A-Z0-9一-鿿#-])))?(?:{_SUB}号?|{_ONE_MORE})*院?"
    ),
    "sub": rf"{_SUBS}号?|[附副增]{N}(?:[A-Z](?![A-Z0-9幢栋座#-]))?号?",
    "phase": (
        rf"{N}号?街(?:坊(?!邻)|区)|(?:{DIGITS}|{ZH}|[A-Z])[期区]|[东南西北中]区(?![0-9]*[路街])"
    ),
    "after_floor": rf"之{N}(?:[-{TO}]{DIGITS})?号?",
    "bare": (
        r"[0-9]{1,2}[A-Z][0-9]{2}(?![0-9A-Z号]|-[0-9]{1,2}(?![0-9A-Z]))"
        rf"|(?!{_NAMED_BY}|[0-9]{{1,3}}[.+]{_WITH_POINT}|(?<=[0-9][.+]){_WITH_POINT})(?:{LETTERS})?{DIGITS}"
        rf"(?:[A-Z](?![A-Z])|[{STEMS}](?=$|[ ,|])|(?![0-9]*(?:ST|ND|RD|TH)(?![A-Z])))"
    ),
}


_BEGINS = (
    rf"[0-9A-Z]|[{HAN}]{{1,7}}[万{STEMS}号邮专信分村居小组生大队社连邻支弄衖胡巷条排幢栋橦座#单梯层楼F室房户期区附副增之,{TO}-]"
    rf"|[东西南北中主副裙前后](?:[楼幢栋座塔单户区,{ALSO}{TO}]"
    rf"|[西北][幢栋座楼号单室户]|(?<=[0-9元].)(?:$|[ ,|\])]))"
    rf"|第[0-9A-Z{HAN}{STEMS}]|[附副之负-][0-9{HAN}东西南北中]"
    rf"|[{STEMS}][0-9{HAN}号幢栋橦座#单,{ALSO}{TO}{STEMS}]|小?组|[村居]民|地[下铁]|[底顶首夹吊假平架][0-9{HAN}层楼街空]|信箱|[{STEMS}][室户]"
    rf"|(?<=[层楼元])[左右东西南北中]"
)
"""What the signs above begin with: nothing else needs to be compared with them."""
_ALONE = (
    rf"{DIGITS}(?:[^0-9A-Z{STEMS}号村居小组生大队社连邻支弄衖胡巷排街幢栋橦座撞懂憧#单梯层楼室房户期区附副增之国省县乡门"
    rf"商办店铺摊档床车营储邮专信分条出入口卡委,/{ALSO}{TO}-]|$)"
)
"""A number and nothing behind it that may be its designator."""
_PLAIN_NUMBER = (
    rf"{DIGITS}号(?![大公支路街桥线门口出入邮专信分井床车卡摊档营储弄衖胡小巷住写商厂楼幢栋座单梯房室户铺店馆库展"
    "电货客窗])"
)
"""12号, and nothing behind it that makes another sign of it."""
_PLAIN = (
    rf"{_PLAIN_NUMBER}(?![{STEMS}A-Z附副增之院地,/{ALSO}{TO}-])|{DIGITS}(?:室(?!-[0-9])|层{NOT_A_NAME}|单元(?!号)"
    rf"|号楼(?!上(?!海)|[下房楼])|[幢栋座](?!楼)|楼{NOT_A_NAME}(?!第?(?:[1-9][0-9]?|{ZH})单元|[1-9][0-9]?门))"
    r"|(?<![A-Z])[A-Z][幢栋座](?!楼)"
)
"""12号, 502室, 3层, 2单元, 5号楼: no sign but one matches there, and no more than this."""
_PLAIN_SIGNS = {"号": "number", "室": "room", "层": "floor", "楼": "floor", "单元": "unit"} | (
    dict.fromkeys(("号楼", "幢", "栋", "座"), "building")
)
"""The sign that a plain one is, by its word."""


def plain_sign(written: str) -> str:
    """The key of the sign that a plain one is.

    >>> plain_sign("12号"), plain_sign("5号楼"), plain_sign("B座")
    ('number', 'building', 'building')
    """
    return _PLAIN_SIGNS[written.lstrip(_COUNTS)]


_COUNTS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_ENDINGS = ("town", "village", "zone", "compound", "road", "lane", "intersection", "relative")
_STOP = r"$|[ ,|()\[\]]"
_CROSSES = "与|附近|交[叉汇口界]"
_MORE = (
    r"(?<=[一二三四五六])环(?![东南西北中辅]{0,2}[路线街道桥]|辅?段|[城岛保形境球新])"
    rf"|线(?=[0-9]|{_STOP}|{_CROSSES})|道(?=[东南西北中]?[A-Z]?[0-9]|[{HAN}]{{1,4}}号|[东南西北中]段|{_STOP}|{_CROSSES})"
)
"""Endings of roads that are endings only before a number, a segment or nothing."""

SEGMENT = re.compile(
    rf"(?:[东南西北中上下前后]|[东南西北中]?{N})段|(?<=道)[东南西北中](?=[0-9])"
    rf"|(?<=[路街道])[一-鿿]{{2}}段(?=[0-9])|(?<=大道)[东南西北中](?={_STOP}|{_CROSSES}|[入出]口)|(?<=道)中(?={_STOP})"
)
"""二环南路西段, 民權東路六段, 广州大道中289号: a segment belongs to its road."""


_MARK = (
    rf"(?:[ ,、;:_/|()\[\]*'\"!?&-]|[.+](?!(?<=[0-9][.+]){_WITH_POINT})"
    rf"|(?<=[号室])[{TO}](?=[0-9]))+"
)


@cache
def signs() -> re.Pattern[str]:
    """The one pattern; the name of the group that matched is the rule.

    What `ending` matched is a word of the lexicon: `ending_of` says of which list; what
    `plain` matched is another sign: `plain_sign` says which.
    """
    crowd, *signs, bare = [f"(?P<{key}>{pattern})" for key, pattern in _SIGNS.items()]
    number = list(_SIGNS).index("number") - 1
    others, numbers = "|".join(signs[:number]), "|".join(signs[number:])
    numbered = rf"(?!{_ALONE})(?:{crowd}|(?!{_PLAIN_NUMBER})(?:{others})|{numbers})|{bare}"
    return re.compile(
        rf"(?P<plain>{_PLAIN})|(?={_BEGINS})(?:{numbered})"
        rf"|(?P<ending>{any_of(*_ENDINGS)}|{_MORE})|(?P<mark>{_MARK})"
    )


@cache
def plain_street() -> re.Pattern[str]:
    """文三路 before a number: a name in which no sign begins, and its ending.

    No rule of the street looks at more: names of four characters may hold a place, 距 says
    how far away, behind 12段 the segment belongs to the street.
    """
    begins = rf"{_BEGINS}|{any_of(*_ENDINGS)}|{_MORE}|{_MARK}"
    character = rf"(?!{begins})[一-鿿]"
    behind = "(?:大道|大街|路|街)(?=[0-9])"
    return re.compile(
        rf"(?=[一-鿿]{{2,3}}{behind})(?!距)(?:{character}){{2,3}}{behind}(?!{SEGMENT.pattern})"
    )


@cache
def ending_of() -> dict[str, str]:
    """Ending → the list it stands in; the first of several."""
    roads = {"线": "road", "道": "road", "环": "road"}
    return {word: key for key in reversed(_ENDINGS) for word in lexicon()[key]} | roads
