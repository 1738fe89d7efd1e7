"""One script for names: traditional and variant characters as simplified ones, one for one."""

from functools import cache
from importlib.resources import files

__all__ = ["simplified", "variants"]


def simplified(text: str) -> str:
    """A text in simplified script; what has no simplified form stays.

    >>> simplified("臺北市信義區"), simplified("韓桥村")
    ('台北市信义区', '韩桥村')
    """
    return text if variants().keys().isdisjoint(text) else text.translate(_table())


@cache
def variants() -> dict[str, str]:
    """What every traditional or variant character is read as (OpenCC, Apache-2.0)."""
    path = files("doorplate.data").joinpath("characters.tsv")
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {variant: plain for plain, others in rows for variant in others}


@cache
def _table() -> dict[int, str]:
    return {ord(variant): plain for variant, plain in variants().items()}
