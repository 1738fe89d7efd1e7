"""Drawings as PNG images (Pillow): proofs for the screen, and rasters for tests."""

import io
from typing import TYPE_CHECKING

from doorplate.encode.drawing import Drawing, Label, Line, Modules, Rect, Shape, runs
from doorplate.encode.fontfile import FontFile, print_missing

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

_MM_PER_INCH = 25.4


def to_png(drawing: Drawing, font: FontFile, *, dpi: float = 300) -> bytes:
    """The drawing as a PNG image of `dpi` pixels an inch.

    Raises:
        PlateError: a character is missing from the font.
        BackendMissing: the extra `print` is not installed.
    """
    try:
        from PIL import Image, ImageDraw  # noqa: PLC0415  # in the extra `print`
    except ImportError as error:
        raise print_missing() from error
    font.check(drawing)
    scale = dpi / _MM_PER_INCH
    size = round(drawing.width * scale), round(drawing.height * scale)
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        _draw(pen, shape, scale, font)
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def _draw(pen: "ImageDraw", shape: Shape, scale: float, font: FontFile) -> None:
    match shape:
        case Rect():
            _rect(pen, shape, scale)
        case Label():
            _label(pen, shape, scale, font)
        case Line():
            ends = [(shape.x1 * scale, shape.y1 * scale), (shape.x2 * scale, shape.y2 * scale)]
            pen.line(ends, fill=shape.stroke, width=max(1, round(shape.width * scale)))
        case Modules():
            _modules(pen, shape, scale)


def _rect(pen: "ImageDraw", rect: Rect, scale: float) -> None:
    box = (
        rect.x * scale,
        rect.y * scale,
        (rect.x + rect.width) * scale - 1,
        (rect.y + rect.height) * scale - 1,
    )
    pen.rounded_rectangle(
        box,
        rect.radius * scale,
        fill=None if rect.fill == "none" else rect.fill,
        outline=rect.stroke or None,
        width=max(1, round(rect.stroke_width * scale)),
    )


def _label(pen: "ImageDraw", label: Label, scale: float, font: FontFile) -> None:
    from PIL import ImageFont  # noqa: PLC0415  # loaded by to_png anyway

    size = label.size * scale
    pen.text(
        (label.x * scale, label.y * scale),
        label.text,
        fill=label.fill,
        font=ImageFont.truetype(str(font.path), size, index=font.face),
        anchor="ms" if label.anchor == "middle" else "ls",
        stroke_width=round(size * 0.015) if label.bold else 0,
        stroke_fill=label.fill,
    )


def _modules(pen: "ImageDraw", modules: Modules, scale: float) -> None:
    """Edges are rounded to pixels from one grid, so neighbours neither gap nor overlap."""

    def edge(origin: float, index: int) -> int:
        return round((origin + index * modules.module) * scale)

    for column, row, length in runs(modules.matrix):
        left, right = edge(modules.x, column), edge(modules.x, column + length)
        top, bottom = edge(modules.y, row), edge(modules.y, row + 1)
        pen.rectangle((left, top, right - 1, bottom - 1), fill=modules.fill)
