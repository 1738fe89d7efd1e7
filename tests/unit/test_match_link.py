import time

import pytest

from doorplate.address import Address
from doorplate.errors import MatchError
from doorplate.match import Link, Record, Relation, link


def record(identity: str, **names: str) -> Record:
    return Record(identity, Address.of(**names))


def found(links: list[Link]) -> dict[str, str | None]:
    return {one.left: one.right for one in links}


def taiwan(identity: str, ward: int, number: int, **names: str) -> Record:
    return record(
        identity,
        district="湖西乡",
        village="龙门村",
        group=f"{ward}邻",
        number=f"{number}号",
        **names,
    )


def test_links_follow_the_left_list_and_miss_nothing() -> None:
    left = [
        record("b", village="营上村", number="2号"),
        record("a", village="营上村", number="9号"),
    ]
    right = [record("x", village="营上村委会", number="二号")]
    links = link(left, right)
    assert [one.left for one in links] == ["b", "a"]
    assert found(links) == {"b": "x", "a": None}
    assert [str(one.verdict.relation) for one in links] == ["same_door", "different"]


def test_a_hamlet_that_one_list_leaves_out() -> None:
    left = [taiwan(f"a{n}", 1, n, hamlet="良文港") for n in range(1, 6)]
    right = [taiwan(f"b{n}", 1, n) for n in range(1, 6)]
    assert found(link(left, right)) == {f"a{n}": f"b{n}" for n in range(1, 6)}
    assert link(left, right)[0].verdict.reasons[0].rule == "coarser"


def test_wards_tell_doors_of_one_number_apart() -> None:
    left = [taiwan("a1", 1, 5), taiwan("a2", 2, 5)]
    right = [taiwan("b2", 2, 5), taiwan("b1", 1, 5)]
    assert found(link(left, right)) == {"a1": "b1", "a2": "b2"}


def test_a_ward_renumbered_pairs_what_is_left() -> None:
    left = [taiwan("a1", 1, 5), taiwan("a2", 2, 5)]
    right = [taiwan("b1", 1, 5), taiwan("b9", 9, 5)]
    assert found(link(left, right)) == {"a1": "b1", "a2": "b9"}


def test_wards_that_nothing_pairs_ask_a_person() -> None:
    left = [taiwan("a1", 1, 5), taiwan("a2", 2, 5)]
    right = [taiwan("b8", 8, 5), taiwan("b9", 9, 5)]
    links = link(left, right)
    assert {one.verdict.relation for one in links} == {Relation.UNKNOWN}
    assert links[0].verdict.reasons[0].rule == "several"


def test_a_list_without_wards_matches_one_with() -> None:
    plain = record("a", district="湖西乡", village="龙门村", number="5号")
    assert found(link([plain], [taiwan("b", 3, 5)])) == {"a": "b"}
    assert found(link([taiwan("b", 3, 5)], [plain])) == {"b": "a"}


def test_one_to_one_uses_every_row_once() -> None:
    left = [record(i, village="营上村", number="2号") for i in "abc"]
    right = [
        record("x", village="营上村", number="二号"),
        record("y", village="营上村", number="2号"),
    ]
    links = found(link(left, right, one_to_one=True))
    assert links == {"a": "y", "b": "x", "c": None}
    assert set(found(link(left, right)).values()) == {"y"}


def test_a_slip_on_the_left_is_linked_with_its_reason() -> None:
    right = [
        record(f"{v}{n}", town="普集镇", village=v, group="3组", number=f"{n}号")
        for v, first in (("营上村", 1), ("营西村", 30), ("董朱村", 60), ("河道村", 90))
        for n in range(first, first + 60)
    ]
    left = [record("slip", town="普集镇", village="莹上村", group="3组", number="7号")]
    one = link(left, right)[0]
    assert one.right == "营上村7"
    assert [reason.rule for reason in one.verdict.reasons] == ["homophone"]
    assert 0.9 < one.verdict.score < 1


def test_two_places_that_fit_ask_a_person() -> None:
    right = [
        record(f"{t}{n}", town=t, village="营上村", number=f"{n}号")
        for t in ("普集镇", "苏坊镇")
        for n in range(1, 30)
    ]
    one = link([record("bare", village="营上村", number="7号")], right)[0]
    assert one.verdict.relation is Relation.UNKNOWN
    assert one.right == "普集镇7"
    back = link(right, [record("bare", village="营上村", number="7号")])
    assert {o.right for o in back if o.verdict.relation is Relation.UNKNOWN} == {"bare"}


def test_rows_without_a_door_are_unknown() -> None:
    rows = [record("a", village="营上村")]
    one = link(rows, rows)[0]
    assert (one.right, one.verdict.relation) == (None, Relation.UNKNOWN)


def test_an_id_twice_in_one_list_is_refused_but_both_lists_may_share_it() -> None:
    row = record("a", village="营上村", number="1号")
    assert found(link([row], [row])) == {"a": "a"}
    with pytest.raises(MatchError):
        link([row], [row, row])
    assert link([], []) == []


def test_a_ward_leads_past_a_door_whose_wards_are_others() -> None:
    """Two doors of one number in other wards leave a row for a fuller one of its own ward."""
    right = [taiwan("b5", 5, 12), taiwan("b7", 7, 12), taiwan("c3", 3, 12, hamlet="林仔")]
    (one,) = link([taiwan("a3", 3, 12)], right)
    assert (one.right, one.verdict.reasons[0].rule) == ("c3", "coarser")


def test_a_row_that_has_its_door_is_no_row_that_says_less() -> None:
    left = [taiwan("a", 1, 12), taiwan("b", 1, 12, hamlet="林仔")]
    assert found(link(left, [taiwan("c", 1, 12)])) == {"a": "c", "b": None}


def test_two_entrances_of_a_fuller_place_are_two_doors() -> None:
    right = [taiwan(mark, 1, 12, hamlet="林仔", landmark=mark) for mark in ("北门", "南门")]
    assert found(link([taiwan("a", 1, 12)], right)) == {"a": None}
    assert found(link([taiwan("a", 1, 12)], right[:1])) == {"a": "北门"}


def test_a_row_asks_what_another_of_its_door_asks() -> None:
    left = [
        record("full", town="普集镇", road="人民路", number="3号"),
        record("short", road="人民路", number="3号"),
    ]
    links = link(left, [record("slip", town="普集镇", road="人名路", number="3号")])
    assert [(one.right, str(one.verdict.relation)) for one in links] == [
        ("slip", "unknown")
    ] * 2


def test_a_door_of_hundreds_of_wards_or_hamlets_costs_little() -> None:
    """Every row of the one list might be any of the other: that is seen without all pairs."""
    rows = range(400)
    start = time.process_time()
    link([taiwan(f"a{n}", n, 12) for n in rows], [taiwan(f"b{n}", n + 400, 12) for n in rows])
    hamlets = [taiwan(f"b{n}", 1, 12, hamlet=f"林{chr(0x4E00 + n)}") for n in range(60)]
    link([taiwan(f"a{n}", 1, 12) for n in rows], hamlets)
    assert time.process_time() - start < 2.0
