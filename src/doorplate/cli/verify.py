"""`doorplate verify`: check scanned texts against published keys."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any

import click

from doorplate._text import Lang, Text
from doorplate.address import Address, DoorNumber
from doorplate.cli._errors import Exit
from doorplate.cli._io import emit, stdin_lines
from doorplate.cli._words import Command, argument, lang_of, option
from doorplate.encode import (
    Authentic,
    Context,
    KeySet,
    Ledger,
    StatusList,
    Verification,
    verify,
)
from doorplate.errors import InputError
from doorplate.normalize import parse

_FILE = click.Path(path_type=Path)
_BEIJING = timezone(timedelta(hours=8))


@click.command(
    "verify",
    cls=Command,
    words=Text(
        "核验扫码得到的文本：真伪、状态、位置三个答案和理由。文本来自参数，或标准输入每行一条。"
        "全部可信时退出码为 0，否则为 1。",
        "Check scanned texts: whether each is authentic, its status, whether it is in place, "
        "and why. Texts come from arguments, or one a line from standard input. The exit code "
        "is 0 where all may be trusted, else 1.",
    ),
    examples="""
        doorplate verify --keys keys.json --root 725da19c… https://dz.example.cn/0113…
        doorplate verify --keys keys.json --root 725da19c… --number 12号附1 https://dz…
        doorplate verify --keys keys.json --root 725da19c… --status status.json < scans.txt
    """,
)
@argument("texts", nargs=-1, metavar="[TEXT]...", words=Text("扫码文本", "Scanned texts."))
@option("--keys", required=True, type=_FILE, words=Text("签名的公钥集", "Signed key set."))
@option("--root", required=True, words=Text("信任根指纹", "Fingerprint of the root key."))
@option("--status", "status_file", type=_FILE, words=Text("状态表", "Status list."))
@option(
    "--seen-seq",
    type=click.IntRange(min=0),
    default=0,
    words=Text(
        "见过的最大公钥集序号，更早的拒收",
        "Highest number of a key set seen before; older ones are refused.",
    ),
)
@option(
    "--seen-status-seq",
    type=click.IntRange(min=0),
    default=0,
    words=Text("见过的最大状态表序号", "Likewise, of a status list."),
)
@option("--ledger", "ledger_file", type=_FILE, words=Text("制发台账", "Issuance ledger."))
@option("--door", words=Text("这里应有的门牌编码", "Code of the door that belongs here."))
@option("--number", words=Text("牌面号码，如 12号附1", "Printed number, as 12号附1."))
@option("--address", words=Text("这里的地址", "Address of this place."))
@option("--admin", words=Text("行政区划代码或其前缀", "Division code or its first digits."))
@option("--grid", type=int, words=Text("网格号", "Number of the grid."))
@option(
    "--position",
    nargs=2,
    type=float,
    metavar="LON LAT",
    words=Text("扫码处的经度 纬度", "Longitude and latitude of the scan."),
)
@option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    words=Text("按哪天核验；默认今天", "Day of the check; by default today."),
)
@option("--json", "as_json", is_flag=True, words=Text("总是输出 JSON", "JSON in any case."))
@click.pass_context
def verify_command(
    ctx: click.Context, /, texts: tuple[str, ...], *, as_json: bool, **options: Any
) -> None:
    """Checks every text and writes an answer for each, in the same order."""
    keyset = KeySet.read(
        _bytes(options["keys"]), root=options["root"], seen_seq=options["seen_seq"]
    )
    check, lang, good = _checker(keyset, options), lang_of(ctx), True
    for text in texts or stdin_lines():
        answer = check(text)
        good = good and answer.trusted
        if as_json or not texts:
            emit(as_record(text, answer))
        else:
            click.echo(as_words(answer, lang))
    ctx.exit(Exit.DONE if good else Exit.FOUND)


def _checker(keyset: KeySet, options: dict[str, Any]) -> Callable[[str], Verification]:
    status, ledger = options["status_file"], options["ledger_file"]
    seen = options["seen_status_seq"]
    return partial(
        verify,
        keyset=keyset,
        clock=_day(options["on"]),
        status=StatusList.read(_bytes(status), keyset, seen_seq=seen) if status else None,
        ledger=Ledger.read(_bytes(ledger), keyset) if ledger else None,
        context=_context(options),
    )


def _context(options: dict[str, Any]) -> Context | None:
    number = DoorNumber.parse(options["number"]) if options["number"] else None
    context = Context(
        door_code=options["door"],
        number=number,
        address=_address(options["address"]),
        admin_code=options["admin"],
        grid=options["grid"],
        position=options["position"],
    )
    return None if context == Context() else context


def _address(text: str | None) -> Address | str | None:
    """The address read, so that another spelling of it is the same; as it is if unreadable."""
    if text is None:
        return None
    return parse(text).best or text


def _day(on: datetime | None) -> date:
    """The day of the check; today is that of Beijing, where plates hang."""
    return (on or datetime.now(UTC).astimezone(_BEIJING)).date()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            Text("文件读不出", "the file cannot be read"), where=str(path)
        ) from error


def as_record(text: str, answer: Verification) -> dict[str, Any]:
    """The answer as JSON-ready fields."""
    payload = answer.payload
    return {
        "text": text,
        "trusted": answer.trusted,
        "authentic": answer.authentic.value,
        "status": answer.status.name.lower(),
        "in_place": answer.in_place.value,
        "reasons": [reason.value for reason in answer.reasons],
        "door_code": payload.door_code if payload else None,
        "number": str(payload.number) if payload and payload.number else None,
        "serial": payload.serial if payload else None,
        "issued": payload.issued.isoformat() if payload else None,
    }


_VERDICT = {True: Text("可信", "TRUSTED"), False: Text("不可信", "NOT TRUSTED")}


def as_words(answer: Verification, lang: Lang) -> str:
    """The answer as lines for a reader."""
    first = _VERDICT[answer.trusted].say(lang)
    payload, joint = answer.payload, "：" if lang == "zh" else ": "
    if payload and answer.authentic is Authentic.YES:
        first += f"  {payload.number or ''} {payload.door_code} #{payload.serial}"
    parts = [
        (Text("真伪", "authentic"), answer.authentic.text),
        (Text("状态", "status"), answer.status.text),
        (Text("位置", "in place"), answer.in_place.text),
    ]
    second = "  ".join(f"{name.say(lang)}{joint}{value.say(lang)}" for name, value in parts)
    return "\n  ".join(
        [first, second, *(f"{r.value}{joint}{r.text.say(lang)}" for r in answer.reasons)]
    )
