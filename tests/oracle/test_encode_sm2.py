"""SM2 and SM3 against the standard's example and against GmSSL (C) in both directions."""

import hashlib
import hmac
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorplate.encode import _sm2, _sm2_backend, _sm3
from doorplate.encode import _sm2_curve as curve
from doorplate.errors import KeySetError

gmssl_pyx = pytest.importorskip("gmssl_pyx")

# GB/T 32918.5-2017, annex A: example of signature and verification
D = bytes.fromhex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")
PUBLIC = bytes.fromhex(
    "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
NONCE = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
SIGNATURE = bytes.fromhex(
    "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
    "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
)
E = 0xF0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640
MESSAGE = b"message digest"


@pytest.fixture(params=["python", "c"])
def backend(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each test once with the Python and once with the C verifier."""
    if request.param == "python":
        monkeypatch.setattr(_sm2_backend, "verify_digest", lambda: None)
    return str(request.param)


def test_the_example_of_the_standard(backend: str) -> None:
    assert backend
    assert _sm2.public_of(D) == PUBLIC
    assert int.from_bytes(_sm2.digest(PUBLIC, MESSAGE), "big") == E
    r, s = int.from_bytes(SIGNATURE[:32], "big"), int.from_bytes(SIGNATURE[32:], "big")
    assert _sm2._sign_with(int.from_bytes(D, "big"), E, NONCE) == (r, s)
    assert _sm2.verify(PUBLIC, MESSAGE, SIGNATURE)


def test_the_curve_is_the_recommended_one() -> None:
    assert curve.on_curve(curve.GX, curve.GY)
    assert curve.affine(curve.times_base(curve.N)) is None
    assert curve.affine(curve.times(curve.N - 1, (curve.GX, curve.GY))) == (
        curve.GX, curve.P - curve.GY,
    )  # fmt: skip


@given(st.integers(1, curve.N - 1))
@settings(max_examples=30)
def test_both_multiplications_agree(factor: int) -> None:
    slow = curve.times(factor, (curve.GX, curve.GY))
    assert curve.affine(curve.times_base(factor)) == curve.affine(slow)


def test_adding_a_point_to_itself_and_to_its_opposite() -> None:
    g = (curve.GX, curve.GY)
    assert curve.affine(curve.add((*g, 1), g)) == curve.affine(curve.double((*g, 1)))
    assert curve.affine(curve.add((*g, 1), (g[0], curve.P - g[1]))) is None
    assert curve.sum_of(curve.times_base(5), curve.times_base(0)) == curve.affine(
        curve.times_base(5)
    )


def test_five_hundred_of_ours_verify_in_gmssl() -> None:
    draw = random.Random(20260301)
    for _ in range(500):
        private = draw.randrange(1, curve.N - 1).to_bytes(32, "big")
        public, message = _sm2.public_of(private), draw.randbytes(draw.randrange(200))
        signature = _sm2.sign(private, message)
        der = _sm2_backend.to_der(signature)
        assert gmssl_pyx.sm2_verify(public[1:], message, der)
        assert not gmssl_pyx.sm2_verify(public[1:], message + b"!", der)


def raw_of(der: bytes) -> bytes:
    middle = 4 + der[3]
    parts = der[4:middle], der[middle + 2 :]
    return b"".join(part.lstrip(b"\0").rjust(32, b"\0") for part in parts)


def test_five_hundred_of_gmssl_verify_in_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_sm2_backend, "verify_digest", lambda: None)
    draw = random.Random(20260302)
    keys = [gmssl_pyx.sm2_key_generate() for _ in range(20)]
    for point, private in keys:
        public = b"\x04" + point
        assert _sm2.public_of(private) == public
        for _ in range(25):
            message = draw.randbytes(draw.randrange(200))
            signature = raw_of(gmssl_pyx.sm2_sign(private, point, message))
            assert _sm2.verify(public, message, signature)
            assert not _sm2.verify(public, message + b"!", signature)


def word(number: int) -> bytes:
    return number.to_bytes(32, "big")


R, S = SIGNATURE[:32], SIGNATURE[32:]
REFUSED = {
    "r = 0": word(0) + S,
    "s = 0": R + word(0),
    "r = n": word(curve.N) + S,
    "s = n": R + word(curve.N),
    "r + n": word((int.from_bytes(R, "big") + curve.N) % (1 << 256)) + S,
    "r + s = n": R + word(curve.N - int.from_bytes(R, "big")),
    "r, s swapped": S + R,
    "n - s": R + word(curve.N - int.from_bytes(S, "big")),
    "short": SIGNATURE[:63],
    "long": SIGNATURE + b"\0",
    "der": _sm2_backend.to_der(SIGNATURE),
    "empty": b"",
}


@pytest.mark.parametrize("signature", REFUSED.values(), ids=REFUSED)
def test_signatures_outside_the_standard_are_refused(signature: bytes, backend: str) -> None:
    assert backend
    assert not _sm2.verify(PUBLIC, MESSAGE, signature)


def test_s_and_s_plus_n_are_not_both_signatures(
    backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a digest made to fit, s = 5 verifies and s = 5 + n does not; r likewise."""
    assert backend
    point = (int.from_bytes(PUBLIC[1:33], "big"), int.from_bytes(PUBLIC[33:], "big"))
    for r, s in ((curve.N - 1000, 5), (5, curve.N - 1000)):
        found = curve.sum_of(curve.times_base(s), curve.times((r + s) % curve.N, point))
        assert found
        e = word((r - found[0]) % curve.N)
        monkeypatch.setattr(_sm2, "digest", lambda *_, e=e: e)
        assert _sm2.verify(PUBLIC, MESSAGE, word(r) + word(s))
        other = (r, s + curve.N) if s == 5 else (r + curve.N, s)
        assert not _sm2.verify(PUBLIC, MESSAGE, word(other[0]) + word(other[1]))


def test_r_and_s_that_sum_to_n_are_no_signature(
    backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With t = 0 the public key falls out: for a digest made to fit, all else would agree."""
    assert backend
    s = 5
    point = curve.affine(curve.times_base(s))
    assert point
    r = curve.N - s
    e = word((r - point[0]) % curve.N)
    monkeypatch.setattr(_sm2, "digest", lambda *_: e)
    assert (int.from_bytes(e, "big") + point[0]) % curve.N == r
    assert not _sm2.verify(PUBLIC, MESSAGE, word(r) + word(s))


def test_another_signer_id_does_not_verify(backend: str) -> None:
    assert backend
    e = int.from_bytes(_sm2.digest(PUBLIC, MESSAGE, b"ALICE123@YAHOO.COM"), "big")
    found = _sm2._sign_with(int.from_bytes(D, "big"), e, NONCE)
    assert found
    assert not _sm2.verify(PUBLIC, MESSAGE, word(found[0]) + word(found[1]))


BAD_KEYS = {
    "off the curve": PUBLIC[:-1] + b"\x14",
    "infinity": b"\x04" + bytes(64),
    "one byte infinity": b"\x00",
    "compressed": b"\x03" + PUBLIC[1:33],
    "without prefix": PUBLIC[1:],
    "x = p": b"\x04" + word(curve.P) + PUBLIC[33:],
    "wrong prefix": b"\x05" + PUBLIC[1:],
    "empty": b"",
    "ed25519": bytes(range(32)),
}


@pytest.mark.parametrize("public", BAD_KEYS.values(), ids=BAD_KEYS)
def test_bad_public_keys_are_refused(public: bytes, backend: str) -> None:
    assert backend
    with pytest.raises(KeySetError):
        _sm2.check_public(public)
    assert not _sm2.verify(public, MESSAGE, SIGNATURE)


@pytest.mark.parametrize("number", [0, curve.N - 1, curve.N, (1 << 256) - 1])
def test_bad_private_keys_are_refused(number: int) -> None:
    with pytest.raises(KeySetError):
        _sm2.public_of(word(number))


def test_a_nonce_that_gives_no_signature_is_drawn_again() -> None:
    d, k = int.from_bytes(D, "big"), NONCE
    point = curve.affine(curve.times_base(k))
    assert point
    assert _sm2._sign_with(d, curve.N - point[0] % curve.N, k) is None
    assert _sm2._sign_with(d, (curve.N - k - point[0]) % curve.N, k) is None
    r = k * pow(d, -1, curve.N) % curve.N
    assert _sm2._sign_with(d, (r - point[0]) % curve.N, k) is None


def test_nonces_are_those_of_rfc_6979_with_hmac_sm3() -> None:
    """Drawn here with the standard library's HMAC, step by step after section 3.2."""

    def mac(key: bytes, data: bytes) -> bytes:
        return hmac.new(key, data, "sm3").digest()

    hashed = _sm2.digest(PUBLIC, MESSAGE)
    seed = D + word(int.from_bytes(hashed, "big") % curve.N)
    v, k = b"\x01" * 32, bytes(32)
    k = mac(k, v + b"\x00" + seed)
    v = mac(k, v)
    k = mac(k, v + b"\x01" + seed)
    v = mac(k, v)
    v = mac(k, v)
    nonces = _sm2._nonces(int.from_bytes(D, "big"), hashed)
    assert next(nonces) == int.from_bytes(v, "big")
    k = mac(k, v + b"\x00")
    v = mac(k, v)
    v = mac(k, v)
    assert next(nonces) == int.from_bytes(v, "big")


@given(st.binary(max_size=300))
def test_sm3_in_python_equals_openssl_and_gmssl(data: bytes) -> None:
    expected = hashlib.new("sm3", data).digest()
    assert _sm3.sm3_pure(data) == expected == gmssl_pyx.sm3_hash(data)


def test_sm3_without_openssl_gives_the_second_example_of_the_standard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hashlib, "algorithms_available", set())
    assert _sm3.sm3(b"abcd" * 16).hex() == (
        "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    )


def test_without_gmssl_the_python_verifier_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    _sm2_backend.verify_digest.cache_clear()
    monkeypatch.setitem(sys.modules, "gmssl_pyx", None)
    assert _sm2_backend.verify_digest() is None
    _sm2_backend.verify_digest.cache_clear()
    monkeypatch.undo()
    assert _sm2_backend.verify_digest() is not None


def test_gmssl_3_2_2_is_nowhere_imported() -> None:
    root = Path(_sm2.__file__).parents[1]
    sources = [path.read_text(encoding="utf-8") for path in root.rglob("*.py")]
    assert not any("import gmssl\n" in source or "from gmssl " in source for source in sources)
