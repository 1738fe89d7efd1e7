"""Records as columns of small integers: a million addresses without a million objects."""

import gc
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from doorplate.match._around import INSIDE, OUTSIDE
from doorplate.match._given import as_id, as_rows, id_taken
from doorplate.match._owned import Owned
from doorplate.match._parts import Name, Numbers, name_of, number_of, owned_by
from doorplate.match._shapes import Spellings
from doorplate.match.values import Record

Indexes = NDArray[np.int64]
"""One small integer a row."""


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


class Columns:
    """What is left of records: for each its id, its spelled names and its spelled numbers.

    Attributes:
        ids: record ids in input order, list after list.
        names: index into `spellings` of each record.
        numbers: index into `number_spellings` of each record.
        split: where the last of several lists begins.
        parted: whether one number may be several doors: records have wards (鄰), entrances,
            or numbers of streets and of estates.
    """

    def __init__(self, *lists: Iterable[Record]) -> None:
        self.ids: list[str] = []
        names, numbers = array("q"), array("q")
        self.split = 0
        seen = Spellings()
        for start, records in enumerate(lists):
            self.split = len(self.ids) if start else 0
            seen.read(as_rows(records), self.ids, names, numbers)
            _check_ids(self.ids[self.split :])
        self.names: Indexes = np.asarray(names)
        self.numbers: Indexes = np.asarray(numbers)
        self.spellings, self.number_spellings = list(seen.names), list(seen.numbers)
        self.folded_names: list[Name] = [name_of(n) for n in seen.names]
        self.folded_numbers: list[Numbers] = [number_of(n) for n in seen.numbers]
        self._owners = list(map(owned_by, seen.numbers))
        said = set(self._owners)
        sides = {owner.side for owner in said}
        self.parted = {INSIDE, OUTSIDE} <= sides or any(o.divides for o in said)

    def owner(self, row: int) -> Owned:
        """What a record says of whose its number is."""
        return self._owners[int(self.numbers[row])]

    def numbers_of(self, row: int) -> Numbers:
        """The numbers of a record as it spells them."""
        return self.number_spellings[int(self.numbers[row])]

    def saying(self, says: Callable[[Owned], bool]) -> NDArray[np.bool_]:
        """For every record, whether it says something of whose its number is."""
        said = np.fromiter(map(says, self._owners), bool, len(self._owners))
        return said[self.numbers]


def _check_ids(ids: list[str]) -> None:
    if set(map(type, ids)) != {str}:
        for at, identity in enumerate(ids, 1):
            as_id(identity, at)
    if len(set(ids)) == len(ids):
        return
    seen: set[str] = set()
    for identity in ids:
        if identity in seen:
            break
        seen.add(identity)
    raise id_taken(identity)
