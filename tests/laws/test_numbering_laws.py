"""What holds for every street, whatever its present numbers look like.

A second run changes nothing once the questions of the first are answered.
"""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from doorplate.numbering import (
    Door,
    DoorKind,
    Held,
    HeldState,
    Mode,
    Plan,
    Policy,
    Rule,
    Side,
    State,
    assign,
)
from numbering_cases import LAW, NORTH_SOUTH, POLICIES, helds, streets

ANY_POLICY = st.sampled_from(list(POLICIES)).map(POLICIES.__getitem__)
MODES = st.sampled_from(Mode)
NEW = {
    Rule.SEQUENCE, Rule.METRIC, Rule.FREE_SLOT,
    Rule.RESERVED_SLOT, Rule.SUB_NUMBER, Rule.RESTORED,
}  # fmt: skip


def run(
    doors: list[Door],
    policy: Policy,
    mode: Mode | str = "preserve",
    held: list[Held] | None = None,
) -> Plan:
    return assign(doors, policy, scopes=[NORTH_SOUTH], mode=mode, held=held or ())


def on_left(door: Door) -> bool:
    """Left of someone walking south: the east."""
    return door.side in {Side.LEFT, Side.E}


@LAW
@given(
    policy=ANY_POLICY,
    doors=streets(),
    held=helds(),
    mode=st.sampled_from(["preserve", "renumber"]),
)
def test_unique_on_the_right_side_and_rising(
    policy: Policy, doors: list[Door], held: list[Held], mode: str
) -> None:
    plan = run(doors, policy, mode, held)
    numbers = plan.numbers()
    assert len(set(numbers.values())) == len(numbers)
    odd_left = policy.parity.mode == "left_odd"
    for side in (True, False):
        along = sorted(
            (d for d in doors if on_left(d) is side and d.uid in numbers),
            key=lambda d: (d.order or 0, d.uid),
        )
        values = [numbers[d.uid] for d in along]
        assert values == sorted(values)
        assert all((n.main % 2 == 1) == (odd_left is side) for n in values)


@LAW
@given(
    policy=ANY_POLICY, doors=streets(), held=helds(), mode=st.sampled_from(["fill", "preserve"])
)
def test_held_numbers_go_only_to_their_own(
    policy: Policy, doors: list[Door], held: list[Held], mode: str
) -> None:
    before = {d.number for d in doors if d.number}
    by_uid = {d.uid: d for d in doors}
    slots = {h.number: h for h in held}
    for a in run(doors, policy, mode, held).assignments:
        slot = slots.get(a.number) if a.number and a.rule in NEW else None
        if slot is None or (slot.state is HeldState.RESERVED and not (slot.plot or slot.uid)):
            continue
        door = by_uid[a.uid]
        assert {slot.plot, slot.uid} & {door.plot, door.uid} - {""}
    if policy.reuse.rule == "never":
        again = [
            a for a in run(doors, policy, mode, held).assignments
            if a.rule in NEW and a.number in before and a.number not in slots
        ]  # fmt: skip
        assert all(_never_valid(a.number, doors) for a in again)


def _never_valid(number: object, doors: list[Door]) -> bool:
    """Everyone who showed the number had hung it on the wrong side without approval."""
    return all(not d.evidence.approved for d in doors if d.number == number)


@LAW
@given(
    policy=ANY_POLICY,
    doors=streets(),
    held=helds(),
    mode=MODES,
    seed=st.randoms(use_true_random=False),
)
def test_input_order_does_not_matter(
    policy: Policy, doors: list[Door], held: list[Held], mode: Mode, seed: object
) -> None:
    shuffled, slots = list(doors), list(held)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands out a Random
    seed.shuffle(slots)  # type: ignore[attr-defined]  # as above
    assert run(shuffled, policy, mode, slots) == run(doors, policy, mode, held)


@LAW
@given(policy=ANY_POLICY, doors=streets(), held=helds())
def test_a_second_run_changes_nothing(
    policy: Policy, doors: list[Door], held: list[Held]
) -> None:
    first = run(doors, policy, held=held)
    second = run(list(first.apply(doors)), policy, held=after(first, held))
    if not first.questions:
        assert second.changed == ()


def after(plan: Plan, held: list[Held]) -> list[Held]:
    """The held numbers once a plan is carried out."""
    slots = {h.number: h for h in held}
    for change in plan.changes:
        if change.state in {"retired", "reserved"}:
            slots[change.number] = Held(
                "s", change.number, HeldState(change.state), change.uid, change.plot
            )
        elif change.state == "occupied":
            slots.pop(change.number, None)
    return [h for h in slots.values() if h.number not in set(plan.numbers().values())]


@LAW
@given(
    policy=ANY_POLICY,
    doors=streets(),
    held=helds(),
    place=st.integers(0, 90_000),
    side=st.sampled_from(Side),
)
def test_a_new_door_moves_nobody(
    policy: Policy, doors: list[Door], held: list[Held], place: int, side: Side
) -> None:
    settled = [d for d in run(doors, policy, held=held).apply(doors) if d.kind is DoorKind.MAIN]
    lean = {Side.N: Side.LEFT, Side.S: Side.LEFT}
    new = Door("new", "s", lean.get(side, side), place, place, plot="q")
    if any(d.order == place for d in settled):
        return
    base = run(settled, policy, held=held)
    if base.changed or base.questions:
        return
    plan = run([*settled, new], policy, held=held)
    assert [a.uid for a in plan.changed if a.uid != "new"] == []


@LAW
@given(policy=ANY_POLICY, doors=streets(), held=helds())
def test_fill_touches_no_present_number(
    policy: Policy, doors: list[Door], held: list[Held]
) -> None:
    plan = run(doors, policy, "fill", held)
    assert all(a.number == a.old for a in plan.assignments if a.old is not None)
    new = [a.number for a in plan.assignments if a.old is None and a.number is not None]
    assert len({*new} - {d.number for d in doors}) == len(new)


@LAW
@given(policy=ANY_POLICY, doors=streets(), held=helds(), mode=MODES)
def test_crosswalk_is_total_and_one_to_one(
    policy: Policy, doors: list[Door], held: list[Held], mode: Mode
) -> None:
    plan = run(doors, policy, mode, held)
    numbered = {d.uid: d.number for d in doors if d.kind.numbered}
    rows = {c.uid: c for c in plan.crosswalk}
    assert rows.keys() == numbered.keys()
    assert len(plan.crosswalk) == len(rows)
    assert {uid: c.old for uid, c in rows.items()} == numbered
    unresolved = {a.uid for a in plan.assignments if a.number is None}
    assert unresolved == {uid for q in plan.questions for uid in q.uids}
    assert all(plan.of(uid).state is not State.ASSIGNED for uid in unresolved)


@LAW
@given(policy=ANY_POLICY, doors=streets())
def test_which_way_it_was_surveyed_does_not_matter(policy: Policy, doors: list[Door]) -> None:
    compass = [replace(d, side=Side.E if on_left(d) else Side.W) for d in doors]
    back = [
        replace(d, order=-(d.order or 0), chainage=100_000 - (d.chainage or 0)) for d in compass
    ]
    there = assign(compass, policy, scopes=[NORTH_SOUTH])
    again = assign(back, policy, scopes=[replace(NORTH_SOUTH, bearing=0)])
    assert there == again
