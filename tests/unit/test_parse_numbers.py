"""Numbers that no door can have stay as they were written, and are said to be unread."""

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


def test_a_bare_small_number_is_a_door() -> None:
    assert parse("5").best.to_dict() == {"number": "5号"}
    assert parse("武功县 12").best.get(Level.NUMBER) == "12号"
    assert parse("5-2-802").best.get(Level.BUILDING) == "5号楼"


def test_block_nought_is_a_building() -> None:
    found = parse("武功县普集街道营上村永安街5号0号楼").best
    assert (found.get(Level.NUMBER), found.get(Level.BUILDING)) == ("5号", "0号楼")
    assert not found.rest
    assert found.get(Level.LANDMARK) is None
