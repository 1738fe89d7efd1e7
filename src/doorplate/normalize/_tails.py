"""Tails read before: a street has many doors, and many towns have streets of one name."""

from typing import NamedTuple

from doorplate.address import Level
from doorplate.normalize._own import OwnNames
from doorplate.normalize._reading import Reading
from doorplate.normalize._shapes import Slot, has_digits, shape_of, slot_of
from doorplate.normalize._state import Part, Tail
from doorplate.normalize._tail import read_tail

_MOST = 3_072

Key = tuple[str, str, tuple[Level, ...], bool]


class TailRead(NamedTuple):
    """Divisions and elements, noise and unread rest of one text.

    `weighed` says that a rule looked at which number a number is.
    """

    out: list[Part]
    noise: list[tuple[str, int, int]]
    rest: list[tuple[int, int]]
    weighed: bool


def read_with_own(src: str, reading: Reading, own: OwnNames) -> TailRead:
    """The tail of a text behind its divisions, with the user's own names; never kept."""
    within = own.within(part.code for part in reading.parts)
    before = [part[:4] for part in reading.parts]
    tail = read_tail(src, reading.end, before, within)
    return TailRead(tail.out, tail.noise, tail.rest, weighed=True)


class _Known(NamedTuple):
    """The same for a tail's shape; places count from where it begins."""

    out: tuple[tuple[Level, str, int, int, Slot | None], ...]
    noise: tuple[tuple[str, int, int], ...]
    rest: tuple[tuple[int, int], ...]


class Tails:
    """A bounded store of tails by their shape and what stands right before them."""

    def __init__(self) -> None:
        self._known: dict[Key, _Known] = {}

    def __len__(self) -> int:
        return len(self._known)

    def clear(self) -> None:
        """Forget every tail."""
        self._known.clear()

    def read(self, src: str, reading: Reading) -> TailRead:
        """The tail of a text behind its divisions."""
        start, before = reading.end, [part[:4] for part in reading.parts]
        touches = bool(before) and before[-1][3] == start
        levels = tuple([part[0] for part in before])
        key = (shape_of(src[start:]), src[start - 1 : start] if start else "", levels, touches)
        known = self._known.get(key)
        if known is not None:
            return _moved(known, src, start, before)
        tail = read_tail(src, start, before)
        if not tail.weighed:
            self._learn(key, tail, start, len(levels))
        return TailRead(tail.out, tail.noise, tail.rest, tail.weighed)

    def _learn(self, key: Key, tail: Tail, start: int, count: int) -> None:
        out = []
        for level, value, a, b in tail.out[count:]:
            written = tail.src[a:b]
            numbered = has_digits(written)
            slot = slot_of(value, written) if numbered else None
            if numbered and slot is None:
                return
            out.append((level, value, a - start, b - start, slot))
        noise = tuple([(kind, a - start, b - start) for kind, a, b in tail.noise])
        rest = tuple([(a - start, b - start) for a, b in tail.rest])
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[key] = _Known(tuple(out), noise, rest)


def _moved(known: _Known, src: str, start: int, out: list[Part]) -> TailRead:
    for level, value, a, b, slot in known.out:
        if slot is None:
            out.append((level, value, a + start, b + start))
        else:
            first, last, before, behind = slot
            digits = src[start + a + first : start + a + last]
            out.append((level, before + digits + behind, a + start, b + start))
    noise = [(kind, a + start, b + start) for kind, a, b in known.noise]
    rest = [(a + start, b + start) for a, b in known.rest]
    return TailRead(out, noise, rest, weighed=False)
