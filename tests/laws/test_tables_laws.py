"""Laws of tables: any cells come back as written; any bytes give a table or an error."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorplate import tables
from doorplate.errors import DoorplateError

PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
MARKS = st.sampled_from(["", "=", "'", "''=", "+", "-", "@", "\t", '"', ",", "\n", "＝", "'@"])
CELLS = st.builds(str.__add__, MARKS, PLAIN).map(str.strip)
ROWS = st.lists(st.tuples(CELLS, CELLS).filter(any), min_size=1, max_size=8)


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
@given(rows=ROWS)
@settings(max_examples=60)
def test_cells_come_back_as_written(kind: str, rows: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"t.{kind}")
        tables.write([{"序号": a, "地址": b} for a, b in rows], path)
        found = [(row.cells["序号"], row.cells["地址"]) for row in tables.read(path)]
    assert found == rows


@pytest.mark.parametrize("kind", ["csv", "tsv", "txt", "jsonl", "csv.gz", "xlsx", "parquet"])
@given(data=st.binary(min_size=1, max_size=300))
@settings(max_examples=40)
def test_any_bytes_give_a_table_or_an_error(kind: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"t.{kind}")
        path.write_bytes(data)
        try:
            rows = list(tables.read(path))
        except DoorplateError:
            return
    assert all(set(row.cells) for row in rows)
