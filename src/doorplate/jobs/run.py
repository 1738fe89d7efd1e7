"""The job itself: a list in, a folder out."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from doorplate import tables
from doorplate._text import Text
from doorplate.address import NumberStyle
from doorplate.divisions import Gazetteer
from doorplate.findings import Defect
from doorplate.jobs import reporting
from doorplate.jobs.folder import SUMMARY, making
from doorplate.jobs.gazetteer import gazetteer_text
from doorplate.jobs.intake import Intake, take_in
from doorplate.jobs.ledger import write_register
from doorplate.jobs.outputs import FILES, Printed, Sources, headed, printer
from doorplate.jobs.place import Village, village_of
from doorplate.jobs.plates import Mint, make_mint, orders_of, write_plates
from doorplate.jobs.values import PLATE_LIMIT, CleanOptions, Summary, Watch
from doorplate.normalize import Parsed, parse
from doorplate.numbering import Policy, load_policy
from doorplate.pipeline import Claim, Cleaned, DoorState, Reject, Verb, clean
from doorplate.report import FileRow, ReportData, render_html

__all__ = ["clean_file"]


def _silent(_step: Text, _done: int, _total: int) -> None:
    """Nobody watches."""


def clean_file(options: CleanOptions, watch: Watch = _silent) -> Summary:
    """Clean a list and write the folder: tables, register, plates, key set, report, summary.

    The folder is there whole or not at all. The same list, policy and day give the same bytes,
    but for what a demonstration key signs.

    Raises:
        InputError: the list cannot be read.
        OutputError: the folder exists, or cannot be written.
        PolicyError: no policy has that name.
        GridError: the households cannot be cut into that many grids.
        GazetteerError: the village asked for is unknown or ambiguous.
        KeySetError: the key cannot be used.
    """
    policy = load_policy(options.policy) if options.policy else None
    with making(options.out, force=options.force) as draft:
        watch(_READ, 0, 0)
        intake = take_in(options.source, options.columns, options.sheet)
        gazetteer = Gazetteer.bundled()
        village = village_of(options.village, intake.claims, gazetteer)
        cleaned = _cleaned(intake, village, policy, options, gazetteer, watch)
        return _Writer(options, draft, intake, village, policy, cleaned, watch).write()


_READ = Text("读入", "reading")
_PARSE = Text("读地址", "parsing")
_STEPS = {
    "group": Text("归并", "grouping"),
    "check": Text("检查", "checking"),
    "number": Text("编号", "numbering"),
    "grid": Text("划网格", "cutting grids"),
}
_TABLES = Text("写表", "writing tables")
_LEDGER = Text("写台账", "writing the register")


def _cleaned(  # noqa: PLR0913, PLR0917  # the ingredients of one call
    intake: Intake,
    village: Village,
    policy: Policy | None,
    options: CleanOptions,
    gazetteer: Gazetteer,
    watch: Watch,
) -> Cleaned:
    def known(name: str) -> bool:
        district = village.code[:6]
        return bool(district and gazetteer.find(name, level="village", within=district))

    read = partial(_read, gazetteer=gazetteer, village=village)
    return clean(
        _watched(intake.claims, watch),
        read,
        policy=policy,
        grids=options.grids,
        divisions=village.divisions,
        village_code=village.code,
        known=known,
        step=lambda step: watch(_STEPS.get(step, _PARSE), 0, 0),
    )


def _read(text: str, *, gazetteer: Gazetteer, village: Village) -> Parsed:
    return parse(text, gazetteer=gazetteer, context=village.above or None)


def _watched(claims: Sequence[Claim], watch: Watch) -> Iterator[Claim]:
    for done, claim in enumerate(claims):
        if done % 200 == 0:
            watch(_PARSE, done, len(claims))
        yield claim


@dataclass(slots=True)
class _Writer:
    """Writes every file of one job into the draft folder."""

    options: CleanOptions
    draft: Path
    intake: Intake
    village: Village
    policy: Policy | None
    cleaned: Cleaned
    watch: Watch

    @property
    def rejects(self) -> tuple[Reject, ...]:
        """Rows the file could not give, and rows that could not be read, by row."""
        return tuple(sorted((*self.intake.rejects, *self.cleaned.rejects)))

    @property
    def live(self) -> int:
        """Doors that get a plate."""
        return sum(door.live for door in self.cleaned.doors)

    def write(self) -> Summary:
        """All files, the summary last."""
        printed = printer(self.policy)
        self.watch(_TABLES, 0, 0)
        files = self._tables(printed)
        self.watch(_LEDGER, 0, 0)
        path, digest = self.draft / "register.sqlite", self.policy.hash if self.policy else ""
        events = write_register(self.cleaned, path, self.options.as_of, digest)
        files.append(FileRow(path.name, _LEDGER_TEXT, events))
        notes = self._notes()
        mint = self._mint()
        if mint is not None:
            files += self._plates(mint)
        figures = self._figures(mint)
        html = render_html(self._report(printed, files, notes, mint), self.options.lang)
        (self.draft / "report.html").write_text(html, encoding="utf-8")
        text = json.dumps(figures, ensure_ascii=False, indent=1)
        (self.draft / SUMMARY).write_text(text + "\n", encoding="utf-8")
        return Summary(self.options.out, figures, notes)

    def _tables(self, printed: Printed) -> list[FileRow]:
        source = Sources(self.cleaned, self.rejects, printed, self.options.lang)
        rows = []
        for file in FILES:
            path = self.draft / f"{file.name}.csv"
            count = tables.write(file.rows(source), path, columns=list(file.columns))
            rows.append(FileRow(path.name, file.text, count))
            if file.workbook and count < _SHEET_ROWS:
                path = self.draft / f"{file.name}.xlsx"
                heads = [head.say(self.options.lang) for head in file.columns.values()]
                made = headed(file.rows(source), file, self.options.lang)
                rows.append(
                    FileRow(path.name, file.text, tables.write(made, path, columns=heads))
                )
        return rows

    # Plates -------------------------------------------------------------------------------

    @property
    def _wanted(self) -> bool:
        """Whether plates are to be drawn: as asked, else up to a size, and only if numbered."""
        if self.options.plates is not None:
            return self.options.plates
        return self.policy is not None and len(self.cleaned.doors) <= PLATE_LIMIT

    def _mint(self) -> Mint | None:
        if not self._wanted or not self.village.code or not self.live:
            return None
        return make_mint(self.options.signing, self.village, self.options.as_of)

    @property
    def _style(self) -> NumberStyle:
        """How sub-numbers are printed."""
        return self.policy.sub.style if self.policy else NumberStyle.FU

    def _plates(self, mint: Mint) -> list[FileRow]:
        ordered = list(
            orders_of(self.cleaned.doors, self.village, self.options.as_of, self._style)
        )
        count = write_plates(ordered, mint, self.draft / "plates", self.watch)
        rows = [
            FileRow("plates/manifest.csv", _MANIFEST_TEXT, count),
            FileRow("plates/*/sheet-*.svg", _SHEETS_TEXT),
        ]
        if mint.keyset is not None:
            (self.draft / "keyset.json").write_bytes(mint.keyset)
            rows.append(FileRow("keyset.json", _KEYSET_TEXT))
        return rows

    # What is said -------------------------------------------------------------------------

    def _notes(self) -> tuple[Text, ...]:
        checks = (
            (self.policy is None, _NO_POLICY),
            (not self.options.grids, _NO_GRIDS),
            (not self.village.code and self._wanted, _NO_VILLAGE),
            (self.village.code and not self._wanted and self.policy, _NO_PLATES),
            (self._wanted and self.village.code and not self.options.signing, _DEMO_KEY),
        )
        return tuple(text for applies, text in checks if applies)

    def _figures(self, mint: Mint | None) -> dict[str, Any]:
        c = self.cleaned
        return {
            "program": f"doorplate {version('doorplate-cn')}",
            "source": self.options.source.name,
            "as_of": self.options.as_of.isoformat(),
            "village": {"code": self.village.code, "name": str(self.village.divisions)},
            "policy": str(self.policy) if self.policy else None,
            "policy_hash": self.policy.hash if self.policy else None,
            "rows": self.intake.rows,
            "records": len(c.records),
            "rejects": len(self.rejects),
            "doors": len(c.doors),
            "households": c.coverage.households,
            "numbered": sum(d.number is not None for d in c.doors),
            "findings": {
                str(d): sum(f.finding.kind.defect is d for f in c.findings) for d in Defect
            },
            "decisions": {str(v): sum(d.verb is v for d in c.decisions) for v in Verb},
            "states": {str(s): sum(d.state is s for d in c.doors) for s in DoorState},
            "questions": len(c.asks),
            "grids": [{"code": g.code, "households": g.weight} for g in c.grids],
            "coverage": {
                "checked": c.coverage.checked,
                "complete": c.coverage.complete,
                "open_doors": list(c.coverage.open_doors),
                "open_households": list(c.coverage.open_households),
            },
            "checks": {name: not lacks.zh for name, lacks in c.checks.items()},
            "plates": self.live if mint else 0,
            "key": _key_figures(mint),
        }

    def _report(
        self,
        printed: Printed,
        files: list[FileRow],
        notes: tuple[Text, ...],
        mint: Mint | None,
    ) -> ReportData:
        c = self.cleaned
        return ReportData(
            place=self.village.name or self.options.source.stem,
            source=self.options.source.name,
            as_of=self.options.as_of.isoformat(),
            version=version("doorplate-cn"),
            rows=self.intake.rows,
            rejected=len(self.rejects),
            records=len(c.records),
            distinct=len(c.doors),
            gazetteer=gazetteer_text(),
            columns=reporting.column_rows(self.intake),
            checks=reporting.check_rows(c),
            reject_examples=reporting.reject_rows(self.rejects),
            defects=reporting.defect_groups(c.findings),
            decisions=reporting.decision_groups(c),
            questions=reporting.question_rows(c),
            question_count=len(c.asks),
            coverage=reporting.coverage_box(c, plated=mint is not None),
            grids=reporting.grid_rows(c),
            streets=reporting.map_streets(c, printed),
            policy=reporting.policy_box(self.policy),
            key=_key_text(mint),
            key_is_demo=mint is not None and mint.demo,
            plates=self.live if mint else 0,
            notes=notes,
            files=(*files, FileRow(SUMMARY, _SUMMARY_TEXT)),
        )


def _key_figures(mint: Mint | None) -> dict[str, Any] | None:
    if mint is None:
        return None
    key = {"id": mint.signer.key_id.hex(), "demo": mint.demo, "origin": mint.origin}
    return key | ({"root": mint.root} if mint.root else {})


def _key_text(mint: Mint | None) -> Text:
    if mint is None:
        return Text("", "")
    key, root = mint.signer.key_id.hex(), mint.root
    if not mint.demo:
        return Text(f"{key}，{mint.origin}", f"{key}, {mint.origin}")
    return Text(
        f"演示密钥 {key}，只为这次运行生成，用后即弃：这些门牌不得上墙。信任根 {root}",
        f"demonstration key {key}, made for this run and thrown away: do not hang these "
        f"plates. Root {root}",
    )


_SHEET_ROWS = 1_000_000
_LEDGER_TEXT = Text("门牌台账：全部事件", "the register: all events")
_MANIFEST_TEXT = Text("门牌清单，不含个人信息", "the plates, no personal data")
_SHEETS_TEXT = Text("印制版面，按网格分文件夹", "printing sheets, one folder a grid")
_KEYSET_TEXT = Text("核验用的公钥集", "the key set for doorplate verify")
_SUMMARY_TEXT = Text("本次结果的数字", "the figures of this run")
_NO_POLICY = Text(
    "没有指定编号规则（--policy），因此没有编任何号；可选的规则见第 7 节。",
    "No numbering policy was named (--policy), so nothing was numbered; section 7 lists them.",
)
_NO_GRIDS = Text("没有要求划分网格（--grids）。", "No grids were asked for (--grids).")
_NO_VILLAGE = Text(
    "不知道是哪个村，没有制作门牌；请用 --village 给出 12 位代码。",
    "The village is not known, so no plates were made; give its 12-digit code with --village.",
)
_NO_PLATES = Text(
    "没有制作门牌（--plates 可要求制作）。", "No plates were made (--plates asks for them)."
)
_DEMO_KEY = Text(
    "二维码由演示密钥签名，只供查看；正式门牌请用 --key。",
    "The symbols are signed with a demonstration key, for show; real plates need --key.",
)
