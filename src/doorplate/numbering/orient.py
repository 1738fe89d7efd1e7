"""From surveyed doors to runs: which end counts first, which side is odd, who follows whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from doorplate._text import Text
from doorplate.errors import AssignmentError
from doorplate.numbering.doors import Door, Scope, Side
from doorplate.numbering.line import Line
from doorplate.numbering.policy import Policy, Sector

__all__ = ["Run", "heading_of", "runs", "sector_of", "starts_last"]

Chains = list[list[Scope]]


@dataclass(frozen=True, slots=True)
class Run:
    """The doors of one side in counting order, and the numbers they may use.

    Attributes:
        root: id of the scope, or of a road's first section.
        line: the side's numbers.
        doors: in counting order; sections of one road one behind the other.
        reversed: whether counting goes against the survey's direction.
    """

    root: str
    line: Line
    doors: tuple[Door, ...]
    reversed: bool = False


def sector_of(bearing: int, start_sectors: int, tolerance: int) -> Sector | None:
    """The compass sector of a bearing, or None where it leans further than the tolerance.

    >>> sector_of(350, 8, 22), sector_of(44, 4, 40)
    (<Sector.N: 'N'>, None)
    """
    names = list(Sector)[:: 8 // start_sectors]
    width = 360 // start_sectors
    nearest = ((bearing % 360) * 2 + width) // (2 * width) % start_sectors
    lean = abs((bearing - nearest * width + 180) % 360 - 180)
    return names[nearest] if lean <= tolerance else None


def starts_last(scope: Scope, policy: Policy) -> bool:
    """Whether counting starts at the survey's last end.

    An end somebody decided comes first, then the mouth of a dead end, then the bearing.

    Raises:
        AssignmentError: the scope gives neither end, mouth nor bearing, or it leans between
            two sectors; `where` names the scope.
    """
    if scope.start:
        return scope.start == "last"
    if scope.mouth and policy.start.dead_end == "mouth":
        return scope.mouth == "last"
    if scope.bearing is None:
        raise AssignmentError(
            Text("街道没有起点", "the street has no start"),
            remedy=Text("给出走向 bearing，或起点 start = first/last",
                        "Give its bearing, or start = first/last"),
            where=scope.id,
        )  # fmt: skip
    return _first_end(scope, policy) not in policy.start.from_sectors


def _first_end(scope: Scope, policy: Policy) -> Sector:
    start = policy.start
    end = sector_of((scope.bearing or 0) + 180, start.sectors, start.tolerance)
    if end is None:
        raise AssignmentError(
            Text(f"走向 {scope.bearing}° 介于两个方位之间",
                 f"its bearing of {scope.bearing} degrees lies between two sectors"),
            remedy=Text("由人决定起点 start = first/last", "Decide start = first/last"),
            where=scope.id,
        )  # fmt: skip
    return end


def heading_of(scope: Scope, policy: Policy) -> int | None:
    """Degrees in which numbers grow; None where the scope has no bearing."""
    if scope.bearing is None:
        return None
    return (scope.bearing + 180 * starts_last(scope, policy)) % 360


def _is_left(door: Door, scope: Scope, policy: Policy, *, flipped: bool) -> bool:
    """Whether a door stands on the left, looking along the counting."""
    if door.side is None:
        raise AssignmentError(
            Text("没有说明在街道哪一侧", "its side of the street is not given"),
            remedy=Text("给出 left/right 或方位，或把范围定为不分侧",
                        "Give left/right or a compass side, or a scope without sides"),
            where=door.uid,
        )  # fmt: skip
    if door.side in {Side.LEFT, Side.RIGHT}:
        return (door.side is Side.LEFT) != flipped
    heading = heading_of(scope, policy)
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


def sections(scopes: Iterable[Scope], policy: Policy) -> Chains:
    """Scopes grouped into roads: sections that continue each other stand in one list.

    Raises:
        AssignmentError: a section continues an unknown scope, or itself in a circle.
    """
    listed = {scope.id: scope for scope in scopes}
    joined = policy.counting.section == "continue"
    follows = {s.continues: s for s in listed.values() if s.continues} if joined else {}
    chains: Chains = []
    for scope in listed.values():
        if scope.continues not in {"", *listed}:
            raise AssignmentError(
                Text(f"所接路段 {scope.continues} 不存在",
                     f"it continues an unknown section {scope.continues}"),
                where=scope.id,
            )  # fmt: skip
        if not (joined and scope.continues):
            chains.append(_chain(scope, follows))
    _refuse_circles(listed, chains)
    return chains


def _chain(scope: Scope, follows: Mapping[str, Scope]) -> list[Scope]:
    chain = [scope]
    while chain[-1].id in follows:
        chain.append(follows[chain[-1].id])
    return chain


def _refuse_circles(listed: Mapping[str, Scope], chains: Chains) -> None:
    lost = set(listed) - {scope.id for chain in chains for scope in chain}
    if lost:
        raise AssignmentError(
            Text("路段互相衔接成圈，或两段接同一段",
                 "its sections run in a circle, or two continue the same one"),
            remedy=Text("改正 continues", "Correct `continues`"),
            where=min(lost),
        )  # fmt: skip


def runs(
    chain: Sequence[Scope], doors: Mapping[str, Sequence[Door]], policy: Policy
) -> list[Run]:
    """The runs of one road: odd side, then even side; a single run where sides do not count."""
    root = chain[0]
    flipped = starts_last(root, policy)
    placed = []
    for index, scope in enumerate(chain):
        for door in doors.get(scope.id, ()):
            rank = rank_of(door)
            placed.append((index, -rank if flipped else rank, door.uid, door))
    placed.sort(key=itemgetter(0, 1, 2))
    if root.sides == "none" or policy.parity.mode == "none":
        _refuse_ties(placed)
        line = Line(1, 1, policy.skip)
        return [Run(root.id, line, tuple(p[3] for p in placed), flipped)]
    return _two_sides(root, policy, placed, flipped=flipped)


Placed = tuple[int, int, str, Door]


def _two_sides(
    root: Scope, policy: Policy, placed: Sequence[Placed], *, flipped: bool
) -> list[Run]:
    odd_left = left_is_odd(root, policy)
    split: dict[bool, list[Placed]] = {True: [], False: []}
    for entry in placed:
        split[_is_left(entry[3], root, policy, flipped=flipped) == odd_left].append(entry)
    for entries in split.values():
        _refuse_ties(entries)
    if root.sides == "one" and policy.parity.one_sided == "consecutive":
        one = [*split[True], *split[False]]
        _refuse_two_sides(root, split)
        return [Run(root.id, Line(1, 1, policy.skip), tuple(p[3] for p in one), flipped)]
    return [
        Run(
            root.id,
            Line(1 if odd else 2, 2, policy.skip),
            tuple(p[3] for p in split[odd]),
            flipped,
        )
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
