"""A village's or a county's plates in one call: signed in order, drawn in a process pool."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from typing import NamedTuple

from doorplate._text import Text
from doorplate.encode.design import Design
from doorplate.encode.keys import Signer
from doorplate.encode.plate import Plate, PlateOrder, draw
from doorplate.encode.qr import DEFAULT_MASK, symbol, version_for
from doorplate.encode.sign import sign
from doorplate.errors import PlateError

_CHUNK = 64

Progress = Callable[[int, int], None]
"""Called with plates done and plates in all."""


class _Task(NamedTuple):
    order: PlateOrder
    text: str
    version: int
    mask: int
    design: Design


def _draw(task: _Task) -> Plate:
    made = symbol(task.text, ec=task.design.ec, version=task.version, mask=task.mask)
    return draw(task.order, task.text, made, task.design)


def make_plates(  # noqa: PLR0913  # one call for a whole batch; options are named
    orders: Iterable[PlateOrder],
    signer: Signer,
    origin: str,
    *,
    design: Design | None = None,
    mask: int = DEFAULT_MASK,
    workers: int = 1,
    progress: Progress | None = None,
) -> Iterator[Plate]:
    """Sign and draw plates, in the order given.

    Signing happens in this process, so the signer may be an HSM; symbols and faces are made
    by `workers` processes. All symbols of a batch have one version. Same orders and key, same
    bytes, however many workers.

    Raises:
        PlateError: a serial stands twice in the batch, or a plate cannot be drawn.
        PayloadError: an order's field is out of range.
        KeySetError: the signer failed.
    """
    chosen = design or Design.load("small")
    listed = list(orders)
    check_serials(listed)
    texts = [sign(order.payload(signer), signer, origin) for order in listed]
    version = max((version_for(text, chosen.ec) for text in texts), default=1)
    tasks = [
        _Task(order, text, version, mask, chosen)
        for order, text in zip(listed, texts, strict=True)
    ]
    for done, plate in enumerate(_run(tasks, workers), 1):
        yield plate
        if progress is not None:
            progress(done, len(tasks))


def check_serials(orders: Sequence[PlateOrder]) -> None:
    """Raises `PlateError` where two orders have one serial."""
    seen: set[int] = set()
    for order in orders:
        if order.serial in seen:
            raise PlateError(
                Text(f"牌号 {order.serial} 重复使用", f"serial {order.serial} is used twice"),
                remedy=Text("每块新牌用新的牌号", "Give every new plate a new serial"),
                where=order.door_code,
            )
        seen.add(order.serial)


def _run(tasks: Sequence[_Task], workers: int) -> Iterator[Plate]:
    if workers <= 1:
        yield from map(_draw, tasks)
        return
    with ExitStack() as stack:
        pool = stack.enter_context(ProcessPoolExecutor(workers))
        yield from pool.map(_draw, tasks, chunksize=_CHUNK)
