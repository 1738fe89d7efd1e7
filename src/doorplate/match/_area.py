"""Areas: which (province, city, district, zone, town) stand for one another.

A list names its divisions more or less fully: 普集镇, 武功县普集镇, 陕西省武功县普集街道.
An area is filled up from the only fuller one that agrees with it, and a misspelt town is led
back to a far more frequent one that holds the same places.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice

from doorplate.match._names import edit_of

Area = tuple[str, ...]
"""Province, city, district, zone, town; each without the word for what it is, or empty."""

_DISTRICT = 2
_TOWN = 4
_RARE = 12
_STRAY = 0.005
"""Share of the records of the largest county below which a county is taken for misread."""
_REMEMBERED = 100_000
_SLIPS = frozenset({"homophone", "near_sound", "shape", "swapped", "dropped"})


def agree(a: Area, b: Area) -> bool:
    """Whether no level that both name differs."""
    return all(not x or not y or x == y for x, y in zip(a, b, strict=True))


def holds(wide: Area, full: Area) -> bool:
    """Whether `full` names all that `wide` names, and more."""
    return wide != full and all(not x or x == y for x, y in zip(wide, full, strict=True))


class Areas:
    """The areas of a list, each with the one it stands for in `of`.

    Args:
        places: for every area, the place names in it with their number of records.
        known: areas that a place list vouches for; these are never repaired.
    """

    def __init__(self, places: Mapping[Area, Mapping[str, int]], known: Iterable[Area]) -> None:
        self._known = frozenset(known)
        self._places = dict(places)
        heads = _usual_heads(places) | {(*a[:4], "") for a in self._known if a[_DISTRICT]}
        self._all = sorted({*places, *self._known, *heads})
        self._index: dict[tuple[int, str], list[Area]] = defaultdict(list)
        for area in self._all:
            for level, name in enumerate(area):
                if name:
                    self._index[level, name].append(area)
        self._tops = _fullest(heads)
        self._tops_of: dict[str, list[Area]] = defaultdict(list)
        for top in self._tops:
            self._tops_of[top[_DISTRICT]].append(top)
        self.of = {area: self._filled(area) for area in self._all}
        self._repair_towns()

    def meaning(self, area: Area) -> Area:
        """What any area stands for, one off the list too."""
        found = self.of.get(area)
        if found is None:
            full = self._filled(area)
            found = self.of.get(full) or self._said_less(full) or self._twin(full) or full
            if len(self.of) < _REMEMBERED:
                self.of[area] = found
        return found

    def is_stray(self, area: Area) -> bool:
        """Whether hardly any record lies in the county of an area."""
        return bool(area[_DISTRICT]) and not self._tops_of.get(area[_DISTRICT])

    def _said_less(self, area: Area) -> Area | None:
        """The only area of the list that agrees and leaves out what stands above it."""
        narrowest = max((i for i, name in enumerate(area) if name), default=-1)
        near = self._index[narrowest, area[narrowest]] if narrowest >= 0 else []
        less = [other for other in near if holds(other, area)]
        return self.of[less[0]] if len(less) == 1 else None

    def _twin(self, area: Area) -> Area | None:
        """The only town of the list that an unheard-of one may be a slip for."""
        if not area[_TOWN]:
            return None
        near = [
            other
            for other in self._towns.get(area[:_TOWN], ())
            if (edit := edit_of(area[_TOWN], other[_TOWN])) and edit.rule in _SLIPS
        ]
        return near[0] if len(near) == 1 else None

    def _filled(self, area: Area) -> Area:
        narrowest = max((i for i, name in enumerate(area) if name), default=-1)
        near = self._index[narrowest, area[narrowest]] if narrowest >= 0 else self._tops
        full = [f for f in near if holds(area, f) and bool(f[_TOWN]) == bool(area[_TOWN])]
        if full:
            return _widest_said(full) or area
        if narrowest < 0:
            return area
        near = self._tops_of[area[_DISTRICT]] if area[_DISTRICT] else self._tops
        tops = list(islice((top for top in near if agree(top, area)), 2))
        if len(tops) != 1:
            return area
        return tuple(x or y for x, y in zip(area, tops[0], strict=True))

    def _repair_towns(self) -> None:
        """A rare town, one slip from a frequent one with the same places, is that one."""
        contents: dict[Area, dict[str, int]] = defaultdict(dict)
        for area, names in self._places.items():
            mine = contents[self.of[area]]
            for name, count in names.items():
                mine[name] = mine.get(name, 0) + count
        siblings: dict[Area, list[Area]] = defaultdict(list)
        for area in sorted(contents):
            if area[_TOWN]:
                siblings[area[:_TOWN]].append(area)
        moved = {
            area: target
            for towns in siblings.values()
            for area in towns
            if area not in self._known and (target := _frequent_twin(area, towns, contents))
        }
        self.of = {area: moved.get(full, full) for area, full in self.of.items()}
        self._towns = {
            head: [town for town in towns if town not in moved]
            for head, towns in siblings.items()
        }


def _usual_heads(places: Mapping[Area, Mapping[str, int]]) -> set[Area]:
    """What stands above the towns of a list, but for what a few misread records say."""
    rows: dict[Area, int] = defaultdict(int)
    for area, names in places.items():
        if area[_DISTRICT]:
            rows[*area[:_TOWN], ""] += sum(names.values())
    least = max(rows.values(), default=0) * _STRAY
    return {head for head, count in rows.items() if count >= least}


def _widest_said(areas: list[Area]) -> Area | None:
    """The one area that says all that the others say; None where two go apart."""
    top = max(areas, key=lambda area: sum(map(bool, area)))
    return top if all(area == top or holds(area, top) for area in areas) else None


def _fullest(heads: Iterable[Area]) -> list[Area]:
    """The heads that no other head of the same district says more fully, sorted."""
    groups: dict[str, list[Area]] = defaultdict(list)
    for head in sorted(heads):
        groups[head[_DISTRICT]].append(head)
    return sorted(
        head
        for group in groups.values()
        for head in group
        if not any(holds(head, other) for other in group)
    )


def _frequent_twin(
    area: Area, towns: list[Area], contents: Mapping[Area, Mapping[str, int]]
) -> Area | None:
    mine = contents[area]
    size = sum(mine.values())
    twins = [
        other
        for other in towns
        if sum(contents[other].values()) >= _RARE * size
        and (edit := edit_of(area[_TOWN], other[_TOWN]))
        and edit.rule in _SLIPS
        and 2 * sum(n for name, n in mine.items() if name in contents[other]) >= size
    ]
    return twins[0] if len(twins) == 1 else None
