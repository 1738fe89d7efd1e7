"""`doorplate policy`: the numbering rules, shipped and the office's own."""

from pathlib import Path

import click

from doorplate._text import Text
from doorplate.cli._io import emit
from doorplate.cli._words import Command, Group, argument, lang_of, option
from doorplate.numbering import explain_policy, load_policy, policy_names

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
    words=Text("输出规则的全部参数（JSON）。", "All parameters of a policy, as JSON."),
    examples="doorplate policy show beijing-2012",
)
@argument("policy", words=_POLICY)
def show_command(policy: str) -> None:
    """Parameters and hash."""
    found = load_policy(policy)
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
    """The first fault ends the run with its line."""
    for file in files:
        policy = load_policy(file if file in policy_names() else Path(file))
        done = Text(f"{file}：可用，{policy}，哈希 {policy.hash}",
                    f"{file}: sound, {policy}, hash {policy.hash}")  # fmt: skip
        click.echo(done.say(lang_of(ctx)))


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
