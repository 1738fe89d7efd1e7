"""A second encoder draws the same modules: attack group 16, the symbol as its own oracle."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import zxingcpp

from doorplate.encode import Suite, qr
from doorplate.encode.qr import Level
from encode_samples import SUITES, raster, scan, text_of

LEVELS: tuple[Level, ...] = ("M", "Q", "H")


def drawn_by_zxing(text: str, level: Level) -> npt.NDArray[np.uint8]:
    """The modules that zxing-cpp draws, 1 for dark; segments and mask are its own choice."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    pixels: Any = zxingcpp.write_barcode_to_image(made, scale=1, add_quiet_zones=False)
    dark: npt.NDArray[np.uint8] = (np.array(pixels) < 128).astype(np.uint8)
    return dark


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("serial", range(8))
def test_zxing_draws_the_same_matrix(serial: int, suite: Suite, level: Level) -> None:
    text = text_of(suite, serial=serial)
    theirs = drawn_by_zxing(text, level)
    white = np.pad(1 - theirs, 4, constant_values=1)
    image = (np.kron(white, np.ones((4, 4), np.uint8)) * 255).astype(np.uint8)
    extra: Any = scan(image).extra
    ours = qr.symbol(text, ec=level, mask=extra["DataMask"])
    assert [bytes(row) for row in theirs] == list(ours.matrix)
    assert scan(raster(ours)).text == text
