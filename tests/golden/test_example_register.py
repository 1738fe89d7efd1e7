"""The example village: the same on every run, and its truth holds together."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from doorplate import tables
from doorplate.address import DoorNumber
from doorplate.findings import Defect, FindingKind

Truth = dict[str, Any]


@pytest.fixture(scope="module")
def village(root: Path) -> Path:
    return root / "examples" / "yingshang"


@pytest.fixture(scope="module")
def truth(village: Path) -> Truth:
    found: Truth = json.loads((village / "truth.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def rows(village: Path) -> list[dict[str, str]]:
    return [dict(row.cells) for row in tables.read(village / "register.xlsx")]


def test_the_script_makes_the_files_that_are_here(village: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, village / "make_register.py", tmp_path],
        check=True,
        capture_output=True,
    )
    for name in ("register.csv", "truth.json"):
        assert (tmp_path / name).read_bytes() == (village / name).read_bytes()
    made, kept = (tables.read(folder / "register.xlsx") for folder in (tmp_path, village))
    assert list(made) == list(kept)


def test_both_tables_say_the_same(village: Path, rows: list[dict[str, str]]) -> None:
    assert [dict(row.cells) for row in tables.read(village / "register.csv")] == rows


def test_the_village_has_its_shape(truth: Truth, rows: list[dict[str, str]]) -> None:
    doors = truth["doors"]
    households = Counter(h for door in doors for h in door["households"])
    assert (len(rows), truth["rows"]) == (964, 964)
    assert (len(doors), truth["doors_total"]) == (906, 906)
    assert (len(households), max(households.values())) == (924, 1)
    assert {row["户编号"] for row in rows} - {""} == set(households)
    assert [grid["households"] for grid in truth["grids"]] == [185, 185, 185, 185, 184]
    assert [grid["street"] for grid in truth["grids"]] == list(
        dict.fromkeys(door["street"] for door in doors)
    )


def test_every_row_belongs_to_one_door(truth: Truth, rows: list[dict[str, str]]) -> None:
    of_row = Counter(row for door in truth["doors"] for row in door["rows"])
    assert of_row == Counter(row["序号"] for row in rows)
    seen = {
        row["序号"]: f"{row['街巷']}/{row['侧']}/{row['顺序']}" for row in rows if row["街巷"]
    }
    for door in truth["doors"]:
        assert {seen[row] for row in door["rows"] if row in seen} == {door["door"]}


def test_every_defect_is_planted(truth: Truth) -> None:
    planted = Counter(found["kind"] for found in truth["findings"])
    assert {FindingKind(kind).defect for kind in planted} == set(Defect)
    assert {found["defect"] for found in truth["findings"]} == {str(d) for d in Defect}
    assert planted == {
        "DUP_RECORD": 36, "DUP_NUMBER": 8, "DUP_DOOR": 4, "BAD_NAME": 18, "BAD_PARITY": 5,
        "WRONG_STREET": 4, "PLATE_MISMATCH": 3, "NO_ADDRESS": 10, "NO_PLATE": 15, "GAP": 4,
        "PLATE_DAMAGED": 20, "OUT_OF_ORDER": 4,
    }  # fmt: skip


def test_expected_numbers_are_unique_in_a_street_and_rise_along_each_side(
    truth: Truth,
) -> None:
    runs: dict[tuple[str, str], list[DoorNumber]] = {}
    for door in truth["doors"]:
        if door["expected"]:
            number = DoorNumber.parse(door["expected"])
            runs.setdefault((door["street"], door["side"]), []).append(number)
    assert len(runs) == 10
    for (_, side), numbers in runs.items():
        assert numbers == sorted(set(numbers))
        assert {n.main % 2 for n in numbers} == {1 if side == "南" else 0}


def test_only_twins_are_left_to_a_person(truth: Truth) -> None:
    open_doors = {door["door"] for door in truth["doors"] if door["expected"] is None}
    review = [f["doors"] for f in truth["findings"] if f["decision"] == "review"]
    assert open_doors == {door for pair in review for door in pair}


def test_no_person_can_be_found_in_it(rows: list[dict[str, str]]) -> None:
    text = "\n".join(" ".join(row.values()) for row in rows)
    assert not re.search(r"姓名|户主|身份证|1[3-9]\d{9}|\d{17}[\dXx]", text)
    phones = re.findall(r"\d{3,4}-\d{7,8}", text)
    assert phones
    assert all(phone.startswith("0910-0000") for phone in phones)
