"""Several doors written as one number: 12至14号, 89-115号, 2、3号."""

import re

from doorplate._numerals import NUMERAL_CHARACTERS, to_int

__all__ = ["TO", "row_of_doors"]

TO = "~～至到"
"""What stands between the first and the last of a row, and nowhere else."""

_DASHES = "-–—－"
_NUMERAL = f"[{NUMERAL_CHARACTERS}]{{1,9}}"
_DOOR = rf"第?({_NUMERAL})([A-Z甲乙丙丁戊己庚辛壬癸]?)"
_ROW = re.compile(rf"{_DOOR}[号號]?([{_DASHES}]{{1,3}}|[{TO}]){_DOOR}[号號]?")
_LIST = re.compile(rf"{_NUMERAL}(?:[号號]?[,，、][^,，、号號]+)+[号號]?")
_COMMA = re.compile("[号號]?[,，、]")
_WIDE = 10
"""Doors are hardly ever split into more parts."""


def row_of_doors(number: str) -> str:
    """How a number that names several doors is written; empty for the number of one.

    Behind a dash stands a sub-number, but where it is larger than the door's number and than
    ten: then it is more likely the last door of a row.

    >>> row_of_doors("12至14号"), row_of_doors("89-115号"), row_of_doors("2、3号")
    ('12至14号', '89至115号', '2,3号')
    >>> row_of_doors("12-1号"), row_of_doors("5-8号"), row_of_doors("12号附14")
    ('', '', '')
    """
    row = _ROW.fullmatch(number)
    if row is not None:
        return _between(row)
    return _COMMA.sub(",", number).rstrip("号號") + "号" if _LIST.fullmatch(number) else ""


def _between(row: re.Match[str]) -> str:
    first, _, between, last, _ = row.groups()
    low, high = to_int(first), to_int(last)
    if low is None or high is None:
        return ""
    if between in TO:
        is_row = between in "至到" or high > low
    else:
        is_row = high > max(low, _WIDE) and not row[5]
    return f"{low}{row[2]}至{high}{row[5]}号" if is_row else ""
