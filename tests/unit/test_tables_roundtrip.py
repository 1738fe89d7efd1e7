"""What is written is read back, in every format, whatever the cells begin with."""

from pathlib import Path

import pytest

from doorplate import tables

CELLS = ["=1+1", "'=x", "-3", "+86", "@x", "12-1号", "a\nb", '"q",', "#N/A", "=", "营上村"]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl", "parquet"])
def test_text_comes_back_and_bytes_repeat(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"out.{kind}"
    rows = [{"序号": str(i), "地址": text} for i, text in enumerate(CELLS)]
    assert tables.write(rows, path) == len(CELLS)
    first = path.read_bytes()
    assert [row.cells["地址"] for row in tables.read(path)] == CELLS
    tables.write(rows, path)
    assert path.read_bytes() == first
    assert list(tmp_path.iterdir()) == [path]
