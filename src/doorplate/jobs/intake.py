"""A file into claims: columns by role, rows as facts, faulty rows set aside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from doorplate import tables
from doorplate._text import Text
from doorplate.pipeline import CLAIM_ROLES, Claim, Reject, claim_of

__all__ = ["Intake", "take_in"]


@dataclass(slots=True)
class Intake:
    """The rows of a file.

    Attributes:
        columns: the file's columns.
        roles: column by role.
        claims: the sound rows.
        rejects: rows that the file itself could not give.
    """

    columns: tuple[str, ...]
    roles: Mapping[str, str]
    claims: list[Claim] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Rows that came in."""
        return len(self.claims) + len(self.rejects)


def take_in(source: Path, overrides: Mapping[str, str], sheet: str | None) -> Intake:
    """All rows of a file.

    Raises:
        InputError: the file cannot be read, or a column is missing or ambiguous.
    """
    table = tables.read(source, sheet=sheet)
    optional = [role for role in CLAIM_ROLES if role != "address"]
    roles = tables.find_columns(
        table.columns, ["address"], optional=optional, overrides=overrides
    )
    intake = Intake(table.columns, roles)
    for made in _rows(table, roles):
        if isinstance(made, Claim):
            intake.claims.append(made)
        else:
            intake.rejects.append(made)
    return intake


def _rows(table: tables.Table, roles: Mapping[str, str]) -> Iterator[Claim | Reject]:
    for row in table:
        cells = {role: row.cells.get(name, "") for role, name in roles.items()}
        claim = claim_of(cells, row.number)
        if row.fault is None:
            yield claim
        else:
            yield Reject(row.number, claim.id, claim.household, row.fault)


def role_text(intake: Intake, column: str) -> Text:
    """What a column was read as; empty where it was not used."""
    for role, name in intake.roles.items():
        if name == column:
            return tables.ROLES[role].text
    return Text("", "")
