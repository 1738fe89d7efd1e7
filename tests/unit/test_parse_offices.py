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
