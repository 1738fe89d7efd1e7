"""The status list: two bits for every serial of one key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from doorplate._text import Text


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

        >>> s = StatusList.of(b"test", {5: PlateStatus.REVOKED}, issued=date(2026, 1, 1),
        ...                   next_update=date(2026, 2, 1))
        >>> s.at(5).name, s.at(4).name, s.at(10**9).name
        ('REVOKED', 'UNKNOWN', 'UNKNOWN')
        """
        bits = bytearray(max(statuses, default=-1) // 4 + 1)
        for serial, status in statuses.items():
            bits[serial // 4] |= status << 2 * (serial % 4)
        return cls(key_id, issued, next_update, bytes(bits), seq)

    def at(self, serial: int) -> PlateStatus:
        """The status of a serial; unknown beyond the end of the list."""
        byte, place = divmod(serial, 4)
        if byte >= len(self.bits):
            return PlateStatus.UNKNOWN
        return PlateStatus(self.bits[byte] >> 2 * place & 3)
