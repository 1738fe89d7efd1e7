"""A county's plates written for real: CPU per plate, memory, bytes.

Run: .venv/bin/python benchmarks/plate_county.py [--plates 170000] [--workers 2] [--suite …]
Writes to a new temporary folder (some 2.5 GB for a county) and removes it.
"""

import argparse
import resource
import shutil
import tempfile
import time
from pathlib import Path

from doorplate.encode import KeyPair, Suite, write_plates
from doorplate.encode.issued import issued
from plate_rivals import KEYS, ORIGIN, orders


def spent() -> float:
    """CPU seconds of this process and of its workers that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def tell(done: int, total: int) -> None:
    """A line now and then."""
    if not done % 10_000:
        print(f"  {done:,} of {total:,}, {spent():.0f} s of CPU in this process", flush=True)


def main() -> None:
    """One batch, and the same call again, which must draw nothing."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--plates", type=int, default=170_000)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--suite", choices=[s.label for s in Suite], default="ed25519")
    chosen = options.parse_args()
    signer = KeyPair(Suite.of(chosen.suite) or Suite.ED25519, KEYS.private).signer()
    batch, folder = orders(chosen.plates), Path(tempfile.mkdtemp(prefix="plates"))
    try:
        began, before = time.monotonic(), spent()
        rows = write_plates(
            batch, signer, ORIGIN, folder, workers=chosen.workers, progress=tell
        )
        seconds, cpu = time.monotonic() - began, spent() - before
        size = sum(path.stat().st_size for path in folder.rglob("*.svg"))
        print(f"{len(rows):,} plates of {chosen.suite}, {chosen.workers} workers")
        print(f"  {1000 * cpu / len(rows):.2f} ms of CPU a plate, {cpu:.0f} s in all")
        print(f"  {seconds:.0f} s by the clock, {size / len(rows):,.0f} bytes an SVG")
        print(f"  peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB")
        print(f"  {len(issued(row.text for row in rows)[signer.key_id]):,} different bodies")
        before = spent()
        again = write_plates(batch, signer, ORIGIN, folder)
        print(f"  taken up again: same rows {again == rows}, {spent() - before:.0f} s of CPU")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
