"""The report as a page: self-contained, escaped, complete, in two languages."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from doorplate._text import LANGS, Lang, Text
from doorplate.findings import Defect
from doorplate.report import (
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
    render_html,
    village_map,
)
from doorplate.report.village_map import MAP_LIMIT, grid_colours

EVIL = "<script>alert('村')</script>&\""


def both(word: str) -> Text:
    return Text(f"{word}中", f"{word} en")


def doors(count: int, *, grid: int = 1, state: str = "kept") -> tuple[MapDoor, ...]:
    return tuple(MapDoor(str(2 * i + 1), grid, state, f"door {i}") for i in range(count))


EMPTY = ReportData(
    place="营上村",
    source="list.csv",
    as_of="2026-03-01",
    version="9.9.9",
    rows=0,
    rejected=0,
    records=0,
    distinct=0,
    gazetteer=both("gazetteer"),
)
FULL = replace(
    EMPTY,
    rows=1_234,
    rejected=4,
    records=1_230,
    distinct=906,
    columns=(ColumnRow("电话", Text("", "")), ColumnRow("地址", both("address"))),
    checks=(
        CheckRow(both("parity"), possible=True),
        CheckRow(both("plates"), possible=False, lacks=both("a column")),
    ),
    reject_examples=(Example("12", both("empty")),),
    defects=(
        DefectGroup(
            Defect.DUPLICATE, "DUP_RECORD", both("twice"), 7, 6, (Example("D1", both("why")),)
        ),
    ),
    decisions=(
        DecisionGroup(
            both("verb"),
            both("meaning"),
            3,
            (DecisionRow("D1", "23号", "31-1号", both("since")),),
        ),
    ),
    questions=(QuestionRow("D2", both("which?"), (both("this"), both("that"))),),
    question_count=2,
    coverage=Coverage(906, 924, ("D9",), ("H9", "H10")),
    grids=(GridRow(1, "61043100120301", 185, 181, ("永安街",)),),
    streets=(
        MapStreet("永安街", doors(5), doors(4, grid=2, state="new"), both("E"), both("W")),
    ),
    policy=PolicyBox("own 1.0.0", both("title"), both("source"), "ab" * 32, (both("rule"),)),
    key=both("key"),
    key_is_demo=True,
    plates=902,
    notes=(both("note"),),
    files=(FileRow("cleaned.csv", both("table"), 964),),
)


class Page(HTMLParser):
    """Tags opened, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            assert name not in {"src", "href", "onclick"}, (tag, name, value)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("data", [EMPTY, FULL], ids=["empty", "full"])
def test_the_page_needs_nothing_from_outside(data: ReportData, lang: Lang) -> None:
    html = render_html(data, lang)
    page = Page(html)
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    assert "url(http" not in html
    assert "@import" not in html
    assert not re.search(r"https?://(?!www\.w3\.org)", html)


@pytest.mark.parametrize("lang", LANGS)
def test_everything_given_is_said(lang: Lang) -> None:
    text = Page(render_html(FULL, lang)).text
    for word in ("twice", "why", "verb", "meaning", "since", "which?", "that", "rule", "source",
                 "key", "note", "table", "gazetteer", "a column", "empty"):  # fmt: skip
        assert both(word).say(lang) in text
        assert both(word).say("en" if lang == "zh" else "zh") not in text
    for word in ("1,234", "906", "924", "D9", "H10", "61043100120301", "31-1号", "9.9.9"):
        assert word in text


def test_the_same_data_gives_the_same_bytes() -> None:
    assert render_html(FULL, "zh") == render_html(FULL, "zh")


def test_every_text_is_escaped() -> None:
    evil = Text(EVIL, EVIL)
    data = replace(
        FULL,
        place=EVIL,
        source=EVIL,
        notes=(evil,),
        key=evil,
        columns=(ColumnRow(EVIL, evil),),
        reject_examples=(Example(EVIL, evil),),
        questions=(QuestionRow(EVIL, evil, (evil,)),),
        coverage=Coverage(1, 1, (EVIL,), (EVIL,)),
        grids=(GridRow(1, EVIL, 1, 1, (EVIL,)),),
        streets=(
            MapStreet(EVIL, (MapDoor(EVIL, 1, "kept", EVIL),), (), evil, evil, evil, evil),
        ),
        policy=PolicyBox(EVIL, evil, evil, EVIL, (evil,)),
        files=(FileRow(EVIL, evil),),
    )
    html = render_html(data, "zh")
    assert "<script" not in html
    assert "script" not in Page(html).tags


class TestSections:
    def test_without_policy_the_choices_are_listed(self) -> None:
        box = PolicyBox(choices=(("beijing-2012", both("Beijing")),))
        text = Page(render_html(replace(EMPTY, policy=box), "en")).text
        assert "nothing was numbered" in text
        assert "beijing-2012 Beijing en" in text

    def test_complete_coverage_shows_two_empty_lists(self) -> None:
        html = render_html(replace(EMPTY, coverage=Coverage(906, 924)), "zh")
        assert html.count("list empty") == 2
        assert "两张清单都是空的" in html

    def test_what_was_not_checked_is_not_called_complete(self) -> None:
        html = render_html(replace(EMPTY, coverage=Coverage(9, 9, checked=False)), "en")
        assert "Not checked." in html
        assert "list empty" not in html

    @pytest.mark.parametrize("plated", [False, True])
    def test_plates_are_claimed_only_where_they_are(self, plated: bool) -> None:  # noqa: FBT001  # a parametrized case
        html = render_html(replace(EMPTY, coverage=Coverage(9, 9, plated=plated)), "en")
        assert ("has a plate signed in this run" in html) is plated

    def test_open_lists_are_exact_up_to_sixty_names(self) -> None:
        names = tuple(f"D{i:03d}" for i in range(70))
        text = Page(render_html(replace(EMPTY, coverage=Coverage(99, 99, names)), "en")).text
        assert "70 / 99" in text
        assert "D059" in text
        assert "D060" not in text
        assert "and 10 more" in text

    def test_no_coverage_no_section(self) -> None:
        assert "不遗漏一户" not in render_html(EMPTY, "zh")

    def test_the_six_defects_always_stand_there(self) -> None:
        text = Page(render_html(EMPTY, "zh")).text
        for defect in Defect:
            assert str(defect) in text

    def test_too_many_doors_are_said_to_be_too_many(self) -> None:
        street = MapStreet("长街", doors(MAP_LIMIT + 1), ())
        html = render_html(replace(EMPTY, streets=(street,)), "en")
        assert "Too many doors" in html
        assert 'class="map"' not in html


class TestMap:
    def test_every_door_is_drawn_once_with_its_number(self) -> None:
        street = MapStreet("永安街", doors(80), doors(75, grid=2))
        svg = village_map([street], "zh")
        assert svg.count('<g class="d') == 155
        assert [int(n) for n in re.findall(r">(\d+)</text>", svg) if int(n) > 2].count(159) == 1

    def test_changes_are_marked_without_colour(self) -> None:
        for state, mark in (("new", "+"), ("changed", "→"), ("review", "?"), ("open", "!")):
            svg = village_map([MapStreet("街", doors(1, state=state), ())], "en")
            assert f'<tspan class="mk">{mark}</tspan>' in svg

    def test_a_grid_is_named_where_it_begins(self) -> None:
        street = MapStreet("街", (*doors(3, grid=1), *doors(3, grid=2)), ())
        svg = village_map([street], "zh")
        assert re.findall(r'class="bd"[^>]*>(\d)<', svg) == ["1", "2"]

    def test_neighbouring_grids_never_share_a_colour(self) -> None:
        for number in range(40):
            assert grid_colours(number) != grid_colours(number + 1)

    def test_badges_have_enough_contrast(self) -> None:
        for number in range(9):
            colours = grid_colours(number)
            assert contrast(colours.strong, colours.ink) >= 3.0
            assert contrast(colours.tint, "#1b2430") >= 10.0

    def test_streets_without_doors_or_ends_are_drawn_empty(self) -> None:
        assert "街" in village_map([MapStreet("街", (), ())], "zh")
        assert village_map([], "zh").count("<svg") == 1

    def test_small_and_long_streets_share_one_scale(self) -> None:
        svg = village_map(
            [MapStreet("长", doors(100), ()), MapStreet("短", doors(2), ())], "zh"
        )
        widths = set(re.findall(r'<rect x="[\d.]+" width="([\d.]+)" y', svg))
        assert len(widths) == 1


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2, 1.4.3)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * c for c in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
