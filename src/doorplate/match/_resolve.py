"""Columns into doors: names resolved, numbers folded, records grouped."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import compress

from doorplate.match._apart import Words, told_by_doors
from doorplate.match._area import Area, Areas
from doorplate.match._columns import Columns
from doorplate.match._glued import unglued
from doorplate.match._judge import Step
from doorplate.match._parts import INSIDE, OUTSIDE, Name, Numbers, beginnings, ward_of
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
        numbers: distinct number keys; `bare` is the index of the key without a number, or -1.
        apart: names of villages that only their word tells apart, as the doors show.
        ids: for every name key, the ids of the records at each of its numbers, as spelled.
    """

    def __init__(self, columns: Columns, known: Iterable[Name], weights: Weights) -> None:
        self.columns = columns
        self._spelled_rows = [0] * len(columns.spellings)
        for index in columns.names:
            self._spelled_rows[index] += 1
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
            full, columns.spellings, self._spelled_rows, [self._filled(name) for name in known]
        )
        self.full_names = full
        keys: dict[Name, int] = {}
        self._name_of = [keys.setdefault(name, len(keys)) for name in full]
        numbers: dict[Numbers, int] = {}
        self._number_of = [numbers.setdefault(n, len(numbers)) for n in columns.folded_numbers]
        self.numbers = list(numbers)
        self.bare = next((i for n, i in numbers.items() if not any(n)), -1)
        self._width = max(1, len(numbers))
        known = [self._filled(name) for name in known]
        for name in known:
            keys.setdefault(name, len(keys))
        self.ids: list[dict[int, list[str]]] = [defaultdict(list) for _ in keys]
        self._gather()
        self._index_names(list(keys), known, weights)

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

    def door_of(self, code: int) -> Door:
        """A spelled door from its integer."""
        return divmod(code, self._width)

    def code_of(self, target: int, number: int) -> int:
        """The integer of a number's door at a name of the vocabulary."""
        return self._code(self._key_of[target], number)

    def _code(self, key: int, number: int) -> int:
        return key * self._width + number

    def gathered(self) -> Iterator[tuple[int, list[str]]]:
        """The ids at every door meant, as an integer; those without one alone, below zero.

        Doors meant are spelled with the name they lead to, so equal integers are one door. The
        lists are the caller's to sort.
        """
        moved = self._moved
        width, alone = self._width, list[str]()
        found: dict[int, list[str]] = {}
        led: dict[int, list[str]] = defaultdict(list)
        for key, at in enumerate(self.ids):
            start = key * width
            for number, ids in at.items():
                code = start + number
                target = moved.get(code, code)
                if target == code:
                    found[code] = ids
                elif target >= 0:
                    led[target] += ids
                else:
                    alone += ids
        for target, ids in led.items():
            found[target] = found.get(target, []) + ids
        yield from found.items()
        yield from ((-1 - at, [identity]) for at, identity in enumerate(alone))

    def divided(self) -> set[int]:
        """The doors meant, as integers, that may count several times.

        A record gives the number a ward, or says that it is the street's and not the estate's.
        """
        spelled = (self._code(*door) for door in self._spelled_with(_divides))
        return {self._moved.get(code, code) for code in spelled}

    @cached_property
    def _moved(self) -> dict[int, int]:
        """What spelled doors mean, where that is another door, or none (-1)."""
        vocabulary = self.vocabulary
        odd = vocabulary.vague | {name for name, _ in vocabulary.doors_lead}
        odd |= {i for i, step in enumerate(vocabulary.lead) if step}
        moved = {}
        for key, name in enumerate(self.at):
            start = key * self._width
            if self.bare >= 0:
                moved[start + self.bare] = -1
            if name in odd or name < 0:
                for number in self._doors[key]:
                    door = self.door((key, number))
                    moved[start + number] = -1 if door is None else self.code_of(*door)
        return moved

    def doubts(self, spelled: Door) -> tuple[Step, ...]:
        """Steps that a person must judge."""
        return self.vocabulary.doubtful.get((self.at[spelled[0]], spelled[1]), ())

    def _read_areas(self, known: list[Name]) -> Areas:
        places: dict[Area, dict[str, int]] = defaultdict(dict)
        for name, rows in zip(self.columns.folded_names, self._spelled_rows, strict=True):
            inside, label = places[name.area], " ".join(name.place)
            inside[label] = inside.get(label, 0) + rows
        return Areas(places, (name.area for name in known))

    def _gather(self) -> None:
        at = list(map(self.ids.__getitem__, self._name_of))
        columns = self.columns
        numbers = map(self._number_of.__getitem__, columns.numbers)
        for identity, name, number in zip(columns.ids, columns.names, numbers, strict=True):
            at[name][number].append(identity)

    def _spelled_with(self, says: Callable[[Numbers], bool]) -> set[Door]:
        """Spelled doors with a record whose numbers say something."""
        columns = self.columns
        wanted = list(map(says, columns.number_spellings))
        if not any(wanted):
            return set()
        pairs = zip(columns.names, columns.numbers, strict=True)
        return {
            (self._name_of[name], self._number_of[number])
            for name, number in set(compress(pairs, map(wanted.__getitem__, columns.numbers)))
        }

    def _filled(self, name: Name) -> Name:
        return Name(self.areas.of[name.area], name.place)

    def _index_names(self, keys: list[Name], known: list[Name], weights: Weights) -> None:
        doors = [{number: len(ids) for number, ids in at.items()} for at in self.ids]
        for numbers in doors:
            numbers.pop(self.bare, None)
        self._doors = doors
        placed = {n: found for n, found in zip(keys, doors, strict=True) if any(n.place)}
        closed = frozenset(p for name in known for p in beginnings(name))
        inside = ((keys[name], number) for name, number in self._spelled_with(_is_inside))
        self.vocabulary = Vocabulary(placed, self.numbers, closed, weights, inside)
        index = self.vocabulary.id
        self.at = [index.get(name, -1) for name in keys]
        self._key_of = {i: key for key, i in enumerate(self.at)}
        self.keys = keys


def _is_inside(numbers: Numbers) -> bool:
    return numbers[-1] == INSIDE


def _divides(numbers: Numbers) -> bool:
    return numbers[-1] == OUTSIDE or bool(ward_of(numbers))
