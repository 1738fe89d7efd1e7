"""What a name may mean: a division, and how the name stands to it."""

from enum import IntEnum
from typing import NamedTuple

from doorplate.address import Level
from doorplate.divisions import Change, Division

LEVELS = {
    "province": Level.PROVINCE,
    "city": Level.CITY,
    "district": Level.DISTRICT,
    "zone": Level.ZONE,
    "town": Level.TOWN,
    "village": Level.VILLAGE,
}


class Kind(IntEnum):
    """How a name stands to its division; what is greater needs more evidence."""

    OFFICIAL = 0
    ALIAS = 1
    OLD = 2
    SHORT = 3
    TYPO = 4

    __hash__ = int.__hash__


class Node(NamedTuple):
    """A division with the codes from its province down to itself."""

    division: Division
    level: Level
    trail: tuple[str, ...]

    def below(self, other: "Node") -> bool:
        """Whether this one lies in `other`, or is it."""
        return self.trail[: len(other.trail)] == other.trail


class Name(NamedTuple):
    """One meaning of a name.

    Attributes:
        node: the division; for an old name, its one successor or what it belonged to.
        kind: how the name stands to it.
        change: what happened to an old name.
    """

    node: Node
    kind: Kind
    change: Change | None = None


Table = dict[str, tuple[Name, ...]]
