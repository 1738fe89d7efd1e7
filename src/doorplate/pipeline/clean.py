"""The main job: claims in, a clean register out, every step with its evidence."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from doorplate._text import Text
from doorplate.address import Address, Level, NumberStyle
from doorplate.errors import PolicyError
from doorplate.findings import Finding, FindingKind
from doorplate.match import Places
from doorplate.normalize import parse
from doorplate.numbering import Policy
from doorplate.pipeline.assigning import bearing_of, number_doors
from doorplate.pipeline.claims import Claim
from doorplate.pipeline.doors import Case, group_doors
from doorplate.pipeline.finishing import (
    Findings,
    Homes,
    clean_records,
    crosswalk,
    decisions,
    final_doors,
)
from doorplate.pipeline.gaps import gap_findings
from doorplate.pipeline.grids import cover, in_grids, sorted_doors
from doorplate.pipeline.names import Known, check_names
from doorplate.pipeline.numbers import present_numbers
from doorplate.pipeline.plates import plate_findings
from doorplate.pipeline.reading import Reader, Reading, read_claims, street_levels
from doorplate.pipeline.survey import Place, place_of, sweep
from doorplate.pipeline.twins import part_twins
from doorplate.pipeline.values import Ask, CleanDoor, Cleaned, Found, Remedy
from doorplate.pipeline.village import main_path, under

__all__ = ["clean"]

Step = Callable[[str], None]
_NOWHERE = Address()


def clean(  # noqa: PLR0913  # the main job: everything it needs is named
    claims: Iterable[Claim],
    read: Reader = parse,
    *,
    policy: Policy | None = None,
    grids: int = 0,
    divisions: Address = _NOWHERE,
    village_code: str = "",
    known: Known = lambda _: False,
    places: Places | None = None,
    step: Step = lambda _: None,
) -> Cleaned:
    """Clean a list of claims on doors.

    Reads every address, groups the rows by door, checks names, numbers and plates, decides what
    the evidence decides under the policy, and asks a person about the rest. Without a policy
    nothing is numbered; without a number of grids none are cut. Nothing is read or written, and
    the clock is not asked: the same claims give the same result.

    Args:
        claims: the rows.
        read: text to its readings.
        policy: the numbering policy in force; None numbers nothing.
        grids: how many service grids; 0 for none.
        divisions: the village the list is about, with all divisions above it; empty for the
            village most rows name.
        village_code: its 12-digit code, for grid codes.
        known: whether a village of a name exists near this one.
        places: known places for the matcher.
        step: called with the name of each step as it begins.

    Raises:
        PolicyError: the policy numbers by grid; a list is numbered by street.
        GridError: the households cannot be cut into that many grids.
        MatchError: the places cannot be used.

    >>> rows = [Claim("1", 2, "武功县营上村永安街12号"), Claim("2", 3, "营上村永安街十二号")]
    >>> cleaned = clean(rows)
    >>> len(cleaned.doors), [str(f.finding.kind) for f in cleaned.findings]
    (1, ['DUP_RECORD'])
    """
    _check_scope(policy)
    step("read")
    readings, rejects = read_claims(claims, read)
    divisions = divisions or main_path(r.address for r in readings)
    readings = tuple(r._replace(address=under(r.address, divisions)) for r in readings)
    step("group")
    grouped = group_doors(readings, places)
    cases = grouped.cases
    rural = policy.rural.scope if policy else "group"
    located = {case.uid: place_of(case, rural) for case in cases}
    streets = sweep(located.values(), policy.grid.order if policy else "N-S")
    levels = street_levels((p.street for p in located.values() if p.surveyed), read)
    step("check")
    names = check_names(
        cases, located, levels, village=divisions.get(Level.VILLAGE) or "", known=known
    )
    present, several, which = present_numbers(cases, located)
    step("number")
    numbered = number_doors(cases, located, present, policy) if policy else None
    found = Findings(cases, located, present, names, numbered)
    homes = Homes(divisions, levels)
    by_household = any(r.claim.household for r in readings)
    apart, clashes = part_twins(final_doors(found, homes, by_household=by_household))
    doors = sorted_doors(apart, streets)
    step("grid")
    cut = None
    if grids:
        doors, cut = in_grids(doors, grids, policy, village_code)
    records = clean_records(doors, found, grouped.merged)
    findings = [
        *grouped.findings,
        *several,
        *names.findings,
        *clashes,
        *(numbered.findings if numbered else ()),
        *_unaddressed(cases),
        *plate_findings(cases, located, present),
        *gap_findings(doors, numbered.changes if numbered else (), policy),
    ]
    return Cleaned(
        records=tuple(records[r.claim.id] for r in readings),
        rejects=rejects,
        doors=doors,
        findings=_in_order(findings, doors),
        decisions=decisions(doors, records, policy.sub.style if policy else NumberStyle.FU),
        asks=(
            *_rivals(readings),
            *grouped.asks,
            *names.asks,
            *which,
            *(numbered.asks if numbered else ()),
        ),
        crosswalk=crosswalk(doors),
        grids=cut.grids if cut else (),
        coverage=cover(doors, rejects, by_household=by_household),
        checks=_checks(readings),
        streets=streets,
        bearings=_bearings(located.values()),
    )


def _check_scope(policy: Policy | None) -> None:
    """Grids are cut behind the numbers, so none can depend on them here."""
    if policy is not None and policy.scope == "grid":
        raise PolicyError(
            Text("规则按网格编号，清理只按街道编号",
                 "it numbers by grid, and cleaning numbers by street"),
            remedy=Text('换 scope = "street" 的规则；按网格编号用 Python 的 into_grids',
                        'Name a policy of scope = "street", or use into_grids in Python'),
            where=policy.name,
        )  # fmt: skip


def _bearings(places: Iterable[Place]) -> dict[str, int]:
    """The direction of every street with surveyed points."""
    streets: dict[str, list[Place]] = {}
    for place in places:
        streets.setdefault(place.street, []).append(place)
    found = {street: bearing_of(inside) for street, inside in streets.items()}
    return {street: bearing for street, bearing in found.items() if bearing is not None}


def _rivals(readings: Iterable[Reading]) -> list[Ask]:
    """Texts that several places fit equally well."""
    text = Text(
        "这条地址有几种读法，哪一种对？", "This address can be read in several ways. Which?"
    )
    return [
        Ask((r.claim.id,), text, tuple(Text(str(a), str(a)) for a in r.rivals))
        for r in readings
        if r.rivals
    ]


_ORDER = {kind: i for i, kind in enumerate(FindingKind)}


def _in_order(findings: Iterable[Found], doors: Iterable[CleanDoor]) -> tuple[Found, ...]:
    """Findings by kind, then as one walks past the doors."""
    rank = {door.uid: i for i, door in enumerate(doors)}

    def key(found: Found) -> tuple[int, list[int]]:
        return _ORDER[found.finding.kind], [rank[uid] for uid in found.finding.subjects]

    return tuple(sorted(findings, key=key))


def _unaddressed(cases: Sequence[Case]) -> list[Found]:
    """Surveyed doors that no address in the list gives a number."""
    return [
        Found(
            Finding(
                FindingKind.NO_ADDRESS,
                (case.uid,),
                Text("有门，台账中没有它的门牌号", "a door without a number in the list"),
                Remedy.ASSIGN.text,
                decided=True,
            ),
            Remedy.ASSIGN,
            case.records,
        )
        for case in cases
        if not case.numbers and not case.uid.startswith("~")
    ]


_NEEDS: Mapping[str, tuple[tuple[str, ...], Text]] = {
    "duplicates": ((), Text("", "")),
    "wrong_street": (("street",), Text("街巷列", "a street column")),
    "no_address": (("street", "order"), Text("街巷、顺序列", "street and order columns")),
    "no_plate": (("plate",), Text("牌况列", "a plate state column")),
    "mismatch": (("number",), Text("现门牌号列", "a column of the numbers on the wall")),
    "order": (
        ("street", "side", "order"),
        Text("街巷、侧、顺序列", "street, side and order columns"),
    ),
    "households": (("household",), Text("户编号列", "a household column")),
    "positions": (("east",), Text("坐标列", "coordinate columns")),
}  # fmt: skip


def _checks(readings: Sequence[Reading]) -> dict[str, Text]:
    """Which checks the columns allowed; a check not possible says what it lacked."""
    seen: Counter[str] = Counter()
    fields = ("street", "side", "order", "plate", "number", "household", "east")
    for reading in readings:
        seen.update(f for f in fields if getattr(reading.claim, f) not in {None, ""})
    return {
        name: Text("", "") if all(seen[f] for f in needs) else lacks
        for name, (needs, lacks) in _NEEDS.items()
    }
