"""Old number to new number (旧号新号对照), with the day from which it holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from doorplate._text import Text
from doorplate.address import DoorNumber
from doorplate.errors import AssignmentError
from doorplate.numbering.checked import checked
from doorplate.numbering.doors import Crossing, Door, Plan

__all__ = ["Crosswalk", "crosswalk"]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Every door of a plan once, and the day its new number takes effect.

    Attributes:
        day: first day of the new numbers; the caller's, since numbering knows no clock.
        policy: name and version of the rule set.
        policy_hash: its hash.
        rows: one per door, by scope and along the street.
    """

    day: date
    policy: str
    policy_hash: str
    rows: tuple[Crossing, ...]

    @checked(AssignmentError)
    def of_old(self, scope: str, number: DoorNumber) -> tuple[Crossing, ...]:
        """Where doors went that had a number before the day: several where it was double."""
        return tuple(r for r in self.rows if r.scope == scope and r.old == number)

    @checked(AssignmentError)
    def of_new(self, scope: str, number: DoorNumber) -> tuple[Crossing, ...]:
        """Which door has a number from the day on; further gates repeat their main door's."""
        return tuple(r for r in self.rows if r.scope == scope and r.new == number)

    @checked(AssignmentError)
    def read(self, scope: str, number: DoorNumber, on: date) -> tuple[Crossing, ...]:
        """The doors that a number meant on some day."""
        return (self.of_new if on >= self.day else self.of_old)(scope, number)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Plain rows for a table: door, scope, old, new, kind, from."""
        return [
            {
                "door": row.uid,
                "scope": row.scope,
                "old": str(row.old) if row.old is not None else "",
                "new": str(row.new) if row.new is not None else "",
                "kind": row.kind,
                "from": self.day.isoformat(),
            }
            for row in self.rows
        ]


@checked(AssignmentError)
def crosswalk(plan: Plan, day: date, doors: Iterable[Door] = ()) -> Crosswalk:
    """The crosswalk of a plan.

    Args:
        plan: what `assign` proposed.
        day: from when its numbers hold.
        doors: the doors it was made for, to prove that none is missing; none checks nothing.

    Raises:
        AssignmentError: a numbered door has no row; `where` names it.

    >>> from doorplate.numbering import Scope, Side, assign, load_policy
    >>> house = Door("a", "s", Side.LEFT, 1, number=DoorNumber(7))
    >>> plan = assign([house], load_policy("default-v"), scopes=[Scope("s", bearing=180)],
    ...               mode="renumber")
    >>> table = crosswalk(plan, date(2027, 1, 1), [house])
    >>> str(table.read("s", DoorNumber(7), date(2026, 12, 31))[0].new)
    '1号'
    """
    rows = {row.uid: row for row in plan.crosswalk}
    _prove(rows, doors)
    return Crosswalk(day, plan.policy, plan.policy_hash, plan.crosswalk)


def _prove(rows: Mapping[str, Crossing], doors: Iterable[Door]) -> None:
    for door in doors:
        if not door.kind.reserves and door.uid not in rows:
            raise AssignmentError(
                Text("对照表缺这扇门", "the crosswalk lacks this door"),
                remedy=Text("用同一批门重新编号", "Make the plan for the same doors"),
                where=door.uid,
            )
