"""What the commands around keys share: password files, key files, files replaced whole."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from doorplate._text import Text
from doorplate.cli._words import lang_of, option
from doorplate.errors import InputError, KeySetError
from doorplate.tables.atomic import replacing

FILE = click.Path(path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])
_F = TypeVar("_F", bound=Callable[..., Any])


def password_option(name: str, env: str) -> Callable[[_F], _F]:
    """The option `--NAME-password-file`, or the file named in the environment."""
    words = Text(
        "密码文件（首行）；不给则询问",
        "File whose first line is the password; without it, it is asked for.",
    )
    return option(f"--{name}-password-file", type=FILE, envvar=env, words=words)


def password_of(
    path: Path | None, prompt: Text, ctx: click.Context, *, confirm: bool = False
) -> str:
    """The first line of the file, or what the reader types."""
    if path is None:
        asked: str = click.prompt(
            prompt.say(lang_of(ctx)), hide_input=True, confirmation_prompt=confirm, err=True
        )
        return asked
    lines = read_file(path).decode("utf-8", "replace").splitlines()
    return lines[0] if lines else ""


def read_file(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            Text("文件读不出", "the file cannot be read"), where=str(path)
        ) from error


def write_file(path: Path, data: bytes) -> None:
    """Replace a file in one step, so that readers see the old set or the new one.

    Raises:
        OutputError: it cannot be written; nothing stays beside it.
    """
    with replacing(path) as draft:
        draft.write_bytes(data)


def today_of(on: datetime | None) -> date:
    """The day given, else the office's own calendar day."""
    return on.date() if on else date.today()  # noqa: DTZ011  # a local date is what is meant


def key_id_of(text: str) -> bytes:
    """A key id as people write it.

    Raises:
        KeySetError: it is not hexadecimal.
    """
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise KeySetError(
            Text("密钥号应为 8 位十六进制", "a key id is 8 hexadecimal digits"), where=text
        ) from error
