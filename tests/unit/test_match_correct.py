import json

import pytest

from doorplate.address import Address
from doorplate.match import Index, Places, Record, Status, correct

VILLAGES = ["营上村", "营西村", "营南村", "董朱村", "东李村", "西李村"]
PLACES = Places.of(
    [{"district": "武功县", "town": "普集街道", "village": v} for v in VILLAGES]
    + [{"district": "武功县", "town": "苏坊镇", "village": "河道村"}]
)


def test_a_known_address_is_kept() -> None:
    address = Address.of(district="武功县", town="普集街道", village="营上村", number="12号")
    found = correct(address, PLACES)
    assert (found.status, found.address, found.changes) == (Status.KEEP, address, ())
    assert found.confidence == 1.0


@pytest.mark.parametrize(
    ("names", "expected", "rule"),
    [
        ({"village": "莹上村"}, "武功县普集街道营上村3组12号", "homophone"),
        ({"village": "朱董村"}, "武功县普集街道董朱村3组12号", "swapped"),
        ({"village": "董末村"}, "武功县普集街道董朱村3组12号", "shape"),
        ({"town": "苏坊镇", "village": "董朱村"}, "武功县普集街道董朱村3组12号", "wrong_town"),
        ({"village": "河道村"}, "武功县苏坊镇河道村3组12号", "missing"),
        ({"town": "普集镇", "village": "营上"}, "武功县普集街道营上村3组12号", "ending"),
    ],
)
def test_slips_with_evidence_are_rewritten(
    names: dict[str, str], expected: str, rule: str
) -> None:
    found = correct(Address.of(**names, group="3组", number="12号"), PLACES)
    assert found.status is Status.ACCEPT
    assert str(found.address) == expected
    assert rule in {change.rule for change in found.changes}


@pytest.mark.parametrize("village", ["营山村", "李村", "马朱村", "营上西村"])
def test_nearness_alone_changes_nothing(village: str) -> None:
    address = Address.of(town="普集街道", village=village, number="12号")
    found = correct(address, PLACES)
    assert (found.status, found.address) == (Status.REVIEW, address)


def test_options_are_ranked_and_data() -> None:
    found = correct(Address.of(town="普集街道", village="营山村", number="12号"), PLACES)
    assert found.options[0].address.get("village") == "营上村"
    scores = [option.score for option in found.options]
    assert scores == sorted(scores, reverse=True)
    data = json.loads(json.dumps(found.to_dict("zh"), ensure_ascii=False))
    assert data["status"] == "review"
    assert data["options"][0]["address"]["village"] == "营上村"


def test_an_unknown_place_is_left_to_a_person() -> None:
    found = correct(Address.of(village="无名村", number="12号"), PLACES)
    assert (found.status, found.options) == (Status.REVIEW, ())


def test_without_a_place_name_nothing_is_looked_up() -> None:
    found = correct(Address.of(number="12号"), PLACES)
    assert found.status is Status.KEEP
    assert found.changes[0].rule == "no_place"


def test_numbers_lanes_and_noise_survive() -> None:
    address = Address.of(
        village="莹上村", lane="3巷", number="12号", subnumber="附1", room="2室"
    )
    found = correct(address, PLACES).address
    assert [found.get(k) for k in ("lane", "number", "subnumber", "room")] == [
        "3巷", "12号", "附1", "2室",
    ]  # fmt: skip


def test_a_register_lets_the_door_decide() -> None:
    rows = [
        Record(f"{village}{n}", Address.of(town="普集街道", village=village, number=f"{n}号"))
        for village, first in (
            ("王家庄村", 1),
            ("董朱村", 50),
            ("营上村", 100),
            ("营西村", 150),
        )
        for n in range(first, first + 60)
    ]
    places = Places.of([{"town": "普集街道", "village": "王家庄村"}])
    index = Index.build(rows, places=places)
    here = correct(Address.of(town="普集街道", village="王庄村", number="33号"), index)
    assert str(here.address) == "普集街道王家庄村33号"
    nowhere = correct(Address.of(town="普集街道", village="王庄村", number="999号"), index)
    assert nowhere.status is Status.REVIEW
    assert correct(Address.of(town="普集街道", village="王庄村"), index).status is Status.REVIEW
    known = correct(Address.of(town="普集街道", village="董朱村", number="1号"), index)
    assert known.status is Status.KEEP
