"""Keys that sign plates: key pairs, signers, and the public records that verifiers hold."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from doorplate._text import Text
from doorplate.encode.origin import check_origin
from doorplate.encode.payload import Kind
from doorplate.encode.suites import PRIVATE_BYTES, SIGNATURE_BYTES, Suite, fingerprint, key_id
from doorplate.errors import KeySetError


@dataclass(frozen=True, slots=True)
class Signer:
    """Whoever holds the private key: software, an HSM or a signature server.

    Attributes:
        suite: the algorithm behind `call`.
        public: the public key: 32 bytes, or 65 bytes `04‖x‖y` for SM2.
        call: bytes to a raw 64-byte signature R‖S or r‖s over exactly these bytes; for SM2
            with the default signer id.
    """

    suite: Suite
    public: bytes
    call: Callable[[bytes], bytes]

    @property
    def key_id(self) -> bytes:
        """The 4-byte hint that payloads carry."""
        return key_id(self.suite, self.public)

    def sign(self, message: bytes) -> bytes:
        """The signature, checked for its length.

        Raises:
            KeySetError: the callable returned something else, such as DER.
        """
        signature = self.call(message)
        if len(signature) != SIGNATURE_BYTES:
            raise KeySetError(
                Text(
                    "签名器没有返回 64 字节的原始签名",
                    "the signer did not return a raw 64-byte signature",
                ),
                remedy=Text("把 DER 转换为 r‖s", "Convert DER to r‖s"),
            )
        return signature


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A private key in memory; its `repr` never shows it.

    >>> KeyPair.generate(Suite.ED25519).key_id == KeyPair.generate(Suite.ED25519).key_id
    False
    """

    suite: Suite
    private: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.private) != PRIVATE_BYTES:
            raise KeySetError(
                Text(
                    f"私钥应为 {PRIVATE_BYTES} 字节，不是 {len(self.private)} 字节",
                    f"a private key has {PRIVATE_BYTES} bytes, not {len(self.private)}",
                )
            )

    @classmethod
    def generate(cls, suite: Suite = Suite.ED25519) -> "KeyPair":
        """A new key pair from the system's randomness."""
        return cls(suite, suite.algorithm.generate())

    @property
    def public(self) -> bytes:
        """The public key."""
        return self.suite.algorithm.public_of(self.private)

    @property
    def key_id(self) -> bytes:
        """The 4-byte hint that payloads carry."""
        return key_id(self.suite, self.public)

    def signer(self) -> Signer:
        """A software signer with this key."""
        return Signer(self.suite, self.public, self._sign)

    def _sign(self, message: bytes) -> bytes:
        return self.suite.algorithm.sign(self.private, message)


class KeyStatus(StrEnum):
    """What became of a key."""

    ACTIVE = "active"
    RETIRED = "retired"
    COMPROMISED = "compromised"
    WITHDRAWN = "withdrawn"


class KeyUse(StrEnum):
    """What a key may sign."""

    PLATE = "plate"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """What verifiers know of a key.

    Attributes:
        suite: its algorithm.
        public: its public key.
        issuer: name of the office that signs with it.
        origins: where its payloads may stand, such as `dz.example.cn/`.
        scope: prefixes of 12-digit division codes that it may sign for.
        sign_from: first issue day.
        sign_until: last issue day.
        verify_until: last day on which its signatures count.
        kinds: what it may name.
        use: plates, or status lists and ledgers.
        status: what became of it.
        compromised_from: first day on which somebody else may have used it.
        last_serial: highest serial issued, once the key no longer signs.
        shared: another issuer may sign for divisions within this scope too.
    """

    suite: Suite
    public: bytes
    issuer: str
    origins: tuple[str, ...]
    scope: tuple[str, ...]
    sign_from: date
    sign_until: date
    verify_until: date
    kinds: tuple[Kind, ...] = tuple(Kind)
    use: KeyUse = KeyUse.PLATE
    status: KeyStatus = KeyStatus.ACTIVE
    compromised_from: date | None = None
    last_serial: int | None = None
    shared: bool = False

    def __post_init__(self) -> None:
        self.suite.algorithm.check_public(self.public)
        for origin in self.origins:
            check_origin(origin)
        for what, good in self._checks():
            if not good:
                raise KeySetError(
                    Text(f"密钥记录的 {what} 无效", f"the key record's {what} is invalid"),
                    where=self.key_id.hex(),
                )

    def _checks(self) -> tuple[tuple[str, bool], ...]:
        scoped = all(p.isascii() and p.isdigit() and len(p) <= 12 for p in self.scope)
        return (
            ("origins", bool(self.origins) or self.use is KeyUse.STATUS),
            ("scope", bool(self.scope) and scoped),
            ("kinds", bool(self.kinds) and len(set(self.kinds)) == len(self.kinds)),
            ("sign_until", self.sign_from <= self.sign_until <= self.verify_until),
            ("issuer", 0 < len(self.issuer) <= 100 and self.issuer.isprintable()),
            ("last_serial", self.last_serial is None or 0 <= self.last_serial < 1 << 32),
            (
                "compromised_from",
                (self.compromised_from is not None) == (self.status is KeyStatus.COMPROMISED),
            ),
        )

    @property
    def key_id(self) -> bytes:
        """The 4-byte hint that payloads carry."""
        return key_id(self.suite, self.public)

    @property
    def fingerprint(self) -> str:
        """SHA-256 over suite and key, in hexadecimal."""
        return fingerprint(self.suite, self.public)

    def overlaps(self, other: "KeyRecord") -> bool:
        """Whether both may sign for one division on one day."""
        same_days = self.sign_from <= other.sign_until and other.sign_from <= self.sign_until
        return same_days and any(
            a.startswith(b) or b.startswith(a) for a in self.scope for b in other.scope
        )

    def covers(self, division: str) -> bool:
        """Whether a division lies within the scope."""
        return division.startswith(self.scope)
