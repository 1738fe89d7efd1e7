"""`doorplate clean` on lists that are no village: no row is lost, whatever the rows say."""

from pathlib import Path

from click.testing import CliRunner

from doorplate import tables
from doorplate.cli._app import app

ROWS = [
    "12号",
    "广州国际采购中心1401",
    "山东威海环翠区羊亭镇",
    "普集街道营上村12号",
    "???",
    "a,b",
]


def test_rows_in_are_rows_out_and_rejects(tmp_path: Path) -> None:
    source, out = tmp_path / "list.txt", tmp_path / "out"
    source.write_text("\n".join(ROWS), encoding="utf-8")
    args = ["--lang", "en", "clean", str(source), "-o", str(out), "--policy", "default-v"]
    result = CliRunner().invoke(app, args)
    assert result.exit_code in {0, 1}, result.stderr
    kept = [row.cells["original"] for row in tables.read(out / "cleaned.csv")]
    rejected = [int(row.cells["row"]) for row in tables.read(out / "rejects.csv")]
    assert sorted([*kept, *(ROWS[row - 1] for row in rejected)]) == sorted(ROWS)


def test_what_cannot_be_read_ends_the_run_before_a_folder_is_made(tmp_path: Path) -> None:
    source, out = tmp_path / "list.csv", tmp_path / "out"
    source.write_bytes(b"%PDF-1.7\n")
    result = CliRunner().invoke(app, ["--lang", "en", "clean", str(source), "-o", str(out)])
    assert (result.exit_code, out.exists()) == (3, False)
    assert "PDF" in result.stderr
