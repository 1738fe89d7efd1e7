"""Names that are wrong in two ways at once: 莹上村 of another town, 健设路莹园小区.

A slip in a name that was also cut elsewhere counts among them. What one slip does not explain
may still be clear, if the whole list has one place two slips away that has the very door, and
the odd name stands alone. Only such names are looked at, and only places that stand firmly are
what they may mean; both are found by the characters of the whole name, so that it does not
matter where one part is cut from the next, nor whether a name begins with its town's.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import combinations
from typing import Any, NamedTuple

from doorplate.address import Level
from doorplate.match._evidence import Evidence, Stand
from doorplate.match._judge import Judge, Ruling, Step, prefix_of, ranked
from doorplate.match._names import CONTRAST, edits_of
from doorplate.match._parts import PLACE_LEVELS, Name, Names
from doorplate.match._recut import bare

_TOWN = 4
_VILLAGE, _ROAD = PLACE_LEVELS.index(Level.VILLAGE), PLACE_LEVELS.index(Level.ROAD)
_FEW, _RARE = 3, 20
_LARGER = 8
"""How many times more records a place has than a miswritten name that is not rare."""
_FIRM = 4
_LONG = 4
_MOST = 2
_LONGEST = 60
"""Characters of a name: town, village, street and estate together have hardly forty."""
_PLAUSIBLE = frozenset({"homophone", "shape", "swapped", "dropped", "wrong_town", "missing"})
_SINGLE = _PLAUSIBLE - {"wrong_town", "missing"} | {"direction", "counted"}
_NONE = frozenset[str]()
_SINGLE_IN_TOWN = _SINGLE | {"wrong_town", "missing"}


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
        firm: indexes of the names that may be meant.
    """

    def __init__(self, judge: Judge, firm: Iterable[int]) -> None:
        self._judge = judge
        self._evidence: Evidence = judge.evidence
        self._index: dict[int, list[int]] = defaultdict(list)
        for i in firm:
            self.add(i)

    def add(self, i: int) -> None:
        """One more name that may be meant."""
        name = self._judge.names[i]
        for key in _keys(name) | _keys_in_town(name):
            self._index[key].append(i)

    def rulings(
        self, name: Name, stand: Stand, numbers: Iterable[Any]
    ) -> Iterator[tuple[Any, Ruling]]:
        """What a name means at each of its doors, where that can be said."""
        few = stand.rows <= _FEW
        stands = self._evidence.stand
        least = stand.rows * _LARGER if stand.rows > _RARE else 0
        found_by_key = {j for key in _keys(name) for j in self._index.get(key, ())}
        near = [j for j in found_by_key if stands[j].rows >= least]
        if not near:
            return
        faults = cache(partial(self._faults, name))
        for number in numbers:
            found = ((j, faults(j)) for j in self._evidence.holders(number, near))
            steps = [
                (self._step(stand, j, number, f), f)
                for j, f in found
                if f and (few or len(f.rules) < _MOST)
            ]
            if steps:
                yield number, self._ruling(name, steps)

    def _faults(self, name: Name, j: int) -> Faults | None:
        """What lies between two names, unless the place list has the one as it is written."""
        known = self._judge.known
        faults = faults_of(name, self._judge.names[j])
        if faults is None or not known:
            return faults
        widest = Level.TOWN if "wrong_town" in faults.rules else faults.level
        listed = {prefix_of(name, faults.level), prefix_of(name, widest)} & known
        return None if listed else faults

    def _ruling(self, name: Name, steps: list[tuple[Step, Faults]]) -> Ruling:
        zones = self._judge.weights.zones
        best = min(steps, key=lambda s: (-s[0].bits, s[0].target))
        rate = self._rate(best[1]) - zones["margin"]
        alone = all(self._rate(f) <= rate for s, f in steps if s is not best[0])
        if "missing" in best[1].rules:
            alone = alone and not self._has_opposite(name, best[0].target)
        if alone and best[0].bits >= zones["merge"]:
            return Ruling(best[0])
        return Ruling(None, tuple(ranked(s for s, _ in steps if s.bits >= zones["review"])))

    def _lists(self, j: int, level: Level) -> bool:
        """Whether the place list has a name down to a level."""
        return prefix_of(self._judge.names[j], level) in self._judge.known

    def _has_opposite(self, name: Name, j: int) -> bool:
        """Whether a level that was left out is, but for a side, of two places: 北街, 南街."""
        area, place = self._judge.names[j]
        last = max(at for at, text in enumerate(place) if text)
        variants = (
            (*place[:slot], place[slot].replace(char, other), *place[slot + 1 :])
            for slot, left in enumerate(name.place)
            if place[slot] and not left
            for char in CONTRAST & set(place[slot])
            for other in CONTRAST - {char}
        )
        standing, level = self._judge.standing, PLACE_LEVELS[last]
        return any(standing(Name(area, variant), level).rows for variant in variants)

    def _rate(self, faults: Faults) -> float:
        return sum(self._judge.weights.slip[rule] for rule in faults.rules)

    def _step(self, stand: Stand, j: int, number: Any, faults: Faults) -> Step:
        edit, evidence = self._judge.weights.edit, self._evidence
        listed = self._lists(j, faults.level)
        bits = sum(edit[rule] for rule in faults.rules if rule != "missing")
        bits += edit["twice"] * (len(faults.rules) > 1)
        bits += edit["known"] * listed
        most = evidence.stand[j].rows * self._judge.weights.rate["edit"]
        bits += evidence.size(stand, most) + evidence.alone(stand) + evidence.door(number, j)
        rule = "twice" if len(faults.rules) > 1 else "recut"
        if rule == "twice" and evidence.has_few_doors and not listed:
            bits = min(bits, self._judge.weights.zones["single"])
        return Step(j, rule, faults.level, faults.left, faults.right, bits)


def faults_of(name: Name, target: Name) -> Faults | None:
    """The two slips, or one and another town or a missing level; None where it is otherwise.

    A name may begin with its town's: 仁和镇 绥滨农场东街 for 东街 in 绥滨农场.
    """
    a, b = name.place, target.place
    if _named_after(a, b) or _named_after(b, a):
        return None
    towns = name.area[_TOWN], target.area[_TOWN]
    above = [] if towns[0] == towns[1] else ["wrong_town" if towns[0] else "missing"]
    recut = not above and list(map(bool, a)) != list(map(bool, b))
    rules = _rules(a, b, above)
    if not _plausible(rules, _SINGLE if recut else _NONE):
        rules = _rules_in_town(a, (towns[1], *b), above)
        if not _plausible(rules, _SINGLE_IN_TOWN):
            return None
    x, y = towns if "wrong_town" in rules else ("", "")
    levels = (
        level for level, *pair in zip(PLACE_LEVELS, a, b, strict=True) if pair[0] != pair[1]
    )
    return Faults(tuple(rules), next(levels), x + "".join(a), y + "".join(b))


def _named_after(street: Names, village: Names) -> bool:
    """Whether a street bears a village's name: 和平街 and 和平村 are two places."""
    named = village[_VILLAGE]
    return bool(named) and not street[_VILLAGE] and street[_ROAD][:-1] == named


def _plausible(rules: list[str], single: frozenset[str]) -> bool:
    return bool(rules) and {1: single, _MOST: _PLAUSIBLE}.get(len(rules), _NONE).issuperset(
        rules
    )


def _rules(a: Names, b: Names, above: list[str]) -> list[str]:
    missing = [at for at, (x, y) in enumerate(zip(a, b, strict=True)) if y and not x]
    if missing and all(not x or x == y for x, y in zip(a, b, strict=True)):
        return [*above, *["missing"] * (len(missing) if len("".join(a)) >= _LONG else _MOST)]
    slips = _slips(a, b, _MOST - len(above))
    return [*above, *(slips or _besides_a_gap(a, b, missing, above))]


def _rules_in_town(a: Names, b: Names, above: list[str]) -> list[str]:
    """The rules where a place begins with its town's name, but for a slip."""
    town, *place = b
    told = town and list(a) != place
    edits = edits_of(bare("".join(a)), bare("".join(b)), 1) if told else None
    return [] if edits is None else [*above, *(edit.rule for edit in edits)]


def _slips(a: Names, b: Names, most: int) -> list[str]:
    """The rules of the slips between two places, wherever each is cut."""
    edits = edits_of(bare("".join(a)), bare("".join(b)), most)
    return [edit.rule for edit in edits or ()]


def _besides_a_gap(a: Names, b: Names, missing: list[int], before: list[str]) -> list[str]:
    """A level left out and a slip in what is left: 碧胡家园 for 学府路碧湖家园."""
    if before or len(missing) != 1:
        return []
    slips = _slips(a, _without(b, missing[0]), 1)
    return ["missing", *slips] if slips else []


def _without(place: Names, gone: int) -> Names:
    return tuple(text for at, text in enumerate(place) if at != gone)


def _keys(name: Name) -> set[int]:
    """What may be left of a name after two slips, with the town or without."""
    head, town = name.area[:_TOWN], name.area[_TOWN]
    whole = bare("".join(name.place))
    keys = {hash((head, left)) for left in shortened(whole, 1)}
    if len(whole) >= _LONG:
        keys |= {hash((head, town, left)) for left in shortened(whole, 2)}
    filled = [at for at, text in enumerate(name.place) if text]
    if len(filled) > 1:
        for gone in filled:
            part = bare("".join(_without(name.place, gone)))
            keys |= {hash((head, left)) for left in shortened(part, len(part) > 1)}
    return keys


def _keys_in_town(name: Name) -> set[int]:
    """What one slip leaves of a name that begins with its town's."""
    town = name.area[_TOWN]
    whole = bare(town + "".join(name.place))
    return {hash((name.area[:_TOWN], left)) for left in shortened(whole, 1)} if town else set()


def shortened(text: str, most: int) -> Iterator[str]:
    """A text without some characters; one too long for a name only whole."""
    most = min(most, len(text)) if len(text) <= _LONGEST else 0
    for count in range(most + 1):
        for kept in combinations(text, len(text) - count):
            yield "".join(kept)


def is_firm(rows: int) -> bool:
    """Whether so many records show a name that is meant."""
    return rows >= _FIRM
