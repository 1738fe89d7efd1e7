"""A model of the register, written from the rules alone, against both stores.

The model knows nothing of events or tables: for every address its state and number, and for
every number who may have it. Batches are random; whatever the model allows must be written,
and whatever it forbids must be refused as a whole.
"""

import os
import tempfile
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from doorplate.errors import RegisterError
from doorplate.register import Event, Register, Verb, replay
from register_samples import STREET, door, event
from register_stores import fresh_place

DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
DAY = date(2022, 7, 8)
MOVES: dict[str, dict[str | None, str]] = {
    "propose": {None: "proposed"},
    "reserve": {None: "reserved"},
    "assign": dict.fromkeys((None, "proposed", "reserved", "provisional"), "assigned"),
    "provision": dict.fromkeys([None, "proposed"], "provisional"),
    "verify": {**dict.fromkeys([None, "proposed", "assigned", "active"], "active"),
               "provisional": "provisional"},
    "suspend": dict.fromkeys([None, "proposed", "assigned", "active"], "suspended"),
    "restore": dict.fromkeys(["suspended", "retired"], "assigned"),
    "retire": dict.fromkeys(
        ["proposed", "provisional", "assigned", "active", "suspended"], "retired"),
    "void": dict.fromkeys(["proposed", "reserved", "suspended"], "void"),
    "correct": {s: s for s in
                ["proposed", "reserved", "provisional", "assigned", "active", "suspended"]},
}  # fmt: skip
RIGHTLY = {"assigned", "active", "provisional", "retired"}
ALONE = {"reserved", "assigned", "active", "provisional"}
ADDRESSES = [f"a{i}" for i in range(5)]
NUMBERS = range(1, 4)

Step = tuple[str, str, int]


class Model:
    """Who is in which state with which number, and who keeps a number that nobody uses."""

    def __init__(self) -> None:
        self.state: dict[str, str] = {}
        self.number: dict[str, int] = {}
        self.given: set[tuple[int, str]] = set()
        self.claimed: dict[tuple[int, str], int] = {}
        self.keeper: dict[int, str] = {}
        self.clock = 0

    def step(self, verb: str, address: str, number: int) -> bool:
        """Carry a step out, or say that it is forbidden."""
        before, old = self.state.get(address), self.number.get(address, number)
        after = MOVES[verb].get(before)
        new = number if verb == "correct" else old
        if after is None or (verb == "correct" and new == old):
            return False
        if verb == "void" and (old, address) in self.given:
            return False
        if after in ALONE and self.taken(new, address):
            return False
        self.clock += 1
        if before is None or new != old:
            self.claimed[new, address] = self.clock
        self.state[address], self.number[address] = after, new
        if after in RIGHTLY:
            self.given.add((new, address))
        for each in {old, new}:
            self.settle(each, address)
        return True

    def holders(self, number: int) -> set[str]:
        holding = ALONE | {"suspended"}
        return {a for a, n in self.number.items() if n == number and self.state[a] in holding}

    def taken(self, number: int, but: str) -> bool:
        """Whether others hold a number, or another one keeps it for ever."""
        holders = self.holders(number)
        return bool(holders - {but}) if holders else self.keeper.get(number, but) != but

    def settle(self, number: int, leaver: str) -> None:
        """A number that nobody uses stays with one to whom it was rightly given."""
        given = {a for n, a in self.given if n == number}
        if self.holders(number) or not given:
            self.keeper.pop(number, None)
        elif number not in self.keeper:
            newest = max(given, key=lambda a: self.claimed[number, a])
            self.keeper[number] = leaver if leaver in given else newest


def as_event(step: Step) -> Event:
    verb, address, number = step
    naming: dict[str, Any] = {
        "scope": STREET,
        "number": f"{number}号",
        "text": f"{STREET}{number}号",
    }
    creating = verb in {"propose", "assign", "provision", "verify", "suspend"}
    if verb == "correct":
        return event(Verb(verb), address, number=naming["number"], text=naming["text"])
    if verb == "reserve":
        return event(Verb.RESERVE, address, **naming)
    return (
        event(Verb(verb), address, door="d1", **naming)
        if creating
        else event(Verb(verb), address)
    )


class Machine(RuleBasedStateMachine):
    """Random batches on one store."""

    kind = "sqlite"

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.register = Register.create(fresh_place(self.kind, Path(self.folder.name)))
        self.register.append([door("d1")])
        self.model = Model()

    steps = st.tuples(
        st.sampled_from(sorted(MOVES)), st.sampled_from(ADDRESSES), st.sampled_from(NUMBERS)
    )

    @rule(batch=st.lists(steps, min_size=1, max_size=3))
    def append(self, batch: list[Step]) -> None:
        trial = deepcopy(self.model)
        fresh = [self._fresh(trial, step) for step in batch]
        before = self.register.head
        try:
            self.register.append([e for e, _ in fresh])
        except RegisterError:
            assert not all(allowed for _, allowed in fresh)
            assert self.register.head == before
        else:
            assert all(allowed for _, allowed in fresh)
            self.model = trial

    def _fresh(self, trial: Model, step: Step) -> tuple[Event, bool]:
        verb, address, number = step
        known = address in trial.state
        sent = as_event(step)
        if known and verb != "correct":
            sent = event(Verb(verb), address)
        return sent, trial.step(verb, address, number)

    @invariant()
    def same_as_model(self) -> None:
        kept = self.register.state().addresses
        assert {a: e.state for a, e in kept.items()} == self.model.state
        assert {a: e.get("number") for a, e in kept.items()} == {
            a: f"{n}号" for a, n in self.model.number.items()
        }

    @invariant()
    def replay_is_state_and_chain_holds(self) -> None:
        assert replay(self.register.events()) == self.register.state()
        assert self.register.verify() == self.register.head

    def teardown(self) -> None:
        self.register.close()
        self.folder.cleanup()


class PostgresMachine(Machine):
    """The same on PostgreSQL."""

    kind = "postgresql"


TestSQLite = Machine.TestCase
TestSQLite.settings = settings(max_examples=1000 if DEEP else 40, stateful_step_count=20)
TestPostgreSQL = PostgresMachine.TestCase
TestPostgreSQL.settings = settings(max_examples=200 if DEEP else 8, stateful_step_count=20)
