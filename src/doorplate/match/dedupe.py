"""Many records into doors."""

from collections.abc import Iterable

from doorplate._text import Text
from doorplate.address import Address
from doorplate.errors import MatchError
from doorplate.match._parts import Parts, parts_of
from doorplate.match.places import Places
from doorplate.match.values import Cluster, Clusters, Decision, Reason, Record

__all__ = ["dedupe"]


def dedupe(
    records: Iterable[Record],
    *,
    places: Places | None = None,  # noqa: ARG001  # the signature callers build on
) -> Clusters:
    """Records grouped by door: a partition that does not depend on their order.

    Raises:
        MatchError: two records share an id.

    >>> rows = [Record("a", Address.of(village="营上村", number="12号", subnumber="附1")),
    ...         Record("b", Address.of(village="营上村", number="12-1号")),
    ...         Record("c", Address.of(village="营上村", number="21号"))]
    >>> [(c.id, c.members, str(c.decision)) for c in dedupe(rows)]
    [('a', ('a', 'b'), 'merged'), ('c', ('c',), 'single')]
    """
    groups: dict[Parts | str, list[tuple[str, Address]]] = {}
    seen: set[str] = set()
    for record in records:
        if record.id in seen:
            raise MatchError(Text("编号重复", "an id occurs twice"), where=record.id)
        seen.add(record.id)
        parts = parts_of(record.address)
        key = parts if any(parts.numbers) else record.id
        groups.setdefault(key, []).append((record.id, record.address))
    clusters = sorted(_cluster(sorted(g, key=lambda m: m[0])) for g in groups.values())
    where = {member: i for i, c in enumerate(clusters) for member in c.members}
    return Clusters(clusters.__getitem__, len(clusters), where.__getitem__)


def _cluster(group: list[tuple[str, Address]]) -> Cluster:
    members = tuple(member for member, _ in group)
    if len(group) == 1:
        return Cluster(members[0], members, group[0][1], 1.0, Decision.SINGLE)
    text = Text("地名与号码全同", "names and numbers are equal")
    reason = Reason("records", members[0], members[1], "equal", 10.0, text)
    return Cluster(members[0], members, group[0][1], 0.999, Decision.MERGED, (reason,))
