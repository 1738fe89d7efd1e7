import pytest

from doorplate.divisions import Gazetteer
from doorplate.errors import GazetteerError

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
