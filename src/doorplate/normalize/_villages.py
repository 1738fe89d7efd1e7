"""Village names behind a town or county: exact, by any of their forms, or nobody's."""

import re
from typing import NamedTuple

from doorplate.address import Level
from doorplate.divisions import village_stem
from doorplate.normalize._meaning import Node
from doorplate.normalize._names import Names
from doorplate.normalize._typos import near

_FORM = re.compile(
    r"村?(?:村民委员会|村委会|村委)|社区居民委员会|社区居委会|社区委员会|居民委员会|居委会|社区|嘎查|行政村|村"
)
_NUMBERED = re.compile(
    r"(?=第?[0-9一二三四五六七八九十]+(?:[-组社队排]|号(?!楼))|$|[\s(（,，])"
)
_GROUP = re.compile(r"第?[0-9一二三四五六七八九十]+(?:村民小?|居民小?|小)?[组社队]")
_LIKE_A_STREET = re.compile("[路街道巷弄]$")
"""工人路社区, 二街村: without its designator such a name is a street before a door number."""
_ROAD = re.compile(r"(?:大?街|巷|胡同)|[东西南北中新老前后]{0,2}(?:大?道|路|弄|桥|站|小区)")
"""营上村东路 is one name; a village's own lanes (营上村三巷, 营上村中街) are new ones."""
_STREET = re.compile(
    r"(?![东南西北中]?[路街巷弄道])[一-鿿]{2,5}?(?:大街|大道|路|街|巷)(?:[0-9]|[一二三四五六七八九十百]+号|$)"
)
"""运河东湖北路: behind the short name of a village, a street with a name of its own."""
_UNKNOWN = re.compile(
    r"([一-鿿]{1,6}?)(村民委员会|村委会|村委|行政村|社区居民委员会|社区居委会|社区|居委会|嘎查|村)"
    r"(?=第?[0-9一二三四五六七八九十]+[组社队号栋幢排]|村民小组|$|[\s(（,，【])"
)
_SHORT_NAME = re.compile("[一-鿿]{1,2}(?:村|社区|居委)")
_NO_NAME = re.compile(r"[路街道巷弄号区镇乡]|村委|(?:新|国际|商务|创业|产业)$")


_APART = frozenset(" [|,")
"""What may stand between a town and its village."""


class Found(NamedTuple):
    """A village in the text.

    `name` is as the gazetteer has it, or as written; `town` and `code` are empty where nobody
    lists it. `listed` is what the gazetteer has where a community is written and it has a
    village of that name, or the reverse.
    """

    name: str
    town: str
    end: int
    code: str
    listed: str = ""


def past_gap(text: str, start: int) -> int:
    """Where a village may begin behind a town that ends at a position."""
    while text[start : start + 1] in _APART:
        start += 1
    return start


def find(text: str, start: int, node: Node, names: Names) -> list[Found]:
    """Villages of a town or county that stand at a position: the longest, each town's."""
    head = "\n" + text[start : start + 2]
    lines = names.villages(node)
    if head not in lines or len(head) < 3:
        return []
    found = _known(text, start, lines, bare=node.level is Level.TOWN)
    if node.level is Level.TOWN:
        found = [f for f in found if f.town == node.division.code]
    longest = max((f.end for f in found), default=0)
    found = [f for f in found if f.end == longest]
    of_kind = [f for f in found if not f.listed]
    exact = [f for f in of_kind if text.startswith(f.name, start)]
    return list({f.town: f for f in exact or of_kind or found}.values())


def begins_longer(text: str, start: int, end: int, node: Node, names: Names) -> bool:
    """Whether what begins like a town is a village: 黄贝岭上村, where 黄贝岭社区 is listed."""
    if node.level is not Level.DISTRICT or _SHORT_NAME.match(text, end) is None:
        return False
    return f"\n{text[start : end + 1]}" in names.villages(node)


def unknown(text: str, start: int) -> Found | None:
    """A village name that nobody lists, when what follows it is a rural tail."""
    match = _UNKNOWN.match(text, start)
    if match is None or _NO_NAME.search(match[1]):
        return None
    name = match[1] + ("村" if "村" in match[2] else match[2])
    return Found(name, "", match.end(), "")


def similar(found: Found, node: Node, names: Names) -> list[Found]:
    """Villages of the town whose stem is one character away from an unknown one's."""
    lines, stem = names.villages(node), village_stem(found.name)
    section = re.search(rf"(?m)^>{re.escape(node.division.code)}\t(?:\n?[^>\n]+)+", lines)
    listed = section[0].split("\n")[1:] if section else []
    by_stem = {village_stem(line.partition("|")[0]): line for line in listed}
    return [
        Found(by_stem[s].partition("|")[0], node.division.code, found.end, "")
        for s in near(stem, by_stem)
    ]


def _known(text: str, start: int, lines: str, *, bare: bool) -> list[Found]:
    found = []
    head = "\n" + text[start : start + 2]
    at = lines.find(head) if len(head) == 3 else -1
    while at >= 0:
        stop = lines.find("\n", at + 1)
        name = lines[at + 1 : stop if stop >= 0 else None].partition("|")[0]
        end = _end(text, start, name, bare=bare)
        if end:
            town, code = _place(lines, at)
            written = _of_other_kind(text[start:end], name)
            found.append(Found(written or name, town, end, code, name if written else ""))
        at = lines.find(head, at + 1)
    return found


def _of_other_kind(text: str, name: str) -> str:
    """What is written where that is a community and the name a village's, or the reverse."""
    stem = village_stem(name)
    form, word = text[len(stem) :], name[len(stem) :]
    if not form or not word or _is_urban(form) is _is_urban(word):
        return ""
    if not _is_urban(form):
        return f"{stem}村"
    return stem + ("社区" if "社区" in form else "居委会")


def _is_urban(word: str) -> bool:
    return "社区" in word or "居" in word


def _place(lines: str, at: int) -> tuple[str, str]:
    """Codes of the town and of the village whose line begins behind `at`."""
    head = lines.rfind(">", 0, at)
    section = lines[head + 1 : lines.find("\n", at + 1) % (len(lines) + 1)].split("\n")
    town, _, prefix = section[0].partition("\t")
    if prefix == "+":
        return town, f"{town}+{section[-1]}"
    number = 0
    for line in section[1:]:
        given = line.partition("|")[2]
        number = int(given) if given else number + 1
    return town, f"{prefix}{number:03}"


def _end(text: str, start: int, name: str, *, bare: bool) -> int:
    stem = village_stem(name)
    if not text.startswith(stem, start):
        return 0
    end = start + len(stem)
    form = _FORM.match(text, end)
    if form:
        return 0 if _ROAD.match(text, form.end()) else form.end()
    whole = stem == name or (stem.endswith("村") and len(stem) > 1)
    if whole and not _ROAD.match(text, end):
        return end
    numbered = _GROUP if _LIKE_A_STREET.search(stem) else _NUMBERED
    follows = numbered.match(text, end) or _STREET.match(text, end)
    return end if bare and len(stem) > 1 and follows else 0
