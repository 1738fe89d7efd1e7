"""Claims of many sources against the register: what matches, what a person must answer.

A claim is one record of one source: the police's standard addresses, the household book, a
utility's list, a field survey. `reconcile` matches the open ones by their addresses. What is
clear becomes a ruling; what is not, or what sources contradict each other about, becomes a
question for a person. Nothing is applied: rulings and answers become events.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from doorplate._text import Text
from doorplate.address import Address
from doorplate.match import Link, Record, Relation, link
from doorplate.normalize import parse
from doorplate.register._slots import Entry
from doorplate.register.events import Event
from doorplate.register.state import State
from doorplate.register.verbs import AddressState, ClaimState, Verb

__all__ = ["Question", "Ruling", "link_events", "reconcile"]

Reader = Callable[[str], Address]

_ENDED: Final = frozenset({AddressState.RETIRED, AddressState.VOID})


class Ruling(NamedTuple):
    """A claim that is clear: which address it means, how surely, and why."""

    claim: str
    address: str
    score: int
    why: Text


class Question(NamedTuple):
    """A claim that a person must decide.

    Attributes:
        claim: id of the claim.
        source: where it comes from.
        text: the address as the source wrote it.
        address: the address it may mean; empty where none fits.
        proposal: the wording of that address.
        why: what is unclear.
    """

    claim: str
    source: str
    text: str
    address: str
    proposal: str
    why: Text


def reconcile(state: State, read: Reader | None = None) -> tuple[list[Ruling], list[Question]]:
    """Match open claims with the addresses of the register.

    A claim whose address is clear is still asked about where it contradicts what it says of its
    door, where the register knows its household at another door, or where another source does.
    The strongest evidence is then proposed.

    Args:
        state: the register's state.
        read: from a text to an address; the library's own parser where None.

    Raises:
        AddressError: a text that is too long to be an address.
    """
    reader = read or (lambda text: parse(text).best)
    claims = [c for c in state.claims.values() if c.state == ClaimState.OPEN]
    standing = [a for a in state.addresses.values() if a.state not in _ENDED]
    links = link(_records(claims, reader), _records(standing, reader))
    clear = {f.left: f.right for f in links if _is_clear(f) and f.right}
    conflicts = _Conflicts(state, clear)
    rulings, questions = [], []
    for found in links:
        doubts = conflicts.about(found.left) if found.left in clear else []
        if found.left in clear and not doubts:
            rulings.append(_ruling(found, clear[found.left]))
        else:
            address = conflicts.strongest(found.left) if doubts else found.right
            questions.append(_question(state, found, address, doubts))
    return rulings, questions


def _is_clear(found: Link) -> bool:
    return found.verdict.relation is Relation.SAME_DOOR


def _records(entries: Iterable[Entry], read: Reader) -> Iterator[Record]:
    for entry in entries:
        yield Record(entry.id, read(entry.get("text")))


def _ruling(found: Link, address: str) -> Ruling:
    return Ruling(found.left, address, round(found.verdict.score * 1000), _why(found))


def _question(
    state: State, found: Link, address: str | None, doubts: Iterable[Text]
) -> Question:
    claim = state.claims[found.left]
    proposal = state.addresses[address].get("text") if address else ""
    why = _joined(doubts) or (_why(found) if found.right else _NOWHERE)
    return Question(
        claim.id, claim.get("source"), claim.get("text"), address or "", proposal, why
    )


_NOWHERE: Final = Text("台账中没有这处地址", "no such address is registered")


def _why(found: Link) -> Text:
    return _joined(reason.text for reason in found.verdict.reasons) or Text("", "")


def _joined(parts: Iterable[Text]) -> Text | None:
    texts = list(parts)
    if not texts:
        return None
    return Text("；".join(t.zh for t in texts), "; ".join(t.en for t in texts))


class _Conflicts:
    """What the register and other claims say about the households of a claim."""

    def __init__(self, state: State, clear: Mapping[str, str]) -> None:
        self._state = state
        self._at = clear
        self._doors: dict[str, set[str]] = defaultdict(set)
        for door in state.doors.values():
            for household in door.get("households", ()):
                self._doors[household].add(door.id)
        linked = {
            c.id: c.get("address")
            for c in state.claims.values()
            if c.state == ClaimState.LINKED
        }
        self._told: dict[str, dict[str, str]] = defaultdict(dict)
        for claim, address in {**linked, **clear}.items():
            for household in state.claims[claim].get("households", ()):
                if address:
                    self._told[household][claim] = address

    def about(self, claim_id: str) -> list[Text]:
        """What contradicts a claim; empty where nothing does."""
        claim, address = self._state.claims[claim_id], self._at[claim_id]
        door, said = self._state.addresses[address].get("door"), claim.get("door")
        found = [_other_door(said, door)] if said and said != door else []
        for household in claim.get("households", ()):
            homes = self._doors.get(household, set())
            if homes and door not in homes:
                found.append(_lives_at(household, sorted(homes)))
            found += [_told(self._state, household, *rival) for rival in self._rivals(
                household, address)]  # fmt: skip
        return found

    def _rivals(self, household: str, address: str) -> list[tuple[str, str]]:
        told = self._told[household]
        return sorted((claim, where) for claim, where in told.items() if where != address)

    def strongest(self, claim_id: str) -> str:
        """The address for which the best evidence speaks; the claim's own where it is equal."""
        address = self._at[claim_id]
        households = self._state.claims[claim_id].get("households", ())
        rivals = [r for household in households for r in self._rivals(household, address)]
        best = max(rivals, key=lambda r: (self._grade(r[0]), r), default=(claim_id, address))
        return best[1] if self._grade(best[0]) > self._grade(claim_id) else address

    def _grade(self, claim: str) -> int:
        return int(self._state.claims[claim].get("grade", 0))


def _other_door(said: str, door: str) -> Text:
    return Text(
        f"申报的门是 {said}，该地址属于门 {door}",
        f"it is claimed for door {said}, the address is that of door {door}",
    )


def _lives_at(household: str, doors: list[str]) -> Text:
    places = " ".join(doors)
    return Text(
        f"户 {household} 在台账中属于门 {places}",
        f"the register knows household {household} at door {places}",
    )


def _told(state: State, household: str, claim: str, address: str) -> Text:
    source, place = state.claims[claim].get("source"), state.addresses[address].get("text")
    return Text(
        f"{source}称户 {household} 在{place}",
        f"{source} says that {household} lives at {place}",
    )


def link_events(rulings: Iterable[Ruling], *, time: date, actor: str) -> list[Event]:
    """The events that link clear claims to their addresses."""
    return [
        Event(
            time, actor, Verb.LINK, r.claim, {"address": r.address, "score": r.score}, r.why.zh
        )
        for r in rulings
    ]
