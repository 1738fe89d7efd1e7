"""Golden cases 7 to 19, 41 to 43 and 63: first numbers along a street."""

from importlib.resources import files

import pytest

from doorplate.address import DoorNumber
from doorplate.errors import PolicyError
from doorplate.findings import FindingKind
from doorplate.numbering import (
    Door,
    DoorKind,
    Policy,
    Scope,
    Side,
    assign,
    load_policy,
    parse_policy,
)
from numbering_cases import INTERVAL, METRIC, B, V, printed, street, varied

FUJIAN = load_policy("fujian-type")


def side(name: Side, count: int) -> list[Door]:
    return [Door(f"{name.value}{i:03d}", "s", name, i) for i in range(count)]


def ends(
    policy: Policy, bearing: int, first: Side, second: Side, count: int = 3, mouth: str = ""
) -> dict[str, int]:
    """Number of the first-surveyed and last-surveyed door of each side."""
    doors = side(first, count) + side(second, count)
    numbers = assign(doors, policy, scopes=[Scope("s", bearing=bearing, mouth=mouth)]).numbers()
    return {
        f"{name.value}{at}": numbers[f"{name.value}{at:03d}"].main
        for name in (first, second)
        for at in (0, count - 1)
    }


@pytest.mark.parametrize(
    ("policy", "east", "west"),
    [(V, range(1, 186, 2), range(2, 185, 2)), (B, range(2, 187, 2), range(1, 184, 2))],
    ids=["case 7: V", "case 8: Beijing"],
)
def test_case_07_08_north_south_street(policy: Policy, east: range, west: range) -> None:
    """93 east and 92 west doors: V gives the east 1..185; Beijing the west 1..183."""
    doors = side(Side.E, 93) + side(Side.W, 92)
    numbers = assign(doors, policy, scopes=[Scope("s", bearing=180)]).numbers()
    assert [numbers[f"E{i:03d}"].main for i in range(93)] == list(east)
    assert [numbers[f"W{i:03d}"].main for i in range(92)] == list(west)


def test_case_09_east_west_street() -> None:
    """V starts at the east end, the south side is odd; the survey ran eastward."""
    assert ends(V, 90, Side.S, Side.N) == {"S0": 5, "S2": 1, "N0": 6, "N2": 2}


def test_case_10_east_west_street_in_beijing() -> None:
    """Starts east, the north side is odd."""
    assert ends(B, 90, Side.S, Side.N) == {"S0": 6, "S2": 2, "N0": 5, "N2": 1}


def test_case_11_south_to_north() -> None:
    """A policy that counts from the south: the west side is odd."""
    assert ends(FUJIAN, 180, Side.W, Side.E) == {"W0": 5, "W2": 1, "E0": 6, "E2": 2}


@pytest.mark.parametrize(
    ("bearing", "odd", "even"),
    [(225, Side.SE, Side.NW), (135, Side.NE, Side.SW)],
    ids=["NE-SW", "NW-SE"],
)
def test_case_12_diagonal_streets(bearing: int, odd: Side, even: Side) -> None:
    """NE-SW starts north-east, NW-SE starts north-west."""
    there = ends(V, bearing, odd, even)
    assert (there[f"{odd.value}0"], there[f"{even.value}0"]) == (1, 2)
    back = ends(V, (bearing + 180) % 360, odd, even)
    assert (back[f"{odd.value}2"], back[f"{even.value}2"]) == (1, 2)


@pytest.mark.parametrize(("policy", "odd"), [(V, "W"), (B, "E")])
def test_case_13_dead_end_from_its_mouth(policy: Policy, odd: str) -> None:
    """Mouth in the south: counts northward; odd is the west (V) or the east (Beijing)."""
    found = ends(policy, 180, Side.W, Side.E, mouth="last")
    assert found[f"{odd}2"] == 1
    assert found[f"{odd}0"] == 5


def test_case_14_doors_on_one_side_only() -> None:
    """Ten left doors: 1,3,…,19 by parity, 1..10 consecutively."""
    doors = side(Side.LEFT, 10)
    scope = Scope("s", bearing=180, sides="one")
    consecutive = varied(V, parity={"one_sided": "consecutive"})
    assert printed(assign(doors, V, scopes=[scope])) == [str(n) for n in range(1, 20, 2)]
    assert printed(assign(doors, consecutive, scopes=[scope])) == [str(n) for n in range(1, 11)]


def test_case_15_a_road_in_two_sections() -> None:
    """The south section goes on from the last number of the north section."""
    doors = [Door(f"{s}{i}", s, Side.LEFT, i) for s in ("北段", "南段") for i in range(3)]
    scopes = [Scope("北段", bearing=180), Scope("南段", bearing=180, continues="北段")]
    numbers = assign(doors, V, scopes=scopes).numbers()
    assert [numbers[f"北段{i}"].main for i in range(3)] == [1, 3, 5]
    assert [numbers[f"南段{i}"].main for i in range(3)] == [7, 9, 11]
    restart = varied(V, counting={"section": "restart"})
    assert assign(doors, restart, scopes=scopes).numbers()["南段0"].main == 1


def metric(policy: Policy, *places: tuple[Side, int]) -> list[str]:
    doors = [Door(f"d{i}", "s", where, i, chainage=cm) for i, (where, cm) in enumerate(places)]
    plan = assign(doors, policy, scopes=[Scope("s", bearing=180)])
    return [str(plan.numbers()[d.uid].main) for d in doors]


def test_case_16_nearest_two_metres() -> None:
    """Left 15 m, left 35 m, right 16 m: 15, 35, 16."""
    places = (Side.LEFT, 1500), (Side.LEFT, 3500), (Side.RIGHT, 1600)
    assert metric(METRIC, *places) == ["15", "35", "16"]


def test_case_17_ties_go_up() -> None:
    """Right 20 m is 20, left 20 m is 21."""
    assert metric(METRIC, (Side.RIGHT, 2000), (Side.LEFT, 2000)) == ["20", "21"]


def test_case_18_intervals_of_twenty_metres() -> None:
    """Right 2,999 m is 300, left 3,000 m is 301."""
    rule = varied(INTERVAL, counting={"unit_cm": 2000})
    assert metric(rule, (Side.RIGHT, 299_900), (Side.LEFT, 300_000)) == ["300", "301"]


def test_case_19_two_doors_on_one_metric_number() -> None:
    """14.2 m and 15.9 m both fall on 15: the second gets 17, and it is said."""
    doors = [
        Door("a", "s", Side.LEFT, 0, chainage=1420),
        Door("b", "s", Side.LEFT, 1, chainage=1590),
    ]
    plan = assign(doors, INTERVAL, scopes=[Scope("s", bearing=180)])
    assert printed(plan) == ["15", "17"]
    assert [(f.kind, f.subjects) for f in plan.findings] == [(FindingKind.METRIC_SHIFT, ("b",))]


def place(uid: str, order: int, kind: DoorKind, length: int = 0) -> Door:
    return Door(uid, "s", Side.LEFT, order, kind=kind, length=length)


def reserved(doors: list[Door], policy: Policy = V) -> list[int]:
    plan = assign(doors, policy, scopes=[Scope("s", bearing=180)])
    return [c.number.main for c in plan.changes if c.state == "reserved"]


def test_case_41_an_empty_plot() -> None:
    """1,3,(empty plot),7: number 5 is reserved, no door gets anything."""
    doors = [*street([1, 3]), place("plot", 2, DoorKind.PLOT), *street([0, 0, 0, 7])[3:]]
    plan = assign(doors, V, scopes=[Scope("s", bearing=180)])
    assert reserved(doors) == [5]
    assert printed(plan) == ["1", "3", "7"]
    assert plan.changed == ()


def test_case_42_eighteen_metres_of_wall() -> None:
    """At 4 m per number four numbers are reserved."""
    doors = [*street([1]), place("wall", 5, DoorKind.WALL, 1800)]
    assert reserved(doors) == [3, 5, 7, 9]


def test_case_43_mouth_of_an_unnamed_alley() -> None:
    """After 7 the alley keeps 9, the next house gets 11."""
    doors = [*street([7]), place("alley", 3, DoorKind.ALLEY), Door("x", "s", Side.LEFT, 4)]
    plan = assign(doors, V, scopes=[Scope("s", bearing=180)])
    assert reserved(doors) == [9]
    assert plan.numbers()["x"] == DoorNumber(11)


def test_case_63_skipped_numbers_keep_the_sides_level() -> None:
    """Skip 4, paired with 3: left 1,5,7…, right 2,6,8…; Beijing refuses the list."""
    skip = varied(V, skip={"numbers": (4,), "paired": True})
    doors = side(Side.E, 3) + side(Side.W, 3)
    plan = assign(doors, skip, scopes=[Scope("s", bearing=180)])
    assert printed(plan) == ["1", "5", "7", "2", "6", "8"]
    text = (load_text("beijing-2012")).replace(
        "forbidden = true", "forbidden = true\nnumbers = [4]"
    )
    line = text.splitlines().index("numbers = [4]") + 1
    with pytest.raises(PolicyError) as refused:
        parse_policy(text, where="mine.toml")
    assert refused.value.where == f"mine.toml:{line}"


def load_text(name: str) -> str:
    folder = files("doorplate.numbering").joinpath("policies")
    return folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")
