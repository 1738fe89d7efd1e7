"""`doorplate keys`: make, publish, rotate and check the keys that sign plates."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from doorplate._text import Lang, Text, default_lang
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
from doorplate.errors import InputError, KeySetError, OutputError

_PATH = click.Path(path_type=Path)
_DAY = click.DateTime(["%Y-%m-%d"])
_F = TypeVar("_F", bound=Callable[..., Any])


def _password_option(name: str, env: str) -> Callable[[_F], _F]:
    return click.option(
        f"--{name}-password-file",
        type=_PATH,
        envvar=env,
        help="密码文件（首行）；不给则询问 File with the password, else asked for.",
    )


def _password(path: Path | None, prompt: str, *, confirm: bool = False) -> str:
    if path is None:
        asked: str = click.prompt(
            prompt, hide_input=True, confirmation_prompt=confirm, err=True
        )
        return asked
    lines = _read(path).decode("utf-8", "replace").splitlines()
    return lines[0] if lines else ""


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            Text("文件读不出", "the file cannot be read"), where=str(path)
        ) from error


def _write(path: Path, data: bytes) -> None:
    """Replace a file in one step, so that readers see the old set or the new one."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        raise OutputError(
            Text("文件写不了", "the file cannot be written"), where=str(path)
        ) from error


def _say(ctx: click.Context, text: Text) -> None:
    lang: Lang = ctx.find_root().params.get("lang") or default_lang()
    click.echo(text.say(lang))


@click.group("keys")
def keys_group() -> None:
    r"""密钥：生成、发布、轮换、检查 Keys: new, publish, rotate, compromise, check.

    \b
    Examples:
      doorplate keys new root.key
      doorplate keys new county.key --suite sm2-sm3
      doorplate keys publish keys.json --root-key root.key --key county.key \\
        --issuer 武功县公安局 --origin dz.example.cn/ --scope 610431 --next-update 2026-12-31
      doorplate keys check keys.json --root 5f3a…
    """


@keys_group.command("new")
@click.argument("path", type=_PATH)
@click.option(
    "--suite",
    type=click.Choice([suite.label for suite in Suite]),
    default=Suite.ED25519.label,
    show_default=True,
    help="签名算法 Signature suite.",
)
@_password_option("key", "DOORPLATE_KEY_PASSWORD_FILE")
@click.pass_context
def new(ctx: click.Context, path: Path, suite: str, key_password_file: Path | None) -> None:
    """生成加密的私钥文件 Make a key and write it, encrypted, to PATH."""
    pair = KeyPair.generate(Suite.of(suite) or Suite.ED25519)
    password = _password(key_password_file, "密码 Password", confirm=True)
    write_key(path, pair, password)
    mark = fingerprint(pair.suite, pair.public)
    _say(
        ctx,
        Text(
            f"已生成 {pair.suite.label} 密钥 {pair.key_id.hex()}\n"
            f"公钥 {pair.public.hex()}\n指纹 {mark}",
            f"made {pair.suite.label} key {pair.key_id.hex()}\n"
            f"public {pair.public.hex()}\nfingerprint {mark}",
        ),
    )


def _signing_options(command: _F) -> _F:
    for option in reversed(
        [
            click.argument("path", type=_PATH),
            click.option("--root-key", required=True, type=_PATH, help="根私钥 Root key file."),
            _password_option("root", "DOORPLATE_ROOT_PASSWORD_FILE"),
            click.option(
                "--on", type=_DAY, help="签发日期，默认今天 Issue day, default today."
            ),
            click.option(
                "--next-update", required=True, type=_DAY, help="下次更新日期 Next update."
            ),
        ]
    ):
        command = option(command)
    return command


def _record_options(command: _F) -> _F:
    for option in reversed(
        [
            click.option(
                "--key", "key_file", required=True, type=_PATH, help="私钥文件 Key file."
            ),
            _password_option("key", "DOORPLATE_KEY_PASSWORD_FILE"),
            click.option("--issuer", required=True, help="发牌单位 Issuing office."),
            click.option("--origin", multiple=True, help="网址前缀 As dz.example.cn/"),
            click.option(
                "--scope", multiple=True, required=True, help="区划代码前缀 Division prefix."
            ),
            click.option(
                "--use",
                type=click.Choice([use.value for use in KeyUse]),
                default=KeyUse.PLATE.value,
                show_default=True,
                help="用途 What it signs.",
            ),
            click.option("--sign-from", type=_DAY, help="默认签发日 Default: issue day."),
            click.option(
                "--sign-until", type=_DAY, help="默认 13 个月后 Default: 13 months on."
            ),
            click.option(
                "--verify-until", type=_DAY, help="默认 20 年后 Default: 20 years on."
            ),
        ]
    ):
        command = option(command)
    return command


@keys_group.command("publish")
@_signing_options
@_record_options
@click.pass_context
def publish(ctx: click.Context, /, path: Path, **options: Any) -> None:
    """把公钥加入公钥集并签名 Add a public key to the signed set at PATH."""
    root, today = _root(options), _today(options)
    current = _current(path, root) if path.exists() else None
    record = _record(options, today)
    end = options["next_update"].date()
    if current is None:
        changed = KeySet.of([record], issued=today, next_update=end)
    else:
        changed = current.with_record(record).dated(today, end)
    _publish(ctx, path, changed, root)


@keys_group.command("rotate")
@_signing_options
@_record_options
@click.option("--old", required=True, help="旧密钥号 Id of the key that retires.")
@click.option("--last-serial", required=True, type=int, help="旧密钥最后牌号 Its last serial.")
@click.pass_context
def rotate(ctx: click.Context, /, path: Path, **options: Any) -> None:
    """旧密钥退役，新密钥启用 Retire one key and begin with another; old plates stay valid."""
    root, today = _root(options), _today(options)
    changed = _current(path, root).rotate(
        _key_id(options["old"]), _record(options, today), last_serial=options["last_serial"]
    )
    _publish(ctx, path, changed.dated(today, options["next_update"].date()), root)


@keys_group.command("compromise")
@_signing_options
@click.option("--old", required=True, help="泄露的密钥号 Id of the key that leaked.")
@click.option("--since", required=True, type=_DAY, help="最早泄露日 First day of misuse.")
@click.option("--last-serial", required=True, type=int, help="最后真牌号 Last true serial.")
@click.pass_context
def compromise(ctx: click.Context, /, path: Path, **options: Any) -> None:
    """登记密钥泄露 Mark a key as compromised: from now on its issuance ledger decides."""
    root, today = _root(options), _today(options)
    changed = _current(path, root).compromise(
        _key_id(options["old"]),
        since=options["since"].date(),
        last_serial=options["last_serial"],
    )
    _publish(ctx, path, changed.dated(today, options["next_update"].date()), root)


@keys_group.command("check")
@click.argument("path", type=_PATH)
@click.option("--root", required=True, help="信任根指纹 Fingerprint of the root key.")
@click.option("--seen-seq", type=int, default=0, help="见过的最大序号 Highest number seen.")
@click.pass_context
def check(ctx: click.Context, path: Path, root: str, seen_seq: int) -> None:
    """检查公钥集并列出密钥 Check a signed key set and list its keys."""
    keyset = KeySet.read(_read(path), root=root, seen_seq=seen_seq)
    _say(
        ctx,
        Text(
            f"公钥集第 {keyset.seq} 号，{keyset.issued} 签发，{keyset.next_update} 前更新",
            f"key set {keyset.seq}, issued {keyset.issued}, update by {keyset.next_update}",
        ),
    )
    for record in keyset.records:
        click.echo(
            f"{record.key_id.hex()}  {record.suite.label:<8} {record.use.value:<7}"
            f"{record.status.value:<12}{record.sign_from}–{record.sign_until}  "
            f"{record.issuer}  {','.join(record.scope)}  {' '.join(record.origins)}"
        )


def _today(options: dict[str, Any]) -> date:
    on: datetime | None = options["on"]
    return on.date() if on else date.today()  # noqa: DTZ011  # the office's own calendar day


def _root(options: dict[str, Any]) -> KeyPair:
    password = _password(options["root_password_file"], "根密码 Root password")
    return read_key(options["root_key"], password)


def _current(path: Path, root: KeyPair) -> KeySet:
    return KeySet.read(_read(path), root=fingerprint(root.suite, root.public))


def _record(options: dict[str, Any], today: date) -> KeyRecord:
    password = _password(options["key_password_file"], "密码 Password")
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
    return date(day.year + years + month // 12, month % 12 + 1, min(day.day, 28))


def _key_id(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise KeySetError(
            Text("密钥号应为 8 位十六进制", "a key id is 8 hexadecimal digits"), where=text
        ) from error


def _publish(ctx: click.Context, path: Path, keyset: KeySet, root: KeyPair) -> None:
    _write(path, keyset.write(root.signer()))
    _say(
        ctx,
        Text(
            f"已发布公钥集第 {keyset.seq} 号：{path}",
            f"published key set {keyset.seq}: {path}",
        ),
    )
