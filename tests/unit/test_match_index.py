import sqlite3
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from doorplate.address import Address
from doorplate.errors import MatchError
from doorplate.match import Index, Places, Record, Relation, correct, dedupe
from doorplate.normalize import parse

STARTS = {"营上村": 1, "营西村": 20, "董朱村": 40, "河道村": 60}


def door(village: str, number: int, **names: str) -> Address:
    return Address.of(
        **(
            {"town": "普集镇", "village": village, "group": "3组", "number": f"{number}号"}
            | names
        )
    )


@pytest.fixture(scope="module")
def register() -> list[Record]:
    return [
        Record(f"{village}{n}{copy}", door(village, n))
        for village, first in STARTS.items()
        for n in range(first, first + 60)
        for copy in "ab"
    ]


@pytest.fixture(scope="module")
def index(register: list[Record]) -> Index:
    return Index.build(register)


def test_an_index_counts_doors(index: Index) -> None:
    assert len(index) == 240


def test_equal_doors_are_found_by_their_smallest_record(index: Index) -> None:
    found = index.match(door("董朱村", 77))
    assert (found.record, found.verdict.relation) == ("董朱村77a", Relation.SAME_DOOR)
    assert found.verdict.score == 1.0


@pytest.mark.parametrize(
    ("address", "record", "rule"),
    [
        (door("莹上村", 7), "营上村7a", "homophone"),
        (door("董朱村", 99, town="普济镇"), "董朱村99a", "equal"),
        (door("董朱村", 99, town="苏坊镇"), "董朱村99a", "wrong_town"),
        (Address.of(village="河道村", group="3组", number="119号"), "河道村119a", "missing"),
    ],
)
def test_slips_are_found(index: Index, address: Address, record: str, rule: str) -> None:
    found = index.match(address)
    assert found.record == record
    assert rule in {reason.rule for reason in found.verdict.reasons} | {"equal"}


def test_new_doors_are_not_linked(index: Index) -> None:
    for address in (door("营上村", 500), door("营上村", 7, group="4组"), door("新庄村", 7)):
        found = index.match(address)
        assert (found.record, found.verdict.relation) == (None, Relation.DIFFERENT)


def test_what_stops_short_of_a_door(index: Index) -> None:
    assert index.match(Address.of(number="7号")).verdict.relation is Relation.UNKNOWN
    place = Address.of(town="普集镇", village="营上村")
    assert index.match(place).verdict.relation is Relation.SAME_PLACE
    elsewhere = Address.of(town="普集镇", village="新庄村")
    assert index.match(elsewhere).verdict.relation is Relation.UNKNOWN


def test_two_places_that_fit_are_offered(register: list[Record]) -> None:
    rows = [
        *register,
        *(Record(f"s{n}", door("营上村", n, town="苏坊镇")) for n in range(1, 60)),
    ]
    index = Index.build(rows)
    found = index.match(Address.of(village="营上村", group="3组", number="7号"))
    assert found.record is None
    assert found.verdict.relation is Relation.UNKNOWN
    assert set(found.options) == {"营上村7a", "s7"}


def test_a_spelling_on_the_register_is_resolved_once(register: list[Record]) -> None:
    index = Index.build([*register, Record("slip", door("莹上村", 7))])
    found = index.match(door("莹上村", 8))
    assert found.record == "营上村8a"
    assert {reason.rule for reason in found.verdict.reasons} == {"homophone"}


def test_save_and_load_answer_alike(index: Index, tmp_path: Path) -> None:
    path = tmp_path / "register.index"
    path.write_text("old")
    index.save(path)
    loaded = Index.load(path)
    for address in (door("莹上村", 7), door("营上村", 9), door("营上村", 500)):
        assert loaded.match(address) == index.match(address)
    loaded.close()
    assert [p.name for p in tmp_path.iterdir()] == ["register.index"]


def test_added_records_are_found_and_kept(register: list[Record], tmp_path: Path) -> None:
    Index.build(register).save(tmp_path / "i")
    index = Index.load(tmp_path / "i")
    new = [
        Record("n1", door("新庄村", 3)),
        Record("n2", door("新庄村", 3)),
        Record("n3", Address()),
    ]
    assert [found.record for found in index.add(new)] == [None, "n1", None]
    assert index.match(door("新庄村", 3)).record == "n1"
    index.close()
    again = Index.load(tmp_path / "i")
    assert again.match(door("新庄村", 3)).record == "n1"
    assert len(again) == 241
    again.close()


def test_a_new_door_under_a_name_that_leaves_its_town_out_is_found_again() -> None:
    full, short = (
        [Address.of(**town, village="三里村", number=f"{n}号") for n in (12, 5)]
        for town in ({"town": "普集镇"}, {})
    )
    index = Index.build([Record("a", full[0]), Record("b", short[0])])
    assert [found.record for found in index.add([Record("c", short[1])])] == [None]
    assert [index.match(names[1]).record for names in (full, short)] == ["c", "c"]


def test_known_places_hold_in_a_saved_index(tmp_path: Path) -> None:
    known = Places.of([{"town": "普集镇", "village": "营上村"}])
    Index.build([Record("a", door("营上村", 1))], places=known).save(tmp_path / "i")
    index = Index.load(tmp_path / "i")
    assert index.match(door("莹上村", 1)).record == "a"
    index.close()


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MatchError, match="no such"):
        Index.load(tmp_path / "none")
    text = tmp_path / "text"
    text.write_text("营上村" * 100)
    with pytest.raises(MatchError, match="not an index"):
        Index.load(text)
    other = sqlite3.connect(tmp_path / "other")
    other.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    other.close()
    with pytest.raises(MatchError) as caught:
        Index.load(tmp_path / "other")
    assert caught.value.where == str(tmp_path / "other")


@pytest.mark.parametrize(
    "spoil",
    [
        "DROP TABLE names", "DROP TABLE spelling", "DELETE FROM meta WHERE key = 'apart'",
        "UPDATE names SET area = '['", "UPDATE meta SET value = 'x' WHERE key = 'rates'",
    ],
)  # fmt: skip
def test_a_damaged_index_is_said_to_be_one(tmp_path: Path, spoil: str) -> None:
    path = tmp_path / "spoiled"
    Index.build([Record("1", Address.of(village="营上村", number="1号"))]).save(path)
    with sqlite3.connect(path) as raw:
        raw.execute(spoil)
    raw.close()
    with pytest.raises(MatchError, match=r"spoiled: the index is damaged.*Index\.build"):
        Index.load(path)


@pytest.mark.parametrize("spoil", ["DROP TABLE doors", "DROP TABLE spread"])
def test_damage_among_the_doors_is_said_when_one_is_asked_for(
    tmp_path: Path, spoil: str
) -> None:
    path = tmp_path / "spoiled"
    Index.build([Record("1", Address.of(village="营上村", number="1号"))]).save(path)
    with sqlite3.connect(path) as raw:
        raw.execute(spoil)
    raw.close()
    index = Index.load(path)
    address = Address.of(village="莹上村", number="1号")
    for ask in (index.match, lambda one: correct(one, index)):
        with pytest.raises(
            MatchError, match=r"spoiled: the index cannot be used.*Index\.build"
        ):
            ask(address)
    index.close()


@pytest.mark.parametrize("path", ["none", "", 5, None, b"i"])
def test_what_is_no_path_to_an_index_is_refused(path: Any) -> None:
    with pytest.raises(MatchError, match=r"no such|str \| Path"):
        Index.load(path)


def test_half_a_character_is_no_text() -> None:
    whole = Address.of(village="营上村", number="1号")
    half = Address.of(village="营上村", number="1\ud800号")
    index = Index.build([Record("1", whole)])
    with pytest.raises(MatchError, match=r"'a\\ud800': a text has half a character"):
        Index.build([Record("a\ud800", whole)])
    with pytest.raises(MatchError, match=r"1\\ud800': a text has half a character"):
        index.match(half)
    new = Record("2", Address.of(village="营上村", number="2号"))
    for bad in (Record("a\ud800", whole), Record("3", half)):
        with pytest.raises(MatchError, match="half a character"):
            index.add([new, bad])
    assert len(index) == 1


def test_a_place_that_cannot_be_written(index: Index, tmp_path: Path) -> None:
    with pytest.raises(MatchError, match="cannot be written"):
        index.save(tmp_path / "missing" / "i")


def test_a_street_left_out() -> None:
    rows = [
        Record(str(n), Address.of(town="普集镇", road="人民路", lane="幸福巷", number=f"{n}号"))
        for n in range(1, 40)
    ]
    index = Index.build(rows)
    fewer = Address.of(town="普集镇", lane="幸福巷", number="12号")
    assert index.match(fewer).record == "12"


def test_names_wrong_in_two_ways_and_divisions_run_together() -> None:
    rows = [
        Record(f"{town}{name}{n}", Address.of(town=town, village=name, number=f"{n}号"))
        for town, name, step in (
            ("普集镇", "营上村", 7),
            ("普集镇", "董朱村", 9),
            ("苏坊镇", "河道村", 11),
        )
        for n in range(1, 400, step)
    ]
    index = Index.build(rows)
    elsewhere = Address.of(town="苏坊镇", village="莹上村", number="253号")
    assert index.match(elsewhere).record == "普集镇营上村253"
    glued = Address.of(village="普集董朱村", number="307号")
    assert index.match(glued).record == "普集镇董朱村307"
    cut = Address.of(town="普集镇", hamlet="营上", number="253号")
    assert index.match(cut).record == "普集镇营上村253"
    new = Address.of(town="苏坊镇", village="莹上村", number="254号")
    assert index.match(new).verdict.relation is Relation.DIFFERENT


def test_villages_that_only_their_word_tells_apart_are_asked_for_by_it(tmp_path: Path) -> None:
    """The index keeps which they are; their word says nothing of names that are no slips."""
    doors = {"营北村": range(1, 60, 2), "营北社区": range(5, 60, 3), "营沟村": range(1, 60, 4)}
    rows = [
        Record(f"{name}{n}{copy}", door(name, n))
        for name, numbers in doors.items()
        for n in numbers
        for copy in "ab"
    ]
    Index.build(rows).save(tmp_path / "apart.index")
    index = Index.load(tmp_path / "apart.index")
    for name in doors:
        found = index.match(door(name, 5))
        assert (found.record, found.verdict.score) == (f"{name}5a", 1.0)
    astray = index.match(door("营沟村", 57, town="苏坊镇"))
    assert [reason.rule for reason in astray.verdict.reasons] == ["wrong_town"]
    assert index.match(door("营北社区", 1)).record is None
    index.close()


def test_the_only_door_that_may_be_meant_takes_less_evidence() -> None:
    """人民街 for 人民南街, the one street of the index so called that has the number."""

    def street(road: str, last: int) -> list[Record]:
        return [
            Record(f"{road}{n}{copy}", Address.of(road=road, number=f"{n}号"))
            for n in range(1, last, 2)
            for copy in "ab"
        ]

    rows = [street(road, 300) for road in ("建设路", "文化路", "迎宾路")]
    rows.append(street("人民南街", 60))
    asked = Address.of(road="人民街", number="7号")
    assert Index.build(chain(*rows)).match(asked).record == "人民南街7a"
    rows.append(street("人民北街", 60))
    assert len(Index.build(chain(*rows)).match(asked).options) == 2
    odd = Address.of(road="人氏南街", number="7号")
    assert Index.build(chain(*rows)).match(odd).record is None


def test_a_town_that_only_a_record_without_number_names_is_no_slip() -> None:
    one, other = (
        Address.of(district="武功县", town=town, village="兴隆村", number="5号")
        for town in ("冬庄镇", "东庄镇")
    )
    bare = Address.of(district="武功县", town="东庄镇", village="兴隆村")
    index = Index.build([Record("a", one), Record("b", bare)])
    assert index.match(other).verdict.relation is Relation.UNKNOWN


def test_a_county_that_only_a_record_without_number_names_is_one_more_county() -> None:
    """A town without its county is in none of them for an index, as it is for a list."""
    town = Address.of(town="长延堡街道", road="人民路", number="5号")
    other = Address.of(district="武功县", town="大庄镇", road="人民路", number="6号")
    bare = Address.of(district="杨陵区", town="杨陵街道", road="团结大街")
    index = Index.build([Record(n, a) for n, a in zip("abc", (town, other, bare), strict=True)])
    assert index.match(town).record == "a"


def test_a_name_that_leads_to_one_that_leads_on_at_a_door_is_asked_about() -> None:
    """董朱村 without its town is that of 杨陵街道, which at 12-1号 is 懂朱村."""
    texts = [
        "杨陵街道董朱村12号之一301室",
        *["董朱村12-1号301室"] * 2,
        *["杨陵区杨陵街道懂朱村12-1号301室"] * 2,
        "杨陵区杨陵街道董朱村3号、5号",
        "董朱村3号、5号",
        "杨陵街道合平路3、5号",
        "杨陵街道五里村12号(1)3号门",
        *["杨陵街道五里村12号附1北门"] * 3,
        *["杨陵区杨陵街道西李村3、5号2单元301室"] * 2,
    ]
    rows = [Record(f"{n:02}", parse(text).best) for n, text in enumerate(texts)]
    (door,) = [c for c in dedupe(rows) if "01" in c.members]
    assert door.members == ("00", "01", "02", "03", "04")
    index = Index.build(rows)
    assert [index.match(rows[n].address).options for n in (0, 1)] == [("00",)] * 2
