"""Doors from plain rows, with errors that name the door."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from doorplate._text import Text
from doorplate.address import DoorNumber
from doorplate.errors import AssignmentError, DoorplateError
from doorplate.numbering.checked import checked
from doorplate.numbering.doors import Door, DoorKind, Evidence, Side

__all__ = ["read_door"]


@checked(AssignmentError)
def read_door(row: Mapping[str, Any]) -> Door:
    """A door from a row of plain values, as from JSON or a table.

    Keys are the fields of `Door`. `number` may be text or an integer, `evidence` a name or a
    rank, `side` and `kind` their words; empty values count as absent.

    Raises:
        AssignmentError: no uid or scope, an unknown key, or a value that cannot be one;
            `where` is the door's uid.

    >>> door = read_door({"uid": "a", "scope": "s", "side": "left", "number": "12-1号"})
    >>> str(door.number)
    '12号附1'
    """
    uid = str(row.get("uid") or "")
    given = {key: value for key, value in row.items() if value is not None and value != ""}
    for key in ("uid", "scope"):
        if key not in given:
            raise _fault(Text(f"缺少 {key}", f"`{key}` is missing"), uid)
    return Door(**{key: _value(key, value, uid) for key, value in given.items()})


def _value(key: str, value: Any, uid: str) -> Any:
    if key not in _READERS:
        known = " ".join(_READERS)
        raise _fault(Text(f"没有字段 {key}，可用：{known}", f"no field `{key}`: {known}"), uid)
    try:
        return _READERS[key](value)
    except DoorplateError as error:
        remedy = error.remedy if error.remedy.zh else _CORRECT
        raise AssignmentError(error.text, remedy=remedy, where=uid) from error
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise _fault(
            Text(f"{key} 不能是 {value!r}", f"{key} cannot be {value!r}"), uid
        ) from error


_CORRECT = Text("改正这一行", "Correct the row")


def _fault(text: Text, uid: str) -> AssignmentError:
    return AssignmentError(text, remedy=_CORRECT, where=uid)


def _number(value: Any) -> DoorNumber:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return DoorNumber(value) if whole else DoorNumber.parse(str(value))


def _whole(value: Any) -> int:
    number = int(value)
    if isinstance(value, bool) or number != float(value):
        raise ValueError(value)
    return number


def _evidence(value: Any) -> Evidence:
    return Evidence[value.upper()] if isinstance(value, str) else Evidence(_whole(value))


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError(value)
    return str(value)


def _truth(value: Any) -> bool:
    return {"true": True, "false": False, "1": True, "0": False}[str(value).lower()]


def _numbers(value: Any) -> tuple[DoorNumber, ...]:
    if isinstance(value, str):
        raise TypeError(value)  # one number's characters are no list of numbers
    return tuple(_number(v) for v in value)


_SPECIAL: dict[str, Callable[[Any], Any]] = {
    "side": Side,
    "order": _whole,
    "chainage": _whole,
    "number": _number,
    "evidence": _evidence,
    "kind": DoorKind,
    "length": _whole,
    "permit": _truth,
    "others": _numbers,
}
_READERS: dict[str, Callable[[Any], Any]] = {
    field.name: _SPECIAL.get(field.name, _text) for field in fields(Door)
}
