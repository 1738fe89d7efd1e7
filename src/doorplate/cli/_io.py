"""Texts in from arguments, files and pipes; JSON lines out; a sign of progress."""

import io
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from doorplate import tables
from doorplate._text import Lang, Text
from doorplate.errors import DoorplateError, EncodingUnknown, OutputError

_T = TypeVar("_T")


def stdin_lines() -> Iterator[str]:
    """The lines of standard input, as UTF-8, without their ends; blank ones left out.

    Raises:
        EncodingUnknown: a line is not UTF-8.
    """
    for number, line in enumerate(_stdin_bytes(), 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise EncodingUnknown(
                Text(f"第 {number} 行不是 UTF-8", f"line {number} is not UTF-8"),
                remedy=Text("先转换，例：iconv -f GB18030 -t UTF-8",
                            "Convert it first, as with: iconv -f GB18030 -t UTF-8"),
                where="stdin",
            ) from error  # fmt: skip
        if text.strip():
            yield text


def stdin_objects() -> Iterator[str | dict[str, Any]]:
    """The lines of standard input: a JSON object where a line is one, else the text."""
    for line in stdin_lines():
        found = _json_object(line) if line.lstrip().startswith("{") else None
        yield line if found is None else found


def _json_object(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _stdin_bytes() -> Iterable[bytes]:
    return getattr(sys.stdin, "buffer", None) or io.BytesIO(sys.stdin.read().encode())


@contextmanager
def table_at(path: Path, sheet: str | None = None) -> Iterator[tables.Table]:
    """The table in a file, or the JSON lines on standard input where the path is `-`."""
    if str(path) != "-":
        yield tables.read(path, sheet=sheet)
        return
    with tempfile.TemporaryDirectory(prefix="doorplate-") as folder:
        spool = Path(folder, "stdin.jsonl")
        with spool.open("wb") as stream:
            stream.writelines(_stdin_bytes())
        try:
            yield tables.read(spool)
        except DoorplateError as error:
            error.where = error.where.replace(str(spool), "stdin")
            raise


def spare(out: Path, *inputs: Path | None) -> None:
    """Refuse a result that would take the place of what it is made from.

    Raises:
        OutputError: it is the file of an input.
    """
    for path in inputs:
        if path and str(path) != "-" and out.exists() and path.exists() and out.samefile(path):
            raise OutputError(
                Text("结果会覆盖输入文件", "the result would replace its input"),
                remedy=Text("用 -o 另给一个文件名", "Give -o another file name"),
                where=str(out),
            )


def emit(record: Mapping[str, Any]) -> None:
    """One JSON object on a line of standard output."""
    sys.stdout.write(json.dumps(dict(record), ensure_ascii=False) + "\n")


def put(rows: Iterable[Mapping[str, tables.Cell]], out: Path, columns: tuple[str, ...]) -> int:
    """Rows to a file, or as JSON lines to standard output where the path is `-`."""
    if str(out) != "-":
        return tables.write(rows, out, columns=columns)
    count = 0
    for row in rows:
        emit(row)
        count += 1
    return count


def watched(items: Iterable[_T], words: Text, lang: Lang) -> Iterator[_T]:
    """The items, counted on the terminal while they pass; silent where there is none."""
    if not _on_terminal():
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415  # only a terminal needs it
    from rich.progress import Progress, SpinnerColumn, TextColumn  # noqa: PLC0415  # as above

    console = Console(stderr=True)
    shape = (SpinnerColumn(), TextColumn("{task.description} {task.completed:,}"))
    with Progress(*shape, console=console, transient=True) as progress:
        yield from progress.track(items, description=words.say(lang))


def _on_terminal() -> bool:
    return sys.stderr.isatty()


def report(words: Text, lang: Lang) -> None:
    """A closing line on the error stream, out of the way of the results."""
    click.echo(words.say(lang), err=True)
