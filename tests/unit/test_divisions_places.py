import pytest

from doorplate.divisions import Gazetteer
from doorplate.errors import GazetteerError
from doorplate.normalize import parse

PUJI = {"district": "武功县", "town": "普集街道"}


def test_a_village_of_the_users_is_found_below_its_town() -> None:
    base = Gazetteer.bundled()
    mine = base.with_places([{**PUJI, "village": "新营村"}])
    (found,) = mine.find("新营", within="610431")
    assert found.code == "610431001+新营村"
    assert found in mine.children("610431001")
    assert [d.name for d in mine.path(found.code)][-2:] == ["普集街道", "新营村"]
    assert found not in base.children("610431001")


def test_a_known_village_is_not_doubled() -> None:
    mine = Gazetteer.bundled().with_places([{**PUJI, "village": "营上村"}] * 2)
    assert mine.places.divisions == {}


def test_roads_hamlets_and_compounds_stand_in_their_division() -> None:
    rows = [
        {**PUJI, "village": "营上村", "road": "幸福路"},
        {**PUJI, "village": "营上村", "hamlet": "前营", "compound": "新苑"},
    ]
    places = Gazetteer.bundled().with_places(rows).places
    assert places.below("610431001203", "road") == ("幸福路",)
    assert places.below("610431001203", "hamlet") == ("前营",)
    assert places.below("610431001203", "compound") == ("新苑",)
    assert places.below("610431001", "road") == ()


def test_a_whole_branch_of_the_users_own() -> None:
    rows = [
        {
            "province": "梦省",
            "city": "一市",
            "district": "二县",
            "town": "三镇",
            "village": "四村",
        }
    ]
    mine = Gazetteer.bundled().with_places(rows).with_places(rows)
    assert (
        " ".join(d.name for d in mine.path("+梦省+一市+二县+三镇+四村"))
        == "梦省 一市 二县 三镇 四村"
    )
    assert len(mine.places.divisions) == 5


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"street": "幸福路"}, "street"),
        ({"town": "  "}, "no name"),
        ({"district": "鼓楼区", "town": "华大街道"}, "ambiguous"),
        ({"district": "没有县"}, "unknown"),
    ],
)
def test_a_bad_row_is_named(row: dict[str, str], words: str) -> None:
    with pytest.raises(GazetteerError) as caught:
        Gazetteer.bundled().with_places([PUJI, row])
    assert caught.value.where == "row 2"
    assert words in caught.value.text.en
    assert "village" in caught.value.remedy.en


def test_a_village_of_the_users_is_read_without_its_county() -> None:
    mine = Gazetteer.bundled().with_places([{**PUJI, "village": "新营村"}])
    found = parse("新营村3组12号", gazetteer=mine)
    assert str(found.best) == "陕西省咸阳市武功县普集街道新营村3组12号"
    assert [warning.code for warning in found.warnings] == ["filled"]
    assert not parse("新营村3组12号").best.get("town")


def test_two_villages_of_the_users_with_one_name_are_both_kept() -> None:
    towns = [PUJI, {"district": "武功县", "town": "小村镇"}]
    mine = Gazetteer.bundled().with_places([{**town, "village": "甲新村"} for town in towns])
    found = parse("甲新村12号", gazetteer=mine)
    assert found.ambiguous
    assert [c.address.get("town") for c in found.candidates] == ["普集街道", "小村镇"]


def test_a_village_right_below_its_county_has_no_town() -> None:
    mine = Gazetteer.bundled().with_places([{"district": "武功县", "village": "云上村"}])
    for text in ("武功县云上村12号", "云上村12号"):
        assert str(parse(text, gazetteer=mine).best) == "陕西省咸阳市武功县云上村12号"


def test_a_town_of_the_users_is_read_without_its_county() -> None:
    mine = Gazetteer.bundled().with_places([{"district": "武功县", "town": "大庄新镇"}])
    best = parse("大庄新镇东路12号", gazetteer=mine).best
    assert (best.get("district"), best.get("town")) == ("武功县", "大庄新镇")


def test_a_town_of_the_users_is_not_taken_for_another_of_its_stem() -> None:
    mine = Gazetteer.bundled().with_places([{"district": "武功县", "town": "普集乡"}])
    assert parse("武功县普集乡12号", gazetteer=mine).best.get("town") == "普集乡"
    assert parse("武功县普集乡12号").best.get("town") == "普集街道"
