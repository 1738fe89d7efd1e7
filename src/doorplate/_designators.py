"""The words that say what a number counts: 组, 弄, 单元, 层, 栋, 室."""

import re

from doorplate.address import Level

__all__ = ["DESIGNATORS", "level_of"]

DESIGNATORS = {
    Level.GROUP: "村民小组|居民小组|村小组|村民组|居民组|小组|生产队|大队|小队|组|队|社",
    Level.LANE: "支?弄|巷|条|排",
    Level.UNIT: "单元|單元|门|梯",
    Level.FLOOR: "层|層|楼|樓|F",
    Level.BUILDING: "号楼|號樓|栋楼|幢楼|座楼|楼栋|栋|棟|幢|座|#楼?|楼|樓",
    Level.ROOM: "号室|號室|号房|室|房|户",
}
"""Patterns of the words by level; what a word means that two levels have, the first says."""

_WORDS = {level: re.compile(f"[号號]?(?:{words})") for level, words in DESIGNATORS.items()}


def level_of(word: str) -> Level:
    """What a word counts.

    >>> level_of("号楼"), level_of("楼"), level_of("号单元")
    (<Level.BUILDING: 14>, <Level.FLOOR: 16>, <Level.UNIT: 15>)

    Raises:
        StopIteration: the word is none of them.
    """
    if word in _BUILDINGS:
        return Level.BUILDING
    return next(level for level, words in _WORDS.items() if words.fullmatch(word))


_BUILDINGS = frozenset({"号楼", "號樓"})
"""With 号 it is no floor."""
