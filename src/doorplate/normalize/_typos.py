"""Names with one wrong character: looked for only among siblings, beside right ones.

A slip of hand or ear writes a character that sounds or looks like the right one. Any other
name that is one character off may be real, and of a division that is no more: 党山镇 is not
党湾镇, 城关镇 not 北关镇.
"""

import re
from collections.abc import Iterable, Iterator

from doorplate._alike import looks_alike, often_in_names, sounds_alike
from doorplate.address import Level
from doorplate.normalize._meaning import Kind, Name, Node
from doorplate.normalize._names import Names
from doorplate.normalize._steps import Step

_COUNTY = re.compile(r"(?![省市县区州旗])([一-鿿]{1,6}?)[县区市旗](?![场民政内域委])")
_TOWN = re.compile(r"(?![省市县区州旗])([一-鿿]{1,5}?)(?:街道|镇|乡)(?![路街道镇])")
_ZONE = re.compile(r"高新|经开|开发|工业|产业|保税|示范|管理|新|园|度假|风景")
"""西安市高新区 is a zone that many cities have, and no slip for 高陵区."""
_PLACE = re.compile(r"[路街道巷弄号村小社园校景厂矿发工]")
_CONTRAST = frozenset("东西南北中上下前后新老旧大小内外左右高低一二三四五六七八九十")


def near(written: str, names: Iterable[str]) -> list[str]:
    """Names of the same length with exactly one other character.

    Characters that tell siblings apart (东 and 西, 新 and 老) are no slip of the pen.
    """
    return [name for name in names if len(name) == len(written) and _differs(written, name)]


def _differs(one: str, other: str) -> bool:
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(pairs) == 1 and not _CONTRAST.issuperset(pairs[0])


def mistyped(written: str, names: Iterable[str]) -> list[str]:
    """Those of the names that are near whose other character sounds or looks alike."""
    return [name for name in near(written, names) if _is_slip(written, name)]


def _is_slip(written: str, name: str) -> bool:
    x, y = next((a, b) for a, b in zip(written, name, strict=True) if a != b)
    sounds = sounds_alike(x, y)
    if sounds == "same" or often_in_names(x, y):
        return sounds == "same"
    return bool(sounds) or looks_alike(x, y)


def county(text: str, start: int, node: Node | None, names: Names) -> Step | None:
    """A county or city whose name is one character off, and the only one that near.

    It must lie below the division named before it, or hold the town named behind it.
    """
    match = _COUNTY.match(text, start)
    if match is None or len(match[0]) < 3 or _PLACE.search(match[1]):
        return None
    if match[0].endswith("区") and _ZONE.search(match[1]):
        return None
    below = _below(node, names) if node else _around_town(text, match.end(), names)
    found = [n for n in below if n.level <= Level.DISTRICT]
    listed = {n.division.name: n for n in found}
    alike = mistyped(match[0], listed)
    return _corrected(listed[alike[0]], match) if len(alike) == 1 else None


def town(text: str, start: int, node: Node, names: Names) -> Step | None:
    """A town of a county whose name is one character off, and the only one that near.

    A town that bears the county's name is its old seat, not a slip.
    """
    match = _TOWN.match(text, start)
    if match is None or len(match[0]) < 3 or _PLACE.search(match[1]):
        return None
    if match[1] == node.division.short:
        return None
    towns = names.towns(node)
    if not near(match[0], towns.listed()):
        return None
    listed = towns.official()
    alike = mistyped(match[0], listed)
    return _corrected(listed[alike[0]].node, match) if len(alike) == 1 else None


def _corrected(node: Node, match: re.Match[str]) -> Step:
    return Step(Name(node, Kind.TYPO), match.start(), match.end())


def _below(node: Node, names: Names) -> Iterator[Node]:
    for code in names.below(node.division.code):
        below = names.at(code)
        yield below
        if below.level < Level.DISTRICT:
            yield from _below(below, names)


def _around_town(text: str, start: int, names: Names) -> Iterator[Node]:
    for length in names.nation_lengths.get(text[start : start + 2], ()):
        for code in names.nation.get(text[start : start + length], ()):
            yield names.at(code)
