"""`doorplate register`: read, check, copy and prove a ledger."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from doorplate._text import Lang, Text
from doorplate.cli._io import emit, put, report
from doorplate.cli._register_lists import LISTS
from doorplate.cli._register_options import DAY_TYPE, OUTPUT, PATH, PLACE, day_of
from doorplate.cli._register_plates import PLATES
from doorplate.cli._register_statement import STATEMENTS
from doorplate.cli._words import Command, Group, argument, lang_of, option
from doorplate.errors import ChainBroken, InputError
from doorplate.findings import Finding
from doorplate.register import CrosswalkRow, Head, Register, audit, coverage
from doorplate.tables.atomic import replacing


@click.group("register", cls=Group, words=Text("门牌台账。", "The ledger of door numbers."))
def register_group() -> None:
    """The group; each command opens the register it is given."""


@register_group.command(
    "info",
    cls=Command,
    words=Text("台账里有什么。", "What the register holds."),
    examples="doorplate register info register.db",
)
@PLACE
def info_command(place: str) -> None:
    """Counts by state, and the head to write down elsewhere."""
    with Register.open(place) as register:
        state = register.state()
    tables = {"doors": state.doors, "addresses": state.addresses, "plates": state.plates,
              "claims": state.claims}  # fmt: skip
    counts = {
        name: dict(sorted(Counter(e.state for e in table.values()).items()))
        for name, table in tables.items()
    }
    emit({"events": state.seq, "head": state.head, **counts})


@register_group.command(
    "create",
    cls=Command,
    words=Text("建一个空台账。", "Make an empty register."),
    examples="doorplate register create register.db",
)
@PLACE
def create_command(place: str) -> None:
    """The head of an empty register."""
    with Register.create(place) as register:
        emit({"events": register.head.seq, "head": register.head.hash})


@register_group.command(
    "verify",
    cls=Command,
    words=Text(
        "核验全部事件的链与状态；指出第一个有问题的事件。退出码 1 表示不可信。",
        "Check the chain of all events and what is kept beside them; names the first bad "
        "event. Exit code 1: not to be trusted.",
    ),
    examples="""
        doorplate register verify register.db
        doorplate register verify register.db --anchor 1200:5f3a…
    """,
)
@PLACE
@option("--anchor", words=Text("另处所记的 序号:哈希", "SEQ:HASH as written down elsewhere."))
@click.pass_context
def verify_command(ctx: click.Context, /, place: str, anchor: str | None) -> None:
    """Exit code 1 where the chain is broken."""
    lang = lang_of(ctx)
    with Register.open(place) as register:
        try:
            head = register.verify(_anchor(anchor))
        except ChainBroken as error:
            emit({"sound": False, "first_bad": error.seq, "why": error.text.say(lang)})
            ctx.exit(1)
    emit({"sound": True, "events": head.seq, "head": head.hash})


def _anchor(text: str | None) -> Head | None:
    if text is None:
        return None
    seq, _, tip = text.partition(":")
    if not (seq.isascii() and seq.isdigit() and len(seq) < 19) or len(tip) != 64:
        raise InputError(
            Text("应写作 序号:哈希", "an anchor is SEQ:HASH, the hash of 64 characters"),
            where=text,
        )
    return Head(int(seq), tip)


@register_group.command(
    "audit",
    cls=Command,
    words=Text(
        "查六类问题：重 错 漏 缺 损 无序；只报告，不改动。退出码 1 表示有问题。",
        "Find the six defects; reports, changes nothing. Exit code 1: something was found.",
    ),
    examples="""
        doorplate register audit register.db
        doorplate register audit register.db -o findings.xlsx
    """,
)
@PLACE
@OUTPUT
@click.pass_context
def audit_command(ctx: click.Context, /, place: str, out: Path) -> None:
    """One row a finding."""
    lang = lang_of(ctx)
    with Register.open(place) as register:
        found = audit(register.state())
    put(
        (_finding(f, lang) for f in found),
        out,
        ("defect", "kind", "subjects", "what", "remedy"),
    )
    counts = Counter(str(f.kind.defect) for f in found)
    said = "，".join(f"{k} {n}" for k, n in counts.items())
    report(Text(f"问题 {len(found)} 个 {said}", f"{len(found)} findings {said}"), lang)
    ctx.exit(1 if found else 0)


def _finding(finding: Finding, lang: Lang) -> dict[str, Any]:
    return {
        "defect": finding.kind.defect.text.say(lang),
        "kind": str(finding.kind),
        "subjects": " ".join(finding.subjects),
        "what": finding.text.say(lang),
        "remedy": finding.remedy.say(lang),
    }


@register_group.command(
    "coverage",
    cls=Command,
    words=Text(
        "不遗漏一户、不错上墙一户：未挂的门、挂错的牌、没有门牌的户。退出码 1 表示不完整。",
        "No household missed, no plate wrong: doors without a plate, plates in the wrong "
        "place, households without a covered door. Exit code 1: not complete.",
    ),
    examples="""
        doorplate register coverage register.db
        doorplate register coverage register.db --planned
    """,
)
@PLACE
@option("--planned", is_flag=True, words=Text(
    "把已订未挂的牌也算上", "Count plates that are ordered but not hung."))  # fmt: skip
@click.pass_context
def coverage_command(ctx: click.Context, /, place: str, *, planned: bool) -> None:
    """The lists that must be empty, then a summary."""
    with Register.open(place) as register:
        found = coverage(register.state(), planned=planned)
    for name, rows in (("uncovered", found.uncovered), ("wrong", found.wrong)):
        for row in rows:
            emit({"list": name, **row._asdict()})
    for household in found.households:
        emit({"list": "households", "household": household})
    emit({
        "complete": found.complete, "doors": found.doors, "covered": len(found.covered),
        "excused": len(found.excused), "uncovered": len(found.uncovered),
        "wrong": len(found.wrong), "households": len(found.households),
        "events": found.seq, "head": found.head,
    })  # fmt: skip
    ctx.exit(0 if found.complete else 1)


@register_group.command(
    "lookup",
    cls=Command,
    words=Text("某个地址写法在某一天指哪扇门。", "What an address text meant on a day."),
    examples="""
        doorplate register lookup register.db 槐树街5号
        doorplate register lookup register.db 槐树街5号 --on 2021-05-01 --known 2022-01-01
    """,
)
@PLACE
@argument("text", words=Text("地址，写末段即可", "The address; its end is enough."))
@option("--on", type=DAY_TYPE, words=Text("问哪一天", "The day asked about."))
@option("--known", type=DAY_TYPE, words=Text("按当时已知", "What the register knew by then."))
def lookup_command(place: str, text: str, on: datetime | None, known: datetime | None) -> None:
    """One line for each address that the text means or meant."""
    with Register.open(place) as register:
        for meaning in register.lookup(text, day_of(on), day_of(known)):
            emit(meaning._asdict())


@register_group.command(
    "crosswalk",
    cls=Command,
    words=Text("旧号新号对照。", "Old numbers and wordings to new ones."),
    examples="doorplate register crosswalk register.db -o crosswalk.xlsx",
)
@PLACE
@OUTPUT
def crosswalk_command(place: str, out: Path) -> None:
    """One row for each wording that ended."""
    with Register.open(place) as register:
        rows = [row._asdict() for row in register.crosswalk()]
    put(iter(rows), out, CrosswalkRow._fields)


@register_group.command(
    "history",
    cls=Command,
    words=Text(
        "某个门、地址、门牌或申报的全部事件。",
        "Every event about a door, address, plate or claim.",
    ),
    examples="doorplate register history register.db a17",
)
@PLACE
@argument("subject", words=Text("编号", "Its id."))
def history_command(place: str, subject: str) -> None:
    """The canonical lines."""
    with Register.open(place) as register:
        found = list(register.lines(subject))
    if not found:
        raise InputError(
            Text(f"台账中没有 {subject!r}", f"the register knows no {subject!r}"), where=place
        )
    for line in found:
        click.echo(line)


@register_group.command(
    "export",
    cls=Command,
    words=Text("导出全部事件，每行一个。", "Write all events, one a line."),
    examples="doorplate register export register.db -o events.jsonl",
)
@PLACE
@OUTPUT
def export_command(place: str, out: Path) -> None:
    """Byte for byte what `import` reads."""
    with Register.open(place) as register:
        if str(out) == "-":
            for line in register.lines():
                click.echo(line)
            return
        with replacing(out) as draft, draft.open("x", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in register.lines())


@register_group.command(
    "import",
    cls=Command,
    words=Text(
        "从导出的事件建一个新台账，全部核验；不合格则什么也不留。",
        "Make a new register from exported events, checking each; all or nothing.",
    ),
    examples="doorplate register import new.db events.jsonl",
)
@PLACE
@argument("lines", type=PATH, words=Text("导出的文件", "The exported file."))
def import_command(place: str, lines: Path) -> None:
    """The head of the new register."""
    try:
        with lines.open(encoding="utf-8", newline="\n") as file:
            made = Register.load(place, (line.removesuffix("\n") for line in file))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            Text("文件读不出", "the file cannot be read"), where=str(lines)
        ) from error
    with made:
        emit({"events": made.head.seq, "head": made.head.hash})


@register_group.command(
    "migrate",
    cls=Command,
    words=Text(
        "把旧版本的台账升级到本版本，或重建事件以外的表。先备份。",
        "Bring a register of an earlier version forward, or mend the tables beside the events. "
        "Back it up first.",
    ),
    examples="doorplate register migrate register.db",
)
@PLACE
def migrate_command(place: str) -> None:
    """The former schema, and the head."""
    former = Register.migrate(place)
    with Register.open(place) as register:
        emit({"former_schema": former, "events": register.head.seq, "head": register.head.hash})


for _command in (*LISTS, *PLATES, *STATEMENTS):
    register_group.add_command(_command)
