"""Tails read before: a street has many doors, and many streets have doors of one form.

A tail is looked up as a whole, and then again behind each street or estate that it names:
most streets of a list are new, the numbers behind them are written in few ways.
"""

from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from doorplate.address import Level
from doorplate.normalize._own import OwnNames
from doorplate.normalize._reading import Reading
from doorplate.normalize._repeats import set_repeats_apart
from doorplate.normalize._shapes import Slot, has_digits, shape_of, slot_of
from doorplate.normalize._sights import Sights
from doorplate.normalize._slots import is_tower
from doorplate.normalize._state import Part, Tail
from doorplate.normalize._tail import finish, next_sign, read_tail, take_plain_street

_MOST = 4_096
_COMPOUND = Level.COMPOUND
_CUTS = frozenset({Level.ROAD, _COMPOUND})
"""What a rest of a tail is kept behind."""
_MOST_CUTS = 4

Key = tuple[str, str, tuple[Level, ...], bool]


class TailRead(NamedTuple):
    """Divisions and elements, noise and unread rest of one text.

    `weighed` says that a rule looked at which number a number is.
    """

    out: list[Part]
    noise: list[tuple[str, int, int]]
    rest: list[tuple[int, int]]
    weighed: bool


def read_with_own(
    src: str, reading: Reading, own: OwnNames, stray: Sequence[Part] = ()
) -> TailRead:
    """The tail of a text behind its divisions, with the user's own names; never kept."""
    within = own.within(part.code for part in reading.parts)
    before = [*[part[:4] for part in reading.parts], *stray]
    tail = read_tail(src, reading.end, before, within)
    return TailRead(tail.out, tail.noise, tail.rest, weighed=True)


_Cut = tuple[int, int, Part | None, int, int]
"""How far a tail was read at some place: the place, how many elements and the last of them,
how much noise and unread rest."""


class _Fresh(NamedTuple):
    """A tail as it was read; what of it holds for others is worked out when one comes."""

    src: str
    cut: _Cut
    out: list[Part]
    noise: list[tuple[str, int, int]]
    rest: list[tuple[int, int]]


class _Known(NamedTuple):
    """The elements of a tail's shape; places count from where it begins."""

    out: tuple[tuple[Level, str, int, int, Slot | None], ...]
    noise: tuple[tuple[str, int, int], ...]
    rest: tuple[tuple[int, int], ...]


Store = dict[Key, _Fresh | _Known | None]


class Tails:
    """A bounded store of tails by their shape and what stands right before them."""

    def __init__(self) -> None:
        self._store: Store = {}
        self._seen = Sights()

    def __len__(self) -> int:
        return len(self._store)

    def clear(self) -> None:
        """Forget every tail."""
        self._store.clear()
        self._seen.clear()

    def read(
        self, src: str, shape: str, reading: Reading, stray: Sequence[Part] = ()
    ) -> TailRead:
        """The tail of a text of a shape behind its divisions and what stands before them."""
        tail = Tail(src, reading.end, [*[part[:4] for part in reading.parts], *stray])
        self.go_on(tail, shape)
        return TailRead(tail.out, tail.noise, tail.rest, tail.weighed)

    def go_on(self, tail: Tail, shape: str) -> None:
        """Read a tail behind its divisions; the shape is that of its text."""
        self._read_on(tail, shape)
        set_repeats_apart(tail)

    def _read_on(self, tail: Tail, shape: str) -> None:
        """Read the elements, those of a tail that is known without their signs."""
        take_plain_street(tail)
        first, whole = _cut(tail, tail.start), _key(tail, shape, tail.start)
        cut, key = first, whole
        known = _at(self._store, whole)
        for left in reversed(range(_MOST_CUTS)):
            if known is not None:
                _add(known, tail, cut[0])
                break
            position = _next_cut(tail, cut[0])
            if position < 0:
                break
            if left:
                cut, key = _cut(tail, position), _key(tail, shape, position)
                known = _at(self._store, key)
            else:
                _read_on(tail, position)
        if tail.weighed:
            return
        if known is None and cut is not first:
            self._learn(key, cut, tail)
        if known is None or cut is not first:
            self._learn(whole, first, tail)

    def _learn(self, key: Key, cut: _Cut, tail: Tail) -> None:
        """Keep what was read behind a cut seen again, unless it changed what stands before."""
        _, count, last, _, _ = cut
        store = self._store
        if key in store or (count and tail.out[count - 1] is not last):
            return
        if not self._seen.again(key):
            return
        if len(store) >= _MOST:
            store.clear()
        store[key] = _Fresh(tail.src, cut, tail.out, tail.noise, tail.rest)


def _at(store: Store, key: Key) -> _Known | None:
    known = store.get(key)
    if isinstance(known, _Fresh):
        known = store[key] = _known(known)
    return known


def _cut(tail: Tail, position: int) -> _Cut:
    out = tail.out
    return position, len(out), out[-1] if out else None, len(tail.noise), len(tail.rest)


def _key(tail: Tail, shape: str, position: int) -> Key:
    """What the reading behind a cut hangs on; the shape is that of the whole text."""
    src, before = tail.src, tail.out
    levels = tuple(map(_LEVEL, before))
    touches = bool(before) and before[-1][3] == position
    said = src[position - 1 : position] if position else ""
    behind = shape[position:]
    if behind[:1] in _ZERO and said.isdecimal():
        behind = shape_of(src[position:])
    if touches and levels[-1] is _COMPOUND and is_tower(tail):
        said += "+"
    if src.isascii():
        said += "-"
    return behind, said, levels, touches


_ZERO = frozenset("01")
_LEVEL = itemgetter(0)


def _read_on(tail: Tail, position: int) -> None:
    """Read on to the end."""
    while position >= 0:
        position = next_sign(tail, position)
    finish(tail)


def _next_cut(tail: Tail, position: int) -> int:
    """Read on to where a street or an estate ends; to the end, and -1, where none does."""
    while (position := next_sign(tail, position)) >= 0:
        if tail.start == position and tail.out:
            level, _, _, end = tail.out[-1]
            if end == position and level in _CUTS:
                return position
    finish(tail)
    return -1


def _known(fresh: _Fresh) -> _Known | None:
    """What holds for every tail of the shape; None where the digits may say more."""
    src, (start, count, _, noise, rest), *_ = fresh
    out = []
    for level, value, a, b in fresh.out[count:]:
        written = src[a:b]
        numbered = has_digits(written)
        slot = slot_of(value, written) if numbered else None
        if numbered and slot is None:
            return None
        out.append((level, value, a - start, b - start, slot))
    around = tuple([(kind, a - start, b - start) for kind, a, b in fresh.noise[noise:]])
    unread = tuple([(a - start, b - start) for a, b in fresh.rest[rest:]])
    return _Known(tuple(out), around, unread)


def _add(known: _Known, tail: Tail, start: int) -> None:
    src, out = tail.src, tail.out
    for level, value, a, b, slot in known.out:
        if slot is None:
            out.append((level, value, a + start, b + start))
        else:
            first, last, before, behind = slot
            digits = src[start + a + first : start + a + last]
            out.append((level, before + digits + behind, a + start, b + start))
    if known.noise or known.rest:
        tail.noise += [(kind, a + start, b + start) for kind, a, b in known.noise]
        tail.rest += [(a + start, b + start) for a, b in known.rest]
