"""The command `doorplate`: its subcommands, found when they are wanted, and how it ends."""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from types import FrameType
from typing import Any, NamedTuple, NoReturn, TextIO, cast

import click

from doorplate._text import Lang, Text
from doorplate.cli._errors import EXIT_TEXT, Exit, code_of, describe, describe_usage
from doorplate.cli._words import Group, Option, lang_of, write_list
from doorplate.errors import DoorplateError


class Entry(NamedTuple):
    """Where a subcommand lives, and what it does in a few words."""

    module: str
    attribute: str
    words: Text


COMMANDS = {
    "clean": Entry("clean", "clean_command", Text(
        "整理一份门牌名册：问题、号码、网格、台账、报告",
        "Clean a list: findings, numbers, grids, register, report")),
    "parse": Entry("parse", "parse_command", Text(
        "把地址文本拆成要素", "Take address texts apart")),
    "dedupe": Entry("dedupe", "dedupe_command", Text(
        "找出同一扇门的重复记录", "Find records of the same door")),
    "link": Entry("link", "link_command", Text(
        "把两份名单里的同一扇门对上", "Match the rows of two lists")),
    "explain": Entry("explain", "explain_command", Text(
        "逐项说明两条地址是否同一扇门", "Say why two addresses are one door or not")),
    "policy": Entry("policy", "policy_group", Text(
        "查看编号规则", "Show numbering policies")),
    "register": Entry("register", "register_group", Text(
        "门牌台账", "The ledger of door numbers")),
    "keys": Entry("keys", "keys_group", Text(
        "签名密钥：生成、发布、轮换、检查", "Signing keys: new, publish, rotate, check")),
    "verify": Entry("verify", "verify_command", Text(
        "核验扫码得到的文本", "Check scanned texts")),
}  # fmt: skip
"""Subcommands in the order of the help page."""

_WORDS = Text(
    "中文地址与门牌：拆分、查重、改错、编号、建台账、签二维码。",
    "Chinese addresses and door numbers: parse, match, number, register and sign plates.",
)


class App(Group):
    """The root command. A subcommand's module is imported when it runs or shows its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's call
        return [name for name, entry in COMMANDS.items() if _exists(entry)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's call
        entry = COMMANDS.get(cmd_name)
        if entry is None or not _exists(entry):
            return None
        module = import_module(f"doorplate.cli.{entry.module}")
        return cast("click.Command", getattr(module, entry.attribute))

    def summary(self, ctx: click.Context, name: str) -> str:
        return COMMANDS[name].words.say(lang_of(ctx))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        codes = [(str(int(code)), text.say(lang_of(ctx))) for code, text in EXIT_TEXT.items()]
        write_list("exits", codes, ctx, formatter)

    def main(
        self,
        args: Sequence[str] | None = None,
        *_: Any,
        **extra: Any,
    ) -> NoReturn:
        """Runs the command and leaves the process with its exit code."""
        if "_DOORPLATE_COMPLETE" in os.environ:
            super().main(args, **{**extra, "prog_name": "doorplate"})
        arguments = list(sys.argv[1:] if args is None else args)
        sys.exit(int(_ended(self, arguments)))


def _exists(entry: Entry) -> bool:
    return find_spec(f"doorplate.cli.{entry.module}") is not None


class _Terminated(KeyboardInterrupt):
    """SIGTERM, unwinding the run like Ctrl-C so that drafts are deleted."""


def _on_term(_number: int, _frame: FrameType | None) -> NoReturn:
    raise _Terminated


def _ended(app: App, args: list[str]) -> Exit | int:
    """Runs the command; whatever goes wrong is said in a line and becomes a code."""
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    holder: list[click.Context] = []
    try:
        with _term_handler(), _heard():
            return _invoked(app, args, holder)
    except (click.UsageError, DoorplateError, OSError, KeyboardInterrupt, click.Abort) as error:
        return _told(error, lang_of(holder[0] if holder else getattr(error, "ctx", None)))


def _told(error: BaseException, lang: Lang) -> Exit:
    """Says what ended the run, in a line, and which code it stands for."""
    match error:
        case click.UsageError():
            line, code = describe_usage(error, lang), Exit.USAGE
        case DoorplateError():
            line, code = describe(error, lang), code_of(error)
        case BrokenPipeError():
            line, code = "", Exit.PIPE
        case OSError():
            line, code = _UNWRITABLE.fill(why=error.strerror or error).say(lang), Exit.OUTPUT
        case _Terminated():
            line, code = "", Exit.TERMINATED
        case _:
            line, code = _INTERRUPTED.say(lang), Exit.INTERRUPTED
    if isinstance(error, OSError):
        _silence(sys.stdout)
    if line:
        say(line)
    return code


_UNWRITABLE = Text("错误：无法写出结果（{why}）", "Error: the output cannot be written ({why})")
_INTERRUPTED = Text("已中断，没有留下半成品", "Interrupted; nothing is left half-written")


def _invoked(app: App, args: list[str], holder: list[click.Context]) -> int:
    try:
        with app.make_context("doorplate", args) as ctx:
            holder.append(ctx)
            app.invoke(ctx)
            sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return Exit.USAGE
    except click.exceptions.Exit as error:
        sys.stdout.flush()
        return error.exit_code
    return Exit.DONE


def say(line: str) -> None:
    """A line for the reader, on the error stream."""
    with contextlib.suppress(BrokenPipeError):
        click.echo(line, err=True)


@contextlib.contextmanager
def _term_handler() -> Iterator[None]:
    """SIGTERM raises inside the block; where signals are not ours to set, nothing changes."""
    try:
        before = signal.signal(signal.SIGTERM, _on_term)
    except ValueError:
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def _heard() -> Iterator[None]:
    """A signal that arrives while an object is finalized goes unheard: it is sent again."""
    before = sys.unraisablehook

    def again(lost: "sys.UnraisableHookArgs") -> None:
        if isinstance(lost.exc_value, KeyboardInterrupt):
            ended = isinstance(lost.exc_value, _Terminated)
            number = signal.SIGTERM if ended else signal.SIGINT
            threading.Timer(_AGAIN, os.kill, (os.getpid(), number)).start()
        else:
            before(lost)

    sys.unraisablehook = again
    try:
        yield
    finally:
        sys.unraisablehook = before


_AGAIN = 0.05  # seconds


def _speak_utf8(stream: TextIO) -> None:
    """UTF-8 out, whatever the locale says."""
    reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")


def _silence(stream: TextIO) -> None:
    """Points a broken stream at nothing, so that closing it says nothing either."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _show_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001  # click's call
    if value:
        click.echo(f"doorplate {version('doorplate-cn')}")
        ctx.exit()


app = App(
    "doorplate",
    words=_WORDS,
    no_args_is_help=True,
    params=[
        Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            words=Text("显示版本", "Show the version and exit."),
        ),
    ],
)
"""The root command."""
