"""One number that is several doors: wards, entrances, street and estate."""

from pathlib import Path

import pytest

from doorplate.address import Address, Component, Level
from doorplate.match import (
    Decision,
    Index,
    Places,
    Record,
    Relation,
    compare,
    correct,
    dedupe,
    link,
)
from doorplate.match._owned import gate_in
from doorplate.normalize import parse


def house(**names: str) -> Address:
    return Address.of(village="营上村", number="12号", **names)


@pytest.mark.parametrize(
    ("mark", "gate"),
    [
        ("2号门", "2"),
        ("二号门", "2"),
        ("第2门", "2"),
        ("A口", "A"),
        ("北门", "北"),
        ("东南门", "东南"),
        ("北侧门", "北"),
        ("北大门", "北"),
        ("人民医院南门口", "南"),
        ("3号出入口", "3"),
        ("后院", "后"),
        ("东配楼", "东配楼"),
        ("西", "西"),
        ("南侧", "南侧"),
        ("天安门", ""),
        ("北门旁小卖部", ""),
        ("小卖部", ""),
    ],
)
def test_entrances_by_number_or_side(mark: str, gate: str) -> None:
    assert gate_in(mark) == gate


@pytest.mark.parametrize(
    ("one", "other"), [("2号门", "3号门"), ("北门", "南门"), ("东配楼", "西配楼"), ("东", "西")]
)
def test_doors_that_only_an_entrance_tells_apart(one: str, other: str) -> None:
    rows = [Record("a", house(landmark=one)), Record("b", house(landmark=other))]
    rows.append(Record("c", house(landmark=one)))
    found = dedupe(rows)
    assert [c.members for c in found] == [("a", "c"), ("b",)]
    assert found[0].decision is Decision.REVIEW
    assert found[0].proposals == ("b",)
    assert [r.rule for r in found[0].reasons] == ["equal", "gate"]
    verdict = compare(rows[0].address, rows[1].address)
    assert verdict.relation is Relation.UNKNOWN
    assert {r.component: r.rule for r in verdict.reasons}["landmark"] == "gate"
    left, right = rows[0], rows[1]
    (pair,) = link([left], [right])
    assert (pair.right, pair.verdict.relation) == ("b", Relation.UNKNOWN)


def test_an_entrance_written_once_parts_nothing() -> None:
    rows = [Record("a", house()), Record("b", house(landmark="北门"))]
    assert [c.members for c in dedupe(rows)] == [("a", "b")]
    assert [(p.left, p.right) for p in link(rows[:1], rows[1:])] == [("a", "b")]


def test_entrances_pair_with_their_like() -> None:
    left = [Record("n", house(landmark="北门")), Record("s", house(landmark="南门"))]
    right = [Record("S", house(landmark="南门")), Record("N", house(landmark="北门"))]
    assert [(p.left, p.right) for p in link(left, right)] == [("n", "N"), ("s", "S")]


@pytest.mark.parametrize(
    ("level", "one", "other", "rule"),
    [("group", "3鄰", "5鄰", "ward"), ("landmark", "北门", "2号门", "gate")],
)
def test_an_index_keeps_what_tells_doors_apart(
    tmp_path: Path, level: str, one: str, other: str, rule: str
) -> None:
    rows = [Record("a", house(**{level: one})), Record("b", house(**{level: other}))]
    built = Index.build(rows)
    built.save(tmp_path / "i")
    for index in (built, Index.load(tmp_path / "i")):
        assert [index.match(row.address).record for row in rows] == ["a", "b"]
        asked = index.match(house())
        assert (asked.verdict.relation, asked.options) == (Relation.UNKNOWN, ("a", "b"))
        assert [r.rule for r in asked.verdict.reasons] == [rule]


def test_an_index_with_one_ward_takes_another_for_a_new_name_of_it() -> None:
    index = Index.build([Record("a", house(group="3鄰"))])
    assert index.match(house(group="5鄰")).record == "a"


def test_an_index_with_one_entrance_asks_about_another() -> None:
    index = Index.build([Record("a", house(landmark="北门"))])
    (found,) = index.add([Record("b", house(landmark="南门"))])
    assert (found.record, found.options) == (None, ("a",))
    assert index.match(house(landmark="南门")).record == "b"
    assert index.match(house()).options == ("a", "b")


def test_the_first_of_several_doors_names_the_others_and_no_other_cluster_does() -> None:
    rows = [
        Record(str(n), house(landmark=gate)) for n, gate in enumerate(["东门", "西门", "南门"])
    ]
    rows += [Record(i, Address.of(village="营上村")) for i in ("x", "y")]
    found = dedupe(rows)
    assert [c.proposals for c in found] == [("1", "2"), (), (), (), ()]
    assert [str(c.decision) for c in found] == [
        "review",
        "single",
        "single",
        "review",
        "review",
    ]
    assert [r.rule for r in found[3].reasons] == ["no_number"]


def test_a_door_that_only_one_side_names_is_no_second_one() -> None:
    rows = [
        Record("a", house(landmark="东门")),
        Record("b", house(landmark="西门")),
        Record("c", house()),
    ]
    first = dedupe(rows)[0]
    assert [r.rule for r in first.reasons] == ["gate"]
    assert dedupe(rows).of("c").members == ("c",)


@pytest.mark.parametrize(
    ("names", "rules"),
    [
        ({"village": "营上村"}, ["no_number"]),
        ({"lane": "1111弄", "number": "5号"}, ["no_place"]),
        ({}, ["no_place", "no_number"]),
    ],
)
def test_what_is_no_door_says_what_it_lacks(names: dict[str, str], rules: list[str]) -> None:
    (cluster,) = dedupe([Record("a", Address.of(**names))])
    assert cluster.decision is Decision.REVIEW
    assert [reason.rule for reason in cluster.reasons] == rules


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("永安街北侧12号", "永安街南侧12号", "flank"),
        ("永安街路北12号", "永安街南12号", "flank"),
        ("解放路12号", "解放路12号对面", "beside"),
        ("解放路12号", "解放路12号旁边小卖部", "beside"),
        ("解放路12号", "解放路12号往东50米", "beside"),
        ("营上村3组12号", "营上村3组12号隔壁", "beside"),
        ("解放路12号北侧", "解放路12号南侧", "gate"),
    ],
)
def test_what_words_around_a_number_tell_apart(
    one: str, other: str, rule: str, tmp_path: Path
) -> None:
    a, b = (parse(text).best for text in (one, other))
    found = dedupe([Record("a", a), Record("b", b), Record("c", a)])
    assert [c.members for c in found] == [("a", "c"), ("b",)]
    assert (found[0].decision, found[0].proposals) == (Decision.REVIEW, ("b",))
    assert rule in {reason.rule for reason in found[0].reasons}
    verdict = compare(a, b)
    assert verdict.relation is Relation.UNKNOWN
    assert rule in {reason.rule for reason in verdict.reasons}
    (pair,) = link([Record("a", a)], [Record("b", b)])
    assert pair.verdict.relation is Relation.UNKNOWN
    Index.build([Record("a", a)]).save(tmp_path / "i")
    index = Index.load(tmp_path / "i")
    assert index.match(b)[::2] == (None, ("a",))
    assert index.match(a).record == "a"
    index.close()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("永安街12号", "永安街北侧12号"),
        ("解放路12号对面", "解放路12号 对面"),
        ("解放路12号", "解放路12号小卖部对面"),
        ("解放路12号", "解放路12号(原老供销社旁)"),
    ],
)
def test_words_about_other_places_say_nothing_of_the_door(one: str, other: str) -> None:
    rows = [Record(text, parse(text).best) for text in (one, other)]
    assert len(dedupe(rows)) == 1
    assert compare(*(row.address for row in rows)).relation is Relation.SAME_DOOR


@pytest.mark.parametrize(
    "text",
    ["幸福小区3号楼2单元301、302室", "解放路3、5号", "解放路12号附1至附5", "解放路3至9号"],
)
def test_a_text_that_names_several_doors_is_asked_about(text: str) -> None:
    (cluster,) = dedupe([Record("a", parse(text).best)])
    assert cluster.decision is Decision.REVIEW
    assert [reason.rule for reason in cluster.reasons] == ["several"]


@pytest.mark.parametrize("place", ["永安街", "营上村", "东方小区"])
@pytest.mark.parametrize(
    ("one", "other"),
    [("行政楼", "教学楼"), ("东配楼", "教学楼"), ("办公楼", "行政楼"), ("教学楼", "北门")],
)
def test_houses_of_some_use_are_doors_of_their_own(place: str, one: str, other: str) -> None:
    """However each is read: 教学楼 may be an estate, 行政楼 a landmark."""
    rows = [Record(name, parse(f"{place}12号{name}").best) for name in (one, other)]
    assert [str(c.decision) for c in dedupe(rows)] == ["review", "single"]
    verdict = compare(rows[0].address, rows[1].address)
    assert verdict.relation is Relation.UNKNOWN
    assert f"{one}≠{other}" in verdict.reasons[-1].text.zh
    assert [x.verdict.relation for x in link(rows[:1], rows[1:])] != [Relation.SAME_DOOR]
    assert dedupe([*rows, Record("x", parse(f"{place}12号").best)]).of("x").members == ("x",)
    alone = dedupe([rows[0], Record("x", parse(f"{place}12号").best)])
    assert [c.members for c in alone] == [tuple(sorted((one, "x")))]


@pytest.mark.parametrize("mark", ["教学楼", "行政楼", "北门", "2号门"])
def test_a_house_or_an_entrance_makes_no_two_places_one(mark: str) -> None:
    """A village of a town and a street of it have both a number 12 with a north gate."""
    one, other = (
        parse(f"武功县苏坊镇{place}12号{mark}").best for place in ("营上村", "永安街")
    )
    assert compare(one, other).relation is Relation.UNKNOWN


@pytest.mark.parametrize(
    ("left", "right", "relations"),
    [
        ([""], ["北门", "南门"], ["unknown"]),
        (["北门", "南门"], [""], ["unknown", "unknown"]),
        (["", "北门"], ["南门"], ["unknown", "unknown"]),
        (["", "北门"], ["北门"], ["same_door", "same_door"]),
        (["", "北门"], [""], ["same_door", "same_door"]),
        (["北门"], [""], ["same_door"]),
        (["北门", "南门"], ["", "南门"], ["unknown", "same_door"]),
    ],
)
def test_entrances_of_one_door_are_linked_as_they_are_grouped(
    left: list[str], right: list[str], relations: list[str]
) -> None:
    mine, other = (
        [
            Record(f"{side}{n}", house(landmark=gate) if gate else house())
            for n, gate in enumerate(gates)
        ]
        for side, gates in (("a", left), ("b", right))
    )
    assert [str(found.verdict.relation) for found in link(mine, other)] == relations


def test_a_door_of_an_index_is_all_that_its_records_say() -> None:
    """12号 and 12号北门 are one door, which 12号南门 is not."""
    index = Index.build([Record("a", house()), Record("b", house(landmark="北门"))])
    other = index.match(house(landmark="南门"))
    assert (other.record, other.options) == (None, ("a",))
    assert other.verdict.relation is Relation.UNKNOWN
    assert index.match(house(landmark="北门")).record == "a"


def test_an_index_takes_the_ward_first() -> None:
    index = Index.build(
        [Record("a", house(group="3鄰")), Record("b", house(group="5鄰", landmark="北门"))]
    )
    asked = [index.match(house(group=ward)).record for ward in ("3鄰", "5鄰", "7鄰")]
    assert asked == ["a", "b", None]


def test_a_ward_left_out_is_no_sign_of_another_entrance() -> None:
    rows = [
        Record("a", house(group="3鄰", landmark="北门")),
        Record("b", house(group="3鄰")),
        Record("c", house(landmark="2号门")),
    ]
    index = Index.build(rows)
    asked = (house(), house(group="3鄰"), house(group="7鄰"), house(landmark="北门"))
    assert [index.match(address).record for address in asked] == ["b", "b", "b", "a"]
    assert dedupe([*rows, Record("x", house())]).of("x").members == ("b", "x")
    assert index.match(house(landmark="南门")).options == ("a", "b", "c")


def test_wards_and_exits_are_one_however_they_are_typed() -> None:
    exits = [Record(name, house(landmark=name)) for name in ("A口", "a口", "B口")]
    assert [c.members for c in dedupe(exits)] == [("A口", "a口"), ("B口",)]
    wards = [Record(name, house(group=name)) for name in ("3鄰", "３鄰", "5鄰")]
    assert [c.members for c in dedupe(wards)] == [("3鄰", "３鄰"), ("5鄰",)]


def test_doors_of_two_wards_are_not_linked_to_one_without() -> None:
    wards = [Record(name, house(group=name)) for name in ("3鄰", "5鄰")]
    found = [str(x.verdict.relation) for x in link(wards, [Record("c", house())])]
    assert found == ["unknown", "unknown"]
    both = [wards[0], Record("b", house())]
    found = [str(x.verdict.relation) for x in link(both, [Record("c", house(group="3鄰"))])]
    assert found == ["same_door", "same_door"]


def test_a_house_of_some_use_gives_no_other_house_its_name() -> None:
    rows = [
        Record(name or "x", parse(f"永安街12号{name}").best)
        for name in ("教学楼", "行政楼", "对面", "")
    ]
    found = {c.id: str(c.canonical) for c in dedupe(rows)}
    assert found == {row.id: f"永安街12号{row.id.strip('x')}" for row in rows}


def test_a_house_of_some_use_stays_behind_a_corrected_name() -> None:
    places = Places.of([{"town": "苏坊镇", "road": "永安街"}])
    found = correct(parse("永按街12号教学楼").best, places)
    assert str(found.address) == "苏坊镇永安街12号教学楼"
    assert [change.component for change in found.changes] == ["town", "road"]


def test_a_house_of_some_use_stays_behind_the_number_of_an_estate() -> None:
    places = Places.of([{"town": "苏坊镇", "compound": "东方小区"}])
    found = correct(parse("东放小区12号教学楼").best, places)
    assert str(found.address) == "苏坊镇东方小区12号教学楼"


@pytest.mark.parametrize(
    ("texts", "agreed"),
    [
        (["永安街12号", "永安街12号北门", "永安街12号南门"], "永安街12号南门"),
        (
            ["永安街12号二号门", "永安街12号2号门", "永安街12号人民医院3号门"],
            "永安街12号人民医院3号门",
        ),
        (["永安街北侧12号", "永安街路南12号"], "永安街南侧12号"),
        (["永安街12号东配楼501室", "永安街12号西配楼501室"], "永安街12号东配楼501室"),
        (["永安街12号旁边", "永安街12号旁", "永安街12号对面"], "永安街12号旁"),
        (["永安街12号北门", "永安街12号北门对面"], "永安街12号北门 对面"),
        (["永安街12号", "永安街12号往东50米"], "永安街12号往东50米"),
        (["永安街4栋西", "永安街4栋东"], "永安街4号楼西"),
        (["永安街12号附近东方小区", "永安街12号东方小区"], "永安街12号附近 东方小区"),
        (["西文里3鄰12号", "西文里5鄰12号"], "西文里3邻12号"),
    ],
)
def test_the_agreed_form_says_which_door_of_a_number_is_meant(
    texts: list[str], agreed: str
) -> None:
    clusters = dedupe([Record(text, parse(text).best) for text in texts])
    forms = [str(cluster.canonical) for cluster in clusters]
    assert agreed in forms
    assert len(set(forms)) == len(forms) > 1
    assert len(dedupe([Record(form, parse(form).best) for form in forms])) == len(forms)
    assert len(dedupe([Record(c.id, c.canonical) for c in clusters])) == len(forms)


def test_an_entrance_is_no_part_of_a_number_with_one_door() -> None:
    rows = [Record(text, parse(text).best) for text in ("永安街12号", "永安街12号北门")]
    (cluster,) = dedupe(rows)
    assert str(cluster.canonical) == "永安街12号"


def test_what_lies_by_a_number_is_never_said_to_be_at_it() -> None:
    (cluster,) = dedupe([Record("a", parse("永安街12号对面").best)])
    assert str(cluster.canonical) == "永安街12号对面"


def test_what_lies_by_a_number_links_to_its_like_alone() -> None:
    by, at = (Record(text, parse(f"苏坊镇永安街{text}").best) for text in ("12号对面", "12号"))
    found = [str(x.verdict.relation) for x in link([by, at], [by])]
    assert found == ["same_door", "unknown"]


def test_several_marks_of_one_number_are_several_doors() -> None:
    row = Record("a", Address.of(road="永安街", number="12号", subnumber="甲、乙"))
    assert [reason.rule for reason in dedupe([row])[0].reasons] == ["several"]


@pytest.mark.parametrize(
    "address",
    [
        parse("苏坊镇教学楼12号").best,
        Address.of(town="苏坊镇", compound="教学楼", number="12号"),
    ],
)
def test_a_house_that_has_a_number_is_a_place(address: Address) -> None:
    """Where nobody read a text, nothing says that it stands behind the number."""
    (cluster,) = dedupe([Record("a", address)])
    assert cluster.decision is Decision.SINGLE


def test_a_side_of_a_house_tells_no_two_houses_of_a_number_to_be_one() -> None:
    rows = [
        Record(house, parse(f"苏坊镇永安街12号{house}北侧").best)
        for house in ("教学楼", "实验楼")
    ]
    assert len(dedupe(rows)) == 2


def test_what_is_kept_of_a_shape_minds_the_house_behind_a_number() -> None:
    names = ["教学楼", "东方小区", "教学楼", "实验楼", "东方小区", "实验楼"]
    rows = [
        Record(f"{n}", parse(f"苏坊镇永安街12号{name}").best) for n, name in enumerate(names)
    ]
    assert [c.members for c in dedupe(rows)] == [("0", "2"), ("1", "4"), ("3", "5")]


@pytest.mark.parametrize(
    "guest", ["东海科技有限公司", "武功分公司", "中国银行", "永安酒店", "张三面馆"]
)
def test_who_is_at_a_number_is_no_part_of_its_name(guest: str) -> None:
    texts = (
        f"永安街12号{guest}",
        "永安街12号西山贸易有限公司",
        "永安街12号",
        "永安街12号东方小区",
    )
    rows = [Record(text, parse(text).best) for text in texts]
    (cluster,) = dedupe(rows)
    assert str(cluster.canonical) == "永安街12号东方小区"
    index = Index.build(rows[1:])
    assert index.match(rows[0].address).verdict.relation is Relation.SAME_DOOR
    index.close()
    assert len(dedupe(rows[:2])) == 1


def test_inside_a_number_it_says_whose_the_rooms_are() -> None:
    texts = "永安街12号东海公司3楼5室", "永安街12号西山公司3楼5室"
    assert len(dedupe([Record(text, parse(text).best) for text in texts])) == 2


def test_the_entrance_at_which_a_firm_is_tells_doors_apart() -> None:
    texts = "永安街12号北门东海公司", "永安街12号南门西山公司"
    north, south = dedupe([Record(text, parse(text).best) for text in texts])
    assert (str(north.canonical), north.decision) == ("永安街12号北门", Decision.REVIEW)
    assert str(south.canonical) == "永安街12号南门"
    rows = [Record("a", parse(texts[0]).best), Record("b", parse("永安街12号").best)]
    assert len(dedupe(rows)) == 1


def test_a_correction_keeps_who_is_at_a_number() -> None:
    places = Places.of([{"town": "苏坊镇", "road": "永安街"}])
    found = correct(parse("永按街12号东海科技有限公司").best, places)
    assert str(found.address) == "苏坊镇永安街12号东海科技有限公司"


@pytest.mark.parametrize(
    ("text", "agreed"),
    [
        ("西苑9幢西苑8幢", "西苑9,8号楼"),
        ("西苑小区9幢西苑8幢", "西苑小区9,8号楼"),
        ("西苑1期3幢西苑2期4幢", "西苑1期2期3,4号楼"),
        ("永安村12号永安村13号", "永安村12,13号"),
        ("永安村3组永安村5组12号", "永安村3,5组12号"),
        ("永安街67号永安街107号", "永安街67,107号"),
        ("东方小区1、2号楼", "东方小区1,2号楼"),
        ("东方小区3号楼1、2单元", "东方小区3号楼1,2单元"),
        ("营上村3、4组12号", "营上村3,4组12号"),
    ],
)
def test_several_places_of_one_text_are_asked_about(text: str, agreed: str) -> None:
    (cluster,) = dedupe([Record("a", parse(text).best)])
    assert (str(cluster.canonical), cluster.decision) == (agreed, Decision.REVIEW)
    assert "several" in {reason.rule for reason in cluster.reasons}


def test_two_campuses_at_a_number_are_two_places() -> None:
    street = (
        Component(Level.ROAD, "永安街", "永安街", 0, 3),
        Component(Level.NUMBER, "12号", "12号", 3, 6),
    )
    rows = [
        Record(
            name, Address((*street, Component(Level.COMPOUND, name, name, 6, 6 + len(name))))
        )
        for name in ("城南校区", "城北校区")
    ]
    assert len(dedupe(rows)) == 2
