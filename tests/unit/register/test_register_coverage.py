"""不遗漏一户, 不错上墙一户: two lists that must be empty."""

import pytest

from doorplate.register import Event, Register, Verb, coverage, replay
from register_samples import door, event, hung, named


def village(doors: int, households: int) -> list[Event]:
    """Doors on one street, the first of them with two households each as far as needed."""
    events = []
    for i in range(1, doors + 1):
        extra = [f"h{doors + i}"] if i <= households - doors else []
        events += [
            door(f"d{i}", households=[f"h{i}", *extra]),
            named(Verb.VERIFY, f"a{i}", f"{i}号"),
            *hung(f"p{i}", f"a{i}", f"d{i}"),
        ]
    return events


def test_924_households_at_906_doors_with_906_plates_are_complete() -> None:
    result = coverage(replay(village(906, 924)))
    assert (result.doors, len(result.covered), result.complete) == (906, 906, True)


def test_one_plate_short_names_the_door_and_its_households() -> None:
    events = [e for e in village(906, 924) if (e.verb, e.subject) != (Verb.HANG, "p7")]
    result = coverage(replay(events))
    assert [(u.door, u.reason, u.households, u.plates) for u in result.uncovered] == [
        ("d7", "coming", ("h7", "h913"), ("p7",))
    ]
    assert result.households == ("h7", "h913")
    assert not result.complete
    assert coverage(replay(events), planned=True).complete


def test_a_plate_read_at_two_doors_is_not_complete() -> None:
    result = coverage(replay([*village(20, 20), event(Verb.SCAN, "p17", seen=["d3"])]))
    assert [(w.plate, w.expected, w.found) for w in result.wrong] == [("p17", "d17", ("d3",))]
    assert [u.door for u in result.uncovered] == ["d17"]
    assert not result.complete


def test_swapped_plates_cover_neither_door() -> None:
    events = [
        door("d1"), door("d2"), named(Verb.VERIFY, "a1", "11号"),
        named(Verb.VERIFY, "a2", "13号"), *hung("p1", "a1", "d2"), *hung("p2", "a2", "d1"),
    ]  # fmt: skip
    result = coverage(replay(events))
    assert [w.plate for w in result.wrong] == ["p1", "p2"]
    assert [u.door for u in result.uncovered] == ["d1", "d2"]
    mended = [event(Verb.REHANG, "p1", door="d1"), event(Verb.REHANG, "p2", door="d2")]
    assert coverage(replay([*events, *mended])).complete


def test_excuses_and_doors_without_plates() -> None:
    events = [
        door("d1", households=["h1"]), door("d2", plated=False), door("d3", households=["h1"]),
        named(Verb.VERIFY, "a1", "1号"), *hung("p1", "a1", "d1"),
    ]  # fmt: skip
    assert [u.door for u in coverage(replay(events)).uncovered] == ["d3"]
    result = coverage(replay([*events, event(Verb.EXCUSE, "d3", excuse="shared")]))
    assert result.excused == (("d3", "shared"),)
    assert result.complete


CLAIM = event(Verb.CLAIM, "c1", source="户籍", text="槐树街1号", households=["h9"])


@pytest.mark.parametrize(
    ("more", "missed"),
    [
        ([CLAIM], ("h9",)),
        ([CLAIM, event(Verb.LINK, "c1", address="a1")], ()),
        ([CLAIM, event(Verb.LINK, "c1", address="a2")], ("h9",)),
        ([CLAIM, event(Verb.LINK, "c1", door="d1")], ()),
        ([CLAIM, event(Verb.LINK, "c1", address="a3")], ()),
        ([CLAIM, event(Verb.LINK, "c1", address="a4")], ("h9",)),
        ([CLAIM, event(Verb.LINK, "c1", address="a4", door="d1")], ("h9",)),
        ([CLAIM, event(Verb.REJECT, "c1")], ()),
        ([CLAIM, door("d1", households=["h9"])], ()),
    ],
)
def test_a_household_that_only_a_claim_knows_is_missed_until_it_has_a_door(
    more: list[Event], missed: tuple[str, ...]
) -> None:
    events = [
        door("d1"), named(Verb.VERIFY, "a1", "1号"), *hung("p1", "a1", "d1"),
        door("d2", plated=False), named(Verb.VERIFY, "a2", "2号"),
        named(Verb.VERIFY, "a3", "3号", "d2"), event(Verb.RETIRE, "a3", successor="a1"),
        named(Verb.VERIFY, "a4", "4号", "d2"), event(Verb.RETIRE, "a4"),
    ]  # fmt: skip
    result = coverage(replay([*events, *more]))
    assert (result.uncovered, result.wrong, result.households) == ((), (), missed)


def test_a_claim_linked_to_a_door_leaves_the_address_it_was_linked_to(
    register: Register,
) -> None:
    register.append([
        door("d1"), named(Verb.VERIFY, "a1", "1号"), *hung("p1", "a1", "d1"),
        door("d2", plated=False), CLAIM, event(Verb.LINK, "c1", address="a1"),
    ])  # fmt: skip
    assert coverage(register.state()).households == ()
    register.append([event(Verb.LINK, "c1", door="d2")])
    assert coverage(register.state()).households == ("h9",)
    assert register.verify() == register.head


def test_households_of_an_excused_door_are_not_missed() -> None:
    events = [door("d1", households=["h1"]), event(Verb.EXCUSE, "d1", excuse="vacant")]
    assert coverage(replay(events)).households == ()


def test_two_plates_or_two_addresses_at_a_door() -> None:
    base = [door("d1"), named(Verb.VERIFY, "a1", "1号", "d1"), *hung("p1", "a1", "d1")]
    two = coverage(replay([*base, *hung("p2", "a1", "d1")]))
    assert [u.reason for u in two.uncovered] == ["several_plates"]
    both = coverage(replay([*base, named(Verb.VERIFY, "a2", "3号", "d1")]))
    assert [u.reason for u in both.uncovered] == ["several_addresses"]
    side = [event(Verb.ORDER, "p3", address="a1", role="aux")]
    assert coverage(replay([*base, *side])).complete
