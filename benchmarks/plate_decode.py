"""How well the 40 mm plate is read at a distance, tilted or damaged; JWT and COSE beside it.

Run: .venv/bin/python benchmarks/plate_decode.py [--trials 10] [--seed 1]
Readers: zxing-cpp, OpenCV's QRCodeDetector, zbar (left out where libzbar is not installed).
The camera: a frame of 1080p with 70° field of view, Gaussian blur of 0.7 px, noise of sigma 6,
JPEG 80, turned by up to 20°, tilted by up to 25°.
"""

import argparse
import math
from collections.abc import Callable, Mapping
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import segno
import zxingcpp

from doorplate.encode import qr
from plate_rivals import (
    cose_digits,
    cose_text,
    jwt_digits,
    jwt_text,
    orders,
    ours,
    segments,
)

Image = npt.NDArray[np.uint8]
Reader = Callable[[Image], str]

FOCAL = 960 / math.tan(math.radians(35))  # px
SIDE = 40.0  # mm, quiet zone included
SHARP = 16  # texture pixels a module
WALL = (156, 79, 27)  # the plate's blue, BGR


def readers() -> dict[str, Reader]:
    """The readers that are installed."""
    detector = cv2.QRCodeDetector()

    def by_zxing(image: Image) -> str:
        found = zxingcpp.read_barcodes(image)
        return found[0].text if found else ""

    def by_opencv(image: Image) -> str:
        try:
            return str(detector.detectAndDecode(image)[0])
        except (cv2.error, UnicodeDecodeError):
            return ""

    known: dict[str, Reader] = {"zxing": by_zxing, "opencv": by_opencv}
    try:
        from pyzbar import pyzbar  # noqa: PLC0415  # needs a system library
    except ImportError:
        return known

    def by_zbar(image: Image) -> str:
        found = pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.QRCODE])
        return str(found[0].data.decode(errors="replace")) if found else ""

    return known | {"zbar": by_zbar}


def matrices() -> dict[str, tuple[str, Image]]:
    """Text and modules (1 dark) of the same content in each design."""
    order = orders(12)[-1]
    found: dict[str, tuple[str, Image]] = {}
    for level in qr.LEVELS[1:]:
        text = ours(order)
        symbol = qr.symbol(text, ec=level)
        rows = np.array([list(row) for row in symbol.matrix], np.uint8)
        found[f"payload v1, {level} (V{symbol.version})"] = text, rows
    rivals = {
        "COSE in Base45, no address": cose_text(order),
        "COSE in digits": cose_digits(order),
        "JWT": jwt_text(order),
        "JWT in digits": jwt_digits(order),
    }
    for name, text in rivals.items():
        content = segments(text) if text.startswith("https") else text
        made = segno.make_qr(content, error="q", boost_error=False)
        rows = np.array([list(row) for row in made.matrix], np.uint8)
        found[f"{name}, Q (V{made.version})"] = text, rows
    return found


def texture(rows: Image) -> Image:
    """The white square with its symbol on the plate's blue, `SHARP` pixels a module."""
    white = np.kron(np.pad(1 - rows, 4, constant_values=1), np.ones((SHARP, SHARP), np.uint8))
    face = np.repeat((white * 255)[:, :, None], 3, axis=2)
    margin = face.shape[0] // 4
    out = np.empty((face.shape[0] + 2 * margin, face.shape[1] + 2 * margin, 3), np.uint8)
    out[:] = WALL
    out[margin:-margin, margin:-margin] = face
    return out


def photo(
    face: Image,
    draw: np.random.Generator,
    distance: float,
    *,
    tilt: float = 25,
    blur: float = 0.7,
) -> Image:
    """The plate as the camera sees it from `distance` millimetres, cut to its surroundings."""
    scale = SIDE / (face.shape[0] / 1.5)  # mm a texture pixel
    half = face.shape[0] * scale / 2
    turn, lean = math.radians(draw.uniform(-20, 20)), math.radians(draw.uniform(0, tilt))
    axis = draw.uniform(0, 2 * math.pi)
    corners = []
    for x, y in ((-half, -half), (half, -half), (half, half), (-half, half)):
        u = x * math.cos(turn) - y * math.sin(turn)
        v = x * math.sin(turn) + y * math.cos(turn)
        along = u * math.cos(axis) + v * math.sin(axis)
        across = -u * math.sin(axis) + v * math.cos(axis)
        depth = distance + along * math.sin(lean)
        along *= math.cos(lean)
        u = along * math.cos(axis) - across * math.sin(axis)
        v = along * math.sin(axis) + across * math.cos(axis)
        corners.append((FOCAL * u / depth, FOCAL * v / depth))
    target = np.array(corners, np.float32) + draw.uniform(0, 1, 2).astype(np.float32)
    target -= target.min(axis=0) - 20
    size = np.ceil(target.max(axis=0) + 20).astype(int)
    fine = 3
    source = np.array(
        [(0, 0), (face.shape[1], 0), (face.shape[1], face.shape[0]), (0, face.shape[0])],
        np.float32,
    )
    warp = cv2.getPerspectiveTransform(source, target * fine)
    small = max(1.0, SHARP / max(0.5, fine * FOCAL / distance * scale * SHARP) / 2)
    soft = cv2.GaussianBlur(face, (0, 0), small) if small > 1 else face
    view = cv2.warpPerspective(
        soft, warp, (int(size[0]) * fine, int(size[1]) * fine), borderValue=(200, 200, 200)
    )
    view = cv2.resize(view, (int(size[0]), int(size[1])), interpolation=cv2.INTER_AREA)
    view = cv2.GaussianBlur(view, (0, 0), blur)
    noisy = np.clip(view + draw.normal(0, 6, view.shape), 0, 255).astype(np.uint8)
    coded = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 80])[1]
    grey: Any = cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE)
    out: Image = grey
    return out


def blot(face: Image, draw: np.random.Generator, share: float) -> Image:
    """One blot over `share` of the square, its middle near the square's."""
    side = face.shape[0] / 1.5
    radius = math.sqrt(share * side * side / math.pi)
    middle = face.shape[0] / 2 + draw.uniform(-0.12, 0.12, 2) * side
    out = face.copy()
    shade = int(draw.integers(0, 256))
    cv2.circle(out, (int(middle[0]), int(middle[1])), int(radius), (shade,) * 3, -1)
    return out


def scratches(face: Image, draw: np.random.Generator, share: float) -> Image:
    """Long strokes over `share` of the square."""
    side, low = face.shape[0] / 1.5, face.shape[0] / 6
    out, width = face.copy(), max(2, round(side * 0.008))
    for _ in range(max(1, round(share * side / width / 0.75))):
        ends = low + draw.uniform(0, side, 4)
        shade = int(draw.integers(0, 256))
        start, end = (int(ends[0]), int(ends[1])), (int(ends[2]), int(ends[3]))
        cv2.line(out, start, end, (shade,) * 3, width)
    return out


def rate(
    text: str, make: Callable[[], Image], trials: int, known: Mapping[str, Reader]
) -> list[str]:
    """Percent read correctly by each reader, over the same pictures."""
    pictures = [make() for _ in range(trials)]
    return [
        f"{round(100 * sum(read(picture) == text for picture in pictures) / trials):>4}"
        for read in known.values()
    ]


def main() -> None:
    """One table: designs by conditions."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--trials", type=int, default=10)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    known = readers()
    print(f"seed {chosen.seed}, {chosen.trials} pictures a cell; percent read by", *known)
    for name, (text, rows) in matrices().items():
        face, module = texture(rows), SIDE / (rows.shape[0] + 8)
        print(f"\n{name}: {len(text)} characters, {rows.shape[0]} modules, {module:.3f} mm")
        for index, (label, make) in enumerate(CONDITIONS.items()):
            draw = np.random.default_rng((chosen.seed, index))  # the same views of each design
            cells = rate(
                text,
                lambda make=make, face=face, draw=draw: make(face, draw),
                chosen.trials,
                known,
            )
            print(f"  {label:<20}", *cells, flush=True)


CONDITIONS: dict[str, Callable[[Image, np.random.Generator], Image]] = {
    "15 cm": lambda face, draw: photo(face, draw, 150),
    "25 cm": lambda face, draw: photo(face, draw, 250),
    "35 cm": lambda face, draw: photo(face, draw, 350),
    "50 cm": lambda face, draw: photo(face, draw, 500),
    "25 cm, blur 1.4 px": lambda face, draw: photo(face, draw, 250, blur=1.4),
    "25 cm, tilt to 50°": lambda face, draw: photo(face, draw, 250, tilt=50),
    "blot 5 %": lambda face, draw: photo(blot(face, draw, 0.05), draw, 180),
    "blot 10 %": lambda face, draw: photo(blot(face, draw, 0.10), draw, 180),
    "blot 15 %": lambda face, draw: photo(blot(face, draw, 0.15), draw, 180),
    "scratches 5 %": lambda face, draw: photo(scratches(face, draw, 0.05), draw, 180),
    "scratches 10 %": lambda face, draw: photo(scratches(face, draw, 0.10), draw, 180),
}


if __name__ == "__main__":
    main()
