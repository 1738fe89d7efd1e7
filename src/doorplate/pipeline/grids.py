"""Service grids over the final doors, and the proof that none was forgotten."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from doorplate.numbering import Atom, Grids, Policy, partition
from doorplate.pipeline.values import CleanDoor, Coverage, Reject

__all__ = ["cover", "in_grids", "sorted_doors"]


def sorted_doors(doors: Iterable[CleanDoor], streets: Sequence[str]) -> tuple[CleanDoor, ...]:
    """Doors by street in sweep order, then along the street, sides side by side."""
    rank = {street: i for i, street in enumerate(streets)}
    return tuple(
        sorted(
            doors,
            key=lambda d: (rank[d.street], d.order is None, d.order or 0, str(d.side), d.uid),
        )
    )


def in_grids(
    doors: Sequence[CleanDoor], k: int, policy: Policy | None, village: str
) -> tuple[tuple[CleanDoor, ...], Grids]:
    """The doors with their grid, and the grids: households in sweep order, cut exactly."""
    atoms = [Atom(d.uid, d.weight, d.street) for d in doors]
    grids = partition(atoms, k, policy.grid if policy else None, village=village)
    seq: Mapping[str, int] = {uid: g.seq for g in grids.grids for uid in g.atoms}
    return tuple(replace(door, grid=seq[door.uid]) for door in doors), grids


def cover(
    doors: Sequence[CleanDoor], rejects: Iterable[Reject], *, by_household: bool
) -> Coverage:
    """Doors without a live address, and households without a door that has one."""
    covered = {home for door in doors if door.live for home in door.households}
    every = {home for door in doors for home in door.households}
    every |= {reject.household for reject in rejects if reject.household}
    open_doors = tuple(door.uid for door in doors if not door.live)
    checked = any(not door.uid.startswith("~") for door in doors)
    if not by_household:
        return Coverage(len(doors), len(doors), open_doors, open_doors, checked)
    open_homes = tuple(sorted(every - covered))
    return Coverage(len(doors), len(every), open_doors, open_homes, checked)
