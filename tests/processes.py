"""Children that a test stops by a signal."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess


def unmeasured() -> dict[str, str]:
    """The environment without coverage: a signal that falls into it leaves its lock held."""
    return {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE_")}


@contextmanager
def ended(process: "subprocess.Popen[bytes]") -> Iterator["subprocess.Popen[bytes]"]:
    """A child that is gone when the test is, whatever happened."""
    with process:
        try:
            yield process
        finally:
            process.kill()
