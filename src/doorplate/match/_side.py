"""One address of a pair, taken apart for comparing."""

from typing import NamedTuple

from doorplate.address import Address, Level
from doorplate.match._around import OUTSIDE
from doorplate.match._owned import Owned
from doorplate.match._parts import (
    NAME_LEVELS,
    Name,
    Names,
    Numbers,
    name_of,
    number_of,
    owned_by,
    spelled,
)
from doorplate.match.places import Places

_ZONE, _TOWN, _ROAD, _LANE, _COMPOUND = map(
    NAME_LEVELS.index, (Level.ZONE, Level.TOWN, Level.ROAD, Level.LANE, Level.COMPOUND)
)


class Side(NamedTuple):
    """Names and numbers, and one by one what an address may have several of.

    Sites are compounds and landmarks as they stand in the text, the narrower behind; the owner
    of the number is the estate or the street.
    """

    texts: Names
    name: Name
    numbers: Numbers
    owned: Owned
    roads: tuple[str, ...]
    sites: tuple[str, ...]
    landmarks: tuple[str, ...]

    @property
    def stems(self) -> Names:
        """Names by `NAME_LEVELS`, without the words for what they are.

        A zone lies across towns: one is never held against the other.
        """
        zone, town = self.texts[_ZONE], self.name.area[_TOWN] if self.texts[_TOWN] else ""
        return (*self.name.area[:_ZONE], zone, town, *self.name.place)

    @property
    def landmark(self) -> str:
        """All landmarks as one text."""
        return "".join(self.landmarks)

    @classmethod
    def of(cls, address: Address, places: Places | None) -> "Side":
        """An address taken apart; what it says twice counts once."""
        said = _once(address)
        names, numbers = spelled(said, located=False)
        name = places.words.name(name_of(names), names) if places else name_of(names)
        roads, sites, landmarks = (
            tuple(c.value for c in said.components if c.level in levels)
            for levels in ((Level.ROAD,), (Level.COMPOUND, Level.LANDMARK), (Level.LANDMARK,))
        )
        flat = _flat(number_of(numbers))
        owned = owned_by(numbers)
        owned = owned._replace(side=owned.side or _owner(names, numbers))
        return cls(names, name, flat, owned, roads, sites, landmarks)


def _owner(names: Names, numbers: Numbers) -> str:
    """A street's, where no estate is named."""
    street = names[_ROAD] or names[_LANE]
    return OUTSIDE if street and numbers[2] and not names[_COMPOUND] else ""


def _once(address: Address) -> Address:
    """An address without what its text repeats: 望燕名居6栋望燕名居6幢."""
    kept = {(c.level, c.value): c for c in reversed(address.components)}
    if len(kept) == len(address.components):
        return address
    return Address(tuple(reversed(kept.values())), address.rest, address.noise)


def _flat(numbers: Numbers) -> Numbers:
    """3-2-501 as building 3, unit 2, room 501, where no building is named."""
    group, lane, number, sub, building, unit, floor, room, rest = numbers
    subs = sub.split("-")
    if len(subs) != 2 or building or unit or room or not number.isdigit():
        return numbers
    return (group, lane, "", "", number, subs[0], floor, subs[1], rest)
