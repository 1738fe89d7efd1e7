"""Doors on the ground, and the run of numbers they claim along each side of a street."""

import random
from dataclasses import dataclass, field

from spelling import Number

STREETS = {"永安街": 181, "和顺街": 181, "中心街": 181, "丰泽街": 182, "南园街": 181}
"""Doors by street, from north to south; each street is walked from east to west."""

SEQUENCE_PLANS = {
    "sub": 10, "new_tight": 5, "new_hole": 5, "gap": 4, "dup_far": 6, "twin": 2, "disorder": 4,
    "two_numbers": 4, "wrong_street": 4,
}  # fmt: skip
"""How many doors get each irregular place in the run of numbers."""

SQUEEZED = frozenset({"sub", "new_tight", "dup_far", "twin", "wrong_street"})
"""Places without a number of their own: they get a sub-number of the door before."""


@dataclass
class Door:
    """A door on the ground: where it is, what it claims, and what it should get."""

    street: str
    side: str
    order: int
    plan: str = "plain"
    claim: Number | None = None
    expected: Number | None = None
    evidence: str = ""
    households: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Street, side and order: what a surveyor writes down."""
        return f"{self.street}/{self.side}/{self.order}"


def make_doors(rng: random.Random) -> list[list[Door]]:
    """Runs of doors, one for each side of each street; the south side has the odd numbers."""
    runs = []
    for street, count in STREETS.items():
        south = count // 2 + rng.randrange(6, 9)
        for side, length in (("南", south), ("北", count - south)):
            runs.append([Door(street, side, i) for i in range(1, length + 1)])
    return runs


def plan(runs: list[list[Door]], rng: random.Random) -> None:
    """Deals the irregular places out, seven doors apart so that none disturbs another."""
    spots = [run[i] for run in runs for i in range(6, len(run) - 12, 7)]
    rng.shuffle(spots)
    for name, count in SEQUENCE_PLANS.items():
        for _ in range(count):
            spots.pop().plan = name
    for run in runs[::2]:
        run[-4].plan = "parity"


def number_run(run: list[Door]) -> None:
    """Claims and expected numbers along one side, from its first door to its last."""
    slot = 1 if run[0].side == "南" else 2
    main = 0
    for i, door in enumerate(run):
        slot += 2 * (door.plan == "gap")
        door.expected = (main, 1) if door.plan in SQUEEZED else (slot, 0)
        door.claim = claimed(run, i, main, slot)
        main = door.expected[0]
        slot += 2 * (main == slot)
    for i, door in enumerate(run):
        if door.plan == "disorder":
            disorder(run, i)


def claimed(run: list[Door], i: int, main: int, slot: int) -> Number | None:
    """What a door says its number is."""
    match run[i].plan:
        case "new_tight" | "new_hole":
            return None
        case "dup_far":
            return run[i - 4].claim
        case "twin":
            return (main, 0)
        case "parity":
            return (slot + 1, 0)
        case _:
            return run[i].expected


def disorder(run: list[Door], i: int) -> None:
    """Of three doors a, b, c the first takes the number of the last: c, a, b."""
    first, second, third = run[i : i + 3]
    first.claim, second.claim, third.claim = third.claim, first.claim, second.claim
    second.expected, third.expected = second.claim, third.claim
    before = run[i - 1].claim
    first.expected = (before[0], 1) if before else None
