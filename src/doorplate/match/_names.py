"""How two spellings of a name differ: one edit with its kind, or nothing to say.

A single edit is classified by what the hand or ear confuses (same sound, same look, two
characters swapped, one dropped). Contrast characters and numerals are never typing errors:
东李庄 and 西李庄, 三里铺 and 五里铺 are different places. Nor does likeness say much between
two characters that names are commonly made of: 李家沟 and 李家洼, 冯楼 and 马楼 may well both
be real.
"""

from functools import lru_cache
from typing import NamedTuple

from doorplate._alike import looks_alike, often_in_names, sounds_alike
from doorplate.address import Level
from doorplate.script import simplified

__all__ = ["CONTRAST", "VETOES", "core", "edit_of"]

CONTRAST = frozenset("东西南北中上下大小前后左右新老旧内外")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千甲乙丙丁戊己庚辛壬癸0123456789") | frozenset(
    map(chr, range(ord("A"), ord("Z") + 1))
)
VETOES = frozenset({"contrast", "numeral"})
_UNSURE = frozenset({"shape", "near_sound"})
"""Rules that say nothing where one character is all of a name."""
_PAIR = 2
_STRAIN = {"homophone": 0, "shape": 0, "swapped": 0, "dropped": 1, "near_sound": 1}
_UNEXPLAINED = 3

_ENDINGS = {
    Level.PROVINCE: ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"),
    Level.CITY: ("地区", "市", "盟"),
    Level.DISTRICT: ("新区", "县", "區", "区", "市", "旗"),
    Level.TOWN: ("街道办事处", "街道办", "街道", "镇", "鎮", "乡", "鄉"),
    Level.VILLAGE: (
        "社区居民委员会", "居民委员会", "村民委员会", "社区居委会", "居委会", "村委会",
        "行政村", "社区", "村", "里",
    ),
    Level.HAMLET: ("自然村", "村"),
    Level.COMPOUND: ("住宅小区", "小区", "院"),
}  # fmt: skip


class Edit(NamedTuple):
    """One edit between two names: its rule, and the characters left and right."""

    rule: str
    left: str
    right: str


@lru_cache(maxsize=262_144)
def core(level: Level, name: str) -> str:
    """A name without the word for what it is, in simplified script.

    >>> core(Level.VILLAGE, "营上村委会"), core(Level.VILLAGE, "赵村"), core(Level.TOWN, "镇")
    ('营上', '赵', '镇')
    """
    name = simplified(name)
    for ending in _ENDINGS.get(level, ()):
        if name.endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)]
    return name


def with_word(level: Level, stem: str, text: str) -> str:
    """A name with the word for what it is as it stands in a text; "" where there is none.

    >>> with_word(Level.VILLAGE, "营上新", "普集镇营上新村西街")
    '营上新村'
    """
    _, stem, behind = text.partition(stem)
    words = _ENDINGS.get(level, ()) if stem else ()
    return next((stem + word for word in words if behind.startswith(word)), "")


@lru_cache(maxsize=262_144)
def edit_of(a: str, b: str) -> Edit | None:
    """The single edit that turns `a` into `b`; None where they are equal or further apart.

    Rules: `homophone`, `near_sound`, `shape`, `swapped`, `dropped`, `direction` (东 dropped),
    `counted` (三 dropped), `other`, and the vetoes `contrast` (东 for 西) and `numeral`.

    >>> edit_of("营上", "莹上").rule, edit_of("东李庄", "西李庄").rule
    ('homophone', 'contrast')
    >>> edit_of("李庄", "李家庄").rule, edit_of("李庄", "东李庄").rule
    ('dropped', 'direction')
    """
    _, left, right = _middles(a, b)
    more, less = len(left), len(right)
    if more == less == 1:
        edit = _substitution(left, right)
        whole = len(a) == 1 and edit.rule in _UNSURE
        return edit._replace(rule="other") if whole else edit
    if more + less == 1:
        return Edit(_insertion(left or right, a, b), left, right)
    if more == less == _PAIR and left == right[::-1]:
        return Edit("numeral" if {*left} <= _NUMERALS else "swapped", left, right)
    return None


def edits_of(a: str, b: str, most: int) -> list[Edit] | None:
    """The fewest edits that turn `a` into `b`, if no more than `most`.

    >>> [e.rule for e in edits_of("莹上东街", "营上冬街", 2)]
    ['homophone', 'homophone']
    """
    if a == b:
        return []
    if abs(len(a) - len(b)) > most:
        return None
    if most <= 1:
        edit = edit_of(a, b) if most else None
        return [edit] if edit else None
    start, left, right = _middles(a, b)
    tried = []
    for x, y in ((1, 1), (1, 0), (0, 1), (2, 2)):
        head, other = left[:x], right[:y]
        if len(head) < x or len(other) < y or (x > 1 and not _turned(head, other)):
            continue
        turned = head[::-1] if x > 1 else other
        changed = a[:start] + turned + a[start + x :]
        rest = edits_of(changed, b, most - 1)
        first = None if rest is None else edit_of(a, changed)
        if rest is not None and first is not None:
            tried.append([first, *rest])
    return min(tried, key=_strain, default=None)


def _strain(edits: list[Edit]) -> tuple[int, int]:
    """How many edits, and how little hand and ear explain them."""
    return len(edits), sum(_STRAIN.get(edit.rule, _UNEXPLAINED) for edit in edits)


def _turned(a: str, b: str) -> bool:
    """Whether two characters stand in the other order, one of them perhaps miswritten."""
    return a[0] == b[1] or a[1] == b[0]


def _middles(a: str, b: str) -> tuple[int, str, str]:
    """Where two names begin to differ, and what they are from there to their common end."""
    start, end, other = 0, len(a), len(b)
    shortest = min(end, other)
    while start < shortest and a[start] == b[start]:
        start += 1
    while end > start < other and a[end - 1] == b[other - 1]:
        end, other = end - 1, other - 1
    return start, a[start:end], b[start:other]


@lru_cache(maxsize=65_536)
def _substitution(x: str, y: str) -> Edit:
    return Edit(_substituted(x, y), x, y)


def _substituted(x: str, y: str) -> str:
    if x in CONTRAST and y in CONTRAST:
        return "contrast"
    if x in _NUMERALS and y in _NUMERALS:
        return "numeral"
    sounds = sounds_alike(x, y)
    if sounds == "same":
        return "homophone"
    common = often_in_names(x, y)
    if not common and looks_alike(x, y):
        return "shape"
    if x in _NUMERALS or y in _NUMERALS:
        return "numeral"
    return "near_sound" if sounds and not common else "other"


def _insertion(char: str, a: str, b: str) -> str:
    if char in CONTRAST:
        return "direction"
    if min(len(a), len(b)) < 1:
        return "numeral"
    return "counted" if char in _NUMERALS else "dropped"
