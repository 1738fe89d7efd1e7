"""A batch of plates as files: resumable, and the same bytes however it was interrupted."""

import csv
import hashlib
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from doorplate._text import Text
from doorplate.encode.batch import Look, Progress, Task, in_pool, look_of, payloads_of
from doorplate.encode.design import Design
from doorplate.encode.digits import from_digits
from doorplate.encode.keys import Signer
from doorplate.encode.origin import split
from doorplate.encode.payload import Payload, body_and_signature, encode
from doorplate.encode.plate import ManifestRow, PlateOrder
from doorplate.encode.qr import DEFAULT_MASK
from doorplate.encode.sign import sign
from doorplate.errors import OutputError, PlateError, SymbolRefused

MANIFEST: Final = "manifest.csv"
_JOURNAL: Final = "manifest.csv.part"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def svg_path(serial: int) -> str:
    """Where a plate's SVG lies within the folder, a thousand to each subfolder.

    >>> svg_path(12345)
    'plates/0000012/0000012345.svg'
    """
    return f"plates/{serial // 1000:07d}/{serial:010d}.svg"


def write_plates(  # noqa: PLR0913  # one call for a whole batch; options are named
    orders: Iterable[PlateOrder],
    signer: Signer,
    origin: str,
    folder: Path,
    *,
    design: Design | None = None,
    mask: int = DEFAULT_MASK,
    workers: int = 1,
    progress: Progress | None = None,
) -> list[ManifestRow]:
    """Write every plate as SVG under `folder`, and `manifest.csv` last.

    A run that was interrupted is taken up again by the same call: plates whose file is whole
    are neither signed nor drawn again, so a signer without fixed nonce still gives one text a
    plate.

    Raises:
        PlateError: the folder holds another plate under one of the serials; see `make_plates`.
        OutputError: the folder cannot be written.
    """
    listed = list(orders)
    payloads = payloads_of(listed, signer)
    look = look_of(payloads, origin, design or Design.load("small"), mask)
    try:
        batch = _Batch(folder, origin, look, _known(folder))
        return batch.run(listed, payloads, signer, workers, progress)
    except OSError as error:
        raise OutputError(
            Text("输出目录写不了", "the output folder cannot be written"), where=str(folder)
        ) from error


@dataclass(frozen=True, slots=True)
class _Batch:
    folder: Path
    origin: str
    look: Look
    known: dict[int, ManifestRow]

    def run(
        self,
        orders: Sequence[PlateOrder],
        payloads: Sequence[Payload],
        signer: Signer,
        workers: int,
        progress: Progress | None,
    ) -> list[ManifestRow]:
        pairs = list(zip(orders, payloads, strict=True))
        done = {p.serial: row for p in payloads if (row := self._whole(p)) is not None}
        tasks = (
            Task(order, self._text(payload, signer))
            for order, payload in pairs
            if order.serial not in done
        )
        for row in self._journalled(in_pool(self._draw, tasks, workers)):
            done[row.serial] = row
            if progress is not None:
                progress(len(done), len(pairs))
        rows = [done[order.serial] for order in orders]
        self._finish(rows)
        return rows

    def _journalled(self, rows: Iterable[ManifestRow]) -> Iterator[ManifestRow]:
        """Each row on disk before the next plate; a line cut short earlier is ended first."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / _JOURNAL).open("a+b") as raw:
            torn = raw.tell() > 0 and (raw.seek(-1, os.SEEK_END), raw.read(1))[1] != b"\n"
            raw.write(b"\r\n" if torn else b"")
            journal = io.TextIOWrapper(raw, encoding="utf-8", newline="", write_through=True)
            writer = csv.writer(journal)
            for row in rows:
                writer.writerow(_cells(row))
                raw.flush()
                yield row

    def _whole(self, payload: Payload) -> ManifestRow | None:
        """The row of a plate whose file is there and undamaged."""
        row = self.known.get(payload.serial)
        if row is None:
            return None
        if self._body(row) != encode(payload):
            raise PlateError(
                Text(
                    f"牌号 {payload.serial} 在此目录中已用于另一块牌",
                    f"the folder holds another plate with serial {payload.serial}",
                ),
                remedy=Text("换新牌号或新目录", "Use a new serial or a new folder"),
                where=str(self.folder),
            )
        look = self.look
        if (row.version, row.ec, row.mask) != (look.version, look.design.ec, look.mask):
            return None
        try:
            data = (self.folder / svg_path(row.serial)).read_bytes()
        except OSError:
            return None
        return row if hashlib.sha256(data).hexdigest() == row.svg_sha256 else None

    def _text(self, payload: Payload, signer: Signer) -> str:
        row = self.known.get(payload.serial)
        return row.text if row is not None else sign(payload, signer, self.origin)

    def _body(self, row: ManifestRow) -> bytes | None:
        try:
            return body_and_signature(from_digits(split(row.text, [self.origin])[1]))[0]
        except SymbolRefused:
            return None

    def _draw(self, task: Task) -> ManifestRow:
        plate = self.look.plate(task)
        path = self.folder / svg_path(task.order.serial)
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, plate.svg)
        return plate.row

    def _finish(self, rows: Sequence[ManifestRow]) -> None:
        part = self.folder / f"{MANIFEST}.new"
        with part.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(ManifestRow._fields)
            writer.writerows(_cells(row) for row in rows)
        part.replace(self.folder / MANIFEST)
        (self.folder / _JOURNAL).unlink()


def _replace(path: Path, text: str) -> None:
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(path)


def _cells(row: ManifestRow) -> list[str]:
    """Cells that a spreadsheet takes as text, never as formulas."""
    cells = [str(value) for value in row]
    return [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]


def _known(folder: Path) -> dict[int, ManifestRow]:
    """Rows of an earlier run, whole or interrupted."""
    return {row.serial: row for name in (MANIFEST, _JOURNAL) for row in _rows_of(folder / name)}


def _rows_of(path: Path) -> Iterator[ManifestRow]:
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        for cells in csv.reader(file):
            row = _row_of(cells)
            if row is not None:
                yield row


def _row_of(cells: list[str]) -> ManifestRow | None:
    """A row, or None for the header and for a line that an interruption cut short."""
    if len(cells) != len(ManifestRow._fields) or len(cells[-1]) != 64:
        return None
    plain = [c[1:] if c[:1] == "'" and c[1:].startswith(_FORMULA) else c for c in cells]
    serial, door, number, address, text, version, ec, mask, module, digest = plain
    return ManifestRow(
        int(serial), door, number, address, text, int(version), ec, int(mask),
        float(module), digest,
    )  # fmt: skip
