"""The same map for geographic software: doors and grids as GeoJSON (RFC 7946)."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from doorplate.errors import AssignmentError
from doorplate.numbering.checked import checked
from doorplate.numbering.picture import MapDoor, hull, on_earth

__all__ = ["to_geojson"]


@checked(AssignmentError)
def to_geojson(doors: Iterable[MapDoor]) -> str:
    """A FeatureCollection: one point per door, one area per grid. Positions in WGS 84.

    A grid's area is the convex hull of its doors; properties are `kind`, `number`, `street`,
    `grid`, and the door's uid as `id`.

    Raises:
        AssignmentError: a position that is no longitude and latitude; `where` names the door.

    >>> import json
    >>> found = json.loads(to_geojson([MapDoor("a", 108.2, 34.3, "1号", "街", "01")]))
    >>> found["features"][0]["properties"]["number"]
    '1号'
    """
    listed = on_earth(doors)
    features = [_door(d) for d in listed] + _grids(listed)
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def _position(door: MapDoor) -> tuple[float, float]:
    return round(door.lon, 7), round(door.lat, 7)


def _door(door: MapDoor) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": door.uid,
        "geometry": {"type": "Point", "coordinates": _position(door)},
        "properties": {
            "kind": "door",
            "number": door.number,
            "street": door.street,
            "grid": door.grid,
        },
    }


def _grids(doors: Iterable[MapDoor]) -> list[dict[str, Any]]:
    groups: defaultdict[str, list[MapDoor]] = defaultdict(list)
    for door in doors:
        if door.grid:
            groups[door.grid].append(door)
    return [
        {
            "type": "Feature",
            "id": f"grid-{grid}",
            "geometry": _area([_position(d) for d in members]),
            "properties": {"kind": "grid", "grid": grid, "doors": len(members)},
        }
        for grid, members in sorted(groups.items())
    ]


def _area(points: list[tuple[float, float]]) -> dict[str, Any]:
    """A closed ring, or the points themselves where they span no area."""
    ring = hull(points)
    if len(ring) < 3:
        return {"type": "MultiPoint", "coordinates": ring}
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
