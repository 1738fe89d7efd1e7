"""`doorplate register …` from the order to the wall, from findings to decisions and proof."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from doorplate import tables
from doorplate.cli._app import app
from doorplate.cli.register import register_group
from doorplate.encode import KeyPair, KeyRecord, KeySet, KeyUse, write_key
from doorplate.encode.suites import fingerprint
from doorplate.register import Register, State, Verb, coverage
from register_samples import door, event, hung, named

Run = tuple[int, list[Any], str]
ON = ("--day", "2022-07-20")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Four doors with addresses; no plate yet."""
    path = tmp_path / "台账.db"
    with Register.create(path) as register:
        register.append([
            *(door(f"d{i}", households=[f"h{i}"], order=i, grid="g1") for i in range(1, 5)),
            *(named(Verb.VERIFY, f"a{i}", f"{i}号") for i in range(1, 5)),
        ])  # fmt: skip
    return path


def run(capsys: pytest.CaptureFixture[str], *args: object, lang: str = "zh") -> Run:
    with pytest.raises(SystemExit) as end:
        app.main(["--lang", lang, "register", *map(str, args)])
    out, err = capsys.readouterr()
    return int(end.value.code or 0), [json.loads(line) for line in out.splitlines()], err


def test_from_the_order_to_the_wall(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "订单.xlsx"
    code, _, err = run(
        capsys, "order", place, *ON, "--prefix", "WG", "--size", "中", "-o", book
    )
    assert (code, "新订 4 块，清单 4 块" in err) == (0, True)
    rows = [dict(row.cells) for row in tables.read(book)]
    assert [r["门牌序号"] for r in rows] == [f"WG00000{i}" for i in range(1, 5)]
    assert rows[0] == {
        "门牌序号": "WG000001", "门牌号": "1号", "地址全称": "槐树街1号",
        "街路巷（组）": "槐树街",
        "门牌规格": "中", "用途": "主牌", "二维码内容": "",
    }  # fmt: skip
    assert "新订 0 块，清单 4 块" in run(capsys, "order", place, *ON, "-o", book)[2]
    for step in ("make", "receive"):
        assert run(capsys, "plates", place, step, "--from", book, *ON)[0] == 0
    assert run(capsys, "plates", place, "sort", "WG000001", *ON)[0] == 0
    assert run(capsys, "order", place, *ON, "--list")[1] == []
    code, [answer], _ = run(capsys, "scan", place, "WG000001", "d2")
    assert (code, answer["result"], answer["expected"]) == (1, "wrong_door", "d1")
    assert run(capsys, "scan", place, "WG000001", "d1")[1][0]["verb"] == "hang"
    records = tmp_path / "安装.xlsx"
    found = [("WG000001", "d1"), ("WG000003", "d2"), ("WG000002", "d2"), ("X", "d4")]
    tables.write(
        [{"门牌序号": p, "门编号": d, "挂高（厘米）": 200, "距门框（厘米）": 20, "门侧": "右"}
         for p, d in found], records,
    )  # fmt: skip
    code, refused, err = run(capsys, "install", place, records, *ON)
    assert (code, "写入 2 条，不对 2 条" in err) == (1, True)
    assert [(r["row"], r["plate"], r["result"]) for r in refused] == [
        (3, "WG000003", "wrong_door"), (5, "X", "unknown"),
    ]  # fmt: skip
    assert run(capsys, "mounting", place)[:2] == (0, [])
    code, misfits, _ = run(capsys, "mounting", place, "--height", 180, "--side", "left")
    assert (code, [m["field"] for m in misfits]) == (1, ["height_cm", "side"] * 2)
    assert run(capsys, "coverage", place)[1][-1]["covered"] == 2


def test_records_follow_one_another(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A plate hung at its door and then read at another one is noted there, for the audit."""
    with Register.open(place) as register:
        register.append(hung("p1", "a1", "d1")[:-1])
    records = tmp_path / "安装.csv"
    rows = [{"plate serial": "p1", "door id": d} for d in ("d1", "d2", "d1")]
    tables.write(rows, records)
    code, refused, _ = run(capsys, "install", place, records, *ON, lang="en")
    assert (code, [r["result"] for r in refused]) == (1, ["hangs_elsewhere"])
    with Register.open(place) as register:
        verbs = [e.verb for e in register.events("p1")][-3:]
    assert verbs == [Verb.HANG, Verb.SCAN, Verb.CHECK]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"门牌序号": ""}, "门牌序号"),
        ({"门编号": ""}, "门编号"),
        ({"挂高（厘米）": "两米"}, "挂高（厘米）"),
        ({"挂高（厘米）": "20000"}, "挂高（厘米）"),
        ({"距门框（厘米）": "-1"}, "距门框（厘米）"),
        ({"门侧": "上"}, "门侧"),
        ({"照片摘要": "a" * 201}, "照片摘要"),
    ],
)
def test_a_bad_cell_of_an_installation_record_is_named(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    change: dict[str, str], column: str,
) -> None:  # fmt: skip
    records = tmp_path / "安装.xlsx"
    row = {"门牌序号": "p1", "门编号": "d1", "挂高（厘米）": "200", "距门框（厘米）": "20",
           "门侧": "", "照片摘要": ""}  # fmt: skip
    tables.write([row, {**row, **change}], records)
    code, _, err = run(capsys, "install", place, records, *ON)
    assert (code, f"安装.xlsx[doorplate]:3 {column}：" in err) == (3, True)
    assert len(err.splitlines()) == 1


def test_a_table_without_its_columns(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "x.csv"
    tables.write([{"address": "槐树街1号", "x": "1"}], sheet)
    code, _, err = run(capsys, "install", place, sheet, *ON)
    assert (code, err.count("缺少这一列")) == (3, 2)
    assert run(capsys, "plates", place, "make", "--from", sheet, *ON)[0] == 3
    assert run(capsys, "decide", place, sheet, *ON)[0] == 3
    assert run(capsys, "answers", place, sheet, *ON)[0] == 3


def test_proposals_go_out_and_decisions_come_back(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Register.open(place) as register:
        register.append([
            *hung("p1", "a1", "d2"), event(Verb.DEMOLISH, "d3"),
            named(Verb.PROPOSE, "a9", "9号", "d4", grade=1),
        ])  # fmt: skip
        before = register.head
    book = tmp_path / "提案.xlsx"
    code, _, err = run(capsys, "propose", place, "-o", book)
    assert (code, "有提案 3 个" in err) == (0, True)
    with Register.open(place) as register:
        assert register.head == before
    rows = [dict(row.cells) for row in tables.read(book)]
    assert [(r["问题"], r["动作"], r["对象"]) for r in rows] == [
        ("DUP_DOOR", "清理", "a9"), ("DOOR_GONE", "停用", "a3"),
        ("PLATE_MISMATCH", "重挂", "p1"),
    ]  # fmt: skip
    for row, decision in zip(rows, ("采纳", "不采纳", ""), strict=True):
        row["决定"] = decision
    tables.write(rows, book)
    code, _, err = run(capsys, "decide", place, book, *ON)
    assert (code, "写入 1 条，未定 1 条" in err) == (0, True)
    with Register.open(place) as register:
        state = register.state()
        assert (state.addresses["a9"].state, state.addresses["a3"].state) == ("void", "active")
    code, _, err = run(capsys, "decide", place, book, *ON)
    assert (code, "不能清理" in err) == (3, True)


BAD_DECISIONS = [
    ({"动作": "跳舞"}, "动作"),
    ({"对象": ""}, "对象"),
    ({"字段": "[1]"}, "字段"),
    ({"字段": "{"}, "字段"),
    ({"决定": "也许"}, "决定"),
]


@pytest.mark.parametrize(("change", "column"), BAD_DECISIONS)
def test_a_bad_cell_of_a_decision_is_named_and_nothing_is_written(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    change: dict[str, str], column: str,
) -> None:  # fmt: skip
    book = tmp_path / "提案.xlsx"
    row = {"问题": "", "情况": "", "依据": "拆迁", "动作": "停用", "对象": "a1", "字段": "",
           "决定": "采纳"}  # fmt: skip
    tables.write([row, {**row, "对象": "a2", **change}], book)
    code, _, err = run(capsys, "decide", place, book, *ON)
    assert (code, f"提案.xlsx[doorplate]:3 {column}：" in err) == (3, True)
    with Register.open(place) as register:
        assert register.head.seq == 8


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"动作": "上墙", "对象": "p1", "字段": '{"door": "d1"}'}, "不能上墙"),
        ({"动作": "新编", "对象": "a9", "字段": '{"scope": "槐树街", "number": "9", '
          '"text": "槐树街9号", "door": "d9"}'}, "台账中没有门 'd9'"),
        ({"动作": "新编", "对象": "a9", "字段": '{"scope": "槐树 街", "number": "1", '
          '"text": "槐树街1号", "door": "d2"}'}, "由 a1 占用"),
        ({"动作": "清理", "对象": "a1", "字段": ""}, "不能清理"),
        ({"动作": "更正", "对象": "a1", "字段": '{"colour": "red"}'}, "没有字段"),
    ],
)  # fmt: skip
def test_what_the_register_forbids_is_one_clear_line(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    row: dict[str, str], said: str,
) -> None:  # fmt: skip
    book = tmp_path / "决定.csv"
    good = {"动作": "停用", "对象": "a4", "字段": "", "决定": "采纳"}
    tables.write([good, {**row, "决定": "采纳"}], book)
    code, _, err = run(capsys, "decide", place, book, *ON)
    assert (code, said in err, len(err.splitlines())) == (3, True, 1)
    with Register.open(place) as register:
        assert register.head.seq == 8
        register.verify()


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path, str]:
    """A status key, a key set that holds it, and the fingerprint of its root."""
    status, root = KeyPair.generate(), KeyPair.generate()
    record = KeyRecord(
        status.suite, status.public, "武功县公安局", ("dz.example.cn/",), ("610431",),
        date(2022, 1, 1), date(2023, 1, 1), date(2042, 1, 1), use=KeyUse.STATUS,
    )  # fmt: skip
    made = KeySet.of([record], issued=date(2022, 1, 1), next_update=date(2023, 1, 1))
    key, keyset, password = (tmp_path / n for n in ("status.key", "keys.json", "password"))
    write_key(key, status, "open sesame")
    keyset.write_bytes(made.write(root.signer()))
    password.write_text("open sesame\n")
    monkeypatch.setenv("DOORPLATE_KEY_PASSWORD_FILE", str(password))
    return key, keyset, fingerprint(root.suite, root.public)


def test_a_statement_is_signed_and_counted_again(
    place: Path, tmp_path: Path, keys: tuple[Path, Path, str],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    key, keyset, root = keys
    out = tmp_path / "statement.json"
    sign = ("statement", place, "--division", "610431001203", "--key", key, *ON, "-o", out)
    check = ("recount", place, out, "--keys", keyset, "--root", root)
    assert run(capsys, *sign)[0] == 1
    code, [told], _ = run(capsys, *check)
    assert (code, told["holds"], told["complete"], told["uncovered"]) == (0, True, False, 4)
    with Register.open(place) as register:
        register.append([e for i in range(1, 5) for e in hung(f"p{i}", f"a{i}", f"d{i}")])
        assert coverage(register.state()).complete
    code, [told], _ = run(capsys, *check)
    assert (code, told["holds"], told["covered"]) == (0, True, 0)
    code, _, err = run(capsys, *sign)
    assert (code, "应挂 4，已挂 4" in err) == (0, True)
    code, [told], _ = run(capsys, *check)
    assert (code, told["holds"], told["complete"], told["events"]) == (0, True, True, 28)
    other = tmp_path / "other.db"
    Register.create(other).close()
    code, [told], _ = run(capsys, "recount", other, *check[2:])
    assert (code, told["holds"]) == (1, False)
    assert run(capsys, *check[:-1], "00" * 32)[0] == 3


@pytest.mark.parametrize("command", ["order", "install", "answers", "statement"])
def test_a_clerk_who_was_overtaken_is_told_and_writes_nothing(
    place: Path, tmp_path: Path, keys: tuple[Path, Path, str], command: str,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Another clerk writes right behind the moment in which this one has read the register."""
    with Register.open(place) as register:
        claim = event(Verb.CLAIM, "c1", source="水表", text="槐树街99号")
        register.append([*hung("p1", "a1", "d1")[:-1], claim])
    records, answers = tmp_path / "安装.csv", tmp_path / "问题.csv"
    tables.write([{"门牌序号": "p1", "门编号": "d1"}], records)
    run(capsys, "questions", place, "-o", answers)
    rows = [{**row.cells, "决定": "驳回"} for row in tables.read(answers)]
    tables.write(rows, answers)
    out, read = tmp_path / "out.json", Register.state

    def overtaken(register: Register) -> State:
        seen = read(register)
        with Register.open(place) as other:
            other.append([event(Verb.EXCUSE, "d2", excuse="vacant")])
        return seen

    monkeypatch.setattr(Register, "state", overtaken)
    more: dict[str, tuple[object, ...]] = {
        "order": (), "install": (records,), "answers": (answers,),
        "statement": ("--division", "610431001203", "--key", keys[0], "-o", out),
    }  # fmt: skip
    code, _, err = run(capsys, command, place, *more[command], *ON)
    assert (code, "没有写入任何内容" in err) == (3, True)
    assert not out.exists()
    with Register.open(place) as register:
        assert [e.verb for e in register.events()][-2:] == [Verb.CLAIM, Verb.EXCUSE]


def test_a_statement_that_cannot_be_written_leaves_nothing(
    place: Path, tmp_path: Path, keys: tuple[Path, Path, str],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """A folder stands where the file should; nothing may stay beside it."""
    out = tmp_path / "out" / "statement.json"
    out.mkdir(parents=True)
    sign = ("statement", place, "--division", "610431001203", "--key", keys[0], *ON)
    code, _, err = run(capsys, *sign, "-o", out)
    assert (code, str(out) in err) == (4, True)
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize("name", sorted(register_group.commands))
def test_every_command_has_help_in_both_languages(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = {}
    for lang in ("zh", "en"):
        with pytest.raises(SystemExit) as end:
            app.main(["--lang", lang, "register", name, "--help"])
        assert end.value.code == 0
        pages[lang] = capsys.readouterr().out
    assert ("例子" in pages["zh"], "Examples" in pages["en"]) == (True, True)
    assert pages["zh"] != pages["en"]


def test_a_failed_export_leaves_nothing(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    folder = tmp_path / "out"
    folder.mkdir()

    def broken(_self: Register) -> Any:
        yield "{}"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Register, "lines", broken)
    code, _, err = run(capsys, "export", place, "-o", folder / "events.jsonl")
    assert (code, "No space left" in err) == (4, True)
    assert list(folder.iterdir()) == []
