"""Varied addresses of the whole country, seeded: any county, many streets, villages, tails."""

import random

from doorplate.divisions import Division, Gazetteer

_NAMES = [
    "人民", "解放", "中山", "建设", "和平", "胜利", "光明", "新华", "文化", "团结", "友谊",
    "幸福", "东风", "红旗", "青年", "育才", "学府", "科技", "创业", "工业", "滨江", "沿河",
    "湖滨", "长江", "黄河", "天山", "泰山", "华山", "昆仑", "峨眉", "迎宾", "站前", "朝阳",
    "向阳", "金山", "银河", "紫荆", "牡丹", "玫瑰", "桂花", "龙腾", "凤凰", "麒麟", "白鹤",
    "石桥", "清泉", "兴隆", "永安", "太平", "长乐", "富民", "振兴", "昌盛", "文昌", "武胜",
    "崇文", "北环", "南环", "东环", "西环", "世纪", "望江", "香榭", "梧桐", "银杏", "枫林",
    "翠竹", "松柏", "文三", "天目山",
]  # fmt: skip
_WAYS = ("路", "路", "路", "街", "大道", "巷", "东路", "北街")
_ESTATES = ("小区", "花园", "家园", "新村", "公寓", "苑", "广场", "大厦")
_ON_A_STREET = (
    "{a}号",
    "{a}号",
    "{a}-{b}号",
    "{a}号附{b}",
    "{a}弄{b}号",
    "{a}号{b}室",
    "{a}号{estate}",
    "{a}号{b}号楼{c}单元{c}0{b}室",
    "{a}号{estate}{b}幢{c}单元{c}0{b}室",
    "{a}号{estate}{b}栋{room}",
    "{estate}{b}-{c}-{room}",
    "{a}号{estate}{b}座{c}层",
)
_IN_A_VILLAGE = ("{b}组", "{b}组{a}号", "{a}号", "第{c}村民小组{a}号", "{b}队{a}号", "")


def varied(count: int, seed: int = 7) -> list[str]:
    """Some addresses: a town is named in half of them, the province in most."""
    draw, gazetteer = random.Random(seed), Gazetteer.bundled()
    upper = [row.division for row in gazetteer.tables.upper.values()]
    counties = [one for one in upper if one.level == "district"]
    return [_address(draw, gazetteer, draw.choice(counties)) for _ in range(count)]


def _address(draw: random.Random, gazetteer: Gazetteer, county: Division) -> str:
    head = [one.name for one in gazetteer.path(county.code)]
    chance = draw.random()
    if chance < 0.15:
        head = head[1:]
    elif chance < 0.25:
        head = head[-1:]
    elif chance < 0.30:
        head = [gazetteer.path(county.code)[0].short, *head[1:]]
    towns = [one for one in gazetteer.children(county.code) if one.level == "town"]
    town = draw.choice(towns) if towns and draw.random() < 0.5 else None
    named = [*head, town.name] if town else head
    villages = gazetteer.children(town.code) if town and draw.random() < 0.4 else ()
    if villages:
        return _filled(draw, "".join([*named, draw.choice(villages).name]), _IN_A_VILLAGE)
    street = draw.choice(_NAMES) + draw.choice(_WAYS)
    return _filled(draw, "".join([*named, street]), _ON_A_STREET)


def _filled(draw: random.Random, head: str, tails: tuple[str, ...]) -> str:
    return head + draw.choice(tails).format(
        a=draw.randint(1, 400),
        b=draw.randint(1, 20),
        c=draw.randint(1, 6),
        room=draw.randint(101, 2_806),
        estate=draw.choice(_NAMES) + draw.choice(_ESTATES),
    )
