"""One name in many towns: cost stays near linear, and what matters is still found."""

import pytest

from doorplate.address import Address
from doorplate.match import Decision, Index, Places, Record, Relation, Status, correct, dedupe
from doorplate.match._namesakes import Namesakes
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


def test_a_name_of_two_towns_without_a_number_is_no_door() -> None:
    towns = [
        Record(t, Address.of(town=t, village="营上村", number="9号"))
        for t in ("普集镇", "苏坊镇")
    ]
    bare = [Record("x", Address.of(village="营上村")), Record("y", towns[0].address)]
    assert len(Index.build([*towns, *bare])) == 2


def test_a_name_of_two_towns_that_both_have_its_number_says_so_alone() -> None:
    towns = [
        Record(t, Address.of(town=t, village="营上村", number="9号"))
        for t in ("普集镇", "苏坊镇")
    ]
    found = dedupe([*towns, Record("x", Address.of(village="营上村", number="9号"))]).of("x")
    assert [reason.rule for reason in found.reasons] == ["missing", "missing"]


def test_of_a_name_in_many_towns_those_without_a_town_may_be_meant() -> None:
    place = ("营上", "", "", "", "")
    there = Name(("", "", "武功", "", "t59"), place)
    towns = [Name(("", "", "武功", "", f"t{n}"), place) for n in range(60)]
    vague = [Name(("", "", county, "", town), place) for county, town in _UNNAMED]
    found = Namesakes()
    for i, name in enumerate((*towns, *vague)):
        found.add(i, name)
    assert set(found.near(there)) == {*range(50), 59, 60, 61, 62}


_UNNAMED = (("武功", ""), ("", ""), ("", "t60"), ("杨陵", "t60"))
"""Counties and towns of names; the last are another's."""


def test_a_street_without_any_town_on_a_list_that_picks_places_of_several_cities() -> None:
    def door(identity: str, city: str, road: str, number: int) -> Record:
        names = {"city": city, "district": f"{city[0]}中区"} if city else {}
        return Record(identity, Address.of(**names, road=road, number=f"{number}号"))

    streets = ["文三路", "胜利路", "春熙路", "青年路", "光明路", "兴业路", "劳动路", "学府路"]
    picked = [
        door(f"{city}{road}", city, road, 10 + n)
        for city in ("西安市", "杭州市", "成都市")
        for n, road in enumerate(streets[::2] if city == "西安市" else streets)
    ]
    there = door("there", "西安市", "尚德路", 85)
    bare = door("bare", "", "尚德路", 85)
    found = dedupe([*picked, there, bare]).of("bare")
    assert (found.decision, found.proposals) == (Decision.REVIEW, ("there",))
    match = Index.build([*picked, there]).match(bare.address)
    assert match[::2] == (None, ("there",))
    assert match.verdict.score < 0.9
    known = Places.of(
        [{"city": "西安市", "road": "尚德路"}, {"city": "成都市", "road": "春熙路"}]
    )
    assert correct(bare.address, known).status is Status.REVIEW
    in_one = [record for record in picked if record.id.startswith("西安市")]
    assert len(dedupe([*in_one, there, bare]).of("bare").members) == 2
    covered = [
        Record(f"{record.id}{n}", record.address)
        for record in (*picked, there)
        for n in range(8)
    ]
    assert len(dedupe([*covered, bare]).of("bare").members) == 9
    outer = Address.of(city="西安市", district="西外区", road="永安路", number="7号")
    city = Address.of(city="西安市", road="尚德路", number="85号")
    rows = [*picked, there, Record("outer", outer), Record("city", city)]
    assert together(dedupe(rows), "there", "city")


def test_one_record_of_another_city_was_misread() -> None:
    def door(identity: str, city: str, road: str) -> Record:
        above = {"city": city} if city else {}
        return Record(identity, Address.of(**above, road=road, number="85号"))

    streets = [door(f"{n}", "西安市", f"{name}路") for n, name in enumerate(_CHARACTERS)]
    rows = [*streets, door("there", "西安市", "尚德路"), door("bare", "", "尚德路")]
    assert together(dedupe([*rows, door("odd", "杭州市", "文三路")]), "there", "bare")


_CHARACTERS = "甘丰辰午申酉亥寅卯巳未戌民国安康宁富贵荣华昌盛"


def test_a_place_list_of_several_cities_makes_no_list_of_one_doubtful() -> None:
    villages = ["营上村", "董朱村", "兴隆村", "马台村"]
    known = Places.of(
        {"city": city, "town": town, "village": f"{head}{village}"}
        for city, town, head in (("咸阳市", "普集街道", ""), ("西安市", "曲江街道", "曲"))
        for village in villages
    )
    rows = [
        Record(f"{n}", Address.of(town="普集街道", village="营上村", number=f"{n}号"))
        for n in range(20)
    ]
    bare = Record("bare", Address.of(village="营上村", number="7号"))
    assert together(dedupe([*rows, bare], places=known), "7", "bare")
    assert Index.build(rows, places=known).match(bare.address).record == "7"
