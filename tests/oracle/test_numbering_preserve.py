"""Keeping old numbers, against trying every subset of doors."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorplate.address import DoorNumber
from doorplate.numbering import (
    Door,
    Evidence,
    Held,
    Plan,
    Policy,
    Rule,
    Scope,
    Side,
    State,
    assign,
    load_policy,
)
from numbering_cases import LAW

V = load_policy("default-v")
NO_SUB = V.model_copy(update={"sub": V.sub.model_copy(update={"allowed": False, "maximum": 0})})
EPOCH = NO_SUB.model_copy(update={"reuse": V.reuse.model_copy(update={"rule": "epoch"})})
EVIDENCE_FIRST = V.model_copy(
    update={"preserve": V.preserve.model_copy(update={"prefer": "evidence"})}
)


def street(numbers: list[int], evidence: list[int]) -> list[Door]:
    return [
        Door(f"d{i}", "s", Side.LEFT, i, number=DoorNumber(n), evidence=Evidence(e))
        for i, (n, e) in enumerate(zip(numbers, evidence, strict=True))
    ]


def kept_by(plan: Plan) -> tuple[int, ...]:
    return tuple(int(a.uid[1:]) for a in plan.assignments if a.rule is Rule.KEPT)


def complete(numbers: list[int], kept: tuple[int, ...], givable: list[int]) -> list[int] | None:
    """The smallest increasing list that has the kept numbers in place, if there is one."""
    out: list[int] = []
    for i, number in enumerate(numbers):
        low = out[-1] if out else 0
        if i in kept:
            out.append(number)
        else:
            out.append(next((g for g in givable if g > low), 10**6))
        if out[-1] <= low:
            return None
    return out


def best(
    numbers: list[int], evidence: list[int], policy: Policy, retired: set[int]
) -> tuple[int, ...]:
    """The best subset by trying all of them."""
    free_mode = policy.reuse.rule == "epoch"
    odd = [n for n in range(1, 80, 2) if n not in retired]
    found = []
    for size in range(len(numbers) + 1):
        for kept in combinations(range(len(numbers)), size):
            values = [numbers[i] for i in kept]
            if values != sorted(values):
                continue
            givable = [n for n in odd if n not in (values if free_mode else numbers)]
            whole = complete(numbers, kept, givable)
            if policy.sub.allowed and values:
                tail = len(numbers) - 1 - kept[-1]
                top = [values[-1], *(g for g in givable if g > values[-1])][tail]
            elif whole is None:
                continue
            else:
                top = max(whole)
            weight = sum(evidence[i] for i in kept)
            order = (size, weight)
            if policy.preserve.prefer == "evidence":
                order = (weight, size)
            found.append(((-order[0], -order[1], top, values), kept))
    return min(found)[1]


@pytest.mark.parametrize(
    "policy", [V, NO_SUB, EPOCH, EVIDENCE_FIRST], ids=["sub", "strict", "epoch", "evidence"]
)
@LAW
@given(data=st.data())
def test_preserve_keeps_the_best_subset(policy: Policy, data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 7))
    pool = st.integers(0, 11).map(lambda k: 2 * k + 1)
    numbers = data.draw(st.lists(pool, min_size=size, max_size=size, unique=True))
    evidence = data.draw(st.lists(st.integers(1, 4), min_size=size, max_size=size))
    retired = data.draw(st.sets(pool, max_size=3)) - set(numbers)
    plan = assign(
        street(numbers, evidence),
        policy,
        scopes=[Scope("s", bearing=180)],
        held=[Held("s", DoorNumber(n)) for n in retired],
    )
    assert kept_by(plan) == best(numbers, evidence, policy, retired)


def contenders(numbers: list[int], evidence: list[int], policy: Policy) -> set[int]:
    """Doors that lie in some subset of most doors and then most evidence, by trying all."""
    free_mode = policy.reuse.rule == "epoch"
    found = []
    for size in range(len(numbers) + 1):
        for kept in combinations(range(len(numbers)), size):
            values = [numbers[i] for i in kept]
            if values != sorted(set(values)):
                continue
            givable = [
                n for n in range(1, 80, 2) if n not in (values if free_mode else numbers)
            ]
            if policy.sub.allowed or complete(numbers, kept, givable) is not None:
                found.append(((size, sum(evidence[i] for i in kept)), kept))
    top = max(weight for weight, _ in found)
    return {i for weight, kept in found if weight == top for i in kept}


@pytest.mark.parametrize("policy", [V, NO_SUB, EPOCH], ids=["sub", "strict", "epoch"])
@LAW
@given(data=st.data())
def test_twins_are_those_that_could_each_stay(policy: Policy, data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 7))
    pool = st.integers(0, 5).map(lambda k: 2 * k + 1)
    numbers = data.draw(st.lists(pool, min_size=size, max_size=size))
    evidence = data.draw(st.lists(st.integers(3, 4), min_size=size, max_size=size))
    able = contenders(numbers, evidence, policy)
    twins = {f"d{i}" for i in able for j in able if i != j and numbers[i] == numbers[j]}
    plan = assign(street(numbers, evidence), policy, scopes=[Scope("s", bearing=180)])
    asked = {uid for q in plan.questions for uid in q.uids if len(q.uids) > 1}
    assert asked == twins
    assert {plan.of(uid).state for uid in twins} <= {State.SUSPENDED}
