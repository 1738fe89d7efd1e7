"""Named tuples that are made by the million."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

T = TypeVar("T", bound=tuple[Any, ...])


def maker(kind: type[T]) -> Callable[[tuple[Any, ...]], T]:
    """What makes a named tuple of all its fields in order, as `_make` does, in half the time.

    >>> from doorplate.address import Component, Level
    >>> maker(Component)((Level.NUMBER, "12号", "12号", 3, 6)).value
    '12号'
    """
    return partial(tuple.__new__, kind)
