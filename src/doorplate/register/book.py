"""The register: open, append, read, prove."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from doorplate.register._crosswalk import CrosswalkRow, crosswalk
from doorplate.register._fields import tidied
from doorplate.register._lookup import Meaning, meanings
from doorplate.register._writing import Desk, copy_in, extend, moved_on
from doorplate.register.events import Event, Head
from doorplate.register.state import State
from doorplate.register.verbs import Kind

if TYPE_CHECKING:
    from doorplate.register._store import Store

__all__ = ["Register"]


class Register:
    """A ledger of events in one SQLite file, or in one PostgreSQL database.

    Events are only ever appended; what they add up to is kept beside them, so that opening,
    looking up and appending cost the same in the thirtieth year as in the first.

    >>> from datetime import date
    >>> from tempfile import TemporaryDirectory
    >>> from doorplate.register import Event, Register, Verb
    >>> day = date(2022, 7, 8)
    >>> number = {"scope": "槐树街", "number": "１２-1", "text": "槐树街12号附1", "door": "d1"}
    >>> with TemporaryDirectory() as folder, Register.create(f"{folder}/r.db") as register:
    ...     sealed = register.append([
    ...         Event(day, "clerk", Verb.SURVEY, "d1", {"scope": "槐树街"}),
    ...         Event(day, "clerk", Verb.ASSIGN, "a1", number),
    ...     ])
    ...     [meaning.address for meaning in register.lookup("槐树街十二号之一", on=day)]
    ['a1']
    """

    def __init__(self, store: "Store", place: str) -> None:
        self._store = store
        self.place = place

    @classmethod
    def create(cls, place: str | Path, *, wait: float = 5.0) -> Self:
        """Make an empty register.

        Args:
            place: path of a SQLite file that does not exist yet, or a `postgresql://` URL.
            wait: seconds to wait for another writer before giving up.

        Raises:
            RegisterError: it exists already, or cannot be made there.
        """
        from doorplate.register import _open  # noqa: PLC0415 - loads SQLAlchemy when needed

        return cls(_open.create(place, wait=wait), str(place))

    @classmethod
    def open(cls, place: str | Path, *, wait: float = 5.0) -> Self:
        """Open a register that exists.

        Raises:
            RegisterError: there is none, it is damaged, or a later version made it.
        """
        from doorplate.register import _open  # noqa: PLC0415 - loads SQLAlchemy when needed

        return cls(_open.open_(place, wait=wait), str(place))

    @staticmethod
    def migrate(place: str | Path, *, wait: float = 5.0) -> int:
        """Bring a register of an earlier version forward; gives its former schema.

        Checks every event and builds everything beside them anew, in one transaction. It also
        mends tables that `verify` found unsound while the events are sound.

        Raises:
            ChainBroken: an event is not sound; nothing was changed.
            RegisterError: there is no register, or a later version made it.
        """
        from doorplate.register import _open  # noqa: PLC0415 - loads SQLAlchemy when needed

        return _open.migrate(place, wait=wait)

    def close(self) -> None:
        """Let go of the store; a SQLite register is one file again."""
        self._store.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.close()

    # Writing ------------------------------------------------------------------------------

    def append(self, events: Iterable[Event], *, onto: Head | None = None) -> tuple[Event, ...]:
        """Seal and write events, all or none, and give them back sealed.

        Args:
            events: what happened, in order.
            onto: where the register must still stand, as the `anchor` of the state on which the
                events were chosen; wherever it stands where not given.

        Raises:
            RegisterBusy: somebody else wrote since `onto`. Nothing is written.
            ForbiddenTransition: an event that the state of its subject does not allow.
            NumberTaken: a number that another address holds.
            RegisterBusy: another writer held the register for too long.
            RegisterError: an event that names something unknown, or cannot be written.
        """
        batch = list(events)

        def choose(desk: Desk) -> list[Event]:
            if onto is not None and batch and desk.head != onto:
                raise moved_on(self.place)
            return batch

        return self.decide(choose)

    def decide(self, choose: Callable[[Desk], Iterable[Event]]) -> tuple[Event, ...]:
        """Choose events while nobody else can write, and append them.

        What `choose` reads from the desk still holds when its events are written: two clerks
        who each take the next free number never get the same one.

        Raises:
            DoorplateError: as for `append`; and whatever `choose` raises. Nothing is written.
        """
        with self._plainly(), self._store.writing() as (connection, head):
            batch = [tidied(e) for e in choose(Desk(self._store, connection, head))]
            return extend(self._store, connection, head, batch)

    @classmethod
    def load(cls, place: str | Path, lines: Iterable[str], *, wait: float = 5.0) -> Self:
        """Make a register from the lines of another one; all or nothing.

        Raises:
            ChainBroken: a line is not the next event of the chain.
            RegisterError: there is a register already, or it cannot be made there.
        """
        from doorplate.register import _open  # noqa: PLC0415 - loads SQLAlchemy when needed

        fill = partial(copy_in, lines=lines)
        return cls(_open.create(place, wait=wait, fill=fill), str(place))

    # Reading ------------------------------------------------------------------------------

    @property
    def head(self) -> Head:
        """Number of events and hash of the last one: what to write down elsewhere."""
        with self._plainly(), self._store.reading() as connection:
            return self._store.head(connection)

    def events(self, subject: str | None = None, kind: Kind | None = None) -> Iterator[Event]:
        """All events in order, or those about one subject."""
        return map(Event.parse, self.lines(subject, kind))

    def lines(self, subject: str | None = None, kind: Kind | None = None) -> Iterator[str]:
        """The canonical lines of `events`."""
        with self._plainly(), self._store.reading() as connection:
            if subject is None:
                for row in self._store.lines(connection):
                    yield row.line
                return
            for each in [kind] if kind else Kind:
                yield from self._store.about(connection, each, subject)

    def state(self) -> State:
        """Everything as it stands."""
        with self._plainly(), self._store.reading() as connection:
            kinds = {
                kind: {e.id: e for e in self._store.entries(connection, kind)} for kind in Kind
            }
            head = self._store.head(connection)
            return State.of(kinds, self._store.versions(connection), head.seq, head.hash)

    def verify(self, anchor: Head | None = None) -> Head:
        """Check the whole chain and what is kept beside it; gives the head that was proven.

        Args:
            anchor: number of events and hash of the last one as written down elsewhere; the
                chain must still pass through it. Only this can show that events were cut off
                the end, or that everything was written anew.

        Raises:
            ChainBroken: `seq` is the first event that was changed, removed, inserted or moved;
                0 where the events are sound and the tables beside them are not.
        """
        from doorplate.register import _proof  # noqa: PLC0415 - loads SQLAlchemy when needed

        with self._plainly(), self._store.reading() as connection:
            return _proof.prove(self._store, connection, anchor)

    def lookup(
        self, text: str, on: date | None = None, known: date | None = None
    ) -> list[Meaning]:
        """What an address text meant on a day: every address that was called so.

        Args:
            text: the address as somebody wrote it; the end of it is enough (`槐树街5号`), as
                long as it cuts no number: `5号` is not an end of `槐树街15号`.
            on: the day asked about; today's wording and all former ones where not given.
            known: what the register knew by then; everything recorded where not given.
        """
        with self._plainly(), self._store.reading() as connection:
            found = self._store.texts(connection, text)
            histories = {
                v.address: [
                    Event.parse(line)
                    for line in self._store.about(connection, Kind.ADDRESS, v.address)
                ]
                for v in sorted(found)
            }
        return meanings(found, histories, on, known)

    def crosswalk(self) -> list[CrosswalkRow]:
        """Old to new: every former number or wording of every address, oldest first."""
        return crosswalk(self.state())

    def _plainly(self) -> AbstractContextManager[Any]:
        from doorplate.register import _open  # noqa: PLC0415 - loaded already

        return _open.said_plainly(self.place)
