"""The order in which someone with a box of plates walks a street."""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Literal

from doorplate.errors import AssignmentError
from doorplate.numbering.checked import checked
from doorplate.numbering.doors import Assignment

__all__ = ["walk"]


@checked(AssignmentError)
def walk(
    assignments: Iterable[Assignment], how: Literal["loop", "zigzag"] = "loop"
) -> tuple[Assignment, ...]:
    """Numbered doors in walking order, street by street.

    `loop` goes out along the odd numbers and back along the even ones; `zigzag` crosses the
    street, by number.

    >>> from doorplate.address import DoorNumber
    >>> from doorplate.numbering import Rule
    >>> row = [Assignment(str(n), "s", DoorNumber(n), Rule.KEPT, None) for n in range(1, 7)]
    >>> [a.uid for a in walk(row)]
    ['1', '3', '5', '6', '4', '2']
    """
    numbered = [(a.scope, a.number, a.uid, a) for a in assignments if a.number is not None]
    numbered.sort(key=lambda row: row[:3])
    if how == "zigzag":
        return tuple(a for *_, a in numbered)
    order: list[Assignment] = []
    for _, street in groupby(numbered, key=itemgetter(0)):
        doors = [(n, a) for _, n, _, a in street]
        order += [a for n, a in doors if n.main % 2]
        order += [a for n, a in reversed(doors) if n.main % 2 == 0]
    return tuple(order)
