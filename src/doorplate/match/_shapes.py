"""Addresses by shape: which positions of an address say its names, and which its numbers.

A list has few shapes (town, village, group, number) against its addresses, and few names
against its doors. So most addresses are known by two look-ups, and only what is new is taken
apart.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from doorplate.address import Address, Component, Level
from doorplate.match._around import estates_behind, has_rooms, side_of
from doorplate.match._given import no_record
from doorplate.match._parts import NAME_LEVELS, NUMBER_LEVELS, Names, Numbers, spelled

if TYPE_CHECKING:
    from array import array

    from doorplate.match.values import Record

_NAMES, _NUMBERS = frozenset(NAME_LEVELS), frozenset(NUMBER_LEVELS)
_BETWEEN = "\0"
_joined = _BETWEEN.join

_Key = Callable[[Sequence[str]], tuple[str, ...]]
_Seen = dict[str, int]
"""What was seen at some levels, by the values there as one text: a single place in memory."""


class _Shape(NamedTuple):
    """What to look at in addresses of one shape, and the indexes of what was seen there."""

    name_key: _Key
    names: _Seen
    number_key: _Key
    numbers: _Seen


class Spellings:
    """Distinct spelled names and numbers, each with its index.

    Attributes:
        names: index of each tuple of spelled names.
        numbers: index of each tuple of spelled numbers.
    """

    def __init__(self) -> None:
        self.names: dict[Names, int] = {}
        self.numbers: dict[Numbers, int] = {}
        self._shapes: dict[Any, _Shape | None] = {}
        self._unread_shapes: dict[Any, _Shape | None] = {}
        self._seen: dict[Any, _Seen] = defaultdict(dict)

    def read(
        self,
        records: "Iterable[Record]",
        ids: list[str],
        names: "array[int]",
        numbers: "array[int]",
    ) -> None:
        """Append the id of every record and the indexes of what its address spells."""
        read, unread = self._shapes, self._unread_shapes
        for row in records:
            try:
                identity, address = row
                parts, shape = address.components, None
            except (TypeError, ValueError, AttributeError):
                raise no_record(row, len(ids)) from None
            if parts and not address.rest and not address.noise:
                levels, values, texts, starts, _ = zip(*parts)  # noqa: B905  # slower in this loop
                if starts[-1] < 0:
                    shapes, key = unread, levels
                elif all(texts):
                    shapes, key = read, levels
                else:
                    shapes, key = read, (levels, *map(bool, texts))
                try:
                    shape = shapes[key]
                except KeyError:
                    shape = shapes[key] = self._shape(parts)
            if shape is None:
                name, number = self._taken_apart(address)
            else:
                name_key, seen_names, number_key, seen_numbers = shape
                called, counted = _joined(name_key(values)), _joined(number_key(values))
                name, number = seen_names.get(called, -1), seen_numbers.get(counted, -1)
                if name < 0 or number < 0:
                    name, number = self._taken_apart(address)
                    if not any(_BETWEEN in value for value in values):
                        seen_names[called], seen_numbers[counted] = name, number
            ids.append(identity)
            names.append(name)
            numbers.append(number)

    def _taken_apart(self, address: Address) -> tuple[int, int]:
        called, counted = spelled(address)
        return (
            self.names.setdefault(called, len(self.names)),
            self.numbers.setdefault(counted, len(self.numbers)),
        )

    def _shape(self, parts: Sequence[Component]) -> _Shape | None:
        """The shape of an address; None where more than the values of its levels counts.

        Without a village, other names may say what a lane is; an estate with groups may be one,
        and one behind a number may be a house of it. A name said twice may have two numbers.
        """
        levels = {part[0] for part in parts}
        dwelling = [part for part in parts if Level.BUILDING <= part[0] <= Level.ROOM]
        alone = Level.NUMBER not in levels and len(dwelling) == 1
        if Level.LANDMARK in levels or alone or {Level.GROUP, Level.COMPOUND} <= levels:
            return None
        names = [at for at, part in enumerate(parts) if part[0] in _NAMES]
        counts = _NUMBERS | {Level.COMPOUND} if estates_behind(parts) else _NUMBERS
        numbers = [at for at, part in enumerate(parts) if part[0] in counts]
        twice = len({parts[at][0] for at in names}) < len(names)
        if twice or (Level.LANE in levels and Level.VILLAGE not in levels):
            numbers = list(range(len(parts)))
        if not names or not numbers:
            return None
        return _Shape(
            *self._half("names", parts, names), *self._half("numbers", parts, numbers)
        )

    def _half(self, half: str, parts: Sequence[Component], at: list[int]) -> tuple[_Key, _Seen]:
        """How to read the values at some positions, and what was seen at such levels."""
        read = parts[-1][3] >= 0
        side = side_of(parts)
        grouped = any(part[0] is Level.GROUP for part in parts)
        behind = estates_behind(parts)
        roomy = bool(behind) and has_rooms(parts)
        written = (
            (parts[i][0], read and not parts[i][2], any(parts[i] is part for part in behind))
            for i in at
        )
        seen = self._seen[half, side, grouped, roomy, read, *written]
        return itemgetter(*at, *at[: len(at) == 1]), seen
