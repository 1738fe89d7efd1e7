"""The village map: streets from north to south, doors with numbers, grids by colour.

A schematic, not a survey: every door is one cell in walking order, so that all numbers stay
readable. Each grid has a colour of the Okabe-Ito palette (safe for the common kinds of colour
blindness) and its number written on it; states differ by outline and mark, not by hue.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import zip_longest
from typing import NamedTuple

from doorplate._text import Lang
from doorplate.report.values import MapDoor, MapStreet

__all__ = ["MAP_LIMIT", "grid_colours", "village_map"]

MAP_LIMIT = 2_500
"""Doors above which a map is not readable and is not drawn."""

_PER_ROW = 34
_WIDTH, _GUTTER, _ROW, _ROAD, _GAP = 1060, 118, 22, 13, 12
_WIDEST_CELL = 40

_STRONG = (
    "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8C8C00", "#6A5ACD",
)  # fmt: skip
_TINT = (
    "#DCEBF6", "#FCEFD2", "#D5F0E6", "#F7E3EE", "#E3F3FC", "#FADFD0", "#F1F1CF", "#E6E3F8",
)  # fmt: skip
_DARK_INK = {"#E69F00", "#56B4E9", "#CC79A7"}


class Colours(NamedTuple):
    """Edge and ground of one grid, and the ink that reads well on its edge."""

    strong: str
    tint: str
    ink: str


def grid_colours(number: int) -> Colours:
    """Colours of a grid; neighbours always differ, 0 is grey.

    >>> grid_colours(1) == grid_colours(9), grid_colours(1) == grid_colours(2)
    (True, False)
    """
    if number < 1:
        return Colours("#7A828C", "#F1F3F4", "#fff")
    index = (number - 1) % len(_STRONG)
    strong = _STRONG[index]
    return Colours(strong, _TINT[index], "#1b2430" if strong in _DARK_INK else "#fff")


class _Frame(NamedTuple):
    """Cells in a line and how wide they are, the same for every street of a map."""

    cells: int
    width: float


def village_map(streets: Sequence[MapStreet], lang: Lang) -> str:
    """The map as HTML: one SVG a street, so that paper may break between streets."""
    frame = _frame(max((max(len(s.left), len(s.right)) for s in streets), default=1))
    drawn = "".join(_picture(street, frame, lang) for street in streets)
    return f'<div class="map">{_DEFS}{drawn}</div>'


def _picture(street: MapStreet, frame: _Frame, lang: Lang) -> str:
    parts, height = _street(street, frame, lang)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'aria-label="{escape(street.name)}" viewBox="0 0 {_WIDTH} {height:g}">'
        f"{''.join(parts)}</svg>"
    )


_DEFS = (
    '<svg width="0" height="0"><defs><pattern id="hatch" width="5" height="5" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="5" height="5" fill="#fff"/>'
    '<path d="M0 0V5" stroke="#1A1A1A" stroke-width="1.6"/></pattern></defs></svg>'
)


def _frame(longest: int) -> _Frame:
    """The longest side cut into equal lines, cells as wide as the page allows."""
    lines = -(-longest // _PER_ROW) or 1
    cells = -(-longest // lines) or 1
    return _Frame(cells, min(_WIDEST_CELL, (_WIDTH - _GUTTER - 4) // cells))


def _street(street: MapStreet, frame: _Frame, lang: Lang) -> tuple[list[str], float]:
    parts, top = [_name(street, 1.0, lang)], 1.0
    lines = list(zip_longest(_cut(street.left, frame), _cut(street.right, frame), fillvalue=()))
    for index, (left, right) in enumerate(lines):
        ends = index == 0, index == len(lines) - 1
        width = max(len(left), len(right)) * frame.width
        parts += _cells(left, top, frame, upper=True)
        parts += _road(street, top + _ROW, width, ends, lang)
        parts += _cells(right, top + _ROW + _ROAD, frame, upper=False)
        top += 2 * _ROW + _ROAD + (_GAP if ends[1] else 6)
    return parts, top


def _cut(doors: tuple[MapDoor, ...], frame: _Frame) -> Iterator[tuple[MapDoor, ...]]:
    for start in range(0, len(doors), frame.cells):
        yield doors[start : start + frame.cells]


def _name(street: MapStreet, top: float, lang: Lang) -> str:
    left, right = street.left_name.say(lang), street.right_name.say(lang)
    middle = top + _ROW + _ROAD / 2 + 4.5
    return (
        f'<text class="st" x="{_GUTTER - 34}" y="{middle}" text-anchor="end">'
        f"{escape(street.name)}</text>"
        f'<text class="sd" x="{_GUTTER - 8}" y="{top + 15}" text-anchor="end">'
        f"{escape(left)}</text>"
        f'<text class="sd" x="{_GUTTER - 8}" y="{top + 2 * _ROW + _ROAD - 7}" '
        f'text-anchor="end">{escape(right)}</text>'
    )


def _road(
    street: MapStreet, top: float, width: float, ends: tuple[bool, bool], lang: Lang
) -> list[str]:
    middle = top + _ROAD / 2
    parts = [
        f'<rect class="rd" x="{_GUTTER}" y="{top + 1.5}" width="{width}" height="10"/>',
        f'<path class="ln" d="M{_GUTTER + 6} {middle}H{_GUTTER + width - 6}"/>',
    ]
    if ends[0]:
        parts.append(_end(street.start.say(lang), _GUTTER + 3, middle, "start"))
    if ends[1]:
        parts.append(_end(street.end.say(lang), _GUTTER + width - 3, middle, "end"))
    return parts


def _end(text: str, x: float, y: float, anchor: str) -> str:
    if not text:
        return ""
    width = 8.5 * len(text) + 4 if not text.isascii() else 5.2 * len(text) + 6
    left = x if anchor == "start" else x - width
    return (
        f'<rect class="rd" x="{left}" y="{y - 5}" width="{width}" height="10"/>'
        f'<text class="en" x="{left + width / 2}" y="{y + 3.2}" text-anchor="middle">'
        f"{escape(text)}</text>"
    )


def _cells(doors: tuple[MapDoor, ...], top: float, frame: _Frame, *, upper: bool) -> list[str]:
    return [
        _cell(door, _Box(_GUTTER + i * frame.width, top, frame.width, upper), opens=opens)
        for i, door in enumerate(doors)
        for opens in [i == 0 or doors[i - 1].grid != door.grid]
    ]


class _Box(NamedTuple):
    """Where a cell stands; `upper` where it lies above the road."""

    x: float
    top: float
    width: float
    upper: bool

    @property
    def edge(self) -> float:
        """The top of its coloured edge, on the side away from the road."""
        return self.top + 1 if self.upper else self.top + _ROW - 4


def _cell(door: MapDoor, box: _Box, *, opens: bool) -> str:
    colours = grid_colours(door.grid)
    ground = "url(#hatch)" if door.state == "open" else colours.tint
    title = f"<title>{escape(door.title)}</title>" if door.title else ""
    badge = _badge(door.grid, colours, box) if opens and door.grid else ""
    wide = f'x="{box.x + 0.5:g}" width="{box.width - 1:g}"'
    return (
        f'<g class="d {escape(door.state)}">{title}'
        f'<rect {wide} y="{box.top + 1:g}" height="{_ROW - 2}" fill="{ground}"/>'
        f'<rect {wide} y="{box.edge:g}" height="3" fill="{colours.strong}"/>'
        f"{_label(door, box)}{badge}</g>"
    )


_MARKS = {"new": "+", "changed": "→", "review": "?", "open": "!"}


def _label(door: MapDoor, box: _Box) -> str:
    baseline = box.top + (16.5 if box.upper else 13.5)
    mark = _MARKS.get(door.state, "")
    size = ' class="sm"' if 6.4 * (len(door.label) + len(mark)) > box.width else ""
    sign = f'<tspan class="mk">{mark}</tspan>' if mark else ""
    return (
        f'<text{size} x="{box.x + box.width / 2:g}" y="{baseline:g}" text-anchor="middle">'
        f"{sign}{escape(door.label)}</text>"
    )


def _badge(grid: int, colours: Colours, box: _Box) -> str:
    x = f"{box.x + 5.5:g}"
    return (
        f'<circle cx="{x}" cy="{box.edge + 1.5:g}" r="5.5" fill="{colours.strong}"/>'
        f'<text class="bd" x="{x}" y="{box.edge + 4.3:g}" fill="{colours.ink}" '
        f'text-anchor="middle">{grid}</text>'
    )
