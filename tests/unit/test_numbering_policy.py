"""Policies: loaded by name and by path, refused by line, explained."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from doorplate.errors import PolicyError
from doorplate.numbering import (
    Policy,
    Scope,
    assign,
    explain_policy,
    load_policy,
    parse_policy,
    policy_names,
)
from doorplate.numbering.load import line_of


def source(name: str) -> str:
    folder = files("doorplate.numbering").joinpath("policies")
    return folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")


def refused(text: str) -> PolicyError:
    with pytest.raises(PolicyError) as caught:
        parse_policy(text, where="own.toml")
    return caught.value


def test_the_shipped_policies() -> None:
    assert policy_names() == (
        "beijing-2012",
        "default-v",
        "fujian-type",
        "fuyang-compass",
        "hainan-2013",
        "harbin-metric-2010",
        "shanghai-lane",
        "taiwan-left-odd",
    )


@pytest.mark.parametrize("name", policy_names())
def test_each_cites_its_source_and_says_what_is_open(name: str) -> None:
    policy = load_policy(name)
    assert policy.name == name
    assert policy.source.title
    assert policy.source.open
    sentences = explain_policy(policy)
    assert policy.source.title in sentences[0].zh
    assert len({s.en for s in sentences}) == len(sentences)
    for _, line in policy.source.open:
        assert any(line in s.en for s in sentences)


@pytest.mark.parametrize("name", [5, b"default-v", "a\0.toml"], ids=repr)
def test_what_names_no_policy_is_refused(name: Any) -> None:
    with pytest.raises(PolicyError) as caught:
        load_policy(name)
    assert caught.value.remedy.zh


def test_the_hash_follows_every_parameter() -> None:
    policy = load_policy("default-v")
    assert len(policy.hash) == 64
    assert parse_policy(source("default-v")).hash == policy.hash
    changed = source("default-v").replace("maximum = 99", "maximum = 98")
    assert parse_policy(changed).hash != policy.hash
    hashes = {load_policy(n).hash for n in policy_names()}
    assert len(hashes) == len(policy_names())


def test_there_is_no_silent_default() -> None:
    nothing: Any = None
    for missing in (nothing, ""):
        with pytest.raises(PolicyError, match="beijing-2012 default-v"):
            load_policy(missing)
    unnamed: Any = assign
    for run in (lambda: assign([], nothing, scopes=[]), lambda: unnamed([], scopes=[])):
        with pytest.raises(PolicyError, match="Choose one of: beijing-2012"):
            run()
    with pytest.raises(PolicyError, match="no policy is called nowhere"):
        load_policy("nowhere")


def test_an_own_file(tmp_path: Path) -> None:
    path = tmp_path / "town.toml"
    text = source("default-v").replace('name = "default-v"', 'name = "town"')
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert str(load_policy(path)) == "town 1.0.0"
    assert str(load_policy(str(path))) == "town 1.0.0"
    with pytest.raises(PolicyError, match="cannot be read"):
        load_policy(tmp_path / "absent.toml")


CONTRADICTIONS = [
    ('from_sectors = ["N", "E", "NE", "NW"]', 'from_sectors = ["N", "S", "NE", "NW"]'),
    ("tolerance = 22", "tolerance = 30"),
    ('mode = "left_odd"', 'mode = "compass"\nodd = ["N", "S", "NE", "NW"]'),
    ('mode = "left_odd"', 'mode = "left_odd"\nodd = ["N"]'),
    ('mode = "sequence"', 'mode = "nearest"\nunit_cm = 0'),
    ('mode = "sequence"', 'mode = "sequence"\nunit_cm = 200'),
    ('mode = "sequence"', 'mode = "sequence"\nstep = 2'),
    ("alley_mouth = 1", "alley_mouth = 1\n\n[skip]\nendings = [1, 3, 5, 7, 9]"),
    ("alley_mouth = 1", "alley_mouth = 1\n\n[skip]\nforbidden = true\nendings = [4]"),
    ("maximum = 99", "maximum = 0"),
    ("allowed = true", "allowed = false"),
    ("target = 185", "target = 185\nmaximum = 100"),
    ("target = 185", "target = 185\nminimum = 200"),
    ("target = 185", 'target = 185\ncode = "{seq}"'),
    ("target = 185", 'target = 185\ncode = "{village}{seq:02d}{town}"'),
    ("target = 185", 'target = 185\ncode = "{village:02d}{seq}"'),
    ("target = 185", 'target = 185\ncode = "{village}{seq:{width}}"'),
    ("target = 185", 'target = 185\ncode = "{village}{seq"'),
    ('order = "N-S"', 'order = "N-S"\ncut_penalty = 9'),
    ('order = "N-S"', 'order = "N-S"\n\n[text]\nnumerals = "chinese"\nfull_width = true'),
    ('section = "continue"\n\n[reserve]', 'section = "restart"\n\n[reserve]\nend = 2'),
]


@pytest.mark.parametrize(("old", "new"), CONTRADICTIONS, ids=[n for _, n in CONTRADICTIONS])
def test_contradictions_are_refused_with_their_line(old: str, new: str) -> None:
    text = source("default-v")
    assert old in text
    error = refused(text.replace(old, new, 1))
    name, _, line = error.where.partition(":")
    assert name == "own.toml"
    assert int(line) > 1
    assert "参数" not in error.text.zh, "refused for its parameters, not for what they say"
    assert "TOML" not in error.text.zh
    assert error.remedy.zh


def test_stems_need_sub_numbers() -> None:
    text = source("default-v").replace("allowed = true", "allowed = false\nstem_as_sub = true")
    text = text.replace("maximum = 99", "maximum = 0")
    assert "stems" in str(refused(text))


@pytest.mark.parametrize("name", ["frontage_cm", "every", "alley_mouth", "start", "end"])
def test_metric_counting_reserves_nothing(name: str) -> None:
    text = source("harbin-metric-2010") + f"\n[reserve]\n{name} = 1\n"
    error = refused(text)
    assert "leaves its own gaps" in str(error)
    assert error.where == f"own.toml:{len(text.splitlines())}"
    assert name in error.remedy.zh
    assert parse_policy(text.replace(f"{name} = 1", f"{name} = 0")).counting.metric


@pytest.mark.parametrize(
    "line",
    ["[plate]", "[qr]", 'on_full = "review"', "[street]"],
    ids=["the register hangs plates", "the payload is fixed", "a person decides", "unknown"],
)
def test_parameters_that_no_plan_reads_are_unknown(line: str) -> None:
    text = source("default-v").replace("maximum = 99", f"maximum = 99\n{line}\nside = 1", 1)
    error = refused(text)
    assert "没有这个参数" in error.text.zh
    assert error.where.startswith("own.toml:")


@pytest.mark.parametrize(
    ("old", "new", "zh"),
    [
        ('"left_odd"', '"left"', "不能是 'left'"),
        ("maximum = 99", "maximum = 10000", "不能是 10000（le 9999）"),
        ('dead_end = "mouth"\n', "", "缺这个参数"),
    ],
)
def test_bad_values_are_said_in_chinese_too(old: str, new: str, zh: str) -> None:
    assert zh in refused(source("default-v").replace(old, new, 1)).text.zh


def test_pairing_can_empty_a_side() -> None:
    text = source("default-v") + "\n[skip]\nendings = [2, 4, 6, 8, 0]\npaired = true\n"
    assert "without numbers" in str(refused(text))


def test_an_unknown_parameter_is_named_with_its_line() -> None:
    text = source("default-v").replace("dead_end", "deadend")
    line = next(i for i, t in enumerate(text.splitlines(), 1) if t.startswith("deadend"))
    error = refused(text)
    assert error.where == f"own.toml:{line}"
    assert "start.deadend" in error.text.en


def test_broken_toml_is_refused() -> None:
    error = refused("name = [")
    assert ("not valid TOML" in str(error), error.where) == (True, "own.toml:1")
    twice = source("default-v").replace("[start]", "[start]\n[start]", 1)
    line = twice.splitlines().index("[start]") + 2
    assert refused(twice).where == f"own.toml:{line}"
    assert refused('name = "own"\n\ntitle = [\n').where == "own.toml:3"
    for odd in (f"name = {'9' * 5000}", f"name = {'[' * 9000}", f"a={'{b=' * 900}"):
        assert "not valid TOML" in str(refused(odd))
    for header in ("[start.x]", "[[start]]"):
        text = source("default-v").replace("[start]", header)
        assert refused(text).where == f"own.toml:{text.splitlines().index(header) + 1}"


def test_the_line_of_a_key() -> None:
    text = 'name = "x"\n[start]\nfrom_sectors = []\n[skip]\nnumbers = [4]\n'
    assert line_of(text, "name") == 1
    assert line_of(text, "start.from_sectors") == 3
    assert line_of(text, "skip.absent") == 4
    assert line_of(text, "skip") == 4
    assert line_of(text, "absent") == 1
    assert line_of('name = "x"\ntitle = ["一"]\n[start]\ntitle = 1\n', "title.1") == 2
    dotted = 'name = "x"\nstart.sectors = 8\nstart.dead_end = "mouth"\nskip = {paired = 1}\n'
    assert [line_of(dotted, key) for key in ("start.dead_end", "skip.paired")] == [3, 4]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tolerance = 22", 'tolerance = "22"'),
        ("tolerance = 22", "tolerance = 22.0"),
        ("frontage_cm = 400", "frontage_cm = true"),
        ("restore = true", 'restore = "yes"'),
        ("restore = true", "restore = 1"),
        ("sectors = 8", 'sectors = "8"'),
        ('order = "N-S"', "order = 2027-01-01"),
        ('version = "1.0.0"', "version = 1.0"),
        ('name = "default-v"', "name = 2027-01-01"),
    ],
)
def test_a_value_of_another_type_is_refused_not_converted(old: str, new: str) -> None:
    text = source("default-v").replace(old, new, 1)
    error = refused(text)
    assert error.where == f"own.toml:{text.splitlines().index(new) + 1}"


def test_a_missing_parameter_is_to_be_added() -> None:
    error = refused(source("default-v").replace('mode = "left_odd"\n', ""))
    assert error.remedy.en.startswith("Add it")
    assert error.where.startswith("own.toml:")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"parity": {"mode": "none"}}, "1, 2, 3 … without regard to the side."),
        ({"counting": {"mode": "step", "step": 3}}, "Each door takes the number 3 places on."),
        ({"counting": {"mode": "interval", "unit_cm": 2000}}, "interval of 20 m"),
        ({"reserve": {"every": 5}}, "after every 5 doors"),
        ({"reserve": {"start": 1}}, "1 kept before a street's first door, 0 behind"),
        ({"reserve": {"plots": False}}, "An empty plot holds no number."),
        ({"grid": {"order": "W-E"}}, "aim at 185 households, in the order W-E"),
        ({"grid": {"minimum": 9, "maximum": 250}}, "households, at least 9, at most 250, in"),
        ({"skip": {"numbers": (13,), "endings": (4,)}}, "Skipped: 13, …4."),
        ({"sub": {"allowed": False}}, "There are no sub-numbers."),
        ({"reuse": {"rule": "epoch"}}, "free in a new epoch"),
        ({"reuse": {"restore": False}}, "Grids aim at 185"),
        ({"gates": {"extra": "own_number"}}, "Further gates are numbered each."),
        ({"corner": {"rule": "each_entrance"}}, "Each gate of a corner house"),
    ],
)
def test_sentences(changes: dict[str, dict[str, object]], sentence: str) -> None:
    plain = load_policy("default-v").model_dump()
    for table, values in changes.items():
        plain[table].update(values)
    policy = Policy.model_validate(plain)
    assert any(sentence in s.en for s in explain_policy(policy))


def test_numbering_by_grid_is_said() -> None:
    policy = load_policy("default-v").model_copy(update={"scope": "grid"})
    assert any("unique per grid" in s.en for s in explain_policy(policy))
    assert Scope("s").kind == "street"
