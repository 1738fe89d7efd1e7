"""`doorplate clean`: a list in, a clean register with numbers, plates and a report out."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import click

from doorplate._text import Lang, Text
from doorplate.cli._errors import Misuse
from doorplate.cli._words import Command, argument, lang_of, option
from doorplate.findings import Defect
from doorplate.jobs import PLATE_LIMIT, CleanOptions, Signing, Summary, Watch, clean_file
from doorplate.pipeline import Verb

_PATH = click.Path(path_type=Path)
_BEIJING = timezone(timedelta(hours=8))


@click.command(
    "clean",
    cls=Command,
    words=Text(
        "整理一份门牌名册：读地址、并重复、查六类问题（重 错 漏 缺 损 无序）、"
        "按指定规则定号、划网格、写台账、签二维码，并写出一份报告。"
        "输入可为 CSV、XLSX、Parquet；列按中英文名字识别。",
        "Clean a list of doors: read the addresses, merge doubles, find the six defects, "
        "decide the numbers under a named policy, cut service grids, write the register, "
        "sign the plates, and say it all in one report. Reads CSV, XLSX and Parquet; columns "
        "are found by name, in Chinese or English.",
    ),
    examples="""
        doorplate clean list.xlsx -o out --policy beijing-2012 --grids 5
        doorplate clean list.csv -o out --village 610431001203
        doorplate clean list.csv -o out --column address=住址 --column order=序
        doorplate clean list.xlsx -o out --policy own.toml --key own.key --origin dz.example.cn/
    """,
)
@argument("source", type=_PATH, metavar="INPUT", words=Text("名册", "The list."))
@option(
    "-o",
    "--output",
    "out",
    type=_PATH,
    required=True,
    words=Text("要新建的结果文件夹", "The folder to make."),
)
@option(
    "--policy",
    default="",
    words=Text(
        "编号规则的名字或 TOML 文件；不给则不编号",
        "Numbering policy: a name or a TOML file; without it nothing is numbered.",
    ),
)
@option(
    "--grids",
    type=click.IntRange(min=1),
    metavar="K",
    words=Text("网格数；不给则不划", "How many service grids; without it none are cut."),
)
@option(
    "--column",
    "columns",
    multiple=True,
    metavar="ROLE=NAME",
    words=Text("指定某列的作用，可重复", "Name the column of a role; may be repeated."),
)
@option(
    "--village",
    default="",
    words=Text(
        "村或社区的 12 位代码或名称；默认由地址得出",
        "12-digit code or name of the village; by default the addresses tell.",
    ),
)
@option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    words=Text("按哪一天作决定；默认今天", "The day of the decisions; default today."),
)
@option("--sheet", words=Text("工作簿中的表", "Sheet of a workbook."))
@option(
    "--key",
    type=_PATH,
    words=Text(
        "签名私钥文件；不给则用一次性的演示密钥",
        "Key file that signs the plates; without it a throw-away demonstration key does.",
    ),
)
@option(
    "--key-password-file",
    type=_PATH,
    envvar="DOORPLATE_KEY_PASSWORD_FILE",
    words=Text("密码文件（首行）；不给则询问", "File with the password, else it is asked for."),
)
@option(
    "--origin",
    default="",
    words=Text("二维码的主机与路径，如 dz.example.cn/", "Host and path of the symbols."),
)
@option("--keyset", type=_PATH, words=Text("已发布的公钥集", "The published key set."))
@option(
    "--plates/--no-plates",
    default=None,
    words=Text(
        f"是否制作门牌；默认 {PLATE_LIMIT} 门以内制作",
        f"Whether to draw plates; by default up to {PLATE_LIMIT} doors.",
    ),
)
@option(
    "--force",
    is_flag=True,
    words=Text("替换先前由本命令生成的文件夹", "Replace a folder that this command made."),
)
@click.pass_context
def clean_command(ctx: click.Context, /, source: Path, *, out: Path, **given: Any) -> None:
    """Runs the job, shows how far it is, and ends with one screen of figures."""
    lang = lang_of(ctx)
    options = CleanOptions(
        source=source,
        out=out,
        as_of=_day(given["as_of"]),
        policy=given["policy"],
        grids=given["grids"] or 0,
        columns=_columns(given["columns"], ctx),
        village=given["village"],
        sheet=given["sheet"],
        signing=_signing(given, ctx),
        plates=given["plates"],
        force=given["force"],
        lang=lang,
    )
    with _progress(lang) as watch:
        summary = clean_file(options, watch)
    click.echo("\n".join(_screen(summary, lang)))


def _day(asked: datetime | None) -> date:
    return asked.date() if asked else datetime.now(UTC).astimezone(_BEIJING).date()


def _columns(pairs: tuple[str, ...], ctx: click.Context) -> dict[str, str]:
    columns = {}
    for pair in pairs:
        role, equals, name = pair.partition("=")
        if not equals or not role or not name:
            text = Text(
                f"--column 应写作 角色=列名，不是 {pair}",
                f"write --column ROLE=NAME, not {pair}",
            )
            raise Misuse(text, ctx)
        columns[role] = name
    return columns


def _signing(given: dict[str, Any], ctx: click.Context) -> Signing | None:
    if (given["key"] is None) != (not given["origin"]):
        text = Text("--key 须与 --origin 同用", "--key and --origin go together")
        raise Misuse(text, ctx)
    if given["key"] is None:
        return None
    password = _password(given["key_password_file"], lang_of(ctx))
    return Signing(given["key"], password, given["origin"], given["keyset"])


def _password(path: Path | None, lang: Lang) -> str:
    if path is None:
        prompt = Text("密钥密码", "Key password").say(lang)
        asked: str = click.prompt(prompt, hide_input=True, err=True)
        return asked
    lines = path.read_text("utf-8", errors="replace").splitlines()
    return lines[0] if lines else ""


@contextmanager
def _progress(lang: Lang) -> Iterator[Watch]:
    """A progress bar on the error stream of a terminal, else silence."""
    from rich.console import Console  # noqa: PLC0415  # loaded when a job runs
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    console = Console(stderr=True)
    shape = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(
        *shape, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=None)

        def watch(step: Text, done: int, total: int) -> None:
            bar.update(task, description=step.say(lang), completed=done, total=total or None)

        yield watch


# The closing screen -------------------------------------------------------------------------


def _screen(summary: Summary, lang: Lang) -> Iterator[str]:
    """What came of it, in a few lines; the report's path last."""
    f = summary.figures
    yield _line(_ROWS, lang, f)
    defects = [f"{Defect(d).text.say(lang)} {count}" for d, count in f["findings"].items()]
    yield f"{_FOUND.say(lang)}{'  '.join(defects)}"
    decided = f["decisions"].items()
    verbs = [f"{Verb(v).text.say(lang)} {n}" for v, n in decided if n or v != Verb.KEEP]
    yield f"{_DECIDED.say(lang)}{'  '.join(verbs)}"
    yield _line(_ASKED, lang, f)
    if f["grids"]:
        sizes = " ".join(str(grid["households"]) for grid in f["grids"])
        yield f"{_GRIDS.say(lang)}{sizes}"
    cover = f["coverage"]
    state = "complete" if cover["complete"] else "open" if cover["checked"] else "unchecked"
    counts = {"doors": len(cover["open_doors"]), "homes": len(cover["open_households"])}
    yield _COVER[state].fill(**counts).say(lang)
    for note in summary.notes:
        yield f"! {note.say(lang)}"
    if f["key"] and f["key"].get("root"):
        yield _VERIFY.fill(out=summary.out, root=f["key"]["root"]).say(lang)
    yield f"{_REPORT.say(lang)}{summary.report}"


def _line(text: Text, lang: Lang, figures: Any) -> str:
    return text.fill(**{k: v for k, v in figures.items() if isinstance(v, int)}).say(lang)


_ROWS = Text(
    "收到 {rows} 行 = 读出 {records} + 退回 {rejects}；归并为 {doors} 个门，{households} 户",
    "{rows} rows = {records} read + {rejects} rejected; {doors} doors, {households} households",
)
_FOUND = Text("问题：", "found: ")
_DECIDED = Text("决定：", "decided: ")
_ASKED = Text("待人定：{questions}（review.xlsx）", "for a person: {questions} (review.xlsx)")
_GRIDS = Text("网格（户，由北到南）：", "grids (households, from the first): ")
_COVER = {
    "complete": Text(
        "覆盖：每个门、每一户都有在用地址，两张清单均为空",
        "coverage: every door and household has a live address, both lists are empty",
    ),
    "unchecked": Text(
        "覆盖：未作核对（名册没有说明实地有哪些门）",
        "coverage: not checked (the list does not say which doors there are)",
    ),
    "open": Text(
        "覆盖：还差 {doors} 个门、{homes} 户（清单见报告第 5 节）",
        "coverage: {doors} doors and {homes} households open (listed in section 5)",
    ),
}
_VERIFY = Text(
    "核验：doorplate verify --keys {out}/keyset.json --root {root} 扫码文本",
    "verify: doorplate verify --keys {out}/keyset.json --root {root} SCANNED_TEXT",
)
_REPORT = Text("报告：", "report: ")
