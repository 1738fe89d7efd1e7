"""Rows as facts: words for sides, plates and evidence; places; ids."""

import pytest

from doorplate.numbering import Evidence, Side
from doorplate.pipeline import Claim, Condition, claim_of
from doorplate.pipeline.claims import condition_of, evidence_of, side_of
from doorplate.pipeline.doors import surveyed_uid


@pytest.mark.parametrize(
    ("word", "side"),
    [
        ("南", Side.S), ("北侧", Side.N), ("東", Side.E), ("西面", Side.W), ("左边", Side.LEFT),
        ("RIGHT", Side.RIGHT), ("ne", Side.NE), ("", None), ("对面", None),
    ],
)  # fmt: skip
def test_side_of(word: str, side: Side | None) -> None:
    assert side_of(word) is side


@pytest.mark.parametrize(
    ("word", "condition"),
    [
        ("完好", Condition.GOOD), ("正常", Condition.GOOD), ("无损", Condition.GOOD),
        ("已挂", Condition.GOOD), ("有", Condition.GOOD), ("good", Condition.GOOD),
        ("无牌", Condition.NONE), ("未挂", Condition.NONE), ("丢失", Condition.NONE),
        ("缺", Condition.NONE), ("none", Condition.NONE),
        ("破损", Condition.DAMAGED), ("字迹不清", Condition.DAMAGED),
        ("褪色", Condition.DAMAGED), ("damaged", Condition.DAMAGED),
        ("挂错", Condition.MISPLACED), ("", Condition.UNKNOWN), ("待查", Condition.UNKNOWN),
    ],
)  # fmt: skip
def test_condition_of(word: str, condition: Condition) -> None:
    assert condition_of(word) is condition


@pytest.mark.parametrize(
    ("word", "evidence"),
    [
        ("户口簿", Evidence.CERTIFICATE), ("不动产登记", Evidence.CERTIFICATE),
        ("审批登记", Evidence.REGISTER), ("派出所台账", Evidence.REGISTER),
        ("墙上门牌", Evidence.PLATE), ("群众反映", Evidence.HEARSAY), ("", Evidence.REGISTER),
    ],
)  # fmt: skip
def test_evidence_of(word: str, evidence: Evidence) -> None:
    assert evidence_of(word) is evidence


def test_a_row_without_id_is_called_by_its_row() -> None:
    assert claim_of({"address": "营上村12号"}, 8).id == "R8"


@pytest.mark.parametrize(
    ("cells", "point"),
    [
        ({"x": "990.4", "y": "1200"}, (990, 1200)),
        ({"lon": "108.2", "lat": "34.26"}, (108_200_000, 34_260_000)),
        ({"x": "108.2", "y": "34.26"}, (108_200_000, 34_260_000)),
        ({"x": "", "y": "34"}, (None, None)),
        ({"x": "nan", "y": "34"}, (None, None)),
        ({"x": "1e99", "y": "34"}, (None, None)),
        ({"x": "abc", "y": "34"}, (None, None)),
    ],
)
def test_points_become_whole_numbers(
    cells: dict[str, str], point: tuple[int | None, int | None]
) -> None:
    claim = claim_of(cells, 1)
    assert (claim.east, claim.north) == point


@pytest.mark.parametrize(
    ("text", "order"), [("7", 7), ("-3", -3), ("7.5", None), ("", None), ("九", None)]
)
def test_order_is_a_whole_number(text: str, order: int | None) -> None:
    assert claim_of({"order": text}, 1).order == order


def test_chainage_is_kept_in_centimetres() -> None:
    assert claim_of({"chainage": "12.34"}, 1).chainage == 1234


@pytest.mark.parametrize(
    ("text", "village"), [("营上村", "营上村"), ("1001803-019", ""), ("610431001203", "")]
)
def test_a_village_is_a_name_not_a_code(text: str, village: str) -> None:
    assert claim_of({"village": text}, 1).village == village


class TestSurveyedUid:
    def test_a_door_id_names_the_door(self) -> None:
        assert surveyed_uid(Claim("1", door="D7", street="槐树街", order=1)) == "D7"

    def test_else_street_side_and_order_do(self) -> None:
        assert surveyed_uid(Claim("1", street="槐树街", side=Side.S, order=1)) == "槐树街/南/1"

    def test_else_nothing_does(self) -> None:
        assert not surveyed_uid(Claim("1", street="槐树街"))
