"""Readings into doors: which rows speak of one physical entrance, and what each claims."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from doorplate._text import Text
from doorplate.address import Address, DoorNumber
from doorplate.findings import Finding, FindingKind
from doorplate.match import Cluster, Places, Record, dedupe
from doorplate.numbering import Evidence
from doorplate.pipeline.claims import Claim
from doorplate.pipeline.reading import Reading
from doorplate.pipeline.values import Ask, Found, Remedy

__all__ = ["Case", "Grouped", "group_doors"]


@dataclass
class Case:
    """One door under examination: its readings, the strongest evidence first."""

    uid: str
    readings: list[Reading]
    canonical: Address = field(default_factory=Address)

    @property
    def records(self) -> tuple[str, ...]:
        """Ids of its records, the strongest first."""
        return tuple(r.claim.id for r in self.readings)

    @property
    def households(self) -> tuple[str, ...]:
        """The households behind it."""
        return tuple(sorted({r.claim.household for r in self.readings} - {""}))

    @cached_property
    def numbers(self) -> dict[DoorNumber, Evidence]:
        """Every number an address of it claims, with the best evidence for each."""
        found: dict[DoorNumber, Evidence] = {}
        for reading in self.readings:
            if reading.number is not None:
                best = max(reading.claim.evidence, found.get(reading.number, Evidence.HEARSAY))
                found[reading.number] = best
        return found

    @property
    def walls(self) -> tuple[DoorNumber, ...]:
        """The numbers seen on its wall."""
        return tuple(dict.fromkeys(r.wall for r in self.readings if r.wall is not None))


@dataclass(frozen=True, slots=True)
class Grouped:
    """Doors in the order of their first row, and what the grouping found.

    Attributes:
        cases: the doors.
        merged: record that says nothing new, to the record that is kept.
        findings: records that stand twice.
        asks: records that may belong to several doors, doors that may be one.
    """

    cases: tuple[Case, ...]
    merged: Mapping[str, str]
    findings: tuple[Found, ...]
    asks: tuple[Ask, ...]


def group_doors(readings: Sequence[Reading], places: Places | None = None) -> Grouped:
    """Readings by door: by the survey's door id where there is one, else by the address."""
    records = [Record(r.claim.id, r.address) for r in readings if r.address]
    clusters = list(dedupe(records, places=places))
    cluster_of = {record: cluster for cluster in clusters for record in cluster.members}
    uids, asks = _uids(readings, cluster_of)
    cases: dict[str, Case] = {}
    for reading in readings:
        uid = uids[reading.claim.id]
        cases.setdefault(uid, Case(uid, [])).readings.append(reading)
    for case in cases.values():
        _settle(case, cluster_of)
    merged, findings = _repeated(cases.values())
    asks += _proposals(clusters, cluster_of, uids)
    return Grouped(tuple(cases.values()), merged, tuple(findings), tuple(asks))


def _uids(
    readings: Sequence[Reading], cluster_of: Mapping[str, Cluster]
) -> tuple[dict[str, str], list[Ask]]:
    """The door of every record; one without a door id joins the door of its cluster."""
    surveyed: dict[str, list[Reading]] = {}
    for reading in readings:
        if reading.address and surveyed_uid(reading.claim):
            surveyed.setdefault(cluster_of[reading.claim.id].id, []).append(reading)
    uids: dict[str, str] = {}
    asks: list[Ask] = []
    for reading in readings:
        claim = reading.claim
        cluster = cluster_of[claim.id].id if reading.address else claim.id
        doors = _doors_for(reading, surveyed.get(cluster, []))
        own = surveyed_uid(claim)
        uids[claim.id] = own or (doors[0] if len(doors) == 1 else f"~{cluster}")
        if not own and len(doors) > 1:
            asks.append(_which_door(claim.id, doors))
    return uids, asks


def surveyed_uid(claim: Claim) -> str:
    """The physical door a row was seen at: its door id, else street, side and order.

    >>> from doorplate.numbering import Side
    >>> surveyed_uid(Claim("1", street="中街", side=Side.N, order=7))
    '中街/北/7'
    """
    if claim.door or not claim.street or claim.order is None:
        return claim.door
    side = claim.side.text.zh if claim.side else ""
    return f"{claim.street}/{side}/{claim.order}"


def _doors_for(reading: Reading, surveyed: Sequence[Reading]) -> list[str]:
    """The surveyed doors a record without door id may belong to: its household's, else all."""
    home = reading.claim.household
    same = {surveyed_uid(r.claim) for r in surveyed if home and r.claim.household == home}
    return sorted(same or {surveyed_uid(r.claim) for r in surveyed})


def _which_door(record: str, doors: Sequence[str]) -> Ask:
    text = Text("这条记录属于哪一个门？", "Which of these doors does this record belong to?")
    return Ask((record, *doors), text, tuple(Text(uid, uid) for uid in doors))


def _settle(case: Case, cluster_of: Mapping[str, Cluster]) -> None:
    case.readings.sort(key=lambda r: (not r.address, -r.claim.evidence, r.claim.row))
    if case.readings[0].address:
        case.canonical = cluster_of[case.readings[0].claim.id].canonical


def _repeated(cases: Iterable[Case]) -> tuple[dict[str, str], list[Found]]:
    """Rows of one door that name the same household and number say nothing new."""
    merged: dict[str, str] = {}
    findings: list[Found] = []
    for case in cases:
        for same in _same_claims(case):
            if len(same) > 1:
                merged.update((r.claim.id, same[0].claim.id) for r in same[1:])
                findings.append(_twice(case, same))
    return merged, findings


def _same_claims(case: Case) -> list[list[Reading]]:
    """Readings that agree on number and household; one without a household agrees with any."""
    groups: dict[tuple[DoorNumber | None, str], list[Reading]] = {}
    for reading in sorted(case.readings, key=lambda r: not r.claim.household):
        home = reading.claim.household
        of_number = [key for key in groups if key[0] == reading.number]
        key = (reading.number, home) if home or not of_number else of_number[0]
        groups.setdefault(key, []).append(reading)
    return list(groups.values())


def _twice(case: Case, same: Sequence[Reading]) -> Found:
    rows = tuple(r.claim.id for r in same)
    texts = tuple(dict.fromkeys(r.said for r in same))
    finding = Finding(
        FindingKind.DUP_RECORD,
        (case.uid,),
        Text(
            f"同一门登记 {len(same)} 次：{'；'.join(texts)}",
            f"one door entered {len(same)} times: {'; '.join(texts)}",
        ),
        Text(f"保留 {rows[0]}，其余清理", f"keep {rows[0]}, void the rest"),
        decided=True,
    )
    return Found(finding, Remedy.MERGE, rows)


def _proposals(
    clusters: Iterable[Cluster], cluster_of: Mapping[str, Cluster], uids: Mapping[str, str]
) -> list[Ask]:
    """Pairs of doors that the matcher holds for one, but not surely enough to merge."""
    asks: dict[tuple[str, ...], Ask] = {}
    for cluster in clusters:
        for other in cluster.proposals:
            pair = tuple(sorted({uids[cluster.id], uids[other]}))
            if len(pair) == 2 and any(uid.startswith("~") for uid in pair):
                there = cluster_of[other].canonical
                asks.setdefault(pair, _same_door(pair, cluster.canonical, there))
    return list(asks.values())


def _same_door(pair: tuple[str, ...], one: Address, other: Address) -> Ask:
    return Ask(
        pair,
        Text(f"“{one}”与“{other}”是同一个门吗？", f"Are “{one}” and “{other}” one door?"),
        (Text("是，合并", "yes, merge"), Text("不是，分开", "no, keep both")),
    )
