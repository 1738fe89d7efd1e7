"""One name in many towns: cost stays near linear, and what matters is still found."""

import pytest

from doorplate.address import Address
from doorplate.match import Record, dedupe
from doorplate.match._neighbours import Neighbourhood
from doorplate.match._parts import Name
from match_lists import together

MANY = 400


def village(town: int | None, district: str = "武功") -> Name:
    named = "" if town is None else f"{chr(0x4E00 + town)}{chr(0x6000 + town)}"
    return Name(("", "", district, "", named), ("李庄", "", "", "", ""))


@pytest.mark.parametrize("district", ["武功", ""])
def test_a_name_in_hundreds_of_towns_is_tried_against_few(district: str) -> None:
    found = Neighbourhood().fill([village(town, district) for town in range(MANY)])
    assert max(map(len, found)) <= 50


def test_the_town_left_out_may_be_any() -> None:
    found = Neighbourhood().fill([*map(village, range(MANY)), village(None)])
    assert [fit.rule for _, fit in found[-1]] == ["missing"] * MANY
    last = Neighbourhood().fill([village(None), *map(village, range(MANY))])
    assert len(last[0]) == MANY


def test_a_county_left_out_is_found_among_hundreds_of_towns() -> None:
    found = Neighbourhood().fill([*map(village, range(MANY)), village(MANY - 1, "")])
    assert (MANY - 1, "missing") in [(j, fit.rule) for j, fit in found[-1]]


def test_a_door_without_its_town_is_found_in_the_only_town_that_has_it() -> None:
    rows = [
        Record(
            f"{n}",
            Address.of(town=village(n).area[-1] + "镇", village="李庄村", number=f"{n}号"),
        )
        for n in range(1, MANY)
    ]
    bare = Record("bare", Address.of(village="李庄村", number="333号"))
    assert together(dedupe([*rows, bare]), "bare", "333")
