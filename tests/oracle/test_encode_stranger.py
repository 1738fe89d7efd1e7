"""A verifier written from `docs/reference/payload-v1.md` alone: nothing of ours is imported."""

import base64
import hashlib
import json
import math
import re
import zlib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import gmssl_pyx
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FOLDER = Path(__file__).parents[1] / "golden" / "payloads" / "v1"
SUFFIXES = "甲乙丙丁戊己庚辛壬癸ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SUITES = ["", "ed25519", "sm2-sm3"]
SPEC = Path(__file__).parents[2] / "docs" / "reference" / "payload-v1.md"
TABLE = SPEC.read_text(encoding="utf-8").partition("| stage | reason |")[2].partition("\n\n")[0]
ORDER = list(dict.fromkeys(re.findall(r"`([A-Z_]{7,})`", TABLE)))
WARNINGS = set(re.findall(r"`([A-Z_]{7,})` ○", TABLE))
CANNOT_TELL = {
    "KEYSET_UNTRUSTED", "UNKNOWN_KEY", "KEY_COMPROMISED", "KEY_EXPIRED", "BACKEND_MISSING",
}  # fmt: skip
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


def opened(name: str) -> tuple[dict[str, Any], str]:
    """The body of a signed file, and the fingerprint of its signer."""
    envelope = load(name)
    public = bytes.fromhex(envelope["public"])
    message = envelope["format"].encode() + b"\0" + envelope["body"].encode()
    assert fits(envelope["suite"], public, message, bytes.fromhex(envelope["signature"]))
    body: dict[str, Any] = json.loads(envelope["body"])
    return body, mark_of(envelope["suite"], public).hex()


def mark_of(suite: str, public: bytes) -> bytes:
    return hashlib.sha256(bytes([SUITES.index(suite)]) + public).digest()


def keys(name: str) -> dict[str, Any]:
    body, mark = opened(name)
    assert mark == load("root.json")["fingerprint"]
    for key in body["keys"]:
        assert mark_of(key["suite"], bytes.fromhex(key["public"]))[:4].hex() == key["key_id"]
    return body


def listed(name: str | None, keyset: dict[str, Any]) -> dict[str, Any] | None:
    """A status list or ledger, where its signer may speak for the key."""
    if name is None:
        return None
    body, mark = opened(name)
    plate_key = next(k for k in keyset["keys"] if k["key_id"] == body["key_id"])
    (signer,) = [
        key
        for key in keyset["keys"]
        if mark_of(key["suite"], bytes.fromhex(key["public"])).hex() == mark
    ]
    assert signer["use"] == "status"
    assert signer["status"] in {"active", "retired"}
    assert all(p.startswith(tuple(signer["scope"])) for p in plate_key["scope"])
    assert signer["sign_from"] <= body["issued"] <= signer["sign_until"]
    assert body.get("next_update", "") <= signer["verify_until"]
    return body


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


class Refused(Exception):
    pass


def need(good: object, reason: str) -> None:
    if not good:
        raise Refused(reason)


def fields(body: bytes) -> dict[str, Any]:
    flags, at = body[1], 37
    need(body[0] >> 4 == 1, "UNKNOWN_VERSION")
    need(body[0] & 15 in {1, 2}, "UNKNOWN_SUITE")
    need(flags < 32, "FIELD_RANGE")
    code = int.from_bytes(body[6:17], "big")

    def take(size: int) -> bytes:
        nonlocal at
        at += size
        need(at <= len(body), "WRONG_LENGTH")
        return body[at - size : at]

    admin = "" if flags & 1 else str(int.from_bytes(take(5), "big"))
    cell = [int.from_bytes(take(2), "big") for _ in range(2)] if flags & 2 else None
    valid = int.from_bytes(take(2), "big") if flags & 8 else 0
    text = take(take(1)[0]) if flags & 4 else b""
    need(at == len(body), "TRAILING_DATA")
    need(code >> 84 < len(KINDS), "FIELD_RANGE")
    door = str(code % (1 << 84))
    need(door != "0" and len(door) <= 25, "FIELD_RANGE")
    need(flags & 1 or len(admin) == 12, "FIELD_RANGE")
    whole = len(door) == 25 and not flags & 16
    need(whole if flags & 1 else not whole or admin != door[:12], "FIELD_RANGE")
    need(not flags & 16 or int(door) < 1 << 64, "FIELD_RANGE")
    return {
        "suite": SUITES[body[0] & 15],
        "key_id": body[2:6].hex(),
        "kind": KINDS[code >> 84],
        "door_code": door,
        "grid": int.from_bytes(body[17:19], "big"),
        "issued": day(int.from_bytes(body[19:21], "big")),
        "serial": int.from_bytes(body[21:25], "big"),
        "number": printed(int.from_bytes(body[25:29], "big")),
        "address_digest": body[29:37].hex(),
        "admin_code": admin,
        "cell": cell,
        "valid_days": valid,
        "text": text.decode(),
        "opaque": bool(flags & 16),
    }


def day(count: int) -> str:
    return (date(2020, 1, 1) + timedelta(count)).isoformat()


def read(text: str, origins: set[str]) -> tuple[str, bytes, bytes]:
    """Origin, body and signature, by the steps of section 1."""
    origin = next((o for o in origins if text.startswith(f"https://{o}")), "")
    need(origin, "HOST_NOT_ALLOWED")
    digits = text.removeprefix(f"https://{origin}")
    need(re.fullmatch("[0-9]+", digits), "BAD_CHARACTERS")
    sizes = {len(str((1 << 8 * n) - 1)): n for n in range(1, 256)}
    size = sizes.get(len(digits), 0)
    need(size, "WRONG_LENGTH")
    need(int(digits) < 1 << 8 * size, "NON_CANONICAL")
    need(size >= 101, "WRONG_LENGTH")
    data = int(digits).to_bytes(size, "big")
    return origin, data[:-64], data[-64:]


def metres(one: list[float], cell: list[int]) -> float:
    there = 73 + (cell[0] + 0.5) * 63 / 65_536, 3 + (cell[1] + 0.5) * 51 / 65_536
    x1, y1, x2, y2 = map(math.radians, (*one, *there))
    cosine = math.sin(y1) * math.sin(y2) + math.cos(y1) * math.cos(y2) * math.cos(x2 - x1)
    return 6_371_000 * math.acos(min(1, cosine))


def against_key(found: dict[str, Any], key: dict[str, Any], today: str) -> set[str]:
    reasons = set()
    divisions = [found["admin_code"] or found["door_code"][:12]]
    if len(found["door_code"]) == 25 and not found["opaque"]:
        divisions.append(found["door_code"][:12])
    inside = all(d.startswith(tuple(key["scope"])) for d in divisions)
    if not inside or found["kind"] not in key["kinds"]:
        reasons.add("KEY_OUT_OF_SCOPE")
    last = key["last_serial"]
    in_window = key["sign_from"] <= found["issued"] <= key["sign_until"]
    if not in_window or (last is not None and found["serial"] > last):
        reasons.add("ISSUED_OUTSIDE_KEY_WINDOW")
    if key["status"] == "withdrawn":
        reasons.add("KEY_WITHDRAWN")
    if today > key["verify_until"]:
        reasons.add("KEY_EXPIRED")
    return reasons


def against_place(found: dict[str, Any], seen: dict[str, Any]) -> tuple[set[str], str]:
    checks = {}
    if "door_code" in seen:
        checks["DOOR_MISMATCH"] = seen["door_code"] == found["door_code"]
    if "number" in seen:
        checks["NUMBER_MISMATCH"] = found["number"] and seen["number"] == found["number"]
    if "grid" in seen:
        checks["GRID_MISMATCH"] = found["grid"] and seen["grid"] == found["grid"]
    if "position" in seen:
        cell = found["cell"]
        checks["TOO_FAR"] = None if cell is None else metres(seen["position"], cell) <= 300
    reasons = {reason for reason, good in checks.items() if good is False}
    blind = (
        {"PLACE_UNKNOWN"} if any(not g and g is not False for g in checks.values()) else set()
    )
    answer = "mismatch" if reasons else "unknown" if blind else "match"
    return reasons | blind, answer if checks else "not_checked"


def against_status(
    found: dict[str, Any], status: dict[str, Any], today: str
) -> tuple[set[str], str]:
    if status["key_id"] != found["key_id"]:
        return {"STATUS_UNKNOWN"}, "unknown"
    bits = zlib.decompress(base64.b64decode(status["bits"]))
    byte, place = divmod(found["serial"], 4)
    value = bits[byte] >> 2 * place & 3 if byte < len(bits) else 0
    reason = ["STATUS_UNKNOWN", "", "PLATE_REPLACED", "PLATE_REVOKED"][value]
    stale = "STATUS_STALE" if today > status["next_update"] else ""
    return {reason, stale} - {""}, ["unknown", "active", "replaced", "revoked"][value]


def against_signature(
    found: dict[str, Any],
    key: dict[str, Any],
    text: tuple[str, bytes, bytes],
    ledger: dict[str, Any] | None,
) -> set[str]:
    if key["suite"] != found["suite"]:
        return {"SUITE_KEY_MISMATCH"}
    origin, body, signature = text
    message = b"doorplate-qr/1\0" + origin.encode() + b"\0" + body
    reasons = set()
    if origin not in key["origins"]:
        reasons.add("HOST_NOT_ALLOWED")
    if not fits(key["suite"], bytes.fromhex(key["public"]), message, signature):
        reasons.add("BAD_SIGNATURE")
    if key["status"] == "compromised":
        reasons |= against_ledger(found, body, ledger)
    return reasons


def answered(vector: dict[str, Any]) -> dict[str, Any]:
    """The whole of section 5."""
    keyset, today = keys(vector["keyset"]), vector["clock"]
    plate_keys = [key for key in keyset["keys"] if key["use"] == "plate"]
    answer = {"trusted": False, "status": "unknown", "in_place": "not_checked"}
    try:
        origins = {origin for key in plate_keys for origin in key["origins"]}
        origin, body, signature = read(vector["text"], origins)
        found = fields(body)
    except Refused as refused:
        return answer | {"authentic": "no", "reasons": [str(refused)]}
    reasons = {"KEYSET_STALE"} if today > keyset["next_update"] else set()
    key = next((k for k in plate_keys if k["key_id"] == found["key_id"]), None)
    if key is None:
        reasons.add("UNKNOWN_KEY")
    else:
        reasons |= against_key(found, key, today)
        ledger = listed(vector.get("ledger"), keyset)
        reasons |= against_signature(found, key, (origin, body, signature), ledger)
    serious = reasons - WARNINGS
    authentic = "yes" if not serious else "unknown" if serious <= CANNOT_TELL else "no"
    if found["valid_days"]:
        last = date.fromisoformat(found["issued"]) + timedelta(found["valid_days"])
        reasons |= {"PLATE_EXPIRED"} if today > last.isoformat() else set()
    reasons |= {"ISSUE_IN_FUTURE"} if found["issued"] > today else set()
    status = listed(vector["status_list"], keyset)
    passed = True
    if authentic != "no" and status:
        said, answer["status"] = against_status(found, status, today)
        reasons |= said
        passed = answer["status"] == "active"
    if authentic != "no" and vector["context"]:
        said, answer["in_place"] = against_place(found, vector["context"])
        reasons |= said
        passed = passed and answer["in_place"] == "match"
    good = authentic == "yes" and passed and reasons <= WARNINGS
    return answer | {
        "authentic": authentic,
        "trusted": good,
        "reasons": sorted(reasons, key=ORDER.index),
    }


def against_ledger(
    found: dict[str, Any], body: bytes, ledger: dict[str, Any] | None
) -> set[str]:
    if ledger is None or ledger["key_id"] != found["key_id"]:
        return {"KEY_COMPROMISED"}
    digests = base64.b64decode(ledger["digests"])
    own = hashlib.sha256(b"doorplate-ledger/1\0" + body).digest()[:12]
    start = 12 * found["serial"]
    held = digests[start : start + 12] == own
    return set() if held else {"KEY_COMPROMISED", "NOT_IN_LEDGER"}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("accept-*.json")), ids=lambda p: p.stem)
def test_a_stranger_reads_every_field_of_the_accepted_vectors(path: Path) -> None:
    vector = load(path.name)
    assert fields(bytes.fromhex(vector["body"])) == vector["fields"]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*-*.json")), ids=lambda p: p.stem)
def test_a_stranger_reaches_the_expected_answer_of_every_vector(path: Path) -> None:
    vector = load(path.name)
    if "expected" not in vector:
        assert path.name == "keyset-leaked.json"
        return
    expected = vector["expected"]
    host = {"HOST_LOOKALIKE": "HOST_NOT_ALLOWED"}  # the reader's judgement
    expected["reasons"] = [host.get(reason, reason) for reason in expected["reasons"]]
    assert answered(vector) == expected


@pytest.mark.parametrize("suite", ["ed25519", "sm2-sm3"])
def test_a_stranger_hashes_the_address_alike(suite: str) -> None:
    address = "陕西省咸阳市武功县小村镇营上村12号附1"
    name = {"ed25519": "sha256", "sm2-sm3": "sm3"}[suite]
    digest = hashlib.new(name, address.encode()).hexdigest()[:16]
    assert load(f"accept-{suite}-core.json")["fields"]["address_digest"] == digest


@pytest.mark.parametrize("size", [1, 50, 100])
def test_a_number_too_large_is_refused_before_one_too_short(size: int) -> None:
    digits = "9" * len(str((1 << 8 * size) - 1))
    with pytest.raises(Refused, match="NON_CANONICAL"):
        read(f"https://d.cn/{digits}", {"d.cn/"})
