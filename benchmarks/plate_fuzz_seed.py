"""One signed plate and the key set that trusts it, without any rival's package."""

import hashlib
from datetime import date

from doorplate.address import DoorNumber
from doorplate.encode import KeyPair, KeyRecord, KeySet, PlateOrder, Suite, sign

PAIR = KeyPair(Suite.ED25519, hashlib.sha256(b"fuzz").digest())
ORDER = PlateOrder(
    "6104311162030000000000012", 7, "营上村12号", date(2026, 3, 1), number=DoorNumber(12)
)
TEXT = sign(ORDER.payload(PAIR.signer()), PAIR.signer(), "dz.example.cn/")
RECORD = KeyRecord(
    PAIR.suite, PAIR.public, "武功县公安局", ("dz.example.cn/",), ("610431",),
    date(2026, 1, 1), date(2027, 1, 31), date(2047, 1, 31),
)  # fmt: skip
KEYSET = KeySet.of([RECORD], issued=date(2026, 1, 1), next_update=date(2027, 1, 1))
