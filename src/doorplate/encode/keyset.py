"""The set of public keys that a verifier holds, vouched for by an offline root."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from doorplate._text import Text
from doorplate.encode.keys import KeyRecord, KeyUse
from doorplate.errors import KeySetError


@dataclass(frozen=True, slots=True)
class KeySet:
    """Public keys, each key id once.

    Attributes:
        records: the keys.
        issued: day on which the set was signed.
        next_update: day after which it is stale; stale sets warn, they do not refuse.
        seq: number of the set; a reader that has seen a higher one refuses it.
        trusted: whether a pinned root vouches for it, or it never left its maker's memory.
    """

    records: tuple[KeyRecord, ...]
    issued: date
    next_update: date
    seq: int = 1
    trusted: bool = True

    def __post_init__(self) -> None:
        twice = [k for k, n in Counter(r.key_id for r in self.records).items() if n > 1]
        if twice:
            raise KeySetError(
                Text("密钥号重复", "two keys have one id"),
                remedy=Text("重新生成其中一把", "Generate one of them anew"),
                where=twice[0].hex(),
            )

    @classmethod
    def of(cls, records: Iterable[KeyRecord], *, issued: date, next_update: date) -> "KeySet":
        """A set of the caller's own records, trusted because it never left the process."""
        return cls(tuple(records), issued, next_update)

    @property
    def origins(self) -> frozenset[str]:
        """Every origin of a plate key."""
        return frozenset(
            origin
            for record in self.records
            if record.use is KeyUse.PLATE
            for origin in record.origins
        )

    def find(self, key_id: bytes) -> KeyRecord | None:
        """The record of a key id, or None."""
        return next((record for record in self.records if record.key_id == key_id), None)
