"""Short forms of division names, and village names freed from their committees."""

import re
from collections import Counter
from collections.abc import Iterable

_ETHNIC = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜"
    "|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒"
    "|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_PEOPLES = re.compile(rf"(?:(?:{_ETHNIC})族|蒙古|柯尔克孜|哈萨克)+$")
_ENDINGS = {
    "province": (
        "维吾尔自治区",
        "壮族自治区",
        "回族自治区",
        "特别行政区",
        "自治区",
        "省",
        "市",
    ),
    "city": ("自治州", "地区", "盟", "市", "县"),
    "district": ("自治县", "自治旗", "林区", "特区", "新区", "县", "区", "市", "旗"),
    "town": ("街道办事处", "街道", "民族乡", "民族苏木", "镇", "乡", "苏木", "地区"),
}
_AUTONOMOUS = ("自治州", "自治县", "自治旗", "民族乡", "区", "乡", "自治区")


def short(name: str, level: str) -> str:
    """The name without its designator; the whole name where one character would be left.

    呼伦贝尔市 → 呼伦贝尔, 双江拉祜族佤族布朗族傣族自治县 → 双江, 城区 → 城区.
    """
    for ending in _ENDINGS.get(level, ()):
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            stem = name[: -len(ending)]
            bare = _PEOPLES.sub("", stem) if ending in _AUTONOMOUS else stem
            return bare if len(bare) >= 2 else stem.removesuffix("族")
    return name


_BRACKET = re.compile(r"[（(].*$")
_COMMITTEE = (
    (re.compile(r"嘎查(?:村民)?委员?会$"), "嘎查"),
    (re.compile(r"社区(?:村民|居民|家属)?(?:居民|家|居)?委(?:员?会+|员)?$"), "社区"),
    (re.compile(r"(?:居民|居)(?:居)?委(?:员?会+|员)?$"), "居委会"),
    (re.compile(r"村民?委(?:员?会+|员)?$"), "村"),
)


def split_village(raw: str) -> tuple[str, str]:
    """(base, form) of a raw village name: 营上村委会 → (营上, 村)."""
    name = _BRACKET.sub("", raw) or raw
    for pattern, form in _COMMITTEE:
        match = pattern.search(name)
        if match and match.start() > 0:
            return name[: match.start()], form
    for form in ("社区", "嘎查", "村"):
        if name.endswith(form) and len(name) > len(form):
            return name[: -len(form)], form
    return name, ""


def doubling(raws: Iterable[str]) -> bool:
    """Whether these villages are listed as 牌坊村村委会 (name, then the whole committee word).

    Where most are listed as 营上村委会, a 田寺村村委会 among them really is 田寺村村.
    """
    count = Counter(
        base.endswith("村")
        for raw in raws
        for base, form in [split_village(raw)]
        if form == "村" and not raw.endswith("村")
    )
    return count[True] * 3 > count[True] + count[False]


def village_name(raw: str, *, doubled: bool) -> str:
    """The place's name with one designator, in the form its source uses for its kind."""
    base, form = split_village(raw)
    if base.endswith(form) and form and (form != "村" or (doubled and not raw.endswith("村"))):
        return base
    return base + form


_TRADITIONAL = (
    "縣鄉鎮區臺義內愛樂萬橋雙貢峽樹鶯莊蘆門蘭頭員結蘇東豐關園壢龍楊觀龜灣獅後裡館霧烏岡勢棲壇興線鹽國間"
    "魚腳雲庫崙麥長歸廟學營蓮彌鳳鳥濃瑪島馬嶼來巒頂邊車恆濱達壽復榮華羅壯銅鑼寶橫滿綠連寧坵圍將"
)
_SIMPLIFIED = (
    "县乡镇区台义内爱乐万桥双贡峡树莺庄芦门兰头员结苏东丰关园坜龙杨观龟湾狮后里馆雾乌冈势栖坛兴线盐国间"
    "鱼脚云库仑麦长归庙学营莲弥凤鸟浓玛岛马屿来峦顶边车恒滨达寿复荣华罗壮铜锣宝横满绿连宁丘围将"
)
_SIMPLER = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def simplified(name: str) -> str:
    """A Taiwan division's name in simplified script; covers exactly the names of the table."""
    return name.translate(_SIMPLER)
