"""Tables as clerks have them: separators, encodings, titles, merged cells, packed files."""

import gzip
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from doorplate import tables
from doorplate.errors import InputError

HEADER = "序号,户编号,地址"
LINES = "1,H1,武功县普集街道营上村12号\n2,H2,营上村十三号\n"


def made(tmp_path: Path, name: str, data: bytes) -> tables.Table:
    path = tmp_path / name
    path.write_bytes(data)
    return tables.read(path)


def addresses(table: tables.Table) -> list[str]:
    return [row.cells["地址"] for row in table]


@pytest.mark.parametrize(
    ("encoding", "found"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030"), ("gbk", "gb18030")],
)
def test_encodings_that_clerks_use(tmp_path: Path, encoding: str, found: str) -> None:
    table = made(tmp_path, "t.csv", f"{HEADER}\n{LINES}".encode(encoding))
    assert table.encoding == found
    assert table.columns == ("序号", "户编号", "地址")
    assert addresses(table) == ["武功县普集街道营上村12号", "营上村十三号"]
    assert [row.number for row in table] == [2, 3]


def test_traditional_text_in_gb18030_is_not_taken_for_big5(tmp_path: Path) -> None:
    text = "編號,地址\n1,澎湖縣馬公市五德里4鄰91號\n2,新竹市北區舊港里2鄰舊港64之1號\n"
    assert made(tmp_path, "t.csv", text.encode("gb18030")).encoding == "gb18030"


def test_a_late_gb18030_character_is_still_seen(tmp_path: Path) -> None:
    head = "id,address\n" + "1,x\n" * 600_000
    table = made(tmp_path, "t.csv", (head + "2,营上村12号\n").encode("gb18030"))
    assert table.encoding == "gb18030"


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_separators(tmp_path: Path, separator: str) -> None:
    text = f"{HEADER}\n{LINES}".replace(",", separator)
    assert addresses(made(tmp_path, "t.csv", text.encode())) == [
        "武功县普集街道营上村12号",
        "营上村十三号",
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    table = made(tmp_path, "t.csv", f"{HEADER}\n{LINES}".replace("\n", end).encode())
    assert len(addresses(table)) == 2


def test_quoted_cells_over_lines_keep_the_number_of_their_first_line(tmp_path: Path) -> None:
    text = '序号,地址\n1,"营上村\n12号"\n2,"a,b"\n'
    rows = list(made(tmp_path, "t.csv", text.encode()))
    assert [(row.number, row.cells["地址"]) for row in rows] == [
        (2, "营上村\n12号"),
        (4, "a,b"),
    ]


def test_titles_and_notes_above_the_header_are_passed_over(tmp_path: Path) -> None:
    text = "营上村门牌台账,,\n2022年制表,,\n\n序号,户编号,地址\n1,H1,营上村12号\n"
    table = made(tmp_path, "t.csv", text.encode())
    assert (table.header, table.columns, addresses(table)) == (
        4,
        ("序号", "户编号", "地址"),
        ["营上村12号"],
    )


def test_a_header_of_unknown_names_is_the_first_wide_row(tmp_path: Path) -> None:
    table = made(tmp_path, "t.csv", "标题,,\n甲,乙,丙\n1,2,3\n".encode())
    assert table.columns == ("甲", "乙", "丙")


def test_nameless_and_repeated_columns_get_names(tmp_path: Path) -> None:
    table = made(tmp_path, "t.csv", "序号,,地址,地址\n1,x,a,b\n".encode())
    assert table.columns == ("序号", "B", "地址", "地址#2")


def test_merged_header_in_text_becomes_one_name_a_column(tmp_path: Path) -> None:
    text = "序号,门牌信息,,备注\n,地址,现门牌号,\n1,营上村12号,12,x\n"
    table = made(tmp_path, "t.csv", text.encode())
    assert table.columns == ("序号", "地址", "现门牌号", "备注")
    assert addresses(table) == ["营上村12号"]


def test_parts_of_merged_headers_with_one_name_are_told_apart(tmp_path: Path) -> None:
    text = "序号,甲,,乙,\n,地址,备注,地址,备注\n1,a,b,c,d\n"
    table = made(tmp_path, "t.csv", text.encode())
    assert table.columns == ("序号", "甲/地址", "甲/备注", "乙/地址", "乙/备注")


def test_plain_lines_are_one_column(tmp_path: Path) -> None:
    table = made(tmp_path, "t.txt", "营上村12号\n\n 营上村13号 \n".encode())
    assert table.columns == ("address",)
    assert [(row.number, row.cells["address"]) for row in table] == [
        (1, "营上村12号"),
        (3, "营上村13号"),
    ]


def test_json_lines(tmp_path: Path) -> None:
    text = '{"id": 1, "address": "甲", "n": [1]}\nno\n[1]\n{"id": 2.0, "late": true}\n'
    rows = list(made(tmp_path, "t.jsonl", text.encode()))
    assert rows[0].cells == {"id": "1", "address": "甲", "n": "[1]", "late": ""}
    assert [row.fault is None for row in rows] == [True, False, False, True]
    assert rows[3].cells["id"] == "2"
    assert rows[3].cells["late"] == "true"


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".xz", lzma.compress)])
def test_packed_files(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    table = made(tmp_path, f"t.csv{suffix}", pack(f"{HEADER}\n{LINES}".encode()))
    assert len(addresses(table)) == 2


def test_blank_cells_make_a_reject_and_blank_lines_nothing(tmp_path: Path) -> None:
    rows = list(made(tmp_path, "t.csv", "序号,地址\n,\n\n1,甲\n".encode()))
    assert [(row.number, row.fault is None) for row in rows] == [(2, False), (4, True)]


# Workbooks ----------------------------------------------------------------------------------


def workbook(path: Path, sheets: dict[str, Any], merge: str = "") -> Path:
    book = Workbook()
    for i, (name, rows) in enumerate(sheets.items()):
        page = book.active if i == 0 else book.create_sheet()
        assert page is not None
        page.title = name
        for row in rows:
            page.append(row)
        for cells in merge.split():
            page.merge_cells(cells)
    book.save(path)
    return path


def test_workbook_with_title_merged_header_and_merged_cells(tmp_path: Path) -> None:
    rows = [
        ["营上村门牌台账", None, None, None],
        ["序号", "街巷", "门牌信息", None],
        [None, None, "地址", "现门牌号"],
        [1, "永安街", "营上村12号", 12.0],
        [2, None, "营上村13号", "13"],
        [3, "和顺街", "营上村14号", None],
    ]
    path = workbook(tmp_path / "t.xlsx", {"s": rows}, "A1:D1 A2:A3 B2:B3 C2:D2 B4:B5")
    table = tables.read(path)
    assert table.columns == ("序号", "街巷", "地址", "现门牌号")
    assert [tuple(row.cells.values()) for row in table] == [
        ("1", "永安街", "营上村12号", "12"),
        ("2", "永安街", "营上村13号", "13"),
        ("3", "和顺街", "营上村14号", ""),
    ]
    assert [row.number for row in table] == [4, 5, 6]


def test_a_note_beside_the_table_is_kept_under_its_letter(tmp_path: Path) -> None:
    rows = [["序号", "地址"], [1, "甲", None, "旁注"]]
    (row,) = tables.read(workbook(tmp_path / "t.xlsx", {"s": rows}))
    assert (row.fault, row.cells["D"]) == (None, "旁注")


def test_the_sheet_with_addresses_is_found(tmp_path: Path) -> None:
    sheets = {"说明": [["怎样填表"]], "数据": [["序号", "地址"], [1, "甲"]], "空": []}
    assert addresses(tables.read(workbook(tmp_path / "t.xlsx", sheets))) == ["甲"]


def test_two_sheets_of_addresses_need_a_choice(tmp_path: Path) -> None:
    page = [["序号", "地址"], [1, "甲"]]
    path = workbook(tmp_path / "t.xlsx", {"一": page, "二": [page[0], [1, "乙"]]})
    with pytest.raises(InputError, match="一 · 二"):
        tables.read(path)
    assert addresses(tables.read(path, sheet="二")) == ["乙"]
    with pytest.raises(InputError, match="三"):
        tables.read(path, sheet="三")


def test_hidden_sheets_are_not_read(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["序号", "地址"])
    book.worksheets[0].sheet_state = "hidden"
    book.active = book.create_sheet("空")
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(InputError, match="no content"):
        tables.read(tmp_path / "t.xlsx")


def test_blank_rows_of_a_workbook_are_passed_over(tmp_path: Path) -> None:
    rows = [["序号", "地址"], [None, None], [1, "甲"]]
    table = tables.read(workbook(tmp_path / "t.xlsx", {"s": rows}))
    assert [row.number for row in table] == [3]


def test_a_table_can_be_read_twice(tmp_path: Path) -> None:
    table = made(tmp_path, "t.csv", f"{HEADER}\n{LINES}".encode())
    assert list(table) == list(table)
