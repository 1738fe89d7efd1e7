"""What an index answers: the record at a door, or what a person may choose among."""

from collections.abc import Mapping
from typing import NamedTuple

from doorplate.match._explain import plain, step_reason
from doorplate.match._judge import Step
from doorplate.match._owned import Owned
from doorplate.match._score import probability
from doorplate.match.values import Relation, Verdict


class Match(NamedTuple):
    """What an index says of one record.

    Attributes:
        record: id of the record at the same door, or None.
        verdict: `same_door` with a record; `unknown` where a person must choose among
            `options`; `same_place` where the address stops short of a door; `different` for
            a door that the index does not hold.
        options: ids that a person may choose among, most likely first.
    """

    record: str | None
    verdict: Verdict
    options: tuple[str, ...] = ()


def owned(found: Mapping[Owned, str], owner: Owned) -> str | None:
    """Of the records at a door, that of the same number, as far as both say whose it is.

    Of several wards the same one; a single one may have been renumbered, or left out. Then the
    one that says the same of all else, or the only one there is.
    """
    if owner in found:
        return found[owner]
    several = len({o.ward for o in found} - {""}) > 1
    same = {o: r for o, r in found.items() if not several or o.ward == owner.ward}
    alike = [record for o, record in same.items() if o[1:] == owner[1:]]
    fits = alike or [record for o, record in same.items() if o.agrees(owner)]
    return fits[0] if len(fits) == 1 and (alike or len(same) == 1) else None


def linked(found: Mapping[Owned, str], step: Step, owner: Owned) -> Match:
    """The door that a step leads to, unless its number is another's."""
    record = owned(found, owner)
    if record is None:
        return Match(None, verdict_of(Relation.UNKNOWN, step), each_once(found))
    return Match(record, verdict_of(Relation.SAME_DOOR, step))


def each_once(found: Mapping[Owned, str]) -> tuple[str, ...]:
    """The records at a door."""
    return tuple(sorted(set(found.values())))


def verdict_of(relation: Relation, step: Step) -> Verdict:
    """What a step says of two doors."""
    return Verdict(relation, probability(step.bits), (step_reason(step),))


NEW = plain("new", "索引中没有这个门", "the index holds no such door")
