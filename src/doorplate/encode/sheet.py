"""Many plates on printing sheets, with crop marks."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from doorplate._text import Text
from doorplate.encode.drawing import Drawing, Line, Shape, moved
from doorplate.encode.svg import to_svg
from doorplate.errors import PlateError

_MARK: Final = 4.0  # length of a crop mark, mm
_AWAY: Final = 1.0  # gap between plate and mark, mm


class Paper(NamedTuple):
    """A sheet of paper or foil: size, margin and gap between plates, in millimetres."""

    width: float = 297
    height: float = 420
    margin: float = 8
    gap: float = 12


A3 = Paper()


def sheets(drawings: Iterable[Drawing], paper: Paper = A3) -> Iterator[Drawing]:
    """Drawings of one size laid out in rows on as many sheets as they need.

    Raises:
        PlateError: one drawing alone is larger than the sheet.
    """
    rest = iter(drawings)
    first = next(rest, None)
    if first is None:
        return
    places = _places(first, paper)
    page = [first, *islice(rest, len(places) - 1)]
    while page:
        shapes: list[Shape] = []
        for drawing, (x, y) in zip(page, places, strict=False):
            shapes += [moved(shape, x, y) for shape in drawing.shapes]
            shapes += _crop_marks(x, y, drawing)
        yield Drawing(paper.width, paper.height, tuple(shapes))
        page = list(islice(rest, len(places)))


def sheet_svg(drawings: Iterable[Drawing], paper: Paper = A3) -> list[str]:
    """The sheets as SVG documents."""
    return [to_svg(sheet) for sheet in sheets(drawings, paper)]


def _places(drawing: Drawing, paper: Paper) -> list[tuple[float, float]]:
    inner = paper.width - 2 * paper.margin, paper.height - 2 * paper.margin
    columns = int((inner[0] + paper.gap) // (drawing.width + paper.gap))
    rows = int((inner[1] + paper.gap) // (drawing.height + paper.gap))
    if not columns or not rows:
        raise PlateError(
            Text("门牌比纸张大", "the plate is larger than the sheet"),
            remedy=Text("换更大的纸张", "Use a larger sheet"),
            where=f"{drawing.width:g} × {drawing.height:g} > {inner[0]:g} × {inner[1]:g}",
        )
    return [
        (
            paper.margin + column * (drawing.width + paper.gap),
            paper.margin + row * (drawing.height + paper.gap),
        )
        for row in range(rows)
        for column in range(columns)
    ]


def _crop_marks(x: float, y: float, drawing: Drawing) -> list[Shape]:
    marks: list[Shape] = []
    for edge_x, outward_x in ((x, -1), (x + drawing.width, 1)):
        for edge_y, outward_y in ((y, -1), (y + drawing.height, 1)):
            near_x, far_x = edge_x + outward_x * _AWAY, edge_x + outward_x * (_AWAY + _MARK)
            near_y, far_y = edge_y + outward_y * _AWAY, edge_y + outward_y * (_AWAY + _MARK)
            marks.append(Line(near_x, edge_y, far_x, edge_y, 0.1, "#000000"))
            marks.append(Line(edge_x, near_y, edge_x, far_y, 0.1, "#000000"))
    return marks
