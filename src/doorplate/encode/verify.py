"""One scanned text in, three separate answers out: authentic, status, in place."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from doorplate._text import Text
from doorplate.address import Address, DoorNumber
from doorplate.encode.digits import from_digits
from doorplate.encode.keys import KeyRecord, KeyStatus, KeyUse
from doorplate.encode.keyset import KeySet
from doorplate.encode.ledger import Ledger
from doorplate.encode.origin import split
from doorplate.encode.payload import Payload, address_digest, body_and_signature, decode
from doorplate.encode.reasons import Reason, in_order
from doorplate.encode.sign import signed_bytes
from doorplate.encode.status import PlateStatus, StatusList
from doorplate.errors import BackendMissing, PayloadError, SymbolRefused


class Authentic(StrEnum):
    """Whether the issuer signed this text."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @property
    def text(self) -> Text:
        """The words for a reader."""
        return {"yes": Text("真", "yes"), "no": Text("假", "no")}.get(
            self.value, Text("无法核验", "unverifiable")
        )


class InPlace(StrEnum):
    """Whether the plate hangs where it belongs.

    `UNKNOWN` where something was asked for that the plate does not carry, and nothing differs.
    """

    MATCH = "match"
    MISMATCH = "mismatch"
    UNKNOWN = "unknown"
    NOT_CHECKED = "not_checked"

    @property
    def text(self) -> Text:
        """The words for a reader."""
        return _IN_PLACE_TEXTS[self]


_IN_PLACE_TEXTS = {
    InPlace.MATCH: Text("相符", "match"),
    InPlace.MISMATCH: Text("不符", "mismatch"),
    InPlace.UNKNOWN: Text("无法核对", "cannot be told"),
    InPlace.NOT_CHECKED: Text("未核对", "not checked"),
}


@dataclass(frozen=True, slots=True)
class Context:
    """What the reader knows of the place where the plate was seen; all of it optional.

    Attributes:
        door_code: the door's code in the register.
        number: the number printed on the plate or known for the door.
        address: the address in the register, best as a parsed `Address`.
        admin_code: a division code or a prefix of one.
        grid: the grid of the door.
        position: longitude and latitude of the reader, in degrees.
        within: how far from the cell's middle a reader may stand, in metres.
    """

    door_code: str | None = None
    number: DoorNumber | None = None
    address: Address | str | None = None
    admin_code: str | None = None
    grid: int | None = None
    position: tuple[float, float] | None = None
    within: float = 300.0

    def __post_init__(self) -> None:
        code, position = self.admin_code, self.position
        if code is not None and not (code.isascii() and code.isdigit() and len(code) <= 12):
            raise PayloadError(
                Text(f"区划代码 {code!r} 不是 1–12 位数字",
                     f"division code {code!r} is not 1-12 digits"),
                where="admin_code",
            )  # fmt: skip
        if position is not None and not (abs(position[0]) <= 180 and abs(position[1]) <= 90):
            raise PayloadError(
                Text(f"位置 {position} 不是经纬度", f"position {position} is no lon/lat"),
                where="position",
            )


@dataclass(frozen=True, slots=True)
class Verification:
    """The answers, and why.

    Attributes:
        authentic: whether the issuer signed this text.
        status: what the status list says of the plate.
        in_place: whether it hangs where it belongs.
        reasons: what speaks against it, in the order of `Reason`.
        payload: what the text says, where it could be read; proven only if `authentic` is yes.
        key: the record of its key, where there is one.
        asked: which answers were asked for beside authenticity: `status`, `place`.
    """

    authentic: Authentic
    status: PlateStatus
    in_place: InPlace
    reasons: tuple[Reason, ...]
    payload: Payload | None = None
    key: KeyRecord | None = None
    asked: frozenset[str] = frozenset()

    @property
    def trusted(self) -> bool:
        """Authentic, and every check that was asked for has passed."""
        return (
            self.authentic is Authentic.YES
            and all(reason.warning for reason in self.reasons)
            and ("status" not in self.asked or self.status is PlateStatus.ACTIVE)
            and ("place" not in self.asked or self.in_place is InPlace.MATCH)
        )


def verify(  # noqa: PLR0913  # what a check knows besides the text: all named, none bundled
    text: str,
    keyset: KeySet,
    *,
    clock: date,
    status: StatusList | None = None,
    context: Context | None = None,
    ledger: Ledger | None = None,
) -> Verification:
    """Check one scanned text; never raises for what stands in it.

    Args:
        text: exactly what the scanner read.
        keyset: the trusted keys.
        clock: today, at the place of the plate.
        status: the status list of the key, where the caller has one.
        context: what is known of the place, where anything is.
        ledger: the issuance ledger of a compromised key.
    """
    asked = frozenset(
        name for name, given in (("status", status), ("place", context)) if given is not None
    )
    try:
        origin, digits = split(text, keyset.origins)
        body, signature = body_and_signature(from_digits(digits))
        payload = decode(body)
    except SymbolRefused as error:
        return _form_refused(Reason(error.code), keyset, asked)
    today = clock.date() if isinstance(clock, datetime) else clock
    scan = _Scan(origin, body, signature, payload, keyset, today)
    return _judge(scan, status, context, ledger, asked)


def _form_refused(reason: Reason, keyset: KeySet, asked: frozenset[str]) -> Verification:
    """A text of the wrong form is no plate of ours, whatever the keys."""
    reasons = {reason} | (set() if keyset.trusted else {Reason.KEYSET_UNTRUSTED})
    return Verification(
        Authentic.NO,
        PlateStatus.UNKNOWN,
        InPlace.NOT_CHECKED,
        in_order(reasons),
        asked=asked,
    )


@dataclass(frozen=True, slots=True)
class _Scan:
    origin: str
    body: bytes
    signature: bytes
    payload: Payload
    keyset: KeySet
    today: date


def _judge(
    scan: _Scan,
    status: StatusList | None,
    context: Context | None,
    ledger: Ledger | None,
    asked: frozenset[str],
) -> Verification:
    record = scan.keyset.find(scan.payload.key_id)
    reasons = [*_set_reasons(scan), *_key_reasons(scan, record)]
    if record is not None and _CANNOT_CHECK.isdisjoint(reasons):
        reasons += _signature_reasons(scan, record)
        reasons += _ledger_reasons(scan, record, ledger)
    authentic = _authentic(reasons)
    if authentic is Authentic.NO:
        status, context = None, None
    plate_status, status_reasons = _status_of(scan, status)
    place_reasons, in_place = _place_of(scan, context)
    reasons += [*status_reasons, *place_reasons]
    return Verification(
        authentic, plate_status, in_place, in_order(reasons), scan.payload, record, asked
    )


def _set_reasons(scan: _Scan) -> Iterator[Reason]:
    if not scan.keyset.trusted:
        yield Reason.KEYSET_UNTRUSTED
    if scan.today > scan.keyset.next_update:
        yield Reason.KEYSET_STALE


def _key_reasons(scan: _Scan, record: KeyRecord | None) -> Iterator[Reason]:
    payload = scan.payload
    if record is None or record.use is not KeyUse.PLATE:
        yield Reason.UNKNOWN_KEY
        return
    if record.suite is not payload.suite:
        yield Reason.SUITE_KEY_MISMATCH
    if not all(map(record.covers, payload.covered)) or payload.kind not in record.kinds:
        yield Reason.KEY_OUT_OF_SCOPE
    if not _in_window(payload, record):
        yield Reason.ISSUED_OUTSIDE_KEY_WINDOW
    if record.status is KeyStatus.WITHDRAWN:
        yield Reason.KEY_WITHDRAWN
    if scan.today > record.verify_until:
        yield Reason.KEY_EXPIRED


def _in_window(payload: Payload, record: KeyRecord) -> bool:
    beyond = record.last_serial is not None and payload.serial > record.last_serial
    return record.sign_from <= payload.issued <= record.sign_until and not beyond


def _signature_reasons(scan: _Scan, record: KeyRecord) -> Iterator[Reason]:
    if scan.origin not in record.origins:
        yield Reason.HOST_NOT_ALLOWED
    message = signed_bytes(scan.body, scan.origin)
    try:
        good = record.suite.algorithm.verify(record.public, message, scan.signature)
    except BackendMissing:
        yield Reason.BACKEND_MISSING
        return
    if not good:
        yield Reason.BAD_SIGNATURE


def _ledger_reasons(scan: _Scan, record: KeyRecord, ledger: Ledger | None) -> Iterator[Reason]:
    """A compromised key proves nothing by itself: its ledger says what its office issued."""
    if record.status is not KeyStatus.COMPROMISED:
        return
    if ledger is None or ledger.key_id != record.key_id:
        yield Reason.KEY_COMPROMISED
    elif not ledger.holds(scan.payload.serial, scan.body):
        yield Reason.KEY_COMPROMISED
        yield Reason.NOT_IN_LEDGER


_CANNOT_CHECK = {Reason.UNKNOWN_KEY, Reason.SUITE_KEY_MISMATCH}
_UNVERIFIABLE = {
    Reason.KEYSET_UNTRUSTED,
    Reason.UNKNOWN_KEY,
    Reason.KEY_COMPROMISED,
    Reason.KEY_EXPIRED,  # its signatures no longer count, which does not make them forged
    Reason.BACKEND_MISSING,
}


def _authentic(reasons: list[Reason]) -> Authentic:
    serious = {reason for reason in reasons if not reason.warning}
    if not serious:
        return Authentic.YES
    if serious <= _UNVERIFIABLE:
        return Authentic.UNKNOWN
    return Authentic.NO


def _status_of(scan: _Scan, status: StatusList | None) -> tuple[PlateStatus, list[Reason]]:
    payload, reasons = scan.payload, []
    if payload.last_day is not None and scan.today > payload.last_day:
        reasons.append(Reason.PLATE_EXPIRED)
    if status is None:
        return PlateStatus.UNKNOWN, reasons
    if status.key_id != payload.key_id:
        return PlateStatus.UNKNOWN, [*reasons, Reason.STATUS_UNKNOWN]
    if scan.today > status.next_update:
        reasons.append(Reason.STATUS_STALE)
    found = status.at(payload.serial)
    if found in _STATUS_REASONS:
        reasons.append(_STATUS_REASONS[found])
    return found, reasons


_STATUS_REASONS = {
    PlateStatus.UNKNOWN: Reason.STATUS_UNKNOWN,
    PlateStatus.REPLACED: Reason.PLATE_REPLACED,
    PlateStatus.REVOKED: Reason.PLATE_REVOKED,
}


def _place_of(scan: _Scan, context: Context | None) -> tuple[list[Reason], InPlace]:
    future = [Reason.ISSUE_IN_FUTURE] if scan.payload.issued > scan.today else []
    checks = dict(_place_checks(scan.payload, context)) if context is not None else {}
    if not checks:
        return future, InPlace.NOT_CHECKED
    reasons = future + [reason for reason, good in checks.items() if good is False]
    in_place = InPlace.MISMATCH if len(reasons) > len(future) else InPlace.MATCH
    if None in checks.values():
        reasons.append(Reason.PLACE_UNKNOWN)
        in_place = InPlace.UNKNOWN if in_place is InPlace.MATCH else in_place
    return reasons, in_place


def _place_checks(payload: Payload, seen: Context) -> Iterator[tuple[Reason, bool | None]]:
    """The reason against each thing asked for, and whether it holds; None: not on the plate."""
    if seen.door_code is not None:
        yield Reason.DOOR_MISMATCH, seen.door_code == payload.door_code
    if seen.number is not None:
        known = payload.number is not None
        yield Reason.NUMBER_MISMATCH, seen.number == payload.number if known else None
    if seen.address is not None:
        digest = address_digest(seen.address, payload.suite)
        yield Reason.ADDRESS_MISMATCH, digest == payload.address_digest
    if seen.admin_code is not None:
        yield Reason.ADMIN_MISMATCH, payload.division_code.startswith(seen.admin_code)
    if seen.grid is not None:
        yield Reason.GRID_MISMATCH, seen.grid == payload.grid if payload.grid else None
    if seen.position is not None:
        yield Reason.TOO_FAR, _near(payload, seen.position, seen.within)


def _near(payload: Payload, position: tuple[float, float], within: float) -> bool | None:
    if payload.cell is None:
        return None
    return distance(position, payload.cell.center) <= within


def distance(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Metres between two points (longitude, latitude in degrees) on a sphere.

    >>> round(distance((108.0, 34.0), (108.0, 34.01)))
    1112
    """
    (x1, y1), (x2, y2) = (tuple(map(math.radians, point)) for point in (here, there))
    half = math.sin((y2 - y1) / 2) ** 2
    half += math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * 6_371_000 * math.asin(min(1.0, math.sqrt(half)))
