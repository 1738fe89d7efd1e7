"""A village at a glance: streets, doors, numbers and grids as one SVG."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from xml.sax import saxutils

from doorplate._text import Lang, Text
from doorplate.address import DoorNumber, NumberStyle
from doorplate.errors import AssignmentError
from doorplate.numbering._curve import Metres, curve_through, nearest
from doorplate.numbering._labels import Labels
from doorplate.numbering.checked import checked
from doorplate.numbering.given import is_place

__all__ = ["MapDoor", "draw_village", "hull", "on_earth"]

WIDTH = 1000
"""Width of the drawing, in user units."""

_MARGIN, _LEGEND, _PAD = 90, 180, 14
_COLOURS = (
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8a8a00", "#7b5ea7",
)  # fmt: skip
_PER_DEGREE = 111_195


class MapDoor(NamedTuple):
    """A door on the map: position in degrees, the number printed, its street and grid."""

    uid: str
    lon: float
    lat: float
    number: str = ""
    street: str = ""
    grid: str = ""


class _Sheet(NamedTuple):
    """From degrees to drawing units."""

    west: float
    north: float
    east_scale: float
    north_scale: float
    height: int
    metre: float

    def at(self, lon: float, lat: float) -> Metres:
        x = _MARGIN + (lon - self.west) * self.east_scale
        return x, _MARGIN + 30 + (self.north - lat) * self.north_scale


@checked(AssignmentError)
def draw_village(
    doors: Sequence[MapDoor],
    *,
    title: str = "",
    lines: Mapping[str, Sequence[tuple[float, float]]] | None = None,
    lang: Lang = "zh",
) -> str:
    """An SVG drawing: north up, one colour and one name per grid, numbers where there is room.

    Numbers are left out where they would cover each other: first the ends of each street are
    written, then the others. Streets without a line in `lines` get one through their doors.
    The same doors give the same bytes.

    Args:
        doors: what to draw; without any, an empty sheet.
        title: a heading.
        lines: centre lines as (lon, lat) pairs by street.
        lang: language of the legend.

    Raises:
        AssignmentError: a position that is no longitude and latitude; `where` names the door.

    >>> draw_village([MapDoor("a", 108.2, 34.3, "1号", "街", "01")]).startswith("<svg")
    True
    """
    listed = on_earth(doors)
    sheet = _sheet(listed)
    spots = {d.uid: sheet.at(d.lon, d.lat) for d in listed}
    colours, labels = _colours(listed), Labels(spots.values(), WIDTH, sheet.height)
    paths = _paths(listed, spots, sheet, lines or {})
    parts = [
        *_areas(listed, spots, colours),
        *_streets(paths),
        *_doors(listed, spots, colours),
        *_names(paths, labels),
        *_numbers(listed, spots, paths, labels),
        *_legend(listed, colours, sheet, lang),
        _text((30, 34), title, 20, "#222", weight="bold"),
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {sheet.height}" '
        f'width="{WIDTH}" height="{sheet.height}" role="img" '
        f'font-family="Noto Sans CJK SC, Noto Sans SC, Microsoft YaHei, sans-serif">'
        f"<title>{escape(title)}</title>"
    )
    paper = f'<rect width="{WIDTH}" height="{sheet.height}" fill="#fdfcf9"/>'
    return "\n".join([head, paper, *parts, "</svg>"]) + "\n"


def on_earth(doors: Iterable[MapDoor]) -> list[MapDoor]:
    """The doors by uid.

    Raises:
        AssignmentError: a position that is no longitude and latitude; `where` names the door.
    """
    listed = list(doors)
    for door in listed:
        if not is_place(door.lon, door.lat):
            raise AssignmentError(
                Text(f"坐标 ({door.lon}, {door.lat}) 不是地球上的经纬度",
                     f"({door.lon}, {door.lat}) is no longitude and latitude"),
                remedy=Text("改正坐标，或不画这扇门", "Correct it, or leave the door out"),
                where=str(door.uid),
            )  # fmt: skip
    return sorted(listed)


def _sheet(doors: Sequence[MapDoor]) -> _Sheet:
    lons = [d.lon for d in doors] or [0.0]
    lats = [d.lat for d in doors] or [0.0]
    squeeze = math.cos(math.radians(sum(lats) / len(lats)))
    wide = max((max(lons) - min(lons)) * squeeze, 1e-5)
    high = max(max(lats) - min(lats), 1e-5)
    scale = min((WIDTH - _MARGIN * 2 - _LEGEND) / wide, 1400 / high)
    height = max(round(high * scale) + _MARGIN * 2 + 60, 320)
    return _Sheet(min(lons), max(lats), scale * squeeze, scale, height, scale / _PER_DEGREE)


def _colours(doors: Iterable[MapDoor]) -> dict[str, str]:
    grids = sorted({d.grid for d in doors if d.grid})
    return {grid: _COLOURS[i % len(_COLOURS)] for i, grid in enumerate(grids)}


def _by(doors: Iterable[MapDoor], what: str) -> dict[str, list[MapDoor]]:
    groups: defaultdict[str, list[MapDoor]] = defaultdict(list)
    for door in doors:
        if getattr(door, what):
            groups[getattr(door, what)].append(door)
    return dict(sorted(groups.items()))


def hull(points: Iterable[Metres]) -> list[Metres]:
    """The convex hull, counter-clockwise from the least point (Andrew's monotone chain).

    >>> hull([(0, 0), (2, 0), (1, 1), (1, 3)])
    [(0, 0), (2, 0), (1, 3)]
    """
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    halves = [_half(ordered), _half(ordered[::-1])]
    return halves[0][:-1] + halves[1][:-1]


def _half(points: Sequence[Metres]) -> list[Metres]:
    out: list[Metres] = []
    for p in points:
        while len(out) > 1 and _turn(out[-2], out[-1], p) <= 0:
            out.pop()
        out.append(p)
    return out


def _turn(a: Metres, b: Metres, c: Metres) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _areas(
    doors: Sequence[MapDoor], spots: Mapping[str, Metres], colours: Mapping[str, str]
) -> list[str]:
    """One soft patch per grid and street: grids of whole streets never cover each other."""
    parts = []
    for grid, members in _by(doors, "grid").items():
        patches = [
            f'<polygon points="{_points(hull(spots[d.uid] for d in row))}"/>'
            for row in (_by(members, "street") or {"": members}).values()
        ]
        parts.append(
            f'<g fill="{colours[grid]}" stroke="{colours[grid]}" stroke-width="{2 * _PAD}" '
            f'stroke-linejoin="round" opacity="0.16">{"".join(patches)}</g>'
        )
    return parts


_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """Text as XML; what no XML can hold becomes the replacement character."""
    return saxutils.escape(_NO_XML.sub("\ufffd", text))


def _points(path: Iterable[Metres]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in path)


Paths = dict[str, list[Metres]]


def _paths(
    doors: Sequence[MapDoor],
    spots: Mapping[str, Metres],
    sheet: _Sheet,
    lines: Mapping[str, Sequence[tuple[float, float]]],
) -> Paths:
    """Each street's line on the sheet: the given one, or one laid through its doors."""
    paths = {}
    for street, members in _by(doors, "street").items():
        given = [sheet.at(*p) for p in lines.get(street, ())]
        paths[street] = given or _between_sides(members, spots)
    return paths


def _between_sides(doors: Sequence[MapDoor], spots: Mapping[str, Metres]) -> list[Metres]:
    """A line midway between the odd and the even doors, where there are both."""
    sides = ["odd" if _main(d.number) % 2 else "even" for d in doors]
    return list(curve_through([spots[d.uid] for d in doors], sides).path)


def _main(number: str) -> int:
    return DoorNumber.parse(number).main if DoorNumber.is_valid(number) else 0


def _short(number: str) -> str:
    """As little as tells doors apart: 12, 12-1; what is no number as it stands."""
    if not DoorNumber.is_valid(number):
        return number
    return DoorNumber.parse(number).format(NumberStyle.DASH).removesuffix("号")


def _streets(paths: Paths) -> list[str]:
    return [
        f'<polyline points="{_points(path)}" fill="none" stroke="#b9b4a7" '
        f'stroke-width="4" stroke-linecap="round" stroke-linejoin="round">'
        f"<title>{escape(street)}</title></polyline>"
        for street, path in paths.items()
    ]


def _doors(
    doors: Sequence[MapDoor], spots: Mapping[str, Metres], colours: Mapping[str, str]
) -> list[str]:
    size = max(1.6, min(4.0, 60 / math.sqrt(len(doors) or 1)))
    return [
        f'<circle cx="{spots[d.uid][0]:.1f}" cy="{spots[d.uid][1]:.1f}" r="{size:.1f}" '
        f'fill="{colours.get(d.grid, "#555")}"><title>'
        f"{escape(' '.join(filter(None, (d.street, d.number, d.grid))))}</title></circle>"
        for d in doors
    ]


def _names(paths: Paths, labels: Labels) -> list[str]:
    """Each street's name where its line starts."""
    parts = []
    for street, path in paths.items():
        away = (path[0][0] - path[-1][0], path[0][1] - path[-1][1])
        place = labels.place(path[0], street, 12, away)
        if place is not None:
            parts.append(_text(place, street, 12, "#6b6455", weight="bold"))
    return parts


def _numbers(
    doors: Sequence[MapDoor], spots: Mapping[str, Metres], paths: Paths, labels: Labels
) -> list[str]:
    """Numbers on the side away from the street; the ends of streets are written first."""
    ends: list[MapDoor] = []
    for row in _by(doors, "street").values():
        along = sorted(row, key=lambda d: (spots[d.uid][1], spots[d.uid][0]))
        ends += [along[0], along[-1]]
    parts = []
    for door in dict.fromkeys([*ends, *doors]):
        spot = spots[door.uid]
        foot = nearest(paths[door.street], spot).at if door.street else spot
        text = _short(door.number)
        away = (spot[0] - foot[0], spot[1] - foot[1])
        place = labels.place(spot, text, 9, away) if text else None
        if place is not None:
            parts.append(_text(place, text, 9, "#333"))
    return parts


def _text(at: Metres, text: str, size: int, colour: str, *, weight: str = "normal") -> str:
    return (
        f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" font-size="{size}" fill="{colour}" '
        f'font-weight="{weight}">{escape(text)}</text>'
    )


_WORDS = {
    "grid": Text("网格", "Grid"),
    "doors": Text("门", "doors"),
    "north": Text("北", "N"),
}


def _legend(
    doors: Sequence[MapDoor], colours: Mapping[str, str], sheet: _Sheet, lang: Lang
) -> list[str]:
    x, y = WIDTH - _LEGEND, _MARGIN + 60
    parts = [
        f'<path d="M{x + 8},{_MARGIN + 30} l8,-26 l8,26 l-8,-6 z" fill="#444"/>',
        _text((x + 30, _MARGIN + 20), _WORDS["north"].say(lang), 12, "#444"),
    ]
    for grid, members in _by(doors, "grid").items():
        label = f"{_WORDS['grid'].say(lang)} {grid[-2:]}"
        count = f"{len(members)} {_WORDS['doors'].say(lang)}"
        parts += [
            f'<circle cx="{x + 12}" cy="{y - 5}" r="8" fill="{colours[grid]}"/>',
            _text((x + 28, y), label, 14, "#222", weight="bold"),
            _text((x + 100, y), count, 13, "#555"),
        ]
        y += 26
    return [*parts, *_scale_bar(x, y + 14, sheet)]


def _scale_bar(x: float, y: float, sheet: _Sheet) -> list[str]:
    metres = next((m for m in (1000, 500, 200, 100, 50, 20, 10) if m * sheet.metre <= 150), 5)
    length = metres * sheet.metre
    return [
        f'<path d="M{x:.1f},{y:.1f} v6 h{length:.1f} v-6" fill="none" stroke="#444"/>',
        _text((x, y + 22), f"{metres} m", 12, "#444"),
    ]
