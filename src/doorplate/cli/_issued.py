"""`doorplate keys status` and `doorplate keys ledger`: signed lists from plate manifests."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from doorplate import tables
from doorplate._text import Text
from doorplate.cli._secrets import (
    DAY,
    FILE,
    key_id_of,
    password_of,
    password_option,
    today_of,
    write_file,
)
from doorplate.cli._words import Command, argument, lang_of, option
from doorplate.encode import Ledger, PlateStatus, Signer, StatusList, read_key
from doorplate.encode.issued import issued
from doorplate.errors import ColumnNotFound, KeySetError

_manifests = argument(
    "manifests", nargs=-1, required=True, type=FILE,
    words=Text("制牌清单（列 text）", "Manifests of plates, with a column text."),
)  # fmt: skip
_key = option(
    "--key", "key_file", required=True, type=FILE,
    words=Text("status 密钥的私钥文件", "Key file of a key of use status."),
)  # fmt: skip
_of = option(
    "--of",
    words=Text("门牌密钥号；清单有几把时要给", "Plate key, where manifests hold several."),
)
_on = option(
    "--on", type=DAY, metavar="DATE",
    words=Text("签发日期；默认今天", "Issue day; by default today."),
)  # fmt: skip
_out = option("-o", "--output", "out", required=True, type=FILE,
              words=Text("结果文件", "The file to write."))  # fmt: skip


@click.command(
    "ledger",
    cls=Command,
    short_help="制发台账 Issuance ledger from manifests.",
    words=Text(
        "从制牌清单生成签名的制发台账：门牌密钥泄露后，台账中的牌仍然有效。",
        "Sign the issuance ledger of a plate key from its manifests: after a leak, plates in "
        "it stay valid.",
    ),
    examples="doorplate keys ledger plates/manifest.csv --key list.key -o ledger.json",
)
@_manifests
@_key
@password_option("key", "DOORPLATE_KEY_PASSWORD_FILE")
@_of
@_on
@_out
@click.pass_context
def ledger_command(
    ctx: click.Context, /, manifests: tuple[Path, ...], out: Path, **options: Any
) -> None:
    """One entry a serial."""
    key_id, bodies = _bodies(manifests, options["of"])
    signer = _signer(ctx, options)
    write_file(out, Ledger.of(key_id, bodies, issued=today_of(options["on"])).write(signer))
    _done(ctx, out, key_id, len(bodies))


@click.command(
    "status",
    cls=Command,
    short_help="状态表 Status list from manifests.",
    words=Text(
        "从制牌清单生成签名的状态表：清单中的牌有效，另列的已替换或已作废。",
        "Sign the status list of a plate key from its manifests: their plates are active, but "
        "for those named as replaced or revoked.",
    ),
    examples="doorplate keys status plates/manifest.csv --key list.key --seq 2 \\\n"
    "  --next-update 2026-12-31 --replaced 7 --revoked 12,13 -o status.json",
)
@_manifests
@_key
@password_option("key", "DOORPLATE_KEY_PASSWORD_FILE")
@_of
@option(
    "--replaced",
    default="",
    metavar="SERIALS",
    words=Text("已替换的牌号，逗号分隔", "Serials replaced, with commas."),
)
@option(
    "--revoked",
    default="",
    metavar="SERIALS",
    words=Text("已作废的牌号，逗号分隔", "Serials revoked, with commas."),
)
@option(
    "--seq",
    type=click.IntRange(1, 1 << 53),
    default=1,
    show_default=True,
    words=Text("表的序号，每次加一", "Number of the list, one more each time."),
)
@_on
@option(
    "--next-update",
    required=True,
    type=DAY,
    metavar="DATE",
    words=Text("下次更新日期", "Day by which the next list comes."),
)
@_out
@click.pass_context
def status_command(
    ctx: click.Context, /, manifests: tuple[Path, ...], out: Path, **options: Any
) -> None:
    """A serial named twice is revoked."""
    key_id, bodies = _bodies(manifests, options["of"])
    statuses = dict.fromkeys(bodies, PlateStatus.ACTIVE)
    for name, status in (("replaced", PlateStatus.REPLACED), ("revoked", PlateStatus.REVOKED)):
        statuses |= dict.fromkeys(_serials(options[name], bodies), status)
    listed = StatusList.of(
        key_id,
        statuses,
        issued=today_of(options["on"]),
        next_update=options["next_update"].date(),
        seq=options["seq"],
    )
    write_file(out, listed.write(_signer(ctx, options)))
    _done(ctx, out, key_id, len(bodies))


def _bodies(manifests: Iterable[Path], of: str | None) -> tuple[bytes, dict[int, bytes]]:
    found = issued(text for path in manifests for text in _texts(path))
    wanted = key_id_of(of) if of else next(iter(found), b"")
    if wanted not in found or (of is None and len(found) > 1):
        keys = " ".join(key_id.hex() for key_id in found)
        raise KeySetError(
            Text(
                f"清单中的门牌密钥：{keys}", f"the manifests hold plates of: {keys or 'no key'}"
            ),
            remedy=Text("用 --of 指明一把", "Name one with --of"),
        )
    return wanted, found[wanted]


def _texts(path: Path) -> Iterator[str]:
    table = tables.read(path)
    if "text" not in table.columns:
        raise ColumnNotFound(
            Text("清单没有 text 列", "the manifest has no column text"), where=str(path)
        )
    return (row.cells["text"] for row in table)


def _serials(text: str, bodies: dict[int, bytes]) -> list[int]:
    """Serials as written, each of them issued."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    known = {str(serial) for serial in bodies}
    unknown = [word for word in words if word not in known]
    if unknown:
        raise KeySetError(
            Text("清单中没有这些牌号", "the manifests do not hold these serials"),
            where=", ".join(unknown)[:80],
        )
    return [int(word) for word in words]


def _signer(ctx: click.Context, options: dict[str, Any]) -> Signer:
    password = password_of(options["key_password_file"], Text("密码", "Password"), ctx)
    return read_key(options["key_file"], password).signer()


def _done(ctx: click.Context, out: Path, key_id: bytes, count: int) -> None:
    words = Text("{out}：密钥 {key} 的 {n} 块牌", "{out}: {n} plates of key {key}")
    click.echo(words.fill(out=out, key=key_id.hex(), n=count).say(lang_of(ctx)))
