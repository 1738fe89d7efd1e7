"""What the door plates of real towns obey, and what insertion would have cost.

    python benchmarks/real_towns.py DATA [--pictures FOLDER]

DATA holds `{penghu,hsinchu}_{2016,2026}.csv.xz` and `penghu_relink.jsonl.xz`: every door plate
of a county with its road, number and point. Nothing of it is kept.
"""

import argparse
import csv
import io
import json
import lzma
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from doorplate.address import DoorNumber
from doorplate.errors import AssignmentError, NumberFormatError
from doorplate.numbering import (
    Alignment,
    Door,
    DoorPoint,
    MapDoor,
    Scope,
    StreetRule,
    assign,
    draw_village,
    infer_policy,
    load_policy,
    locate,
)

AT_LEAST = 8
SURE = 80


@dataclass(frozen=True)
class Plate:
    """One row: its street, number and point."""

    street: str
    number: DoorNumber
    lon: float
    lat: float


def read(path: Path) -> Iterator[tuple[str, Plate]]:
    """(full address, plate) of every row on a named road with a readable number."""
    text = lzma.decompress(path.read_bytes()).decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(text)):
        try:
            number = DoorNumber.parse(row["NUMBER"])
        except NumberFormatError:
            continue
        parts = (row["TOWN"], row["ROAD"], row["SECTION"], row["LANE"], row["ALLEY"])
        if row["ROAD"] and not row["SUB_ALLEY"]:
            yield (
                row["FULL_ADDR"],
                Plate("".join(parts), number, float(row["X"]), float(row["Y"])),
            )


def by_street(plates: Iterable[Plate]) -> dict[str, dict[DoorNumber, Plate]]:
    """One plate per street and number: floors share a door."""
    streets: defaultdict[str, dict[DoorNumber, Plate]] = defaultdict(dict)
    for plate in plates:
        streets[plate.street].setdefault(plate.number, plate)
    return streets


def near(doors: dict[DoorNumber, Plate]) -> dict[DoorNumber, Plate]:
    """Without the absurd points: more than 5 km from the street's median."""
    lon = statistics.median(p.lon for p in doors.values())
    lat = statistics.median(p.lat for p in doors.values())
    return {
        n: p for n, p in doors.items() if abs(p.lon - lon) < 0.05 and abs(p.lat - lat) < 0.05
    }


def aligned(street: str, doors: dict[DoorNumber, Plate]) -> tuple[Alignment, list[Door]]:
    """Doors of a street along the curve laid through them."""
    names = {f"{street}#{n}": n for n in doors}
    points = [
        DoorPoint(uid, doors[n].lon, doors[n].lat, "odd" if n.main % 2 else "even")
        for uid, n in names.items()
    ]
    line = locate(points)
    return line, [replace(d, number=names[d.uid]) for d in line.ordered(street)]


def town(path: Path) -> tuple[list[StreetRule], dict[str, Alignment], int]:
    """Inferred rules of the streets that a curve fits, those curves, and how many streets."""
    lines, doors, scopes, total = {}, [], [], 0
    for street, found in by_street(p for _, p in read(path)).items():
        kept = near(found)
        if len(kept) < AT_LEAST:
            continue
        total += 1
        line, row = aligned(street, kept)
        if line.sure >= SURE:
            lines[street] = line
            doors += row
            scopes.append(line.scope(street))
    return list(infer_policy(doors, scopes).streets), lines, total


def percent(streets: Sequence[StreetRule], test: Callable[[StreetRule], bool]) -> str:
    """Share of streets that pass, with their count."""
    passed = sum(test(s) for s in streets)
    return f"{passed} of {len(streets)} ({100 * passed / max(1, len(streets)):.1f} %)"


def report(name: str, path: Path) -> None:
    """The figures of one town."""
    streets, _, total = town(path)
    print(f"{name}: {total} streets with at least {AT_LEAST} numbers, "
          f"{len(streets)} on a curve of sureness {SURE} or more")  # fmt: skip
    print("  one parity rule, every door:  ", percent(streets, lambda s: s.parity_share == 100))
    print("  one parity rule, 9 in 10:     ", percent(streets, lambda s: s.parity_share >= 90))
    print("  left odd / right odd / serial:", votes(streets, "parity"))
    two = [s for s in streets if s.parity != "serial"]
    print("  monotone along the curve, all:", percent(streets, lambda s: s.order_share == 100))
    print("  monotone, 9 in 10 doors:      ", percent(streets, lambda s: s.order_share >= 90))
    print("  doors in order, two-sided:    ", f"{weighted(two):.1f} %")
    print("  counting:                     ", votes(streets, "counting"))
    print("  start:                        ", votes(streets, "sector"))


def weighted(streets: Sequence[StreetRule]) -> float:
    """Mean order share, weighted by doors."""
    doors = sum(s.doors for s in streets)
    return sum(s.order_share * s.doors for s in streets) / max(1, doors)


def votes(streets: Iterable[StreetRule], what: str) -> str:
    """Counts by value, most frequent first."""
    counts: defaultdict[str, int] = defaultdict(int)
    for street in streets:
        counts[str(getattr(street, what))] += 1
    return ", ".join(f"{k} {v}" for k, v in sorted(counts.items(), key=lambda i: -i[1]))


# Ten years later --------------------------------------------------------------------------


def relinked(path: Path) -> dict[str, str]:
    """New address to old address of the same door."""
    rows = (
        json.loads(line) for line in lzma.decompress(path.read_bytes()).decode().splitlines()
    )
    return {row["b"]: row["a"] for row in rows}


def every(path: Path, shift: float = 0.0) -> Iterator[tuple[DoorNumber, float, float]]:
    """Number and point of every row, on a road or not; `shift` corrects the longitude."""
    text = lzma.decompress(path.read_bytes()).decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(text)):
        try:
            yield DoorNumber.parse(row["NUMBER"]), float(row["X"]) + shift, float(row["Y"])
        except (NumberFormatError, ValueError):
            continue


def renumbered(folder: Path) -> None:
    """Doors of 2016 within a metre of which 2026 knows only other numbers."""
    cells: defaultdict[tuple[int, int], list[tuple[DoorNumber, float, float]]] = defaultdict(
        list
    )
    for n, x, y in every(folder / "penghu_2026.csv.xz", shift=-2.0):
        cells[round(x * 1e5), round(y * 1e5)].append((n, x, y))
    kept = other = gone = 0
    for n, x, y in set(every(folder / "penghu_2016.csv.xz")):
        i, j = round(x * 1e5), round(y * 1e5)
        near_by = {
            m
            for a in (-1, 0, 1)
            for b in (-1, 0, 1)
            for m, u, v in cells.get((i + a, j + b), ())
            if abs(u - x) * 101_900 <= 1 and abs(v - y) * 111_195 <= 1
        }
        kept += n in near_by
        other += bool(near_by) and n not in near_by
        gone += not near_by
    print(f"  points of 2016: same number {kept}, another number only {other}, no point {gone}")


def insertion(folder: Path) -> None:
    """Doors of 2026 that stand between doors of 2016: could they be numbered untouched?"""
    old = {address for address, _ in read(folder / "penghu_2016.csv.xz")}
    links = relinked(folder / "penghu_relink.jsonl.xz")
    now = dict(read(folder / "penghu_2026.csv.xz"))
    streets = by_street(now.values())
    stood = {
        (p.street, p.number): links[a] for a, p in now.items() if a in links and links[a] in old
    }
    totals: defaultdict[str, int] = defaultdict(int)
    for street, found in streets.items():
        grow(street, near(found), stood, totals)
    for key, value in totals.items():
        print(f"  {key}: {value}")


def grow(
    street: str,
    found: dict[DoorNumber, Plate],
    stood: dict[tuple[str, DoorNumber], str],
    totals: defaultdict[str, int],
) -> None:
    """One street: old doors keep their numbers, new ones are inserted."""
    old = [n for n in found if (street, n) in stood]
    if len(old) < 2 or len(found) < AT_LEAST:
        return
    line, doors = aligned(street, found)
    if line.sure < SURE:
        return
    new = {d.uid for d in doors if d.number not in old}
    asked = [replace(d, number=None) if d.uid in new else d for d in doors]
    try:
        plan = assign(spread(asked), load_policy("taiwan-left-odd"),
                      scopes=[serial(line, street)], mode="fill")  # fmt: skip
    except AssignmentError:
        totals["streets left out: doors at one point"] += 1
        return
    between = inner(asked, new)
    given = [a for a in plan.assignments if a.uid in between]
    totals["streets"] += 1
    totals["doors of 2016 still there"] += len(old)
    totals["new doors between old ones"] += len(given)
    totals["  numbered without touching another"] += sum(a.number is not None for a in given)
    totals["  left to a person"] += sum(a.number is None for a in given)
    totals["old numbers our plan changed"] += sum(a.changed for a in plan.assignments if a.old)


def serial(line: Alignment, street: str) -> Scope:
    """The street as surveyed."""
    return line.scope(street)


def spread(doors: list[Door]) -> list[Door]:
    """Doors at one point follow each other in uid order."""
    ranked = sorted(doors, key=lambda d: (d.order or 0, d.uid))
    return [replace(d, order=i) for i, d in enumerate(ranked) if d.side is not None]


def inner(doors: Iterable[Door], new: set[str]) -> set[str]:
    """New doors that have an old door on both sides of them, on their side of the street."""
    sides: defaultdict[object, list[Door]] = defaultdict(list)
    for door in sorted(doors, key=lambda d: (d.order or 0, d.uid)):
        sides[door.side].append(door)
    found = set()
    for row in sides.values():
        old = [i for i, d in enumerate(row) if d.uid not in new]
        if old:
            found |= {d.uid for d in row[old[0] : old[-1]] if d.uid in new}
    return found


def draw(path: Path, folder: Path) -> None:
    """Pictures of three streets: a long one, a middling one, a short one."""
    folder.mkdir(parents=True, exist_ok=True)
    streets = by_street(p for _, p in read(path))
    ranked = sorted(streets, key=lambda s: (-len(streets[s]), s))
    for rank in (20, 200, 800):
        doors = near(streets[ranked[rank]])
        name = ranked[rank]
        spots = [MapDoor(f"{name}#{n}", p.lon, p.lat, str(n), name) for n, p in doors.items()]
        (folder / f"street_{rank}.svg").write_text(draw_village(spots), encoding="utf-8")


def main() -> None:
    """Print the figures of both towns and of ten years."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pictures", type=Path)
    given = parser.parse_args()
    folder = given.data
    if given.pictures:
        draw(folder / "hsinchu_2026.csv.xz", given.pictures)
    for name in ("penghu", "hsinchu"):
        report(f"{name} 2026", folder / f"{name}_2026.csv.xz")
    print("penghu 2016 to 2026")
    insertion(folder)
    renumbered(folder)


if __name__ == "__main__":
    main()
