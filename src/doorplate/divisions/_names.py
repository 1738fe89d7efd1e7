"""Which spellings are forms of one name."""

import re

_COMMITTEE = re.compile(
    r"(?:村民委员会|村委会|社区居民委员会|社区居委会|居民委员会|居委会|社区|嘎查委员会|嘎查|村)$"
)
_TOWN = re.compile(r"(?:街道办事处|街道办|街道|地区办事处|地区|镇|民族乡|乡|民族苏木|苏木)$")


def village_stem(name: str) -> str:
    """The name without one designator: 营上村委会, 营上村 → 营上; 田寺村村 → 田寺村.

    >>> village_stem("多福巷社区居委会"), village_stem("赵村"), village_stem("村")
    ('多福巷', '赵', '村')
    """
    stem = _COMMITTEE.sub("", name)
    return stem or name


def town_stem(name: str) -> str:
    """The name without its designator: 普集街道办事处 → 普集; 中关村 stays."""
    stem = _TOWN.sub("", name)
    return stem if len(stem) > 1 else name
