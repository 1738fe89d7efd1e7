"""Columns into doors: names resolved, numbers folded, records grouped."""

from collections import defaultdict
from collections.abc import Iterable

from doorplate.match._area import Area, Areas
from doorplate.match._columns import Columns
from doorplate.match._glued import unglued
from doorplate.match._judge import Step
from doorplate.match._parts import Name, Numbers, beginnings
from doorplate.match._recut import recut
from doorplate.match._vocabulary import Vocabulary
from doorplate.match._weights import Weights

Door = tuple[int, int]
"""A name and a number, by index."""


class Resolution:
    """The names and numbers of a list, and the records at each spelled door.

    Attributes:
        names: distinct names; `vocabulary` says where each leads.
        numbers: distinct number keys; `bare` is the index of the key without a number, or -1.
        members: record indexes at each (name, number) as spelled.
    """

    def __init__(self, columns: Columns, known: Iterable[Name], weights: Weights) -> None:
        self.columns = columns
        self._spelled_rows = [0] * len(columns.spellings)
        for index in columns.names:
            self._spelled_rows[index] += 1
        known = list(known)
        self.areas = self._read_areas(known)
        full = [self._filled(name) for name in columns.folded_names]
        full = unglued(full, columns.spellings)
        full = recut(full, self._spelled_rows, [self._filled(name) for name in known])
        keys: dict[Name, int] = {}
        self._name_of = name_of = [keys.setdefault(name, len(keys)) for name in full]
        numbers: dict[Numbers, int] = {}
        self._number_of = number_of = [
            numbers.setdefault(n, len(numbers)) for n in columns.folded_numbers
        ]
        self.numbers = list(numbers)
        self.bare = next((i for n, i in numbers.items() if not any(n)), -1)
        self.members: dict[Door, list[int]] = defaultdict(list)
        for record, (name, number) in enumerate(
            zip(columns.names, columns.numbers, strict=True)
        ):
            self.members[name_of[name], number_of[number]].append(record)
        self._index_names(list(keys), [self._filled(n) for n in known], weights)

    def spelled(self, record: int) -> Door:
        """A record's name and number, by index, as spelled."""
        columns = self.columns
        return self._name_of[columns.names[record]], self._number_of[columns.numbers[record]]

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
        if name < 0 or number == self.bare or (step is None and name in self.vocabulary.vague):
            return None, step
        return (step.target if step else name, number), step

    def doubts(self, spelled: Door) -> tuple[Step, ...]:
        """Steps that a person must judge."""
        return self.vocabulary.doubtful.get((self.at[spelled[0]], spelled[1]), ())

    def _read_areas(self, known: list[Name]) -> Areas:
        places: dict[Area, dict[str, int]] = defaultdict(dict)
        for name, rows in zip(self.columns.folded_names, self._spelled_rows, strict=True):
            inside, label = places[name.area], " ".join(name.place)
            inside[label] = inside.get(label, 0) + rows
        return Areas(places, (name.area for name in known))

    def _filled(self, name: Name) -> Name:
        return Name(self.areas.of[name.area], name.place)

    def _index_names(self, keys: list[Name], known: list[Name], weights: Weights) -> None:
        doors: dict[Name, dict[int, int]] = {
            name: {} for name in [*keys, *known] if any(name.place)
        }
        for (name, number), records in self.members.items():
            if number != self.bare and keys[name] in doors:
                doors[keys[name]][number] = len(records)
        closed = frozenset(p for name in known for p in beginnings(name))
        self.vocabulary = Vocabulary(doors, self.numbers, closed, weights)
        index = self.vocabulary.id
        self.at = [index.get(name, -1) for name in keys]
        self.keys = keys
