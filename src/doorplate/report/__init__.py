"""The report a county official reads: findings, decisions, questions, proof, map.

`render_html` takes a `ReportData` of plain values and gives one self-contained page.
"""

from doorplate.report.html import render_html
from doorplate.report.values import (
    CheckRow,
    ColumnRow,
    Coverage,
    DecisionGroup,
    DecisionRow,
    DefectGroup,
    Example,
    FileRow,
    GridRow,
    MapDoor,
    MapStreet,
    PolicyBox,
    QuestionRow,
    ReportData,
)
from doorplate.report.village_map import village_map

__all__ = [
    "CheckRow",
    "ColumnRow",
    "Coverage",
    "DecisionGroup",
    "DecisionRow",
    "DefectGroup",
    "Example",
    "FileRow",
    "GridRow",
    "MapDoor",
    "MapStreet",
    "PolicyBox",
    "QuestionRow",
    "ReportData",
    "render_html",
    "village_map",
]
