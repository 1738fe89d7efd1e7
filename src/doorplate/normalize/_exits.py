"""Gates, railway lines, exits of stations and motorways: places to go to, and no doors."""

import re

from doorplate._numerals import N
from doorplate.normalize import _numbers
from doorplate.normalize._door_rules import door
from doorplate.normalize._levels import LANDMARK
from doorplate.normalize._name_rules import name
from doorplate.normalize._state import STREETS, Tail


def station_exit(tail: Tail, start: int, end: int) -> None:
    """地铁站3号口, A口: a place to go to; right behind a street its mouth is that of a door."""
    name(tail, start, "mark")
    text = tail.src[start:end]
    number = _NUMBER.match(text)
    if number and tail.last() in STREETS and not tail.out[-1][1].endswith(_MOTORWAYS):
        door(tail, number[0], start, start + number.end())
        tail.skip("relative", tail.start, end)
    else:
        tail.add(LANDMARK, _numbers.arabic(text), start, end)


_NUMBER = re.compile(f"{N}号?")
_MOTORWAYS = ("高速", "高速公路")


def line(tail: Tail, start: int, end: int) -> None:
    """地铁2号线: a railway, and behind it the name of a station or of its street."""
    name(tail, start, "mark")
    text = _numbers.arabic(tail.src[start:end])
    tail.add(LANDMARK, text, start, end)


def gate(tail: Tail, start: int, end: int) -> None:
    """2号门: a gate is a place to go to, no unit."""
    name(tail, start, "gate")
    tail.add(LANDMARK, _numbers.arabic(tail.src[start:end]), start, end)
