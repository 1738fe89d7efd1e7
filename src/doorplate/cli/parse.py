"""`doorplate parse`: address texts into their elements."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click

from doorplate import tables
from doorplate._text import Lang, Text
from doorplate.address import Level
from doorplate.cli._errors import Exit, Misuse
from doorplate.cli._io import emit, put, report, spare, stdin_objects, table_at, watched
from doorplate.cli._records import gazetteer_at, places_option
from doorplate.cli._words import Command, argument, lang_of, option
from doorplate.divisions import Gazetteer
from doorplate.errors import DoorplateError
from doorplate.normalize import Parsed, parse

_PATH = click.Path(path_type=Path)
_COLUMNS = ("row", "text", "canonical", "confidence", *(level.key for level in Level), "rest",
            "warnings", "error")  # fmt: skip


class Job(NamedTuple):
    """A text to read, what came with it, and why it cannot be read, if so."""

    text: str
    extra: dict[str, Any]
    fault: Text | None = None


@click.command(
    "parse",
    cls=Command,
    words=Text(
        "把地址文本拆成要素：省、市、县、镇、村、组、路、巷、号、附号、楼、单元、层、室。"
        "文本来自参数、文件（--file），或标准输入（每行一条文本，或一个带 text、address 键的 "
        "JSON 对象，其余键原样带出）。结果每行一个 JSON 对象；在终端上用参数时便于阅读。"
        "有文本读不出任何要素时退出码为 1。",
        "Take address texts apart: province, city, county, town, village, group, road, lane, "
        "number, sub-number, building, unit, floor, room. Texts come from arguments, a file "
        "(--file), or standard input: a text a line, or a JSON object with a key text or "
        "address, whose other keys are passed on. The result is one JSON object a line; "
        "readable lines for arguments on a terminal. The exit code is 1 where a text gives no "
        "element.",
    ),
    examples="""
        doorplate parse 武功县普集镇营上村三组十二号附1
        doorplate parse --file list.xlsx --text 地址 -o parsed.csv --places villages.csv
        doorplate parse < addresses.txt > parsed.jsonl
        echo '{"id": 7, "text": "普集街道营上村12号"}' | doorplate parse
    """,
)
@argument("texts", nargs=-1, metavar="[TEXT]...", words=Text("地址文本", "Address texts."))
@option("--file", "path", type=_PATH, words=Text("从表格读", "Read a table."))
@option("--text", "column", words=Text("地址所在的列", "Column of the addresses."))
@option("--sheet", words=Text("工作簿中的表", "Sheet of a workbook."))
@places_option
@option("--json", "as_json", is_flag=True, words=Text("总是输出 JSON", "JSON in any case."))
@option("-o", "--output", "out", type=_PATH, default=Path("-"),
        words=Text("写到表格文件，而不是标准输出", "Write a table file, not standard output."),
)  # fmt: skip
@click.pass_context
def parse_command(
    ctx: click.Context,
    /,
    texts: tuple[str, ...],
    *,
    out: Path,
    as_json: bool,
    places: Path | None,
    **source: Any,
) -> None:
    """Reads every text and writes a record for each, in the same order."""
    lang = lang_of(ctx)
    if texts and source["path"]:
        raise Misuse(Text("文本和 --file 只能用一样", "Give texts or --file, not both"), ctx)
    spare(out, source["path"], places)
    known = gazetteer_at(places)
    tally = Tally()
    if texts and not as_json and str(out) == "-" and _on_terminal():
        for record in tally.over(read_one(plain_job(text), lang, known) for text in texts):
            click.echo(readable(record, lang))
    else:
        jobs = map(plain_job, texts) if texts else _jobs(**source)
        records = tally.over(
            read_one(job, lang, known) for job in watched(jobs, _READING, lang)
        )
        _write(records, out)
    if tally.count != 1:
        report(tally.words(), lang)
    ctx.exit(Exit.FOUND if tally.unread else Exit.DONE)


def _on_terminal() -> bool:
    return sys.stdout.isatty()


_READING = Text("已读", "read")


class Tally:
    """How many texts passed, and how many of them gave no address or no number."""

    def __init__(self) -> None:
        self.count = self.unread = self.numbered = 0

    def over(self, records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """The records, counted as they pass."""
        for record in records:
            self.count += 1
            self.unread += not record.get("address")
            self.numbered += "number" in record.get("address", ())
            yield record

    def words(self) -> Text:
        """The closing line."""
        return Text(
            f"{self.count} 条，读到门牌号的 {self.numbered} 条，读不出的 {self.unread} 条",
            f"{self.count} texts, {self.numbered} down to a number, {self.unread} unread",
        )


def plain_job(text: str) -> Job:
    """A text without anything beside it."""
    return Job(text, {})


def _jobs(path: Path | None, column: str | None, sheet: str | None) -> Iterator[Job]:
    if path is None:
        yield from map(_job_of, stdin_objects())
        return
    named = {"address": column} if column else {}
    with table_at(path, sheet) as table:
        found = tables.find_columns(
            table.columns, ["address"], overrides=named, options={"address": "--text"}
        )
        for row in table:
            yield Job(row.cells[found["address"]], {"row": row.number}, row.fault)


def _job_of(item: str | dict[str, Any]) -> Job:
    if isinstance(item, str):
        return plain_job(item)
    key = next((key for key in ("text", "address") if isinstance(item.get(key), str)), None)
    if key is None:
        fault = Text("没有 text 或 address 键", "no key text or address")
        return Job("", item, fault)
    return Job(item[key], {k: v for k, v in item.items() if k != key})


def read_one(job: Job, lang: Lang = "en", gazetteer: Gazetteer | None = None) -> dict[str, Any]:
    """The record of one text; a text that cannot be read gives one with `error`."""
    head = {**job.extra, "text": job.text}
    if job.fault is not None:
        return {**head, "error": job.fault.say(lang)}
    try:
        return {**head, **as_record(parse(job.text, gazetteer=gazetteer), lang)}
    except DoorplateError as error:
        return {**head, "error": error.message(lang)}


def as_record(parsed: Parsed, lang: Lang) -> dict[str, Any]:
    """A reading as JSON-ready fields; offsets count characters of the text."""
    best = parsed.best
    record: dict[str, Any] = {
        "canonical": str(best),
        "address": best.to_dict(),
        "confidence": round(parsed.confidence, 3),
        "components": [
            {"level": c.level.key, "value": c.value, "start": c.start, "end": c.end}
            for c in best.components
        ],
        "noise": [span._asdict() for span in best.noise],
        "rest": [span._asdict() for span in best.rest],
        "warnings": [{"code": w.code, "text": w.text.say(lang)} for w in parsed.warnings],
    }
    if parsed.ambiguous:
        record["candidates"] = [
            {"canonical": str(c.address), "score": round(c.score, 3)} for c in parsed.candidates
        ]
    return record


def _write(records: Iterator[dict[str, Any]], out: Path) -> None:
    if str(out) == "-":
        for record in records:
            emit(record)
    else:
        put(map(_flat, records), out, _COLUMNS)


def _flat(record: dict[str, Any]) -> dict[str, tables.Cell]:
    """A record as one row of a table."""
    return {
        **{key: record.get(key) for key in ("row", "text", "canonical", "confidence", "error")},
        **record.get("address", {}),
        "rest": " | ".join(span["text"] for span in record.get("rest", ())),
        "warnings": "; ".join(warning["text"] for warning in record.get("warnings", ())),
    }


def readable(record: dict[str, Any], lang: Lang) -> str:
    """A record as lines for a reader."""
    if "error" in record:
        return f"{record['text']}\n  {record['error']}"
    words = {level.key: level.text.say(lang) for level in Level}
    lines = [f"{record['canonical']}  ({record['confidence']:.2f})"]
    lines += [f"  {words[key]}  {value}" for key, value in record["address"].items()]
    lines += [f"  ? {span['text']}" for span in record["rest"]]
    lines += [f"  ! {warning['text']}" for warning in record["warnings"]]
    other = Text("另一读法", "or").say(lang)
    readings = record.get("candidates", ())[1:]
    lines += [
        f"  {other}  {reading['canonical']}  ({reading['score']:.2f})" for reading in readings
    ]
    return "\n".join(lines)
