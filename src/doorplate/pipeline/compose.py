"""Two stages in one call: texts are read, then compared or grouped.

Numbers in the ids of `dedupe` count the items from 0, so that the answer can be laid beside
the column it came from.
"""

from collections.abc import Iterable

from doorplate.address import Address
from doorplate.divisions import Gazetteer
from doorplate.match import Clusters, Places, Record, Verdict
from doorplate.match import compare as compare_addresses
from doorplate.match import dedupe as dedupe_records
from doorplate.normalize import parse

__all__ = ["compare", "dedupe"]


def compare(
    a: str | Address,
    b: str | Address,
    *,
    gazetteer: Gazetteer | None = None,
    places: Places | None = None,
) -> Verdict:
    """Whether two addresses, as texts or read already, are one door, and why.

    Raises:
        AddressError: a text that cannot be an address.

    >>> str(compare("武功县普集镇营上村三组十二号", "营上村3组12号").relation)
    'same_door'
    """
    left, right = (_address(one, gazetteer) for one in (a, b))
    return compare_addresses(left, right, places=places)


def dedupe(
    items: Iterable[str | Address | Record],
    *,
    gazetteer: Gazetteer | None = None,
    places: Places | None = None,
) -> Clusters:
    """Items grouped by door; texts and addresses get their position as id.

    Raises:
        AddressError: a text that cannot be an address.
        MatchError: two records share an id.

    >>> [c.members for c in dedupe(["营上村12号", "营上村21号", "营上村十二号"])]
    [('0', '2'), ('1',)]
    """
    records = (_record(i, item, gazetteer) for i, item in enumerate(items))
    return dedupe_records(records, places=places)


def _address(item: str | Address, gazetteer: Gazetteer | None) -> Address:
    return parse(item, gazetteer=gazetteer).best if isinstance(item, str) else item


def _record(position: int, item: str | Address | Record, gazetteer: Gazetteer | None) -> Record:
    if isinstance(item, Record):
        return item
    return Record(str(position), _address(item, gazetteer))
