"""The set of public keys that a verifier holds, vouched for by an offline root."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any, Final, TypeVar

from doorplate._text import Text
from doorplate.encode.keys import KeyRecord, KeyStatus, KeyUse, Signer
from doorplate.encode.payload import Kind
from doorplate.encode.sealed import Fields, broken, seal, unseal
from doorplate.encode.suites import Suite
from doorplate.errors import KeySetError

_Choice = TypeVar("_Choice", KeyUse, KeyStatus)

FORMAT: Final = "doorplate-keyset/1"

_FATES: Final = tuple(KeyStatus)  # a key only ever moves on in this order


@dataclass(frozen=True, slots=True)
class KeySet:
    """Public keys, each key id once; every change gives a new set with the next number.

    Attributes:
        records: the keys.
        issued: day on which the set was made.
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
        if self.next_update < self.issued:
            raise KeySetError(
                Text("更新日期早于签发日期", "the update date lies before the issue date")
            )
        _check_scopes(self.records)

    @classmethod
    def of(cls, records: Iterable[KeyRecord], *, issued: date, next_update: date) -> "KeySet":
        """A set of the caller's own records, trusted because it never left the process."""
        return cls(tuple(records), issued, next_update)

    @classmethod
    def read(cls, data: bytes, *, root: str | None, seen_seq: int = 0) -> "KeySet":
        """A set from its signed file.

        Args:
            data: the file.
            root: fingerprint of the root key that must have signed it. With None the set is
                read but not trusted, and nothing verifies under it.
            seen_seq: the highest number that this reader has accepted before.

        Raises:
            KeySetError: damaged, signed by another root, older than one seen before, or
                holding a key that must not be trusted.
        """
        sealed = unseal(FORMAT, data)
        if root is not None and sealed.fingerprint != root.lower():
            raise KeySetError(
                Text(
                    "签名的信任根不是指定的那一个", "another root than the pinned one signed it"
                ),
                where=sealed.fingerprint,
            )
        body = sealed.body
        seq = body.number("seq")
        if seq < seen_seq:
            raise KeySetError(
                Text(
                    f"公钥集第 {seq} 号早于已见过的第 {seen_seq} 号",
                    f"key set {seq} is older than {seen_seq}, seen before",
                ),
                remedy=Text("使用最新的公钥集", "Use the newest set"),
            )
        return cls(
            tuple(_record_of(part) for part in body.parts("keys")),
            body.day("issued"),
            body.day("next_update"),
            seq,
            trusted=root is not None,
        )

    def write(self, root: Signer) -> bytes:
        """The signed file; `root` is the offline root key."""
        body = {
            "seq": self.seq,
            "issued": self.issued.isoformat(),
            "next_update": self.next_update.isoformat(),
            "keys": [_fields_of(record) for record in self.records],
        }
        return seal(FORMAT, body, root)

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

    def get(self, key_id: bytes) -> KeyRecord:
        """The record of a key id.

        Raises:
            KeySetError: the set does not hold it.
        """
        record = self.find(key_id)
        if record is None:
            raise KeySetError(
                Text("公钥集中没有该密钥", "the key set does not hold this key"),
                where=key_id.hex(),
            )
        return record

    def with_record(self, record: KeyRecord) -> "KeySet":
        """The next set, with one key more, or with its record changed.

        Raises:
            KeySetError: the key retired, leaked or was withdrawn, and the record would take
                that back.
        """
        known = self.find(record.key_id)
        if known and _FATES.index(record.status) < _FATES.index(known.status):
            raise KeySetError(
                Text(
                    f"密钥状态为 {known.status.value}，不能恢复为 {record.status.value}",
                    f"the key is {known.status.value}, never {record.status.value} again",
                ),
                remedy=Text("改用新密钥", "Use a new key"),
                where=record.key_id.hex(),
            )
        others = [r for r in self.records if r.key_id != record.key_id]
        return replace(self, records=(*others, record), seq=self.seq + 1)

    def rotate(self, old: bytes, new: KeyRecord, *, last_serial: int) -> "KeySet":
        """The next set: `old` retires with its last serial, `new` signs from now on.

        Plates of the old key stay valid until its `verify_until`.

        Raises:
            KeySetError: the set does not hold `old`, or `new` is no new key.
        """
        last_day = max(self.get(old).sign_from, min(self.get(old).sign_until, new.sign_from))
        retired = replace(
            self.get(old),
            status=KeyStatus.RETIRED,
            compromised_from=None,
            last_serial=last_serial,
            sign_until=last_day,
        )
        return self.with_record(retired).with_record(new)

    def compromise(self, key_id: bytes, *, since: date, last_serial: int) -> "KeySet":
        """The next set: a key leaked; from now on only its issuance ledger speaks for it.

        Raises:
            KeySetError: the set does not hold the key.
        """
        changed = replace(
            self.get(key_id),
            status=KeyStatus.COMPROMISED,
            compromised_from=since,
            last_serial=last_serial,
        )
        return self.with_record(changed)

    def withdraw(self, key_id: bytes) -> "KeySet":
        """The next set: nothing signed with the key counts any more.

        Raises:
            KeySetError: the set does not hold the key.
        """
        changed = replace(self.get(key_id), status=KeyStatus.WITHDRAWN, compromised_from=None)
        return self.with_record(changed)

    def dated(self, issued: date, next_update: date) -> "KeySet":
        """The same set with new dates, before it is written."""
        return replace(self, issued=issued, next_update=next_update)


def _check_scopes(records: tuple[KeyRecord, ...]) -> None:
    """Two issuers sign for one division only where both records say so."""
    signing = [r for r in records if r.use is KeyUse.PLATE and r.status is KeyStatus.ACTIVE]
    for one, other in combinations(signing, 2):
        allowed = one.issuer == other.issuer or (one.shared and other.shared)
        if not allowed and one.overlaps(other):
            raise KeySetError(
                Text("两个单位的签发范围重叠", "the scopes of two issuers overlap"),
                remedy=Text(
                    "缩小范围，或两方都标明 shared", "Narrow one, or mark both as shared"
                ),
                where=f"{one.key_id.hex()} {other.key_id.hex()}",
            )


def _fields_of(record: KeyRecord) -> dict[str, Any]:
    since = record.compromised_from
    return {
        "key_id": record.key_id.hex(),
        "suite": record.suite.label,
        "public": record.public.hex(),
        "issuer": record.issuer,
        "origins": list(record.origins),
        "scope": list(record.scope),
        "sign_from": record.sign_from.isoformat(),
        "sign_until": record.sign_until.isoformat(),
        "verify_until": record.verify_until.isoformat(),
        "kinds": [kind.name.lower() for kind in record.kinds],
        "use": record.use.value,
        "status": record.status.value,
        "compromised_from": since.isoformat() if since else None,
        "last_serial": record.last_serial,
        "shared": int(record.shared),
    }


def _record_of(part: Fields) -> KeyRecord:
    suite = Suite.of(part.text("suite"))
    if suite is None:
        broken("suite")
    record = KeyRecord(
        suite=suite,
        public=part.raw("public"),
        issuer=part.text("issuer"),
        origins=part.texts("origins"),
        scope=part.texts("scope"),
        sign_from=part.day("sign_from"),
        sign_until=part.day("sign_until"),
        verify_until=part.day("verify_until"),
        kinds=tuple(_kind(name) for name in part.texts("kinds")),
        use=_choice(KeyUse, part, "use"),
        status=_choice(KeyStatus, part, "status"),
        compromised_from=(
            part.day("compromised_from") if part.has("compromised_from") else None
        ),
        last_serial=part.number("last_serial") if part.has("last_serial") else None,
        shared=bool(part.number("shared", 1)),
    )
    if record.key_id != part.raw("key_id"):
        broken("key_id")
    return record


def _kind(name: str) -> Kind:
    if name.upper() not in Kind.__members__:
        broken("kinds")
    return Kind[name.upper()]


def _choice(kind: type[_Choice], part: Fields, name: str) -> _Choice:
    try:
        return kind(part.text(name))
    except ValueError:
        broken(name)
