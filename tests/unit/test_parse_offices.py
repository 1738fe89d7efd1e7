"""Subdistricts that are written 街, and streets that are called like one."""

import pytest

from doorplate.normalize import parse


@pytest.mark.parametrize(
    ("text", "town", "road"),
    [
        ("广州市天河区石牌街五山路12号", "石牌街道", "五山路"),
        ("广州市番禺区东环街番禺大道北5号", "东环街道", "番禺大道北"),
        ("武汉市江岸区二七街黄浦路12号", "二七街道", "黄浦路"),
        ("广州市天河区石牌街12号", None, "石牌街"),
        ("广州市天河区石牌街东路12号", None, "石牌街东路"),
        ("沈阳市铁西区保工街南十三路9号", None, "保工街南十三路"),
    ],
)
def test_a_street_office_stands_before_a_street(text: str, town: str | None, road: str) -> None:
    found = parse(text).best
    assert (found.get("town"), found.get("road")) == (town, road)


def test_two_streets_that_cross_are_no_street_office() -> None:
    assert parse("长春市临河街与珠海路交汇处").best.get("town") is None


@pytest.mark.parametrize(
    ("text", "town", "road"),
    [
        ("昌吉市北京南路189号", None, "北京南路"),
        ("呼和浩特市回民区中山西路1号", None, "中山西路"),
        ("武汉市江汉区新华街121号", None, "新华街"),
        ("阿勒泰市金山路办事处文化路3号", "金山路街道", "文化路"),
        ("昌吉市北京南路街道文化路3号", "北京南路街道", "文化路"),
    ],
)
def test_a_street_is_no_subdistrict_that_old_lists_call_by_its_name(
    text: str, town: str | None, road: str
) -> None:
    found = parse(text).best
    assert (found.get("town"), found.get("road")) == (town, road)


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("街道商品街7号", None),
        ("张湾办事处永安街7号", None),
        ("公明办事处永安街7号", "公明办事处"),
        ("淳溪镇镇兴路168号", "淳溪镇"),
        ("新江口乐乡大道83号", "新江口"),
        ("南京市六合区竹镇镇永安街2号", "竹镇镇"),
    ],
)
def test_a_word_for_towns_alone_is_none(text: str, town: str | None) -> None:
    assert parse(text).best.get("town") == town


@pytest.mark.parametrize(
    ("text", "level", "value"),
    [
        ("灌口镇三社路512号", "road", "三社路"),
        ("四房村四房北路12号", "village", "四房村"),
        ("西城区国英一号大厦9层", "compound", "国英一号大厦"),
        ("人民路一号大厦9层", "number", "1号"),
        ("东门前街2号", "road", "东门前街"),
        ("开发区南边路8号", "road", "南边路"),
        ("永安街12号门前", "number", "12号"),
    ],
)
def test_words_that_names_go_on_behind(text: str, level: str, value: str) -> None:
    assert parse(text).best.get(level) == value
