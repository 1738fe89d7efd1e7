"""Levels, components, addresses and door numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from doorplate._numerals import to_chinese, to_int
from doorplate.address import Address, DoorNumber, Level, NumberStyle
from doorplate.errors import AddressError, DoorplateError, NumberFormatError

SAME = ["12号附1", "12号附1号", "12附1号", "12-1号", "12-1", "12号-1", "12号之一", "12號之1",
        "１２－１号", "十二号附一号", "012号附01", " 12 号 附 1 "]  # fmt: skip


@pytest.mark.parametrize("text", SAME)
def test_every_spelling_of_a_sub_number_is_one_value(text: str) -> None:
    assert DoorNumber.parse(text) == DoorNumber(12, (1,))


@pytest.mark.parametrize("text", ["甲12号", "12号甲", "12甲号", "12甲"])
def test_a_stem_before_or_behind_is_one_suffix(text: str) -> None:
    assert DoorNumber.parse(text) == DoorNumber(12, suffix="甲")


@pytest.mark.parametrize(
    "text", ["", "号", "0号", "100000号", "12号附0", "甲12号乙", "十十号", "12号路", "1" * 5000]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    assert not DoorNumber.is_valid(text)
    with pytest.raises(NumberFormatError):
        DoorNumber.parse(text)


def test_unknown_suffix_is_refused() -> None:
    with pytest.raises(NumberFormatError, match="suffix"):
        DoorNumber(12, suffix="店")


def test_order_follows_the_street() -> None:
    texts = ["14号", "12号附2", "12号", "12号附1", "12号甲", "2号"]
    assert [str(n) for n in sorted(map(DoorNumber.parse, texts))] == [
        "2号", "12号", "12号附1", "12号附2", "12号甲", "14号",
    ]  # fmt: skip


numbers = st.builds(
    DoorNumber,
    st.integers(1, 99_999),
    st.lists(st.integers(1, 9_999), max_size=2).map(tuple),
    st.sampled_from(["", "甲", "癸", "A", "Z"]),
)


@given(numbers, st.sampled_from(NumberStyle))
def test_every_style_reads_back(number: DoorNumber, style: NumberStyle) -> None:
    assert DoorNumber.parse(number.format(style)) == number


@given(numbers, numbers)
def test_order_agrees_with_equality(a: DoorNumber, b: DoorNumber) -> None:
    assert (a < b) + (a == b) + (a > b) == 1


@given(st.integers(0, 9_999))
def test_chinese_numerals_read_back(number: int) -> None:
    assert to_int(to_chinese(number)) == number


@pytest.mark.parametrize(
    "text", ["", "十十", "百", "百二", "二三十", "零十", "廿廿", "路", "1234567890"]
)
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert to_int(text) is None


def test_address_reads_by_level_and_compares_by_value() -> None:
    a = Address.of(number="12号", subnumber="附1", village="营上村", district="武功县")
    assert str(a) == "武功县营上村12号附1"
    assert a == Address.from_dict(a.to_dict())
    assert hash(a) == hash(Address.from_dict(a.to_dict()))
    assert a.get(Level.ROAD) is None
    assert a.door_number == DoorNumber(12, (1,))
    assert a.without(Level.SUBNUMBER).door_number == DoorNumber(12)
    assert a != "武功县营上村12号附1"
    assert not Address()


def test_number_components_are_the_address_levels() -> None:
    parts = DoorNumber(12, (1, 2), "甲").components
    assert [(c.level, c.value) for c in parts] == [
        (Level.NUMBER, "12号"),
        (Level.SUBNUMBER, "甲附1-2"),
    ]


@pytest.mark.parametrize("values", [{"street": "人民路"}, {"road": " "}])
def test_wrong_levels_and_empty_values_are_refused(values: dict[str, str]) -> None:
    with pytest.raises(AddressError):
        Address.of(**values)


def test_unreadable_number_is_no_door_number() -> None:
    assert Address.of(number="无号").door_number is None
    assert Address.of(road="人民路").door_number is None


class Household(BaseModel):
    at: Address
    number: DoorNumber


def test_pydantic_fields_read_text_and_json() -> None:
    home = Household.model_validate({"at": {"road": "人民路"}, "number": "12-1"})
    assert home.number == DoorNumber(12, (1,))
    assert Household.model_validate_json(home.model_dump_json()) == home
    assert Household(at=home.at, number=home.number) == home
    assert Household.model_json_schema()["properties"]["number"]["type"] == "string"


def test_errors_say_what_where_and_what_to_do_in_both_languages() -> None:
    with pytest.raises(DoorplateError) as caught:
        Level.of("street")
    assert "street" in caught.value.message("zh")
    assert "Use one of" in str(caught.value)


def test_every_level_has_words() -> None:
    assert [level.text.zh for level in (Level.PROVINCE, Level.LANDMARK)] == ["省", "地标"]


def test_numbers_that_would_run_together_are_parted() -> None:
    address = Address.of(road="复兴南路", number="390号", subnumber="附2", floor="5层")
    assert str(address) == "复兴南路390号附2 5层"
    assert str(Address.of(landmark="SOHO")) == "SOHO"
    assert str(Address.of(compound="银河SOHO", building="A座")) == "银河SOHO A座"
    assert str(Address.of(road="鹤大线", compound="阳光新城")) == "鹤大线 阳光新城"
    assert str(Address.of(road="鹤大线", number="5号")) == "鹤大线5号"
