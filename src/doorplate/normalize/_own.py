"""The user's own places in the parser: names where one may begin, and whose town it is."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from doorplate._text import Text
from doorplate.address import Level
from doorplate.divisions import Gazetteer
from doorplate.normalize._reading import Reading
from doorplate.normalize.clean import unify

Own = Callable[[str, int], "tuple[Level, str, int] | None"]
"""The longest own name that begins at an offset of a text: level, name, and where it ends."""

_LEVELS = {"hamlet": Level.HAMLET, "road": Level.ROAD, "compound": Level.COMPOUND}
_STANDS = re.compile(r"$|[0-9A-Z ,|;#第一二三四五六七八九十东南西北中前后附甲乙丙丁]")
_GOES_ON = re.compile(
    r"[东南西北中一二三四五六七八九十前后]{1,2}"
    r"(?:路|街|大道|巷|弄|胡同|村|社区|小区|花园|公寓|段|镇(?=[一-鿿])|苑|园|里|庄|家)"
)
"""What makes a longer name of a known one: 永安 in 永安西路, 永安街 in 永安街北段."""
_NUMBERED = re.compile(r"[0-9A-Z-]+号?[院楼]?")
"""12号院 is no name: it would take the numbers of every street."""


class OwnNames:
    """The own names of a gazetteer, by the divisions that they lie in."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._inside: dict[tuple[str, str], list[tuple[str, Level, str]]] = {}
        self._right_in: dict[tuple[str, str], list[tuple[str, Level, str]]] = {}
        for code, level, name in sorted(gazetteer.places.named):
            written = unify(name)
            if _NUMBERED.fullmatch(written):
                continue
            entry = (written, _LEVELS[level], name)
            self._right_in.setdefault((code, written[:1]), []).append(entry)
            for above in _above(gazetteer, code):
                self._inside.setdefault((above, written[:1]), []).append(entry)

    def within(self, codes: Iterable[str]) -> Own:
        """What to ask for names at an offset, of those that agree with the divisions read.

        A name agrees that lies in the narrowest division read, or right in one above it.
        """
        *above, last = ["", *filter(None, codes)]

        def at(src: str, start: int) -> tuple[Level, str, int] | None:
            first = src[start : start + 1]
            known = [*self._inside.get((last, first), ())]
            known += [one for code in above for one in self._right_in.get((code, first), ())]
            fits = [one for one in known if _stands_at(src, start, one[0])]
            if not fits:
                return None
            written, level, name = max(fits, key=lambda one: len(one[0]))
            return level, name, start + len(written)

        return at


def _above(gazetteer: Gazetteer, code: str) -> Iterator[str]:
    yield ""
    if code:
        yield from (division.code for division in gazetteer.path(code))


def _stands_at(src: str, start: int, name: str) -> bool:
    """Whether a name is there, and nothing behind it makes it longer."""
    end = start + len(name)
    if not src.startswith(name, start) or (name[-1].isdigit() and src[end : end + 1].isdigit()):
        return False
    return bool(_STANDS.match(src, end)) and not _GOES_ON.match(src, end)


@lru_cache(maxsize=8)
def own_names(gazetteer: Gazetteer) -> OwnNames | None:
    """The own names of a gazetteer; None where it has none."""
    return OwnNames(gazetteer) if gazetteer.places.named else None


def at_home(readings: tuple[Reading, ...], gazetteer: Gazetteer) -> tuple[Reading, ...]:
    """Of readings that score alike, those in a county or town of the user's places alone.

    普集街道 is a town of two counties; who lists places in one of them means that one.
    """
    home = _home(gazetteer) if len(readings) > 1 else frozenset()
    if not home:
        return readings
    best = [reading for reading in readings if reading.score >= readings[0].score]
    inside = [reading for reading in best if _is_in(reading, home)]
    if not inside or len(inside) == len(best):
        return readings
    chosen = (r._replace(reasons=(*r.reasons, _AT_HOME)) for r in inside)
    return (*chosen, *(r for r in readings if r.score < readings[0].score))


_AT_HOME = Text("自有地点在这里", "the user's own places are here")


def _is_in(reading: Reading, home: frozenset[str]) -> bool:
    return any(p.code in home for p in reading.parts if p.level >= Level.DISTRICT)


@lru_cache(maxsize=8)
def _home(gazetteer: Gazetteer) -> frozenset[str]:
    places = gazetteer.places
    codes = {*places.divisions, *(code for code, _, _ in places.named)} - {""}
    return frozenset(above for code in codes for above in _above(gazetteer, code))
