"""From surveyed doors to runs: which side is odd, who follows whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from doorplate._text import Text
from doorplate.errors import AssignmentError
from doorplate.numbering.doors import Door, Scope, Side
from doorplate.numbering.line import Line
from doorplate.numbering.orient import heading_of, sector_of
from doorplate.numbering.policy import Policy, Sector
from doorplate.numbering.sections import Leg, legs

__all__ = ["Run", "rank_of", "runs"]


@dataclass(frozen=True, slots=True)
class Run:
    """The doors of one side in counting order, and the numbers they may use.

    Attributes:
        line: the side's numbers.
        doors: in counting order; sections of one road one behind the other.
        legs: how the counting passes each section, by scope.
    """

    line: Line
    doors: tuple[Door, ...]
    legs: Mapping[str, Leg]

    def metres(self, door: Door) -> int:
        """Centimetres from the road's start to one of its doors."""
        return self.legs[door.scope].metres(door)


def _is_left(door: Door, leg: Leg) -> bool:
    """Whether a door stands on the left, looking along the counting."""
    if door.side is None:
        raise AssignmentError(
            Text("没有说明在街道哪一侧", "its side of the street is not given"),
            remedy=Text("给出 left/right 或方位，或把范围定为不分侧",
                        "Give left/right or a compass side, or a scope without sides"),
            where=door.uid,
        )  # fmt: skip
    if door.side in {Side.LEFT, Side.RIGHT}:
        return (door.side is Side.LEFT) != leg.reversed
    heading = leg.heading
    turn = (Sector(door.side.value).degrees - (heading or 0)) % 180
    if heading is None or turn == 0:
        raise AssignmentError(
            Text("方位侧需要街道走向，且不得与走向平行",
                 "a compass side needs the street's bearing, and must lie across it"),
            remedy=Text("给出走向，或用 left/right", "Give the bearing, or use left/right"),
            where=door.uid,
        )  # fmt: skip
    return (Sector(door.side.value).degrees - heading) % 360 > 180


def left_is_odd(scope: Scope, policy: Policy) -> bool:
    """Whether the left side, looking along the counting, has the odd numbers.

    Raises:
        AssignmentError: a compass rule, and a scope without a bearing.
    """
    if policy.parity.mode != "compass":
        return policy.parity.mode == "left_odd"
    heading, rule = heading_of(scope, policy), policy.start
    left = None if heading is None else sector_of(heading - 90, rule.sectors, rule.tolerance)
    if left is None:
        raise AssignmentError(
            Text("按方位定单双须有街道走向", "parity by compass needs the street's bearing"),
            remedy=Text("给出走向 bearing", "Give its bearing"),
            where=scope.id,
        )
    return left in policy.parity.odd


def rank_of(door: Door) -> int:
    """Where a door stands along the survey: its order, else its chainage.

    Raises:
        AssignmentError: it has neither.
    """
    place = door.order if door.order is not None else door.chainage
    if place is None:
        raise AssignmentError(
            Text("没有顺序，也没有里程", "it has neither an order nor a chainage"),
            remedy=Text("给出 order 或 chainage（厘米整数）",
                        "Give order, or chainage in whole centimetres"),
            where=door.uid,
        )  # fmt: skip
    return place


def runs(
    chain: Sequence[Scope], doors: Mapping[str, Sequence[Door]], policy: Policy
) -> list[Run]:
    """The runs of one road: odd side, then even side; a single run where sides do not count."""
    passed = legs(chain, policy)
    placed = []
    for index, scope in enumerate(chain):
        back = passed[scope.id].reversed
        for door in doors.get(scope.id, ()):
            rank = rank_of(door)
            placed.append((index, -rank if back else rank, door.uid, door))
    placed.sort(key=itemgetter(0, 1, 2))
    if chain[0].sides == "none" or policy.parity.mode == "none":
        _refuse_ties(placed)
        line = Line(1, 1, policy.skip)
        return [Run(line, tuple(p[3] for p in placed), passed)]
    return _two_sides(chain[0], policy, placed, passed)


Placed = tuple[int, int, str, Door]


def _two_sides(
    root: Scope, policy: Policy, placed: Sequence[Placed], passed: Mapping[str, Leg]
) -> list[Run]:
    odd_left = left_is_odd(root, policy)
    split: dict[bool, list[Placed]] = {True: [], False: []}
    for entry in placed:
        door = entry[3]
        split[_is_left(door, passed[door.scope]) == odd_left].append(entry)
    for entries in split.values():
        _refuse_ties(entries)
    if root.sides == "one" and policy.parity.one_sided == "consecutive":
        one = [*split[True], *split[False]]
        _refuse_two_sides(root, split)
        return [Run(Line(1, 1, policy.skip), tuple(p[3] for p in one), passed)]
    return [
        Run(Line(1 if odd else 2, 2, policy.skip), tuple(p[3] for p in split[odd]), passed)
        for odd in (True, False)
    ]


def _refuse_two_sides(root: Scope, split: Mapping[bool, Sequence[Placed]]) -> None:
    if split[True] and split[False]:
        raise AssignmentError(
            Text("说是单侧街道，两侧却都有门", "said to be one-sided, but doors stand on both"),
            remedy=Text(
                "改 sides 为 two，或改正门的侧别", "Use sides = two, or correct the doors"
            ),
            where=root.id,
        )


def _refuse_ties(placed: Sequence[Placed]) -> None:
    for before, here in pairwise(placed):
        if before[:2] == here[:2]:
            raise AssignmentError(
                Text(
                    f"与 {before[2]} 在同一位置", f"it stands at the same place as {before[2]}"
                ),
                remedy=Text(
                    "分出先后，或标为余门", "Say which comes first, or mark it as `aux`"
                ),
                where=here[2],
            )
