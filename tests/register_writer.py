"""A clerk's process for the tests: appends until told or killed, and says what was committed.

`register_writer.py append PLACE` writes batches of three events for ever, one line of standard
output for each commit. `register_writer.py assign PLACE NAME COUNT STREETS` numbers COUNT
doors, each with the next free number of a street that it shares with others.
`register_writer.py limited PLACE BYTES` writes batches until no file may grow beyond BYTES, and
says what it was told.
"""

import itertools
import random
import resource
import sys
from collections.abc import Iterator
from datetime import date

from doorplate.address import DoorNumber
from doorplate.errors import RegisterBusy, RegisterError
from doorplate.register import Desk, Event, Register, Verb

DAY = date(2022, 7, 8)
BATCH = 3


def batch(n: int) -> list[Event]:
    """A door, its address, its plate."""
    text = f"长街{n}号"
    address = {"scope": "长街", "number": f"{n}号", "text": text, "door": f"d{n}"}
    return [
        Event(DAY, "clerk", Verb.SURVEY, f"d{n}", {"scope": "长街"}),
        Event(DAY, "clerk", Verb.ASSIGN, f"a{n}", address),
        Event(DAY, "clerk", Verb.ORDER, f"p{n}", {"address": f"a{n}"}),
    ]


def append(place: str) -> None:
    """Batches for ever."""
    with Register.open(place) as register:
        for n in itertools.count(register.head.seq // BATCH + 1):
            last = register.append(batch(n))[-1]
            print(last.seq, last.hash, flush=True)  # noqa: T201  # how the test hears of it


def limited(place: str, size: int) -> None:
    """Batches until the system lets no file grow any more."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        append(place)
    except RegisterError as error:
        print(error, flush=True)  # noqa: T201  # how the test hears of it


def assign(place: str, name: str, count: int, streets: int) -> None:
    """Number doors, each with the next free number of a shared street."""
    draw = random.Random(name)
    busy = 0
    with Register.open(place, wait=60) as register:
        for n in range(count):
            street, door = f"街{draw.randrange(streets)}", f"{name}-{n}"
            busy += _until_done(register, street, door)
    print(count, busy, flush=True)  # noqa: T201  # how the test hears of it


def _until_done(register: Register, street: str, door: str) -> int:
    def choose(desk: Desk) -> Iterator[Event]:
        held = desk.numbers(street)
        number = DoorNumber(max((n.main for n in held), default=-1) + 2)
        fields = {"scope": street, "number": str(number), "text": f"{street}{number}"}
        yield Event(DAY, "clerk", Verb.SURVEY, door, {"scope": street})
        yield Event(DAY, "clerk", Verb.ASSIGN, f"a-{door}", {**fields, "door": door})

    for tries in itertools.count():
        try:
            register.decide(choose)
        except RegisterBusy:
            continue
        return tries
    raise AssertionError


if __name__ == "__main__":
    if sys.argv[1] == "append":
        append(sys.argv[2])
    elif sys.argv[1] == "limited":
        limited(sys.argv[2], int(sys.argv[3]))
    else:
        assign(sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
