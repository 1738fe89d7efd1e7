"""What a text may call a division: the dictionaries beneath the resolver's walk."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from doorplate.address import Level
from doorplate.divisions import Change, Division, Gazetteer, town_stem
from doorplate.normalize._meaning import LEVELS, Kind, Name, Node, Table
from doorplate.normalize._reading import Part
from doorplate.normalize._towns import WORDS_ALONE, Sources, Towns

_ZONE = re.compile(r"(?:开发区|园区|工业区|示范区|管理区|保税区|新区|管委会|管理委员会)$")
_TOWN_NAME = re.compile(r"\|([^\t]+)")
_OLD_ENDING = re.compile(r"(?:地区|[市县区盟])$")
_AUTONOMOUS = {"自治州": "州", "自治县": "县", "自治旗": "旗"}


def spellings(division: Division) -> Iterator[tuple[str, Kind]]:
    """Every way a text may name a division above the town, its aliases aside."""
    name, short = division.name, division.short
    yield name, Kind.OFFICIAL
    if short != name:
        yield short, Kind.SHORT
    for ending, plain in _AUTONOMOUS.items():
        if name.endswith(ending):
            yield short + plain, Kind.ALIAS
            yield short + ending, Kind.ALIAS
    if name.endswith("族区"):
        yield short + "区", Kind.ALIAS
    if division.level == "province" and name.endswith("区"):
        yield from ((short + end, Kind.ALIAS) for end in ("自治区", "省", "特区"))
    if short == "内蒙古":
        yield "内蒙", Kind.SHORT


class Names:
    """The names of one gazetteer, indexed for reading from a position in a text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._tables = gazetteer.tables
        self._towns: dict[str, Towns] = {}
        self._nodes: dict[str, Node] = {}
        self._parts: dict[str, tuple[Part, ...]] = {}
        self._villages: dict[str, str] = {}

    def node(self, division: Division) -> Node:
        """A division with its trail."""
        node = self._nodes.get(division.code)
        if node is None:
            above = self.at(division.parent) if division.parent else None
            trail = (*above.trail, division.code) if above else (division.code,)
            level = LEVELS[division.level]
            if level is Level.TOWN and _ZONE.search(division.name):
                level = Level.ZONE
            node = Node(division, level, trail)
            self._nodes[division.code] = node
        return node

    def at(self, code: str) -> Node:
        """The node of a code."""
        return self._nodes.get(code) or self.node(self._gazetteer.get(code))

    def above(self, node: Node) -> list[Node]:
        """The divisions around a node and itself, province first."""
        return [self.at(code) for code in node.trail]

    def below(self, code: str) -> tuple[str, ...]:
        """Codes of the divisions above the town right below one."""
        return self._tables.below.get(code, ())

    def printed(self, node: Node) -> list[Node]:
        """Those of them that an address names: no stand-in for a missing town."""
        return [one for one in self.above(node) if not is_stand_in(one)]

    def parts(self, node: Node) -> tuple[Part, ...]:
        """Those of them as parts that no text names yet."""
        parts = self._parts.get(node.division.code)
        if parts is None:
            shown = [(n.level, n.division) for n in self.printed(node)]
            parts = tuple([Part(level, d.name, -1, -1, d.code) for level, d in shown])
            self._parts[node.division.code] = parts
        return parts

    # Above the town -----------------------------------------------------------------------

    @cached_property
    def upper(self) -> Table:
        """Every name of every division above the town."""
        table: dict[str, list[Name]] = {}
        for division, aliases, _ in self._tables.upper.values():
            node = self.node(division)
            forms = dict(reversed(list(spellings(division))))
            forms = dict.fromkeys(aliases, Kind.ALIAS) | forms
            for form, kind in forms.items():
                table.setdefault(form, []).append(Name(node, kind))
        for own in self._gazetteer.places.divisions.values():
            if own.level in {"province", "city", "district", "zone"}:
                table.setdefault(own.name, []).append(Name(self.node(own), Kind.OFFICIAL))
        self._add_old(table)
        return {form: tuple(names) for form, names in table.items()}

    def _add_old(self, table: dict[str, list[Name]]) -> None:
        for change in self._tables.changes:
            if change.level in {"town", "village"}:
                continue
            for node in self._targets(change):
                present = [n for n in table.get(change.name, ()) if n.node.below(node)]
                moved = change.parent not in node.trail
                if moved or not any(n.kind is Kind.OFFICIAL for n in present):
                    table.setdefault(change.name, []).append(Name(node, Kind.OLD, change))
                    stem = _OLD_ENDING.sub("", change.name)
                    known = {n.node for n in table.get(stem, ())}
                    if len(stem) > 1 and stem != change.name and node not in known:
                        table.setdefault(stem, []).append(Name(node, Kind.SHORT, change))

    def _targets(self, change: Change) -> list[Node]:
        """Where reading goes on after an old name: its successor, or the parent of several."""
        if len(change.successors) == 1:
            return [self.at(change.successors[0])]
        return [self.at(change.parent)] if change.parent and change.successors else []

    @cached_property
    def forms(self) -> dict[str, tuple[str, ...]]:
        """First two characters → the names above the town, longest first."""
        found: dict[str, list[str]] = {}
        for form in sorted(self.upper, key=len, reverse=True):
            found.setdefault(form[:2], []).append(form)
        return {head: tuple(listed) for head, listed in found.items()}

    def town(self, county: str, cell: str) -> Node:
        """The town of one cell of a county's line."""
        code = county + cell.partition("|")[0].removesuffix("~")
        return self._nodes.get(code) or self.node(self._tables.town(county, cell))

    # Towns --------------------------------------------------------------------------------

    @cached_property
    def _old_towns(self) -> dict[str, list[Change]]:
        found: dict[str, list[Change]] = {}
        for change in self._tables.changes:
            if change.level == "town":
                found.setdefault(change.parent, []).append(change)
        return found

    def towns(self, node: Node) -> Towns:
        """Names of the towns in a county, a zone, or all counties of a city."""
        code = node.division.code
        towns = self._towns.get(code)
        if towns is None:
            if len(self._towns) > 4096:
                self._towns.clear()
            towns = self._towns[code] = self._towns_of(code)
        return towns

    def _towns_of(self, code: str) -> Towns:
        upper = self._tables.upper
        below = [
            self.towns(self.at(one))
            for one in self._tables.below.get(code, ())
            if upper[one].division.level in {"district", "zone"}
        ]
        own = [one for one in self._gazetteer.places.children(code) if one.level == "town"]
        members = upper[code].members if code in upper else ()
        old = [c for c in self._old_towns.get(code, ()) if len(c.successors) == 1]
        sources = Sources(
            below=tuple(below),
            own=tuple(own),
            county=code,
            line=self._tables.town_lines.get(code, ""),
            members=tuple(
                [one for one in map(self._gazetteer.get, members) if one.level == "town"]
            ),
            old=tuple(old),
        )
        return Towns(sources, self)

    @cached_property
    def nation(self) -> dict[str, tuple[str, ...]]:
        """Official town names of the whole country → codes of the counties that have one."""
        found: dict[str, tuple[str, ...]] = {}
        for county, line in self._tables.town_lines.items():
            here = (county,)
            for name in _TOWN_NAME.findall(line):
                found[name] = found[name] + here if name in found else here
        for own in self._gazetteer.places.divisions.values():
            if own.level == "town":
                found[own.name] = (*found.get(own.name, ()), own.parent)
        return {
            name: at
            for name, at in found.items()
            if name not in WORDS_ALONE and not _ZONE.search(name)
        }

    @cached_property
    def stems(self) -> frozenset[str]:
        """Town names of the whole country without their designators."""
        return frozenset(town_stem(name) for name in self.nation) - frozenset(self.nation)

    @cached_property
    def nation_lengths(self) -> dict[str, tuple[int, ...]]:
        """First two characters → lengths of official town names."""
        return _lengths(self.nation)

    def villages(self, node: Node) -> str:
        """The village lines of a town, or of the county that a division lies in or is."""
        lines = self._villages.get(node.division.code)
        if lines is None:
            codes = [c for c in node.trail if c in self._tables.town_lines]
            lines = self._tables.village_text(codes[-1]) if codes else ""
            if node.level is Level.TOWN:
                lines = _of_town(lines, node.division.code)
            lines += self._own_villages(node)
            self._villages[node.division.code] = lines
        return lines

    @cached_property
    def own_parents(self) -> tuple[Node, ...]:
        """The divisions that the user's own villages lie in."""
        own = self._gazetteer.places.divisions.values()
        return tuple({self.at(d.parent): None for d in own if d.level == "village"})

    def _own_villages(self, node: Node) -> str:
        """The user's villages in the form of the tables; `+` stands for their own codes."""
        own = self._gazetteer.places.divisions
        if not own:
            return ""
        mine = [self.node(d) for d in own.values() if d.level == "village"]
        return "".join(
            f"\n>{n.division.parent}\t+\n{n.division.name}" for n in mine if n.below(node)
        )


def _of_town(lines: str, town: str) -> str:
    """The lines of one town among those of its county; some towns have two stretches."""
    found, begin = [], lines.find(f">{town}\t")
    while begin >= 0:
        end = lines.find("\n>", begin)
        found.append(lines[begin : end if end >= 0 else None])
        begin = lines.find(f">{town}\t", begin + 1)
    return "\n".join(found)


def is_stand_in(node: Node) -> bool:
    """Whether a town stands for the missing town of villages right below a county."""
    return node.division.name.endswith("直辖村级区划")


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    masks: dict[str, int] = {}
    for name in names:
        head = name[:2]
        masks[head] = masks.get(head, 0) | 1 << len(name)
    sizes = {m: tuple(n for n in range(40, 0, -1) if m >> n & 1) for m in {*masks.values()}}
    return {head: sizes[mask] for head, mask in masks.items()}
