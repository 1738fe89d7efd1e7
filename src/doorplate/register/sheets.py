"""Tables that go out to a person and come back: headings in two languages, cells, faults."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from doorplate._text import Text

__all__ = ["Columns", "Fault", "Said", "cells_of", "heading", "missing", "shown"]

Columns = Mapping[str, Text]
"""Name in the code and heading of each column, in order."""

Said = tuple[Text, Text]
"""What is wrong with a cell, and what to do."""


class Fault(NamedTuple):
    """A cell of a filled-in table that cannot be used.

    Attributes:
        row: number of its row in the file; 1 for the header.
        column: its heading.
        text: what is wrong with it.
        remedy: what to do.
    """

    row: int
    column: str
    text: Text
    remedy: Text


def missing(row: Mapping[str, str], columns: Columns, needed: Iterable[str]) -> Iterator[Fault]:
    """A fault for each needed column that the table lacks."""
    for name in needed:
        words = columns[name]
        if words.zh not in row and words.en not in row:
            yield Fault(
                1,
                words.zh,
                Text("缺少这一列", f"the column {words.en} is missing"),
                Text("列名要与导出时相同", "Head it as it was exported"),
            )


def cells_of(row: Mapping[str, str], columns: Columns) -> dict[str, str]:
    """The cells of a row by the names of the code."""
    return {
        name: shown(str(row.get(words.zh) or row.get(words.en) or ""))
        for name, words in columns.items()
    }


def heading(name: str, row: Mapping[str, str], columns: Columns) -> str:
    """The heading of a column as the table has it."""
    words = columns[name]
    return words.en if words.en in row else words.zh


def shown(text: str) -> str:
    """A text as it looks in a cell: blanks around and between counted once, no controls."""
    plain = "".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in text)
    return " ".join(plain.split())
