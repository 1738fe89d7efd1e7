"""What has been read of one tail so far."""

import re

from doorplate._rows import ALSO, MOST, TO, joined, sign
from doorplate.address import Level
from doorplate.normalize._shapes import has_digits

Part = tuple[Level, str, int, int]
"""Level, normalized value, start and end in the cleaned text; -1 where filled in."""

INSIDE = frozenset({Level.BUILDING, Level.UNIT, Level.FLOOR})
NAMED = frozenset({Level.COMPOUND, Level.LANDMARK})
RURAL = frozenset({Level.VILLAGE, Level.HAMLET, Level.GROUP})
STREETS = RURAL | {Level.TOWN, Level.ROAD, Level.LANE}

_BUILDING, _UNIT, _LANDMARK = Level.BUILDING, Level.UNIT, Level.LANDMARK


_SAID_AGAIN = frozenset({Level.VILLAGE, Level.ROAD, Level.COMPOUND})
"""Names that are written twice in a row: 白玉路【白玉路44号】."""
_LISTED = INSIDE | {Level.GROUP, Level.LANE, Level.ROOM}
_JOINS = f",/{ALSO}{TO}"
_TOO_LONG = re.compile("[0-9]{6}")
"""No room, but a postcode."""


def _counts_up(before: str, value: str) -> bool:
    """Whether 101室-105室 is a row: the same word, and the second is the higher."""
    one, other = _ONE.fullmatch(before), _ONE.fullmatch(value)
    if one is None or other is None:
        return False
    return one[1] == other[1] and one[3] == other[3] and int(one[2]) < int(other[2])


_ONE = re.compile("([A-Z]*)([0-9]{1,9})([^0-9A-Z]+)")


class Tail:
    """The elements, noise and unread rest of one tail.

    Attributes:
        src: the cleaned text.
        start: where the text that no element has taken yet begins.
        out: the elements.
        noise: what is no element.
        rest: what nobody could read.
        weighed: whether a rule looked at which number a number is, or at what a division is
            called.
    """

    __slots__ = ("_read", "noise", "out", "rest", "src", "start", "weighed")

    def __init__(self, src: str, start: int, before: list[Part]) -> None:
        self.src = src
        self.start = start
        self.out = before
        self._read = {part[0] for part in before}
        self.noise: list[tuple[str, int, int]] = []
        self.rest: list[tuple[int, int]] = []
        self.weighed = False

    def add(self, level: Level, value: str, start: int, end: int) -> None:
        """Take a stretch as an element; reading goes on behind it.

        What has buildings is an estate, not a landmark.
        """
        before = self.out[-1][0] if self.out else None
        if before is level:
            if level in _SAID_AGAIN and value == self.out[-1][1]:
                self.weighed = self.weighed or has_digits(value) is not None
                self.skip("repeat", start, end)
                return
            if level in _LISTED and self._goes_on(value, start):
                _, held, start, was = self.out.pop()
                value = joined(f"{held}{sign(self.src[was])}{value}")
                self._take_back(was)
        elif before is _LANDMARK and (level is _BUILDING or level is _UNIT):
            self.out[-1] = (Level.COMPOUND, *self.out[-1][1:])
            self._read.add(Level.COMPOUND)
        self.out.append((level, value, start, end))
        self._read.add(level)
        self.start = end

    def _goes_on(self, value: str, start: int) -> bool:
        """Whether the last element and one behind it are one list: 301室、302室."""
        _, before, _, end = self.out[-1]
        between = self.src[end:start]
        if len(between) != 1 or _TOO_LONG.search(value) or before.count(",") >= MOST:
            return False
        if between == "-":
            worded = not self.src[end - 1].isascii() or self.src[end - 1] == "#"
            self.weighed = self.weighed or worded
            return worded and _counts_up(before, value)
        if between in ALSO and not value[0].isascii() and not before[0].isascii():
            return False
        self.weighed = self.weighed or between in _JOINS
        return between in _JOINS and before != value

    def _take_back(self, start: int) -> None:
        """Let what was set apart at a position, as the sign of a list, be part of the list."""
        if self.noise and self.noise[-1][1] == start:
            self.noise.pop()
        if self.rest and self.rest[-1][0] == start:
            self.rest.pop()

    def take(self, level: Level, end: int) -> None:
        """Take everything up to `end` as an element, as written."""
        self.add(level, self.src[self.start : end], self.start, end)

    def widen(self, level: Level, end: int) -> None:
        """Let the last element reach to `end`, as a `level`."""
        self._read.add(level)
        _, value, start, was = self.out[-1]
        self.out[-1] = (level, value + self.src[was:end], start, end)
        self.start = end

    def skip(self, kind: str, start: int, end: int) -> None:
        """Take a stretch as noise."""
        self.noise.append((kind, start, end))
        self.start = end

    def leave(self, start: int, end: int) -> None:
        """Leave a stretch as unread."""
        self.rest.append((start, end))
        self.start = end

    def has(self, level: Level) -> bool:
        """Whether an element of the level was read."""
        return level in self._read

    def last(self) -> Level | None:
        """Level of the last element."""
        return self.out[-1][0] if self.out else None

    def touches(self, level: Level, position: int) -> bool:
        """Whether the last element is of the level and ends right at `position`."""
        return bool(self.out) and self.out[-1][0] is level and self.out[-1][3] == position
