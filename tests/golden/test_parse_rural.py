"""The whole rural tail, row by row."""

from pathlib import Path

import pytest

from doorplate.address import Level
from doorplate.normalize import parse

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("rural_tails.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def test_there_are_a_hundred_rows() -> None:
    assert len(ROWS) >= 100
    assert len({text for _, text, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("rule", "text", "expected"), ROWS, ids=[text for _, text, _ in ROWS])
def test_the_whole_tail_is_read(rule: str, text: str, expected: str) -> None:
    found = parse(text).best.to_dict()
    tail = {key: value for key, value in found.items() if Level.of(key) >= Level.VILLAGE}
    assert tail == dict(pair.split("=") for pair in expected.split(" ")), rule
