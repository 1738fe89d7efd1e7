"""Plate designs: what is printed where, read from TOML."""

import tomllib
from collections.abc import Mapping
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
            PlateError: not TOML, or a key is missing, unknown or of the wrong kind.
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
    return Design(
        **top, ec=ec, texts=boxes, **{f"symbol_{key}": value for key, value in symbol.items()}
    )
