"""The register's first duties: append, fold, look up, prove."""

from datetime import date
from typing import Any

import pytest

from doorplate.errors import ForbiddenTransition, NumberTaken, RegisterError
from doorplate.register import AddressState, Event, Register, Verb, replay

DAY = date(2022, 7, 8)


def event(verb: Verb, subject: str, day: date = DAY, **after: Any) -> Event:
    return Event(day, "clerk", verb, subject, after)


def doors(*ids: str) -> list[Event]:
    return [event(Verb.SURVEY, i, scope="槐树街", households=[f"h{i}"]) for i in ids]


def named(verb: Verb, subject: str, number: str, door: str, **more: Any) -> Event:
    return event(
        verb, subject, scope="槐树街", number=number, text=f"槐树街{number}", door=door, **more
    )


def test_replay_equals_what_the_store_keeps(register: Register) -> None:
    register.append(doors("d1", "d2"))
    register.append(
        [named(Verb.ASSIGN, "a1", "1号", "d1"), named(Verb.PROPOSE, "a2", "1", "d2")]
    )
    register.append([event(Verb.CORRECT, "a2", number="3号", text="槐树街3号")])
    register.append([event(Verb.RETIRE, "a1", successor="a2")])
    assert replay(register.events()) == register.state()
    assert register.verify() == register.head
    assert register.head.seq == 6


def test_a_held_number_is_refused_and_nothing_is_written(register: Register) -> None:
    register.append([*doors("d1", "d2"), named(Verb.ASSIGN, "a1", "5号", "d1")])
    with pytest.raises(NumberTaken):
        register.append([*doors("d3"), named(Verb.ASSIGN, "a2", "五号", "d2")])
    assert register.head.seq == 3
    assert "d3" not in register.state().doors


def test_a_retired_number_is_never_given_again_but_restored(register: Register) -> None:
    register.append([*doors("d1", "d2"), named(Verb.ASSIGN, "a1", "20号", "d1")])
    register.append([event(Verb.RETIRE, "a1")])
    with pytest.raises(NumberTaken):
        register.append([named(Verb.ASSIGN, "a2", "20号", "d2")])
    register.append([event(Verb.RESTORE, "a1")])
    assert register.state().addresses["a1"].state == AddressState.ASSIGNED


def test_unknown_door_and_forbidden_verb_are_refused(register: Register) -> None:
    with pytest.raises(RegisterError, match="knows no door"):
        register.append([named(Verb.ASSIGN, "a1", "1号", "d9")])
    with pytest.raises(ForbiddenTransition, match="Allowed now"):
        register.append([event(Verb.RETIRE, "a1")])


def test_a_text_is_looked_up_on_a_day(register: Register) -> None:
    later = date(2023, 1, 1)
    register.append([*doors("d1", "d2"), named(Verb.ASSIGN, "a1", "5号", "d1")])
    register.append([
        event(Verb.CORRECT, "a1", later, epoch=2, number="9号", text="槐树街9号"),
        event(
            Verb.ASSIGN, "a2", later, scope="槐树街", epoch=2, number="5号",
            text="槐树街5号", door="d2",
        ),
    ])  # fmt: skip
    assert [m.door for m in register.lookup("槐树街５号", on=DAY)] == ["d1"]
    assert [m.door for m in register.lookup("槐树街五号", on=later)] == ["d2"]
    assert [m.door for m in register.lookup("甲村槐树街5号")] == ["d1", "d2"]
    assert register.lookup("槐树街5号", on=later, known=DAY)[0].door == "d1"
    assert [(r.old_number, r.new_number, r.door) for r in register.crosswalk()] == [
        ("5号", "9号", "d1")
    ]
