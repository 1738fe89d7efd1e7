"""What `clean` finds and decides on streets small enough to see through."""

from dataclasses import replace

import pytest

from doorplate.address import Address
from doorplate.errors import AddressError, GridError, PolicyError
from doorplate.findings import FindingKind
from doorplate.match import Places
from doorplate.normalize import Parsed, parse
from doorplate.numbering import Evidence, Side, load_policy
from doorplate.pipeline import (
    Claim,
    CleanDoor,
    Cleaned,
    Condition,
    DoorState,
    Remedy,
    Verb,
    clean,
)
from numbering_cases import varied
from pipeline_streets import VILLAGE, changed, street

POLICY = load_policy("default-v")
ODD = ["1号", "3号", "5号", "7号", "9号", "11号", "13号"]
EVEN = ["2号", "4号", "6号", "8号", "10号", "12号", "14号"]


def cleaned(claims: list[Claim], **options: object) -> Cleaned:
    return clean(claims, policy=POLICY, **options)  # type: ignore[arg-type]  # options by name


def kinds(result: Cleaned) -> list[str]:
    return [str(found.finding.kind) for found in result.findings]


def numbers(result: Cleaned) -> list[str]:
    ordered = sorted(result.doors, key=lambda d: (d.street, str(d.side), d.order or 0))
    return [str(d.number) if d.number else "" for d in ordered]


def door(result: Cleaned, uid: str) -> CleanDoor:
    return next(d for d in result.doors if d.uid == uid)


def remedies(result: Cleaned) -> list[Remedy]:
    return [found.remedy for found in result.findings]


class TestRows:
    def test_a_street_in_order_gives_no_finding_and_verifies_all(self) -> None:
        result = cleaned(street(ODD))
        assert (kinds(result), numbers(result)) == ([], ODD)
        assert {d.verb for d in result.decisions} == {Verb.VERIFY}
        assert {r.verb for r in result.records} == {Verb.VERIFY}

    def test_rows_in_are_records_and_rejects(self) -> None:
        claims = [*street(ODD), Claim("empty", 90), Claim("noise", 91, "????")]
        result = cleaned(claims)
        assert len(result.records) == 7
        assert [(r.row, r.id) for r in result.rejects] == [(90, "empty"), (91, "noise")]

    def test_an_id_that_stands_twice_is_a_reject(self) -> None:
        one = Claim("7", 2, "营上村12号")
        result = cleaned([one, replace(one, row=3, text="营上村14号")])
        assert [r.row for r in result.rejects] == [3]
        assert "7" in result.rejects[0].reason.en

    def test_what_the_reader_refuses_is_a_reject_with_its_words(self) -> None:
        result = cleaned([Claim("1", 2, "营" * 20_000)])
        with pytest.raises(AddressError) as refused:
            parse("营" * 20_000)
        assert result.rejects[0].reason.zh == refused.value.message("zh")

    def test_input_order_does_not_matter(self) -> None:
        claims = changed(street(ODD), 4, text=f"{VILLAGE}槐树街21号", evidence=Evidence.PLATE)
        one, other = cleaned(claims), cleaned(claims[::-1])
        assert one.doors == other.doors
        assert one.findings == other.findings
        assert one.crosswalk == other.crosswalk

    def test_nothing_at_all_gives_nothing(self) -> None:
        result = cleaned([])
        assert (result.doors, result.findings, result.coverage.complete) == ((), (), False)


class TestDuplicates:
    def test_a_second_row_of_a_door_is_voided(self) -> None:
        copy = Claim("copy", 50, "营上村槐树街五号", household="H-槐树街S3")
        result = cleaned([*street(ODD), copy])
        [found] = result.findings
        assert found.records == ("槐树街S3", "copy")
        assert (found.remedy, found.finding.subjects) == (Remedy.MERGE, ("槐树街/南/3",))
        assert result.records[-1].verb is Verb.VOID

    def test_two_households_behind_one_door_are_no_duplicate(self) -> None:
        second = replace(street(ODD)[2], id="second", household="H9")
        result = cleaned([*street(ODD), second])
        assert kinds(result) == []
        assert door(result, "槐树街/南/3").weight == 2

    def test_a_row_without_household_says_nothing_new(self) -> None:
        blank = replace(street(ODD)[2], id="blank", household="")
        assert kinds(cleaned([*street(ODD), blank])) == ["DUP_RECORD"]

    def test_the_number_in_order_stays_and_the_far_one_moves(self) -> None:
        claims = changed(street(ODD), 6, text=f"{VILLAGE}槐树街5号", evidence=Evidence.PLATE)
        result = cleaned(claims)
        assert (kinds(result)[0], remedies(result)[0]) == ("DUP_NUMBER", Remedy.RENUMBER)
        assert numbers(result)[2] == "5号"
        assert door(result, "槐树街/南/6").state is DoorState.CHANGED

    def test_twins_with_equal_evidence_wait_for_a_person(self) -> None:
        result = cleaned(street(["1号", "3号", "5号", "5号", "7号", "9号"]))
        assert (kinds(result), remedies(result)) == (["DUP_NUMBER"], [Remedy.REVIEW])
        assert [a.subjects for a in result.asks] == [("槐树街/南/3", "槐树街/南/4")]
        assert result.coverage.open_doors == ("槐树街/南/3", "槐树街/南/4")
        assert {r.verb for r in result.records[2:4]} == {None}

    def test_of_two_numbers_on_a_door_the_better_proven_stays(self) -> None:
        wall = replace(
            street(ODD)[3], id="wall", text=f"{VILLAGE}槐树街41号", evidence=Evidence.PLATE
        )
        result = cleaned([*street(ODD), wall])
        assert (kinds(result), remedies(result)) == (["DUP_DOOR"], [Remedy.KEEP_ONE])
        assert numbers(result) == ODD
        assert [(d.before, d.subject) for d in result.decisions if d.verb is Verb.RETIRE] == [
            ("41号", "槐树街/南/4")
        ]

    def test_of_two_equally_proven_numbers_the_one_in_order_stays(self) -> None:
        other = replace(street(ODD)[3], id="other", text=f"{VILLAGE}槐树街41号")
        result = cleaned([*street(ODD), other])
        assert numbers(result) == ODD
        assert door(result, "槐树街/南/4").retired == door(result, "槐树街/南/4").others

    def test_two_equally_proven_numbers_without_neighbours_are_asked_about(self) -> None:
        alone = street(["7号"])
        other = replace(alone[0], id="other", text=f"{VILLAGE}槐树街9号")
        result = cleaned([*alone, other])
        assert remedies(result) == [Remedy.REVIEW]
        assert len(result.asks) == 1
        assert result.doors[0].state is DoorState.REVIEW


class TestNames:
    def test_a_street_that_does_not_exist_is_corrected(self) -> None:
        result = cleaned(changed(street(ODD), 2, text=f"{VILLAGE}怀树街3号"))
        assert (kinds(result), remedies(result)) == (["BAD_NAME"], [Remedy.CORRECT])
        assert str(result.records[1].address).endswith("营上村槐树街3号")
        assert result.records[1].verb is Verb.CORRECT

    def test_another_street_of_the_list_is_a_wrong_street(self) -> None:
        claims = [*street(ODD), *street(ODD, name="南街", first=20, north=-100)]
        result = cleaned(changed(claims, 2, text=f"{VILLAGE}南街3号"))
        assert kinds(result) == ["WRONG_STREET"]
        assert str(result.records[1].address).endswith("营上村槐树街3号")

    def test_a_village_that_exists_nearby_is_never_corrected(self) -> None:
        claims = changed(street(ODD), 2, text="武功县普集街道营西村槐树街3号")
        result = cleaned(claims, known=lambda name: name == "营西村")
        assert (kinds(result), remedies(result)) == (["BAD_NAME"], [Remedy.REVIEW])
        assert "营西村" in result.asks[0].text.zh
        assert result.records[1].address.get("village") == "营西村"

    def test_without_a_survey_a_lone_odd_name_is_asked_about(self) -> None:
        texts = [f"{VILLAGE}槐树街{i}号" for i in range(1, 40)] + [f"{VILLAGE}槐数街41号"]
        result = clean([Claim(str(i), i, text) for i, text in enumerate(texts)])
        if kinds(result):
            assert remedies(result) == [Remedy.REVIEW]
        assert result.records[-1].address.get("road") == "槐数街"

    def test_numerals_in_a_name_are_spelling_not_error(self) -> None:
        claims = [
            replace(c, text=f"{VILLAGE}东一巷{c.order}号") for c in street(ODD, name="东1巷")
        ]
        assert "BAD_NAME" not in kinds(cleaned(claims))

    def test_a_village_that_nobody_knows_is_a_slip(self) -> None:
        claims = changed(street(ODD), 2, text="武功县普集街道营尚村槐树街3号")
        assert kinds(cleaned(claims)) == ["BAD_NAME"]

    def test_addresses_get_the_full_path_of_the_village(self) -> None:
        path = Address.of(province="陕西省", district="武功县", village="营上村")
        result = cleaned(street(ODD), divisions=path)
        assert str(result.doors[0].address) == "陕西省武功县营上村槐树街1号"


class TestPlates:
    def test_missing_and_damaged_plates_change_no_number(self) -> None:
        claims = changed(street(ODD), 2, plate=Condition.NONE)
        claims = changed(claims, 5, plate=Condition.DAMAGED)
        result = cleaned(claims)
        assert kinds(result) == ["NO_PLATE", "PLATE_DAMAGED"]
        assert remedies(result) == [Remedy.ORDER_PLATE, Remedy.REPLACE_PLATE]
        assert numbers(result) == ODD

    def test_plates_at_each_others_doors_are_one_finding(self) -> None:
        claims = changed(street(ODD), 2, number="5号")
        claims = changed(claims, 3, number="3号")
        result = cleaned(claims)
        assert [f.finding.subjects for f in result.findings] == [("槐树街/南/2", "槐树街/南/3")]
        assert (remedies(result), numbers(result)) == ([Remedy.REHANG], ODD)

    def test_a_foreign_plate_that_nobody_owns_is_reported_for_its_door(self) -> None:
        result = cleaned(changed(street(ODD), 2, number="77"))
        assert [f.finding.subjects for f in result.findings] == [("槐树街/南/2",)]


class TestNumbers:
    def test_a_policy_by_grid_is_refused_before_any_row_is_read(self) -> None:
        by_grid = POLICY.model_copy(update={"scope": "grid"})
        steps: list[str] = []
        with pytest.raises(PolicyError, match='Name a policy of scope = "street"') as caught:
            clean(street(ODD), policy=by_grid, step=steps.append)
        assert (caught.value.where, steps) == ("default-v", [])

    def test_metres_that_the_list_does_not_give_are_asked_for_once_a_street(self) -> None:
        metric = load_policy("harbin-metric-2010")
        claims = [*street(ODD), *street(ODD, name="柳树街", first=20)]
        measured = [replace(c, chainage=200 * (c.order or 0)) for c in claims]
        [ask] = clean([*measured[:7], *claims[7:]], policy=metric).asks
        assert ask.subjects == ("柳树街",)
        assert "metres from the street's start" in ask.options[0].en
        assert clean(measured, policy=metric).asks == ()

    def test_a_door_without_number_gets_the_free_one(self) -> None:
        result = cleaned(street(["1号", "3号", None, "7号"]))
        assert kinds(result) == ["NO_ADDRESS"]
        assert numbers(result)[2] == "5号"
        assert door(result, "槐树街/南/3").state is DoorState.NEW
        assert str(door(result, "槐树街/南/3").address).endswith("营上村槐树街5号")

    def test_a_blank_address_takes_its_streets_divisions(self) -> None:
        claims = changed(street(["1号", "3号", None, "7号"]), 3, text="")
        result = cleaned(claims)
        assert str(door(result, "槐树街/南/3").address).endswith("营上村槐树街5号")

    def test_a_number_on_the_wall_only_is_still_no_address(self) -> None:
        claims = changed(street(["1号", "3号", None, "7号"]), 3, number="5")
        result = cleaned(claims)
        assert kinds(result) == ["NO_ADDRESS"]
        assert numbers(result)[2] == "5号"

    def test_wrong_parity_and_disorder_are_renumbered(self) -> None:
        result = cleaned(
            street(["1号", "4号", "5号", "7号", "9号"]) + street(EVEN, side=Side.N)
        )
        assert "BAD_PARITY" in kinds(result)
        assert numbers(result)[-4:] == ["3号", "5号", "7号", "9号"] or "3号" in numbers(result)

    def test_a_retired_number_is_a_decision_of_its_own(self) -> None:
        result = cleaned(street(["1号", "3号", "9号", "5号", "7号", "11号"]))
        assert kinds(result) == ["OUT_OF_ORDER"]
        retired = [d for d in result.decisions if d.verb is Verb.RETIRE]
        assert [(d.subject, d.before) for d in retired] == [("槐树街/南/3", "9号")]
        assert door(result, "槐树街/南/3").number is not None

    def test_an_unexplained_hole_is_reported(self) -> None:
        result = cleaned(street(["1号", "3号", "7号", "9号"]))
        assert (kinds(result), remedies(result)) == (["GAP"], [Remedy.REPORT])
        assert "5号" in result.findings[0].finding.text.zh

    def test_a_street_without_direction_becomes_a_question_and_stops_no_other(self) -> None:
        lost = [replace(c, east=None, north=None) for c in street(ODD, name="西街", first=30)]
        gap = street(["1号", None, "5号"])
        result = cleaned([*lost, *gap])
        assert [a.subjects for a in result.asks] == [("西街",)]
        assert door(result, "槐树街/南/2").state is DoorState.NEW

    def test_a_street_without_sides_is_counted_through(self) -> None:
        claims = [replace(c, side=None) for c in street(["1号", "2号", None, "4号"])]
        assert numbers(cleaned(claims))[2] == "3号"

    def test_without_policy_nothing_is_numbered_and_doubles_wait(self) -> None:
        claims = street(["1号", "3号", None, "7号", "7号"])
        result = clean(claims)
        assert kinds(result) == ["DUP_NUMBER", "NO_ADDRESS"]
        assert remedies(result)[0] is Remedy.REVIEW
        assert door(result, "槐树街/南/3").state is DoorState.OPEN
        assert {d.verb for d in result.decisions} == {Verb.KEEP}

    def test_numbers_are_printed_in_the_policys_style(self) -> None:
        result = cleaned(street(["1号", "3号", None, "5号"]))
        [assigned] = [d for d in result.decisions if d.verb is Verb.ASSIGN]
        assert assigned.after == "3-1号"


class TestGridsAndCoverage:
    def test_streets_are_swept_from_north_to_south(self) -> None:
        claims = [*street(ODD, name="南街", north=-100), *street(ODD, name="北街", first=20)]
        result = cleaned(claims, grids=2, village_code="610431001203")
        assert result.streets == ("北街", "南街")
        assert [g.code for g in result.grids] == ["61043100120301", "61043100120302"]
        assert [d.grid for d in result.doors] == [1] * 7 + [2] * 7

    def test_more_grids_than_streets_is_an_error(self) -> None:
        with pytest.raises(GridError):
            cleaned(street(ODD), grids=2)

    def test_a_household_on_a_rejected_row_is_not_covered(self) -> None:
        result = cleaned([*street(ODD), Claim("x", 99, "", household="H-lost")])
        assert result.coverage.open_households == ("H-lost",)
        assert result.coverage.households == 8

    def test_without_households_doors_are_counted(self) -> None:
        claims = [replace(c, household="") for c in street(["1号", None, "5号"])]
        result = clean(claims)
        assert result.coverage.open_doors == result.coverage.open_households
        assert result.coverage.open_doors == ("槐树街/南/2",)


class TestPlainLists:
    def test_without_a_survey_nothing_is_called_verified_or_covered(self) -> None:
        result = cleaned([Claim("1", 2, "营上村槐树街12号")])
        assert {d.verb for d in result.decisions} == {Verb.KEEP}
        assert result.records[0].verb is Verb.KEEP
        assert (result.coverage.checked, result.coverage.complete) == (False, False)

    def test_columns_that_are_absent_switch_their_checks_off(self) -> None:
        result = clean([Claim("1", 2, "营上村槐树街12号"), Claim("2", 3, "营上村槐树街14号")])
        off = {name for name, lacks in result.checks.items() if lacks.zh}
        assert off == set(result.checks) - {"duplicates"}

    def test_all_columns_switch_all_checks_on(self) -> None:
        claims = [replace(c, plate=Condition.GOOD, number="1") for c in street(["1号"])]
        assert not any(lacks.zh for lacks in clean(claims).checks.values())

    def test_doors_are_found_by_address_alone(self) -> None:
        texts = ["营上村槐树街12号", "营上村槐树街十二号", "营上村槐树街21号"]
        result = clean([Claim(str(i), i, text) for i, text in enumerate(texts)])
        assert [d.records for d in result.doors] == [("0", "1"), ("2",)]

    def test_a_record_that_may_belong_to_two_doors_is_asked_about(self) -> None:
        twins = street(["1号", "5号", "5号", "7号"])
        loose = Claim("loose", 50, f"{VILLAGE}槐树街5号")
        result = cleaned([*twins, loose])
        assert any(a.subjects == ("loose", "槐树街/南/2", "槐树街/南/3") for a in result.asks)

    def test_a_village_column_fills_what_the_text_leaves_out(self) -> None:
        result = clean([Claim("1", 2, "槐树街12号", village="营上村", group="3")])
        assert result.doors[0].address.get("village") == "营上村"
        assert result.doors[0].address.get("group") == "3组"

    def test_a_street_column_parts_the_street_from_the_village(self) -> None:
        claims = [Claim("1", 2, f"{VILLAGE}中街3号", street="中街", order=1)]
        address = clean(claims).doors[0].address
        assert (address.get("village"), address.get("road")) == ("营上村", "中街")

    def test_names_in_columns_are_read_like_the_addresses(self) -> None:
        claims = [Claim("1", 2, "新竹市北區東大路12號", street="東大路", order=1)]
        result = clean(claims)
        assert (kinds(result), result.streets) == ([], ("东大路",))

    def test_several_readings_are_asked_about(self) -> None:
        def two(text: str) -> Parsed:
            found = parse(text)
            other = found.candidates[0]._replace(
                address=Address.of(village="别村", number="1号")
            )
            return Parsed(text, (*found.candidates, other), (), 0.5, ambiguous=True)

        result = clean([Claim("1", 2, "营上村槐树街12号")], two)
        assert [a.subjects for a in result.asks] == [("1",)]
        assert len(result.asks[0].options) == 2
        assert result.records[0].verb is None

    def test_known_places_reach_the_matcher(self) -> None:
        places = Places.of([{"village": "营上村"}])
        assert len(clean([Claim("1", 2, "营上村槐树街12号")], places=places).doors) == 1

    @pytest.mark.parametrize(
        ("rural", "given"),
        [
            ("group", ["1号", "2号", "1号", "2号"]),
            ("hamlet", ["1号", "2号", "3号", "4号"]),
            ("village", ["1号", "2号", "3号", "4号"]),
            ("row", ["1号", "2号", "1号", "2号"]),
        ],
    )
    def test_in_villages_numbers_count_in_what_the_policy_says(
        self, rural: str, given: list[str]
    ) -> None:
        policy = varied(POLICY, rural={"scope": rural})
        claims = [
            Claim(str(i), i, f"{VILLAGE}东堡{group}组", door=f"D{i}", order=i)
            for i, group in enumerate((3, 3, 5, 5), 1)
        ]
        doors = sorted(clean(claims, policy=policy).doors, key=lambda d: d.order or 0)
        assert [str(door.number) for door in doors] == given
        assert len({(d.scope, d.number) for d in doors}) == 4
        assert [d.street for d in doors] == [f"营上村东堡{g}组" for g in (3, 3, 5, 5)]

    def test_groups_of_one_scope_that_were_each_counted_from_one_are_asked_about(self) -> None:
        policy = varied(POLICY, rural={"scope": "village"})
        claims = [
            Claim(f"{group}{i}", i, f"{VILLAGE}{group}组", door=f"D{group}{i}", order=i)
            for group in (3, 5)
            for i in (1, 2)
        ]
        result = clean(claims, policy=policy)
        assert [ask.subjects for ask in result.asks] == [("营上村",)]
        assert "which comes first" in result.asks[0].options[0].en
        assert len(clean(claims, policy=POLICY).asks) == 0

    def test_one_number_in_two_groups_of_one_scope_is_a_double(self) -> None:
        claims = [
            Claim(str(i), i, f"{VILLAGE}{group}组{n}号", door=f"D{i}", order=i)
            for i, (group, n) in enumerate(((3, 1), (3, 12), (5, 12), (5, 13)), 1)
        ]
        village = clean(claims, policy=varied(POLICY, rural={"scope": "village"}))
        assert "DUP_NUMBER" in kinds(village)
        assert "DUP_NUMBER" not in kinds(clean(claims, policy=POLICY))

    def test_steps_are_told_in_order(self) -> None:
        steps: list[str] = []
        cleaned(street(ODD), grids=1, step=steps.append)
        assert steps == ["read", "group", "check", "number", "grid"]


def test_every_kind_of_the_six_defects_has_its_place() -> None:
    """Findings stand in the order of `FindingKind`, then along the walk."""
    claims = changed(street(["1号", "3号", None, "7号", "11号"]), 1, plate=Condition.NONE)
    result = cleaned([*claims, replace(claims[1], id="copy")])
    order = [list(FindingKind).index(f.finding.kind) for f in result.findings]
    assert order == sorted(order)
    assert kinds(result) == ["DUP_RECORD", "NO_ADDRESS", "NO_PLATE", "GAP"]


def test_two_doors_of_one_address_never_both_get_a_plate() -> None:
    rows = [
        Claim(str(i), i, f"营上村永安街{n}号", street="永安街", side=Side.S, order=i)
        for i, n in enumerate((1, 3, 3, 7), 1)
    ]
    cleaned = clean(rows, policy=load_policy("default-v"))
    live = [str(door.address) for door in cleaned.doors if door.live]
    assert len(live) == len(set(live)) == 2
    found = [f.finding for f in cleaned.findings if f.finding.kind is FindingKind.DUP_NUMBER]
    assert [f.subjects for f in found] == [("永安街/南/2", "永安街/南/3")]
    assert not found[0].decided


def test_a_row_that_names_several_doors_is_given_back() -> None:
    numbers = ("2至5号", "2号附5", "3、7号", "2-1至2-5号", "2号附1、附5", "特1、特2号")
    rows = [f"武功县普集街道营上村{number}" for number in numbers]
    result = cleaned([Claim(f"r{i}", i, text) for i, text in enumerate(rows, 2)])
    assert [r.row for r in result.rejects] == [2, 4, 5, 6, 7]
    assert "2至5号" in result.rejects[0].reason.zh
    assert "each door a row" in result.rejects[1].reason.en


def test_a_number_that_is_none_to_count_with_is_named() -> None:
    claims = [Claim("a", 2, "武功县普集街道营上村临5号"), Claim("b", 3, "武功县普集街道营上村")]
    named, nameless = cleaned(claims).doors
    assert "临5号" in named.reason.zh
    assert nameless.reason.en == "has no number"
    (kept,) = cleaned([replace(claims[0], number="5号")]).doors
    assert (kept.state, "临5号" in kept.reason.zh) == (DoorState.KEPT, False)


def test_free_text_is_no_part_of_an_official_address() -> None:
    (door,) = clean([Claim("1", 2, "武功县营上村永安街1号张三")]).doors
    assert str(door.address).endswith("永安街1号")


class TestEstates:
    def test_what_stands_behind_a_number_is_no_street(self) -> None:
        texts = ["西街3号", "西街3号西街饭店", "西街5号东方小区", "西街7号"]
        claims = [Claim(str(i), i, VILLAGE + text) for i, text in enumerate(texts, 1)]
        result = clean(claims)
        assert {door.street for door in result.doors} == {"西街"}
        assert [door.records for door in result.doors] == [("1", "2"), ("3",), ("4",)]

    def test_an_estate_before_its_number_is_what_it_counts_in(self) -> None:
        texts = ["东方小区3号", "西街东方小区5号", "西街3号"]
        claims = [Claim(str(i), i, VILLAGE + text) for i, text in enumerate(texts, 1)]
        assert [d.street for d in clean(claims).doors] == [
            "西街东方小区",
            "西街东方小区",
            "西街",
        ]
