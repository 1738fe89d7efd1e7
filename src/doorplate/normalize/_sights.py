"""What was seen before: only what is seen again is worth keeping a reading of.

Most texts of a varied list stand there once. To keep a reading of each would cost more than the
few that come again save: the garbage collector walks all that is kept.
"""

_MOST = 32_768


class Sights:
    """A bounded set of keys, by their hashes."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def again(self, key: object) -> bool:
        """Whether a key was seen before; it has been from now on."""
        mark, seen = hash(key), self._seen
        if mark in seen:
            return True
        if len(seen) >= _MOST:
            seen.clear()
        seen.add(mark)
        return False

    def clear(self) -> None:
        """Forget every key."""
        self._seen.clear()
