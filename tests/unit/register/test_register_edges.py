"""The rarer turns: chains of successors, known by the minute, long batches, odd plans."""

import json
from datetime import date, datetime

import pytest

from doorplate.address import DoorNumber
from doorplate.errors import ChainBroken
from doorplate.numbering import Assignment, Mode, Plan, Rule
from doorplate.numbering import State as Outcome
from doorplate.register import Event, Kind, Register, Verb, audit, replay
from doorplate.register.events import BEIJING, GENESIS
from doorplate.register.planning import Deed, enact
from register_samples import DAY, STREET, door, event, hung, named

DEED = Deed(DAY, "clerk", lambda scope, number: f"{scope}{number}")


def test_a_line_is_plain_canonical_json() -> None:
    """What anyone with a JSON library would write, so that anyone can check the chain."""
    fields = {"scope": "“街”\u2028\t\\", "households": ["b", "a"], "order": -3, "plated": False}
    made = Event(DAY, "clerk", Verb.SURVEY, 'd/1"', fields, "因\n为", ("x", "y"), "p")
    line = str(made.sealed(1, GENESIS))
    assert line == json.dumps(
        json.loads(line), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert json.loads(line)["after"] == fields


def test_successors_are_followed_and_circles_end() -> None:
    base = [door(f"d{i}") for i in (1, 2, 3)]
    base += [named(Verb.ASSIGN, f"a{i}", f"{i}号") for i in (1, 2, 3)]
    chain = [event(Verb.RETIRE, "a1", successor="a2"), event(Verb.RETIRE, "a2", successor="a3")]
    with_rows = crosswalk([*base, *chain])
    assert with_rows == {"1号": "3号", "2号": "3号"}
    circle = [event(Verb.RETIRE, "a3", successor="a1")]
    assert crosswalk([*base, *chain, *circle]) == {"1号": "", "2号": "", "3号": ""}


def crosswalk(events: list[Event]) -> dict[str, str]:
    from doorplate.register._crosswalk import crosswalk as rows  # noqa: PLC0415  # without a store

    return {row.old_number: row.new_number for row in rows(replay(events))}


ROW = ["营上村槐树街5号", "营上村槐树街15号", "营上村槐树街5号附2", "营上村十一街15号"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("5号", ["a0"]), ("树街5号", ["a0"]), ("15号", ["a1", "a3"]), ("街15号", ["a1", "a3"]),
        ("槐树街五号之二", ["a2"]), ("十一街15号", ["a3"]), ("一街15号", []), ("115号", []),
        ("某县营上村槐树街15号", ["a1"]), ("", []), (" \u3000", []), ("x" * 200_000, []),
    ],
)  # fmt: skip
def test_the_end_of_a_text_is_enough_but_cuts_no_number(
    register: Register, text: str, meant: list[str]
) -> None:
    register.append([door("d1")])
    register.append([
        named(Verb.PROPOSE, f"a{i}", full.rpartition("街")[2], "d1", text=full)
        for i, full in enumerate(ROW)
    ])  # fmt: skip
    assert [m.address for m in register.lookup(text)] == meant


def test_a_short_wording_is_no_end_of_a_longer_number(register: Register) -> None:
    register.append([door("d1"), named(Verb.PROPOSE, "a1", "15号", "d1", text="15号")])
    assert register.lookup("槐树街115号") == []
    assert [m.address for m in register.lookup("槐树街15号")] == ["a1"]


def test_what_was_known_by_the_minute(register: Register) -> None:
    register.append([door("d1"), named(Verb.ASSIGN, "a1", "1号")])
    noon = datetime(2022, 7, 9, 12, tzinfo=BEIJING)
    change = {"number": "3号", "text": f"{STREET}3号"}
    register.append([Event(noon, "clerk", Verb.CORRECT, "a1", change)])

    def number(known: date) -> list[str]:
        return [m.number for m in register.lookup(f"{STREET}1号", known=known)] or ["?"]

    on = date(2022, 7, 9)
    early, late = noon.replace(hour=11), noon.replace(hour=13, tzinfo=None)
    assert [m.number for m in register.lookup(f"{STREET}1号", on, early)] == ["1号"]
    assert register.lookup(f"{STREET}1号", on, late) == []
    assert number(DAY) == ["1号"]


def test_a_long_batch_and_its_copy(register: Register, place: str) -> None:
    many = [door(f"d{i}") for i in range(5_003)]
    register.append(many)
    register.append([event(Verb.EXCUSE, f"d{i}", excuse="vacant") for i in range(0, 5_003, 7)])
    lines = list(register.lines())
    with Register.load(f"{place}.copy" if "://" not in place else _other(place), lines) as copy:
        assert copy.head == register.head
        assert len(copy.state().doors) == 5_003


def _other(place: str) -> str:
    from register_stores import fresh_database  # noqa: PLC0415  # only for the one store

    assert place
    return fresh_database()


@pytest.mark.parametrize("bad", ["forbidden", "unknown", "unsealed"])
def test_a_chain_that_is_linked_but_breaks_the_rules_is_refused(place: str, bad: str) -> None:
    """A forger who hashes well still cannot bring in what the register would refuse."""
    forged = {
        "forbidden": event(Verb.VOID, "a1"),
        "unknown": event(Verb.SURVEY, "d2", scope="x", colour="red"),
        "unsealed": door("d2"),
    }[bad]

    def second(tip: str) -> Event:
        return forged.sealed(2, tip)

    with Register.create(place) as honest:
        [first] = honest.append([door("d1")])
    with pytest.raises(ChainBroken) as caught:
        Register.load(f"{place}.copy" if "://" not in place else _other(place),
                      [str(first), str(second(first.hash))])  # fmt: skip
    assert caught.value.seq == 2


def test_a_number_is_let_go_and_given_in_one_batch(register: Register) -> None:
    """The rule of one holder is kept after every row, not only after the batch."""
    slot = event(Verb.RESERVE, "slot", scope=STREET, number="5号", text=f"{STREET}5号")
    register.append([door("d1"), slot])
    given = named(Verb.ASSIGN, "a1", "5号", "d1")
    register.append([event(Verb.VOID, "slot"), given])
    assert [v.address for _, v in register.state().numbers(STREET)] == ["a1"]
    register.verify()


def test_entries_by_kind() -> None:
    state = replay([door("d1")])
    found = state.get(Kind.DOOR, "d1")
    assert found is not None
    assert (found.id, state.get(Kind.PLATE, "d1")) == ("d1", None)


def plan(*assignments: Assignment) -> Plan:
    return Plan("test 1", "ab" * 32, Mode.PRESERVE, new_epoch=False, assignments=assignments)


def outcome(uid: str, number: int | None, old: int | None, state: Outcome) -> Assignment:
    new, was = (DoorNumber(n) if n else None for n in (number, old))
    rule = Rule.SEQUENCE if number else Rule.NONE
    return Assignment(uid, STREET, new, rule, was, state)


@pytest.mark.parametrize(
    ("present", "assigned", "verbs"),
    [
        ([], outcome("d1", 5, None, Outcome.SUSPENDED), ["suspend"]),
        ([], outcome("d1", 5, None, Outcome.PROVISIONAL), ["provision"]),
        ([], outcome("d1", None, None, Outcome.UNNUMBERED), []),
        (["propose"], outcome("d1", None, 1, Outcome.UNNUMBERED), ["void"]),
        (["verify"], outcome("d1", None, 1, Outcome.UNNUMBERED), ["retire"]),
        (["suspend"], outcome("d1", 1, 1, Outcome.SUSPENDED), []),
        (["propose"], outcome("d1", 3, 1, Outcome.PROVISIONAL), ["correct", "provision"]),
        (["propose"], outcome("d1", 1, 1, Outcome.PROVISIONAL), ["provision"]),
        (["propose"], outcome("d1", 1, 1, Outcome.ASSIGNED), ["verify"]),
        (["suspend"], outcome("d1", 1, 1, Outcome.ASSIGNED), ["restore"]),
        (["suspend"], outcome("d1", 3, 1, Outcome.ASSIGNED), ["correct", "restore"]),
        (["provision"], outcome("d1", 1, 1, Outcome.ASSIGNED), ["assign"]),
        (["provision"], outcome("d1", 1, 1, Outcome.PROVISIONAL), []),
        (["verify"], outcome("d1", 1, 1, Outcome.ASSIGNED), []),
        (["verify"], outcome("d1", 3, 1, Outcome.ASSIGNED), ["correct"]),
    ],
)
def test_a_plan_in_each_state(
    present: list[str], assigned: Assignment, verbs: list[str]
) -> None:
    events = [door("d1"), *(named(Verb(v), "a1", "1号", "d1") for v in present)]
    made = enact(plan(assigned), replay(events), DEED)
    assert [e.verb for e in made] == verbs
    assert {e.policy for e in made} <= {"ab" * 32}
    replay([*events, *made])


def test_a_plate_whose_number_is_out_of_date() -> None:
    events = [door("d1"), named(Verb.VERIFY, "a1", "1号"), *hung("p1", "a1", "d1")]
    events.append(event(Verb.CORRECT, "a1", number="3号", text=f"{STREET}3号"))
    found = {str(f.kind): f.text.zh for f in audit(replay(events))}
    assert found["PLATE_MISMATCH"] == f"号址不一：{STREET}3号的牌上是1号"
