"""Whatever is changed behind the register's back is found, and the first bad event named."""

import random
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from doorplate.errors import ChainBroken
from doorplate.register import Event, Head, Register, Verb
from doorplate.register.events import GENESIS
from register_samples import DAY, STREET, door, event, hung, named

Raw = Callable[..., Any]


@pytest.fixture
def raw(register: Register) -> Raw:
    """Runs SQL on the register's database behind its back."""
    register.append([
        *(door(f"d{i}") for i in range(1, 8)),
        *(named(Verb.ASSIGN, f"a{i}", f"{i}号") for i in range(1, 8)),
        *hung("p1", "a1", "d1"),
        event(Verb.CORRECT, "a2", number="9号", text=f"{STREET}9号"),
    ])  # fmt: skip

    def run(statement: str, **values: Any) -> None:
        with register._store.engine.begin() as connection:
            connection.execute(sa.text(statement), values)

    return run


def first_bad(register: Register, anchor: Head | None = None) -> int:
    with pytest.raises(ChainBroken) as caught:
        register.verify(anchor)
    return caught.value.seq


def lines(register: Register) -> list[str]:
    return list(register.lines())


SEQS = [*sorted(random.Random(7).sample(range(1, 20), 5)), 20]


@pytest.mark.parametrize("seq", SEQS)
def test_a_changed_event(register: Register, raw: Raw, seq: int) -> None:
    line = lines(register)[seq - 1].replace('"clerk"', '"police"')
    raw("UPDATE events SET line = :line WHERE seq = :seq", line=line, seq=seq)
    assert first_bad(register) == seq


@pytest.mark.parametrize("seq", SEQS)
def test_a_changed_event_with_its_hash_mended(register: Register, raw: Raw, seq: int) -> None:
    old = Event.parse(lines(register)[seq - 1])
    new = Event(old.time, "forger", old.verb, old.subject, old.after, before=old.before)
    line = str(new.sealed(old.seq, old.prev_hash))
    raw("UPDATE events SET line = :line WHERE seq = :seq", line=line, seq=seq)
    assert first_bad(register) == (seq + 1 if seq < 20 else 20)


@pytest.mark.parametrize("seq", SEQS)
def test_a_removed_event(register: Register, raw: Raw, seq: int) -> None:
    raw("DELETE FROM events WHERE seq = :seq", seq=seq)
    assert first_bad(register) == seq


def test_two_events_change_places(register: Register, raw: Raw) -> None:
    third, fourth = lines(register)[2:4]
    raw("UPDATE events SET line = :line WHERE seq = 3", line=fourth)
    raw("UPDATE events SET line = :line WHERE seq = 4", line=third)
    assert first_bad(register) == 3


def test_an_inserted_event(register: Register, raw: Raw) -> None:
    seq, tip = register.head
    forged = event(Verb.SURVEY, "d99", scope=STREET).sealed(seq + 1, tip)
    raw("INSERT INTO events (seq, kind, subject, line) VALUES (:seq, 'door', 'd99', :line)",
        seq=seq + 1, line=str(forged))  # fmt: skip
    assert first_bad(register) == seq + 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET kind = 'x' WHERE seq = 5",
        "UPDATE events SET subject = 'x' WHERE seq = 5",
    ],
)
def test_the_columns_beside_the_line(register: Register, raw: Raw, statement: str) -> None:
    raw(statement)
    assert first_bad(register) == 5


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET state = 'retired' WHERE id = 'a3'",
        "UPDATE entries SET data = replace(data, 'd3', 'd4') WHERE id = 'a3'",
        "DELETE FROM entries WHERE id = 'p1'",
        "UPDATE versions SET holds = 0 WHERE address = 'a3'",
        "DELETE FROM versions WHERE address = 'a2' AND until > 0",
    ],
)
def test_the_tables_beside_the_events(register: Register, raw: Raw, statement: str) -> None:
    raw(statement)
    assert first_bad(register) == 0


def test_a_cut_end_is_seen_by_the_head_and_by_an_anchor(register: Register, raw: Raw) -> None:
    anchor = register.head
    kept = Event.parse(lines(register)[18])
    raw("DELETE FROM events WHERE seq = 20")
    assert first_bad(register) == 20
    raw("UPDATE head SET seq = 19, hash = :hash", hash=kept.hash)
    assert first_bad(register, anchor) == 20


def test_a_history_written_anew_is_seen_only_by_an_anchor(register: Register) -> None:
    register.append([door("d1")])
    anchor = Head(1, Event(DAY, "x", Verb.SURVEY, "d1", {"scope": "y"}).sealed(1, GENESIS).hash)
    assert register.verify() == register.head
    assert first_bad(register, anchor) == 1


def test_the_database_itself_refuses_a_second_holder(register: Register, raw: Raw) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        raw("UPDATE versions SET number = '1号' WHERE address = 'a3'")
    with pytest.raises(sa.exc.IntegrityError):
        raw("INSERT INTO entries (kind, id, state, data, seq) "
            "VALUES ('plate', 'p1', 'ordered', '{}', 1)")  # fmt: skip
    register.verify()
