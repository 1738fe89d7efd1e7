"""A seeded, made-up county register with its truth: clean rows, corrupted copies, look-alikes.

Every door has one clean record and up to three corrupted ones, each with the name of its
corruption; some doors get a look-alike that is a different door. Counties, towns and villages
are drawn from the gazetteer (with made-up sibling villages added) or composed of syllables, as
the style says; roads, compounds, doors and everything that happens to them are made up. Write
one with

    python benchmarks/register_generator.py --rows 10000 --seed 1 -o /tmp/register
    python benchmarks/register_generator.py --rows 10000 --style invented -o /tmp/register
"""

import argparse
import csv
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from _corruptions import copies
from _county import County, Parts, Shape, lookalike
from _names import STYLES


class Row(NamedTuple):
    """One record: the text a clerk wrote, what it means, the door it stands for."""

    id: str
    door: int
    text: str
    parts: Parts
    classes: tuple[str, ...]


@dataclass(slots=True)
class Register:
    """Rows with their truth; `lookalikes` are (door, other door, kind).

    Attributes:
        doors: what every door is called, by its number.
    """

    rows: list[Row] = field(default_factory=list)
    doors: list[Parts] = field(default_factory=list)
    lookalikes: list[tuple[int, int, str]] = field(default_factory=list)
    places: list[Parts] = field(default_factory=list)


def generate(rows: int, seed: int = 1, shape: Shape | None = None) -> Register:
    """A register of about `rows` records; equal arguments give equal registers."""
    shape = shape or Shape()
    rng, register = random.Random(seed), Register()
    counties = max(1, rows // 200_000)
    average = 1 + sum(i * w for i, w in enumerate(shape.copies)) / sum(shape.copies)
    for _ in range(counties):
        county = County(rng, shape)
        _fill(rng, county, shape, int(rows / counties / average), register)
        register.places += [v.parts for v in county.villages]
        register.places += [{**county.base, "town": t, "road": r} for t, r in county.roads]
        register.places += [
            {**county.base, "town": t, "road": r, "compound": c} for t, r, c in county.compounds
        ]
    rng.shuffle(register.rows)
    return register


def _fill(rng: random.Random, county: County, shape: Shape, doors: int, out: Register) -> None:
    made: dict[tuple[tuple[str, str], ...], int] = {}

    def add(door: Parts) -> int:
        key = tuple(sorted(door.items()))
        if key not in made:
            made[key] = number = len(out.doors)
            out.doors.append(door)
            for parts, text, classes in copies(rng, county, shape, door):
                out.rows.append(Row(f"r{len(out.rows):07d}", number, text, parts, classes))
        return made[key]

    for door in county.doors(int(doors / (1 + shape.lookalike))):
        number = add(door)
        other = lookalike(rng, county, door) if rng.random() < shape.lookalike else None
        if other:
            out.lookalikes.append((number, add(other[0]), other[1]))


PLACE = ["province", "city", "district", "town", "village", "road", "compound"]


def write(register: Register, folder: Path) -> None:
    """Write `rows.csv`, `doors.csv`, `lookalikes.csv` and `places.csv`."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = ((r.id, r.door, r.text, " ".join(r.classes)) for r in register.rows)
    doors = ((i, *(d.get(key, "") for key in PLACE)) for i, d in enumerate(register.doors))
    places = ([place.get(key, "") for key in PLACE] for place in register.places)
    _table(folder / "rows.csv", ["id", "door", "text", "classes"], rows)
    _table(folder / "doors.csv", ["door", *PLACE], doors)
    _table(folder / "lookalikes.csv", ["door", "other", "kind"], register.lookalikes)
    _table(folder / "places.csv", PLACE, places)


def _table(path: Path, titles: list[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([titles, *rows])


def main() -> None:
    """Write one register."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--style", choices=sorted(STYLES), default="gazetteer")
    options.add_argument("-o", "--out", type=Path, required=True)
    args = options.parse_args()
    write(generate(args.rows, args.seed, Shape(style=args.style)), args.out)


if __name__ == "__main__":
    main()
