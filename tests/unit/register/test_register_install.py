"""Orders, sorting lists, the mounting standard, scans at the door."""

import pytest

from doorplate.register import Event, Verb, replay
from doorplate.register.install import orders, sorting
from doorplate.register.mounting import Scan, Standard, misfits, scan
from register_samples import DAY, STREET, door, event, hung, named


def street(count: int, grid: str = "g1", start: int = 1) -> list[Event]:
    """Doors numbered through, odd on the left."""
    return [
        e
        for i in range(start, start + count)
        for e in (
            door(f"d{i}", grid=grid, side="left" if i % 2 else "right"),
            named(Verb.VERIFY, f"a{i}", f"{i}号"),
        )
    ]


def ordered(events: list[Event]) -> list[Event]:
    return [*events, *orders(replay(events), lambda n: f"P{n:03}", time=DAY, size="中")]


def test_orders_are_for_doors_without_a_plate_and_only_once() -> None:
    events = ordered([*street(3), event(Verb.EXCUSE, "d2", excuse="vacant")])
    made = [e for e in events if e.verb is Verb.ORDER]
    assert [(e.subject, e.after["address"]) for e in made] == [("P001", "a1"), ("P002", "a3")]
    assert orders(replay(events), str, time=DAY) == []


@pytest.mark.parametrize(
    ("walk", "expected"), [("loop", [1, 3, 5, 6, 4, 2]), ("zigzag", [1, 2, 3, 4, 5, 6])]
)
def test_the_walk_along_a_street(walk: str, expected: list[int]) -> None:
    rows = sorting(replay(ordered(street(6))), walk=walk)  # type: ignore[arg-type]  # parametrized
    assert [int(row.number[:-1]) for row in rows] == expected


def test_sub_numbers_turn_with_the_walk() -> None:
    extra = [
        door(f"d{i}") for i in (7, 8)
    ]  # fmt: skip
    named_ = [named(Verb.VERIFY, "a7", "3号附1"), named(Verb.VERIFY, "a8", "4号附1")]
    rows = sorting(replay(ordered([*street(6), *extra, *named_])))
    walked = [row.number for row in rows if row.grid == "g1"]
    assert walked == ["1号", "3号", "5号", "6号", "4号", "2号"]
    assert [row.number for row in rows if not row.grid] == ["3号附1", "4号附1"]


def test_boxes_never_mix_grids() -> None:
    events = ordered([*street(5, "g1"), *street(5, "g2", start=11)])
    places = [(r.box, r.position, r.grid) for r in sorting(replay(events), per_box=3)]
    assert places == [
        (1, 1, "g1"), (1, 2, "g1"), (1, 3, "g1"), (2, 1, "g1"), (2, 2, "g1"),
        (3, 1, "g2"), (3, 2, "g2"), (3, 3, "g2"), (4, 1, "g2"), (4, 2, "g2"),
    ]  # fmt: skip


def test_hung_plates_are_off_the_sorting_list() -> None:
    assert sorting(replay([*street(1), *hung("p1", "a1", "d1")])) == []


def test_the_mounting_standard() -> None:
    standard = Standard(height_cm=200, side="right", offset_cm=20, tolerance_cm=5)
    base = [*street(1), *hung("p1", "a1", "d1")]
    assert [m.field for m in misfits(replay(base), standard)] == [
        "height_cm", "offset_cm", "side",
    ]  # fmt: skip
    good = event(Verb.CHECK, "p1", height_cm=205, offset_cm=15, side="right")
    assert misfits(replay([*base, good]), standard) == []
    high = event(Verb.CHECK, "p1", height_cm=206, offset_cm=15, side="right")
    [found] = misfits(replay([*base, high]), standard)
    assert (found.want, found.got) == ("200±5", "206")


def test_scans_at_the_door() -> None:
    events = [*street(4), *hung("p1", "a1", "d1"), event(Verb.ORDER, "p2", address="a2")]
    events += [event(verb, "p2") for verb in (Verb.MAKE, Verb.RECEIVE)]
    events += [event(Verb.ORDER, "p3", address="a3"), event(Verb.ORDER, "p4", address="a4")]
    events += [event(Verb.MAKE, "p4"), event(Verb.RECEIVE, "p4")]
    events += [event(Verb.CORRECT, "a4", number="8", text=f"{STREET}8号")]
    state = replay(events)
    answers = {
        ("p2", "d2"): (Scan.RIGHT, "d2", Verb.HANG),
        ("p2", "d3"): (Scan.WRONG_DOOR, "d2", None),
        ("p1", "d1"): (Scan.RIGHT, "d1", Verb.CHECK),
        ("p1", "d2"): (Scan.HANGS_ELSEWHERE, "d1", Verb.SCAN),
        ("p3", "d3"): (Scan.NOT_READY, "d3", None),
        ("p4", "d4"): (Scan.OUTDATED, "", None),
        ("p9", "d1"): (Scan.UNKNOWN, "", None),
        ("p1", "d9"): (Scan.UNKNOWN, "", None),
    }
    assert {pair: tuple(scan(state, *pair)) for pair in answers} == answers
    assert all(result.text.zh and result.text.en for result in Scan)


def test_a_plate_that_hangs_wrong_is_hung_again_at_its_own_door() -> None:
    state = replay([*street(2), *hung("p1", "a1", "d2")])
    assert scan(state, "p1", "d1") == (Scan.HANGS_ELSEWHERE, "d1", Verb.REHANG)


def test_a_further_gate_takes_a_further_plate() -> None:
    gate = door("g1", kind="aux", of="d1")
    events = [*street(1), gate, event(Verb.ORDER, "p9", address="a1", role="aux")]
    events += [event(Verb.MAKE, "p9"), event(Verb.RECEIVE, "p9")]
    assert scan(replay(events), "p9", "g1").result is Scan.RIGHT
