"""Two real places that differ as a slip would: a person decides whether they are one."""

import pytest

from doorplate.address import Address
from doorplate.match import Clusters, Decision, Index, Places, Record, dedupe
from match_lists import register, together

STREETS = ("人民路", "建设路", "和平街")


def streets(doors: int) -> list[Record]:
    """Three streets with one record of every door."""
    return [
        Record(f"{road}{n}", Address.of(town="普集镇", road=road, number=f"{n}号"))
        for road in STREETS
        for n in range(1, doors + 1)
    ]


def asked(clusters: Clusters, *ids: str) -> bool:
    """Whether the records are apart and one of them names another."""
    deciding = {clusters.of(i).decision for i in ids}
    return len({clusters.of(i).id for i in ids}) == len(ids) and Decision.REVIEW in deciding


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"road": "永安街"}, {"road": "永安东街"}),
        ({"village": "李庄村"}, {"village": "李家庄村"}),
        ({"village": "李庄村"}, {"town": "苏坊镇", "village": "李庄村"}),
        ({"village": "李庄村"}, {"village": "三李庄村"}),
    ],
)
def test_two_names_with_one_record_each_and_one_rare_number(
    one: dict[str, str], other: dict[str, str]
) -> None:
    rows = [
        *streets(30),
        Record("one", Address.of(**{"town": "普集镇", **one}, number="777号")),
        Record("other", Address.of(**{"town": "普集镇", **other}, number="777号")),
    ]
    assert asked(dedupe(rows), "one", "other")
    listed = Places.of([{"town": "普集镇", **one}])
    assert together(dedupe(rows, places=listed), "one", "other")


def test_a_slip_that_hardly_any_two_places_differ_by_needs_no_more_than_the_door() -> None:
    rows = [
        *streets(30),
        Record("one", Address.of(town="普集镇", village="营上村", number="777号")),
        Record("other", Address.of(town="普集镇", village="莹上村", number="777号")),
    ]
    assert together(dedupe(rows), "one", "other")


@pytest.mark.parametrize("other", ["莹上村", "上营村"])
def test_on_a_list_of_a_few_doors_no_number_is_rare(other: str) -> None:
    rows = [
        Record(name, Address.of(town="普集镇", village=name, number="777号"))
        for name in ("营上村", other)
    ]
    assert asked(dedupe(rows), "营上村", other)
    known = Places.of([{"town": "普集镇", "village": "营上村"}])
    assert together(dedupe(rows, places=known), "营上村", other)
    assert Index.build(rows[:1]).match(rows[1].address)[::2] == (None, ("营上村",))


@pytest.mark.parametrize("copies", [2, 9])
def test_nor_do_many_records_of_one_door_say_which_of_two_towns_is_meant(copies: int) -> None:
    one, other = (
        Address.of(town=town, road="团结大街", number="12号") for town in ("五泉镇", "杨陵镇")
    )
    rows = [*(Record(f"one{n}", one) for n in range(copies)), Record("other", other)]
    assert asked(dedupe(rows), "one0", "other")
    assert Index.build(rows[:-1]).match(other)[::2] == (None, ("one0",))
    slip = Address.of(town="五泉镇", road="团洁大街", number="12号")
    assert together(dedupe([*rows[:-1], Record("slip", slip)]), "one0", "slip")


def test_nor_is_another_town_and_a_slip_taken_for_one_by_a_few_doors() -> None:
    def door(identity: str, town: str, village: str, number: int) -> Record:
        names = {"district": "武功县", "town": town, "village": village}
        return Record(identity, Address.of(**names, number=f"{number}号"))

    rows = [door(f"{n}{copy}", "普集镇", "营上村", n) for n in (21, 22) for copy in "abcd"]
    other = door("other", "苏坊镇", "上营村", 21)
    assert asked(dedupe([*rows, other]), "21a", "other")
    assert Index.build(rows).match(other.address)[::2] == (None, ("21a",))
    known = Places.of([{"district": "武功县", "town": "普集镇", "village": "营上村"}])
    assert together(dedupe([*rows, other], places=known), "21a", "other")


def test_an_index_of_a_few_doors_takes_no_doubtful_one() -> None:
    rows = [
        Record(f"{n}{copy}", Address.of(town="普集镇", village="营上村", number=f"{n}号"))
        for n in (12, 13)
        for copy in "ab"
    ]
    found = Index.build(rows).match(Address.of(town="普集镇", village="营山村", number="12号"))
    assert (found.record, found.options) == (None, ("12a",))


def test_a_small_place_says_little_where_all_are_small() -> None:
    """Of a village in two towns, one number in common is no sign that a town is wrong."""
    small = [
        Record(f"{name}{n}", Address.of(town="普集镇", village=name, number=f"{n}号"))
        for name, first in (("柳林村", 1), ("石桥村", 1), ("河沿村", 4), ("高庙村", 7))
        for n in range(first, first + 3)
    ]
    here = [
        Record(f"here{n}{copy}", Address.of(town="普集镇", village="王庄村", number=f"{n}号"))
        for n in (2, 3, 9)
        for copy in "ab"
    ]
    there = Record("there", Address.of(town="苏坊镇", village="王庄村", number="3号"))
    assert asked(dedupe([*small, *here, there]), "here3a", "there")


def test_a_street_that_bears_the_name_of_a_village_is_not_the_village() -> None:
    rows = [
        Record(f"{n}{copy}", Address.of(town="普集镇", road="和平街", number=f"{n}号"))
        for n in range(1, 10)
        for copy in "ab"
    ]
    rows += [
        Record(f"v{n}", Address.of(town="普集镇", village="和平村", number=f"{n}号"))
        for n in (4, 8)
    ]
    clusters = dedupe(rows)
    assert not together(clusters, "4a", "v4")
    assert not together(clusters, "8a", "v8")


@pytest.mark.parametrize(("listed", "joined"), [(["龙凤台村"], True), ([], False)])
def test_a_slip_that_a_rarer_place_explains_as_well(listed: list[str], *, joined: bool) -> None:
    """龙凤村40号 may be 龙凤台村40号 or 龙凤泉村40号, whichever has more records."""
    rows = [
        Record(f"{name}{n}", Address.of(town="普集镇", village=name, number=f"{n}号"))
        for name in ("营上村", "董朱村", "柳林村", "石桥村", "河沿村", "龙凤台村")
        for n in range(1, 41)
    ]
    odd, lone = (
        Record(name, Address.of(town="普集镇", village=name, number="40号"))
        for name in ("龙凤村", "龙凤泉村")
    )
    places = Places.of([{"town": "普集镇", "village": name} for name in listed])
    clusters = dedupe([*rows, odd, lone], places=places)
    assert together(clusters, "龙凤村", "龙凤台村40") == joined
    assert set(clusters.of("龙凤村").finding.proposals) == (
        set() if joined else {"龙凤台村40", "龙凤泉村"}
    )
    assert together(dedupe([*rows, odd], places=places), "龙凤村", "龙凤台村40")


def test_two_rows_alone_are_asked_about() -> None:
    rows = [
        Record("one", Address.of(town="普集镇", road="永安街", number="777号")),
        Record("other", Address.of(town="普集镇", road="永安东街", number="777号")),
    ]
    assert asked(dedupe(rows), "one", "other")


def test_two_doubtful_names_that_meet_where_their_target_has_no_door() -> None:
    def door(identity: str, town: str, street: str, number: int) -> Record:
        return Record(identity, Address.of(town=town, road=street, number=f"{number}号"))

    rows = [
        door(f"{town}{n}{copy}", town, street, n)
        for town, street in (("清泰乡", "广场南街"), ("银口乡", "广场北街"))
        for n in range(1, 90)
        for copy in "ab"
        if (town, n) != ("清泰乡", 44)
    ]
    moved = [door(f"moved{n}", "银口乡", "广场南街", n) for n in (44, 51, 52, 53, 71)]
    short = [door(f"short{n}", "清泰乡", "广场街", n) for n in (44, 61, 63, 87)]
    clusters = dedupe([*register(), *rows, *moved, *short])
    assert together(clusters, "short61", "清泰乡61a")
    assert not together(clusters, "short44", "moved44")
    assert clusters.of("short44").decision is Decision.REVIEW
    assert clusters.of("short44").proposals == ("moved44",)


def test_a_slip_and_a_town_left_out_may_meet_where_their_target_has_no_number() -> None:
    rows = [
        Record(f"{n}{copy}", Address.of(town="苏坊镇", road="永安街", number=f"{n}号"))
        for n in range(2, 32)
        for copy in "ab"
    ]
    rows += [Record(f"t{n}", Address.of(road="永安街", number=f"{n}号")) for n in (2, 3, 4, 40)]
    rows += [Record("slip", Address.of(town="苏坊镇", road="永按街", number="40号"))]
    assert together(dedupe(rows), "t40", "slip")
