"""Which rows of two lists belong together, once doors are known.

Rows of one door are told apart by their ward (鄰) and their entrance where they have one:
those that agree pair first, and what is left pairs only where one is left on each side and no
entrance says otherwise. Rows that no door joins pair where one list says less (a hamlet left
out) and nothing else on either list could be meant.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, islice, product

from doorplate.match._owned import NOBODY, Owned
from doorplate.match._parts import Name
from doorplate.match._resolve import Door, Resolution

_Kind = tuple[Name, int, Owned]
"""What a row says: the name meant, the number, and whose it is."""
Pairs = dict[int, list[int]]
"""Rows on the right by row on the left; more than one where nothing tells them apart."""


def pair_rows(found: Resolution) -> tuple[Pairs, Pairs]:
    """Pairs of equal doors, and pairs of which one side says less."""
    split, count = found.columns.split, len(found.columns.ids)
    left, right = _by_door(found, range(split)), _by_door(found, range(split, count))
    exact: Pairs = {}
    settled: set[int] = set()
    for door, rows in left.items():
        if door in right:
            _assign(found, rows, right[door], exact)
            settled |= _settled(found, rows, right[door], exact)
    rest = [row for row in range(split) if row not in settled]
    spare = [row for row in range(split, count) if row not in settled]
    return exact, _coarser(found, rest, spare)


def _settled(found: Resolution, left: list[int], right: list[int], exact: Pairs) -> set[int]:
    """The rows of a door that are paired; all, where more than the ward tells them apart."""
    everyone = {*left, *right}
    if any(_owner(found, row)._replace(ward="") != NOBODY for row in everyone):
        return everyone
    paired = [row for row in left if row in exact]
    return {*paired, *chain.from_iterable(exact[row] for row in paired)}


def _by_door(found: Resolution, rows: Iterable[int]) -> dict[Door, list[int]]:
    doors: dict[Door, list[int]] = defaultdict(list)
    for row in rows:
        door = found.door(found.spelled(row))
        if door is not None:
            doors[door].append(row)
    return doors


def _assign(found: Resolution, left: list[int], right: list[int], pairs: Pairs) -> None:
    """Pair rows of one door by whose they are."""
    here, there = _by_owner(found, left), _by_owner(found, right)
    for owner, rows in here.items():
        if owner in there:
            pairs.update((row, there[owner]) for row in rows)
    mine = [owner for owner in here if owner not in there]
    other = [owner for owner in there if owner not in here]
    if len(mine) == 1 and len(other) == 1:
        said = {owner._replace(ward="") for owner in (*here, *there)} - {NOBODY}
        if mine[0].agrees(other[0]) and len(said) <= 1:
            pairs.update((row, there[other[0]]) for row in here[mine[0]])
    elif len(there) == 1 and _is_one([*here, *there]):
        only = next(iter(there.values()))
        pairs.update((row, only) for owner in mine for row in here[owner])


def _is_one(owners: Iterable[Owned]) -> bool:
    """Whether the rows of a door say one thing of whose it is, or nothing."""
    said = set(owners) - {NOBODY}
    return len(said) == 1 and all(map(NOBODY.agrees, said))


def _by_owner(found: Resolution, rows: Iterable[int]) -> dict[Owned, list[int]]:
    owners: dict[Owned, list[int]] = defaultdict(list)
    for row in rows:
        owners[_owner(found, row)].append(row)
    return owners


def _coarser(found: Resolution, left: Sequence[int], right: Sequence[int]) -> Pairs:
    """Pairs of rows of which one names a level that the other leaves out, if no other fits."""
    here, there = _by_widest(found, left), _by_widest(found, right)
    pairs: Pairs = {}
    for key, rows in here.items():
        for a, b in _unrivalled(found, rows, there.get(key, [])):
            pairs.setdefault(a, []).append(b)
    return pairs


def _by_widest(found: Resolution, rows: Iterable[int]) -> dict[tuple[Name, int], list[int]]:
    """Rows by area, widest place name and number."""
    groups: dict[tuple[Name, int], list[int]] = defaultdict(list)
    for row in rows:
        name, number = _meant(found, row), found.spelled(row)[1]
        if number not in found.doorless and any(name.place):
            first = next(slot for slot, text in enumerate(name.place) if text)
            wide = tuple(t if i == first else "" for i, t in enumerate(name.place))
            groups[Name(name.area, wide), number].append(row)
    return groups


def _meant(found: Resolution, row: int) -> Name:
    spelled = found.spelled(row)
    step = found.step(spelled)
    return found.vocabulary.names[step.target] if step else found.keys[spelled[0]]


def _unrivalled(
    found: Resolution, left: Sequence[int], right: Sequence[int]
) -> Iterable[tuple[int, int]]:
    """Pairs that agree where nothing else does; first with wards, then without.

    Rows that say the same go together, so that a block of equal rows costs no more than one.
    """
    here, there = _by_kind(found, left), _by_kind(found, right)
    for with_ward in (True, False):
        for mine, other in _mutual(list(here), list(there), with_ward=with_ward):
            yield from product(here.pop(mine), there.pop(other))


def _mutual(
    left: Sequence[_Kind], right: Sequence[_Kind], *, with_ward: bool
) -> list[tuple[_Kind, _Kind]]:
    """Kinds of which each fits the other alone."""
    pairs = []
    for a in left:
        near = list(islice((b for b in right if _fit(a, b, with_ward=with_ward)), 2))
        if len(near) == 1:
            back = (x for x in left if _fit(x, near[0], with_ward=with_ward))
            if len(list(islice(back, 2))) == 1:
                pairs.append((a, near[0]))
    return pairs


def _fit(a: _Kind, b: _Kind, *, with_ward: bool) -> bool:
    """Whether nothing that both say differs, and, where asked, both are of one ward."""
    (name, _, owner), (other, _, its) = a, b
    same = not with_ward or owner.ward == its.ward != ""
    return same and owner.agrees(its) and _agree(name, other)


def _by_kind(found: Resolution, rows: Iterable[int]) -> dict[_Kind, list[int]]:
    kinds: dict[_Kind, list[int]] = defaultdict(list)
    for row in rows:
        kinds[_kind(found, row)].append(row)
    return kinds


def _kind(found: Resolution, row: int) -> _Kind:
    return _meant(found, row), found.spelled(row)[1], _owner(found, row)


def _owner(found: Resolution, row: int) -> Owned:
    """What a row says of whose its number is, but whether the street's or the estate's."""
    return found.columns.owner(row)._replace(side="")


def _agree(a: Name, b: Name) -> bool:
    return all(not x or not y or x == y for x, y in zip(a.place, b.place, strict=True))
