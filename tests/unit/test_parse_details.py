"""Small turns of single rules, each of which a reading hangs on."""

import pytest

from doorplate._numerals import to_int
from doorplate.normalize import parse


def read(text: str) -> dict[str, str]:
    return parse(text).best.to_dict()


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("一万零五", 10_005), ("二万三千", 23_000), ("一万一万", None), ("一万12345", None)],
)
def test_what_stands_behind_ten_thousand(numeral: str, value: int | None) -> None:
    assert to_int(numeral) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a letter beside a number is no list
        ("永安花园A、2单元", {"compound": "永安花园", "building": "A座", "unit": "2单元"}),
        # rooms behind a street are none of its doors
        ("永安街301-305室", {"road": "永安街", "room": "301-305室"}),
        # a row has the same letters at both ends
        ("永安花园101室-A105室", {"compound": "永安花园", "room": "101室A105室"}),
        # 门面 faces a street, unless a house was named
        ("12号门面", {"number": "12号"}),
        ("12号店", {"room": "12室"}),
        ("永安花园12号门面", {"compound": "永安花园", "room": "12室"}),
        # a highway crosses a street
        ("永安街及G107交叉口", {"road": "永安街G107"}),
        # the number of a parcel, and the doors of one side of a street
        ("地块单号12", {"compound": "地块单号", "building": "12号楼"}),
        # 付 is 附 between numbers alone
        ("永安街12号付3", {"road": "永安街", "number": "12号", "subnumber": "附3"}),
        ("付家村12号", {"village": "付家村", "number": "12号"}),
    ],
)
def test_a_reading_that_hangs_on_one_word(text: str, expected: dict[str, str]) -> None:
    assert read(text) == expected


def test_the_mouth_of_a_door_and_one_side_of_a_street_are_said_apart() -> None:
    assert [(n.kind, n.text) for n in parse("永安街3号口").best.noise] == [("relative", "口")]
    assert [(n.kind, n.text) for n in parse("永安街单号").best.noise] == [("relative", "单号")]


def test_a_stem_before_a_number_stands_where_it_is_written() -> None:
    best = parse("永安街甲12号").best
    assert [(c.value, c.text, c.start) for c in best.components[1:]] == [
        ("12号", "12号", 4),
        ("甲", "甲", 3),
    ]


def test_sub_numbers_with_something_between_are_two_doors() -> None:
    assert [w.code for w in parse("永安街12号附1--附5").warnings] == ["range"]


@pytest.mark.parametrize("note", ["(王某)", "(路口)"])
def test_a_short_bracket_before_an_address_in_brackets_is_a_note(note: str) -> None:
    best = parse(f"{note}(武功县永安街12号)").best
    assert best.get("number") == "12号"
    assert [n.text for n in best.noise] == [note]


def test_the_address_of_a_page_is_no_second_address() -> None:
    best = parse("武功县永安街12号; 公司网址:WWW").best
    assert best.get("number") == "12号"
    assert not best.rest


def test_the_country_behind_a_county_that_is_known() -> None:
    head = "浙江省杭州市西湖区"
    parse(f"{head}文三路1号")
    best = parse(f"{head}中国{head}永安街12号").best
    assert [(n.kind, n.text) for n in best.noise][-1] == ("country", "中国")
    assert best.get("road") == "永安街"
