"""The status list: two bits for every serial of one key."""

import base64
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

from doorplate._text import Text
from doorplate.encode.authority import check_authority
from doorplate.encode.keys import Signer
from doorplate.encode.keyset import KeySet
from doorplate.encode.sealed import MAX_SERIALS, broken, check_serials, seal, unseal
from doorplate.errors import KeySetError

FORMAT: Final = "doorplate-status/1"

MAX_BYTES: Final = MAX_SERIALS // 4
"""Bytes that a list unpacks to at most."""


class PlateStatus(IntEnum):
    """What became of a plate; the value is its two bits."""

    UNKNOWN = 0
    ACTIVE = 1
    REPLACED = 2
    REVOKED = 3

    @property
    def text(self) -> Text:
        """The words for a reader."""
        return _TEXTS[self]


_TEXTS = {
    PlateStatus.UNKNOWN: Text("未知", "unknown"),
    PlateStatus.ACTIVE: Text("有效", "active"),
    PlateStatus.REPLACED: Text("已替换", "replaced"),
    PlateStatus.REVOKED: Text("已作废", "revoked"),
}


@dataclass(frozen=True, slots=True)
class StatusList:
    """Two bits a plate by serial, for one key.

    Attributes:
        key_id: the plate key whose serials these are.
        issued: day on which the list was signed.
        next_update: day after which it is stale.
        bits: serial s stands in byte s // 4, bits 2·(s % 4) and the next, low bits first.
        seq: number of the list; a reader that has seen a higher one refuses it.
    """

    key_id: bytes
    issued: date
    next_update: date
    bits: bytes
    seq: int = 1

    @classmethod
    def of(
        cls,
        key_id: bytes,
        statuses: Mapping[int, PlateStatus],
        *,
        issued: date,
        next_update: date,
        seq: int = 1,
    ) -> "StatusList":
        """A list from a status by serial; serials in between are unknown.

        Raises:
            KeySetError: a serial too large for a list, or the next list is due before this one.

        >>> s = StatusList.of(b"test", {5: PlateStatus.REVOKED}, issued=date(2026, 1, 1),
        ...                   next_update=date(2026, 2, 1))
        >>> s.at(5).name, s.at(4).name, s.at(10**9).name
        ('REVOKED', 'UNKNOWN', 'UNKNOWN')
        """
        if next_update < issued:
            raise KeySetError(
                Text("下次更新早于签发日", "the next update lies before the day of issue"),
                where=next_update.isoformat(),
            )
        bits = bytearray((check_serials(statuses) + 3) // 4)
        for serial, status in statuses.items():
            bits[serial // 4] |= status << 2 * (serial % 4)
        return cls(key_id, issued, next_update, bytes(bits), seq)

    def at(self, serial: int) -> PlateStatus:
        """The status of a serial; unknown beyond the end of the list."""
        byte, place = divmod(serial, 4)
        if byte >= len(self.bits):
            return PlateStatus.UNKNOWN
        return PlateStatus(self.bits[byte] >> 2 * place & 3)

    def write(self, signer: Signer) -> bytes:
        """The signed file; `signer` is a key of use `status`."""
        body = {
            "key_id": self.key_id.hex(),
            "seq": self.seq,
            "issued": self.issued.isoformat(),
            "next_update": self.next_update.isoformat(),
            "bits": base64.b64encode(zlib.compress(self.bits, 9)).decode(),
        }
        return seal(FORMAT, body, signer)

    @classmethod
    def read(cls, data: bytes, keyset: KeySet, *, seen_seq: int = 0) -> "StatusList":
        """A list from its signed file.

        Raises:
            KeySetError: damaged, not signed by a status key whose scope holds the plate key's
                and whose days hold the list's, older than one seen before, or unpacking to
                more than `MAX_BYTES`.
        """
        sealed = unseal(FORMAT, data)
        body = sealed.body
        key_id, seq = body.raw("key_id"), body.number("seq")
        issued, next_update = body.day("issued"), body.day("next_update")
        check_authority(sealed, keyset, key_id, issued=issued, until=next_update)
        if seq < seen_seq:
            raise KeySetError(
                Text(
                    f"状态表第 {seq} 号早于已见过的第 {seen_seq} 号",
                    f"status list {seq} is older than {seen_seq}, seen before",
                ),
                remedy=Text("使用最新的状态表", "Use the newest list"),
            )
        bits = _unpacked(body.text("bits"))
        return cls(key_id, issued, next_update, bits, seq)


def _unpacked(text: str) -> bytes:
    """Inflate with a cap: a few kilobytes can hold gigabytes of zeros."""
    inflater = zlib.decompressobj()
    try:
        bits = inflater.decompress(base64.b64decode(text, validate=True), MAX_BYTES + 1)
    except (ValueError, zlib.error):
        broken("bits")
    if len(bits) > MAX_BYTES or not inflater.eof or inflater.unused_data:
        broken("bits")
    return bits
