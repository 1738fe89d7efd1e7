"""`doorplate explain`: why two addresses are one door, or are not."""

import click

from doorplate._text import Lang, Text
from doorplate.address import Level
from doorplate.cli._io import emit
from doorplate.cli._words import Command, argument, lang_of, option
from doorplate.match import Reason, Verdict, compare
from doorplate.normalize import parse


@click.command(
    "explain",
    cls=Command,
    words=Text(
        "逐项说明两条地址是否同一扇门：每个要素的异同、所用的规则、证据的分量（比特，"
        "正的说明相同，负的说明不同）。",
        "Say component by component why two addresses are one door or not: what each says, the "
        "rule that fired, and the weight of the evidence in bits (+ for one door, - against).",
    ),
    examples="""
        doorplate explain 武功县普集镇营上村三组12号附1 营上村3组12-1号
        doorplate explain --json 营上村12号 营上村21号
    """,
)
@argument("left", metavar="A", words=Text("一条地址", "One address."))
@argument("right", metavar="B", words=Text("另一条地址", "The other."))
@option("--json", "as_json", is_flag=True, words=Text("输出 JSON", "Write JSON."))
@click.pass_context
def explain_command(ctx: click.Context, /, left: str, right: str, *, as_json: bool) -> None:
    """Compares two texts and lays the evidence out."""
    lang = lang_of(ctx)
    first, second = parse(left).best, parse(right).best
    verdict = compare(first, second)
    if as_json:
        emit({"a": str(first), "b": str(second), **verdict.to_dict(lang)})
        return
    click.echo(f"A  {first}\nB  {second}\n")
    for reason in verdict.reasons:
        click.echo(_line(reason, lang))
    click.echo(_conclusion(verdict, lang))


def _line(reason: Reason, lang: Lang) -> str:
    words = {level.key: level.text.say(lang) for level in Level}
    name = words.get(reason.component, reason.component)
    return f"{reason.weight:+6.1f}  {name}  {reason.text.say(lang)}"


def _conclusion(verdict: Verdict, lang: Lang) -> str:
    relation = verdict.relation.text
    total = f"{verdict.weight:+.1f}"
    return Text(
        f"\n结论：{relation.zh}（概率 {verdict.score:.3f}，证据合计 {total} 比特）",
        f"\nConclusion: {relation.en} (probability {verdict.score:.3f}, evidence {total} bits)",
    ).say(lang)
