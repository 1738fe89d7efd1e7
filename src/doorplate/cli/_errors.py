"""Faults as one readable line and an exit code."""

from enum import IntEnum

import click

from doorplate._text import Lang, Text
from doorplate.errors import BackendMissing, DoorplateError, OutputError


class Exit(IntEnum):
    """How a run ended."""

    DONE = 0
    FOUND = 1
    USAGE = 2
    INPUT = 3
    OUTPUT = 4
    INTERRUPTED = 130
    PIPE = 141
    TERMINATED = 143


EXIT_TEXT = {
    Exit.DONE: Text("完成", "done"),
    Exit.FOUND: Text(
        "完成，但发现问题或核验不通过", "done, but something was found or refused"
    ),
    Exit.USAGE: Text("用法错误", "wrong use"),
    Exit.INPUT: Text("输入有误", "bad input"),
    Exit.OUTPUT: Text("无法写出结果", "output cannot be written"),
    Exit.INTERRUPTED: Text("被中断（Ctrl-C）", "interrupted (Ctrl-C)"),
    Exit.PIPE: Text("管道另一端已关闭", "the reader of the pipe went away"),
    Exit.TERMINATED: Text("被终止", "terminated"),
}


class Misuse(click.UsageError):
    """A command line that makes no sense, said in both languages."""

    def __init__(self, text: Text, ctx: click.Context) -> None:
        super().__init__(text.en, ctx)
        self.text = text


def code_of(error: DoorplateError) -> Exit:
    """The exit code an error stands for."""
    if isinstance(error, OutputError):
        return Exit.OUTPUT
    return Exit.USAGE if isinstance(error, BackendMissing) else Exit.INPUT


def describe(error: DoorplateError, lang: Lang) -> str:
    """An error as one line, its control characters made visible."""
    line = Text("错误：", "Error: ").say(lang) + error.message(lang)
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)


def describe_usage(error: click.UsageError, lang: Lang) -> str:
    """What was wrong with the command line, and where to read on."""
    text = _usage_text(error).say(lang)
    lines = [Text("用法错误：", "Error: ").say(lang) + text]
    if error.ctx is not None:
        path = error.ctx.command_path
        lines.append(Text(f"见 {path} --help", f"See {path} --help").say(lang))
    return "\n".join(lines)


def _usage_text(error: click.UsageError) -> Text:
    english = error.format_message().rstrip(".")
    hint = _hint(error)
    if isinstance(error, Misuse):
        return error.text
    if isinstance(error, click.MissingParameter):
        return Text(f"缺少 {hint}", english)
    if isinstance(error, click.NoSuchOption):
        return Text(f"没有选项 {error.option_name}", english)
    if isinstance(error, click.BadParameter):
        return Text(f"{hint} 的值不对：{error.message.rstrip('.')}", english)
    name = getattr(error, "command_name", "")
    known = {"Missing command": "缺少命令"}
    return Text(f"没有命令 {name}" if name else known.get(english, english), english)


def _hint(error: click.UsageError) -> str:
    param = getattr(error, "param", None)
    return param.get_error_hint(error.ctx) if param is not None else ""
