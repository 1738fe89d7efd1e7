"""Doors of a street: one or several, those that are counted apart, and shops that face it."""

import re

from doorplate._numerals import HAN, STEMS
from doorplate._rows import ALSO, MOST, SERIES, TO
from doorplate.normalize import _numbers
from doorplate.normalize._levels import COMPOUND, NUMBER
from doorplate.normalize._slots import add_door
from doorplate.normalize._state import STREETS, Tail


def door(tail: Tail, text: str, start: int, end: int) -> None:
    """Take a number as that of a door, with its sub-number, or of several."""
    if MAY_BE_ROW.search(text):
        tail.weighed = True
    for level, value, a, b in _numbers.number(text):
        tail.add(level, value, start + a, start + b)
    tail.start = end
    if text.endswith("院"):
        tail.add(COMPOUND, "院", end - 1, end)


MAY_BE_ROW = re.compile(rf"[{TO}{ALSO},/]|号-|-(?:[0-9]{{2}}|[0-9]?[A-Z{STEMS}])")
"""Whether it is one depends on the numbers."""
_SERIES = frozenset(SERIES)
_HAVE_SERIES = STREETS | {COMPOUND}


def is_of_a_series(tail: Tail, start: int) -> bool:
    """Whether 特 or the like stands before a number, right behind a street or estate."""
    return tail.src[tail.start : start] in _SERIES and tail.last() in _HAVE_SERIES


def of_a_series(tail: Tail, start: int, end: int) -> None:
    """特1号, 自编5号, 特1、特2号: doors that are counted apart; 特1号 is not 1号."""
    begin, text = tail.start, tail.src[start:end]
    series = tail.src[begin:start]
    tail.weighed = tail.weighed or MAY_BE_ROW.search(text) is not None
    written = _TO_ONE_MORE.sub("至", text).replace(series, "")
    (level, value, _, middle), *subs = _numbers.number(written)
    tail.add(level, series + value, begin, start + middle if subs else end)
    for part, sub_value, a, _ in subs:
        tail.add(part, sub_value, start + a, end)


_TO_ONE_MORE = re.compile(f"-{{1,3}}(?={'|'.join(SERIES)})")


def one_more_shop(tail: Tail, start: int, end: int) -> bool:
    """永安街101号、102号商铺: the number of a shop behind a door not far from it."""
    if tail.last() is not NUMBER:
        return False
    _, value, begin, was = tail.out[-1]
    number = tail.src[start:end].removesuffix("号")
    if value.count(",") >= MOST or not number.isdecimal():
        return False
    listed = _ALSO.fullmatch(tail.src, was, start) and _PLAIN.fullmatch(tail.src, begin, was)
    if not (listed and add_door(tail, number, end)):
        return False
    while tail.noise and tail.noise[-1][1] >= was:
        tail.noise.pop()
    return True


_ALSO = re.compile(f"(?:商铺|店铺|铺面|门面房?|铺|店)?[,{ALSO}]")
_PLAIN = re.compile(rf"[0-9]+号(?:{_ALSO.pattern}[0-9]+号)*")


def leave_out_shops(tail: Tail, end: int) -> None:
    """永安街101、102号商铺: set the word for shops apart that stands behind doors."""
    shops = _SHOPS.match(tail.src, end)
    if shops:
        tail.skip("note", *shops.span())


_SHOPS = re.compile(f"(?:商铺|店铺|铺面|门面房?|铺|店)(?=$|[^一-鿿]|[{HAN}负])")
