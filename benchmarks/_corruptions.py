"""What happens to a record on its way: spellings, slips, parts left out."""

import random
from collections.abc import Iterator

from _county import County, Parts, Shape

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
NOTES = [
    "(原老供销社旁)",
    "（空户）",
    " 自建房",
    "（已拆）",
    "，联系电话13800000000",
    "（二层）",
]


def _edit_name(rng: random.Random, parts: Parts, edit: str) -> Parts:
    level = rng.choice([k for k in ("village", "village", "road", "compound") if k in parts])
    name = parts[level]
    stem = name[:-2] if level == "compound" else _stem(name)
    changed = EDITS[edit](rng, stem)
    return {**parts, level: changed + name[len(stem) :]} if changed != stem else parts


def _stem(name: str) -> str:
    """A name without the word for what it is; the whole where it ends in none."""
    ending = next((e for e in ENDINGS if name.endswith(e) and len(name) > len(e)), "")
    return name.removesuffix(ending)


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
ENDINGS = ["村委会", "居委会", "社区", "生活区", "村", "大街", "大道", "街", "路", "巷", "里"]
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
    ending = next((e for e in ("街道", "镇", "乡") if town.endswith(e)), "")
    return {**parts, "town": town.removesuffix(ending)} if ending else parts


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
            if number is not None and number < 10_000 and "-" not in tail[key]:
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
