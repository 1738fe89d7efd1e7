"""Proposals out as a table, decisions in: what a person accepts becomes events, nothing else.

One row an event. A person writes 采纳 or 不采纳 behind it, or leaves it open; rows may be
added, left out or sorted. The same table is how a clerk records what nobody proposed. Documents
that a decision rests on stand behind it, several of them with semicolons between.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from doorplate._text import Lang, Text
from doorplate.register.events import Event
from doorplate.register.proposals import Proposal
from doorplate.register.sheets import Fault, Said, cells_of, heading, missing
from doorplate.register.verbs import Verb

__all__ = ["COLUMNS", "Decisions", "proposal_rows", "read_decisions"]

COLUMNS: Final = {
    "kind": Text("问题", "finding"),
    "what": Text("情况", "what was found"),
    "why": Text("依据", "rests on"),
    "verb": Text("动作", "verb"),
    "subject": Text("对象", "subject"),
    "after": Text("字段", "fields"),
    "evidence": Text("凭证", "evidence"),
    "decision": Text("决定", "decision"),
}
"""Columns of the table of decisions; a person fills in the last one, and may name documents."""

_JOINT: Final = "；"
_NEEDED: Final = ("verb", "subject", "decision")
_YES, _NO = Text("采纳", "accept"), Text("不采纳", "decline")
_VERBS: Final = {word: verb for verb in Verb for word in (str(verb), verb.text.zh)}


def proposal_rows(proposals: Iterable[Proposal], lang: Lang) -> Iterator[dict[str, str]]:
    """Rows of the table that a person fills in: one an event, the decision empty."""
    for proposal in proposals:
        for event in proposal.events:
            cells = {
                "kind": str(proposal.finding.kind),
                "what": proposal.finding.text.say(lang),
                "why": proposal.why.say(lang),
                "verb": event.verb.text.say(lang),
                "subject": event.subject,
                "after": _written(event.after),
                "evidence": _JOINT.join(event.evidence),
                "decision": "",
            }
            yield {words.say(lang): cells[name] for name, words in COLUMNS.items()}


def _written(after: Mapping[str, Any]) -> str:
    return json.dumps(dict(after), ensure_ascii=False) if after else ""


class Decisions(NamedTuple):
    """What a filled-in table says.

    Attributes:
        events: what was accepted, in the order of the rows.
        faults: cells that cannot be used; append nothing while there are any.
        open: how many rows were left without a decision.
    """

    events: list[Event]
    faults: list[Fault]
    open: int


def read_decisions(
    rows: Iterable[tuple[int, Mapping[str, str]]], *, time: date, actor: str
) -> Decisions:
    """Check every cell of a table of decisions and turn what was accepted into events.

    The register itself refuses, when they are appended, what its rules do not allow.

    Args:
        rows: number in the file and cells of each row.
        time: when it was decided.
        actor: the role that decided.
    """
    events, faults, unanswered, seen = list[Event](), list[Fault](), 0, False
    for place, row in rows:
        lacking = [] if seen else list(missing(row, COLUMNS, _NEEDED))
        if lacking:
            return Decisions([], lacking, 0)
        seen, cells = True, cells_of(row, COLUMNS)
        found = [Fault(place, heading(n, row, COLUMNS), *said) for n, said in _faults(cells)]
        faults += found
        unanswered += not (found or cells["decision"])
        if not found and cells["decision"] in _YES:
            events.append(_event(cells, time, actor))
    return Decisions([] if faults else events, faults, unanswered)


def _faults(cells: Mapping[str, str]) -> Iterator[tuple[str, Said]]:
    if cells["verb"] not in _VERBS:
        words = "、".join(verb.text.zh for verb in Verb)
        yield "verb", (Text("没有这个动作", "there is no such verb"),
                       Text(f"可用：{words}", f"Use one of: {' '.join(Verb)}"))  # fmt: skip
    if not cells["subject"] or len(cells["subject"]) > 200:
        yield "subject", (Text("为空或过长", "it is empty or too long"),
                          Text("填门、地址、门牌或申报的编号",
                               "Fill in the id of a door, address, plate or claim"),
                          )  # fmt: skip
    if _fields(cells["after"]) is None:
        yield "after", (Text("不是 JSON 对象", "it is no JSON object"),
                        Text('写作 {"字段": 值}，没有则留空',
                             'Write {"field": value}, or leave it empty'))  # fmt: skip
    if cells["decision"] and cells["decision"] not in {*_YES, *_NO}:
        yield "decision", (Text(f"不认识 {cells['decision'][:20]!r}",
                                f"{cells['decision'][:20]!r} is unknown"),
                           Text("只填 采纳 或 不采纳，未定留空",
                                "Write accept or decline, or leave it empty"))  # fmt: skip


def _fields(text: str) -> dict[str, Any] | None:
    """The fields in a cell; None where it holds none."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _event(cells: Mapping[str, str], time: date, actor: str) -> Event:
    verb, fields = _VERBS[cells["verb"]], _fields(cells["after"]) or {}
    evidence = tuple(filter(None, map(str.strip, re.split(r"[;；]", cells["evidence"]))))
    return Event(time, actor, verb, cells["subject"], fields, cells["why"], evidence)
