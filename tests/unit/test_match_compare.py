import pytest

from doorplate.address import Address, Component, Level
from doorplate.errors import MatchError
from doorplate.match import Places, Relation, Verdict, compare
from doorplate.match._weights import read_weights


def village(number: str = "12号", **names: str) -> Address:
    return Address.of(**({"town": "普集镇", "village": "营上村", "number": number} | names))


def rules(verdict: Verdict) -> dict[str, str]:
    return {reason.component: reason.rule for reason in verdict.reasons}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"number": "12号", "subnumber": "附1"}, {"number": "12-1号"}),
        ({"number": "12号", "subnumber": "之一"}, {"number": "12号", "subnumber": "附1"}),
        ({"number": "12至14号"}, {"number": "12～14号"}),
        ({"number": "12至14号"}, {"number": "12-14号"}),
        ({"number": "2、5号"}, {"number": "2,5号"}),
        ({"number": "12-1至12-5号"}, {"number": "12号", "subnumber": "附1至附5"}),
        ({"number": "12号", "subnumber": "附1、附5"}, {"number": "12-1,12-5号"}),
        ({"subnumber": "附1、附5"}, {"subnumber": "附1,附5"}),
        ({"room": "301、302室"}, {"room": "301室,302室"}),
        ({"room": "301至305室"}, {"room": "301-305室"}),
        ({"group": "3组"}, {"group": "第三村民小组"}),
        ({"number": "１２号"}, {"number": "十二号"}),
        ({"village": "营上村"}, {"village": "营上村委会"}),
        ({"town": "普集镇"}, {"town": "普集街道"}),
        ({"town": "普集镇"}, {"district": "武功县"}),
    ],
)
def test_spellings_of_one_door(left: dict[str, str], right: dict[str, str]) -> None:
    assert compare(village(**left), village(**right)).relation is Relation.SAME_DOOR


def test_building_unit_room_written_as_one_number() -> None:
    short = Address.of(compound="花园小区", number="3-2-501号")
    long = Address.of(compound="花园小区", building="三栋", unit="2单元", room="501室")
    assert compare(short, long).relation is Relation.SAME_DOOR


def test_a_floor_that_the_room_repeats_is_no_difference() -> None:
    with_floor = Address.of(compound="花园小区", building="3号楼", floor="5层", room="501室")
    assert compare(with_floor, with_floor.without()).relation is Relation.SAME_DOOR
    bare = Address.of(compound="花园小区", building="3号楼", room="501室")
    assert compare(with_floor, bare).relation is Relation.SAME_DOOR


@pytest.mark.parametrize("several", ["附1至附5", "附1、附5"])
def test_several_sub_numbers_are_no_part_of_a_part(several: str) -> None:
    nested = village(number="12号", subnumber="附1附5")
    verdict = compare(village(number="12号", subnumber=several), nested)
    assert verdict.relation is not Relation.SAME_DOOR


@pytest.mark.parametrize(
    ("left", "right", "component"),
    [
        ({"number": "12号"}, {"number": "21号"}, "number"),
        ({"number": "12号"}, {"number": "120号"}, "number"),
        ({"group": "3组"}, {"group": "4组"}, "group"),
        ({"number": "12号"}, {"number": "12号", "subnumber": "附1"}, "subnumber"),
        ({"subnumber": "附1"}, {"subnumber": "附2"}, "subnumber"),
        ({"number": "2至5号"}, {"number": "2号", "subnumber": "附5"}, "number"),
        ({"number": "2至5号"}, {"number": "2-5号"}, "number"),
        ({"number": "2至5号"}, {"number": "2至5号", "subnumber": "附3"}, "subnumber"),
        ({"number": "12-14号"}, {"number": "12号", "subnumber": "附14"}, "number"),
        ({"number": "2、5号"}, {"number": "2-5号"}, "number"),
        ({"number": "特1号"}, {"number": "1号"}, "number"),
        ({"subnumber": "附1至附5"}, {"subnumber": "附5"}, "subnumber"),
        ({"subnumber": "附1、附5"}, {"subnumber": "附1"}, "subnumber"),
        ({"subnumber": "附1、附5"}, {"subnumber": "附1至附5"}, "subnumber"),
        ({"room": "301、302室"}, {"room": "301室"}, "room"),
        ({"village": "东李村"}, {"village": "西李村"}, "village"),
        ({"village": "三里村"}, {"village": "五里村"}, "village"),
        ({"road": "人民东路"}, {"road": "人民西路"}, "road"),
        ({"building": "3栋", "unit": "2单元"}, {"building": "2栋", "unit": "3单元"}, "unit"),
    ],
)  # fmt: skip
def test_what_only_looks_alike_is_different(
    left: dict[str, str], right: dict[str, str], component: str
) -> None:
    verdict = compare(village(**left), village(**right))
    assert verdict.relation is Relation.DIFFERENT
    assert verdict.score < 0.001
    assert rules(verdict)[component] in {"conflict", "contrast", "numeral"}


def test_missing_is_not_different() -> None:
    assert compare(village(), village().without()).relation is Relation.SAME_DOOR
    coarse = Address.of(town="普集镇", village="营上村")
    verdict = compare(village(), coarse)
    assert verdict.relation is Relation.SAME_PLACE
    assert rules(verdict)["number"] == "missing"


def test_a_slip_with_agreement_around_it_is_the_same_door() -> None:
    verdict = compare(
        village(district="武功县", group="3组"),
        village(district="武功县", group="3组", village="莹上村"),
    )
    assert verdict.relation is Relation.SAME_DOOR
    assert rules(verdict)["village"] == "homophone"


def test_a_slip_alone_is_left_to_a_person() -> None:
    bare, slip = (
        Address.of(village="营上村", number="1号"),
        Address.of(village="莹上村", number="1号"),
    )
    assert compare(bare, slip).relation is Relation.UNKNOWN


def test_a_wrong_town_is_examined_not_refused() -> None:
    verdict = compare(village(), village(town="苏坊镇"))
    assert verdict.relation is Relation.UNKNOWN
    assert rules(verdict)["town"] == "conflict"


def test_known_places_settle_a_slip() -> None:
    one = Places.of([{"town": "普集镇", "village": "营上村"}])
    both = Places.of([{"town": "普集镇", "village": v} for v in ("营上村", "莹上村")])
    slip = village(village="莹上村")
    assert compare(village(), slip, places=one).relation is Relation.SAME_DOOR
    assert compare(village(), slip, places=both).relation is Relation.DIFFERENT
    assert rules(compare(village(), slip, places=both))["village"] == "both_known"


def test_places_do_not_lift_a_contrast() -> None:
    known = Places.of([{"town": "普集镇", "village": "东李村"}])
    verdict = compare(village(village="东李村"), village(village="西李村"), places=known)
    assert verdict.relation is Relation.DIFFERENT


def test_nothing_in_common_is_unknown_or_different() -> None:
    nothing = Address()
    assert compare(nothing, nothing).relation is Relation.UNKNOWN
    assert compare(nothing, village()).relation is Relation.UNKNOWN
    assert compare(village(), village(village="河道村")).relation is Relation.DIFFERENT


def test_divisions_alone() -> None:
    town = Address.of(district="武功县", town="普集镇")
    assert compare(town, town).relation is Relation.SAME_PLACE
    assert compare(town, Address.of(number="12号")).relation is Relation.UNKNOWN


def test_an_arbitrary_character_is_no_slip() -> None:
    verdict = compare(village(village="张家村"), village(village="王家村"))
    assert rules(verdict)["village"] == "other"
    assert verdict.relation is not Relation.SAME_DOOR


def test_a_landmark_counts_but_never_refuses() -> None:
    shop, school = village(landmark="供销社"), village(landmark="小学")
    assert compare(shop, shop).relation is Relation.SAME_DOOR
    assert compare(shop, school).relation is Relation.SAME_DOOR
    assert rules(compare(shop, village()))["landmark"] == "missing"
    assert compare(shop, school).score < compare(shop, shop).score


def test_landmarks_are_compared_by_their_words() -> None:
    plain, loose = village(landmark="村委会对面小卖部"), village(landmark="村委会对面的小卖部")
    assert rules(compare(plain, loose))["landmark"] == "words"
    assert rules(compare(loose, plain))["landmark"] == "words"
    apart = compare(plain, village(landmark="小学对面小卖部"))
    assert rules(apart)["landmark"] == "conflict"
    assert apart.score < compare(plain, loose).score < compare(plain, plain).score


def test_a_verdict_reads_as_one_line_and_as_data() -> None:
    verdict = compare(village(), village("21号"))
    assert verdict.line("zh").startswith("不同 0.000: ")
    assert "门牌号不同 12≠21 -60.0" in verdict.line("zh")
    assert str(verdict) == verdict.line("en")
    data = verdict.to_dict("zh")
    assert data["relation"] == "different"
    assert data["reasons"][-1]["rule"] == "conflict"
    assert verdict.weight == pytest.approx(sum(r["weight"] for r in data["reasons"]))
    assert str(Verdict(Relation.UNKNOWN, 0.5)) == "unknown 0.500"


def test_reasons_seen_from_the_other_side() -> None:
    reason = compare(village(), village("21号")).reasons[-1]
    assert (reason.swapped().left, reason.swapped().right) == (reason.right, reason.left)


@pytest.mark.parametrize(
    "text", ["version = 9", "not toml [", "version = 1\n[zones]\nmerge = 6.0"]
)
def test_weights_that_cannot_be_used(text: str) -> None:
    with pytest.raises(MatchError) as caught:
        read_weights(text, "mine.toml")
    assert caught.value.where == "mine.toml"


def test_a_place_list_without_levels_is_refused() -> None:
    with pytest.raises(MatchError, match="level"):
        Places.of([{"名称": "营上村"}])


@pytest.mark.parametrize("row", [None, 5, "普集镇", ["town"], {"town": 5}])
def test_a_row_of_a_place_list_that_is_none_is_said(row: object) -> None:
    with pytest.raises(MatchError):
        Places.of([row])  # type: ignore[list-item]


def test_a_cell_without_a_name_is_blank() -> None:
    assert [str(a) for a in Places.of([{"town": "普集镇", "village": None}])] == ["普集镇"]
    assert len(Places.of([{"town": None}])) == 0


def test_blank_cells_of_a_place_list_are_ignored() -> None:
    places = Places.of([{"town": "普集镇", "village": " ", "note": "x"}])
    assert [str(address) for address in places] == ["普集镇"]


def test_wards_that_differ_leave_it_to_a_person() -> None:
    here, there = village(group="1邻"), village(group="22邻")
    verdict = compare(here, there)
    assert rules(verdict)["group"] == "ward"
    assert verdict.relation is Relation.UNKNOWN
    assert compare(here, here).relation is Relation.SAME_DOOR


def estate(*compounds: str, **names: str) -> Address:
    """An address of a road, a compound, and what stands inside it."""
    parts = [Component(Level.of(key), value) for key, value in names.items()]
    return Address((*parts, *(Component(Level.COMPOUND, name) for name in compounds)))


@pytest.mark.parametrize(
    ("left", "right", "rule"),
    [
        (["和悦居小区"], ["和悦居花园"], "akin"),
        (["和悦居小区"], ["和悦居住宅小区"], "ending"),
        (["和悦居小区", "南门"], ["和悦居"], "ending"),
        (["融晟·公园大地小区"], ["融晟公园大地"], "ending"),
        (["梦幻家园一期"], ["梦幻家园1期"], "ending"),
        (["锦绣苑"], ["锦绣苑", "宏达装饰有限公司"], "inside"),
        (["春江新城"], ["春江新城", "三期"], "part"),
        (["天成广场", "张记面馆"], ["天成广场", "李记超市"], "shared"),
        (["中坤领秀峰"], ["领秀峰"], "within"),
        (["和悦居小区"], ["和悦居大厦"], "kind"),
        (["张记面馆"], ["宏达装饰有限公司"], "occupant"),
        (["建业银行", "红兴支行"], ["兴农银行", "红兴支行"], "occupant"),
        (["建业银行", "红兴支行"], ["建业银行"], "part"),
        (["建业银行红兴支行"], ["建业银行"], "within"),
        (["和悦居小区"], ["青阳小区"], "conflict"),
        (["梦幻家园", "一期"], ["梦幻小区", "二期"], "section"),
    ],
)
def test_estates_and_those_inside_them(left: list[str], right: list[str], rule: str) -> None:
    here, there = estate(*left, road="建设路"), estate(*right, road="建设路")
    assert rules(compare(here, there))["compound"] == rule
    assert rules(compare(there, here))["compound"] == rule


def test_an_estate_seen_from_inside_is_the_same_place() -> None:
    whole, firm = estate("锦绣苑", road="建设路"), estate("锦绣苑", "宏达公司", road="建设路")
    assert compare(whole, firm).relation is Relation.SAME_PLACE
    numbered = [
        Address((*a.components, Component(Level.NUMBER, "12号"))) for a in (whole, firm)
    ]
    assert compare(*numbered).relation is Relation.SAME_DOOR


def test_an_estate_read_as_a_landmark_is_the_estate() -> None:
    read = Address.of(road="建设路", compound="天富春城")
    free = Address.of(road="建设路", landmark="天富春城小区")
    verdict = compare(read, free)
    assert rules(verdict)["compound"] == "ending"
    assert "landmark" not in rules(verdict)
    assert verdict.relation is Relation.SAME_PLACE


def test_another_occupant_says_little_against_a_door() -> None:
    noodles, firm = (
        estate(name, road="建设路", number="12号") for name in ("张记面馆", "宏达有限公司")
    )
    assert compare(noodles, firm).relation is Relation.SAME_DOOR
    unnumbered = [a.without(Level.NUMBER) for a in (noodles, firm)]
    assert compare(*unnumbered).relation is Relation.UNKNOWN


def test_a_zone_is_not_held_against_a_town() -> None:
    zone, town = (
        Address.of(**{key: name}, road="建设路", number="12号")
        for key, name in (("zone", "营海工业园"), ("town", "九龙街道"))
    )
    assert rules(compare(zone, town)) == {
        "zone": "missing", "town": "missing", "road": "equal", "number": "equal",
    }  # fmt: skip


def test_a_zone_under_two_of_its_names() -> None:
    short, long = (
        Address.of(zone=name, road="建设路", number="12号")
        for name in ("营海工业园", "营海工业园区")
    )
    assert rules(compare(short, long))["zone"] == "ending"
    other = compare(short, Address.of(zone="青阳工业园", road="建设路", number="12号"))
    assert (rules(other)["zone"], other.relation) == ("conflict", Relation.UNKNOWN)


def test_two_sections_of_an_estate_are_two_places() -> None:
    first, second = estate("梦幻家园", "一期"), estate("梦幻小区", "二期")
    assert compare(first, second).relation is Relation.DIFFERENT


def test_two_shops_of_one_mall_are_not_said_to_be_one_door() -> None:
    shops = [
        estate("天成广场", name, road="建设路", number="12号")
        for name in ("张记面馆", "李记超市")
    ]
    assert compare(*shops).relation is Relation.UNKNOWN


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (["东方花园"], ["东方小区"]),
        (["东方国际广场"], ["东方大厦"]),
        (["东方菜市场"], ["东方建材市场"]),
        (["东方花园"], ["东方花园", "二期"]),
    ],
)
def test_another_word_or_a_section_left_out_makes_no_door(
    left: list[str], right: list[str]
) -> None:
    house = Component(Level.BUILDING, "3号楼")
    here, there = (Address((*estate(*names).components, house)) for names in (left, right))
    assert compare(here, there).relation is Relation.UNKNOWN
    assert compare(there, here).relation is Relation.UNKNOWN


def test_two_stretches_of_a_road_are_two_places() -> None:
    def at(road: str) -> Address:
        return Address.of(town="普集镇", road=road, number="5号")

    assert compare(at("人民路东段"), at("人民路西段")).relation is Relation.DIFFERENT
    assert compare(at("人民路东段"), at("人民路")).relation is Relation.SAME_DOOR


def test_an_estate_on_two_roads_is_left_to_a_person() -> None:
    front, back = estate("星海花园", road="建设路"), estate("星海花园", road="龙泉街")
    assert compare(front, back).relation is Relation.UNKNOWN


def test_landmarks_of_one_name() -> None:
    shop = village(landmark="聚福隆饭店")
    assert rules(compare(shop, village(landmark="聚福隆菜馆")))["landmark"] == "akin"
    assert rules(compare(shop, village(landmark="聚福龙菜馆")))["landmark"] == "homophone"
    assert compare(shop, village(landmark="聚福龙菜馆")).relation is Relation.SAME_DOOR


@pytest.mark.parametrize("level", ["village", "road", "compound"])
def test_numerals_of_a_name_in_either_script(level: str) -> None:
    verdict = compare(village(**{level: "扬子十七村"}), village(**{level: "扬子17村"}))
    assert rules(verdict)[level] == "ending"
    assert verdict.relation is Relation.SAME_DOOR
    other = compare(village(**{level: "扬子十七村"}), village(**{level: "扬子十一村"}))
    assert other.relation is Relation.DIFFERENT


def test_what_any_place_may_have_is_no_landmark_of_its_own() -> None:
    garage, mall = village(landmark="地下停车场"), village(landmark="天成广场地下停车场")
    assert rules(compare(garage, mall))["landmark"] == "conflict"


def test_what_a_text_says_twice_counts_once() -> None:
    once = Address.of(road="建设路", compound="望燕居", building="6号楼")
    twice = Address(once.components + once.components)
    assert compare(twice, once) == compare(once, once)


def roads(*names: str, number: str = "12号") -> Address:
    found = [Component(Level.ROAD, name) for name in names]
    return Address((*found, Component(Level.NUMBER, number)))


def test_of_several_roads_the_last_has_the_number() -> None:
    direct = roads("后滘街")
    led = compare(roads("南洲路", "后滘街"), direct)
    assert (rules(led)["road"], led.relation) == ("inside", Relation.SAME_DOOR)
    other = compare(roads("后滘街", "南洲路"), direct)
    assert (rules(other)["road"], other.relation) == ("crossing", Relation.UNKNOWN)
    assert (
        compare(roads("南洲路", "后滘街", number="21号"), direct).relation is Relation.DIFFERENT
    )


def test_a_stretch_of_a_road_is_on_the_road() -> None:
    verdict = compare(roads("永昌路中段"), roads("永昌路"))
    assert (rules(verdict)["road"], verdict.relation) == ("inside", Relation.SAME_DOOR)


def test_sites_are_compared_in_reading_order() -> None:
    shop = Address.of(road="建设路", compound="天成广场", landmark="金贝馆")
    parts = [(Level.ROAD, "建设路"), (Level.LANDMARK, "天成"), (Level.COMPOUND, "金贝馆")]
    read = Address(tuple(Component(level, value) for level, value in parts))
    assert rules(compare(shop, read))["compound"] == "ending"
