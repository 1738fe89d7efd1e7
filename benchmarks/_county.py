"""A made-up county: its villages, roads and compounds, its doors and their look-alikes."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from _names import SECONDS, STYLES, SURNAMES

Parts = dict[str, str]
CONTRAST = ["东西", "南北", "上下", "大小", "前后"]


@dataclass(frozen=True, slots=True)
class Shape:
    """How messy a register is; shares are of doors or records."""

    copies: tuple[int, ...] = (25, 30, 30, 15)
    double: float = 0.2
    lookalike: float = 0.08
    siblings: float = 0.3
    style: str = "gazetteer"


@dataclass(slots=True)
class Village:
    """One village: its names, its size, how its doors are numbered."""

    parts: Parts
    weight: float
    scheme: str
    streets: list[str]
    sibling: "Village | None" = None


class County:
    """A county: towns and villages with siblings, made-up town roads and compounds."""

    def __init__(self, rng: random.Random, shape: Shape) -> None:
        self.rng, self.shape = rng, shape
        self.villages: list[Village] = []
        self.style = STYLES[shape.style]
        self.towns = self._choose()
        self._add_siblings()
        self.roads = [
            (town, road) for town in self.towns for road in self._several(self.style.road, 6)
        ]
        self.compounds = [
            (*rng.choice(self.roads), name) for name in self._several(self.style.compound, 40)
        ]

    def _several(self, draw: Callable[[random.Random], str], count: int) -> list[str]:
        """Different names that also differ by more than their last word."""
        found: dict[str, str] = {}
        while len(found) < count:
            name = draw(self.rng)
            found.setdefault(name[:2], name)
        return list(found.values())

    def _choose(self) -> list[str]:
        """The towns of a county; fills `villages` and `base`."""
        (province, city, district), below = self.style.county(self.rng)
        self.base = {"province": province, "city": city, "district": district}
        for town, villages in below.items():
            for name in villages:
                self._village(town, name)
        return list(below)

    def _village(self, town: str, name: str) -> Village:
        rng = self.rng
        scheme = rng.choices(["group", "serial", "street"], [5, 2, 3])[0]
        streets = [self.style.street(rng) for _ in range(3)]
        village = Village(
            {**self.base, "town": town, "village": name},
            rng.lognormvariate(0, 1.1),
            scheme,
            sorted(set(streets)),
        )
        self.villages.append(village)
        return village

    def _add_siblings(self) -> None:
        """Villages one character from another, until a share of all has one."""
        taken = {(v.parts["town"], v.parts["village"]) for v in self.villages}
        for village in list(self.villages):
            name, town = village.parts["village"], village.parts["town"]
            if self.rng.random() >= self.shape.siblings / 2 or name[-1] != "村":
                continue
            other = self._sibling(name[:-1]) + "村"
            if (town, other) not in taken and len(other) > 2:
                taken.add((town, other))
                village.sibling = self._village(town, other)
                village.sibling.sibling = village

    def _sibling(self, name: str) -> str:
        rng = self.rng
        kind = rng.random()
        if kind < 0.35:
            for pair in CONTRAST:
                if name[0] in pair:
                    return pair[1 - pair.index(name[0])] + name[1:]
            return rng.choice("东西南北上下前后") + name
        if kind < 0.7:
            return rng.choice(SURNAMES) + name[1:]
        return name[:-1] + rng.choice(SECONDS)

    def doors(self, count: int) -> Iterator[Parts]:
        """`count` different doors."""
        rng, seen = self.rng, set[tuple[tuple[str, str], ...]]()
        weights = [v.weight for v in self.villages]
        while len(seen) < count:
            kind = rng.random()
            if kind < 0.7:
                parts = self._village_door(rng.choices(self.villages, weights)[0], count)
            elif kind < 0.88:
                parts = self._road_door(count)
            else:
                parts = self._flat(count)
            key = tuple(sorted(parts.items()))
            if key not in seen:
                seen.add(key)
                yield parts

    def _number(self, top: int) -> Parts:
        rng = self.rng
        parts = {"number": f"{rng.randint(1, max(9, top))}号"}
        if rng.random() < 0.12:
            parts["subnumber"] = f"附{rng.randint(1, 6)}"
        return parts

    def _village_door(self, village: Village, count: int) -> Parts:
        rng, parts = self.rng, dict(village.parts)
        top = int(20 + count * village.weight / 195)
        if village.scheme == "group":
            parts["group"] = f"{rng.randint(1, 9)}组"
            return parts | self._number(top // 6)
        if village.scheme == "street":
            parts["road"] = rng.choice(village.streets)
            return parts | self._number(top // 2)
        return parts | self._number(top)

    def _road_door(self, count: int) -> Parts:
        rng = self.rng
        town, road = rng.choice(self.roads)
        parts = {**self.base, "town": town, "road": road}
        if rng.random() < 0.25:
            parts["lane"] = f"{rng.randint(1, 30)}巷"
        return parts | self._number(60 + count // 300)

    def _flat(self, count: int) -> Parts:
        rng = self.rng
        town, road, compound = rng.choice(self.compounds)
        return {
            **self.base, "town": town, "road": road,
            "compound": compound, "building": f"{rng.randint(1, 12 + count // 4000)}号楼",
            "unit": f"{rng.randint(1, 4)}单元",
            "room": f"{rng.randint(1, 11)}0{rng.randint(1, 4)}室",
        }  # fmt: skip


def lookalike(rng: random.Random, county: County, door: Parts) -> tuple[Parts, str] | None:
    """A different door that differs from `door` in one thing, and the name of the thing."""
    made = [(LOOKALIKES[kind](county, rng, door), kind) for kind in LOOKALIKES]
    made = [(other, kind) for other, kind in made if other and other != door]
    if not made:
        return None
    rare = [entry for entry in made if entry[1] not in {"digit_add", "one_off", "sub"}]
    return rng.choice(rare if rare and rng.random() < 0.6 else made)


def _swap_digits(_c: County, _r: random.Random, door: Parts) -> Parts:
    digits = door.get("number", "")[:-1]
    if len(digits) < 2 or digits[::-1].startswith("0"):
        return {}
    return {**door, "number": digits[::-1] + "号"}


def _add_digit(_c: County, rng: random.Random, door: Parts) -> Parts:
    number = door.get("number", "")[:-1]
    return {**door, "number": f"{number}{rng.randint(0, 9)}号"} if number else {}


def _one_off(_c: County, _r: random.Random, door: Parts) -> Parts:
    number = door.get("number", "")[:-1]
    return {**door, "number": f"{int(number) + 1}号"} if number else {}


def _sub(_c: County, rng: random.Random, door: Parts) -> Parts:
    return {**door, "subnumber": f"附{rng.randint(1, 9)}"} if "number" in door else {}


def _group(_c: County, rng: random.Random, door: Parts) -> Parts:
    return {**door, "group": f"{rng.randint(1, 9)}组"} if "group" in door else {}


def _building(_c: County, _r: random.Random, door: Parts) -> Parts:
    if "building" not in door:
        return {}
    unit, building = door["unit"][:-2], door["building"][:-2]
    return {**door, "building": f"{unit}号楼", "unit": f"{building}单元"}


def _room(_c: County, rng: random.Random, door: Parts) -> Parts:
    return (
        {**door, "room": f"{rng.randint(1, 11)}0{rng.randint(1, 4)}室"}
        if "room" in door
        else {}
    )


def _lane(_c: County, _r: random.Random, door: Parts) -> Parts:
    if "lane" not in door:
        return {}
    return {**door, "lane": door["number"][:-1] + "巷", "number": door["lane"][:-1] + "号"}


def _sibling_village(county: County, _r: random.Random, door: Parts) -> Parts:
    for village in county.villages:
        same = all(village.parts[key] == door.get(key) for key in ("town", "village"))
        if village.sibling and same:
            return {**door, "village": village.sibling.parts["village"]}
    return {}


def _direction(_c: County, _r: random.Random, door: Parts) -> Parts:
    road = door.get("road", "")
    for a, b in ("东西", "南北"):
        for x, y in ((a, b), (b, a)):
            if x in road:
                return {**door, "road": road.replace(x, y)}
    return {}


LOOKALIKES = {
    "digit_swap": _swap_digits, "digit_add": _add_digit, "one_off": _one_off, "sub": _sub,
    "group": _group, "building_unit": _building, "room": _room, "lane_number": _lane,
    "sibling_village": _sibling_village, "direction_road": _direction,
}  # fmt: skip
