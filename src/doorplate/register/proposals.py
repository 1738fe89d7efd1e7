"""What the evidence says about a finding: proposed events, never applied by themselves.

Evidence is ordered: certificate, approved register, plate on the wall, hearsay. Where it is
equal, nobody wins: both addresses are suspended until a person decides.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from doorplate._text import Text
from doorplate.findings import Finding, FindingKind
from doorplate.numbering import Evidence
from doorplate.register._slots import Entry
from doorplate.register.events import Event
from doorplate.register.state import State
from doorplate.register.verbs import AddressState, Verb

__all__ = ["Proposal", "propose"]


class Proposal(NamedTuple):
    """What may be done about a finding.

    Attributes:
        finding: what was found.
        events: what would be appended, in order.
        why: what it rests on.
    """

    finding: Finding
    events: tuple[Event, ...]
    why: Text


class _Case(NamedTuple):
    finding: Finding
    state: State
    time: date
    actor: str

    def event(self, verb: Verb, subject: str, why: Text, **after: Any) -> Event:
        return Event(self.time, self.actor, verb, subject, after, why.zh)

    def addresses(self) -> list[Entry]:
        """The addresses that the finding names, the best supported one first."""
        known = [self.state.addresses.get(s) for s in self.finding.subjects]
        return sorted((a for a in known if a), key=lambda a: (-_grade(a), a.seq, a.id))


def propose(
    findings: Iterable[Finding], state: State, *, time: date, actor: str = "clerk"
) -> list[Proposal]:
    """Proposals for the findings that evidence can decide; the others are left to a person.

    Each stands for itself: append one, audit again, then propose anew.

    Args:
        findings: what an audit of this state found.
        state: the register's state.
        time: when it would be decided.
        actor: the role that would decide.
    """
    cases = (_Case(f, state, time, actor) for f in findings)
    made = (_RULES[case.finding.kind](case) for case in cases if case.finding.kind in _RULES)
    return [proposal for proposal in made if proposal]


def _grade(address: Entry) -> int:
    live = AddressState(address.state).live
    usual = Evidence.REGISTER if live else Evidence.PLATE
    return int(address.get("grade", usual))


_BEST = Text("保留依据最强的一个", "the one with the strongest evidence stays")
_EQUAL = Text("依据相当，须由人定", "the evidence is equal: a person must decide")
_GONE = Text("门已拆除", "its door was demolished")
_HOME = Text("挂回本门", "hang it at its own door")
_OFF = Text("地址已停用或改号，牌应摘下", "its address has ended or changed: take it down")
_BROKEN = Text("报废，另订新牌，地址不变", "scrap it and order a new one, same address")


def _keep_best(case: _Case) -> Proposal | None:
    best, *others = case.addresses()
    if others and _grade(best) == _grade(others[0]) and best.state == others[0].state:
        return None
    events = tuple(_end(case, a, best) for a in others)
    return Proposal(case.finding, events, _BEST)


def _end(case: _Case, address: Entry, best: Entry) -> Event:
    """Void what was never more than claimed, retire what was given or approved elsewhere."""
    claimed = address.state in {AddressState.PROPOSED, AddressState.RESERVED}
    same = address.get("number") == best.get("number")
    verb = Verb.VOID if claimed and (same or not _approved(address)) else Verb.RETIRE
    return case.event(verb, address.id, _BEST, successor=best.id)


def _approved(address: Entry) -> bool:
    return Evidence(_grade(address)).approved


def _one_number(case: _Case) -> Proposal | None:
    best, *others = case.addresses()
    equal = _grade(best) == _grade(others[0])
    losers = [best, *others] if equal else others
    why = _EQUAL if equal else _BEST
    events = tuple(case.event(Verb.SUSPEND, a.id, why) for a in losers if _can_suspend(a))
    return Proposal(case.finding, events, why) if events else None


def _can_suspend(address: Entry) -> bool:
    return address.state in {
        AddressState.PROPOSED, AddressState.ASSIGNED, AddressState.ACTIVE,
    }  # fmt: skip


def _plate(case: _Case) -> Proposal | None:
    plate = case.state.plates[case.finding.subjects[0]]
    address = case.state.addresses[plate.get("address")]
    same = plate.get("number") == address.get("number")
    if same and AddressState(address.state).live:
        event = case.event(Verb.REHANG, plate.id, _HOME, door=address.get("door"))
        return Proposal(case.finding, (event,), _HOME)
    return Proposal(case.finding, (case.event(Verb.REMOVE, plate.id, _OFF),), _OFF)


def _damaged(case: _Case) -> Proposal | None:
    event = case.event(Verb.SCRAP, case.finding.subjects[0], _BROKEN)
    return Proposal(case.finding, (event,), _BROKEN)


def _gone(case: _Case) -> Proposal | None:
    address = case.state.addresses[case.finding.subjects[0]]
    verb = Verb.VOID if address.state == AddressState.PROPOSED else Verb.RETIRE
    return Proposal(case.finding, (case.event(verb, address.id, _GONE),), _GONE)


_RULES: Final[Mapping[FindingKind, Callable[[_Case], Proposal | None]]] = {
    FindingKind.DUP_RECORD: _keep_best,
    FindingKind.DUP_DOOR: _keep_best,
    FindingKind.DUP_NUMBER: _one_number,
    FindingKind.DOOR_GONE: _gone,
    FindingKind.PLATE_MISMATCH: _plate,
    FindingKind.PLATE_DAMAGED: _damaged,
}
