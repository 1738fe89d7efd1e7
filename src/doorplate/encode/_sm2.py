"""SM2 signatures with SM3 (GB/T 32918.2-2016), signer id `1234567812345678`.

Raw 64-byte signatures r‖s and 65-byte public keys 04‖x‖y. The nonce is deterministic, after
RFC 6979 section 3.2 with HMAC-SM3, so neither a seeded nor a forked random generator can make
it repeat. Written in Python integers and not constant-time; verification uses C where the
extra `sm2` is installed.
"""

import secrets
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from doorplate._text import Text
from doorplate.encode import _sm2_backend
from doorplate.encode import _sm2_curve as curve
from doorplate.encode._sm3 import sm3
from doorplate.errors import KeySetError

SIGNER_ID: Final = b"1234567812345678"
"""The default distinguishing id of GM/T 0009-2012, clause 10."""

_CONSTANTS: Final = b"".join(
    number.to_bytes(32, "big") for number in (curve.A, curve.B, curve.GX, curve.GY)
)


def generate() -> bytes:
    """A new private key: 32 bytes, an integer from 1 to n − 2."""
    return (1 + secrets.randbelow(curve.N - 2)).to_bytes(32, "big")


def public_of(private: bytes) -> bytes:
    """The public key 04‖x‖y.

    Raises:
        KeySetError: `private` is not 32 bytes or not in 1 … n − 2.
    """
    point = curve.affine(curve.times_base(_scalar(private)))
    if point is None:  # only a multiple of n, which _scalar refuses
        raise AssertionError
    return b"\x04" + _word(point[0]) + _word(point[1])


def check_public(public: bytes) -> None:
    """Refuse anything but an uncompressed finite point of the curve.

    Raises:
        KeySetError: wrong length, wrong prefix, or off the curve.
    """
    if _point(public) is None:
        raise KeySetError(
            Text(
                "SM2 公钥无效（应为 04‖x‖y 且在曲线上）",
                "invalid SM2 public key (04‖x‖y on the curve is needed)",
            ),
            where=public.hex()[:80],
        )


def digest(public: bytes, message: bytes, signer_id: bytes = SIGNER_ID) -> bytes:
    """SM3(Z ‖ message): what is signed (GB/T 32918.2, 5.5 and 6.1)."""
    head = (8 * len(signer_id)).to_bytes(2, "big") + signer_id
    return sm3(sm3(head + _CONSTANTS + public[1:]) + message)


def sign(private: bytes, message: bytes) -> bytes:
    """The 64-byte signature r‖s.

    Raises:
        KeySetError: the private key is malformed.
    """
    d = _scalar(private)
    hashed = digest(_public_cached(private), message)
    e = int.from_bytes(hashed, "big")
    for k in _nonces(d, hashed):
        found = _sign_with(d, e, k)
        if found:
            return _word(found[0]) + _word(found[1])
    raise AssertionError


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` fits (GB/T 32918.2, 7.1); False for any malformed input."""
    point = _point(public)
    if point is None or len(signature) != 64:
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    t = (r + s) % curve.N
    if not (0 < r < curve.N and 0 < s < curve.N and t):
        return False
    hashed, quick = digest(public, message), _sm2_backend.verify_digest()
    if quick is not None:
        return quick(public, hashed, signature)
    found = curve.sum_of(curve.times_base(s), curve.times(t, point))
    return found is not None and (int.from_bytes(hashed, "big") + found[0]) % curve.N == r


def _sign_with(d: int, e: int, k: int) -> tuple[int, int] | None:
    """GB/T 32918.2, 6.1, steps A4 to A6; None where the nonce must be drawn again."""
    point = curve.affine(curve.times_base(k))
    r = (e + point[0]) % curve.N if point else 0
    if r == 0 or r + k == curve.N:
        return None
    s = pow(1 + d, -1, curve.N) * (k - r * d) % curve.N
    return (r, s) if s else None


def _nonces(d: int, hashed: bytes) -> Iterator[int]:
    """RFC 6979, 3.2, steps b to h; the curve order has 256 bits, so no shifting is needed."""
    seed = _word(d) + _word(int.from_bytes(hashed, "big") % curve.N)
    value, key = b"\x01" * 32, bytes(32)
    for mark in (b"\x00", b"\x01"):
        key = _hmac(key, value + mark + seed)
        value = _hmac(key, value)
    while True:
        value = _hmac(key, value)
        k = int.from_bytes(value, "big")
        if 0 < k < curve.N:
            yield k
        key = _hmac(key, value + b"\x00")
        value = _hmac(key, value)


def _hmac(key: bytes, data: bytes) -> bytes:
    inner = bytes(b ^ 0x36 for b in key.ljust(64, b"\0"))
    outer = bytes(b ^ 0x5C for b in key.ljust(64, b"\0"))
    return sm3(outer + sm3(inner + data))


def _scalar(private: bytes) -> int:
    d = int.from_bytes(private, "big")
    if len(private) != 32 or not 0 < d < curve.N - 1:
        raise KeySetError(
            Text("SM2 私钥无效", "invalid SM2 private key"),
            remedy=Text("应为 32 字节，1 … n−2", "It is 32 bytes, an integer from 1 to n-2"),
        )
    return d


@lru_cache(maxsize=64)
def _public_cached(private: bytes) -> bytes:
    return public_of(private)


@lru_cache(maxsize=64)
def _point(public: bytes) -> curve.Affine | None:
    x, y = int.from_bytes(public[1:33], "big"), int.from_bytes(public[33:], "big")
    well_formed = len(public) == 65 and public[0] == 4
    return (x, y) if well_formed and curve.on_curve(x, y) else None


def _word(number: int) -> bytes:
    return number.to_bytes(32, "big")
