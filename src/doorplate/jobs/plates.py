"""Signed plates of a clean-up: key, manifest, printing sheets."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from doorplate import tables
from doorplate._text import Text
from doorplate.address import Level, NumberStyle
from doorplate.encode import (
    Drawing,
    KeyPair,
    KeyRecord,
    KeySet,
    ManifestRow,
    Plate,
    PlateOrder,
    Signer,
    door_code_of,
    make_plates,
    read_key,
    sheets,
    to_svg,
)
from doorplate.encode.suites import fingerprint
from doorplate.errors import InputError
from doorplate.jobs.place import Village
from doorplate.jobs.values import Signing, Watch
from doorplate.pipeline import CleanDoor

__all__ = ["Mint", "make_mint", "orders_of", "write_plates"]

DEMO_ORIGIN = "demo.example/"
"""Where demonstration payloads stand: a name that nobody can register (RFC 2606)."""

_DEMO_ISSUER = "演示密钥，不得上墙 DEMONSTRATION KEY, DO NOT HANG"
_DRAWING = Text("门牌", "plates")


@dataclass(frozen=True, slots=True)
class Mint:
    """Who signs, for which address of the reader's page, and what verifiers need.

    Attributes:
        signer: the key.
        origin: host and path of the payloads.
        demo: whether the key was made for this run only.
        keyset: the signed key set, or None where the office publishes it elsewhere.
        root: fingerprint of the key that signed the set; empty without one.
    """

    signer: Signer
    origin: str
    demo: bool
    keyset: bytes | None = None
    root: str = ""


def make_mint(signing: Signing | None, village: Village, day: date) -> Mint:
    """The office's key, or a throw-away one with its key set.

    Raises:
        KeySetError: the key file cannot be used.
        InputError: the key set cannot be read.
    """
    if signing is None:
        return _demo(village, day)
    signer = read_key(signing.path, signing.password).signer()
    return Mint(signer, signing.origin, demo=False, keyset=_published(signing.keyset))


def _published(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            Text("公钥集读不出", "the key set cannot be read"), where=str(path)
        ) from error


def _demo(village: Village, day: date) -> Mint:
    pair, root = KeyPair.generate(), KeyPair.generate()
    year = day + timedelta(days=365)
    record = KeyRecord(
        pair.suite, pair.public, _DEMO_ISSUER, (DEMO_ORIGIN,), (village.code,), day, year, year
    )
    keyset = KeySet.of([record], issued=day, next_update=year).write(root.signer())
    mark = fingerprint(root.suite, root.public)
    return Mint(pair.signer(), DEMO_ORIGIN, demo=True, keyset=keyset, root=mark)


def orders_of(
    doors: Iterable[CleanDoor], village: Village, day: date, style: NumberStyle
) -> Iterator[tuple[CleanDoor, PlateOrder]]:
    """One order for each live address; door codes and serials count in sweep order."""
    above = "".join(
        village.divisions.get(level) or "" for level in (Level.DISTRICT, Level.TOWN)
    )
    for sequence, door in enumerate(doors, 1):
        if door.live:
            order = PlateOrder(
                door_code_of(village.code, sequence),
                sequence,
                door.address,
                day,
                number=door.number,
                style=style,
                name=door.street,
                division=f"{above}{village.name}",
                grid=door.grid,
            )
            yield door, order


def write_plates(
    ordered: Sequence[tuple[CleanDoor, PlateOrder]], mint: Mint, folder: Path, watch: Watch
) -> int:
    """The manifest and the sheets, one folder of sheets a grid; gives the number of plates."""
    folder.mkdir()
    made = make_plates(
        (order for _, order in ordered),
        mint.signer,
        mint.origin,
        workers=os.cpu_count() or 1,
        progress=lambda done, total: watch(_DRAWING, done, total),
    )
    doors = [door for door, _ in ordered]
    rows: list[dict[str, tables.Cell]] = []
    pairs = zip(doors, made, strict=True)
    for grid, inside in groupby(pairs, key=lambda pair: pair[0].grid):
        _write_sheets(_noted(inside, rows), folder / (f"grid-{grid:02d}" if grid else "sheets"))
    return tables.write(rows, folder / "manifest.csv", columns=_COLUMNS)


_COLUMNS = ("grid", "street", "side", *ManifestRow._fields)


def _noted(
    pairs: Iterable[tuple[CleanDoor, Plate]], rows: list[dict[str, tables.Cell]]
) -> Iterator[Drawing]:
    """The drawings one by one, each noted in the manifest as it passes."""
    for door, plate in pairs:
        place = (door.grid, door.street, str(door.side or ""))
        rows.append(dict(zip(_COLUMNS, (*place, *plate.row), strict=True)))
        yield plate.drawing


def _write_sheets(drawings: Iterable[Drawing], folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for number, sheet in enumerate(sheets(drawings), 1):
        (folder / f"sheet-{number:03d}.svg").write_text(to_svg(sheet), encoding="utf-8")
