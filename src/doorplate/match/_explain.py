"""Steps of the vocabulary as reasons a reader can follow."""

from collections.abc import Iterable
from functools import lru_cache

from doorplate._text import Text
from doorplate.address import Level
from doorplate.match._judge import Step
from doorplate.match._owned import Owned
from doorplate.match._words import say
from doorplate.match.values import Reason


@lru_cache(maxsize=65_536)
def step_reason(step: Step) -> Reason:
    """Why one spelling was taken for another place."""
    text = say(step.rule, step.level, step.left, step.right)
    return Reason(step.level.key, step.left, step.right, step.rule, round(step.bits, 1), text)


@lru_cache(maxsize=8)
def owner_reason(bits: float = 0.0) -> Reason:
    """One number, here the street's and there the estate's."""
    text = say("owner", Level.NUMBER, "", "")
    return Reason(Level.NUMBER.key, "", "", "owner", bits, text)


def why_apart(owners: Iterable[Owned]) -> list[Reason]:
    """What tells the doors of one number apart."""
    reasons = _WARDS, _GATES, owner_reason(), _FLANKS, _BESIDE
    said = zip(reasons, zip(*owners, strict=True), strict=True)
    return [reason for reason, what in said if len(set(what) - {""}) > 1]


def plain(rule: str, zh: str, en: str) -> Reason:
    """What is said of records as a whole."""
    return Reason("records", "", "", rule, 0.0, Text(zh, en))


EQUAL = plain("equal", "地点与号码全同", "place and numbers are equal")
NO_PLACE = plain("no_place", "没有可查的地名", "no place name to look for")
VAGUE = plain("vague", "几处同名", "several places have this name")
SEVERAL = plain("several", "写了几个门", "names several doors")
NO_NUMBER = plain("no_number", "没有门牌号", "no door number")
_WARDS = Reason(
    "group", "", "", "ward", 0.0, Text("同号而邻不同", "one number in several wards (鄰)")
)
_GATES = Reason(
    "landmark",
    "",
    "",
    "gate",
    0.0,
    Text("同号而出入口或楼不同", "one number, several entrances or wings"),
)
_FLANKS = Reason(
    "position",
    "",
    "",
    "flank",
    0.0,
    Text("同号而在街路两侧", "one number on several sides of a street"),
)
_BESIDE = Reason(
    "position", "", "", "beside", 0.0, Text("在此号旁而非此号", "by the number and not at it")
)
