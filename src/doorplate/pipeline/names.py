"""Names that cannot be right: misspelt (BAD_NAME), or another street's (WRONG_STREET).

A name is judged by evidence, never by likeness alone: the survey says where the door stands,
the list's own streets and the gazetteer say which names exist here.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from doorplate._numerals import NUMERAL_CHARACTERS, to_int
from doorplate._text import Text
from doorplate.address import Address, Component, Level
from doorplate.findings import Finding, FindingKind
from doorplate.pipeline.doors import Case
from doorplate.pipeline.reading import Reading, merged
from doorplate.pipeline.survey import Place
from doorplate.pipeline.values import Ask, Found, Remedy

__all__ = ["Known", "NameCheck", "check_names"]

Known = Callable[[str], bool]
"""Whether a village of that name exists near this one: then the name is no misspelling."""

_STREET = (Level.ROAD, Level.LANE)


class NameCheck(NamedTuple):
    """The address of every record under its right names, what was found, what is asked."""

    addresses: Mapping[str, Address]
    findings: tuple[Found, ...]
    asks: tuple[Ask, ...]
    reasons: Mapping[str, Text]


class _Fault(NamedTuple):
    """One name that is not the expected one; `sure` where the evidence decides."""

    kind: FindingKind
    level: Level
    written: str
    right: str
    why: Text
    sure: bool = True


def check_names(
    cases: Sequence[Case],
    places: Mapping[str, Place],
    levels: Mapping[str, Level],
    *,
    village: str = "",
    known: Known = lambda _: False,
) -> NameCheck:
    """Every record's names against where its door stands.

    Args:
        cases: the doors.
        places: their places.
        levels: the level of each street's name.
        village: the village the list is about; empty where it is about no single one.
        known: the gazetteer's word on other villages.
    """
    streets = frozenset(p.street for p in places.values() if p.surveyed)
    judge = _Judge(streets, village, known)
    addresses: dict[str, Address] = {}
    reasons: dict[str, Text] = {}
    findings: dict[tuple[str, str], Found] = {}
    asks: list[Ask] = []
    for case in cases:
        for reading in case.readings:
            address = reading.address
            for fault in judge.faults(reading, case, places[case.uid]):
                findings.setdefault((case.uid, fault.written), _found(case, fault))
                if not fault.sure:
                    asks.append(_ask(case, reading, fault))
                    continue
                address = _renamed(address, fault, levels)
                reasons[reading.claim.id] = fault.why
            addresses[reading.claim.id] = address
    return NameCheck(addresses, tuple(findings.values()), tuple(asks), reasons)


class _Judge(NamedTuple):
    streets: frozenset[str]
    village: str
    known: Known

    def faults(self, reading: Reading, case: Case, place: Place) -> list[_Fault]:
        faults = [self._village(reading), self._street(reading, case, place)]
        return [fault for fault in faults if fault is not None]

    def _village(self, reading: Reading) -> _Fault | None:
        written, column = reading.address.get(Level.VILLAGE), reading.claim.village
        right = column or self.village
        if not written or not right or written == right:
            return None
        if self.known(written) and not column:
            why = Text(f"{written}是邻近的另一个村", f"{written} is another village nearby")
            return _Fault(FindingKind.BAD_NAME, Level.VILLAGE, written, right, why, sure=False)
        why = Text(
            f"没有{written}；本表为{right}", f"there is no {written}; this list is of {right}"
        )
        return _Fault(FindingKind.BAD_NAME, Level.VILLAGE, written, right, why)

    def _street(self, reading: Reading, case: Case, place: Place) -> _Fault | None:
        written = self._without_village(_street_of(reading.address))
        right = place.street if place.surveyed else _street_of(case.canonical)
        if not written or not right or _digits(written) == _digits(right):
            return None
        sure = place.surveyed or len(case.readings) > 1
        if place.surveyed and written in self.streets:
            why = Text(
                f"踏勘时门在{right}，不在{written}",
                f"the survey saw the door on {right}, not on {written}",
            )
            return _Fault(FindingKind.WRONG_STREET, Level.ROAD, written, right, why)
        why = (_ELSEWHERE if sure else _SUSPECT).fill(written=written, right=right)
        return _Fault(FindingKind.BAD_NAME, Level.ROAD, written, right, why, sure)

    def _without_village(self, street: str) -> str:
        """营上村南街 as 南街, where that is a street of the list."""
        head, sign, tail = street.rpartition("村")
        return tail if head and sign and tail in self.streets else street


_ELSEWHERE = Text(
    "没有{written}；同一门在{right}", "there is no {written}; the door is on {right}"
)
_SUSPECT = Text(
    "别处未见{written}，疑为{right}", "{written} is seen nowhere else, it may be {right}"
)
_RUN = re.compile(f"[{NUMERAL_CHARACTERS}]+")


def _digits(name: str) -> str:
    """A name with its numerals as digits, for comparison: 北二巷 is 北2巷."""
    return _RUN.sub(lambda run: str(to_int(run[0]) or run[0]), name)


def _street_of(address: Address) -> str:
    return "".join(address.get(level) or "" for level in _STREET)


def _renamed(address: Address, fault: _Fault, levels: Mapping[str, Level]) -> Address:
    """The address with the right name in place of the written one."""
    if fault.level is Level.VILLAGE:
        bare = address.without(Level.VILLAGE)
        return merged(bare, [Component(Level.VILLAGE, fault.right)])
    level = levels.get(fault.right, Level.ROAD)
    return merged(address.without(*_STREET), [Component(level, fault.right)])


def _found(case: Case, fault: _Fault) -> Found:
    rows = tuple(
        r.claim.id
        for r in case.readings
        if f"{r.address.get(Level.VILLAGE)} {_street_of(r.address)}".endswith(fault.written)
        or r.address.get(Level.VILLAGE) == fault.written
    )
    finding = Finding(
        fault.kind,
        (case.uid,),
        Text(f"写作“{fault.written}”；{fault.why.zh}", f"“{fault.written}”: {fault.why.en}"),
        Text(f"更正为“{fault.right}”", f"correct to “{fault.right}”"),
        decided=fault.sure,
    )
    return Found(finding, Remedy.CORRECT if fault.sure else Remedy.REVIEW, rows)


def _ask(case: Case, reading: Reading, fault: _Fault) -> Ask:
    return Ask(
        (case.uid, reading.claim.id),
        Text(
            f"地址写“{fault.written}”，{fault.why.zh}；是笔误吗？",
            f"the address says “{fault.written}”; {fault.why.en}. A slip?",
        ),
        (
            Text(f"是，更正为{fault.right}", f"yes, correct to {fault.right}"),
            Text(f"不是，确为{fault.written}", f"no, it really is {fault.written}"),
        ),
    )
