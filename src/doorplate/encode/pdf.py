"""Drawings as PDF pages in millimetres, with the user's font embedded (fpdf2)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from doorplate._text import Text
from doorplate.encode.drawing import Drawing, Label, Line, Modules, Rect, Shape, runs
from doorplate.encode.fontfile import FontFile, print_missing
from doorplate.errors import PlateError

if TYPE_CHECKING:
    from fpdf import FPDF

_POINTS_PER_MM = 72 / 25.4


def to_pdf(
    drawings: Iterable[Drawing], font: FontFile, *, made: date, bold: FontFile | None = None
) -> bytes:
    """One page for each drawing, in its own size.

    Args:
        drawings: plates or sheets.
        font: the font to embed; only the characters used are.
        made: the date in the file; same input and date, same bytes.
        bold: the font for bold text; without one, bold text is drawn with a thin outline.

    Raises:
        PlateError: a character is missing from its font, or there is no drawing.
        BackendMissing: the extra `print` is not installed.
    """
    try:
        from fpdf import FPDF  # noqa: PLC0415  # in the extra `print`
        from fpdf.fonts import TTFFont  # noqa: PLC0415  # same
    except ImportError as error:
        raise print_missing() from error
    pdf = FPDF(unit="mm")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.set_creation_date(datetime(made.year, made.month, made.day, tzinfo=UTC))
    pdf.add_font("plate", "", font.path, collection_font_number=font.face)
    if bold is not None:
        pdf.add_font("plate", "B", bold.path, collection_font_number=bold.face)
    try:
        return _pages(pdf, drawings, font, bold)
    finally:  # fpdf2 leaves its font files open
        for face in pdf.fonts.values():
            if isinstance(face, TTFFont):
                face.close()


def _pages(
    pdf: "FPDF", drawings: Iterable[Drawing], font: FontFile, bold: FontFile | None
) -> bytes:
    for drawing in drawings:
        font.check(drawing, bold=False if bold else None)
        if bold:
            bold.check(drawing, bold=True)
        pdf.add_page(format=(drawing.width, drawing.height))
        for shape in drawing.shapes:
            _draw(pdf, shape, outlined=bold is None)
    if not pdf.pages_count:
        raise PlateError(Text("没有要打印的门牌", "there is no plate to print"))
    return bytes(pdf.output())


def _draw(pdf: "FPDF", shape: Shape, *, outlined: bool) -> None:
    match shape:
        case Rect():
            _rect(pdf, shape)
        case Label():
            _label(pdf, shape, outlined=outlined)
        case Line():
            pdf.set_draw_color(shape.stroke)
            pdf.set_line_width(shape.width)
            pdf.line(shape.x1, shape.y1, shape.x2, shape.y2)
        case Modules():
            _modules(pdf, shape)


def _rect(pdf: "FPDF", rect: Rect) -> None:
    filled, stroked = rect.fill != "none", bool(rect.stroke)
    if filled:
        pdf.set_fill_color(rect.fill)
    if stroked:
        pdf.set_draw_color(rect.stroke)
        pdf.set_line_width(rect.stroke_width)
    pdf.rect(
        rect.x,
        rect.y,
        rect.width,
        rect.height,
        style="F" * filled + "D" * stroked,
        round_corners=rect.radius > 0,
        corner_radius=rect.radius,
    )


def _label(pdf: "FPDF", label: Label, *, outlined: bool) -> None:
    bold = label.bold and not outlined
    pdf.set_font("plate", "B" if bold else "", label.size * _POINTS_PER_MM)
    pdf.set_text_color(label.fill)
    start = label.x
    if label.anchor == "middle":
        start -= pdf.get_string_width(label.text) / 2
    with pdf.local_context():
        if label.bold and outlined:
            pdf.set_draw_color(label.fill)
            pdf.set_line_width(label.size * 0.03)
            pdf.text_mode = "FILL_STROKE"
        pdf.text(start, label.y, label.text)


def _modules(pdf: "FPDF", modules: Modules) -> None:
    pdf.set_fill_color(modules.fill)
    side = modules.module
    for column, row, length in runs(modules.matrix):
        pdf.rect(
            modules.x + column * side, modules.y + row * side, length * side, side, style="F"
        )
