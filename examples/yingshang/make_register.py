"""Makes a made-up register in the shape of a village: the tables, and the truth behind them.

924 households behind 906 doors on five streets, with the six defects planted one by one. The
village and its divisions are real names; streets, numbers, households and positions are not.

    python examples/yingshang/make_register.py [FOLDER]
"""

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from doors import STREETS, Door, make_doors, number_run, plan
from spelling import PREFIXES, VILLAGE, on_the_wall, spelt, written

from doorplate import tables
from doorplate.findings import FindingKind

SEED = 924_906
SHARED = {"永安街": 4, "和顺街": 4, "中心街": 4, "丰泽街": 3, "南园街": 3}
"""Doors with two households: 185, 185, 185, 185, 184 households by street."""

COLUMNS = (
    "序号", "户编号", "地址", "街巷", "侧", "顺序", "现门牌号", "牌况", "依据",
    "X坐标(米)", "Y坐标(米)", "备注",
)  # fmt: skip
STRONG = ("户口簿", "不动产登记", "审批登记")
WALL = "墙上门牌"
MISSPELT_VILLAGE = ("营山村", "莹上村", "营尚村", "营伤村")
MISSPELT_STREET = {
    "永安街": "泳安街", "和顺街": "合顺街", "中心街": "中新街",
    "丰泽街": "丰择街", "南园街": "南圆街",
}  # fmt: skip


@dataclass
class Claim:
    """One row of the register."""

    door: Door
    household: str
    address: str
    wall: str
    plate: str = "完好"
    evidence: str = ""
    note: str = ""
    surveyed: bool = True


@dataclass
class Finding:
    """One planted defect."""

    kind: FindingKind
    doors: list[Door]
    decision: str


def evidence(door: Door, rng: random.Random) -> str:
    """A wall plate alone where the number has no better ground, else a document."""
    weak = door.plan in {"dup_far", "parity", "disorder"}
    return WALL if weak else rng.choice(STRONG)


# Rows and defects ---------------------------------------------------------------------------


class Village:
    """The register while it is made."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.runs = make_doors(self.rng)
        plan(self.runs, self.rng)
        for run in self.runs:
            number_run(run)
        self.doors = [door for run in self.runs for door in run]
        self.claims: list[Claim] = []
        self.extra: list[Claim] = []
        self.findings: list[Finding] = []
        self.move_in()
        self.note_sequence_defects()
        self.plain = self.undisturbed()
        self.plant_names()
        self.plant_plates()
        self.plant_duplicates()
        self.number_rows()

    def move_in(self) -> None:
        """Households behind doors, and a row for each."""
        for street, twice in SHARED.items():
            quiet = [d for d in self.doors if d.street == street and d.plan == "plain"]
            for door in self.rng.sample(quiet, twice):
                door.households.append("")
        count = 0
        for door in self.doors:
            door.evidence = evidence(door, self.rng)
            size = len(door.households) + 1
            door.households = [f"H{count + i + 1:04d}" for i in range(size)]
            count += size
            wall = on_the_wall(door.claim, self.rng)
            for household in door.households:
                self.claims.append(self.row(door, household, wall))

    def row(self, door: Door, household: str, wall: str) -> Claim:
        """The row of one household."""
        if door.claim is None:
            vague = f"{VILLAGE}{door.street}"
            text = self.rng.choice(["", vague, f"{vague}（无门牌）"])
            return Claim(door, household, text, "", "无牌", "群众反映")
        text = spelt(door.street, door.claim, self.rng, mess=0.25)
        return Claim(door, household, text, wall, evidence=door.evidence)

    def claims_of(self, *doors: Door) -> list[Claim]:
        """The rows of some doors."""
        return [c for c in (*self.claims, *self.extra) if any(c.door is d for d in doors)]

    def find(self, kind: FindingKind, decision: str, *doors: Door) -> None:
        """Notes a planted defect."""
        self.findings.append(Finding(kind, list(doors), decision))

    def undisturbed(self) -> list[Door]:
        """Doors of one household that are not near an irregular place, shuffled."""
        near = {
            id(door)
            for run in self.runs
            for i, planned in enumerate(run)
            if planned.plan != "plain"
            for door in run[max(0, i - 5) : i + 4]
        }
        free = [d for d in self.doors if id(d) not in near and len(d.households) == 1]
        self.rng.shuffle(free)
        return free

    def take(self, count: int) -> Iterator[Door]:
        """Doors without any defect, each handed out once."""
        for _ in range(count):
            yield self.plain.pop()

    def note_sequence_defects(self) -> None:
        """Defects that lie in the run of numbers."""
        for run in self.runs:
            for i, door in enumerate(run):
                self.note_one(run, i, door)

    def note_one(self, run: list[Door], i: int, door: Door) -> None:
        """The defect of one door, by its plan."""
        match door.plan:
            case "new_tight" | "new_hole":
                self.find(FindingKind.NO_ADDRESS, "assign", door)
            case "gap":
                self.find(FindingKind.GAP, "report", run[i - 1], door)
            case "dup_far":
                self.find(FindingKind.DUP_NUMBER, "renumber", run[i - 4], door)
            case "twin":
                self.make_twins(run[i - 1], door)
            case "disorder":
                self.find(FindingKind.OUT_OF_ORDER, "renumber", door)
            case "parity":
                self.find(FindingKind.BAD_PARITY, "renumber", door)
            case "two_numbers":
                self.add_second_number(door, run)
            case "wrong_street":
                self.move_to_wrong_street(door)

    def make_twins(self, first: Door, second: Door) -> None:
        """Two neighbours with one number and equal evidence: nobody can tell but a person."""
        for door in (first, second):
            door.evidence, door.expected = STRONG[0], None
            for claim in self.claims_of(door):
                claim.evidence = STRONG[0]
        self.find(FindingKind.DUP_NUMBER, "review", first, second)

    def add_second_number(self, door: Door, run: list[Door]) -> None:
        """A second plate on the same door, with a number that nobody else has."""
        other = ((run[-1].expected or (0, 0))[0] + 20 + 2 * door.order, 0)
        text = spelt(door.street, other, self.rng, mess=0.0)
        wall = on_the_wall(other, self.rng)
        claim = Claim(door, door.households[0], text, wall, "完好", WALL, "两块门牌")
        self.extra.append(claim)
        self.find(FindingKind.DUP_DOOR, "keep_one", door)

    def move_to_wrong_street(self, door: Door) -> None:
        """The address names the next street; the survey says where the door is."""
        streets = list(STREETS)
        wrong = streets[(streets.index(door.street) + 1) % len(streets)]
        for claim in self.claims_of(door):
            claim.address = spelt(wrong, door.claim or (0, 0), self.rng, mess=0.0)
        self.find(FindingKind.WRONG_STREET, "correct", door)

    def plant_names(self) -> None:
        """Village and street names that do not exist."""
        for i, door in enumerate(self.take(18)):
            number = door.claim or (0, 0)
            wrong = MISSPELT_VILLAGE[i % 4] if i < 12 else VILLAGE
            street = door.street if i < 12 else MISSPELT_STREET[door.street]
            prefix = self.rng.choice(PREFIXES[1:4]).replace(VILLAGE, wrong)
            for claim in self.claims_of(door):
                claim.address = spelt(street, number, self.rng, mess=0.0, prefix=prefix)
            self.find(FindingKind.BAD_NAME, "correct", door)

    def plant_plates(self) -> None:
        """Plates that are missing, damaged, or hang at each other's doors."""
        for i, door in enumerate(self.take(15)):
            self.set_plate(door, "", ("无牌", "丢失", "未挂")[i % 3])
            self.find(FindingKind.NO_PLATE, "order_plate", door)
        for i, door in enumerate(self.take(20)):
            worn = ("破损", "字迹不清", "褪色")[i % 3]
            self.set_plate(door, written(door.claim or (0, 0)), worn)
            self.find(FindingKind.PLATE_DAMAGED, "replace_plate", door)
        for run in self.runs[1:6:2]:
            a, b = self.quiet_neighbours(run)
            self.plain = [d for d in self.plain if d is not a and d is not b]
            self.set_plate(a, written(b.claim or (0, 0)), "挂错")
            self.set_plate(b, written(a.claim or (0, 0)), "挂错")
            self.find(FindingKind.PLATE_MISMATCH, "rehang", a, b)

    def quiet_neighbours(self, run: list[Door]) -> tuple[Door, Door]:
        """Two doors side by side without any other defect."""
        free = {id(door) for door in self.plain}
        pairs = [p for p in pairwise(run[1:]) if all(id(d) in free for d in p)]
        return self.rng.choice(pairs)

    def set_plate(self, door: Door, wall: str, state: str) -> None:
        """What hangs at a door."""
        for claim in self.claims_of(door):
            claim.wall, claim.plate = wall, state

    def plant_duplicates(self) -> None:
        """Doors entered a second time from another list, in another spelling."""
        for i, door in enumerate(self.take(36)):
            text = spelt(door.street, door.claim or (0, 0), self.rng, mess=1.0)
            household = door.households[0] if i % 2 else ""
            copy = Claim(door, household, text, "", "", "派出所台账", "另一份名单")
            copy.surveyed = i % 3 == 0
            self.extra.append(copy)
            self.find(FindingKind.DUP_RECORD, "merge", door)

    def number_rows(self) -> None:
        """Row numbers in the order of the sheet, the other list behind the first."""
        self.rng.shuffle(self.extra)
        self.claims, self.extra = [*self.claims, *self.extra], []
        for i, claim in enumerate(self.claims, 1):
            claim.door.rows.append(str(i))


# Out ----------------------------------------------------------------------------------------


def position(door: Door, rng: random.Random) -> tuple[float, float]:
    """Metres in a made-up frame: x to the east, y to the north, streets 120 m apart."""
    south = 3000 + 120 * (len(STREETS) - 1 - list(STREETS).index(door.street))
    x = 6000 - 10 * door.order + rng.randrange(-15, 16) / 10
    return round(x, 1), round(south + (6 if door.side == "北" else -6), 1)


def sheet(village: Village) -> list[dict[str, tables.Cell]]:
    """The rows as a clerk has them; positions are missing where nobody measured."""
    rng = random.Random(SEED + 1)
    places = {id(door): position(door, rng) for door in village.doors}
    rows: list[dict[str, tables.Cell]] = []
    for i, claim in enumerate(village.claims, 1):
        door = claim.door
        seen: tuple[tables.Cell, ...] = (door.street, door.side, door.order)
        x, y = places[id(door)] if claim.surveyed and rng.random() < 0.97 else (None, None)
        where = seen if claim.surveyed else (None, None, None)
        row = (
            i,
            claim.household,
            claim.address,
            *where,
            claim.wall,
            claim.plate,
            claim.evidence,
        )
        rows.append(dict(zip(COLUMNS, (*row, x, y, claim.note), strict=True)))
    return rows


def truth(village: Village) -> dict[str, object]:
    """What was planted, and what should be decided."""
    number_of = {id(claim): str(i) for i, claim in enumerate(village.claims, 1)}
    return {
        "seed": SEED,
        "village": {"code": "610431001203", "name": "陕西省咸阳市武功县普集街道营上村"},
        "policy": "default-v",
        "rows": len(village.claims),
        "doors_total": len(village.doors),
        "households": sum(len(door.households) for door in village.doors),
        "grids": [
            {"grid": i, "street": street, "households": households_on(village, street)}
            for i, street in enumerate(STREETS, 1)
        ],
        "findings": [
            {
                "kind": str(found.kind),
                "defect": str(found.kind.defect),
                "decision": found.decision,
                "doors": [door.key for door in found.doors],
                "rows": [number_of[id(claim)] for claim in village.claims_of(*found.doors)],
            }
            for found in village.findings
        ],
        "doors": [entry(door) for door in village.doors],
    }


def households_on(village: Village, street: str) -> int:
    """Households on a street."""
    return sum(len(door.households) for door in village.doors if door.street == street)


def entry(door: Door) -> dict[str, object]:
    """One door of the truth."""
    return {
        "door": door.key,
        "street": door.street,
        "side": door.side,
        "order": door.order,
        "households": door.households,
        "rows": door.rows,
        "claimed": written(door.claim) if door.claim else None,
        "expected": written(door.expected) if door.expected else None,
    }


def main(folder: Path) -> None:
    """Writes the register twice and the truth."""
    village = Village(SEED)
    rows = sheet(village)
    for name in ("register.xlsx", "register.csv"):
        tables.write(rows, folder / name, columns=COLUMNS)
    text = json.dumps(truth(village), ensure_ascii=False, indent=1)
    (folder / "truth.json").write_text(text + "\n", encoding="utf-8")
    print(
        f"{len(rows)} rows, {len(village.doors)} doors, {len(village.findings)} defects planted"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
