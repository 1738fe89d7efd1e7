"""Delimited text: separator found, broken quoting refused instead of swallowing rows."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from doorplate._text import Text
from doorplate.errors import InputError
from doorplate.tables._encoding import detect
from doorplate.tables._header import Line, find_header
from doorplate.tables._limits import MAX_FIELD, MAX_HEADER_SEARCH
from doorplate.tables._rows import make_row, unguarded
from doorplate.tables._sources import open_bytes
from doorplate.tables.values import Row, Table

_DELIMITERS = ",\t;|"
_MAX_LINES = 50
csv.field_size_limit(2 * MAX_FIELD)


@contextmanager
def open_lines(path: Path, encoding: str) -> Iterator[Iterator[str]]:
    """The lines of a text file, each with its end.

    Raises:
        InputError: a line is too long to be one.
    """
    with (
        open_bytes(path) as stream,
        io.TextIOWrapper(stream, encoding=encoding, newline="") as text,
    ):
        yield _lines(text, str(path))


def _lines(text: io.TextIOWrapper, where: str) -> Iterator[str]:
    number = 0
    while line := text.readline(MAX_FIELD):
        number += 1
        if len(line) == MAX_FIELD:
            raise InputError(
                Text(f"第 {number} 行过长", f"line {number} is too long to be a row"),
                remedy=Text("检查换行", "Check the line ends"),
                where=where,
            )
        yield line


def read_csv(path: Path, named: frozenset[str] = frozenset()) -> Table:
    """A file of delimited text as a table."""
    encoding = detect(path)
    delimiter = _delimiter(path, encoding)

    def lines() -> Iterator[Line]:
        with open_lines(path, encoding) as text:
            yield from _records(text, delimiter, str(path))

    header = find_header(list(islice(lines(), MAX_HEADER_SEARCH)), str(path), named)

    def rows() -> Iterator[Row]:
        for number, cells in lines():
            if number >= header.first and cells:
                yield make_row(number, [unguarded(c) for c in cells], header.columns)

    return Table(path, header.columns, "csv", _shown(encoding), header.row, rows)


def _shown(encoding: str) -> str:
    return "utf-8" if encoding == "utf-8-sig" else encoding


def _delimiter(path: Path, encoding: str) -> str:
    """The separator on the most of the first lines; a comma where none shows."""
    if path.name.lower().removesuffix(".gz").removesuffix(".xz").endswith(".tsv"):
        return "\t"
    with open_lines(path, encoding) as text:
        head = list(islice(text, MAX_HEADER_SEARCH))
    lines = Counter({d: sum(d in line for line in head) for d in _DELIMITERS})
    total = Counter({d: sum(line.count(d) for line in head) for d in _DELIMITERS})
    return max(_DELIMITERS, key=lambda d: (lines[d], total[d]))


def _records(text: Iterator[str], delimiter: str, where: str) -> Iterator[Line]:
    """Records with the line they begin on; an unclosed quotation mark is an error."""
    kept: list[str] = []

    def watched() -> Iterator[str]:
        for line in text:
            kept.append(line)
            yield line

    reader = csv.reader(watched(), delimiter=delimiter)
    while True:
        start = reader.line_num + 1
        kept.clear()
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _unclosed(start, where) from error
        if cells is None:
            return
        _check_quotes(kept, start, where)
        yield start, [cell.strip() for cell in cells]


def _check_quotes(lines: Sequence[str], start: int, where: str) -> None:
    """A record over many lines, or over several with an odd mark, swallowed its neighbours."""
    odd = len(lines) > 1 and sum(line.count('"') for line in lines) % 2
    if odd or len(lines) > _MAX_LINES:
        raise _unclosed(start, where)


def _unclosed(line: int, where: str) -> InputError:
    return InputError(
        Text(f"第 {line} 行的引号没有闭合", f"the quotation mark on line {line} never closes"),
        remedy=Text("补上或删去该引号", "Close it or delete it"),
        where=where,
    )
