"""Events: what was done to one subject, by which role, why, on what evidence.

An event is written as one canonical line of JSON: keys sorted, no spaces, UTF-8. The SHA-256 of
the line without its own hash is the event's hash, and the next event carries it, so that
anyone with the lines can check the chain without this library.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta, timezone
from typing import Any, Final, NamedTuple

from doorplate._text import Text
from doorplate.errors import RegisterError
from doorplate.register.verbs import Verb

__all__ = ["BEIJING", "FAULT", "GENESIS", "Event", "Head"]

GENESIS: Final = "0" * 64
"""The previous hash of the first event."""

FAULT: Final = Text(
    "事件被改动、删除、插入或移位", "the event was changed, removed, inserted or moved"
)
"""What is said of an event that does not stand where and as it was sealed."""

BEIJING: Final = timezone(timedelta(hours=8))
"""The zone of a time given without one."""

_quoted: Final = json.encoder.encode_basestring
_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)


class Head(NamedTuple):
    """Where a chain stands: what to write down elsewhere as an anchor.

    Attributes:
        seq: number of events.
        hash: hash of the last one.
    """

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Event:
    """One event; sealed once the register has given it its place in the chain.

    Attributes:
        time: when it was recorded; given by the caller, the register has no clock. A datetime
            without a zone is Beijing time.
        actor: the role that acted (`clerk`, `police`, `installer`); never a person's name.
        verb: what was done.
        subject: id of the door, address, plate or claim.
        after: the fields that it sets; sealed, also the `state` it leads to.
        reason: why, for a reader.
        evidence: what it rests on: document ids, hashes of photos.
        policy: hash of the numbering policy applied; empty where none was.
        effective: the day from which it holds; the day of `time` where not given.
        seq: place in the chain, from 1; 0 before it is sealed.
        before: the former values of the fields in `after`; absent fields had none.
        prev_hash: hash of the event before it.
        hash: SHA-256 of `body`, in hex; empty before it is sealed.

    >>> e = Event(date(2022, 7, 8), "clerk", Verb.SURVEY, "d1", {"households": ["h1"]})
    >>> Event.parse(str(e)) == e, e.effective
    (True, datetime.date(2022, 7, 8))
    """

    time: date
    actor: str
    verb: Verb
    subject: str
    after: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    evidence: tuple[str, ...] = ()
    policy: str = ""
    effective: date | None = None
    seq: int = 0
    before: Mapping[str, Any] = field(default_factory=dict)
    prev_hash: str = ""
    hash: str = ""

    def __post_init__(self) -> None:
        put = object.__setattr__
        try:
            put(self, "verb", Verb(self.verb))
            put(self, "time", _zoned(self.time))
            put(self, "effective", day_of(self.effective or self.time))
            put(self, "evidence", _texts(self.evidence))
            for values in (self.after, self.before):
                _named(values)
        except (TypeError, ValueError, AttributeError, OverflowError) as error:
            raise RegisterError(
                Text(
                    "动作、日期、字段或依据不合格",
                    "the verb, a date, the fields or the evidence are not of their kind",
                ),
                where=str(self.subject)[:200],
            ) from error
        for name, value in (("actor", self.actor), ("subject", self.subject)):
            if not value or not value.isprintable() or len(value) > 200:
                raise RegisterError(
                    Text(
                        f"{name} 为空、过长或含控制字符",
                        f"{name} is empty, too long or has control characters",
                    ),
                    where=self.subject[:200],
                )

    @property
    def day(self) -> date:
        """The day from which it holds."""
        return self.effective or day_of(self.time)

    @property
    def body(self) -> bytes:
        """The canonical line without the event's own hash: what the hash is taken of.

        Raises:
            RegisterError: a value has no canonical JSON form.
        """
        head, tail = self._halves()
        try:
            return (head + tail).encode()
        except UnicodeEncodeError as error:
            raise self._unwritable() from error

    def sealed(self, seq: int, prev_hash: str) -> "Event":
        """The same event with its place in the chain and its hash."""
        placed = object.__new__(Event)
        put = object.__setattr__
        for name in _FIELDS:
            put(placed, name, getattr(self, name))
        put(placed, "seq", seq)
        put(placed, "prev_hash", prev_hash)
        put(placed, "hash", hashlib.sha256(placed.body).hexdigest())
        return placed

    @property
    def intact(self) -> bool:
        """Whether the hash is that of the body."""
        return self.hash == hashlib.sha256(self.body).hexdigest()

    @classmethod
    def parse(cls, line: str) -> "Event":
        """The inverse of `str`.

        Raises:
            RegisterError: the line is no event, or not in canonical form.
        """
        event = cls.read(line)
        if str(event) != line:
            raise RegisterError(
                Text("事件不是规范写法", "the event is not in canonical form"), where=line[:80]
            )
        return event

    @classmethod
    def read(cls, line: str) -> "Event":
        """The event in a line, whose form the caller checks.

        Raises:
            RegisterError: the line is no event.
        """
        try:
            event = cls._from_fields(json.loads(line))
            if not isinstance(event.hash, str):
                raise TypeError
        except _UNREADABLE as error:
            raise RegisterError(
                Text("这一行不是事件", "the line is no event"), where=line[:80]
            ) from error
        return event

    def _halves(self) -> tuple[str, str]:
        """The canonical line before and behind the place of the hash."""
        try:
            head = (
                f'{{"actor":{_quoted(self.actor)},"after":{_encoded(self.after)},'
                f'"before":{_encoded(self.before)},"effective":"{self.day.isoformat()}",'
                f'"evidence":{_encoded(self.evidence)},'
            )
            tail = (
                f'"policy":{_quoted(self.policy)},"prev_hash":{_quoted(self.prev_hash)},'
                f'"reason":{_quoted(self.reason)},"seq":{self.seq},'
                f'"subject":{_quoted(self.subject)},"time":"{self.time.isoformat()}",'
                f'"verb":"{self.verb}"}}'
            )
        except (TypeError, ValueError) as error:
            raise self._unwritable() from error
        return head, tail

    def _unwritable(self) -> RegisterError:
        return RegisterError(
            Text("事件含无法写成 JSON 的值", "a value of the event cannot be written as JSON"),
            where=self.subject,
        )

    @classmethod
    def _from_fields(cls, fields: dict[str, Any]) -> "Event":
        parts = dict(fields)
        time = parts.pop("time")
        return cls(
            time=date.fromisoformat(time) if len(time) == 10 else datetime.fromisoformat(time),
            effective=date.fromisoformat(parts.pop("effective")),
            verb=Verb(parts.pop("verb")),
            evidence=tuple(parts.pop("evidence")),
            **parts,
        )

    def __str__(self) -> str:
        head, tail = self._halves()
        return f'{head}"hash":{_quoted(self.hash)},{tail}'

    def __hash__(self) -> int:
        return hash((self.seq, self.verb, self.subject, self.hash))


_UNREADABLE: Final = (
    ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip
_FIELDS: Final = tuple(spec.name for spec in fields(Event))


def _encoded(value: Mapping[str, Any] | tuple[str, ...]) -> str:
    if not value:
        return "[]" if isinstance(value, tuple) else "{}"
    return _ENCODER.encode(dict(value) if isinstance(value, Mapping) else value)


def _zoned(time: date) -> date:
    naive = isinstance(time, datetime) and time.tzinfo is None
    return time.replace(tzinfo=BEIJING) if naive else time  # type: ignore[call-arg]  # a datetime


def _texts(evidence: Iterable[str]) -> tuple[str, ...]:
    texts = tuple(evidence)
    if isinstance(evidence, str) or not all(isinstance(text, str) for text in texts):
        raise TypeError
    return texts


def _named(values: object) -> None:
    """Refuse what is no table of fields; a line read back may hold anything."""
    if not isinstance(values, Mapping) or not all(isinstance(name, str) for name in values):
        raise TypeError


def day_of(time: date) -> date:
    """The Beijing day of a date or datetime."""
    if isinstance(time, datetime):
        return time.astimezone(BEIJING).date()
    return date(time.year, time.month, time.day)
