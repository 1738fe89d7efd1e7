"""Commands and options that speak the reader's language.

The language is that of `--lang`, before or behind the command, else that of the environment.
"""

import inspect
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import click

from doorplate._text import LANGS, Lang, Text, default_lang

__all__ = [
    "Argument",
    "Command",
    "Group",
    "Option",
    "argument",
    "lang_of",
    "lang_option",
    "option",
]


def lang_of(ctx: click.Context | None) -> Lang:
    """The language of this run."""
    chosen: Lang | None = ctx.find_root().params.get("lang") if ctx else None
    return chosen or default_lang()


_F = TypeVar("_F", bound=Callable[..., Any])
_HEADINGS = {
    "usage": Text("用法：", "Usage: "),
    "arguments": Text("参数", "Arguments"),
    "options": Text("选项", "Options"),
    "commands": Text("命令", "Commands"),
    "examples": Text("例子", "Examples"),
    "exits": Text("退出码", "Exit codes"),
}
_EXTRAS = {
    "[required]": "[必填]",
    "[default: ": "[默认：",
    "(current directory)": "（当前文件夹）",
}
_HELP = Text("显示本说明", "Show this message and exit.")


def heading(key: str, ctx: click.Context) -> str:
    """A heading of the help page."""
    return _HEADINGS[key].say(lang_of(ctx))


def pieces(ctx: click.Context, command: click.Command) -> list[str]:
    """What follows the command's name on the usage line."""
    metavar = Text("[选项]", "[OPTIONS]").say(lang_of(ctx))
    usage = [
        piece for param in command.get_params(ctx) for piece in param.get_usage_pieces(ctx)
    ]
    return [metavar, *usage]


class Option(click.Option):
    """An option with its help in both languages."""

    def __init__(self, *args: Any, words: Text, **kwargs: Any) -> None:
        kwargs["help"] = words.en
        super().__init__(*args, **kwargs)
        self.words = words

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        if record is None or lang_of(ctx) == "en":
            return record
        text = record[1].replace(self.words.en, self.words.zh, 1)
        for english, chinese in _EXTRAS.items():
            text = text.replace(english, chinese)
        return record[0], text


class Argument(click.Argument):
    """An argument with its help in both languages."""

    def __init__(self, *args: Any, words: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words


def lang_option() -> Option:
    """`--lang`, which speaks for the whole run wherever it stands."""

    def choose(ctx: click.Context, _param: click.Parameter, value: Lang | None) -> None:
        if value:
            ctx.find_root().params["lang"] = value

    return Option(
        ["--lang"],
        type=click.Choice(LANGS),
        is_eager=True,
        expose_value=False,
        callback=choose,
        words=Text("语言；默认按系统", "Language; by default that of the locale."),
    )


def option(*names: str, words: Text, **settings: Any) -> Callable[[_F], _F]:
    """A decorator that gives a command an `Option`."""
    return click.option(*names, cls=Option, words=words, **settings)


def argument(*names: str, words: Text, **settings: Any) -> Callable[[_F], _F]:
    """A decorator that gives a command an `Argument`."""
    return click.argument(*names, cls=Argument, words=words, **settings)


class Command(click.Command):
    """A command with its help page in both languages.

    Pass `words` (first line: what it does) and `examples` (lines to copy) to `click.command`.
    """

    def __init__(self, *args: Any, words: Text, examples: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(lang_option())
        self.words, self.examples = words, inspect.cleandoc(examples)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return worded_help(super().get_help_option(ctx), ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        usage = " ".join(pieces(ctx, self))
        formatter.write_usage(ctx.command_path, usage, prefix=heading("usage", ctx))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_paragraphs(self.words.say(lang_of(ctx)), formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lang = lang_of(ctx)
        params = self.get_params(ctx)
        named = [
            (p.make_metavar(ctx), p.words.say(lang)) for p in params if isinstance(p, Argument)
        ]
        write_list("arguments", named, ctx, formatter)
        options = [p for p in params if isinstance(p, click.Option)]
        records = [record for p in options if (record := p.get_help_record(ctx))]
        write_list("options", records, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.examples:
            with formatter.section(heading("examples", ctx)):
                for line in self.examples.splitlines():
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")


class Group(click.Group):
    """A group of commands with its help page in both languages."""

    def __init__(self, *args: Any, words: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(lang_option())
        self.words = words

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return worded_help(super().get_help_option(ctx), ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        usage = " ".join(pieces(ctx, self)) + Text(" 命令 …", " COMMAND …").say(lang_of(ctx))
        formatter.write_usage(ctx.command_path, usage, prefix=heading("usage", ctx))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_paragraphs(self.words.say(lang_of(ctx)), formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [r for param in self.get_params(ctx) if (r := param.get_help_record(ctx))]
        write_list("options", records, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        names = self.list_commands(ctx)
        write_list("commands", [(n, self.summary(ctx, n)) for n in names], ctx, formatter)

    def summary(self, ctx: click.Context, name: str) -> str:
        """What a command does in a line: the first sentence of its help."""
        words = getattr(self.get_command(ctx, name), "words", Text("", ""))
        return re.split(r"[。：；]|[.:;](?=\s|$)", words.say(lang_of(ctx)))[0]


def worded_help(found: click.Option | None, ctx: click.Context) -> click.Option | None:
    """The `--help` option with its help in the reader's language."""
    if found is not None:
        found.help = _HELP.say(lang_of(ctx))
    return found


def write_paragraphs(text: str, formatter: click.HelpFormatter) -> None:
    """Paragraphs under the usage line."""
    formatter.write_paragraph()
    for line in wrapped(text, formatter.width - 2):
        formatter.write(f"  {line}\n")


def width_of(text: str) -> int:
    """Columns that a text takes on a terminal: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


_STICKY = frozenset("，。、；：）！？》”")


def wrapped(text: str, width: int) -> Iterator[str]:
    """Lines no wider than `width`: broken at blanks and between Chinese characters."""
    line = ""
    for piece in _pieces(text):
        if line and width_of(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    if line:
        yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """What may not be broken: words with the blank behind, characters with their stop."""
    piece = ""
    for char in text:
        wide = width_of(char) == 2
        if (
            piece
            and char not in _STICKY
            and (wide or width_of(piece[-1]) == 2 or piece[-1] == " ")
        ):
            yield piece
            piece = ""
        piece += char
    yield piece


def write_list(
    key: str,
    records: Sequence[tuple[str, str]],
    ctx: click.Context,
    formatter: click.HelpFormatter,
) -> None:
    """A headed list of two columns, left out where it is empty."""
    if records:
        with formatter.section(heading(key, ctx)):
            formatter.write_dl(records)
