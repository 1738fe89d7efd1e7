"""Plate designs: what is printed where, read from TOML."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, get_args

from doorplate._text import Text
from doorplate.encode.qr import LEVELS, Level
from doorplate.errors import PlateError

DESIGNS = ("large", "medium", "small")
"""The designs that come with the package."""

Field = Literal["division", "name", "number", "host", "door", "serial"]


@dataclass(frozen=True, slots=True)
class TextBox:
    """Where one field is printed.

    Attributes:
        field: which text; see `PlateOrder`.
        x: left edge, mm.
        y: upper edge, mm.
        width: mm.
        height: mm.
        size: em size wanted, mm.
        least: smallest em size that may be used to make a long text fit, mm.
        bold: whether the text is set bold.
    """

    field: Field
    x: float
    y: float
    width: float
    height: float
    size: float
    least: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Design:
    """A plate's face. Lengths in millimetres, colours as `#rrggbb`.

    Attributes:
        name: name of the design.
        width: width of the plate.
        height: height of the plate.
        radius: radius of its corners.
        background: its colour.
        ink: colour of text and border.
        border: width of the border line, 0 for none.
        symbol_x: left edge of the white square that holds the symbol.
        symbol_y: its upper edge.
        symbol_size: its side, quiet zone included.
        ec: error correction of the symbol.
        texts: the text boxes.
    """

    name: str
    width: float
    height: float
    radius: float
    background: str
    ink: str
    border: float
    symbol_x: float
    symbol_y: float
    symbol_size: float
    ec: Level
    texts: tuple[TextBox, ...]

    @classmethod
    def load(cls, name: str) -> "Design":
        """A design of the package: `large`, `medium` or `small`.

        Raises:
            PlateError: there is no such design.

        >>> Design.load("small").symbol_size
        40
        """
        if name not in DESIGNS:
            raise PlateError(
                Text(f"没有名为 {name} 的门牌样式", f"no plate design is called {name}"),
                remedy=Text(f"可用：{' '.join(DESIGNS)}", f"Use one of: {' '.join(DESIGNS)}"),
            )
        return _load(name)

    @classmethod
    def parse(cls, text: str) -> "Design":
        """A design from the text of a TOML file.

        Raises:
            PlateError: not TOML, a key is missing, unknown or of the wrong kind, a colour is
                no `#rrggbb`, or something leaves the plate or touches the symbol.
        """
        try:
            data = tomllib.loads(text)
            return _build(data)
        except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
            raise PlateError(
                Text(f"门牌样式文件无效：{error}", f"the plate design is invalid: {error}"),
                remedy=Text("参照自带样式 small.toml", "Compare it with the design small.toml"),
            ) from error


@lru_cache(maxsize=8)
def _load(name: str) -> Design:
    file = files("doorplate.encode") / "designs" / f"{name}.toml"
    return Design.parse(file.read_text(encoding="utf-8"))


def _build(data: Mapping[str, Any]) -> Design:
    top = {key: value for key, value in data.items() if key not in {"symbol", "text"}}
    symbol = dict(data["symbol"])
    ec = symbol.pop("ec")
    if ec not in LEVELS:
        raise ValueError(f"ec = {ec!r}")
    boxes = tuple(TextBox(**box) for box in data["text"])
    for box in boxes:
        if box.field not in get_args(Field):
            raise ValueError(f"field = {box.field!r}")
    design = Design(
        **top, ec=ec, texts=boxes, **{f"symbol_{key}": value for key, value in symbol.items()}
    )
    kinds = {type(design.name), *(type(box.bold) for box in boxes)}
    if not kinds <= {str, bool}:  # TOML gives what it finds; lengths are looked at below
        raise TypeError("name, bold")
    for what in _faults(design):
        raise ValueError(what)
    return design


_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_Area = tuple[float, float, float, float]  # x, y, width, height


def _faults(design: Design) -> Iterator[str]:
    """What a press could not print, or a camera could not read."""
    for value in (design.background, design.ink):
        if not _COLOUR.fullmatch(value):
            yield f"colour = {value!r}"
    side = design.symbol_size
    symbol = (design.symbol_x, design.symbol_y, side, side)
    for least, values in ((0, (design.radius, design.border)), (0.1, symbol[2:])):
        if not all(_is_length(value, least) for value in values):
            yield f"radius, border, symbol size = {values}"
            return
    plate = (0, 0, design.width, design.height)
    areas = [("plate", plate), ("symbol", symbol)]
    areas += [(box.field, (box.x, box.y, box.width, box.height)) for box in design.texts]
    for name, area in areas:
        if not all(map(_is_length, area)) or not _inside(area, plate):
            yield f"{name} = {area}"
            return
    for box, (_, area) in zip(design.texts, areas[2:], strict=True):
        if _touch(area, symbol):
            yield f"{box.field} ∩ symbol"
        if not _is_length(box.least, 0.1) or not _is_length(box.size, box.least):
            yield f"{box.field}: size = {box.size!r}, least = {box.least!r}"


def _is_length(value: object, least: float = 0) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and least <= value < 10_000  # type: ignore[operator]  # a number by now


def _inside(area: _Area, outer: _Area) -> bool:
    x, y, width, height = area
    return width > 0 < height and x + width <= outer[2] and y + height <= outer[3]


def _touch(one: _Area, other: _Area) -> bool:
    return all(
        one[axis] < other[axis] + other[axis + 2] and other[axis] < one[axis] + one[axis + 2]
        for axis in (0, 1)
    )
