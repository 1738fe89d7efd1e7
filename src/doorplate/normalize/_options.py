"""Which names of divisions may stand at a position, below what was read before it."""

from collections import defaultdict
from functools import cached_property

from doorplate.address import Level
from doorplate.normalize._behind import OF_A_MARKET
from doorplate.normalize._meaning import LEVELS, Kind, Name, Node
from doorplate.normalize._names import Names
from doorplate.normalize._steps import is_next

_PROVINCE, _CITY, _DISTRICT = Level.PROVINCE, Level.CITY, Level.DISTRICT
_ZONE, _TOWN, _OFFICIAL = Level.ZONE, Level.TOWN, Kind.OFFICIAL

Option = tuple[int, Name]
"""Length of the name in the text, and one of its meanings."""


class Options:
    """The names of one gazetteer by what they may stand behind, worked out once each."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._meant: dict[tuple[str, str], tuple[Option, ...]] = {}
        self._around: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    @cached_property
    def wide(self) -> frozenset[str]:
        """The first two characters of the names of provinces and cities."""
        names = self.names.upper.items()
        wide = [form for form, meant in names if any(n.node.level <= _CITY for n in meant)]
        return frozenset(form[:2] for form in wide)

    def is_near(self, text: str, start: int, node: Node) -> bool:
        """Whether behind a county or town a division above the town may be named.

        At a position it is any province or city, a zone beside the county, or what the county
        lies in, itself among it; within a gap behind it only that.
        """
        again, near = self._near(node.trail[:-1] if node.level is _TOWN else node.trail)
        head = text[start : start + 2]
        return (
            head in near
            or head in self.wide
            or text[start + 1 : start + 3] in again
            or text[start + 2 : start + 4] in again
            or text[start + 3 : start + 5] in again
        )

    def _near(self, trail: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
        """First two characters of the names on a way down; the same with zones beside it."""
        known = self._around.get(trail[-1])
        if known is None:
            named, beside = self._begins
            again = frozenset[str]().union(*[named.get(code, ()) for code in trail])
            near = again.union(*[beside.get(code, ()) for code in trail])
            known = self._around[trail[-1]] = again, near
        return known

    @cached_property
    def _begins(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """First two characters by division: of its names, and of the zones behind it."""
        named: dict[str, set[str]] = defaultdict(set)
        beside: dict[str, set[str]] = defaultdict(set)
        for form, meant in self.names.upper.items():
            head = form[:2]
            for node, _, change in meant:
                named[node.division.code].add(head)
                if node.level is _ZONE:
                    beside[node.trail[-2]].add(head)
                if change is not None and LEVELS[change.level] > _DISTRICT:
                    for code in (*node.trail, change.parent):
                        beside[code].add(head)
        return named, beside

    def at(self, text: str, start: int, node: Node | None) -> list[Option]:
        """Names at a position that lie below a division, longest first."""
        found = self.above_town(text, start, node)
        if node is None:
            for _, name in found:
                if name.kind is _OFFICIAL:
                    return found
            self._national(text, start, None, found)
        elif node.level < _TOWN:
            if node.level is _PROVINCE:
                self._national(text, start, node, found)
            for form, meant in self.names.towns(node).begin(text[start : start + 2]):
                if text.startswith(form, start):
                    found += [(len(form), name) for name in meant]
        return found

    def is_a_town(self, text: str, start: int) -> bool:
        """Whether the official name of any town of the country stands at a position."""
        names = self.names
        for length in names.nation_lengths.get(text[start : start + 2], ()):
            if text[start : start + length] in names.nation:
                return True
        return False

    def above_town(self, text: str, start: int, node: Node | None) -> list[Option]:
        """Those of them that name no town."""
        found: list[Option] = []
        forms = self.names.forms.get(text[start : start + 2])
        if forms is not None and text.startswith(forms, start):
            market = "市场" in text
            for form in forms:
                if text.startswith(form, start):
                    if market and OF_A_MARKET.match(text, start + len(form)):
                        continue
                    found += self._behind(form, node)
        return found

    def _behind(self, form: str, node: Node | None) -> tuple[Option, ...]:
        """What a name above the town may mean behind a division."""
        key = form, node.division.code if node is not None else ""
        known = self._meant.get(key)
        if known is None:
            meant = [name for name in self.names.upper[form] if is_next(name, node)]
            known = self._meant[key] = tuple([(len(form), name) for name in meant])
        return known

    def _national(self, text: str, start: int, above: Node | None, found: list[Option]) -> None:
        """Towns that the text names without their county: only by their official names."""
        names = self.names
        for length in names.nation_lengths.get(text[start : start + 2], ()):
            if start + length > len(text):
                continue
            form = text[start : start + length]
            for county in names.nation.get(form, ()):
                node = names.at(county)
                if above is None or node.below(above):
                    found += [(length, name) for name in names.towns(node).named(form)]
