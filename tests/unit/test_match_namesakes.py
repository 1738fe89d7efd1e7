"""One name in many towns: cost stays near linear, and what matters is still found."""

import pytest

from doorplate.address import Address
from doorplate.match import Decision, Index, Record, Relation, dedupe
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


def test_a_name_of_two_towns_at_a_number_of_neither_is_asked_about() -> None:
    towns = [
        Record(f"{town}{n}", Address.of(town=town, village="营上村", number=f"{n}号"))
        for town in ("苏坊镇", "大庄镇")
        for n in (1, 2, 3)
    ]
    bare = [
        Record(f"x{at}", Address.of(village="营上村", number=f"{n}号"))
        for at, n in enumerate((1, 2, 9, 9))
    ]
    found = dedupe([*towns, *bare])
    for cluster in (found.of("x2"), found.of("x3")):
        assert len(cluster.members) == 1
        assert cluster.decision is Decision.REVIEW
        assert [reason.rule for reason in cluster.reasons] == ["vague"]
    index = Index.build([*towns, *bare])
    answer = index.match(bare[2].address)
    assert (answer.record, answer.options) == (None, ("x2",))
    assert answer.verdict.relation is Relation.UNKNOWN


def test_an_added_record_of_a_name_of_two_towns_is_found_again() -> None:
    towns = [
        Record(f"{town}{n}", Address.of(town=town, village="营上村", number=f"{n}号"))
        for town in ("苏坊镇", "大庄镇")
        for n in (1, 2, 3)
    ]
    bare = [Record(f"x{n}", Address.of(village="营上村", number=f"{n}号")) for n in (1, 2)]
    index = Index.build([*towns, *bare])
    new = Address.of(village="营上村", number="9号")
    assert index.add([Record("y", new)])[0].options == ()
    assert index.match(new).options == ("y",)
