import pytest

from doorplate.address import Address
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


@pytest.mark.parametrize(
    ("left", "right", "component"),
    [
        ({"number": "12号"}, {"number": "21号"}, "number"),
        ({"number": "12号"}, {"number": "120号"}, "number"),
        ({"group": "3组"}, {"group": "4组"}, "group"),
        ({"number": "12号"}, {"number": "12号", "subnumber": "附1"}, "subnumber"),
        ({"subnumber": "附1"}, {"subnumber": "附2"}, "subnumber"),
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


def test_blank_cells_of_a_place_list_are_ignored() -> None:
    places = Places.of([{"town": "普集镇", "village": " ", "note": "x"}])
    assert [str(address) for address in places] == ["普集镇"]


def test_wards_that_differ_leave_it_to_a_person() -> None:
    here, there = village(group="1邻"), village(group="22邻")
    verdict = compare(here, there)
    assert rules(verdict)["group"] == "ward"
    assert verdict.relation is Relation.UNKNOWN
    assert compare(here, here).relation is Relation.SAME_DOOR
