"""Commands and options that speak the reader's language.

The language is that of `--lang` before the command, else that of the environment.
"""

import inspect
from collections.abc import Sequence
from typing import Any

import click

from doorplate._text import Lang, Text, default_lang

__all__ = ["Argument", "Command", "Option", "argument", "lang_of", "option"]


def lang_of(ctx: click.Context | None) -> Lang:
    """The language of this run."""
    chosen: Lang | None = ctx.find_root().params.get("lang") if ctx else None
    return chosen or default_lang()


_HEADINGS = {
    "usage": Text("用法：", "Usage: "),
    "arguments": Text("参数", "Arguments"),
    "options": Text("选项", "Options"),
    "commands": Text("命令", "Commands"),
    "examples": Text("例子", "Examples"),
    "exits": Text("退出码", "Exit codes"),
}
_EXTRAS = {"[required]": "[必填]", "[default: ": "[默认：", "(current directory)": "（当前文件夹）"}
_HELP = Text("显示本说明", "Show this message and exit.")


def heading(key: str, ctx: click.Context) -> str:
    """A heading of the help page."""
    return _HEADINGS[key].say(lang_of(ctx))


def pieces(ctx: click.Context, command: click.Command) -> list[str]:
    """What follows the command's name on the usage line."""
    metavar = Text("[选项]", "[OPTIONS]").say(lang_of(ctx))
    usage = [piece for param in command.get_params(ctx) for piece in param.get_usage_pieces(ctx)]
    return [metavar, *usage]


class Option(click.Option):
    """An option with its help in both languages."""

    def __init__(self, *args: Any, words: Text, **kwargs: Any) -> None:
        super().__init__(*args, help=words.en, **kwargs)
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


def option(*names: str, words: Text, **settings: Any) -> Any:
    """A decorator that gives a command an `Option`."""
    return click.option(*names, cls=Option, words=words, **settings)


def argument(*names: str, words: Text, **settings: Any) -> Any:
    """A decorator that gives a command an `Argument`."""
    return click.argument(*names, cls=Argument, words=words, **settings)


class Command(click.Command):
    """A command with its help page in both languages.

    Pass `words` (first line: what it does) and `examples` (lines to copy) to `click.command`.
    """

    def __init__(
        self, *args: Any, words: Text = Text("", ""), examples: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
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
        records = [record for p in params if (record := p.get_help_record(ctx))]
        write_list("options", records, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.examples:
            with formatter.section(heading("examples", ctx)):
                for line in self.examples.splitlines():
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")


def worded_help(found: click.Option | None, ctx: click.Context) -> click.Option | None:
    """The `--help` option with its help in the reader's language."""
    if found is not None:
        found.help = _HELP.say(lang_of(ctx))
    return found


def write_paragraphs(text: str, formatter: click.HelpFormatter) -> None:
    """Paragraphs under the usage line."""
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(text)


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
