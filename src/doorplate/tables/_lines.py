"""Plain lines, one address a line, and JSON lines, one object a line."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from doorplate._text import Text
from doorplate.errors import InputError
from doorplate.tables._csv import open_lines
from doorplate.tables._encoding import detect
from doorplate.tables._limits import MAX_COLUMNS, MAX_HEADER_SEARCH
from doorplate.tables._rows import as_text, make_row
from doorplate.tables.values import Row, Table


def read_lines(path: Path) -> Table:
    """A text file as a table of one column, `address`."""
    encoding = detect(path)

    def rows() -> Iterator[Row]:
        for number, line in _numbered(path, encoding):
            yield make_row(number, [line], ("address",))

    return Table(path, ("address",), "lines", encoding.removesuffix("-sig"), 0, rows)


def read_jsonl(path: Path) -> Table:
    """JSON lines as a table: the columns are the keys of the first lines, in order.

    Keys that show up later are kept in the row. A line that is no object is a row with a fault.
    """
    encoding = detect(path)
    columns = _columns(path, encoding)

    def rows() -> Iterator[Row]:
        for number, line in _numbered(path, encoding):
            yield _object_row(number, line, columns)

    return Table(path, columns, "jsonl", encoding.removesuffix("-sig"), 0, rows)


def _numbered(path: Path, encoding: str) -> Iterator[tuple[int, str]]:
    with open_lines(path, encoding) as lines:
        for number, line in enumerate(lines, 1):
            if text := line.strip():
                yield number, text


def _columns(path: Path, encoding: str) -> tuple[str, ...]:
    keys: dict[str, None] = {}
    for _, line in islice(_numbered(path, encoding), MAX_HEADER_SEARCH):
        keys |= dict.fromkeys(map(str, parse_object(line) or ()))
    if not keys or len(keys) > MAX_COLUMNS:
        raise InputError(
            Text("开头各行不是 JSON 对象", "the first lines are no JSON objects"),
            remedy=Text('每行写一个对象，例：{"address": "…"}',
                        'Write one object a line, like {"address": "…"}'),
            where=str(path),
        )  # fmt: skip
    return tuple(keys)


def parse_object(line: str) -> dict[str, Any] | None:
    """The JSON object on a line, or None where there is none."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _object_row(number: int, line: str, columns: tuple[str, ...]) -> Row:
    found = parse_object(line)
    if found is None:
        row = make_row(number, [line], columns)
        return row._replace(fault=Text("不是 JSON 对象", "no JSON object"))
    late = [key for key in found if key not in columns]
    names = (*columns, *late)
    return make_row(number, [as_text(found.get(name)) for name in names], names)
