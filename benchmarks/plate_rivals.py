"""The same door in other containers: what JWT and COSE would put on the wall."""

import base64
import hashlib
import zlib
from datetime import date, timedelta
from typing import Any

import base45
import cbor2
import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from doorplate.address import DoorNumber
from doorplate.encode import KeyPair, KeyRecord, KeySet, PlateOrder, Suite, door_code_of, sign

ORIGIN = "dz.example.cn/"
KEYS = KeyPair(Suite.ED25519, hashlib.sha256(b"benchmark").digest())
ISSUED = date(2026, 3, 1)


def orders(count: int) -> list[PlateOrder]:
    """Plates of one made-up village."""
    return [
        PlateOrder(
            door_code=door_code_of("610431116203", n + 1),
            serial=n,
            address=f"陕西省咸阳市武功县小村镇营上村{n + 1}号附1",
            issued=ISSUED,
            number=DoorNumber(n + 1, (1,)),
            name="营上村",
            division="武功县小村镇",
            grid=1 + n % 5,
        )
        for n in range(count)
    ]


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
    """The content of payload v1 as claims with short names."""
    value = order.payload(KEYS.signer())
    return {
        "d": value.door_code,
        "k": int(value.kind),
        "g": value.grid,
        "iat": (value.issued - date(1970, 1, 1)).days * 86_400,
        "s": value.serial,
        "n": str(value.number),
        "a": base64.urlsafe_b64encode(value.address_digest).decode().rstrip("="),
    }


def jwt_text(order: PlateOrder) -> str:
    """EdDSA JWT in the path of the same site."""
    pem = Ed25519PrivateKey.from_private_bytes(KEYS.private).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    token = jwt.encode(
        claims(order), pem, algorithm="EdDSA", headers={"kid": KEYS.key_id.hex()}
    )
    return f"https://{ORIGIN}{token}"


def cose_text(order: PlateOrder) -> str:
    """COSE_Sign1 (RFC 9052) over a CBOR map, zlib and Base45 as in the EU certificate."""
    value = order.payload(KEYS.signer())
    content = claims(order) | {"d": int(value.door_code), "a": value.address_digest}
    numbered = dict(enumerate(content.values()))
    protected = cbor2.dumps({1: -8, 4: KEYS.key_id})
    payload = cbor2.dumps(numbered)
    signature = KEYS.signer().sign(cbor2.dumps(["Signature1", protected, b"", payload]))
    envelope = cbor2.CBORTag(18, [protected, {}, payload, signature])
    packed = zlib.compress(cbor2.dumps(envelope), 9)
    return "DP1:" + base45.b45encode(packed).decode()
