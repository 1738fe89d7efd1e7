"""Names for made-up registers: from the gazetteer, or composed of syllables.

A style says where the names of a county come from. `gazetteer` takes a real county with its
towns and villages; `invented` keeps the province and city and composes everything below;
`plain` does the same with few patterns and short names, so that many names are near others.
"""

import random
from collections.abc import Callable
from typing import NamedTuple

from doorplate.divisions import Division, Gazetteer

SURNAMES = list(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
)
SECONDS = "营寨堡屯沟坪湾河桥店庙寺塔井泉岭岗坡塬城峪集口关台垣窑园林山川洼淀"
ROADS = [
    "人民", "解放", "建设", "和平", "文化", "中山", "胜利", "新华", "光明", "团结",
    "兴业", "富强", "迎宾", "振兴", "育才", "工业", "滨河", "环城", "学府", "健康",
    "幸福", "友谊", "广场", "车站", "劳动", "青年",
]  # fmt: skip
COMPOUNDS = [a + b for a in "锦丽金翠碧阳春福祥瑞" for b in "绣水苑华园城湖景庭泰"]
LUCKY = "永安平兴隆福长泰和顺义德仁信昌盛太康宁宝丰"
LAND = "青石白黄黑红双清龙凤金银柳槐杨松梅竹莲桃梨枣枫荷鹤马牛羊"
SIDES = "东西南北前后上下大小"
NUMERALS = "二三四五六七八九十"
STREETS = "街路巷"


class Drawn(NamedTuple):
    """The names of one county: its head, and the villages of every town."""

    head: tuple[str, str, str]
    towns: dict[str, list[str]]


class Style(NamedTuple):
    """Where names come from."""

    county: Callable[[random.Random], Drawn]
    road: Callable[[random.Random], str]
    compound: Callable[[random.Random], str]
    street: Callable[[random.Random], str]


def _real(rng: random.Random) -> Drawn:
    """A county of 120 to 400 villages."""
    gazetteer = Gazetteer.bundled()
    while True:
        district = _district(rng, gazetteer)
        towns = [t for t in gazetteer.children(district.code) if t.level == "town"]
        below = {t.name: [v.name for v in gazetteer.children(t.code)] for t in towns}
        province, city = (d.name for d in gazetteer.path(district.code)[:2])
        usual = district.name.endswith("县") and city != district.name
        if usual and 120 <= sum(map(len, below.values())) <= 400:
            break
    unique = {town: list(dict.fromkeys(names)) for town, names in below.items()}
    return Drawn((province, city, district.name), unique)


def _district(rng: random.Random, gazetteer: Gazetteer) -> Division:
    """Any district, by walking down from the provinces."""
    found = [d for d in gazetteer.children("") if int(d.code) < 70]
    while True:
        choice = rng.choice(found)
        if choice.level == "district":
            return choice
        found = [d for d in gazetteer.children(choice.code) if d.level in {"city", "district"}]
        found = found or [d for d in gazetteer.children("") if int(d.code) < 70]


def _two(rng: random.Random) -> str:
    return rng.choice(LUCKY + LAND) + rng.choice(LUCKY + SECONDS)


def _invented(rng: random.Random, village: Callable[[random.Random], str]) -> Drawn:
    """A county that no table has, below a real city."""
    province, city, _ = _real(rng).head
    district = _two(rng) + "县"
    towns: dict[str, list[str]] = {}
    while len(towns) < rng.randint(10, 18):
        towns[_two(rng) + rng.choices(["镇", "乡", "街道"], [6, 3, 1])[0]] = []
    for names in towns.values():
        wanted = rng.randint(8, 22)
        while len(names) < wanted:
            name = village(rng) + rng.choices(["村", "社区"], [9, 1])[0]
            if name not in names:
                names.append(name)
    return Drawn((province, city, district), towns)


def _village(rng: random.Random) -> str:
    """A village name without its ending, of one of the usual makes."""
    kind, second = rng.random(), rng.choice(SECONDS + "庄庄庄")
    if kind < 0.3:
        name = rng.choice(SURNAMES) + rng.choice(["", "家"]) + second
    elif kind < 0.5:
        name = rng.choice(LAND) + rng.choice(LAND + LUCKY) + second
    elif kind < 0.65:
        name = rng.choice(NUMERALS) + rng.choice(["里", "道", "棵", "家"]) + second
    else:
        name = rng.choice(LUCKY + LAND) + rng.choice(LUCKY + SECONDS)
    return rng.choice(SIDES) + name if rng.random() < 0.15 else name


def _plain_village(rng: random.Random) -> str:
    return rng.choice(SURNAMES) + rng.choice(["", "家"]) + rng.choice("庄屯营寨沟坪湾桥店庙")


def _road(rng: random.Random) -> str:
    ends = ["路", "街", "大街", "东路", "西路", "南街", "北街"]
    return rng.choice(ROADS) + rng.choice(ends)


def _new_road(rng: random.Random) -> str:
    side = rng.choice(SIDES[:4]) if rng.random() < 0.25 else ""
    return _two(rng) + side + rng.choice(["路", "街", "大街", "大道", "路", "街"])


def _street(rng: random.Random) -> str:
    return rng.choice("东西南北中") + rng.choice(STREETS)


def _new_street(rng: random.Random) -> str:
    return _street(rng) if rng.random() < 0.5 else _two(rng) + rng.choice(STREETS)


def _compound(rng: random.Random) -> str:
    return rng.choice(COMPOUNDS) + rng.choice(["小区", "花园", "家园"])


def _new_compound(rng: random.Random) -> str:
    ends = ["小区", "花园", "家园", "新村", "佳苑", "公寓"]
    return rng.choice(LAND + LUCKY) + rng.choice(LUCKY + SECONDS) + rng.choice(ends)


STYLES = {
    "gazetteer": Style(_real, _road, _compound, _street),
    "invented": Style(lambda r: _invented(r, _village), _new_road, _new_compound, _new_street),
    "plain": Style(lambda r: _invented(r, _plain_village), _road, _compound, _street),
}
