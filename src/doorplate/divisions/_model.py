"""The values of the gazetteer."""

from typing import Literal, NamedTuple, get_args

LevelName = Literal["province", "city", "district", "zone", "town", "village"]
LEVELS: tuple[LevelName, ...] = get_args(LevelName)


class Division(NamedTuple):
    """One administrative division, or a development zone that addresses use like one.

    Attributes:
        code: official digits without padding: 2 (province), 4 (city), 6 (district, zone),
            9 (town), 12 (village; GB/T 2260, GB/T 10114). Codes with another character are
            this library's own: `x` where no digits are published (`71x16`, 澎湖县), `~` where
            two offices gave the same digits to different towns, `+` for a user's place.
        name: official name in simplified script; villages without their committee (营上村).
        level: province, city, district, zone, town or village.
        short: the name without its designator (武功); the name itself where nothing is left.
        parent: code of the division above; empty for a province. A district or town that no
            city stands above has its province or city as parent (仙桃市; the towns of 东莞市).

    >>> from doorplate.divisions import Gazetteer
    >>> Gazetteer.bundled().get("610431")
    Division(code='610431', name='武功县', level='district', short='武功', parent='6104')
    """

    code: str
    name: str
    level: LevelName
    short: str
    parent: str


class Change(NamedTuple):
    """One dated change: until when a name was in force, and what took its place.

    Attributes:
        name: the old name.
        level: level of what bore it.
        code: its code then; empty where unknown.
        parent: code of the division it belonged to, as that division is coded today.
        until: the last year or day it may have been in force (`2015`, `2025-12-31`).
        successors: codes of today; several where it was split, none where nobody says.
        source: id of the table that the change comes from (see `SOURCES.toml`).
    """

    name: str
    level: LevelName
    code: str
    parent: str
    until: str
    successors: tuple[str, ...]
    source: str
