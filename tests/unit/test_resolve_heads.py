"""Heads that were read before give the same readings as heads read for the first time."""

import pytest

from doorplate.divisions import Gazetteer
from doorplate.normalize import _heads
from doorplate.normalize._plain import plain_end
from doorplate.normalize._resolve import indexes, resolve
from doorplate.normalize._walk import Walk

TEXTS = [
    "浙江杭州余杭区中国浙江杭州余杭区闲林街道五常大道",
    "浙江杭州余杭区浙江省杭州市余杭区良渚街道",
    "浙江省杭州市余杭区杭州市余杭区文一西路",
    "浙江省杭州市余杭区浙江省金华市兰溪市",
    "浙江杭州余杭区文一西路998号",
    "浙江省杭州市余杭区文一西路998号",
    "杭州市余杭区文一西路998号",
    "山东青岛市北区山东省青岛市市北区九江路20号",
    "上海徐汇区天钥桥路408号",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_second_reading_is_the_first(text: str) -> None:
    gazetteer = Gazetteer.bundled()
    heads = indexes(gazetteer)[2]
    heads.clear()
    cold = resolve(text, 0, gazetteer)
    for other in TEXTS:
        resolve(other, 0, gazetteer)
    assert resolve(text, 0, gazetteer) == cold


def test_a_head_without_a_wide_beginning_is_not_kept() -> None:
    gazetteer = Gazetteer.bundled()
    heads = indexes(gazetteer)[2]
    heads.clear()
    for text in (
        "鼓楼区中山北路",
        "西湖区文新街道",
        "文三路1号",
        "杭州文三路",
        "上海闸北区共和新路",
    ):
        resolve(text, 0, gazetteer)
        assert heads.read(text) is None


def test_the_store_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_heads, "_MOST", 2)
    gazetteer = Gazetteer.bundled()
    heads = indexes(gazetteer)[2]
    heads.clear()
    first, second, third = "上海徐汇区1号", "上海黄浦区1号", "上海长宁区1号"
    for text in (first, second, third):
        resolve(text, 0, gazetteer)
    kept = len(heads)
    assert kept <= 2
    assert heads.read(third) is not None
    assert len(heads) == kept
    assert resolve(first, 0, gazetteer)[0].parts[-1].value == "徐汇区"


@pytest.mark.parametrize(
    ("behind", "end"),
    [("漕溪北路", 0), ("天平路街道复兴西路", 5), ("[徐汇区]漕溪北路", 4), ("", 0)],
)
def test_a_county_with_nothing_doubtful_behind_it_is_not_walked(
    monkeypatch: pytest.MonkeyPatch, behind: str, end: int
) -> None:
    gazetteer = Gazetteer.bundled()
    resolve("上海徐汇区天钥桥路408号", 0, gazetteer)
    monkeypatch.delattr(Walk, "_extend")
    (reading,) = resolve(f"上海徐汇区{behind}", 0, gazetteer)
    assert reading.end == 5 + end


@pytest.mark.parametrize(
    "behind",
    [
        "天平路",
        "徐汇滨江路",
        "长桥街道办事处",
        "龙华路",
        "漕河泾开发区",
        "天评路街道",
        "城区",
    ],
)
def test_what_begins_like_a_name_is_left_to_the_walk(behind: str) -> None:
    gazetteer = Gazetteer.bundled()
    text = f"上海徐汇区{behind}1号"
    head = indexes(gazetteer)[2].read("上海徐汇区")
    assert head is not None
    assert plain_end(text, head.state, indexes(gazetteer)[1]) is None


def test_a_county_before_its_own_head_and_a_city_written_twice() -> None:
    gazetteer = Gazetteer.bundled()
    (twice,) = resolve("重庆重庆九龙坡区中国重庆重庆九龙坡区黄杨路", 0, gazetteer)
    assert [(p.value, p.start) for p in twice.parts] == [("重庆市", 12), ("九龙坡区", 14)]
    (before,) = resolve("矿区中国山西阳泉矿区桃南路", 0, gazetteer)
    assert [p.value for p in before.parts] == ["山西省", "阳泉市", "矿区"]
    assert before.warnings == ()


def test_a_county_written_twice_is_not_cut_to_a_shorter_town() -> None:
    (reading,) = resolve("江苏南京雨花台区江苏省南京市雨花台区宁南大道", 0, Gazetteer.bundled())
    assert [(p.value, p.start) for p in reading.parts] == [
        ("江苏省", 8),
        ("南京市", 11),
        ("雨花台区", 14),
    ]
    assert reading.end == 18


def test_a_zone_and_a_stand_in_town() -> None:
    gazetteer = Gazetteer.bundled()
    (zone,) = resolve("江苏省苏州市苏州工业园区星湖街1号", 0, gazetteer)
    assert [p.value for p in zone.parts] == ["江苏省", "苏州市", "苏州工业园区"]
    (town,) = resolve("浙江省温州市龙港市龙跃路1号", 0, gazetteer)
    assert [p.value for p in town.parts] == ["浙江省", "温州市", "龙港市"]
