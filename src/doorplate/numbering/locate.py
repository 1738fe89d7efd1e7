"""Where doors stand along a street, from coordinates: chainage, side, and how sure.

With a street line chainage is measured along it. Without one a curve is laid through the doors:
their principal axis, bent toward them a few times. Either way whole centimetres come out.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from doorplate._text import Text
from doorplate.errors import AssignmentError
from doorplate.numbering._curve import Foot, Metres, Track, curve_through, nearest
from doorplate.numbering.checked import checked
from doorplate.numbering.doors import Door, Scope, Side
from doorplate.numbering.given import is_place

__all__ = ["Alignment", "DoorPoint", "Located", "locate"]

_METRES_PER_DEGREE = 111_195
_TOWN = 50_000
"""Metres beyond which a door cannot belong to the same street."""

_ROAD = 1_000_000
"""Metres beyond which a point cannot belong to the street's line."""


class DoorPoint(NamedTuple):
    """A door's position: degrees east and north, WGS 84 or any one system for all.

    `group` may say which doors are believed to share a side, say `odd` and `even`; a curve laid
    through the doors then runs midway between the groups.
    """

    uid: str
    lon: float
    lat: float
    group: str = ""


class Located(NamedTuple):
    """A door along its street.

    Attributes:
        uid: the door.
        chainage: centimetres from the line's first end.
        side: side, looking from the first end to the last; None for a door on the line itself.
        offset: centimetres from the line.
    """

    uid: str
    chainage: int
    side: Side | None
    offset: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """All doors of a street along one line.

    Attributes:
        doors: by chainage, then offset, then uid.
        bearing: whole degrees from the first end to the last.
        length: centimetres of the line.
        how: `line` where a street line was given, `curve` where one was laid.
        sure: 0 to 100. 100 with a line. For a curve, 100 less four times how unevenly four
            in five doors keep their distance from it, in percent of the street's extent; 0 for
            fewer than three doors, or a curve that winds.
    """

    doors: tuple[Located, ...]
    bearing: int
    length: int
    how: str
    sure: int

    @checked(AssignmentError)
    def scope(self, id_: str, name: str = "") -> Scope:
        """The street as numbering needs it."""
        return Scope(id_, name or id_, bearing=self.bearing, length=self.length)

    @checked(AssignmentError)
    def ordered(self, scope: str) -> tuple[Door, ...]:
        """The doors as numbering needs them: chainage, and order with the nearer door first.

        Doors at one point share one order, so that numbering refuses them by name.
        """
        ranks = {key: rank for rank, key in enumerate(sorted({_rank(d) for d in self.doors}))}
        return tuple(
            Door(d.uid, scope, d.side, ranks[_rank(d)], d.chainage) for d in self.doors
        )


def _rank(door: Located) -> tuple[int, int]:
    return door.chainage, door.offset


@checked(AssignmentError)
def locate(
    points: Iterable[DoorPoint], line: Sequence[tuple[float, float]] | None = None
) -> Alignment:
    """Chainage, side and order of doors along a street.

    Args:
        points: the doors.
        line: the street's centre line as (lon, lat) pairs; None lays a curve through the doors.

    Raises:
        AssignmentError: no doors, a coordinate that is no number or off the earth, a door more
            than 50 km from the others, a uid twice, a line of one point or with a point
            far off; `where` names the door.

    >>> doors = [DoorPoint("a", 108.2, 34.3), DoorPoint("b", 108.2, 34.301),
    ...          DoorPoint("c", 108.2002, 34.3005)]
    >>> [(d.uid, d.chainage // 100) for d in locate(doors, [(108.2001, 34.302),
    ...                                                      (108.2001, 34.299)]).doors]
    [('b', 111), ('c', 166), ('a', 222)]
    """
    given = list(points)
    _check(given)
    listed = sorted(given)
    origin = (median(p.lon for p in listed), median(p.lat for p in listed))
    spots = [_flat((p.lon, p.lat), origin) for p in listed]
    _check_far(listed, spots)
    if line is not None:
        track = _on_line(spots, line, origin)
        return _alignment(listed, spots, track, "line")
    track = curve_through(spots, [p.group for p in listed])
    return _alignment(listed, spots, track, "curve")


def _flat(point: tuple[float, float], origin: tuple[float, float]) -> Metres:
    east = (point[0] - origin[0]) * math.cos(math.radians(origin[1]))
    return east * _METRES_PER_DEGREE, (point[1] - origin[1]) * _METRES_PER_DEGREE


def _check(points: Sequence[DoorPoint]) -> None:
    if not points:
        raise AssignmentError(
            Text("没有门", "there are no doors"),
            remedy=Text("给出这条街的门", "Give the doors of the street"),
        )
    for point in points:
        if not is_place(point.lon, point.lat):
            raise AssignmentError(
                Text(f"坐标 ({point.lon}, {point.lat}) 不是地球上的经纬度",
                     f"({point.lon}, {point.lat}) is no longitude and latitude"),
                remedy=Text("改正坐标，或给出 order", "Correct it, or give the door an order"),
                where=str(point.uid),
            )  # fmt: skip
    for before, uid in pairwise(sorted(str(p.uid) for p in points)):
        if before == uid:
            raise AssignmentError(
                Text("门的标识出现两次", "its uid stands twice"),
                remedy=Text("一门一标识", "Give each door its own uid"),
                where=uid,
            )


def _check_far(points: Sequence[DoorPoint], spots: Sequence[Metres]) -> None:
    for point, (x, y) in zip(points, spots, strict=True):
        away = math.hypot(x, y)
        if away > _TOWN:
            raise AssignmentError(
                Text(f"离同街其他门 {away / 1000:.0f} 公里",
                     f"it lies {away / 1000:.0f} km from the other doors of its street"),
                remedy=Text("改正坐标或所属街道", "Correct its coordinates or its street"),
                where=point.uid,
            )  # fmt: skip


def _on_line(
    spots: Sequence[Metres], line: Sequence[tuple[float, float]], origin: tuple[float, float]
) -> Track:
    for lon, lat in line:
        if not is_place(lon, lat) or math.hypot(*_flat((lon, lat), origin)) > _ROAD:
            raise AssignmentError(
                Text(f"街道线的点 ({lon}, {lat}) 不在这些门附近",
                     f"the point ({lon}, {lat}) of the street line is nowhere near the doors"),
                remedy=Text("改正街道线", "Correct the street line"),
            )  # fmt: skip
    path = tuple(_flat(point, origin) for point in line)
    if len(set(path)) < 2:
        raise AssignmentError(
            Text("街道线只有一个点", "the street line has one point only"),
            remedy=Text("给出至少两个点", "Give at least two points"),
        )
    return Track(path, tuple(nearest(path, spot) for spot in spots), 100)


def _alignment(
    points: Sequence[DoorPoint], spots: Sequence[Metres], track: Track, how: str
) -> Alignment:
    doors = [
        _located(point.uid, spot, foot)
        for point, spot, foot in zip(points, spots, track.feet, strict=True)
    ]
    doors.sort(key=lambda d: (d.chainage, d.offset, d.uid))
    first, last = track.path[0], track.path[-1]
    bearing = round(math.degrees(math.atan2(last[0] - first[0], last[1] - first[1]))) % 360
    length = round(100 * sum(math.dist(a, b) for a, b in pairwise(track.path)))
    return Alignment(tuple(doors), bearing, length, how, track.sure)


def _located(uid: str, spot: Metres, foot: Foot) -> Located:
    offset = round(100 * math.dist(spot, foot.at))
    side = Side.LEFT if foot.turn > 0 else Side.RIGHT
    return Located(uid, round(foot.along * 100), side if offset and foot.turn else None, offset)
