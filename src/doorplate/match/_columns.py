"""Records as columns of small integers: a million addresses without a million objects."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import compress
from typing import NamedTuple

from doorplate._text import Text
from doorplate.errors import MatchError
from doorplate.match._parts import INSIDE, OUTSIDE, Name, Numbers, name_of, number_of, ward_of
from doorplate.match._shapes import Spellings
from doorplate.match.values import Record


@contextmanager
def undisturbed() -> Iterator[None]:
    """No cyclic garbage collection meanwhile: millions of small tuples hold no cycle.

    What was made is old afterwards, so that the next collection does not walk all of it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


class Owned(NamedTuple):
    """What a record says of whose its number is; "" where it does not.

    Attributes:
        ward: its 鄰.
        side: whether the number is the street's or the estate's.
    """

    ward: str
    side: str


_NOBODY = Owned("", "")


class Columns:
    """What is left of records: for each its id, its spelled names and its spelled numbers.

    Attributes:
        ids: record ids in input order, list after list.
        names: index into `spellings` of each record.
        numbers: index into `number_spellings` of each record.
        split: where the last of several lists begins.
        parted: whether one number may be several doors: records have wards (鄰), or numbers
            of streets and of estates.
    """

    def __init__(self, *lists: Iterable[Record]) -> None:
        self.ids: list[str] = []
        self.names: list[int] = []
        self.numbers: list[int] = []
        self.split = 0
        seen = Spellings()
        for start, records in enumerate(lists):
            self.split = len(self.ids) if start else 0
            seen.read(records, self.ids, self.names, self.numbers)
            _check_ids(self.ids[self.split :])
        self.spellings, self.number_spellings = list(seen.names), list(seen.numbers)
        self.folded_names: list[Name] = [name_of(n) for n in seen.names]
        self.folded_numbers: list[Numbers] = [number_of(n) for n in seen.numbers]
        sides = {numbers[-1] for numbers in seen.numbers}
        self.parted = any(map(ward_of, seen.numbers)) or {INSIDE, OUTSIDE} <= sides

    def owner(self, identity: str) -> Owned:
        """What the record of an id, in a single list, says of whose its number is."""
        return self._owned.get(identity, _NOBODY)

    @cached_property
    def _owned(self) -> dict[str, Owned]:
        """The records that say anything of it, by id."""
        of = [Owned(ward_of(numbers), numbers[-1]) for numbers in self.number_spellings]
        says = [any(pair) for pair in of]
        records = compress(
            zip(self.ids, self.numbers, strict=True), map(says.__getitem__, self.numbers)
        )
        return {identity: of[number] for identity, number in records}

    def ward(self, record: int) -> str:
        """The 鄰 of a record; "" where it has none."""
        return ward_of(self.number_spellings[self.numbers[record]])


def _check_ids(ids: list[str]) -> None:
    if len(set(ids)) == len(ids):
        return
    seen: set[str] = set()
    for identity in ids:
        if identity in seen:
            break
        seen.add(identity)
    raise MatchError(
        Text("编号重复", "an id occurs twice"),
        remedy=Text("每行给不同的编号", "Give every row an id of its own"),
        where=identity,
    )
