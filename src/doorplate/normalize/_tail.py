"""The tail of an address: from the hamlet or road down to the room.

One pattern finds the next sign (`_tokens`); the rule of that sign takes the name before it and
the sign itself, and says where reading goes on. Rules know what was read before them: 号 behind
a road is a door number, behind a building a room.
"""

from doorplate.address import Level
from doorplate.normalize import _lanes as lanes
from doorplate.normalize import _name_rules as names
from doorplate.normalize import _number_rules as numbers
from doorplate.normalize import _numbers as values
from doorplate.normalize import _row_rules as rows
from doorplate.normalize._exits import gate, line, station_exit
from doorplate.normalize._own import Own
from doorplate.normalize._repeats import set_repeats_apart
from doorplate.normalize._several import marked, several
from doorplate.normalize._state import Part, Tail
from doorplate.normalize._tokens import ending_of, plain_sign, plain_street, signs

__all__ = ["Part", "Tail", "finish", "next_sign", "read_tail", "take_plain_street"]


def read_tail(src: str, start: int, before: list[Part], own: Own | None = None) -> Tail:
    """Read `src` from `start` on, after the divisions `before`; own names come first."""
    tail = Tail(src, start, before)
    position = _own_name(tail, own)
    while (position := next_sign(tail, position)) >= 0:
        if own is not None and position == tail.start:
            position = _own_name(tail, own)
    finish(tail)
    set_repeats_apart(tail)
    return tail


def next_sign(tail: Tail, position: int) -> int:
    """Take the next sign and the name before it; where reading goes on, -1 behind the last."""
    match = signs().search(tail.src, position)
    if match is None:
        return -1
    begin, end = match.span()
    _RULES[match.lastgroup or ""](tail, begin, end)
    return max(end, tail.start)


def take_plain_street(tail: Tail) -> None:
    """Take a street right behind the divisions that `next_sign` would take: 文三路12号."""
    match = plain_street().match(tail.src, tail.start)
    if match is not None:
        tail.take(Level.ROAD, match.end())


def finish(tail: Tail) -> None:
    """Take what stands behind the last sign."""
    names.name(tail, len(tail.src), "")


def _own_name(tail: Tail, own: Own | None) -> int:
    """Take the names of the user's that begin where reading stands; where to go on."""
    while own is not None and (found := own(tail.src, tail.start)):
        level, value, end = found
        tail.add(level, value, tail.start, end)
    return tail.start


def _plain(tail: Tail, start: int, end: int) -> None:
    """A number and its word, by the rule of the sign that it is."""
    _RULES[plain_sign(tail.src[start:end])](tail, start, end)


def _ending(tail: Tail, start: int, end: int) -> None:
    """An ending of the lexicon, by the list it stands in."""
    _ENDINGS[ending_of()[tail.src[start:end]]](tail, start, end)


_ENDINGS: dict[str, names.Rule] = {
    "town": names.town,
    "village": names.village,
    "zone": names.zone,
    "compound": names.compound,
    "road": names.road,
    "lane": lanes.named_lane,
    "intersection": names.around("intersection"),
    "relative": names.around("relative"),
}
_RULES: dict[str, names.Rule] = {
    "numroad": numbers.numbered_road,
    "english": numbers.english,
    "line": line,
    "crowd": numbers.crowd,
    "marked": marked,
    "several": several,
    "group": names.group,
    "box": gate,
    "gate": gate,
    "exit": station_exit,
    "lane": lanes.lane,
    "rank": lanes.rank,
    "aisle": names.aisle,
    "building": numbers.building,
    "below": rows.below,
    "row": rows.row,
    "side": rows.side,
    "unit": numbers.numbered(Level.UNIT, values.unit, "unit"),
    "tower_floor": numbers.tower_floor,
    "floor": numbers.floor,
    "room": numbers.room,
    "number": numbers.number,
    "sub": numbers.sub,
    "after_floor": numbers.after_floor,
    "phase": names.phase,
    "bare": numbers.bare,
    "plain": _plain,
    "ending": _ending,
    "mark": names.mark,
}
