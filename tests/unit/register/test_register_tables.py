"""Claims matched and answered by a person; the ledger as an office files it."""

from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.utils
import pytest

from doorplate import tables
from doorplate.register import Event, Register, State, Verb, replay
from doorplate.register.answers import Answers, question_rows, read_answers
from doorplate.register.ledger_rows import COLUMNS, ledger_rows
from doorplate.register.reconcile import link_events, reconcile
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
    now = state(f" {PLACE}{STREET}77号 ", f"{PLACE}{STREET}88号\x07")
    return now, [dict(row) for row in question_rows(reconcile(now)[1], "zh")]


def answered(rows: list[dict[str, Any]], now: State) -> Answers:
    return read_answers(enumerate(rows, 2), now, time=DAY, actor="clerk")


def test_questions_go_out_and_answers_come_back_through_a_workbook(tmp_path: Path) -> None:
    now, rows = asked()
    rows[0] |= {"决定": "认定", "地址编号": "a1", "说明": "=现场核对"}
    rows[1] |= {"决定": "驳回"}
    book = tmp_path / "questions.xlsx"
    tables.write(rows, book)
    answers = read_answers(
        ((row.number, row.cells) for row in tables.read(book)), now, time=DAY, actor="clerk"
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
        ({"来源": "水表"}, "来源"),
        ({"申报地址": "改过"}, "申报地址"),
        ({"决定": "大概"}, "决定"),
        ({"决定": "认定", "地址编号": "a9"}, "地址编号"),
        ({"决定": "认定"}, "地址编号"),
        ({"地址编号": "a1", "候选地址": f"{PLACE}{STREET}2号"}, "候选地址"),
        ({"决定": "驳回", "候选地址": f"{PLACE}{STREET}2号"}, "地址编号"),
        ({"说明": "长" * 2_001}, "说明"),
    ],
)
def test_each_bad_cell_is_named(change: dict[str, str], column: str) -> None:
    now, rows = asked()
    rows[0] |= {"决定": "驳回"}
    rows[1] |= change
    answers = answered(rows, now)
    assert [(f.row, f.column) for f in answers.faults] == [(3, column)]
    assert all(f.text.zh and f.text.en and f.remedy.zh and f.remedy.en for f in answers.faults)
    assert answers.events == []


def test_every_bad_cell_of_a_row_is_named() -> None:
    now, rows = asked()
    rows[1] |= {"来源": "x", "申报地址": "y", "决定": "z", "地址编号": "a9"}
    named_ = [f.column for f in answered(rows, now).faults]
    assert named_ == ["来源", "申报地址", "地址编号", "决定"]


def test_a_missing_column_is_named_once() -> None:
    now, rows = asked()
    for row in rows:
        row["决 定"] = row.pop("决定")
    [fault] = answered(rows, now).faults
    assert (fault.row, fault.column) == (1, "决定")


def test_a_row_that_stands_twice_and_one_left_open() -> None:
    now, rows = asked()
    again = answered([rows[0], rows[0]], now)
    assert [(f.row, f.column) for f in again.faults] == [(3, "申报号")]
    assert answered(rows, now).open == 2
    english = question_rows(reconcile(now)[1], "en")
    english[0]["decision"] = "reject"
    assert len(answered(english, now).events) == 1


def test_what_was_decided_before_is_only_refused_where_it_is_decided_again() -> None:
    _, rows = asked()
    open_ = [event(Verb.CLAIM, f"c{i}", source="户籍", text=r["申报地址"]) for i, r in
             enumerate(rows, 1)]  # fmt: skip
    later = replay([*open_, event(Verb.REJECT, "c1")])
    assert answered(rows, later).faults == []
    rows[0] |= {"决定": "驳回"}
    assert [f.column for f in answered(rows, later).faults] == ["申报号"]


def claims(*more: Event) -> tuple[list[str], dict[str, tuple[str, str]]]:
    """What is clear and what is asked, of three doors with their households and some claims."""
    base = [
        e
        for i in (1, 2, 3)
        for e in (
            door(f"d{i}", households=[f"h{i}"]),
            named(Verb.VERIFY, f"a{i}", f"{i}号", text=f"{PLACE}{STREET}{i}号"),
        )
    ]
    rulings, questions = reconcile(replay([*base, *more]))
    return [r.claim for r in rulings], {q.claim: (q.address, q.why.zh) for q in questions}


def claim(subject: str, number: int, source: str = "户籍", **more: Any) -> Event:
    text = f"{PLACE}{STREET}{number}号"
    return event(Verb.CLAIM, subject, source=source, text=text, **more)


def test_a_claim_against_its_own_door_or_the_household_book_is_asked_about() -> None:
    clear, asked_ = claims(
        claim("c1", 1, door="d1", households=["h1"]),
        claim("c2", 2, door="d3"),
        claim("c3", 3, households=["h2"]),
    )
    assert clear == ["c1"]
    assert asked_ == {
        "c2": ("a2", "申报的门是 d3，该地址属于门 d2"),
        "c3": ("a3", "户 h2 在台账中属于门 d2"),
    }


def test_two_sources_that_disagree_are_both_asked_about_and_the_stronger_is_proposed() -> None:
    clear, asked_ = claims(
        claim("c1", 1, "公安", households=["h9"], grade=4),
        claim("c2", 2, "水表", households=["h9"], grade=1),
    )
    assert clear == []
    assert asked_ == {
        "c1": ("a1", f"水表称户 h9 在{PLACE}{STREET}2号"),
        "c2": ("a1", f"公安称户 h9 在{PLACE}{STREET}1号"),
    }
    linked = event(Verb.LINK, "c1", address="a1")
    first = claim("c1", 1, "公安", households=["h9"], grade=4)
    clear, asked_ = claims(first, linked, claim("c2", 2, "水表", households=["h9"]))
    assert (clear, list(asked_)) == ([], ["c2"])


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
    assert (first["街侧"], first["门侧"], second["街侧"]) == ("东", "右", "")
    assert (second["地址状态"], second["停用日期"]) == ("停用", DAY.isoformat())


def test_the_ledger_is_ready_for_the_office_printer(register: Register, tmp_path: Path) -> None:
    register.append([door("d1"), named(Verb.ASSIGN, "a1", "12号")])
    book = tmp_path / "台账.xlsx"
    columns = tuple(words.zh for words in COLUMNS.values())
    tables.write(ledger_rows(register.state(), "zh"), book, columns=columns)
    sheet: Any = openpyxl.load_workbook(book).active
    assert tuple(cell.value for cell in sheet[1]) == columns
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:{last(columns)}2")
    assert sheet.print_title_rows == "$1:$1"
    page = sheet.page_setup
    assert (page.paperSize, page.orientation) == (9, "landscape")
    assert (page.fitToWidth, page.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.center.text == "&P / &N"


def last(columns: tuple[str, ...]) -> str:
    return openpyxl.utils.get_column_letter(len(columns))


def test_the_ledger_comes_back_from_a_workbook_cell_by_cell(
    register: Register, tmp_path: Path
) -> None:
    register.append([
        door("d1", village="=营上村", grid="+1", side="left"),
        named(Verb.ASSIGN, "a1", "12号", text="@槐树街 “12号”", code="0012", note="-"),
        *hung("P-0007", "a1", "d1"), door("d2"), named(Verb.ASSIGN, "0002", "1号", "d2"),
    ])  # fmt: skip
    rows = list(ledger_rows(register.state(), "zh"))
    for name in ("台账.xlsx", "台账.csv"):
        tables.write(rows, tmp_path / name)
        back = [dict(row.cells) for row in tables.read(tmp_path / name)]
        assert back == [
            {k: "" if v is None else str(v) for k, v in row.items()} for row in rows
        ]
