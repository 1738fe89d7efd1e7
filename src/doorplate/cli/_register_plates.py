"""`doorplate register`: plates from the order to the wall."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from doorplate import tables
from doorplate._text import Text
from doorplate.cli._io import emit, report
from doorplate.cli._register_options import (
    DAY,
    OUTPUT,
    PLACE,
    TABLE,
    deed_of,
    put_table,
    refuse_faults,
    rows_of,
)
from doorplate.cli._words import Command, argument, lang_of, option
from doorplate.errors import InputError
from doorplate.register import Event, Register, Verb
from doorplate.register.install import ORDER_COLUMNS, ROLES, order_rows, orders, serials
from doorplate.register.mounting import Standard, misfits, scan
from doorplate.register.records import read_records, record_events

__all__ = ["PLATES"]

_F = TypeVar("_F", bound=Callable[..., Any])


def _actor(role: str) -> Callable[[_F], _F]:
    words = Text("经办角色，不写人名", "The role that acts; no person's name.")
    return option("--actor", default=role, show_default=True, words=words)


@click.command(
    "order",
    cls=Command,
    words=Text(
        "订牌：给缺牌的地址各订一块，记入台账，并写出全部已订未制的门牌，供制牌厂用。",
        "Order a plate for each address that lacks one, and write the list of all plates "
        "ordered and not yet made, for the maker.",
    ),
    examples="""
        doorplate register order register.db --day 2022-07-08 --prefix WG -o 订单.xlsx
        doorplate register order register.db --day 2022-07-08 --list -o 订单.csv
    """,
)
@PLACE
@OUTPUT
@DAY
@_actor("clerk")
@option("--prefix", default="P", show_default=True,
        words=Text("门牌序号的开头", "What each serial begins with."))  # fmt: skip
@option("--size", default="", words=Text("门牌规格", "Size class of the plates."))
@option("--list", "only_list", is_flag=True,
        words=Text("只写清单，不新订", "Only write the list, order nothing new."))  # fmt: skip
@click.pass_context
def order_command(
    ctx: click.Context, /, place: str, out: Path, *, only_list: bool, **how: Any
) -> None:
    """A second run orders nothing and writes the same list."""
    with Register.open(place) as register:
        state = register.state()
        made = () if only_list else register.append(
            orders(state, serials(state, how["prefix"]), size=how["size"], **deed_of(how)),
            onto=state.anchor,
        )  # fmt: skip
        rows = order_rows(register.state())
    lang = lang_of(ctx)
    cells = ({**row._asdict(), "role": ROLES[row.role].say(lang)} for row in rows)
    put_table(cells, out, ORDER_COLUMNS, lang)
    report(
        Text(f"新订 {len(made)} 块，清单 {len(rows)} 块",
             f"{len(made)} ordered now, {len(rows)} on the list"),
        lang,
    )  # fmt: skip


_STEPS = (Verb.MAKE, Verb.RECEIVE, Verb.SORT, Verb.REMOVE, Verb.DAMAGE, Verb.LOSE, Verb.SCRAP)


@click.command(
    "plates",
    cls=Command,
    words=Text(
        "记门牌的去向：制作、到货、分拣、摘下、损坏、丢失、报废。",
        "Note what became of plates: made, received, sorted, removed, damaged, lost, scrapped.",
    ),
    examples="""
        doorplate register plates register.db make WG000001 WG000002 --day 2022-07-08
        doorplate register plates register.db receive --from 到货.csv --day 2022-07-20
    """,
)
@PLACE
@argument("step", type=click.Choice([str(verb) for verb in _STEPS]),
          words=Text("做了什么", "What was done."))  # fmt: skip
@argument("plates", nargs=-1, words=Text("门牌序号", "Serials."))
@option("--from", "table", type=click.Path(path_type=Path),
        words=Text("含“门牌序号”列的表", "A table with a column of serials."))  # fmt: skip
@DAY
@_actor("clerk")
@click.pass_context
def plates_command(
    ctx: click.Context, /, place: str, step: str, plates: tuple[str, ...], **how: Any
) -> None:
    """All or none."""
    serials_ = [*plates, *(_serials(how["table"]) if how["table"] else ())]
    deed = deed_of(how)
    with Register.open(place) as register:
        done = register.append(
            Event(deed["time"], deed["actor"], Verb(step), serial) for serial in serials_
        )
    words = Verb(step).text
    report(Text(f"{words.zh} {len(done)} 块", f"{words.en}: {len(done)} plates"), lang_of(ctx))


def _serials(path: Path) -> list[str]:
    table, words = tables.read(path), ORDER_COLUMNS["plate"]
    names = [name for name in words if name in table.columns]
    if not names:
        raise InputError(
            Text(f"没有“{words.zh}”列", f"there is no column {words.en!r}"),
            remedy=Text("用导出的清单", "Use a list as it was exported"),
            where=str(path),
        )
    return [row.cells[names[0]] for row in table if row.cells[names[0]]]


@click.command(
    "scan",
    cls=Command,
    words=Text(
        "在门前扫一块牌：这块牌是不是这扇门的；不改动台账。退出码 1 表示不能挂。",
        "Scan a plate at a door: does it belong there? Changes nothing. Exit code 1: no.",
    ),
    examples="doorplate register scan register.db WG000001 d17",
)
@PLACE
@argument("plate", words=Text("门牌序号", "Serial of the plate."))
@argument("door", words=Text("门编号", "Id of the door."))
@click.pass_context
def scan_command(ctx: click.Context, /, place: str, plate: str, door: str) -> None:
    """The answer for the installer."""
    with Register.open(place) as register:
        answer = scan(register.state(), plate, door)
    fits = answer.verb not in {None, Verb.SCAN}
    emit({
        "plate": plate, "door": door, "result": answer.result, "expected": answer.expected,
        "said": answer.result.text.say(lang_of(ctx)), "verb": answer.verb if fits else None,
    })  # fmt: skip
    ctx.exit(0 if fits else 1)


@click.command(
    "install",
    cls=Command,
    words=Text(
        "读入安装记录：每行是一块牌在一扇门前扫过；门对牌对的记为上墙，不对的逐条列出。"
        "退出码 1 表示有不对的。",
        "Read installation records: each row is a plate scanned at a door. What belongs there "
        "is noted as hung, what does not is listed. Exit code 1: something does not.",
    ),
    examples="doorplate register install register.db 安装.xlsx --day 2022-07-20",
)
@PLACE
@TABLE
@DAY
@_actor("installer")
@click.pass_context
def install_command(ctx: click.Context, /, place: str, table: Path, **who: Any) -> None:
    """One transaction."""
    lang, sheet = lang_of(ctx), tables.read(table)
    records, faults = read_records(rows_of(sheet))
    refuse_faults(sheet, faults, lang)
    with Register.open(place) as register:
        state = register.state()
        found = record_events(records, state, **deed_of(who))
        done = register.append(found.events, onto=state.anchor)
    for record, result, expected in found.refused:
        said = {"result": result, "expected": expected, "said": result.text.say(lang)}
        emit({"row": record.row, "plate": record.plate, "door": record.door, **said})
    report(
        Text(f"写入 {len(done)} 条，不对 {len(found.refused)} 条",
             f"{len(done)} written, {len(found.refused)} refused"),
        lang,
    )  # fmt: skip
    ctx.exit(1 if found.refused else 0)


@click.command(
    "mounting",
    cls=Command,
    words=Text(
        "查上墙的牌是否合安装标准：高度、距门框、门侧。退出码 1 表示有不合的。",
        "Check hung plates against the mounting standard: height, offset, side of the door. "
        "Exit code 1: some do not meet it.",
    ),
    examples="doorplate register mounting register.db --height 200 --side right",
)
@PLACE
@option("--height", default=Standard().height_cm, show_default=True,
        words=Text("高度（厘米）", "Height in centimetres."))  # fmt: skip
@option("--offset", default=Standard().offset_cm, show_default=True,
        words=Text("距门框（厘米）", "Distance from the frame in centimetres."))  # fmt: skip
@option("--side", type=click.Choice(["left", "right", "any"]), default="right",
        show_default=True, words=Text("门侧", "Side of the door."))  # fmt: skip
@option("--tolerance", default=Standard().tolerance_cm, show_default=True,
        words=Text("容差（厘米）", "Tolerance in centimetres."))  # fmt: skip
@click.pass_context
def mounting_command(ctx: click.Context, /, place: str, **want: Any) -> None:
    """One line a fault."""
    side = "" if want["side"] == "any" else want["side"]
    standard = Standard(want["height"], side, want["offset"], want["tolerance"])
    with Register.open(place) as register:
        found = misfits(register.state(), standard)
    for misfit in found:
        emit({**misfit._asdict(), "text": misfit.text.say(lang_of(ctx))})
    ctx.exit(1 if found else 0)


PLATES = (
    order_command, plates_command, scan_command, install_command, mounting_command,
)  # fmt: skip
