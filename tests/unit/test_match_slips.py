"""Names that are misread, misspelt twice, or cut in the wrong place."""

import pytest

from doorplate.address import Address, Component, Level
from doorplate.match import Places, Record, dedupe
from doorplate.match._names import edits_of
from doorplate.match._twice import shortened
from match_lists import as_read, register, together, village


def test_a_town_without_its_word_is_no_district_of_another_city() -> None:
    bare = as_read(
        "普集董朱村3组88号",
        province="湖南省",
        district="普集",
        village="董朱村",
        group="3组",
        number="88号",
    )
    rows = [Record(r.id, in_county(r.address)) for r in register()]
    cluster = dedupe([*rows, Record("bare", bare)]).of("bare")
    assert len(cluster.members) == 3
    assert cluster.canonical.get("town") == "普集镇"


@pytest.mark.parametrize(("village", "joined"), [("董朱村", True), ("某村", False)])
def test_a_town_read_as_a_county_off_the_list(village: str, *, joined: bool) -> None:
    """A reader makes 普集县 of 普集; the list has no such county, and has that place."""
    misread = Address.of(district="普集县", village=village, group="3组", number="88号")
    rows = [Record(r.id, in_county(r.address)) for r in register()]
    cluster = dedupe([*rows, Record("bare", misread)]).of("bare")
    assert (len(cluster.members) == 3) == joined
    real = Address.of(district="普集县", town="兴平镇", village="营上村", number="1号")
    clusters = dedupe([*rows, Record("bare", misread), Record("real", real)])
    assert clusters.of("bare").members == ("bare",)


def test_a_county_no_table_has_is_taken_off_the_village() -> None:
    glued = Record("g", Address.of(village="梨屯县董朱村", group="3组", number="88号"))
    rows = [Record(r.id, in_county(r.address)) for r in register()]
    assert len(dedupe([*rows, glued]).of("g").members) == 3


def in_county(address: Address) -> Address:
    return Address((Component(Level.DISTRICT, "梨屯县", "梨屯县", 0, 3), *address.components))


def test_few_misread_records_do_not_hide_the_county() -> None:
    rows = [Record(r.id, in_county(r.address)) for r in register()]
    astray = Record("astray", Address.of(district="老城区", village="某村", number="1号"))
    bare = Record("bare", Address.of(village="普集董朱村", group="3组", number="88号"))
    assert len(dedupe([*rows, astray, bare]).of("bare").members) == 3


def test_two_places_with_the_door_are_a_persons_choice_whatever_their_size() -> None:
    rows = [
        Record(f"{town}{name}{n}{copy}", Address.of(town=town, road=name, number=f"{n}号"))
        for town, name, last in (("普集镇", "人民东路", 200), ("苏坊镇", "人民路", 60))
        for n in range(1, last)
        for copy in "ab"
    ]
    cluster = dedupe(
        [*rows, Record("odd", Address.of(town="普集镇", road="人民路", number="58号"))]
    ).of("odd")
    assert cluster.members == ("odd",)
    assert set(cluster.proposals) == {"普集镇人民东路58a", "苏坊镇人民路58a"}


@pytest.mark.parametrize(("name", "other"), [("四个园村", "个园村"), ("李家沟村", "李家洼村")])
def test_common_characters_of_names(name: str, other: str) -> None:
    """A numeral left out is found; one landform for another is a place of its own."""
    rows = [*village(name, range(1, 600, 11)), *village("营上村", range(3, 600, 7))]
    slips = [
        Record(n, Address.of(town="普集镇", village=other, group="3组", number=f"{n}号"))
        for n in ("122", "133", "452", "518")
    ]
    joined = len(dedupe([*rows, *slips]).of("518").members) == 3
    assert joined == (name == "四个园村")


TWICE = [
    ({"town": "苏坊镇", "village": "莹上村"}, True),
    ({"village": "上营村", "road": "迎宾东路", "compound": "景园小区"}, False),
    ({"town": "苏坊镇", "village": "营山村"}, False),
]


@pytest.mark.parametrize(("names", "joined"), TWICE)
def test_two_faults_at_once(names: dict[str, str], *, joined: bool) -> None:
    """Another town and a slip are found, if one place two slips away has the very door."""
    rows = [
        *village("营上村", range(1, 600, 11)),
        *village("营西村", range(3, 600, 7)),
        *village("河道村", range(2, 600, 9), town="苏坊镇"),
    ]
    door = {"town": "普集镇", "group": "3组", "number": "452号"} | names
    odd = Record("odd", Address.of(**door))
    cluster = dedupe([*rows, odd]).of("odd")
    assert (len(cluster.members) == 3) == joined
    if joined:
        assert "twice" in {reason.rule for reason in cluster.reasons}
        assert cluster.canonical.get("town") == "普集镇"


def test_two_slips_in_two_names_of_a_place() -> None:
    flats = [
        Record(
            f"{n}{copy}",
            Address.of(town="普集镇", road="建设路", compound="营园小区", building=f"{n}号楼"),
        )
        for n in range(1, 90, 3)
        for copy in "ab"
    ]
    odd = Address.of(town="普集镇", road="健设路", compound="莹园小区", building="61号楼")
    others = village("营上村", range(1, 600, 11))
    assert dedupe([*flats, *others, Record("odd", odd)]).of("odd").members == (
        "61a", "61b", "odd",
    )  # fmt: skip


def test_a_door_that_two_places_have_is_asked_about() -> None:
    rows = [
        *village("营上村", range(1, 600, 11)),
        *village("营上村", range(1, 600, 11), town="游凤镇"),
        *village("河道村", range(2, 600, 9), town="苏坊镇"),
    ]
    odd = Address.of(town="苏坊镇", village="莹上村", group="3组", number="452号")
    cluster = dedupe([*rows, Record("odd", odd)]).of("odd")
    assert cluster.members == ("odd",)
    assert len(cluster.proposals) == 2


def test_a_name_cut_elsewhere_and_misspelt() -> None:
    streets = [
        Record(
            f"{n}{c}", Address.of(town="普集镇", village="营上村", road="西街", number=f"{n}号")
        )
        for n in range(1, 200, 7)
        for c in "ab"
    ]
    slip = Record("slip", Address.of(town="普集镇", road="莹上西街", number="50号"))
    cluster = dedupe([*streets, *village("河道村", range(1, 300, 8)), slip]).of("slip")
    assert cluster.members == ("50a", "50b", "slip")
    assert "recut" in {reason.rule for reason in cluster.reasons}


@pytest.mark.parametrize(("usual", "joined"), [(400, True), (60, False)])
def test_a_common_misspelling_cut_elsewhere(usual: int, *, joined: bool) -> None:
    """Thirty records are a slip of a large village; beside a small one they are a place."""
    rows = village("营上生活区", range(1, usual))
    rows += village("河道村", range(1, 600, 8))
    slips = [
        Record(
            f"slip{n}",
            Address.of(town="普集镇", compound="莹上生活区", group="3组", number=f"{n}号"),
        )
        for n in range(1, 60, 2)
    ]
    assert together(dedupe([*rows, *slips]), "slip57", "普集镇营上生活区57a") == joined


@pytest.mark.parametrize(
    ("town", "name"), [("普集镇", "营湖农场"), ("营湖农场", "莹湖农场"), ("", "营湖农场")]
)
def test_a_place_written_behind_its_town_again(town: str, name: str) -> None:
    """Under another town, or misspelt there."""
    rows = village("营上村", range(1, 600, 7))
    rows += [
        Record(
            f"{n}{copy}", Address.of(town="营湖农场", compound="桦树管理区", number=f"{n}号")
        )
        for n in range(1, 600, 11)
        for copy in "ab"
    ]
    names = {"town": town, "village": name} if town else {"village": name}
    odd = Address.of(**names, compound="桦树管理区", number="408号")
    assert len(dedupe([*rows, Record("odd", odd)]).of("odd").members) == 3


@pytest.mark.parametrize(
    "names",
    [
        {"hamlet": "南海", "road": "社区东路"},
        {"town": "南海", "road": "社区东路"},
        {"hamlet": "南海", "village": "社区", "road": "东路"},
    ],
)
def test_the_word_of_a_village_read_apart_from_it(names: dict[str, str]) -> None:
    whole = Record("whole", Address.of(village="南海社区", road="东路", number="5号"))
    apart = Record("apart", Address.of(**names, number="5号"))
    assert len(dedupe([whole, apart]).of("apart").members) == 2


def test_a_town_without_its_word_before_a_misspelt_village() -> None:
    rows = [*village("营上村", range(1, 600, 11)), *village("河道村", range(3, 600, 7))]
    for glued in ("普集莹上村", "普集营上村"):
        odd = Record("odd", Address.of(village=glued, group="3组", number="452号"))
        assert len(dedupe([*rows, odd]).of("odd").members) == 3


@pytest.mark.parametrize("odd", ["上陈菅湾村", "陈上营湾村"])
def test_the_second_slip_is_judged_within_its_name(odd: str) -> None:
    rows = [
        *village("上陈营湾村", range(4, 600, 9)),
        *village("河道村", range(3, 600, 7), town="苏坊镇"),
    ]
    names = {"town": "苏坊镇", "village": odd, "group": "3组", "number": "454号"}
    assert len(dedupe([*rows, Record("odd", Address.of(**names))]).of("odd").members) == 3


@pytest.mark.parametrize(
    ("a", "b", "rules"),
    [
        ("健设路营园", "建设路菅园", ["homophone", "shape"]),
        ("健设路园", "建设路营园", ["homophone", "dropped"]),
        ("扬大", "大杨", ["swapped", "homophone"]),
    ],
)
def test_rules_of_two_slips(a: str, b: str, rules: list[str]) -> None:
    assert [edit.rule for edit in edits_of(a, b, 2) or ()] == rules


@pytest.mark.parametrize(
    "names",
    [
        {"hamlet": "营北", "road": "新村西路"},
        {"compound": "营北", "road": "新村西路"},
        {"village": "营北新村", "road": "西路"},
    ],
)
def test_a_new_village_read_apart_from_its_name(names: dict[str, str]) -> None:
    whole = Record("whole", Address.of(village="营北新村", road="西路", number="5号"))
    apart = Record("apart", Address.of(**names, number="5号"))
    assert len(dedupe([whole, apart]).of("apart").members) == 2


@pytest.mark.parametrize("word", ["社区", "居委会", "社区居委会", "村民委员会"])
def test_a_committee_read_apart_from_a_name_taken_for_its_town(word: str) -> None:
    whole = Record("whole", Address.of(village=f"定城{word}", number="5号"))
    apart = Record("apart", Address.of(town="定城", village=word, number="5号"))
    assert len(dedupe([whole, apart]).of("apart").members) == 2


@pytest.mark.parametrize(("copies", "joined"), [(1, True), (9, False)])
def test_a_village_whose_name_begins_like_another_town(copies: int, *, joined: bool) -> None:
    """营上庙村 read as 庙村 of 营上; not where that has records of its own."""
    rows = [
        *village("营上庙村", range(1, 200, 7)),
        *village("河道村", range(3, 600, 7), town="营上乡"),
    ]
    odd = [
        Record(
            f"odd{n}", Address.of(town="营上乡", village="庙村", group="3组", number=f"{n}号")
        )
        for n in range(50, 50 + 7 * copies, 7)
    ]
    assert (len(dedupe([*rows, *odd]).of("odd50").members) == 3) == joined


def test_a_bare_number_behind_a_compound_is_its_door() -> None:
    read = as_read("营北新村453", compound="营北新村", room="453室").components
    bare = Address((read[0], read[1]._replace(text="453")))
    whole = Address.of(compound="营北新村", number="453号")
    assert len(dedupe([Record("a", whole), Record("b", bare)])) == 1


def test_an_estate_with_groups_is_a_village() -> None:
    """A reader who does not know 莹上新村 takes it for an estate."""
    rows = village("营上新村", range(1, 600, 11))
    bare = {"town": "普集镇", "compound": "莹上新村", "number": "452号"}
    grouped = Record("grouped", Address.of(**bare, group="3组"))
    clusters = dedupe([*rows, Record("bare", Address.of(**bare)), grouped])
    assert together(clusters, "grouped", "普集镇营上新村452a")
    assert clusters.of("grouped").reasons[0].rule == "homophone"
    assert clusters.of("bare").canonical.get("compound") == "莹上新村"


def test_the_agreed_form_follows_the_place_list() -> None:
    places = Places.of([{"town": "营湖农场", "village": "营湖农场虚拟生活区"}])
    read = Address.of(town="营湖农场", village="虚拟生活区", number="5号")
    (cluster,) = dedupe([Record("a", read)], places=places)
    assert cluster.canonical.get("village") == "营湖农场虚拟生活区"


def test_a_name_cut_otherwise_keeps_its_word() -> None:
    """A reader takes 营北新村 for an estate; the place list has it as a village."""
    places = Places.of([{"town": "普集镇", "village": "营北新村"}])
    read = Address.of(town="普集镇", compound="营北新村", number="5号")
    (cluster,) = dedupe([Record("a", read)], places=places)
    assert cluster.canonical.get("village") == "营北新村"


def test_two_villages_that_only_their_word_tells_apart() -> None:
    """Each door is written with one word only, though they share some numbers."""
    rows = [*village("营北村", range(1, 60, 2)), *village("营北社区", range(5, 60, 3))]
    clusters = dedupe(rows)
    assert not together(clusters, "普集镇营北村5a", "普集镇营北社区5a")
    assert clusters.of("普集镇营北村5a").canonical.get("village") == "营北村"
    slip = {"town": "普集镇", "village": "莹北社区", "group": "3组", "number": "17号"}
    found = dedupe([*rows, Record("slip", Address.of(**slip))])
    assert together(found, "slip", "普集镇营北社区17a")


def test_one_village_written_with_either_word() -> None:
    rows = [
        Record(f"{word}{n}", Address.of(town="普集镇", village=f"营北{word}", number=f"{n}号"))
        for n in range(1, 60, 2)
        for word in ("村", "社区")
    ]
    assert len(dedupe(rows)) == 30


def test_an_estate_under_another_town_that_has_its_street() -> None:
    """The street is real in both towns; what is odd is the estate on it."""
    street = {"road": "建设南街"}
    flats = [
        Record(
            f"{n}{copy}",
            Address.of(town="普集镇", **street, compound="营园小区", building=f"{n}号楼"),
        )
        for n in range(1, 200)
        for copy in "ab"
    ]
    doors = [
        Record(f"{town}{n}{copy}", Address.of(town=town, **street, number=f"{n}号"))
        for town in ("普集镇", "苏坊镇")
        for n in range(1, 99)
        for copy in "ab"
    ]
    astray = Address.of(town="苏坊镇", **street, compound="营园小区", building="41号楼")
    cluster = dedupe([*flats, *doors, Record("astray", astray)]).of("astray")
    assert cluster.members == ("41a", "41b", "astray")


@pytest.mark.parametrize(("roads", "joined"), [(["北"], True), (["北", "南"], False)])
def test_a_road_left_out_and_a_slip_in_the_estate(roads: list[str], *, joined: bool) -> None:
    """Not where the estate is on two roads that only their side tells apart."""
    flats = [
        Record(
            f"{side}{n}{copy}",
            Address.of(
                town="普集镇",
                road=f"建设{side}街",
                compound="营湖家园",
                building=f"{n + (side == '南')}号楼",
            ),
        )
        for side in roads
        for n in range(1, 200, 3)
        for copy in "abcdef"
    ]
    others = village("营上村", range(1, 600, 11))
    odd = Address.of(town="普集镇", compound="莹湖家园", building="61号楼")
    cluster = dedupe([*flats, *others, Record("odd", odd)]).of("odd")
    assert (len(cluster.members) > 1) == joined


@pytest.mark.parametrize(
    ("town", "name"),
    [("营湖农场", "营湖农场虚拟生活区"), ("营湖农场", "营农场虚拟生活区"),
     ("普集镇", "营湖农场虚拟生活区"), ("营湖农场", "湖营农场虚拟生活区")],
)  # fmt: skip
def test_quarters_called_after_their_town_alone(town: str, name: str) -> None:
    """The town is part of the name, written once or twice, and may be misspelt there."""
    rows = village("虚拟生活区", range(1, 600, 11), town="营湖农场")
    rows += village("营上村", range(1, 600, 7))
    odd = Address.of(town=town, village=name, group="3组", number="408号")
    assert len(dedupe([*rows, Record("odd", odd)]).of("odd").members) == 3


def test_a_street_without_its_side_where_two_sides_have_the_door() -> None:
    """However few records the other side has."""
    rows = [
        Record(f"{road}{n}{copy}", Address.of(town="普集镇", road=road, number=f"{n}号"))
        for road, last in (("光明北街", 90), ("建设路", 200), ("文化路", 200), ("迎宾路", 200))
        for n in range(1, last, 2)
        for copy in "abcd"
    ]
    rows += [
        Record(f"odd{n}", Address.of(town="普集镇", road="光明街", number=f"{n}号"))
        for n in (87, 89)
    ]
    assert together(dedupe(rows), "odd87", "光明北街87a")
    other = Record("other", Address.of(town="普集镇", road="光明南街", number="87号"))
    clusters = dedupe([*rows, other])
    assert set(clusters.of("odd87").proposals) == {"光明北街87a", "other"}
    assert together(clusters, "odd89", "光明北街89a")


def test_what_is_too_long_for_a_name_is_tried_only_whole() -> None:
    """Else one cell of a thousand characters would take as long as a million records."""
    long = "".join(chr(0x4E00 + n) for n in range(200))
    assert list(shortened(long, 2)) == [long]
    assert len(set(shortened(long[:5], 2))) == 1 + 5 + 10
