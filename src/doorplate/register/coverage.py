"""The proof that no household is missed and no plate hangs wrong: lists that must be empty.

不遗漏一户, 不错上墙一户 is shown door by door and household by household, never by comparing
totals: 924 households may well live behind 906 doors.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from doorplate.numbering import DoorKind
from doorplate.register._crosswalk import standing
from doorplate.register._slots import Entry
from doorplate.register.state import State
from doorplate.register.verbs import AddressState, ClaimState, DoorState, PlateState

__all__ = ["Coverage", "Uncovered", "WrongPlate", "coverage"]


class Uncovered(NamedTuple):
    """A standing door that must carry a plate and does not.

    Attributes:
        door: id of the door.
        scope: its street or group.
        reason: `no_address`, `several_addresses`, `no_plate`, `coming` (ordered, not yet hung)
            or `several_plates`.
        households: who lives behind it.
        plates: serials on their way, or too many of them on the wall.
    """

    door: str
    scope: str
    reason: str
    households: tuple[str, ...]
    plates: tuple[str, ...] = ()


class WrongPlate(NamedTuple):
    """A plate that hangs, or was read, where it does not belong.

    Attributes:
        plate: its serial.
        address: id of its address.
        expected: where it belongs; empty where its address has ended or changed its number.
        found: the other doors where it hangs or was read.
    """

    plate: str
    address: str
    expected: str
    found: tuple[str, ...]


class Coverage(NamedTuple):
    """The state of installation after event `seq`.

    Attributes:
        seq: the last event counted.
        head: its hash.
        doors: standing doors that must carry a plate.
        covered: those that carry exactly one main plate, the right one.
        excused: doors with a justified exception, by kind of excuse.
        uncovered: doors that must carry a plate and do not.
        wrong: plates that hang wrongly or were read at a second door.
        households: households of none of whose doors is covered or excused, known from doors
            and from claims that were not rejected. An open claim puts nobody behind a door.
    """

    seq: int
    head: str
    doors: int
    covered: tuple[str, ...]
    excused: tuple[tuple[str, str], ...]
    uncovered: tuple[Uncovered, ...]
    wrong: tuple[WrongPlate, ...]
    households: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every list that must be empty is."""
        return not (self.uncovered or self.wrong or self.households)


def coverage(state: State, *, planned: bool = False) -> Coverage:
    """Which doors are covered by plates, and which plates hang wrong.

    Args:
        state: the register's state.
        planned: count plates on their way as if they hung at the doors of their addresses; to
            check an order before it goes out.
    """
    doors = {door.id: door for door in state.doors.values() if wants_plate(door)}
    excused = {i: d.get("excuse") for i, d in doors.items() if d.get("excuse")}
    wrong = tuple(_wrong(state))
    plates = _main_plates(state, {w.plate for w in wrong}, planned=planned)
    addresses = state.at_door()
    uncovered = [
        _uncovered(door, addresses.get(i, []), plates)
        for i, door in doors.items()
        if i not in excused
    ]
    missing = tuple(u for u in uncovered if u)
    covered = doors.keys() - excused.keys() - {u.door for u in missing}
    return Coverage(
        state.seq,
        state.head,
        len(doors),
        tuple(sorted(covered)),
        tuple(excused.items()),
        missing,
        wrong,
        _households(state, covered | excused.keys()),
    )


def wants_plate(door: Entry) -> bool:
    """Whether a door must carry a main plate unless it is excused.

    Further gates, empty plots, walls and stores have no number of their own.
    """
    numbered = DoorKind(door.get("kind", DoorKind.MAIN)).numbered
    return numbered and door.state == DoorState.STANDING and bool(door.get("plated", True))


def _wrong(state: State) -> Iterator[WrongPlate]:
    gates: dict[str, set[str]] = defaultdict(set)
    for door in state.doors.values():
        gates[door.get("of")].add(door.id)
    for plate in state.plates.values():
        address = state.addresses[plate.get("address")]
        home = _home(plate, address, gates)
        places = set(plate.get("seen", ()))
        if PlateState(plate.state).on_wall:
            places.add(plate.get("door"))
        strange = places - home
        if strange:
            expected = " ".join(sorted(home))
            yield WrongPlate(plate.id, address.id, expected, tuple(sorted(strange)))


def _home(plate: Entry, address: Entry, gates: Mapping[str, set[str]]) -> set[str]:
    """The doors where a plate may hang: the address's own, or its further gates."""
    status = AddressState(address.state)
    stands = status.live or status is AddressState.SUSPENDED
    if not stands or plate.get("number") != address.get("number"):
        return set()
    door = address.get("door")
    return {door} if plate.get("role") == "main" else gates.get(door, set()) | {door}


class _Plates(NamedTuple):
    """Main plates by address."""

    hung: Mapping[str, list[str]]
    coming: Mapping[str, list[str]]


def _main_plates(state: State, wrong: set[str], *, planned: bool) -> _Plates:
    hung: dict[str, list[str]] = defaultdict(list)
    coming: dict[str, list[str]] = hung if planned else defaultdict(list)
    for plate in state.plates.values():
        stage = PlateState(plate.state)
        if plate.id in wrong or plate.get("role") != "main":
            continue
        if stage.on_wall:
            hung[plate.get("address")].append(plate.id)
        elif stage.coming:
            coming[plate.get("address")].append(plate.id)
    return _Plates(hung, coming)


def _uncovered(door: Entry, addresses: list[Entry], plates: _Plates) -> Uncovered | None:
    ids = [address.id for address in addresses]
    hung = [serial for i in ids for serial in plates.hung.get(i, ())]
    coming = [serial for i in ids for serial in plates.coming.get(i, ())]
    if len(ids) == len(hung) == 1:
        return None
    if len(ids) != 1:
        reason = "several_addresses" if ids else "no_address"
    elif hung:
        reason, coming = "several_plates", hung
    else:
        reason = "coming" if coming else "no_plate"
    households = tuple(door.get("households", ()))
    return Uncovered(door.id, door.get("scope"), reason, households, tuple(coming))


def _households(state: State, fine: set[str]) -> tuple[str, ...]:
    reached: set[str] = set()
    known: set[str] = set()
    for door in state.doors.values():
        households = door.get("households", ())
        known.update(households)
        if door.id in fine:
            reached.update(households)
    for claim in state.claims.values():
        if claim.state != ClaimState.REJECTED:
            known.update(claim.get("households", ()))
        if _door_of(state, claim) in fine:
            reached.update(claim.get("households", ()))
    return tuple(sorted(known - reached))


def _door_of(state: State, claim: Entry) -> str:
    """The door that a claim was decided to mean; empty where none was."""
    if claim.state != ClaimState.LINKED:
        return ""
    address = state.addresses.get(claim.get("address"))
    if address is None:
        return str(claim.get("door"))
    stands = standing(state, address)
    return str(stands.get("door")) if stands else ""
