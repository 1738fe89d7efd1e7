"""Signed QR payloads for door plates: payload, keys, verification, symbol, plate.

>>> from datetime import date
>>> from doorplate.address import DoorNumber
>>> keys = KeyPair.generate()
>>> order = PlateOrder("6104311162030000000000012", 7, "营上村12号", date(2026, 3, 1),
...                    number=DoorNumber(12), name="营上村")
>>> text = sign(order.payload(keys.signer()), keys.signer(), "dz.example.cn/")
>>> record = KeyRecord(keys.suite, keys.public, "武功县公安局", ("dz.example.cn/",),
...                    ("610431",), date(2026, 1, 1), date(2027, 1, 31), date(2047, 1, 31))
>>> known = KeySet.of([record], issued=date(2026, 1, 1), next_update=date(2027, 1, 1))
>>> verify(text, known, clock=date(2026, 5, 1)).trusted
True
"""

from doorplate.encode import qr
from doorplate.encode.batch import make_plates
from doorplate.encode.design import DESIGNS, Design
from doorplate.encode.drawing import Drawing
from doorplate.encode.fontfile import FontFile
from doorplate.encode.issued import issued
from doorplate.encode.keyfile import read_key, write_key
from doorplate.encode.keys import KeyPair, KeyRecord, KeyStatus, KeyUse, Signer
from doorplate.encode.keyset import KeySet
from doorplate.encode.ledger import Ledger
from doorplate.encode.payload import (
    GeoCell,
    Kind,
    Payload,
    address_digest,
    canonical_address,
    decode,
    door_code_of,
    encode,
)
from doorplate.encode.pdf import to_pdf
from doorplate.encode.plate import ManifestRow, Plate, PlateOrder, plate_svg
from doorplate.encode.png import to_png
from doorplate.encode.qr import Symbol
from doorplate.encode.reasons import Reason
from doorplate.encode.sheet import A3, Paper, sheet_svg, sheets
from doorplate.encode.sightings import Sighting, seen_apart
from doorplate.encode.sign import sign
from doorplate.encode.status import PlateStatus, StatusList
from doorplate.encode.store import write_plates
from doorplate.encode.suites import Suite
from doorplate.encode.svg import to_svg
from doorplate.encode.verify import Authentic, Context, InPlace, Verification, verify

__all__ = [
    "A3",
    "DESIGNS",
    "Authentic",
    "Context",
    "Design",
    "Drawing",
    "FontFile",
    "GeoCell",
    "InPlace",
    "KeyPair",
    "KeyRecord",
    "KeySet",
    "KeyStatus",
    "KeyUse",
    "Kind",
    "Ledger",
    "ManifestRow",
    "Paper",
    "Payload",
    "Plate",
    "PlateOrder",
    "PlateStatus",
    "Reason",
    "Sighting",
    "Signer",
    "StatusList",
    "Suite",
    "Symbol",
    "Verification",
    "address_digest",
    "canonical_address",
    "decode",
    "door_code_of",
    "encode",
    "issued",
    "make_plates",
    "plate_svg",
    "qr",
    "read_key",
    "seen_apart",
    "sheet_svg",
    "sheets",
    "sign",
    "to_pdf",
    "to_png",
    "to_svg",
    "verify",
    "write_key",
    "write_plates",
]
