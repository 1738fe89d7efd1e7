"""Coordinates, inferred rules, pictures, spelling."""

import json
import math
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from doorplate.address import DoorNumber
from doorplate.errors import AssignmentError, NumberFormatError
from doorplate.numbering import (
    Alignment,
    Building,
    Door,
    DoorPoint,
    MapDoor,
    Policy,
    Scope,
    Side,
    assign,
    draw_village,
    infer_policy,
    lane_name,
    load_policy,
    locate,
    order_yard,
    settle_gates,
    spell,
    to_geojson,
    yard_addresses,
)
from doorplate.numbering.picture import WIDTH
from doorplate.numbering.policy import Courtyard
from numbering_cases import B, V, varied

LAT, LON = 34.3, 108.2
PER_LON = 111_195 * math.cos(math.radians(LAT))


def at(uid: str, x: float, y: float, group: str = "") -> DoorPoint:
    return DoorPoint(uid, LON + x / PER_LON, LAT + y / 111_195, group)


def arc(count: int = 40, radius: float = 300) -> list[DoorPoint]:
    """A quarter of a ring road: odd doors inside it, even ones outside, from the north end."""
    doors = []
    for i in range(count):
        turn = math.pi / 2 - i * math.pi / 2 / count
        r = radius + (8 if i % 2 else -8)
        uid = f"d{i + 1:03d}"
        doors.append(
            at(uid, r * math.cos(turn), r * math.sin(turn), "even" if i % 2 else "odd")
        )
    return doors


def test_along_a_line() -> None:
    points = [at("far", 5, -80), at("near", -6, -10), at("on", 0, -50)]
    line = [(LON, LAT), (LON, LAT - 100 / 111_195)]
    found = locate(points, line)
    assert [(d.uid, d.chainage // 100) for d in found.doors] == [
        ("near", 10), ("on", 50), ("far", 80),
    ]  # fmt: skip
    assert [d.side for d in found.doors] == [Side.RIGHT, None, Side.LEFT]
    assert (found.bearing, found.how, found.sure) == (180, "line", 100)
    assert abs(found.length - 10_000) <= 2
    assert abs(found.doors[0].offset - 600) <= 2


def test_through_a_bend_without_a_line() -> None:
    points = arc()
    found = locate(points)
    order = [d.uid for d in found.doors]
    assert order in (sorted(order), sorted(order, reverse=True))
    sides = {d.side for d in found.doors if int(d.uid[1:]) % 2}
    assert len(sides) == 1
    assert found.how == "curve"
    assert found.sure > 90
    assert locate(points[::-1]) == found


def test_a_cloud_is_no_street() -> None:
    cloud = [at(f"d{i}", i * 37 % 100, i * 61 % 100) for i in range(30)]
    assert locate(cloud).sure < 80
    assert locate([at("a", 0, 0), at("b", 10, 0)]).sure == 0
    assert locate([at("a", 0, 0)]).doors[0].uid == "a"


def test_doors_at_one_point_are_refused_by_name() -> None:
    points = [at("a", 5, 0), at("b", 5, 0), at("c", 5, -50)]
    line = [(LON, LAT), (LON, LAT - 100 / 111_195)]
    found = locate(points, line)
    with pytest.raises(AssignmentError) as caught:
        assign(found.ordered("s"), V, scopes=[found.scope("s")])
    assert caught.value.where == "b"


@pytest.mark.parametrize(
    "bad", [DoorPoint("x", math.nan, 34), DoorPoint("x", 108, 91), DoorPoint("x", 181, 34),
            DoorPoint("x", math.inf, 34), DoorPoint("x", 121, 34)],
    ids=["nan", "beyond the pole", "off the earth", "infinite", "a thousand km away"],
)  # fmt: skip
def test_absurd_coordinates_name_the_door(bad: DoorPoint) -> None:
    with pytest.raises(AssignmentError) as caught:
        locate([at("a", 0, 0), at("b", 10, 0), at("c", 20, 0), bad])
    assert caught.value.where == "x"


def test_no_doors_and_no_line() -> None:
    with pytest.raises(AssignmentError, match="no doors"):
        locate([])
    with pytest.raises(AssignmentError, match="one point"):
        locate([at("a", 0, 0)], [(LON, LAT), (LON, LAT)])


# Recovering a rule -------------------------------------------------------------------------


def numbered(policy_doors: Alignment, scope: str) -> list[Door]:
    return [replace(d, number=DoorNumber(int(d.uid[1:]))) for d in policy_doors.ordered(scope)]


def test_the_rule_of_a_bent_street() -> None:
    found = locate(arc())
    (street,) = infer_policy(numbered(found, "ring"), [found.scope("ring")]).streets
    assert (street.parity, street.parity_share, street.order_share) == ("right_odd", 100, 100)
    assert street.counting == "sequence"
    assert street.sector in {"N", "NW"}


@pytest.mark.parametrize("name", ["default-v", "beijing-2012", "harbin-metric-2010"])
def test_an_assigned_town_shows_its_policy(name: str) -> None:
    policy = load_policy(name)
    scope = Scope("s", bearing=0, length=200_000)
    doors = [
        Door(f"d{i}", "s", Side.LEFT if i % 2 else Side.RIGHT, i, chainage=i * 700 + i * i % 97)
        for i in range(60)
    ]
    plan = assign(doors, policy, scopes=[scope])
    (street,) = infer_policy(plan.apply(doors), [scope]).streets
    parity = {"beijing-2012": "right_odd"}.get(name, "left_odd")
    assert (street.parity, street.parity_share, street.order_share) == (parity, 100, 100)
    assert (street.start, street.sector) == ("last", "N")
    assert street.counting == ("metric" if "metric" in name else "sequence")
    if "metric" in name:
        assert 190 <= street.unit_cm <= 210


def test_a_town_against_a_policy() -> None:
    doors = [Door(f"d{i}", "s", Side.LEFT if i % 2 == 0 else Side.RIGHT, i,
                  number=DoorNumber(i + 1)) for i in range(12)]  # fmt: skip
    few = [Door("x", "t", Side.LEFT, 0, number=DoorNumber(1))]
    town = infer_policy([*doors, *few, Door("y", "s", None, 3)], [Scope("s", bearing=180)])
    assert town.against(V) == ()
    assert town.against(B) == ("s",)
    assert town.against(load_policy("fuyang-compass")) == ()
    assert town.skipped == ("t",)
    assert town.votes("parity") == {"left_odd": 1}
    assert town.share(lambda s: s.doors == 12) == 100
    assert infer_policy([]).share(bool) == 0


FOUR_WINDS = varied(V, start={"from_sectors": ("N", "E"), "sectors": 4, "tolerance": 45})
SERIAL = varied(V, parity={"mode": "none"})


@pytest.mark.parametrize(
    ("policy", "scope"),
    [
        (V, Scope("s", bearing=180, mouth="last")),
        (V, Scope("s", bearing=180, start="last")),
        (B, Scope("s", bearing=0, mouth="first")),
        (FOUR_WINDS, Scope("s", bearing=210)),
        (FOUR_WINDS, Scope("s", bearing=30)),
        (SERIAL, Scope("s", bearing=0)),
        (load_policy("taiwan-left-odd"), Scope("s", bearing=180, sides="one")),
    ],
    ids=["dead end", "decided", "dead end by its start", "four", "four, back", "serial", "one"],
)
def test_an_assigned_street_obeys_its_own_policy(policy: Policy, scope: Scope) -> None:
    sides = (Side.LEFT, Side.RIGHT) if scope.sides == "two" else (Side.LEFT, Side.LEFT)
    doors = [Door(f"d{i}", "s", sides[i % 2], i) for i in range(20)]
    numbered = list(assign(doors, policy, scopes=[scope]).apply(doors))
    assert infer_policy(numbered, [scope]).against(policy) == ()
    turned = [replace(d, order=-(d.order or 0)) for d in numbered]
    assert infer_policy(turned, [scope]).against(policy) == ("s",)


def test_a_start_that_nobody_knows_is_not_judged() -> None:
    row = [Door(f"d{i}", "s", Side.LEFT, -i, number=DoorNumber(2 * i + 2)) for i in range(9)]
    assert infer_policy(row).streets[0].start == "last"
    assert infer_policy(row).against(V) == ()
    assert infer_policy(row).against(B) == ("s",)
    assert infer_policy(row).against(SERIAL) == ()


def test_serial_and_gapped_streets() -> None:
    serial = [Door(f"d{i}", "s", Side.LEFT, i, number=DoorNumber(i + 1)) for i in range(12)]
    assert infer_policy(serial).streets[0].parity == "serial"
    assert infer_policy(serial).streets[0].counting == "sequence"
    gaps = [replace(d, number=DoorNumber(2 * (i * i) + 1)) for i, d in enumerate(serial)]
    assert infer_policy(gaps).streets[0].counting == "gaps"
    clumps = [
        replace(d, number=DoorNumber(60 * (i // 4) + 4 * (i % 4) + 1), chainage=100 * i)
        for i, d in enumerate(serial)
    ]
    assert infer_policy(clumps).streets[0].counting == "gaps"
    one_each = [Door("a", "s", Side.LEFT, 0, number=DoorNumber(1)),
                Door("b", "s", Side.RIGHT, 0, number=DoorNumber(2))]  # fmt: skip
    assert infer_policy(one_each, at_least=2).streets[0].counting_share == 0


# Pictures ----------------------------------------------------------------------------------


def village() -> list[MapDoor]:
    return [
        MapDoor(f"d{i}", p.lon, p.lat, f"{i + 1}号", "环<路>", f"0{1 + i // 20}")
        for i, p in enumerate(arc())
    ]


def test_the_picture_is_well_formed_and_stable() -> None:
    svg = draw_village(village(), title="营上村 & 邻村")
    assert draw_village(village()[::-1], title="营上村 & 邻村") == svg
    root = ET.fromstring(svg)  # noqa: S314 - our own text
    space = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f"{space}circle")) == 40 + 2
    texts = [t.text for t in root.iter(f"{space}text")]
    assert {"1", "40", "环<路>", "网格 01", "网格 02", "营上村 & 邻村"} <= set(texts)
    english = draw_village(village(), lang="en")
    assert "Grid 01" in english


def test_labels_do_not_cover_each_other() -> None:
    crowd = [MapDoor(f"d{i}", LON + i * 1e-7, LAT, f"{i}号", "s") for i in range(200)]
    far = MapDoor("far", LON + 0.01, LAT + 0.01, "999号", "s")
    root = ET.fromstring(draw_village([*crowd, far]))  # noqa: S314 - our own text
    texts = [t.text for t in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "999" in texts
    assert len(texts) < 20


def test_given_lines_and_an_empty_village() -> None:
    lines = {"环<路>": [(LON, LAT), (LON + 0.001, LAT)]}
    assert draw_village(village(), lines=lines) != draw_village(village())
    assert draw_village([]).count("<circle") == 0
    lone = draw_village([MapDoor("a", LON, LAT, "1号")])
    assert lone.count("<circle") == 1


def test_geojson() -> None:
    found = json.loads(to_geojson(village()))
    doors = [f for f in found["features"] if f["properties"]["kind"] == "door"]
    grids = [f for f in found["features"] if f["properties"]["kind"] == "grid"]
    assert len(doors) == 40
    assert [g["properties"]["doors"] for g in grids] == [20, 20]
    ring = grids[0]["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]
    two = json.loads(to_geojson(village()[:1]))
    assert two["features"][1]["geometry"]["type"] == "MultiPoint"


# Words -------------------------------------------------------------------------------------


def test_spelling() -> None:
    chinese = varied(V, text={"numerals": "chinese"})
    fu = varied(chinese, sub={"style": "fu"})
    assert spell(DoorNumber(12, (1,)), chinese) == "十二号之一"
    assert spell(DoorNumber(12, (1,)), fu) == "十二号附一"
    assert spell(DoorNumber(12), varied(V, text={"full_width": True})) == "１２号"
    with pytest.raises(NumberFormatError):
        spell(DoorNumber(10_000), chinese)


def test_lanes() -> None:
    mouth = load_policy("taiwan-left-odd")
    assert lane_name(mouth, "", DoorNumber(12)) == "12巷"
    assert lane_name(V, "柳巷", None) == "柳巷"
    for policy, name in ((mouth, "柳巷"), (V, "")):
        with pytest.raises(NumberFormatError):
            lane_name(policy, name, None)


def test_yards() -> None:
    yard = [Building(f"{r}{c}", r, c) for r in (0, 1) for c in (0, 1)]
    rule = Courtyard(inner="buildings", shape="rows", origin="SW")
    assert [b.uid for b in order_yard(yard, rule)] == ["10", "11", "00", "01"]
    assert yard_addresses(DoorNumber(5), yard, load_policy("taiwan-left-odd")) == {}


def test_gates_on_their_own_streets() -> None:
    each = varied(V, corner={"rule": "each_entrance"})
    gates = [Door("a", "A", household="h"), Door("b", "B", household="h"),
             Door("c", "B", household="h")]  # fmt: skip
    assert [(d.uid, d.of) for d in settle_gates(gates, each)] == [
        ("a", ""), ("b", ""), ("c", "b"),
    ]  # fmt: skip


def texts(svg: str) -> dict[str, tuple[float, float, float]]:
    """Each text with its left, its baseline and its font size."""
    found = re.findall(
        r'<text x="([-\d.]+)" y="([-\d.]+)" font-size="(\d+)"[^>]*>([^<]*)<', svg
    )
    return {text: (float(x), float(y), float(size)) for x, y, size, text in found}


def test_no_name_reaches_over_the_edge_of_the_sheet() -> None:
    name = "一条名字很长很长很长的街道"
    doors = [MapDoor(f"d{i}", 108.2 + i * 1e-4, 34.3, f"{i + 1}号", name) for i in range(9)]
    svg = draw_village(doors)
    left, base, size = texts(svg)[name]
    assert left >= 0
    assert left + size * len(name) <= WIDTH
    assert base >= size * 0.75


def test_sub_numbers_are_written_short() -> None:
    doors = [MapDoor("a", 108.2, 34.3, "48号附1"), MapDoor("b", 108.21, 34.31, "工地")]
    assert {"48-1", "工地"} <= texts(draw_village(doors)).keys()


def test_a_street_line_runs_midway_between_odd_and_even_doors() -> None:
    odd = [
        MapDoor(f"o{i}", 108.2 + i * 1e-4, 34.3002, f"{2 * i + 1}号", "街") for i in range(20)
    ]
    even = [MapDoor(f"e{i}", 108.2 + i * 1e-3, 34.3, f"{2 * i + 2}号", "街") for i in range(3)]
    svg = draw_village([*odd, *even])
    line = re.search(r'<polyline points="([^"]+)"', svg)
    assert line
    heights = [float(p.split(",")[1]) for p in line[1].split()]
    rows = sorted({float(y) for y in re.findall(r'cy="([\d.]+)" r="4', svg)})
    middle = (rows[0] + rows[-1]) / 2
    assert all(abs(h - middle) < 0.15 * (rows[-1] - rows[0]) for h in heights)


def test_what_no_xml_can_hold_is_replaced() -> None:
    door = MapDoor("a", 108.2, 34.3, "1\x00", "\ud800街\x0b", "01")
    text = draw_village([door], title="\x01村").encode().decode()
    assert "\ufffd街\ufffd" in text
    assert not set("\x00\x01\x0b") & set(text)
