"""The towns of a division by how a text begins: a name is made when a text begins like it.

A county's towns are one line of a table, and a list of addresses meets a few of them; taking
the line apart for each county costs more than all the texts that name a town of it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from doorplate.divisions import Change, Division, town_stem
from doorplate.normalize._meaning import Kind, Name, Node

Meant = tuple[str, tuple[Name, ...]]
"""A name and its meanings."""

_NO_SHORT = re.compile(r"[路街道巷弄]$")
_CORPS, _TAB = "兵团", "\t"
_OFFICE = "办事处"
WORDS_ALONE = frozenset({"街道", "镇", "乡", "办事处"})
"""What the table calls a town and is no name."""
_DESIGNATORS = frozenset("镇乡道")


class Nodes(Protocol):
    """What makes nodes: the names of the gazetteer."""

    def node(self, division: Division) -> Node:
        """A division with its trail."""

    def at(self, code: str) -> Node:
        """The node of a code."""

    def town(self, county: str, cell: str) -> Node:
        """The town of one cell of a county's line."""


class Sources(NamedTuple):
    """Where the names of a division's towns come from.

    Attributes:
        below: the towns of the counties and zones right below.
        own: the user's.
        county: the code of the division.
        line: its line in the table: `001|普集街道<TAB>…`.
        members: towns of a zone, wherever they are coded.
        old: renamed and abolished towns that have one successor.
    """

    below: "tuple[Towns, ...]"
    own: tuple[Division, ...]
    county: str
    line: str
    members: tuple[Division, ...]
    old: tuple[Change, ...]


class Towns:
    """The towns of a county, a zone, or all counties of a city by their names, old ones too."""

    def __init__(self, sources: Sources, nodes: Nodes) -> None:
        self._sources, self._line, self._nodes = sources, sources.line, nodes
        self._has_corps = _CORPS in sources.line
        self._made: dict[str, tuple[Meant, ...]] = {}
        names = [one.name for one in (*sources.own, *sources.members)]
        names += [one.name for one in sources.old]
        self.text: str = "|".join([sources.line, *names, *[t.text for t in sources.below]])
        if _CORPS in self.text:
            self.text += "|" + self.text.replace(_CORPS, "")

    def begin(self, head: str) -> tuple[Meant, ...]:
        """The names that begin with two characters, longest first."""
        known = self._made.get(head)
        if known is None:
            if not self.may_begin(head):
                return ()
            found = _grouped(pair for pair in self.spelled(head) if pair[0][:2] == head)
            known = tuple(sorted(found.items(), key=_length, reverse=True)) if found else ()
            if known:
                self._made[head] = known
        return known

    def may_begin(self, head: str) -> bool:
        """Whether a name may begin with two characters; never false where one does."""
        return "|" + head in self.text and bool(head)

    def only(self, text: str, start: int) -> Node | None:
        """The one town that begins like the text, where its name of today stands there.

        None where there is none or another one, and where only `begin` can tell.
        """
        at = self.text.find("|" + text[start : start + 2])
        line = self._line
        if not 0 <= at < len(line) or self.text.find(self.text[at : at + 3], at + 1) >= 0:
            return None
        stop = line.find(_TAB, at)
        name = line[at + 1 : stop if stop >= 0 else None]
        if not text.startswith(name, start) or name[-1:] not in _DESIGNATORS:
            return None
        return self._nodes.town(
            self._sources.county, f"{line[line.rfind(_TAB, 0, at) + 1 : at]}|{name}"
        )

    def listed(self) -> list[str]:
        """What the names of its towns are among: the cells of the table, taken apart alone."""
        return self.text.replace(_TAB, "|").split("|")

    def official(self) -> dict[str, Name]:
        """Every name that means a town of today first of all, as it is written in full."""
        firsts = {name: meant[0] for name, meant in _grouped(self.spelled("")).items()}
        return {name: one for name, one in firsts.items() if one.kind is Kind.OFFICIAL}

    def named(self, form: str) -> tuple[Name, ...]:
        """The meanings of one name."""
        return next((meant for name, meant in self.begin(form[:2]) if name == form), ())

    def spelled(self, head: str) -> Iterator[tuple[str, Name]]:
        """The spellings of the towns that may begin so; those of others may be among them."""
        for towns in self._sources.below:
            yield from towns.spelled(head)
        yield from self._spelled_of(self._sources.own, head)
        for cell in self._listed(head):
            yield from _spellings(self._nodes.town(self._sources.county, cell))
        yield from self._spelled_of(self._sources.members, head)
        for change in self._sources.old:
            if change.name.startswith(head):
                name = Name(self._nodes.at(change.successors[0]), Kind.OLD, change)
                yield change.name + _OFFICE * _is_street(change.name), name
                stem = town_stem(change.name)
                if stem != change.name and not _NO_SHORT.search(stem):
                    yield stem, name._replace(kind=Kind.SHORT)

    def _spelled_of(
        self, divisions: tuple[Division, ...], head: str
    ) -> Iterator[tuple[str, Name]]:
        for division in divisions:
            if division.name.startswith((head, _CORPS)):
                yield from _spellings(self._nodes.node(division))

    def _listed(self, head: str) -> Iterator[str]:
        """The cells of the line that may begin so, in its order."""
        line = self._line
        if self._has_corps:
            yield from line.split(_TAB)
            return
        at = line.find("|" + head)
        while at >= 0:
            stop = line.find(_TAB, at)
            yield line[line.rfind(_TAB, 0, at) + 1 : stop if stop >= 0 else None]
            at = line.find("|" + head, at + 1)


def _spellings(node: Node) -> Iterator[tuple[str, Name]]:
    division = node.division
    if division.name in WORDS_ALONE:
        return
    yield division.name, Name(node, Kind.OFFICIAL)
    if division.short != division.name and not _NO_SHORT.search(division.short):
        yield division.short, Name(node, Kind.SHORT)
    if division.name.startswith(_CORPS):
        yield division.name.removeprefix(_CORPS), Name(node, Kind.ALIAS)
    if division.name.endswith("街道"):
        yield division.name[:-1], Name(node, Kind.SHORT)


def _is_street(name: str) -> bool:
    """Whether an old list has a subdistrict without its word: so its street is called."""
    return bool(_NO_SHORT.search(name)) and not name.endswith("街道")


def _grouped(pairs: Iterable[tuple[str, Name]]) -> dict[str, tuple[Name, ...]]:
    table: dict[str, list[Name]] = {}
    for form, name in pairs:
        listed = table.setdefault(form, [])
        if not listed or name.node not in [n.node for n in listed]:
            listed.append(name)
    return {form: tuple(names) for form, names in table.items()}


def _length(meant: Meant) -> int:
    return len(meant[0])
