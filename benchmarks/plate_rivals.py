"""The same door in other containers: what JWT and COSE would put on the wall."""

import base64
import hashlib
from datetime import date, timedelta
from typing import Any

import base45
import cbor2
import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from segno import consts

from doorplate.address import DoorNumber
from doorplate.encode import KeyPair, KeyRecord, KeySet, PlateOrder, Suite, door_code_of, sign
from doorplate.encode.digits import to_digits

ORIGIN = "dz.example.cn/"
KEYS = KeyPair(Suite.ED25519, hashlib.sha256(b"benchmark").digest())
ISSUED = date(2026, 3, 1)


def orders(count: int) -> list[PlateOrder]:
    """Plates of one made-up county, up to 900 doors a village."""
    return [_order(serial, *divmod(serial, 900)) for serial in range(count)]


def _order(serial: int, village: int, door: int) -> PlateOrder:
    name = f"营上{village + 1}村"
    return PlateOrder(
        door_code=door_code_of(f"610431116{200 + village:03d}", door + 1),
        serial=serial,
        address=f"陕西省咸阳市武功县小村镇{name}{door + 1}号附1",
        issued=ISSUED,
        number=DoorNumber(door + 1, (1,)),
        name=name,
        division="武功县小村镇",
        grid=1 + door % 5,
    )


def ours(order: PlateOrder) -> str:
    """The signed text of payload v1."""
    signer = KEYS.signer()
    return sign(order.payload(signer), signer, ORIGIN)


def keyset() -> KeySet:
    """A set that verifies `ours`."""
    year = timedelta(days=365)
    record = KeyRecord(
        KEYS.suite, KEYS.public, "武功县公安局", (ORIGIN,), ("610431",),
        ISSUED - year, ISSUED + year, ISSUED + 20 * year,
    )  # fmt: skip
    return KeySet.of([record], issued=ISSUED, next_update=ISSUED + year)


def claims(order: PlateOrder) -> dict[str, Any]:
    """The content of payload v1 as claims with names of one letter, nothing in twice."""
    value = order.payload(KEYS.signer())
    return {
        "d": value.door_code,
        "k": int(value.kind),
        "g": value.grid,
        "iat": (value.issued - date(1970, 1, 1)).days * 86_400,
        "s": value.serial,
        "n": f"{order.number.main}-{order.number.sub[0]}" if order.number else "",
        "a": base64.urlsafe_b64encode(value.address_digest).decode().rstrip("="),
    }


def jwt_text(order: PlateOrder) -> str:
    """EdDSA JWT in the path of the same site; the optional header `typ` is left out."""
    pem = Ed25519PrivateKey.from_private_bytes(KEYS.private).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    kid = base64.urlsafe_b64encode(KEYS.key_id).decode().rstrip("=")
    token = jwt.encode(claims(order), pem, algorithm="EdDSA", headers={"kid": kid, "typ": None})
    return f"https://{ORIGIN}{token}"


def jwt_digits(order: PlateOrder) -> str:
    """The same JWT as SMART Health Cards write it: two digits a character."""
    token = jwt_text(order).removeprefix(f"https://{ORIGIN}")
    return f"https://{ORIGIN}" + "".join(f"{ord(c) - 45:02d}" for c in token)


def cose(order: PlateOrder) -> bytes:
    """COSE_Sign1 (RFC 9052) over a CBOR map with numbers as names."""
    value = order.payload(KEYS.signer())
    content = claims(order) | {"d": int(value.door_code), "a": value.address_digest}
    numbered = dict(enumerate(content.values()))
    protected = cbor2.dumps({1: -8, 4: KEYS.key_id})
    payload = cbor2.dumps(numbered)
    signature = KEYS.signer().sign(cbor2.dumps(["Signature1", protected, b"", payload]))
    whole: bytes = cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature]))
    return whole


def cose_text(order: PlateOrder) -> str:
    """COSE in Base45 as in the EU certificate, but not compressed: zlib makes it longer."""
    return "DP1:" + base45.b45encode(cose(order)).decode()


def cose_digits(order: PlateOrder) -> str:
    """COSE in decimal digits behind the same address as ours."""
    return f"https://{ORIGIN}{to_digits(cose(order))}"


def segments(text: str) -> list[tuple[str, int]]:
    """The split that an encoder without one of its own is given: bytes, then numbers."""
    prefix = text.rstrip("0123456789")
    parts = [(prefix, consts.MODE_BYTE), (text[len(prefix) :], consts.MODE_NUMERIC)]
    return [(part, mode) for part, mode in parts if part]
