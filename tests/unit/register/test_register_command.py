"""`doorplate register …` as a clerk runs it."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from doorplate import tables
from doorplate.cli._app import app
from doorplate.register import Register, Verb
from register_samples import door, event, hung, named

Run = tuple[int, list[Any], str]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "台账.db"
    with Register.create(path) as register:
        register.append([
            door("d1", households=["h1"]), door("d2", households=["h2"]),
            named(Verb.ASSIGN, "a1", "1号"), named(Verb.ASSIGN, "a2", "3号"),
            *hung("p1", "a1", "d1"),
            event(Verb.CORRECT, "a2", number="5号", text="槐树街5号"),
        ])  # fmt: skip
    return path


def run(capsys: pytest.CaptureFixture[str], *args: object) -> Run:
    with pytest.raises(SystemExit) as end:
        app.main(["--lang", "zh", "register", *map(str, args)])
    out, err = capsys.readouterr()
    return int(end.value.code or 0), [json.loads(line) for line in out.splitlines()], err


def test_info_and_verify(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, [info], _ = run(capsys, "info", place)
    assert (code, info["events"], info["addresses"]) == (0, 10, {"assigned": 2})
    code, [proof], _ = run(capsys, "verify", place, "--anchor", f"10:{info['head']}")
    assert (code, proof["sound"], proof["head"]) == (0, True, info["head"])
    code, [proof], _ = run(capsys, "verify", place, "--anchor", f"10:{'0' * 64}")
    assert (code, proof["sound"]) == (1, False)
    assert run(capsys, "verify", place, "--anchor", "x")[0] == 3


@pytest.mark.parametrize("anchor", ["²:" + "a" * 64, "9" * 30 + ":" + "a" * 64, "", ":", "1:x"])
def test_an_anchor_that_is_none(
    place: Path, capsys: pytest.CaptureFixture[str], anchor: str
) -> None:
    code, _, err = run(capsys, "verify", place, "--anchor", anchor)
    assert (code, "序号:哈希" in err) == (3, True)


def test_from_nothing_to_a_ledger_by_decisions_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new, table = tmp_path / "new.db", tmp_path / "决定.csv"
    code, [made], _ = run(capsys, "create", new)
    assert (code, made["events"]) == (0, 0)
    assert run(capsys, "create", new)[0] == 3
    rows = [
        ("踏勘", "d1", {"scope": "槐树街"}, ""),
        ("核对", "a1", {"scope": "槐树街", "number": "5", "text": "槐树街5号", "door": "d1"},
         "户口簿12； 照片3;"),
    ]  # fmt: skip
    cells = [
        {"动作": verb, "对象": subject, "字段": json.dumps(fields, ensure_ascii=False),
         "凭证": documents, "决定": "采纳"}
        for verb, subject, fields, documents in rows
    ]  # fmt: skip
    tables.write(cells, table)
    assert run(capsys, "decide", new, table, "--day", "2022-07-08")[0] == 0
    history = run(capsys, "history", new, "a1")[1]
    assert [e["evidence"] for e in history] == [["户口簿12", "照片3"]]
    code, _, err = run(capsys, "history", new, "a9")
    assert (code, "没有 'a9'" in err) == (3, True)


def test_verify_names_the_first_bad_event(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(place) as raw:
        raw.execute("UPDATE events SET line = replace(line, '3号', '7号') WHERE seq = 4")
    raw.close()
    code, [proof], _ = run(capsys, "verify", place)
    assert (code, proof["first_bad"]) == (1, 4)


def test_audit_and_coverage(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found, err = run(capsys, "audit", place)
    assert (code, [f["kind"] for f in found]) == (1, ["NO_PLATE"])
    assert found[0]["remedy"] == "可用：订制、免挂"
    assert "问题 1 个" in err
    assert run(capsys, "audit", place, "-o", tmp_path / "findings.csv")[0] == 1
    assert "NO_PLATE" in (tmp_path / "findings.csv").read_text("utf-8-sig")
    code, found, _ = run(capsys, "coverage", place)
    assert (code, found[0]["door"], found[1]["household"]) == (1, "d2", "h2")
    with Register.open(place) as register:
        register.append([event(Verb.ORDER, "p2", address="a2")])
    assert run(capsys, "coverage", place, "--planned")[1][-1]["complete"]


def test_lookup_history_and_crosswalk(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, [meaning], _ = run(capsys, "lookup", place, "槐树街三号")
    assert (code, meaning["address"], meaning["now"]) == (0, "a2", "槐树街5号")
    assert run(capsys, "lookup", place, "槐树街5号", "--on", "2022-07-07")[1] == []
    assert run(capsys, "lookup", place, "槐树街5号", "--known", "2022-07-07")[1] == []
    assert [e["verb"] for e in run(capsys, "history", place, "a2")[1]] == ["assign", "correct"]
    [row] = run(capsys, "crosswalk", place)[1]
    assert (row["old_number"], row["new_number"]) == ("3号", "5号")


def test_export_and_import(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines, copy = tmp_path / "events.jsonl", tmp_path / "copy.db"
    assert run(capsys, "export", place, "-o", lines)[0] == 0
    assert run(capsys, "import", copy, lines)[1][0]["events"] == 10
    again = tmp_path / "again.jsonl"
    run(capsys, "export", copy, "-o", again)
    assert again.read_bytes() == lines.read_bytes()
    assert len(run(capsys, "export", copy)[1]) == 10
    assert run(capsys, "import", copy, lines)[0] == 3
    assert run(capsys, "import", tmp_path / "no.db", tmp_path / "absent")[0] == 3
    assert run(capsys, "export", place, "-o", tmp_path / "none" / "x.jsonl")[0] == 4


def test_lists_for_the_office_and_the_installer(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Register.open(place) as register:
        register.append([event(Verb.ORDER, "p2", address="a2")])
    assert [r["门牌号全称"] for r in run(capsys, "ledger", place)[1]] == ["1号", "5号"]
    code, [row], _ = run(capsys, "sort", place, "--walk", "zigzag")
    assert (code, row["门牌序号"], row["箱号"], row["位置"]) == (0, "p2", 1, 1)
    assert run(capsys, "ledger", place, "-o", tmp_path / "台账.xlsx")[0] == 0


def test_questions_and_answers(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Register.open(place) as register:
        register.append([event(Verb.CLAIM, "c1", source="水表", text="槐树街99号")])
    table = tmp_path / "问题.csv"
    code, _, err = run(capsys, "questions", place, "-o", table)
    assert (code, "待定 1 条" in err) == (0, True)
    filled = table.read_text("utf-8-sig").splitlines()
    head = filled[0].split(",")
    cells = filled[1].split(",")
    for decision, code in (("也许", 3), ("驳回", 0)):
        cells[head.index("决定")] = decision
        table.write_text("\n".join([filled[0], ",".join(cells)]), "utf-8-sig")
        assert run(capsys, "answers", place, table, "--day", "2022-07-09")[0] == code
    with Register.open(place) as register:
        assert register.state().claims["c1"].state == "rejected"
    assert run(capsys, "answers", place, table, "--day", "2022-07-09", "--link")[0] == 3


def test_migrate(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, [done], _ = run(capsys, "migrate", place)
    assert (code, done["events"]) == (0, 10)


def test_a_place_that_is_no_register(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no database" * 100)
    code, _, err = run(capsys, "info", text)
    assert (code, "不是台账" in err) == (3, True)
    assert run(capsys, "info", tmp_path / "absent.db")[0] == 3
