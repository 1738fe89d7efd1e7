"""The result of a clean-up as the report shows it."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from doorplate._text import Text
from doorplate.address import DoorNumber
from doorplate.findings import Defect, FindingKind
from doorplate.jobs.intake import Intake, role_text
from doorplate.jobs.outputs import Printed
from doorplate.jobs.place import Village
from doorplate.numbering import Policy, Sector, Side, load_policy, policy_names
from doorplate.pipeline import CleanDoor, Cleaned, DoorState, Found, Reject, Verb
from doorplate.report import (
    CheckRow,
    ColumnRow,
    Coverage,
    DecisionGroup,
    DecisionRow,
    DefectGroup,
    Example,
    GridRow,
    MapDoor,
    MapStreet,
    PolicyBox,
    QuestionRow,
)

_FEW = 5
_QUESTIONS = 30

KIND_TEXT: Mapping[FindingKind, Text] = {
    FindingKind.DUP_RECORD: Text("同一门重复登记", "one door entered twice"),
    FindingKind.DUP_NUMBER: Text("两门一号", "several doors, one number"),
    FindingKind.DUP_DOOR: Text("一门多号", "one door, several numbers"),
    FindingKind.BAD_NAME: Text("地名写错", "misspelt name"),
    FindingKind.BAD_PARITY: Text("单双不符", "wrong side's parity"),
    FindingKind.WRONG_STREET: Text("写成别的街", "another street's name"),
    FindingKind.DOOR_GONE: Text("有号无门", "the door is gone"),
    FindingKind.PLATE_MISMATCH: Text("门牌挂错", "plate at another door"),
    FindingKind.PLATE_DUP: Text("一牌两处", "one plate, two places"),
    FindingKind.NO_ADDRESS: Text("有门无号", "door without a number"),
    FindingKind.NO_PLATE: Text("有址无牌", "address without a plate"),
    FindingKind.GAP: Text("断号", "hole in the run"),
    FindingKind.PLATE_DAMAGED: Text("门牌损坏", "damaged plate"),
    FindingKind.OUT_OF_ORDER: Text("号码无序", "out of order"),
    FindingKind.METRIC_SHIFT: Text("按米移位", "moved from its metres"),
}
CHECK_TEXT: Mapping[str, Text] = {
    "duplicates": Text("重复登记、两门一号", "doubles"),
    "wrong_street": Text("写成别的街", "names of other streets"),
    "no_address": Text("有门无号", "doors without a number"),
    "no_plate": Text("缺牌与损坏", "missing and damaged plates"),
    "mismatch": Text("门牌挂错", "plates at other doors"),
    "order": Text("单双、次序与编号", "parity, order and numbering"),
    "households": Text("逐户核对与按户分网格", "coverage and grids by household"),
    "positions": Text("走向与由北到南的次序", "directions, north to south"),
}


def column_rows(intake: Intake) -> tuple[ColumnRow, ...]:
    """Every column and what it was read as."""
    return tuple(ColumnRow(name, role_text(intake, name)) for name in intake.columns)


def check_rows(cleaned: Cleaned) -> tuple[CheckRow, ...]:
    """Every check, and what it lacked where it was not possible."""
    return tuple(
        CheckRow(CHECK_TEXT[name], not lacks.zh, lacks)
        for name, lacks in cleaned.checks.items()
    )


def reject_rows(rejects: Sequence[Reject]) -> tuple[Example, ...]:
    """The first rejects."""
    return tuple(Example(f"{r.row}", r.reason) for r in rejects[:_FEW])


def defect_groups(findings: Sequence[Found]) -> tuple[DefectGroup, ...]:
    """Findings by defect and kind, in the order 重 错 漏 缺 损 无序."""
    order = [kind for defect in Defect for kind in FindingKind if kind.defect is defect]
    listed = sorted(findings, key=lambda f: order.index(f.finding.kind))
    return tuple(
        _defect_group(kind, list(group))
        for kind, group in groupby(listed, key=lambda f: f.finding.kind)
    )


def _defect_group(kind: FindingKind, found: Sequence[Found]) -> DefectGroup:
    undecided_first = sorted(found, key=lambda f: f.finding.decided)
    return DefectGroup(
        kind.defect,
        str(kind),
        KIND_TEXT[kind],
        len(found),
        sum(f.finding.decided for f in found),
        tuple(_example(f) for f in undecided_first[:_FEW]),
    )


def _example(found: Found) -> Example:
    text, remedy = found.finding.text, found.finding.remedy
    said = Text(f"{text.zh} → {remedy.zh}", f"{text.en} → {remedy.en}")
    return Example("、".join(found.finding.subjects), said)


def decision_groups(cleaned: Cleaned) -> tuple[DecisionGroup, ...]:
    """The five verbs with the first of each; what only confirms needs no example."""
    groups = []
    for verb in Verb:
        made = [d for d in cleaned.decisions if d.verb is verb]
        if verb is Verb.KEEP and not made:
            continue
        shown = [] if verb in {Verb.VERIFY, Verb.KEEP} else made[:_FEW]
        rows = tuple(DecisionRow(d.subject, d.before, d.after, d.reason) for d in shown)
        groups.append(DecisionGroup(verb.text, verb.meaning, len(made), rows))
    return tuple(groups)


def question_rows(cleaned: Cleaned) -> tuple[QuestionRow, ...]:
    """The first questions; all of them stand in the review file."""
    return tuple(
        QuestionRow("、".join(ask.subjects), ask.text, ask.options)
        for ask in cleaned.asks[:_QUESTIONS]
    )


def coverage_box(cleaned: Cleaned, *, plated: bool) -> Coverage:
    """The two lists; a door that nobody surveyed is called by its address."""
    cover = cleaned.coverage
    names = {d.uid: str(d.address) if d.uid.startswith("~") else d.uid for d in cleaned.doors}
    open_doors = tuple(names[uid] for uid in cover.open_doors)
    counted = not cleaned.checks["households"].zh
    return Coverage(
        cover.doors,
        cover.households if counted else 0,
        open_doors,
        cover.open_households if counted else (),
        cover.checked,
        plated,
    )


def grid_rows(cleaned: Cleaned) -> tuple[GridRow, ...]:
    """Every grid with its streets in sweep order."""
    doors: dict[int, list[CleanDoor]] = {}
    for door in cleaned.doors:
        doors.setdefault(door.grid, []).append(door)
    return tuple(
        GridRow(
            grid.seq,
            grid.code,
            grid.weight,
            len(doors[grid.seq]),
            tuple(dict.fromkeys(door.street for door in doors[grid.seq])),
        )
        for grid in cleaned.grids
    )


_MARKS = {
    DoorState.KEPT: "kept", DoorState.CHANGED: "changed", DoorState.NEW: "new",
    DoorState.REVIEW: "review", DoorState.OPEN: "open",
}  # fmt: skip
_NONE = Text("", "")


def map_streets(cleaned: Cleaned, printed: Printed) -> tuple[MapStreet, ...]:
    """Streets in sweep order; doors of each side as one walks from the counting's start."""
    by_street: dict[str, list[CleanDoor]] = {}
    for door in cleaned.doors:
        if door.order is not None:
            by_street.setdefault(door.street, []).append(door)
    return tuple(
        _map_street(name, doors, cleaned.bearings.get(name), printed)
        for name, doors in by_street.items()
    )


def _map_street(
    name: str, doors: Sequence[CleanDoor], bearing: int | None, printed: Printed
) -> MapStreet:
    """Left of the walk above the road, right below: a map that is turned, never mirrored."""
    back = _counts_back(doors)
    heading = None if bearing is None else (bearing + 180 * back) % 360
    walked = [*reversed(doors)] if back else doors
    left = [d for d in walked if _is_left(d, heading, back=back)]
    right = [d for d in walked if not _is_left(d, heading, back=back)]
    return MapStreet(
        name,
        tuple(_map_door(d, printed) for d in left),
        tuple(_map_door(d, printed) for d in right),
        start=_compass(heading, 180),
        end=_compass(heading, 0),
        left_name=_side_name(left),
        right_name=_side_name(right),
    )


def _counts_back(doors: Sequence[CleanDoor]) -> bool:
    """Whether numbers fall along the survey's order."""
    numbers = [d.number.main for d in doors if d.number is not None]
    half = len(numbers) // 2
    return half > 0 and sum(numbers[:half]) > sum(numbers[-half:])


def _is_left(door: CleanDoor, heading: int | None, *, back: bool) -> bool:
    if door.side in {Side.LEFT, Side.RIGHT}:
        return (door.side is Side.LEFT) != back
    if door.side is None or heading is None:
        return door.side in {None, Side.N, Side.W, Side.NW, Side.NE}
    return (Sector(str(door.side)).degrees - heading) % 360 > 180


def _compass(heading: int | None, turn: int) -> Text:
    if heading is None:
        return _NONE
    sector = list(Sector)[round((heading + turn) / 45) % 8]
    return Side(sector).text


def _side_name(doors: Sequence[CleanDoor]) -> Text:
    return next((d.side.text for d in doors if d.side is not None), _NONE)


def _map_door(door: CleanDoor, printed: Printed) -> MapDoor:
    number = door.number if door.number is not None else _claimed(door)
    label = printed(number).replace("号", "").replace("附", "-")
    title = f"{door.address} ({door.uid})" if not door.old else f"{door.address} ← {door.old}"
    return MapDoor(label, door.grid, _MARKS[door.state], title)


def _claimed(door: CleanDoor) -> DoorNumber | None:
    return door.old if door.state is DoorState.REVIEW else None


def policy_box(policy: Policy | None) -> PolicyBox:
    """The policy in force, or the choices."""
    if policy is None:
        choices = ((name, load_policy(name).label) for name in policy_names())
        return PolicyBox(choices=tuple(choices))
    source = Text(policy.source.title, policy.source.title)
    rules = (_start_rule(policy), _PARITY[policy.parity.mode], _COUNTING[policy.counting.mode])
    return PolicyBox(str(policy), policy.label, source, policy.hash, rules)


def _start_rule(policy: Policy) -> Text:
    ends = policy.start.from_sectors
    zh = "、".join(Side(s).text.zh for s in ends)
    return Text(f"起点：{zh}", f"counts from: {', '.join(map(str, ends))}")


_PARITY = {
    "left_odd": Text("左单右双", "odd numbers on the left"),
    "right_odd": Text("右单左双", "odd numbers on the right"),
    "compass": Text("按方位定单双", "parity by compass"),
    "none": Text("不分单双", "no parity"),
}
_COUNTING = {
    "sequence": Text("依次编号", "numbers in sequence"),
    "step": Text("隔号编号", "numbers in steps"),
    "nearest": Text("按米编号（就近）", "numbers by metres, nearest"),
    "interval": Text("按米编号（分段）", "numbers by metres, intervals"),
}


def place_name(village: Village, source: str) -> str:
    """What the report calls the area: the village, else the file."""
    return village.name or source
