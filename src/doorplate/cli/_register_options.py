"""What the commands of `doorplate register` share: their options, and tables that come back."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from doorplate import tables
from doorplate._text import Lang, Text
from doorplate.cli._io import put, report
from doorplate.cli._words import argument, option
from doorplate.errors import InputError
from doorplate.register.sheets import Columns, Fault

__all__ = [
    "ACTOR", "DAY", "DAY_TYPE", "OUTPUT", "PATH", "PLACE", "TABLE", "day_of", "deed_of",
    "put_table", "refuse_faults", "rows_of",
]  # fmt: skip

PATH = click.Path(path_type=Path)
DAY_TYPE = click.DateTime(["%Y-%m-%d"])
PLACE = argument(
    "place",
    words=Text("台账：文件或 postgresql:// 地址",
               "The register: a file or a postgresql:// URL."),
)  # fmt: skip
OUTPUT = option(
    "-o", "--output", "out", type=PATH, default=Path("-"),
    words=Text("结果文件；默认标准输出的 JSON 行",
               "Result; by default JSON lines on standard output."),
)  # fmt: skip
TABLE = argument("table", type=PATH, words=Text("填好的表", "The filled-in table."))
DAY = option(
    "--day", type=DAY_TYPE, required=True,
    words=Text("记入台账的日期", "The day written into the register."),
)  # fmt: skip
ACTOR = option(
    "--actor", default="clerk", show_default=True,
    words=Text("经办角色，不写人名", "The role that decides; no person's name."),
)  # fmt: skip


def day_of(moment: datetime | None) -> date | None:
    """The day of an option that may be left out."""
    return moment.date() if moment else None


def put_table(
    rows: Iterable[Mapping[str, tables.Cell]], out: Path, columns: Columns, lang: Lang
) -> int:
    """Rows whose cells have the names of the code, under headings that the reader knows."""
    named = ({words.say(lang): row[n] for n, words in columns.items()} for row in rows)
    return put(named, out, tuple(words.say(lang) for words in columns.values()))


def rows_of(table: tables.Table) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Number and cells of each row."""
    return ((row.number, row.cells) for row in table)


def refuse_faults(table: tables.Table, faults: list[Fault], lang: Lang) -> None:
    """End with every bad cell named: file, sheet, row, column, what is wrong, what to do.

    Raises:
        InputError: there is a fault. Nothing was written.
    """
    for fault in faults[:-1]:
        report(Text(*(_bad_cell(table, fault).message(each) for each in _LANGS)), lang)
    if faults:
        raise _bad_cell(table, faults[-1])


_LANGS: tuple[Lang, Lang] = ("zh", "en")


def _bad_cell(table: tables.Table, fault: Fault) -> InputError:
    sheet = f"[{table.sheet}]" if table.sheet else ""
    return InputError(
        fault.text,
        remedy=fault.remedy,
        where=f"{table.path.name}{sheet}:{fault.row} {fault.column}",
    )


def deed_of(who: Mapping[str, Any]) -> dict[str, Any]:
    """Who decides, and when, for the functions that make events."""
    return {"time": who["day"].date(), "actor": who["actor"]}
