"""What was read before changes no reading: shapes, tails and heads against a fresh parse."""

import importlib
import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorplate.divisions import Gazetteer
from doorplate.normalize import Parsed, parse
from doorplate.normalize._resolve import indexes
from doorplate.normalize._sights import Sights

memory = importlib.import_module("doorplate.normalize.parse")

PIECES = [
    "浙江省", "杭州市", "西湖区", "上海", "闵行区", "武功县", "普集街道", "营上村",
    "文三路", "人民路", "东区", "富民小区", "青云大厦", "商务中心",
    "虎洞", "号", "附", "-", "之", "号楼", "栋", "单元", "室",
    "层", "弄", "巷", "组", "排", "号院", "甲", "A", "(", ")", "旁", "#", "、", "至", "里",
    "鄰", "楼", "一", "十二", "号店", "号商铺", "号口", "出口", "自建房", "信箱",
    "部队", "负", "吊", "门面", "条", "户", " ", "和", "特", ",", "/", "~",
    "(1)", "(甲)", "号-", "号-特", "-临", "临", "G", "S316", "B", "铺面", "大道",
    "南", "与", "交叉口", "路",
]  # fmt: skip
numbers = st.integers(0, 1200).map(str) | st.sampled_from(["05", "0", "007", "13912345678"])
pieces = st.sampled_from(PIECES) | numbers
once = st.lists(pieces, min_size=1, max_size=12).map("".join)
texts = once | st.lists(pieces, min_size=2, max_size=5).map(lambda found: "".join(found) * 2)


@pytest.fixture(autouse=True, scope="module")
def _all_is_kept() -> Iterator[None]:
    """What is seen once is kept already, so that every second text is read from memory."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sights, "again", lambda *_: True)
        yield


def forget() -> None:
    indexes(Gazetteer.bundled())[2].clear()
    memory._memory.cache_clear()
    memory._resolved.cache_clear()
    memory._TAILS.clear()


def other_digits(text: str, seed: int) -> str:
    """The same text with other digits; a leading zero stays, and none is made."""
    draw = random.Random(seed)
    return re.sub("[1-9]", lambda _: draw.choice("123456789"), text)


def whole(parsed: Parsed) -> str:
    """Everything of a reading; of addresses, `==` compares levels and values alone."""
    return repr(parsed)


@given(texts, st.integers(0, 99))
def test_a_text_of_a_known_shape_is_read_as_if_it_were_the_first(text: str, seed: int) -> None:
    other = other_digits(text, seed)
    forget()
    fresh = whole(parse(other))
    forget()
    for _ in range(2):
        parse(text)
        assert whole(parse(other)) == fresh


@given(st.lists(texts, min_size=2, max_size=5))
def test_readings_do_not_depend_on_the_order_of_a_list(several: list[str]) -> None:
    forget()
    warm = [whole(parse(text)) for text in [*several, *several]][len(several) :]
    for text, again in zip(several, warm, strict=True):
        forget()
        assert whole(parse(text)) == again


HEADS = [
    "浙江省杭州市西湖区", "浙江省杭州市余杭区", "浙江省杭州市余杭区仓前街道",
    "陕西省咸阳市武功县", "陕西省咸阳市武功县普集街道", "陕西省咸阳市武功县小村镇",
    "上海市上海市徐汇区天平路街道", "黑龙江省哈尔滨市道里区城乡路街道",
    "北京市北京市朝阳区", "重庆市重庆市江北区", "浙江省金华市义乌市", "浙江省义乌市", "义乌市",
    "金华市", "浙江省金华市",
]  # fmt: skip
TAILS = [
    "文三路5号", "中山北路12号", "仓前路8号附3", "普集街7号", "小村3组5号", "营上村12号",
    "朝阳路3号", "余杭塘路9号", "徐汇路1号", "天平路10弄2号", "武功镇5号", "城区文三路5号",
    "市辖区文三路5号", "办事处5号", "一路5号", "三条5号", "解放大道5号", "中国路5号", "路5号",
    "江北路5号3幢201室", "浙江大厦5楼", "仓前街道文一西路1号", "北区花园3号楼", "5号",
    "东村12号", "场A区12号", "市场路5号",
]  # fmt: skip


@given(
    st.lists(st.tuples(st.sampled_from(HEADS), st.sampled_from(TAILS)), min_size=3, max_size=9)
)
def test_known_heads_with_known_tails_are_read_as_if_they_were_new(
    pairs: list[tuple[str, str]],
) -> None:
    forget()
    texts = [head + tail for head, _ in pairs for _, tail in pairs]
    warm = [whole(parse(text)) for text in texts]
    for text, reading in zip(texts, warm, strict=True):
        forget()
        assert whole(parse(text)) == reading


def test_a_known_head_and_a_known_tail_need_no_grammar(monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    parse("浙江省杭州市余杭区仓前街道文三路5号")
    parse("陕西省咸阳市武功县小村镇中山北路12号")
    monkeypatch.delattr(memory, "_parse")
    best = parse("陕西省咸阳市武功县小村镇文三路7号").best
    assert [(c.value, c.start) for c in best.components[3:]] == [
        ("小村镇", 9),
        ("文三路", 12),
        ("7号", 15),
    ]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("文三路807-811号", "文三路807-911号"),
        ("一马路12街13街", "一马路12街12街"),
        ("18街18街12号交叉口", "18街47街12号交叉口"),
        ("东苑二期3幢1期7幢", "东苑二期3幢2期7幢"),
        ("西苑3号院3号院9幢", "西苑3号院5号院9幢"),
        ("永安街7号2.5产业园2.5产业园3号楼", "永安街7号2.5产业园4.6产业园3号楼"),
        ("武功县西苑1期3栋东苑2期", "武功县西苑1期3栋东苑1期"),
        ("永安花园3号楼5-3室", "永安花园3号楼5-8室"),
        ("永安花园3层5-3室", "永安花园3层5-8室"),
        ("永安街301-302室", "永安街302-301室"),
        ("永安街101号、102号商铺", "永安街102号、101号商铺"),
        ("永安街12/14号", "永安街14/12号"),
        ("永安街特12号-特14号", "永安街特14号-特12号"),
        ("文三路5号-7号", "文三路7号-5号"),
        ("文三路12 13号", "文三路12 11号"),
        ("文三路3甲、5乙号", "文三路5甲、3乙号"),
        ("文三路89-15号", "文三路89-95号"),
        ("文三路12号13号", "文三路12号11号"),
        ("文三路2-1,2-3号", "文三路2-1,3-3号"),
        ("文三路2,3", "文三路3,2"),
        ("文三路A5-A7号", "文三路A7-A5号"),
        ("文三路2A-3C号", "文三路3A-2C号"),
        ("文三路特2号附19-15", "文三路特2号附15-19"),
        ("文三路特1,特2号", "文三路特1,特1号"),
        ("文三路301,302室", "文三路302,501室"),
        ("文三路0,1号", "文三路5,1号"),
        ("营上村3组-5组", "营上村5组-3组"),
        ("富民小区1栋04,05室", "富民小区1栋05,04室"),
        ("文三路2号附1-15", "文三路2号附9-15"),
        ("富民小区2,3单元", "富民小区3,2单元"),
        ("富民小区1栋301,302室", "富民小区1栋301,301室"),
        ("文三路100号", "文三路205号"),
        ("文三路0号", "文三路5号"),
        ("营上村电话82345678", "营上村电话12345678"),
        ("文三路5号(3号旁)", "文三路5号(8号旁)"),
        ("文三路05号", "文三路15号"),
    ],
)
def test_where_the_number_itself_counts_nothing_is_taken_over(text: str, other: str) -> None:
    forget()
    fresh = whole(parse(other))
    forget()
    parse(text)
    parse(text)
    assert whole(parse(other)) == fresh


def test_a_known_shape_costs_no_second_grammar(monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    parse("文三路205号3幢0406室")
    monkeypatch.delattr(memory, "_parse")
    best = parse("文三路890号5幢0719室").best
    assert str(best) == "文三路890号5号楼0719室"
    assert [best.components[1].text, best.components[1].start] == ["890号", 3]


def test_a_known_tail_is_read_behind_another_town(monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    parse("浙江省杭州市西湖区文三路205号(门口)")
    monkeypatch.delattr(importlib.import_module("doorplate.normalize._tails"), "next_sign")
    best = parse("杭州市余杭区文三路306号(门口)").best
    assert [(c.value, c.start) for c in best.components[-2:]] == [("文三路", 6), ("306号", 9)]


def test_the_numbers_of_a_street_are_known_behind_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forget()
    parse("浙江省杭州市西湖区文三路205号3幢2单元301室")
    rules = importlib.import_module("doorplate.normalize._tail")._RULES
    for sign in ("number", "building", "unit", "room"):
        monkeypatch.delitem(rules, sign)
    best = parse("陕西省咸阳市武功县幸福路306号1幢5单元712室").best
    assert [(c.value, c.start) for c in best.components[-3:]] == [
        ("1号楼", 16),
        ("5单元", 18),
        ("712室", 21),
    ]


def test_the_stores_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("_shapes", "_tails"):
        monkeypatch.setattr(
            importlib.import_module(f"doorplate.normalize.{module}"), "_MOST", 3
        )
    forget()
    for road in ("文一路", "文二路", "文三路", "天目山路", "学院路"):
        parse(f"{road}5号")
        assert len(memory._memory(Gazetteer.bundled())[0]) <= 3
        assert len(memory._TAILS) <= 3
