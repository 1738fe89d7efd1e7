"""Signed JSON files: key sets, status lists and ledgers share one envelope.

The body is kept as the exact text that was signed, so no two JSON writers need to agree on
anything: `signature` covers `<format> 00 <body as UTF-8>`.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn, TypeVar

from doorplate._text import Text
from doorplate.encode.keys import Signer
from doorplate.encode.suites import Suite, fingerprint
from doorplate.errors import KeySetError

_T = TypeVar("_T")

MAX_SERIALS = 1 << 22
"""Serials of one key, from 0 on, that status lists and ledgers can hold."""

MAX_FILE = 80 << 20
"""Bytes of a signed file that are read at most: a ledger of `MAX_SERIALS` fits."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """An opened envelope whose signature fits the key that it names.

    Attributes:
        suite: the suite of its signer.
        public: the signer's public key; whether that key may sign this is the reader's check.
        body: the signed fields.
    """

    suite: Suite
    public: bytes
    body: "Fields"

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the signer's key."""
        return fingerprint(self.suite, self.public)


class Fields:
    """The fields of a signed body; reading one of the wrong kind is a `KeySetError`."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self._fields = fields

    def text(self, name: str) -> str:
        """A string; lone surrogates, which JSON can spell, are refused."""
        value = self._get(name, str)
        if not value.isascii() and value.encode(errors="replace").decode() != value:
            broken(name)
        return value

    def number(self, name: str, most: int = 1 << 53) -> int:
        """A whole number from 0 on."""
        value = self._get(name, int)
        if isinstance(value, bool) or not 0 <= value <= most:
            broken(name)
        return value

    def day(self, name: str) -> date:
        """A date, written 2026-03-01."""
        text = self.text(name)
        try:
            day = date.fromisoformat(text)
        except ValueError:
            broken(name)
        if day.isoformat() != text:  # Python also reads 20260301 and 2026-W09-7
            broken(name)
        return day

    def raw(self, name: str) -> bytes:
        """Bytes, written in hexadecimal."""
        try:
            return bytes.fromhex(self.text(name))
        except ValueError:
            broken(name)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings."""
        values = self._get(name, list)
        if not all(isinstance(value, str) for value in values):
            broken(name)
        return tuple(values)

    def parts(self, name: str) -> tuple["Fields", ...]:
        """A list of objects."""
        values = self._get(name, list)
        if not all(isinstance(value, dict) for value in values):
            broken(name)
        return tuple(Fields(value) for value in values)

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self._fields.get(name) is not None

    def _get(self, name: str, kind: type[_T]) -> _T:
        value = self._fields.get(name)
        if not isinstance(value, kind):
            broken(name)
        return value


def check_serials(serials: Iterable[int]) -> int:
    """How many places a list needs for these serials.

    Raises:
        KeySetError: one of them lies beyond `MAX_SERIALS`; serials are to be dense.
    """
    places = max(serials, default=-1) + 1
    if places > MAX_SERIALS:
        raise KeySetError(
            Text(
                f"牌号 {places - 1} 太大，列表最多到 {MAX_SERIALS - 1}",
                f"serial {places - 1} is too large for lists, which end at {MAX_SERIALS - 1}",
            ),
            remedy=Text("牌号从 0 或 1 起连续编", "Number plates from 0 or 1 on, without gaps"),
        )
    return places


def broken(what: str) -> NoReturn:
    """Refuse a signed file for one of its parts."""
    raise KeySetError(
        Text("文件内容无效或已损坏", "the file is malformed or damaged"), where=what[:80]
    )


def seal(kind: str, body: dict[str, Any], signer: Signer) -> bytes:
    """The signed file: one JSON object with a line for each part."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, indent=1)
    envelope = {
        "format": kind,
        "suite": signer.suite.label,
        "public": signer.public.hex(),
        "body": text,
        "signature": signer.sign(_message(kind, text)).hex(),
    }
    return (json.dumps(envelope, ensure_ascii=False, indent=1) + "\n").encode()


def unseal(kind: str, data: bytes) -> Sealed:
    """Open an envelope and check its signature against the key that it names.

    Raises:
        KeySetError: too large, not JSON, of another kind, damaged, or wrongly signed.
    """
    if len(data) > MAX_FILE:
        broken(f"{len(data)} > {MAX_FILE}")
    envelope = Fields(_object(data))
    if envelope.text("format") != kind:
        broken(f"format ≠ {kind}")
    suite = Suite.of(envelope.text("suite"))
    if suite is None:
        broken("suite")
    public, text = envelope.raw("public"), envelope.text("body")
    suite.algorithm.check_public(public)
    if not suite.algorithm.verify(public, _message(kind, text), envelope.raw("signature")):
        raise KeySetError(
            Text("文件签名不符", "the file's signature does not fit"),
            remedy=Text("从发布单位重新获取", "Get it again from its issuer"),
            where=kind,
        )
    return Sealed(suite, public, Fields(_object(text.encode())))


def _message(kind: str, text: str) -> bytes:
    return kind.encode() + b"\0" + text.encode()


def _object(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data, object_pairs_hook=_no_twins, parse_constant=broken)
    except (ValueError, RecursionError) as error:
        raise KeySetError(
            Text("不是有效的 JSON 文件", "this is no valid JSON file"), where=str(error)[:80]
        ) from error
    if not isinstance(value, dict):
        broken("{}")
    return value


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        broken("duplicate key")
    return dict(pairs)
