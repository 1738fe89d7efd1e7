"""Scans of one plate in two places: a plate hangs still, so one of them is a copy."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from doorplate.encode.verify import distance


class Sighting(NamedTuple):
    """One scan of an authentic plate.

    Attributes:
        key_id: the plate's key.
        serial: the plate's serial.
        position: longitude and latitude of the reader, in degrees.
    """

    key_id: bytes
    serial: int
    position: tuple[float, float]


def seen_apart(
    sightings: Iterable[Sighting], *, metres: float = 500.0
) -> dict[tuple[bytes, int], float]:
    """Plates scanned at places further apart than `metres`, with the greatest distance.

    >>> here, there = (108.2, 34.26), (108.3, 34.26)
    >>> seen = [Sighting(b"test", 7, here), Sighting(b"test", 7, there)]
    >>> {plate: round(m) for plate, m in seen_apart(seen).items()}
    {(b'test', 7): 9190}
    """
    places: defaultdict[tuple[bytes, int], set[tuple[float, float]]] = defaultdict(set)
    for sighting in sightings:
        places[sighting.key_id, sighting.serial].add(sighting.position)
    spread = {
        plate: max((distance(a, b) for a, b in combinations(sorted(where), 2)), default=0.0)
        for plate, where in places.items()
    }
    return {plate: far for plate, far in spread.items() if far > metres}
