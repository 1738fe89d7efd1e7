"""Divisions run into names, and doors that two slips lead to one another."""

import pytest

from doorplate.address import Level
from doorplate.match._evidence import Stand
from doorplate.match._glued import unglued
from doorplate.match._judge import Ruling, Step
from doorplate.match._parts import Name, Names
from doorplate.match._twice import Twice
from doorplate.match._vocabulary import Vocabulary
from doorplate.match._weights import curated

NOWHERE = ("", "", "", "", "")
NUMBER = ("", "", "12", "", "", "", "", "", "")


def name(
    place: str, level: int = 0, town: str = "", district: str = "", city: str = ""
) -> Name:
    return Name(
        ("", city, district, "", town), tuple(place if at == level else "" for at in range(5))
    )


def parted(odd: Name, *others: Name) -> Name:
    """A name among others, its divisions apart; every name is spelled as it is compared."""
    names = [odd, *others]
    spelled: list[Names] = [(*n.area, *n.place) for n in names]
    return unglued(names, spelled)[0]


def test_a_town_as_a_district_of_another_city_stays_one() -> None:
    town = name("杨楼", town="仁和")
    assert parted(name("杨楼", district="仁和"), town) == town
    told = name("杨楼", district="仁和", city="攀枝花")
    assert parted(told, town) == told


def test_a_hamlet_called_like_a_town_is_one_only_before_a_street() -> None:
    town = name("杨楼", town="兴平")
    alone = name("兴平", level=1)
    assert parted(alone, town) == alone
    street = Name(NOWHERE, ("", "兴平", "团结大街", "", ""))
    assert parted(street, town) == name("团结大街", level=2, town="兴平")


@pytest.mark.parametrize(("rest", "cut"), [("楼", True), ("坪", False)])
def test_one_character_behind_a_town_is_a_name_only_where_another_town_has_it(
    rest: str, *, cut: bool
) -> None:
    towns = name("杨楼", town="仁和"), name("楼", town="兴平")
    read = Name(("", "", "", "", ""), (f"仁和{rest}", "", "", "", ""))
    found = parted(read, *towns, name("楼"))
    assert (found == name(rest, town="仁和")) == cut


def step(target: int) -> Step:
    return Step(target, "twice", Level.VILLAGE, "", "", 9.0)


def test_two_slips_never_lead_in_a_circle_nor_to_what_leads_on() -> None:
    names = {name(place): {0: 1} for place in ("甲庄", "乙庄", "丙庄")}
    vocabulary = Vocabulary(names, [NUMBER], frozenset(), curated())
    ruling = Ruling(step(1))
    assert vocabulary._meeting(0, 0, ruling) == ruling
    assert vocabulary._meeting(0, 0, Ruling(None)) == Ruling(None)
    vocabulary.doors_lead = {(1, 0): step(2)}
    assert vocabulary._meeting(0, 0, ruling) == Ruling(step(2))
    assert vocabulary.doors_lead == {(1, 0): step(2)}
    vocabulary.doors_lead = {(1, 0): step(0)}
    assert vocabulary._meeting(0, 0, ruling) == ruling
    assert vocabulary.doors_lead == {}


@pytest.mark.parametrize(("rows", "looked_at"), [(20, True), (21, False), (12 * 8, False)])
def test_a_name_that_is_not_rare_is_tried_against_far_larger_ones(
    rows: int, *, looked_at: bool
) -> None:
    """Eight times as many records, here 160."""
    large, odd = name("营上生活区"), name("莹上生活区", level=4)
    vocabulary = Vocabulary({large: {0: 160}}, [NUMBER], frozenset(), curated())
    twice = Twice(vocabulary.judge, [0])
    assert bool(list(twice.rulings(odd, Stand(rows, rows, rows), [0]))) == looked_at
    twice = Twice(
        Vocabulary({large: {0: 8 * rows}}, [NUMBER], frozenset(), curated()).judge, [0]
    )
    assert list(twice.rulings(odd, Stand(rows, rows, rows), [0]))
