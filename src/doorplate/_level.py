"""The levels of an address.

They follow GA/T 2000.32-2014 (address elements) as far as it was seen, refined below the road
for rural groups, lanes, sub-numbers and the inside of buildings.
"""

from enum import IntEnum

from doorplate._text import Text
from doorplate.errors import AddressError

__all__ = ["Level"]


class Level(IntEnum):
    """Address levels from the widest to the narrowest, in writing order."""

    PROVINCE = 1
    CITY = 2
    DISTRICT = 3
    ZONE = 4
    TOWN = 5
    VILLAGE = 6
    HAMLET = 7
    GROUP = 8
    ROAD = 9
    LANE = 10
    NUMBER = 11
    SUBNUMBER = 12
    COMPOUND = 13
    BUILDING = 14
    UNIT = 15
    FLOOR = 16
    ROOM = 17
    LANDMARK = 18

    __hash__ = int.__hash__

    @property
    def key(self) -> str:
        """The name used in dicts, columns and JSON: `province` … `landmark`."""
        return self.name.lower()

    @property
    def text(self) -> Text:
        """The field's word in both languages."""
        return _LEVEL_TEXT[self]

    @classmethod
    def of(cls, key: "Level | str") -> "Level":
        """The level of a key such as `"road"`; a `Level` is returned as it is.

        Raises:
            AddressError: no level has that key.
        """
        if isinstance(key, Level):
            return key
        level = _LEVEL_OF.get(key)
        if level is None:
            raise AddressError(
                Text(f"没有名为 {key!r} 的地址级别", f"no address level is called {key!r}"),
                remedy=Text(
                    f"可用：{' '.join(_LEVEL_OF)}", f"Use one of: {' '.join(_LEVEL_OF)}"
                ),
            )
        return level


_LEVEL_ZH = [
    "省", "市", "县区", "开发区", "乡镇街道", "村社区", "自然村", "村民小组", "街路",
    "巷弄", "门牌号", "附号", "小区院落", "楼栋", "单元", "楼层", "室户", "地标",
]  # fmt: skip
_LEVEL_TEXT = {
    level: Text(zh, level.key.replace("subnumber", "sub-number"))
    for level, zh in zip(Level, _LEVEL_ZH, strict=True)
}
_LEVEL_OF = {level.key: level for level in Level}
