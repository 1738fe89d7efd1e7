"""Events for the tests of the register."""

from datetime import date
from typing import Any

from doorplate.register import Event, Verb

DAY = date(2022, 7, 8)
STREET = "槐树街"


def event(verb: Verb, subject: str, day: date = DAY, **after: Any) -> Event:
    return Event(day, "clerk", verb, subject, after)


def door(subject: str, **more: Any) -> Event:
    return event(Verb.SURVEY, subject, **{"scope": STREET, **more})


def named(verb: Verb, subject: str, number: str, door: str = "", **more: Any) -> Event:
    """An address of the street; its door is `d…` for `a…` where none is named."""
    fields = {"scope": STREET, "number": number, "text": f"{STREET}{number}", **more}
    return event(verb, subject, door=door or f"d{subject[1:]}", **fields)


def hung(serial: str, address: str, door: str) -> list[Event]:
    """A plate from the order to the wall."""
    steps = [event(verb, serial) for verb in (Verb.MAKE, Verb.RECEIVE, Verb.SORT)]
    return [
        event(Verb.ORDER, serial, address=address), *steps, event(Verb.HANG, serial, door=door)
    ]  # fmt: skip
