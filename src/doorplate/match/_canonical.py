"""The agreed form of an address: fullest and most frequent spelling of each part."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache

from doorplate._numerals import STEMS
from doorplate.address import Address, Component, Level
from doorplate.match._around import INSIDE, in_order
from doorplate.match._lexicon import Spelling, full_of, where
from doorplate.match._names import with_word
from doorplate.match._owned import AT, Owned, flank_word
from doorplate.match._parts import NAME_LEVELS, NUMBER_LEVELS, Name, Names, Numbers
from doorplate.match._resolve import Resolution

_FORM = {
    Level.GROUP: "{}组", Level.LANE: "{}", Level.UNIT: "{}单元", Level.FLOOR: "{}层",
    Level.ROOM: "{}室",
}  # fmt: skip


class Canonical:
    """Agreed spellings over one list.

    A name is spelled as most records that carry it spell it; between equals the longer, then
    the first in code order. Where a place list has the name, it is followed (`listed`). Numbers
    are written in one form: 12号附1, 3号楼2单元501室.
    """

    def __init__(self, resolution: Resolution, listed: Spelling | None = None) -> None:
        self._found, self._listed = resolution, listed or {}
        self._places = lru_cache(maxsize=65_536)(self._place)
        self._doors = lru_cache(maxsize=65_536)(self._door)

    @cached_property
    def spelling(self) -> dict[tuple[int, str], str]:
        """The agreed full spelling of every name, where it stands and anywhere."""
        counts: Counter[tuple[Level, str, str]] = Counter()
        columns = self._found.columns
        rows = self._found.spelled_rows
        for index, (names, read, name) in enumerate(
            zip(columns.spellings, columns.folded_names, self._found.full_names, strict=True)
        ):
            for level, stem, text in _written(names, read, name):
                counts[level, stem, text] += rows[index]
                counts[level, where(name, level, stem), text] += rows[index]
        best: dict[tuple[int, str], str] = {}
        for level, stem, text in sorted(counts, key=lambda c: (counts[c], len(c[2]), c[2])):
            best[level, stem] = text
        return best | dict(self._listed)

    def address(self, name: Name, number: int, told: Owned) -> Address:
        """A place and a number key as an address, with the words that tell whose it is."""
        parts = [*self._places(name), *self._doors(number), *_telling(told)]
        return Address(in_order(parts, inside=told.side == INSIDE))

    def _place(self, name: Name) -> tuple[Component, ...]:
        stems = zip(NAME_LEVELS, (*name.area, *name.place), strict=True)
        return tuple(
            Component(level, full_of(self.spelling, name, level, stem))
            for level, stem in stems
            if stem
        )

    def _door(self, number: int) -> tuple[Component, ...]:
        return tuple(number_components(self._found.numbers[number]))


def _telling(told: Owned) -> Iterator[Component]:
    """A ward, a side of the street, an entrance and what lies by a number, as elements."""
    if told.ward:
        yield Component(Level.GROUP, told.ward)
    by = "" if told.by == AT else told.by
    for word in (flank_word(told.flank), told.gate, by):
        if word:
            yield Component(Level.LANDMARK, word)


def _written(names: Names, read: Name, name: Name) -> Iterator[tuple[Level, str, str]]:
    """How a record spells each part of its name, also where that was first cut otherwise."""
    before, after = (*read.area, *read.place), (*name.area, *name.place)
    for level, text, old, stem in zip(NAME_LEVELS, names, before, after, strict=True):
        if old and old == stem:
            yield level, stem, text or stem
        elif stem and (found := with_word(level, stem, "".join(names))):
            yield level, stem, found


def number_components(numbers: Numbers) -> list[Component]:
    """A number key as components; a mark of the door (23甲) is a sub-number: 23号甲附1."""
    parts, mark = [], ""
    for level, key in zip(NUMBER_LEVELS, numbers, strict=False):
        if level is Level.NUMBER:
            number, mark = _unmarked(key)
            parts.append(Component(level, _numbered(number)))
        elif level is Level.SUBNUMBER:
            parts.append(Component(level, mark + (f"附{key}" if key[:1].isdigit() else key)))
        elif level is Level.BUILDING:
            parts.append(Component(level, key and _building(key)))
        else:
            spelled = _ROW.sub("至", key) if level in _ROWS else key
            parts.append(Component(level, key and _FORM[level].format(spelled)))
    return [part for part in parts if part.value]


_ROW = re.compile("(?<=[0-9])-")
_ROWS = frozenset({Level.FLOOR, Level.LANE})
"""负1至3层, 5至7弄: a dash would be read otherwise."""


def _unmarked(key: str) -> tuple[str, str]:
    """A door's number and its mark: 23 and 甲, 12 and A; a number of a series has none."""
    marked = _MARKED.fullmatch(key)
    return (marked[1], marked[2]) if marked else (key, "")


def _numbered(number: str) -> str:
    return f"{number}号" if number[-1:].isalnum() else number


_MARKED = re.compile(f"([0-9]+)([A-Z{STEMS}])")


def _building(key: str) -> str:
    """3 is 3号楼, A is A座, 东 is 东楼, 3号楼B is 3号楼B座; 3号馆 and 东塔 stay."""
    if "号" in key and "A" <= key[-1] <= "Z":
        return f"{key}座"
    if "号" in key or key.endswith("塔"):
        return key
    if any(map(str.isdigit, key)) or key in _STEMS:
        return f"{key}号楼"
    return f"{key}座" if key.isascii() else f"{key}楼"


_STEMS = frozenset(STEMS)
