"""Each defect is found where it was planted, and nowhere else."""

import pytest

from doorplate.findings import FindingKind
from doorplate.register import REMEDIES, Event, Verb, audit, replay
from register_samples import STREET, door, event, hung, named


def kinds(*events: Event) -> list[tuple[str, tuple[str, ...]]]:
    return [(f.kind, f.subjects) for f in audit(replay(events)) if f.kind != "NO_PLATE"]


SIDE = [door(f"d{i}", side="left", order=i) for i in range(1, 6)]


def test_a_sound_street_has_no_findings() -> None:
    events = [*SIDE, *(named(Verb.VERIFY, f"a{i}", f"{2 * i - 1}号") for i in range(1, 6))]
    plates = [e for i in range(1, 6) for e in hung(f"p{i}", f"a{i}", f"d{i}")]
    assert audit(replay([*events, *plates])) == []


def test_two_doors_with_one_number() -> None:
    events = [door("d1"), door("d2"), named(Verb.VERIFY, "a1", "23号")]
    assert kinds(*events, named(Verb.PROPOSE, "a2", "23号")) == [("DUP_NUMBER", ("a1", "a2"))]


def test_one_door_entered_twice_and_one_door_with_two_numbers() -> None:
    twice = [door("d1"), named(Verb.VERIFY, "a1", "23号", "d1")]
    assert kinds(*twice, named(Verb.PROPOSE, "a2", "23号", "d1")) == [
        ("DUP_RECORD", ("a1", "a2"))
    ]
    assert kinds(*twice, named(Verb.PROPOSE, "a2", "31号", "d1")) == [
        ("DUP_DOOR", ("d1", "a1", "a2"))
    ]


def test_wording_street_and_omission() -> None:
    events = [door("d1"), door("d2", scope="北街"), door("d3"), door("d4", plated=False)]
    assert kinds(
        *events,
        named(Verb.VERIFY, "a1", "1号", text=f"{STREET}7号"),
        named(Verb.VERIFY, "a2", "2号"),
    ) == [
        ("BAD_NAME", ("a1",)), ("WRONG_STREET", ("a2", "d2")), ("NO_ADDRESS", ("d3",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "word"),
    [(Verb.PROPOSE, "拟编"), (Verb.SUSPEND, "冻结"), (Verb.RESERVE, "预留")],
)
def test_a_door_with_a_number_that_does_not_stand_yet_is_omitted(
    status: Verb, word: str
) -> None:
    events = [door("d1"), named(status, "a1", "1号")]
    [found] = audit(replay(events))
    assert (found.kind, found.subjects) == ("NO_ADDRESS", ("d1", "a1"))
    assert word in found.text.zh
    stands = Verb.RESTORE if status is Verb.SUSPEND else Verb.ASSIGN
    assert stands.text.zh in found.remedy.zh
    assert kinds(*events, event(stands, "a1")) == []
    assert kinds(door("d1", plated=False), *events[1:]) == []


def test_two_main_plates_of_one_address() -> None:
    base = [door("d1"), named(Verb.VERIFY, "a1", "1号"), *hung("p1", "a1", "d1")]
    assert kinds(*base, *hung("p2", "a1", "d1")) == [("PLATE_DUP", ("p1", "p2"))]
    assert kinds(*base, *hung("p2", "a1", "d1"), event(Verb.REMOVE, "p1")) == []


def test_parity_order_and_holes() -> None:
    numbers = ["1号", "4号", "3号", "11号", "9号"]
    events = [*SIDE, *(named(Verb.VERIFY, f"a{i}", n) for i, n in enumerate(numbers, 1))]
    assert kinds(*events) == [
        ("BAD_PARITY", ("a2",)),
        ("GAP", (STREET, "1")),
        ("OUT_OF_ORDER", ("a2",)),
        ("OUT_OF_ORDER", ("a4",)),
    ]
    gap = next(f for f in audit(replay(events)) if f.kind is FindingKind.GAP)
    assert "5号、7号" in gap.text.zh


def test_a_reserved_number_is_no_hole() -> None:
    events = [*SIDE, named(Verb.VERIFY, "a1", "1号"), named(Verb.VERIFY, "a2", "5号")]
    assert ("GAP", (STREET, "1")) in kinds(*events)
    reserved = event(Verb.RESERVE, "a9", scope=STREET, number="3", text=f"{STREET}3号")
    assert ("GAP", (STREET, "1")) not in kinds(*events, reserved)


def test_plates() -> None:
    base = [door("d1"), door("d2"), named(Verb.VERIFY, "a1", "1号"),
            named(Verb.VERIFY, "a2", "2号")]  # fmt: skip
    swapped = [*base, *hung("p1", "a1", "d2"), *hung("p2", "a2", "d1")]
    assert kinds(*swapped) == [
        ("PLATE_MISMATCH", ("p1", "d2", "d1")),
        ("PLATE_MISMATCH", ("p2", "d1", "d2")),
    ]
    seen = [*base, *hung("p1", "a1", "d1"), event(Verb.SCAN, "p1", seen=["d2"])]
    assert kinds(*seen) == [("PLATE_DUP", ("p1", "d2"))]
    broken = [*base, *hung("p1", "a1", "d1"), event(Verb.DAMAGE, "p1")]
    assert kinds(*broken) == [("PLATE_DAMAGED", ("p1",))]
    ended = [*base, *hung("p1", "a1", "d1"), event(Verb.RETIRE, "a1")]
    assert ("PLATE_MISMATCH", ("p1",)) in kinds(*ended)


def test_a_live_address_without_a_plate_is_missing_one() -> None:
    events = [door("d1"), named(Verb.VERIFY, "a1", "1号")]
    assert [f.kind for f in audit(replay(events))] == ["NO_PLATE"]
    assert audit(replay([*events, event(Verb.ORDER, "p1", address="a1")])) == []
    assert audit(replay([*events, event(Verb.EXCUSE, "d1", excuse="refused")])) == []


def test_a_standing_address_of_a_demolished_door() -> None:
    events = [door("d1"), named(Verb.VERIFY, "a1", "1号"), *hung("p1", "a1", "d1")]
    assert kinds(*events, event(Verb.DEMOLISH, "d1")) == [("DOOR_GONE", ("a1", "d1"))]
    ended = [event(Verb.RETIRE, "a1"), event(Verb.DEMOLISH, "d1")]
    assert kinds(*events, *ended, event(Verb.REMOVE, "p1")) == []
    again = [event(Verb.DEMOLISH, "d1"), event(Verb.SURVEY, "d1")]
    assert kinds(*events, *again) == []


TWO = [door("d1", side="left"), door("d2", side="left")]
FIRST = named(Verb.VERIFY, "a1", "1号")
MISMATCHES: dict[str, list[Event]] = {
    "号址不一": [door("d1"), named(Verb.VERIFY, "a1", "1号", text=f"{STREET}7号")],
    "一号多址": [*TWO, FIRST, named(Verb.PROPOSE, "a2", "1号")],
    "多号一址": [door("d1"), FIRST, named(Verb.PROPOSE, "a2", "3号", "d1")],
    "有址无号": [door("d1")],
    "有号无址": [door("d1"), FIRST, event(Verb.DEMOLISH, "d1")],
    "断号跳号": [*TWO, FIRST, named(Verb.VERIFY, "a2", "5号")],
}


@pytest.mark.parametrize("word", MISMATCHES)
def test_each_kind_of_mismatch_is_named_with_its_remedies(word: str) -> None:
    found = [f for f in audit(replay(MISMATCHES[word])) if f.kind != "NO_PLATE"]
    named_ = [f for f in found if f.text.zh.startswith(word)]
    assert named_ == found
    assert len(named_) == 1
    remedy = named_[0].remedy.zh
    assert all(verb.text.zh in remedy for verb in REMEDIES[named_[0].kind])


@pytest.mark.parametrize("kind", list(FindingKind))
def test_every_finding_has_its_remedies(kind: FindingKind) -> None:
    assert kind in REMEDIES
