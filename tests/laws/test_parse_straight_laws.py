"""What is read straight is what the search and the grammar read."""

import importlib
import re
from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from doorplate.address import Level
from doorplate.divisions import Division, Gazetteer
from doorplate.normalize import Parsed, parse
from doorplate.normalize._resolve import indexes
from doorplate.normalize._source import source_of
from doorplate.normalize._state import Tail
from doorplate.normalize._steps import State
from doorplate.normalize._tail import next_sign, take_plain_street
from doorplate.normalize._told import reading_of
from doorplate.normalize._walk import Walk

memory = importlib.import_module("doorplate.normalize.parse")
GAZETTEER = Gazetteer.bundled()
NAMES, OPTIONS, HEADS = indexes(GAZETTEER)
COUNTIES = [
    row.division
    for row in GAZETTEER.tables.upper.values()
    if row.division.level == "district" and GAZETTEER.tables.town_lines.get(row.division.code)
]
FORMS = ["all", "all", "city", "county", "short", "twice", "shorts", "misplaced", "middle",
         "short city", "doubled", "province", "above", "shorts above", "none"]  # fmt: skip
STREETS = [
    "人民路", "中山路", "文三路", "朝阳路", "石门路", "和平里", "金山北街", "桥头街",
   "路桥大道",
    "城关镇", "城区路", "市辖区", "中国路", "中国", "办事处", "大道", "一路", "二街村", "东村",
    "富民小区", "青云大厦", "长安商务中心", "第一村", "鼓楼区", "街", "号", "",
]  # fmt: skip
TAILS = ["12号", "5号附3", "8-2号", "3组12号", "7-2-802", "12号3幢2单元301室", "15-16楼",
         "26-5", "9号路口", "12号旁", "(附近)", "3号5号", "2,3号", "2、3号",
         "2号附1、附5", "2号附1至附5", "2-1至2-5号", "2-5、7号", "2号附1-5号", "2、3",
         "特1、特2号", "12号和14号", "0、1号", "3组至5组", "A5-B7号", "301、302室",
         "3栋301、302室", "3栋301~305室", "3栋1、2单元", "3、4组", "3号口",
         "12自建房", "3-126号", "负2-15号", "12甲1号", "27号信箱", "12号门面",
         "汉润里5号", "12号(3栋)", "农场3队", "林业局", "3小队", ""]  # fmt: skip
CHARACTERS = st.sampled_from(list("东西南北中山城关新路街村镇区市县石桥头12号"))


DRESS: list[Callable[[str], str]] = [
    lambda text: f"{text}(附近)",
    lambda text: f"{text}【村委会对面】",
    lambda text: f"{text} 13912345678",
    lambda text: f"{text}<b>",
    lambda text: text.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    lambda text: text.replace("1", " 1", 1),
    lambda text: text.replace("省", "省 ", 1).replace("市", "市 ", 1),
    lambda text: text.replace("区", "區").replace("县", "縣"),
    lambda text: re.sub("(镇|乡|街道)", r"\1,", text, count=1),
    lambda text: re.sub("([县区])", r"\1,", text, count=1),
    lambda text: text.replace("号", "号,东侧", 1),
]
"""What cleaning takes away again, or leaves as it is."""


def forget() -> None:
    HEADS.clear()
    memory._memory.cache_clear()
    memory._resolved.cache_clear()
    memory._TAILS.clear()


def searched(text: str) -> Parsed:
    """The reading of the search and the grammar, with nothing kept."""
    forget()
    found: Parsed = memory._parse(source_of(text), GAZETTEER)[0]
    return found


def head_of(county: Division, form: str) -> str:
    path = GAZETTEER.path(county.code)
    names = [one.name for one in path]
    shorts = [one.short for one in path[:-1]]
    forms = {
        "city": names[1:],
        "county": names[-1:],
        "short": [path[0].short, *names[1:]],
        "twice": [*names, *names],
        "shorts": [*shorts, names[-1]],
        "middle": [names[0], *shorts[1:], names[-1]],
        "short city": [*shorts[1:], names[-1]],
        "doubled": [*shorts, names[-1], "中国", *shorts, names[-1]],
        "province": names[:1],
        "above": names[:-1],
        "shorts above": [*shorts[:-1], *names[-2:-1]],
        "none": [],
        "misplaced": [names[0], GAZETTEER.children(path[0].code)[0].name, names[-1]],
    }
    return "".join(forms.get(form, names))


@st.composite
def texts(draw: st.DrawFn) -> str:
    county = draw(st.sampled_from(COUNTIES))
    towns = [one for one in GAZETTEER.children(county.code) if one.level == "town"]
    head = head_of(county, draw(st.sampled_from(FORMS)))
    kind = draw(st.integers(0, 5))
    town = draw(st.sampled_from(towns)) if towns else county
    named = {0: "", 1: town.name, 2: town.short, 3: town.name, 4: town.short}.get(kind, "街道")
    own = [county.short + "路", town.short + "路", town.short + "村", town.name, county.name]
    villages = [one.name for one in GAZETTEER.children(town.code)][:9] if kind == 3 else []
    villages += [re.sub("村$", "社区", name) for name in villages[:3]]
    street = draw(
        st.sampled_from([*STREETS, *own, *villages]) | st.text(CHARACTERS, max_size=5)
    )
    return head + named + street + draw(st.sampled_from(TAILS))


@given(texts())
def test_a_text_is_read_straight_as_it_is_searched(text: str) -> None:
    expected = repr(searched(text))
    forget()
    assert repr(parse(text)) == expected
    assert repr(parse(text)) == expected


@given(texts(), st.sampled_from(DRESS))
@example("浙江省杭州市西湖区文三路12号(附近)", DRESS[3])
def test_a_text_that_cleaning_changes_is_read_straight_as_it_is_searched(
    text: str, dress: Callable[[str], str]
) -> None:
    dressed = dress(text)
    expected = repr(searched(dressed))
    forget()
    assert repr(parse(dressed)) == expected
    assert repr(parse(dressed)) == expected


@given(st.sampled_from(COUNTIES), st.sampled_from(FORMS))
def test_a_head_of_official_names_is_what_the_walk_makes_of_it(
    county: Division, form: str
) -> None:
    forget()
    text = head_of(county, form)
    head = HEADS.at(text, 0)
    if head is not None:
        ends = Walk(text[: head.state.position], OPTIONS).from_state(State(0))
        assert [reading_of(text, end, NAMES) for end in ends] == [head.reading]


@pytest.mark.parametrize(
    "text",
    [
        "河北省新华区",
        "台湾省中正區",
        "台湾中山区",
        "福建省泉州市金门县",
        "河南省西工区",
        "海南省海口市东方市",
    ],
)
def test_a_head_of_several_meanings_is_left_to_the_walk(text: str) -> None:
    forget()
    head = HEADS.at(text, 0)
    ends = Walk(text, OPTIONS).from_state(State(0))
    found = [reading_of(text, end, NAMES) for end in ends]
    assert head is None or found == [head.reading]


@given(texts())
@example("海南海口东方市八所镇文三路5号")
@example("海南省保亭黎族苗族自治县县直辖村级区划文三路5号")
def test_a_town_behind_its_county_is_what_the_walk_finds(text: str) -> None:
    forget()
    head = HEADS.read(text)
    plain = HEADS.plain(text, head) if head else None
    if head is not None and plain is not None:
        ends = Walk(text, OPTIONS).from_state(head.state)
        assert [reading_of(text, end, NAMES) for end in ends] == [plain.reading]


@pytest.mark.parametrize(
    "text",
    [
        "浙江省杭州市西湖区北山街道文三路12号",
        "杭州市西湖区文三路12号",
        "新宁县人民路12号",
        "浙江省杭州市西湖区浙江省杭州市西湖区文三路12号",
        "陕西省咸阳市武功县普集街道营上村3组12号",
        "湖北省武汉市汉阳区洲头街道工业大道309号12室",
        "广东省珠海市香洲区前山街道翠微社区12号",
        "浙江杭州西湖区中国浙江杭州西湖区文三路【12号】",
        "浙江省杭州市西湖区 文三路 １２号（学校对面）",
        "浙江省杭州市西湖区文三路12号旁",
        "广东省广州市天河区石牌西路12号",
        "北京市海淀区中关村南大街12号",
        "浙江省杭州市文三路12号",
        "浙江杭州市文三路12号",
        "上海市文三路12号",
        "文三路12号",
        "台州市黄岩区和平路12号",
    ],
)
def test_plain_texts_need_no_search(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    monkeypatch.delattr(memory, "_parse")
    assert parse(text).best.get("number")


@pytest.mark.parametrize(
    "text",
    [
        "海南省保亭黎族苗族自治县县直辖村级区划文三路5号",
        "海南海口东方市八所镇文三路5号",
        "北京市丰台区五里店街道程庄路16号院社区3组5号",
        "北京市海淀区上地街道马连洼北路1号院社区3组5号",
        "恭城瑶族自治县文三路5号",
        "鼓楼区文三路5号",
        "普陀区真如镇街道中山路5号",
        "浙江省杭州市西湖区文三路2,3号",
        "四川省攀枝花市西区河门口街道,河门口社区12号",
        "浙江省 杭州市西湖区文三路12号",
        "浙江省杭州市西湖區文三路12号",
        "浙江省杭州市西湖区文三路12号<b>",
        "广东省广州市天河区石牌12号",
        "广东省广州市天河区石牌街12号",
        "广东省广州市天河区石牌文三路12号",
        "福建省厦门市集美区集美大道12号",
        "浙江省杭州市路12号",
        "浙江省杭州市滨江路县12号",
        "浙江省普集街道12号",
        "山东省青岛市北12号",
        "新乐市区陕西西安碑林区文三路5号",
        "杭州市钱江经济开发区12号",
        "北苑春晗路12号",
        "文三路12号,西湖区,杭州市",
        "大学城北京市海淀区文三路12号",
    ],
)
def test_what_is_in_doubt_is_searched(text: str) -> None:
    assert repr(parse(text)) == repr(searched(text))


def test_a_head_of_short_names_needs_no_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    monkeypatch.delattr("doorplate.normalize._heads.Walk")
    for text in ("浙江杭州西湖区", "河南郑州中原区", "吉林通化辉南县", "江苏省无锡宜兴市"):
        head = HEADS.at(text, 0)
        assert head is not None
        assert head.state.position == len(text)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("人民路5号长安中心26-5", "人民路5号长安商务中心26-5"),
        ("人民路5号富民小区工业园12号", "人民路5号幸福小区工业园12号"),
        ("人民路中段12号", "文三大道中12号"),
    ],
)
def test_a_rest_is_not_taken_over_where_the_name_before_it_counts(
    first: str, then: str
) -> None:
    fresh = repr(searched(then))
    forget()
    for _ in range(2):
        parse(first)
        assert repr(parse(then)) == fresh


@given(
    st.lists(
        st.sampled_from([*STREETS, "距", "与", "路", "段", "公", "东", "大街"]), max_size=3
    ),
    st.sampled_from(["12号", "5段12号", "路12号", "大道5号", "街3-2号", "街道12号"]),
)
@example(["青山"], "路12段5号")
@example(["距青山"], "路12号")
@example(["中大"], "街12号")
def test_a_plain_street_is_taken_as_its_sign_would_take_it(
    names: list[str], number: str
) -> None:
    text = "".join([*names, number])
    plain, read = Tail(text, 0, []), Tail(text, 0, [])
    take_plain_street(plain)
    if plain.out:
        next_sign(read, 0)
        assert (plain.out, plain.noise, plain.start) == (read.out, read.noise, read.start)


def test_a_street_before_its_number_is_plain() -> None:
    tail = Tail("中山路12号", 0, [])
    take_plain_street(tail)
    assert tail.out == [(Level.ROAD, "中山路", 0, 3)]


@pytest.mark.parametrize(
    ("county", "behind"),
    list(product(["新宁县", "湖南省邵阳市新宁县"], ["路5号", "金石镇路5号"])),
)
def test_a_name_that_goes_on_as_a_street_is_searched(county: str, behind: str) -> None:
    assert repr(parse(county + behind)) == repr(searched(county + behind))


def test_towns_of_every_county_are_found_by_how_they_begin() -> None:
    for code, line in list(GAZETTEER.tables.town_lines.items())[::25]:
        towns = NAMES.towns(NAMES.at(code))
        for cell in line.split("\t"):
            name = cell.partition("|")[2]
            assert any(meant.node.division.name == name for meant in towns.named(name))
            only = towns.only(name, 0)
            if only is not None:
                meanings = [one for _, meant in towns.begin(name[:2]) for one in meant]
                assert {one.node.division.name for one in meanings} == {name}


def test_the_names_of_today_are_among_the_cells_of_their_county() -> None:
    lines = GAZETTEER.tables.town_lines
    for code in [*list(lines)[::25], *[code for code, line in lines.items() if "兵团" in line]]:
        towns = NAMES.towns(NAMES.at(code))
        assert set(towns.official()) <= set(towns.listed())
