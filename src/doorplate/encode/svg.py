"""Drawings as SVG in millimetres."""

from html import escape

from doorplate.encode.drawing import Drawing, Label, Line, Modules, Rect, Shape, runs

FONT_FAMILY = (
    "Source Han Sans SC, Noto Sans CJK SC, Noto Sans SC, Microsoft YaHei, SimHei, sans-serif"
)


def to_svg(drawing: Drawing, *, font_family: str = FONT_FAMILY) -> str:
    """The drawing as one SVG document.

    Text stays text in the font that the viewer has; the PDF writer embeds one.

    >>> to_svg(Drawing(10, 5, (Rect(0, 0, 10, 5, "#ffffff"),))).count("<rect")
    1
    """
    width, height = _number(drawing.width), _number(drawing.height)
    body = "\n".join(_shape(shape) for shape in drawing.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {width} {height}" font-family="{escape(font_family)}">\n'
        f"{body}\n</svg>\n"
    )


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _shape(shape: Shape) -> str:
    match shape:
        case Rect():
            return _rect(shape)
        case Label():
            return _label(shape)
        case Line():
            return _line(shape)
        case Modules():
            return _modules(shape)


def _rect(rect: Rect) -> str:
    stroke = (
        f' stroke="{escape(rect.stroke)}" stroke-width="{_number(rect.stroke_width)}"'
        if rect.stroke
        else ""
    )
    radius = f' rx="{_number(rect.radius)}"' if rect.radius else ""
    return (
        f'<rect x="{_number(rect.x)}" y="{_number(rect.y)}" width="{_number(rect.width)}" '
        f'height="{_number(rect.height)}"{radius} fill="{escape(rect.fill)}"{stroke}/>'
    )


def _label(label: Label) -> str:
    bold = ' font-weight="bold"' if label.bold else ""
    anchor = ' text-anchor="middle"' if label.anchor == "middle" else ""
    return (
        f'<text x="{_number(label.x)}" y="{_number(label.y)}" '
        f'font-size="{_number(label.size)}"{bold}{anchor} fill="{escape(label.fill)}">'
        f"{escape(label.text)}</text>"
    )


def _line(line: Line) -> str:
    return (
        f'<path d="M{_number(line.x1)} {_number(line.y1)}L{_number(line.x2)} '
        f'{_number(line.y2)}" stroke="{escape(line.stroke)}" '
        f'stroke-width="{_number(line.width)}" fill="none"/>'
    )


def _modules(modules: Modules) -> str:
    """One path of horizontal runs, in units of modules."""
    path = "".join(f"M{x} {y}h{n}v1h-{n}z" for x, y, n in runs(modules.matrix))
    return (
        f'<path transform="translate({_number(modules.x)} {_number(modules.y)}) '
        f'scale({modules.module:.6f})" shape-rendering="crispEdges" '
        f'fill="{escape(modules.fill)}" d="{path}"/>'
    )
