"""The village a list is about: its divisions, and addresses written out under them."""

from collections import Counter
from collections.abc import Iterable

from doorplate.address import Address, Component, Level

__all__ = ["bare", "common", "local", "main_path", "under"]

_TOWN_WORDS = "街道办事处镇乡"


def bare(parts: Iterable[Component]) -> tuple[Component, ...]:
    """Levels and values alone, without where they stood in a text."""
    return tuple(Component(c.level, c.value) for c in parts)


def common(names: Iterable[str | None]) -> str:
    """The name that at least four in five of those that give one agree on, or "".

    >>> common(["营上村"] * 4 + ["营山村", None]), common(["营上村", "营西村"])
    ('营上村', '')
    """
    counted = Counter(name for name in names if name)
    if not counted:
        return ""
    best, count = min(counted.items(), key=lambda item: (-item[1], item[0]))
    return best if 5 * count >= 4 * counted.total() else ""


def local(address: Address) -> str:
    """The address as people of the village say it: without the divisions above the street.

    >>> local(Address.of(village="营上村", road="永安街", number="1号"))
    '永安街1号'
    """
    inner = "".join(c.value for c in address.components if c.level > Level.VILLAGE)
    return inner or str(address)


def main_path(addresses: Iterable[Address]) -> Address:
    """The village that most addresses name, under the fullest path usual among them."""
    listed = list(addresses)
    village = common(a.get(Level.VILLAGE) for a in listed)
    paths = Counter(
        Address(bare(c for c in a.components if c.level <= Level.VILLAGE))
        for a in listed
        if village and a.get(Level.VILLAGE) == village
    )
    usual = [path for path, count in paths.items() if 20 * count >= paths.total()]
    return max(usual, key=lambda p: (len(p.components), paths[p], str(p)), default=Address())


def under(address: Address, divisions: Address) -> Address:
    """The address under the village's full path, where it is that village's.

    An address of another village, or of a village of that name in another town, stays as it is.

    >>> path = Address.of(district="武功县", town="普集街道", village="营上村")
    >>> str(under(Address.of(town="普集镇", village="营上村", number="12号"), path))
    '武功县普集街道营上村12号'
    >>> str(under(Address.of(town="武功镇", village="营上村", number="12号"), path))
    '武功镇营上村12号'
    """
    village = divisions.get(Level.VILLAGE)
    if village is None or address.get(Level.VILLAGE) not in {None, village}:
        return address
    if any(_conflict(c, divisions) for c in address.components if c.level < Level.VILLAGE):
        return address
    lower = tuple(c for c in address.components if c.level > Level.VILLAGE)
    written = {c.level: c for c in address.components}
    path = (_as_written(c, written) for c in divisions.components)
    return Address((*path, *lower), address.rest, address.noise)


def _conflict(part: Component, divisions: Address) -> bool:
    value = divisions.get(part.level)
    if value is None or value == part.value:
        return False
    return part.level is not Level.TOWN or _stem(value) != _stem(part.value)


def _stem(town: str) -> str:
    return town.rstrip(_TOWN_WORDS) or town


def _as_written(part: Component, written: dict[Level, Component]) -> Component:
    """The official value, with the text that stands for it where there is one."""
    found = written.get(part.level)
    if found is None:
        return Component(part.level, part.value)
    return Component(part.level, part.value, found.text, found.start, found.end)
