"""Heads that were read before give the same readings as heads read for the first time."""

import pytest

from doorplate.divisions import Gazetteer
from doorplate.normalize import _heads
from doorplate.normalize._resolve import _indexes, resolve
from doorplate.normalize._steps import State
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
    heads = _indexes(gazetteer)[2]
    heads.clear()
    cold = resolve(text, 0, gazetteer)
    for other in TEXTS:
        resolve(other, 0, gazetteer)
    assert resolve(text, 0, gazetteer) == cold


def test_a_head_without_a_wide_beginning_is_not_kept() -> None:
    gazetteer = Gazetteer.bundled()
    heads = _indexes(gazetteer)[2]
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
    heads = _indexes(gazetteer)[2]
    heads.clear()
    first, second, third = "上海徐汇区1号", "上海黄浦区1号", "上海长宁区1号"
    for text in (first, second, third):
        resolve(text, 0, gazetteer)
    kept = len(heads)
    assert kept <= 2
    assert heads.read(third) is not None
    assert len(heads) == kept
    assert resolve(first, 0, gazetteer)[0].parts[-1].value == "徐汇区"


@pytest.mark.parametrize(("street", "steps"), [("漕溪北路", 1), ("天平路街道复兴西路", 2)])
def test_a_county_met_before_is_not_walked_again(
    monkeypatch: pytest.MonkeyPatch, street: str, steps: int
) -> None:
    gazetteer = Gazetteer.bundled()
    resolve("上海徐汇区天钥桥路408号", 0, gazetteer)
    walked: list[State] = []
    extend = Walk._extend

    def counted(walk: Walk, state: State) -> list[State]:
        walked.append(state)
        return extend(walk, state)

    monkeypatch.setattr(Walk, "_extend", counted)
    resolve(f"上海徐汇区{street}", 0, gazetteer)
    assert len(walked) == steps


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
