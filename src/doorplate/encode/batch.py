"""A village's or a county's plates in one call: signed in order, drawn in a process pool."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from doorplate._text import Text
from doorplate.encode.design import Design
from doorplate.encode.digits import width
from doorplate.encode.keys import Signer
from doorplate.encode.origin import SCHEME, check_origin
from doorplate.encode.payload import Payload, encode
from doorplate.encode.plate import Plate, PlateOrder, draw
from doorplate.encode.qr import DEFAULT_MASK, symbol, version_for
from doorplate.encode.sign import check_signature, sign
from doorplate.encode.suites import SIGNATURE_BYTES
from doorplate.errors import KeySetError, PlateError

if TYPE_CHECKING:
    from concurrent.futures import Future

_CHUNK = 32
_IN_FLIGHT = 4  # chunks for each worker: enough to keep it busy, few enough to stay small

Progress = Callable[[int, int], None]
"""Called with plates done and plates in all."""

_In = TypeVar("_In")
_Out = TypeVar("_Out")


class Task(NamedTuple):
    """A signed order and its place in the batch."""

    order: PlateOrder
    text: str


@dataclass(frozen=True, slots=True)
class Look:
    """What all symbols and faces of a batch share."""

    design: Design
    version: int
    mask: int

    def plate(self, task: Task) -> Plate:
        """Draw one plate."""
        made = symbol(task.text, ec=self.design.ec, version=self.version, mask=self.mask)
        return draw(task.order, task.text, made, self.design)


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
    bytes, however many workers. A script that asks for several stands under
    `if __name__ == "__main__":`, as Python's process pools want it.

    Raises:
        PlateError: a serial stands twice in the batch, or a plate cannot be drawn.
        PayloadError: an order's field is out of range.
        KeySetError: the signer failed, or its first signature does not fit its public key.
    """
    listed = list(orders)
    payloads = payloads_of(listed, signer)
    look = look_of(payloads, origin, design or Design.load("small"), mask)
    tasks = signed_orders(zip(listed, payloads, strict=True), signer, origin)
    for done, plate in enumerate(in_pool(look.plate, tasks, workers), 1):
        yield plate
        if progress is not None:
            progress(done, len(listed))


def payloads_of(orders: Sequence[PlateOrder], signer: Signer) -> list[Payload]:
    """The payloads of all orders, each serial once.

    Raises:
        PlateError: two orders have one serial.
        PayloadError: a field is out of range.
    """
    seen: set[int] = set()
    for order in orders:
        if order.serial in seen:
            raise PlateError(
                Text(f"牌号 {order.serial} 重复使用", f"serial {order.serial} is used twice"),
                remedy=Text("每块新牌用新的牌号", "Give every new plate a new serial"),
                where=order.door_code,
            )
        seen.add(order.serial)
    return [order.payload(signer) for order in orders]


def signed_orders(
    pairs: Iterable[tuple[PlateOrder, Payload]],
    signer: Signer,
    origin: str,
    texts: Mapping[int, str] | None = None,
) -> Iterator[Task]:
    """Each order with its text, from `texts` by serial where it was signed before.

    The first new signature is verified: a signer with the wrong key, or the wrong SM2 signer
    id, must not spoil a county's plates.

    Raises:
        KeySetError: that signature does not fit, or the signer failed.
        PlateError: a text signed before was changed since.
    """
    signed, proven = texts or {}, False
    for order, payload in pairs:
        text = signed.get(payload.serial)
        if text is not None:
            _check_known(text, payload, signer, origin)
        else:
            text = sign(payload, signer, origin)
            if not proven:
                check_signature(text, signer, origin)
                proven = True
        yield Task(order, text)


def _check_known(text: str, payload: Payload, signer: Signer, origin: str) -> None:
    try:
        check_signature(text, signer, origin)
    except KeySetError as error:
        raise PlateError(
            Text(
                f"清单中牌号 {payload.serial} 的签名不符",
                f"the manifest's text of serial {payload.serial} does not verify",
            ),
            remedy=Text(
                "清单被改动过：恢复原文件，或换新目录",
                "The manifest was changed: bring the original back, or use a new folder",
            ),
        ) from error


def look_of(payloads: Sequence[Payload], origin: str, design: Design, mask: int) -> Look:
    """One version for the whole batch: the smallest that holds its longest payload."""
    longest = max((len(encode(payload)) for payload in payloads), default=1)
    digits = "0" * width(longest + SIGNATURE_BYTES)
    return Look(design, version_for(SCHEME + check_origin(origin) + digits, design.ec), mask)


def in_pool(work: Callable[[_In], _Out], items: Iterable[_In], workers: int) -> Iterator[_Out]:
    """`map` over processes, in order, with few items waiting at any time.

    Raises:
        PlateError: a worker was ended from outside, as by a system short of memory.
    """
    if workers <= 1:
        yield from map(work, items)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  # 15 ms to load
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415  # same

    rest = iter(items)
    with ProcessPoolExecutor(workers, initializer=_begin_worker) as pool:
        waiting: deque[Future[list[_Out]]] = deque()
        try:
            while True:
                while len(waiting) < workers * _IN_FLIGHT and (
                    chunk := list(islice(rest, _CHUNK))
                ):
                    waiting.append(pool.submit(partial(_each, work), chunk))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise PlateError(
                Text("一个工作进程被系统终止", "a worker process was ended from outside"),
                remedy=Text(
                    "重新运行，可减少进程数；已完成的牌不会重做",
                    "Run again, perhaps with fewer workers; finished plates are kept",
                ),
            ) from error


def _each(work: Callable[[_In], _Out], chunk: list[_In]) -> list[_Out]:
    return [work(item) for item in chunk]


def _begin_worker() -> None:
    """Ctrl-C is for the parent; without a parent a worker would wait for work for ever."""
    from multiprocessing import parent_process  # noqa: PLC0415  # loaded with the pool
    from threading import Thread  # noqa: PLC0415  # same

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(parent: int) -> None:
    from multiprocessing.connection import wait  # noqa: PLC0415  # loaded with the pool

    wait([parent])
    os._exit(1)
