import re
import subprocess
import sys
import tomllib
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import pytest

from doorplate.divisions import Change, Division, Gazetteer, town_stem, village_stem
from doorplate.errors import GazetteerError, UnknownDivision


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.bundled()


def names(found: tuple[Division, ...]) -> list[str]:
    return [d.name for d in found]


def test_import_reads_no_table() -> None:
    code = (
        "import sys, doorplate.divisions as d\n"
        "g = d.Gazetteer.bundled()\n"
        "print(sorted(vars(g.tables)), 'doorplate.data' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[] False"


def test_a_county_needs_no_towns_and_no_villages() -> None:
    fresh = Gazetteer()
    assert fresh.get("610431").name == "武功县"
    assert not {"town_lines", "_village_bytes", "changes"} & set(vars(fresh.tables))


def test_tables_are_those_that_the_sources_file_describes(root: Path) -> None:
    data = root / "src" / "doorplate" / "data"
    sources = tomllib.loads((data / "SOURCES.toml").read_text(encoding="utf-8"))
    for name, facts in sources["tables"].items():
        assert sha256((data / name).read_bytes()).hexdigest() == facts["sha256"]
    for facts in sources["packages"].values():
        assert {"as_of", "licence", "registry", "sha256", "gives"} <= facts.keys()
    assert sum(f.stat().st_size for f in data.iterdir() if f.is_file()) < 6_000_000


# 营上村's county, counted by hand in the public list of 2023 --------------------------------


def test_wugong_has_192_villages_and_puji_forty(gazetteer: Gazetteer) -> None:
    towns = gazetteer.children("610431")
    assert len(towns) == 8
    assert sum(len(gazetteer.children(t.code)) for t in towns) == 192
    assert len(gazetteer.children("610431001")) == 40


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("610431001203", "陕西省 咸阳市 武功县 普集街道 营上村"),
        ("610431001205", "陕西省 咸阳市 武功县 普集街道 营西村"),
        ("610431001213", "陕西省 咸阳市 武功县 普集街道 营南村"),
        ("610431102217", "陕西省 咸阳市 武功县 武功镇 上营村"),
        ("429004", "湖北省 仙桃市"),
        ("441900003", "广东省 东莞市 东城街道"),
        ("310106", "上海市 静安区"),
        ("500157", "重庆市 两江新区"),
        ("620200", "甘肃省 嘉峪关市"),
        ("320576", "江苏省 苏州市 苏州工业园区"),
        ("232761", "黑龙江省 大兴安岭地区 加格达奇区"),
    ],
)
def test_path_goes_from_the_province_down(gazetteer: Gazetteer, code: str, path: str) -> None:
    assert " ".join(names(gazetteer.path(code))) == path


@pytest.mark.parametrize(
    ("padded", "code"),
    [
        ("610000", "61"),
        ("610400", "6104"),
        ("610431000000", "610431"),
        ("610431001000", "610431001"),
    ],
)
def test_codes_may_be_padded(gazetteer: Gazetteer, padded: str, code: str) -> None:
    assert gazetteer.get(padded).code == code


def test_a_village_keeps_its_code_when_its_county_is_gone(gazetteer: Gazetteer) -> None:
    code = next(c for c in gazetteer.tables.villages("500157") if c.startswith("500112"))
    assert gazetteer.path(gazetteer.get(code).code)[1].name == "两江新区"


@pytest.mark.parametrize("code", ["", "99", "610499", "610431099", "610431001999", "x"])
def test_unknown_codes_are_said_to_be_unknown(gazetteer: Gazetteer, code: str) -> None:
    with pytest.raises(UnknownDivision) as caught:
        gazetteer.get(code)
    assert repr(code) in caught.value.text.zh


def test_counts_by_level(gazetteer: Gazetteer) -> None:
    provinces = gazetteer.children("")
    assert len(provinces) == 34
    assert len([d for d in gazetteer.children("61") if d.level == "city"]) == 10
    assert {d.level for d in gazetteer.children("3205")} == {"district", "zone"}


def test_siblings_exclude_the_division_itself(gazetteer: Gazetteer) -> None:
    siblings = gazetteer.siblings("610431001203")
    assert len(siblings) == 39
    assert "营上村" not in names(siblings)
    assert {"营西村", "营南村"} <= set(names(siblings))


def test_villages_lose_their_committees_but_never_a_doubled_ending(
    gazetteer: Gazetteer,
) -> None:
    found = {v.name for t in gazetteer.children("610431") for v in gazetteer.children(t.code)}
    assert {"田寺村村", "焦村村", "高岸村村", "赵村", "半个城村", "道南社区"} <= found
    assert not [name for name in found if re.search(r"委会|委员会", name)]


# Names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "within", "codes"),
    [
        ("武功县", None, ["610431"]),
        ("鼓楼区", None, ["320106", "320302", "350102", "410204"]),
        ("营上村委会", "610431", ["610431001203"]),
        ("营上", "6104", ["610431001203"]),
        ("凹里村", "610431", ["610431001218", "610431101204"]),
        ("普集街道", "61", ["610431001"]),
        ("臺北市", None, ["71x01"]),
        ("闸北区", None, ["310106"]),
        ("金鸡湖街道", "320576", ["320506012"]),
        ("没有这个名字", None, []),
    ],
)
def test_find(gazetteer: Gazetteer, name: str, within: str | None, codes: list[str]) -> None:
    assert [d.code for d in gazetteer.find(name, within=within)] == codes


def test_find_keeps_to_the_level(gazetteer: Gazetteer) -> None:
    assert [d.level for d in gazetteer.find("武功", level="town", within="61")] == ["town"]
    assert {d.level for d in gazetteer.find("武功", within="61")} == {"district", "town"}


def test_find_over_the_whole_country(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.find("营上村", level="village")) >= 2
    assert len(gazetteer.find("城关镇", level="town")) > 50


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("65", "新疆"), ("53", "云南"), ("6528", "巴音郭楞"), ("530925", "双江"),
        ("622926", "东乡"),
        ("140302", "城区"), ("310115", "浦东"), ("469030", "琼中"), ("610431001", "普集"),
    ],
)  # fmt: skip
def test_short_names(gazetteer: Gazetteer, code: str, short: str) -> None:
    assert gazetteer.get(code).short == short


def test_stems() -> None:
    assert [village_stem(n) for n in ("营上村委会", "田寺村村", "赵村", "村", "道南社区")] == [
        "营上", "田寺村", "赵", "村", "道南",
    ]  # fmt: skip
    assert [town_stem(n) for n in ("普集街道办事处", "武功镇", "中关村", "镇")] == [
        "普集", "武功", "中关村", "镇",
    ]  # fmt: skip


# Taiwan, Hong Kong, Macau ---------------------------------------------------------------------


def test_taiwan_has_22_counties_and_368_townships(gazetteer: Gazetteer) -> None:
    counties = [d for d in gazetteer.children("71") if d.level == "city"]
    assert len(counties) == 22
    assert sum(len(gazetteer.children(c.code)) for c in counties) == 368
    (penghu,) = gazetteer.find("澎湖縣")
    assert names(gazetteer.children(penghu.code)) == [
        "马公市", "西屿乡", "望安乡", "七美乡", "白沙乡", "湖西乡",
    ]  # fmt: skip
    assert all("x" in d.code for d in counties)


def test_hong_kong_and_macau_reach_their_districts(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.children("81")) == 18
    assert "嘉模堂区" in names(gazetteer.children("82"))


# Time -----------------------------------------------------------------------------------------


def test_history_of_a_merged_district(gazetteer: Gazetteer) -> None:
    assert gazetteer.history("闸北区") == (
        Change("闸北区", "district", "310108", "31", "2015", ("310106",), "events"),
    )
    assert "闸北区" in [c.name for c in gazetteer.history("310106")]


@pytest.mark.parametrize(
    ("city", "name", "until", "today"),
    [
        ("3708", "市中区", "2013", "任城区"),
        ("31", "南市区", "2000", "黄浦区"),
        ("4401", "东山区", "2005", "越秀区"),
    ],
)
def test_a_successor_that_only_the_list_names(
    gazetteer: Gazetteer, city: str, name: str, until: str, today: str
) -> None:
    (change,) = [c for c in gazetteer.history(name) if c.parent == city]
    assert (change.until, change.source) == (until, "list")
    assert names(tuple(map(gazetteer.get, change.successors))) == [today]


def test_a_split_names_every_successor(gazetteer: Gazetteer) -> None:
    (change,) = [c for c in gazetteer.history("江干区") if c.level == "district"]
    assert names(tuple(map(gazetteer.get, change.successors))) == ["上城区", "钱塘区"]


def test_every_successor_and_parent_exists(gazetteer: Gazetteer) -> None:
    for change in gazetteer.tables.changes:
        for code in (change.parent, *change.successors):
            if code:
                gazetteer.get(code)


def test_as_of_a_day(gazetteer: Gazetteer) -> None:
    before, after = gazetteer.as_of(date(2014, 6, 1)), gazetteer.as_of(date(2016, 6, 1))
    assert [d.code for d in before.find("闸北区")] == ["310108"]
    assert [d.code for d in after.find("闸北区")] == ["310106"]
    assert before.get("310108").short == "闸北"
    assert "闸北区" in names(before.children("31"))
    assert "闸北区" not in names(after.children("31"))
    assert before.find("即墨区") == ()
    assert names(gazetteer.find("即墨区")) == ["即墨区"]
    assert " ".join(names(before.path("310108"))) == "上海市 闸北区"


def test_an_old_town_stands_below_its_county(gazetteer: Gazetteer) -> None:
    towns = gazetteer.as_of(date(2016, 1, 1)).children("330110")
    assert "临平街道" in names(towns)
    assert "临平街道" not in names(gazetteer.children("330110"))


def test_a_town_is_found_by_its_stem_with_another_designator() -> None:
    gazetteer = Gazetteer.bundled()
    assert [d.code for d in gazetteer.find("普集镇", within="610431")] == ["610431001"]
    assert {d.name for d in gazetteer.find("普集镇")} == {"普集街道"}
    assert gazetteer.find("普集镇", level="district") == ()


@pytest.mark.parametrize("value", [610431, None, b"610431", ["610431"]])
def test_what_is_no_text_is_refused(value: Any) -> None:
    gazetteer = Gazetteer.bundled()
    for ask in (
        gazetteer.get,
        gazetteer.find,
        gazetteer.path,
        gazetteer.children,
        gazetteer.siblings,
        gazetteer.history,
    ):
        with pytest.raises(GazetteerError, match="must be text"):
            ask(value)


def test_an_unknown_level_is_said() -> None:
    with pytest.raises(GazetteerError, match="no level is called 'county'"):
        Gazetteer.bundled().find("武功县", level=cast("Any", "county"))
