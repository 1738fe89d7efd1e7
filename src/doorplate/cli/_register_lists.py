"""`doorplate register`: lists for the office and the installer, questions out, answers in."""

from pathlib import Path
from typing import Any

import click

from doorplate import tables
from doorplate._text import Text
from doorplate.cli._io import put, report
from doorplate.cli._words import Command, argument, lang_of, option
from doorplate.errors import InputError
from doorplate.register import Register
from doorplate.register.install import SortRow, Walk, sorting
from doorplate.register.ledger_rows import COLUMNS, ledger_rows
from doorplate.register.reconcile import (
    COLUMNS as QUESTION_COLUMNS,
)
from doorplate.register.reconcile import (
    link_events,
    question_rows,
    read_answers,
    reconcile,
)

__all__ = ["answers_command", "ledger_command", "questions_command", "sort_command"]

_PATH = click.Path(path_type=Path)
_PLACE = argument(
    "place",
    words=Text(
        "台账：文件或 postgresql:// 地址", "The register: a file or a postgresql:// URL."
    ),
)
_OUT = option(
    "-o",
    "--output",
    "out",
    type=_PATH,
    default=Path("-"),
    words=Text(
        "结果文件；默认标准输出的 JSON 行", "Result; by default JSON lines on standard output."
    ),
)
_DAY = option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    required=True,
    words=Text("记入台账的日期", "The day written into the register."),
)
_ACTOR = option(
    "--actor",
    default="clerk",
    show_default=True,
    words=Text("经办角色，不写人名", "The role that decides; no person's name."),
)


@click.command(
    "ledger",
    cls=Command,
    words=Text("门牌台账表，每个地址一行。", "The ledger as a table, one row an address."),
    examples="doorplate register ledger register.db -o 台账.xlsx",
)
@_PLACE
@_OUT
@click.pass_context
def ledger_command(ctx: click.Context, /, place: str, out: Path) -> None:
    """Ended addresses too."""
    lang = lang_of(ctx)
    with Register.open(place) as register:
        state = register.state()
    put(ledger_rows(state, lang), out, tuple(words.say(lang) for words in COLUMNS.values()))


@click.command(
    "sort",
    cls=Command,
    words=Text(
        "分拣清单：按网格、街路、街侧排好，写明箱号与位置。",
        "The sorting list: by grid, street and side, with box and position.",
    ),
    examples="doorplate register sort register.db -o 分拣.xlsx --walk zigzag",
)
@_PLACE
@_OUT
@option(
    "--walk",
    type=click.Choice(["loop", "zigzag"]),
    default="loop",
    show_default=True,
    words=Text(
        "走法：loop 单侧去双侧回，zigzag 两侧交替",
        "The walk: loop out on one side and back on the other, or zigzag.",
    ),
)
@option(
    "--per-box",
    type=click.IntRange(1),
    default=50,
    show_default=True,
    words=Text("每箱块数", "Plates in a box."),
)
def sort_command(place: str, out: Path, walk: Walk, per_box: int) -> None:
    """Plates on their way."""
    with Register.open(place) as register:
        rows = sorting(register.state(), walk=walk, per_box=per_box)
    put((row._asdict() for row in rows), out, SortRow._fields)


@click.command(
    "questions",
    cls=Command,
    words=Text(
        "比对未定的申报：明确的只计数，不明确的写成问题表，由人填“决定”。",
        "Match open claims: the clear ones are counted, the others go into a table in which a "
        "person fills in the decision.",
    ),
    examples="doorplate register questions register.db -o 问题.xlsx",
)
@_PLACE
@_OUT
@click.pass_context
def questions_command(ctx: click.Context, /, place: str, out: Path) -> None:
    """Changes nothing."""
    lang = lang_of(ctx)
    with Register.open(place) as register:
        rulings, questions = reconcile(register.state())
    columns = tuple(words.say(lang) for words in QUESTION_COLUMNS.values())
    put((dict(row) for row in question_rows(questions, lang)), out, columns)
    report(
        Text(
            f"明确 {len(rulings)} 条，待定 {len(questions)} 条",
            f"{len(rulings)} clear, {len(questions)} open",
        ),
        lang,
    )


@click.command(
    "answers",
    cls=Command,
    words=Text(
        "读回填好的问题表并写入台账；有一格不合格就什么也不写。--link 把明确的申报也认定。",
        "Read the filled-in table and write it into the register; one bad cell and nothing is "
        "written. --link also links the clear claims.",
    ),
    examples="doorplate register answers register.db 问题.xlsx --day 2022-07-08 --link",
)
@_PLACE
@argument("table", type=_PATH, words=Text("填好的问题表", "The filled-in table."))
@_DAY
@_ACTOR
@option(
    "--link", "also", is_flag=True, words=Text("明确的也认定", "Link the clear claims too.")
)
@click.pass_context
def answers_command(
    ctx: click.Context, /, place: str, table: Path, *, also: bool, **who: Any
) -> None:
    """One transaction."""
    rows = [row.cells for row in tables.read(table)]
    deed = {"time": who["day"].date(), "actor": who["actor"]}
    with Register.open(place) as register:
        state = register.state()
        answers = read_answers(rows, state, **deed)
        if answers.faults:
            fault = answers.faults[0]
            more = len(answers.faults) - 1
            raise InputError(
                Text(
                    f"{fault.text.zh}（另有 {more} 处）", f"{fault.text.en} (and {more} more)"
                ),
                remedy=Text("改正后再读；台账未变", "Mend it; the register is unchanged"),
                where=f"{table}:{fault.row} {fault.column}",
            )
        clear = link_events(reconcile(state)[0], **deed) if also else []
        done = register.append([*clear, *answers.events])
    report(
        Text(
            f"写入 {len(done)} 条，未答 {answers.open} 条",
            f"{len(done)} written, {answers.open} unanswered",
        ),
        lang_of(ctx),
    )
