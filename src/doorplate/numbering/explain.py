"""A policy in sentences that an office can check against its own rule book."""

from collections.abc import Iterator, Sequence

from doorplate._text import Text
from doorplate.errors import PolicyError
from doorplate.numbering.checked import checked
from doorplate.numbering.policy import Policy, Sector

__all__ = ["explain_policy"]

_SECTOR_ZH = {
    Sector.N: "北", Sector.NE: "东北", Sector.E: "东", Sector.SE: "东南",
    Sector.S: "南", Sector.SW: "西南", Sector.W: "西", Sector.NW: "西北",
}  # fmt: skip


@checked(PolicyError)
def explain_policy(policy: Policy) -> tuple[Text, ...]:
    """What the policy decides, one sentence per rule, and what its source leaves open.

    >>> from doorplate.numbering import load_policy
    >>> explain_policy(load_policy("beijing-2012"))[1].en
    'Counting starts at the N, E, NE, NW end; a dead end counts from its mouth.'
    """
    return (
        Text(f"依据：{policy.source.title}（所见：{policy.source.seen[0]}）",
             f"Source: {policy.source.title} (seen: {policy.source.seen[1]})"),
        *_where(policy),
        _counting(policy),
        *_kept_free(policy),
        _sub(policy),
        *_gates(policy),
        *_changes(policy),
        *_grid(policy),
        *(Text(f"依据未定：{zh}", f"Left open by the source: {en}")
          for zh, en in policy.source.open),
    )  # fmt: skip


def _sectors(chosen: Sequence[Sector]) -> tuple[str, str]:
    return "、".join(_SECTOR_ZH[s] for s in chosen), ", ".join(chosen)


def _where(policy: Policy) -> Iterator[Text]:
    zh, en = _sectors(policy.start.from_sectors)
    mouth = policy.start.dead_end == "mouth"
    yield Text(
        f"从{zh}端起编；尽端路{'从路口' if mouth else '同样按方位'}起编。",
        f"Counting starts at the {en} end; a dead end counts "
        f"{'from its mouth' if mouth else 'by its bearing'}.",
    )
    zh, en = _sectors(policy.parity.odd)
    yield {
        "left_odd": Text(
            "沿编号方向左单右双。", "Odd on the left, looking along the counting."
        ),
        "right_odd": Text(
            "沿编号方向右单左双。", "Odd on the right, looking along the counting."
        ),
        "compass": Text(f"{zh}侧为单号。", f"Odd on the {en} side."),
        "none": Text("不分单双，依次编号。", "1, 2, 3 … without regard to the side."),
    }[policy.parity.mode]
    yield {
        "parity": Text("单侧有门的街道仍用该侧单双。", "A one-sided street keeps its parity."),
        "consecutive": Text("单侧有门的街道连续编号。", "A one-sided street counts 1, 2, 3 …"),
    }[policy.parity.one_sided]


def _counting(policy: Policy) -> Text:
    metres = f"{policy.counting.unit_cm / 100:g}"
    return {
        "sequence": Text("按门依次编号，不留空号。", "Each door takes the next number."),
        "step": Text(f"同侧每门递进 {policy.counting.step} 个号位。",
                     f"Each door takes the number {policy.counting.step} places on."),
        "nearest": Text(f"按米编号，同侧每 {metres} 米一号，取最近的号。",
                        f"By the metre: one number of a side per {metres} m, the nearest."),
        "interval": Text(f"按米编号，同侧每 {metres} 米一段一号。",
                         f"By the metre: one number of a side per interval of {metres} m."),
    }[policy.counting.mode]  # fmt: skip


def _kept_free(policy: Policy) -> Iterator[Text]:
    reserve, skip = policy.reserve, policy.skip
    if reserve.frontage_cm:
        metres = f"{reserve.frontage_cm / 100:g}"
        yield Text(f"空地、围墙每 {metres} 米留一号。",
                   f"One number is kept per {metres} m of vacant land or wall.")  # fmt: skip
    if reserve.every:
        yield Text(f"每 {reserve.every} 户留一号。",
                   f"One number is kept after every {reserve.every} doors.")  # fmt: skip
    if reserve.alley_mouth:
        yield Text(f"无名巷口留 {reserve.alley_mouth} 号。",
                   f"{reserve.alley_mouth} kept at an unnamed alley's mouth.")  # fmt: skip
    if reserve.start or reserve.end:
        yield Text(f"街道起端留 {reserve.start} 号，路段末端留 {reserve.end} 号。",
                   f"{reserve.start} kept before a street's first door, {reserve.end} behind "
                   f"a section's last.")  # fmt: skip
    if not reserve.plots:
        yield Text("空地不留号。", "An empty plot holds no number.")
    if skip.forbidden:
        yield Text("不得跳号。", "No number may be skipped.")
    if skip.numbers or skip.endings:
        listed = [str(n) for n in skip.numbers] + [f"…{n}" for n in skip.endings]
        yield Text(f"跳过：{'、'.join(listed)}。", f"Skipped: {', '.join(listed)}.")


def _sub(policy: Policy) -> Text:
    if not policy.sub.allowed:
        return Text("不设附号。", "There are no sub-numbers.")
    return Text(
        f"两号之间无号时编前一号的附号，至多 {policy.sub.maximum}。",
        f"Where no number is left between two, the one before gets sub-numbers up to "
        f"{policy.sub.maximum}.",
    )


def _gates(policy: Policy) -> Iterator[Text]:
    yield {
        "main_entrance": Text("转角房屋按正门所在街道编号。",
                              "A corner house is numbered where its main gate is."),
        "trunk_road": Text("转角房屋按主干道编号。",
                           "A corner house is numbered on the trunk road."),
        "each_entrance": Text("转角房屋各门按所在街道编号。",
                              "Each gate of a corner house is numbered on its street."),
    }[policy.corner.rule]  # fmt: skip
    yield {
        "aux_plate": Text("一户多门：余门挂同号。", "Further gates repeat the number."),
        "own_number": Text("一户多门：各自编号。", "Further gates are numbered each."),
        "none": Text("一户多门：余门不挂牌。", "Further gates get no plate."),
    }[policy.gates.extra]
    if policy.lanes.naming == "mouth_number":
        yield Text("巷弄以巷口门牌号为名。", "A lane is named by the number at its mouth.")


_RURAL = {
    "street": Text("街巷", "street"),
    "group": Text("村民小组", "villagers' group"),
    "row": Text("排", "row"),
    "hamlet": Text("自然村", "hamlet"),
    "village": Text("村", "village"),
}


def _changes(policy: Policy) -> Iterator[Text]:
    place = _RURAL[policy.rural.scope]
    yield Text(
        f"农村以{place.zh}为编号范围。", f"In villages numbers are unique per {place.en}."
    )
    if policy.reuse.rule == "never":
        yield Text("停用的号永不给别的门。", "A retired number never goes to another door.")
    else:
        yield Text("停用的号在新批次可再用。", "A retired number is free in a new epoch.")
    if policy.reuse.restore:
        yield Text("原址重建恢复原号。", "A house rebuilt on its plot gets its number back.")


def _grid(policy: Policy) -> Iterator[Text]:
    grid = policy.grid
    least, most, whole = grid.minimum, grid.maximum, not grid.split_street
    yield Text(
        f"网格以 {grid.target} 户为目标"
        f"{f'，至少 {least} 户' if least else ''}{f'，至多 {most} 户' if most else ''}，"
        f"按 {grid.order} 排序，{'不' if whole else '可'}拆街。",
        f"Grids aim at {grid.target} households"
        f"{f', at least {least}' if least else ''}{f', at most {most}' if most else ''}, "
        f"in the order {grid.order}; "
        f"streets are {'kept whole' if whole else 'cut where needed'}.",
    )
    if policy.scope == "grid":
        yield Text("门牌号在网格内唯一。", "Door numbers are unique per grid.")
