"""The tables of a clean-up: what stands in which file, and under which heading.

CSV files carry stable English keys for programs; workbooks carry headings for readers.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from doorplate._text import Lang, Text
from doorplate.address import DoorNumber
from doorplate.numbering import Policy
from doorplate.pipeline import Cleaned, Reject
from doorplate.tables import Cell

__all__ = ["FILES", "File", "Printed"]

Rows = Iterator[dict[str, Cell]]
Printed = Callable[[DoorNumber | None], str]
"""A number in the style of the policy; empty for none."""


class Sources(NamedTuple):
    """What the tables are made from."""

    cleaned: Cleaned
    rejects: tuple[Reject, ...]
    printed: Printed
    lang: Lang


class File(NamedTuple):
    """One table: its name without extension, what it is, its columns and rows.

    `workbook` says whether it is also written for spreadsheet programs.
    """

    name: str
    text: Text
    columns: Mapping[str, Text]
    rows: Callable[[Sources], Rows]
    workbook: bool = False


def printer(policy: Policy | None) -> Printed:
    """Numbers in the policy's style of sub-numbers."""
    if policy is None:
        return lambda number: "" if number is None else str(number)
    style = policy.sub.style
    return lambda number: "" if number is None else number.format(style)


def _cleaned(source: Sources) -> Rows:
    doors = {door.uid: door for door in source.cleaned.doors}
    for record in source.cleaned.records:
        door = doors[record.door]
        yield {
            "id": record.id,
            "row": record.row,
            "original": record.text,
            "address": str(record.address),
            "door": record.door,
            "household": record.household,
            "street": door.street,
            "old_number": source.printed(door.old),
            "number": source.printed(door.number) if door.live else "",
            "grid": door.grid or None,
            "state": str(door.state),
            "plate": door.plate.text.say(source.lang),
            "decision": record.verb.text.say(source.lang) if record.verb else "",
            "reason": record.reason.say(source.lang),
        }


def _findings(source: Sources) -> Rows:
    for found in source.cleaned.findings:
        finding = found.finding
        yield {
            "defect": finding.kind.defect.text.say(source.lang),
            "kind": str(finding.kind),
            "doors": " ".join(finding.subjects),
            "records": " ".join(found.records),
            "text": finding.text.say(source.lang),
            "decision": str(found.remedy),
            "remedy": finding.remedy.say(source.lang),
            "decided": finding.decided,
        }


def _crosswalk(source: Sources) -> Rows:
    doors = {door.uid: door for door in source.cleaned.doors}
    for crossing in source.cleaned.crosswalk:
        door = doors[crossing.door]
        yield {
            "door": crossing.door,
            "street": crossing.street,
            "old_number": source.printed(crossing.old),
            "new_number": source.printed(crossing.new),
            "kind": crossing.kind,
            "aliases": " ".join(map(source.printed, door.others)),
            "address": str(door.address),
            "reason": door.reason.say(source.lang),
        }


def _grids(source: Sources) -> Rows:
    codes = {grid.seq: grid.code for grid in source.cleaned.grids}
    for door in source.cleaned.doors:
        if door.grid:
            yield {
                "grid": door.grid,
                "grid_code": codes[door.grid],
                "street": door.street,
                "side": str(door.side or ""),
                "door": door.uid,
                "number": source.printed(door.number) if door.live else "",
                "households": door.weight,
            }


def _review(source: Sources) -> Rows:
    for number, ask in enumerate(source.cleaned.asks, 1):
        options = [option.say(source.lang) for option in ask.options]
        yield {
            "no": number,
            "subjects": " ".join(ask.subjects),
            "question": ask.text.say(source.lang),
            "options": " | ".join(f"{i}. {option}" for i, option in enumerate(options, 1)),
            "answer": "",
        }


def _rejects(source: Sources) -> Rows:
    for reject in source.rejects:
        yield {
            "row": reject.row,
            "id": reject.id,
            "household": reject.household,
            "reason": reject.reason.say(source.lang),
        }


def _columns(words: str) -> dict[str, Text]:
    pairs = (word.split(":") for word in words.split())
    return {key: Text(zh, key.replace("_", " ")) for key, zh in pairs}


FILES: tuple[File, ...] = (
    File(
        "cleaned",
        Text("清理后的表，每条输入记录一行", "the list after cleaning, a row for each record"),
        _columns(
            "id:编号 row:行号 original:原地址 address:标准地址 door:门 household:户编号 "
            "street:街路巷 old_number:原号 number:现号 grid:网格 state:号码情况 plate:牌况 "
            "decision:决定 reason:依据"
        ),
        _cleaned,
        workbook=True,
    ),
    File(
        "findings",
        Text("发现的问题：重 错 漏 缺 损 无序", "the six defects, one a row"),
        _columns(
            "defect:问题 kind:种类 doors:门 records:记录 text:说明 decision:处置代码 "
            "remedy:处置 decided:已定"
        ),
        _findings,
    ),
    File(
        "crosswalk",
        Text("旧号新号对照，每门一行", "old number to new number, a row for each door"),
        _columns(
            "door:门 street:街路巷 old_number:旧号 new_number:新号 kind:变化 aliases:别号 "
            "address:标准地址 reason:依据"
        ),
        _crosswalk,
    ),
    File(
        "grids",
        Text("网格与门的归属", "the doors of each grid"),
        _columns(
            "grid:网格 grid_code:网格代码 street:街路巷 side:侧 door:门 number:门牌号 "
            "households:户数"
        ),
        _grids,
    ),
    File(
        "review",
        Text("需要人来定的问题，写出答案即可", "questions for a person, with room for answers"),
        _columns("no:序号 subjects:对象 question:问题 options:选项 answer:答复"),
        _review,
        workbook=True,
    ),
    File(
        "rejects",
        Text("读不出地址的行及原因", "rows that could not be read, and why"),
        _columns("row:行号 id:编号 household:户编号 reason:原因"),
        _rejects,
    ),
)


def headed(rows: Iterable[Mapping[str, Cell]], file: File, lang: Lang) -> Rows:
    """The rows under headings for a reader."""
    for row in rows:
        yield {file.columns[key].say(lang): value for key, value in row.items()}
