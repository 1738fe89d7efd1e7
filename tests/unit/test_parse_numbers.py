"""Numbers that no door can have stay as they were written, and are said to be unread."""

from itertools import pairwise

import pytest

from doorplate.address import Level
from doorplate.normalize import parse


@pytest.mark.parametrize(
    "number", ["0号", "00号", "零号", "12.5号", "123456号", "9" * 20 + "号"]
)
def test_what_is_no_door_number_is_kept_unread(number: str) -> None:
    found = parse(f"武功县普集街道营上村永安街{number}")
    assert found.best.get(Level.NUMBER) is None
    assert found.best.get(Level.ROAD) == "永安街"
    assert [span.text for span in found.best.rest] == [number]
    assert "unread" in {warning.code for warning in found.warnings}


@pytest.mark.parametrize("number", ["10号", "100号", "99999号", "012号"])
def test_numbers_with_noughts_are_numbers(number: str) -> None:
    found = parse(f"武功县普集街道营上村永安街{number}").best
    assert found.get(Level.NUMBER) == f"{int(number[:-1])}号"
    assert not found.rest


@pytest.mark.parametrize(
    "number", ["0弄", "1234567弄", "1234567栋", "123456单元", "123456789室"]
)
def test_no_lane_building_or_room_has_such_a_number(number: str) -> None:
    found = parse(f"永安街{number}")
    assert str(found.best) == "永安街"
    assert [span.text for span in found.best.rest] == [number]
    assert "unread" in {warning.code for warning in found.warnings}


@pytest.mark.parametrize("number", ["五〇号", "一百零五号", "110号"])
def test_a_nought_inside_a_number_is_read(number: str) -> None:
    assert parse(f"永安街{number}").best.get(Level.NUMBER) in {"50号", "105号", "110号"}


def test_two_doors_in_a_row_are_asked_about() -> None:
    found = parse("永安街12号13号")
    assert found.ambiguous
    assert [(w.code, w.span) for w in found.warnings] == [("range", (3, 9))]
    assert not parse("永安街12号5号").ambiguous
    for between in ("和", "/", "与", ";"):
        assert parse(f"永安街12号{between}13号").ambiguous
    assert not parse("永安街12号永安13号").ambiguous


def test_a_bare_small_number_is_a_door() -> None:
    assert parse("5").best.to_dict() == {"number": "5号"}
    assert parse("武功县 12").best.get(Level.NUMBER) == "12号"
    assert parse("5-2-802").best.get(Level.BUILDING) == "5号楼"


def test_block_nought_is_a_building() -> None:
    found = parse("武功县普集街道营上村永安街5号0号楼").best
    assert (found.get(Level.NUMBER), found.get(Level.BUILDING)) == ("5号", "0号楼")
    assert not found.rest
    assert found.get(Level.LANDMARK) is None


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("永安大厦9楼19-20", {"floor": "9层", "room": "19-20室"}),
        ("永安大厦9楼E-085", {"floor": "9层", "room": "E-085室"}),
        ("永安大厦9层05-07单元", {"floor": "9层", "room": "05-07室"}),
        ("永安大厦A12层", {"building": "A座", "floor": "12层"}),
        ("永安大厦B12层", {"building": "B座", "floor": "12层"}),
        ("永安大厦AB12层", {"building": "AB座", "floor": "12层"}),
        ("永安大厦L1层", {"floor": "L1层"}),
        ("永安大厦B1层", {"floor": "负1层"}),
    ],
)
def test_a_floor_is_read_once(tail: str, expected: dict[str, str]) -> None:
    found = parse(f"永安街3号{tail}").best
    assert {key: value for key, value in found.to_dict().items() if key in INSIDE} == expected


INSIDE = {"building", "unit", "floor", "room"}


@pytest.mark.parametrize(
    ("tail", "word", "number"),
    [
        ("永安SOHO6号楼", "永安SOHO", {"building": "6号楼"}),
        ("永安SOHO701室", "永安SOHO", {"room": "701室"}),
        ("永安SOHO12层", "永安SOHO", {"floor": "12层"}),
        ("永安AB6号楼", "永安", {"building": "AB6号楼"}),
    ],
)
def test_a_foreign_word_keeps_its_letters(tail: str, word: str, number: dict[str, str]) -> None:
    found = parse(f"永安街3号{tail}").best.to_dict()
    assert word in (found.get("compound"), found.get("landmark"))
    assert {key: value for key, value in found.items() if key in INSIDE} == number


@pytest.mark.parametrize(
    ("text", "sub"),
    [
        ("永安街3号a", "a"),
        ("永安街3号A附1", "A附1"),
        ("永安街3号A对面", "A"),
        ("永安街3号E园大厦", None),
        ("永安街3号Q宝宝店", None),
        ("永安街3号B幸福小区", "B"),
    ],
)
def test_a_letter_behind_a_number_may_begin_a_name(text: str, sub: str | None) -> None:
    found = parse(text).best
    assert next((c.text for c in found.components if c.level is Level.SUBNUMBER), None) == sub
    assert found.get(Level.NUMBER) == "3号"


def test_a_numbered_plot_is_no_door() -> None:
    found = parse("永安街永安鞋城30号地块").best
    assert found.get(Level.NUMBER) is None
    assert "30号地块" in str(found)


@pytest.mark.parametrize(
    ("number", "span"),
    [("2至5", (3, 6)), ("2至5号", (3, 7)), ("35-171", (3, 9)), ("2、3、4号", (3, 9))],
)
def test_what_may_be_several_doors_is_asked_about(number: str, span: tuple[int, int]) -> None:
    found = parse(f"永安街{number}")
    assert [(w.code, w.span) for w in found.warnings] == [("range", span)]
    assert found.ambiguous


@pytest.mark.parametrize("number", ["2-5", "35-17", "2-5号", "9-10号", "12-14A号"])
def test_a_small_number_behind_a_dash_is_a_sub_number(number: str) -> None:
    assert not parse(f"永安街{number}").warnings


def test_numbers_chained_behind_a_door_lead_into_the_house() -> None:
    found = parse("永安街141号-2-205").best.to_dict()
    assert found == {"road": "永安街", "number": "141号", "building": "2号楼", "room": "205室"}
    assert parse("永安街141号-2").best.get(Level.SUBNUMBER) == "附2"


def test_an_english_ordinal_is_no_door() -> None:
    assert parse("30th Floor, Sino Plaza").best.get(Level.NUMBER) is None
    assert parse("永安街3号永安大厦408LM店").best.get(Level.ROOM) == "408室"
    assert parse("文三路12th大厦").best.get(Level.NUMBER) is None


def test_a_plot_behind_a_street_is_no_door() -> None:
    found = parse("文三路3号地块5号").best
    assert (found.get(Level.NUMBER), found.get(Level.LANDMARK)) == ("5号", "3号地块")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("2至5号", "2至5号"),
        ("二至五号", "2至5号"),
        ("50至5号", "50至5号"),
        ("12A-14号", "12A至14号"),
        ("8-18", "8至18号"),
        ("9-11号", "9至11号"),
        ("389-399号", "389至399号"),
        ("2、5号", "2,5号"),
        ("12号、14号", "12,14号"),
        ("12号,14号,16号", "12,14,16号"),
        ("2-5、7号", "2-5,7号"),
        ("1-3、5、9-11号", "1-3,5,9-11号"),
        ("1～5、7～9号", "1至5,7至9号"),
        ("12-1至13-5号", "12-1至13-5号"),
        ("12-1、3号", "12-1,3号"),
        ("2号附1、5号", "2-1,5号"),
        ("A12、A14号", "A12,A14号"),
        ("A12-A16号", "A12至A16号"),
        ("12甲、14甲号", "12甲,14甲号"),
        ("一、二号", "1,2号"),
        ("第1、2号", "1,2号"),
        ("2、3", "2,3号"),
        ("12A-12C号", "12A至12C号"),
        ("A5-B7号", "A5至B7号"),
        ("12号和14号", "12,14号"),
        ("12和14号", "12,14号"),
        ("12号/14号", "12,14号"),
        ("特1、特2号", "特1,2号"),
        ("特1至特5号", "特1至5号"),
        ("特2-15号", "特2至15号"),
        ("98、100", "98,100号"),
        ("2、22", "2,22号"),
    ],
)
def test_several_doors_are_no_sub_number(written: str, number: str) -> None:
    found = parse(f"永安街{written}")
    assert found.best.to_dict() == {"road": "永安街", "number": number}
    assert [(w.code, w.span) for w in found.warnings] == [("range", (3, 3 + len(written)))]
    assert parse(str(found.best)).best == found.best


@pytest.mark.parametrize(
    ("tail", "inside"),
    [
        ("3号楼301至305室", {"building": "3号楼", "room": "301至305室"}),
        ("3号楼301号、302号", {"building": "3号楼", "room": "301,302室"}),
        ("3号楼301、302室", {"building": "3号楼", "room": "301,302室"}),
        ("3号楼301室、302室", {"building": "3号楼", "room": "301,302室"}),
        ("3号楼301、302、303", {"building": "3号楼", "room": "301,302,303室"}),
        ("3号楼301-303、305室", {"building": "3号楼", "room": "301-303,305室"}),
        ("3号楼301室~305室", {"building": "3号楼", "room": "301至305室"}),
        ("1、2单元", {"unit": "1,2单元"}),
        ("一、二单元", {"unit": "1,2单元"}),
        ("3栋1至3单元", {"building": "3号楼", "unit": "1至3单元"}),
        ("3栋1-2单元", {"building": "3号楼", "unit": "1-2单元"}),
        ("3栋1单元、2单元", {"building": "3号楼", "unit": "1,2单元"}),
        ("3栋1、2门", {"building": "3号楼", "unit": "1,2单元"}),
        ("A、B座", {"building": "A,B座"}),
        ("1-3、5号楼", {"building": "1-3,5号楼"}),
        ("1栋、2栋", {"building": "1,2号楼"}),
        ("3号楼首层及九楼", {"building": "3号楼", "floor": "首层,9层"}),
        ("3号楼3栋-1栋", {"building": "3号楼3号楼1号楼"}),
        (
            "3号楼2单元04、05、06室",
            {"building": "3号楼", "unit": "2单元", "room": "04,05,06室"},
        ),
        ("3号楼101室-105室", {"building": "3号楼", "room": "101至105室"}),
        ("大厦B1至B2层", {"compound": "永安花园大厦", "floor": "负1至负2层"}),
        ("3号楼3、4层", {"building": "3号楼", "floor": "3,4层"}),
        ("3号楼一至三层", {"building": "3号楼", "floor": "1至3层"}),
        ("3号楼B1、B2层", {"building": "3号楼", "floor": "负1,负2层"}),
        ("3号楼负一、负二层", {"building": "3号楼", "floor": "负1,负2层"}),
        ("2、2单元", {"building": "2号楼", "unit": "2单元"}),
        ("A1、B2单元", {"building": "A1号楼", "unit": "B2单元"}),
        ("A1、A2单元", {"unit": "A1,A2单元"}),
        ("五、三单元", {"compound": "永安花园五", "unit": "3单元"}),
        ("3号楼101室-101室", {"building": "3号楼", "room": "101室101室"}),
        ("3号楼1室-2户", {"building": "3号楼", "room": "1室2户"}),
        ("3号楼1室-3室", {"building": "3号楼", "room": "1至3室"}),
        ("3号楼1室、2户", {"building": "3号楼", "room": "1室,2户"}),
        ("12,3单元", {"building": "12号楼", "unit": "3单元"}),
        ("C4,1单元", {"building": "C4号楼", "unit": "1单元"}),
        ("4-1,2层", {"building": "4号楼", "unit": "1单元", "floor": "2层"}),
        ("2至6栋", {"building": "2至6号楼"}),
        ("2C-51幢", {"building": "2C-51号楼"}),
        ("3号楼5~6层", {"building": "3号楼", "floor": "5至6层"}),
        ("3号楼三四楼", {"building": "3号楼", "floor": "3,4层"}),
        ("3号楼第三四五层", {"building": "3号楼", "floor": "3,4,5层"}),
        ("3号楼三十四楼", {"building": "3号楼", "floor": "34层"}),
        ("3号楼二五楼", {"building": "3号楼", "floor": "25层"}),
    ],
)
def test_several_rooms_or_floors_are_one_element(tail: str, inside: dict[str, str]) -> None:
    assert parse(f"永安花园{tail}").best.to_dict() == {"compound": "永安花园"} | inside


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("永安村3、4组5号", {"village": "永安村", "group": "3,4组", "number": "5号"}),
        ("永安村三至五组", {"village": "永安村", "group": "3至5组"}),
        ("永安村3组、4组", {"village": "永安村", "group": "3,4组"}),
        ("永安村1、2排", {"village": "永安村", "lane": "1,2排"}),
        ("永安村3排、4排", {"village": "永安村", "lane": "3,4排"}),
        ("永安街1巷和2巷", {"road": "永安街", "lane": "1,2巷"}),
        ("永安街三条和四条", {"road": "永安街", "lane": "3,4条"}),
        ("永安街三条、四条", {"road": "永安街", "lane": "3,4条"}),
        ("永安街三、四条", {"road": "永安街", "lane": "3,4条"}),
        ("永安村3组-5组", {"village": "永安村", "group": "3至5组"}),
        ("永安村3组-5社", {"village": "永安村", "group": "3组5社"}),
        ("永安村3组和4组", {"village": "永安村", "group": "3,4组"}),
        ("永安街301、302室", {"road": "永安街", "room": "301,302室"}),
        ("永安街12、14室", {"road": "永安街", "number": "12号", "room": "14室"}),
        ("永安街301、502室", {"road": "永安街", "number": "301号", "room": "502室"}),
        ("永安街5、7弄3号", {"road": "永安街", "lane": "5,7弄", "number": "3号"}),
    ],
)
def test_several_groups_or_lanes_are_one_element(text: str, expected: dict[str, str]) -> None:
    assert parse(text).best.to_dict() == expected


@pytest.mark.parametrize(
    ("tail", "span"),
    [
        ("301、302室", (7, 15)),
        ("301～305室", (7, 15)),
        ("301,302", (7, 14)),
        ("101室-105室", (7, 16)),
        ("301-305室", (7, 15)),
        ("301-305", (7, 14)),
        ("A301-A305室", (7, 17)),
        ("1201-03室", (7, 15)),
        ("1层05-08室", (9, 15)),
    ],
)
def test_several_rooms_are_asked_about(tail: str, span: tuple[int, int]) -> None:
    for head in ("永安花园3号楼", "武功县普集街道永安花园3号楼"):
        found = parse(head + tail)
        assert [w.code for w in found.warnings][-1:] == ["range"]
        assert found.warnings[-1].span == tuple(len(head) - 7 + at for at in span)


@pytest.mark.parametrize("tail", ["301-2室", "1201-1室", "3-301室", "1-501室", "1203-01室"])
def test_a_building_a_room_or_a_part_of_one_is_not_several(tail: str) -> None:
    assert not parse(f"永安花园3号楼{tail}").warnings


@pytest.mark.parametrize("tail", ["301室301室", "301室,301室", "1室,154002"])
def test_what_is_said_twice_is_no_list(tail: str) -> None:
    assert "," not in (parse(f"永安花园3号楼{tail}").best.get(Level.ROOM) or "")


@pytest.mark.parametrize("each", ["", "号"])
def test_more_numbers_than_a_list_holds_are_left_unread(each: str) -> None:
    few, many = (f"{each}、".join(map(str, range(1, most))) + "号" for most in (32, 33))
    assert (
        parse(f"永安街{few}").best.get(Level.NUMBER)
        == few.replace("号", "").replace("、", ",") + "号"
    )
    found = parse(f"永安街{many}")
    assert [span.text for span in found.best.rest] == [many]
    assert found.best.to_dict() == {"road": "永安街"}
    assert [warning.code for warning in found.warnings] == ["unread"]


def test_more_elements_than_a_list_holds_are_not_joined() -> None:
    groups = "、".join(f"{one}组" for one in range(1, 41))
    found = [part.value for part in parse(f"营上村{groups}").best.components[1:]]
    assert [value.count(",") for value in found] == [30, 8]


@pytest.mark.parametrize(("number", "rest"), [("0、1号", "0"), ("1、0号", "0号")])
def test_no_door_has_number_0_in_a_list(number: str, rest: str) -> None:
    found = parse(f"永安街{number}")
    assert found.best.to_dict() == {"road": "永安街", "number": "1号"}
    assert [span.text for span in found.best.rest] == [rest]
    assert parse("永安街10、12号").best.get(Level.NUMBER) == "10,12号"
    assert parse("永安街10、12号旁0号").best.get(Level.NUMBER) == "10,12号"


def test_a_row_by_its_letters_is_no_sub_number() -> None:
    (sure,), (asked,) = parse("永安街12A-12C号").warnings, parse("永安街12-18号").warnings
    assert "may be" not in sure.text.en
    assert "may be" in asked.text.en


@pytest.mark.parametrize(
    ("number", "room"),
    [
        ("12,301", "301室"),
        ("12,301室", "301室"),
        ("12,40", None),
        ("12,12", None),
        ("12,33", None),
    ],
)
def test_a_number_far_from_the_door_is_another_thing(number: str, room: str | None) -> None:
    found = parse(f"永安街{number}").best
    assert (found.get(Level.NUMBER), found.get(Level.ROOM)) == ("12号", room)


def test_a_door_before_a_building_is_none_of_a_list() -> None:
    found = parse("永安街12号、14号楼").best.to_dict()
    assert found == {"road": "永安街", "number": "12号", "building": "14号楼"}


@pytest.mark.parametrize("lane", ["1099弄", "四巷"])
def test_a_dwelling_behind_the_door_of_a_lane(lane: str) -> None:
    found = parse(f"永安街{lane}8-402").best
    assert (found.get(Level.NUMBER), found.get(Level.ROOM)) == ("8号", "402室")


@pytest.mark.parametrize("between", ["、", "附", "、1附", "附1、"])
def test_a_list_of_doors_ends(between: str) -> None:
    """What is longer is no list, and every place of it would be read to its end again."""
    chain = f"1{between}" * 40 + "1号"
    parts = [part for part in parse(chain).best.components if part.level is Level.NUMBER]
    assert max((len(part.text) for part in parts), default=0) <= 31 * len("1、") + 1


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("甲天下饭店", {"compound": "甲天下饭店"}),
        ("甲级写字楼", {"compound": "甲级写字楼"}),
        ("丁家庄花园", {"compound": "丁家庄花园"}),
        ("甲永安大厦", {"subnumber": "甲", "compound": "永安大厦"}),
        ("乙", {"subnumber": "乙"}),
        ("丁", {"subnumber": "丁"}),
        ("丁附1", {"subnumber": "丁附1"}),
        ("丁2楼", {"subnumber": "丁", "floor": "2层"}),
        ("丁东侧", {"subnumber": "丁"}),
    ],
)
def test_a_stem_behind_a_number_may_begin_a_name(behind: str, expected: dict[str, str]) -> None:
    found = parse(f"永安街12号{behind}").best.to_dict()
    assert found == {"road": "永安街", "number": "12号"} | expected


@pytest.mark.parametrize(
    ("text", "read", "unread"),
    [
        ("Hello World", {}, "Hello World"),
        ("No. 12, Yongan Road, Wugong", {"number": "12号"}, "Yongan Road, Wugong"),
        ("Yongan Plaza, Building 3", {"building": "3号楼"}, "Yongan Plaza"),
    ],
)
def test_a_text_without_a_chinese_word_names_no_place(
    text: str, read: dict[str, str], unread: str
) -> None:
    found = parse(text)
    assert found.best.to_dict() == read
    assert [span.text for span in found.best.rest] == [unread]
    assert [warning.code for warning in found.warnings] == ["unread"]
    assert parse("永安街12号 KFC").best.get(Level.LANDMARK) == "KFC"
    assert parse("KFC").confidence == 0.0


@pytest.mark.parametrize(
    ("tail", "inside"),
    [
        ("永安大厦A28楼", {"building": "A座", "floor": "28层"}),
        ("永安园A28楼", {"building": "A28号楼"}),
        ("永安大厦A2楼", {"building": "A2号楼"}),
        ("永安大厦A12楼3层", {"building": "A12号楼", "floor": "3层"}),
        ("永安大厦A12楼1302室", {"building": "A12号楼", "room": "1302室"}),
        ("永安大厦B1楼", {"floor": "负1层"}),
        ("永安大厦13A03室", {"room": "13A03室"}),
        ("永安大厦8O1室", {"room": "801室"}),
        ("永安大厦801--803室", {"room": "801-803室"}),
        ("永安花园6——983", {"building": "6号楼", "room": "983室"}),
        ("永安商城CD2601-CD2866", {"room": "CD2601-CD2866室"}),
        ("永安花园27楼2单元105室", {"building": "27号楼", "unit": "2单元", "room": "105室"}),
        ("永安花园二楼一单元", {"building": "2号楼", "unit": "1单元"}),
        ("永安花园8一单元", {"building": "8号楼", "unit": "1单元"}),
        ("永安广场F3层", {"floor": "3层"}),
        ("8号院6号楼", {"building": "6号楼"}),
        ("永安花园5栋3单602", {"building": "5号楼", "unit": "3单元", "room": "602室"}),
        ("永安花园5栋首层", {"building": "5号楼", "floor": "首层"}),
        ("永安花园5栋2楼整层", {"building": "5号楼", "floor": "2层"}),
        ("永安花园E8-1栋", {"building": "E8-1号楼"}),
        ("-5号楼", {"building": "5号楼"}),
        ("永安大厦27楼2单元", {"floor": "27层", "unit": "2单元"}),
        ("永安大厦东塔8楼", {"building": "东塔", "floor": "8层"}),
        ("永安大厦东塔楼8楼", {"building": "东塔", "floor": "8层"}),
        ("永安广场B塔1401", {"building": "B座", "room": "1401室"}),
        ("永安商城46650店铺", {"room": "46650室"}),
    ],
)
def test_what_lies_inside_in_more_spellings(tail: str, inside: dict[str, str]) -> None:
    found = parse(f"永安街3号{tail}").best
    assert {key: value for key, value in found.to_dict().items() if key in INSIDE} == inside
    assert found.get(Level.NUMBER) == "3号"


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("12号店", {"number": "12号"}),
        ("12号商铺永安酒家", {"number": "12号", "landmark": "永安酒家"}),
        ("12号-8店面", {"number": "12号", "room": "8室"}),
        ("12号12号铺", {"number": "12号", "room": "12室"}),
        ("12号房管大楼", {"number": "12号", "compound": "房管大楼"}),
        ("12号门诊部", {"number": "12号", "landmark": "门诊部"}),
        ("12--14号", {"number": "12至14号"}),
        ("12--1号", {"number": "12号", "subnumber": "附1"}),
    ],
)
def test_the_number_right_behind_a_street_is_the_door(
    tail: str, expected: dict[str, str]
) -> None:
    assert parse(f"永安街{tail}").best.to_dict() == {"road": "永安街"} | expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("永安街3号永安中心15号馆2楼", {"building": "15号馆", "floor": "2层"}),
        ("永安街3号4号库", {"building": "4号库"}),
        ("永安街3号永安市场1872号", {"room": "1872室"}),
        ("永安街3号永安花园187号", {"building": "187号楼"}),
        ("永安街3号永安花园笫三幢", {"building": "3号楼"}),
        ("永安街3号永安大厦2号电梯8楼", {"floor": "8层", "landmark": "2号电梯"}),
        ("永安街3号永安2000商务中心", {"compound": "永安2000商务中心"}),
        ("永安街3号404医院6楼", {"compound": "404医院", "floor": "6层"}),
        ("永安街3号永安大厦4017永安银行", {"room": "4017室"}),
    ],
)
def test_halls_lifts_and_names_with_digits(text: str, expected: dict[str, str]) -> None:
    found = parse(text).best.to_dict()
    assert found["number"] == "3号"
    assert expected.items() <= found.items()
    assert "room" not in found or "room" in expected


def test_a_store_at_a_street_has_its_number() -> None:
    assert parse("永安街4号库").best.get(Level.NUMBER) == "4号"


@pytest.mark.parametrize("behind", ["3号710048", "3号2单元502室710048", "3号_710048"])
def test_six_digits_behind_a_house_are_its_postcode(behind: str) -> None:
    found = parse(f"永安街{behind}").best
    assert [(span.kind, span.text) for span in found.noise][-1:] == [("postcode", "710048")]
    assert found.get(Level.NUMBER) == "3号"


@pytest.mark.parametrize("text", ["永安街北塔村3号", "北塔区永安街3号", "永安街南塔路3号"])
def test_a_tower_that_names_another_place_is_none(text: str) -> None:
    assert parse(text).best.get(Level.BUILDING) is None


@pytest.mark.parametrize("text", ["武功县021", "陕西省咸阳市武功县1234"])
def test_a_county_has_no_rooms(text: str) -> None:
    found = parse(text)
    assert found.best.get(Level.ROOM) is None
    assert "unread" in [warning.code for warning in found.warnings]


@pytest.mark.parametrize("number", ["特1号", "临1号", "自编1号"])
def test_doors_that_are_counted_apart(number: str) -> None:
    found = parse(f"永安街{number}附2").best
    assert found.to_dict() == {"road": "永安街", "number": number, "subnumber": "附2"}
    assert parse(str(found)).best == found
    assert parse(f"永安街奥特{number[-2:]}").best.get(Level.NUMBER) == "1号"


@pytest.mark.parametrize(
    "name", ["永安国际城", "永安大学城", "永安花园城", "永安街区", "永安别墅区"]
)
def test_estates_of_a_kind(name: str) -> None:
    assert parse(f"{name}3号楼").best.to_dict() == {"compound": name, "building": "3号楼"}


def test_where_at_a_road() -> None:
    assert parse("永安东路段12号").best.to_dict() == {"road": "永安东路", "number": "12号"}
    found = parse("永安街12号正西方向90米永安大厦").best
    assert found.get(Level.LANDMARK) is None
    assert [(span.kind, span.text) for span in found.noise] == [("distance", "正西方向90米")]


def test_the_doors_of_a_lane_behind_its_word() -> None:
    found = parse("永安街50弄之1-8号永安花园")
    assert found.best.to_dict() == {
        "road": "永安街", "lane": "50弄", "number": "1号", "subnumber": "附8",
        "compound": "永安花园",
    }  # fmt: skip
    assert parse("永安街50弄之1-28号").best.get(Level.NUMBER) == "1至28号"


def test_a_yard_behind_a_number_is_no_building() -> None:
    found = parse("永安街3号8号院6号楼").best.to_dict()
    assert found == {
        "road": "永安街",
        "number": "3号",
        "compound": "8号院",
        "building": "6号楼",
    }


@pytest.mark.parametrize(
    ("text", "building", "room"),
    [
        ("东方小区1、2号楼", "1,2号楼", None),
        ("东方小区1、2、3栋", "1,2,3号楼", None),
        ("东方小区1，2幢302室", "1,2号楼", "302室"),
        ("东方小区12号、3号楼", "3号楼", None),
    ],
)
def test_a_list_of_buildings_is_no_door(text: str, building: str, room: str | None) -> None:
    found = parse(text).best
    assert (found.get("building"), found.get("room")) == (building, room)
    assert found.get("landmark") is None
    assert "," not in (found.get("number") or "")


@pytest.mark.parametrize("head", ["", "陕西省咸阳市武功县普集街道"])
@pytest.mark.parametrize(
    ("text", "number", "sub"),
    [
        ("2号附1至附5", "2号", "附1至附5"),
        ("2-1至2-5号", "2号", "附1至附5"),
        ("2-1号至2-5号", "2号", "附1至附5"),
        ("2号附1至2号附5", "2号", "附1至附5"),
        ("2号附1、附5", "2号", "附1,附5"),
        ("2号附1、5", "2号", "附1,附5"),
        ("2附1、5", "2号", "附1,附5"),
        ("2号附1,附2,附3", "2号", "附1,附2,附3"),
        ("2-1、2-5号", "2号", "附1,附5"),
        ("2号-1、-5", "2号", "附1,附5"),
        ("2号之一、之五", "2号", "附1,附5"),
        ("2号附1-15号", "2号", "附1至附15"),
        ("2附1-15号", "2号", "附1至附15"),
        ("二号附1-15号", "2号", "附1至附15"),
        ("第2号附1-15号", "2号", "附1至附15"),
        ("特2号附1至附5", "特2号", "附1至附5"),
        ("附1、附5", None, "附1,附5"),
        ("附1至5号", None, "附1至附5"),
        ("附1-5号", None, "附1-5"),
        ("2号附1-5号", "2号", "附1-5"),
    ],
)
def test_sub_numbers_apart_are_several_doors(
    head: str, text: str, number: str | None, sub: str
) -> None:
    found = parse(f"{head}西街{text}")
    assert (found.best.get(Level.NUMBER), found.best.get(Level.SUBNUMBER)) == (number, sub)
    assert "range" in {warning.code for warning in found.warnings}
    assert parse(str(found.best)).best == found.best


@pytest.mark.parametrize("number", ["2号附1附5", "附1附7"])
def test_sub_numbers_together_are_one_door(number: str) -> None:
    assert not parse(f"西街{number}").warnings


@pytest.mark.parametrize(
    ("written", "number"),
    [("一万三千五百号", "13500号"), ("一万零五号", "10005号"), ("三万号", "30000号")],
)
def test_a_number_above_ten_thousand_is_read(written: str, number: str) -> None:
    assert parse(f"永安街{written}").best.to_dict() == {"road": "永安街", "number": number}


def test_a_name_with_ten_thousand_stays_a_name() -> None:
    found = parse("百万庄大街1号万达广场").best
    assert found.to_dict() == {"road": "百万庄大街", "number": "1号", "compound": "万达广场"}


@pytest.mark.parametrize("house", ["自建房", "民房", "村民自建房", "住宅", "出租房"])
@pytest.mark.parametrize("number", ["12", "12号"])
def test_a_word_for_a_house_behind_a_number_keeps_it(house: str, number: str) -> None:
    found = parse(f"武功县普集街道营上村{number}{house}").best
    assert (found.get(Level.VILLAGE), found.get(Level.NUMBER)) == ("营上村", "12号")


@pytest.mark.parametrize(
    "place", ["3号口", "2出口", "2号出口", "A口", "B2口", "D出口", "C出入口"]
)
def test_an_exit_of_a_station_is_no_door(place: str) -> None:
    found = parse(f"永安街地铁永安站{place}").best
    assert found.to_dict() == {"road": "永安街", "landmark": f"地铁永安站{place}"}


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("12号入口", {"number": "12号"}),
        ("12号口腔医院", {"number": "12号", "compound": "口腔医院"}),
        ("12号口岸大厦", {"number": "12号", "compound": "口岸大厦"}),
        ("12号门口", {"number": "12号"}),
    ],
)
def test_the_mouth_of_a_door_is_no_exit(tail: str, expected: dict[str, str]) -> None:
    assert parse(f"永安街{tail}").best.to_dict() == {"road": "永安街"} | expected


def test_the_exit_of_a_motorway_is_no_door() -> None:
    assert parse("永安高速12出口").best.get(Level.LANDMARK) == "12出口"


@pytest.mark.parametrize("street", ["营上村", "营上村3组", "永安街"])
def test_two_numbers_behind_a_street_are_none_of_a_building(street: str) -> None:
    found = parse(f"{street}3-126号")
    assert found.best.get(Level.NUMBER) == "3至126号"
    assert [warning.code for warning in found.warnings] == ["range"]
    assert parse("永安花园3-126号").best.get(Level.BUILDING) == "3号楼"


@pytest.mark.parametrize("around", ["(({}))", "（（{}））", "((({})))", "(({}", "{}((附近))"])
def test_brackets_within_brackets_say_no_more_than_one_pair(around: str) -> None:
    found = parse(around.format("营上村12号")).best
    assert found.to_dict() == {"village": "营上村", "number": "12号"}
    assert not found.rest


@pytest.mark.parametrize(
    ("tail", "inside"),
    [
        ("12号A、B座", {"number": "12号", "building": "A,B座"}),
        ("12号E、F座", {"number": "12号", "building": "E,F座"}),
        ("12号A/B座", {"number": "12号", "building": "A,B座"}),
        ("12号A-C座", {"number": "12号", "building": "A至C座"}),
        ("12号A座和B座", {"number": "12号", "building": "A,B座"}),
        ("12号甲、乙栋", {"number": "12号", "building": "甲,乙号楼"}),
        ("甲栋、乙栋", {"building": "甲,乙号楼"}),
        ("甲乙栋", {"building": "甲,乙号楼"}),
        ("12号东、西楼", {"number": "12号", "building": "东,西楼"}),
        ("A、B楼", {"building": "A,B座"}),
        ("12号A、B室", {"number": "12号", "room": "A,B室"}),
        ("2栋东、西单元", {"building": "2号楼", "unit": "东,西单元"}),
        ("2栋东西单元", {"building": "2号楼", "unit": "东,西单元"}),
        ("2栋3层东户、西户", {"building": "2号楼", "floor": "3层", "room": "东,西户"}),
        ("12号A、B", {"number": "12A,12B号"}),
        ("12号甲、乙", {"number": "12甲,12乙号"}),
    ],
)
def test_places_that_bear_marks_are_a_list(tail: str, inside: dict[str, str]) -> None:
    best = parse(f"永安街{tail}").best
    assert best.to_dict() == {"road": "永安街"} | inside
    assert parse(str(best)).best == best


@pytest.mark.parametrize(
    "written",
    [
        "101号、102号商铺",
        "101号和102号门面",
        "101、102号商铺",
        "101、102号商铺二楼",
        "101号商铺、102号商铺",
    ],
)
def test_shops_at_a_street_are_a_list_of_doors(written: str) -> None:
    found = parse(f"永安街{written}")
    assert found.best.get("number") == "101,102号"
    assert [w.code for w in found.warnings] == ["range"]
    spans = [(part.start, part.end) for part in found.best.components]
    spans = sorted(spans + [(span.start, span.end) for span in found.best.noise])
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize(("written", "room"), [("12号、102号商铺", "102室")])
def test_a_shop_far_from_the_door_is_inside(written: str, room: str) -> None:
    best = parse(f"永安街{written}").best
    assert (best.get("number"), best.get("room")) == ("12号", room)


@pytest.mark.parametrize(
    "written", ["特12-特14号", "特12号-特14号", "特12号-特14号商铺", "特12-14号铺面"]
)
@pytest.mark.parametrize("place", ["永安街", "营上村", "永安市场"])
def test_a_row_of_doors_counted_apart(place: str, written: str) -> None:
    found = parse(place + written)
    assert found.best.get("number") == "特12至14号"
    assert [w.code for w in found.warnings][-1] == "range"


def test_a_row_counted_apart_says_so_whatever_its_numbers() -> None:
    assert parse("永安街临5-临1号").best.get("number") == "临5至1号"
    assert parse("永安街临1-2号").best.get("subnumber") == "附2"
    assert parse("永安街特12号商铺").best.to_dict() == {"road": "永安街", "number": "特12号"}
    assert parse("永安市场特1号").best.get("number") == "特1号"
    assert parse("永安街特5号-特7号楼").best.get("building") == "7号楼"


@pytest.mark.parametrize(
    ("tail", "inside", "asked"),
    [
        ("12号附1-附5号", {"number": "12号", "subnumber": "附1至附5"}, True),
        ("12号附1-附5", {"number": "12号", "subnumber": "附1至附5"}, True),
        ("附1-附5号", {"subnumber": "附1至附5"}, True),
        ("12号101A-101C室", {"number": "12号", "room": "101A-101C室"}, True),
        ("2栋负1层、1层", {"building": "2号楼", "floor": "负1,1层"}, False),
        ("12号1F至3F", {"number": "12号", "floor": "1至3层"}, False),
    ],
)
def test_a_row_with_a_word_at_each_end(
    tail: str, inside: dict[str, str], *, asked: bool
) -> None:
    found = parse(f"永安街{tail}")
    assert found.best.to_dict() == {"road": "永安街"} | inside
    assert ("range" in [w.code for w in found.warnings]) is asked
    assert parse(str(found.best)).best == found.best
