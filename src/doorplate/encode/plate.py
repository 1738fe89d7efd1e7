"""One plate: what is ordered, the face as a drawing, and its row in the manifest."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from doorplate._text import Text
from doorplate.address import Address, DoorNumber, NumberStyle
from doorplate.encode.design import Design, TextBox
from doorplate.encode.drawing import Drawing, Label, Modules, Rect, Shape
from doorplate.encode.keys import Signer
from doorplate.encode.origin import SCHEME
from doorplate.encode.payload import GeoCell, Kind, Payload, address_digest
from doorplate.encode.qr import Symbol
from doorplate.encode.svg import to_svg
from doorplate.errors import PlateError

QUIET_ZONE = 4
"""Light modules around a symbol (ISO/IEC 18004, 6.3.8)."""

LEAST_MODULE = 0.5
"""Millimetres; smaller modules do not survive printing and weather."""


@dataclass(frozen=True, slots=True)
class PlateOrder:
    """What one plate shall say, before a key has signed it.

    Attributes:
        door_code: the door's code, 1 to 25 digits.
        serial: the plate's serial, unique per key.
        address: the whole address; its digest is signed.
        issued: issue day.
        number: the printed number, or None.
        name: printed: the road, lane or village in which the number is unique.
        division: printed above it: county and town.
        kind: what the plate names.
        admin_code: 12-digit division code where the door code does not begin with it.
        grid: number of the grid, 0 for none.
        cell: coarse place, or None.
        text: up to 30 bytes inside the symbol for readers without network.
        valid_days: 0 for a permanent plate.
        opaque: the door code is a 64-bit number without inner structure.
        style: how a sub-number is printed: 12号附1, 12-1号 … as the policy says.
    """

    door_code: str
    serial: int
    address: Address | str
    issued: date
    number: DoorNumber | None = None
    name: str = ""
    division: str = ""
    kind: Kind = Kind.DOOR
    admin_code: str = ""
    grid: int = 0
    cell: GeoCell | None = None
    text: str = ""
    valid_days: int = 0
    opaque: bool = False
    style: NumberStyle = NumberStyle.FU

    def payload(self, signer: Signer) -> Payload:
        """The payload that `signer` shall sign.

        Raises:
            PayloadError: a field is out of range.
        """
        return Payload(
            suite=signer.suite,
            key_id=signer.key_id,
            door_code=self.door_code,
            grid=self.grid,
            issued=self.issued,
            serial=self.serial,
            address_digest=address_digest(self.address, signer.suite),
            kind=self.kind,
            number=self.number,
            admin_code=self.admin_code,
            cell=self.cell,
            text=self.text,
            valid_days=self.valid_days,
            opaque=self.opaque,
        )

    def printed(self, origin: str) -> dict[str, str]:
        """The texts on the face by the field names of a design."""
        code = self.door_code
        parts = (code[:6], code[6:12], code[12:18], code[18:])
        return {
            "division": self.division,
            "name": self.name,
            "number": self.number.format(self.style) if self.number else "",
            "host": f"认准 {origin.rstrip('/')}",
            "door": " ".join(part for part in parts if part),
            "serial": f"牌号 {self.serial}",
        }


class ManifestRow(NamedTuple):
    """One plate in the manifest; no personal data.

    Attributes:
        serial: the plate's serial.
        door_code: the door's code.
        number: the printed number in the 附 style.
        address: the whole address.
        text: what the symbol says.
        version: its QR version.
        ec: its error correction level.
        mask: its mask.
        module_mm: side of a module in millimetres.
        face: mark of the design and the printed words; another face is another mark.
        svg_sha256: hash of the drawing.
    """

    serial: int
    door_code: str
    number: str
    address: str
    text: str
    version: int
    ec: str
    mask: int
    module_mm: float
    face: str
    svg_sha256: str


def face_mark(order: PlateOrder, design: Design, origin: str) -> str:
    """16 hexadecimal digits that tell faces apart, the symbol left aside."""
    content = repr((design, sorted(order.printed(origin).items())))
    return hashlib.sha256(content.encode(errors="backslashreplace")).hexdigest()[:16]


class Plate(NamedTuple):
    """A signed plate, ready to print."""

    order: PlateOrder
    text: str
    symbol: Symbol
    drawing: Drawing
    svg: str
    row: ManifestRow


def module_mm(design: Design, symbol: Symbol) -> float:
    """Side of one module on the plate, in millimetres.

    Raises:
        PlateError: below `LEAST_MODULE`.
    """
    side = design.symbol_size / (symbol.size + 2 * QUIET_ZONE)
    if side < LEAST_MODULE:
        raise PlateError(
            Text(
                f"二维码模块只有 {side:.2f} 毫米，至少要 {LEAST_MODULE} 毫米",
                f"the symbol's modules would be {side:.2f} mm, {LEAST_MODULE} mm is the least",
            ),
            remedy=Text(
                "换更大的样式、降低纠错级别或缩短内容",
                "Use a larger design, less error correction or a shorter payload",
            ),
            where=design.name,
        )
    return side


def face(order: PlateOrder, symbol: Symbol, design: Design, origin: str) -> Drawing:
    """The plate's face.

    Raises:
        PlateError: a text does not fit its box or cannot be printed; modules are too small.
    """
    module = module_mm(design, symbol)
    edge = design.border
    shapes: list[Shape] = [
        Rect(0, 0, design.width, design.height, design.background, design.radius),
    ]
    if edge:
        shapes.append(
            Rect(
                2 * edge,
                2 * edge,
                design.width - 4 * edge,
                design.height - 4 * edge,
                "none",
                max(0, design.radius - 2 * edge),
                design.ink,
                edge,
            )
        )
    size, quiet = design.symbol_size, QUIET_ZONE * module
    shapes += [
        Rect(design.symbol_x, design.symbol_y, size, size, "#ffffff"),
        Modules(design.symbol_x + quiet, design.symbol_y + quiet, module, symbol.matrix),
    ]
    printed = order.printed(origin)
    shapes += [
        _fit(box, printed[box.field], design.ink) for box in design.texts if printed[box.field]
    ]
    return Drawing(design.width, design.height, tuple(shapes))


def width_em(text: str) -> float:
    """Width of a text in em, on the safe side for the usual sans-serif fonts.

    >>> width_em("营上村12号")
    5.24
    """
    return round(sum(map(_width_em, text)), 2)


def _width_em(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF" or char in "MWmw@%":
        return 1.0
    return 0.8 if char.isupper() else 0.62


def _fit(box: TextBox, text: str, ink: str) -> Label:
    if not text.isprintable():
        raise PlateError(
            Text("文字含有不能印刷的字符", "the text holds characters that cannot be printed"),
            where=f"{box.field}: {text!a}",
        )
    size = min(box.size, box.height, box.width / width_em(text))
    if size < box.least:
        raise PlateError(
            Text(
                f"“{text}”放不下：{box.width} 毫米宽，字高不能小于 {box.least} 毫米",
                f"“{text}” does not fit {box.width} mm at {box.least} mm, the smallest size",
            ),
            remedy=Text("换更大的样式或用简称", "Use a larger design or a shorter name"),
            where=box.field,
        )
    baseline = box.y + box.height / 2 + 0.36 * size
    return Label(box.x + box.width / 2, baseline, size, text, ink, box.bold, "middle")


def draw(order: PlateOrder, text: str, symbol: Symbol, design: Design) -> Plate:
    """The plate of a signed text.

    Raises:
        PlateError: see `face`.
    """
    origin = text.removeprefix(SCHEME).rstrip("0123456789")
    drawing = face(order, symbol, design, origin)
    svg = to_svg(drawing)
    row = ManifestRow(
        order.serial,
        order.door_code,
        str(order.number or ""),
        str(order.address),
        text,
        symbol.version,
        symbol.ec,
        symbol.mask,
        round(module_mm(design, symbol), 4),
        face_mark(order, design, origin),
        hashlib.sha256(svg.encode()).hexdigest(),
    )
    return Plate(order, text, symbol, drawing, svg, row)


def plate_svg(order: PlateOrder, text: str, symbol: Symbol, design: Design) -> str:
    """The plate of a signed text as SVG in millimetres."""
    return draw(order, text, symbol, design).svg
