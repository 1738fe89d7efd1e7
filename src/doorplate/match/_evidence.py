"""What a list itself says for or against one name being a misspelling of another.

Three independent things are counted, in bits: how many records carry the spelling against how
many a slip of the hand would leave; whether its doors are on the list under the other name,
where a number that many places have says little; and whether its doors stand once each, as
slips do, or repeatedly, as real places do. Frequencies are taken over distinct doors, because
rows repeat what they repeat.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import fsum, log, log2
from typing import Any, NamedTuple

from doorplate.match._weights import Weights

_LOG2E = log2(2.718281828459045)
_BIG = 8
_FEW = 3
_NEVER = -60.0
_ALONE_MOST = 8.0
_SURE = 0.98
_EMPTY = 0, 0
DOORS_MOST = 10.0
_SMALL, _SMALLEST = 2.5, 5.0
_TWICE = 0.04
"""How often one door is miswritten in one way again."""
_ENOUGH = 16
"""Doors of a list that say what number is usual."""
_SKEW = 4
"""How many times larger the place of the median record is than the median place."""


class Stand(NamedTuple):
    """How a name stands on a list: its records, its doors, and the doors with one record."""

    rows: int
    doors: int
    once: int

    def __add__(self, other: object) -> "Stand":
        if not isinstance(other, Stand):
            return NotImplemented
        return Stand(self.rows + other.rows, self.doors + other.doors, self.once + other.once)


class Rates(NamedTuple):
    """What a list says about names in general.

    Attributes:
        shared: how often a misspelt record's door is on the list under the right name.
        once: bits for a door; again: for every record of it but the first.
        names: how many well-filled names were counted; mean: their doors on average.
        size: records of the median place.
        least: floor of the chance that a stranger has the same number.
    """

    shared: float
    once: float
    again: float
    names: int
    mean: float
    least: float
    size: float = 2**_SMALL


class Evidence:
    """What the names of a list say, from how each stands and which doors it has."""

    def __init__(self, stand: list[Stand], rates: Rates) -> None:
        self.stand, self.rates = stand, rates

    def has(self, number: Any, target: int) -> bool:
        """Whether a name has a door."""
        raise NotImplementedError

    def holders(self, number: Any, names: Iterable[int]) -> list[int]:
        """Which of some names have a door."""
        return [name for name in names if self.has(number, name)]

    def spread(self, number: Any) -> int:
        """How many of the counted names have a door of this number."""
        raise NotImplementedError

    def alone(self, stand: Stand) -> float:
        """Bits from how often each door stands under exactly that spelling.

        Bounded above: on a list that names every door once, standing once says little.
        """
        bits = stand.doors * self.rates.once + (stand.rows - stand.doors) * self.rates.again
        return min(_ALONE_MOST, max(_NEVER, bits))

    def size(self, stand: Stand, most: float) -> float:
        """Bits from the number of records: a slip is rare, and a real place may be small.

        `most` is the number of records that slips on all possible targets leave at most.
        """
        more = max(0, stand.rows - 1)
        larger = log2(max(1.0, self.rates.size) / max(1, stand.rows))
        small = min(_SMALLEST, max(_SMALL, larger))
        if more <= most or most <= 0:
            return small
        tail = (more * log(most / more) + more - most) * _LOG2E
        return max(_NEVER, small + tail)

    @property
    def has_few_doors(self) -> bool:
        """Whether the names that say how common a number is have too few doors to say it."""
        return self.rates.names * self.rates.mean < _ENOUGH

    @property
    def scant(self) -> float:
        """Bits that few records are worth less where real places have few themselves."""
        return max(0.0, _SMALL - log2(max(1.0, self.rates.size)))

    def door(self, number: Any, target: int) -> float:
        """Bits from one door being, or not being, on the list under the other name."""
        if not self.stand[target].doors:
            return 0.0
        own = self.has(number, target)
        scale = self.scale(self.stand[target])
        return self.bits(scale, self.spread(number), 0.0, own=own)

    def scale(self, stand: Stand) -> float:
        """How much larger or smaller a name is than the counted ones, within bounds."""
        return min(8.0, max(0.25, stand.doors / self.rates.mean))

    def bits(self, scale: float, spread: int, density: float, *, own: bool) -> float:
        """Bits from a door, given the chance that another place of that size has its number.

        `density` is the share of the numbers around this one that the other name has.
        """
        shared, _, _, names, _, least, _ = self.rates
        share = (spread - own + 0.5) / (names + 1)
        share = least if share < least else min(share, _SURE)
        grown = 1.0 - (1.0 - share) ** scale
        chance = max(grown, density)
        chance = least if chance < least else min(chance, _SURE)
        return log2(shared / chance) if own else log2((1 - shared) / (1 - chance))


class ListEvidence(Evidence):
    """Counts over the names of one list in memory.

    Args:
        doors: for every name, its doors (number keys) with their number of records.
        series: for every number key, the series it counts in (a group, a lane) and its place
            there; None where it counts in none.
        weights: rates and floors.
    """

    def __init__(
        self,
        doors: Sequence[Mapping[int, int]],
        series: Sequence[tuple[object, int] | None],
        weights: Weights,
    ) -> None:
        self.doors = doors
        ids: dict[object, int] = {}
        self._series = [
            None if found is None else (ids.setdefault(found[0], len(ids)), found[1])
            for found in series
        ]
        self._filled: dict[int, dict[int, tuple[int, int]]] = {}
        big = [d for d in doors if len(d) >= _BIG]
        pool = big if len(big) >= _FEW else list(doors)
        self.counted: dict[int, int] = Counter(chain.from_iterable(pool))
        mean = max(1.0, sum(map(len, pool)) / max(1, len(pool)))
        once, again = _repetition(pool)
        known = weights.doors
        stands = [_stand(d) for d in doors]
        size = _usual_size(stands) / _SKEW
        rates = Rates(known["shared"], once, again, len(pool), mean, known["least"], size)
        super().__init__(stands, rates)
        self._scale = list(map(self.scale, stands))

    def has(self, number: int, target: int) -> bool:
        return number in self.doors[target]

    def holders(self, number: int, names: Iterable[int]) -> list[int]:
        doors = self.doors
        return [name for name in names if number in doors[name]]

    def spread(self, number: int) -> int:
        return self.counted.get(number, 0)

    def door(self, number: int, target: int) -> float:
        doors = self.doors[target]
        if not doors:
            return 0.0
        own = number in doors
        density = self._density(number, target, own=own)
        return self.bits(self._scale[target], self.counted.get(number, 0), density, own=own)

    def _density(self, number: int, target: int, *, own: bool) -> float:
        """Of 1 to the highest number of the series, the share that the name has besides it."""
        found = self._series[number]
        if found is None:
            return 0.0
        filled = self._filled.get(target)
        if filled is None:
            filled = self._filled[target] = self._fill(target)
        count, top = filled.get(found[0], _EMPTY)
        return (count - own) / top if 0 < found[1] <= top else 0.0

    def _fill(self, target: int) -> dict[int, tuple[int, int]]:
        """For every series of a name, how many numbers it has and the highest."""
        filled: dict[int, tuple[int, int]] = {}
        series = self._series
        for number in self.doors[target]:
            found = series[number]
            if found is not None:
                counted, place = found
                count, top = filled.get(counted, _EMPTY)
                filled[counted] = count + 1, max(top, place)
        return filled

    def all_doors(self, name: int, target: int) -> float:
        """`door` summed over the doors of a name.

        Bounded above: two real neighbours count their doors alike.
        """
        return min(DOORS_MOST, fsum(self.door(number, target) for number in self.doors[name]))

    def learn_shared(self, pairs: Iterable[tuple[int, int]]) -> None:
        """How often doors recur under the full name, from names that surely belong together."""
        hits, total = 0, 0
        for name, target in pairs:
            total += len(self.doors[name])
            hits += sum(1 for number in self.doors[name] if number in self.doors[target])
        if total >= 3 * _BIG:
            shared = min(0.95, max(0.3, (hits + 1) / (total + 1.5)))
            self.rates = self.rates._replace(shared=shared)


def _stand(doors: Mapping[int, int]) -> Stand:
    counts = list(doors.values())
    return Stand(sum(counts), len(counts), counts.count(1))


def _usual_size(stands: Iterable[Stand]) -> int:
    """Records of the place that the median record lies in; misspelt names hardly count."""
    sizes = sorted((stand.rows for stand in stands), reverse=True)
    half = sum(sizes) / 2
    for size in sizes:
        half -= size
        if half <= 0:
            return size
    return 0


def _repetition(pool: Sequence[Mapping[int, int]]) -> tuple[float, float]:
    """Bits for each door, and for each further record of one."""
    doors = sum(map(len, pool))
    rows = sum(n for numbers in pool for n in numbers.values())
    more = (rows - doors + 1) / (rows + 2)
    return log2((1 - _TWICE) / max(0.05, 1 - more)), log2(_TWICE / max(0.05, more))
