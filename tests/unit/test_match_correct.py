import json

import pytest

from doorplate.address import Address
from doorplate.match import (
    Index,
    Places,
    Record,
    Relation,
    Status,
    compare,
    correct,
    dedupe,
)
from doorplate.normalize import parse

VILLAGES = ["营上村", "营西村", "营南村", "董朱村", "东李村", "西李村"]
PLACES = Places.of(
    [{"district": "武功县", "town": "普集街道", "village": v} for v in VILLAGES]
    + [{"district": "武功县", "town": "苏坊镇", "village": "河道村"}]
)


def test_a_known_address_is_kept() -> None:
    address = Address.of(district="武功县", town="普集街道", village="营上村", number="12号")
    found = correct(address, PLACES)
    assert (found.status, found.address, found.changes) == (Status.KEEP, address, ())
    assert found.confidence == 1.0


@pytest.mark.parametrize(
    ("names", "expected", "rule"),
    [
        ({"village": "莹上村"}, "武功县普集街道营上村3组12号", "homophone"),
        ({"village": "朱董村"}, "武功县普集街道董朱村3组12号", "swapped"),
        ({"village": "董末村"}, "武功县普集街道董朱村3组12号", "shape"),
        ({"town": "苏坊镇", "village": "董朱村"}, "武功县普集街道董朱村3组12号", "wrong_town"),
        ({"village": "河道村"}, "武功县苏坊镇河道村3组12号", "missing"),
        ({"town": "普集镇", "village": "营上"}, "武功县普集街道营上村3组12号", "ending"),
    ],
)
def test_slips_with_evidence_are_rewritten(
    names: dict[str, str], expected: str, rule: str
) -> None:
    found = correct(Address.of(**names, group="3组", number="12号"), PLACES)
    assert found.status is Status.ACCEPT
    assert str(found.address) == expected
    assert rule in {change.rule for change in found.changes}


@pytest.mark.parametrize("village", ["营山村", "李村", "马朱村", "营上西村"])
def test_nearness_alone_changes_nothing(village: str) -> None:
    address = Address.of(town="普集街道", village=village, number="12号")
    found = correct(address, PLACES)
    assert (found.status, found.address) == (Status.REVIEW, address)


def test_options_are_ranked_and_data() -> None:
    found = correct(Address.of(town="普集街道", village="营山村", number="12号"), PLACES)
    assert found.options[0].address.get("village") == "营上村"
    scores = [option.score for option in found.options]
    assert scores == sorted(scores, reverse=True)
    data = json.loads(json.dumps(found.to_dict("zh"), ensure_ascii=False))
    assert data["status"] == "review"
    assert data["options"][0]["address"]["village"] == "营上村"


def test_an_unknown_place_is_left_to_a_person() -> None:
    found = correct(Address.of(village="无名村", number="12号"), PLACES)
    assert (found.status, found.options) == (Status.REVIEW, ())


def test_without_a_place_name_nothing_is_looked_up() -> None:
    found = correct(Address.of(number="12号"), PLACES)
    assert found.status is Status.KEEP
    assert found.changes[0].rule == "no_place"


def test_numbers_lanes_and_noise_survive() -> None:
    address = Address.of(
        village="莹上村", lane="3巷", number="12号", subnumber="附1", room="2室"
    )
    found = correct(address, PLACES).address
    assert [found.get(k) for k in ("lane", "number", "subnumber", "room")] == [
        "3巷", "12号", "附1", "2室",
    ]  # fmt: skip


def test_a_register_lets_the_door_decide() -> None:
    rows = [
        Record(f"{village}{n}", Address.of(town="普集街道", village=village, number=f"{n}号"))
        for village, first in (
            ("王家庄村", 1),
            ("董朱村", 50),
            ("营上村", 100),
            ("营西村", 150),
        )
        for n in range(first, first + 60)
    ]
    places = Places.of([{"town": "普集街道", "village": "王家庄村"}])
    index = Index.build(rows, places=places)
    here = correct(Address.of(town="普集街道", village="王庄村", number="33号"), index)
    assert str(here.address) == "普集街道王家庄村33号"
    nowhere = correct(Address.of(town="普集街道", village="王庄村", number="999号"), index)
    assert nowhere.status is Status.REVIEW
    assert correct(Address.of(town="普集街道", village="王庄村"), index).status is Status.REVIEW
    known = correct(Address.of(town="普集街道", village="董朱村", number="1号"), index)
    assert known.status is Status.KEEP


def test_a_street_that_the_list_does_not_reach_is_kept() -> None:
    known = Address.of(
        district="武功县", town="普集街道", village="营上村", road="东街", number="12号"
    )
    assert correct(known, PLACES).status is Status.KEEP
    slip = Address.of(town="普集街道", village="莹上村", road="东街", number="12号")
    found = correct(slip, PLACES)
    assert (found.status, str(found.address)) == (
        Status.ACCEPT, "武功县普集街道营上村东街12号",
    )  # fmt: skip
    together = Address.of(town="普集街道", lane="莹上村东巷", number="12号")
    assert str(correct(together, PLACES).address) == "武功县普集街道营上村东巷12号"


def test_a_street_that_the_list_should_have_is_asked_about() -> None:
    streets = Places.of([{"town": "普集街道", "village": "营上村", "road": "东街"}])
    odd = Address.of(town="普集街道", village="营上村", road="科技路", number="12号")
    assert correct(odd, streets).status is Status.REVIEW


BOTH = Places.of(
    [{"town": "魏岗镇", "village": v} for v in ("牛岗村", "牛岗社区", "营上村")]
    + [{"town": "弋阳镇", "village": "牛岗村"}]
)


@pytest.mark.parametrize(
    ("town", "village", "expected"),
    [
        ("魏岗镇", "牛岗社区", "魏岗镇牛岗社区12号"),
        ("魏岗镇", "牛岗村委会", "魏岗镇牛岗村12号"),
        ("魏岗镇", "牛刚社区", "魏岗镇牛岗社区12号"),
        ("弋阳镇", "牛岗社区", "弋阳镇牛岗村12号"),
        ("魏岗镇", "营上社区", "魏岗镇营上村12号"),
    ],
)
def test_a_village_and_a_community_of_one_name(town: str, village: str, expected: str) -> None:
    address = Address.of(town=town, village=village, number="12号")
    assert str(correct(address, BOTH).address) == expected


def test_both_listed_are_two_places() -> None:
    village = Address.of(town="魏岗镇", village="牛岗村", number="12号")
    community = Address.of(town="魏岗镇", village="牛岗社区", number="12号")
    assert compare(village, community).relation is Relation.SAME_DOOR
    assert compare(village, community, places=BOTH).relation is Relation.DIFFERENT
    rows = [Record("v", village), Record("c", community)]
    assert len(dedupe(rows)) == 1
    assert [str(c.canonical) for c in dedupe(rows, places=BOTH)] == [
        "魏岗镇牛岗社区12号",
        "魏岗镇牛岗村12号",
    ]


def test_a_place_is_spelled_as_its_own_town_spells_it() -> None:
    places = Places.of(
        [
            {"town": "普集街道", "village": "营上村"},
            {"town": "苏坊镇", "village": "营上社区"},
        ]
    )
    address = Address.of(town="苏坊镇", village="营上", number="1号")
    assert str(correct(address, places).address) == "苏坊镇营上社区1号"


def test_a_street_is_no_village_of_its_name() -> None:
    places = Places.of(
        [{"town": "普集镇", "village": "西街村"}, {"town": "苏坊镇", "village": "营上村"}]
    )
    for town in ("苏坊镇", "普集镇"):
        found = correct(Address.of(town=town, road="西街", number="12号"), places)
        assert found.status is Status.REVIEW


def test_a_compound_that_its_corrected_road_does_not_list_is_left_to_a_person() -> None:
    road = {"town": "普集镇", "road": "建设北街"}
    places = Places.of([road, road | {"compound": "营湖家园"}])
    assert correct(Address.of(**road | {"road": "健设北街"}), places).status is Status.ACCEPT
    odd = Address.of(town="普集镇", road="健设北街", compound="莹西家园", building="4号楼")
    assert correct(odd, places).status is Status.REVIEW


def test_a_slip_here_and_the_very_name_in_the_next_town() -> None:
    here, there = (
        {"town": "梨泰镇", "village": "营上村"},
        {"town": "石太镇", "village": "莹上村"},
    )
    odd = Address.of(town="梨泰镇", village="莹上村", number="12号")
    assert correct(odd, Places.of([here])).status is Status.ACCEPT
    found = correct(odd, Places.of([here, there]))
    assert found.status is Status.REVIEW
    assert len(found.options) == 2


@pytest.mark.parametrize(("road", "status"), [("人民东路", "review"), ("人民大街", "accept")])
def test_a_side_that_was_left_out_is_a_persons_choice(road: str, status: str) -> None:
    """锦绣家园 may lie in 人民西路 too, which the list then lacks; a register has the door."""
    street = {"town": "普集镇", "road": road}
    flat = {"compound": "锦绣家园", "building": "4号楼", "room": "1室"}
    places = Places.of([street, {**street, "compound": "锦绣家园"}])
    for address in (Address.of(town="普集镇", **flat), Address.of(road=road, number="1号")):
        assert str(correct(address, places).status) == status
    register = Index.build([Record("a", Address.of(**street, **flat))])
    assert correct(Address.of(town="普集镇", **flat), register).status is Status.ACCEPT


def test_two_towns_of_one_name() -> None:
    """Their villages say which is meant, and what is listed of either stays as written."""
    villages = [("神头街道", "营上村"), ("神头镇", "董朱村"), ("神头街道", "河道村")]
    villages += [("神头镇", "河道村")]
    places = Places.of([{"town": town, "village": village} for town, village in villages])
    for town, village in villages:
        address = Address.of(town=town, village=village, number="12号")
        assert correct(address, places).address == address
    bare = correct(Address.of(town="神头", village="董朱村", number="12号"), places)
    assert str(bare.address) == "神头镇董朱村12号"
    (cluster,) = dedupe([Record("a", bare.address)], places=places)
    assert cluster.canonical.get("town") == "神头镇"


def test_a_slip_may_mean_the_village_whose_word_counts_or_another() -> None:
    """东村 for 东关村, beside which there is 东关社区, or for 东坪村."""
    names = ["东关村", "东关社区", "东坪村"]
    places = Places.of([{"town": "普集镇", "village": name} for name in names])
    rows = [
        Record(f"{name}{n}{copy}", Address.of(town="普集镇", village=name, number=f"{n}号"))
        for name in names
        for n in range(1, 60, 7)
        for copy in "ab"
    ]
    odd = Record("odd", Address.of(town="普集镇", village="东村", number="43号"))
    found = dedupe([*rows, odd], places=places).of("odd")
    assert found.proposals == ("东关村43a", "东坪村43a")
    rows = [row for row in rows if row.id[:-1] != "东关村43"]
    assert dedupe([*rows, odd], places=places).of("odd").proposals == ("东坪村43a",)
    assert str(correct(Address.of(town="普集镇", village="社区"), places).status) == "review"


def test_an_estate_with_its_word_is_no_village_of_its_name() -> None:
    village = {"town": "普集镇", "village": "石井村"}
    street = {"town": "普集镇", "road": "人民路"}
    places = Places.of([village, street, {**street, "compound": "石井小区"}])
    odd = Address.of(town="普集镇", compound="石井小区", building="4号楼", room="1室")
    assert str(correct(odd, places).address) == "普集镇人民路石井小区4号楼1室"
    (cluster,) = dedupe([Record("a", odd)], places=places)
    assert cluster.canonical.get("village") is None


def test_a_corrected_name_counts_as_written() -> None:
    """Not as filled in by a reader, which other records may contradict."""
    places = Places.of(
        [
            {"district": "武功县", "town": "苏坊镇", "road": "永安街"},
            {"district": "武功县", "town": "大庄镇", "village": "东李村"},
        ]
    )
    found = correct(parse("武功县永按街12号").best, places)
    assert str(found.address) == "武功县苏坊镇永安街12号"
    again = correct(found.address, places)
    assert (again.status, again.changes) == (Status.KEEP, ())
    other = Record("b", parse("武功县大庄镇永安街12号").best)
    read = Record("a", parse(str(found.address)).best)
    given = [dedupe([Record("a", found.address), other]), dedupe([read, other])]
    assert [[c.members for c in clusters] for clusters in given] == [[("a",), ("b",)]] * 2
    verdicts = [compare(a, other.address).relation for a in (found.address, read.address)]
    assert verdicts[0] is verdicts[1]


def test_an_estate_that_is_listed_on_another_street() -> None:
    places = Places.of([
        {"town": "西镇", "road": "学府北街", "compound": "瑞泰家园"},
        {"town": "东镇", "road": "学府街"},
        {"town": "东镇", "road": "和平路", "compound": "锦绣小区"},
    ])  # fmt: skip
    address = Address.of(town="东镇", road="学府街", compound="瑞泰家园", building="6号楼")
    assert correct(address, places).status is Status.REVIEW
    unheard = Address.of(town="东镇", road="学府街", compound="福景苑", building="6号楼")
    assert correct(unheard, places).status is Status.KEEP
    index = Index.build([Record("a", Address.of(town="东镇", road="学府街", number="1号"))])
    assert correct(address, index).status is not Status.REVIEW
    other = Address.of(town="西镇", road="学府北街", compound="瑞泰家园", number="2号")
    index.add([Record("b", other)])
    assert correct(address, index).status is Status.REVIEW


def test_what_a_reader_filled_in_and_a_list_has_counts_as_written() -> None:
    """The reader knows the county of 长延堡街道, and so does the list."""
    towns = ("长延堡街道", "曲江街道")
    places = Places.of([{"district": "雁塔区", "town": t, "road": "人民路"} for t in towns])
    found = correct(parse("长延堡街道人民路12号").best, places)
    assert [change.component for change in found.changes] == ["district"]
    assert correct(found.address, places).status is Status.KEEP


def test_a_corrected_street_keeps_its_side() -> None:
    places = Places.of([{"town": "苏坊镇", "road": "永安街"}])
    north = correct(parse("永按街北侧12号").best, places).address
    assert str(north) == "苏坊镇永安街12号"
    assert [part.text for part in north.components] == ["苏坊镇", "永按街", "12号"]
    for side, relation in (("北侧", Relation.SAME_DOOR), ("南侧", Relation.UNKNOWN)):
        other = parse(f"苏坊镇永安街{side}12号").best
        assert compare(north, other).relation is relation


@pytest.mark.parametrize("door", ["2号", "2号北门"])
def test_a_village_that_was_read_as_a_landmark_is_named_once(door: str) -> None:
    places = Places.of([{"district": "武功县", "town": "苏坊镇", "village": "长宁村"}])
    found = correct(parse(f"武功县苏坊镇长宁{door}").best, places)
    assert (found.status, str(found.address)) == (Status.ACCEPT, f"武功县苏坊镇长宁村{door}")
    assert correct(found.address, places).status is Status.KEEP


def test_nor_does_an_option_name_it_twice() -> None:
    index = Index.build([Record("a", parse("武功县苏坊镇长宁村2号").best)])
    found = correct(parse("武功县苏仿镇长宁2号").best, index)
    for option in (found.address, *(option.address for option in found.options)):
        assert str(option).count("长宁") == 1
