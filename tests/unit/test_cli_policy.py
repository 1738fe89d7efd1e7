"""The command line on policies: list, show, check, explain."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from doorplate.cli._app import app
from doorplate.numbering import load_policy, policy_names


def run(*args: str, lang: str = "en") -> Result:
    return CliRunner().invoke(app, ["--lang", lang, "policy", *args])


def test_list() -> None:
    lines = run("list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(policy_names())
    rows = [json.loads(line) for line in run("list", "--json", lang="zh").stdout.splitlines()]
    assert rows[0]["name"] == "beijing-2012"
    assert rows[0]["hash"] == load_policy("beijing-2012").hash
    assert "右单左双" in rows[0]["title"]


def test_show() -> None:
    found = json.loads(run("show", "harbin-metric-2010").stdout)
    assert found["counting"]["unit_cm"] == 200
    assert found["hash"] == load_policy("harbin-metric-2010").hash


def test_check(tmp_path: Path) -> None:
    assert "sound" in run("check", "default-v").stdout
    path = tmp_path / "own.toml"
    path.write_text('name = "own"\n[start]\nwhere = "here"\n', encoding="utf-8")
    refused = run("check", str(path))
    assert refused.exit_code == 3
    assert "own.toml:" in refused.stderr
    assert run("check").exit_code == 2


def test_check_names_the_fault_of_every_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(
            f'name = "{name}"\nversion = "1"\nodd = 3\n', "utf-8"
        )
    done = run("check", str(tmp_path / "a.toml"), "default-v", str(tmp_path / "b.toml"))
    assert done.exit_code == 3
    assert [line.split(":")[1].strip() for line in done.stderr.splitlines()] == [
        "a.toml",
        "b.toml",
    ]
    assert done.stdout.startswith("default-v: sound")


def test_a_shipped_file_is_the_start_of_ones_own(tmp_path: Path) -> None:
    text = run("show", "beijing-2012", "--toml").stdout
    own = tmp_path / "our-town.toml"
    own.write_text(text.replace('name = "beijing-2012"', 'name = "our-town"'), "utf-8")
    assert run("check", str(own)).exit_code == 0
    assert str(load_policy(own)).startswith("our-town")


def test_explain() -> None:
    english = run("explain", "beijing-2012").stdout
    assert "- Odd on the right, looking along the counting." in english
    chinese = run("explain", "beijing-2012", lang="zh").stdout
    assert "右单左双" in chinese
    missing = run("explain", "nowhere")
    assert missing.exit_code == 3
    assert "Choose one of: beijing-2012" in missing.stderr
