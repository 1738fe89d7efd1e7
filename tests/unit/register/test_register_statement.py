"""The signed statement: read back, counted again, refused when anything moved."""

import json
from dataclasses import replace
from datetime import date

import pytest

from doorplate.encode import KeyPair, KeyRecord, KeySet, KeyUse
from doorplate.errors import ChainBroken, KeySetError
from doorplate.register import Register, Verb, coverage
from doorplate.register.statement import Statement, recount
from register_samples import DAY, door, event, hung, named

VILLAGE = "610431001203"
KEYS = KeyPair.generate()


def key_set(use: KeyUse = KeyUse.STATUS, scope: str = "610431") -> KeySet:
    record = KeyRecord(
        KEYS.suite, KEYS.public, "武功县公安局", ("dz.example.cn/",), (scope,),
        date(2022, 1, 1), date(2023, 1, 1), date(2042, 1, 1), use=use,
    )  # fmt: skip
    return KeySet.of([record], issued=date(2022, 1, 1), next_update=date(2023, 1, 1))


@pytest.fixture
def statement(register: Register) -> Statement:
    register.append([
        door("d1", households=["h1"]), door("d2"), named(Verb.VERIFY, "a1", "1号"),
        *hung("p1", "a1", "d1"), event(Verb.EXCUSE, "d2", excuse="dangerous"),
    ])  # fmt: skip
    return Statement.of(coverage(register.state()), division=VILLAGE, issued=DAY)


def test_a_statement_is_read_back_and_counted_again(
    register: Register, statement: Statement
) -> None:
    assert (statement.complete, statement.covered, statement.excused) == (True, 1, 1)
    again = Statement.read(statement.write(KEYS.signer()), key_set())
    assert again == statement
    register.append([door("d3")])
    assert recount(register, again).covered == ("d1",)
    assert not coverage(register.state()).complete


def test_it_names_no_door_and_no_household(statement: Statement) -> None:
    body = json.loads(json.loads(statement.write(KEYS.signer()))["body"])
    assert {name for name, value in body.items() if isinstance(value, str)} == {
        "division", "head", "issued", "lists",
    }  # fmt: skip
    assert all(isinstance(value, str | int) for value in body.values())


@pytest.mark.parametrize("field", ["covered", "uncovered", "seq"])
def test_a_changed_statement_is_refused(
    register: Register, statement: Statement, field: str
) -> None:
    data = statement.write(KEYS.signer())
    with pytest.raises(KeySetError, match="signature"):
        Statement.read(flip(data), key_set())
    wrong = replace(statement, **{field: getattr(statement, field) + 1})
    with pytest.raises(ChainBroken):
        recount(register, wrong)


def flip(data: bytes) -> bytes:
    place = data.index(b"covered") + 12
    return (
        data[:place] + (b"9" if data[place : place + 1] != b"9" else b"8") + data[place + 1 :]
    )


@pytest.mark.parametrize(
    "keys", [key_set(KeyUse.PLATE), key_set(scope="610432"), key_set(KeyUse.PLATE, "99")]
)
def test_only_a_status_key_over_the_division_may_sign(
    statement: Statement, keys: KeySet
) -> None:
    with pytest.raises(KeySetError, match="may not make"):
        Statement.read(statement.write(KEYS.signer()), keys)
