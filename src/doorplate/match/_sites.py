"""Names of estates, houses and those inside them: what is the name, what says only its kind.

Such names are written loosely. 和悦居 and 和悦居小区南门 are one estate; 锦绣苑 and a firm in
it are one place seen from outside and from inside; 梦幻家园 一期 and 二期 are two. The words
for kinds are listed in `data/sites.toml`.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

from doorplate._numerals import to_int
from doorplate.match._fold import fold
from doorplate.match._names import VETOES, edit_of

__all__ = ["Site", "agreement", "digits", "moves_out", "site", "sites_of", "telling"]

_SIDES = "东南西北中前后正左右"
_GATE = re.compile(rf"(?:[{_SIDES}0-9]{{1,3}}号?门口?|[出入]{{0,2}}口|门口)$")
_SECTION = re.compile(rf"第?([0-9A-Z一二三四五六七八九十{_SIDES}]{{1,3}}?)(期|区|苑|组团)$")
_NUMERALS = re.compile("[〇零一二三四五六七八九十]+")
_SHORTEST = 2
_BRANCH, _BRANCH_NAME = "branch", 6
"""溧水分公司 is a branch of the firm named before it, not a name of its own."""
_TELLING = 3
"""So many characters of one name inside another are no chance: 领秀峰 in 中坤领秀峰."""
_ONE = frozenset({"equal", "ending", "akin", "part"})


class Site(NamedTuple):
    """A name taken apart: with and without the words for its kind, the kind, the section."""

    core: str
    name: str
    """The core with the words for its kind."""
    kind: str = ""
    section: str = ""
    stays: bool = True
    """False where the kind is one that moves out and is renamed."""


@cache
def _kinds() -> tuple[dict[str, str], frozenset[str], int]:
    """The kind of every word, the kinds that only stay for a while, the longest word."""
    groups = tomllib.loads(
        files("doorplate.match").joinpath("data", "sites.toml").read_text("utf-8")
    )
    kind = {w: k for group in groups.values() for k, listed in group.items() for w in listed}
    return kind, frozenset(groups["occupant"]), max(map(len, kind))


@lru_cache(maxsize=65_536)
def site(text: str) -> Site:
    """A name taken apart; one that is a word for a kind, or a section alone, has no core.

    >>> site("和悦居小区南门")
    Site(core='和悦居', name='和悦居小区', kind='estate', section='', stays=True)
    >>> site("融晟·公园大地第一期").core, site("融晟·公园大地第一期").section
    ('融晟公园大地', '1期')
    """
    kinds, moving, _ = _kinds()
    name, section = _unsectioned(_GATE.sub("", "".join(filter(str.isalnum, fold(text)))))
    core, kind = name, ""
    while core and (word := _word(core)):
        core, kind = core[: -len(word)], kind or kinds[word]
    return Site(digits(core), digits(name), kind, section, kind not in moving)


def _unsectioned(text: str) -> tuple[str, str]:
    """A name before its section or branch: 春江新城, 1期; 建业银行, 红兴支行."""
    part, section = _SECTION.search(text), ""
    while part and (not part.start() or part.start() >= _SHORTEST):
        text, section = text[: part.start()], f"{digits(part[1])}{part[2]}{section}"
        part = _SECTION.search(text)
    word = _word(text)
    if _kinds()[0].get(word) != _BRANCH:
        return text, section
    end = 0 if len(text) <= _BRANCH_NAME else len(text) - len(word)
    return text[:end], text[end:] + section


def digits(text: str) -> str:
    """A name with its numerals in digits: 扬子一村 is 扬子1村."""
    return _NUMERALS.sub(lambda run: str(to_int(run[0]) or run[0]), text)


def _word(text: str) -> str:
    """The longest word for a kind at the end of a text that leaves a name, or all of it."""
    kinds, _, longest = _kinds()
    if text in kinds:
        return text
    ends = (text[-n:] for n in range(min(longest, len(text) - _SHORTEST), 0, -1))
    return next((end for end in ends if end in kinds), "")


@lru_cache(maxsize=65_536)
def moves_out(text: str) -> bool:
    """Whether a name is that of a firm or shop, or of its branch, and not of a house.

    >>> moves_out("东海有限公司"), moves_out("武汉分公司"), moves_out("东海大厦")
    (True, True, False)
    """
    kinds, moving, _ = _kinds()
    name = "".join(filter(str.isalnum, fold(text)))
    if name.endswith(_CAMPUSES):
        return False
    return kinds.get(_word(name)) in moving or not site(text).stays


_CAMPUSES = ("校区", "院区", "分院", "分校")
"""Branches that have houses of their own."""


def telling(text: str) -> bool:
    """Whether a text is more than what any place may have: 村委会 is, 地下停车场 is not."""
    found = site(text)
    return bool(found.core) or found.stays


def sites_of(names: Iterable[str]) -> tuple[Site, ...]:
    """Names from wide to narrow, a section that stands alone put to the name before it."""
    found: list[Site] = []
    for one in map(site, names):
        if not one.core and found:
            found[-1] = found[-1]._replace(section=found[-1].section + one.section)
        elif one.core and one not in found:
            found.append(one)
    return tuple(found)


def agreement(left: tuple[Site, ...], right: tuple[Site, ...]) -> str:
    """How names from wide to narrow agree.

    `ending`: the narrowest are one; `akin`: with another word for one kind (东方花园,
    东方小区); `part`: one names a section (二期) and the other none; `inside`: one side goes on
    inside what the other ends with; `shared`: both are in one place and go on to different
    ones; `section`: two sections of one estate; `within`: a name is part of the other; a slip's
    rule; `kind`: one name for two kinds of place; else `conflict`.
    """
    head = _rule(left[-1], right[-1])
    if head in {*_ONE, "inside", "section"}:
        return head
    pairs = [(x, y) for x, y in product(left, right) if _rule(x, y) in {*_ONE, "inside"}]
    if any(x is left[-1] or y is right[-1] for x, y in pairs):
        return "inside"
    return "shared" if pairs else head


@lru_cache(maxsize=65_536)
def _rule(x: Site, y: Site) -> str:
    kin = not x.kind or not y.kind or x.kind == y.kind
    if x.core == y.core:
        rule = _section(x.section, y.section) if kin else "kind"
        return "akin" if rule == "ending" and _other_word(x, y) else rule
    if _within(x.name, y.name) or (kin and _within(x.core, y.core)):
        return "within"
    if not kin or min(len(x.core), len(y.core)) < _TELLING:
        return "conflict"
    edit = edit_of(x.core, y.core)
    return "conflict" if edit is None or edit.rule in VETOES else edit.rule


def _within(x: str, y: str) -> bool:
    return min(len(x), len(y)) >= _TELLING and (x in y or y in x)


def _other_word(x: Site, y: Site) -> bool:
    """Whether both have a word for their kind, neither the end of the other: 大厦, 广场."""
    a, b = x.name[len(x.core) :], y.name[len(y.core) :]
    return bool(a and b) and not (a.endswith(b) or b.endswith(a))


def _section(x: str, y: str) -> str:
    if x == y:
        return "ending"
    return "section" if x and y else "part"
