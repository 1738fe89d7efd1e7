"""From the road down: first grammar."""

import re

from doorplate._numerals import NUMERAL_CHARACTERS, to_int
from doorplate.address import Component, DoorNumber, Level

_N = f"[{NUMERAL_CHARACTERS}]{{1,6}}"
_TAIL = re.compile(
    rf"(?P<group>第?{_N}(?:村民小组|居民小组|小组|组|社|队|鄰|邻))"
    rf"|(?P<lane>{_N}(?:支?弄|巷|衖))"
    rf"|(?P<building>{_N}(?:号楼|號樓|幢|栋|座))"
    rf"|(?P<unit>{_N}(?:单元|單元))"
    rf"|(?P<number>{_N}(?:[号號]?[-之附]{_N})*[号號](?:[附之-]{_N})*号?)"
    rf"|(?P<floor>{_N}(?:层|楼|樓|層))"
    rf"|(?P<room>{_N}(?:室|户|房))"
    r"|(?P<road>[^\d]{1,12}?(?:大道|路|街|胡同)(?:[东南西北中一二三四五六七八九]段)?)"
    r"|(?P<compound>[^\d]{1,14}?(?:小区|花园|公寓|大厦|家园|新村|院|苑))"
)


def read_tail(text: str, position: int) -> tuple[list[Component], list[tuple[int, int]]]:
    """Components from `position` on, and the stretches that nobody could read."""
    found: list[Component] = []
    rest: list[tuple[int, int]] = []
    while position < len(text):
        match = _TAIL.match(text, position)
        if match is None or match.lastgroup is None:
            if rest and rest[-1][1] == position:
                rest[-1] = (rest[-1][0], position + 1)
            else:
                rest.append((position, position + 1))
            position += 1
            continue
        found += _components(match.lastgroup, match.group(), position)
        position = match.end()
    return found, rest


def _components(key: str, text: str, start: int) -> list[Component]:
    if key == "number" and DoorNumber.is_valid(text):
        parts = DoorNumber.parse(text).components
        return [
            Component(p.level, p.value, text if i == 0 else "", start, start + len(text))
            for i, p in enumerate(parts)
        ]
    value = text
    if key in {"group", "lane", "building", "unit", "floor", "room"}:
        digits = re.match(rf"第?({_N})", text)
        number = to_int(digits[1]) if digits else None
        if digits and number is not None:
            value = f"{number}{text[digits.end() :]}".replace("村民小组", "组")
    return [Component(Level[key.upper()], value, text, start, start + len(text))]
