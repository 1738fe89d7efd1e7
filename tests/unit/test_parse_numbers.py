"""Numbers that no door can have stay as they were written, and are said to be unread."""

import pytest

from doorplate.address import Level
from doorplate.normalize import parse


@pytest.mark.parametrize("number", ["0号", "00号", "12.5号", "123456号", "9" * 20 + "号"])
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


def test_block_nought_is_a_building() -> None:
    found = parse("武功县普集街道营上村永安街5号0号楼").best
    assert (found.get(Level.NUMBER), found.get(Level.BUILDING)) == ("5号", "0号楼")
    assert not found.rest
    assert found.get(Level.LANDMARK) is None
