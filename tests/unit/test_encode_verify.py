import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from doorplate.address import DoorNumber
from doorplate.encode import (
    Authentic,
    Context,
    GeoCell,
    InPlace,
    KeyPair,
    KeyStatus,
    Kind,
    Ledger,
    PlateStatus,
    Reason,
    Signer,
    StatusList,
    Suite,
    encode,
    sign,
    verify,
)
from doorplate.encode.suites import Algorithm
from doorplate.encode.verify import distance
from doorplate.errors import BackendMissing, KeySetError, PayloadError
from encode_samples import (
    ISSUED,
    KEYS,
    KEYSET,
    ORIGIN,
    STATUS_RECORD,
    SUITES,
    TODAY,
    check,
    forge,
    keyset,
    payload,
    reasons,
    record,
    text_of,
)

ED = KEYS[Suite.ED25519]


def statuses(status: PlateStatus, next_update: date = date(2026, 7, 1)) -> StatusList:
    issued = date(2026, 5, 1)
    return StatusList.of(ED.key_id, {7: status}, issued=issued, next_update=next_update)


@pytest.mark.parametrize("suite", SUITES)
def test_a_signed_plate_is_authentic_and_gives_its_payload_back(suite: Suite) -> None:
    answer = check(text_of(suite))
    assert answer.trusted
    assert answer.authentic is Authentic.YES
    assert answer.payload == payload(suite)
    assert answer.status is PlateStatus.UNKNOWN
    assert answer.in_place is InPlace.NOT_CHECKED
    assert answer.reasons == ()
    assert answer.key == record(KEYS[suite])


def test_signing_is_deterministic() -> None:
    assert text_of(Suite.ED25519) == text_of(Suite.ED25519)
    assert text_of(Suite.SM2_SM3) == text_of(Suite.SM2_SM3)


def test_an_hsm_is_any_callable_that_returns_64_raw_bytes() -> None:
    asked: list[bytes] = []

    def hsm(message: bytes) -> bytes:
        asked.append(message)
        return ED.signer().sign(message)

    text = sign(payload(), Signer(Suite.ED25519, ED.public, hsm), ORIGIN)
    assert check(text).trusted
    assert asked == [b"doorplate-qr/1\0dz.example.cn/\0" + encode(payload())]


def test_a_signer_that_returns_der_is_refused() -> None:
    signer = Signer(Suite.ED25519, ED.public, lambda _: b"\x30" * 70)
    with pytest.raises(KeySetError, match="64-byte"):
        sign(payload(), signer, ORIGIN)


def test_the_payload_must_name_its_signer() -> None:
    with pytest.raises(KeySetError, match="another key"):
        sign(payload(), KeyPair.generate().signer(), ORIGIN)


BAD_ORIGINS = [
    "dz.example.cn", "DZ.example.cn/", "dz.example.cn:8/", "dz.example.cn/?a/", "1.2.3.4/",
    "localhost/", "dz.example.cn/1/", "xn--abc.cn/", "-a.cn/", "门牌.cn/", "a b.cn/", "",
    "dz.example.cn//", "a.very.long.example.cn/",
]  # fmt: skip


@pytest.mark.parametrize("origin", BAD_ORIGINS)
def test_an_origin_that_scanners_could_misread_is_refused(origin: str) -> None:
    with pytest.raises(PayloadError):
        sign(payload(), ED.signer(), origin)


def test_a_short_path_may_stand_before_the_digits() -> None:
    text = sign(payload(), ED.signer(), "example.cn/m/")
    assert check(text, keyset(record(ED, origins=("example.cn/m/",)))).trusted


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (PlateStatus.ACTIVE, ()),
        (PlateStatus.REPLACED, (Reason.PLATE_REPLACED,)),
        (PlateStatus.REVOKED, (Reason.PLATE_REVOKED,)),
        (PlateStatus.UNKNOWN, (Reason.STATUS_UNKNOWN,)),
    ],
)
def test_the_status_list_speaks_by_serial(
    status: PlateStatus, expected: tuple[Reason, ...]
) -> None:
    answer = check(text_of(), status=statuses(status))
    assert answer.authentic is Authentic.YES
    assert answer.status is status
    assert answer.reasons == expected
    assert answer.trusted == (status is PlateStatus.ACTIVE)


def test_a_stale_status_list_warns_and_still_answers() -> None:
    stale = statuses(PlateStatus.ACTIVE, next_update=date(2026, 5, 2))
    answer = check(text_of(), status=stale)
    assert answer.reasons == (Reason.STATUS_STALE,)
    assert answer.trusted


def test_a_stale_key_set_warns_and_still_answers() -> None:
    answer = check(text_of(), clock=date(2027, 6, 1))
    assert answer.reasons == (Reason.KEYSET_STALE,)
    assert answer.trusted


def test_the_last_day_of_a_date_still_counts() -> None:
    assert check(text_of(), clock=date(2026, 12, 31)).reasons == ()
    assert check(text_of(), clock=ISSUED).reasons == ()
    assert check(text_of(issued=date(2027, 1, 31)), clock=date(2027, 1, 31)).trusted
    listed = statuses(PlateStatus.ACTIVE)
    assert check(text_of(), status=listed, clock=date(2026, 7, 1)).reasons == ()
    keys = keyset(record(ED, verify_until=date(2027, 2, 1)), next_update=date(2027, 12, 31))
    assert check(text_of(), keys, clock=date(2027, 2, 1)).trusted


def test_a_forged_text_is_told_nothing_about_status_and_place() -> None:
    forged = text_of()[:-1] + str((int(text_of()[-1]) + 1) % 10)
    answer = check(forged, status=statuses(PlateStatus.REVOKED), context=Context(door_code="1"))
    assert answer.reasons == (Reason.BAD_SIGNATURE,)
    assert answer.status is PlateStatus.UNKNOWN
    assert answer.in_place is InPlace.NOT_CHECKED


def test_a_status_list_of_another_key_says_nothing() -> None:
    other = StatusList.of(b"abcd", {}, issued=TODAY, next_update=TODAY)
    assert reasons(text_of(), status=other) == (Reason.STATUS_UNKNOWN,)


def test_a_temporary_plate_runs_out() -> None:
    text = text_of(valid_days=10)
    assert check(text, clock=date(2026, 3, 11)).trusted
    assert reasons(text, clock=date(2026, 3, 12)) == (Reason.PLATE_EXPIRED,)


CELL = GeoCell.of(108.2, 34.26)
PLACE = [
    (Reason.DOOR_MISMATCH, {"door_code": payload().door_code}, {"door_code": "1"}),
    (Reason.NUMBER_MISMATCH, {"number": DoorNumber(12, (1,))}, {"number": DoorNumber(12)}),
    (
        Reason.ADDRESS_MISMATCH,
        {"address": "陕西省咸阳市武功县小村镇营上村12号附1"},
        {"address": "陕西省咸阳市武功县小村镇营上村12号"},
    ),
    (Reason.ADMIN_MISMATCH, {"admin_code": "610431116"}, {"admin_code": "610432"}),
    (Reason.GRID_MISMATCH, {"grid": 3}, {"grid": 4}),
    (Reason.TOO_FAR, {"position": (108.2, 34.261)}, {"position": (108.2, 34.27)}),
]


@pytest.mark.parametrize(("reason", "right", "wrong"), PLACE)
def test_each_place_check_matches_and_mismatches(
    reason: Reason, right: dict[str, Any], wrong: dict[str, Any]
) -> None:
    text = text_of(cell=CELL)
    good = check(text, context=Context(**right))
    assert good.trusted
    assert good.in_place is InPlace.MATCH
    bad = check(text, context=Context(**wrong))
    assert bad.authentic is Authentic.YES
    assert bad.in_place is InPlace.MISMATCH
    assert bad.reasons == (reason,)
    assert not bad.trusted


def test_an_empty_context_checks_nothing_and_is_not_trusted() -> None:
    answer = check(text_of(), context=Context())
    assert answer.in_place is InPlace.NOT_CHECKED
    assert not answer.trusted


NOT_ON_THE_PLATE: list[dict[str, Any]] = [
    {"position": (108.2, 34.26)},
    {"grid": 4},
    {"number": DoorNumber(12)},
]


@pytest.mark.parametrize("asked", NOT_ON_THE_PLATE, ids=str)
def test_what_the_plate_does_not_carry_is_unknown_and_never_a_match(
    asked: dict[str, Any],
) -> None:
    text = text_of(grid=0, number=None)
    answer = check(text, context=Context(**asked))
    assert answer.authentic is Authentic.YES
    assert answer.in_place is InPlace.UNKNOWN
    assert answer.reasons == (Reason.PLACE_UNKNOWN,)
    assert not answer.trusted
    beside = check(text, context=Context(door_code=payload().door_code, **asked))
    assert beside.in_place is InPlace.UNKNOWN
    assert not beside.trusted
    wrong = check(text, context=Context(door_code="1", **asked))
    assert wrong.in_place is InPlace.MISMATCH
    assert wrong.reasons == (Reason.DOOR_MISMATCH, Reason.PLACE_UNKNOWN)


def test_an_issue_day_in_the_future_is_refused() -> None:
    assert reasons(text_of(), clock=date(2026, 2, 1)) == (Reason.ISSUE_IN_FUTURE,)


def test_a_clock_may_be_a_moment() -> None:
    moment = datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert verify(text_of(), KEYSET, clock=moment).trusted


KEY_CHANGES = [
    (Reason.KEY_OUT_OF_SCOPE, {"scope": ("610432",)}),
    (Reason.KEY_OUT_OF_SCOPE, {"kinds": (Kind.SHOP,)}),
    (Reason.ISSUED_OUTSIDE_KEY_WINDOW, {"sign_from": date(2026, 3, 2)}),
    (Reason.ISSUED_OUTSIDE_KEY_WINDOW, {"sign_until": date(2026, 2, 28)}),
    (Reason.ISSUED_OUTSIDE_KEY_WINDOW, {"status": KeyStatus.RETIRED, "last_serial": 6}),
    (Reason.KEY_WITHDRAWN, {"status": KeyStatus.WITHDRAWN}),
    (Reason.UNKNOWN_KEY, {"use": STATUS_RECORD.use}),
]


@pytest.mark.parametrize(("reason", "changes"), KEY_CHANGES)
def test_the_key_record_limits_what_its_key_may_sign(
    reason: Reason, changes: dict[str, Any]
) -> None:
    other = record(KEYS[Suite.SM2_SM3])
    found = reasons(text_of(), keyset(record(ED, **changes), other))
    assert found == (reason,)


def test_a_retired_key_still_verifies_what_it_signed() -> None:
    retired = record(ED, status=KeyStatus.RETIRED, last_serial=7, sign_until=ISSUED)
    assert check(text_of(), keyset(retired)).trusted


def test_a_key_has_a_last_day() -> None:
    keys = keyset(record(ED, verify_until=date(2027, 2, 1)), next_update=date(2027, 12, 31))
    answer = check(text_of(), keys, clock=date(2027, 2, 2))
    assert answer.reasons == (Reason.KEY_EXPIRED,)
    assert answer.authentic is Authentic.UNKNOWN
    assert not answer.trusted
    forged = check(text_of()[:-1] + "0", keys, clock=date(2027, 2, 2))
    assert forged.reasons == (Reason.KEY_EXPIRED, Reason.BAD_SIGNATURE)
    assert forged.authentic is Authentic.NO


def test_an_unknown_key_is_unverifiable_not_forged() -> None:
    answer = check(text_of(), keyset(record(KEYS[Suite.SM2_SM3])))
    assert answer.reasons == (Reason.UNKNOWN_KEY,)
    assert answer.authentic is Authentic.UNKNOWN


def test_an_untrusted_set_proves_nothing() -> None:
    answer = check(text_of(), keyset(trusted=False))
    assert answer.reasons == (Reason.KEYSET_UNTRUSTED,)
    assert answer.authentic is Authentic.UNKNOWN
    assert not answer.trusted


def test_a_bad_form_under_an_untrusted_set_says_both() -> None:
    expected = (Reason.NOT_DOORPLATE, Reason.KEYSET_UNTRUSTED)
    assert reasons("hello", keyset(trusted=False)) == expected


def test_a_missing_backend_is_unverifiable(monkeypatch: pytest.MonkeyPatch) -> None:
    text = text_of()

    def missing(_key: bytes, _message: bytes, _signature: bytes) -> bool:
        raise BackendMissing(Suite.ED25519.label)  # type: ignore[arg-type]  # text is not read

    broken = Suite.ED25519.algorithm._replace(verify=missing)
    monkeypatch.setitem(_algorithms(), Suite.ED25519, broken)
    answer = check(text)
    assert answer.reasons == (Reason.BACKEND_MISSING,)
    assert answer.authentic is Authentic.UNKNOWN


def _algorithms() -> dict[Suite, Algorithm]:
    from doorplate.encode import suites  # noqa: PLC0415  # a private table, for this test only

    return suites._ALGORITHMS


def test_a_compromised_key_without_its_ledger_proves_nothing() -> None:
    leaked = keyset(record(ED, status=KeyStatus.COMPROMISED, compromised_from=TODAY))
    answer = check(text_of(), leaked)
    assert answer.reasons == (Reason.KEY_COMPROMISED,)
    assert answer.authentic is Authentic.UNKNOWN


def test_plates_in_the_ledger_of_a_compromised_key_stay_valid() -> None:
    leaked = keyset(record(ED, status=KeyStatus.COMPROMISED, compromised_from=TODAY))
    ledger = Ledger.of(
        ED.key_id, {7: encode(payload()), 9: encode(payload(serial=9))}, issued=TODAY
    )
    assert check(text_of(), leaked, ledger=ledger).trusted
    assert check(text_of(serial=9), leaked, ledger=ledger).trusted
    forged = check(text_of(grid=1), leaked, ledger=ledger)
    assert forged.reasons == (Reason.KEY_COMPROMISED, Reason.NOT_IN_LEDGER)
    assert forged.authentic is Authentic.NO
    for serial in (8, 10):
        assert Reason.NOT_IN_LEDGER in reasons(text_of(serial=serial), leaked, ledger=ledger)


def test_the_ledger_of_another_key_does_not_count() -> None:
    leaked = keyset(record(ED, status=KeyStatus.COMPROMISED, compromised_from=TODAY))
    other = Ledger.of(b"abcd", {7: encode(payload())}, issued=TODAY)
    assert reasons(text_of(), leaked, ledger=other) == (Reason.KEY_COMPROMISED,)


def test_reasons_stand_in_the_order_of_the_list_and_speak_both_languages() -> None:
    assert [Reason(r.value) for r in Reason] == list(Reason)
    assert all(r.text.zh and r.text.en for r in Reason)
    assert {r for r in Reason if r.warning} == {
        Reason.KEYSET_STALE, Reason.STATUS_STALE, Reason.STATUS_UNKNOWN, Reason.PLACE_UNKNOWN,
    }  # fmt: skip


def test_the_written_format_lists_every_reason_in_this_order() -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "payload-v1.md"
    text = page.read_text(encoding="utf-8")
    table = text.partition("| stage | reason |")[2].partition("\n\n")[0]
    written = list(dict.fromkeys(re.findall(r"`([A-Z_]{7,})`", table)))
    assert written == [reason.value for reason in Reason]
    marked = set(re.findall(r"`([A-Z_]{7,})` ○", table))
    assert marked == {reason.value for reason in Reason if reason.warning}


def test_every_answer_has_words() -> None:
    answers = [*Authentic, *InPlace, *PlateStatus]
    assert all(answer.text.zh and answer.text.en for answer in answers)


def test_distance_is_in_metres() -> None:
    assert distance((0, 0), (0, 90)) == pytest.approx(10_007_543, abs=1)


def test_a_door_code_elsewhere_is_out_of_scope_whatever_division_is_written() -> None:
    text = text_of(door_code="1101010010010000000000012", admin_code="610431116203")
    assert Reason.KEY_OUT_OF_SCOPE in reasons(text)


@pytest.mark.parametrize(
    "seen", [{"admin_code": ""}, {"admin_code": "６1"}, {"position": (float("inf"), 1.0)}]
)
def test_a_context_that_says_nothing_readable_is_refused(seen: dict[str, Any]) -> None:
    with pytest.raises(PayloadError):
        Context(**seen)


PERSONAL = [
    "电话13800138000",
    "138 0013 8000",
    "138-0013-8000",
    "(029)8765432",
    "６１０４３１１",
    "110101 900307 123",
    "四〇〇八〇〇一二三四",
]


@pytest.mark.parametrize("text", PERSONAL)
def test_digits_like_those_of_a_person_are_never_signed(text: str) -> None:
    with pytest.raises(PayloadError, match="telephone or identity") as caught:
        text_of(text=text)
    assert caught.value.where == "text"
    assert text not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["12号附1-3-1201", "712208", "3幢2单元1201室", "二〇二六年", "1001-2-12", ""]
)
def test_house_room_and_post_numbers_may_be_signed(text: str) -> None:
    assert check(text_of(text=text)).trusted


def test_a_plate_signed_elsewhere_with_such_a_text_still_verifies() -> None:
    value = payload(text="13800138000")
    assert check(forge(encode(value), ED)).authentic is Authentic.YES


def test_an_address_that_has_no_bytes_is_refused() -> None:
    with pytest.raises(PayloadError, match="no code"):
        check(text_of(), context=Context(address="营上村\udcff"))
