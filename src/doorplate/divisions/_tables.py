"""The bundled tables, each read when first asked for."""

import lzma
from collections.abc import Iterator
from functools import cached_property
from importlib.resources import files
from typing import NamedTuple, cast

from doorplate.divisions._model import Change, Division, LevelName
from doorplate.divisions._names import town_stem, village_stem

_FILTERS = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 20}]


def _read(name: str) -> bytes:
    return files("doorplate.data").joinpath(name).read_bytes()


class Upper(NamedTuple):
    """A division above the town, with what else its row says."""

    division: Division
    aliases: tuple[str, ...]
    members: tuple[str, ...]


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


class Tables:
    """Lazy access to `data/`; one instance serves the whole process."""

    @cached_property
    def upper(self) -> dict[str, Upper]:
        """Provinces, cities, districts and zones by code, widest first."""
        found = {}
        for line in _read("upper.tsv").decode().splitlines():
            code, level, name, short, parent, aliases, members = line.split("\t")
            division = Division(code, name, cast("LevelName", level), short, parent)
            found[code] = Upper(division, _split(aliases), _split(members))
        return found

    @cached_property
    def below(self) -> dict[str, tuple[str, ...]]:
        """Codes of the divisions right below one, towns left out."""
        below: dict[str, list[str]] = {}
        for code, row in self.upper.items():
            below.setdefault(row.division.parent, []).append(code)
        return {code: tuple(codes) for code, codes in below.items()}

    @cached_property
    def town_lines(self) -> dict[str, str]:
        """`001|普集街道<TAB>…` by county code."""
        lines = _read("towns.tsv").decode().splitlines()
        return dict(line.split("\t", 1) for line in lines)

    @cached_property
    def _towns(self) -> dict[str, dict[str, Division]]:
        return {}

    def towns(self, county: str) -> dict[str, Division]:
        """The towns right below a county, or below a city without counties."""
        known = self._towns.get(county)
        if known is None:
            line = self.town_lines.get(county, "")
            known = {d.code: d for d in _parse_towns(county, line)} if line else {}
            self._towns[county] = known
        return known

    def town(self, county: str, cell: str) -> Division:
        """The town of one cell of a county's line: `001|普集街道`."""
        return _town(county, cell)

    @cached_property
    def _village_index(self) -> dict[str, tuple[int, int]]:
        rows = (line.split("\t") for line in _read("villages.tsv").decode().splitlines())
        return {city: (int(start), int(size)) for city, start, size in rows}

    @cached_property
    def _village_bytes(self) -> bytes:
        return _read("villages.bin")

    @cached_property
    def _village_texts(self) -> dict[str, str]:
        return {}

    def village_text(self, county: str) -> str:
        """The village lines of one county, town by town; empty where it has none.

        `>610431001<TAB>610431001` opens a town (its code, and the digits its villages' codes
        begin with), `营上村|203` is a village; without a number it is one more than before.
        """
        if county not in self._village_texts:
            self._village_texts[county] = ""
            self._village_texts.update(self._unpack(county[:4]))
        return self._village_texts[county]

    def _unpack(self, city: str) -> Iterator[tuple[str, str]]:
        where = self._village_index.get(city)
        if where is None:
            return
        raw = self._village_bytes[where[0] : sum(where)]
        text = lzma.decompress(raw, lzma.FORMAT_RAW, filters=_FILTERS).decode()
        for block in text.split("\n\n"):
            county, _, lines = block.partition("\n")
            yield county, lines

    def villages(self, county: str) -> dict[str, Division]:
        """The villages of one county by code, in code order of their towns."""
        return {d.code: d for d in _parse_villages(self.village_text(county))}

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every dated change, oldest first."""
        return tuple(map(_change, _read("history.tsv").decode().splitlines()))


def _town(county: str, cell: str) -> Division:
    tail, _, name = cell.partition("|")
    return Division(county + tail.removesuffix("~"), name, "town", town_stem(name), county)


def _parse_towns(county: str, line: str) -> Iterator[Division]:
    for cell in line.split("\t"):
        yield _town(county, cell)


def _parse_villages(text: str) -> Iterator[Division]:
    town, prefix, number = "", "", 0
    for line in text.splitlines():
        if line.startswith(">"):
            town, _, prefix = line[1:].partition("\t")
            continue
        name, _, given = line.partition("|")
        number = int(given) if given else number + 1
        yield Division(f"{prefix}{number:03}", name, "village", village_stem(name), town)


def _change(line: str) -> Change:
    name, level, code, parent, until, successors, source = line.split("\t")
    return Change(
        name, cast("LevelName", level), code, parent, until, _split(successors), source
    )
