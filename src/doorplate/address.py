"""The values of an address: its levels, its components, its door number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import total_ordering
from typing import Any, NamedTuple

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from doorplate._level import Level
from doorplate._numerals import NUMERAL_CHARACTERS, to_chinese, to_int
from doorplate._text import Text
from doorplate.errors import AddressError, NumberFormatError

__all__ = ["Address", "Component", "DoorNumber", "Level", "NumberStyle", "Span"]


class Component(NamedTuple):
    """One element of an address.

    Attributes:
        level: what it is.
        value: normalized, with its designator: `12号`, `3组`, `附1`, `1111弄`.
        text: as written; empty where the text did not name it and evidence filled it in.
        start: offset of `text` in the original text, in characters; -1 where filled in.
        end: offset behind its last character; -1 where filled in.
    """

    level: Level
    value: str
    text: str = ""
    start: int = -1
    end: int = -1


class Span(NamedTuple):
    """A stretch of the original text that is no address element.

    `kind` is `rest` for what nobody could read, else what was recognized: `phone`, `person`,
    `note`, `label`, `postcode`, `relative`, `intersection`, `distance`, `repeat`, `country`.
    """

    kind: str
    text: str
    start: int
    end: int


def _between(text: str, before: Level, part: Component) -> str:
    """What parts an element from what is written before it, where they would be read as one."""
    level, value = part.level, part.value
    first, last = value[:1], text[-1:]
    if not (first and last):
        return ""
    of_a_street = before is Level.ROAD and value.startswith(_OF_A_STREET)
    if before is level is Level.ROAD and (of_a_street or first.isascii() or first in _RUNS_ON):
        return "与"
    if of_a_street or _runs_into(last + first, before, part):
        return ","
    is_open = last.isascii() or (last in _OPEN and not text.endswith("大道"))
    open_road = before is Level.ROAD and is_open
    named = (before is Level.LANDMARK or open_road) and level not in _NUMBERED
    ends = last + first
    if named or (ends.isascii() and ends.isalnum()):
        counted = level is Level.ROAD and first.isdecimal()
        blank_says_nothing = last.isascii() is not first.isascii() and not counted
        return "," if last in ENDS or blank_says_nothing else " "
    return ""


def _runs_into(ends: str, before: Level, part: Component) -> bool:
    """Whether a house before 上海, a city before 场, a number before 甲 is read longer."""
    if ends == "市场":
        return not part.value.startswith(FIELDS)
    if before is Level.NUMBER:
        return part.level is Level.LANDMARK and part.value in _MARKS
    return before is Level.BUILDING and ends in {"楼上", "楼下", "楼房"}


_OPEN = frozenset("线道东南西北中")
"""What is read as the end of a street only where no name follows."""
ENDS = frozenset("省市区县旗镇乡村道路街巷弄号幢栋座元室层楼组队社院")
"""What elements end in: a blank behind one says nothing."""
_OF_A_STREET = (
    "小区", "花园", "公寓", "新村", "市场", "农贸市场", "酒店", "大酒店", "宾馆", "饭店",
    "小学", "中学", "医院", "社区", "居委会", "街道", "村", "镇", "站", "店", "桥",
)  # fmt: skip
"""What makes the name of a street one of something else: 文三路小区."""
FIELDS = ("场口", "场坝", "场中", "场前", "场站", "场部")
"""What begins a name behind a city's: 富阳市场口镇, 上海市场中路; 余姚市场 is a market."""
_RUNS_ON = frozenset("东南西北中一二三四五六七八九十支延长内外环新老前后和及与跟")
"""Behind a street, what begins so may be part of its name."""
_NUMBERED = frozenset(
    {Level.NUMBER, Level.SUBNUMBER, Level.BUILDING, Level.UNIT, Level.FLOOR, Level.ROOM}
)


@dataclass(frozen=True, slots=True, eq=False)
class Address:
    """An address: components in reading order, and what stood around them.

    Two addresses are equal when their components have the same levels and values; offsets,
    noise and unread rest belong to the text they came from and do not count.

    >>> a = Address.of(district="武功县", village="营上村", group="3组", number="12号")
    >>> str(a), a.get("group")
    ('武功县营上村3组12号', '3组')
    """

    components: tuple[Component, ...] = ()
    rest: tuple[Span, ...] = ()
    noise: tuple[Span, ...] = ()

    @classmethod
    def of(cls, **values: str) -> "Address":
        """An address from values by level key, in level order.

        Raises:
            AddressError: a key is no level, or a value is empty.
        """
        parts = sorted((Level.of(key), value) for key, value in values.items())
        for level, value in parts:
            if not value.strip():
                raise AddressError(Text("地址要素为空", "the value is empty"), where=level.key)
        return cls(tuple(Component(level, value) for level, value in parts))

    @classmethod
    def from_dict(cls, values: Mapping[str, str]) -> "Address":
        """The inverse of `to_dict`."""
        return cls.of(**values)

    def get(self, level: Level | str) -> str | None:
        """The value at a level, repeated elements joined (`1111弄22支弄`), or None."""
        wanted = Level.of(level)
        values = [c.value for c in self.components if c.level is wanted]
        return "".join(values) if values else None

    def to_dict(self) -> dict[str, str]:
        """Values by level key, widest first; absent levels are left out."""
        found: dict[Level, str] = {}
        for part in self.components:
            found[part.level] = found.get(part.level, "") + part.value
        return {level.key: found[level] for level in sorted(found)}

    @property
    def door_number(self) -> "DoorNumber | None":
        """Number and sub-number as one value; None where there is no readable number."""
        number, sub = self.get(Level.NUMBER), self.get(Level.SUBNUMBER)
        if number is None:
            return None
        try:
            return DoorNumber.parse(number + (sub or ""))
        except NumberFormatError:
            return None

    def without(self, *levels: Level) -> "Address":
        """The same address without some levels."""
        kept = tuple(c for c in self.components if c.level not in levels)
        return Address(kept, self.rest, self.noise)

    @property
    def key(self) -> tuple[tuple[Level, str], ...]:
        """What equality and hash look at."""
        return tuple((c.level, c.value) for c in self.components)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Address) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __str__(self) -> str:
        """All values in order, parted where they would be one: 附2 5层, SOHO A座, A路与东路."""
        text, before = "", None
        for part in self.components:
            text += f"{_between(text, before, part)}{part.value}" if before else part.value
            before = part.level
        return text

    def __bool__(self) -> bool:
        return bool(self.components)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """A model field of this type takes an `Address` or its dict, and dumps the dict."""
        from_dict = core_schema.no_info_after_validator_function(
            cls.from_dict,
            core_schema.dict_schema(core_schema.str_schema(), core_schema.str_schema()),
        )
        return core_schema.json_or_python_schema(
            json_schema=from_dict,
            python_schema=core_schema.union_schema(
                [core_schema.is_instance_schema(cls), from_dict]
            ),
            serialization=core_schema.plain_serializer_function_ser_schema(
                cls.to_dict, return_schema=core_schema.dict_schema()
            ),
        )


class NumberStyle(StrEnum):
    """How a sub-number is written."""

    FU = "fu"  # 12号附1
    DASH = "dash"  # 12-1号
    ZHI = "zhi"  # 12号之一
    TAIWAN = "taiwan"  # 12號之1


_STEMS = "甲乙丙丁戊己庚辛壬癸"
_SUFFIXES = _STEMS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WIDE = {0xFF01 + i: 0x21 + i for i in range(94)} | dict.fromkeys(map(ord, "–—﹣‐‑−"), "-")
_MARKS = frozenset(f"{_SUFFIXES}口路弄院")
"""Names of one character that a number before them would take for its own."""
_NUM = f"[{NUMERAL_CHARACTERS}]{{1,9}}"
_NUMBER = re.compile(
    rf"(?P<pre>[{_STEMS}])?(?P<main>{_NUM})(?P<mid>[{_SUFFIXES}])?[号號#]?"
    rf"(?P<aft>[{_SUFFIXES}](?=[附之-]))?(?P<subs>(?:[号號]?[附之-]第?{_NUM})*)(?P<post>[{_SUFFIXES}])?[号號#]?"
)
_SUB = re.compile(rf"[附之-]第?({_NUM})")


@total_ordering
@dataclass(frozen=True, slots=True)
class DoorNumber:
    """A door number with its sub-numbers: 12号附1 = 12-1号 = 12号之一.

    Attributes:
        main: 1 to 99,999.
        sub: sub-numbers, outermost first; empty for a plain number.
        suffix: a letter or heavenly stem (甲 … 癸, A … Z) that distinguishes doors of one
            number; 甲12号 and 12号甲 are the same door.

    >>> DoorNumber.parse("十二号之一") == DoorNumber.parse("１２-1号") == DoorNumber(12, (1,))
    True
    >>> sorted(map(DoorNumber.parse, ["14号", "12-2", "12", "12附1号"]))[1]
    DoorNumber(main=12, sub=(1,), suffix='')
    """

    main: int
    sub: tuple[int, ...] = ()
    suffix: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.main <= 99_999:
            raise NumberFormatError(
                Text(f"门牌号 {self.main} 不在 1–99999 之内",
                     f"door number {self.main} is outside 1-99999"),
                remedy=Text("给出 1 至 99999 的号", "Give a number from 1 to 99999"),
            )  # fmt: skip
        if any(not 1 <= n <= 9_999 for n in self.sub):
            raise NumberFormatError(
                Text(
                    f"附号 {self.sub} 不在 1–9999 之内",
                    f"sub-number {self.sub} is outside 1-9999",
                )
            )
        if self.suffix and (len(self.suffix) != 1 or self.suffix not in _SUFFIXES):
            raise NumberFormatError(
                Text(f"不认识的门牌号后缀 {self.suffix!r}", f"unknown suffix {self.suffix!r}"),
                remedy=Text("用 甲–癸 或 A–Z", "Use 甲-癸 or A-Z"),
            )

    @classmethod
    def parse(cls, text: str) -> "DoorNumber":
        """Read one door number in any usual spelling.

        Raises:
            NumberFormatError: the text is no door number, or one out of range.
        """
        plain = "".join(text.split()).translate(_WIDE).upper()
        match = _NUMBER.fullmatch(plain)
        suffixes = [s for s in match.group("pre", "mid", "aft", "post") if s] if match else []
        main = to_int(match["main"]) if match else None
        if match is None or main is None or len(suffixes) > 1:
            raise NumberFormatError(
                Text(f"{text!r} 不是门牌号", f"{text!r} is no door number"),
                remedy=Text(
                    "例：12号、12号附1、12-1号", "Write it like 12号, 12号附1 or 12-1号"
                ),
            )
        subs = tuple(to_int(sub) or 0 for sub in _SUB.findall(match["subs"]))
        return cls(main, subs, "".join(suffixes))

    @classmethod
    def is_valid(cls, text: str) -> bool:
        """Whether `parse` would read it."""
        try:
            cls.parse(text)
        except NumberFormatError:
            return False
        return True

    def format(self, style: NumberStyle) -> str:
        """The number in one style; the suffix stands behind the main number's 号."""
        subs = [str(n) for n in self.sub]
        match style:
            case NumberStyle.FU:
                return f"{self.main}号{self.suffix}" + (f"附{'-'.join(subs)}" if subs else "")
            case NumberStyle.DASH:
                return "-".join([f"{self.main}{self.suffix}", *subs]) + "号"
            case NumberStyle.ZHI:
                tail = "".join(f"之{to_chinese(n)}" for n in self.sub)
                return f"{self.main}号{self.suffix}{tail}"
            case NumberStyle.TAIWAN:
                return f"{self.main}{self.suffix}號" + "".join(f"之{n}" for n in self.sub)

    @property
    def components(self) -> tuple[Component, ...]:
        """The number as address components: `12号`, and `附1` or `甲` where there is one."""
        tail = self.format(NumberStyle.FU).removeprefix(f"{self.main}号")
        number = Component(Level.NUMBER, f"{self.main}号")
        return (number, Component(Level.SUBNUMBER, tail)) if tail else (number,)

    @property
    def sort_key(self) -> tuple[int, int, tuple[int, ...]]:
        """What the order looks at: 12 < 12-1 < 12-2 < 12甲 < 14."""
        return self.main, _SUFFIXES.find(self.suffix) if self.suffix else -1, self.sub

    def __lt__(self, other: "DoorNumber") -> bool:
        return self.sort_key < other.sort_key

    def __str__(self) -> str:
        return self.format(NumberStyle.FU)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """A model field of this type takes a `DoorNumber` or its text, and dumps the text."""
        from_text = core_schema.no_info_after_validator_function(
            cls.parse, core_schema.str_schema()
        )
        return core_schema.json_or_python_schema(
            json_schema=from_text,
            python_schema=core_schema.union_schema(
                [core_schema.is_instance_schema(cls), from_text]
            ),
            serialization=core_schema.to_string_ser_schema(),
        )
