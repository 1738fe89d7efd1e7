"""What is kept of texts: only of forms that come again."""

import importlib

import pytest

from doorplate.divisions import Gazetteer
from doorplate.normalize import _sights as sights
from doorplate.normalize import parse
from doorplate.normalize._sights import Sights

memory = importlib.import_module("doorplate.normalize.parse")


def test_a_key_is_seen_again_the_second_time() -> None:
    seen = Sights()
    assert [seen.again(key) for key in ("a", "b", "a", "b")] == [False, False, True, True]
    seen.clear()
    assert not seen.again("a")


def test_what_was_seen_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sights, "_MOST", 2)
    seen = Sights()
    assert [seen.again(key) for key in ("a", "b", "c", "a", "c")] == [False] * 4 + [True]


def test_a_reading_is_kept_of_a_form_seen_again() -> None:
    memory._memory.cache_clear()
    memory._TAILS.clear()
    shapes, joined, _ = memory._memory(Gazetteer.bundled())
    kept = []
    for town, tail in (("普集街道", "文一路5号"), ("普集街道", "文二路5号"),
                       ("苏坊镇", "文一路6号"), ("苏坊镇", "文一路7号")):  # fmt: skip
        parse(f"陕西省咸阳市武功县{town}{tail}")
        kept.append((len(shapes), len(memory._TAILS), len(joined._fronts), len(joined._backs)))
    assert kept == [(0, 0, 0, 0), (0, 1, 1, 0), (0, 1, 1, 1), (1, 1, 2, 1)]
