"""Numbers under the policy: surveyed doors into numbering, its plan back to doors."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from doorplate._text import Text
from doorplate.address import DoorNumber
from doorplate.errors import NumberingError
from doorplate.findings import FindingKind
from doorplate.numbering import (
    Assignment,
    Change,
    Door,
    Held,
    Mode,
    Plan,
    Policy,
    Scope,
    assign,
)
from doorplate.pipeline.doors import Case
from doorplate.pipeline.numbers import Present
from doorplate.pipeline.survey import Place
from doorplate.pipeline.values import Ask, Found, Remedy

__all__ = ["Numbered", "bearing_of", "number_doors"]


@dataclass(slots=True)
class Numbered:
    """What numbering gave: assignments by door, findings, questions, freed numbers.

    `held` are second numbers of doors, approved once, that the run kept from all others.
    """

    assignments: dict[str, Assignment] = field(default_factory=dict)
    findings: list[Found] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    held: set[tuple[str, DoorNumber]] = field(default_factory=set)

    @property
    def retired(self) -> set[tuple[str, DoorNumber]]:
        """Numbers that doors leave and that were approved, by scope."""
        return {(c.scope, c.number) for c in self.changes if c.state == "retired"}


def number_doors(
    cases: Sequence[Case],
    places: Mapping[str, Place],
    present: Mapping[str, Present],
    policy: Policy,
) -> Numbered:
    """Every surveyed door numbered in `preserve` mode, scope by scope.

    A scope that cannot be numbered as it is becomes a question and disturbs no other.
    """
    out = Numbered()
    scopes: dict[str, list[Case]] = {}
    for case in cases:
        if places[case.uid].order is not None:
            scopes.setdefault(places[case.uid].scope, []).append(case)
    for name, listed in scopes.items():
        inside = [places[case.uid] for case in listed]
        doors = [
            _door(c, places[c.uid], present[c.uid])
            for c in listed
            if not present[c.uid].disputed
        ]
        if not doors:
            continue
        if policy.counting.metric and any(d.chainage is None for d in doors):
            out.asks.append(_no_metres(name))
            continue
        held = list(_held(name, listed, present))
        try:
            plan = assign(
                doors,
                policy,
                scopes=[_scope(name, inside)],
                mode=Mode.PRESERVE,
                held=held,
            )
        except NumberingError as error:
            out.asks.append(_cannot(name, error))
            continue
        _take(out, plan, {case.uid: case.records for case in listed})
        out.held.update((slot.scope, slot.number) for slot in held)
    return out


def _door(case: Case, place: Place, present: Present) -> Door:
    return Door(
        case.uid,
        place.scope,
        place.side,
        place.order,
        place.chainage,
        present.number,
        present.evidence,
    )


def _scope(name: str, inside: Sequence[Place]) -> Scope:
    if all(place.side is None for place in inside):
        return Scope.serial(name, name=name)
    return Scope(name, name, bearing=bearing_of(inside))


def bearing_of(places: Iterable[Place]) -> int | None:
    """Degrees clockwise from north in which the survey's order grows; None without points.

    The direction of least squares: covariance of order with east and with north.
    """
    known = [
        (p.order, p.east, p.north)
        for p in places
        if p.order is not None and p.east is not None and p.north is not None
    ]
    if len(known) < 2:
        return None
    count, middle = len(known), sum(k[0] for k in known)
    east = sum((count * k[0] - middle) * k[1] for k in known)
    north = sum((count * k[0] - middle) * k[2] for k in known)
    return None if east == north == 0 else round(math.degrees(math.atan2(east, north))) % 360


def _held(scope: str, cases: Iterable[Case], present: Mapping[str, Present]) -> Iterable[Held]:
    """Second numbers of doors, approved once and nobody else's: never given again."""
    listed = list(cases)
    claimed = {present[c.uid].number for c in listed}
    for case in listed:
        for number in present[case.uid].others:
            if number not in claimed and case.numbers[number].approved:
                yield Held(scope, number, uid=case.uid)


def _take(out: Numbered, plan: Plan, rows: Mapping[str, tuple[str, ...]]) -> None:
    out.assignments.update((a.uid, a) for a in plan.assignments)
    out.changes += plan.changes
    out.asks += [Ask(q.uids, q.text, q.options) for q in plan.questions]
    out.findings += [
        Found(
            f,
            _remedy(f.kind, decided=f.decided),
            tuple(row for uid in f.subjects for row in rows.get(uid, ())),
        )
        for f in plan.findings
    ]


def _remedy(kind: FindingKind, *, decided: bool) -> Remedy:
    if not decided:
        return Remedy.REVIEW
    return Remedy.REPORT if kind is FindingKind.METRIC_SHIFT else Remedy.RENUMBER


def _no_metres(scope: str) -> Ask:
    text = Text(
        "这条街无法编号：规则按米编号，有的门没有里程",
        "cannot be numbered: the policy counts metres, and some doors have none",
    )
    column = Text(
        "补上里程列：距街道起点的米数", "add a chainage column: metres from the street's start"
    )
    return Ask((scope,), text, (column,))


def _cannot(scope: str, error: NumberingError) -> Ask:
    text = Text(
        f"这条街无法编号：{error.message('zh')}", f"cannot be numbered: {error.message('en')}"
    )
    return Ask((scope,), text, (error.remedy,) if error.remedy.zh else ())
