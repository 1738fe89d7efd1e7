"""The example village from end to end, against the truth that it was made from."""

import csv
import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import zxingcpp

from doorplate.encode import Context, KeySet, verify
from doorplate.jobs import CleanOptions, Summary, clean_file
from doorplate.register import Register

DAY = date(2026, 3, 1)

Row = dict[str, str]


@pytest.fixture(scope="module")
def truth(root: Path) -> dict[str, Any]:
    text = (root / "examples/yingshang/truth.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.fixture(scope="module")
def summary(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Summary:
    options = CleanOptions(
        source=root / "examples/yingshang/register.xlsx",
        out=tmp_path_factory.mktemp("example") / "out",
        as_of=DAY,
        policy="default-v",
        grids=5,
    )
    return clean_file(options)


@pytest.fixture(scope="module")
def out(summary: Summary) -> Path:
    return summary.out


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def key_of(kind: str, doors: list[str]) -> tuple[str, frozenset[str]]:
    return kind, frozenset(doors)


class TestFindings:
    def test_every_planted_defect_is_found_and_nothing_else(
        self, out: Path, truth: dict[str, Any]
    ) -> None:
        found = [key_of(r["kind"], r["doors"].split()) for r in rows(out / "findings.csv")]
        planted = [key_of(f["kind"], f["doors"]) for f in truth["findings"]]
        assert sorted(found, key=str) == sorted(planted, key=str)

    def test_every_defect_is_decided_as_it_should_be(
        self, out: Path, truth: dict[str, Any]
    ) -> None:
        decided = {
            key_of(r["kind"], r["doors"].split()): r["decision"]
            for r in rows(out / "findings.csv")
        }
        assert decided == {
            key_of(f["kind"], f["doors"]): f["decision"] for f in truth["findings"]
        }

    def test_every_finding_on_a_listed_door_names_its_rows(self, out: Path) -> None:
        nameless = [r for r in rows(out / "findings.csv") if not r["records"]]
        assert nameless == []

    def test_doubles_name_their_rows(self, out: Path, truth: dict[str, Any]) -> None:
        found = {
            r["doors"]: set(r["records"].split())
            for r in rows(out / "findings.csv")
            if r["kind"] in {"DUP_RECORD", "DUP_DOOR"}
        }
        planted = {
            f["doors"][0]: set(f["rows"])
            for f in truth["findings"]
            if f["kind"] in {"DUP_RECORD", "DUP_DOOR"}
        }
        assert found == planted


class TestDoors:
    def test_every_door_gets_the_number_it_should_have(
        self, out: Path, truth: dict[str, Any]
    ) -> None:
        numbers = {r["door"]: r["new_number"] for r in rows(out / "crosswalk.csv")}
        given = {d: n for d, n in numbers.items() if n}
        assert given == {
            d["door"]: dashed(d["expected"]) for d in truth["doors"] if d["expected"]
        }

    def test_the_crosswalk_is_total_and_one_to_one_on_doors(
        self, out: Path, truth: dict[str, Any]
    ) -> None:
        crossed = [r["door"] for r in rows(out / "crosswalk.csv")]
        assert sorted(crossed) == sorted(d["door"] for d in truth["doors"])

    def test_no_row_is_lost_and_each_stands_at_its_door(
        self, out: Path, truth: dict[str, Any]
    ) -> None:
        cleaned = rows(out / "cleaned.csv")
        assert len(cleaned) + len(rows(out / "rejects.csv")) == truth["rows"]
        of_row = {row: d["door"] for d in truth["doors"] for row in d["rows"]}
        assert {r["id"]: r["door"] for r in cleaned} == of_row

    def test_addresses_are_whole(self, out: Path, truth: dict[str, Any]) -> None:
        village = truth["village"]["name"]
        streets = {d["street"] for d in truth["doors"]}
        pattern = re.compile(f"{village}(?:{'|'.join(streets)})(?:[0-9]+号(?:附[0-9]+)?)?")
        odd = [
            r["address"]
            for r in rows(out / "cleaned.csv")
            if not pattern.fullmatch(r["address"])
        ]
        assert odd == []


class TestGrids:
    def test_924_households_make_185_185_185_185_184(self, summary: Summary) -> None:
        assert [g["households"] for g in summary.figures["grids"]] == [185, 185, 185, 185, 184]

    def test_grids_are_streets_from_north_to_south(
        self, out: Path, truth: dict[str, Any]
    ) -> None:
        of_grid = {int(r["grid"]): r["street"] for r in rows(out / "grids.csv")}
        assert of_grid == {g["grid"]: g["street"] for g in truth["grids"]}

    def test_codes_follow_the_template(self, summary: Summary) -> None:
        codes = [g["code"] for g in summary.figures["grids"]]
        assert codes == [f"6104310012030{i}" for i in range(1, 6)]


class TestCoverage:
    def test_open_lists_are_exactly_the_doors_that_wait_for_a_person(
        self, summary: Summary, truth: dict[str, Any]
    ) -> None:
        waiting = [d for d in truth["doors"] if not d["expected"]]
        cover = summary.figures["coverage"]
        assert sorted(cover["open_doors"]) == sorted(d["door"] for d in waiting)
        assert sorted(cover["open_households"]) == sorted(
            home for d in waiting for home in d["households"]
        )
        assert (len(waiting), summary.figures["households"]) == (4, 924)


class TestPlates:
    def test_every_live_address_has_one_plate(self, out: Path, truth: dict[str, Any]) -> None:
        live = [d for d in truth["doors"] if d["expected"]]
        manifest = rows(out / "plates/manifest.csv")
        assert len(manifest) == len(live) == len({r["door_code"] for r in manifest})
        assert len({r["address"] for r in manifest}) == len(manifest)

    def test_every_symbol_on_the_sheets_reads_back_to_its_text(self, out: Path) -> None:
        read = [read_back(path) for path in symbols(out / "plates")]
        assert read == [r["text"] for r in rows(out / "plates/manifest.csv")]

    def test_every_text_verifies_and_one_changed_digit_does_not(
        self, out: Path, summary: Summary
    ) -> None:
        data = (out / "keyset.json").read_bytes()
        keyset = KeySet.read(data, root=summary.figures["key"]["root"])
        for row in rows(out / "plates/manifest.csv"):
            place = Context(address=row["address"], door_code=row["door_code"])
            assert verify(row["text"], keyset, clock=DAY, context=place).trusted
            flipped = changed_digit(row["text"], int(row["serial"]))
            assert not verify(flipped, keyset, clock=DAY).trusted

    def test_a_demonstration_key_is_called_one(self, out: Path, summary: Summary) -> None:
        assert summary.figures["key"]["demo"] is True
        assert "演示密钥" in (out / "report.html").read_text(encoding="utf-8")
        assert "DO NOT HANG" in (out / "keyset.json").read_text(encoding="utf-8")


class TestRegister:
    def test_the_chain_verifies_and_live_addresses_are_those_of_the_crosswalk(
        self, out: Path
    ) -> None:
        with Register.open(out / "register.sqlite") as register:
            register.verify()
            found = register.lookup("武功县普集街道营上村永安街1号", on=DAY)
            assert [str(meaning.state) for meaning in found] == ["active"]

    def test_it_is_one_file(self, out: Path) -> None:
        assert [p.name for p in out.glob("register.sqlite*")] == ["register.sqlite"]
        with sqlite3.connect(out / "register.sqlite") as connection:
            assert connection.execute("pragma integrity_check").fetchone() == ("ok",)


class TestPrivacy:
    def test_telephone_numbers_stay_in_the_users_own_text(self, out: Path) -> None:
        written = [
            path
            for path in out.rglob("*")
            if path.suffix in {".csv", ".html", ".svg", ".json"} and path.name != "cleaned.csv"
        ]
        assert len(written) > 10
        for path in written:
            assert "0910-0000" not in path.read_text(encoding="utf-8")


def dashed(number: str) -> str:
    """A number as the policy prints it."""
    return re.sub(r"^(\d+)号附(\d+)$", r"\1-\2号", number)


def changed_digit(text: str, seed: int) -> str:
    """The text with one digit of its payload changed; which one, the seed says."""
    at = len(text) - 1 - seed % 200
    return text[:at] + str((int(text[at]) + 1 + seed % 9) % 10) + text[at + 1 :]


def symbols(folder: Path) -> Iterator[str]:
    """The path data of every symbol, sheet by sheet."""
    for sheet in sorted(folder.glob("*/sheet-*.svg")):
        yield from re.findall(r'crispEdges"[^>]*? d="([^"]+)"', sheet.read_text("utf-8"))


def read_back(path: str) -> str:
    """What an independent reader sees in a symbol's path."""
    runs = [tuple(map(int, run)) for run in re.findall(r"M(\d+) (\d+)h(\d+)", path)]
    size = max(x + n for x, _, n in runs)
    image = np.full((size + 8, size + 8), 255, dtype=np.uint8)
    for x, y, n in runs:
        image[y + 4, x + 4 : x + 4 + n] = 0
    large = np.kron(image, np.ones((4, 4), dtype=np.uint8))
    found = zxingcpp.read_barcode(large, formats=zxingcpp.barcode_formats_from_str("QRCode"))
    return str(found.text) if found else ""
