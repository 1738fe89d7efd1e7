"""A drawing as a list of plain shapes in millimetres, for writers to turn into files."""

from typing import Literal, NamedTuple

Anchor = Literal["start", "middle"]


class Rect(NamedTuple):
    """A filled or outlined rectangle with rounded corners."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    radius: float = 0
    stroke: str = ""
    stroke_width: float = 0


class Label(NamedTuple):
    """One line of text; (x, y) is the start or middle of its baseline."""

    x: float
    y: float
    size: float
    text: str
    fill: str
    bold: bool = False
    anchor: Anchor = "start"


class Line(NamedTuple):
    """A straight stroke."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    stroke: str


class Modules(NamedTuple):
    """The dark modules of a symbol whose upper left corner is (x, y)."""

    x: float
    y: float
    module: float
    matrix: tuple[bytes, ...]
    fill: str = "#000000"


Shape = Rect | Label | Line | Modules


class Drawing(NamedTuple):
    """Shapes on a canvas of width × height millimetres, in painting order."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


class Run(NamedTuple):
    """A horizontal run of dark modules."""

    column: int
    row: int
    length: int


def runs(matrix: tuple[bytes, ...]) -> list[Run]:
    r"""Every maximal horizontal run of dark modules, row by row.

    >>> runs((b"\x01\x01\x00\x01",))
    [Run(column=0, row=0, length=2), Run(column=3, row=0, length=1)]
    """
    found = []
    for y, row in enumerate(matrix):
        x = row.find(1)
        while x >= 0:
            end = row.find(0, x)
            end = len(row) if end < 0 else end
            found.append(Run(x, y, end - x))
            x = row.find(1, end)
    return found


def moved(shape: Shape, dx: float, dy: float) -> Shape:
    """The shape, shifted."""
    if isinstance(shape, Line):
        return shape._replace(
            x1=shape.x1 + dx, y1=shape.y1 + dy, x2=shape.x2 + dx, y2=shape.y2 + dy
        )
    return shape._replace(x=shape.x + dx, y=shape.y + dy)
