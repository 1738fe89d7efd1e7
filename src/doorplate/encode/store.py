"""A batch of plates as files: resumable, and the same bytes however it was interrupted."""

import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from doorplate._text import Text
from doorplate.encode.batch import (
    Look,
    Progress,
    Task,
    in_pool,
    look_of,
    payloads_of,
    signed_orders,
)
from doorplate.encode.design import Design
from doorplate.encode.digits import from_digits
from doorplate.encode.keys import Signer
from doorplate.encode.manifest import (
    journalled,
    read_journal,
    read_manifest,
    write_manifest,
)
from doorplate.encode.origin import split
from doorplate.encode.payload import Payload, body_and_signature, encode
from doorplate.encode.plate import ManifestRow, PlateOrder, face_mark
from doorplate.encode.qr import DEFAULT_MASK
from doorplate.errors import OutputError, PlateError, SymbolRefused

_PATIENCE: Final = 10.0  # seconds in which the workers of a killed run have long ended


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
    plate. A folder may take several batches of one key; its manifest keeps the rows of all,
    for ledgers and status lists are made from it.

    Raises:
        PlateError: the folder holds another plate under one of the serials; see `make_plates`.
        OutputError: the folder cannot be written, or another run is writing it.
    """
    listed = list(orders)
    payloads = payloads_of(listed, signer)
    look = look_of(payloads, origin, design or Design.load("small"), mask)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            known = {r.serial: r for r in (*read_manifest(folder), *read_journal(folder))}
            batch = _Batch(folder, origin, look, known)
            return batch.run(listed, payloads, signer, workers, progress)
    except OSError as error:
        raise OutputError(
            Text("输出目录写不了", "the output folder cannot be written"), where=str(folder)
        ) from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The folder for this run only, where the system has such locks.

    The lock is on the folder itself and forked workers share it, so a new run waits until the
    last worker of a killed one has ended.
    """
    try:
        import fcntl  # noqa: PLC0415  # POSIX only
    except ImportError:
        yield
        return
    handle, end = os.open(folder, os.O_RDONLY), time.monotonic() + _PATIENCE
    try:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > end:
                    raise OutputError(
                        Text("另一个任务正在写此目录", "another run is writing this folder"),
                        where=str(folder),
                    ) from error
                time.sleep(0.05)
        yield
    finally:
        os.close(handle)


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
        done = {o.serial: row for o, p in pairs if (row := self._whole(o, p)) is not None}
        left = [(order, payload) for order, payload in pairs if order.serial not in done]
        texts = {serial: row.text for serial, row in self.known.items()}
        tasks = signed_orders(left, signer, self.origin, texts)
        drawn = in_pool(self._draw, tasks, workers)
        for row in journalled(self.folder, drawn):
            done[row.serial] = row
            if progress is not None:
                progress(len(done), len(pairs))
        rows = [done[order.serial] for order in orders]
        earlier = [row for serial, row in self.known.items() if serial not in done]
        write_manifest(self.folder, earlier + rows)
        return rows

    def _whole(self, order: PlateOrder, payload: Payload) -> ManifestRow | None:
        """The row of a plate whose file is there, undamaged and drawn as asked."""
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
        wanted = (look.version, look.design.ec, look.mask)
        mark = face_mark(order, look.design, self.origin)
        if (row.version, row.ec, row.mask) != wanted or row.face != mark:
            return None
        try:
            data = (self.folder / svg_path(row.serial)).read_bytes()
        except OSError:
            return None
        return row if hashlib.sha256(data).hexdigest() == row.svg_sha256 else None

    def _body(self, row: ManifestRow) -> bytes | None:
        try:
            return body_and_signature(from_digits(split(row.text, [self.origin])[1]))[0]
        except SymbolRefused:
            return None

    def _draw(self, task: Task) -> ManifestRow:
        plate = self.look.plate(task)
        path = self.folder / svg_path(task.order.serial)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        part.write_text(plate.svg, encoding="utf-8", newline="\n")
        part.replace(path)
        return plate.row
