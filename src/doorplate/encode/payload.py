"""Payload version 1: the record behind a door plate's symbol, as a value and as bytes.

Offsets, widths and ranges are those of the written format (reference: payload v1). Everything
has one spelling: `decode` refuses what `encode` would not have written.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Final, NamedTuple

from doorplate._text import Text
from doorplate.address import Address, DoorNumber, Level
from doorplate.encode import _number
from doorplate.encode._refuse import refused
from doorplate.encode.reasons import Reason
from doorplate.encode.suites import KEY_ID_BYTES, SIGNATURE_BYTES, Suite
from doorplate.errors import PayloadError, SymbolRefused

VERSION: Final = 1
EPOCH: Final = date(2020, 1, 1)
CORE_BYTES: Final = 37
"""Length of a body without optional fields."""

MAX_TEXT_BYTES: Final = 30

_ADMIN_DERIVED, _GEO, _TEXT, _TEMPORARY, _OPAQUE = 1, 2, 4, 8, 16
_KNOWN_FLAGS = 31


class Kind(IntEnum):
    """What the plate names (4 bits)."""

    DOOR = 0
    BUILDING = 1
    UNIT = 2
    ROOM = 3
    SHOP = 4
    PUBLIC = 5


_SUITES = frozenset(map(int, Suite))
_KINDS = frozenset(map(int, Kind))


class GeoCell(NamedTuple):
    """A cell of some 90 × 90 m: coarse on purpose, so that it names a place, not a person.

    The box 73-136° E, 3-54° N, which holds 三沙 too, is cut into 65,536 columns and rows.
    """

    column: int
    row: int

    @classmethod
    def of(cls, longitude: float, latitude: float) -> "GeoCell":
        """The cell of a point in degrees (WGS 84).

        Raises:
            PayloadError: outside the box.

        >>> GeoCell.of(108.2, 34.26)
        GeoCell(column=36616, row=40169)
        """
        if not (73 <= longitude < 136 and 3 <= latitude < 54):
            raise PayloadError(
                Text("坐标不在范围内", "the point lies outside the box of the format"),
                where=f"{longitude}, {latitude}",
            )
        return cls(int((longitude - 73) * 65_536 / 63), int((latitude - 3) * 65_536 / 51))

    @property
    def center(self) -> tuple[float, float]:
        """Longitude and latitude of the middle of the cell, in degrees."""
        return 73 + (self.column + 0.5) * 63 / 65_536, 3 + (self.row + 0.5) * 51 / 65_536


@dataclass(frozen=True, slots=True)
class Payload:
    """What one plate says.

    Attributes:
        suite: the signature suite; must be the suite of the key.
        key_id: first 4 bytes of the key's fingerprint.
        door_code: decimal, 1 to 25 digits, no zero in front: the door's code.
        grid: number of the grid within its division, 0 for none, up to 65,535.
        issued: issue day, 2020-01-01 to 2199-06-06.
        serial: index into the status list, unique per key; a new plate gets a new serial.
        address_digest: 8 bytes, from `address_digest`.
        kind: what the plate names.
        number: the printed number, or None where none is printed.
        admin_code: 12-digit division code; the first 12 digits of a door code of 25 digits
            need not be given again: pass the empty string.
        cell: coarse place, or None.
        text: up to 30 bytes of UTF-8 in NFC that a reader without network may show.
        valid_days: days from `issued` for which a temporary plate is valid; 0 for permanent.
        opaque: the door code is a 64-bit number without inner structure.
    """

    suite: Suite
    key_id: bytes
    door_code: str
    grid: int
    issued: date
    serial: int
    address_digest: bytes
    kind: Kind = Kind.DOOR
    number: DoorNumber | None = None
    admin_code: str = ""
    cell: GeoCell | None = None
    text: str = ""
    valid_days: int = 0
    opaque: bool = False

    def __post_init__(self) -> None:
        for field, good in _checks(self):
            if not good:
                raise PayloadError(
                    Text(f"字段 {field} 超出范围", f"the field {field} is out of range"),
                    remedy=Text("见 payload v1 格式说明", "See the payload v1 reference"),
                    where=field,
                )
        _number.pack(self.number)

    @property
    def division_code(self) -> str:
        """The 12-digit division code: given, or the head of the door code."""
        return self.admin_code or self.door_code[:12]

    @property
    def covered(self) -> frozenset[str]:
        """Every division code the payload speaks for: a key must cover them all."""
        inside = not self.opaque and len(self.door_code) == 25
        return frozenset({self.division_code, *([self.door_code[:12]] if inside else [])})

    @property
    def last_day(self) -> date | None:
        """The last day of a temporary plate; None for a permanent one."""
        return self.issued + timedelta(days=self.valid_days) if self.valid_days else None


def _checks(p: Payload) -> tuple[tuple[str, bool], ...]:
    derived = not p.opaque and len(p.door_code) == 25
    return (
        ("key_id", len(p.key_id) == KEY_ID_BYTES),
        ("door_code", _is_code(p.door_code, 25) and not (p.opaque and int(p.door_code) >> 64)),
        ("grid", 0 <= p.grid <= 0xFFFF),
        ("issued", 0 <= (p.issued - EPOCH).days <= 0xFFFF),
        ("serial", 0 <= p.serial <= 0xFFFFFFFF),
        ("address_digest", len(p.address_digest) == 8),
        ("admin_code", derived if not p.admin_code else _is_division(p.admin_code)),
        ("admin_code", not (derived and p.admin_code == p.door_code[:12])),
        ("cell", p.cell is None or all(0 <= n <= 0xFFFF for n in p.cell)),
        ("text", _is_text(p.text)),
        ("valid_days", 0 <= p.valid_days <= 0xFFFF),
    )


def _is_code(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= most and text[0] != "0"


def _is_division(text: str) -> bool:
    return len(text) == 12 and _is_code(text, 12)


def _is_text(text: str) -> bool:
    """NFC, short, and nothing that a log or screen could be misled by."""
    if not all(c.isprintable() for c in text) or not unicodedata.is_normalized("NFC", text):
        return False
    return len(text.encode()) <= MAX_TEXT_BYTES


def encode(payload: Payload) -> bytes:
    """The body: 37 bytes and the optional fields, without the signature."""
    day = (payload.issued - EPOCH).days
    code = payload.kind << 84 | int(payload.door_code)
    head = (
        bytes([VERSION << 4 | payload.suite, _flags(payload)])
        + payload.key_id
        + code.to_bytes(11, "big")
        + payload.grid.to_bytes(2, "big")
        + day.to_bytes(2, "big")
        + payload.serial.to_bytes(4, "big")
        + _number.pack(payload.number).to_bytes(4, "big")
        + payload.address_digest
    )
    return head + _optional(payload)


def _flags(payload: Payload) -> int:
    return (
        (not payload.admin_code) * _ADMIN_DERIVED
        | (payload.cell is not None) * _GEO
        | bool(payload.text) * _TEXT
        | bool(payload.valid_days) * _TEMPORARY
        | payload.opaque * _OPAQUE
    )


def _optional(payload: Payload) -> bytes:
    parts = []
    if payload.admin_code:
        parts.append(int(payload.admin_code).to_bytes(5, "big"))
    if payload.cell is not None:
        parts.extend(n.to_bytes(2, "big") for n in payload.cell)
    if payload.valid_days:
        parts.append(payload.valid_days.to_bytes(2, "big"))
    if payload.text:
        raw = payload.text.encode()
        parts.append(bytes([len(raw)]) + raw)
    return b"".join(parts)


def decode(body: bytes) -> Payload:
    """The payload of a body, strictly.

    Raises:
        SymbolRefused: with the reason code.
    """
    if not body or body[0] >> 4 != VERSION:
        raise refused(Reason.UNKNOWN_VERSION if body else Reason.WRONG_LENGTH)
    if body[0] & 15 not in _SUITES:
        raise refused(Reason.UNKNOWN_SUITE, f"{body[0] & 15}")
    if len(body) < CORE_BYTES:
        raise refused(Reason.WRONG_LENGTH, f"{len(body)}")
    if body[1] & ~_KNOWN_FLAGS:
        raise refused(Reason.FIELD_RANGE, "flags")
    payload = _fields(body)
    if encode(payload) != body:
        raise refused(Reason.NON_CANONICAL)
    return payload


class _Cursor:
    """Reads the optional fields in order and says where they end."""

    def __init__(self, body: bytes) -> None:
        self._body, self._at = body, CORE_BYTES

    def take(self, size: int) -> bytes:
        part = self._body[self._at : self._at + size]
        if len(part) < size:
            raise refused(Reason.WRONG_LENGTH, f"{len(self._body)}")
        self._at += size
        return part

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size), "big")

    def finish(self) -> None:
        if self._at < len(self._body):
            raise refused(Reason.TRAILING_DATA, f"{len(self._body) - self._at}")


class _Optional(NamedTuple):
    admin_code: str
    cell: GeoCell | None
    valid_days: int
    text: str


def _optional_of(body: bytes) -> _Optional:
    flags, cursor = body[1], _Cursor(body)
    found = _Optional(
        "" if flags & _ADMIN_DERIVED else str(cursor.number(5)),
        GeoCell(cursor.number(2), cursor.number(2)) if flags & _GEO else None,
        cursor.number(2) if flags & _TEMPORARY else 0,
        _text_of(cursor.take(cursor.number(1))) if flags & _TEXT else "",
    )
    cursor.finish()
    return found


def _text_of(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise refused(Reason.FIELD_RANGE, "text") from error


def _fields(body: bytes) -> Payload:
    code, optional = int.from_bytes(body[6:17], "big"), _optional_of(body)
    if code >> 84 not in _KINDS:
        raise refused(Reason.FIELD_RANGE, "kind")
    try:
        return Payload(
            suite=Suite(body[0] & 15),
            key_id=body[2:6],
            kind=Kind(code >> 84),
            door_code=str(code & (1 << 84) - 1),
            grid=int.from_bytes(body[17:19], "big"),
            issued=EPOCH + timedelta(days=int.from_bytes(body[19:21], "big")),
            serial=int.from_bytes(body[21:25], "big"),
            number=_number.unpack(int.from_bytes(body[25:29], "big")),
            address_digest=body[29:37],
            opaque=bool(body[1] & _OPAQUE),
            **optional._asdict(),
        )
    except SymbolRefused:
        raise
    except PayloadError as error:
        raise refused(Reason.FIELD_RANGE, error.where) from error


def canonical_address(address: Address | str) -> str:
    """The one spelling of an address that is hashed into a payload.

    Components stand in level order with the door number in the 附 style, so that 12-1号 and
    12号之一 of a parsed address give the same text. A plain string is only folded to NFKC and
    freed of blanks: parse it first where spellings differ.

    >>> canonical_address(" 营上村 １２号附1")
    '营上村12号附1'
    """
    if isinstance(address, str):
        return "".join(unicodedata.normalize("NFKC", address).split())
    number = address.door_number
    if number is not None:
        rest = address.without(Level.NUMBER, Level.SUBNUMBER).components
        parts = sorted((*rest, *number.components), key=lambda part: part.level)
    else:
        parts = sorted(address.components, key=lambda part: part.level)
    return "".join(unicodedata.normalize("NFKC", "".join(p.value for p in parts)).split())


def address_digest(address: Address | str, suite: Suite) -> bytes:
    """The first 8 bytes of the suite's hash over the canonical address string.

    Raises:
        PayloadError: half of a surrogate pair stands in it, as from a file wrongly decoded.

    >>> one, two = "营上村12号", "营上村 １２号"
    >>> address_digest(one, Suite.ED25519) == address_digest(two, Suite.ED25519)
    True
    """
    try:
        data = canonical_address(address).encode()
    except UnicodeEncodeError as error:
        raise PayloadError(
            Text("地址含有无法编码的字符", "the address holds characters that have no code"),
            where=f"{str(address)[:80]!a}",
        ) from error
    return suite.algorithm.digest(data)[:8]


def door_code_of(division: str, sequence: int) -> str:
    """A 25-digit door code: the 12-digit division code and a running number within it.

    Raises:
        PayloadError: the division code has not 12 digits, or the number not 1 to 13.

    >>> door_code_of("610431116203", 12)
    '6104311162030000000000012'
    """
    if not _is_division(division) or not 0 <= sequence < 10**13:
        raise PayloadError(
            Text("门牌编码无法组成", "no door code can be made of these"),
            where=f"{division}, {sequence}",
        )
    return f"{division}{sequence:013d}"


def body_and_signature(data: bytes) -> tuple[bytes, bytes]:
    """Split the bytes behind a symbol's digits.

    Raises:
        SymbolRefused: `WRONG_LENGTH` where nothing is left for a body.
    """
    if len(data) < CORE_BYTES + SIGNATURE_BYTES:
        raise refused(Reason.WRONG_LENGTH, f"{len(data)}")
    return data[:-SIGNATURE_BYTES], data[-SIGNATURE_BYTES:]
