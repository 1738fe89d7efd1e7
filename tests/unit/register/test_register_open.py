"""Opening, refusing, migrating; bad input of every kind is said plainly."""

import gzip
import random
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from doorplate.address import DoorNumber
from doorplate.errors import (
    BackendMissing,
    ChainBroken,
    ForbiddenTransition,
    NumberTaken,
    RegisterError,
)
from doorplate.register import Desk, Event, Head, Register, Verb, audit, replay
from register_samples import DAY, STREET, door, event, hung, named


def run(register: Register, statement: str) -> None:
    with register._store.engine.begin() as connection:
        connection.execute(sa.text(statement))


@pytest.fixture
def filled(register: Register) -> Register:
    register.append([door("d1"), named(Verb.ASSIGN, "a1", "1号"), *hung("p1", "a1", "d1")])
    return register


def test_a_register_of_a_later_version_is_left_alone(filled: Register, place: str) -> None:
    run(filled, "UPDATE meta SET value = '99'")
    for touch in (Register.open, Register.migrate):
        with pytest.raises(RegisterError, match="Upgrade"):
            touch(place)


def test_a_register_of_an_earlier_version_is_migrated(filled: Register, place: str) -> None:
    before = filled.state()
    run(filled, "UPDATE meta SET value = '0'")
    run(filled, "ALTER TABLE versions DROP COLUMN issued")
    run(filled, "DELETE FROM entries")
    filled.close()
    with pytest.raises(RegisterError, match="migrate"):
        Register.open(place)
    assert Register.migrate(place) == 0
    with Register.open(place) as register:
        assert register.state() == before
        register.verify()


OLD = Path(__file__).parents[2] / "golden" / "register" / "schema-1.db.gz"
OLD_HEAD = "a292577e769b8f6abb44531fcf5a817da15a8b290707a827542350ab89969803"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that was written under schema 1; it is never written anew."""
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    return path


def test_a_file_of_the_first_schema_comes_forward_whole(old: Path, tmp_path: Path) -> None:
    with sqlite3.connect(old) as raw:
        lines = [row[0] for row in raw.execute("SELECT line FROM events ORDER BY seq")]
    raw.close()
    with pytest.raises(RegisterError, match="schema 1, this program uses 2"):
        Register.open(old)
    assert Register.migrate(old) == 1
    with Register.open(old) as register, Register.load(tmp_path / "new.db", lines) as new:
        assert list(register.lines()) == lines
        assert register.verify() == new.head == Head(34, OLD_HEAD)
        assert register.state() == new.state()
        assert len(register.lookup(f"{STREET}1号")) == 2
        assert {f.kind for f in audit(register.state())} >= {"PLATE_DAMAGED", "DUP_NUMBER"}
        register.append([door("d8")])
        register.verify()


def test_a_migration_that_finds_a_changed_event_leaves_the_old_file_as_it_was(
    old: Path,
) -> None:
    with sqlite3.connect(old) as raw:
        raw.execute("UPDATE events SET seq = 0 WHERE seq = 34")
    raw.close()
    before = old.read_bytes()
    with pytest.raises(ChainBroken) as caught:
        Register.migrate(old)
    assert caught.value.seq == 1
    assert old.read_bytes() == before


def test_old_events_keep_the_scopes_they_were_written_with_and_new_ones_are_tidied(
    old: Path,
) -> None:
    Register.migrate(old)
    with Register.open(old) as register:
        assert register.state().addresses["a7"].get("scope") == f"{STREET} "
        register.append([event(Verb.CORRECT, "a7", scope=f"{STREET} ", number="21号")])
        assert register.state().addresses["a7"].get("scope") == STREET
        register.verify()


def test_a_blank_makes_no_second_street(filled: Register) -> None:
    filled.append([door(" d2 "), event(Verb.RETIRE, "a1")])
    for scope in (f" {STREET}", "槐树 街", "槐树街\u200b", "槐树街\u3000"):
        with pytest.raises(NumberTaken):
            filled.append([named(Verb.ASSIGN, "a2", "1号", "d2 ", scope=scope)])
    filled.append([named(Verb.ASSIGN, "a2 ", "3号", "d2", scope="槐树　街")])
    assert filled.state().addresses["a2"].get("scope") == STREET
    found: list[DoorNumber] = []

    def look(desk: Desk) -> list[Event]:
        found.extend(desk.numbers("槐树 街"))
        return []

    filled.decide(look)
    assert found == [DoorNumber(1), DoorNumber(3)]


def test_a_migration_over_a_broken_chain_changes_nothing(filled: Register, place: str) -> None:
    before = filled.state()
    run(filled, "DELETE FROM events WHERE seq = 3")
    with pytest.raises(ChainBroken) as caught:
        Register.migrate(place)
    assert caught.value.seq == 3
    assert filled.state() == before


def test_create_refuses_what_exists_and_open_what_does_not(
    filled: Register, place: str, tmp_path: Path
) -> None:
    with pytest.raises(RegisterError, match="already"):
        Register.create(place)
    assert filled.verify() == filled.head
    with pytest.raises(RegisterError, match="no such"):
        Register.open(tmp_path / "absent.db")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("mysql://nobody@localhost/x", RegisterError),
        ("://", RegisterError),
        ("postgresql://nobody@127.0.0.1:1/x", RegisterError),
    ],
)
def test_urls_that_lead_nowhere(url: str, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        Register.open(url)


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(BackendMissing, match="psycopg"):
        Register.open("postgresql://localhost/x")


def test_a_sqlite_url_is_a_path(tmp_path: Path) -> None:
    with Register.create(f"sqlite:///{tmp_path}/r.db") as register:
        assert register.head.seq == 0
    with Register.open(tmp_path / "r.db") as register:
        assert list(register.events()) == []


def test_a_closed_register_is_one_file(tmp_path: Path) -> None:
    with Register.create(tmp_path / "r.db") as register:
        register.append([door("d1")])
    assert [p.name for p in tmp_path.iterdir()] == ["r.db"]


BAD_FIELDS: list[tuple[Verb, dict[str, Any]]] = [
    (Verb.SURVEY, {"scope": 5}),
    (Verb.SURVEY, {"scope": "a\0b"}),
    (Verb.SURVEY, {"scope": "x" * 3_000}),
    (Verb.SURVEY, {"scope": " \u3000\u200b"}),
    (Verb.SURVEY, {"scope": "x\ty\x07"}),
    (Verb.SURVEY, {"scope": "x", "colour": "red"}),
    (Verb.SURVEY, {"scope": "x", "side": "up"}),
    (Verb.SURVEY, {"scope": "x", "order": 1.5}),
    (Verb.SURVEY, {"scope": "x", "order": True}),
    (Verb.SURVEY, {"scope": "x", "order": 2**60}),
    (Verb.SURVEY, {"scope": "x", "plated": 1}),
    (Verb.SURVEY, {"scope": "x", "households": "h1"}),
    (Verb.SURVEY, {"scope": "x", "households": [1]}),
    (Verb.SURVEY, {"scope": "x", "households": {"h1": 3}}),
    (Verb.SURVEY, {"scope": "x", "state": "gone"}),
    (Verb.SURVEY, {"scope": "x", "state": ["standing"]}),
    (Verb.SURVEY, {"scope": "长" * 334}),
    (Verb.SURVEY, {"scope": "\ud800"}),
    (Verb.SURVEY, {}),
    (Verb.ASSIGN, {"scope": STREET, "number": "零号", "text": "x", "door": "d1"}),
    (Verb.ASSIGN, {"scope": STREET, "number": "3", "text": "x", "door": "d1", "epoch": 0}),
    (Verb.ASSIGN, {"scope": STREET, "number": "3", "text": "x", "door": "d1", "grade": 9}),
    (Verb.ASSIGN, {"scope": STREET, "number": "3", "door": "d1"}),
    (Verb.ASSIGN, {"scope": STREET, "number": "3", "text": "\ufdfa" * 100, "door": "d1"}),
]


@pytest.mark.parametrize(("verb", "after"), BAD_FIELDS)
def test_bad_fields_are_refused_and_nothing_is_written(
    filled: Register, verb: Verb, after: dict[str, Any]
) -> None:
    before = filled.head
    with pytest.raises(RegisterError):
        filled.append([Event(DAY, "clerk", verb, "x9", after)])
    assert filled.head == before


def test_the_longest_scope_and_text_fit_either_store(filled: Register) -> None:
    draw = random.Random(3)
    scope, text = (
        "".join(map(chr, draw.sample(range(0x20000, 0x2A000), n))) for n in (250, 500)
    )
    filled.append([door("d2"), named(Verb.ASSIGN, "a2", "3号", scope=scope, text=text)])
    assert [m.address for m in filled.lookup(text)] == ["a2"]
    filled.verify()


@pytest.mark.parametrize(
    ("actor", "subject"), [("", "x"), ("x", ""), ("a\n", "x"), ("x", "y" * 201)]
)
def test_bad_actors_and_subjects(actor: str, subject: str) -> None:
    with pytest.raises(RegisterError):
        Event(DAY, actor, Verb.SURVEY, subject, {"scope": "x"})


@pytest.mark.parametrize(
    "wrong",
    [{"verb": "dance"}, {"time": "2022-07-08"}, {"time": None}, {"evidence": "户口簿"},
     {"effective": "yesterday"}],
)  # fmt: skip
def test_events_of_the_wrong_kind(wrong: dict[str, Any]) -> None:
    fields = {"time": DAY, "actor": "clerk", "verb": Verb.SURVEY, "subject": "x", **wrong}
    with pytest.raises(RegisterError, match="of their kind"):
        Event(**fields)


def test_words_and_moments_are_taken_as_what_they_mean() -> None:
    noon = datetime(2022, 7, 8, 12, tzinfo=UTC)
    made = Event(noon, "clerk", Verb("survey"), "x", effective=noon.replace(hour=20))
    assert (made.effective, made.verb) == (date(2022, 7, 9), Verb.SURVEY)
    assert Event(noon, "clerk", Verb.SURVEY, "x", evidence=("a",)).evidence == ("a",)


@pytest.mark.parametrize("reason", ["\ud800", b"bytes", 3])
def test_what_cannot_be_written_as_json(filled: Register, reason: Any) -> None:
    with pytest.raises(RegisterError, match="JSON"):
        filled.append([Event(DAY, "clerk", Verb.SURVEY, "x9", {"scope": "x"}, reason)])


FORBIDDEN: list[Callable[[], Event]] = [
    lambda: event(Verb.VOID, "a1"),
    lambda: event(Verb.CORRECT, "a1"),
    lambda: event(Verb.CORRECT, "a1", number="一号"),
    lambda: event(Verb.RETIRE, "a1", number="9号"),
    lambda: event(Verb.VERIFY, "a1", text="x"),
    lambda: event(Verb.RETIRE, "a1", successor="a9"),
    lambda: event(Verb.ASSIGN, "a1"),
    lambda: event(Verb.EXCUSE, "d1"),
    lambda: event(Verb.HANG, "p1", door="d1"),
    lambda: event(Verb.REHANG, "p1", door="d9"),
    lambda: event(Verb.REHANG, "p1"),
    lambda: event(Verb.SCAN, "p1", seen=["d9"]),
    lambda: event(Verb.ORDER, "p1", address="a1"),
    lambda: event(Verb.ORDER, "p2", address="a9"),
    lambda: event(Verb.ORDER, "p2", address="a1", number="7号"),
    lambda: event(Verb.LINK, "c1", door="d1"),
]


@pytest.mark.parametrize("make", FORBIDDEN)
def test_forbidden_events(filled: Register, make: Callable[[], Event]) -> None:
    before = filled.head
    with pytest.raises(RegisterError) as caught:
        filled.append([make()])
    assert filled.head == before
    assert caught.value.message("zh") != caught.value.message("en")


def test_a_number_once_given_cannot_be_voided_by_way_of_a_dispute(filled: Register) -> None:
    filled.append([event(Verb.SUSPEND, "a1")])
    with pytest.raises(ForbiddenTransition, match="was given"):
        filled.append([event(Verb.VOID, "a1")])
    filled.append([door("d2"), named(Verb.PROPOSE, "a2", "3号"), event(Verb.SUSPEND, "a2")])
    filled.append([event(Verb.VOID, "a2")])


def test_a_restored_address_keeps_its_door(filled: Register) -> None:
    filled.append([door("d2"), event(Verb.RETIRE, "a1")])
    with pytest.raises(ForbiddenTransition, match="keeps"):
        filled.append([event(Verb.RESTORE, "a1", door="d2")])
    filled.append([event(Verb.RESTORE, "a1", door="d1")])


def test_claims_are_opened_linked_and_rejected(filled: Register) -> None:
    filled.append([
        event(Verb.CLAIM, "c1", source="户籍", text="槐树街一号", households=["h1"]),
        event(Verb.LINK, "c1", address="a1", score=990),
        event(Verb.CLAIM, "c2", source="水表", text="槐树街"),
        event(Verb.REJECT, "c2", note="无号"),
        event(Verb.LINK, "c2", door="d1"),
    ])  # fmt: skip
    assert {c.id: c.state for c in filled.state().claims.values()} == {
        "c1": "linked", "c2": "linked",
    }  # fmt: skip
    assert replay(filled.events()) == filled.state()


def test_a_door_number_may_be_given_as_a_value(filled: Register) -> None:
    number = DoorNumber(12, (1,))
    fields = {"scope": STREET, "number": number, "text": "x", "door": "d1"}
    [sealed] = filled.append([Event(DAY, "clerk", Verb.PROPOSE, "a9", fields)])
    assert sealed.after["number"] == "12号附1"


def test_the_same_event_read_back_is_equal(filled: Register) -> None:
    for found in filled.events():
        assert found.intact
        assert Event.parse(str(found)) == found
        assert hash(Event.parse(str(found))) == hash(found)
    with pytest.raises(RegisterError, match="canonical"):
        Event.parse(next(filled.lines()).replace(",", ", ", 1))


def test_what_was_known_when(register: Register) -> None:
    """Recorded in March: from January on, the number was 3."""
    register.append([door("d1"), named(Verb.ASSIGN, "a1", "1号", day=date(2022, 1, 1))])
    late = Event(
        date(2022, 3, 1), "clerk", Verb.CORRECT, "a1",
        {"number": "3号", "text": f"{STREET}3号"}, effective=date(2022, 2, 1),
    )  # fmt: skip
    register.append([late])
    asked = date(2022, 2, 15)

    def means(text: str, known: date | None) -> bool:
        return bool(register.lookup(f"{STREET}{text}", on=asked, known=known))

    assert (means("1号", None), means("3号", None)) == (False, True)
    before = date(2022, 2, 20)
    assert (means("1号", before), means("3号", before)) == (True, False)
