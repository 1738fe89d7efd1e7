"""Lists and rows at every level: one element, nothing read twice, and its own spelling."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorplate.normalize import Parsed, parse

WORDS = {
    "营上村": ("组", "村民小组", "社", "队", "排"),
    "永安街": ("号", "弄", "巷", "排", "条"),
    "永安花园": ("号楼", "栋", "幢", "单元", "门"),
    "永安花园3号楼": ("单元", "层", "楼", "室", "号"),
    "永安花园3号楼2单元": ("层", "室", "户"),
    "永安大厦": ("层", "楼"),
}
LEVELS = {
    "营上村排": "lane", "条": "lane", "组": "group", "村民小组": "group", "社": "group",
    "队": "group",
    "永安街号": "number", "弄": "lane", "巷": "lane", "永安街排": "lane", "号楼": "building",
    "栋": "building", "幢": "building", "单元": "unit", "门": "unit", "层": "floor",
    "楼": "floor", "室": "room", "户": "room", "永安花园3号楼号": "room",
}  # fmt: skip
ROWS, LISTS = ("至", "～", "~", "到"), ("、", "，", "和", "及", "与", "跟")
HEADS = ("", "陕西省咸阳市武功县普集街道")


@st.composite
def several(draw: st.DrawFn) -> tuple[str, str, str]:
    """A text that names several places of one kind, their level, and what stands in it."""
    place = draw(st.sampled_from(list(WORDS)))
    word = draw(st.sampled_from(WORDS[place]))
    row = draw(st.booleans())
    most = 2 if row else 4
    lowest = 101 if word == "室" or (word == "号" and place != "永安街") else 1
    first = draw(st.integers(lowest, lowest + 12))
    numbers = [first + step for step in range(draw(st.integers(2, most)))]
    each = draw(st.sampled_from(["", word]))
    dash = ("-",) if each and word != "号" else ()
    between = draw(st.sampled_from((*ROWS, *dash) if row else LISTS))
    written = f"{each}{between}".join(map(str, numbers))
    value = ("至" if row else ",").join(map(str, numbers))
    level = LEVELS.get(place + word) or LEVELS[word]
    return f"{draw(st.sampled_from(HEADS))}{place}{written}{word}", level, value


def stretches(parsed: Parsed) -> list[tuple[int, int]]:
    best = parsed.best
    written = [(part.start, part.end) for part in best.components if part.start >= 0]
    return sorted(written + [(span.start, span.end) for span in (*best.rest, *best.noise)])


@given(several())
def test_several_places_of_one_kind_are_one_value(
    text_level_value: tuple[str, str, str],
) -> None:
    text, level, value = text_level_value
    parsed = parse(text)
    assert (parsed.best.get(level) or "").startswith(value)
    assert not parsed.best.rest
    assert ("range" in {one.code for one in parsed.warnings}) == (level in {"number", "room"})


@given(several())
def test_nothing_of_a_list_is_taken_twice(text_level_value: tuple[str, str, str]) -> None:
    found = stretches(parse(text_level_value[0]))
    assert all(one[1] <= other[0] for one, other in pairwise(found))


@given(several())
def test_a_list_is_read_from_its_own_spelling(text_level_value: tuple[str, str, str]) -> None:
    best = parse(text_level_value[0]).best
    assert parse(str(best)).best == best


@pytest.mark.parametrize(
    "text",
    [
        "永安花园A座至C座",
        "永安花园A、B座",
        "永安花园3号楼首层及九楼",
        "永安花园3号楼B1至B2层",
        "永安花园3号楼负一、负二层",
        "永安花园1-3、5号楼",
        "永安花园3号楼2-1、3单元",
        "永安花园3号楼1-2层",
        "永安大厦15-16楼",
        "人民路12附1-15号",
        "人民路十二号附1-15号",
        "人民路第12号附1-15号",
        "人民路12甲附1-15号",
        "人民路12号附1至附5",
        "人民路12号附1、附5",
        "人民路12-1至13-5号",
        "人民路特1、特2号",
        "人民路特1至特5号",
        "人民路特12-1号",
        "人民路特1号附1至附5",
        "人民路12号附1、5",
        "人民路12号和14号",
        "人民路12号/14号",
        "人民路12A-12C号",
        "人民路A5-B7号",
        "人民路301、302室",
        "人民路A12-A16号",
        "人民路12号(1-5号)",
        "人民路12甲号附1至附5",
        "人民路12号甲附1、附5",
        "人民路3号甲、乙",
        "人民路3号A、B",
        "人民路5号-7号",
        "人民路3、5号院",
        "人民路12 13号",
        "人民路A12-15号铺面",
        "人民路12B-3",
        "永安花园3号楼B1-B2层",
        "永安花园3号楼2单元1、2户",
        "永安花园3号楼5层西",
        "永安花园3号楼A11单元502室",
        "和平路与东二路交叉口",
        "和平路与G107交叉口",
        "和平道与青年路交叉口永安大厦",
    ],
)
def test_a_row_is_read_from_its_own_spelling(text: str) -> None:
    parsed = parse(text)
    assert parse(str(parsed.best)).best == parsed.best
    found = stretches(parsed)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
