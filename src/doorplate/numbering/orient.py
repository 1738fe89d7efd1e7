"""Which end of a street counts first: decided, or by its mouth, or by its bearing."""

from doorplate._text import Text
from doorplate.errors import AssignmentError
from doorplate.numbering.doors import Scope
from doorplate.numbering.policy import Policy, Sector

__all__ = ["heading_of", "sector_of", "starts_last"]


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
