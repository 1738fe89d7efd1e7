from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from doorplate.address import Address, DoorNumber
from doorplate.encode import (
    GeoCell,
    Kind,
    Payload,
    Reason,
    Suite,
    address_digest,
    canonical_address,
    decode,
    door_code_of,
    encode,
)
from doorplate.encode.digits import from_digits, to_digits, width
from doorplate.encode.payload import body_and_signature
from doorplate.errors import PayloadError, SymbolRefused
from encode_samples import KEYS, PREFIX, SUITES, forge, payload, reasons, text_of

PROFILES: dict[str, dict[str, Any]] = {
    "core": {},
    "geo": {"cell": GeoCell(1, 65_535)},
    "text": {"text": "营上村12号"},
    "temporary": {"valid_days": 90},
    "admin": {"door_code": "987", "admin_code": "610431116203"},
    "opaque": {"door_code": str((1 << 64) - 1), "admin_code": "610431116203", "opaque": True},
    "all": {
        "door_code": "987",
        "admin_code": "610431116203",
        "cell": GeoCell(0, 0),
        "text": "é" * 15,
        "valid_days": 65_535,
        "kind": Kind.SHOP,
        "number": None,
        "grid": 65_535,
        "serial": (1 << 32) - 1,
        "issued": date(2199, 6, 6),
    },
}
SIZES = {
    "core": 37, "geo": 41, "text": 52, "temporary": 39, "admin": 42, "opaque": 42, "all": 79,
}  # fmt: skip


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_decodes_to_itself_and_has_its_size(profile: str, suite: Suite) -> None:
    value = payload(suite, **PROFILES[profile])
    body = encode(value)
    assert len(body) == SIZES[profile]
    assert decode(body) == value


def test_the_core_record_stands_at_the_written_offsets() -> None:
    body = encode(payload(serial=0x01020304, grid=0x0506, issued=date(2020, 1, 11)))
    assert body[0] == 0x11
    assert body[1] == 0x01
    assert body[2:6] == KEYS[Suite.ED25519].key_id
    assert int.from_bytes(body[6:17], "big") == 6104311162030000000000012
    assert body[17:19] == b"\x05\x06"
    assert body[19:21] == b"\x00\x0a"
    assert body[21:25] == b"\x01\x02\x03\x04"
    assert body[25:29].hex() == "10030401"
    assert body[29:37] == address_digest("陕西省咸阳市武功县小村镇营上村12号附1", Suite.ED25519)


BAD_FIELDS = [
    ("key_id", {"key_id": b"123"}),
    ("door_code", {"door_code": "0123"}),
    ("door_code", {"door_code": ""}),
    ("door_code", {"door_code": "1" * 26}),
    ("door_code", {"door_code": "１２"}),
    ("door_code", {"door_code": str(1 << 64), "admin_code": "610431116203", "opaque": True}),
    ("grid", {"grid": 65_536}),
    ("grid", {"grid": -1}),
    ("issued", {"issued": date(2019, 12, 31)}),
    ("issued", {"issued": date(2199, 6, 7)}),
    ("serial", {"serial": 1 << 32}),
    ("address_digest", {"address_digest": b""}),
    ("admin_code", {"door_code": "987"}),
    ("admin_code", {"admin_code": "610431116203"}),
    ("admin_code", {"admin_code": "61043"}),
    ("cell", {"cell": GeoCell(0, 65_536)}),
    ("text", {"text": "营" * 11}),
    ("text", {"text": "e\u0301"}),
    ("text", {"text": "a\u202eb"}),
    ("text", {"text": "\x00"}),
    ("text", {"text": "\ud800"}),
    ("valid_days", {"valid_days": 65_536}),
    ("number", {"number": DoorNumber(1, (1, 2, 3))}),
    ("number", {"number": DoorNumber(1, (1024,))}),
    ("number", {"number": DoorNumber(1, (32, 1))}),
    ("number", {"number": DoorNumber(1, (16,), "甲")}),
]


@pytest.mark.parametrize(("field", "changes"), BAD_FIELDS)
def test_a_field_out_of_range_is_named(field: str, changes: dict[str, Any]) -> None:
    with pytest.raises(PayloadError) as caught:
        payload(**changes)
    assert caught.value.where == field


NUMBERS = [
    (None, 0),
    (DoorNumber(1), 0x10004000),
    (DoorNumber(16_383), 0x1FFFC000),
    (DoorNumber(16_384), 0x20000000),
    (DoorNumber(99_999), 0x71A7C000),
    (DoorNumber(12, (1023,)), 0x100307FF),
    (DoorNumber(12, (), "甲"), 0x10030801),
    (DoorNumber(12, (), "Z"), 0x10030824),
    (DoorNumber(12, (3,), "癸"), 0x10030CA3),
    (DoorNumber(12, (2, 3)), 0x10031043),
]


@pytest.mark.parametrize(("number", "field"), NUMBERS)
def test_the_printed_number_has_one_spelling_in_32_bits(
    number: DoorNumber | None, field: int
) -> None:
    body = encode(payload(number=number))
    assert int.from_bytes(body[25:29], "big") == field
    assert decode(body).number == number


def corrupted(offset: int, data: bytes) -> bytes:
    body = encode(payload())
    return body[:offset] + data + body[offset + len(data) :]


REFUSED_BODIES = [
    ("UNKNOWN_VERSION", corrupted(0, b"\x21")),
    ("UNKNOWN_VERSION", corrupted(0, b"\x01")),
    ("UNKNOWN_SUITE", corrupted(0, b"\x10")),
    ("UNKNOWN_SUITE", corrupted(0, b"\x13")),
    ("UNKNOWN_SUITE", corrupted(0, b"\x1f")),
    ("FIELD_RANGE", corrupted(1, b"\x21")),
    ("FIELD_RANGE", corrupted(6, b"\x60")),
    ("FIELD_RANGE", corrupted(6, b"\x0f" + b"\xff" * 10)),
    ("FIELD_RANGE", corrupted(6, bytes(11))),
    ("FIELD_RANGE", corrupted(25, b"\x80\x03\x04\x01")),
    ("FIELD_RANGE", corrupted(25, b"\x10\x00\x00\x00")),
    ("NON_CANONICAL", corrupted(25, b"\x10\x03\x00\x01")),
    ("FIELD_RANGE", corrupted(25, b"\x10\x03\x14\x01")),
    ("FIELD_RANGE", corrupted(25, b"\x10\x03\x08\x00")),
    ("FIELD_RANGE", corrupted(25, b"\x10\x03\x08\x25")),
    ("FIELD_RANGE", corrupted(25, b"\x10\x03\x0c\xa0")),
    ("FIELD_RANGE", corrupted(25, b"\x00\x00\x00\x01")),
    ("TRAILING_DATA", encode(payload()) + b"\x00"),
    ("WRONG_LENGTH", encode(payload())[:-1]),
    ("WRONG_LENGTH", encode(payload(text="a"))[:-1]),
    ("WRONG_LENGTH", b""),
    ("FIELD_RANGE", corrupted(1, b"\x05") + b"\x01\xff"),
    ("FIELD_RANGE", corrupted(1, b"\x05") + b"\x1f" + b"a" * 31),
    ("NON_CANONICAL", corrupted(1, b"\x05") + b"\x00"),
    ("NON_CANONICAL", corrupted(1, b"\x09") + b"\x00\x00"),
    ("FIELD_RANGE", corrupted(1, b"\x00") + (610431116203).to_bytes(5, "big")),
    ("FIELD_RANGE", corrupted(1, b"\x00") + bytes(5)),
]


@pytest.mark.parametrize(("reason", "body"), REFUSED_BODIES)
def test_a_body_that_encode_would_not_write_is_refused(reason: str, body: bytes) -> None:
    with pytest.raises(SymbolRefused) as caught:
        decode(body)
    assert caught.value.code == reason


def test_even_the_key_holder_cannot_sign_an_unknown_version() -> None:
    body = b"\x21" + encode(payload())[1:]
    assert reasons(forge(body, KEYS[Suite.ED25519])) == (Reason.UNKNOWN_VERSION,)


def test_digits_keep_zeros_in_front_and_refuse_a_second_spelling() -> None:
    data = bytes(100) + b"\x07"
    assert len(to_digits(data)) == width(101) == 244
    assert from_digits(to_digits(data)) == data
    alias = str(int(to_digits(data)) + (1 << 808))
    with pytest.raises(SymbolRefused, match="canonical"):
        from_digits(alias.zfill(244))


def test_a_symbol_too_short_for_a_signature_is_refused() -> None:
    with pytest.raises(SymbolRefused) as caught:
        body_and_signature(bytes(100))
    assert caught.value.code == "WRONG_LENGTH"


def test_spellings_of_one_parsed_address_have_one_digest() -> None:
    one = Address.of(village="营上村", number="12号", subnumber="附1")
    two = Address.of(village="营上村", number="12-1号")
    three = Address.of(village="营上村", number="12号之一")
    assert canonical_address(one) == "营上村12号附1"
    assert {address_digest(a, Suite.SM2_SM3) for a in (one, two, three)} == {
        address_digest("营上村 １２号附1", Suite.SM2_SM3)
    }


def test_an_address_without_a_readable_number_keeps_its_words() -> None:
    odd = Address.of(road="解放路", number="临时号")
    assert canonical_address(odd) == "解放路临时号"


@pytest.mark.parametrize("point", [(72.9, 30), (136, 30), (100, 2.9), (100, 54)])
def test_a_point_outside_the_box_is_refused(point: tuple[float, float]) -> None:
    with pytest.raises(PayloadError):
        GeoCell.of(*point)


def test_a_cell_is_some_90_metres_wide_and_high() -> None:
    here = GeoCell.of(108.2, 34.26)
    longitude, latitude = here.center
    assert abs(longitude - 108.2) < 63 / 65_536
    assert abs(latitude - 34.26) < 51 / 65_536
    assert GeoCell.of(longitude, latitude) == here


@pytest.mark.parametrize(("division", "sequence"), [("61043", 1), ("610431116203", 10**13)])
def test_a_door_code_needs_twelve_digits_and_a_number(division: str, sequence: int) -> None:
    with pytest.raises(PayloadError):
        door_code_of(division, sequence)


def test_a_temporary_plate_knows_its_last_day() -> None:
    assert payload(valid_days=30).last_day == date(2026, 3, 31)
    assert payload().last_day is None


def test_payloads_are_values() -> None:
    assert payload() == replace(payload()) != payload(grid=4)
    assert len({payload(), payload()}) == 1
    assert isinstance(payload(), Payload)


def test_the_prefix_is_outside_the_number() -> None:
    text = text_of()
    assert text.startswith(PREFIX)
    assert len(text) == len(PREFIX) + 244


@pytest.mark.parametrize("size", [1, 50, 100])
def test_digits_too_large_for_their_length_are_no_canonical_number(size: int) -> None:
    with pytest.raises(SymbolRefused) as caught:
        from_digits("9" * width(size))
    assert caught.value.code == "NON_CANONICAL"
