"""The command `doorplate`: a thin skin over the library.

Exit codes: 0 done · 1 done, but something was found or refused · 2 wrong use · 3 bad input ·
4 output cannot be written · 130 interrupted (Ctrl-C) · 141 the reader of a pipe went away ·
143 terminated.
"""

import gc
import sys

__all__ = ["main"]

_GARBAGE = 100_000
"""New objects before the next collection: a list is millions of values that hold no cycle."""


def main() -> None:
    """Runs the command with the arguments of the process; what the installed script calls."""
    from doorplate.cli._app import app  # noqa: PLC0415  # click is loaded only for the command

    gc.set_threshold(_GARBAGE)
    app.main(sys.argv[1:])
