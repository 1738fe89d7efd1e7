"""Shared by the numbering tests: policies that differ in one thing, streets in one line."""

from collections.abc import Sequence
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from doorplate.address import DoorNumber
from doorplate.numbering import (
    Door,
    DoorKind,
    Evidence,
    Held,
    HeldState,
    Plan,
    Policy,
    Scope,
    Side,
    load_policy,
)
from doorplate.numbering.check import contradictions

LAW = settings(max_examples=max(500, settings().max_examples))
"""At least 500 examples; more under a deeper profile."""

V = load_policy("default-v")
B = load_policy("beijing-2012")


def varied(policy: Policy, **tables: dict[str, Any]) -> Policy:
    """A policy with some parameters of some tables changed, checked like a loaded one."""
    plain = policy.model_dump()
    for table, values in tables.items():
        plain[table] = {**plain[table], **values}
    made = Policy.model_validate(plain)
    assert not list(contradictions(made))
    return made


NO_SUB = varied(V, sub={"allowed": False, "maximum": 0})
EPOCH = varied(NO_SUB, reuse={"rule": "epoch"})
METRIC = varied(
    V,
    counting={"mode": "nearest", "unit_cm": 200},
    reserve={"frontage_cm": 0, "alley_mouth": 0},
)
INTERVAL = varied(METRIC, counting={"mode": "interval"})
POLICIES = {
    "sub": V,
    "right": B,
    "strict": NO_SUB,
    "epoch": EPOCH,
    "metric": METRIC,
    "step": varied(V, counting={"mode": "step", "step": 2}),
    "skip4": varied(V, skip={"endings": (4,), "paired": True}),
    "reserve": varied(V, reserve={"start": 1, "every": 3}),
}
NORTH_SOUTH = Scope("s", bearing=180, length=100_000)


def number(text: object) -> DoorNumber | None:
    return DoorNumber.parse(str(text)) if text else None


def street(numbers: Sequence[object], side: Side = Side.LEFT, **fields: Any) -> list[Door]:
    """Doors of one side in survey order; 0 or "" is a door without a number."""
    return [
        Door(f"d{i:02d}", "s", side, i, chainage=i * 1000, number=number(n), **fields)
        for i, n in enumerate(numbers)
    ]


def printed(plan: Plan) -> list[str]:
    """Numbers along the street as 12 or 12-1; `?` where there is none."""
    return [
        "?" if a.number is None else "-".join(map(str, (a.number.main, *a.number.sub)))
        for a in plan.assignments
    ]


numbers = st.builds(
    DoorNumber,
    st.integers(1, 30),
    st.one_of(st.just(()), st.tuples(st.integers(1, 3))),
)
_kinds = st.sampled_from([DoorKind.MAIN] * 6 + [DoorKind.PLOT, DoorKind.ALLEY, DoorKind.WALL])


@st.composite
def streets(draw: st.DrawFn) -> list[Door]:
    """Doors on both sides of one street, numbered well, badly or not at all."""
    count = draw(st.integers(0, 10))
    places = draw(st.lists(st.integers(0, 90_000), min_size=count, max_size=count, unique=True))
    return [
        Door(
            uid=f"u{i}",
            scope="s",
            side=draw(st.sampled_from([Side.LEFT, Side.RIGHT, Side.E, Side.W])),
            order=place,
            chainage=place,
            number=None
            if (kind := draw(_kinds)).reserves
            else draw(st.one_of(st.none(), numbers)),
            evidence=draw(st.sampled_from(Evidence)),
            kind=kind,
            plot=draw(st.sampled_from(["", "", f"p{i}"])),
            length=draw(st.integers(0, 1500)) if kind is DoorKind.WALL else 0,
            permit=draw(st.booleans()) or draw(st.booleans()),
        )
        for i, place in enumerate(places)
    ]


@st.composite
def helds(draw: st.DrawFn) -> list[Held]:
    """Retired and reserved numbers, some of a door or plot of `streets`."""
    chosen = draw(st.lists(numbers, max_size=5, unique=True))
    return [
        Held(
            "s",
            n,
            draw(st.sampled_from(HeldState)),
            uid=draw(st.sampled_from(["", "", "u1", "gone"])),
            plot=draw(st.sampled_from(["", "", "p2", "elsewhere"])),
        )
        for n in chosen
    ]
