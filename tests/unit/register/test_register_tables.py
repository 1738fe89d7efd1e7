"""Claims matched and answered by a person; the ledger as an office files it."""

from pathlib import Path
from typing import Any

import pytest

from doorplate import tables
from doorplate.register import Register, State, Verb, replay
from doorplate.register.ledger_rows import COLUMNS, ledger_rows
from doorplate.register.reconcile import link_events, question_rows, read_answers, reconcile
from register_samples import DAY, STREET, door, event, hung, named

PLACE = "武功县普集街道营上村"


def state(*texts: str) -> State:
    """Three addresses, and a claim for each text."""
    addresses = [
        e
        for i in (1, 2, 3)
        for e in (
            door(f"d{i}"),
            named(Verb.VERIFY, f"a{i}", f"{i}号", text=f"{PLACE}{STREET}{i}号"),
        )
    ]
    claims = [
        event(Verb.CLAIM, f"c{i}", source="户籍", text=text) for i, text in enumerate(texts, 1)
    ]
    return replay([*addresses, *claims])


def test_what_is_clear_is_linked_and_the_rest_is_asked() -> None:
    now = state(
        f"{PLACE}{STREET}二号", f"武功县普集镇营上村{STREET}３号", f"{PLACE}{STREET}77号"
    )
    rulings, questions = reconcile(now)
    assert [(r.claim, r.address) for r in rulings] == [("c1", "a2"), ("c2", "a3")]
    assert [(q.claim, q.address, q.text) for q in questions] == [
        ("c3", "", f"{PLACE}{STREET}77号")
    ]
    events = link_events(rulings, time=DAY, actor="clerk")
    assert [(e.verb, e.subject, e.after["address"]) for e in events] == [
        (Verb.LINK, "c1", "a2"), (Verb.LINK, "c2", "a3"),
    ]  # fmt: skip


def asked() -> tuple[State, list[dict[str, Any]]]:
    now = state(f"{PLACE}{STREET}77号", f"{PLACE}{STREET}88号")
    return now, [dict(row) for row in question_rows(reconcile(now)[1], "zh")]


def test_questions_go_out_and_answers_come_back_through_a_workbook(tmp_path: Path) -> None:
    now, rows = asked()
    rows[0] |= {"决定": "认定", "地址编号": "a1", "说明": "=现场核对"}
    rows[1] |= {"决定": "驳回"}
    book = tmp_path / "questions.xlsx"
    tables.write(rows, book)
    answers = read_answers(
        [row.cells for row in tables.read(book)], now, time=DAY, actor="clerk"
    )
    assert (answers.faults, answers.open) == ([], 0)
    assert [(e.verb, e.subject, dict(e.after)) for e in answers.events] == [
        (Verb.LINK, "c1", {"address": "a1", "note": "=现场核对"}),
        (Verb.REJECT, "c2", {}),
    ]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"申报号": "c9"}, "申报号"),
        ({"申报号": ""}, "申报号"),
        ({"申报地址": "改过"}, "申报地址"),
        ({"决定": "大概"}, "决定"),
        ({"决定": "认定", "地址编号": "a9"}, "地址编号"),
        ({"决定": "认定"}, "地址编号"),
    ],
)
def test_each_bad_cell_is_named(change: dict[str, str], column: str) -> None:
    now, rows = asked()
    rows[1] |= change
    answers = read_answers(rows, now, time=DAY, actor="clerk")
    assert [(f.row, f.column) for f in answers.faults] == [(3, column)]
    assert answers.events == []


def test_a_row_that_stands_twice_and_one_left_open() -> None:
    now, rows = asked()
    again = read_answers([rows[0], rows[0]], now, time=DAY, actor="clerk")
    assert [(f.row, f.column) for f in again.faults] == [(3, "申报号")]
    assert read_answers(rows, now, time=DAY, actor="clerk").open == 2
    english = question_rows(reconcile(now)[1], "en")
    english[0]["decision"] = "reject"
    assert len(read_answers(english, now, time=DAY, actor="clerk").events) == 1


def test_the_ledger_is_filed_and_read_back(register: Register, tmp_path: Path) -> None:
    register.append([
        door("d1", grid="61043100120301", village="营上村", households=["h1", "h2"], side="E"),
        named(Verb.ASSIGN, "a1", "12号"), *hung("P9", "a1", "d1"),
        event(Verb.CHECK, "P9", height_cm=201, side="right"),
        door("d2"), named(Verb.ASSIGN, "a2", "4号"), event(Verb.RETIRE, "a2"),
        event(Verb.CORRECT, "a1", number="12-1", text=f"{STREET}12号附1"),
    ])  # fmt: skip
    book = tmp_path / "台账.xlsx"
    rows = list(ledger_rows(register.state(), "zh"))
    tables.write(rows, book)
    second, first = (row.cells for row in tables.read(book))
    assert list(first) == [words.zh for words in COLUMNS.values()]
    assert (first["门牌号全称"], first["旧门牌号"], first["户数"]) == ("12号附1", "12号", "2")
    assert (first["门牌状态"], first["挂高（厘米）"]) == ("已验收", "201")
    assert (second["地址状态"], second["停用日期"]) == ("停用", DAY.isoformat())
