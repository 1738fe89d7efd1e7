"""The fields that an event may set on each kind of subject, and their types."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from doorplate._text import Text
from doorplate.address import DoorNumber
from doorplate.errors import DoorplateError, RegisterError
from doorplate.numbering import DoorKind, Evidence, Side
from doorplate.register._words import key_of, scope_form
from doorplate.register.events import Event
from doorplate.register.verbs import Kind, Verb

Check = Callable[[Any], Any]


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value or len(value) > 2_000:
        raise TypeError
    value.encode()
    return value


def _whole(value: Any) -> int:
    if type(value) is not int or abs(value) >= 2**53:
        raise TypeError
    return value


def _epoch(value: Any) -> int:
    if _whole(value) < 1:
        raise TypeError
    return int(value)


def _grade(value: Any) -> int:
    return int(Evidence(_whole(value)))


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise TypeError
    return value


def _number(value: Any) -> str:
    return str(value) if isinstance(value, DoorNumber) else _canonical(_text(value))


@lru_cache(maxsize=65_536)
def _canonical(text: str) -> str:
    return str(DoorNumber.parse(text))


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list | tuple):
        raise TypeError
    return [_text(item) for item in value]


def _one_of(*words: str) -> Check:
    def check(value: Any) -> str:
        if value not in words:
            raise TypeError
        return str(value)

    return check


EXCUSES: Final = ("", "vacant", "refused", "dangerous", "shared")

_FIELDS: Final[Mapping[Kind, Mapping[str, Check]]] = {
    Kind.DOOR: {
        "scope": _text, "side": _one_of("", *Side), "order": _whole, "chainage_cm": _whole,
        "length_cm": _whole, "x": _whole, "y": _whole, "kind": _one_of(*DoorKind),
        "of": _text, "plot": _text, "permit": _flag, "household": _text, "households": _texts,
        "grid": _text, "village": _text, "excuse": _one_of(*EXCUSES), "plated": _flag,
        "note": _text,
    },
    Kind.ADDRESS: {
        "scope": _text, "epoch": _epoch, "number": _number, "text": _text, "door": _text,
        "plot": _text, "grade": _grade, "successor": _text, "code": _text, "note": _text,
    },
    Kind.PLATE: {
        "address": _text, "number": _number, "role": _one_of("main", "aux"), "size": _text,
        "door": _text, "seen": _texts, "box": _whole, "position": _whole, "height_cm": _whole,
        "offset_cm": _whole, "side": _one_of("", "left", "right"), "photo": _text,
        "payload": _text, "note": _text,
    },
    Kind.CLAIM: {
        "source": _text, "text": _text, "door": _text, "address": _text, "households": _texts,
        "grade": _grade, "score": _whole, "note": _text,
    },
}  # fmt: skip
NEEDED: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.DOOR: ("scope",),
    Kind.ADDRESS: ("scope", "number", "text"),
    Kind.PLATE: ("address",),
    Kind.CLAIM: ("source", "text"),
}
DEFAULTS: Final[Mapping[Kind, Mapping[str, Any]]] = {
    Kind.DOOR: {},
    Kind.ADDRESS: {"epoch": 1},
    Kind.PLATE: {"role": "main"},
    Kind.CLAIM: {},
}


_OUTER: Final = frozenset(
    {"of", "plot", "household", "grid", "village", "door", "address", "successor", "code"}
)
_LISTS: Final = frozenset({"households", "seen"})


def tidied(event: Event) -> Event:
    """The event as it is to be written: ids without blanks around, scopes in their one form.

    A claim that is linked to a door alone lets go of the address that it was linked to before.

    Only new events are tidied: those that were written stay as they were, and so does the text
    of a claim, which is evidence.

    Raises:
        RegisterError: a scope is blank or holds control characters, the id is blank, or a scope
            or the text of an address is longer than a database can index.
    """
    after = {name: _tidy(event, name, value) for name, value in event.after.items()}
    if event.verb is Verb.LINK and after.get("door"):
        after.setdefault("address", "")
    subject = event.subject.strip()
    if subject == event.subject and after == event.after:
        return event
    return replace(event, subject=subject, after=after)


def _tidy(event: Event, name: str, value: Any) -> Any:
    if name in _LISTS and isinstance(value, list | tuple):
        return [item.strip() if isinstance(item, str) else item for item in value]
    if not isinstance(value, str):
        return value
    if name == "scope":
        return _value(event.subject, name, _scope, value)
    if name == "text" and event.verb.kind is Kind.ADDRESS:
        return _value(event.subject, name, _wording, value)
    return value.strip() if name in _OUTER else value


_MOST_BYTES: Final = {"scope": 1_000, "text": 2_000}
"""In UTF-8; an entry of an index of PostgreSQL ends at 2,704."""


def _scope(value: str) -> str:
    found = scope_form(value)
    if len(found.encode()) > _MOST_BYTES["scope"]:
        raise ValueError(value)
    return found


def _wording(value: str) -> str:
    if len(key_of(value).encode()) > _MOST_BYTES["text"]:
        raise ValueError(value)
    return value.strip()


def checked(event: Event) -> dict[str, Any]:
    """The fields that the event sets, each in its one form.

    Raises:
        RegisterError: a field is unknown for this kind of subject, or its value is not of its
            type. Numbers are whole: coordinates in 1e-7 degrees or centimetres.
    """
    kind = event.verb.kind
    known = _FIELDS[kind]
    fields = {}
    for name, value in event.after.items():
        if name == "state":
            continue
        if name not in known:
            raise RegisterError(
                Text(f"{kind.text.zh}没有字段 {name!r}", f"a {kind} has no field {name!r}"),
                remedy=Text(f"可用：{' '.join(known)}", f"Use one of: {' '.join(known)}"),
                where=event.subject,
            )
        fields[name] = _value(event.subject, name, known[name], value)
    return fields


def _value(subject: str, name: str, check: Check, value: Any) -> Any:
    try:
        return check(value)
    except (TypeError, ValueError, DoorplateError) as error:
        raise RegisterError(
            Text(
                f"字段 {name} 的值 {value!r:.80} 不合格",
                f"the value {value!r:.80} does not fit field {name}",
            ),
            where=subject,
        ) from error
