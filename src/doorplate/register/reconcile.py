"""Claims of many sources against the register: what matches, what a person must answer.

A claim is one record of one source: the police's standard addresses, the household book, a
utility's list, a field survey. `reconcile` matches the open ones by their addresses. What is
clear becomes a ruling; the rest becomes questions, which go out as a table, come back filled in
and are read with every cell checked. Nothing is applied: rulings and answers become events.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from doorplate._text import Lang, Text
from doorplate.address import Address
from doorplate.match import Link, Record, Relation, link
from doorplate.normalize import parse
from doorplate.register._slots import Entry
from doorplate.register.events import Event
from doorplate.register.state import State
from doorplate.register.verbs import AddressState, ClaimState, Verb

__all__ = [
    "COLUMNS",
    "Answers",
    "Fault",
    "Question",
    "Ruling",
    "link_events",
    "question_rows",
    "read_answers",
    "reconcile",
]

Reader = Callable[[str], Address]

_ENDED: Final = frozenset({AddressState.RETIRED, AddressState.VOID})


class Ruling(NamedTuple):
    """A claim that is clear: which address it means, how surely, and why."""

    claim: str
    address: str
    score: int
    why: Text


class Question(NamedTuple):
    """A claim that a person must decide.

    Attributes:
        claim: id of the claim.
        source: where it comes from.
        text: the address as the source wrote it.
        address: the address it may mean; empty where none fits.
        proposal: the wording of that address.
        why: what is unclear.
    """

    claim: str
    source: str
    text: str
    address: str
    proposal: str
    why: Text


def reconcile(state: State, read: Reader | None = None) -> tuple[list[Ruling], list[Question]]:
    """Match open claims with the addresses of the register.

    Args:
        state: the register's state.
        read: from a text to an address; the library's own parser where None.

    Raises:
        AddressError: a text that is too long to be an address.
    """
    reader = read or (lambda text: parse(text).best)
    claims = [c for c in state.claims.values() if c.state == ClaimState.OPEN]
    standing = [a for a in state.addresses.values() if a.state not in _ENDED]
    links = link(_records(claims, reader), _records(standing, reader))
    rulings, questions = [], []
    for found in links:
        if found.verdict.relation is Relation.SAME_DOOR and found.right:
            rulings.append(_ruling(found, found.right))
        else:
            questions.append(_question(state, found))
    return rulings, questions


def _records(entries: Iterable[Entry], read: Reader) -> Iterator[Record]:
    for entry in entries:
        yield Record(entry.id, read(entry.get("text")))


def _ruling(found: Link, address: str) -> Ruling:
    return Ruling(found.left, address, round(found.verdict.score * 1000), _why(found))


def _question(state: State, found: Link) -> Question:
    claim = state.claims[found.left]
    proposal = state.addresses[found.right].get("text") if found.right else ""
    why = (
        _why(found)
        if found.right
        else Text("台账中没有这处地址", "no such address is registered")
    )
    return Question(
        claim.id, claim.get("source"), claim.get("text"), found.right or "", proposal, why
    )


def _why(found: Link) -> Text:
    texts = [reason.text for reason in found.verdict.reasons]
    return Text("；".join(t.zh for t in texts), "; ".join(t.en for t in texts))


def link_events(rulings: Iterable[Ruling], *, time: date, actor: str) -> list[Event]:
    """The events that link clear claims to their addresses."""
    return [
        Event(
            time, actor, Verb.LINK, r.claim, {"address": r.address, "score": r.score}, r.why.zh
        )
        for r in rulings
    ]


# Questions out, answers in ----------------------------------------------------------------

COLUMNS: Final = {
    "claim": Text("申报号", "claim"),
    "source": Text("来源", "source"),
    "text": Text("申报地址", "claimed address"),
    "proposal": Text("候选地址", "proposed address"),
    "address": Text("地址编号", "address id"),
    "why": Text("疑点", "what is unclear"),
    "decision": Text("决定", "decision"),
    "note": Text("说明", "note"),
}
"""Columns of the table of questions; a person fills in the last two."""

_LINK, _REJECT = Text("认定", "link"), Text("驳回", "reject")


def question_rows(questions: Iterable[Question], lang: Lang) -> list[dict[str, str]]:
    """Rows of the table that a person fills in: 决定 is 认定 or 驳回, or stays empty."""
    rows = []
    for q in questions:
        cells = {**q._asdict(), "why": q.why.say(lang), "decision": "", "note": ""}
        rows.append({COLUMNS[name].say(lang): cells[name] for name in COLUMNS})
    return rows


class Fault(NamedTuple):
    """A cell of an answered table that cannot be used."""

    row: int
    column: str
    text: Text


class Answers(NamedTuple):
    """What an answered table says.

    Attributes:
        events: links and rejections, in the order of the rows.
        faults: cells that cannot be used; append nothing while there are any.
        open: how many questions were left unanswered.
    """

    events: list[Event]
    faults: list[Fault]
    open: int


def read_answers(
    rows: Sequence[Mapping[str, Any]], state: State, *, time: date, actor: str
) -> Answers:
    """Check every cell of an answered table and turn the answers into events.

    Rows may be sorted, left out or left unanswered. Refused are claims that are not open or
    stand twice, changed claim texts, unknown or ended addresses, and decisions other than 认定
    and 驳回. Headers may be in either language.
    """
    events: list[Event] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for place, row in enumerate(rows, 2):
        cells = _cells(row)
        found = [Fault(place, column, text) for column, text in _faults(cells, state, seen)]
        seen.add(cells["claim"])
        faults += found
        if not found and cells["decision"]:
            events.append(_answer(cells, time, actor))
    return Answers(events, faults, len(rows) - len(events) - len({f.row for f in faults}))


def _cells(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: str(row.get(words.zh) or row.get(words.en) or "").strip()
        for name, words in COLUMNS.items()
    }


def _faults(
    cells: Mapping[str, str], state: State, seen: set[str]
) -> Iterator[tuple[str, Text]]:
    claim = state.claims.get(cells["claim"])
    if claim is None or claim.state != ClaimState.OPEN:
        yield "申报号", Text("没有待定的这条申报", "no such open claim")
        return
    if claim.id in seen:
        yield "申报号", Text("出现两次", "it stands twice")
    if cells["text"] != claim.get("text"):
        yield "申报地址", Text("与台账不符，不得改动", "it is not what was claimed")
    if cells["decision"] and cells["decision"] not in {*_LINK, *_REJECT}:
        yield "决定", Text("只能填 认定 或 驳回", "it must be link or reject")
    if cells["decision"] in _LINK:
        address = state.addresses.get(cells["address"])
        if address is None or address.state in _ENDED:
            yield "地址编号", Text("没有这个在册地址", "no such standing address")


def _answer(cells: Mapping[str, str], time: date, actor: str) -> Event:
    note = {"note": cells["note"]} if cells["note"] else {}
    if cells["decision"] in _REJECT:
        return Event(time, actor, Verb.REJECT, cells["claim"], note, "人工驳回")
    after = {"address": cells["address"], **note}
    return Event(time, actor, Verb.LINK, cells["claim"], after, "人工认定")
