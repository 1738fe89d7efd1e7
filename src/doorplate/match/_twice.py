"""Names that are wrong in two ways at once: 莹上村 of another town, 健设路莹园小区.

What one slip does not explain may still be clear, if the whole list has one place two slips
away that has the very door, and the odd name stands alone. Only such names are looked at, and
only places that stand firmly are what they may mean; both are found by the characters of the
whole name, so that it does not matter where one part is cut from the next.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from doorplate.address import Level
from doorplate.match._evidence import ListEvidence
from doorplate.match._judge import Judge, Ruling, Step, ranked
from doorplate.match._names import edits_of
from doorplate.match._parts import PLACE_LEVELS, Name

_TOWN = 4
_RARE = 3
_FIRM = 4
_LONG = 4
_PLAUSIBLE = frozenset({"homophone", "shape", "swapped", "dropped"})


class Faults(NamedTuple):
    """What lies between a name and what it may mean."""

    rules: tuple[str, ...]
    level: Level
    left: str
    right: str


class Twice:
    """Firm names, found by what two slips leave of them.

    Args:
        judge: the names with the evidence on them.
        evidence: their doors.
        firm: indexes of the names that may be meant.
    """

    def __init__(self, judge: Judge, evidence: ListEvidence, firm: Iterable[int]) -> None:
        self._judge, self._evidence = judge, evidence
        self._index: dict[int, list[int]] = defaultdict(list)
        for i in firm:
            for key in _keys(judge.names[i]):
                self._index[key].append(i)

    def rulings(self, i: int, numbers: Sequence[int]) -> Iterator[tuple[int, Ruling]]:
        """What a name means at each of its doors, where that can be said."""
        name, doors = self._judge.names[i], self._evidence.doors
        near = {j for key in _keys(name) for j in self._index.get(key, ()) if j != i}
        for number in numbers:
            found = [
                (j, faults_of(name, self._judge.names[j])) for j in near if number in doors[j]
            ]
            steps = [(self._step(i, j, number, f), f) for j, f in found if f]
            if steps:
                yield number, self._ruling(steps)

    def _ruling(self, steps: list[tuple[Step, Faults]]) -> Ruling:
        zones = self._judge.weights.zones
        best = min(steps, key=lambda s: (-s[0].bits, s[0].target))
        rate = self._rate(best[1]) - zones["margin"]
        alone = all(self._rate(f) <= rate for s, f in steps if s is not best[0])
        if alone and best[0].bits >= zones["merge"]:
            return Ruling(best[0])
        return Ruling(None, tuple(ranked(s for s, _ in steps if s.bits >= zones["review"])))

    def _rate(self, faults: Faults) -> float:
        return sum(self._judge.weights.slip[rule] for rule in faults.rules)

    def _step(self, i: int, j: int, number: int, faults: Faults) -> Step:
        edit, evidence, known = self._judge.weights.edit, self._evidence, self._judge.known
        stand = evidence.stand[i]
        bits = edit["twice"] + sum(edit[rule] for rule in faults.rules if rule != "missing")
        bits += edit["known"] * (self._judge.names[j] in known)
        bits += evidence.size(stand, 1) + evidence.alone(stand) + evidence.door(number, j)
        return Step(j, "twice", faults.level, faults.left, faults.right, bits)


def faults_of(name: Name, target: Name) -> Faults | None:
    """The two slips, or one and another town or a missing level; None where it is otherwise."""
    rules: list[str] = []
    if name.area[_TOWN] != target.area[_TOWN]:
        rules.append("wrong_town" if name.area[_TOWN] else "missing")
    a, b = name.place, target.place
    missing = [at for at, (x, y) in enumerate(zip(a, b, strict=True)) if y and not x]
    if missing and all(not x or x == y for x, y in zip(a, b, strict=True)):
        rules += ["missing"] * (len(missing) if len("".join(a)) >= _LONG else 2)
    else:
        edits = edits_of("".join(a), "".join(b), 2 - len(rules))
        if edits is None or not {e.rule for e in edits} <= _PLAUSIBLE:
            return None
        rules += [e.rule for e in edits]
    if len(rules) > 2 or not rules:
        return None
    town = ("", "") if "wrong_town" not in rules else (name.area[_TOWN], target.area[_TOWN])
    level = next(
        (lv for lv, x, y in zip(PLACE_LEVELS, a, b, strict=True) if x != y), Level.TOWN
    )
    return Faults(tuple(rules), level, town[0] + "".join(a), town[1] + "".join(b))


def _keys(name: Name) -> set[int]:
    """What may be left of a name after two slips, with the town or without."""
    head, town = name.area[:_TOWN], name.area[_TOWN]
    whole = "".join(name.place)
    keys = {hash((head, left)) for left in _less(whole, 1)}
    if len(whole) >= _LONG:
        keys |= {hash((head, town, left)) for left in _less(whole, 2)}
    filled = [at for at, text in enumerate(name.place) if text]
    if len(filled) > 1:
        for gone in filled:
            left = "".join(text for at, text in enumerate(name.place) if at != gone)
            keys.add(hash((head, left)))
    return keys


def _less(text: str, most: int) -> Iterator[str]:
    for count in range(most + 1):
        for kept in combinations(text, len(text) - count):
            yield "".join(kept)


def is_rare(rows: int) -> bool:
    """Whether so few records may all be slips."""
    return rows <= _RARE


def is_firm(rows: int) -> bool:
    """Whether so many records show a name that is meant."""
    return rows >= _FIRM
