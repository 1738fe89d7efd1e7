"""The list of what a batch has signed: `manifest.csv`, and the journal of a run under way."""

import csv
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from doorplate._text import Text
from doorplate.encode.plate import ManifestRow
from doorplate.errors import OutputError

MANIFEST: Final = "manifest.csv"
JOURNAL: Final = "manifest.journal"

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def read_manifest(folder: Path) -> Iterator[ManifestRow]:
    """The rows of a finished run; none where there was none.

    Raises:
        OutputError: the file was changed so that its rows cannot be read. To pass over them
            would forget which serials are used.
    """
    path = folder / MANIFEST
    if not path.exists():
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(_rows(csv.reader(file, strict=True)))
    except (ValueError, csv.Error) as error:
        raise OutputError(
            Text("制牌清单被改动过，读不出", "the manifest was changed and cannot be read"),
            remedy=Text(
                "恢复原文件，或换一个新目录",
                "Bring the original file back, or use a new folder",
            ),
            where=str(path),
        ) from error
    yield from rows


def write_manifest(folder: Path, rows: Iterable[ManifestRow]) -> None:
    """Replace the manifest in one step; then the journal has served."""
    part = folder / f"{MANIFEST}.part"
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(ManifestRow._fields)
        writer.writerows(map(_cells, rows))
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / MANIFEST)
    (folder / JOURNAL).unlink(missing_ok=True)


def read_journal(folder: Path) -> Iterator[ManifestRow]:
    """The rows of an interrupted run; a line that the interruption cut short is no row."""
    path = folder / JOURNAL
    if not path.exists():
        return
    for line in path.read_bytes().split(b"\n"):
        try:
            yield _row(json.loads(line))
        except (ValueError, TypeError, OverflowError):
            continue


def journalled(folder: Path, rows: Iterable[ManifestRow]) -> Iterator[ManifestRow]:
    """Each row in the journal before the next plate is asked for."""
    with (folder / JOURNAL).open("ab") as journal:
        journal.write(b"\n" if journal.tell() else b"")
        for row in rows:
            journal.write(json.dumps(row).encode() + b"\n")
            journal.flush()
            yield row


def _row(values: list[str]) -> ManifestRow:
    if len(values) != len(ManifestRow._fields):
        raise ValueError(len(values))
    serial, door, number, address, text, version, ec, mask, module, face, digest = values
    if not all(isinstance(v, str) for v in (door, number, address, text, ec, face, digest)):
        raise TypeError(serial)
    return ManifestRow(
        int(serial), door, number, address, text, int(version), ec, int(mask),
        float(module), face, digest,
    )  # fmt: skip


def _cells(row: ManifestRow) -> list[str]:
    """Cells that a spreadsheet takes as text, never as formulas."""
    cells = [str(value) for value in row]
    return [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]


def _rows(lines: Iterator[list[str]]) -> Iterator[ManifestRow]:
    if next(lines, None) != list(ManifestRow._fields):
        raise ValueError(MANIFEST)
    for cells in filter(None, lines):
        yield _row(list(map(_plain, cells)))


def _plain(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell
