"""Bad input: a clear error or a reject with its reason, never anything else."""

import io
import os
import random
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from doorplate import tables
from doorplate.errors import (
    BackendMissing,
    EncodingUnknown,
    InputError,
    OutputError,
)
from doorplate.tables import _limits, _sources

CHINESE = "序号,地址\n1,武功县普集街道营上村十二号\n2,澎湖縣馬公市五德里4鄰91號\n"


def xlsx(rows: int = 1) -> bytes:
    book = Workbook()
    page = book.create_sheet("一", 0)
    page.append(["序号", "地址"])
    for i in range(rows):
        page.append([i, "营上村12号"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.csv", b"", "empty"),
        ("empty.xlsx", b"", "empty"),
        ("blank.csv", b"\n\n \n", "no content"),
        ("commas.csv", b",,\n,,\n", "no content"),
        ("blank.jsonl", b"\n", "no JSON objects"),
        ("list.jsonl", b"[1]\n[2]\n", "no JSON objects"),
        ("is_xlsx.csv", xlsx(), "ZIP"),
        ("is_xlsx.txt", xlsx(), "ZIP"),
        ("is_csv.xlsx", CHINESE.encode(), "not XLSX"),
        ("is_csv.parquet", CHINESE.encode(), "not PARQUET"),
        ("is_pdf.csv", b"%PDF-1.7\n", "PDF"),
        ("is_pdf.xlsx", b"%PDF-1.7\n", "PDF"),
        ("old.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or locked"),
        ("is_parquet.csv", b"PAR1....PAR1", "Parquet"),
        ("is_csv.csv.gz", CHINESE.encode(), "damaged"),
        ("is_csv.csv.xz", CHINESE.encode(), "damaged"),
        ("cut.xlsx", xlsx()[:-40], "damaged"),
        ("cut.parquet", b"PAR1junk", "damaged"),
        ("t.docx", b"PK\x03\x04", "extension"),
        ("t", b"x", "extension"),
        ("wide.csv", ",".join(map(str, range(1_500))).encode(), "1500 columns"),
        ("quote.csv", b'id,address\n1,"open\n2,b\n3,c\n', "line 2 never closes"),
        ("quote2.csv", b'id,address\n1,"open\n' + b"2,b\n" * 99 + b'3,"c\n', "line 2 never"),
    ],
)
def test_what_is_no_table_is_said_so(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=says) as caught:
        list(tables.read(path))
    assert caught.value.where == str(path)
    assert caught.value.text.zh
    assert caught.value.remedy.zh


@pytest.mark.parametrize(
    ("encoding", "says"),
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("big5", "big5"),
    ],
)
def test_other_encodings_are_named(tmp_path: Path, encoding: str, says: str) -> None:
    text = "編號,地址\n1,澎湖縣馬公市五德里4鄰91號\n2,新竹市北區舊港里2鄰舊港64之1號\n"
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    with pytest.raises(EncodingUnknown, match=says):
        tables.read(path)


def test_shift_jis_is_named(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("番号,住所\n1,東京都千代田区かすみがせき１の２\n".encode("shift_jis"))
    with pytest.raises(EncodingUnknown, match="shift_jis"):
        tables.read(path)


def test_latin_1_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("id,address\n1,plain\n2,12 rue de la Forêt, Orléans\n".encode("latin-1"))
    with pytest.raises(EncodingUnknown, match="line 3 on it looks like latin-1"):
        tables.read(path)


def test_bytes_of_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(random.Random(1).randbytes(5_000))
    with pytest.raises(EncodingUnknown):
        tables.read(path)


def test_a_nul_byte_and_a_huge_cell_make_rejects(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(f"序号,地址\n1,营上\0村\n2,{'长' * 1_000_000}\n3,好\n4,a,b\n".encode())
    faults = [row.fault.en if row.fault else "" for row in tables.read(path)]
    assert [bool(fault) for fault in faults] == [True, True, False, True]
    assert "NUL" in faults[0]
    assert "1000000 characters" in faults[1]
    assert "3 cells under 2 columns" in faults[3]


def test_an_endless_line_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doorplate.tables._csv.MAX_FIELD", 1_000)
    path = tmp_path / "t.csv"
    path.write_bytes(b"id,address\n1," + b"x" * 5_000)
    with pytest.raises(InputError, match="line 2 is too long"):
        list(tables.read(path))


def test_a_bomb_in_a_workbook_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 100_000_000)
    assert path.stat().st_size < 200_000
    with pytest.raises(InputError, match="unpacks to 95 MB"):
        tables.read(path)


def test_a_package_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "doc.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", b"<w/>")
    with pytest.raises(InputError, match="without a workbook"):
        tables.read(path)


def test_a_workbook_of_broken_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/workbook.xml", b"<broken")
    with pytest.raises(InputError, match="damaged"):
        tables.read(path)


def test_a_bomb_behind_gz_is_capped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import gzip  # noqa: PLC0415  # used here alone

    monkeypatch.setattr(_sources, "MAX_BYTES", 1_000_000)
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(b"id,address\n" + b"1,x\n" * 400_000))
    with pytest.raises(InputError, match="unpacks to over"):
        tables.read(path)
    assert _limits.MAX_BYTES > 2**30


def test_places_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        tables.read(tmp_path / "none.csv")
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    with pytest.raises(InputError, match="folder"):
        tables.read(folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(CHINESE, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(InputError, match="permission"):
        tables.read(path)


def test_a_sheet_of_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(CHINESE, encoding="utf-8")
    with pytest.raises(InputError, match="only a workbook has sheets"):
        tables.read(path, sheet="一")


def test_parquet_without_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(BackendMissing, match=r"pip install 'doorplate-cn\[parquet\]'"):
        tables.write([{"a": 1}], tmp_path / "t.parquet")
    assert list(tmp_path.iterdir()) == []


# Output -------------------------------------------------------------------------------------


def test_an_unknown_kind_of_output(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="extension"):
        tables.write([], tmp_path / "t.pdf")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        tables.write([{"a": 1}], tmp_path / "none" / "t.csv")


def test_a_run_that_breaks_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("old", encoding="utf-8")

    def rows() -> Iterator[dict[str, tables.Cell]]:
        yield {"a": 1}
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tables.write(rows(), path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


# Workbooks that mean harm --------------------------------------------------------------------


def forged(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A sound workbook with its parts changed."""
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(3))) as sound,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in sound.namelist():
            package.writestr(name, change(name, sound.read(name)))
    return path


def test_entities_that_multiply_are_refused(tmp_path: Path) -> None:
    entities = '<!ENTITY l0 "lol">' + "".join(
        f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10)
    )

    def laugh(name: str, data: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return data
        data = data.replace(b"<v>", b"<v>&l9;")
        return f"<!DOCTYPE bomb [{entities}]>".encode() + data

    with pytest.raises(InputError, match="damaged"):
        list(tables.read(forged(tmp_path / "t.xlsx", laugh)))


def test_rows_beyond_the_end_of_a_sheet_are_refused(tmp_path: Path) -> None:
    def far(_name: str, data: bytes) -> bytes:
        return data.replace(b'"3"', b'"900000000000"').replace(b"A3", b"A900000000000")

    with pytest.raises(InputError, match="beyond 1048576"):
        list(tables.read(forged(tmp_path / "t.xlsx", far)))


def test_a_claimed_size_is_not_believed(tmp_path: Path) -> None:
    def huge(_name: str, data: bytes) -> bytes:
        return data.replace(b'<dimension ref="A1:B4"', b'<dimension ref="A1:XFD1048576"')

    rows = list(tables.read(forged(tmp_path / "t.xlsx", huge)))
    assert [len(row.cells) for row in rows] == [2, 2, 2]
