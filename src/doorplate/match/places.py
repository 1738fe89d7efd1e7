"""The places a user knows: villages, roads and compounds with the divisions above them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from doorplate._text import Text
from doorplate.address import Address, Level
from doorplate.errors import MatchError
from doorplate.match._apart import Words, told_apart
from doorplate.match._area import agree
from doorplate.match._given import other_kind
from doorplate.match._judge import Judge
from doorplate.match._lexicon import Lexicon, NoDoors, Spelling, spelling_of
from doorplate.match._parts import (
    NAME_LEVELS,
    Name,
    Names,
    Numbers,
    beginnings,
    name_of,
    spelled,
)
from doorplate.match._weights import curated

__all__ = ["Places"]


class Places:
    """Known places, each a chain of names from the widest level known to the narrowest.

    >>> places = Places.of([{"town": "普集镇", "village": "营上村"}])
    >>> len(places), str(next(iter(places)))
    (1, '普集镇营上村')
    """

    has_doors = False

    def __init__(self, addresses: Iterable[Address] = ()) -> None:
        self._addresses = tuple(dict.fromkeys(a for a in addresses if a))

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str | None]]) -> "Places":
        """Places from rows of names by level key; blank cells and other columns are ignored.

        Raises:
            MatchError: no column of a row is the name of a place, a row is no mapping, or a
                name no text.
        """
        return cls(_address(row) for row in rows)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The places as the matcher compares them."""
        return tuple(dict.fromkeys(self._named))

    @cached_property
    def _written(self) -> list[Names]:
        return [spelled(address)[0] for address in self._addresses]

    @cached_property
    def _named(self) -> list[Name]:
        """The name of every address."""
        return told_apart(list(map(name_of, self._written)), self._written)

    @cached_property
    def words(self) -> Words:
        """The villages that only the word for what they are tells apart."""
        return Words(self.names)

    @cached_property
    def spelling(self) -> Spelling:
        """How the list spells each name."""
        return spelling_of(self._named, self._written)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The places as names to look others up in."""
        names, table = list(self.names), curated()
        closed = frozenset(prefix for name in names for prefix in beginnings(name))
        judge = Judge(names, NoDoors(len(names), table), closed, table)
        return Lexicon(judge, {}, set(), self.spelling, self.words)

    def door_bits(self, numbers: Numbers) -> Callable[[int], float]:  # noqa: ARG002  # no doors
        """Bits that a door adds: none, as a place list has no doors."""
        return lambda _: 0.0

    def holds(self, name: Name) -> bool:
        """Whether a place of this name, in an area that agrees, is known."""
        return any(agree(name.area, area) for area in self._areas.get(name.place, ()))

    @cached_property
    def _areas(self) -> dict[Names, list[Names]]:
        found: dict[Names, list[Names]] = {}
        for name in self.names:
            for end in range(1, len(name.place) + 1):
                prefix = name.place[:end] + ("",) * (len(name.place) - end)
                found.setdefault(prefix, []).append(name.area)
        return found

    def __len__(self) -> int:
        return len(self._addresses)

    def __iter__(self) -> Iterator[Address]:
        return iter(self._addresses)


_KEYS = dict.fromkeys(level.key for level in Level).keys()
_NAMED = dict.fromkeys(level.key for level in (*NAME_LEVELS, Level.LANDMARK)).keys()


_MAKE = Text("用 Places.of 读入各行", "Make it of rows with Places.of")


def listed(places: Places | None) -> Places:
    """A place list, empty where there is none.

    Raises:
        MatchError: something else.
    """
    if places is None or isinstance(places, Places):
        return places or Places()
    raise other_kind(places, "Places", remedy=_MAKE)


def _address(row: Mapping[str, str | None]) -> Address:
    if not isinstance(row, Mapping):
        raise MatchError(
            Text(f"一行必须是映射，不是 {row!r}", f"a row must be a mapping, not {row!r}")
        )
    if not _KEYS & row.keys():
        raise MatchError(
            Text("地点表没有一列是地址级别", "no column of the place list is an address level"),
            remedy=Text(f"列名用 {' '.join(_KEYS)}", f"Name columns after {' '.join(_KEYS)}"),
        )
    if not _NAMED & row.keys():
        raise MatchError(
            Text("地点表没有地名列", "no column of the place list names a place"),
            remedy=Text(f"至少有一列 {' '.join(_NAMED)}", f"Have one of {' '.join(_NAMED)}"),
        )
    return Address.of(**{k: name for k in row if k in _KEYS and (name := _name(row[k]))})


def _name(cell: str | None) -> str:
    if cell is not None and not isinstance(cell, str):
        raise MatchError(
            Text(f"名称必须是文字，不是 {cell!r}", f"a name must be text, not {cell!r}")
        )
    return (cell or "").strip()
