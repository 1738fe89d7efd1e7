"""SM2 verification in C, where `gmssl_pyx` is installed; signing never goes there.

GmSSL draws random nonces, which would end the promise that one batch gives the same bytes
twice.
"""

from collections.abc import Callable
from functools import cache

VerifyDigest = Callable[[bytes, bytes, bytes], bool]
"""(public key, digest, raw signature with r and s in range) to the answer."""


@cache
def verify_digest() -> VerifyDigest | None:
    """The C implementation, or None where it is not installed."""
    try:
        import gmssl_pyx  # noqa: PLC0415  # optional
    except ImportError:
        return None

    def verify(public: bytes, digest: bytes, signature: bytes) -> bool:
        answer: bool = gmssl_pyx.sm2_verify_sm3_digest(public[1:], digest, to_der(signature))
        return answer

    return verify


def to_der(signature: bytes) -> bytes:
    r"""A raw 64-byte signature as SEQUENCE { INTEGER r, INTEGER s } (GM/T 0009, 7.3).

    >>> to_der(bytes(31) + b"\x05" + bytes(31) + b"\x80").hex()
    '300702010502020080'
    """
    body = _integer(signature[:32]) + _integer(signature[32:])
    return bytes([0x30, len(body)]) + body


def _integer(word: bytes) -> bytes:
    plain = word.lstrip(b"\0") or b"\0"
    padded = (b"\0" if plain[0] > 0x7F else b"") + plain
    return bytes([2, len(padded)]) + padded
