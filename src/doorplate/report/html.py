"""The report as one HTML file: no script, no outside resource, made to be printed on A4."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from doorplate._text import Lang, Text
from doorplate.findings import Defect
from doorplate.report.values import ReportData
from doorplate.report.village_map import MAP_LIMIT, grid_colours, village_map

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["render_html"]


def render_html(data: ReportData, lang: Lang) -> str:
    """The whole report in one language.

    Everything from the input is escaped; the same data gives the same text.

    >>> page = render_html(ReportData(
    ...     place="营上村", source="list.csv", as_of="2026-01-01", version="0", rows=1,
    ...     rejected=0, records=1, distinct=1, gazetteer=Text("", "")), "en")
    >>> page.startswith("<!DOCTYPE html>"), "<script" in page
    (True, False)
    """
    return _environment().get_template("report.html").render(
        data=data, lang=lang, style=_style(), **_shown(data, lang)
    ) + "\n"  # fmt: skip


def _shown(data: ReportData, lang: Lang) -> dict[str, object]:
    doors = sum(len(s.left) + len(s.right) for s in data.streets)
    drawn = 0 < doors <= MAP_LIMIT
    counts = {d: sum(g.count for g in data.defects if g.defect is d) for d in Defect}
    return {
        "say": lambda text: text.say(lang),
        "t": lambda zh, en: Text(zh, en).say(lang),
        "n": lambda number: f"{number:,}",
        "join": ("、" if lang == "zh" else ", ").join,
        "colours": grid_colours,
        "map": village_map(data.streets, lang) if drawn else "",
        "map_doors": doors,
        "counts": counts,
        "most": max(1, *counts.values()),
        "groups": {d: tuple(g for g in data.defects if g.defect is d) for d in Defect},
        "heaviest": max((g.households for g in data.grids), default=1) or 1,
        "states": {door.state for s in data.streets for door in (*s.left, *s.right)},
    }


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415  # slow to load

    return Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template(name: str) -> str:
    folder = files("doorplate.report") / "templates"
    return (folder / name).read_text(encoding="utf-8")


@cache
def _style() -> str:
    return _template("style.css")
