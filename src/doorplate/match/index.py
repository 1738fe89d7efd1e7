"""One new record against a register of millions."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Self

from doorplate._text import Text
from doorplate.address import Address
from doorplate.errors import MatchError
from doorplate.match._answer import NEW, Match, each_once, linked, owned, verdict_of
from doorplate.match._apart import Words
from doorplate.match._around import INSIDE, OUTSIDE
from doorplate.match._columns import Columns, undisturbed
from doorplate.match._evidence import Stand
from doorplate.match._explain import (
    EQUAL,
    NO_NUMBER,
    NO_PLACE,
    VAGUE,
    why_apart,
)
from doorplate.match._given import as_address, as_id, as_path, as_rows, id_taken, no_record
from doorplate.match._judge import Judge, Ruling, Step
from doorplate.match._lexicon import Lexicon
from doorplate.match._owned import Owned
from doorplate.match._parts import (
    Name,
    Numbers,
    is_door,
    number_of,
    owned_by,
    spelled,
    without_estate,
)
from doorplate.match._resolve import Resolution
from doorplate.match._store import (
    Stored,
    key_text,
    open_store,
    read_store,
    using,
    write_store,
)
from doorplate.match._stored_doors import StoredDoors
from doorplate.match._twice import Twice, is_firm
from doorplate.match._weights import Weights, curated
from doorplate.match.places import Places, listed
from doorplate.match.values import Record, Relation, Verdict

__all__ = ["Index", "Match"]


class Index:
    """A register resolved once, then asked record by record.

    Names are held in memory, doors in SQLite: in memory after `build`, in the file after
    `load`. Not shared between threads.

    >>> rows = [Record(str(n), Address.of(village="营上村", number=f"{n}号")) for n in (1, 2)]
    >>> index = Index.build(rows)
    >>> index.match(Address.of(village="营上村委会", number="二号")).record
    '2'
    >>> str(index.match(Address.of(village="营上村", number="12号")).verdict.relation)
    'different'
    """

    has_doors = True

    def __init__(self, store: sqlite3.Connection, weights: Weights) -> None:
        self._store, self._weights, self._closed = store, weights, False
        self._open(read_store(store))

    def _open(self, stored: Stored) -> None:
        self._doors = StoredDoors(self._store, stored.stand, stored.rates)
        self._judge = Judge(stored.names, self._doors, stored.known, self._weights)
        words = Words([*stored.known, *stored.apart])
        self.lexicon = Lexicon(self._judge, stored.lead, stored.vague, stored.spelling, words)

    def door_bits(self, numbers: Numbers) -> Callable[[int], float]:
        """Bits that a door adds for each name that may be meant."""
        self._check_open()
        if not is_door(numbers):
            return lambda _: 0.0
        key = key_text(numbers)
        self._doors.forget()

        def bits(target: int) -> float:
            with using(self._store):
                return self._doors.door(key, target)

        return bits

    @classmethod
    def build(
        cls,
        records: Iterable[Record],
        *,
        places: Places | None = None,
        weights: Weights | None = None,
    ) -> Self:
        """An index over records, which are grouped by door first.

        Raises:
            MatchError: two records share an id, a row is no record, or a text has half a
                character.
        """
        table = weights or curated()
        store = sqlite3.connect(":memory:")
        with undisturbed():
            resolution = Resolution(Columns(records), listed(places).names, table)
            with using(store):
                write_store(store, resolution)
        return cls(store, table)

    @classmethod
    def load(cls, path: Path | str, *, weights: Weights | None = None) -> Self:
        """An index from its file.

        Raises:
            MatchError: no path, no such file, or not an index of this version, or a damaged
                one.
        """
        store = open_store(as_path(path))
        try:
            return cls(store, weights or curated())
        except (sqlite3.Error, ValueError, LookupError, TypeError) as fault:
            store.close()
            raise MatchError(
                Text(f"索引文件已损坏：{fault}", f"the index is damaged: {fault}"),
                remedy=Text("用 Index.build 重建", "Build it again with Index.build"),
                where=str(path),
            ) from None

    def save(self, path: Path | str) -> None:
        """Write the index to a file, replacing what is there once it is whole.

        Raises:
            MatchError: no path, the file cannot be written, or the index is closed.
        """
        self._check_open()
        target = as_path(path)
        part = target.with_name(target.name + ".part")
        try:
            part.unlink(missing_ok=True)
            copy = sqlite3.connect(part)
            with copy:
                self._store.backup(copy)
            copy.close()
            part.replace(target)
        except (sqlite3.Error, OSError) as fault:
            raise MatchError(
                Text(f"不能写索引：{fault}", f"the index cannot be written: {fault}"),
                where=str(target),
            ) from None

    def __len__(self) -> int:
        """The number of doors."""
        self._check_open()
        with using(self._store):
            count = self._store.execute("SELECT count(DISTINCT record) FROM doors").fetchone()
        return int(count[0])

    def match(self, address: Address) -> Match:
        """The record at the same door, if the index holds one.

        Raises:
            MatchError: no address, one with half a character, or the index is closed or
                damaged.
        """
        name, number, owner = self._key(address)
        with using(self._store):
            return self._matched(name, number, owner)

    def _matched(self, name: Name, number: Numbers, owner: Owned) -> Match:
        if not any(name.place):
            return Match(None, Verdict(Relation.UNKNOWN, 0.0, (NO_PLACE,)))
        known = self.lexicon.id.get(name)
        if not is_door(number):
            relation = Relation.UNKNOWN if known is None else Relation.SAME_PLACE
            return Match(None, Verdict(relation, 0.0, (NO_NUMBER,)))
        key = key_text(number)
        self._doors.forget()
        if known is not None and (found := self._standing(known, key, owner)):
            return found
        answer = self._described(name, key, owner) or self._by_neighbours(name, key, owner)
        step = None if known is None else self.lexicon.lead.get(known)
        if step and answer.verdict.relation is Relation.DIFFERENT:
            return self._by_neighbours(self._judge.names[step.target], key, owner)
        return answer

    def _key(self, address: Address) -> tuple[Name, Numbers, Owned]:
        self._check_open()
        names, numbers = spelled(as_address(address))
        return self.lexicon.meant(names), number_of(numbers), owned_by(numbers)

    def _described(self, name: Name, key: str, owner: Owned) -> Match | None:
        """A door of a street with an estate behind its number, which one side leaves out.

        Where the index names an estate there, or nothing says whose the number is, a person is
        asked.
        """
        street = without_estate(name)
        named = self._estates.get(street or name, ())
        steps = [self._judge.described(j) for j in named if self._doors.records(key, j)]
        if street is None:
            return self._asked(key, steps) if steps else None
        i = self.lexicon.id.get(street)
        found = self._doors.records(key, i) if i is not None and owner.side != INSIDE else {}
        if i is None or not found:
            return None
        step = self._judge.described(i)._replace(left=name.place[-1])
        if owner.side == OUTSIDE and not steps:
            return linked(found, step, owner)
        return self._asked(key, [step, *steps])

    @cached_property
    def _estates(self) -> dict[Name, list[int]]:
        """Names of estates by the street that they stand on."""
        found: dict[Name, list[int]] = defaultdict(list)
        for i, name in enumerate(self._judge.names):
            if street := without_estate(name):
                found[street].append(i)
        return found

    def _asked(self, key: str, steps: Sequence[Step]) -> Match:
        doors = (self._doors.records(key, step.target).values() for step in steps)
        options = tuple(dict.fromkeys(chain.from_iterable(doors)))
        return Match(None, verdict_of(Relation.UNKNOWN, steps[0]), options)

    def _standing(self, i: int, key: str, owner: Owned) -> Match | None:
        """A door under a name of the index, or under what that leads to."""
        step = self.lexicon.lead.get(i)
        if step is None and i in self.lexicon.vague:
            return None
        found = self._doors.records(key, step.target if step else i)
        if not found:
            return None
        if step:
            return linked(found, step, owner)
        record = owned(found, owner)
        if record is None:
            verdict = Verdict(Relation.UNKNOWN, 0.5, tuple(why_apart([*found, owner])))
            return Match(None, verdict, each_once(found))
        return Match(record, Verdict(Relation.SAME_DOOR, 1.0, (EQUAL,)))

    def _by_neighbours(self, name: Name, key: str, owner: Owned) -> Match:
        """A door under a name that this one may mean."""
        options = self.lexicon.options(name)
        having = {o.target for o in options if self._doors.records(key, o.target)}
        ruling = Ruling(None)
        if having:
            ruling = self._judge.at_door(key, options, having, lambda _: True)
        if not ruling.step and not ruling.doubts:
            ruling = self._wrong_twice(name, key)
        step = ruling.step or self._lone(ruling.doubts)
        if step:
            return linked(self._doors.records(key, step.target), step, owner)
        if ruling.doubts:
            return self._asked(key, ruling.doubts)
        known = self.lexicon.id.get(name)
        if known in self.lexicon.vague:
            found = self._doors.records(key, known)
            return Match(None, Verdict(Relation.UNKNOWN, 0.5, (VAGUE,)), each_once(found))
        return Match(None, Verdict(Relation.DIFFERENT, 0.0, (NEW,)))

    def _lone(self, doubts: Sequence[Step]) -> Step | None:
        """The only door of those that may be meant, unless it is but a character away."""
        if len(doubts) != 1 or doubts[0].rule == "other":
            return None
        return doubts[0] if doubts[0].bits >= self._weights.zones["lone"] else None

    def _wrong_twice(self, name: Name, key: str) -> Ruling:
        """What a name may mean that is wrong in two ways."""
        i = self.lexicon.id.get(name)
        stand = _ONCE if i is None else self._doors.stand[i] + _ONCE
        vague = i is not None and i in self.lexicon.vague
        if vague or name in self._judge.known:
            return Ruling(None)
        rulings = self._twice.rulings(name, stand, (key,))
        return next((ruling for _, ruling in rulings), Ruling(None))

    @cached_property
    def _twice(self) -> Twice:
        """Names that stand firmly, found by what two slips leave of them."""
        firm = filter(self._is_firm, range(len(self._judge.names)))
        return Twice(self._judge, firm)

    def _is_firm(self, i: int) -> bool:
        """Whether a name stands for itself, with records or a place list to show for it."""
        judge, lexicon = self._judge, self.lexicon
        if i in lexicon.lead or i in lexicon.vague:
            return False
        return is_firm(judge.evidence.stand[i].rows) or judge.names[i] in judge.known

    def add(self, records: Iterable[Record]) -> list[Match]:
        """Match records and add those whose door the index does not hold.

        Returns:
            what was found for each before it was added, in order. Records that a person must
            judge are added as doors of their own; of those spelled alike the first.

        Raises:
            MatchError: an id that the index has at a door or that comes twice, a row that is
                no record, or a text with half a character; then nothing is added.
        """
        self._check_open()
        with using(self._store):
            return [self._added(record) for record in self._new(records)]

    def _new(self, records: Iterable[Record]) -> list[Record]:
        """The records, none of which has an id that is taken."""
        with self._store:
            self._store.execute("CREATE INDEX IF NOT EXISTS ids ON doors (record)")
        new: dict[str, Record] = {}
        for record in as_rows(records):
            if not isinstance(record, Record):
                raise no_record(record, len(new))
            as_id(record.id, len(new) + 1)
            _, numbers = spelled(as_address(record.address, str(record.id)))
            key_text((record.id, *numbers)).encode()
            taken = "SELECT 1 FROM doors WHERE record = ?"
            if record.id in new or self._store.execute(taken, (record.id,)).fetchone():
                raise id_taken(record.id)
            new[record.id] = record
        return list(new.values())

    def _added(self, record: Record) -> Match:
        found = self.match(record.address)
        name, number, owner = self._key(record.address)
        if found.record is None and any(name.place) and is_door(number):
            self._insert(name, key_text(number), owner, record.id)
        elif found.record is not None and name not in self.lexicon.id and without_estate(name):
            self._insert(name, key_text(number), owner, found.record)
        return found

    def _insert(self, name: Name, key: str, owner: Owned, record: str) -> None:
        known = self.lexicon.id.get(name)
        before = known is not None and self._is_firm(known)
        i = self.lexicon.add(name)
        if not before and self._is_firm(i) and "_twice" in vars(self):
            self._twice.add(i)
        if known is None and "_estates" in vars(self) and (street := without_estate(name)):
            self._estates[street].append(i)
        stand, step = self._doors.stand[i], self.lexicon.lead.get(i)
        with self._store:
            self._store.execute(
                "INSERT OR REPLACE INTO names VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (i, json.dumps(name.area), json.dumps(name.place), *stand,
                 json.dumps(step) if step else None, i in self.lexicon.vague),
            )  # fmt: skip
            self._store.execute(
                "INSERT OR IGNORE INTO doors VALUES (?, ?, ?, ?)",
                (key, step.target if step else i, key_text(owner), record),
            )

    def close(self) -> None:
        """Let go of the file; nothing can be asked any more."""
        self._store.close()
        self._closed = True

    def _check_open(self) -> None:
        if self._closed:
            raise MatchError(
                Text("索引已关闭", "the index is closed"),
                remedy=Text("重新 load 或 build", "Load or build it again"),
            )


_ONCE = Stand(1, 1, 1)
