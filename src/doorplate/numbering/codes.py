"""The canonical code of a door by grid: village, grid, serial, check digit.

A code is issued once, in the grid's walking order, and never changes: when grids are redrawn
the door's membership moves and its code stays, so the two grid digits say where the code was
issued, not where the door belongs today. The check digit is ISO 7064 MOD 11,10.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import total_ordering
from typing import NamedTuple

from doorplate._text import Text
from doorplate.errors import NumberFormatError, NumberingError
from doorplate.numbering.checked import checked
from doorplate.numbering.grids import grid_code

__all__ = ["CodeCrossing", "DoorCode", "check_digit", "code_crosswalk", "issue_codes"]


@checked(NumberFormatError)
def check_digit(digits: str) -> int:
    """The ISO 7064 MOD 11,10 check digit of a run of digits.

    It finds every single wrong digit and nearly every swap of two neighbours.

    Raises:
        NumberFormatError: something else than the digits 0 to 9.

    >>> check_digit("0794")
    5
    """
    if not _is_digits(digits):
        raise NumberFormatError(
            Text(f"{digits!r} 不全是数字", f"{digits!r} is not all digits"),
            remedy=Text("只给数字 0–9", "Give the digits 0-9 only"),
        )
    rest = 10
    for digit in digits:
        rest = ((rest + int(digit)) % 10 or 10) * 2 % 11
    return (11 - rest) % 10


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


@total_ordering
@dataclass(frozen=True, slots=True)
class DoorCode:
    """Nineteen digits: village 12, grid 2, serial 4, check 1.

    Attributes:
        village: the village's statistical code, 12 digits.
        grid: the grid in which the code was issued, 1 to 99.
        serial: place in that grid's walking order, 1 to 9,999; new doors take the next.

    >>> code = DoorCode("610431001203", 3, 12)
    >>> str(code), DoorCode.parse(str(code)) == code
    ('6104310012030300126', True)
    """

    village: str
    grid: int
    serial: int

    def __post_init__(self) -> None:
        _check_code(self.village, self.grid, self.serial)

    @classmethod
    @checked(NumberFormatError)
    def parse(cls, text: str) -> "DoorCode":
        """Read a code; spaces between digits are ignored.

        Raises:
            NumberFormatError: not 19 digits, out of range, or the check digit is wrong.
        """
        digits = "".join(text.split())
        if not (_is_digits(digits) and len(digits) == 19):
            raise NumberFormatError(
                Text(f"{text!r} 不是 19 位门码", f"{text!r} is no door code of 19 digits"),
                remedy=Text("抄全 19 位：村码 12、网格 2、序号 4、校验 1",
                            "Copy all 19: village 12, grid 2, serial 4, check 1"),
            )  # fmt: skip
        code = cls(digits[:12], int(digits[12:14]), int(digits[14:18]))
        if str(code) != digits:
            raise NumberFormatError(
                Text(f"门码 {digits} 校验位不对", f"the check digit of {digits} is wrong"),
                remedy=Text("核对各位数字", "Compare the digits with the plate"),
            )
        return code

    @classmethod
    def is_valid(cls, text: str) -> bool:
        """Whether `parse` would read it."""
        try:
            cls.parse(text)
        except NumberFormatError:
            return False
        return True

    @property
    def body(self) -> str:
        """The 18 digits before the check digit."""
        return f"{self.village}{self.grid:02d}{self.serial:04d}"

    def __str__(self) -> str:
        return f"{self.body}{check_digit(self.body)}"

    def __lt__(self, other: "DoorCode") -> bool:
        return self.body < other.body


@checked(NumberFormatError)
def _check_code(village: str, grid: int, serial: int) -> None:
    whole = _is_digits(village) and len(village) == 12
    if not (whole and 1 <= grid <= 99 and 1 <= serial <= 9_999):
        raise NumberFormatError(
            Text(f"{village}-{grid}-{serial} 不能编成门码",
                 f"{village}-{grid}-{serial} makes no door code"),
            remedy=Text("村码 12 位数字，网格 1–99，序号 1–9999",
                        "Village of 12 digits, grid 1-99, serial 1-9999"),
        )  # fmt: skip


@checked(NumberingError)
def issue_codes(
    doors: Iterable[tuple[str, int]],
    village: str,
    issued: Mapping[str, DoorCode] | None = None,
) -> dict[str, DoorCode]:
    """Codes for doors in walking order: an issued code stays, a new door takes the next serial.

    Args:
        doors: (uid, grid) in the order of the walk; a door passed again keeps its code.
        village: 12-digit code.
        issued: every code ever issued in the village by uid, doors that are gone included, so
            that no serial comes twice.

    Raises:
        NumberingError: a grid has run out of serials, a door stands in two grids, or two doors
            were issued one code; `where` names the door.

    >>> old = issue_codes([("a", 1), ("b", 1)], "610431001203")
    >>> new = issue_codes([("a", 1), ("n", 1), ("b", 1)], "610431001203", old)
    >>> [new[uid].serial for uid in ("a", "b", "n")]
    [1, 2, 3]
    """
    known = dict(issued or {})
    _check_issued(known)
    last: dict[int, int] = {}
    for code in known.values():
        if code.village == village:
            last[code.grid] = max(last.get(code.grid, 0), code.serial)
    codes: dict[str, DoorCode] = {}
    seen: dict[str, int] = {}
    for uid, grid in doors:
        if seen.setdefault(uid, grid) != grid:
            raise NumberingError(
                Text(f"同在网格 {seen[uid]} 和 {grid}",
                     f"it stands in the grids {seen[uid]} and {grid}"),
                remedy=Text("一门只属一个网格", "Give each door one grid"),
                where=uid,
            )  # fmt: skip
        if uid not in known:
            last[grid] = last.get(grid, 0) + 1
            known[uid] = _issued(village, grid, last[grid], uid)
        codes[uid] = known[uid]
    return codes


def _check_issued(issued: Mapping[str, DoorCode]) -> None:
    owners: dict[DoorCode, str] = {}
    for uid, code in sorted(issued.items()):
        owner = owners.setdefault(code, uid)
        if owner != uid:
            raise NumberingError(
                Text(f"与 {owner} 同为门码 {code}",
                     f"it and {owner} both have the code {code}"),
                remedy=Text("核对台账，一码一门", "Correct the list: one code, one door"),
                where=uid,
            )  # fmt: skip


def _issued(village: str, grid: int, serial: int, uid: str) -> DoorCode:
    try:
        return DoorCode(village, grid, serial)
    except NumberFormatError as error:
        raise NumberingError(error.text, remedy=error.remedy, where=uid) from error


class CodeCrossing(NamedTuple):
    """One door's code and the grid it belongs to now."""

    uid: str
    code: DoorCode
    member_of: str
    moved: bool


@checked(NumberingError)
def code_crosswalk(
    codes: Mapping[str, DoorCode], membership: Mapping[str, str], template: str
) -> tuple[CodeCrossing, ...]:
    """Which doors belong to another grid than the one in their code, by uid.

    Args:
        codes: issued codes by uid.
        membership: today's grid code by uid.
        template: the grid code's template, fields `village` and `seq`.

    Raises:
        GridError: the template is none.
    """
    return tuple(
        CodeCrossing(
            uid,
            code,
            membership[uid],
            membership[uid] != grid_code(template, code.village, code.grid),
        )
        for uid, code in sorted(codes.items())
        if uid in membership
    )
