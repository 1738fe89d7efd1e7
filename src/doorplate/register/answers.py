"""Questions out as a table, answers in: what a person decided about claims, cell by cell.

Every cell is checked against the register before anything is made of it: what a person must not
touch has to come back as it went out, what a person fills in has to be usable.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from doorplate._text import Lang, Text
from doorplate.register._slots import Entry
from doorplate.register.events import Event
from doorplate.register.reconcile import Question
from doorplate.register.sheets import Fault, Said, cells_of, heading, missing, shown
from doorplate.register.state import State
from doorplate.register.verbs import AddressState, ClaimState, Verb

__all__ = ["COLUMNS", "Answers", "Fault", "question_rows", "read_answers"]

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
_ENDED: Final = frozenset({AddressState.RETIRED, AddressState.VOID})
_MOST_NOTE: Final = 2_000


def question_rows(questions: Iterable[Question], lang: Lang) -> list[dict[str, str]]:
    """Rows of the table that a person fills in: 决定 is 认定 or 驳回, or stays empty."""
    rows = []
    for q in questions:
        cells = {**q._asdict(), "why": q.why.say(lang), "decision": "", "note": ""}
        rows.append({COLUMNS[name].say(lang): cells[name] for name in COLUMNS})
    return rows


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
    rows: Iterable[tuple[int, Mapping[str, str]]], state: State, *, time: date, actor: str
) -> Answers:
    """Check every cell of an answered table and turn the answers into events.

    Rows may be sorted, left out or left unanswered; headers may be in either language. Refused
    are missing columns, claims that are unknown, decided already or stand twice, a changed
    source, claimed address or proposed address, unknown or ended addresses, decisions other
    than 认定 and 驳回, and notes that are too long. 疑点 decides nothing and may be edited.

    Args:
        rows: number in the file and cells of each row.
        state: the register's state.
        time: when it was decided.
        actor: the role that decided.
    """
    reader, events, faults, unanswered = _Reader(state), list[Event](), list[Fault](), 0
    for place, row in rows:
        lacking = [] if reader.seen else list(missing(row, COLUMNS, COLUMNS))
        if lacking:
            return Answers([], lacking, 0)
        cells = cells_of(row, COLUMNS)
        found = [Fault(place, heading(name, row, COLUMNS), *said)
                 for name, said in reader.faults(cells)]  # fmt: skip
        faults += found
        if not found and cells["decision"]:
            events.append(_answer(reader.known(cells), cells, time, actor))
        unanswered += not (found or cells["decision"])
    return Answers([] if faults else events, faults, unanswered)


_BACK: Final = Text("改回导出时的内容", "Put back what was exported")


class _Reader:
    """The register as the rows are checked against it, and the claims seen so far."""

    def __init__(self, state: State) -> None:
        self._claims = {shown(claim.id): claim for claim in state.claims.values()}
        self._addresses = state.addresses
        self.seen: set[str] = set()

    def known(self, cells: Mapping[str, str]) -> str:
        """The id of the claim."""
        return self._claims[cells["claim"]].id

    def faults(self, cells: Mapping[str, str]) -> Iterator[tuple[str, Said]]:
        """Names of the bad cells of a row, and what is wrong with each."""
        claim = self._claims.get(cells["claim"])
        if claim is None:
            yield "claim", (Text("台账中没有这条申报", "no such claim is registered"), _BACK)
            return
        if claim.id in self.seen:
            yield "claim", (Text("出现两次", "it stands twice"),
                            Text("只留一行", "Keep one of the rows"))  # fmt: skip
        self.seen.add(claim.id)
        if cells["decision"] and claim.state != ClaimState.OPEN:
            yield "claim", (Text("这条申报已经定过", "it was decided before"),
                            Text("清空“决定”，或删去这一行",
                                 "Empty its decision, or leave the row out"))  # fmt: skip
        for name in ("source", "text"):
            if cells[name] != shown(claim.get(name)):
                yield name, (Text("与台账不符，不得改动", "it is not what was claimed"), _BACK)
        yield from self._address(cells)
        yield from _decision(cells)

    def _address(self, cells: Mapping[str, str]) -> Iterator[tuple[str, Said]]:
        address = self._addresses.get(cells["address"]) if cells["address"] else None
        if not cells["address"]:
            if cells["proposal"]:
                yield "address", _HALF
            elif cells["decision"] in _LINK:
                yield "address", _NOWHERE
        elif address is None or address.state in _ENDED:
            yield "address", _ENDED_ID
        elif not _is_wording(cells["proposal"], address):
            said = address.get("text")
            yield "proposal", (
                Text(f"与地址编号不是同一处：{address.id} 是{said}",
                     f"it is not the address of that id: {address.id} is {said}"),
                Text("改编号时清空候选地址，或改成该编号的地址",
                     "Empty it when you change the id, or write that address"),
            )  # fmt: skip


_HALF: Final = (
    Text("有候选地址而没有编号", "a proposal without its id"),
    Text("填上地址编号，或清空候选地址", "Fill in the id, or empty the proposal"),
)
_NOWHERE: Final = (
    Text("认定而没有地址编号", "linked to no address"),
    Text("填上在册地址的编号", "Fill in the id of an address"),
)
_ENDED_ID: Final = (
    Text("没有这个在册地址", "no such standing address"),
    Text("填在册地址的编号", "Fill in the id of a standing address"),
)


def _is_wording(proposal: str, address: Entry) -> bool:
    return not proposal or proposal == shown(address.get("text"))


def _decision(cells: Mapping[str, str]) -> Iterator[tuple[str, Said]]:
    if cells["decision"] and cells["decision"] not in {*_LINK, *_REJECT}:
        yield (
            "decision",
            (
                Text(
                    f"不认识 {cells['decision'][:20]!r}",
                    f"{cells['decision'][:20]!r} is unknown",
                ),
                Text("只填 认定 或 驳回，未定留空", "Write link or reject, or leave it empty"),
            ),
        )
    if len(cells["note"]) > _MOST_NOTE:
        most = Text(f"不超过 {_MOST_NOTE} 字", f"At most {_MOST_NOTE} characters")
        yield "note", (Text("太长", "it is too long"), most)


def _answer(claim: str, cells: Mapping[str, str], time: date, actor: str) -> Event:
    note = {"note": cells["note"]} if cells["note"] else {}
    if cells["decision"] in _REJECT:
        return Event(time, actor, Verb.REJECT, claim, note, "人工驳回")
    return Event(
        time, actor, Verb.LINK, claim, {"address": cells["address"], **note}, "人工认定"
    )
