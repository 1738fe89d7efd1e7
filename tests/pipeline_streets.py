"""Small streets as claims, for the tests of pipeline, jobs and command."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from doorplate.numbering import Evidence, Side
from doorplate.pipeline import Claim

VILLAGE = "武功县普集街道营上村"


def street(
    numbers: Sequence[str | None],
    *,
    name: str = "槐树街",
    side: Side = Side.S,
    first: int = 1,
    north: int = 0,
) -> list[Claim]:
    """Doors along one side from east to west, one household each; None has no number."""
    return [
        Claim(
            id=f"{name}{side}{i}",
            row=first + i,
            text=f"{VILLAGE}{name}{number or ''}",
            household=f"H-{name}{side}{i}",
            street=name,
            side=side,
            order=i,
            east=1000 - 10 * i,
            north=north,
            evidence=Evidence.CERTIFICATE,
        )
        for i, number in enumerate(numbers, 1)
    ]


def changed(claims: list[Claim], position: int, **values: Any) -> list[Claim]:
    """The claims with some values of one changed; positions count from 1."""
    out = list(claims)
    out[position - 1] = replace(out[position - 1], **values)
    return out
