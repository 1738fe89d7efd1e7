"""`doorplate policy`: the numbering rules, shipped and the office's own."""

from pathlib import Path

import click

from doorplate._text import Text
from doorplate.cli._errors import Exit, code_of, describe
from doorplate.cli._io import emit
from doorplate.cli._words import Command, Group, argument, lang_of, option
from doorplate.errors import PolicyError
from doorplate.numbering import explain_policy, load_policy, policy_names, policy_text

_POLICY = Text("规则名或 TOML 文件", "A policy's name, or a TOML file")


@click.group("policy", cls=Group, words=Text("查看编号规则。", "Show numbering policies."))
def policy_group() -> None:
    """The group; each command reads policies and changes nothing."""


@policy_group.command(
    "list",
    cls=Command,
    words=Text("列出随附的编号规则。", "List the policies that come with doorplate."),
    examples="doorplate policy list",
)
@option("--json", "as_json", is_flag=True, words=Text("逐行输出 JSON", "JSON lines."))
@click.pass_context
def list_command(ctx: click.Context, /, *, as_json: bool) -> None:
    """One line per shipped policy."""
    lang = lang_of(ctx)
    for name in policy_names():
        policy = load_policy(name)
        if as_json:
            emit({"name": name, "version": policy.version, "hash": policy.hash,
                  "title": policy.label.say(lang), "source": policy.source.title})  # fmt: skip
        else:
            click.echo(f"{name:20} {policy.label.say(lang)}")


@policy_group.command(
    "show",
    cls=Command,
    words=Text("输出规则的全部参数（JSON），或规则文件本身（--toml）。",
               "All parameters of a policy as JSON, or its file (--toml)."),
    examples="doorplate policy show beijing-2012\n"
    "doorplate policy show beijing-2012 --toml > our-town.toml",
)  # fmt: skip
@argument("policy", words=_POLICY)
@option(
    "--toml",
    is_flag=True,
    words=Text("规则文件的原文，可据以另写", "The file, to write one's own from."),
)
def show_command(policy: str, *, toml: bool) -> None:
    """Parameters and hash, or the text of the file."""
    found = load_policy(policy)
    if toml:
        click.echo(policy_text(policy), nl=False)
    else:
        emit({**found.model_dump(mode="json"), "hash": found.hash})


@policy_group.command(
    "check",
    cls=Command,
    words=Text(
        "检查规则文件：未知参数、自相矛盾，指出行号。退出码 3 表示不可用。",
        "Check policy files: unknown parameters and contradictions, by line. Exit code 3: "
        "refused.",
    ),
    examples="doorplate policy check our-town.toml",
)
@argument("files", words=_POLICY, nargs=-1, required=True)
@click.pass_context
def check_command(ctx: click.Context, /, files: tuple[str, ...]) -> None:
    """A line per file; the faults of all of them, and the exit code at the end."""
    lang, code = lang_of(ctx), Exit.DONE
    for file in files:
        try:
            policy = load_policy(file if file in policy_names() else Path(file))
        except PolicyError as error:
            click.echo(describe(error, lang), err=True)
            code = code_of(error)
            continue
        done = Text(f"{file}：可用，{policy}，哈希 {policy.hash}",
                    f"{file}: sound, {policy}, hash {policy.hash}")  # fmt: skip
        click.echo(done.say(lang))
    ctx.exit(code)


@policy_group.command(
    "explain",
    cls=Command,
    words=Text("用文字说明一个规则，以及其依据未定之处。",
               "A policy in sentences, and what its source leaves open."),
    examples="doorplate policy explain harbin-metric-2010",
)  # fmt: skip
@argument("policy", words=_POLICY)
@click.pass_context
def explain_command(ctx: click.Context, /, policy: str) -> None:
    """One sentence per rule."""
    lang = lang_of(ctx)
    found = load_policy(policy)
    click.echo(f"{found} · {found.label.say(lang)}")
    for sentence in explain_policy(found):
        click.echo(f"- {sentence.say(lang)}")
