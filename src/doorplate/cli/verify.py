"""`doorplate verify`: check scanned texts against published keys."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any

import click

from doorplate._text import Lang, Text, default_lang
from doorplate.address import DoorNumber
from doorplate.encode import (
    Context,
    KeySet,
    Ledger,
    StatusList,
    Verification,
    verify,
)
from doorplate.errors import InputError

_BEIJING = timezone(timedelta(hours=8))


@click.command("verify")
@click.argument("texts", nargs=-1)
@click.option(
    "--keys",
    required=True,
    type=click.Path(path_type=Path),
    help="签名的公钥集 Signed key set.",
)
@click.option("--root", required=True, help="信任根指纹 Fingerprint of the root key.")
@click.option(
    "--status", "status_file", type=click.Path(path_type=Path), help="状态表 Status list."
)
@click.option(
    "--ledger", "ledger_file", type=click.Path(path_type=Path), help="制发台账 Issuance ledger."
)
@click.option("--door", help="应有的门牌编码 Door code that belongs there.")
@click.option("--number", help="牌面号码 Number on the plate, as 12号附1.")
@click.option("--address", help="应有的地址 Address that belongs there.")
@click.option("--admin", help="行政区划代码或前缀 Division code or its head.")
@click.option("--grid", type=int, help="网格号 Grid number.")
@click.option("--position", nargs=2, type=float, help="扫码经度 纬度 Longitude, latitude.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="按哪天核验 Day, default today.")
@click.option("--json", "as_json", is_flag=True, help="逐行输出 JSON One JSON object a line.")
@click.pass_context
def verify_command(
    ctx: click.Context, /, texts: tuple[str, ...], *, as_json: bool, **options: Any
) -> None:
    r"""核验扫码得到的文本 Check scanned texts: authentic, status, in place.

    TEXTS are given as arguments, or one a line on standard input. Exit code 0: all may be
    trusted; 1: at least one may not.

    \b
    Examples:
      doorplate verify --keys keys.json --root 5f3a… https://dz.example.cn/0113…
      doorplate verify --keys keys.json --root 5f3a… --status status.json --json < scans.txt
    """
    keyset = KeySet.read(_bytes(options["keys"]), root=options["root"])
    lang = (ctx.find_root().params.get("lang")) or default_lang()
    day = (
        options["on"].date() if options["on"] else datetime.now(UTC).astimezone(_BEIJING).date()
    )
    check = _checker(keyset, day, options)
    good = True
    for text in texts or _lines(sys.stdin):
        answer = check(text)
        good = good and answer.trusted
        if as_json:
            click.echo(json.dumps(as_record(text, answer), ensure_ascii=False))
        else:
            click.echo(as_words(answer, lang))
    ctx.exit(0 if good else 1)


def _checker(
    keyset: KeySet, day: date, options: dict[str, Any]
) -> Callable[[str], Verification]:
    status, ledger = options["status_file"], options["ledger_file"]
    return partial(
        verify,
        keyset=keyset,
        clock=day,
        status=StatusList.read(_bytes(status), keyset) if status else None,
        ledger=Ledger.read(_bytes(ledger), keyset) if ledger else None,
        context=_context(options),
    )


def _context(options: dict[str, Any]) -> Context | None:
    number = DoorNumber.parse(options["number"]) if options["number"] else None
    context = Context(
        door_code=options["door"],
        number=number,
        address=options["address"],
        admin_code=options["admin"],
        grid=options["grid"],
        position=options["position"],
    )
    return None if context == Context() else context


def _lines(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        text = line.rstrip("\r\n")
        if text:
            yield text


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
    if payload:
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
