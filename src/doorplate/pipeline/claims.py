"""Claims: the rows of a list as facts, before anything is read into them."""

from collections.abc import Mapping
from dataclasses import dataclass

from doorplate.numbering import Evidence, Side
from doorplate.pipeline.values import Condition

__all__ = ["CLAIM_ROLES", "Claim", "claim_of"]

CLAIM_ROLES = (
    "id", "household", "door", "address", "village", "group", "street", "side", "order",
    "chainage", "lon", "lat", "x", "y", "number", "plate", "evidence", "note",
)  # fmt: skip
"""The roles of columns that a claim is made from; all but `address` may be absent."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One row: who says that which door has which address, and on what evidence.

    Attributes:
        id: the row's id, unique in the list.
        row: its number in the file.
        text: the address as written; empty for a door found without one.
        door: opaque id of the physical door, from the survey; empty where not surveyed.
        household: opaque id of the household; empty for none.
        village: village or community, as a column of its own.
        group: villagers' group, as a column of its own.
        street: street that the survey found the door on.
        side: its side.
        order: rank along the survey's direction.
        chainage: centimetres along the street from the survey's first end.
        east: metres or micro-degrees eastward, integer; None without a position.
        north: the same northward.
        number: the number on the wall now.
        plate: the state of the plate.
        evidence: what the claim rests on.
    """

    id: str
    row: int = 0
    text: str = ""
    door: str = ""
    household: str = ""
    village: str = ""
    group: str = ""
    street: str = ""
    side: Side | None = None
    order: int | None = None
    chainage: int | None = None
    east: int | None = None
    north: int | None = None
    number: str = ""
    plate: Condition = Condition.UNKNOWN
    evidence: Evidence = Evidence.REGISTER


def claim_of(cells: Mapping[str, str], row: int) -> Claim:
    """The claim of one row whose cells are keyed by role.

    Words for sides, plates and evidence are read in Chinese and English; a word that is not
    known says nothing.

    >>> c = claim_of({"address": "营上村12号", "side": "东侧", "plate": "破损"}, 7)
    >>> c.id, c.side, c.plate
    ('R7', <Side.E: 'E'>, <Condition.DAMAGED: 'damaged'>)
    """
    get = cells.get
    east, north = _point(cells)
    return Claim(
        id=get("id", "") or f"R{row}",
        row=row,
        text=get("address", ""),
        door=get("door", ""),
        household=get("household", ""),
        village=_name(get("village", "")),
        group=get("group", ""),
        street=get("street", ""),
        side=side_of(get("side", "")),
        order=_whole(get("order", "")),
        chainage=_scaled(get("chainage", ""), 100),
        east=east,
        north=north,
        number=get("number", ""),
        plate=condition_of(get("plate", "")),
        evidence=evidence_of(get("evidence", "")),
    )


_SIDES = {
    "左": Side.LEFT, "右": Side.RIGHT, "北": Side.N, "南": Side.S, "东": Side.E, "西": Side.W,
    "東": Side.E, "东北": Side.NE, "西北": Side.NW, "东南": Side.SE, "西南": Side.SW,
    "left": Side.LEFT, "right": Side.RIGHT, "north": Side.N, "south": Side.S, "east": Side.E,
    "west": Side.W, **{s.value.lower(): s for s in Side},
}  # fmt: skip


def side_of(word: str) -> Side | None:
    """The side a word names, or None."""
    plain = word.strip().lower().removesuffix("侧").removesuffix("面").removesuffix("边")
    return _SIDES.get(plain)


_DAMAGED = ("损", "破", "锈", "褪", "模糊", "不清", "裂", "残", "damage", "broken", "faded")
_MISPLACED = ("挂错", "错挂", "misplaced", "wrong door")
_ABSENT = (
    "无", "未挂", "缺", "没有", "丢", "脱落", "遗失", "none", "missing", "lost", "absent",
)  # fmt: skip
_SOUND = ("完好", "正常", "良好", "已挂", "在", "有", "好", "good", "ok", "hung", "present")


def condition_of(word: str) -> Condition:
    """The state of a plate from a clerk's word; unknown words say nothing.

    >>> [str(condition_of(w)) for w in ("完好", "字迹不清", "未挂牌", "")]
    ['good', 'damaged', 'none', '']
    """
    plain = word.strip().lower()
    if any(sign in plain for sign in _MISPLACED):
        return Condition.MISPLACED
    if any(sign in plain for sign in _DAMAGED) and not plain.startswith(("无损", "未损")):
        return Condition.DAMAGED
    if plain.startswith(("无损", "未损")) or any(plain.startswith(s) for s in _SOUND):
        return Condition.GOOD
    return Condition.NONE if any(s in plain for s in _ABSENT) else Condition.UNKNOWN


_EVIDENCE = (
    (
        Evidence.CERTIFICATE,
        ("户口", "房产证", "不动产", "土地证", "宅基地", "产权", "certificate", "deed"),
    ),
    (Evidence.HEARSAY, ("口头", "自述", "听说", "群众", "hearsay", "oral")),
    (Evidence.PLATE, ("墙", "旧牌", "门牌照", "挂牌", "现牌", "plate", "wall")),
    (Evidence.REGISTER, ("登记", "台账", "审批", "派出所", "公安", "底册", "register")),
)  # fmt: skip


def evidence_of(word: str) -> Evidence:
    """What a claim rests on, from a clerk's word; the list itself is a register."""
    plain = word.strip().lower()
    for evidence, signs in _EVIDENCE:
        if any(sign in plain for sign in signs):
            return evidence
    return Evidence.REGISTER


def _point(cells: Mapping[str, str]) -> tuple[int | None, int | None]:
    """Metres, or a millionth of a degree: enough to sort, and an integer."""
    for x, y in (("x", "y"), ("lon", "lat")):
        east, north = _scaled(cells.get(x, ""), 1), _scaled(cells.get(y, ""), 1)
        if east is not None and north is not None:
            degrees = abs(east) <= 360 and abs(north) <= 90
            scale = 1_000_000 if degrees else 1
            return _scaled(cells[x], scale), _scaled(cells[y], scale)
    return None, None


def _name(text: str) -> str:
    """A name; a code of digits is none."""
    return text if any(c.isalpha() and not c.isascii() for c in text) else ""


def _whole(text: str) -> int | None:
    return int(text) if text.strip().lstrip("-").isdecimal() and len(text) <= 12 else None


def _scaled(text: str, scale: int) -> int | None:
    try:
        value = float(text) * scale
    except ValueError:
        return None
    return round(value) if abs(value) < 1e15 else None
