"""Join the tables on (county, name): the nine-digit codes of two offices do not agree."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from gazetteer import names, sources
from gazetteer.sources import Row

_ZONE = re.compile(r"(?:(?:开发|园|新|示范|管理|试验|实验|产业|聚集|食品|胜)区|新城|管委会)$")
_ISLANDS = {"釣魚臺列嶼", "東沙群島", "南沙群島"}
_LIKE = re.compile(r"(?:街道|镇|乡|苏木|地区)$")


@dataclass
class Country:
    """Everything that is written to `data/`.

    Attributes:
        upper: code → (level, name, parent) of provinces, cities, districts and zones.
        aliases: code → other names.
        towns: county code → town code → (name, mark); mark `~` stands for statistics only.
        villages: town code → [(code, name)].
        gone: (county, old town name) → successor codes, between the two tables' dates.
        members: zone code → town codes of other counties that belong to it.
    """

    upper: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    aliases: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    towns: dict[str, dict[str, tuple[str, str]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    villages: dict[str, list[tuple[str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    gone: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def build(folder: Path) -> Country:
    """The whole table from the packages in `folder`."""
    country = Country()
    _ministry(country, folder)
    _statistics_counties(country, folder)
    _villages(country, folder, _statistics_towns(country, folder))
    _far(country, folder)
    return country


_LEVELS = {1: "province", 2: "city", 3: "district"}


def _ministry(country: Country, folder: Path) -> None:
    for level, row in sources.mca(folder):
        if level < 4:
            country.upper[row.code] = (_LEVELS[level], row.name, row.parent)
        else:
            country.towns[row.parent][row.code] = (row.name, "")
    country.upper["71"] = ("province", "台湾省", "")


def _statistics_counties(country: Country, folder: Path) -> None:
    """Zones, and the four districts of 大兴安岭 that only statistics list."""
    present = {(parent, name) for _, name, parent in country.upper.values()}
    for row in sources.nbs_counties(folder):
        city = row.parent if row.parent in country.upper else row.code[:2]
        if row.code in country.upper or (city, row.name) in present:
            continue
        if _ZONE.search(row.name):
            country.upper[row.code] = ("zone", row.name, city)
            _name_zone(country, row, city)
        elif row.code.startswith(("2327", "6328")):
            country.upper[row.code] = ("district", row.name, city)


_ZONE_FORMS = (
    ("高新技术产业开发区", ("高新技术开发区", "高新技术产业园区", "高新开发区", "高新区")),
    ("高新技术产业园区", ("高新技术产业开发区", "高新区")),
    ("高新技术开发区", ("高新技术产业开发区", "高新区")),
    ("高技术产业开发区", ("高新技术产业开发区", "高新区")),
    ("经济技术开发区", ("经济开发区", "经开区", "开发区")),
    ("经济开发区", ("经济技术开发区", "经开区", "开发区")),
    ("城乡一体化示范区", ("示范区",)),
)


def _name_zone(country: Country, row: Row, city: str) -> None:
    """苏州高新技术产业开发区 is also 苏州高新区 and, in its city, 高新区."""
    above = [names.short(country.upper[c][1], country.upper[c][0]) for c in (city, city[:2])]
    bare = row.name.removesuffix("管委会")
    for prefix in (above[1] + "省", above[1], above[0] + "市", above[0]):
        bare = bare.removeprefix(prefix) if len(bare.removeprefix(prefix)) > 2 else bare
    forms = {bare, above[0] + bare, row.name.removesuffix("管委会")}
    for ending, others in _ZONE_FORMS:
        if bare.endswith(ending):
            stem = bare.removesuffix(ending)
            forms |= {start + stem + o for o in (ending, *others) for start in ("", above[0])}
            break
    country.aliases[row.code] += sorted(forms - {row.name})


class _Towns:
    """Where a statistics town stands in the ministry's table."""

    def __init__(self, country: Country) -> None:
        self.nation: Counter[str] = Counter()
        self.by_city: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for county, towns in country.towns.items():
            for code, (name, _) in towns.items():
                self.by_city[_city(county)][name].append(code)
                self.nation[name] += 1

    def find(self, country: Country, row: Row) -> str | None:
        """By name in its county, else alone of its name in its city, else by its stem."""
        here = {name: code for code, (name, _) in country.towns[row.parent].items()}
        if row.name in here:
            return here[row.name]
        around = self.by_city[_city(row.parent)][row.name]
        gone = country.upper.get(row.parent, ("zone",))[0] == "zone"
        if len(around) == 1 and (gone or self.nation[row.name] == 1):
            return around[0]
        if _LIKE.search(row.name):
            stem = names.short(row.name, "town")
            same = [
                c for n, c in here.items() if _LIKE.search(n) and names.short(n, "town") == stem
            ]
            return same[0] if len(same) == 1 else None
        return None


def _city(county: str) -> str:
    return county[:2] if county[:2] in {"11", "12", "31", "50"} else county[:4]


def _statistics_towns(country: Country, folder: Path) -> dict[str, str]:
    """Town code of the statistics office → our town code; adds what only it lists."""
    index, ours = _Towns(country), {}
    alone: list[Row] = []
    for listed in sources.nbs_towns(folder):
        row = listed._replace(name=_without_county(country, listed))
        found = index.find(country, row)
        if found is None:
            alone.append(row)
            continue
        ours[row.code] = found
        if country.upper.get(row.parent, ("",))[0] == "zone" and found[:6] != row.parent:
            country.members[row.parent].append(found)
        elif _named(country, found) != row.name:
            country.gone[row.parent, row.name] = [found]
    heirs: dict[str, Counter[str]] = defaultdict(Counter)
    for row in sources.nbs_towns(folder):
        if row.code in ours:
            heirs[row.parent][ours[row.code][:6]] += 1
    for row in alone:
        if row.parent not in country.upper:
            if not heirs[row.parent]:
                continue
            row = row._replace(parent=heirs[row.parent].most_common(1)[0][0])  # noqa: PLW2901
        ours[row.code] = _add_town(country, row)
    return ours


def _without_county(country: Country, row: Row) -> str:
    """博爱县金城乡 is 金城乡."""
    county = country.upper.get(row.parent, ("", "", ""))[1]
    bare = row.name.removeprefix(county)
    return bare if county and len(bare) > 2 and _LIKE.search(bare) else row.name


def _named(country: Country, code: str) -> str:
    for county in (code[:6], code[:4]):
        if code in country.towns.get(county, {}):
            return country.towns[county][code][0]
    raise KeyError(code)


def _add_town(country: Country, row: Row) -> str:
    """A town of statistics alone; an own code (`~`) where its digits mean another place."""
    here = country.towns[row.parent]
    code = row.code
    if code in here or not code.startswith(row.parent):
        own = sum("~" in known for known in here) + 1
        code = f"{row.parent}~{own:0{9 - len(row.parent)}}"
    here[code] = (row.name, "~")
    return code


def _villages(country: Country, folder: Path, ours: dict[str, str]) -> None:
    raw: dict[str, list[Row]] = defaultdict(list)
    for row in sources.nbs_villages(folder):
        raw[row.parent].append(row)
    by_county: dict[str, list[str]] = defaultdict(list)
    for town, rows in raw.items():
        by_county[town[:6]] += [r.name for r in rows]
    habit = {county: names.doubling(listed) for county, listed in by_county.items()}
    for town, rows in raw.items():
        doubled = habit[town[:6]] or names.doubling(r.name for r in rows)
        if town not in ours:
            continue
        country.villages[ours[town]] += [
            (r.code, names.village_name(r.name, doubled=doubled)) for r in rows
        ]


def _far(country: Country, folder: Path) -> None:
    """Own codes (`x`) where no official digits are published."""
    tables = sources.far(folder)
    for code, region in (("81", "香港特别行政区"), ("82", "澳门特别行政区")):
        flat = [name for group in tables[region].values() for name in group]
        _number(country, code, "district", flat)
    townships: dict[str, list[str]] = defaultdict(list)
    for county, town in sources.taiwan(folder):
        if town not in _ISLANDS:
            townships[county].append(town)
    for county, parent in zip(
        townships, _number(country, "71", "city", townships), strict=True
    ):
        _number(country, parent, "district", townships[county])


def _number(country: Country, parent: str, level: str, listed: Iterable[str]) -> list[str]:
    codes = []
    mark = parent if "x" in parent else f"{parent}x"
    for i, written in enumerate(listed, 1):
        plain = re.sub(r"（.*", "", names.simplified(written))
        codes.append(f"{mark}{i:02}")
        country.upper[codes[-1]] = (level, plain, parent)
        if plain != written and "（" not in written:
            country.aliases[codes[-1]].append(written)
    return codes


def statistics(country: Country) -> Counter[str]:
    """How many of each kind, for SOURCES.toml and the log."""
    count = Counter(level for level, _, _ in country.upper.values())
    count["town"] = sum(map(len, country.towns.values()))
    count["village"] = sum(map(len, country.villages.values()))
    count["gone"] = len(country.gone)
    return count
