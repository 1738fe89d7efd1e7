"""The guards of the sign pattern spare comparisons and change nothing."""

import re
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from doorplate.normalize import _tokens

SIGNS = [(key, re.compile(pattern)) for key, pattern in _tokens._SIGNS.items()]
PATTERNS = "".join(_tokens._SIGNS.values())
WRITTEN = sorted({c for c in PATTERNS if c.isalnum() or c in "-/#、,~"})
CHARACTERS = st.sampled_from(WRITTEN)


def sign_at(text: str, start: int) -> tuple[str, tuple[int, int]] | None:
    """The first of the numbered signs that stands at a position; 增 stands only in a number."""
    if text[start] == "增":
        return None
    for key, pattern in SIGNS:
        match = pattern.match(text, start)
        if match:
            return key, match.span()
    return None


def guarded_at(text: str, start: int) -> tuple[str | None, tuple[int, int]] | None:
    """What the one pattern finds there, endings and marks aside."""
    match = _tokens.signs().match(text, start)
    if match is None or match.lastgroup in {"ending", "mark"}:
        return None
    if match.lastgroup == "plain":
        return _tokens.plain_sign(match[0]), match.span()
    return match.lastgroup, match.span()


@given(st.text(CHARACTERS, min_size=1, max_size=8))
def test_the_guarded_pattern_finds_the_signs_that_each_finds_alone(text: str) -> None:
    for start in range(len(text)):
        assert guarded_at(text, start) == sign_at(text, start)


def test_no_guard_leaves_out_what_may_stand_behind_a_number() -> None:
    ends = ["12", "三", "十二", "A1", "甲", "甲1", "第3", "负1", "-1", "附2", "12号", "三号"]
    for end, char, after in product(ends, WRITTEN, "号楼1"):
        written = end + char + after
        assert guarded_at(written, 0) == sign_at(written, 0)
    for written in (
        "12号地块",
        "12号井街",
        "3楼2单元",
        "3楼第二单元",
        "3楼2门",
        "12号之3",
        "5号楼楼下",
    ):
        assert guarded_at(written, 0) == sign_at(written, 0)
