"""From doors and a policy to a plan: every door its number, and the rule that gave it."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from doorplate._text import Text
from doorplate.address import DoorNumber
from doorplate.errors import AssignmentError
from doorplate.numbering.book import Book
from doorplate.numbering.checked import checked
from doorplate.numbering.doors import (
    Assignment,
    Change,
    Door,
    DoorKind,
    Held,
    HeldState,
    Mode,
    Plan,
    Rule,
    Scope,
    ScopeKind,
    State,
)
from doorplate.numbering.given import check_doors, check_held, check_scopes, mode_of
from doorplate.numbering.policy import Policy
from doorplate.numbering.runs import runs
from doorplate.numbering.sections import sections
from doorplate.numbering.side import Outcome, Survey, settle

__all__ = ["assign"]


@checked(AssignmentError)
def assign(
    doors: Iterable[Door],
    policy: Policy,
    *,
    scopes: Iterable[Scope],
    mode: Mode | str = Mode.PRESERVE,
    held: Iterable[Held] = (),
) -> Plan:
    """Number doors under a policy.

    `fill` numbers only doors without a number; `preserve` also moves the fewest doors that
    stand out of order or carry another's number; `renumber` gives every door a new number in a
    new numbering epoch. Numbers are unique per scope (per road where sections continue), rise
    along each side, and a retired number goes to its own door or plot only. The doors' input
    order does not matter. O(n log n) per side; O(n²) per side in `preserve` without
    sub-numbers under never-reuse.

    Args:
        doors: the doors of all scopes, in any order.
        policy: the rule set; there is no default.
        scopes: the streets and villages that the doors name.
        mode: how much of the present numbering stays.
        held: numbers that no door carries and that are retired or reserved.

    Raises:
        PolicyError: no policy was given.
        AssignmentError: the doors cannot be numbered as given; `where` names the door, or the
            argument that is not of its kind.

    >>> from doorplate.numbering import Side, load_policy
    >>> doors = [Door("b", "s", Side.LEFT, 2), Door("a", "s", Side.LEFT, 1)]
    >>> plan = assign(doors, load_policy("default-v"), scopes=[Scope("s", bearing=180)])
    >>> {uid: str(number) for uid, number in plan.numbers().items()}
    {'a': '1号', 'b': '3号'}
    """
    chosen = mode_of(mode)
    by_scope = _by_scope(_gates(list(doors), policy))
    streets = sorted(scopes, key=lambda s: s.id)
    _check_scopes(streets, by_scope)
    _check_kinds(streets, policy)
    slots = _slots(held)
    check_scopes(streets)
    check_doors([d for inside in by_scope.values() for d in inside], streets, policy)
    check_held((slot for inside in slots.values() for slot in inside), streets)
    abroad = _abroad(by_scope)
    survey = Survey(policy, chosen)
    roads = [
        _road(chain, by_scope, survey, slots, abroad) for chain in sections(streets, policy)
    ]
    numbered = {a.uid: a for road in roads for a in road.outcome.assignments}
    return _plan(survey, [_with_others(road, numbered, survey) for road in roads])


def _gates(doors: Sequence[Door], policy: Policy) -> Iterator[Door]:
    """Further gates on the main door's street become doors where the policy numbers them."""
    streets = {d.uid: d.scope for d in doors}
    numbered = policy.gates.extra == "own_number"
    for door in doors:
        further = door.kind is DoorKind.AUX and streets.get(door.of) == door.scope
        yield replace(door, kind=DoorKind.MAIN) if numbered and further else door


def _by_scope(doors: Iterable[Door]) -> dict[str, list[Door]]:
    found: defaultdict[str, list[Door]] = defaultdict(list)
    seen: set[str] = set()
    for door in doors:
        if door.uid in seen:
            raise AssignmentError(
                Text("门的标识出现两次", "its uid stands twice"),
                remedy=Text("一门一标识", "Give each door its own uid"),
                where=door.uid,
            )
        seen.add(door.uid)
        found[door.scope].append(door)
    return dict(found)


def _check_scopes(scopes: Sequence[Scope], doors: Mapping[str, Sequence[Door]]) -> None:
    ids = {scope.id for scope in scopes}
    for scope, inside in sorted(doors.items()):
        if scope not in ids:
            raise AssignmentError(
                Text(f"范围 {scope!r} 没有说明", f"its scope {scope!r} is not described"),
                remedy=Text("在 scopes 中给出 Scope", "Give a Scope for it in `scopes`"),
                where=min(d.uid for d in inside),
            )


def _check_kinds(scopes: Iterable[Scope], policy: Policy) -> None:
    """Grids are scopes under a policy that says so, and under no other."""
    for scope in scopes:
        if (scope.kind is ScopeKind.GRID) != (policy.scope == "grid"):
            raise AssignmentError(
                Text(f"规则按{'网格' if policy.scope == 'grid' else '街道'}编号，范围却不是",
                     f"the policy numbers by {policy.scope}, and this scope is none"),
                remedy=Text("换规则，或用 into_grids", "Change the policy, or use into_grids"),
                where=scope.id,
            )  # fmt: skip


def _slots(held: Iterable[Held]) -> dict[str, list[Held]]:
    slots: defaultdict[str, list[Held]] = defaultdict(list)
    for slot in held:
        slots[slot.scope].append(slot)
    return slots


class _Road(NamedTuple):
    """One road with its numbers given, its further gates and stores still to come."""

    outcome: Outcome
    doors: tuple[Door, ...]


def _road(
    chain: Sequence[Scope],
    doors: Mapping[str, Sequence[Door]],
    survey: Survey,
    slots: Mapping[str, Sequence[Held]],
    abroad: Container[str],
) -> _Road:
    """One road: both sides share one book of numbers."""
    sides = runs(chain, doors, survey.policy)
    own = (d for s in chain for d in doors.get(s.id, ()))
    gone = _spent(own, abroad) if survey.mode is not Mode.RENUMBER else ()
    book = Book((slot for s in chain for slot in _binding(slots.get(s.id, ()), survey)), gone)
    outcome = settle(sides, book, survey)
    return _Road(outcome, tuple(d for side in sides for d in side.doors))


def _binding(slots: Iterable[Held], survey: Survey) -> Iterator[Held]:
    """What still holds: a new epoch frees the retired numbers where the policy says so."""
    freed = survey.mode is Mode.RENUMBER and survey.policy.reuse.rule == "epoch"
    return (slot for slot in slots if not (freed and slot.state is HeldState.RETIRED))


def _abroad(doors: Mapping[str, Sequence[Door]]) -> frozenset[str]:
    """Further gates that show the number of their main door on another street."""
    every = {d.uid: d for inside in doors.values() for d in inside}
    return frozenset(
        d.uid
        for d in every.values()
        if d.kind is DoorKind.AUX
        and d.of in every
        and every[d.of].scope != d.scope
        and every[d.of].number == d.number
    )


def _spent(own: Iterable[Door], abroad: Container[str]) -> Iterator[DoorNumber]:
    """Numbers that no door of the plan keeps and no other may get: of stores, of old plates."""
    for door in own:
        spent = not door.kind.numbered and door.evidence.approved and door.uid not in abroad
        if door.number is not None and spent:
            yield door.number
        yield from door.others


def _with_others(road: _Road, numbered: Mapping[str, Assignment], survey: Survey) -> Outcome:
    """Further gates repeat their main door's number, or have none; stores have none."""
    outcome = road.outcome
    for door in road.doors:
        if not door.kind.numbered and not door.kind.reserves:
            other = _other(door, numbered, survey)
            outcome.assignments.append(other)
            outcome.changes += _dropped(door, other, numbered.get(door.of))
    place = {d.uid: (d.scope, i) for i, d in enumerate(road.doors)}
    outcome.assignments.sort(key=lambda a: place[a.uid])
    return outcome


def _other(door: Door, numbered: Mapping[str, Assignment], survey: Survey) -> Assignment:
    if door.kind is DoorKind.AUX and door.of not in numbered:
        raise AssignmentError(
            Text(f"余门的正门 {door.of!r} 不在其中", f"its main door {door.of!r} is not here"),
            remedy=Text("改正 of，或一并给出正门", "Correct `of`, or give the main door too"),
            where=door.uid,
        )
    old = door.number
    if survey.mode is Mode.FILL and old is not None:
        return Assignment(door.uid, door.scope, old, Rule.KEPT, old)
    if door.kind is not DoorKind.AUX or survey.policy.gates.extra == "none":
        return Assignment(door.uid, door.scope, None, Rule.NONE, old, State.UNNUMBERED)
    main = numbered[door.of]
    state = State.UNNUMBERED if main.number is None else State.ASSIGNED
    return Assignment(door.uid, main.scope, main.number, Rule.AUX, old, state)


def _dropped(door: Door, other: Assignment, main: Assignment | None) -> list[Change]:
    """The number of a door that became part of another house is retired, or was never valid."""
    if door.number is None or door.number == other.number:
        return []
    if main is not None and main.old == door.number:
        return []  # it was the main door's: what becomes of it is said there
    state = "retired" if door.evidence.approved else "void"
    return [Change(door.scope, door.number, state, door.uid, door.plot)]


def _plan(survey: Survey, outcomes: Iterable[Outcome]) -> Plan:
    whole = Outcome()
    for outcome in outcomes:
        whole.add(outcome)
    return Plan(
        str(survey.policy),
        survey.policy.hash,
        survey.mode,
        survey.mode is Mode.RENUMBER or whole.reissued,
        tuple(whole.assignments),
        tuple(whole.findings),
        tuple(whole.questions),
        tuple(sorted(set(whole.changes), key=_change_key)),
    )


def _change_key(change: Change) -> tuple[str, DoorNumber, str, str]:
    return change.scope, change.number, change.state, change.uid
