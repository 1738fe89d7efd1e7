"""Characters that are taken for one another: by their sound, or by their strokes.

Sounds are toneless readings (pypinyin), strokes and parts of simplified characters
(fuzzychinese); both tables are built by `tools/build_confusable.py`.
"""

from functools import cache, lru_cache
from importlib.resources import files

_LANDFORMS = frozenset("山岭岗坡坪塬垣峪沟坑洼川河湾淀湖塘池泉井滩港渠堰坝桥口关台洞崖峰园林")
_SETTLEMENTS = frozenset("村庄营寨堡屯店铺集场镇城围圩楼房院宅屋窑庙寺塔墩门")
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "付苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯"
)
_COMMON = (_LANDFORMS | _SETTLEMENTS, _SURNAMES)
_ALIKE = 0.8
_PART_BONUS = 0.4


def sounds_alike(x: str, y: str) -> str:
    """`same` for one toneless reading, `near` for readings that dialects merge, else empty.

    >>> sounds_alike("功", "攻"), sounds_alike("陈", "程"), sounds_alike("李", "张")
    ('same', 'near', '')
    """
    (same, near), (other, other_near) = _sounds(x), _sounds(y)
    if not same.isdisjoint(other):
        return "same"
    return "" if near.isdisjoint(other_near) else "near"


@lru_cache(maxsize=65_536)
def looks_alike(x: str, y: str) -> bool:
    """Whether two characters look alike: strokes in nearly the same order, shared parts.

    >>> looks_alike("营", "莹"), looks_alike("未", "末"), looks_alike("李", "张")
    (True, True, False)
    """
    from rapidfuzz.distance import Indel  # noqa: PLC0415  # the package loads without it

    left, right = _strokes(x), _strokes(y)
    if not left[0] or not right[0]:
        return False
    alike = Indel.normalized_similarity(left[0], right[0])
    shared = sum(_weight(part) for part in left[1] & right[1])
    most = max(1, min(len(left[0]), len(right[0])))
    return alike + _PART_BONUS * min(1.0, shared / most) >= _ALIKE


def often_in_names(x: str, y: str) -> bool:
    """Whether names are commonly made of both: surnames, landforms and words for settlements.

    >>> often_in_names("王", "杜"), often_in_names("沟", "洼"), often_in_names("营", "莹")
    (True, True, False)
    """
    return any(x in kind and y in kind for kind in _COMMON)


def _weight(part: str) -> int:
    return len(_strokes(part)[0]) or 3


@lru_cache(maxsize=32_768)
def _sounds(char: str) -> tuple[frozenset[str], frozenset[str]]:
    """Readings of a character, and the same with what dialects merge."""
    found = [line for line in _readings() if char in line[2]]
    return frozenset(line[0] for line in found), frozenset(line[1] for line in found)


@cache
def _readings() -> list[list[str]]:
    lines = _text("sounds.tsv").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@lru_cache(maxsize=32_768)
def _strokes(char: str) -> tuple[str, frozenset[str]]:
    """Strokes of a character in writing order, and its parts; nothing where unknown."""
    table = _strokes_text()
    start = table.find(f"\n{char}\t")
    if start < 0:
        return "", frozenset()
    _, order, parts = table[start + 1 : table.index("\n", start + 1)].split("\t")
    return order, frozenset(parts)


@cache
def _strokes_text() -> str:
    return _text("strokes.tsv")


def _text(name: str) -> str:
    return files("doorplate.data").joinpath(name).read_text(encoding="utf-8")
