"""Laws of payloads, digits and symbols, for any values."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from doorplate.address import DoorNumber
from doorplate.encode import (
    GeoCell,
    KeySet,
    Kind,
    Ledger,
    Payload,
    PlateStatus,
    StatusList,
    Suite,
    decode,
    encode,
    qr,
    sign,
    verify,
)
from doorplate.encode.digits import from_digits, to_digits, width
from doorplate.errors import DoorplateError, SymbolRefused
from encode_samples import KEYS, KEYSET, ORIGIN, PREFIX, SUITES, check, payload, raster, scan

SUFFIX = st.sampled_from("甲乙丙丁戊己庚辛壬癸ABCXYZ")
NUMBERS = st.one_of(
    st.none(),
    st.builds(DoorNumber, st.integers(1, 99_999)),
    st.builds(lambda m, s: DoorNumber(m, (s,)), st.integers(1, 99_999), st.integers(1, 1023)),
    st.builds(
        lambda m, a, b: DoorNumber(m, (a, b)),
        st.integers(1, 99_999), st.integers(1, 31), st.integers(1, 31),
    ),
    st.builds(lambda m, x: DoorNumber(m, (), x), st.integers(1, 99_999), SUFFIX),
    st.builds(
        lambda m, s, x: DoorNumber(m, (s,), x),
        st.integers(1, 99_999), st.integers(1, 15), SUFFIX,
    ),
)  # fmt: skip
U16 = st.integers(0, 65_535)
PLACES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(lambda n: {"door_code": f"610431116203{n:013d}"}, st.integers(0, 10**13 - 1)),
    st.builds(
        lambda n: {"door_code": str(n), "admin_code": "610431116203"},
        st.integers(1, 10**24 - 1),
    ),
    st.builds(
        lambda n: {"door_code": str(n), "admin_code": "610431000000", "opaque": True},
        st.integers(1, (1 << 64) - 1),
    ),
)


@st.composite
def payloads(draw: st.DrawFn) -> Payload:
    issued = date(2026, 1, 1) + timedelta(days=draw(st.integers(0, 151)))
    return payload(
        draw(st.sampled_from(SUITES)),
        **draw(PLACES),
        grid=draw(U16),
        issued=issued,
        serial=draw(st.integers(0, (1 << 32) - 1)),
        address_digest=draw(st.binary(min_size=8, max_size=8)),
        kind=draw(st.sampled_from(Kind)),
        number=draw(NUMBERS),
        cell=draw(st.none() | st.builds(GeoCell, U16, U16)),
        text=draw(st.sampled_from(["", "a", "营上村12号附1", "é" * 15])),
        valid_days=draw(st.just(0) | st.integers(400, 65_535)),
    )


@given(payloads())
def test_decoding_is_the_inverse_of_encoding(value: Payload) -> None:
    assert decode(encode(value)) == value


@given(payloads())
def test_verifying_is_the_inverse_of_signing(value: Payload) -> None:
    text = sign(value, KEYS[value.suite].signer(), ORIGIN)
    answer = check(text)
    assert answer.trusted
    assert answer.payload == value
    assert answer.reasons == ()


@given(payloads(), st.data())
def test_no_change_of_the_bytes_is_trusted(value: Payload, data: st.DataObject) -> None:
    text = sign(value, KEYS[value.suite].signer(), ORIGIN)
    raw = bytearray(from_digits(text.removeprefix(PREFIX)))
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    assert not check(PREFIX + to_digits(bytes(raw))).trusted


@given(payloads())
@settings(max_examples=25)
def test_the_symbol_reads_back_to_the_same_text(value: Payload) -> None:
    text = sign(value, KEYS[value.suite].signer(), ORIGIN)
    assert scan(raster(qr.symbol(text))).text == text


@given(st.binary(min_size=1, max_size=255))
def test_digits_are_a_bijection(data: bytes) -> None:
    digits = to_digits(data)
    assert len(digits) == width(len(data))
    assert from_digits(digits) == data


@given(st.binary(max_size=200))
def test_any_bytes_are_a_payload_or_refused(data: bytes) -> None:
    for body in (data, b"\x11" + data, b"\x11\x00" + data, b"\x12\x1f" + data):
        with suppress(SymbolRefused):
            assert encode(decode(body)) == body


@given(st.text(alphabet="0123456789", max_size=400) | st.text(max_size=40))
def test_any_text_gets_an_answer(text: str) -> None:
    for candidate in (text, PREFIX + text, f"http://{text}", f"https://{text}"):
        assert not verify(candidate, KEYSET, clock=date(2026, 6, 1)).trusted


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.binary(max_size=300) | JSON.map(lambda value: repr(value).encode(errors="replace")))
def test_any_file_is_refused_with_an_error_of_the_tree(data: bytes) -> None:
    for read in (
        lambda: KeySet.read(data, root=None),
        lambda: StatusList.read(data, KEYSET),
        lambda: Ledger.read(data, KEYSET),
    ):
        try:
            read()
        except DoorplateError:
            continue
        raise AssertionError


@given(st.dictionaries(st.integers(0, 5_000), st.sampled_from(PlateStatus)))
def test_a_status_list_gives_back_what_was_put_in(listed: dict[int, PlateStatus]) -> None:
    day = date(2026, 1, 1)
    made = StatusList.of(KEYS[Suite.ED25519].key_id, listed, issued=day, next_update=day)
    assert all(made.at(n) is status for n, status in listed.items())
    others = set(range(5_010)) - set(listed)
    assert all(made.at(n) is PlateStatus.UNKNOWN for n in others)
