"""What a plan says about doors: findings and questions, in both languages."""

from collections.abc import Sequence

from doorplate._text import Text
from doorplate.address import DoorNumber
from doorplate.findings import Finding, FindingKind
from doorplate.numbering.doors import Door, Question

__all__ = [
    "ask_twins",
    "bad_parity",
    "duplicate",
    "held_by_another",
    "no_room",
    "out_of_order",
    "shifted",
    "twins",
]

_RENUMBER_RUN = Text("整编这一段", "renumber this stretch")


def bad_parity(door: Door) -> Finding:
    """A number of the other side's parity."""
    return Finding(
        FindingKind.BAD_PARITY,
        (door.uid,),
        Text(f"{door.number} 单双与所在侧不符", f"{door.number} has the other side's parity"),
        Text("更正为本侧号码", "Correct it to a number of its side"),
        decided=True,
    )


def held_by_another(door: Door) -> Finding:
    """A number that was retired, or is reserved for somebody else."""
    return Finding(
        FindingKind.DUP_NUMBER,
        (door.uid,),
        Text(f"{door.number} 已停用或留给他处",
             f"{door.number} is retired or reserved for another"),
        Text("另编新号", "Give it another number"),
        decided=True,
    )  # fmt: skip


def twins(doors: Sequence[Door]) -> Finding:
    """Two doors that could each keep one number."""
    number = doors[0].number
    return Finding(
        FindingKind.DUP_NUMBER,
        tuple(d.uid for d in doors),
        Text(f"{number} 有 {len(doors)} 户同号，证据相当",
             f"{number} is claimed by {len(doors)} doors with equal evidence"),
        Text("暂停使用，由人核定", "Suspended until a person decides"),
    )  # fmt: skip


def ask_twins(doors: Sequence[Door]) -> Question:
    """Which of the twins keeps the number."""
    number = doors[0].number
    return Question(
        tuple(d.uid for d in doors),
        Text(f"{number} 归谁？", f"Who keeps {number}?"),
        tuple(
            Text(f"{d.uid} 保留，其余另编", f"{d.uid} keeps it, the others get new numbers")
            for d in doors
        ),
    )


def duplicate(winner: Door | None, losers: Sequence[Door]) -> Finding:
    """One number on several doors, decided by order and evidence."""
    number = losers[0].number
    keeper = Text("无人保留", "nobody keeps it")
    if winner is not None:
        keeper = Text(f"{winner.uid} 保留", f"{winner.uid} keeps it")
    uids = ([winner.uid] if winner else []) + [d.uid for d in losers]
    return Finding(
        FindingKind.DUP_NUMBER,
        tuple(uids),
        Text(f"{number} 重号", f"{number} is on several doors"),
        Text(f"{keeper.zh}，其余另编", f"{keeper.en}, the others get new numbers"),
        decided=True,
    )


def out_of_order(door: Door) -> Finding:
    """A number that breaks the order along the street."""
    return Finding(
        FindingKind.OUT_OF_ORDER,
        (door.uid,),
        Text(f"{door.number} 与前后号码次序不合", f"{door.number} is out of order here"),
        Text("另编新号，旧号停用", "Give it a new number and retire the old one"),
        decided=True,
    )


def shifted(door: Door, number: DoorNumber) -> Finding:
    """A metric number that was taken, so that its neighbour was given."""
    return Finding(
        FindingKind.METRIC_SHIFT,
        (door.uid,),
        Text(f"按米应得的号已占用，改编 {number}",
             f"the number of its metres is taken: {number} instead"),
        Text("无须处理", "Nothing to do"),
        decided=True,
    )  # fmt: skip


def no_room(door: Door) -> Question:
    """A door between two numbers with nothing between them."""
    return Question(
        (door.uid,),
        Text("前后号码之间已无号可编", "there is no number left between its neighbours"),
        (
            Text("编次序之外的附号", "give a sub-number out of order"),
            _RENUMBER_RUN,
        ),
    )
