"""What an address text meant on a day, as far as the register knew by then."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from doorplate.errors import ChainBroken
from doorplate.register._slots import Version
from doorplate.register._words import key_of
from doorplate.register.events import BEIJING, FAULT, Event, day_of

__all__ = ["Meaning", "meanings"]


_NAMING = frozenset({"text", "number", "state", "epoch"})


class Meaning(NamedTuple):
    """One address that a text means or meant.

    Attributes:
        address: id of the address.
        door: id of its door.
        text: its wording then.
        number: its number then.
        epoch: the batch of that number.
        state: its state then.
        now: its wording today.
    """

    address: str
    door: str
    text: str
    number: str
    epoch: int
    state: str
    now: str


def meanings(
    found: Sequence[Version], histories: Mapping[str, Sequence[Event]],
    on: date | None, known: date | None,
) -> list[Meaning]:  # fmt: skip
    """The addresses among `found` that were worded so on a day; ever, where `on` is None.

    Raises:
        ChainBroken: an event about one of them was changed.
    """
    wanted: dict[str, set[str]] = {}
    for version in found:
        wanted.setdefault(version.address, set()).add(key_of(version.text))
    result = []
    for address, keys in sorted(wanted.items()):
        if not all(event.intact for event in histories[address]):
            raise ChainBroken(FAULT)
        heard = [e for e in histories[address] if known is None or _by(e, known)]
        fitting = (m for m in _told(address, heard, on) if m.state != "void")
        meaning = next((m for m in fitting if key_of(m.text) in keys), None)
        now = _then(address, histories[address], date.max)
        if meaning:
            result.append(meaning._replace(now=now.text if now else ""))
    return result


def _told(address: str, heard: Sequence[Event], on: date | None) -> Iterator[Meaning]:
    """What the events say of a day; of every stage, the last one first, where `on` is None."""
    stages = [heard] if on else [heard[:n] for n in range(len(heard), 0, -1)]
    return filter(None, (_then(address, stage, on or date.max) for stage in stages))


def _then(address: str, events: Iterable[Event], day: date) -> Meaning | None:
    data: dict[str, object] = {}
    for event in events:
        if event.day <= day:
            data |= event.after
    if not data.keys() >= _NAMING:
        return None  # not yet there that day, though a later event may reach back before it
    text, number, state = (str(data[name]) for name in ("text", "number", "state"))
    door, epoch = str(data.get("door", "")), int(str(data["epoch"]))
    return Meaning(address, door, text, number, epoch, state, "")


def _by(event: Event, known: date) -> bool:
    if isinstance(known, datetime):
        return _instant(event.time) <= _instant(known)
    return day_of(event.time) <= known


def _instant(moment: date) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time.min, BEIJING)
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)
