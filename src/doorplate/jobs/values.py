"""What a clean-up job is asked, and what it says at the end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from doorplate._text import Lang, Text

__all__ = ["PLATE_LIMIT", "CleanOptions", "Signing", "Summary", "Watch"]

PLATE_LIMIT = 5_000
"""Doors above which plates are drawn only when asked for."""

Watch = Callable[[Text, int, int], None]
"""Called with a step's name, what is done and what there is; 0 where nobody knows yet."""


@dataclass(frozen=True, slots=True)
class Signing:
    """A key to sign plates with.

    Attributes:
        path: the encrypted key file.
        password: its password.
        origin: host and path that the payloads stand under, such as `dz.example.cn/`.
        keyset: the published key set that holds the key; copied beside the plates.
    """

    path: Path
    password: str = field(repr=False)
    origin: str
    keyset: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanOptions:
    """One clean-up job.

    Attributes:
        source: the list.
        out: the folder to make.
        as_of: the day the decisions are taken for; stands in events, plates and report.
        policy: name of a numbering policy or path of a TOML file; empty numbers nothing.
        grids: how many service grids; 0 for none.
        columns: column by role, where names alone do not tell.
        village: code or name of the village; empty where the addresses say it.
        sheet: sheet of a workbook; None for the only one.
        signing: the office's key; None makes one for demonstration.
        plates: whether plates are drawn; None draws them up to `PLATE_LIMIT` doors.
        force: replace a folder that an earlier job made.
        lang: language of the report and of the workbooks' headings.
    """

    source: Path
    out: Path
    as_of: date
    policy: str = ""
    grids: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    village: str = ""
    sheet: str | None = None
    signing: Signing | None = None
    plates: bool | None = None
    force: bool = False
    lang: Lang = "zh"


@dataclass(frozen=True, slots=True)
class Summary:
    """The result in a few figures: what `summary.json` holds.

    Attributes:
        out: the folder.
        figures: plain data for JSON.
        notes: what the reader must know: what was left out and why.
    """

    out: Path
    figures: Mapping[str, Any]
    notes: tuple[Text, ...]

    @property
    def report(self) -> Path:
        """The report for a reader."""
        return self.out / "report.html"
