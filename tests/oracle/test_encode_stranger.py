"""A verifier written from `docs/reference/payload-v1.md` alone: nothing of ours is imported."""

import hashlib
import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import gmssl_pyx
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FOLDER = Path(__file__).parents[1] / "golden" / "payloads" / "v1"
SUFFIXES = "甲乙丙丁戊己庚辛壬癸ABCDEFGHIJKLMNOPQRSTUVWXYZ"
KINDS = ["door", "building", "unit", "room", "shop", "public"]


def load(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return content


def der(signature: bytes) -> bytes:
    parts = b""
    for half in (signature[:32], signature[32:]):
        word = half.lstrip(b"\0") or b"\0"
        word = b"\0" + word if word[0] & 0x80 else word
        parts += bytes([2, len(word)]) + word
    return bytes([0x30, len(parts)]) + parts


def fits(suite: str, public: bytes, message: bytes, signature: bytes) -> bool:
    if suite == "sm2-sm3":
        return bool(gmssl_pyx.sm2_verify(public[1:], message, der(signature)))
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def keys() -> list[dict[str, Any]]:
    envelope = load("keyset.json")
    public = bytes.fromhex(envelope["public"])
    mark = hashlib.sha256(b"\x01" + public).hexdigest()
    assert mark == load("root.json")["fingerprint"]
    message = b"doorplate-keyset/1\0" + envelope["body"].encode()
    assert fits(envelope["suite"], public, message, bytes.fromhex(envelope["signature"]))
    found: list[dict[str, Any]] = json.loads(envelope["body"])["keys"]
    return found


def printed(field: int) -> str | None:
    if not field:
        return None
    main = (field >> 14 & 0x3FFF) + ((field >> 28) - 1) * 16_384
    kind, sub = field >> 10 & 15, field & 0x3FF
    tail = [
        "",
        f"附{sub}",
        SUFFIXES[(sub - 1) % 36],
        f"{SUFFIXES[((sub >> 4) - 1) % 36]}附{sub & 15}",
        f"附{sub >> 5}-{sub & 31}",
    ]
    return f"{main}号{tail[kind]}"


def fields(body: bytes) -> dict[str, Any]:
    flags, at = body[1], 37
    code = int.from_bytes(body[6:17], "big")

    def take(size: int) -> bytes:
        nonlocal at
        at += size
        return body[at - size : at]

    found = {
        "suite": {1: "ed25519", 2: "sm2-sm3"}[body[0] & 15],
        "key_id": body[2:6].hex(),
        "kind": KINDS[code >> 84],
        "door_code": str(code % (1 << 84)),
        "grid": int.from_bytes(body[17:19], "big"),
        "issued": (
            date(2020, 1, 1) + timedelta(int.from_bytes(body[19:21], "big"))
        ).isoformat(),
        "serial": int.from_bytes(body[21:25], "big"),
        "number": printed(int.from_bytes(body[25:29], "big")),
        "address_digest": body[29:37].hex(),
        "admin_code": "" if flags & 1 else str(int.from_bytes(take(5), "big")),
        "cell": [int.from_bytes(take(2), "big") for _ in range(2)] if flags & 2 else None,
        "valid_days": int.from_bytes(take(2), "big") if flags & 8 else 0,
        "text": take(take(1)[0]).decode() if flags & 4 else "",
        "opaque": bool(flags & 16),
    }
    assert at == len(body)
    return found


def authentic(text: str) -> bool:
    match = re.fullmatch(r"https://(dz\.example\.cn/)([0-9]+)", text)
    assert match
    origin, digits = match[1], match[2]
    size = next(n for n in range(1, 256) if len(str((1 << 8 * n) - 1)) == len(digits))
    data = int(digits).to_bytes(size, "big")
    body, signature = data[:-64], data[-64:]
    record = next(key for key in keys() if key["key_id"] == body[2:6].hex())
    public = bytes.fromhex(record["public"])
    number = {"ed25519": 1, "sm2-sm3": 2}[record["suite"]]
    assert number == body[0] & 15
    assert hashlib.sha256(bytes([number]) + public).digest()[:4] == body[2:6]
    message = b"doorplate-qr/1\0" + origin.encode() + b"\0" + body
    return fits(record["suite"], public, message, signature)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("accept-*.json")), ids=lambda p: p.stem)
def test_a_stranger_reads_and_verifies_every_accepted_vector(path: Path) -> None:
    vector = load(path.name)
    assert fields(bytes.fromhex(vector["body"])) == vector["fields"]
    assert authentic(vector["text"])


@pytest.mark.parametrize("name", ["case-digit.json", "case-future.json", "case-early.json"])
def test_a_stranger_agrees_about_signatures(name: str) -> None:
    vector = load(name)
    assert authentic(vector["text"]) == ("BAD_SIGNATURE" not in vector["expected"]["reasons"])


@pytest.mark.parametrize("suite", ["ed25519", "sm2-sm3"])
def test_a_stranger_hashes_the_address_alike(suite: str) -> None:
    address = "陕西省咸阳市武功县小村镇营上村12号附1"
    name = {"ed25519": "sha256", "sm2-sm3": "sm3"}[suite]
    digest = hashlib.new(name, address.encode()).hexdigest()[:16]
    assert load(f"accept-{suite}-core.json")["fields"]["address_digest"] == digest
