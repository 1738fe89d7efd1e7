"""Rows of a table as records with an id and an address, for the commands that match."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import click

from doorplate import tables
from doorplate._text import Lang, Text
from doorplate.address import Level
from doorplate.cli._io import watched
from doorplate.cli._words import option
from doorplate.divisions import PLACE_LEVELS, Gazetteer
from doorplate.errors import DoorplateError, GazetteerError, InputError
from doorplate.match import Places, Record
from doorplate.normalize import parse

_OPTIONS = {"id": "--id", "address": "--text"}
_READING = Text("已读", "read")


PATH = click.Path(path_type=Path)


def column_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options `--id` and `--text`: which columns a list is read from."""
    id_column = option(
        "--id", "id_column", words=Text("编号列；默认行号", "Column of ids; else row numbers.")
    )
    text_column = option(
        "--text", "text_column", words=Text("地址列", "Column of the addresses.")
    )
    return id_column(text_column(command))


def places_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--places`: a table for `places_at`."""
    words = Text(
        "已知地点表，列名为 village、road 等", "Known places, in columns named village, road …"
    )
    return option("--places", type=PATH, words=words)(command)


def output_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--output`, by default standard output."""
    words = Text(
        "结果文件；默认标准输出的 JSON 行", "Result; by default JSON lines on standard output."
    )
    return option("-o", "--output", "out", type=PATH, default=Path("-"), words=words)(command)


class Line(NamedTuple):
    """One row: its id, its text, and the record read from it or why there is none."""

    id: str
    text: str
    record: Record | None
    fault: Text | None = None


def lines_of(
    table: tables.Table, id_column: str | None, text_column: str | None, lang: Lang
) -> list[Line]:
    """Every row of a table, in order; without an id column the row's number is its id.

    Raises:
        ColumnNotFound: a named column is absent, or no column holds addresses.
        AmbiguousColumn: several columns could be meant.
        InputError: two rows have one id.
    """
    named = {"id": id_column, "address": text_column}
    found = tables.find_columns(
        table.columns,
        ["address"],
        optional=["id"],
        overrides={role: name for role, name in named.items() if name},
        options=_OPTIONS,
    )
    lines: list[Line] = []
    seen: dict[str, int] = {}
    for row in watched(table, _READING, lang):
        line = _line(row, found)
        if line.id in seen:
            raise _twice(line.id, seen[line.id], row.number, table.path)
        seen[line.id] = row.number
        lines.append(line)
    return lines


def _line(row: tables.Row, found: dict[str, str]) -> Line:
    text = row.cells[found["address"]]
    key = (row.cells[found["id"]] if "id" in found else "") or f"R{row.number}"
    if row.fault is not None:
        return Line(key, text, None, row.fault)
    try:
        address = parse(text).best
    except DoorplateError as error:
        return Line(key, text, None, Text(error.message("zh"), error.message("en")))
    if not address:
        return Line(key, text, None, Text("读不出地址要素", "no address element in it"))
    return Line(key, text, Record(key, address))


def records_of(lines: Iterable[Line]) -> list[Record]:
    """The records among the lines."""
    return [line.record for line in lines if line.record is not None]


def _twice(key: str, first: int, second: int, path: Path) -> InputError:
    return InputError(
        Text(f"第 {first} 行和第 {second} 行的编号都是 {key}",
             f"rows {first} and {second} both have the id {key}"),
        remedy=Text("用 --id 指定编号不重复的列", "Name a column of unique ids with --id"),
        where=str(path),
    )  # fmt: skip


def places_at(path: Path | None) -> Places | None:
    """The places of a table with columns named after levels: `village`, `road` and so on."""
    if path is None:
        return None
    return Places.of(_rows(path, frozenset(level.key for level in Level)))


def _rows(path: Path, levels: frozenset[str]) -> list[dict[str, str]]:
    """The cells of a place list whose columns are named after levels; blank rows left out.

    Raises:
        InputError: a row that cannot be read as the others.
    """
    rows = []
    for row in tables.read(path, named=levels):
        if row.fault is None:
            rows.append(dict(row.cells))
        elif any(row.cells.values()):
            raise InputError(
                row.fault,
                remedy=Text("改正这一行", "Correct the row"),
                where=f"{path}, row {row.number}",
            )
    return rows


def gazetteer_at(path: Path | None) -> Gazetteer:
    """The bundled gazetteer, with the places of a table with columns named after levels.

    Other columns are ignored, and rows without a name.
    """
    bundled = Gazetteer.bundled()
    if path is None:
        return bundled
    rows = _rows(path, frozenset(PLACE_LEVELS))
    if rows and rows[0].keys().isdisjoint(PLACE_LEVELS):
        raise GazetteerError(
            Text("地点表没有一列是区划级别", "no column of the place list is a level"),
            remedy=Text(
                f"列名用 {' '.join(sorted(PLACE_LEVELS))}",
                f"Name columns after {' '.join(sorted(PLACE_LEVELS))}",
            ),
            where=str(path),
        )
    cells = [{k: v for k, v in row.items() if k in PLACE_LEVELS} for row in rows]
    try:
        return bundled.with_places(one for one in cells if any(one.values()))
    except GazetteerError as error:
        where = f"{path}, {error.where}"
        raise GazetteerError(error.text, remedy=error.remedy, where=where) from None
