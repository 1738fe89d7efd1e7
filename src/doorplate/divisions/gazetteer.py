"""The gazetteer: divisions by code, by name, as of a date, with the user's own on top."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from itertools import chain

from doorplate._text import Text
from doorplate.divisions._model import LEVELS, Change, Division, LevelName
from doorplate.divisions._names import town_stem, village_stem
from doorplate.divisions._places import Places
from doorplate.divisions._tables import Tables
from doorplate.errors import GazetteerError, UnknownDivision


class Gazetteer:
    """Names, codes and history of divisions from province to village.

    Immutable: `with_places` and `as_of` return another gazetteer over the same tables. Nothing
    is read before it is asked for; villages are read one city at a time.

    >>> gazetteer = Gazetteer.bundled()
    >>> [d.name for d in gazetteer.path("610431001203")]
    ['陕西省', '咸阳市', '武功县', '普集街道', '营上村']
    """

    def __init__(
        self,
        tables: Tables | None = None,
        places: Places | None = None,
        day: date | None = None,
    ) -> None:
        self._tables = tables or Tables()
        self._places = places or Places()
        self._day = day

    @classmethod
    @cache
    def bundled(cls) -> "Gazetteer":
        """The gazetteer that the package ships; one for the whole process."""
        return cls()

    @property
    def tables(self) -> Tables:
        """The tables beneath, for indexes built over them."""
        return self._tables

    @property
    def places(self) -> Places:
        """The user's own places."""
        return self._places

    # By code ------------------------------------------------------------------------------

    def get(self, code: str) -> Division:
        """The division with a code; zeros that only fill it up may stand (`610000`).

        Raises:
            UnknownDivision: no division has it.
        """
        _check_text(code)
        found = self._lookup(code) or self._lookup(_unpadded(code))
        if found is None:
            raise UnknownDivision(
                Text(f"没有代码为 {code!r} 的区划", f"no division has the code {code!r}"),
                remedy=Text("查名称用 find()", "Look a name up with find()"),
            )
        return found

    def _lookup(self, code: str) -> Division | None:
        own = self._places.divisions.get(code) or self._restored.get(code)
        if own is not None:
            return own
        row = self._tables.upper.get(code)
        if row is not None:
            return row.division
        if len(code) < 9:
            return None
        county = self._county_of(code)
        if len(code) - code.count("~") == 9:
            return self._tables.towns(county).get(code)
        return self._tables.villages(county).get(code) or self._moved(code)

    def _county_of(self, code: str) -> str:
        return code[:6] if code[:6] in self._tables.town_lines else code[:4]

    def _moved(self, code: str) -> Division | None:
        """A village whose town has moved to another county of the city since its code."""
        for county in (c for c in self._tables.town_lines if c.startswith(code[:4])):
            found = self._tables.villages(county).get(code)
            if found is not None:
                return found
        return None

    def path(self, code: str) -> tuple[Division, ...]:
        """A division and all above it, province first.

        Raises:
            UnknownDivision: no division has the code.
        """
        found = [self.get(code)]
        while found[-1].parent:
            found.append(self.get(found[-1].parent))
        return tuple(reversed(found))

    def children(self, code: str) -> tuple[Division, ...]:
        """The divisions right below one, in code order; `""` gives the provinces.

        A zone's children are the towns it administers, wherever they are coded.
        """
        _check_text(code)
        upper = self._tables.upper
        below = [upper[c].division for c in self._tables.below.get(code, ())]
        towns = self._tables.towns(code).values() if code else ()
        own = self._places.children(code)
        listed = chain(below, towns, self._members(code), self._villages_of(code), own)
        past = (d for d in self._restored.values() if d.parent == code)
        return tuple(d for d in chain(listed, past) if d.code not in self._later)

    def _members(self, code: str) -> Iterator[Division]:
        row = self._tables.upper.get(code)
        if row is not None:
            yield from map(self.get, row.members)

    def _villages_of(self, town: str) -> list[Division]:
        if len(town) - town.count("~") != 9 or "+" in town:
            return []
        villages = self._tables.villages(self._county_of(town)).values()
        return [d for d in villages if d.parent == town]

    def siblings(self, code: str) -> tuple[Division, ...]:
        """The other divisions of the same level below the same parent.

        Raises:
            UnknownDivision: no division has the code.
        """
        one = self.get(code)
        around = self.children(one.parent)
        return tuple(d for d in around if d.level == one.level and d != one)

    # By name ------------------------------------------------------------------------------

    def find(
        self, name: str, *, level: LevelName | None = None, within: str | None = None
    ) -> tuple[Division, ...]:
        """Every division with a name: official, short, alias or historical.

        A town's stem with another designator counts where nothing else bears the name: 普集镇
        gives 普集街道.

        Args:
            name: 武功县, 武功, 臺北市, 闸北区 (gives 静安区), 营上村委会 (gives 营上村).
            level: only divisions of this level; for villages give `within` too, else every
                village of the country is looked at (half a second).
            within: only divisions at or below the one with this code; none where no division
                has it.

        Raises:
            GazetteerError: no level is called so, or the name is no text.

        >>> [d.code for d in Gazetteer.bundled().find("营上村", within="610431")]
        ['610431001203']
        """
        _check_text(name)
        if level not in {None, *LEVELS}:
            raise GazetteerError(
                Text(f"没有名为 {level!r} 的区划级别", f"no level is called {level!r}"),
                remedy=Text(f"可用：{' '.join(LEVELS)}", f"Use one of: {' '.join(LEVELS)}"),
            )
        named = chain(
            self._places.find(name),
            self._find_upper(name),
            self._find_towns(name, level, within),
            self._find_villages(name, level, within),
            self._find_past(name),
        )
        found = self._fitting(named, level, within)
        stem = town_stem(name)
        if not found and stem != name and level in {None, "town"}:
            found = self._fitting(self._find_towns(stem, "town", within), "town", within)
        return tuple(sorted(found.values(), key=lambda d: (LEVELS.index(d.level), d.code)))

    def _fitting(
        self, divisions: Iterable[Division], level: LevelName | None, within: str | None
    ) -> dict[str, Division]:
        """Those of a level within a division that exist on the gazetteer's day, by code."""
        found: dict[str, Division] = {}
        for division in divisions:
            fits = level in {None, division.level} and division.code not in self._later
            if fits and self._is_within(division, within):
                found.setdefault(division.code, division)
        return found

    def _is_within(self, division: Division, within: str | None) -> bool:
        if within is None:
            return True
        row = self._tables.upper.get(within)
        inside = {within, *(row.members if row else ())}
        return any(d.code in inside for d in self.path(division.code))

    @cached_property
    def _upper_names(self) -> dict[str, tuple[Division, ...]]:
        names: dict[str, list[Division]] = {}
        for division, aliases, _ in self._tables.upper.values():
            for name in {division.name, division.short, *aliases}:
                names.setdefault(name, []).append(division)
        return {name: tuple(listed) for name, listed in names.items()}

    def _find_upper(self, name: str) -> tuple[Division, ...]:
        return self._upper_names.get(name, ())

    @cached_property
    def _town_counties(self) -> dict[str, tuple[str, ...]]:
        """Stem of a town's name → counties that have one of that stem."""
        counties: dict[str, list[str]] = {}
        for county, line in self._tables.town_lines.items():
            stems = {town_stem(cell.partition("|")[2]) for cell in line.split("\t")}
            for stem in stems:
                counties.setdefault(stem, []).append(county)
        return {stem: tuple(listed) for stem, listed in counties.items()}

    def _find_towns(
        self, name: str, level: LevelName | None, within: str | None
    ) -> Iterator[Division]:
        if level not in {None, "town"}:
            return
        counties = self._town_counties.get(town_stem(name), ())
        for county in counties if within is None else self._counties(within):
            for division in self._tables.towns(county).values():
                if name in {division.name, division.short}:
                    yield division

    def _counties(self, within: str) -> list[str]:
        """Codes of the counties at, below or around a division: where its towns are kept."""
        if within in self._tables.upper:
            direct = [c for c in self._tables.town_lines if c.startswith(within)]
            row = self._tables.upper[within]
            return sorted({*direct, *(self._county_of(c) for c in row.members)})
        return [self._county_of(within)]

    def _find_villages(
        self, name: str, level: LevelName | None, within: str | None
    ) -> Iterator[Division]:
        if level not in {None, "village"} or (level is None and within is None):
            return
        stem = village_stem(name)
        counties = self._tables.town_lines if within is None else self._counties(within)
        for county in counties:
            if stem in self._tables.village_text(county):
                for division in self._tables.villages(county).values():
                    if name in {division.name, division.short} or stem == division.short:
                        yield division

    # Over time ----------------------------------------------------------------------------

    @cached_property
    def _changes_by_name(self) -> dict[str, list[Change]]:
        named: dict[str, list[Change]] = {}
        for change in self._tables.changes:
            named.setdefault(change.name, []).append(change)
        return named

    def _find_past(self, name: str) -> Iterator[Division]:
        """What bore an old name on the gazetteer's day, else what took its place."""
        for change in self._changes_by_name.get(name, ()):
            if change.code in self._restored:
                yield self._restored[change.code]
            else:
                yield from map(self.get, change.successors)

    @cached_property
    def _today(self) -> "Gazetteer":
        return Gazetteer(self._tables)

    @cached_property
    def _in_force(self) -> tuple[Change, ...]:
        if self._day is None:
            return ()
        day = self._day.isoformat()
        return tuple(c for c in self._tables.changes if day[: len(c.until)] < c.until)

    @cached_property
    def _restored(self) -> dict[str, Division]:
        """Divisions of the gazetteer's day that are gone today."""
        return {
            c.code: Division(c.code, c.name, c.level, _short(c), c.parent)
            for c in self._in_force
            if c.code and self._tables.upper.get(c.code) is None
        }

    @cached_property
    def _later(self) -> frozenset[str]:
        """Codes that the same place took after the gazetteer's day: 即墨区 of 即墨市."""
        return frozenset(
            c.successors[0]
            for c in self._in_force
            if len(c.successors) == 1
            and c.code in self._restored
            and c.name.startswith(self._today.get(c.successors[0]).short)
        )

    def history(self, name_or_code: str) -> tuple[Change, ...]:
        """Dated changes that a name or a code took part in, oldest first.

        >>> [(c.until, c.successors) for c in Gazetteer.bundled().history("闸北区")]
        [('2015', ('310106',))]
        """
        _check_text(name_or_code)
        wanted = name_or_code
        return tuple(
            c
            for c in self._tables.changes
            if wanted in {c.name, c.code} or wanted in c.successors
        )

    def as_of(self, day: date) -> "Gazetteer":
        """The gazetteer with the divisions that were in force on a day.

        Divisions abolished since are found and listed again under their own codes, and what
        the same place is called today is not. A change dated by its year alone counts from
        the first of January. Villages are those of today.

        >>> from datetime import date
        >>> before = Gazetteer.bundled().as_of(date(2014, 1, 1))
        >>> [d.code for d in before.find("闸北区")]
        ['310108']
        """
        return Gazetteer(self._tables, self._places, day)

    # The user's own -----------------------------------------------------------------------

    def with_places(self, rows: Iterable[Mapping[str, str]]) -> "Gazetteer":
        """This gazetteer with the user's own places on top; theirs win.

        Args:
            rows: one mapping a place, level names as keys (`province` … `village`, and
                `hamlet`, `road`, `compound`), blanks allowed. The widest name given must be
                known and unambiguous, or itself be a place of the user's.

        Raises:
            GazetteerError: a row that cannot be used; `where` names it.
        """
        return Gazetteer(self._tables, self._places.add(self, rows), self._day)


def _short(change: Change) -> str:
    if change.level == "town":
        return town_stem(change.name)
    return change.name[:-1] if len(change.name) > 2 else change.name


def _unpadded(code: str) -> str:
    if code.isdecimal() and len(code) in {6, 12}:
        if code.endswith("000000"):
            code = code[:6]
        if len(code) == 6:
            return code[:2] if code.endswith("0000") else code.removesuffix("00")
        return code.removesuffix("000")
    return code


def _check_text(value: object) -> None:
    if not isinstance(value, str):
        raise GazetteerError(
            Text(f"区划的名称或代码必须是文字，不是 {value!r}",
                 f"the name or code of a division must be text, not {value!r}"),
            remedy=Text("给出文字，例如 '610431'", "Give text, such as '610431'"),
        )  # fmt: skip
