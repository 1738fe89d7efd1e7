"""What a table is: columns, and rows of text that know their number in the file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from doorplate._text import Text

__all__ = ["Cell", "Row", "Table"]

Cell = str | int | float | bool | None
"""What may be written into a cell; None is an empty cell."""


class Row(NamedTuple):
    """One row of a table.

    Attributes:
        number: where it stands in the file, counted from 1 as spreadsheet programs count; in a
            text file the line on which the row begins.
        cells: text by column name, every column present, blanks around the text removed.
        fault: why the row cannot be used as it stands; None for a sound row. A row with a fault
            keeps what could be read and belongs among the rejects.
    """

    number: int
    cells: Mapping[str, str]
    fault: Text | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A file of rows, read again from the start by every loop over it.

    Every row comes out exactly once, one of blank cells with a fault. Only lines of a text file
    that hold nothing at all, and blank rows of a workbook, are passed over.

    Attributes:
        path: the file.
        columns: names as the header gives them, each once; a second column of the same name is
            called `name#2`, a column without a name by its letter.
        kind: `csv`, `lines`, `jsonl`, `xlsx` or `parquet`.
        encoding: of a text file, else "".
        header: number of the header row; 0 where the file has none.
        sheet: name of the sheet of a workbook, else "".
    """

    path: Path
    columns: tuple[str, ...]
    kind: str
    encoding: str
    header: int
    source: Callable[[], Iterator[Row]]
    sheet: str = ""

    def __iter__(self) -> Iterator[Row]:
        return self.source()
