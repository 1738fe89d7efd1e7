"""Tables in: CSV, plain lines, JSON lines, XLSX, Parquet."""

from pathlib import Path

from doorplate._text import Text
from doorplate.errors import InputError
from doorplate.tables._csv import read_csv
from doorplate.tables._lines import read_jsonl, read_lines
from doorplate.tables._parquet import read_parquet
from doorplate.tables._sources import check_content, kind_of
from doorplate.tables._xlsx import read_xlsx
from doorplate.tables.values import Table

__all__ = ["read"]


def read(
    path: str | Path, *, sheet: str | None = None, named: frozenset[str] = frozenset()
) -> Table:
    r"""The table in a file; the extension says which kind, and the content must agree.

    `.csv` `.tsv` (separator and header row found, UTF-8 or GB18030), `.txt` (one address
    a line, column `address`), `.jsonl` `.ndjson`, each also packed as `.gz` or `.xz`;
    `.xlsx` `.xlsm`; `.parquet`.

    Args:
        path: the file.
        sheet: the sheet of a workbook; needed only where several could be meant.
        named: names of which the header row has one, where a header is looked for; by default
            the usual names of columns tell it.

    Raises:
        InputError: the file cannot be read as what its name says.
        EncodingUnknown: a text file that is neither UTF-8 nor GB18030.
        BackendMissing: Parquet without pyarrow.

    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "list.csv"
    >>> _ = file.write_bytes("序号,地址\n1,营上村12号\n".encode("gb18030"))
    >>> table = read(file)
    >>> table.columns, table.encoding, [(row.number, row.cells["地址"]) for row in table]
    (('序号', '地址'), 'gb18030', [(2, '营上村12号')])
    """
    path = Path(path)
    kind = kind_of(path)
    check_content(path, kind)
    if kind == "xlsx":
        return read_xlsx(path, sheet, named)
    if sheet is not None:
        raise InputError(
            Text("只有工作簿才有表名", "only a workbook has sheets"),
            remedy=Text("去掉 --sheet", "Leave out --sheet"),
            where=str(path),
        )
    if kind == "csv":
        return read_csv(path, named)
    readers = {"lines": read_lines, "jsonl": read_jsonl, "parquet": read_parquet}
    return readers[kind](path)
