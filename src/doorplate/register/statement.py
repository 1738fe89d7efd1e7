"""The signed statement of coverage: what an office hands over as proof.

It names the head of the chain, so that anyone who holds the register can count again, and holds
counts and digests only: no door, no household. Loads the packages that sign.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from doorplate._text import Text
from doorplate.encode import KeyRecord, KeySet, KeyStatus, KeyUse, Signer
from doorplate.encode.sealed import Sealed, seal, unseal
from doorplate.errors import ChainBroken, KeySetError
from doorplate.register._writing import moved_on
from doorplate.register.coverage import Coverage, coverage
from doorplate.register.events import Head
from doorplate.register.state import replay

if TYPE_CHECKING:
    from doorplate.register.book import Register

__all__ = ["FORMAT", "Statement", "proven", "recount"]

FORMAT: Final = "doorplate-coverage/1"
_LISTS: Final = ("uncovered", "wrong", "households", "excused")


@dataclass(frozen=True, slots=True)
class Statement:
    """How far a village is covered after one event of its register.

    Attributes:
        division: code of the division that was counted.
        issued: the day it was signed.
        seq: number of events counted.
        head: hash of the last of them.
        doors: doors that must carry a plate.
        covered: doors that carry the right one.
        excused: doors with a justified exception.
        uncovered: doors without their plate.
        wrong: plates that hang wrong.
        households: households without a covered door.
        lists: SHA-256 of the lists themselves, so that they cannot be exchanged.
    """

    division: str
    issued: date
    seq: int
    head: str
    doors: int
    covered: int
    excused: int
    uncovered: int
    wrong: int
    households: int
    lists: str

    @classmethod
    def of(cls, found: Coverage, *, division: str, issued: date) -> "Statement":
        """The statement of a count."""
        return cls(
            division,
            issued,
            found.seq,
            found.head,
            found.doors,
            len(found.covered),
            len(found.excused),
            len(found.uncovered),
            len(found.wrong),
            len(found.households),
            _digest(found),
        )

    def write(self, signer: Signer) -> bytes:
        """The signed file; `signer` is a key of use `status`."""
        return seal(FORMAT, {**asdict(self), "issued": self.issued.isoformat()}, signer)

    @classmethod
    def read(cls, data: bytes, keyset: KeySet) -> "Statement":
        """A statement from its signed file.

        Raises:
            KeySetError: damaged, or not signed by a status key over its division.
        """
        sealed = unseal(FORMAT, data)
        body, counts = sealed.body, ("doors", "covered", "excused", "uncovered", "wrong")
        division = body.text("division")
        if not any(_may_sign(r, sealed, division) for r in keyset.records):
            raise KeySetError(
                Text("签名者无权作此声明", "its signer may not make this statement"),
                remedy=Text("用范围覆盖该区划的 status 密钥签名",
                            "Sign it with a status key whose scope holds the division"),
                where=sealed.fingerprint[:16],
            )  # fmt: skip
        numbers = {name: body.number(name) for name in (*counts, "households", "seq")}
        return cls(
            division=division,
            issued=body.day("issued"),
            head=body.text("head"),
            lists=body.text("lists"),
            **numbers,
        )

    @property
    def complete(self) -> bool:
        """Whether every list that must be empty is."""
        return not (self.uncovered or self.wrong or self.households)


def _may_sign(record: KeyRecord, sealed: Sealed, division: str) -> bool:
    return (
        (record.suite, record.public) == (sealed.suite, sealed.public)
        and record.use is KeyUse.STATUS
        and record.status in {KeyStatus.ACTIVE, KeyStatus.RETIRED}
        and record.covers(division)
    )


def proven(register: "Register") -> Coverage:
    """The coverage of a register, all of whose events and tables were just proven.

    Raises:
        ChainBroken: the register is not sound.
        RegisterBusy: somebody wrote into it meanwhile.
    """
    state = register.state()
    if register.verify() != state.anchor:
        raise moved_on(register.place)
    return coverage(state)


def recount(register: "Register", statement: Statement) -> Coverage:
    """Count again from the events that a statement names.

    Raises:
        ChainBroken: the register does not pass through the head of the statement, is not sound,
            or adds up to something else.
    """
    register.verify(Head(statement.seq, statement.head))
    found = coverage(replay(islice(register.events(), statement.seq)))
    if Statement.of(found, division=statement.division, issued=statement.issued) != statement:
        raise ChainBroken(
            Text("声明与台账不符", "the statement is not what the register adds up to")
        )
    return found


def _digest(found: Coverage) -> str:
    lists: dict[str, Any] = {name: getattr(found, name) for name in _LISTS}
    text = json.dumps(lists, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
