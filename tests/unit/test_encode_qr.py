import subprocess
import sys
from typing import Any

import pytest

from doorplate.encode import Suite, qr
from doorplate.encode.qr import LEVELS, Level
from doorplate.errors import PlateError
from encode_samples import PREFIX, SUITES, raster, scan, text_of

CORE = "https://" + "a" * 17 + "/" + "7" * 244
assert len("https://" + "a" * 17 + "/") == 26


@pytest.mark.parametrize(
    ("level", "version", "modules"), [("M", 8, 49), ("Q", 9, 53), ("H", 11, 61)]
)
def test_a_core_payload_under_a_prefix_of_26_characters_has_these_sizes(
    level: Level, version: int, modules: int
) -> None:
    symbol = qr.symbol(CORE, ec=level)
    assert (symbol.version, symbol.size) == (version, modules)


def test_modules_of_the_core_symbol_on_40_mm() -> None:
    assert 40 / (qr.symbol(CORE).size + 8) >= 0.655


@pytest.mark.parametrize(
    ("level", "budget"), [("M", {8: 120, 9: 144}), ("Q", {9: 98, 10: 118}), ("H", {11: 105})]
)
def test_the_capacity_in_bytes_for_a_prefix_of_30_characters(
    level: Level, budget: dict[int, int]
) -> None:
    for version, size in budget.items():
        digits = len(str((1 << 8 * size) - 1))
        assert qr.version_for("https://" + "a" * 21 + "/" + "0" * digits, level) == version


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("mask", range(8))
def test_an_independent_reader_gets_text_version_level_and_mask(
    suite: Suite, mask: int
) -> None:
    text = text_of(suite)
    symbol = qr.symbol(text, ec=LEVELS[mask % 4], mask=mask)
    found = scan(raster(symbol))
    assert found.text == text
    extra: Any = found.extra
    seen = (extra["Version"], extra["ECLevel"], extra["DataMask"])
    assert seen == (str(symbol.version), symbol.ec, mask)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("digits", [0, 1, 2, 3, 243, 244, 245])
def test_the_predicted_version_is_the_smallest(digits: int, level: Level) -> None:
    text = PREFIX + "7" * digits
    version = qr.version_for(text, level)
    assert qr.symbol(text, ec=level, version=version).version == version
    if version > 1:
        with pytest.raises(PlateError, match=f"needs version {version}-{level}"):
            qr.symbol(text, ec=level, version=version - 1)


def test_digits_alone_and_text_alone_are_one_segment() -> None:
    assert scan(raster(qr.symbol("0123456789"))).text == "0123456789"
    assert scan(raster(qr.symbol("https://example.cn/"))).text == "https://example.cn/"


def test_a_larger_version_may_be_asked_for() -> None:
    assert qr.symbol("1", version=5).size == 37


@pytest.mark.parametrize(
    ("text", "mask"), [("", 0), ("门", 0), ("1", 8), ("1", -1), ("1" * 5000, 0)]
)
def test_what_cannot_be_a_symbol_is_refused(text: str, mask: int) -> None:
    with pytest.raises(PlateError):
        qr.symbol(text, mask=mask)


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(PlateError, match="X"):
        qr.symbol("1", ec="X")  # type: ignore[arg-type]  # what a user may pass


def test_wide_length_fields_of_versions_27_and_up_are_counted() -> None:
    assert qr.bits("a1", 1) == 4 + 8 + 8 + 4 + 10 + 4
    assert qr.bits("a1", 10) == 4 + 16 + 8 + 4 + 12 + 4
    assert qr.bits("a1", 27) == 4 + 16 + 8 + 4 + 14 + 4


def test_a_text_that_the_qr_package_cannot_code_is_an_error_of_the_tree() -> None:
    with pytest.raises(PlateError, match="cannot code"):
        qr.symbol("0" * 244)


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, doorplate.encode; print('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    heavy = {"cryptography", "qrcode", "PIL", "fpdf", "fontTools", "gmssl_pyx"}
    assert loaded & heavy == set()
