"""The village a list is about: named by the user, else by most of its addresses."""

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from doorplate._text import Text
from doorplate.address import Address, Component, Level
from doorplate.divisions import Division, Gazetteer
from doorplate.errors import DoorplateError, GazetteerError, UnknownDivision
from doorplate.normalize import parse
from doorplate.pipeline import Claim
from doorplate.pipeline.village import common

__all__ = ["Village", "village_of"]

_SAMPLE = 500
_LEVELS = {
    "province": Level.PROVINCE, "city": Level.CITY, "district": Level.DISTRICT,
    "zone": Level.ZONE, "town": Level.TOWN, "village": Level.VILLAGE,
}  # fmt: skip


class Village(NamedTuple):
    """A village with all above it; empty where the list is about no single village.

    Attributes:
        code: its 12 digits, or "".
        divisions: province to village.
    """

    code: str = ""
    divisions: Address = Address()

    @property
    def name(self) -> str:
        """The village's name, or ""."""
        return self.divisions.get(Level.VILLAGE) or ""

    @property
    def above(self) -> Address:
        """The divisions above the village."""
        return self.divisions.without(Level.VILLAGE)


def village_of(asked: str, claims: Iterable[Claim], gazetteer: Gazetteer) -> Village:
    """The village of a list.

    Raises:
        UnknownDivision: the code or name asked for is not known.
        GazetteerError: the name asked for belongs to several villages.
    """
    sample = list(_sample(claims))
    if not asked:
        return _from_addresses(sample, gazetteer)
    if asked.isdecimal():
        return _village(gazetteer.get(asked), gazetteer)
    found = _named(asked, sample, gazetteer)
    if len(found) > 1:
        choices = " ".join(d.code for d in found[:8])
        raise GazetteerError(
            Text(
                f"有 {len(found)} 个村叫 {asked}", f"{len(found)} villages are called {asked}"
            ),
            remedy=Text(f"用 12 位代码指定：{choices}", f"Give the 12-digit code: {choices}"),
            where="--village",
        )
    if not found:
        raise UnknownDivision(
            Text(f"没有名为 {asked} 的村或社区", f"no village is called {asked}"),
            remedy=Text("用 12 位代码指定", "Give its 12-digit code"),
            where="--village",
        )
    return _village(found[0], gazetteer)


def _sample(claims: Iterable[Claim]) -> Iterable[Address]:
    for claim in islice((c for c in claims if c.text), _SAMPLE):
        try:
            yield parse(claim.text).best
        except DoorplateError:
            continue


def _village(division: Division, gazetteer: Gazetteer) -> Village:
    if division.level != "village" or len(division.code) != 12:
        raise UnknownDivision(
            Text(f"{division.name} 不是村或社区", f"{division.name} is no village"),
            remedy=Text("用村或社区的 12 位代码", "Give the 12-digit code of a village"),
            where="--village",
        )
    path = gazetteer.path(division.code)
    parts = tuple(Component(_LEVELS[d.level], d.name) for d in path)
    return Village(division.code, Address(parts))


def _named(name: str, sample: Iterable[Address], gazetteer: Gazetteer) -> tuple[Division, ...]:
    """Villages of that name, in the district most rows name where they name one."""
    district = _district(sample, gazetteer)
    within = district.code if district else None
    return gazetteer.find(name, level="village", within=within)


def _district(sample: Iterable[Address], gazetteer: Gazetteer) -> Division | None:
    name = common(a.get(Level.DISTRICT) for a in sample)
    found = gazetteer.find(name, level="district") if name else ()
    return found[0] if len(found) == 1 else None


def _from_addresses(sample: list[Address], gazetteer: Gazetteer) -> Village:
    name = common(a.get(Level.VILLAGE) for a in sample)
    district = _district(sample, gazetteer)
    if not name or district is None:
        return Village()
    found = gazetteer.find(name, level="village", within=district.code)
    return _village(found[0], gazetteer) if len(found) == 1 else Village()
