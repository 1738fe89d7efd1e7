"""Every payload ever released verifies for ever: golden files, append-only."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from doorplate.address import DoorNumber
from doorplate.encode import (
    Context,
    KeySet,
    Ledger,
    PlateStatus,
    StatusList,
    Verification,
    decode,
    encode,
    qr,
    verify,
)
from doorplate.encode.digits import from_digits, to_digits
from doorplate.encode.sign import signed_bytes
from encode_samples import raster, scan

FOLDER = Path(__file__).parent / "payloads" / "v1"


def load(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return content


SUMS = {
    line.split("  ")[1]: line.split("  ")[0]
    for line in (FOLDER / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
}
ACCEPTED = sorted(name for name in SUMS if name.startswith("accept-"))
CASES = sorted(name for name in SUMS if name.startswith(("accept-", "case-")))
ROOT = load("root.json")["fingerprint"]
KEYSETS = {
    name: KeySet.read((FOLDER / name).read_bytes(), root=ROOT)
    for name in SUMS
    if name.startswith("keyset")
}


def test_no_golden_file_was_changed_removed_or_left_out_of_the_list() -> None:
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in FOLDER.glob("*.json")
    }
    assert found == SUMS
    assert len(SUMS) >= 65


def answer_of(vector: dict[str, Any]) -> Verification:
    place, keys = dict(vector["context"] or {}), KEYSETS[vector["keyset"]]
    if "number" in place:
        place["number"] = DoorNumber.parse(place["number"])
    status, ledger = vector["status_list"], vector.get("ledger")
    return verify(
        vector["text"],
        keys,
        clock=date.fromisoformat(vector["clock"]),
        status=StatusList.read((FOLDER / status).read_bytes(), keys) if status else None,
        ledger=Ledger.read((FOLDER / ledger).read_bytes(), keys) if ledger else None,
        context=Context(**place) if place else None,
    )


@pytest.mark.parametrize("name", CASES)
def test_the_answer_of_every_stage(name: str) -> None:
    vector = load(name)
    answer = answer_of(vector)
    assert {
        "trusted": answer.trusted,
        "authentic": answer.authentic.value,
        "status": answer.status.name.lower(),
        "in_place": answer.in_place.value,
        "reasons": [reason.value for reason in answer.reasons],
    } == vector["expected"]
    assert answer.status in PlateStatus


@pytest.mark.parametrize("name", ACCEPTED)
def test_every_layer_of_an_accepted_payload(name: str) -> None:
    vector = load(name)
    body, signature = bytes.fromhex(vector["body"]), bytes.fromhex(vector["signature"])
    origin = "dz.example.cn/"
    value = decode(body)
    assert encode(value) == body
    assert signed_bytes(body, origin).hex() == vector["signed_bytes"]
    assert to_digits(body + signature) == vector["digits"]
    assert from_digits(vector["digits"]) == body + signature
    assert vector["text"] == f"https://{origin}{vector['digits']}"
    fields = vector["fields"]
    assert value.door_code == fields["door_code"]
    assert str(value.number or "") == (fields["number"] or "")
    assert value.issued.isoformat() == fields["issued"]
    assert (value.serial, value.grid, value.text) == (
        fields["serial"], fields["grid"], fields["text"],
    )  # fmt: skip


@pytest.mark.parametrize("name", ACCEPTED)
def test_the_symbol_is_the_same_for_ever_and_reads_back(name: str) -> None:
    vector = load(name)
    drawn = vector["symbol"]
    symbol = qr.symbol(
        vector["text"], ec=drawn["ec"], version=drawn["version"], mask=drawn["mask"]
    )
    assert hashlib.sha256(b"".join(symbol.matrix)).hexdigest() == drawn["sha256"]
    assert scan(raster(symbol)).text == vector["text"]


@pytest.mark.parametrize("name", ACCEPTED)
@pytest.mark.parametrize("nibble", ["version", "suite"])
def test_a_flipped_version_or_suite_nibble_is_refused(name: str, nibble: str) -> None:
    vector = load(name)
    data = bytearray(from_digits(vector["digits"]))
    for flip in range(1, 16):
        changed = bytearray(data)
        changed[0] ^= flip << 4 if nibble == "version" else flip
        vector["text"] = "https://dz.example.cn/" + to_digits(bytes(changed))
        reasons = {reason.value for reason in answer_of(vector).reasons}
        assert reasons & {"UNKNOWN_VERSION", "UNKNOWN_SUITE", "SUITE_KEY_MISMATCH"}
