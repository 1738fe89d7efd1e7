"""Places of one name in several towns: which of them a name may stand for.

A village's or street's name that a list has in hundreds of towns says little of which is meant.
Only so many of them are looked at, so that the cost stays near linear.
"""

from collections import defaultdict
from collections.abc import Iterable

from doorplate.match._parts import Name, Names

_MOST = 50
"""More towns of one name than a county has towns."""
_DISTRICT, _TOWN = 2, 4


class Namesakes:
    """Names by their place, in the order in which they are added."""

    def __init__(self) -> None:
        self._everywhere: dict[Names, list[int]] = defaultdict(list)
        self._in_district: dict[tuple[Names, str], list[int]] = defaultdict(list)
        self._in_town: dict[tuple[Names, str], list[int]] = defaultdict(list)

    def add(self, i: int, name: Name) -> None:
        """One more name."""
        area, place = name
        self._everywhere[place].append(i)
        self._in_district[place, area[_DISTRICT]].append(i)
        self._in_town[place, area[_TOWN]].append(i)

    def near(self, name: Name) -> Iterable[int]:
        """Names of the same place, those that an unnamed town may be and the first in others.

        All of them where there are few.
        """
        area, place = name
        every = self._everywhere.get(place, [])
        if len(every) <= _MOST or not area[_TOWN]:
            return every
        district, town = area[_DISTRICT], area[_TOWN]
        others = self._in_district.get((place, district), []) if district else every
        unnamed = self._in_district.get((place, ""), [])
        found = {*others[:_MOST], *unnamed[:_MOST]}
        for said in (town, ""):
            found.update(self._in_town.get((place, said), ()))
        return sorted(found)
