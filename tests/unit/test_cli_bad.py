"""Bad input through every command that reads a list: one line, the right code, no traceback."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from doorplate import tables
from doorplate.cli._app import app

CHINESE = "序号,地址\n1,武功县普集街道营上村十二号\n2,武功县普集街道营上村十三号\n"
BAD = {
    "empty.csv": b"",
    "blank.xlsx": b"",
    "column.csv": "姓名,电话\n甲,1\n".encode(),
    "utf16.csv": CHINESE.encode("utf-16"),
    "latin.csv": "id,address\n1,Forêt\n".encode("latin-1"),
    "pdf.csv": b"%PDF-1.7\n",
    "text.xlsx": CHINESE.encode(),
    "quote.csv": b'id,address\n1,"open\n2,x\n',
    "page.html": b"<html></html>",
    "none.csv": None,
}


def commands(path: Path, out: Path) -> dict[str, list[str]]:
    return {
        "parse": ["parse", "--file", str(path), "-o", str(out)],
        "dedupe": ["dedupe", str(path), "-o", str(out)],
        "link": ["link", str(path), str(path), "-o", str(out)],
        "clean": ["clean", str(path), "-o", str(out.with_suffix("")), "--policy", "default-v"],
    }


def run(name: str, path: Path, out: Path) -> Result:
    return CliRunner().invoke(app, ["--lang", "en", *commands(path, out)[name]])


@pytest.mark.parametrize("command", ["parse", "dedupe", "link", "clean"])
@pytest.mark.parametrize("name", BAD)
def test_bad_files_end_with_one_line_and_code_3(
    tmp_path: Path, name: str, command: str
) -> None:
    path, out = tmp_path / name, tmp_path / "out.csv"
    data = BAD[name]
    if data is not None:
        path.write_bytes(data)
    result = run(command, path, out)
    assert result.exit_code == 3
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.startswith(f"Error: {path}" if name != "column.csv" else "Error: ")
    assert len(result.stderr.strip().splitlines()) == 1
    assert [p.name for p in tmp_path.iterdir()] == ([name] if data is not None else [])


@pytest.mark.parametrize("command", ["parse", "dedupe", "link", "clean"])
def test_an_output_that_cannot_be_written_is_code_4(tmp_path: Path, command: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(CHINESE, encoding="utf-8")
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run(command, path, tmp_path / "file" / "deep" / "out.csv")
    assert result.exit_code == 4
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", ["parse", "dedupe", "link"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_usual_encodings_just_work(tmp_path: Path, command: str, encoding: str) -> None:
    path, out = tmp_path / "list.csv", tmp_path / "out.csv"
    path.write_bytes(CHINESE.encode(encoding))
    assert run(command, path, out).exit_code == 0
    assert len(list(tables.read(out))) == 2


@pytest.mark.parametrize("command", ["parse", "dedupe", "link"])
def test_bad_cells_are_rows_out(tmp_path: Path, command: str) -> None:
    path, out = tmp_path / "list.csv", tmp_path / "out.csv"
    rows = ["1,营上\0村1号", f"2,{'长' * 1_000_000}", "3,营上村3号", "4,a,b", "5,"]
    path.write_text("\n".join(["序号,地址", *rows]), encoding="utf-8")
    assert run(command, path, out).exit_code in {0, 1}
    assert len(list(tables.read(out))) == 5


def test_what_was_piped_in_is_called_so() -> None:
    result = CliRunner().invoke(app, ["--lang", "en", "dedupe", "-"], input="no json\n")
    assert result.exit_code == 3
    assert result.stderr.startswith("Error: stdin: the first lines are no JSON objects")
