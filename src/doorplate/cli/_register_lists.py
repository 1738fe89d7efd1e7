"""`doorplate register`: lists for the office and the installer, questions out, answers in."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from doorplate import tables
from doorplate._text import Text
from doorplate.cli._io import put, report
from doorplate.cli._register_options import (
    ACTOR,
    DAY,
    OUTPUT,
    PLACE,
    TABLE,
    deed_of,
    put_table,
    refuse_faults,
    rows_of,
)
from doorplate.cli._words import Command, lang_of, option
from doorplate.register import Register, answers, audit, decisions
from doorplate.register.install import SORT_COLUMNS, Walk, sorting
from doorplate.register.ledger_rows import COLUMNS, ledger_rows, side_word
from doorplate.register.proposals import propose
from doorplate.register.reconcile import link_events, reconcile

__all__ = ["LISTS"]


@click.command(
    "ledger",
    cls=Command,
    words=Text("门牌台账表，每个地址一行。", "The ledger as a table, one row an address."),
    examples="doorplate register ledger register.db -o 台账.xlsx",
)
@PLACE
@OUTPUT
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
@PLACE
@OUTPUT
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
@click.pass_context
def sort_command(
    ctx: click.Context, /, place: str, out: Path, walk: Walk, per_box: int
) -> None:
    """Plates on their way."""
    with Register.open(place) as register:
        rows = sorting(register.state(), walk=walk, per_box=per_box)
    lang = lang_of(ctx)
    cells = ({**row._asdict(), "side": side_word(row.side, lang)} for row in rows)
    put_table(cells, out, SORT_COLUMNS, lang)


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
@PLACE
@OUTPUT
@click.pass_context
def questions_command(ctx: click.Context, /, place: str, out: Path) -> None:
    """Changes nothing."""
    lang = lang_of(ctx)
    with Register.open(place) as register:
        rulings, questions = reconcile(register.state())
    columns = tuple(words.say(lang) for words in answers.COLUMNS.values())
    put(answers.question_rows(questions, lang), out, columns)
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
@PLACE
@TABLE
@DAY
@ACTOR
@option(
    "--link", "also", is_flag=True, words=Text("明确的也认定", "Link the clear claims too.")
)
@click.pass_context
def answers_command(
    ctx: click.Context, /, place: str, table: Path, *, also: bool, **who: Any
) -> None:
    """One transaction."""
    lang, sheet, deed = lang_of(ctx), tables.read(table), deed_of(who)
    with Register.open(place) as register:
        state = register.state()
        found = answers.read_answers(rows_of(sheet), state, **deed)
        refuse_faults(sheet, found.faults, lang)
        clear = link_events(reconcile(state)[0], **deed) if also else []
        done = register.append([*clear, *found.events], onto=state.anchor)
    report(
        Text(
            f"写入 {len(done)} 条，未答 {found.open} 条",
            f"{len(done)} written, {found.open} unanswered",
        ),
        lang,
    )


@click.command(
    "propose",
    cls=Command,
    words=Text(
        "依据可定的问题，逐条提出处理办法，写成表由人填“决定”；不改动台账。",
        "For the findings that evidence can decide, propose events in a table in which a "
        "person fills in the decision; changes nothing.",
    ),
    examples="doorplate register propose register.db -o 提案.xlsx",
)
@PLACE
@OUTPUT
@click.pass_context
def propose_command(ctx: click.Context, /, place: str, out: Path) -> None:
    """One row an event."""
    lang = lang_of(ctx)
    with Register.open(place) as register:
        state = register.state()
    found = audit(state)
    made = propose(found, state, time=date.min)
    columns = tuple(words.say(lang) for words in decisions.COLUMNS.values())
    put(decisions.proposal_rows(made, lang), out, columns)
    left = len(found) - len(made)
    report(
        Text(
            f"问题 {len(found)} 个，有提案 {len(made)} 个，由人定 {left} 个",
            f"{len(found)} findings, {len(made)} with a proposal, {left} for a person",
        ),
        lang,
    )


@click.command(
    "decide",
    cls=Command,
    words=Text(
        "读回填好的提案表，把“采纳”的写入台账；有一格不合格就什么也不写。",
        "Read the filled-in proposals and write what was accepted into the register; one bad "
        "cell and nothing is written.",
    ),
    examples="doorplate register decide register.db 提案.xlsx --day 2022-07-08",
)
@PLACE
@TABLE
@DAY
@ACTOR
@click.pass_context
def decide_command(ctx: click.Context, /, place: str, table: Path, **who: Any) -> None:
    """One transaction."""
    lang, sheet = lang_of(ctx), tables.read(table)
    found = decisions.read_decisions(rows_of(sheet), **deed_of(who))
    refuse_faults(sheet, found.faults, lang)
    with Register.open(place) as register:
        done = register.append(found.events)
    report(
        Text(
            f"写入 {len(done)} 条，未定 {found.open} 条",
            f"{len(done)} written, {found.open} undecided",
        ),
        lang,
    )


LISTS = (
    ledger_command, sort_command, questions_command, answers_command, propose_command,
    decide_command,
)  # fmt: skip
