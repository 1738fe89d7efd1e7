"""Reading policies: shipped ones by name, an office's own by path, faults by line."""

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from doorplate._text import Text
from doorplate.errors import PolicyError
from doorplate.numbering.check import contradictions
from doorplate.numbering.checked import checked
from doorplate.numbering.choices import FOLDER, no_policy, policy_names
from doorplate.numbering.policy import Policy

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["load_policy", "parse_policy", "policy_names"]

_HEADER = re.compile(r"\s*\[{1,2}([^\[\]]+)\]")
_AT_LINE = re.compile(r"at line (\d+)")


def load_policy(name_or_path: str | Path | None) -> Policy:
    """The policy of a shipped name or of a TOML file.

    Raises:
        PolicyError: no policy was named, none has that name, the file cannot be read, a
            parameter is unknown or out of range, or two parameters contradict each other;
            `where` is `file:line`.

    >>> load_policy("default-v").parity.mode
    'left_odd'
    """
    if isinstance(name_or_path, str) and name_or_path in policy_names():
        return _shipped(name_or_path)
    text = policy_text(name_or_path)
    return parse_policy(text, where=Path(str(name_or_path)).name)


def policy_text(name_or_path: str | Path | None) -> str:
    """The file of a policy as it is written: one to start an office's own from.

    Raises:
        PolicyError: no policy was named, none has that name, or the file cannot be read.

    >>> policy_text("default-v").splitlines()[1]
    'name = "default-v"'
    """
    if name_or_path is None or str(name_or_path) == "":
        raise no_policy(Text("没有指定编号规则", "no numbering policy was named"))
    if not isinstance(name_or_path, str | Path):
        raise no_policy(
            Text(f"编号规则不能是 {name_or_path!r}", f"a policy cannot be {name_or_path!r}")
        )
    if isinstance(name_or_path, str) and name_or_path in policy_names():
        return FOLDER.joinpath(f"{name_or_path}.toml").read_text(encoding="utf-8")
    path = Path(name_or_path)
    if path.suffix != ".toml":
        raise no_policy(
            Text(f"没有名为 {name_or_path} 的编号规则", f"no policy is called {name_or_path}")
        )
    return _read(path)


@cache
def _shipped(name: str) -> Policy:
    return parse_policy(policy_text(name), where=f"{name}.toml")


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as error:  # no UTF-8, or a name no file can have
        raise PolicyError(
            Text("规则文件无法读取", f"the policy file cannot be read ({error})"),
            remedy=Text("给出 UTF-8 编码的 TOML 文件", "Give a TOML file in UTF-8"),
            where=path.name,
        ) from error


@checked(PolicyError)
def parse_policy(text: str, *, where: str = "policy") -> Policy:
    """The policy that a TOML text states.

    Raises:
        PolicyError: as `load_policy`; `where` names the line.
    """
    try:
        policy = Policy.model_validate_json(_json(text, where), strict=True)
    except ValidationError as error:
        first = min(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
        key = ".".join(str(part) for part in first["loc"])
        raise PolicyError(
            Text(f"参数 {key}：{_in_chinese(first)}", f"parameter {key}: {first['msg']}"),
            remedy=_ADD if first["type"] == "missing" else _CORRECT,
            where=f"{where}:{line_of(text, key)}",
        ) from error
    for fault in contradictions(policy):
        raise PolicyError(
            fault.text, remedy=fault.remedy, where=f"{where}:{line_of(text, fault.key)}"
        )
    return policy


_ADD = Text("补上这个参数", "Add it, as a shipped policy has it")
_CORRECT = Text("改正或删去这一行", "Correct the line or take it out")
_FAULTS = {"extra_forbidden": "没有这个参数", "missing": "缺这个参数"}


def _in_chinese(fault: "ErrorDetails") -> str:
    known = _FAULTS.get(fault["type"])
    allowed = "、".join(f"{k} {v}" for k, v in fault.get("ctx", {}).items())
    return known or f"不能是 {fault['input']!r}" + (f"（{allowed}）" if allowed else "")


def _json(text: str, where: str) -> str:
    """TOML as JSON, whose strict reading takes no text for a number and no number for a switch.

    A day or an hour, which no parameter is, becomes what no parameter takes.
    """
    try:
        return json.dumps(
            tomllib.loads(text), default=lambda value: {type(value).__name__: str(value)}
        )
    except (ValueError, RecursionError) as error:  # broken, a number too long, nested too deep
        raise PolicyError(
            Text(f"不是合法的 TOML：{error}", f"not valid TOML: {error}"),
            remedy=Text("改正这一行的写法", "Correct how that line is written"),
            where=f"{where}:{_broken_line(text, str(error))}",
        ) from error


def _broken_line(text: str, said: str) -> int:
    """The line that the TOML reader names; the last where the text ends too early."""
    named = _AT_LINE.search(said)
    return int(named[1]) if named else max(1, len(text.splitlines()))


def line_of(text: str, key: str) -> int:
    r"""The 1-based line where a dotted key stands; of its table, else 1, where it does not.

    >>> line_of("name = 'x'\n[skip]\nnumbers = [4]", "skip.numbers")
    3
    """
    table, _, rest = key.partition(".")
    name = rest.partition(".")[0]
    inside = re.compile(rf"\s*{re.escape(name or table)}\s*[=.]")
    outside = re.compile(rf"\s*{re.escape(table)}\s*(=|\.\s*{re.escape(name)}\b)")
    current, best = "", 1
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header:
            current = header[1].strip()
            best = number if current in {table, f"{table}.{name}"} else best
        elif not current and outside.match(line):
            best = number
        elif name and current == table and inside.match(line):
            return number
    return best
