"""`doorplate keys`: make, publish, rotate and check the keys that sign plates."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from doorplate._text import Text
from doorplate.cli._issued import ledger_command, status_command
from doorplate.cli._secrets import (
    DAY,
    FILE,
    key_id_of,
    password_of,
    password_option,
    read_file,
    today_of,
    write_file,
)
from doorplate.cli._words import Command, Group, argument, lang_of, option
from doorplate.encode import (
    KeyPair,
    KeyRecord,
    KeySet,
    KeyUse,
    Suite,
    read_key,
    write_key,
)
from doorplate.encode.suites import fingerprint
from doorplate.errors import KeySetError

_F = TypeVar("_F", bound=Callable[..., Any])


def _say(ctx: click.Context, text: Text) -> None:
    click.echo(text.say(lang_of(ctx)))


@click.group(
    "keys",
    cls=Group,
    words=Text(
        "签名密钥：生成、发布、轮换、泄露、检查。",
        "Signing keys: new, publish, rotate, compromise, check.",
    ),
)
def keys_group() -> None:
    """The group; every command but `check` handles private keys."""


@keys_group.command(
    "new",
    cls=Command,
    short_help="生成密钥 Make a key.",
    words=Text("生成一把密钥，加密写入私钥文件。", "Make a key and write it, encrypted."),
    examples="""
        doorplate keys new root.key
        doorplate keys new county.key --suite sm2-sm3
    """,
)
@argument("path", type=FILE, words=Text("私钥文件", "The key file."))
@option(
    "--suite",
    type=click.Choice([suite.label for suite in Suite]),
    default=Suite.ED25519.label,
    show_default=True,
    words=Text("签名算法", "Signature suite."),
)
@password_option("key", "DOORPLATE_KEY_PASSWORD_FILE")
@click.pass_context
def new_command(
    ctx: click.Context, path: Path, suite: str, key_password_file: Path | None
) -> None:
    """Writes the file and shows what may be published."""
    pair = KeyPair.generate(Suite.of(suite) or Suite.ED25519)
    password = password_of(key_password_file, Text("密码", "Password"), ctx, confirm=True)
    write_key(path, pair, password)
    shown = {
        "kind": pair.suite.label,
        "key_id": pair.key_id.hex(),
        "public": pair.public.hex(),
        "mark": fingerprint(pair.suite, pair.public),
    }
    words = Text(
        "已生成 {kind} 密钥 {key_id}\n公钥 {public}\n指纹 {mark}",
        "made {kind} key {key_id}\npublic {public}\nfingerprint {mark}",
    )
    _say(ctx, words.fill(**shown))


def _all_of(*options: Callable[[_F], _F]) -> Callable[[_F], _F]:
    """Several options as one decorator."""

    def decorate(command: _F) -> _F:
        for add in reversed(options):
            command = add(command)
        return command

    return decorate


_signing = _all_of(
    argument("path", type=FILE, words=Text("公钥集文件", "The key set file.")),
    option("--root-key", required=True, type=FILE, words=Text("根私钥", "Root key file.")),
    password_option("root", "DOORPLATE_ROOT_PASSWORD_FILE"),
    option("--on", type=DAY, metavar="DATE",
           words=Text("签发日期；默认今天", "Issue day; by default today.")),
    option("--next-update", required=True, type=DAY, metavar="DATE",
           words=Text("下次更新日期", "Day by which the next set comes.")),
)  # fmt: skip

_recorded = _all_of(
    option("--key", "key_file", required=True, type=FILE,
           words=Text("私钥文件", "Key file.")),
    password_option("key", "DOORPLATE_KEY_PASSWORD_FILE"),
    option("--issuer", required=True, words=Text("发牌单位", "Issuing office.")),
    option("--origin", multiple=True,
           words=Text("网址前缀，如 dz.example.cn/", "Web prefix, as dz.example.cn/")),
    option("--scope", multiple=True, required=True,
           words=Text("可签发的区划代码前缀", "Division codes, or their first digits.")),
    option("--use", type=click.Choice([use.value for use in KeyUse]),
           default=KeyUse.PLATE.value, show_default=True,
           words=Text("签门牌，或签状态表和台账", "Signs plates, or lists and ledgers.")),
    option("--sign-from", type=DAY, metavar="DATE",
           words=Text("可签发首日；默认签发日", "First issue day; by default --on.")),
    option("--sign-until", type=DAY, metavar="DATE",
           words=Text("可签发末日；默认 13 个月后", "Last issue day; default: 13 months on.")),
    option("--verify-until", type=DAY, metavar="DATE",
           words=Text("可验证末日；默认 21 年后", "Last day it counts; default: 21 years.")),
)  # fmt: skip

_PUBLISH = "--root-key root.key --next-update 2027-01-01"
_RECORD = "--key county.key --issuer 武功县公安局 --origin dz.example.cn/ --scope 610431"


@keys_group.command(
    "publish",
    cls=Command,
    short_help="加入公钥集 Add a key to the set.",
    words=Text(
        "把一把公钥加入公钥集，由根密钥签名。", "Add a key to the set; the root signs it."
    ),
    examples=f"doorplate keys publish keys.json {_PUBLISH} \\\n  {_RECORD}",
)
@_signing
@_recorded
@click.pass_context
def publish_command(ctx: click.Context, /, path: Path, **options: Any) -> None:
    """Makes the set where there is none yet."""
    root, today = _root(options, ctx), today_of(options["on"])
    current = _current(path, root) if path.exists() else None
    record = _record(options, today, ctx)
    end = options["next_update"].date()
    if current is None:
        changed = KeySet.of([record], issued=today, next_update=end)
    else:
        changed = current.with_record(record).dated(today, end)
    _publish(ctx, path, changed, root)


@keys_group.command(
    "rotate",
    cls=Command,
    short_help="轮换 Retire a key, begin with another.",
    words=Text("旧密钥退役，新密钥启用；旧牌仍有效。",
               "Retire one key and begin with another; old plates stay valid."),
    examples=f"doorplate keys rotate keys.json {_PUBLISH} \\\n"
    f"  --old 725da19c --last-serial 905 {_RECORD}",
)  # fmt: skip
@_signing
@_recorded
@option("--old", required=True, words=Text("旧密钥号", "Id of the key that retires."))
@option("--last-serial", required=True, type=int,
        words=Text("旧密钥最后的牌号", "Highest serial it has signed."))  # fmt: skip
@click.pass_context
def rotate_command(ctx: click.Context, /, path: Path, **options: Any) -> None:
    """The new key is recorded as by `publish`."""
    root, today = _root(options, ctx), today_of(options["on"])
    changed = _current(path, root).rotate(
        key_id_of(options["old"]),
        _record(options, today, ctx),
        last_serial=options["last_serial"],
    )
    _publish(ctx, path, changed.dated(today, options["next_update"].date()), root)


@keys_group.command(
    "compromise",
    cls=Command,
    short_help="登记泄露 Mark a key as leaked.",
    words=Text("登记密钥泄露：此后以制发台账为准，真牌不必重做。",
               "Mark a key as leaked: from now on its issuance ledger decides; true plates "
               "stay."),
    examples=f"doorplate keys compromise keys.json {_PUBLISH} \\\n"
    "  --old 725da19c --since 2026-05-01 --last-serial 905",
)  # fmt: skip
@_signing
@option("--old", required=True, words=Text("泄露的密钥号", "Id of the key that leaked."))
@option(
    "--since",
    required=True,
    type=DAY,
    metavar="DATE",
    words=Text("最早泄露日", "First day on which others may have used it."),
)
@option("--last-serial", required=True, type=int,
        words=Text("最后的真牌号", "Highest serial truly issued."))  # fmt: skip
@click.pass_context
def compromise_command(ctx: click.Context, /, path: Path, **options: Any) -> None:
    """The plate key itself is not needed."""
    root, today = _root(options, ctx), today_of(options["on"])
    changed = _current(path, root).compromise(
        key_id_of(options["old"]),
        since=options["since"].date(),
        last_serial=options["last_serial"],
    )
    _publish(ctx, path, changed.dated(today, options["next_update"].date()), root)


@keys_group.command(
    "check",
    cls=Command,
    short_help="检查公钥集 Check a key set.",
    words=Text("检查公钥集并列出密钥。", "Check a signed key set and list its keys."),
    examples="doorplate keys check keys.json --root 725da19c…",
)
@argument("path", type=FILE, words=Text("公钥集文件", "The key set file."))
@option("--root", required=True, words=Text("信任根指纹", "Fingerprint of the root key."))
@option("--seen-seq", type=int, default=0,
        words=Text("见过的最大序号", "Highest number seen before."))  # fmt: skip
@click.pass_context
def check_command(ctx: click.Context, path: Path, root: str, seen_seq: int) -> None:
    """A line for the set and one for each key."""
    keyset = KeySet.read(read_file(path), root=root, seen_seq=seen_seq)
    words = Text(
        "公钥集第 {seq} 号，{issued} 签发，{end} 前更新",
        "key set {seq}, issued {issued}, update by {end}",
    )
    _say(ctx, words.fill(seq=keyset.seq, issued=keyset.issued, end=keyset.next_update))
    for record in keyset.records:
        click.echo(_line(record))


def _line(record: KeyRecord) -> str:
    return (
        f"{record.key_id.hex()}  {record.suite.label:<8} {record.use.value:<7}"
        f"{record.status.value:<12}{record.sign_from} – {record.sign_until}  "
        f"{record.issuer}  {','.join(record.scope)}  {' '.join(record.origins)}".rstrip()
    )


def _root(options: dict[str, Any], ctx: click.Context) -> KeyPair:
    password = password_of(options["root_password_file"], Text("根密码", "Root password"), ctx)
    return read_key(options["root_key"], password)


def _current(path: Path, root: KeyPair) -> KeySet:
    return KeySet.read(read_file(path), root=fingerprint(root.suite, root.public))


def _record(options: dict[str, Any], today: date, ctx: click.Context) -> KeyRecord:
    password = password_of(options["key_password_file"], Text("密码", "Password"), ctx)
    pair = read_key(options["key_file"], password)
    sign_from = options["sign_from"].date() if options["sign_from"] else today
    until, verify_until = options["sign_until"], options["verify_until"]
    return KeyRecord(
        suite=pair.suite,
        public=pair.public,
        issuer=options["issuer"],
        origins=options["origin"],
        scope=options["scope"],
        sign_from=sign_from,
        sign_until=until.date() if until else _later(sign_from, 1, 1),
        verify_until=verify_until.date() if verify_until else _later(sign_from, 21, 1),
        use=KeyUse(options["use"]),
    )


def _later(day: date, years: int, months: int) -> date:
    """The same day of a later month, at most the 28th."""
    month = day.month - 1 + months
    if day.year + years + month // 12 > date.max.year:
        raise KeySetError(
            Text("日期太晚", "the day is too late"),
            remedy=Text("写明各截止日期", "State the last days yourself"),
            where=day.isoformat(),
        )
    return date(day.year + years + month // 12, month % 12 + 1, min(day.day, 28))


def _publish(ctx: click.Context, path: Path, keyset: KeySet, root: KeyPair) -> None:
    write_file(path, keyset.write(root.signer()))
    _say(
        ctx,
        Text(
            f"已发布公钥集第 {keyset.seq} 号：{path}",
            f"published key set {keyset.seq}: {path}",
        ),
    )


keys_group.add_command(status_command)
keys_group.add_command(ledger_command)
