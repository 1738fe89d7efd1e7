"""Tables out: CSV, JSON lines, XLSX, Parquet; each file whole or not at all."""

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from doorplate._text import Text
from doorplate.errors import OutputError
from doorplate.tables._parquet import backend
from doorplate.tables._rows import FORMULA_SIGNS, as_text
from doorplate.tables._xlsx_write import write_xlsx
from doorplate.tables.atomic import replacing
from doorplate.tables.values import Cell

__all__ = ["write"]

_Rows = Iterable[Mapping[str, Cell]]


def write(rows: _Rows, path: str | Path, *, columns: Sequence[str] | None = None) -> int:
    """Writes rows to a file of the kind its extension says, and returns how many.

    A text that a spreadsheet program would run as a formula is written as text: in CSV behind
    an apostrophe, which `read` takes off again. CSV begins with a byte order mark so that Excel
    reads it as UTF-8. The same rows give the same bytes.

    Args:
        rows: cells by column name; absent cells are empty.
        path: `.csv`, `.jsonl`, `.xlsx` or `.parquet`.
        columns: names and order; by default those of the first row.

    Raises:
        OutputError: the file cannot be written, or its extension is not known.
        BackendMissing: Parquet without pyarrow.

    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "out.csv"
    >>> write([{"id": 1, "address": "=HYPERLINK(0)"}], file)
    1
    >>> file.read_text("utf-8-sig").splitlines()
    ['id,address', "1,'=HYPERLINK(0)"]
    """
    path = Path(path)
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise OutputError(
            Text("不会写这种扩展名", "tables cannot be written under this extension"),
            remedy=Text(f"可用：{' '.join(_WRITERS)}", f"Use one of: {' '.join(_WRITERS)}"),
            where=str(path),
        )
    stream = iter(rows)
    first = list(islice(stream, 1))
    names = list(columns if columns is not None else first[0] if first else ())
    with replacing(path) as draft:
        return writer(chain(first, stream), draft, names)


def _plain(value: Cell) -> Cell:
    """A cell for CSV: a formula sign in front becomes harmless, a number stays a number."""
    if isinstance(value, float):
        return as_text(value)
    if not isinstance(value, str) or value.lstrip("'")[:1] not in FORMULA_SIGNS or not value:
        return value
    return value if _is_number(value) else f"'{value}"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text[-1].isdigit() and text.isascii()


def _write_csv(rows: _Rows, path: Path, columns: Sequence[str]) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(map(_plain, columns))
        for row in rows:
            count += 1
            writer.writerow([_plain(row.get(name)) for name in columns])
    return count


def _write_jsonl(rows: _Rows, path: Path, columns: Sequence[str]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for row in rows:
            count += 1
            values = {name: row.get(name) for name in columns}
            stream.write(json.dumps(values, ensure_ascii=False) + "\n")
    return count


def _write_parquet(rows: _Rows, path: Path, columns: Sequence[str]) -> int:
    module = backend()
    import pyarrow as pa  # noqa: PLC0415  # there, since its Parquet part is

    table = list(rows)
    data = {name: _column([row.get(name) for row in table]) for name in columns}
    module.write_table(pa.table(data), path)
    return len(table)


def _column(values: list[Cell]) -> list[Any]:
    """Values of one type: as they are where they agree, else all as text."""
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {int, float} or len(kinds) <= 1:
        return values
    return [None if value is None else str(value) for value in values]


_WRITERS: dict[str, Callable[[_Rows, Path, Sequence[str]], int]] = {
    ".csv": _write_csv, ".jsonl": _write_jsonl, ".xlsx": write_xlsx, ".parquet": _write_parquet,
}  # fmt: skip
