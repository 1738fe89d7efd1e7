"""`doorplate link`: the rows of one list among the rows of another."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from doorplate import tables
from doorplate._text import Lang, Text
from doorplate.cli._io import put, report, spare, table_at
from doorplate.cli._records import (
    PATH,
    Line,
    column_options,
    lines_of,
    output_option,
    places_at,
    places_option,
    records_of,
)
from doorplate.cli._words import Command, argument, lang_of, option
from doorplate.match import Link, link

_COLUMNS = ("left_id", "right_id", "relation", "score", "reasons")


@click.command(
    "link",
    cls=Command,
    words=Text(
        "把两份名单里的同一扇门对上。左表每行对应一个输出行：left_id、right_id（没有则空）、"
        "relation（same_door 同门，same_place 同地，different 右表没有，unknown 需人工看，"
        "reject 读不出）、score（0–1）、reasons（理由）。右表读不出的行只报数。",
        "Match the rows of two lists. One row comes out for each row on the left: left_id, "
        "right_id (empty for none), relation (same_door, same_place, different: none fits, "
        "unknown: a person must look, reject: not readable), score (0 to 1), reasons. "
        "Unreadable rows on the right are counted.",
    ),
    examples="""
        doorplate link police.csv households.xlsx --id 编号 --text 地址 -o links.csv
        doorplate link old.csv new.csv --right-id door --right-text address --one-to-one
    """,
)
@argument("left", type=PATH, metavar="LEFT", words=Text("左表", "The list on the left."))
@argument("right", type=PATH, metavar="RIGHT", words=Text("右表", "The list on the right."))
@column_options
@option("--right-id", words=Text("右表编号列，若不同", "Column on the right, if another."))
@option("--right-text", words=Text("右表地址列，若不同", "Column on the right, if another."))
@option(
    "--one-to-one",
    is_flag=True,
    words=Text("右表每行最多用一次", "Use each row on the right once at most."),
)
@places_option
@output_option
@click.pass_context
def link_command(
    ctx: click.Context,
    /,
    *,
    one_to_one: bool,
    places: Path | None,
    out: Path,
    **sides: Any,
) -> None:
    """Links the rows and writes one for each on the left, in the order of the input."""
    lang = lang_of(ctx)
    spare(out, sides["left"], sides["right"], places)
    known = places_at(places)
    key, text = sides["id_column"], sides["text_column"]
    with table_at(sides["left"]) as source:
        lefts = lines_of(source, key, text, lang)
    with table_at(sides["right"]) as source:
        rights = lines_of(source, sides["right_id"] or key, sides["right_text"] or text, lang)
    found = link(records_of(lefts), records_of(rights), one_to_one=one_to_one, places=known)
    links = {one.left: one for one in found}
    put(_rows(lefts, links, lang), out, _COLUMNS)
    report(_summary(lefts, rights, found), lang)


def _rows(
    lines: Sequence[Line], links: Mapping[str, Link], lang: Lang
) -> Iterator[dict[str, tables.Cell]]:
    for line in lines:
        yield dict(zip(_COLUMNS, _values(line, links.get(line.id), lang), strict=True))


def _values(line: Line, found: Link | None, lang: Lang) -> tuple[tables.Cell, ...]:
    if found is None:
        return line.id, "", "reject", 0.0, line.fault.say(lang) if line.fault else ""
    verdict = found.verdict
    reasons = "; ".join(reason.text.say(lang) for reason in verdict.reasons)
    return line.id, found.right or "", str(verdict.relation), round(verdict.score, 4), reasons


def _summary(lefts: Sequence[Line], rights: Sequence[Line], found: Sequence[Link]) -> Text:
    linked = sum(one.right is not None for one in found)
    unread = sum(line.record is None for line in rights)
    return Text(
        f"左 {len(lefts)} 行，对上 {linked} 行；右 {len(rights)} 行，读不出 {unread} 行",
        f"{len(lefts)} rows on the left, {linked} linked; "
        f"{len(rights)} rows on the right, {unread} not readable",
    )
