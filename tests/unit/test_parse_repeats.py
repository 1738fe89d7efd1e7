"""Addresses that their text says twice."""

import time

import pytest

from doorplate.match import Record, dedupe
from doorplate.normalize import parse


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("西苑9幢西苑9号楼", "西苑9号楼"),
        ("西苑二期9幢(胜利街南)西苑2期9幢", "西苑二期9号楼"),
        ("话园8幢话园小区8幢", "话园8号楼"),
        ("永安街12号永安街12号东方小区3栋", "永安街12号东方小区3号楼"),
        ("永安街12号3-2-501永安街12号3-2-501", "永安街12号3号楼2单元501室"),
        ("永安路408弄九号永安路408弄小区", "永安路408弄9号小区"),
        ("永安街12号附近永安街小卖部", "永安街12号小卖部"),
        ("永安村12号永安村12号东方小区", "永安村12号东方小区"),
        ("永安村9幢(公园西)永安村9号楼", "永安村9号楼"),
        ("永安村1号院(公园西)永安村1号院9号楼", "永安村1号院9号楼"),
        ("永安村3组永安村12号", "永安村3组12号"),
    ],
)
def test_what_is_said_again_is_set_apart(text: str, once: str) -> None:
    parsed = parse(text)
    assert "".join(part.value for part in parsed.best.components) == once
    assert "repeat" in {span.kind for span in parsed.best.noise}
    assert not parsed.warnings


@pytest.mark.parametrize(
    "text",
    [
        "西苑9幢西苑8号楼",
        "西苑小区9幢西苑8号楼",
        "西苑1期9幢西苑2期9幢",
        "永安街67号永安街107号院",
        "永安街三巷5号永安街四巷5号",
        "永安路115弄12号东北60米永安路115弄52号",
        "永安村12号永安村13号",
        "永安村3组12号永安村5组12号",
        "永安村3组永安村5组12号",
    ],
)
def test_two_numbers_of_one_place_are_asked_about(text: str) -> None:
    parsed = parse(text)
    assert [warning.code for warning in parsed.warnings] == ["several"]
    assert "repeat" not in {span.kind for span in parsed.best.noise}


def test_a_stretch_that_is_said_again_is_one() -> None:
    (again,) = parse("永安街12号永安街12号东方小区").best.noise
    assert (again.kind, again.text, again.start) == ("repeat", "永安街12号", 6)


def test_the_number_of_a_street_and_of_its_estate_may_be_the_same() -> None:
    found = parse("永安街12号东方小区12栋").best
    assert (found.get("number"), found.get("building")) == ("12号", "12号楼")


def seconds(text: str) -> float:
    """Processor time of reading a text, the least of a few."""
    found = []
    for _ in range(3):
        start = time.process_time()
        parse(text)
        found.append(time.process_time() - start)
    return min(found)


def test_a_village_that_is_said_often_costs_no_square_of_times() -> None:
    few, many = seconds("12号永安村" * 400), seconds("12号永安村" * 1600)
    assert many < 8 * few


def test_an_address_that_is_said_twice_is_its_door() -> None:
    texts = "西苑9幢西苑9号楼", "西苑9号楼"
    assert len(dedupe([Record(text, parse(text).best) for text in texts])) == 1


def test_texts_read_before_do_not_say_whether_two_numbers_are_equal() -> None:
    for number in range(1, 6):
        assert parse(f"东苑{number}幢东苑{number + 1}号楼").warnings
    for number in range(1, 6):
        assert parse(f"东苑{number}幢东苑{number}号楼").best.get("building") == f"{number}号楼"
    assert parse("东苑6幢东苑7号楼").warnings


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("南京市六合区雄州街道雄州镇永安街9号", "雄州街道"),
        ("杭州市余杭区良渚街道永安街9号良渚镇", "良渚街道"),
        ("咸宁市咸安区永安办事处永安办事处永安街9号", "永安街道"),
    ],
)
def test_a_town_is_the_same_by_its_name_of_yesterday(text: str, town: str) -> None:
    found = parse(text).best
    assert (found.get("town"), found.get("road"), found.get("number")) == (
        town,
        "永安街",
        "9号",
    )


@pytest.mark.parametrize(
    ("text", "road", "door"),
    [
        ("永安路与复兴路交叉口东50米金沙路921弄3号", "金沙路", "921弄3号"),
        ("永安路与复兴路交叉口东50米永安路12号", "永安路", "12号"),
        ("永安路与复兴路交叉口", "永安路复兴路", ""),
        ("永安路与复兴路交叉口12号", "永安路复兴路", "12号"),
    ],
)
def test_streets_that_cross_near_a_door_are_not_its_street(
    text: str, road: str, door: str
) -> None:
    found = parse(text).best
    assert found.get("road") == road
    assert (found.get("lane") or "") + (found.get("number") or "") == door
