"""A user's own places on top of the bundled tables."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from doorplate._text import Text
from doorplate.divisions._model import LEVELS, Division, LevelName
from doorplate.divisions._names import town_stem, village_stem
from doorplate.errors import GazetteerError

if TYPE_CHECKING:
    from doorplate.divisions.gazetteer import Gazetteer

BELOW = ("hamlet", "road", "compound")
PLACE_LEVELS = (*LEVELS, *BELOW)
"""What a place of the user's may name, widest first."""


@dataclass(frozen=True, slots=True)
class Places:
    """Divisions that only the user knows, and the hamlets, roads and compounds in them.

    Attributes:
        divisions: the user's divisions by their own codes (`610431001+新营村`).
        named: (code of the division, level, name) of every hamlet, road and compound.
    """

    divisions: Mapping[str, Division] = field(default_factory=dict)
    named: frozenset[tuple[str, str, str]] = frozenset()

    def find(self, name: str) -> Iterator[Division]:
        """The user's divisions with a name, official or short."""
        return (d for d in self.divisions.values() if name in {d.name, d.short})

    def children(self, code: str) -> Iterator[Division]:
        """The user's divisions right below one."""
        return (d for d in self.divisions.values() if d.parent == code)

    def below(self, code: str, level: str) -> tuple[str, ...]:
        """Names of the hamlets, roads or compounds that the user placed in a division."""
        return tuple(sorted(n for c, lv, n in self.named if c == code and lv == level))

    def add(self, gazetteer: "Gazetteer", rows: Iterable[Mapping[str, str]]) -> "Places":
        """These places and more."""
        divisions, named = dict(self.divisions), set(self.named)
        known: dict[tuple[str, str, str], Division] = {
            (d.parent, d.level, d.name): d for d in divisions.values()
        }
        for number, row in enumerate(rows, 1):
            code = ""
            for level, name in _cells(row, number):
                if level in BELOW:
                    named.add((code, level, name))
                    continue
                one = known.get((code, level, name)) or _listed(gazetteer, level, name, code)
                if one is None:
                    one = _own(level, name, code, number)
                    divisions[one.code] = one
                known[code, level, name] = one
                code = one.code
        return Places(MappingProxyType(divisions), frozenset(named))


def _cells(row: Mapping[str, object], number: int) -> list[tuple[str, str]]:
    if not isinstance(row, Mapping):
        raise _bad(
            number, f"一行必须是映射，不是 {row!r}", f"a row must be a mapping, not {row!r}"
        )
    unknown = [key for key in row if key not in PLACE_LEVELS]
    if unknown:
        raise _bad(number, f"不认识的列 {unknown[0]!r}", f"unknown level {unknown[0]!r}")
    cells = [(key, row[key]) for key in PLACE_LEVELS if row.get(key) is not None]
    named = [(key, name.strip()) for key, name in cells if isinstance(name, str)]
    if len(named) < len(cells):
        odd = next(name for _, name in cells if not isinstance(name, str))
        raise _bad(number, f"名称必须是文字，不是 {odd!r}", f"a name must be text, not {odd!r}")
    filled = [(key, name) for key, name in named if name]
    if not filled:
        raise _bad(number, "没有任何名称", "no name at all")
    return filled


def _listed(gazetteer: "Gazetteer", level: str, name: str, code: str) -> Division | None:
    found = gazetteer.find(name, level=_level(level), within=code or None)
    exact = [d for d in found if d.name == name]
    exact = exact or [d for d in found if _is_called(gazetteer, d, name)]
    return exact[0] if len(exact) == 1 else None


def _is_called(gazetteer: "Gazetteer", one: Division, name: str) -> bool:
    """Whether a name is or was the division's; a town of the stem may be another town."""
    if one.level != "town" or name in {one.name, one.short}:
        return True
    return any(change.name == name for change in gazetteer.history(one.code))


def _level(level: str) -> LevelName:
    return next(known for known in LEVELS if known == level)


def _own(level: str, name: str, code: str, number: int) -> Division:
    if not code and level != "province":
        raise _bad(
            number,
            f"{name} 不在区划库中，或有多处同名，且没有给出上级",
            f"{name} is unknown or ambiguous, and no division above it is given",
        )
    stem = village_stem(name) if level == "village" else town_stem(name)
    return Division(f"{code}+{name}", name, _level(level), stem, code)


def _bad(number: int, zh: str, en: str) -> GazetteerError:
    return GazetteerError(
        Text(zh, en),
        remedy=Text(
            f"可用的列：{' '.join(PLACE_LEVELS)}",
            f"Levels: {' '.join(PLACE_LEVELS)}",
        ),
        where=f"row {number}",
    )
