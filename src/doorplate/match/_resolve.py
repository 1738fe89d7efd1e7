"""Columns into doors: names resolved, numbers folded, records grouped."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from doorplate.match._apart import Words, told_by_doors
from doorplate.match._area import Area, Areas
from doorplate.match._around import INSIDE, OUTSIDE
from doorplate.match._columns import Columns, Indexes
from doorplate.match._glued import unglued
from doorplate.match._judge import Step
from doorplate.match._owned import Owned
from doorplate.match._parts import Name, Numbers, beginnings, is_door
from doorplate.match._recut import recut
from doorplate.match._vocabulary import Vocabulary
from doorplate.match._weights import Weights

Door = tuple[int, int]
"""A name and a number, by index."""


class Resolution:
    """The names and numbers of a list, and the records at each spelled door.

    Attributes:
        full_names: for every spelling, its name with divisions filled up and cut as meant.
        names: distinct names; `vocabulary` says where each leads.
        numbers: distinct number keys.
        doorless: the indexes of those without a door's number.
        apart: names of villages that only their word tells apart, as the doors show.
        spelled_rows: for every spelling, how many records have it.
    """

    def __init__(self, columns: Columns, known: Iterable[Name], weights: Weights) -> None:
        self.columns = columns
        rows = np.bincount(columns.names, minlength=len(columns.spellings))
        self.spelled_rows: list[int] = rows.tolist()
        known = list(known)
        self.apart = told_by_doors(columns)
        words = Words([*known, *self.apart])
        columns.folded_names = [
            words.name(name, written)
            for name, written in zip(columns.folded_names, columns.spellings, strict=True)
        ]
        self.areas = self._read_areas(known)
        full = [self._filled(name) for name in columns.folded_names]
        full = unglued(full, columns.spellings)
        full = recut(
            full, columns.spellings, self.spelled_rows, [self._filled(name) for name in known]
        )
        self.full_names = full
        keys: dict[Name, int] = {}
        name_of = [keys.setdefault(name, len(keys)) for name in full]
        numbers: dict[Numbers, int] = {}
        number_of = [numbers.setdefault(n, len(numbers)) for n in columns.folded_numbers]
        self.numbers = list(numbers)
        self.doorless = {i for n, i in numbers.items() if not is_door(n)}
        self._width = max(1, len(numbers))
        known = [self._filled(name) for name in known]
        for name in known:
            keys.setdefault(name, len(keys))
        self._codes = (
            np.array(name_of, np.int64)[columns.names] * self._width
            + np.array(number_of, np.int64)[columns.numbers]
        )
        self._spelled, self._place, self._counts = np.unique(
            self._codes, return_inverse=True, return_counts=True
        )
        self._index_names(list(keys), known, weights)

    def spelled(self, row: int) -> Door:
        """A record's name and number, by index, as spelled."""
        return self.door_of(int(self._codes[row]))

    def step(self, spelled: Door) -> Step | None:
        """What leads a spelled name elsewhere at this door; None where it stands."""
        return self.vocabulary.step(self.at[spelled[0]], spelled[1])

    def door(self, spelled: Door) -> Door | None:
        """The door meant; None where place or number is missing or the name is vague."""
        return self.meant(spelled)[0]

    def meant(self, spelled: Door) -> tuple[Door | None, Step | None]:
        """The door meant, and the step that leads there."""
        name, number = self.at[spelled[0]], spelled[1]
        step = self.vocabulary.step(name, number)
        end = step.target if step else name
        if name < 0 or number in self.doorless or self.vocabulary.is_vague(end, number):
            return None, step
        return (end, number), step

    def end(self, target: int, number: int) -> Door | None:
        """The door meant by a number at a name of the vocabulary."""
        return self.door((self._key_of[target], number))

    def door_of(self, code: int) -> Door:
        """A spelled door from its integer."""
        return divmod(code, self._width)

    def code_of(self, target: int, number: int) -> int:
        """The integer of a number's door at a name of the vocabulary."""
        return self._code(self._key_of[target], number)

    def _code(self, key: int, number: int) -> int:
        return key * self._width + number

    @cached_property
    def doors(self) -> Indexes:
        """The door that every record means, as an integer; -1 where it means none.

        Doors meant are spelled with the name they lead to, so equal integers are one door.
        """
        keys, numbers = np.divmod(self._spelled, self._width)
        leads = np.array(list(map(self._led, self.at)), np.int64)[keys]
        meant = np.where(
            (leads < 0) | ~self._numbered(numbers), -1, leads * self._width + numbers
        )
        vocabulary = self.vocabulary
        ruled = [
            (self._key_of[name], number)
            for name, number in chain(vocabulary.doors_lead, vocabulary.doubtful)
        ]
        places = np.searchsorted(self._spelled, [self._code(*spelled) for spelled in ruled])
        for place, spelled in zip(places.tolist(), ruled, strict=True):
            door = self.door(spelled)
            meant[place] = -1 if door is None else self.code_of(*door)
        return meant[self._place]

    def _numbered(self, numbers: Indexes) -> NDArray[np.bool_]:
        """Which of some numbers are a door's."""
        return ~np.isin(numbers, list(self.doorless))

    def _led(self, name: int) -> int:
        """The key that a name means at doors that nothing else is said of; -1 where none."""
        if name < 0:
            return -1
        step = self.vocabulary.lead[name]
        end = step.target if step else name
        return -1 if end in self.vocabulary.vague else self._key_of[end]

    def divided(self) -> set[int]:
        """The doors meant, as integers, that may count several times.

        A record gives the number a ward or an entrance, or says that it is the street's and not
        the estate's.
        """
        return set(self.doors[self.columns.saying(_divides)].tolist())

    def doubts(self, spelled: Door) -> tuple[Step, ...]:
        """Steps that a person must judge."""
        return self.vocabulary.doubtful.get((self.at[spelled[0]], spelled[1]), ())

    def _read_areas(self, known: list[Name]) -> Areas:
        places: dict[Area, dict[str, int]] = defaultdict(dict)
        for name, rows in zip(self.columns.folded_names, self.spelled_rows, strict=True):
            inside, label = places[name.area], " ".join(name.place)
            inside[label] = inside.get(label, 0) + rows
        return Areas(places, (name.area for name in known))

    def _spelled_with(self, says: Callable[[Owned], bool]) -> list[Door]:
        """Spelled doors with a record that says something of whose its number is."""
        codes = np.unique(self._codes[self.columns.saying(says)])
        return list(map(self.door_of, codes.tolist()))

    def _filled(self, name: Name) -> Name:
        return Name(self.areas.of[name.area], name.place)

    def _index_names(self, keys: list[Name], known: list[Name], weights: Weights) -> None:
        doors = self._counted(len(keys))
        placed = {n: found for n, found in zip(keys, doors, strict=True) if any(n.place)}
        closed = frozenset(p for name in known for p in beginnings(name))
        inside = ((keys[name], number) for name, number in self._spelled_with(_is_inside))
        self.vocabulary = Vocabulary(placed, self.numbers, closed, weights, inside)
        index = self.vocabulary.id
        self.at = [index.get(name, -1) for name in keys]
        self._key_of = {i: key for key, i in enumerate(self.at)}
        self.keys = keys

    def _counted(self, keys: int) -> list[dict[int, int]]:
        """For every key, its numbers as spelled with their records."""
        at, numbers = np.divmod(self._spelled, self._width)
        numbered = self._numbered(numbers)
        ends = np.cumsum(np.bincount(at[numbered], minlength=keys)).tolist()
        pairs = list(
            zip(numbers[numbered].tolist(), self._counts[numbered].tolist(), strict=True)
        )
        return [dict(pairs[start:end]) for start, end in pairwise([0, *ends])]


def _is_inside(owner: Owned) -> bool:
    return owner.side == INSIDE


def _divides(owner: Owned) -> bool:
    return owner.side == OUTSIDE or owner.divides
