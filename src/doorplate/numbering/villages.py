"""In what a door's number is unique: street, lane, group, hamlet, village, or grid."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from doorplate._text import Text
from doorplate.address import Address, Level
from doorplate.errors import AssignmentError
from doorplate.numbering.checked import checked
from doorplate.numbering.doors import Door, Scope, ScopeKind
from doorplate.numbering.policy import Policy

__all__ = ["into_grids", "lanes_first", "scope_of"]

_RURAL = {
    "street": (Level.ROAD, ScopeKind.STREET),
    "group": (Level.GROUP, ScopeKind.GROUP),
    "row": (Level.LANE, ScopeKind.ROW),
    "hamlet": (Level.HAMLET, ScopeKind.HAMLET),
    "village": (Level.VILLAGE, ScopeKind.VILLAGE),
}


@checked(AssignmentError)
def scope_of(address: Address, policy: Policy) -> Scope:
    """The scope of an address: its lane or road, else what the policy says for villages.

    Streets and lanes come without a start: give them a bearing or an end. Village scopes are
    counted through in survey order.

    Raises:
        AssignmentError: no road, and not the level that the policy's `rural.scope` names.

    >>> from doorplate.numbering import load_policy
    >>> home = Address.of(village="营上村", group="3组", number="12号")
    >>> scope_of(home, load_policy("beijing-2012")).id
    '营上村3组'
    """
    for level, kind in ((Level.LANE, ScopeKind.LANE), (Level.ROAD, ScopeKind.STREET)):
        if address.get(level) is not None and policy.rural.scope != "row":
            name = _down_to(address, level)
            return Scope(name, name, kind)
    level, kind = _RURAL[policy.rural.scope]
    if address.get(level) is None:
        raise AssignmentError(
            Text(f"没有{level.text.zh}，不能定编号范围",
                 f"it has no {level.text.en}, in which its number would be unique"),
            remedy=Text("补全地址，或换一个规则的 rural.scope",
                        "Complete the address, or choose another rural.scope"),
            where=str(address),
        )  # fmt: skip
    name = _down_to(address, level)
    return Scope.serial(name, name=name, kind=kind)


def _down_to(address: Address, level: Level) -> str:
    return "".join(c.value for c in address.components if c.level <= level)


@checked(AssignmentError)
def into_grids(
    walk: Iterable[Door], membership: Mapping[str, str]
) -> tuple[tuple[Door, ...], tuple[Scope, ...]]:
    """Doors numbered by grid: each grid a scope, counted through in walking order.

    For policies with `scope = "grid"`; uniqueness, stability and never-reuse hold per grid as
    they do per street.

    Args:
        walk: doors in walking order.
        membership: grid code by door uid.

    Raises:
        AssignmentError: a door belongs to no grid; `where` names it.
    """
    doors = []
    for place, door in enumerate(walk):
        if door.uid not in membership:
            raise AssignmentError(
                Text("不属于任何网格", "it belongs to no grid"),
                remedy=Text("先分网格", "Partition the village first"),
                where=door.uid,
            )
        doors.append(replace(door, scope=membership[door.uid], side=None, order=place))
    codes = sorted({d.scope for d in doors})
    return tuple(doors), tuple(
        Scope.serial(code, name=code, kind=ScopeKind.GRID) for code in codes
    )


@checked(AssignmentError)
def lanes_first(walk: Iterable[str], lanes: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """The serial walk of a village shaped like a tree: each side lane when its mouth is passed.

    Args:
        walk: door uids along the main way.
        lanes: by the door after which a lane opens, the uids along that lane; lanes may open
            on lanes.

    Yields:
        Every door once, in counting order.

    >>> list(lanes_first(["a", "b", "c"], {"a": ["x", "y"], "x": ["z"]}))
    ['a', 'x', 'z', 'y', 'b', 'c']
    """
    stack, seen = [iter(walk)], set[str]()
    while stack:
        door = next(stack[-1], None)
        if door is None:
            stack.pop()
        elif door not in seen:
            seen.add(door)
            yield door
            stack.append(iter(lanes.get(door, ())))
