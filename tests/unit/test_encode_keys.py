import base64
import json
import stat
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from doorplate.encode import (
    KeyPair,
    KeyRecord,
    KeySet,
    KeyStatus,
    KeyUse,
    Kind,
    Ledger,
    PlateStatus,
    StatusList,
    Suite,
    encode,
    read_key,
    write_key,
)
from doorplate.encode.sealed import MAX_FILE, seal
from doorplate.encode.status import MAX_BYTES
from doorplate.encode.suites import fingerprint
from doorplate.errors import BackendMissing, KeySetError
from encode_samples import (
    ISSUED,
    KEYS,
    KEYSET,
    ROOT,
    STATUS_KEY,
    STATUS_RECORD,
    SUITES,
    TODAY,
    check,
    keyset,
    payload,
    record,
    text_of,
)

ED, SM = KEYS[Suite.ED25519], KEYS[Suite.SM2_SM3]
ROOT_MARK = fingerprint(ROOT.suite, ROOT.public)
SET_FILE = KEYSET.write(ROOT.signer())


def resealed(kind: str, signer: KeyPair, change: Callable[[dict[str, Any]], None]) -> bytes:
    """A file of the sample set with its body changed, and validly signed."""
    body = json.loads(json.loads(SET_FILE)["body"])
    change(body)
    return seal(kind, body, signer.signer())


def statuses(**options: Any) -> StatusList:
    dates = {"issued": TODAY, "next_update": date(2026, 7, 1)} | options
    return StatusList.of(ED.key_id, {n: PlateStatus(n % 4) for n in range(901)}, **dates)


# Key pairs and records


@pytest.mark.parametrize("suite", SUITES)
def test_generated_keys_differ_and_sign(suite: Suite) -> None:
    one, two = KeyPair.generate(suite), KeyPair.generate(suite)
    assert one.public != two.public
    message = b"x"
    assert suite.algorithm.verify(one.public, message, one.signer().sign(message))
    assert not suite.algorithm.verify(two.public, message, one.signer().sign(message))


def test_a_private_key_is_not_in_the_repr() -> None:
    assert "private" not in repr(ED)
    assert ED.private.hex() not in repr(ED.signer())


def test_a_private_key_of_another_length_is_refused() -> None:
    with pytest.raises(KeySetError, match="32 bytes, not 31"):
        KeyPair(Suite.ED25519, bytes(31))


BAD_RECORDS = [
    {"origins": ()},
    {"scope": ()},
    {"scope": ("61043x",)},
    {"scope": ("1" * 13,)},
    {"kinds": ()},
    {"kinds": (Kind.DOOR, Kind.DOOR)},
    {"sign_until": date(2025, 1, 1)},
    {"verify_until": date(2026, 5, 1)},
    {"issuer": ""},
    {"issuer": "a\nb"},
    {"last_serial": -1},
    {"status": KeyStatus.COMPROMISED},
    {"compromised_from": TODAY},
]


@pytest.mark.parametrize("changes", BAD_RECORDS, ids=str)
def test_a_record_that_contradicts_itself_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(KeySetError, match="invalid"):
        record(ED, **changes)


# Key sets


def test_a_key_set_reads_back_from_its_signed_file() -> None:
    assert KeySet.read(SET_FILE, root=ROOT_MARK) == KEYSET
    assert check(text_of(), KeySet.read(SET_FILE, root=ROOT_MARK.upper())).trusted


def test_without_a_pinned_root_a_set_is_not_trusted() -> None:
    assert not KeySet.read(SET_FILE, root=None).trusted


def test_a_set_of_another_root_is_refused() -> None:
    with pytest.raises(KeySetError, match="another root"):
        KeySet.read(KEYSET.write(ED.signer()), root=ROOT_MARK)


def test_a_set_may_be_signed_with_sm2() -> None:
    data = KEYSET.write(SM.signer())
    assert KeySet.read(data, root=fingerprint(SM.suite, SM.public)) == KEYSET


def test_a_set_older_than_one_seen_is_refused() -> None:
    newer = KEYSET.with_record(record(ED, last_serial=99))
    assert newer.seq == 2
    assert KeySet.read(newer.write(ROOT.signer()), root=ROOT_MARK, seen_seq=2).seq == 2
    with pytest.raises(KeySetError, match="older than 2"):
        KeySet.read(SET_FILE, root=ROOT_MARK, seen_seq=2)


def test_every_changed_byte_of_a_set_is_refused() -> None:
    for position in range(0, len(SET_FILE), 7):
        changed = bytearray(SET_FILE)
        changed[position] ^= 1
        if json_equal(bytes(changed)):
            continue
        with pytest.raises(KeySetError):
            KeySet.read(bytes(changed), root=ROOT_MARK)


def json_equal(data: bytes) -> bool:
    """White space and the letter case of hexadecimal digits carry nothing."""
    try:
        left, right = json.loads(data), json.loads(SET_FILE)
    except ValueError:
        return False
    for fields in (left, right):
        for name in ("public", "signature"):
            fields[name] = str(fields.get(name)).lower()
    return bool(left == right)


@pytest.mark.parametrize("size", range(0, 900, 41))
def test_a_truncated_set_is_refused(size: int) -> None:
    with pytest.raises(KeySetError):
        KeySet.read(SET_FILE[:size], root=ROOT_MARK)


BAD_FILES = [
    b"", b"[]", b"null", b"{}", b"\xff\xfe", b'{"format": 1}', b"[" * 100_000,
    b'{"format":"doorplate-keyset/1","format":"x"}', b'{"a": NaN}', b"1" * 5000,
    b'{"format":"doorplate-status/1"}', b'{"format":"doorplate-keyset/1","suite":"rsa"}',
    b'{"format":"doorplate-keyset/1","suite":"ed25519","public":"zz"}',
    b'{"format":"doorplate-keyset/1","suite":"ed25519","public":"00"}',
    b'{"format":"doorplate-keyset/1","suite":"\\ud800"}',
]  # fmt: skip


@pytest.mark.parametrize("data", BAD_FILES, ids=lambda data: repr(data[:40]))
def test_what_is_no_signed_set_is_refused(data: bytes) -> None:
    with pytest.raises(KeySetError):
        KeySet.read(data, root=ROOT_MARK)


def test_a_huge_file_is_refused_unread() -> None:
    with pytest.raises(KeySetError, match=str(MAX_FILE)):
        KeySet.read(b" " * (MAX_FILE + 1), root=ROOT_MARK)


def set_key(name: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda body: body["keys"][0].__setitem__(name, value)


def set_top(name: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda body: body.__setitem__(name, value)


BAD_BODIES = [
    set_top("seq", -1), set_top("seq", 1.0), set_top("seq", "1"), set_top("seq", 1 << 60),
    set_top("issued", "2026-13-01"), set_top("issued", None), set_top("keys", {}),
    set_top("keys", [1]), set_top("next_update", "2025-01-01"),
    set_key("key_id", "00000000"), set_key("suite", "rsa"), set_key("public", "00" * 32),
    set_key("public", "01" + "00" * 31), set_key("origins", ["DZ.example.cn/"]),
    set_key("origins", [1]), set_key("scope", "610431"), set_key("kinds", ["castle"]),
    set_key("use", "root"), set_key("status", "fine"), set_key("shared", 2),
    set_key("last_serial", -5), set_key("issuer", "\u202e"),
]  # fmt: skip


@pytest.mark.parametrize("change", BAD_BODIES)
def test_even_a_validly_signed_set_is_checked(
    change: Callable[[dict[str, Any]], None],
) -> None:
    from doorplate.errors import DoorplateError  # noqa: PLC0415  # an origin is a PayloadError

    with pytest.raises(DoorplateError):
        KeySet.read(resealed("doorplate-keyset/1", ROOT, change), root=ROOT_MARK)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_numbers_that_json_has_not_are_refused(number: float) -> None:
    with pytest.raises(KeySetError):
        KeySet.read(resealed("doorplate-keyset/1", ROOT, set_top("note", number)), root=None)


def test_two_keys_of_one_id_are_refused() -> None:
    with pytest.raises(KeySetError, match="one id"):
        keyset(record(ED), record(ED, issuer="他局"))


def test_scopes_of_two_issuers_may_not_overlap_unless_both_say_so() -> None:
    other = KeyPair.generate()
    with pytest.raises(KeySetError, match="overlap"):
        keyset(record(ED), record(other, issuer="他局", scope=("61",)))
    keyset(record(ED, shared=True), record(other, issuer="他局", scope=("61",), shared=True))
    keyset(record(ED), record(other, issuer="他局", scope=("610432",)))
    keyset(record(ED), record(other, issuer="他局", status=KeyStatus.WITHDRAWN))
    later = {"sign_from": date(2027, 2, 1), "sign_until": date(2028, 2, 1)}
    keyset(record(ED), record(other, issuer="他局", **later))


def test_a_set_cannot_be_stale_before_it_is_issued() -> None:
    with pytest.raises(KeySetError, match="update date"):
        keyset(next_update=date(2025, 1, 1))


def test_rotation_retires_one_key_and_begins_another() -> None:
    fresh = record(KeyPair.generate(), sign_from=date(2026, 6, 1))
    rotated = KEYSET.rotate(ED.key_id, fresh, last_serial=7)
    old = rotated.get(ED.key_id)
    assert (old.status, old.last_serial, old.sign_until) == (
        KeyStatus.RETIRED, 7, date(2026, 6, 1),
    )  # fmt: skip
    assert rotated.seq == KEYSET.seq + 2
    assert check(text_of(), rotated).trusted
    assert not check(text_of(serial=8), rotated).trusted


def test_the_compromise_procedure_keeps_what_the_ledger_holds() -> None:
    leaked = KEYSET.compromise(ED.key_id, since=TODAY, last_serial=7)
    data = Ledger.of(ED.key_id, {7: encode(payload())}, issued=TODAY).write(STATUS_KEY.signer())
    ledger = Ledger.read(data, leaked)
    assert check(text_of(), leaked, ledger=ledger).trusted
    backdated = text_of(serial=6, issued=ISSUED)
    assert not check(backdated, leaked, ledger=ledger).trusted
    assert KeySet.read(leaked.write(ROOT.signer()), root=ROOT_MARK) == leaked


def test_withdrawing_ends_a_key() -> None:
    leaked = KEYSET.compromise(ED.key_id, since=TODAY, last_serial=7)
    assert leaked.withdraw(ED.key_id).get(ED.key_id).status is KeyStatus.WITHDRAWN
    assert not check(text_of(), leaked.withdraw(ED.key_id)).trusted


def test_what_became_of_a_key_is_never_taken_back() -> None:
    leaked = KEYSET.compromise(ED.key_id, since=TODAY, last_serial=7)
    retired = KEYSET.with_record(record(ED, status=KeyStatus.RETIRED))
    for changed in (leaked, leaked.withdraw(ED.key_id), retired):
        with pytest.raises(KeySetError, match="never active again"):
            changed.with_record(record(ED))
    fresh = record(KeyPair.generate())
    with pytest.raises(KeySetError, match="never retired again"):
        leaked.rotate(ED.key_id, fresh, last_serial=7)
    with pytest.raises(KeySetError, match="never active again"):
        KEYSET.rotate(ED.key_id, record(ED), last_serial=7)
    moved = retired.compromise(ED.key_id, since=TODAY, last_serial=7)
    assert moved.get(ED.key_id).status is KeyStatus.COMPROMISED


def test_an_unknown_key_cannot_be_changed() -> None:
    with pytest.raises(KeySetError, match="does not hold"):
        KEYSET.withdraw(b"none")


def test_dates_are_set_before_writing() -> None:
    dated = KEYSET.dated(TODAY, date(2027, 1, 1))
    assert (dated.issued, dated.next_update, dated.seq) == (TODAY, date(2027, 1, 1), 1)


# Status lists and ledgers


def test_a_status_list_reads_back_from_its_signed_file() -> None:
    listed = statuses()
    data = listed.write(STATUS_KEY.signer())
    assert StatusList.read(data, KEYSET) == listed
    assert [listed.at(n) for n in (0, 1, 2, 3, 899, 901, 1 << 31)] == [
        PlateStatus.UNKNOWN, PlateStatus.ACTIVE, PlateStatus.REPLACED, PlateStatus.REVOKED,
        PlateStatus.REVOKED, PlateStatus.UNKNOWN, PlateStatus.UNKNOWN,
    ]  # fmt: skip
    assert len(statuses().bits) == 226


def test_an_empty_status_list_knows_nothing() -> None:
    empty = StatusList.of(ED.key_id, {}, issued=TODAY, next_update=TODAY)
    assert empty.at(0) is PlateStatus.UNKNOWN


def test_a_status_list_of_a_county_is_small() -> None:
    county = dict.fromkeys(range(172_800), PlateStatus.ACTIVE)
    county |= dict.fromkeys(range(0, 172_800, 100), PlateStatus.REPLACED)
    listed = StatusList.of(ED.key_id, county, issued=TODAY, next_update=TODAY)
    assert len(listed.bits) == 43_200
    assert len(listed.write(STATUS_KEY.signer())) < 5_000


def test_an_older_status_list_is_refused() -> None:
    data = statuses(seq=3).write(STATUS_KEY.signer())
    assert StatusList.read(data, KEYSET, seen_seq=3).seq == 3
    with pytest.raises(KeySetError, match="older than 4"):
        StatusList.read(data, KEYSET, seen_seq=4)


SIGNERS: list[tuple[str, KeyPair, tuple[KeyRecord, ...]]] = [
    ("the plate key itself", ED, (record(ED), STATUS_RECORD)),
    ("a stranger", KeyPair(Suite.ED25519, b"x" * 32), (record(ED), STATUS_RECORD)),
    ("another scope", STATUS_KEY, (record(ED), replace(STATUS_RECORD, scope=("6105",)))),
    (
        "a withdrawn key",
        STATUS_KEY,
        (record(ED), replace(STATUS_RECORD, status=KeyStatus.WITHDRAWN)),
    ),
    ("a plate key", STATUS_KEY, (record(ED), record(STATUS_KEY, issuer="武功县公安局"))),
]


@pytest.mark.parametrize(("who", "signer", "records"), SIGNERS, ids=[s[0] for s in SIGNERS])
def test_only_a_status_key_over_the_scope_may_sign_status_and_ledger(
    who: str, signer: KeyPair, records: tuple[KeyRecord, ...]
) -> None:
    assert who
    keys = keyset(*records)
    with pytest.raises(KeySetError, match="may not publish"):
        StatusList.read(statuses().write(signer.signer()), keys)
    with pytest.raises(KeySetError, match="may not publish"):
        Ledger.read(Ledger.of(ED.key_id, {}, issued=TODAY).write(signer.signer()), keys)


def test_a_status_key_must_hold_the_whole_scope_of_the_plate_key() -> None:
    plate = record(ED, scope=("610431", "610432"))
    half = replace(STATUS_RECORD, scope=("610431",))
    with pytest.raises(KeySetError, match="may not publish"):
        StatusList.read(statuses().write(STATUS_KEY.signer()), keyset(plate, half))
    whole = replace(STATUS_RECORD, scope=("610431", "610432"))
    data = statuses().write(STATUS_KEY.signer())
    assert StatusList.read(data, keyset(plate, whole)) == statuses()


OUTSIDE: list[dict[str, Any]] = [
    {"sign_from": date(2026, 6, 2)},
    {"sign_until": date(2026, 5, 31)},
]


@pytest.mark.parametrize("window", OUTSIDE, ids=str)
def test_a_status_key_speaks_only_for_files_of_its_own_days(window: dict[str, Any]) -> None:
    keys = keyset(record(ED), replace(STATUS_RECORD, **window))
    for read, file in (
        (StatusList.read, StatusList.of(ED.key_id, {}, issued=TODAY, next_update=TODAY)),
        (Ledger.read, Ledger.of(ED.key_id, {}, issued=TODAY)),
    ):
        with pytest.raises(KeySetError, match="issued 2026-06-01"):
            read(file.write(STATUS_KEY.signer()), keys)


def test_a_status_list_is_fresh_no_longer_than_its_key_counts() -> None:
    keys = keyset(record(ED), replace(STATUS_RECORD, verify_until=date(2027, 2, 1)))
    for end, good in ((date(2027, 2, 1), True), (date(2027, 2, 2), False)):
        listed = StatusList.of(ED.key_id, {}, issued=TODAY, next_update=end)
        data = listed.write(STATUS_KEY.signer())
        if good:
            assert StatusList.read(data, keys) == listed
        else:
            with pytest.raises(KeySetError, match="good until 2027-02-02"):
                StatusList.read(data, keys)


@pytest.mark.parametrize("day", ["20260601", "2026-W23-1", "2026-6-1", ""])
def test_days_in_signed_files_have_one_spelling(day: str) -> None:
    body = {
        "key_id": ED.key_id.hex(), "seq": 1, "issued": day, "next_update": "2026-07-01",
        "bits": packed(zlib.compress(b"")),
    }  # fmt: skip
    with pytest.raises(KeySetError, match="issued"):
        StatusList.read(seal("doorplate-status/1", body, STATUS_KEY.signer()), KEYSET)


def test_a_status_list_of_an_unknown_key_is_refused() -> None:
    other = StatusList.of(b"none", {}, issued=TODAY, next_update=TODAY)
    with pytest.raises(KeySetError, match="does not hold"):
        StatusList.read(other.write(STATUS_KEY.signer()), KEYSET)


def status_file(bits: str) -> bytes:
    body = {
        "key_id": ED.key_id.hex(), "seq": 1, "issued": "2026-06-01",
        "next_update": "2026-07-01", "bits": bits,
    }  # fmt: skip
    return seal("doorplate-status/1", body, STATUS_KEY.signer())


def packed(data: bytes) -> str:
    return base64.b64encode(data).decode()


BAD_BITS = {
    "bomb": packed(zlib.compress(bytes(64 << 20), 9)),
    "one byte too long": packed(zlib.compress(bytes(MAX_BYTES + 1))),
    "truncated": packed(zlib.compress(bytes(1000))[:-3]),
    "data behind": packed(zlib.compress(bytes(1000)) + b"x"),
    "not zlib": packed(b"hello"),
    "not base64": "%%%",
    "not ascii": "门",
    "empty": "",
}


@pytest.mark.parametrize("bits", BAD_BITS.values(), ids=BAD_BITS)
def test_a_status_list_that_does_not_unpack_within_the_cap_is_refused(bits: str) -> None:
    with pytest.raises(KeySetError, match="damaged"):
        StatusList.read(status_file(bits), KEYSET)


def test_a_status_list_of_the_largest_size_is_read() -> None:
    data = status_file(packed(zlib.compress(bytes(MAX_BYTES))))
    assert len(StatusList.read(data, KEYSET).bits) == MAX_BYTES


@pytest.mark.parametrize("digests", ["AAAA", "%", "门"])
def test_a_damaged_ledger_is_refused(digests: str) -> None:
    body = {"key_id": ED.key_id.hex(), "issued": "2026-06-01", "digests": digests}
    with pytest.raises(KeySetError, match="damaged"):
        Ledger.read(seal("doorplate-ledger/1", body, STATUS_KEY.signer()), KEYSET)


def test_serials_too_large_for_a_list_are_refused() -> None:
    with pytest.raises(KeySetError, match="4194303"):
        Ledger.of(ED.key_id, {1 << 22: b"a"}, issued=TODAY)
    with pytest.raises(KeySetError, match="4194303"):
        StatusList.of(ED.key_id, {1 << 31: PlateStatus.ACTIVE}, issued=TODAY, next_update=TODAY)


def test_a_ledger_has_twelve_bytes_a_serial() -> None:
    ledger = Ledger.of(ED.key_id, {3: b"a"}, issued=TODAY)
    assert len(ledger.digests) == 48
    assert ledger.holds(3, b"a")
    assert not ledger.holds(2, b"a")
    assert not ledger.holds(3, b"b")
    assert not ledger.holds(4, b"")


# Key files


@pytest.mark.parametrize("suite", SUITES)
def test_a_key_file_is_private_encrypted_and_reads_back(suite: Suite, tmp_path: Path) -> None:
    path = tmp_path / "my.key"
    write_key(path, KEYS[suite], "secret")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert KEYS[suite].private.hex() not in path.read_text(encoding="utf-8")
    assert read_key(path, "secret") == KEYS[suite]


def test_a_wrong_password_is_said(tmp_path: Path) -> None:
    write_key(tmp_path / "k", ED, "secret")
    with pytest.raises(KeySetError, match="wrong password"):
        read_key(tmp_path / "k", "Secret")


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    write_key(tmp_path / "k", ED, "secret")
    with pytest.raises(KeySetError, match="not overwritten"):
        write_key(tmp_path / "k", ED, "secret")


def test_an_empty_password_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeySetError, match="password is empty"):
        write_key(tmp_path / "k", ED, "")


def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    write_key(tmp_path / "k", ED, "secret")
    (tmp_path / "k").chmod(0o640)
    with pytest.raises(KeySetError, match="chmod 600"):
        read_key(tmp_path / "k", "secret")


def test_paths_that_cannot_be_used_are_said(tmp_path: Path) -> None:
    with pytest.raises(KeySetError, match="cannot be read"):
        read_key(tmp_path / "absent", "secret")
    with pytest.raises(KeySetError, match="cannot be written"):
        write_key(tmp_path / "no" / "folder", ED, "secret")


PEM = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----\n"


@pytest.mark.parametrize("content", ["", "{}", "[]", PEM, '{"format": 1}', "[" * 4000])
def test_what_is_no_key_file_is_said(content: str, tmp_path: Path) -> None:
    path = tmp_path / "k"
    path.write_text(content, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(KeySetError, match="no key file"):
        read_key(path, "secret")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("suite", "sm2-sm3", "damaged"),
        ("suite", "rsa", "no key file"),
        ("format", "x", "no key file"),
        ("nonce", "00", "no key file"),
        ("salt", "zz", "no key file"),
        ("public", "00", "damaged"),
    ],
)
def test_a_key_file_with_a_changed_field_is_refused(
    name: str, value: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "k"
    write_key(path, ED, "secret")
    fields = json.loads(path.read_text(encoding="utf-8"))
    fields[name] = value
    path.write_text(json.dumps(fields), encoding="utf-8")
    with pytest.raises(KeySetError, match=message):
        read_key(path, "secret")


def test_a_key_file_whose_halves_are_no_pair_is_refused(tmp_path: Path) -> None:
    class Swapped(KeyPair):
        @property
        def public(self) -> bytes:
            return ROOT.public

    write_key(tmp_path / "k", Swapped(ED.suite, ED.private), "secret")
    with pytest.raises(KeySetError, match="no pair"):
        read_key(tmp_path / "k", "secret")


def test_a_record_has_the_fingerprint_of_its_key() -> None:
    assert record(ROOT).fingerprint == ROOT_MARK
    assert record(ROOT).fingerprint.startswith(record(ROOT).key_id.hex())


def test_without_cryptography_the_error_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("asymmetric", "ciphers.aead"):
        monkeypatch.setitem(sys.modules, f"cryptography.hazmat.primitives.{name}", None)
    with pytest.raises(BackendMissing, match="cryptography"):
        write_key(tmp_path / "k", SM, "secret")
    with pytest.raises(BackendMissing, match="cryptography"):
        KeyPair.generate(Suite.ED25519)


def test_uses_are_two() -> None:
    assert [use.value for use in KeyUse] == ["plate", "status"]
