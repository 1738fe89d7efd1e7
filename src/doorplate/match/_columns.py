"""Records as columns of small integers: a million addresses without a million objects."""

from array import array
from collections.abc import Iterable

from doorplate._text import Text
from doorplate.errors import MatchError
from doorplate.match._parts import Name, Names, Numbers, name_of, number_of, spelled
from doorplate.match.values import Record


class Columns:
    """What is left of records: for each its id, its spelled names and its spelled numbers.

    Attributes:
        ids: record ids in input order.
        names: index into `spellings` of each record.
        numbers: index into `number_spellings` of each record.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        self.ids: list[str] = []
        self.names, self.numbers = array("l"), array("l")
        names: dict[Names, int] = {}
        numbers: dict[Numbers, int] = {}
        for identity, address in records:
            spelled_names, spelled_numbers = spelled(address)
            self.ids.append(identity)
            self.names.append(names.setdefault(spelled_names, len(names)))
            self.numbers.append(numbers.setdefault(spelled_numbers, len(numbers)))
        _check_ids(self.ids)
        self.spellings, self.number_spellings = list(names), list(numbers)
        self.folded_names: list[Name] = [name_of(n) for n in names]
        self.folded_numbers: list[Numbers] = [number_of(n) for n in numbers]


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
