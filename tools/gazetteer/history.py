"""Dated changes: from the event table, older statistics tables, and a list of successors."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from gazetteer import names, sources
from gazetteer.join import Country
from gazetteer.sources import Row

ABOLISHING = {
    "更名", "撤县设区", "撤县设市", "撤市设区", "撤销", "撤地设市", "撤旗设区", "撤区设区",
    "同名改码",
}  # fmt: skip
SHARE = 0.2  # a town that has a fifth of an old one's villages is a successor
PART = 0.05  # a county that has a twentieth of an old one's towns, two at least, is one


class Old(NamedTuple):
    """One row of history.tsv."""

    name: str
    level: str
    code: str
    parent: str
    until: str
    successors: tuple[str, ...]
    source: str


class Today:
    """The country of today by name."""

    def __init__(self, country: Country) -> None:
        self.country = country
        self.upper: dict[tuple[str, str], list[str]] = defaultdict(list)
        for code, (level, name, _) in country.upper.items():
            if level != "zone":
                self.upper[code[:2], name].append(code)
        self.towns: dict[str, dict[str, str]] = {
            county: {name: code for code, (name, _) in towns.items()}
            for county, towns in country.towns.items()
        }
        self.cities: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for county, towns in self.towns.items():
            for name, code in towns.items():
                self.cities[city_of(county)][name].append(code)

    def path(self, path: list[str]) -> str:
        """Code of a path of names from the province down; empty where it is not of today."""
        code = ""
        for name in path:
            province = code[:2] or self._province(name)
            below = [c for c in self.upper[province, name] if c.startswith(code)]
            if len(below) != 1:
                return ""
            code = below[0]
        return code

    def _province(self, name: str) -> str:
        return next((p for p, n in self.upper if n == name and self.upper[p, n] == [p]), "")


def city_of(county: str) -> str:
    """Code of the city, or of the province where districts stand right below it."""
    return county[:2] if county[:2] in {"11", "12", "31", "50"} else county[:4]


# Events --------------------------------------------------------------------------------------


def from_events(country: Country, folder: Path) -> list[Old]:
    """Renamed, merged and abolished counties and cities whose successor is known today."""
    today = Today(country)
    events = [e for e in sources.events(folder) if e["type"] in ABOLISHING]
    follow = {(_code(e["old"])[:2], e["old"]["name"]): e for e in events}
    found: dict[tuple[str, str], Old] = {}
    for event in events:
        old = _from_event(today, event, follow)
        if old is not None:
            known = found.get((old.name, old.parent), old)
            found[old.name, old.parent] = max(old, known, key=lambda o: o.until)
    return list(found.values())


def _code(side: dict[str, Any]) -> str:
    return sources.unpad((side["code"] or "")[:6])


def _from_event(
    today: Today, event: dict[str, Any], follow: dict[tuple[str, str], Any]
) -> Old | None:
    code, name = _code(event["old"]), event["old"]["name"]
    if not code or not name or len(name) < 2:
        return None
    successor = _successor(today, event, follow, 3)
    if not successor or not successor.startswith(code[:2]):
        return None
    parent = _parent(today, code, successor, event.get("old_path") or [])
    above = today.country.upper[successor][2]
    follows = event["type"] in {"撤销", "更名"} and len(code) == 6
    if follows and parent not in {above, above[:2], successor}:
        return None  # the table follows the bare name into another city
    if today.country.upper[successor][1] == name and parent in {above, above[:2]}:
        return None
    if any(c.startswith(parent) for c in today.upper[code[:2], name]):
        return None
    level = "city" if event["level"] == 2 else "district"
    return Old(name, level, code, parent, str(event["year"]), (successor,), "events")


def _successor(
    today: Today, event: dict[str, Any], follow: dict[tuple[str, str], Any], depth: int
) -> str:
    """The division of today that took over, through later changes of the same kind."""
    path = event.get("new_path") or []
    found = today.path(path)
    if found or not path or not depth:
        return found
    province = _code(event["old"])[:2]
    alone = today.upper[province, path[-1]]
    if len(alone) == 1:
        return alone[0]
    later = follow.get((province, path[-1]))
    return _successor(today, later, follow, depth - 1) if later else ""


def _parent(today: Today, code: str, successor: str, path: list[str]) -> str:
    """What the old division stood below, as that is coded today."""
    city = today.path(path[:-1]) if len(path) > 1 else ""
    if city:
        return city
    above = today.country.upper[successor][2]
    return above if len(code) == 6 else code[:2]


# The list ------------------------------------------------------------------------------------


SUCCESSORS = Path(__file__).with_name("successors.toml")


def from_list(country: Country) -> Iterator[Old]:
    """Abolished counties of which the event table says no successor."""
    for county in tomllib.loads(SUCCESSORS.read_text("utf-8"))["county"]:
        heirs = tuple(county["by"])
        _, _, parent = country.upper[heirs[0]]
        until = str(county["until"])
        yield Old(county["name"], "district", county["code"], parent, until, heirs, "list")


# Snapshots -----------------------------------------------------------------------------------


class Snapshot(NamedTuple):
    """An older statistics table; `until` is the date of the next one."""

    package: str
    until: str


class _Old(NamedTuple):
    counties: dict[str, Row]
    towns: dict[str, list[Row]]
    villages: dict[str, list[str]]


def _read(folder: Path, package: str) -> _Old:
    counties = {r.code: r for r in sources.nbs_counties(folder, package)}
    towns: dict[str, list[Row]] = defaultdict(list)
    for row in sources.nbs_towns(folder, package):
        towns[row.parent].append(row._replace(name=row.name.removesuffix("办事处")))
    villages: dict[str, list[str]] = defaultdict(list)
    for row in sources.nbs_villages(folder, package):
        villages[row.parent].append(names.split_village(row.name)[0])
    return _Old(counties, towns, villages)


SNAPSHOTS = (  # newest first; the table of 2.7.0 was gone when the ministry's was made
    Snapshot("china-division-2.7.0", "2025-12-31"),
    Snapshot("china-division-2.6.1", "2023-06-30"),
    Snapshot("china-division-2.4.0", "2022-10-31"),
    Snapshot("china-division-2.2.0", "2020-06-30"),
    Snapshot("china-division-2.0.0", "2018-10-31"),
)


def from_snapshots(country: Country, folder: Path) -> Iterator[Old]:
    """Towns and counties of an older table that today's does not have, newest table first."""
    today, places = Today(country), _village_towns(country)
    seen: set[tuple[str, str]] = set()
    for snapshot in SNAPSHOTS:
        table = _read(folder, snapshot.package)
        for county, row in sorted(table.counties.items()):
            for old in _county(today, places, table, county, row, snapshot.until):
                if (old.name, old.parent) not in seen:
                    seen.add((old.name, old.parent))
                    yield old


def _village_towns(country: Country) -> dict[str, dict[str, list[str]]]:
    """City → village stem → towns of today."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for county, towns in country.towns.items():
        for town in towns:
            for _, name in country.villages.get(town, ()):
                found[city_of(county)][names.split_village(name)[0]].append(town)
    return found


def _county(  # noqa: PLR0913, PLR0917  # one old county against everything known
    today: Today,
    places: dict[str, dict[str, list[str]]],
    table: _Old,
    county: str,
    row: Row,
    until: str,
) -> Iterator[Old]:
    """The changes of one old county: its towns that moved or went, and itself."""
    now = _now(today, county, row.name)
    city = city_of(now or county)
    took: Counter[str] = Counter()
    for town in table.towns.get(county, ()):
        found = _town(today, places[city], city, now, town, table.villages.get(town.code, []))
        took.update({_county_of(today, c) for c in found})
        known = today.towns.get(now, {}) if now else today.cities[city]
        if found and town.name not in known and today.country.upper.get(city):
            yield Old(
                town.name, "town", town.code, now or city, until, tuple(found), "snapshots"
            )
    total = sum(took.values())
    heirs = tuple(sorted(c for c, n in took.items() if n >= max(min(2, total), PART * total)))
    if not now and heirs and not names_zone(row.name):
        parent = today.country.upper[heirs[0]][2]
        yield Old(row.name, "district", county, parent, until, heirs, "snapshots")


def _now(today: Today, county: str, name: str) -> str:
    """The code that a county of the same name and city has today; empty where it is gone."""
    listed = [c for c in today.upper[county[:2], name] if c.startswith(city_of(county))]
    if county in listed:
        return county
    zone = today.country.upper.get(county)
    return listed[0] if len(listed) == 1 else county if zone and zone[1] == name else ""


def names_zone(name: str) -> bool:
    """Zones come and go without being divisions."""
    return name.endswith(("开发区", "园区", "管理区", "示范区", "试验区", "实验区", "管委会"))


def _county_of(today: Today, town: str) -> str:
    return town[:6] if town in today.country.towns.get(town[:6], {}) else town[:4]


def _town(  # noqa: PLR0913, PLR0917  # one old town against everything known of its city
    today: Today,
    places: dict[str, list[str]],
    city: str,
    now: str,
    town: Row,
    villages: list[str],
) -> list[str]:
    """Its successors today: the same name in its city, else where its villages are now."""
    around = today.cities[city]
    same = around.get(town.name, [])
    here = [c for c in same if now and c.startswith(now)] or same
    votes = Counter(places[v][0] for v in set(villages) if len(places.get(v, ())) == 1)
    if len(here) == 1 and (not now or here[0].startswith(now) or votes[here[0]]):
        return here
    heirs = [c for c, n in votes.items() if n >= max(2, SHARE * len(set(villages)))]
    if heirs:
        return sorted(heirs)
    stem = names.short(town.name, "town")
    alike = [
        code
        for name, codes in around.items()
        if names.short(name, "town") == stem and name != stem
        for code in codes
        if not now or code.startswith(now)
    ]
    return alike if len(alike) == 1 else []


def history(country: Country, folder: Path) -> list[Old]:
    """Every change, oldest first; a snapshot's split of a county goes before one event."""
    found: dict[tuple[str, str, str], Old] = {}
    events, snapshots = from_events(country, folder), from_snapshots(country, folder)
    for old in (*events, *from_list(country), *snapshots):
        key = (old.name, old.parent, old.level)
        known = found.get(key)
        if known is None:
            found[key] = old
        elif len(old.successors) > len(known.successors):
            found[key] = old._replace(until=known.until)
    return sorted(found.values(), key=lambda o: (o.until, o.level, o.parent, o.name))
