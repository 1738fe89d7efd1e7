"""`doorplate register statement` and `recount`: the signed proof of coverage."""

from pathlib import Path
from typing import Any

import click

from doorplate._text import Text
from doorplate.cli._io import emit, report
from doorplate.cli._register_options import DAY, PLACE
from doorplate.cli._secrets import (
    FILE,
    password_of,
    password_option,
    read_file,
    write_file,
)
from doorplate.cli._words import Command, argument, lang_of, option
from doorplate.encode import KeySet, read_key
from doorplate.errors import ChainBroken
from doorplate.register import Register
from doorplate.register.statement import Statement, proven, recount

__all__ = ["STATEMENTS"]


@click.command(
    "statement",
    cls=Command,
    words=Text(
        "签发覆盖声明：不遗漏一户、不错上墙一户；只含数字与摘要。不完整也可签发，退出码 1。",
        "Sign the statement of coverage; it holds counts and digests only. It may be signed "
        "while incomplete: exit code 1.",
    ),
    examples="""
        doorplate register statement register.db --division 610431001203 \\
          --key status.key --day 2022-07-08 -o statement.json
    """,
)
@PLACE
@option(
    "--division", required=True, words=Text("所数的区划代码", "Code of the division counted.")
)
@option("--key", "key_file", required=True, type=FILE,
        words=Text("status 密钥的私钥文件", "Key file of a key of use status."))  # fmt: skip
@password_option("key", "DOORPLATE_KEY_PASSWORD_FILE")
@DAY
@option("-o", "--output", "out", required=True, type=FILE,
        words=Text("结果文件", "The file to write."))  # fmt: skip
@click.pass_context
def statement_command(ctx: click.Context, /, place: str, out: Path, **how: Any) -> None:
    """The register is verified before anything is signed."""
    with Register.open(place) as register:
        found = proven(register)
    made = Statement.of(found, division=how["division"], issued=how["day"].date())
    password = password_of(how["key_password_file"], Text("密码", "Password"), ctx)
    write_file(out, made.write(read_key(how["key_file"], password).signer()))
    report(
        Text(f"{out}：应挂 {made.doors}，已挂 {made.covered}，免挂 {made.excused}",
             f"{out}: {made.doors} doors, {made.covered} covered, {made.excused} excused"),
        lang_of(ctx),
    )  # fmt: skip
    ctx.exit(0 if made.complete else 1)


@click.command(
    "recount",
    cls=Command,
    words=Text(
        "核对覆盖声明：验签，再按声明所指的事件重数一遍。退出码 1 表示不符。",
        "Check a statement of coverage: its signature, then count again from the events it "
        "names. Exit code 1: it does not hold.",
    ),
    examples="doorplate register recount r.db statement.json --keys keys.json --root 725da…",
)
@PLACE
@argument("statement", type=FILE, words=Text("声明文件", "The statement."))
@option("--keys", required=True, type=FILE, words=Text("公钥集文件", "The key set file."))
@option("--root", required=True, words=Text("信任根指纹", "Fingerprint of the root key."))
@click.pass_context
def recount_command(
    ctx: click.Context, /, place: str, statement: Path, keys: Path, root: str
) -> None:
    """What was stated, and whether it holds."""
    told = Statement.read(read_file(statement), KeySet.read(read_file(keys), root=root))
    shown = {
        "division": told.division, "issued": told.issued.isoformat(), "events": told.seq,
        "doors": told.doors, "covered": told.covered, "excused": told.excused,
        "uncovered": told.uncovered, "wrong": told.wrong, "households": told.households,
        "complete": told.complete,
    }  # fmt: skip
    with Register.open(place) as register:
        try:
            recount(register, told)
        except ChainBroken as error:
            emit({**shown, "holds": False, "why": error.text.say(lang_of(ctx))})
            ctx.exit(1)
    emit({**shown, "holds": True})


STATEMENTS = (statement_command, recount_command)
