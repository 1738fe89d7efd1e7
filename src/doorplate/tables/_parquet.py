"""Parquet files, read batch by batch."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from doorplate._text import Text
from doorplate.errors import BackendMissing, InputError
from doorplate.tables._limits import MAX_COLUMNS
from doorplate.tables._rows import as_text, make_row
from doorplate.tables.values import Row, Table

if TYPE_CHECKING:
    import pyarrow.parquet

_BATCH = 4_096


def backend() -> ModuleType:
    """The Parquet module.

    Raises:
        BackendMissing: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: PLC0415  # an optional extra
    except ImportError as error:
        raise BackendMissing(
            Text("读写 Parquet 需要 pyarrow", "Parquet needs pyarrow"),
            remedy=Text("运行 pip install 'doorplate-cn[parquet]'",
                        "Run: pip install 'doorplate-cn[parquet]'"),
        ) from error  # fmt: skip
    module: ModuleType = pyarrow.parquet
    return module


def read_parquet(path: Path) -> Table:
    """A Parquet file as a table."""
    columns = tuple(_opened(path).schema_arrow.names)
    if len(columns) > MAX_COLUMNS:
        raise InputError(
            Text(f"{len(columns)} 列，多于 {MAX_COLUMNS} 列",
                 f"{len(columns)} columns, over {MAX_COLUMNS}"),
            remedy=Text("只留需要的列", "Keep only the columns that are needed"),
            where=str(path),
        )  # fmt: skip

    def rows() -> Iterator[Row]:
        number = 0
        for batch in _opened(path).iter_batches(batch_size=_BATCH):
            for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                yield make_row(number, [as_text(value) for value in values], columns)

    return Table(path, columns, "parquet", "", 0, rows)


def _opened(path: Path) -> "pyarrow.parquet.ParquetFile":
    module = backend()
    try:
        return module.ParquetFile(path)
    except (OSError, ValueError) as error:
        raise InputError(
            Text("Parquet 文件已损坏", "the Parquet file is damaged"),
            remedy=Text("重新导出", "Export it again"),
            where=str(path),
        ) from error
