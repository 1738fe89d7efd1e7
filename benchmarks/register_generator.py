"""A seeded, made-up county register with its truth: clean rows, corrupted copies, look-alikes.

Every door has one clean record and up to three corrupted ones, each with the name of its
corruption; some doors get a look-alike that is a different door. Counties, towns and villages
are drawn from the gazetteer (with made-up sibling villages added), roads, compounds, doors and
everything that happens to them are made up. Write one with

    python benchmarks/register_generator.py --rows 10000 --seed 1 -o /tmp/register
"""

import argparse
import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from doorplate.divisions import Division, Gazetteer

Parts = dict[str, str]

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
HOMOPHONES = [
    "营莹迎赢", "李里理礼", "王汪", "张章", "刘留流", "陈程", "杨阳扬", "庄装", "家佳加",
    "沟钩", "湾弯", "坪平评", "堡宝保", "寺四", "桥乔侨", "河何合和", "岭领", "岗刚钢",
    "泉全", "清青", "安鞍", "兴星", "龙隆", "凤奉", "金今", "石时", "永勇", "长常",
    "峪玉裕", "塬原园", "店殿", "集级", "关观", "川穿", "朱珠", "高皋", "林临", "梁粮",
    "郭国", "徐许", "周州", "吴武", "孙荪", "胡湖", "黄皇", "赵照", "华花", "民名",
    "建健", "文闻", "新欣", "光广", "明鸣", "团湍", "富福", "宾滨", "育玉", "友有",
    "胜盛",
]  # fmt: skip
SHAPES = [
    "营菅莹", "王玉", "李季", "杨扬", "陈阵", "未末", "土士", "沟构", "坪评", "堡煲",
    "桥侨", "岭岑", "岗岚", "泉帛", "清请", "长张", "石右", "永水", "塬源", "关送",
    "朱未", "高亭", "林材", "郭部", "徐除", "周同", "吴昊", "胡湖", "赵起", "刘对",
    "孙孔", "马鸟", "宋宗", "郑邓", "何河", "罗岁", "谢射", "韩朝", "唐康", "冯马",
    "程逞", "许计", "沈沉", "民氏", "建健", "文丈", "新析", "明朋", "团困", "宾滨",
    "青责", "车东", "业亚", "设没", "放政", "利刑", "城诚", "人入", "和秋", "福富",
]  # fmt: skip
CONTRAST = ["东西", "南北", "上下", "大小", "前后"]
NOTES = [
    "(原老供销社旁)",
    "（空户）",
    " 自建房",
    "（已拆）",
    "，联系电话13800000000",
    "（二层）",
]


@dataclass(frozen=True, slots=True)
class Shape:
    """How messy a register is; shares are of doors or records."""

    copies: tuple[int, ...] = (25, 30, 30, 15)
    double: float = 0.2
    lookalike: float = 0.08
    siblings: float = 0.3


class Row(NamedTuple):
    """One record: the text a clerk wrote, what it means, the door it stands for."""

    id: str
    door: int
    text: str
    parts: Parts
    classes: tuple[str, ...]


@dataclass(slots=True)
class Register:
    """Rows with their truth; `lookalikes` are (door, other door, kind)."""

    rows: list[Row] = field(default_factory=list)
    lookalikes: list[tuple[int, int, str]] = field(default_factory=list)
    places: list[Parts] = field(default_factory=list)


@dataclass(slots=True)
class Village:
    """One village: its names, its size, how its doors are numbered."""

    parts: Parts
    weight: float
    scheme: str
    streets: list[str]
    sibling: "Village | None" = None


class County:
    """A county: towns and villages with siblings, made-up town roads and compounds."""

    def __init__(self, rng: random.Random, shape: Shape) -> None:
        self.rng, self.shape = rng, shape
        self.villages: list[Village] = []
        self.towns = self._choose(Gazetteer.bundled())
        self._add_siblings()
        self.roads = [
            (town, name + rng.choice(["路", "街", "大街", "东路", "西路", "南街", "北街"]))
            for town in self.towns
            for name in rng.sample(ROADS, 6)
        ]
        self.compounds = [
            (*rng.choice(self.roads), name + rng.choice(["小区", "花园", "家园"]))
            for name in rng.sample(COMPOUNDS, 40)
        ]

    def _choose(self, gazetteer: Gazetteer) -> list[str]:
        """A county of 120 to 400 villages, its towns; fills `villages` and `base`."""
        while True:
            district = _drawn(self.rng, gazetteer)
            towns = [t for t in gazetteer.children(district.code) if t.level == "town"]
            below = {t.name: gazetteer.children(t.code) for t in towns}
            if district.name.endswith("县") and 120 <= sum(map(len, below.values())) <= 400:
                break
        province, city = (d.name for d in gazetteer.path(district.code)[:2])
        self.base = {"province": province, "city": city, "district": district.name}
        for town, villages in below.items():
            for name in dict.fromkeys(v.name for v in villages):
                self._village(town, name)
        return list(below)

    def _village(self, town: str, name: str) -> Village:
        rng = self.rng
        scheme = rng.choices(["group", "serial", "street"], [5, 2, 3])[0]
        streets = [rng.choice("东西南北中") + rng.choice("街巷路") for _ in range(3)]
        village = Village(
            {**self.base, "town": town, "village": name},
            rng.lognormvariate(0, 1.1),
            scheme,
            sorted(set(streets)),
        )
        self.villages.append(village)
        return village

    def _add_siblings(self) -> None:
        """Villages one character from another, until a share of all has one."""
        taken = {(v.parts["town"], v.parts["village"]) for v in self.villages}
        for village in list(self.villages):
            name, town = village.parts["village"], village.parts["town"]
            if self.rng.random() >= self.shape.siblings / 2 or name[-1] != "村":
                continue
            other = self._sibling(name[:-1]) + "村"
            if (town, other) not in taken and len(other) > 2:
                taken.add((town, other))
                village.sibling = self._village(town, other)
                village.sibling.sibling = village

    def _sibling(self, name: str) -> str:
        rng = self.rng
        kind = rng.random()
        if kind < 0.35:
            for pair in CONTRAST:
                if name[0] in pair:
                    return pair[1 - pair.index(name[0])] + name[1:]
            return rng.choice("东西南北上下前后") + name
        if kind < 0.7:
            return rng.choice(SURNAMES) + name[1:]
        return name[:-1] + rng.choice(SECONDS)

    def doors(self, count: int) -> Iterator[Parts]:
        """`count` different doors."""
        rng, seen = self.rng, set[tuple[tuple[str, str], ...]]()
        weights = [v.weight for v in self.villages]
        while len(seen) < count:
            kind = rng.random()
            if kind < 0.7:
                parts = self._village_door(rng.choices(self.villages, weights)[0], count)
            elif kind < 0.88:
                parts = self._road_door(count)
            else:
                parts = self._flat(count)
            key = tuple(sorted(parts.items()))
            if key not in seen:
                seen.add(key)
                yield parts

    def _number(self, top: int) -> Parts:
        rng = self.rng
        parts = {"number": f"{rng.randint(1, max(9, top))}号"}
        if rng.random() < 0.12:
            parts["subnumber"] = f"附{rng.randint(1, 6)}"
        return parts

    def _village_door(self, village: Village, count: int) -> Parts:
        rng, parts = self.rng, dict(village.parts)
        top = int(20 + count * village.weight / 195)
        if village.scheme == "group":
            parts["group"] = f"{rng.randint(1, 9)}组"
            return parts | self._number(top // 6)
        if village.scheme == "street":
            parts["road"] = rng.choice(village.streets)
            return parts | self._number(top // 2)
        return parts | self._number(top)

    def _road_door(self, count: int) -> Parts:
        rng = self.rng
        town, road = rng.choice(self.roads)
        parts = {**self.base, "town": town, "road": road}
        if rng.random() < 0.25:
            parts["lane"] = f"{rng.randint(1, 30)}巷"
        return parts | self._number(60 + count // 300)

    def _flat(self, count: int) -> Parts:
        rng = self.rng
        town, road, compound = rng.choice(self.compounds)
        return {
            **self.base, "town": town, "road": road,
            "compound": compound, "building": f"{rng.randint(1, 12 + count // 4000)}号楼",
            "unit": f"{rng.randint(1, 4)}单元",
            "room": f"{rng.randint(1, 11)}0{rng.randint(1, 4)}室",
        }  # fmt: skip


def _drawn(rng: random.Random, gazetteer: Gazetteer) -> Division:
    """Any district, by walking down from the provinces."""
    found = [d for d in gazetteer.children("") if int(d.code) < 70]
    while True:
        choice = rng.choice(found)
        if choice.level == "district":
            return choice
        found = [d for d in gazetteer.children(choice.code) if d.level in {"city", "district"}]
        found = found or [d for d in gazetteer.children("") if int(d.code) < 70]


# Look-alikes: different doors ---------------------------------------------------------------


def lookalike(rng: random.Random, county: County, door: Parts) -> tuple[Parts, str] | None:
    """A different door that differs from `door` in one thing, and the name of the thing."""
    made = [(LOOKALIKES[kind](county, rng, door), kind) for kind in LOOKALIKES]
    made = [(other, kind) for other, kind in made if other and other != door]
    if not made:
        return None
    rare = [entry for entry in made if entry[1] not in {"digit_add", "one_off", "sub"}]
    return rng.choice(rare if rare and rng.random() < 0.6 else made)


def _swap_digits(_c: County, _r: random.Random, door: Parts) -> Parts:
    digits = door.get("number", "")[:-1]
    if len(digits) < 2 or digits[::-1].startswith("0"):
        return {}
    return {**door, "number": digits[::-1] + "号"}


def _add_digit(_c: County, rng: random.Random, door: Parts) -> Parts:
    number = door.get("number", "")[:-1]
    return {**door, "number": f"{number}{rng.randint(0, 9)}号"} if number else {}


def _one_off(_c: County, _r: random.Random, door: Parts) -> Parts:
    number = door.get("number", "")[:-1]
    return {**door, "number": f"{int(number) + 1}号"} if number else {}


def _sub(_c: County, rng: random.Random, door: Parts) -> Parts:
    return {**door, "subnumber": f"附{rng.randint(1, 9)}"} if "number" in door else {}


def _group(_c: County, rng: random.Random, door: Parts) -> Parts:
    return {**door, "group": f"{rng.randint(1, 9)}组"} if "group" in door else {}


def _building(_c: County, _r: random.Random, door: Parts) -> Parts:
    if "building" not in door:
        return {}
    unit, building = door["unit"][:-2], door["building"][:-2]
    return {**door, "building": f"{unit}号楼", "unit": f"{building}单元"}


def _room(_c: County, rng: random.Random, door: Parts) -> Parts:
    return (
        {**door, "room": f"{rng.randint(1, 11)}0{rng.randint(1, 4)}室"}
        if "room" in door
        else {}
    )


def _lane(_c: County, _r: random.Random, door: Parts) -> Parts:
    if "lane" not in door:
        return {}
    return {**door, "lane": door["number"][:-1] + "巷", "number": door["lane"][:-1] + "号"}


def _sibling_village(county: County, _r: random.Random, door: Parts) -> Parts:
    for village in county.villages:
        same = all(village.parts[key] == door.get(key) for key in ("town", "village"))
        if village.sibling and same:
            return {**door, "village": village.sibling.parts["village"]}
    return {}


def _direction(_c: County, _r: random.Random, door: Parts) -> Parts:
    road = door.get("road", "")
    for a, b in ("东西", "南北"):
        for x, y in ((a, b), (b, a)):
            if x in road:
                return {**door, "road": road.replace(x, y)}
    return {}


LOOKALIKES = {
    "digit_swap": _swap_digits, "digit_add": _add_digit, "one_off": _one_off, "sub": _sub,
    "group": _group, "building_unit": _building, "room": _room, "lane_number": _lane,
    "sibling_village": _sibling_village, "direction_road": _direction,
}  # fmt: skip


# Corruptions --------------------------------------------------------------------------------


def _edit_name(rng: random.Random, parts: Parts, edit: str) -> Parts:
    level = rng.choice([k for k in ("village", "village", "road", "compound") if k in parts])
    name = parts[level]
    stem = name[:-2] if level == "compound" else name[:-1]
    changed = EDITS[edit](rng, stem)
    return {**parts, level: changed + name[len(stem) :]} if changed != stem else parts


def _from_groups(groups: list[str], rng: random.Random, stem: str) -> str:
    spots = [(i, g) for i, c in enumerate(stem) for g in groups if c in g]
    if not spots:
        return stem
    i, group = rng.choice(spots)
    other = rng.choice([c for c in group if c != stem[i]])
    return stem[:i] + other + stem[i + 1 :]


def _drop_char(rng: random.Random, stem: str) -> str:
    if len(stem) < 2:
        return stem
    i = rng.randrange(len(stem))
    return stem[:i] + stem[i + 1 :]


def _swap_chars(rng: random.Random, stem: str) -> str:
    if len(stem) < 2:
        return stem
    i = rng.randrange(len(stem) - 1)
    return stem[:i] + stem[i + 1] + stem[i] + stem[i + 2 :]


EDITS = {
    "homophone": lambda rng, stem: _from_groups(HOMOPHONES, rng, stem),
    "shape": lambda rng, stem: _from_groups(SHAPES, rng, stem),
    "char_drop": _drop_char,
    "char_swap": _swap_chars,
}
SPELLINGS = [
    "chinese_number",
    "wide",
    "dash_sub",
    "zhi_sub",
    "blanks",
    "note",
    "no_hao",
    "building_dash",
]
DROPS = {
    "drop_province": ["province"], "drop_city": ["city"], "drop_admin": ["province", "city"],
    "drop_county": ["province", "city", "district"], "drop_town": ["town"],
    "drop_village": ["village"], "drop_road": ["road"],
}  # fmt: skip
CLASSES = [*SPELLINGS, *DROPS, *EDITS, "wrong_town", "suffix"]


def corrupt(rng: random.Random, county: County, parts: Parts, name: str) -> Parts:
    """The parts after one corruption; equal to `parts` where it does not apply."""
    if name in EDITS:
        return _edit_name(rng, parts, name)
    if name == "wrong_town":
        return {**parts, "town": rng.choice(county.towns)}
    if name == "suffix":
        return _without_suffix(parts)
    needed = {"drop_village": "road", "drop_road": "compound"}.get(name)
    if needed and needed not in parts:
        return parts
    return {k: v for k, v in parts.items() if k not in DROPS.get(name, ())}


def _without_suffix(parts: Parts) -> Parts:
    town = parts.get("town", "")
    short = town.removesuffix("街道") if town.endswith("街道") else town[:-1]
    return {**parts, "town": short} if town else parts


_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


def chinese(number: int) -> str:
    """A Chinese numeral below 10,000."""
    if number < 10:
        return "零一二三四五六七八九"[number]
    for unit, word in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            head, tail = divmod(number, unit)
            start = "" if unit == 10 and head == 1 else chinese(head)
            gap = "零" if tail and tail < unit // 10 else ""
            rest = chinese(tail) if tail else ""
            if unit > 10 and 10 <= tail < 20:
                rest = "一" + rest
            return start + word + gap + rest
    raise AssertionError


def _plain(value: str) -> int | None:
    digits = "".join(c for c in value if c.isdigit())
    return int(digits) if digits else None


def render(rng: random.Random, parts: Parts, spellings: set[str]) -> str:
    """The text of a record in the spellings asked for."""
    tail = dict(parts)
    sub = tail.get("subnumber", "")
    if sub and "dash_sub" in spellings:
        tail |= {"number": f"{tail['number'][:-1]}-{sub[1:]}号", "subnumber": ""}
    elif sub and "zhi_sub" in spellings:
        tail["subnumber"] = "之" + chinese(int(sub[1:]))
    elif sub and rng.random() < 0.3:
        tail["subnumber"] += "号"
    if "building_dash" in spellings and {"building", "unit", "room"} <= tail.keys():
        tail |= {"building": f"{_plain(tail['building'])}-{_plain(tail['unit'])}-", "unit": ""}
        tail["room"] = str(_plain(tail["room"]))
    elif "chinese_number" in spellings:
        for key in ("group", "number", "building", "unit"):
            number = _plain(tail.get(key, ""))
            if number is not None and "-" not in tail[key]:
                tail[key] = tail[key].replace(str(number), chinese(number))
    if "no_hao" in spellings and not tail.get("subnumber") and "number" in tail:
        tail["number"] = tail["number"].removesuffix("号")
    words = [tail[key] for key in ORDER if tail.get(key)]
    text = (" " if "blanks" in spellings else "").join(words)
    text = text.translate(_DIGITS) if "wide" in spellings else text
    return text + (rng.choice(NOTES) if "note" in spellings else "")


ORDER = [
    "province", "city", "district", "town", "village", "group", "road", "lane",
    "compound", "number", "subnumber", "building", "unit", "room",
]  # fmt: skip


def copies(
    rng: random.Random, county: County, shape: Shape, door: Parts
) -> Iterator[tuple[Parts, str, tuple[str, ...]]]:
    """The clean record of a door and its corrupted ones: parts, text, corruptions."""
    yield door, render(rng, door, set()), ()
    for _ in range(rng.choices(range(len(shape.copies)), shape.copies)[0]):
        wanted = rng.sample(CLASSES, 2 if rng.random() < shape.double else 1)
        parts, done = door, list[str]()
        for name in wanted:
            changed = corrupt(rng, county, parts, name) if name not in SPELLINGS else parts
            if changed != parts or name in SPELLINGS:
                done.append(name)
            parts = changed
        yield parts, render(rng, parts, set(done)), tuple(done)


def generate(rows: int, seed: int = 1, shape: Shape | None = None) -> Register:
    """A register of about `rows` records; equal arguments give equal registers."""
    shape = shape or Shape()
    rng, register = random.Random(seed), Register()
    counties = max(1, rows // 200_000)
    average = 1 + sum(i * w for i, w in enumerate(shape.copies)) / sum(shape.copies)
    for _ in range(counties):
        county = County(rng, shape)
        _fill(rng, county, shape, int(rows / counties / average), register)
        register.places += [v.parts for v in county.villages]
        register.places += [{**county.base, "town": t, "road": r} for t, r in county.roads]
        register.places += [
            {**county.base, "town": t, "road": r, "compound": c} for t, r, c in county.compounds
        ]
    rng.shuffle(register.rows)
    return register


def _fill(rng: random.Random, county: County, shape: Shape, doors: int, out: Register) -> None:
    made: dict[tuple[tuple[str, str], ...], int] = {}

    def add(door: Parts) -> int:
        key = tuple(sorted(door.items()))
        if key not in made:
            made[key] = number = out.rows[-1].door + 1 if out.rows else 0
            for parts, text, classes in copies(rng, county, shape, door):
                out.rows.append(Row(f"r{len(out.rows):07d}", number, text, parts, classes))
        return made[key]

    for door in county.doors(int(doors / (1 + shape.lookalike))):
        number = add(door)
        other = lookalike(rng, county, door) if rng.random() < shape.lookalike else None
        if other:
            out.lookalikes.append((number, add(other[0]), other[1]))


def main() -> None:
    """Write `rows.csv`, `lookalikes.csv` and `places.csv`."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("-o", "--out", type=Path, required=True)
    args = options.parse_args()
    register = generate(args.rows, args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    with (args.out / "rows.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "door", "text", "classes"])
        writer.writerows((r.id, r.door, r.text, " ".join(r.classes)) for r in register.rows)
    with (args.out / "lookalikes.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("door", "other", "kind"), *register.lookalikes])
    with (args.out / "places.csv").open("w", newline="", encoding="utf-8") as file:
        keys = ["province", "city", "district", "town", "village", "road", "compound"]
        table = csv.DictWriter(file, keys)
        table.writeheader()
        table.writerows(register.places)


if __name__ == "__main__":
    main()
