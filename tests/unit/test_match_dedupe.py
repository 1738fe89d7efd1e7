import copy
import gc
import json
import pickle
import random

import pytest

from doorplate.address import Address, Component, Level, Span
from doorplate.errors import MatchError
from doorplate.match import Decision, Index, Places, Record, dedupe
from doorplate.normalize import parse
from match_lists import as_read, grouped, register, together, village


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("莹上村", "homophone"),
        ("上营村", "swapped"),
        ("荧上村", "homophone"),
        ("董末村", "shape"),
    ],
)
def test_a_slip_joins_the_door_it_means(name: str, rule: str) -> None:
    slip = Record("slip", Address.of(town="普集镇", village=name, group="3组", number="58号"))
    clusters = dedupe([*register(), slip])
    cluster = clusters.of("slip")
    assert len(cluster.members) == 3
    assert cluster.decision is Decision.MERGED
    assert rule in {reason.rule for reason in cluster.reasons}
    assert cluster.canonical.get("village") in {"营上村", "董朱村"}
    assert 0.9 < cluster.confidence < 1


def test_the_list_says_where_one_name_ends_and_the_next_begins() -> None:
    street = [
        Record(f"{n}{copy}", Address.of(town="普集镇", village="营上村", road="西街", number=n))
        for n in ("1号", "2号", "3号")
        for copy in "ab"
    ]
    joined = Record("joined", Address.of(town="普集镇", road="营上西街", number="2号"))
    no_town = Record("no town", Address.of(road="普集营上西街", number="2号"))
    elsewhere = Record("elsewhere", Address.of(town="游凤镇", road="营上西街", number="2号"))
    clusters = dedupe([*street, joined, no_town, elsewhere])
    assert clusters.of("joined").members == ("2号a", "2号b", "joined", "no town")
    assert clusters.of("elsewhere").members == ("elsewhere",)
    known = Places.of([{"town": "游凤镇", "road": "营上西街"}])
    kept = dedupe([*street, elsewhere], places=known).of("elsewhere")
    assert kept.canonical == elsewhere.address


def test_a_landmark_before_the_number_stands_for_the_village() -> None:
    mark = Component(Level.LANDMARK, "马台", "马台", 3, 5)
    number = Component(Level.NUMBER, "12号", "12号", 5, 8)
    bare = Component(Level.BUILDING, "12号楼", "12", 6, 8)
    behind = Component(Level.NUMBER, "12号", "12号", 0, 3)
    town = Component(Level.TOWN, "普集镇", "普集镇", 0, 3)
    records = [
        Record("village", Address.of(town="普集镇", village="马台村", number="12号")),
        Record("before", Address((town, number, mark))),
        Record("bare", Address((town, bare, mark))),
        Record("behind", Address((behind, mark))),
    ]
    clusters = dedupe(records)
    assert clusters.of("village").members == ("bare", "before", "village")
    assert clusters.of("behind").members == ("behind",)


@pytest.mark.parametrize("level", [Level.BUILDING, Level.ROOM])
def test_a_bare_number_that_stands_alone_is_a_door(level: Level) -> None:
    place = Component(Level.VILLAGE, "营上村", "营上村", 0, 3)
    bare = Component(level, "2361", "2361", 3, 7)
    unit = Component(Level.UNIT, "2单元", "2单元", 7, 10)
    records = [
        Record("door", Address.of(village="营上村", number="2361号")),
        Record("bare", Address((place, bare))),
        Record("flat", Address((place, bare, unit))),
    ]
    assert [c.members for c in dedupe(records)] == [("bare", "door"), ("flat",)]


def test_a_slip_in_a_name_of_one_character_is_found() -> None:
    rows = [*village("邓村", range(1, 60)), *village("营上村", range(20, 90))]
    slip = Record("slip", Address.of(town="普集镇", village="凳村", group="3组", number="58号"))
    assert len(dedupe([*rows, slip]).of("slip").members) == 3


def test_a_crowded_village_is_no_evidence_that_its_small_sibling_is_a_slip() -> None:
    crowded = village("后林庄村", range(1, 200))
    sibling = village("后林店村", range(30, 39))
    clusters = dedupe([*crowded, *sibling, *village("营上村", range(1, 60))])
    assert not any(
        together(clusters, f"普集镇后林店村{n}a", f"普集镇后林庄村{n}a") for n in range(30, 39)
    )


def test_a_real_sibling_keeps_its_doors() -> None:
    rows = [*register(), *village("莹上村", range(1, 60))]
    assert not together(dedupe(rows), "普集镇营上村7a", "普集镇莹上村7a")


def test_opposite_names_are_never_joined() -> None:
    rows = [*village("东李村", range(1, 60)), *village("董朱村", range(40, 90))]
    other = Record(
        "west", Address.of(town="普集镇", village="西李村", group="3组", number="58号")
    )
    clusters = dedupe([*rows, other])
    assert clusters.of("west").members == ("west",)


def test_an_arbitrary_character_asks_a_person_or_stands() -> None:
    rows = register()
    odd = Record("odd", Address.of(town="普集镇", village="马朱村", group="3组", number="45号"))
    cluster = dedupe([*rows, odd]).of("odd")
    assert cluster.members == ("odd",)


def test_a_left_out_town_is_filled_in() -> None:
    bare = Record("bare", Address.of(village="董朱村", group="3组", number="88号"))
    cluster = dedupe([*register(), bare]).of("bare")
    assert len(cluster.members) == 3
    assert cluster.canonical.get("town") == "普集镇"


def test_a_name_that_fits_two_towns_asks_a_person() -> None:
    rows = [*register(), *village("营上村", range(1, 60), town="苏坊镇")]
    bare = Record("bare", Address.of(village="营上村", group="3组", number="58号"))
    clusters = dedupe([*rows, bare])
    cluster = clusters.of("bare")
    assert cluster.members == ("bare",)
    assert cluster.decision is Decision.REVIEW
    assert set(cluster.proposals) == {"普集镇营上村58a", "苏坊镇营上村58a"}


def test_the_door_decides_between_two_towns() -> None:
    rows = [*register(), *village("营上村", range(100, 160), town="苏坊镇")]
    bare = Record("bare", Address.of(village="营上村", group="3组", number="133号"))
    assert together(dedupe([*rows, bare]), "bare", "苏坊镇营上村133a")


def test_a_wrong_town_is_repaired() -> None:
    rows = [*register(), *village("河道村", range(1, 60), town="苏坊镇")]
    astray = Record(
        "astray", Address.of(town="苏坊镇", village="董朱村", group="3组", number="88号")
    )
    cluster = dedupe([*rows, astray]).of("astray")
    assert len(cluster.members) == 3
    assert cluster.canonical.get("town") == "普集镇"
    assert "wrong_town" in {reason.rule for reason in cluster.reasons}


def test_a_misspelt_town_is_led_back() -> None:
    slip = Record(
        "slip", Address.of(town="普济镇", village="董朱村", group="3组", number="88号")
    )
    assert together(dedupe([*register(), slip]), "slip", "普集镇董朱村88a")


@pytest.mark.parametrize(
    "change",
    [
        {"number": "85号"}, {"number": "580号"}, {"subnumber": "附1"}, {"group": "4组"},
        {"building": "2号楼"}, {"road": "东街"},
    ],
)  # fmt: skip
def test_numbers_are_equal_or_not(change: dict[str, str]) -> None:
    door = {"town": "普集镇", "village": "营上村", "group": "3组", "number": "58号"}
    other = Record("other", Address.of(**(door | change)))
    assert dedupe([*register(), other]).of("other").members == ("other",)


def test_places_settle_what_the_list_leaves_open() -> None:
    rows = village("营上村", range(1, 4))
    slip = Record(
        "slip", Address.of(town="普集镇", village="营尚村", group="3组", number="9号")
    )
    known = Places.of([{"town": "普集镇", "village": v} for v in ("营上村", "营西村")])
    assert dedupe([*rows, slip], places=known).of("slip").canonical.get("village") == "营上村"
    both = Places.of([{"town": "普集镇", "village": v} for v in ("营上村", "营尚村")])
    assert dedupe([*rows, slip], places=both).of("slip").canonical.get("village") == "营尚村"


def test_records_without_a_place_or_number_stay_alone() -> None:
    rows = [
        Record("a", Address.of(number="3号")),
        Record("b", Address.of(number="3号")),
        Record("c", Address.of(village="营上村")),
        Record("d", Address.of(village="营上村")),
        Record("e", Address()),
    ]
    clusters = dedupe(rows)
    assert [c.members for c in clusters] == [("a",), ("b",), ("c",), ("d",), ("e",)]
    assert {c.decision for c in clusters} == {Decision.REVIEW}


def test_unread_numbers_keep_records_apart() -> None:
    read = Address.of(village="营上村", number="12号")
    unread = Address(read.components, rest=(Span("rest", "B3", 6, 8),))
    words = Address(read.components, rest=(Span("rest", "老王家", 6, 9),))
    rows = [Record("a", read), Record("b", unread), Record("c", words)]
    assert grouped(dedupe(rows)) == {("a", "c")}


def test_a_hundred_equal_rows_are_one_door() -> None:
    door = Address.of(village="营上村", number="12号")
    clusters = dedupe(Record(f"{n:03}", door) for n in range(100))
    assert len(clusters) == 1
    assert clusters[0].id == "000"
    assert len(clusters[0].members) == 100


def test_an_empty_list_has_no_clusters() -> None:
    assert list(dedupe([])) == []


def test_an_id_that_occurs_twice_is_refused() -> None:
    door = Address.of(village="营上村", number="12号")
    with pytest.raises(MatchError) as caught:
        dedupe([Record("x", door), Record("y", door), Record("x", door)])
    assert caught.value.where == "x"
    assert caught.value.text.zh == "编号重复"


def test_clusters_are_a_sequence_and_found_by_record() -> None:
    clusters = dedupe(register())
    assert len(clusters[:3]) == 3
    assert clusters[-1] == clusters[len(clusters) - 1]
    with pytest.raises(IndexError):
        clusters[len(clusters)]
    with pytest.raises(MatchError) as caught:
        clusters.of("nobody")
    assert caught.value.where == "nobody"


def test_the_bare_partition_is_the_ids_of_the_clusters() -> None:
    rows = [
        Record(f"r{n}", Address.of(village="营上村", number=f"{n // 2}号")) for n in range(9)
    ]
    clusters = dedupe(reversed(rows))
    assert clusters.cluster_ids() == {m: c.id for c in clusters for m in c.members}
    assert dedupe([]).cluster_ids() == {}


def test_a_cluster_is_plain_data() -> None:
    cluster = dedupe(register())[0]
    data = json.loads(json.dumps(cluster.to_dict("zh"), ensure_ascii=False))
    assert data["members"] == list(cluster.members)
    assert data["canonical"]["number"] == cluster.canonical.get("number")
    assert data["decision"] == "merged"


def test_order_does_not_matter() -> None:
    rows = register()
    slip = Record(
        "slip", Address.of(town="普集镇", village="莹上村", group="3组", number="58号")
    )
    expected = list(dedupe([*rows, slip]))
    shuffled = [*rows, slip]
    random.Random(4).shuffle(shuffled)
    assert list(dedupe(shuffled)) == expected


@pytest.mark.parametrize(
    "door", ["12号负1至3层", "12号B1-B2层", "5至7弄3号", "3号楼301、302室"]
)
def test_the_canonical_form_is_read_as_the_door_that_it_is(door: str) -> None:
    record = Record("a", parse(f"武功县永安街{door}").best)
    canonical = dedupe([record])[0].canonical
    again = Record("b", parse(str(canonical)).best)
    assert dedupe([record, again])[0].members == ("a", "b")


def test_the_canonical_form_is_the_usual_full_spelling() -> None:
    rows = [
        Record(
            "a", Address.of(town="普集镇", village="营上村", number="12号", subnumber="附1")
        ),
        Record("b", Address.of(town="普集镇", village="营上村", number="12-1号")),
        Record("c", Address.of(town="普集", village="营上村委会", number="12号之一")),
    ]
    assert str(dedupe(rows)[0].canonical) == "普集镇营上村12号附1"


@pytest.mark.parametrize(
    "building", ["3号楼", "A座", "3A号楼", "甲号楼", "东楼", "东塔", "3号馆"]
)
def test_a_building_keeps_its_usual_word(building: str) -> None:
    home = Address.of(village="营上村", compound="永安花园", building=building)
    (cluster,) = dedupe([Record("a", home), Record("b", home)])
    assert cluster.canonical.get(Level.BUILDING) == building


def test_one_village_holding_everything_stays_cheap() -> None:
    rows = [
        Record(str(n), Address.of(village="营上村", group=f"{n % 9}组", number=f"{n}号"))
        for n in range(1, 20_000)
    ]
    assert len(dedupe(rows)) == 19_999


def test_a_division_that_a_reader_filled_in_gives_way_to_the_list() -> None:
    guessed = as_read(
        "营上村3组58号",
        district="谯城区",
        town="魏岗镇",
        village="营上村",
        group="3组",
        number="58号",
    )
    assert together(dedupe([*register(), Record("g", guessed)]), "g", "普集镇营上村58a")


def test_a_group_is_no_door() -> None:
    """Two households of 营上村2组 without a number may be any two of its doors."""
    rows = [Record(i, Address.of(village="营上村", group="2组")) for i in "ab"]
    assert [c.decision for c in dedupe(rows)] == [Decision.REVIEW] * 2


def test_numbers_that_were_taken_out_join_nothing() -> None:
    street = Component(Level.ROAD, "西街", "西街", 0, 2)
    masked = Address((street,), rest=(Span("rest", "0000号", 2, 7),))
    rows = [Record(i, masked) for i in "ab"]
    assert [c.decision for c in dedupe(rows)] == [Decision.REVIEW] * 2


def test_a_village_and_its_street_read_as_one_name() -> None:
    rows = [
        Record("a", Address.of(town="普集镇", road="营上村东街", number="5号")),
        Record("b", Address.of(town="普集镇", village="营上村", road="东街", number="5号")),
        Record("c", Address.of(town="普集镇", road="新村路", number="5号")),
    ]
    assert grouped(dedupe(rows)) == {("a", "b")}


def test_a_town_written_without_its_word() -> None:
    glued = Record("g", Address.of(village="普集董朱村", group="3组", number="88号"))
    cluster = dedupe([*register(), glued]).of("g")
    assert len(cluster.members) == 3
    assert cluster.canonical.get("town") == "普集镇"


@pytest.mark.parametrize(
    ("written", "road"),
    [("普集中路", "普集中路"), ("普集一街", "普集一街"), ("普集街镜湖大道", "镜湖大道")],
)
def test_a_street_that_begins_like_a_town_keeps_a_name(written: str, road: str) -> None:
    """What is left without the town, and without its word, must be a name."""
    rows = [*register(), Record("x", Address.of(road=written, number="8号"))]
    assert dedupe(rows).of("x").canonical.get("road") == road


def test_a_town_read_as_a_hamlet_before_a_street() -> None:
    street = {"road": "解放大街", "number": "8号"}
    rows = [Record("a", Address.of(district="武功县", town="普集镇", **street)),
            Record("b", Address.of(district="武功县", hamlet="普集", **street))]  # fmt: skip
    assert [
        cluster.members for cluster in dedupe([*register(), *rows]) if len(cluster.id) == 1
    ] == [("a", "b")]


@pytest.mark.parametrize(
    ("misread", "street"),
    [
        ({"road": "新街"}, {}),
        ({"road": "新街南巷"}, {"road": "南巷"}),
        ({"compound": "新街"}, {}),
    ],
)
def test_a_town_read_as_a_street_or_estate_of_the_village(
    misread: dict[str, str], street: dict[str, str]
) -> None:
    """新街 营上村 is 营上村 in 新街镇, unless some 营上村 has such a street."""
    rows = [
        Record(n, Address.of(town="新街镇", village="营上村", **street, number=f"{n}号"))
        for n in "123"
    ]
    odd = Record("odd", Address.of(village="营上村", **misread, number="2号"))
    assert together(dedupe([*rows, odd]), "odd", "2")
    real = Record("real", Address.of(town="普集镇", village="营上村", **misread, number="9号"))
    assert not together(dedupe([*rows, odd, real]), "odd", "2")


def test_a_development_zone_stands_for_a_town() -> None:
    rows = [
        Record("a", Address.of(zone="东区开发区", village="营上村", number="5号")),
        Record("b", Address.of(town="东区开发区", village="营上村", number="5号")),
    ]
    assert grouped(dedupe(rows)) == {("a", "b")}


def test_one_number_in_several_wards_stays_apart_and_is_asked_about() -> None:
    def at(identity: str, ward: str) -> Record:
        return Record(identity, Address.of(village="赤崁村", group=ward, number="1号"))

    found = dedupe([at("a", "1邻"), at("b", "22邻"), at("c", "1邻"), at("d", "3邻")])
    assert [c.members for c in found] == [("a", "c"), ("b",), ("d",)]
    assert found[0].decision is Decision.REVIEW
    assert found[0].proposals == ("b", "d")
    assert "ward" in {reason.rule for reason in found[0].reasons}


def test_wards_of_a_misspelt_street_stay_apart_where_it_leads() -> None:
    road = {"town": "馬公鎮", "road": "中正路"}
    rows = [Record(f"{n}", Address.of(**road, number=f"{n}號")) for n in range(1, 41)]
    slip = {"town": "馬公鎮", "road": "中政路", "number": "12號"}
    rows += [Record(f"w{n}", Address.of(**slip, group=f"{n}鄰")) for n in (3, 5)]
    found = dedupe(rows)
    assert {found.of(identity).members for identity in ("12", "w3", "w5")} == {
        ("12",), ("w3",), ("w5",),
    }  # fmt: skip
    assert "ward" in {reason.rule for reason in found.of("12").reasons}


def test_a_ward_written_once_parts_nothing() -> None:
    place = {"village": "赤崁村", "number": "1号"}
    found = dedupe(
        [Record("a", Address.of(**place)), Record("b", Address.of(**place, group="1邻"))]
    )
    assert [c.members for c in found] == [("a", "b")]


def test_a_cluster_is_a_value() -> None:
    cluster = dedupe(register()).of("普集镇营上村1a")
    again = copy.deepcopy(cluster)
    assert again == cluster
    assert hash(again) == hash(cluster)
    assert repr(cluster.canonical) in repr(cluster)
    assert cluster != dedupe(register()).of("普集镇营上村2a")
    with pytest.raises(AttributeError):
        cluster.members = ()
    with pytest.raises(AttributeError):
        del cluster.id


def test_a_partition_is_a_value() -> None:
    rows = register()
    clusters = dedupe(rows)
    again = pickle.loads(pickle.dumps(clusters))  # noqa: S301  # our own bytes
    assert again == clusters == dedupe(rows[::-1])
    assert hash(again) == hash(clusters)
    assert again.of("普集镇营上村1b") == clusters.of("普集镇营上村1b")
    assert again.cluster_ids() == clusters.cluster_ids()
    assert clusters != dedupe(rows[1:])
    assert clusters != list(clusters)
    asked = [Record(r.id, r.address) for r in rows[:2]]
    assert dedupe(asked) != dedupe([asked[0], Record(asked[1].id, Address())])


def test_ids_are_kept_to_the_last_character() -> None:
    ids = ("a", "a\0", "a ", "ａ")
    rows = [Record(i, Address.of(village="营上村", number="12号")) for i in ids]
    assert set(dedupe(rows)[0].members) == set(ids)


def test_partitions_of_other_doors_differ() -> None:
    one, other = (
        dedupe([Record("a", Address.of(village="营上村", number=number))])
        for number in ("12号", "13号")
    )
    assert one != other


def test_a_single_record_at_a_place_off_the_list_is_asked_about() -> None:
    known = Places.of([{"town": "普集镇", "village": v} for v in ("营上村", "营西村")])
    rows = [
        *register(),
        Record("off", Address.of(town="普集镇", village="某家村", number="9号")),
        Record(
            "street", Address.of(town="普集镇", village="营西村", road="东街", number="9号")
        ),
        Record("road", Address.of(town="普集镇", road="人民路", number="9号")),
    ]
    clusters = dedupe(rows, places=known)
    assert clusters.of("off").decision is Decision.REVIEW
    assert "unlisted" in {reason.rule for reason in clusters.of("off").reasons}
    assert clusters.of("street").decision is Decision.SINGLE
    assert clusters.of("road").decision is Decision.SINGLE
    assert clusters.of("普集镇董朱村40a").decision is Decision.MERGED
    assert dedupe(rows).of("off").decision is Decision.SINGLE


def test_a_listed_village_without_its_town_is_on_the_list() -> None:
    town = {"district": "武功县", "town": "普集镇"}
    known = Places.of([{**town, "village": v} for v in ("营上村", "赵家村")])
    rows = [
        Record("full", Address.of(**town, village="营上村", number="12号")),
        Record("short", Address.of(district="武功县", village="营上村", number="15号")),
        Record("off", Address.of(district="武功县", village="某家村", number="15号")),
    ]
    clusters = dedupe(rows, places=known)
    assert clusters.of("short").decision is Decision.SINGLE
    assert clusters.of("off").decision is Decision.REVIEW


def test_the_collector_does_not_walk_what_grouping_made() -> None:
    records = register()
    gc.collect()
    walks = [generation["collections"] for generation in gc.get_stats()]
    clusters = dedupe(records)
    kept = [[cluster] for cluster in clusters[:50]]
    assert gc.isenabled()
    assert [generation["collections"] for generation in gc.get_stats()] == walks
    assert len(kept) == 50


ODD = [
    {"town": "普集镇", "lane": "北巷"},
    {"lane": "北巷"},
    {"town": "普集镇", "compound": "景绣家园"},
    {"district": "金阳县", "village": "营上村"},
]


@pytest.mark.parametrize("names", ODD)
def test_what_a_full_place_list_lacks_is_asked_about(names: dict[str, str]) -> None:
    """A lane in no village, an estate in no street, and a county that was misread."""
    county = {"district": "武功县", "town": "普集镇"}
    street = {**county, "road": "人民路"}
    known = Places.of(
        [{**county, "village": "营上村"}, street, {**street, "compound": "锦绣家园"}]
    )
    rows = [Record(str(n), Address.of(**street, number=f"{n}号")) for n in range(1, 300)]
    odd = Record("odd", Address.of(**{"district": "武功县"} | names, number="7号"))
    found = dedupe([*rows, odd], places=known).of("odd")
    assert found.decision is Decision.REVIEW
    assert "unlisted" in {reason.rule for reason in found.reasons}


def test_of_two_spellings_the_one_whose_names_are_listed_stands() -> None:
    known = Places.of([{"town": "普集镇", "road": "人民北街", "compound": "锦绣花园"}])
    rows = [
        Record(
            name, Address.of(town="普集镇", road="人民南街", compound=name, building="1号楼")
        )
        for name in ("绣锦花园", "锦绣花园")
    ]
    rows += [
        Record(f"u{n}", Address.of(town="普集镇", road="人民北街", number=f"{n}号"))
        for n in range(20)
    ]
    led = dedupe(rows, places=known)
    assert led.of("绣锦花园").canonical.get("compound") == "锦绣花园"


def test_number_nought_is_a_number() -> None:
    """永安街No.0: nothing is counted up to it."""
    rows = [Record(road, Address.of(road=road, number="0号")) for road in ("永安街", "永按街")]
    assert sorted(m for c in dedupe(rows) for m in c.members) == ["永安街", "永按街"]
    assert len(Index.build(rows)) > 0


@pytest.mark.parametrize(
    "number", ["甲23号", "23号甲", "23A号", "乙2号3号楼", "23号甲附1", "特1号"]
)
def test_the_agreed_form_of_a_marked_number_is_the_one_it_is_read_as(number: str) -> None:
    found = parse(f"永安街{number}").best
    (cluster,) = dedupe([Record("a", found)])
    assert (str(cluster.canonical), cluster.canonical) == (str(found), found)
