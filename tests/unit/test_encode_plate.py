import hashlib
import io
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import pypdfium2
import pytest
import resvg_py
from PIL import Image

from doorplate import encode
from doorplate.address import DoorNumber, NumberStyle
from doorplate.encode import (
    DESIGNS,
    Design,
    FontFile,
    Paper,
    Plate,
    PlateOrder,
    Suite,
    make_plates,
    plate_svg,
    qr,
    sheet_svg,
    sheets,
    to_pdf,
    to_png,
    to_svg,
)
from doorplate.encode.drawing import Drawing, Label, Line, moved, runs
from doorplate.encode.plate import width_em
from doorplate.errors import BackendMissing, PlateError
from encode_samples import KEYS, ORIGIN, font_path, order, scan, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

SIGNER = KEYS[Suite.ED25519].signer()
SVG = "{http://www.w3.org/2000/svg}"
ORDERS = {
    "plain": order(number=12),
    "附号": order(number=12345),
    "short": order(name="南庄", division="", number=3),
    "long": order(
        name="新疆生产建设兵团第八师石河子", division="新疆维吾尔自治区石河子市北泉镇"
    ),
    "suffix": replace(order(), number=DoorNumber(12, (3,), "甲")),
    "bare": replace(order(), number=None, name="", division=""),
}


def plate(design: str = "small", what: PlateOrder | None = None) -> Plate:
    (made,) = make_plates([what or order()], SIGNER, ORIGIN, design=Design.load(design))
    return made


def rendered_svg(svg: str, dpi: float = 200) -> bytes:
    width = float((ET.fromstring(svg).get("width") or "0mm").removesuffix("mm"))  # noqa: S314  # our own output
    png = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=round(width * dpi / 25.4),
        dpi=96,
        skip_system_fonts=True,
        font_files=[str(font_path())],
    )
    return bytes(png)


def rendered_pdf(pdf: bytes, page: int = 0, dpi: float = 200) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        image: Image.Image = document[page].render(scale=dpi / 72).to_pil().convert("L")
    finally:
        document.close()
    return image


@pytest.fixture(scope="module")
def font() -> FontFile:
    return FontFile.open(font_path())


@pytest.mark.parametrize("what", ORDERS)
@pytest.mark.parametrize("design", DESIGNS)
def test_every_design_scans_back_from_svg_png_and_pdf(
    design: str, what: str, font: FontFile
) -> None:
    made = plate(design, ORDERS[what])
    dpi = 25.4 * 5 / made.row.module_mm  # five pixels a module
    assert scan(rendered_svg(made.svg, dpi)).text == made.text
    assert scan(to_png(made.drawing, font, dpi=dpi)).text == made.text
    pdf = to_pdf([made.drawing], font, made=made.order.issued)
    assert scan(np.asarray(rendered_pdf(pdf, dpi=dpi))).text == made.text


def test_texts_of_the_svg_are_drawn_where_the_design_puts_them() -> None:
    image = Image.open(io.BytesIO(rendered_svg(plate().svg, 254))).convert("RGB")
    pixels = np.asarray(image)
    for box in Design.load("small").texts:
        x, y, right, bottom = (
            round(10 * v) for v in (box.x, box.y, box.x + box.width, box.y + box.height)
        )
        inked = (pixels[y:bottom, x:right].min(axis=2) > 200).mean()
        assert 0.02 < inked < 0.6, box.field


def test_symbol_sizes_follow_the_40_75_120_mm_rule() -> None:
    sizes = {name: Design.load(name).symbol_size for name in DESIGNS}
    assert sizes == {"large": 120, "medium": 75, "small": 40}
    faces = {name: (Design.load(name).width, Design.load(name).height) for name in DESIGNS}
    assert faces == {"large": (570, 370), "medium": (270, 170), "small": (150, 90)}


@pytest.mark.parametrize("name", DESIGNS)
def test_nothing_on_a_face_overlaps_or_leaves_it(name: str) -> None:
    design = Design.load(name)
    edge = 3 * design.border
    size = design.symbol_size
    boxes = [(design.symbol_x, design.symbol_y, size, size)]
    boxes += [(box.x, box.y, box.width, box.height) for box in design.texts]
    for index, (x, y, width, height) in enumerate(boxes):
        assert edge <= x <= x + width <= design.width - edge
        assert edge <= y <= y + height <= design.height - edge
        for left, top, wide, high in boxes[:index]:
            beside = x + width <= left or left + wide <= x
            assert beside or y + height <= top or top + high <= y


@pytest.mark.parametrize(
    ("design", "version", "module"),
    [("small", 9, 0.6557), ("medium", 11, 1.087), ("large", 11, 1.7391)],
)
def test_module_sizes_of_the_designs(design: str, version: int, module: float) -> None:
    row = plate(design).row
    assert (row.version, row.module_mm) == (version, module)


def test_the_svg_is_in_millimetres_and_its_path_is_the_matrix() -> None:
    made = plate()
    root = ET.fromstring(made.svg)  # noqa: S314  # our own output
    assert (root.get("width"), root.get("viewBox")) == ("150mm", "0 0 150 90")
    (path,) = [p for p in root.iter(f"{SVG}path") if p.get("transform")]
    drawn = np.zeros((53, 53), np.uint8)
    for x, y, n, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path.get("d") or ""):
        assert n == back
        drawn[int(y), int(x) : int(x) + int(n)] = 1
    assert drawn.tolist() == [list(row) for row in made.symbol.matrix]


def test_the_quiet_zone_is_white_and_four_modules_wide() -> None:
    made = plate()
    image = Image.open(io.BytesIO(rendered_svg(made.svg, 25.4 * 10))).convert("L")
    design = Design.load("small")
    x, y, size = design.symbol_x, design.symbol_y, design.symbol_size
    box = np.asarray(image)[
        int(y * 10) + 1 : int((y + size) * 10) - 1, int(x * 10) + 1 : int((x + size) * 10) - 1
    ]
    edge = int(made.row.module_mm * 4 * 10)
    assert box[: edge - 1].min() > 250
    assert box[:, : edge - 1].min() > 250
    assert box[-edge + 2 :].min() > 250
    assert box[:, -edge + 2 :].min() > 250
    assert box[edge + 3, edge + 3] < 5


def test_domain_code_and_serial_stand_beside_the_symbol() -> None:
    root = ET.fromstring(plate().svg)  # noqa: S314  # our own output
    texts = [t.text for t in root.iter(f"{SVG}text")]
    assert texts == [
        "武功县小村镇", "营上村", "12号附1", "认准 dz.example.cn",
        "610431 116203 000000 0000012", "牌号 7",
    ]  # fmt: skip
    heights = [float(t.get("font-size") or 0) for t in root.iter(f"{SVG}text")]
    assert min(heights) >= 2


def test_the_number_is_printed_in_the_style_of_the_policy() -> None:
    made = plate(what=order(style=NumberStyle.DASH))
    texts = [t.text for t in ET.fromstring(made.svg).iter(f"{SVG}text")]  # noqa: S314  # our own output
    assert "12-1号" in texts
    assert made.text == plate().text
    assert made.row.number == "12号附1"


def test_markup_in_a_name_is_text() -> None:
    made = plate(what=order(name="<b>&\"'</b>"))
    root = ET.fromstring(made.svg)  # noqa: S314  # our own output
    assert "<b>&\"'</b>" in [t.text for t in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("name", ["a\nb", "\x00", "\u202e村", "\ud800"])
def test_characters_that_cannot_be_printed_are_refused(name: str) -> None:
    with pytest.raises(PlateError, match="cannot be printed"):
        plate(what=order(name=name))


def test_a_name_that_does_not_fit_is_refused_with_its_box() -> None:
    with pytest.raises(PlateError, match="does not fit") as caught:
        plate(what=order(name="很长" * 20))
    assert caught.value.where == "name"


def test_modules_below_half_a_millimetre_are_refused() -> None:
    tiny = replace(Design.load("small"), symbol_size=30)
    with pytest.raises(PlateError, match=r"0\.49 mm"):
        plate_svg(order(), text_of(), qr.symbol(text_of()), tiny)


def test_missing_glyphs_are_named(font: FontFile) -> None:
    made = plate(what=order(name="𠮷村\U000e0100"))
    with pytest.raises(PlateError, match=r"U\+E0100"):
        to_pdf([made.drawing], font, made=made.order.issued)
    with pytest.raises(PlateError, match=r"U\+E0100"):
        to_png(made.drawing, font)


def test_missing_glyphs_of_the_bold_font_are_named(font: FontFile) -> None:
    made = plate()
    bold = replace(font, characters=font.characters - {ord("附")})
    with pytest.raises(PlateError, match="附"):
        to_pdf([made.drawing], font, made=made.order.issued, bold=bold)
    plain = replace(font, characters=font.characters - {ord("附")})
    assert to_pdf([made.drawing], plain, made=made.order.issued, bold=font)


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.ttf").write_bytes(b"no font")
    for path in (tmp_path / "x.ttf", tmp_path / "absent.ttf"):
        with pytest.raises(PlateError, match="usable font"):
            FontFile.open(path)


@pytest.mark.parametrize("face", [1, -1])
def test_a_face_of_a_file_that_is_no_collection_is_refused(face: int) -> None:
    with pytest.raises(PlateError, match="usable font"):
        FontFile.open(font_path(), face=face)


def test_pdf_bytes_are_reproducible(font: FontFile) -> None:
    made = plate()
    one = to_pdf([made.drawing], font, made=made.order.issued, bold=font)
    assert one == to_pdf([made.drawing], font, made=made.order.issued, bold=font)


def test_a_pdf_of_nothing_is_refused(font: FontFile) -> None:
    with pytest.raises(PlateError, match="no plate"):
        to_pdf([], font, made=order().issued)


@pytest.mark.parametrize("module", ["fpdf", "PIL", "fontTools.ttLib"])
def test_without_the_extra_print_the_error_names_it(
    module: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = plate()
    known = FontFile.open(font_path())
    monkeypatch.setitem(sys.modules, module, None)
    calls: dict[str, Callable[[], object]] = {
        "fpdf": lambda: to_pdf([made.drawing], known, made=made.order.issued),
        "PIL": lambda: to_png(made.drawing, known),
        "fontTools.ttLib": lambda: FontFile.open(tmp_path / "other.ttf"),
    }
    with pytest.raises(BackendMissing, match="print"):
        calls[module]()


def test_sheets_hold_every_plate_once_with_crop_marks(font: FontFile) -> None:
    plates = list(make_plates([order(serial=n) for n in range(10)], SIGNER, ORIGIN))
    pages = list(sheets(p.drawing for p in plates))
    assert len(pages) == 3
    marks = [sum(type(s).__name__ == "Line" for s in page.shapes) for page in pages]
    assert marks == [32, 32, 16]
    serials = [
        s.text
        for page in pages
        for s in page.shapes
        if isinstance(s, Label) and "牌号" in s.text
    ]
    assert serials == [f"牌号 {n}" for n in range(10)]
    pdf = to_pdf(pages, font, made=order().issued)
    image = rendered_pdf(pdf, page=2)
    lower = image.crop((0, 0, image.width, image.height // 4))
    assert scan(np.asarray(lower)).text == plates[8].text


def test_sheets_are_drawn_as_svg_and_png_with_marks_on_the_paper(font: FontFile) -> None:
    (svg,) = sheet_svg([plate().drawing])
    strokes = [p for p in ET.fromstring(svg).iter(f"{SVG}path") if p.get("stroke")]  # noqa: S314  # our own output
    assert len(strokes) == 8
    assert strokes[0].get("d") == "M7 8L3 8"
    (page,) = sheets([plate().drawing])
    pixels = np.asarray(Image.open(io.BytesIO(to_png(page, font, dpi=254))).convert("L"))
    assert pixels[80, 30:71].max() < 5
    assert pixels[80, 10:29].min() > 250
    assert [moved(Line(0, 0, 1, 1, 1, "#000000"), 2, 3)] == [Line(2, 3, 3, 4, 1, "#000000")]


def test_plates_on_a_sheet_do_not_touch_and_lie_within_it() -> None:
    drawings = [plate().drawing] * 4
    (page,) = sheets(drawings)
    boxes = [s for s in page.shapes if type(s).__name__ == "Rect" and s[2:4] == (150, 90)]
    assert [(b[0], b[1]) for b in boxes] == [(8, 8), (8, 110), (8, 212), (8, 314)]
    assert all(b[0] + 150 <= page.width and b[1] + 90 <= page.height for b in boxes)


def test_no_plates_need_no_sheet_and_a_small_sheet_is_refused() -> None:
    assert sheet_svg([]) == []
    with pytest.raises(PlateError, match="larger than the sheet"):
        sheet_svg([plate().drawing], Paper(100, 100))


def test_a_design_of_the_users_own_is_toml() -> None:
    own = Design.parse(
        """
        name = "own"
        width = 100
        height = 60
        radius = 0
        background = "#ffffff"
        ink = "#000000"
        border = 0
        symbol = { x = 10, y = 10, size = 36, ec = "M" }
        [[text]]
        field = "number"
        x = 50
        y = 5
        width = 40
        height = 9
        size = 9
        least = 4
        """
    )
    made = next(make_plates([order()], SIGNER, ORIGIN, design=own))
    assert made.row.ec == "M"
    assert scan(rendered_svg(made.svg, 300)).text == made.text
    assert "number" in own.texts[0].field


BAD_DESIGNS = [
    "name = ", 'name = "x"', '[symbol]\nec = "X"', "text = 3\nsymbol = 4",
]  # fmt: skip


@pytest.mark.parametrize("text", BAD_DESIGNS)
def test_a_bad_design_is_refused(text: str) -> None:
    with pytest.raises(PlateError, match="invalid"):
        Design.parse(text)


def test_a_design_with_an_unknown_field_is_refused() -> None:
    source = Path(encode.__file__).parent
    text = (source / "designs" / "small.toml").read_text(encoding="utf-8")
    with pytest.raises(PlateError, match="owner"):
        Design.parse(text.replace('"serial"', '"owner"'))
    with pytest.raises(PlateError, match="invalid"):
        Design.parse(text.replace('ec = "Q"', 'ec = "X"'))
    with pytest.raises(PlateError, match="no plate design"):
        Design.load("huge")


FAULTS = [
    ("width = 150", 'width = "150"', "plate"),
    ("width = 150", "width = nan", "plate"),
    ("width = 150", "width = true", "plate"),
    ("height = 90", "height = 0", "plate"),
    ('"#1b4f9c"', '"blue"', "colour"),
    ('"#ffffff"', "7", "invalid"),
    ("radius = 4", "radius = -1", "radius"),
    ("size = 40", "size = 0", "symbol"),
    ("size = 40", "size = 49", "symbol"),
    ("y = 70", "y = 86", "serial"),
    ("y = 56.5", "y = 50", "host ∩ symbol"),
    ("least = 6", "least = 15", "name: size"),
    ("least = 6", "least = 0", "name: size"),
    ("bold = true", "bold = 1", "bold"),
    ('name = "small"', "name = 1", "name"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), FAULTS, ids=[f[1] for f in FAULTS])
def test_a_design_that_no_press_could_print_is_refused(old: str, new: str, said: str) -> None:
    source = Path(encode.__file__).parent
    text = (source / "designs" / "small.toml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(PlateError, match=said):
        Design.parse(text.replace(old, new, 1))


def test_the_manifest_row_names_the_bytes_of_the_svg() -> None:
    made = plate()
    assert made.row.svg_sha256 == hashlib.sha256(made.svg.encode()).hexdigest()
    assert to_svg(made.drawing) == made.svg
    assert (made.row.serial, made.row.number, made.row.text) == (7, "12号附1", made.text)


def test_text_widths_are_not_underestimated(font: FontFile) -> None:
    from PIL import ImageFont  # noqa: PLC0415  # beside its one use

    for text in ("营上村12号附1", "dz.example.cn", "MWQ@%", "610431 116203"):
        true = ImageFont.truetype(str(font.path), 1000).getlength(text) / 1000
        assert width_em(text) >= true


def test_a_matrix_is_the_sum_of_its_runs() -> None:
    matrix = (b"\x00\x01\x01\x00\x01", b"\x01\x00\x00\x00\x00", bytes(5))
    assert [tuple(run) for run in runs(matrix)] == [(1, 0, 2), (4, 0, 1), (0, 1, 1)]
    assert Drawing(1, 1, ()).shapes == ()
