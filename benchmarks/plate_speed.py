"""Seconds of CPU per plate, and SM2 verification, side by side in one run.

Run: .venv/bin/python benchmarks/plate_speed.py [--plates 300] [--county 170000]
Rivals: segno (mask fixed and scored; told the segments that it does not find itself), qrcode
(mask scored, its own SVG), gmssl 3.2.2 in SM2.
All draw the same signed texts at level Q; times are process CPU time, best of three rounds.
"""

import argparse
import io
import sys
import time
from collections.abc import Callable

import qrcode
import qrcode.image.svg
import segno
from gmssl import sm2 as gmssl_sm2

from doorplate.encode import (
    Design,
    KeyPair,
    PlateOrder,
    Suite,
    _sm2,
    _sm2_backend,
    make_plates,
    qr,
    to_svg,
)
from doorplate.encode.drawing import Drawing, Modules
from plate_rivals import KEYS, ORIGIN, orders, ours, segments

MESSAGE = b"x" * 64


def per_call(work: Callable[[], object], count: int, rounds: int = 3) -> float:
    """CPU milliseconds a call, the best of some rounds; `work` does `count` calls."""
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return 1000 * best / count


def symbols_by_ours(texts: list[str]) -> None:
    """Matrix and path of each text, version and mask fixed."""
    for text in texts:
        made = qr.symbol(text, version=9)
        to_svg(Drawing(40, 40, (Modules(2.6, 2.6, 0.656, made.matrix),)))


def symbols_by_segno(texts: list[str], mask: int | None, *, split: bool = True) -> None:
    """The same by segno, told where digits begin; without a mask it scores all eight."""
    for text in texts:
        content = segments(text) if split else text
        made = segno.make_qr(content, error="q", boost_error=False, mask=mask)
        made.save(io.BytesIO(), kind="svg", scale=0.656, unit="mm")


def symbols_by_qrcode(texts: list[str]) -> None:
    """The same by qrcode as its readme does it: all masks scored, its own path image."""
    for text in texts:
        code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_Q)
        code.add_data(text)
        code.make_image(image_factory=qrcode.image.svg.SvgPathImage).save(io.BytesIO())


def row(name: str, value: float, base: float) -> None:
    """One line: milliseconds, a second, ratio to ours."""
    print(f"  {name:<44}{value:>9.3f} ms {1000 / value:>9.0f}/s {value / base:>7.2f}×")


def symbols(batch: list[PlateOrder]) -> None:
    """Matrix and SVG of the same texts."""
    texts, count = [ours(order) for order in batch], len(batch)
    print(f"\nsymbol and SVG, {count} signed texts, level Q")
    base = per_call(lambda: symbols_by_ours(texts), count)
    row("doorplate (version and mask fixed)", base, base)
    row(
        "segno, mask fixed, segments given",
        per_call(lambda: symbols_by_segno(texts, 2), count),
        base,
    )
    row(
        "segno, mask scored, segments given",
        per_call(lambda: symbols_by_segno(texts, None), count, 1),
        base,
    )
    row(
        "segno, as its readme does it",
        per_call(lambda: symbols_by_segno(texts, None, split=False), count, 1),
        base,
    )
    row("qrcode, mask scored", per_call(lambda: symbols_by_qrcode(texts), count, 1), base)
    sizes = [
        segno.make_qr(content, error="q", boost_error=False).version
        for content in (segments(texts[0]), texts[0])
    ]
    print(f"  version: doorplate 9, segno {sizes[0]} with segments given, {sizes[1]} without")


def plates(batch: list[PlateOrder], county: int) -> None:
    """Everything for a plate, by suite; and what that means for a county."""
    count = len(batch)
    print(f"\nplate whole: payload, signature, symbol, face, SVG, hash; {count} plates")
    small, base = Design.load("small"), 0.0
    for suite in Suite:
        signer = KeyPair(suite, KEYS.private).signer()
        list(make_plates(batch[:1], signer, ORIGIN, design=small))
        value = per_call(
            lambda signer=signer: list(make_plates(batch, signer, ORIGIN, design=small)), count
        )
        base = base or value
        row(suite.label, value, base)
        minutes = value * county / 60_000
        print(f"  {county:,} plates: {minutes:.1f} min of CPU, on one core")


def signatures() -> None:
    """SM2 verification and signing against the popular package."""
    print("\nSM2 with SM3")
    private = KEYS.private
    public = _sm2.public_of(private)
    signature = _sm2.sign(private, MESSAGE)
    rival = gmssl_sm2.CryptSM2(private_key=private.hex(), public_key=public.hex()[2:])
    their = rival.sign_with_sm3(MESSAGE, "59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce")
    fast = _sm2_backend.verify_digest()
    _sm2_backend.verify_digest = no_backend
    base = per_call(lambda: [_sm2.verify(public, MESSAGE, signature) for _ in range(100)], 100)
    row("verify, doorplate in Python", base, base)
    if fast is not None:
        digest = _sm2.digest(public, MESSAGE)
        value = per_call(lambda: [fast(public, digest, signature) for _ in range(100)], 100)
        row("verify, doorplate with the extra sm2", value, base)
    value = per_call(lambda: [rival.verify_with_sm3(their, MESSAGE) for _ in range(10)], 10)
    row("verify, gmssl 3.2.2", value, base)
    base = per_call(lambda: [_sm2.sign(private, MESSAGE) for _ in range(200)], 200)
    row("sign, doorplate in Python", base, base)
    value = per_call(lambda: [rival.sign_with_sm3(MESSAGE) for _ in range(10)], 10)
    row("sign, gmssl 3.2.2", value, base)


def no_backend() -> None:
    """What the C verifier's finder says where the extra is not installed."""


def main() -> None:
    """All three tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--plates", type=int, default=300)
    options.add_argument("--county", type=int, default=170_000)
    chosen = options.parse_args()
    batch = orders(chosen.plates)
    print(f"Python {sys.version.split()[0]}, segno {segno.__version__}")
    symbols(batch)
    plates(batch, chosen.county)
    signatures()


if __name__ == "__main__":
    main()
