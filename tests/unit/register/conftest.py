"""Fixtures: a place for a register and an empty register, on each store in turn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from doorplate.register import Register
from register_stores import fresh_place


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a register may be made."""
    return fresh_place(request.param, tmp_path)


@pytest.fixture
def register(place: str) -> Iterator[Register]:
    """An empty register."""
    with Register.create(place) as made:
        yield made
