"""The doors of a stored index, as evidence on what a name means."""

import sqlite3

from doorplate.match._evidence import Evidence, Rates, Stand
from doorplate.match._owned import Owned
from doorplate.match._store import owner_of


class StoredDoors(Evidence):
    """Doors in SQLite, remembered for one query."""

    def __init__(self, store: sqlite3.Connection, stand: list[Stand], rates: Rates) -> None:
        super().__init__(stand, rates)
        self._store = store
        self._named: dict[str, dict[int, dict[Owned, str]]] = {}
        self._spread: dict[str, int] = {}

    def forget(self) -> None:
        """Begin another query."""
        self._named.clear()
        self._spread.clear()

    def records(self, number: str, target: int) -> dict[Owned, str]:
        """The records at a door, by whose the number is."""
        if number in self._named:
            return self._named[number].get(target, {})
        rows = self._store.execute(
            "SELECT owner, record FROM doors WHERE number = ? AND name = ?", (number, target)
        )
        return {owner_of(owner): record for owner, record in rows}

    def has(self, number: str, target: int) -> bool:
        """Whether a name has a door; the first question fetches every name that has it."""
        if number not in self._named:
            named = self._named[number] = {}
            for name, owner, record in self._store.execute(
                "SELECT name, owner, record FROM doors WHERE number = ?", (number,)
            ):
                named.setdefault(name, {})[owner_of(owner)] = record
        return target in self._named[number]

    def spread(self, number: str) -> int:
        if number not in self._spread:
            row = self._store.execute(
                "SELECT names FROM spread WHERE number = ?", (number,)
            ).fetchone()
            self._spread[number] = row[0] if row else 0
        return self._spread[number]
