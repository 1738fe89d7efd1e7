"""The printed number in 32 bits: type 4, main 14, sub-type 4, sub 10.

Type 0: no number. Types 1 to 7: the main number is `main + 16384 · (type − 1)`.
Sub-type 0: none; 1: one sub-number to 1,023; 2: a suffix (甲 = 1 … 癸 = 10, A = 11 … Z = 36);
3: a suffix (6 bits) and a sub-number to 15; 4: two sub-numbers to 31 (5 bits each).
"""

from typing import Final

from doorplate._text import Text
from doorplate.address import DoorNumber
from doorplate.encode._refuse import refused
from doorplate.encode.reasons import Reason
from doorplate.errors import NumberFormatError, PayloadError

_SUFFIXES: Final = "甲乙丙丁戊己庚辛壬癸ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MAIN_BITS: Final = 14


def pack(number: DoorNumber | None) -> int:
    """The 32-bit field.

    Raises:
        PayloadError: the number has more parts, or larger ones, than the field can hold.

    >>> f"{pack(DoorNumber(12, (1,))):#010x}"
    '0x10030401'
    """
    if number is None:
        return 0
    block, main = divmod(number.main, 1 << _MAIN_BITS)
    sub_type, sub = _pack_sub(number)
    return (block + 1) << 28 | main << 14 | sub_type << 10 | sub


def _pack_sub(number: DoorNumber) -> tuple[int, int]:
    suffix = _SUFFIXES.find(number.suffix) + 1 if number.suffix else 0
    match number.sub:
        case ():
            return (2, suffix) if suffix else (0, 0)
        case (one,) if suffix and one < 16:
            return 3, suffix << 4 | one
        case (one,) if not suffix and one < 1024:
            return 1, one
        case (one, two) if not suffix and one < 32 and two < 32:
            return 4, one << 5 | two
    raise PayloadError(
        Text(f"号码 {number} 太复杂，二维码放不下", f"{number} does not fit the payload"),
        remedy=Text("二维码中不写号码（number=None）", "Leave it out (number=None)"),
        where="number",
    )


def unpack(field: int) -> DoorNumber | None:
    """The number of a field.

    Raises:
        SymbolRefused: `FIELD_RANGE` or `NON_CANONICAL`.
    """
    if field == 0:
        return None
    block, main = field >> 28, field >> _MAIN_BITS & 0x3FFF
    if not 1 <= block <= 7:
        raise refused(Reason.FIELD_RANGE, "number")
    try:
        sub, suffix = _unpack_sub(field >> 10 & 15, field & 0x3FF)
        number = DoorNumber(main + ((block - 1) << _MAIN_BITS), sub, suffix)
    except (NumberFormatError, LookupError) as error:
        raise refused(Reason.FIELD_RANGE, "number") from error
    if pack(number) != field:
        raise refused(Reason.NON_CANONICAL, "number")
    return number


def _unpack_sub(sub_type: int, sub: int) -> tuple[tuple[int, ...], str]:
    match sub_type:
        case 0:
            return (), ""
        case 1:
            return (sub,), ""
        case 2:
            return (), _suffix(sub)
        case 3:
            return (sub & 15,), _suffix(sub >> 4)
        case 4:
            return (sub >> 5, sub & 31), ""
    raise refused(Reason.FIELD_RANGE, "number")


def _suffix(index: int) -> str:
    return _SUFFIXES[index - 1] if index else _SUFFIXES[len(_SUFFIXES)]
