"""The command line on texts and lists: parse, dedupe, link, explain."""

import json
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from doorplate import tables
from doorplate._text import Text
from doorplate.address import Address, Span
from doorplate.cli._app import COMMANDS, app
from doorplate.cli.dedupe import _reasons
from doorplate.cli.parse import as_record, readable
from doorplate.match import Cluster, Decision, Finding
from doorplate.normalize import Candidate, Parsed, ParseWarning

LIST = """序号,户编号,地址
1,H1,普集街道营上村12号附1
2,H2,普集街道营上村12-1号
3,H3,普集街道营上村21号
4,H4,
"""


def run(*args: str, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["--lang", "en", *args], input=text)


def records(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    return [dict(row.cells) for row in tables.read(path)]


# parse --------------------------------------------------------------------------------------


def test_parse_arguments_as_json_where_there_is_no_terminal() -> None:
    result = run("parse", "武功县普集街道营上村3组12号附1")
    (record,) = records(result)
    assert record["address"]["number"] == "12号"
    assert record["address"]["subnumber"] == "附1"
    spans = {c["level"]: record["text"][c["start"] : c["end"]] for c in record["components"]}
    assert (spans["district"], spans["number"]) == ("武功县", "12号")
    assert (result.exit_code, result.stderr) == (0, "")


def test_parse_lines_and_objects_from_a_pipe() -> None:
    lines = '\ufeff普集街道营上村12号\n\n{"id": 7, "text": "营上村5号"}\n{"id": 8}\n{"a\n'
    result = run("parse", text=lines.encode())
    found = records(result)
    assert [r.get("id") for r in found] == [None, 7, 8, None]
    assert found[1]["address"]["number"] == "5号"
    assert found[2]["error"] == "no key text or address"
    assert found[3]["text"] == '{"a'
    assert result.exit_code == 1
    assert "4 texts" in result.stderr


def test_parse_of_a_pipe_in_another_encoding_is_bad_input() -> None:
    result = run("parse", text="营上村12号\n".encode("gb18030"))
    assert result.exit_code == 3
    assert "line 1 is not UTF-8" in result.stderr


def test_parse_a_file_into_a_table(listed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    result = run("parse", "--file", str(listed), "-o", str(out))
    rows = rows_of(out)
    assert [(row["row"], row["number"], row["subnumber"]) for row in rows] == [
        ("2", "12号", "附1"),
        ("3", "12号", "附1"),
        ("4", "21号", ""),
        ("5", "", ""),
    ]
    assert "4 texts, 3 down to a number, 1 unread" in result.stderr
    assert result.exit_code == 1


def test_parse_names_the_option_for_a_missing_column(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("姓名,电话\na,b\n", encoding="utf-8")
    result = run("parse", "--file", str(path))
    assert result.exit_code == 3
    assert "姓名 · 电话" in result.stderr
    assert "--text COLUMN" in result.stderr


def test_parse_takes_texts_or_a_file(listed: Path) -> None:
    result = run("parse", "x", "--file", str(listed))
    assert (result.exit_code, "not both" in result.stderr) == (2, True)


def test_parse_says_what_is_too_long_and_goes_on() -> None:
    result = run("parse", text=f"{'长' * 20_000}\n营上村5号\n")
    first, second = records(result)
    assert "characters" in first["error"]
    assert second["address"]["number"] == "5号"


def test_parse_for_a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doorplate.cli.parse._on_terminal", lambda: True)
    lines = run("parse", "普集街道营上村12号", "长" * 20_000).stdout.splitlines()
    assert "普集街道营上村12号" in lines[0]
    assert "  number  12号" in lines
    assert "characters" in lines[-1]


# dedupe -------------------------------------------------------------------------------------


def test_dedupe_gives_a_row_for_every_row(listed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    result = run("dedupe", str(listed), "--id", "序号", "--text", "地址", "-o", str(out))
    assert result.exit_code == 0, result.stderr
    rows = rows_of(out)
    assert list(rows[0]) == [
        "record_id",
        "cluster_id",
        "canonical",
        "confidence",
        "decision",
        "reasons",
    ]
    assert [(r["record_id"], r["cluster_id"], r["decision"]) for r in rows] == [
        ("1", "1", "merged"),
        ("2", "1", "merged"),
        ("3", "3", "single"),
        ("4", "4", "reject"),
    ]
    assert "4 rows" in result.stderr
    assert "1 not readable" in result.stderr


def test_dedupe_of_a_pipe() -> None:
    lines = '{"id": "a", "text": "营上村12号"}\n{"id": "b", "text": "营上村十二号"}\n'
    found = records(run("dedupe", "-", text=lines))
    assert [(r["record_id"], r["cluster_id"]) for r in found] == [("a", "a"), ("b", "a")]


def test_dedupe_without_ids_counts_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text("营上村12号\n营上村12号\n", encoding="utf-8")
    assert [r["record_id"] for r in records(run("dedupe", str(path)))] == ["R1", "R2"]


def test_dedupe_refuses_an_id_twice(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,address\n1,营上村1号\n1,营上村2号\n", encoding="utf-8")
    result = run("dedupe", str(path))
    assert (result.exit_code, "rows 2 and 3 both have the id 1" in result.stderr) == (3, True)


def test_parse_with_places(tmp_path: Path) -> None:
    places = tmp_path / "places.csv"
    places.write_text("note,district,road\nx,武功县,三十米\nx,,\n", encoding="utf-8")
    (found,) = records(run("parse", "三十米8号", "--json", "--places", str(places)))
    assert found["address"] == {"road": "三十米", "number": "8号"}
    for cells, fault in {
        "a,b\n武功县,三十米\n": "no column of the place list is a level",
        "town,road\n普集街道,三十米\n": "row 1: 普集街道 is unknown or ambiguous",
    }.items():
        places.write_text(cells, encoding="utf-8")
        result = run("parse", "三十米8号", "--places", str(places))
        assert (result.exit_code, fault in result.stderr) == (3, True)
        assert str(places) in result.stderr


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ("地点表,\ndistrict,road\n武功县,三十米\n", ""),
        ("district,road\n武功县,三十米\n\n武功县,街路\n", ""),
        ("district,road\n武功县,三十米\n街巷,街路\n", "row 2: 街巷 is unknown"),
        ("district,road\n武功县,三十米,x,y,z,w\n", "row 2: 6 cells under 2 columns"),
        ("武功县,三十米\ndistrict,road\n", "row 1 stands above the column names"),
    ],
)
def test_a_place_list_is_read_by_its_names(tmp_path: Path, cells: str, fault: str) -> None:
    """Rows wider than the header, or with the usual names of columns in them, are no header."""
    places = tmp_path / "places.csv"
    places.write_text(cells, encoding="utf-8")
    result = run("parse", "三十米8号", "--json", "--places", str(places))
    assert (result.exit_code, fault in result.stderr) == (3 if fault else 0, True)
    if not fault:
        (found,) = records(result)
        assert found["address"] == {"road": "三十米", "number": "8号"}


def test_a_place_list_is_read_alike_by_every_command(listed: Path, tmp_path: Path) -> None:
    places = tmp_path / "places.csv"
    places.write_text("营上村,普集街道\ntown,village\n", encoding="utf-8")
    result = run("dedupe", str(listed), "--places", str(places))
    assert "row 1 stands above the column names" in result.stderr


@pytest.mark.parametrize(
    "args",
    [["dedupe", "IN"], ["link", "IN", "IN"], ["parse", "--file", "IN", "--text", "地址"]],
)
def test_no_result_takes_the_place_of_its_input(args: list[str], listed: Path) -> None:
    before = listed.read_bytes()
    result = run(*[str(listed) if arg == "IN" else arg for arg in args], "-o", str(listed))
    assert result.exit_code == 4
    assert "would replace its input" in result.stderr
    assert listed.read_bytes() == before


def test_dedupe_with_places(listed: Path, tmp_path: Path) -> None:
    places = tmp_path / "places.csv"
    places.write_text("town,village\n普集街道,营上村\n", encoding="utf-8")
    assert run("dedupe", str(listed), "--places", str(places)).exit_code == 0
    places.write_text("a,b\n普集街道,营上村\n", encoding="utf-8")
    assert run("dedupe", str(listed), "--places", str(places)).exit_code == 3


def test_dedupe_rejects_a_faulty_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,address\n1,营上村1号,x\n", encoding="utf-8")
    (found,) = records(run("dedupe", str(path)))
    assert (found["decision"], "3 cells" in found["reasons"]) == ("reject", True)


def test_dedupe_rejects_a_text_too_long_to_be_an_address(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"id,address\n1,{'长' * 20_000}\n", encoding="utf-8")
    (found,) = records(run("dedupe", str(path)))
    assert (found["decision"], "characters" in found["reasons"]) == ("reject", True)


# link, explain ------------------------------------------------------------------------------


def test_link_gives_a_row_for_every_row_on_the_left(listed: Path, tmp_path: Path) -> None:
    right = tmp_path / "right.csv"
    right.write_text("door,text\nD9,普集街道营上村12号之一\nD8,\n", encoding="utf-8")
    out = tmp_path / "links.csv"
    args = ["--id", "序号", "--text", "地址", "--right-id", "door", "--right-text", "text"]
    result = run("link", str(listed), str(right), *args, "-o", str(out))
    assert result.exit_code == 0, result.stderr
    rows = rows_of(out)
    assert [r["left_id"] for r in rows] == ["1", "2", "3", "4"]
    assert (rows[0]["right_id"], rows[0]["relation"]) == ("D9", "same_door")
    assert rows[2]["right_id"] == ""
    assert rows[3]["relation"] == "reject"
    assert "2 rows on the right, 1 not readable" in result.stderr


def test_explain_shows_every_component() -> None:
    result = run("explain", "普集街道营上村12号", "营上村21号")
    assert result.exit_code == 0
    assert "Conclusion: different" in result.stdout
    assert "number" in result.stdout
    assert json.loads(run("explain", "--json", "营上村12号", "营上村12号").stdout)["relation"]


def test_explain_of_too_much_is_bad_input() -> None:
    assert run("explain", "长" * 20_000, "营上村1号").exit_code == 3


# Help and language --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["parse", "dedupe", "link", "explain"])
def test_every_command_has_help_with_examples_in_both_languages(name: str) -> None:
    english = CliRunner().invoke(app, ["--lang", "en", name, "--help"]).stdout
    chinese = CliRunner().invoke(app, ["--lang", "zh", name, "--help"]).stdout
    assert f"Usage: doorplate {name} [OPTIONS]" in english
    assert f"用法：doorplate {name} [选项]" in chinese
    for page, word in ((english, "Examples:"), (chinese, "例子:")):
        assert f"{word}\n  doorplate {name} " in page
    assert english.isprintable() is False
    assert "显示本说明" in chinese


@pytest.mark.parametrize("name", ["keys", "policy", "register"])
def test_groups_list_their_commands_in_both_languages(name: str) -> None:
    english = CliRunner().invoke(app, ["--lang", "en", name, "--help"]).stdout
    chinese = CliRunner().invoke(app, ["--lang", "zh", name, "--help"]).stdout
    assert f"Usage: doorplate {name} [OPTIONS] COMMAND" in english
    assert f"用法：doorplate {name} [选项] 命令" in chinese
    assert "\nCommands:\n" in english
    assert "\n命令:\n" in chinese


def test_the_root_lists_its_commands_and_codes() -> None:
    page = CliRunner().invoke(app, ["--lang", "zh", "--help"]).stdout
    assert "  dedupe " in page
    assert "130" in page
    assert CliRunner().invoke(app, []).exit_code == 2


@pytest.mark.parametrize(
    "args",
    [
        ("--lang", "en", "policy", "list"),
        ("policy", "--lang", "en", "list"),
        ("policy", "list", "--lang", "en"),
        ("--lang", "zh", "policy", "list", "--lang", "en"),
    ],
    ids=" ".join,
)
def test_the_language_may_be_chosen_anywhere(args: tuple[str, ...]) -> None:
    page = CliRunner().invoke(app, args, env={"LANG": "zh_CN.UTF-8"}).stdout
    assert "Default V: left odd" in page


def test_the_language_of_the_environment_is_the_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "用法错误：没有命令 nope" in CliRunner().invoke(app, ["nope"]).stderr
    monkeypatch.setenv("LC_ALL", "C")
    assert "Error: No such command 'nope'" in CliRunner().invoke(app, ["nope"]).stderr


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["dedupe"], "缺少 'IN'"),
        (["dedupe", "x.csv", "--nope"], "没有选项 --nope"),
        (["keys", "check", "x", "--root", "y", "--seen-seq", "z"], "'--seen-seq' 的值不对"),
        ([], "缺少命令"),
    ],
)
def test_wrong_use_in_chinese(args: list[str], says: str) -> None:
    result = CliRunner().invoke(app, ["--lang", "zh", *args])
    assert result.exit_code == 2
    assert says in result.stderr


def test_a_subcommand_is_imported_only_when_it_runs() -> None:
    for entry in COMMANDS.values():
        sys.modules.pop(f"doorplate.cli.{entry.module}", None)
    CliRunner().invoke(app, ["--help"])
    loaded = [n for n, e in COMMANDS.items() if f"doorplate.cli.{e.module}" in sys.modules]
    assert loaded == []


def test_the_version() -> None:
    assert run("--version").stdout.startswith("doorplate ")


# Terminals, threads, doubt -------------------------------------------------------------------


def test_progress_shows_on_a_terminal_and_leaves_the_result_alone(
    listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("doorplate.cli._io._on_terminal", lambda: True)
    result = run("dedupe", str(listed))
    assert len(records(result)) == 4
    assert "read" in result.stderr


def test_the_command_runs_in_a_thread_too() -> None:
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(run("--version").exit_code))
    thread.start()
    thread.join()
    assert codes == [0]


def test_completion_of_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_DOORPLATE_COMPLETE", "bash_source")
    assert "complete" in run().stdout


def test_other_readings_and_unread_parts_are_shown() -> None:
    address = Address.of(village="凹里村", number="5号")
    rest = Address(address.components, (Span("rest", "??", 5, 7),))
    warning = ParseWarning("unknown_village", Text("没有这个村", "no such village"))
    readings = (Candidate(rest, 0.5), Candidate(address, 0.5))
    parsed = Parsed("凹里村5号??", readings, (warning,), 0.5, ambiguous=True)
    record = as_record(parsed, "zh")
    assert record["candidates"] == [{"canonical": "凹里村5号", "score": 0.5}] * 2
    lines = readable(record, "zh").splitlines()
    assert lines[0] == "凹里村5号  (0.50)"
    assert lines[-3:] == ["  ? ??", "  ! 没有这个村", "  另一读法  凹里村5号  (0.50)"]


def test_doors_that_may_be_one_are_named() -> None:
    cluster = Cluster(("1",), Finding(Address(), 0.6, Decision.REVIEW, (), ("7", "9")))
    assert _reasons(cluster, "en") == "may be one door with 7 9"
    assert _reasons(cluster, "zh") == "可能同门：7 9"
