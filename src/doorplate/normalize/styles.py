"""An address as text or as fields, in the styles that offices ask for."""

import re
from enum import StrEnum

from doorplate.address import Address, Component, Level, NumberStyle

_DIVISIONS = frozenset(level for level in Level if level <= Level.VILLAGE)
_STREETS = frozenset({Level.HAMLET, Level.GROUP, Level.ROAD, Level.LANE})
_DOORS = frozenset({Level.NUMBER, Level.SUBNUMBER})
_INSIDE = frozenset({Level.UNIT, Level.FLOOR, Level.ROOM})
_TRADITIONAL = str.maketrans("号层楼县区乡镇邻台湾", "號樓樓縣區鄉鎮鄰臺灣")


class AddressStyle(StrEnum):
    """How an address is written."""

    FULL = "full"
    """Every element, canonical: what `parse` reads back as the same address."""
    POSTAL = "postal"
    """Divisions, street with number, inside of the building, parted by blanks."""
    TAIWAN = "taiwan"
    """Number as 12號之1, floor as 樓, designators in traditional script; names as they are."""


def write(
    address: Address,
    style: AddressStyle = AddressStyle.FULL,
    *,
    down_from: Level | str = Level.PROVINCE,
) -> str:
    """An address as one line.

    Args:
        address: what to write.
        style: how.
        down_from: the widest level written; wider ones are left out (`town` for a plate).

    >>> from doorplate.address import Address
    >>> a = Address.of(district="武功县", village="营上村", number="12号", subnumber="附1")
    >>> write(a, down_from="village"), write(a, AddressStyle.POSTAL)
    ('营上村12号附1', '武功县营上村 12号附1')
    """
    first = Level.of(down_from)
    kept = Address(tuple(c for c in address.components if c.level >= first))
    match style:
        case AddressStyle.FULL:
            return str(kept)
        case AddressStyle.POSTAL:
            return " ".join(filter(None, _blocks(kept)))
        case AddressStyle.TAIWAN:
            return "".join(_taiwan(kept))


def fields(address: Address) -> dict[str, str]:
    """The four parts of a zoning address and the landmark, absent ones left out.

    Parts follow GB/T 39609-2020: 行政区划, 街巷院落, 建筑门楼, 单元户室. The standard's own
    field codes were not available and are not given.

    >>> fields(Address.of(district="武功县", road="人民路", number="12号", room="501室"))
    {'行政区划': '武功县', '街巷院落': '人民路', '建筑门楼': '12号', '单元户室': '501室'}
    """
    found: dict[str, str] = {}
    for part in address.components:
        key = _field(part.level)
        found[key] = found.get(key, "") + part.value
    return found


def _field(level: Level) -> str:
    if level in _DIVISIONS:
        return "行政区划"
    if level in _STREETS or level is Level.COMPOUND:
        return "街巷院落"
    if level in _DOORS or level is Level.BUILDING:
        return "建筑门楼"
    return "单元户室" if level in _INSIDE else "标志物"


def _blocks(address: Address) -> list[str]:
    blocks = ["", "", ""]
    for part in address.components:
        narrow = part.level > Level.SUBNUMBER
        blocks[0 if part.level in _DIVISIONS else 2 if narrow else 1] += part.value
    return blocks


def _taiwan(address: Address) -> list[str]:
    door = address.door_number
    number = door.format(NumberStyle.TAIWAN) if door else ""
    return [
        number if part.level is Level.NUMBER and number else _designated(part)
        for part in address.components
        if not (number and part.level is Level.SUBNUMBER)
    ]


_LAST = re.compile(r"号楼$|[号层县区乡镇邻]$|^台湾?")


def _designated(part: Component) -> str:
    return _LAST.sub(lambda found: found[0].translate(_TRADITIONAL), part.value)
