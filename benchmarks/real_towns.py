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
import random
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from doorplate.address import DoorNumber
from doorplate.errors import NumberFormatError
from doorplate.numbering import (
    Alignment,
    Door,
    DoorPoint,
    Held,
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
FLOOR = re.compile("(?:[一二三四五六七八九十]+樓|地下).*")
LAYS = {
    "midway": "a curve midway between odd and even doors",
    "blind": "the same, the curve laid without looking at numbers",
    "dealt": "control, midway: each street's own numbers dealt out to its doors by lot",
}


@dataclass(frozen=True)
class Plate:
    """One row: its street, number and point."""

    street: str
    number: DoorNumber
    lon: float
    lat: float


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Every row of a county."""
    text = lzma.decompress(path.read_bytes()).decode("utf-8-sig")
    return csv.DictReader(io.StringIO(text))


def unfit(row: dict[str, str]) -> str:
    """Why a row says nothing about a street; empty where it does."""
    if not row["ROAD"]:
        return "on no named road"
    if row["SUB_ALLEY"]:
        return "in a sub-alley"
    return "" if DoorNumber.is_valid(ground(row)) else "number not readable"


def ground(row: dict[str, str]) -> str:
    """The number of the door that a floor is reached by: 257號三樓之2 as 257號."""
    return FLOOR.sub("", row["NUMBER"])


def read(path: Path) -> Iterator[tuple[str, Plate]]:
    """(full address, plate) of every row on a named road with a readable number."""
    for row in rows(path):
        if not unfit(row):
            parts = (row["TOWN"], row["ROAD"], row["SECTION"], row["LANE"], row["ALLEY"])
            number = DoorNumber.parse(ground(row))
            yield (
                row["FULL_ADDR"],
                Plate("".join(parts), number, float(row["X"]), float(row["Y"])),
            )


def left_out(path: Path) -> str:
    """How many rows the figures do not speak of, by reason, and what became of the others."""
    reasons = Counter(map(unfit, rows(path)))
    used = reasons.pop("", 0)
    streets = by_street(plate for _, plate in read(path))
    kept = {street: near(found) for street, found in streets.items()}
    counts = {
        **reasons,
        "another floor of a door": used - sum(map(len, streets.values())),
        "absurd point": sum(len(streets[s]) - len(kept[s]) for s in streets),
        f"on streets of less than {AT_LEAST} numbers": sum(
            len(doors) for doors in kept.values() if len(doors) < AT_LEAST
        ),
    }
    said = ", ".join(f"{why} {count}" for why, count in counts.items())
    return f"{used + reasons.total()} rows; left out: {said}"


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


def aligned(
    street: str, doors: dict[DoorNumber, Plate], lay: str = "midway"
) -> tuple[Alignment, list[Door]]:
    """Doors of a street along the curve laid through them, as one of `LAYS` says."""
    if lay == "dealt":
        lots = list(doors)
        random.Random(street).shuffle(lots)
        doors = dict(zip(lots, doors.values(), strict=True))
    names = {f"{street}#{n}": n for n in doors}
    sides = {n: "" if lay == "blind" else "odd" if n.main % 2 else "even" for n in doors}
    points = [DoorPoint(uid, doors[n].lon, doors[n].lat, sides[n]) for uid, n in names.items()]
    line = locate(points)
    return line, [replace(d, number=names[d.uid]) for d in line.ordered(street)]


def town(path: Path, lay: str) -> tuple[list[StreetRule], int]:
    """Inferred rules of the streets that a curve fits, and how many streets there are."""
    doors, scopes, total = [], [], 0
    for street, found in by_street(p for _, p in read(path)).items():
        kept = near(found)
        if len(kept) < AT_LEAST:
            continue
        total += 1
        line, row = aligned(street, kept, lay)
        if line.sure >= SURE:
            doors += row
            scopes.append(line.scope(street))
    return list(infer_policy(doors, scopes).streets), total


def percent(streets: Sequence[StreetRule], test: Callable[[StreetRule], bool]) -> str:
    """Share of streets that pass, with their count."""
    passed = sum(test(s) for s in streets)
    return f"{passed} of {len(streets)} ({100 * passed / max(1, len(streets)):.1f} %)"


def report(path: Path, lay: str) -> None:
    """The figures of one town along curves laid in one way."""
    streets, total = town(path, lay)
    print(f" {LAYS[lay]}")
    print(f"  {total} streets with at least {AT_LEAST} numbers, "
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
    counts = Counter(str(getattr(street, what)) for street in streets)
    return ", ".join(f"{k} {v}" for k, v in counts.most_common())


# Ten years later --------------------------------------------------------------------------


def relinked(path: Path) -> dict[str, str]:
    """New address to old address of the same door."""
    rows = (
        json.loads(line) for line in lzma.decompress(path.read_bytes()).decode().splitlines()
    )
    return {row["b"]: row["a"] for row in rows}


def every(path: Path, shift: float = 0.0) -> Iterator[tuple[DoorNumber, float, float]]:
    """Number and point of every row, on a road or not; `shift` corrects the longitude."""
    for row in rows(path):
        try:
            yield DoorNumber.parse(row["NUMBER"]), float(row["X"]) + shift, float(row["Y"])
        except (NumberFormatError, ValueError):
            continue


Point = tuple[DoorNumber, float, float]


def renumbered(folder: Path, streets: set[str]) -> None:
    """Doors of 2016 within a metre of which 2026 knows only other numbers."""
    cells: defaultdict[tuple[int, int], list[Point]] = defaultdict(list)
    for n, x, y in every(folder / "penghu_2026.csv.xz", shift=-2.0):
        cells[round(x * 1e5), round(y * 1e5)].append((n, x, y))
    old = folder / "penghu_2016.csv.xz"
    on_streets = {(p.number, p.lon, p.lat) for _, p in read(old) if p.street in streets}
    for where, points in (("the county", set(every(old))), ("those streets", on_streets)):
        kept, other, gone = fates(points, cells)
        print(f"  points of 2016 in {where}: same number {kept}, "
              f"another number only {other}, no point {gone}")  # fmt: skip


def fates(
    points: Iterable[Point], cells: dict[tuple[int, int], list[Point]]
) -> tuple[int, int, int]:
    """How many kept their number, have another one only, or are gone."""
    kept = other = gone = 0
    for n, x, y in points:
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
    return kept, other, gone


def insertion(folder: Path) -> set[str]:
    """Doors of 2026 that stand between doors of 2016: could they be numbered untouched?"""
    old = {address for address, _ in read(folder / "penghu_2016.csv.xz")}
    links = relinked(folder / "penghu_relink.jsonl.xz")
    now = dict(read(folder / "penghu_2026.csv.xz"))
    streets = by_street(now.values())
    stood = {(p.street, p.number) for a, p in now.items() if a in links and links[a] in old}
    totals: dict[str, int] = dict.fromkeys(COUNTED, 0)
    measured = {s for s, found in streets.items() if grow(s, near(found), stood, totals)}
    print(f"  streets: {len(measured)}")
    for key, value in totals.items():
        print(f"  {key}: {value}")
    return measured


COUNTED = (
    "old doors",
    "old numbers that preserve changes for their order, before any new door",
    "old numbers that preserve leaves to a person, before any new door",
    "new doors between old ones",
    "  numbered, and no other door touched",
    "  numbered, but another door touched",
    "  left to a person, between two doors of one main number (18 and 18-1)",
    "  left to a person, elsewhere",
    "doors of one main number that the county gave a sub-number",
    "  one of that very main number",
    "doors on the curve itself, left out",
)


def grow(
    street: str,
    found: dict[DoorNumber, Plate],
    stood: set[tuple[str, DoorNumber]],
    totals: dict[str, int],
) -> bool:
    """One street: its old doors under `preserve`, then each new door by itself, one by one.

    False for a street that shows no rule: too few old numbers, or no line through its doors.
    """
    old = {n for n in found if (street, n) in stood}
    if len(old) < 2 or len(found) < AT_LEAST:
        return False
    line, doors = aligned(street, found)
    if line.sure < SURE:
        return False
    ranked = spread(doors)
    before, scope = [d for d in ranked if d.number in old], line.scope(street)
    rules = infer_policy(before, [scope]).streets
    if not rules:
        return False
    settled = Town(before, scope, rules[0])
    first = settled.number(())
    asked = sum(number is None for number in settled.numbers.values())
    new = {d.uid for d in ranked if d.number not in old}
    between = inner(ranked, new)
    counts = dict.fromkeys(COUNTED, 0)
    kinds = COUNTED[4:8]
    counts.update(zip(COUNTED, (len(before), first, asked, len(between)), strict=False))
    counts[COUNTED[10]] = len(doors) - len(ranked)
    for door in ranked:
        if door.uid in between:
            new_door = replace(door, number=None)
            touched = settled.number([new_door])
            given = settled.numbers[door.uid] is not None
            main = 0 if given else settled.beside(new_door)
            counts[kinds[int(bool(touched))] if given else kinds[2 if main else 3]] += 1
            if main and door.number is not None and door.number.sub:
                counts[COUNTED[8]] += 1
                counts[COUNTED[9]] += door.number.main == main
    for key, count in counts.items():
        totals[key] += count
    return True


class Town:
    """One street that grows: every plan is carried out before the next door is built.

    The rule is the county's, with the start and the odd side that the old doors show.
    """

    def __init__(self, doors: list[Door], scope: Scope, rule: StreetRule) -> None:
        sides = "none" if rule.parity == "serial" else "two"
        self.doors, self.scope = doors, replace(scope, start=rule.start, sides=sides)
        county = load_policy("taiwan-left-odd")
        mode = "right_odd" if rule.parity == "right_odd" else "left_odd"
        self.policy = county.model_copy(
            update={"parity": county.parity.model_copy(update={"mode": mode})}
        )
        self.held: dict[DoorNumber, Held] = {}
        self.numbers: dict[str, DoorNumber | None] = {}

    def number(self, new: Sequence[Door]) -> int:
        """Number under `preserve`; how many present numbers that changed."""
        self.doors += new
        plan = assign(self.doors, self.policy, scopes=[self.scope],
                      mode="preserve", held=self.held.values())  # fmt: skip
        self.doors = list(plan.apply(self.doors))
        for change in plan.changes:
            if change.state == "retired":
                slot = Held(change.scope, change.number, uid=change.uid)
                self.held[change.number] = slot
        self.numbers = {a.uid: a.number for a in plan.assignments}
        return sum(a.old is not None for a in plan.changed)

    def beside(self, door: Door) -> int:
        """The main number that a door's numbered neighbours on its side share, else 0."""
        row = [
            d
            for d in sorted(self.doors, key=lambda d: d.order or 0)
            if d.side is door.side and (d.number is not None or d.uid == door.uid)
        ]
        at = [d.uid for d in row].index(door.uid)
        mains = [d.number.main for d in row[max(0, at - 1) : at + 2] if d.number is not None]
        return mains[0] if len(mains) == 2 and mains[0] == mains[1] else 0


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
    """Pictures of three streets that a curve fits: a long, a middling, a short one."""
    folder.mkdir(parents=True, exist_ok=True)
    streets = by_street(p for _, p in read(path))
    ranked = sorted(streets, key=lambda s: (-len(streets[s]), s))
    for rank in (20, 200, 800):
        street = next(s for s in ranked[rank:] if aligned(s, near(streets[s]))[0].sure >= SURE)
        name = street.lstrip("0123456789")
        spots = [
            MapDoor(f"{name}#{n}", p.lon, p.lat, str(n), name)
            for n, p in near(streets[street]).items()
        ]
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
        path = folder / f"{name}_2026.csv.xz"
        print(f"{name} 2026: {left_out(path)}")
        for lay in LAYS:
            report(path, lay)
    print("penghu 2016 to 2026")
    renumbered(folder, insertion(folder))


if __name__ == "__main__":
    main()
