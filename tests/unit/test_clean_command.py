"""`doorplate clean` as a clerk meets it: bad files, wrong words, Ctrl-C, the closing screen."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from doorplate import tables
from doorplate.cli._app import app
from doorplate.encode import KeyPair, write_key
from processes import ended, unmeasured

ROWS = [f"武功县普集街道营上村槐树街{i}号" for i in range(1, 12, 2)]
Clean = Callable[..., Result]


@pytest.fixture
def clean(tmp_path: Path) -> Clean:
    def go(*args: object, out: Path | None = None, lang: str = "en") -> Result:
        command = ["--lang", lang, "clean", *map(str, args), "-o", str(out or tmp_path / "out")]
        return CliRunner().invoke(app, command)

    return go


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def said(result: Result) -> str:
    assert "Traceback" not in result.output + result.stderr
    return result.stderr


def table(*rows: str, header: str = "序号,地址") -> str:
    return "\n".join([header, *(f"{i},{row}" for i, row in enumerate(rows, 1))]) + "\n"


class TestBadInput:
    def test_an_empty_file(self, clean: Clean, tmp_path: Path) -> None:
        result = clean(written(tmp_path / "a.csv", b""))
        assert (result.exit_code, "empty" in said(result)) == (3, True)

    def test_a_missing_column_lists_what_is_there(self, clean: Clean, tmp_path: Path) -> None:
        result = clean(written(tmp_path / "a.csv", "甲,乙\n1,2\n".encode()))
        assert result.exit_code == 3
        assert "甲" in said(result)
        assert "--column" in said(result)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_usual_encodings_just_work(
        self, clean: Clean, tmp_path: Path, encoding: str
    ) -> None:
        result = clean(written(tmp_path / "a.csv", table(*ROWS).encode(encoding)))
        assert (result.exit_code, said(result)) == (0, "")
        assert "6 rows = 6 read + 0 rejected" in result.output

    def test_another_encoding_is_said_to_be_one(self, clean: Clean, tmp_path: Path) -> None:
        result = clean(written(tmp_path / "a.csv", table(*ROWS).encode("shift-jis", "replace")))
        assert result.exit_code in {0, 3}
        said(result)
        latin = "id,address\n1,Grünstraße\xa07\n".encode("latin-1")
        result = clean(written(tmp_path / "b.csv", latin))
        assert (result.exit_code, "GB18030" in said(result)) == (3, True)

    def test_a_cell_of_a_megabyte_is_one_reject(self, clean: Clean, tmp_path: Path) -> None:
        path = written(tmp_path / "a.csv", table(*ROWS, "营" * (1 << 20)).encode())
        result = clean(path)
        assert (result.exit_code, said(result)) == (0, "")
        assert "7 rows = 6 read + 1 rejected" in result.output

    def test_nul_bytes_are_no_fault_of_the_other_rows(
        self, clean: Clean, tmp_path: Path
    ) -> None:
        result = clean(written(tmp_path / "a.csv", table(*ROWS, "营\0上村1号").encode()))
        said(result)
        assert result.exit_code in {0, 3}
        if result.exit_code == 0:
            assert "7 rows" in result.output

    def test_a_merged_header_is_read_or_refused_in_words(
        self, clean: Clean, tmp_path: Path
    ) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(["营上村门牌名册", None])
        sheet.merge_cells("A1:B1")
        sheet.append(["序号", "地址"])
        for i, row in enumerate(ROWS):
            sheet.append([i, row])
        book.save(tmp_path / "a.xlsx")
        result = clean(tmp_path / "a.xlsx")
        assert (result.exit_code, said(result)) == (0, "")
        assert "6 rows" in result.output

    @pytest.mark.parametrize(
        ("name", "data"),
        [("a.xlsx", b"1,2\n"), ("a.csv", b"PK\x03\x04 zip"), ("a.parquet", b"1,2\n"),
         ("a.csv.xz", b"not packed"), ("a.doc", b"words")],
    )  # fmt: skip
    def test_a_file_that_is_not_what_its_name_says(
        self, clean: Clean, tmp_path: Path, name: str, data: bytes
    ) -> None:
        result = clean(written(tmp_path / name, data))
        assert (result.exit_code, bool(said(result))) == (3, True)

    def test_a_file_that_is_not_there(self, clean: Clean, tmp_path: Path) -> None:
        result = clean(tmp_path / "none.csv")
        assert (result.exit_code, "no such file" in said(result)) == (3, True)


class TestOutput:
    def test_a_place_that_cannot_be_written(self, clean: Clean, tmp_path: Path) -> None:
        path = written(tmp_path / "a.csv", table(*ROWS).encode())
        result = clean(path, out=path / "out")
        assert (result.exit_code, bool(said(result))) == (4, True)

    def test_a_folder_with_something_in_it(self, clean: Clean, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out/mine.txt").write_text("mine", encoding="utf-8")
        path = written(tmp_path / "a.csv", table(*ROWS).encode())
        for force in ([], ["--force"]):
            result = clean(path, *force)
            assert (result.exit_code, bool(said(result))) == (4, True)
        assert [p.name for p in (tmp_path / "out").iterdir()] == ["mine.txt"]

    def test_force_replaces_an_earlier_result(self, clean: Clean, tmp_path: Path) -> None:
        path = written(tmp_path / "a.csv", table(*ROWS).encode())
        assert [clean(path).exit_code, clean(path).exit_code] == [0, 4]
        assert clean(path, "--force", "--policy", "default-v").exit_code == 0
        text = (tmp_path / "out/summary.json").read_text(encoding="utf-8")
        assert json.loads(text)["policy"].startswith("default-v")


class TestWrongWords:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return written(tmp_path / "a.csv", table(*ROWS).encode())

    @pytest.mark.parametrize(
        ("args", "code"),
        [
            (["--policy", "nowhere"], 3), (["--column", "address"], 2), (["--grids", "0"], 2),
            (["--column", "colour=地址"], 3), (["--column", "address=没有"], 3),
            (["--as-of", "yesterday"], 2), (["--village", "999"], 3), (["--grids", "99"], 3),
            (["--sheet", "one"], 3), (["--key", "some.key"], 2),
        ],
    )  # fmt: skip
    def test_each_is_one_line_and_a_code(
        self, clean: Clean, path: Path, args: list[str], code: int
    ) -> None:
        for lang in ("zh", "en"):
            result = clean(path, *args, lang=lang)
            assert (result.exit_code, bool(said(result))) == (code, True)
        assert sorted(p.name for p in path.parent.iterdir()) == ["a.csv"]

    def test_a_wrong_password_is_said(self, clean: Clean, path: Path) -> None:
        key = path.with_name("own.key")
        write_key(key, KeyPair.generate(), "right")
        words = written(path.with_name("password"), b"wrong\n")
        args = ["--policy", "default-v", "--village", "610431001203", "--plates"]
        args += ["--key", str(key), "--origin", "dz.example.cn/"]
        result = clean(path, *args, "--key-password-file", words)
        assert (result.exit_code, "password" in said(result)) == (3, True)
        asked = CliRunner().invoke(
            app, ["--lang", "en", "clean", str(path), "-o", str(path.with_name("o")), *args],
            input="wrong\n",
        )  # fmt: skip
        assert asked.exit_code == 3


class TestScreen:
    def test_it_fits_one_screen_and_ends_with_the_report(
        self, clean: Clean, root: Path, tmp_path: Path
    ) -> None:
        source = root / "examples/yingshang/register.csv"
        result = clean(source, "--policy", "default-v", "--grids", 5, "--no-plates")
        lines = result.output.splitlines()
        assert len(lines) <= 24
        assert lines[-1] == f"report: {tmp_path / 'out' / 'report.html'}"
        assert "964 rows = 964 read + 0 rejected; 906 doors, 924 households" in lines
        assert "grids (households, from the first): 185 185 185 185 184" in lines

    @pytest.mark.parametrize(
        ("lang", "word"), [("zh", "没有编任何号"), ("en", "nothing was numbered")]
    )
    def test_without_policy_it_says_so(
        self, clean: Clean, tmp_path: Path, lang: str, word: str
    ) -> None:
        path = written(tmp_path / "a.csv", table(*ROWS).encode())
        result = clean(path, lang=lang)
        assert word in result.output
        assert (tmp_path / "out/report.html").is_file()

    def test_the_day_is_recorded(self, clean: Clean, tmp_path: Path) -> None:
        path = written(tmp_path / "a.csv", table(*ROWS).encode())
        clean(path, "--as-of", "2026-03-01")
        text = (tmp_path / "out/summary.json").read_text(encoding="utf-8")
        assert json.loads(text)["as_of"] == "2026-03-01"

    def test_the_demonstration_plates_verify_with_the_line_it_prints(
        self, clean: Clean, tmp_path: Path
    ) -> None:
        path = written(tmp_path / "a.csv", table(*ROWS).encode())
        result = clean(path, "--policy", "default-v", "--as-of", "2026-03-01")
        line = next(x for x in result.output.splitlines() if x.startswith("verify: "))
        [row, *_] = tables.read(tmp_path / "out/plates/manifest.csv")
        command = line.removeprefix("verify: doorplate ").replace(
            "SCANNED_TEXT", row.cells["text"]
        )
        good = CliRunner().invoke(app, [*command.split(), "--on", "2026-03-02"])
        assert (good.exit_code, "TRUSTED" in good.output or "可信" in good.output) == (0, True)
        last = command[-1]
        bad = command[:-1] + ("1" if last != "1" else "2")
        assert CliRunner().invoke(app, [*bad.split(), "--on", "2026-03-02"]).exit_code == 1

    def test_a_terminal_sees_progress(self, tmp_path: Path) -> None:
        if not hasattr(os, "openpty"):
            pytest.skip("this system has no pseudo-terminals")
        path = written(tmp_path / "a.csv", table(*ROWS).encode())
        main, side = os.openpty()
        code = "from doorplate.cli import main; main()"
        args = [sys.executable, "-c", code, "--lang", "en", "clean", str(path)]
        with subprocess.Popen(
            [*args, "-o", str(tmp_path / "out")], stdout=subprocess.PIPE, stderr=side
        ) as process:
            process.communicate(timeout=60)
        os.close(side)
        assert re.search(rb"reading|parsing|writing", os.read(main, 65_536))
        os.close(main)
        assert process.returncode == 0


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_leaves_nothing(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    rows = (f"武功县普集街道营上村槐树街{i}号" for i in range(1, 60_000))
    path = written(tmp_path / "a.csv", table(*rows).encode())
    command = "from doorplate.cli import main; main()"
    args = [sys.executable, "-c", command, "clean", str(path), "-o", str(tmp_path / "out")]
    child = subprocess.Popen(
        args, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=unmeasured()
    )
    with ended(child) as process:
        deadline = time.monotonic() + 60
        while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(number)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == code
    assert b"Traceback" not in errors
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]
