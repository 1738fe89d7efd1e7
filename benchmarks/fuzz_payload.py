"""Coverage-guided fuzzing of everything that reads what a stranger wrote (needs atheris).

Run: .venv/bin/python benchmarks/fuzz_payload.py -seed=1 -runs=200000 [corpus folder]
Reads: scanned texts, bodies, key sets, status lists, ledgers, plate designs. Any exception but
a `DoorplateError` stops the run; so does a changed text that is trusted.
"""

import sys
from datetime import date

import atheris

with atheris.instrument_imports(include=["doorplate"]):
    from doorplate.encode import Design, KeySet, Ledger, StatusList, decode, encode, verify
    from doorplate.encode.digits import from_digits, to_digits
    from doorplate.errors import DoorplateError
    from plate_fuzz_seed import KEYSET, TEXT

PREFIX = TEXT[:22]
DATA = from_digits(TEXT[22:])
TODAY = date(2026, 3, 2)


def scanned(data: bytes) -> None:
    """Free text, text behind the prefix, and changed bytes of a true plate."""
    text = data.decode("utf-8", "surrogateescape")
    changed = bytes(a ^ b for a, b in zip(DATA, data.ljust(101, b"\0"), strict=False))
    for candidate in (text, PREFIX + text, PREFIX + to_digits(changed)):
        if verify(candidate, KEYSET, clock=TODAY).trusted and candidate != TEXT:
            raise AssertionError(candidate)


def body(data: bytes) -> None:
    """Any bytes as a body: what is read must be written the same."""
    for candidate in (data, b"\x11" + data):
        if encode(decode(candidate)) != candidate:
            raise AssertionError(candidate)


READERS = (
    scanned,
    body,
    lambda data: KeySet.read(data, root=None),
    lambda data: StatusList.read(data, KEYSET),
    lambda data: Ledger.read(data, KEYSET),
    lambda data: Design.parse(data.decode("utf-8", "replace")),
)


def one(data: bytes) -> None:
    """The first byte chooses the reader."""
    if not data:
        return
    try:
        READERS[data[0] % len(READERS)](data[1:])
    except DoorplateError:
        return


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
