"""Claims into addresses: what the text says, and what the columns beside it add."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from doorplate._rows import row_of_doors
from doorplate._text import Text
from doorplate.address import Address, Component, DoorNumber, Level
from doorplate.errors import DoorplateError, NumberFormatError
from doorplate.normalize import Parsed
from doorplate.pipeline.claims import Claim
from doorplate.pipeline.values import Reject

__all__ = ["Reader", "Reading", "read_claims"]

Reader = Callable[[str], Parsed]
"""Text to its readings; raises a `DoorplateError` where the text cannot be an address."""


class Reading(NamedTuple):
    """A claim and the address it claims; empty where the door was found without one.

    Attributes:
        claim: the row.
        address: its best reading, completed from the columns beside it.
        number: the number that the address text claims.
        wall: the number on the wall, where the list has such a column and it is readable.
        rivals: all readings, where nothing tells them apart.
    """

    claim: Claim
    address: Address
    number: DoorNumber | None = None
    wall: DoorNumber | None = None
    rivals: tuple[Address, ...] = ()

    @property
    def said(self) -> str:
        """The address as written, without telephone numbers, names and unread rest."""
        return said(self.address)


def said(address: Address) -> str:
    """The parts of an address as written, in the order of the text, without free text.

    >>> said(Address((Component(Level.NUMBER, "12号", "十二号", 3, 6),)))
    '十二号'
    """
    parts = address.without(Level.LANDMARK).components
    return "".join(part.text for part in sorted(parts, key=lambda part: part.start))


def read_claims(
    claims: Iterable[Claim], read: Reader
) -> tuple[tuple[Reading, ...], tuple[Reject, ...]]:
    """Every claim as a reading or a reject, in the order of the input."""
    readings: list[Reading] = []
    rejects: list[Reject] = []
    levels: dict[str, Level] = {}
    seen: dict[str, int] = {}
    streets: dict[str, str] = {}
    for given in claims:
        claim = replace(given, street=_street_name(given.street, read, streets))
        made = _read(claim, read, levels, seen)
        if isinstance(made, Text):
            rejects.append(Reject(claim.row, claim.id, claim.household, made))
        else:
            seen[claim.id] = claim.row
            readings.append(made)
    return tuple(readings), tuple(rejects)


def _read(
    claim: Claim, read: Reader, levels: dict[str, Level], seen: dict[str, int]
) -> Reading | Text:
    if claim.id in seen:
        return Text(
            f"编号 {claim.id} 已用于第 {seen[claim.id]} 行",
            f"the id {claim.id} stands on row {seen[claim.id]} already",
        )
    if not claim.text.strip():
        return _without_text(claim)
    try:
        parsed = read(claim.text)
    except DoorplateError as error:
        return Text(error.message("zh"), error.message("en"))
    if not parsed.best:
        return Text("读不出任何地址要素", "no address element could be read")
    if row := _row(parsed.best):
        return Text(
            f"一行写了几个门（{row}），请每门写一行",
            f"one row names several doors ({row}); give each door a row",
        )
    rivals = _rivals(parsed)
    address = _completed(parsed.best, claim, read, levels)
    return Reading(claim, address, address.door_number, _number(claim.number), rivals)


def _row(address: Address) -> str:
    """The doors of an address that names several."""
    number, sub = address.get(Level.NUMBER), address.get(Level.SUBNUMBER)
    return row_of_doors((number or "") + (sub or ""))


def _rivals(parsed: Parsed) -> tuple[Address, ...]:
    """All readings that say something different, where nothing tells them apart."""
    said_once = {str(c.address): c.address for c in parsed.candidates}
    return tuple(said_once.values()) if parsed.ambiguous and len(said_once) > 1 else ()


def _without_text(claim: Claim) -> Reading | Text:
    if claim.door or (claim.street and claim.order is not None):
        return Reading(claim, Address(), None, _number(claim.number))
    return Text("地址为空，也没有门的位置", "no address, and no place of a door either")


def _number(text: str) -> DoorNumber | None:
    try:
        return DoorNumber.parse(text) if text.strip() else None
    except NumberFormatError:
        return None


def _completed(
    address: Address, claim: Claim, read: Reader, levels: dict[str, Level]
) -> Address:
    """The address with village, group and street from their columns where it has none."""
    address = _split_street(address, claim.street)
    extra: list[Component] = []
    if claim.village and address.get(Level.VILLAGE) is None:
        extra.append(Component(Level.VILLAGE, claim.village))
    if claim.group and address.get(Level.GROUP) is None:
        extra.append(Component(Level.GROUP, _group(claim.group)))
    if claim.street and not (address.get(Level.ROAD) or address.get(Level.LANE)):
        extra.append(Component(street_level(claim.street, read, levels), claim.street))
    return merged(address, extra)


def _split_street(address: Address, street: str) -> Address:
    """营上村中街 as village and road, where the survey saw the door on 中街."""
    parts = list(address.components)
    for i, part in enumerate(parts):
        head = part.value.removesuffix(street) if street else part.value
        if part.level is Level.ROAD and head != part.value and head.endswith(("村", "社区")):
            cut = part.end - len(street)
            village = Component(
                Level.VILLAGE, head, part.text[: cut - part.start], part.start, cut
            )
            road = Component(Level.ROAD, street, part.text[cut - part.start :], cut, part.end)
            parts[i : i + 1] = [road] if address.get(Level.VILLAGE) else [village, road]
            return Address(tuple(parts), address.rest, address.noise)
    return address


def _group(text: str) -> str:
    return f"{text}组" if text.isdecimal() else text


def _street_name(name: str, read: Reader, known: dict[str, str]) -> str:
    """A street's name as the reader writes it (simplified script, usual numerals)."""
    if name not in known:
        try:
            found = read(name).best
        except DoorplateError:
            found = Address()
        whole = "".join(c.value for c in found.components if c.start >= 0)
        known[name] = whole if len(whole) == len(name) else name
    return known[name]


def street_levels(names: Iterable[str], read: Reader) -> dict[str, Level]:
    """The level of each street's name."""
    known: dict[str, Level] = {}
    for name in names:
        street_level(name, read, known)
    return known


def street_level(name: str, read: Reader, known: dict[str, Level]) -> Level:
    """Whether the reader takes a street's name for a road, a lane or a hamlet."""
    if name not in known:
        try:
            found = read(name).best
        except DoorplateError:
            found = Address()
        levels = [c.level for c in found.components if c.value == name]
        usable = {Level.ROAD, Level.LANE, Level.HAMLET, Level.GROUP}
        known[name] = levels[0] if levels and levels[0] in usable else Level.ROAD
    return known[name]


def merged(address: Address, extra: Iterable[Component]) -> Address:
    """The address with more components, each standing where its level belongs."""
    parts = list(address.components)
    for component in extra:
        at = next((i for i, c in enumerate(parts) if c.level > component.level), len(parts))
        parts.insert(at, component)
    return Address(tuple(parts), address.rest, address.noise)
