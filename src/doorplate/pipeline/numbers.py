"""Which number each door has at present, from what its records and its wall say."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from doorplate._text import Text
from doorplate.address import DoorNumber
from doorplate.findings import Finding, FindingKind
from doorplate.numbering import Evidence
from doorplate.pipeline.doors import Case
from doorplate.pipeline.survey import Place
from doorplate.pipeline.values import Ask, Found, Remedy

__all__ = ["Present", "present_numbers"]


class Present(NamedTuple):
    """The number a door has: its evidence, and the numbers it was also known by."""

    number: DoorNumber | None
    evidence: Evidence
    others: tuple[DoorNumber, ...] = ()
    disputed: bool = False


_NOTHING = Present(None, Evidence.HEARSAY)


def present_numbers(
    cases: Sequence[Case], places: Mapping[str, Place]
) -> tuple[dict[str, Present], list[Found], list[Ask]]:
    """The present number of every door, by evidence first and order second."""
    single = {c.uid: p for c in cases if (p := _certain(c)) is not None}
    neighbours = _Neighbours(cases, places, single)
    present: dict[str, Present] = {}
    findings: list[Found] = []
    asks: list[Ask] = []
    for case in cases:
        found = single.get(case.uid) or _chosen(case, neighbours)
        present[case.uid] = found
        if len(case.numbers) > 1:
            findings.append(_several(case, found))
            asks += [_which(case)] if found.disputed else []
    return present, findings, asks


def _certain(case: Case) -> Present | None:
    """The number of a door that only one number is claimed for, on paper or on the wall."""
    numbers = case.numbers
    if len(numbers) > 1:
        return None
    if numbers:
        [(number, evidence)] = numbers.items()
        return Present(number, evidence)
    walls = case.walls
    return Present(walls[0], Evidence.PLATE) if len(walls) == 1 else _NOTHING


def _chosen(case: Case, neighbours: "_Neighbours") -> Present:
    """Of several numbers the best proven; among equals the one in order; else nobody knows."""
    numbers = case.numbers
    best = max(numbers.values())
    strong = [n for n, evidence in numbers.items() if evidence == best]
    fitting = [n for n in strong if neighbours.fits(case.uid, n)] if len(strong) > 1 else strong
    if len(fitting) != 1:
        return Present(None, best, tuple(sorted(numbers)), disputed=True)
    others = tuple(sorted(set(numbers) - set(fitting)))
    return Present(fitting[0], best, others)


class _Neighbours:
    """Numbers of the doors before and behind, where they are beyond doubt."""

    def __init__(
        self, cases: Iterable[Case], places: Mapping[str, Place], single: Mapping[str, Present]
    ) -> None:
        rows: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for case in cases:
            place = places[case.uid]
            if place.order is not None:
                key = place.scope, str(place.side)
                rows.setdefault(key, []).append((place.order, case.uid))
        self._before: dict[str, str] = {}
        self._behind: dict[str, str] = {}
        self._single = single
        for row in rows.values():
            for (_, one), (_, other) in pairwise(sorted(row)):
                self._before[other], self._behind[one] = one, other

    def fits(self, uid: str, number: DoorNumber) -> bool:
        """Whether a number lies between those of its neighbours, whichever way they grow."""
        ends = [self._number(self._before.get(uid)), self._number(self._behind.get(uid))]
        if ends[0] is None or ends[1] is None:
            return False
        low, high = sorted((ends[0], ends[1]))
        return low < number < high

    def _number(self, uid: str | None) -> DoorNumber | None:
        found = self._single.get(uid) if uid is not None else None
        return found.number if found is not None else None


def _several(case: Case, found: Present) -> Found:
    names = "、".join(map(str, sorted(case.numbers)))
    remedy = Text(f"保留 {found.number}，其余停用", f"keep {found.number}, retire the others")
    if found.disputed:
        remedy = Text("由人核定", "a person decides")
    finding = Finding(
        FindingKind.DUP_DOOR,
        (case.uid,),
        Text(f"一门多号：{names}", f"one door, several numbers: {names}"),
        remedy,
        decided=not found.disputed,
    )
    how = Remedy.REVIEW if found.disputed else Remedy.KEEP_ONE
    return Found(finding, how, tuple(r.claim.id for r in case.readings if r.number is not None))


def _which(case: Case) -> Ask:
    names = tuple(sorted(case.numbers))
    text = Text("这个门用哪一个号？证据相当", "Which number is this door's? Evidence is equal")
    return Ask((case.uid,), text, tuple(Text(f"用 {n}", f"keep {n}") for n in names))
