"""The issuance ledger of one key: what its office really signed, by serial.

When a private key leaks, the plates on the walls stay good: each serial's digest stands in the
ledger, and a forger would have to find a second body with the digest of its own serial. 96 bits
a plate, where a sorted list of 40-bit digests could be met by trying some 2²³ bodies.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from doorplate.encode.authority import check_authority
from doorplate.encode.keys import Signer
from doorplate.encode.keyset import KeySet
from doorplate.encode.sealed import broken, check_serials, seal, unseal

FORMAT: Final = "doorplate-ledger/1"

DIGEST_BYTES = 12


def body_digest(body: bytes) -> bytes:
    """The digest under which a body stands in the ledger.

    The body and not the signature is hashed: a second valid signature of one body is the same
    plate.
    """
    return hashlib.sha256(FORMAT.encode() + b"\0" + body).digest()[:DIGEST_BYTES]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Digests by serial, 12 bytes each; zero bytes where no plate was issued.

    Attributes:
        key_id: the plate key whose serials these are.
        digests: serial s stands at bytes 12·s to 12·s + 11.
        issued: day on which the ledger was signed.
    """

    key_id: bytes
    digests: bytes
    issued: date

    @classmethod
    def of(cls, key_id: bytes, bodies: Mapping[int, bytes], *, issued: date) -> "Ledger":
        """A ledger of bodies by serial.

        Raises:
            KeySetError: a serial too large for a ledger.
        """
        table = bytearray(check_serials(bodies) * DIGEST_BYTES)
        for serial, body in bodies.items():
            start = serial * DIGEST_BYTES
            table[start : start + DIGEST_BYTES] = body_digest(body)
        return cls(key_id, bytes(table), issued)

    def holds(self, serial: int, body: bytes) -> bool:
        """Whether exactly this body was issued under the serial."""
        start = serial * DIGEST_BYTES
        return self.digests[start : start + DIGEST_BYTES] == body_digest(body)

    def write(self, signer: Signer) -> bytes:
        """The signed file; `signer` is a key of use `status`."""
        body = {
            "key_id": self.key_id.hex(),
            "issued": self.issued.isoformat(),
            "digests": base64.b64encode(self.digests).decode(),
        }
        return seal(FORMAT, body, signer)

    @classmethod
    def read(cls, data: bytes, keyset: KeySet) -> "Ledger":
        """A ledger from its signed file.

        Raises:
            KeySetError: damaged, or not signed by a status key whose scope holds the plate
                key's, on a day of its signing window.
        """
        sealed = unseal(FORMAT, data)
        key_id = sealed.body.raw("key_id")
        issued = sealed.body.day("issued")
        check_authority(sealed, keyset, key_id, issued=issued)
        try:
            digests = base64.b64decode(sealed.body.text("digests"), validate=True)
        except ValueError:
            broken("digests")
        if len(digests) % DIGEST_BYTES:
            broken("digests")
        return cls(key_id, digests, issued)
