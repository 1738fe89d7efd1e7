"""Fixed keys, orders and key sets for the tests of signing and verifying."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import zxingcpp
from PIL import Image

from doorplate.address import DoorNumber
from doorplate.encode import (
    KeyPair,
    KeyRecord,
    KeySet,
    KeyUse,
    Payload,
    PlateOrder,
    Reason,
    Suite,
    Symbol,
    Verification,
    door_code_of,
    sign,
    verify,
)
from doorplate.encode.digits import to_digits
from doorplate.encode.sign import signed_bytes

ORIGIN = "dz.example.cn/"
PREFIX = f"https://{ORIGIN}"
TODAY = date(2026, 6, 1)
ISSUED = date(2026, 3, 1)
WINDOW = (date(2026, 1, 1), date(2027, 1, 31), date(2047, 1, 31))

KEYS = {
    Suite.ED25519: KeyPair(Suite.ED25519, bytes(range(32))),
    Suite.SM2_SM3: KeyPair(Suite.SM2_SM3, bytes(range(1, 33))),
}
ROOT = KeyPair(Suite.ED25519, b"root" * 8)
STATUS_KEY = KeyPair(Suite.ED25519, b"list" * 8)
SUITES = list(Suite)


def record(pair: KeyPair, **changes: Any) -> KeyRecord:
    """A plate key of 武功县, valid in 2026."""
    base = KeyRecord(pair.suite, pair.public, "武功县公安局", (ORIGIN,), ("610431",), *WINDOW)
    return replace(base, **changes)


STATUS_RECORD = KeyRecord(
    STATUS_KEY.suite, STATUS_KEY.public, "咸阳市公安局", (), ("6104",), *WINDOW,
    use=KeyUse.STATUS,
)  # fmt: skip


def keyset(*records: KeyRecord, **changes: Any) -> KeySet:
    """A trusted set of the two plate keys and the status key, or of the records given."""
    chosen = records or (*(record(pair) for pair in KEYS.values()), STATUS_RECORD)
    made = KeySet.of(chosen, issued=date(2026, 1, 1), next_update=date(2026, 12, 31))
    return replace(made, **changes)


KEYSET = keyset()


def order(serial: int = 7, number: int = 12, **changes: Any) -> PlateOrder:
    """The plate of 营上村12号附1."""
    base = PlateOrder(
        door_code=door_code_of("610431116203", number),
        serial=serial,
        address=f"陕西省咸阳市武功县小村镇营上村{number}号附1",
        issued=ISSUED,
        number=DoorNumber(number, (1,)),
        name="营上村",
        division="武功县小村镇",
        grid=3,
    )
    return replace(base, **changes)


def payload(suite: Suite = Suite.ED25519, **changes: Any) -> Payload:
    """The payload of `order()`."""
    return replace(order().payload(KEYS[suite].signer()), **changes)


def text_of(suite: Suite = Suite.ED25519, **changes: Any) -> str:
    """A signed text."""
    return sign(payload(suite, **changes), KEYS[suite].signer(), ORIGIN)


def forge(body: bytes, pair: KeyPair, origin: str = ORIGIN) -> str:
    """A correctly signed text over any bytes, as only a holder of the key could make it."""
    signature = pair.signer().sign(signed_bytes(body, origin))
    return f"https://{origin}" + to_digits(body + signature)


def check(text: str, keys: KeySet = KEYSET, **options: Any) -> Verification:
    """Verify on the fixed day."""
    return verify(text, keys, clock=options.pop("clock", TODAY), **options)


def reasons(text: str, keys: KeySet = KEYSET, **options: Any) -> tuple[Reason, ...]:
    """The reasons of a text that must not be trusted."""
    answer = check(text, keys, **options)
    assert not answer.trusted
    return answer.reasons


def raster(symbol: Symbol, scale: int = 4) -> npt.NDArray[np.uint8]:
    """The symbol as a grey image with quiet zone."""
    matrix = np.array([list(row) for row in symbol.matrix], dtype=np.uint8)
    padded = np.pad(1 - matrix, 4, constant_values=1)
    grey: npt.NDArray[np.uint8] = np.kron(padded, np.ones((scale, scale), np.uint8)) * 255
    return grey.astype(np.uint8)


def scan(image: npt.NDArray[np.uint8] | bytes) -> zxingcpp.Barcode:
    """What an independent reader finds in an array or a PNG: exactly one symbol."""
    pixels = (
        np.asarray(Image.open(io.BytesIO(image)).convert("L"))
        if isinstance(image, bytes)
        else image
    )
    (found,) = zxingcpp.read_barcodes(pixels)
    return found


def font_path() -> Path:
    """A free font with simplified Chinese, from the development requirements."""
    import pylopdf_fonts_zh_cn  # noqa: PLC0415  # 17 MB of fonts, for a few tests only

    return Path(pylopdf_fonts_zh_cn.__file__).with_name("NotoSansSC-Regular.otf")
