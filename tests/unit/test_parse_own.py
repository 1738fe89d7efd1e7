"""The user's own places in the parser: names without an ending, and whose town it is."""

import pytest

from doorplate.address import Level
from doorplate.divisions import Gazetteer
from doorplate.errors import GazetteerError
from doorplate.normalize import parse

PUJI = {"district": "武功县", "town": "普集街道"}
OWN = Gazetteer.bundled().with_places(
    [
        {**PUJI, "village": "营上村", "hamlet": "南堡子"},
        {**PUJI, "village": "营上村", "road": "幸福里"},
        {**PUJI, "compound": "东风路家属院"},
        {**PUJI, "hamlet": "永安"},
        {**PUJI, "hamlet": "永安西"},
        {"district": "武功县", "road": "三十米"},
    ]
)


@pytest.mark.parametrize(
    ("text", "level", "name"),
    [
        ("武功县普集街道营上村幸福里5号", Level.ROAD, "幸福里"),
        ("武功县三十米8号", Level.ROAD, "三十米"),
        ("武功县普集街道三十米8号", Level.ROAD, "三十米"),
        ("武功县南堡子5号", Level.HAMLET, "南堡子"),
        ("南堡子5号", Level.HAMLET, "南堡子"),
        ("武功县普集街道永安5号", Level.HAMLET, "永安"),
        ("武功县普集街道永安西5号", Level.HAMLET, "永安西"),
        ("武功县普集街道营上村,南堡子5号", Level.HAMLET, "南堡子"),
        ("武功县普集街道东风路家属院3号楼", Level.COMPOUND, "东风路家属院"),
    ],
)
def test_a_name_of_the_users_is_read_as_listed(text: str, level: Level, name: str) -> None:
    found = parse(text, gazetteer=OWN).best
    assert [c.value for c in found.components if c.level is level] == [name]
    assert not found.rest


@pytest.mark.parametrize(
    "text",
    [
        "武功县普集街道永安街5号",
        "武功县普集街道永安西路5号",
        "武功县普集街道营上村幸福里小区5号",
        "杭州市西湖区幸福里5号",
        "武功县武功镇永安5号",
    ],
)
def test_longer_names_and_other_divisions_are_read_as_before(text: str) -> None:
    assert parse(text, gazetteer=OWN).best == parse(text).best


def test_a_town_of_several_counties_is_the_one_with_the_users_places() -> None:
    text = "普集街道幸福路5号"
    assert parse(text).ambiguous
    found = parse(text, gazetteer=OWN)
    assert found.best.get(Level.DISTRICT) == "武功县"
    assert not found.ambiguous
    assert "the user's own places are here" in [r.en for r in found.candidates[0].reasons]


def test_a_text_read_before_is_read_anew_with_another_gazetteer() -> None:
    text = "武功县三十米9号"
    before = parse(text)
    assert before.best.get(Level.ROAD) is None
    assert parse(text, gazetteer=OWN).best.get(Level.ROAD) == "三十米"
    assert parse("武功县三十米9号") == before


MORE = Gazetteer.bundled().with_places(
    [
        {"district": "武功县", "hamlet": "王家"},
        {"district": "武功县", "hamlet": "东方"},
        {"district": "武功县", "road": "永安街"},
        {"district": "武功县", "compound": "12号院"},
        {"district": "武功县", "road": "3号"},
        {"district": "武功县", "compound": "1"},
    ]
)


@pytest.mark.parametrize(
    "tail",
    ["王家坪路5号", "王家堡小学", "东方红大街5号", "东方明珠小区5号", "永安街北段5号",
     "人民路12号院3号楼", "人民路3号", "112号"],
)  # fmt: skip
def test_no_longer_name_and_no_number_is_cut(tail: str) -> None:
    assert parse(f"武功县{tail}", gazetteer=MORE).best == parse(f"武功县{tail}").best


@pytest.mark.parametrize("rows", [[{"district": "武功县", "road": 5}], [None]])
def test_rows_of_other_types_are_refused(rows: list[object]) -> None:
    with pytest.raises(GazetteerError, match="row 1"):
        Gazetteer.bundled().with_places(rows)  # type: ignore[arg-type]  # what is refused
