"""Writes golden payloads of version 1: only files that are not there yet, never a change.

Run: PYTHONPATH=src:tests python tests/golden/encode_vectors.py
Every vector carries all its layers (fields, body, signed bytes, signature, digits, text,
symbol), its clock and what each stage must answer.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from doorplate.address import DoorNumber
from doorplate.encode import (
    Context,
    GeoCell,
    Kind,
    Ledger,
    Payload,
    PlateStatus,
    StatusList,
    Suite,
    encode,
    qr,
    sign,
    verify,
)
from doorplate.encode.digits import from_digits
from doorplate.encode.sign import signed_bytes
from doorplate.encode.suites import fingerprint
from encode_samples import (
    KEYS,
    KEYSET,
    ORIGIN,
    PREFIX,
    ROOT,
    STATUS_KEY,
    TODAY,
    forge,
    payload,
)

FOLDER = Path(__file__).parent / "payloads" / "v1"

ACCEPTED: dict[str, dict[str, Any]] = {
    "core": {},
    "geo": {"cell": GeoCell.of(108.2, 34.26)},
    "text": {"text": "营上村12号附1"},
    "temporary": {"valid_days": 180},
    "admin": {"door_code": "987654321", "admin_code": "610431116203"},
    "opaque": {
        "door_code": "18446744073709551615", "admin_code": "610431116203", "opaque": True,
    },
    "suffix": {"number": DoorNumber(12, (3,), "甲")},
    "large-number": {"number": DoorNumber(99_999, (31, 31)), "kind": Kind.SHOP},
    "bare": {"number": None, "grid": 0, "serial": 0, "kind": Kind.PUBLIC},
    "extremes": {
        "serial": (1 << 32) - 1, "grid": 65_535, "valid_days": 65_535,
        "cell": GeoCell(0, 65_535), "text": "é" * 15, "issued": date(2026, 1, 1),
    },
}  # fmt: skip


def fields_of(value: Payload) -> dict[str, Any]:
    return asdict(value) | {
        "suite": value.suite.label,
        "key_id": value.key_id.hex(),
        "issued": value.issued.isoformat(),
        "address_digest": value.address_digest.hex(),
        "kind": value.kind.name.lower(),
        "number": str(value.number) if value.number else None,
        "cell": list(value.cell) if value.cell else None,
    }


def layers(text: str) -> dict[str, Any]:
    data = from_digits(text.removeprefix(PREFIX))
    symbol = qr.symbol(text)
    return {
        "body": data[:-64].hex(),
        "signed_bytes": signed_bytes(data[:-64], ORIGIN).hex(),
        "signature": data[-64:].hex(),
        "digits": text.removeprefix(PREFIX),
        "text": text,
        "symbol": {
            "version": symbol.version,
            "ec": symbol.ec,
            "mask": symbol.mask,
            "sha256": hashlib.sha256(b"".join(symbol.matrix)).hexdigest(),
        },
    }


def statuses() -> StatusList:
    listed = {
        7: PlateStatus.ACTIVE, 8: PlateStatus.REPLACED, 9: PlateStatus.REVOKED,
        0: PlateStatus.ACTIVE, 10: PlateStatus.UNKNOWN,
    }  # fmt: skip
    return StatusList.of(
        ED.key_id, listed, issued=date(2026, 5, 1), next_update=date(2026, 7, 1)
    )


ED = KEYS[Suite.ED25519]
LEAKED = KEYSET.compromise(ED.key_id, since=date(2026, 5, 1), last_serial=9)
KEYSETS = {"keyset.json": KEYSET, "keyset-leaked.json": LEAKED}


def ledger() -> Ledger:
    """What was truly signed with the key that leaked: the plate with serial 7."""
    return Ledger.of(ED.key_id, {7: encode(payload())}, issued=TODAY)


def expected(text: str, clock: date, keys: str, **options: Any) -> dict[str, Any]:
    answer = verify(text, KEYSETS[keys], clock=clock, **options)
    return {
        "trusted": answer.trusted,
        "authentic": answer.authentic.value,
        "status": answer.status.name.lower(),
        "in_place": answer.in_place.value,
        "reasons": [reason.value for reason in answer.reasons],
    }


def vector(
    title: str,
    text: str,
    clock: date = TODAY,
    *,
    listed: bool = False,
    keys: str = "keyset.json",
    recorded: bool = False,
    **place: Any,
) -> dict[str, Any]:
    context = Context(**place) if place else None
    options: dict[str, Any] = {"status": statuses() if listed else None, "context": context}
    if recorded:
        options["ledger"] = ledger()
    shown = {k: str(v) if isinstance(v, DoorNumber) else v for k, v in place.items()}
    return {
        "title": title,
        "clock": clock.isoformat(),
        "keyset": keys,
        "status_list": "status.json" if listed else None,
        **({"ledger": "ledger.json"} if recorded else {}),
        "context": shown or None,
        "expected": expected(text, clock, keys, **options),
    }


def accepted(name: str, suite: Suite) -> dict[str, Any]:
    value = payload(suite, **ACCEPTED[name])
    text = sign(value, KEYS[suite].signer(), ORIGIN)
    head = vector(f"{name}, signed with {suite.label}", text)
    return head | {"fields": fields_of(value), **layers(text)}


def refused() -> dict[str, dict[str, Any]]:
    body, core = encode(payload()), sign(payload(), ED.signer(), ORIGIN)
    digits = core.removeprefix(PREFIX)

    def own(**changes: Any) -> str:
        return sign(payload(**changes), ED.signer(), ORIGIN)

    cases = {
        "version-2": ("format version 2, validly signed", forge(b"\x21" + body[1:], ED)),
        "suite-0": ("suite 0, validly signed", forge(b"\x10" + body[1:], ED)),
        "suite-15": ("test suite, validly signed", forge(b"\x1f" + body[1:], ED)),
        "suite-2": ("suite of another key", forge(b"\x12" + body[1:], ED)),
        "trailing": ("one byte behind the last field", forge(body + b"\0", ED)),
        "flag": ("an unknown flag", forge(body[:1] + b"\x21" + body[2:], ED)),
        "alias": ("value + 2^808", PREFIX + str(int(digits) + (1 << 808))),
        "digit": ("last digit changed", core[:-1] + str((int(core[-1]) + 1) % 10)),
        "short": ("last digit lost", core[:-1]),
        "full-width": ("a full-width digit", core[:-1] + "１"),
        "http": ("http instead of https", core.replace("https", "http")),
        "lookalike": ("look-alike domain", core.replace("example", "examp1e")),
        "foreign": ("another domain", core.replace(ORIGIN, "other.gov.cn/")),
        "scope": (
            "another county's division",
            own(door_code="6104321162030000000000012"),
        ),
        "early": ("issued before the key's window", own(issued=date(2025, 12, 31))),
        "future": ("issued after the clock", own(issued=date(2026, 6, 2))),
    }
    found = {
        name: vector(title, text) | {"text": text} for name, (title, text) in cases.items()
    }
    for serial, name in ((7, "active"), (8, "replaced"), (9, "revoked"), (10, "unlisted")):
        text = own(serial=serial)
        found[f"status-{name}"] = vector(name, text, listed=True) | {"text": text}
    found["place-match"] = vector("on its door", core, number=DoorNumber(12, (1,))) | {
        "text": core
    }
    found["place-clone"] = vector("a copy on another door", core, door_code="1", grid=4) | {
        "text": core
    }
    found |= later_cases(own, core)
    late = date(2027, 6, 1)
    found["stale-set"] = vector("key set past its update date", core, late) | {"text": core}
    return found


def later_cases(own: Callable[..., str], core: str) -> dict[str, dict[str, Any]]:
    """Cases about scope, place, dates and a leaked key."""
    near, far = (108.2, 34.26), (108.21, 34.26)
    with_cell, other = own(cell=GeoCell.of(*near)), "6104321162030000000000012"
    scope_door = own(door_code=other, admin_code="610431116203")
    scope_division = own(admin_code="610432116203")
    brief, over = own(valid_days=10), own(valid_days=10, serial=8)
    cases: dict[str, tuple[str, str, dict[str, Any]]] = {
        "scope-door": ("a door of another county beside one's division", scope_door, {}),
        "scope-division": ("a division of another county", scope_division, {}),
        "place-near": ("scanned at its cell", with_cell, {"position": near}),
        "place-far": ("scanned 900 m from its cell", with_cell, {"position": far}),
        "place-no-cell": ("a position, and no cell to compare", core, {"position": near}),
        "place-no-cell-match": (
            "the number agrees, the position cannot be told", core,
            {"number": DoorNumber(12, (1,)), "position": near},
        ),
        "place-no-cell-clone": (
            "another door, and a position that cannot be told", core,
            {"door_code": "1", "position": near},
        ),
        "place-no-grid": ("a grid, and none on the plate", own(grid=0), {"grid": 3}),
        "place-no-number": (
            "a number, and none on the plate", own(number=None), {"number": DoorNumber(12)},
        ),
        "key-last-day": ("the last day of the key", core, {"clock": date(2047, 1, 31)}),
        "key-expired": ("a day later", core, {"clock": date(2047, 2, 1)}),
        "temporary-last-day": ("a temporary plate", brief, {"clock": date(2026, 3, 11)}),
        "temporary-over": ("a day later", over, {"clock": date(2026, 3, 12)}),
        "status-stale": (
            "an old status list", core, {"clock": date(2026, 7, 2), "listed": True},
        ),
        "leaked-in-ledger": (
            "leaked key, plate in its ledger", core,
            {"keys": "keyset-leaked.json", "recorded": True},
        ),
        "leaked-not-in-ledger": (
            "leaked key, another body under the serial", own(grid=9),
            {"keys": "keyset-leaked.json", "recorded": True},
        ),
        "leaked-no-ledger": (
            "leaked key, no ledger", core, {"keys": "keyset-leaked.json"},
        ),
    }  # fmt: skip
    return {
        name: vector(title, text, **options) | {"text": text}
        for name, (title, text, options) in cases.items()
    }


def write(name: str, content: Any) -> None:
    path = FOLDER / f"{name}.json"
    if not path.exists():
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        path.write_text(text, encoding="utf-8")
        with (FOLDER / "SHA256SUMS").open("a", encoding="utf-8") as sums:
            sums.write(f"{hashlib.sha256(text.encode()).hexdigest()}  {path.name}\n")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    write("keyset", json.loads(KEYSET.write(ROOT.signer())))
    write("root", {"fingerprint": fingerprint(ROOT.suite, ROOT.public)})
    write("status", json.loads(statuses().write(STATUS_KEY.signer())))
    write("keyset-leaked", json.loads(LEAKED.write(ROOT.signer())))
    write("ledger", json.loads(ledger().write(STATUS_KEY.signer())))
    for suite in Suite:
        for name in ACCEPTED:
            write(f"accept-{suite.label}-{name}", accepted(name, suite))
    for name, content in refused().items():
        write(f"case-{name}", content)


if __name__ == "__main__":
    main()
