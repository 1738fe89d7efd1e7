"""A number is that of the street or of the estate; the text says which."""

from pathlib import Path

import pytest

from doorplate.address import Address
from doorplate.match import (
    Clusters,
    Decision,
    Index,
    Match,
    Places,
    Record,
    Relation,
    Status,
    compare,
    correct,
    dedupe,
)
from doorplate.normalize import parse

PUJI = "武功县普集街道"


def _grouped(*texts: str) -> Clusters:
    return dedupe(Record(str(i), parse(PUJI + text).best) for i, text in enumerate(texts))


@pytest.mark.parametrize(
    ("text", "again", "canonical"),
    [
        ("幸福小区5号", "幸福小区五号", "幸福小区5号"),
        ("永安街东方小区7号", "永安街东方小区七号", "永安街东方小区7号"),
        ("永安街8号东方小区", "永安街八号东方小区", "永安街8号东方小区"),
        ("东方小区永安街8号", "东方小区永安街八号", "永安街8号东方小区"),
    ],
)
def test_a_number_stays_where_it_counts(text: str, again: str, canonical: str) -> None:
    (cluster,) = _grouped(text, again)
    assert str(cluster.canonical) == PUJI + canonical


@pytest.mark.parametrize("text", ["东方小区7号", "永安街东方小区7号"])
def test_a_number_of_the_estate_is_none_of_the_street(text: str) -> None:
    assert len(_grouped(text, "永安街7号东方小区")) == 2


@pytest.mark.parametrize(
    ("parts", "canonical"),
    [
        ({"compound": "东方小区", "number": "5号"}, "普集街道东方小区5号"),
        (
            {"road": "永安街", "number": "5号", "compound": "东方小区"},
            "普集街道永安街5号东方小区",
        ),
    ],
)
def test_an_address_no_reader_made_counts_in_its_estate_where_it_names_no_street(
    parts: dict[str, str], canonical: str
) -> None:
    (cluster,) = dedupe([Record("a", Address.of(town="普集街道", **parts))])
    assert str(cluster.canonical) == canonical


def test_what_stands_at_a_number_is_told_or_not() -> None:
    (cluster,) = _grouped("永安街12号", "永安街12号幸福小区")
    assert cluster.decision is Decision.MERGED
    assert str(cluster.canonical) == f"{PUJI}永安街12号幸福小区"
    assert "compound on one side only 幸福" in [r.text.en for r in cluster.reasons]
    assert len(_grouped("永安街12号3号楼501室", "永安街12号幸福小区3号楼501室")) == 1


@pytest.mark.parametrize(
    "other",
    ["永安街14号幸福小区", "永安街12号幸福小区3号楼", "永安街幸福小区12号", "永平街12号"],
)
def test_another_number_or_street_is_another_door(other: str) -> None:
    assert len(_grouped("永安街12号", other)) == 2


def test_two_estates_at_one_number_are_asked_about() -> None:
    clusters = _grouped("永安街12号", "永安街12号幸福小区", "永安街12号和平大厦")
    assert [c.decision for c in clusters] == [Decision.REVIEW, Decision.SINGLE, Decision.SINGLE]
    assert clusters.of("0").proposals == ("1", "2")


PLACES = Places.of([{"town": "普集街道", "road": "永安街", "compound": "东方小区"}])


def test_a_correction_leaves_the_number_where_it_counts() -> None:
    inside = correct(parse("普集街道永安街东放小区7号").best, PLACES)
    assert (inside.status, str(inside.address)) == (Status.ACCEPT, "普集街道永安街东方小区7号")
    behind = correct(parse("普集街道永安街7号东放小区").best, PLACES)
    assert (behind.status, str(behind.address)) == (Status.ACCEPT, "普集街道永安街7号东方小区")


def test_a_list_of_towns_knows_addresses_that_name_the_county_too() -> None:
    address = parse(f"陕西省{PUJI}永安街东方小区7号").best
    found = correct(address, PLACES)
    assert (found.status, found.address, found.changes) == (Status.KEEP, address, ())
    other = correct(parse(f"陕西省{PUJI}永安街东放小区7号").best, PLACES)
    assert str(other.address) == f"陕西省{PUJI}永安街东方小区7号"
    assert [r.component for r in other.changes] == ["compound"]


def test_what_a_reader_guessed_gives_way_to_the_list() -> None:
    listed = Places.of([{"district": "武功县", "town": "普集街道", "compound": "东方小区"}])
    guessed = parse("普集街道东放小区7号").best
    assert guessed.get("district") == "章丘区"
    assert str(correct(guessed, listed).address) == "武功县普集街道东方小区7号"


def test_an_index_asks_for_an_estate_that_it_alone_names() -> None:
    texts = ["永安街12号", "永安街14号东方小区", "永安街18号和平大厦", "永安街18号东方小区"]
    index = Index.build(Record(t, parse(PUJI + t).best) for t in texts)

    def match(text: str) -> Match:
        return index.match(parse(PUJI + text).best)

    told = match("永安街12号幸福小区")
    assert (told.record, told.verdict.relation) == ("永安街12号", Relation.SAME_DOOR)
    estate = match("永安街幸福小区12号")
    assert (estate.record, estate.verdict.relation) == (None, Relation.DIFFERENT)
    asked = match("永安街14号")
    assert (asked.record, asked.options) == (None, ("永安街14号东方小区",))
    assert set(match("永安街18号").options) == {"永安街18号和平大厦", "永安街18号东方小区"}
    assert match("永安街16号").verdict.relation is Relation.DIFFERENT
    index.add([Record("new", parse(PUJI + "永安街16号东方小区").best)])
    assert match("永安街16号").options == ("new",)
    index.add([Record("newer", parse(PUJI + "永平街16号东方小区").best)])
    assert match("永平街16号").options == ("newer",)


def test_two_addresses_alone_are_compared_by_whose_the_number_is() -> None:
    estate, street = parse("永安街东方小区5号").best, parse("永安街5号东方小区").best
    for pair in ((estate, street), (street, estate)):
        verdict = compare(*pair)
        assert verdict.relation is Relation.UNKNOWN
        assert "owner" in {reason.rule for reason in verdict.reasons}
    assert compare(street, parse("永安街5号").best).relation is Relation.SAME_DOOR
    assert compare(estate, parse("东方小区5号").best).relation is Relation.SAME_DOOR


@pytest.mark.parametrize("text", ["寨新村6组6号", "东方花园6组6号"])
def test_an_estate_with_groups_stands_before_them(text: str) -> None:
    (cluster,) = _grouped(text)
    assert str(cluster.canonical) == f"{PUJI}{text}"


def _index(*texts: str) -> Index:
    return Index.build(Record(t, parse(PUJI + t).best) for t in texts)


def test_an_index_keeps_the_numbers_of_street_and_estate_apart(tmp_path: Path) -> None:
    texts = ("永安街5号东方小区", "永安街东方小区5号")
    _index(*texts).save(tmp_path / "doors.index")
    index = Index.load(tmp_path / "doors.index")
    assert len(index) == 2
    assert [index.match(parse(PUJI + text).best).record for text in texts] == list(texts)
    given = Address.of(
        district="武功县", town="普集街道", road="永安街", number="5号", compound="东方小区"
    )
    assert set(index.match(given).options) == set(texts)
    other = _index("永安街5号东方小区").match(parse(f"{PUJI}永安街东方小区5号").best)
    assert (other.record, other.options) == (None, ("永安街5号东方小区",))
    assert [r.rule for r in other.verdict.reasons] == ["owner"]


def test_a_second_estate_at_one_number_is_asked_about() -> None:
    texts = ("永安街5号", "永安街5号东方小区", "永安街5号锦绣花园")
    index = Index.build([])
    found = index.add(Record(t, parse(PUJI + t).best) for t in texts)
    assert [match.record for match in found] == [None, "永安街5号", None]
    assert found[2].options == ("永安街5号",)
    built = _index(*texts).match(parse(f"{PUJI}永安街5号百合小区").best)
    assert built.record is None
    assert len(built.options) > 1


def test_an_index_has_a_number_once_where_only_the_estate_claims_it() -> None:
    """Nobody says that the first is the street's, so both are one door, as in grouping."""
    open_ = Address.of(town="普集街道", road="永安街", compound="东方小区", number="5号")
    inside = parse("普集街道永安街东方小区5号").best
    index = Index.build([Record("a", open_), Record("b", inside)])
    assert len(index) == 1
    assert [index.match(one).record for one in (open_, inside)] == ["a", "a"]


@pytest.mark.parametrize("above", [("营上村", "董朱村"), ("永安街", "永平路")])
def test_an_estate_with_groups_in_a_village_or_street_is_no_village(
    above: tuple[str, str],
) -> None:
    here, there = (f"{place}东方新村3组5号" for place in above)
    for cluster, place in zip(_grouped(here, there), above, strict=True):
        assert cluster.canonical.get("compound") == "东方新村"
        assert place in str(cluster.canonical)


def test_an_estate_counts_as_a_village_only_where_it_has_groups() -> None:
    """Read before or after the same estate without a group."""
    with_group, without = "营上新村3组5号", "营上新村5号"
    clusters = _grouped(without, with_group, without, with_group)
    assert [cluster.members for cluster in clusters] == [("0", "2"), ("1", "3")]
    assert [c.canonical.get("village") for c in clusters] == [None, "营上新村"]


def test_two_words_of_which_one_ends_the_other_are_one_kind() -> None:
    a, b = (parse(f"{PUJI}{name}3号楼501室").best for name in ("东方花园小区", "东方小区"))
    assert compare(a, b).relation is Relation.SAME_DOOR


@pytest.mark.parametrize("asked", ["永安街5号", "永安街5号东方小区", "永按街5号"])
def test_an_index_finds_a_street_whose_estate_only_some_records_name(asked: str) -> None:
    texts = ["永安街5号", "永安街5号东方小区", *(f"永安街{n}号" for n in range(6, 40))]
    assert len(_grouped("永安街5号", "永安街5号东方小区")) == 1
    assert _index(*texts).match(parse(PUJI + asked).best).record == "永安街5号"
