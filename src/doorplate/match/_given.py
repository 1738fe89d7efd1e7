"""What a caller gave in place of what was asked for, said clearly."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from doorplate._text import Text
from doorplate.address import Address
from doorplate.errors import MatchError

_PAIR = 2
_READ = Text(
    "文本先用 doorplate.normalize.parse 读成地址",
    "Read texts with doorplate.normalize.parse first",
)


def other_kind(
    value: Any, wanted: str, *, remedy: Text | None = None, where: str = ""
) -> MatchError:
    """The error for a value of another kind; the value itself may be private."""
    kind = type(value).__name__
    text = Text(f"须为 {wanted}，不是 {kind}", f"{wanted} is needed, not {kind}")
    return MatchError(text, remedy=remedy, where=where)


def as_address(value: Address, where: str = "") -> Address:
    """An address, and nothing else.

    Raises:
        MatchError: a text or anything but an address.
    """
    if isinstance(value, Address):
        return value
    raise other_kind(value, "Address", remedy=_READ, where=where)


def as_id(value: str, row: int) -> str:
    """The id of a record, counted from 1, and nothing else.

    Raises:
        MatchError: no text.
    """
    if isinstance(value, str):
        return value
    raise other_kind(value, "str", where=f"{row}")


def as_rows(value: Iterable[Any]) -> Iterable[Any]:
    """Records one after the other, and nothing else.

    Raises:
        MatchError: nothing to go through.
    """
    if isinstance(value, Iterable):
        return value
    raise other_kind(value, "Iterable[Record]")


def as_path(value: Any) -> Path:
    """A path, and nothing else.

    Raises:
        MatchError: neither a path nor its text.
    """
    if isinstance(value, Path | str) and str(value) and "\0" not in str(value):
        return Path(value)
    raise other_kind(value, "str | Path")


def no_record(value: Any, count: int) -> MatchError:
    """The error for a row that is no record; `count` rows before it were."""
    if isinstance(value, tuple) and len(value) == _PAIR:
        return other_kind(value[1], "Address", remedy=_READ, where=f"{value[0]}")
    return other_kind(value, "Record(id, Address)", remedy=_READ, where=f"{count + 1}")


def id_taken(identity: str) -> MatchError:
    """The error for an id that two records have."""
    return MatchError(
        Text("编号重复", "an id occurs twice"),
        remedy=Text("每行给不同的编号", "Give every row an id of its own"),
        where=identity,
    )
