"""Roads in sections: which scopes are one road, and how its counting passes each of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from doorplate._text import Text
from doorplate.errors import AssignmentError
from doorplate.numbering.doors import Door, Scope
from doorplate.numbering.orient import heading_of, starts_last
from doorplate.numbering.policy import Policy

__all__ = ["Leg", "legs", "sections"]

Chains = list[list[Scope]]

_LEAST_TURN = 23
"""Degrees from a right angle within which nobody can say which way a section goes on."""


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
                remedy=Text("改正 continues，或一并给出那个路段",
                            "Correct `continues`, or give that section too"),
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


@dataclass(frozen=True, slots=True)
class Leg:
    """One section as the road's counting passes it.

    Attributes:
        scope: the section.
        reversed: whether counting goes against the direction of its survey.
        heading: degrees in which numbers grow; None where no bearing is known.
        before: centimetres of road before it.
    """

    scope: Scope
    reversed: bool
    heading: int | None
    before: int

    def metres(self, door: Door) -> int:
        """Centimetres from the road's start to a door.

        Raises:
            AssignmentError: no chainage, or a length is missing; `where` names the door or the
                section.
        """
        length = self.scope.length
        if door.chainage is None or door.chainage < 0:
            raise AssignmentError(
                Text("按米编号须有不小于 0 的里程",
                     "metric counting needs its chainage, 0 or more"),
                remedy=Text("给出 chainage（厘米）", "Give `chainage` in centimetres"),
                where=door.uid,
            )  # fmt: skip
        if length is not None and door.chainage > length:
            raise AssignmentError(
                Text(f"里程超出街道全长 {length} 厘米",
                     f"its chainage lies beyond the {length} cm of its street"),
                remedy=Text("改正 chainage 或 length", "Correct `chainage` or `length`"),
                where=door.uid,
            )  # fmt: skip
        if not self.reversed:
            return self.before + door.chainage
        return self.before + _length(self.scope) - door.chainage


def _length(scope: Scope) -> int:
    if scope.length is None:
        raise AssignmentError(
            Text("反向按米编号，或其后还有路段，须有街道全长",
                 "counting metres backwards, or into a next section, needs the length"),
            remedy=Text("给出 length（厘米）", "Give the street's `length` in centimetres"),
            where=scope.id,
        )  # fmt: skip
    return scope.length


def legs(chain: Sequence[Scope], policy: Policy) -> dict[str, Leg]:
    """How counting passes each section, by the section's id.

    The first section starts as a street would. A next one goes on: the way its decided `start`
    says, else the way its bearing says, at less than a right angle from the section before;
    else as that section was surveyed.

    Raises:
        AssignmentError: a section turns off at nearly a right angle, so that its bearing does
            not say which of its ends comes first; or metres go on behind a section without a
            length; `where` names the section.
    """
    root = chain[0]
    made = [Leg(root, starts_last(root, policy), heading_of(root, policy), 0)]
    for before, here in pairwise(chain):
        if policy.counting.metric:
            _length(before)
        made.append(_next(made[-1], here))
    return {leg.scope.id: leg for leg in made}


def _next(last: Leg, scope: Scope) -> Leg:
    back = scope.start == "last" if scope.start else _turned(last, scope)
    heading = last.heading if scope.bearing is None else (scope.bearing + 180 * back) % 360
    return Leg(scope, back, heading, last.before + (last.scope.length or 0))


def _turned(last: Leg, scope: Scope) -> bool:
    """Whether a section was surveyed against the counting of the one before."""
    if scope.bearing is None or last.heading is None:
        return last.reversed
    turn = abs((scope.bearing - last.heading + 180) % 360 - 180)
    if abs(turn - 90) < _LEAST_TURN:
        raise AssignmentError(
            Text(f"与前一路段 {last.scope.id} 近于直角，看不出从哪一端接续",
                 f"it meets {last.scope.id} at nearly a right angle: which end goes on?"),
            remedy=Text("由人决定起点 start = first/last", "Decide start = first/last"),
            where=scope.id,
        )  # fmt: skip
    return turn > 90
