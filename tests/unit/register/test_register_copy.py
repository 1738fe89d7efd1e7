"""The whole ledger as lines, out and in again; and clerks who choose under the lock."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from doorplate.address import DoorNumber
from doorplate.errors import ChainBroken, NumberFormatError, RegisterError
from doorplate.register import Desk, Event, Kind, Register, Verb
from doorplate.register.events import GENESIS
from register_samples import STREET, door, event, hung, named
from register_stores import fresh_place


def street() -> list[Event]:
    odd = Event(
        datetime(2022, 7, 8, 9, 30),  # noqa: DTZ001  # clerks give no zone
        "police", Verb.VERIFY, "a3",
        {"scope": STREET, "number": "7号甲", "text": "“槐树街”7号甲\u2028", "door": "d3",
         "note": '"\\ \n'},
        "户口簿", ("档案1", "照片2"), "ab" * 32, date(2022, 7, 1),
    )  # fmt: skip
    return [
        door("d1", households=["h1", "h2"]), door("d2"), door("d3"),
        named(Verb.ASSIGN, "a1", "1号"), named(Verb.ASSIGN, "a2", "3号"), odd,
        *hung("p1", "a1", "d1"), event(Verb.RETIRE, "a2", successor="a1"),
    ]  # fmt: skip


@pytest.mark.parametrize("other", ["sqlite", "postgresql"])
def test_export_and_import_give_the_same_bytes(
    register: Register, other: str, tmp_path: Path
) -> None:
    register.append(street())
    lines = list(register.lines())
    with Register.load(fresh_place(other, tmp_path), lines) as copy:
        assert list(copy.lines()) == lines
        assert copy.verify() == register.verify()
        assert copy.state() == register.state()


@pytest.mark.parametrize(
    ("spoil", "seq"),
    [
        (lambda lines: [*lines[:3], lines[3].replace("1号", "9号"), *lines[4:]], 4),
        (lambda lines: [*lines[:3], *lines[4:]], 4),
        (lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]], 4),
        (lambda lines: [*lines[:3], lines[2], *lines[3:]], 4),
        (lambda lines: [*lines[:5], "{}"], 6),
        (lambda lines: [" " + lines[0]], 1),
    ],
)
def test_a_spoiled_copy_is_refused_and_leaves_nothing(
    place: str, tmp_path: Path, spoil: Callable[[list[str]], list[str]], seq: int
) -> None:
    with Register.create(tmp_path / "whole.db") as whole:
        whole.append(street())
        lines = list(whole.lines())
    with pytest.raises(ChainBroken) as caught:
        Register.load(place, spoil(lines))
    assert caught.value.seq == seq
    with pytest.raises(RegisterError):
        Register.open(place)
    Register.create(place).close()


def test_a_chain_that_is_whole_but_tells_what_never_was_is_refused(
    place: str, tmp_path: Path
) -> None:
    """Every line of it is hashed and linked as it should be; one claims another past."""
    with Register.create(tmp_path / "whole.db") as whole:
        whole.append(street())
        events = list(whole.events())
    told = [*events[:3], replace(events[3], before={"state": "proposed"}), *events[4:]]
    tip, lines = GENESIS, list[str]()
    for seq, each in enumerate(told, 1):
        forged = each.sealed(seq, tip)
        tip = forged.hash
        lines.append(str(forged))
    with pytest.raises(ChainBroken) as caught:
        Register.load(place, lines)
    assert caught.value.seq == 4


def test_choosing_sees_what_is_held(register: Register) -> None:
    register.append(street())

    def next_free(desk: Desk) -> list[Event]:
        held = [n.main for n in desk.numbers(STREET)]
        assert held == [1, 3, 7]
        assert desk.entry(Kind.DOOR, "d9") is None
        return [door("d4"), named(Verb.ASSIGN, "a4", str(DoorNumber(max(held) + 2)))]

    sealed = register.decide(next_free)
    assert sealed[-1].after["number"] == "9号"
    assert register.decide(lambda _desk: []) == ()


def test_a_clerk_who_fails_writes_nothing(register: Register) -> None:
    register.append(street())
    before = register.head
    with pytest.raises(NumberFormatError):
        register.decide(lambda _desk: [named(Verb.ASSIGN, "a4", str(DoorNumber(0)))])
    assert register.head == before
