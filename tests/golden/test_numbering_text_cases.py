"""Golden cases 54 to 61: what the texts on plates and in lists mean."""

import pytest

from doorplate.address import DoorNumber
from doorplate.normalize import parse
from doorplate.numbering import canonical, load_policy, may_be_range, spell
from numbering_cases import V, varied


def levels(text: str) -> list[dict[str, str]]:
    return [c.address.to_dict() for c in parse(text).candidates]


def test_case_54_a_town_of_former_days() -> None:
    """普集镇 is 普集街道 today, and it is said; group 3, number 12."""
    parsed = parse("武功县普集镇营上村3组12号")
    found = parsed.best.to_dict()
    assert found["town"] == "普集街道"
    assert (found["village"], found["group"], found["number"]) == ("营上村", "3组", "12号")
    assert any("普集街道" in w.text.zh for w in parsed.warnings)


def test_case_55_no_correction_to_a_near_name() -> None:
    """上营村 stays 上营村, of 武功镇."""
    (only,) = levels("武功县上营村12号")
    assert (only["town"], only["village"]) == ("武功镇", "上营村")


def test_case_56_two_villages_of_one_name() -> None:
    """凹里村 without a town is ambiguous: both towns stand in the answer."""
    parsed = parse("武功县凹里村5号")
    assert parsed.ambiguous
    towns = {c["town"] for c in levels("武功县凹里村5号")}
    assert towns == {"普集街道", "苏坊镇"}


def test_case_57_an_unknown_village_is_not_corrected() -> None:
    """营山村 is not turned into 营上村 by the parser; it says that it is unknown."""
    parsed = parse("普集街道营山村8号")
    assert parsed.best.get("village") == "营山村"
    assert any("营山村" in w.text.zh for w in parsed.warnings)


@pytest.mark.parametrize("text", ["十二号", "12號", "１２号", "012号", "12#"])
def test_case_58_one_number_in_five_spellings(text: str) -> None:
    """All are 12; printed 12号."""
    assert DoorNumber.parse(text) == DoorNumber(12)
    assert str(DoorNumber.parse(text)) == "12号"


@pytest.mark.parametrize("text", ["12-1号", "12号之一", "12号附1号"])
def test_case_59_one_sub_number_in_three_spellings(text: str) -> None:
    """All are (12, 1), printed in the policy's style."""
    number = DoorNumber.parse(text)
    assert number == DoorNumber(12, (1,))
    assert spell(number, V) == "12-1号"
    assert spell(number, load_policy("taiwan-left-odd")) == "12號之1"


def test_case_60_a_stem() -> None:
    """12号甲 stays 甲; it is 12-1 only where the policy says so."""
    number = DoorNumber.parse("12号甲")
    assert canonical(number, V) == DoorNumber(12, (), "甲")
    assert canonical(number, varied(V, sub={"stem_as_sub": True})) == DoorNumber(12, (1,))


@pytest.mark.parametrize(
    ("text", "ambiguous"), [("89-115号", True), ("89-90号", False), ("12-1号", False)]
)
def test_case_61_range_or_sub_number(text: str, *, ambiguous: bool) -> None:
    """89-115 may be the range 89 to 115: larger, and of one parity."""
    assert may_be_range(DoorNumber.parse(text)) is ambiguous
