"""The signature suites of payload v1, behind one small table."""

import hashlib
from collections.abc import Callable
from enum import IntEnum
from typing import NamedTuple

from doorplate.encode import _ed25519, _sm2, _sm3

SIGNATURE_BYTES = 64
"""Length of a signature in every suite: raw R‖S or r‖s."""

PRIVATE_BYTES = 32
"""Length of a private key in every suite."""

KEY_ID_BYTES = 4


class Suite(IntEnum):
    """The low nibble of a payload's first byte.

    Suite 15 marks test symbols and is never verified; 0 and 3 to 14 are reserved.
    """

    ED25519 = 1
    SM2_SM3 = 2

    @property
    def label(self) -> str:
        """The name used in files and on the command line: `ed25519`, `sm2-sm3`."""
        return self.name.lower().replace("_", "-")

    @property
    def algorithm(self) -> "Algorithm":
        """The functions of the suite."""
        return _ALGORITHMS[self]

    @classmethod
    def of(cls, label: str) -> "Suite | None":
        """The suite of a label, or None.

        >>> Suite.of("sm2-sm3")
        <Suite.SM2_SM3: 2>
        """
        return next((suite for suite in cls if suite.label == label), None)


class Algorithm(NamedTuple):
    """What a suite can do, over plain bytes.

    Attributes:
        generate: a new private key (32 bytes) from the system's randomness.
        public_of: the public key of a private one: 32 bytes (RFC 8032), or 65 bytes `04‖x‖y`.
        check_public: raises `KeySetError` for a key that must never be trusted.
        sign: (private, message) to a 64-byte signature, deterministic.
        verify: (public, message, signature) to the answer; never raises for bad input.
        digest: the hash of the suite.
    """

    generate: Callable[[], bytes]
    public_of: Callable[[bytes], bytes]
    check_public: Callable[[bytes], None]
    sign: Callable[[bytes, bytes], bytes]
    verify: Callable[[bytes, bytes, bytes], bool]
    digest: Callable[[bytes], bytes]


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


_ALGORITHMS = {
    Suite.ED25519: Algorithm(
        _ed25519.generate,
        _ed25519.public_of,
        _ed25519.check_public,
        _ed25519.sign,
        _ed25519.verify,
        _sha256,
    ),
    Suite.SM2_SM3: Algorithm(
        _sm2.generate,
        _sm2.public_of,
        _sm2.check_public,
        _sm2.sign,
        _sm2.verify,
        _sm3.sm3,
    ),
}


def fingerprint(suite: Suite, public: bytes) -> str:
    """SHA-256(suite ‖ public key) in hexadecimal: how people and programs pin a root key."""
    return _sha256(bytes([suite]) + public).hex()


def key_id(suite: Suite, public: bytes) -> bytes:
    """The 4-byte hint by which a payload names its key: SHA-256(suite ‖ public key).

    >>> key_id(Suite.ED25519, bytes(32)).hex()
    '1a7dfdea'
    """
    return _sha256(bytes([suite]) + public)[:KEY_ID_BYTES]
