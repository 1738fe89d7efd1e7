"""`clean_file` on small lists: what is written, what is said, what is left out."""

import csv
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from doorplate import tables
from doorplate.address import Address, DoorNumber
from doorplate.encode import KeyPair, read_key, verify, write_key
from doorplate.encode.keys import KeyRecord
from doorplate.encode.keyset import KeySet
from doorplate.errors import (
    ColumnNotFound,
    GazetteerError,
    GridError,
    InputError,
    OutputError,
    PolicyError,
    UnknownDivision,
)
from doorplate.jobs import CleanOptions, Signing, Summary, clean_file
from doorplate.jobs.ledger import write_register
from doorplate.numbering import Side
from doorplate.pipeline import CleanDoor, DoorState, clean
from doorplate.register import AddressState, Register, audit
from pipeline_streets import VILLAGE

DAY = date(2026, 3, 1)
Row = dict[str, tables.Cell]
Run = Callable[..., Summary]


def street(name: str = "槐树街", *, north: int = 0, prefix: str = "1") -> list[Row]:
    """Five doors on the south side, the third without a number, the fifth out of order."""
    numbers = ["1号", "3号", "", "7号", "31号", "11号", "13号"]
    return [
        {
            "编号": f"{prefix}{i}",
            "户编号": f"H{prefix}{i}",
            "地址": f"{VILLAGE}{name}{number}",
            "街巷": name,
            "侧": "南",
            "顺序": i,
            "牌况": "完好" if number else "无牌",
            "依据": "墙上门牌" if i == 5 else "户口簿",
            "X坐标": 1000 - 10 * i,
            "Y坐标": north,
            "电话": "13800000000",
        }
        for i, number in enumerate(numbers, 1)
    ]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def go(rows: list[Row], **options: Any) -> Summary:
        source = tmp_path / "list.csv"
        tables.write(rows, source)
        given = {"source": source, "out": tmp_path / "out", "as_of": DAY, "plates": False}
        return clean_file(CleanOptions(**{**given, **options}))

    return go


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def notes(summary: Summary) -> str:
    return " ".join(note.en for note in summary.notes)


class TestFiles:
    def test_all_files_are_written(self, run: Run) -> None:
        summary = run(street(), policy="default-v", grids=1)
        assert sorted(p.name for p in summary.out.iterdir()) == [
            "cleaned.csv", "cleaned.xlsx", "crosswalk.csv", "findings.csv", "grids.csv",
            "register.sqlite", "rejects.csv", "report.html", "review.csv", "review.xlsx",
            "summary.json",
        ]  # fmt: skip
        assert summary.report.is_file()

    def test_the_report_names_every_file(self, run: Run) -> None:
        summary = run(street(), policy="default-v", grids=1)
        html = summary.report.read_text(encoding="utf-8")
        for path in summary.out.iterdir():
            assert path.name in html or path.name == "report.html"

    def test_rows_in_are_rows_out_and_rejects(self, run: Run) -> None:
        rows = [*street(), {"编号": "x", "户编号": "Hx"}]
        summary = run(rows)
        assert len(read(summary.out / "cleaned.csv")) == 7
        assert [r["id"] for r in read(summary.out / "rejects.csv")] == ["x"]
        assert summary.figures["rows"] == 8

    def test_workbooks_have_headings_in_the_readers_language(self, run: Run) -> None:
        summary = run(street(), lang="zh")
        assert tables.read(summary.out / "cleaned.xlsx").columns[:4] == (
            "编号", "行号", "原地址", "标准地址",
        )  # fmt: skip
        english = run(street(), lang="en", out=summary.out.with_name("en"))
        assert tables.read(english.out / "review.xlsx").columns[0] == "no"

    def test_the_report_dates_its_gazetteer(self, run: Run) -> None:
        html = run(street(), lang="en").report.read_text(encoding="utf-8")
        assert re.search(r"[0-9,]{7} villages, .*, as of 20[0-9]{2}-[0-9]{2}-[0-9]{2}", html)

    def test_summary_json_holds_the_figures(self, run: Run) -> None:
        summary = run(street())
        text = (summary.out / "summary.json").read_text(encoding="utf-8")
        assert json.loads(text) == summary.figures

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_the_same_run_gives_the_same_bytes(self, run: Run, lang: str) -> None:
        one = run(street(), policy="default-v", grids=1, lang=lang)
        second = one.out.with_name("second")
        other = run(street(), policy="default-v", grids=1, lang=lang, out=second)
        for path in one.out.iterdir():
            assert path.read_bytes() == (other.out / path.name).read_bytes(), path.name

    def test_columns_nobody_uses_are_never_copied(self, run: Run) -> None:
        summary = run(street(), policy="default-v")
        for path in summary.out.glob("*.[chj]*"):
            assert "13800000000" not in path.read_text(encoding="utf-8"), path.name


class TestChoices:
    def test_without_policy_nothing_is_numbered_and_it_is_said(self, run: Run) -> None:
        summary = run(street())
        assert "nothing was numbered" in notes(summary)
        assert summary.figures["policy"] is None
        assert summary.figures["decisions"]["新编"] == 0
        html = summary.report.read_text(encoding="utf-8")
        assert "beijing-2012" in html
        assert "default-v" in html

    def test_without_grids_none_are_cut_and_it_is_said(self, run: Run) -> None:
        summary = run(street(), policy="default-v")
        assert "No grids were asked for" in notes(summary)
        assert summary.figures["grids"] == []
        assert read(summary.out / "grids.csv") == []

    def test_the_village_is_found_from_the_addresses(self, run: Run) -> None:
        assert run(street()).figures["village"]["code"] == "610431001203"

    @pytest.mark.parametrize("asked", ["610431001203", "营上村"])
    def test_the_village_may_be_named(self, run: Run, asked: str) -> None:
        summary = run(street(), village=asked)
        assert summary.figures["village"]["code"] == "610431001203"

    def test_a_village_name_that_several_bear_is_an_error_with_codes(self, run: Run) -> None:
        rows = [{"地址": "武功县中街1号"}]
        with pytest.raises(GazetteerError) as refused:
            run(rows, village="凹里村")
        assert "610431" in refused.value.remedy.en

    @pytest.mark.parametrize("asked", ["999999999999", "610431", "没有这个村"])
    def test_an_unknown_village_is_an_error(self, run: Run, asked: str) -> None:
        with pytest.raises(UnknownDivision):
            run(street(), village=asked)

    def test_a_list_of_no_single_village_has_no_code(self, run: Run) -> None:
        rows = [{"地址": t} for t in ("杭州市西湖区文三路12号", "北京市海淀区中关村大街1号")]
        summary = run(rows, plates=None)
        assert summary.figures["village"]["code"] == ""

    def test_columns_may_be_named(self, run: Run) -> None:
        rows: list[Row] = [{"a": "1", "b": f"{VILLAGE}槐树街1号"}]
        assert run(rows, columns={"address": "b", "id": "a"}).figures["records"] == 1

    def test_doors_in_order_without_direction_are_not_numbered(self, run: Run) -> None:
        rows = [{k: v for k, v in row.items() if "坐标" not in k} for row in street()]
        summary = run(rows, policy="default-v")
        assert summary.figures["questions"] == 1
        assert summary.figures["checks"]["positions"] is False


class TestErrors:
    def test_a_missing_column(self, run: Run) -> None:
        with pytest.raises(ColumnNotFound):
            run([{"a": "1"}])

    def test_an_unknown_policy(self, run: Run, tmp_path: Path) -> None:
        with pytest.raises(PolicyError):
            run(street(), policy="nowhere")
        assert not (tmp_path / "out").exists()

    def test_more_grids_than_streets(self, run: Run, tmp_path: Path) -> None:
        with pytest.raises(GridError):
            run(street(), policy="default-v", grids=9)
        assert [p.name for p in tmp_path.iterdir()] == ["list.csv"]

    def test_a_list_that_is_not_there(self, run: Run, tmp_path: Path) -> None:
        with pytest.raises(InputError):
            run(street(), source=tmp_path / "none.csv")

    def test_the_folder_is_checked_before_any_work(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out/mine").write_text("x", encoding="utf-8")
        with pytest.raises(OutputError):
            run(street(), source=tmp_path / "none.csv")


class TestRegister:
    def test_every_decision_is_an_event(self, run: Run) -> None:
        summary = run(street(), policy="default-v")
        with Register.open(summary.out / "register.sqlite") as register:
            register.verify()
            verbs = Counter(str(event.verb) for event in register.events())
        assert verbs == {
            "survey": 7, "claim": 7, "link": 7,
            "verify": 5, "assign": 2, "propose": 1, "void": 1,
        }  # fmt: skip

    def test_the_old_number_is_void_and_the_new_one_assigned(self, run: Run) -> None:
        summary = run(street(), policy="default-v")
        with Register.open(summary.out / "register.sqlite") as register:
            new = register.lookup(f"陕西省咸阳市{VILLAGE}槐树街9号", on=DAY)
            old = register.lookup(f"陕西省咸阳市{VILLAGE}槐树街31号", on=DAY)
        assert [m.state for m in new] == [AddressState.ASSIGNED]
        assert [m.state for m in old] in ([], [AddressState.VOID])

    def test_the_audit_finds_what_is_left_and_no_street_twice(self, run: Run) -> None:
        summary = run(street(), policy="default-v")
        with Register.open(summary.out / "register.sqlite") as register:
            state = register.state()
        assert {f.kind for f in audit(state)} <= {"NO_PLATE", "GAP"}
        assert {d.get("scope") for d in state.doors.values()} == {
            a.get("scope") for a in state.addresses.values()
        }
        assert {d.get("village") for d in state.doors.values()} == {"营上村"}
        assert {d.get("side") for d in state.doors.values()} <= set(Side)

    def test_scopes_are_compared_in_the_form_of_the_register(self, tmp_path: Path) -> None:
        def home(uid: str, place: str, state: DoorState) -> CleanDoor:
            five, side = DoorNumber(5), Side.LEFT
            return CleanDoor(
                uid,
                (),
                (),
                1,
                place,
                place,
                side,
                1,
                Address(five.components),
                five,
                five,
                state=state,
            )

        doors = [
            home("d1", "槐树街", DoorState.KEPT), home("d2", "槐树 街", DoorState.KEPT),
            home("d3", "槐树街\u200b", DoorState.NEW),
        ]  # fmt: skip
        cleaned = replace(clean([]), doors=tuple(doors))
        assert write_register(cleaned, tmp_path / "r.db", DAY, "") == 6
        with Register.open(tmp_path / "r.db") as register:
            states = {a.get("door"): a.state for a in register.state().addresses.values()}
        assert states == {"d1": "active", "d2": "suspended", "d3": "suspended"}

    def test_a_shop_named_after_its_street_is_no_second_street(self, tmp_path: Path) -> None:
        def home(uid: str, **behind: str) -> CleanDoor:
            five = DoorNumber(5)
            where = Address.of(village="营上村", road="西街", number="5号", **behind)
            street, kept = "西街", DoorState.KEPT
            return CleanDoor(
                uid, (), (), 1, street, street, None, 1, where, five, five, state=kept
            )

        doors = home("d1"), home("d2", landmark="西街饭店")
        write_register(replace(clean([]), doors=doors), tmp_path / "r.db", DAY, "")
        with Register.open(tmp_path / "r.db") as register:
            state = register.state()
        assert {d.get("scope") for d in state.doors.values()} == {"营上村西街"}
        assert [a.state for a in state.addresses.values()] == ["active", "suspended"]

    def test_doors_that_wait_are_suspended(self, run: Run) -> None:
        rows = street()
        rows[3]["地址"] = rows[1]["地址"]
        rows[2]["地址"] = rows[1]["地址"]
        summary = run(rows)
        assert summary.figures["states"]["review"] == 3


class TestPlates:
    def signing(self, folder: Path) -> Signing:
        pair = KeyPair.generate()
        write_key(folder / "own.key", pair, "secret")
        return Signing(folder / "own.key", "secret", "dz.example.cn/")

    def test_the_offices_key_signs_and_no_demonstration_is_mentioned(
        self, run: Run, tmp_path: Path
    ) -> None:
        signing = self.signing(tmp_path)
        summary = run(street(), policy="default-v", signing=signing, plates=True)
        signer = read_key(signing.path, "secret").signer()
        record = KeyRecord(
            signer.suite, signer.public, "武功县公安局", ("dz.example.cn/",), ("610431",),
            DAY, date(2027, 3, 1), date(2047, 3, 1),
        )  # fmt: skip
        keyset = KeySet.of([record], issued=DAY, next_update=date(2027, 3, 1))
        for row in read(summary.out / "plates/manifest.csv"):
            assert verify(row["text"], keyset, clock=DAY).trusted
        assert "demonstration" not in notes(summary)
        assert not (summary.out / "keyset.json").exists()

    def test_a_published_key_set_is_copied_beside_the_plates(
        self, run: Run, tmp_path: Path
    ) -> None:
        (tmp_path / "set.json").write_bytes(b"{}")
        signing = replace(self.signing(tmp_path), keyset=tmp_path / "set.json")
        summary = run(street(), policy="default-v", signing=signing, plates=True)
        assert (summary.out / "keyset.json").read_bytes() == b"{}"

    def test_a_key_set_that_is_not_there_is_an_input_error(
        self, run: Run, tmp_path: Path
    ) -> None:
        signing = replace(self.signing(tmp_path), keyset=tmp_path / "none.json")
        with pytest.raises(InputError):
            run(street(), policy="default-v", signing=signing, plates=True)

    def test_plates_without_a_village_are_not_made_and_it_is_said(self, run: Run) -> None:
        rows: list[Row] = [
            {"地址": "杭州市西湖区文三路12号"},
            {"地址": "北京市海淀区知春路1号"},
        ]
        summary = run(rows, plates=True)
        assert "village is not known" in notes(summary)
        assert summary.figures["plates"] == 0

    def test_plates_print_sub_numbers_in_the_policys_style(self, run: Run) -> None:
        rows = street()
        rows[3]["地址"] = f"{VILLAGE}槐树街5号"
        summary = run(rows, policy="default-v", plates=True)
        sheets = "".join(
            p.read_text(encoding="utf-8") for p in (summary.out / "plates").rglob("*.svg")
        )
        assert "3-1号" in sheets
        assert "3号附1" not in sheets

    def test_plates_may_be_left_out(self, run: Run) -> None:
        summary = run(street(), policy="default-v", plates=False)
        assert "No plates were made" in notes(summary)
        assert not (summary.out / "plates").exists()

    def test_without_grids_sheets_stand_in_one_folder(self, run: Run) -> None:
        summary = run(street(), policy="default-v", plates=None)
        assert (summary.out / "plates/sheets/sheet-001.svg").is_file()


def test_the_job_says_what_it_is_doing(run: Run, tmp_path: Path) -> None:
    run(street(), out=tmp_path / "first")
    said: list[str] = []
    options = CleanOptions(
        source=tmp_path / "list.csv",
        out=tmp_path / "out",
        as_of=DAY,
        policy="default-v",
        grids=1,
    )
    clean_file(options, lambda step, _done, _total: said.append(step.en))
    assert list(dict.fromkeys(said)) == [
        "reading", "parsing", "grouping", "checking", "numbering", "cutting grids",
        "writing tables", "writing the register", "plates",
    ]  # fmt: skip
