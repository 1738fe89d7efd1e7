"""Two lists of records: which row here is which row there?"""

from collections.abc import Iterable
from typing import NamedTuple

from doorplate.match._parts import Name, Numbers, name_of, number_of, spelled
from doorplate.match.compare import compare
from doorplate.match.places import Places
from doorplate.match.values import Record, Verdict

__all__ = ["Link", "link"]


class Link(NamedTuple):
    """One row on the left, its row on the right, and why; `right` is None where none fits."""

    left: str
    right: str | None
    verdict: Verdict | None


def link(
    left: Iterable[Record],
    right: Iterable[Record],
    *,
    one_to_one: bool = False,
    places: Places | None = None,
) -> list[Link]:
    """The row on the right for every row on the left, in the order of the left list."""
    doors: dict[tuple[Name, Numbers], list[Record]] = {}
    for record in right:
        doors.setdefault(_key(record), []).append(record)
    links = []
    for record in left:
        found = doors.get(_key(record), [])
        if not found:
            links.append(Link(record.id, None, None))
            continue
        partner = found.pop(0) if one_to_one else found[0]
        verdict = compare(record.address, partner.address, places=places)
        links.append(Link(record.id, partner.id, verdict))
    return links


def _key(record: Record) -> tuple[Name, Numbers]:
    names, numbers = spelled(record.address)
    return name_of(names), number_of(numbers)
