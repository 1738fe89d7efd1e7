"""`doorplate dedupe`: which rows of a list are the same door."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

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
from doorplate.match import Cluster, Clusters, dedupe

_COLUMNS = ("record_id", "cluster_id", "canonical", "confidence", "decision", "reasons")


@click.command(
    "dedupe",
    cls=Command,
    words=Text(
        "找出同一扇门的重复记录。每个输入行对应一个输出行：record_id、cluster_id（同一扇门相同）、"
        "canonical（规范写法）、confidence（0–1）、decision（merged 已并，review 需人工看，"
        "single 独一条，reject 读不出）、reasons（理由）。输入 - 表示从标准输入读 JSON 行。",
        "Find records of the same door. One row comes out for each row in: record_id, "
        "cluster_id (equal for one door), canonical, confidence (0 to 1), decision (merged, "
        "review: a person must look, single, reject: not readable), reasons. The input - is "
        "JSON lines on standard input.",
    ),
    examples="""
        doorplate dedupe list.csv --id 序号 --text 地址 -o doors.csv
        doorplate dedupe list.xlsx -o doors.xlsx --places villages.csv
        cat list.jsonl | doorplate dedupe - > doors.jsonl
    """,
)
@argument("table", type=PATH, metavar="IN", words=Text("名单", "The list."))
@column_options
@places_option
@option("--sheet", words=Text("工作簿中的表", "Sheet of a workbook."))
@output_option
@click.pass_context
def dedupe_command(
    ctx: click.Context,
    /,
    table: Path,
    *,
    places: Path | None,
    sheet: str | None,
    out: Path,
    **columns: str | None,
) -> None:
    """Groups the rows and writes each with its group, in the order of the input."""
    lang = lang_of(ctx)
    spare(out, table, places)
    known = places_at(places)
    with table_at(table, sheet) as source:
        lines = lines_of(source, columns["id_column"], columns["text_column"], lang)
    clusters = dedupe(records_of(lines), places=known)
    decisions: Counter[str] = Counter()
    put(_rows(lines, clusters, lang, decisions), out, _COLUMNS)
    report(_summary(lines, clusters, decisions), lang)


def _rows(
    lines: Sequence[Line], clusters: Clusters, lang: Lang, decisions: Counter[str]
) -> Iterator[dict[str, tables.Cell]]:
    told: dict[str, tuple[tables.Cell, ...]] = {}
    for line in lines:
        values = _values(line, clusters, lang, told)
        row = dict(zip(_COLUMNS, (line.id, *values), strict=True))
        decisions[str(row["decision"])] += 1
        yield row


def _values(
    line: Line, clusters: Clusters, lang: Lang, told: dict[str, tuple[tables.Cell, ...]]
) -> tuple[tables.Cell, ...]:
    """What is said of a row; of rows of one door it is worked out once and told already."""
    if line.record is None:
        return line.id, "", 0.0, "reject", line.fault.say(lang) if line.fault else ""
    cluster = clusters.of(line.id)
    if cluster.id in told:
        return told[cluster.id]
    values = (
        cluster.id, str(cluster.canonical), round(cluster.confidence, 4),
        str(cluster.decision), _reasons(cluster, lang),
    )  # fmt: skip
    if len(cluster.members) > 1:
        told[cluster.id] = values
    return values


def _reasons(cluster: Cluster, lang: Lang) -> str:
    reasons = [reason.text.say(lang) for reason in cluster.reasons]
    if cluster.proposals:
        others = " ".join(cluster.proposals)
        reasons.append(Text(f"可能同门：{others}", f"may be one door with {others}").say(lang))
    return "; ".join(dict.fromkeys(reasons))


def _summary(lines: Sequence[Line], clusters: Clusters, decisions: Counter[str]) -> Text:
    rejected = decisions["reject"]
    return Text(
        f"{len(lines)} 行 → {len(clusters)} 扇门；合并 {decisions['merged']} 行，"
        f"待人工 {decisions['review']} 行，读不出 {rejected} 行",
        f"{len(lines)} rows -> {len(clusters)} doors; {decisions['merged']} rows merged, "
        f"{decisions['review']} to review, {rejected} not readable",
    )
