"""The curated weights: a versioned file that a person can read and replace."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from doorplate._text import Text
from doorplate.errors import MatchError

VERSION = 1
_NEVER = -100.0


class Weights(NamedTuple):
    """Evidence in bits by group and rule; see `data/weights.toml` for their meaning."""

    zones: dict[str, float]
    edit: dict[str, float]
    slip: dict[str, float]
    rate: dict[str, float]
    doors: dict[str, float]
    pair: dict[str, float]

    def without(self, rule: str) -> "Weights":
        """The same weights with one rule of names never taken."""
        return self._replace(edit={**self.edit, rule: _NEVER})


def read_weights(text: str, where: str = "") -> Weights:
    """Weights from TOML.

    Raises:
        MatchError: no TOML, another version, or a table missing.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise MatchError(
            Text(f"权重文件不是 TOML：{fault}", f"the weights are no TOML: {fault}"),
            where=where,
        ) from None
    missing = [name for name in Weights._fields if not isinstance(data.get(name), dict)]
    if data.get("version") != VERSION or missing:
        raise MatchError(
            Text(f"权重文件须为版本 {VERSION} 且含 {' '.join(Weights._fields)} 各表",
                 f"weights must be version {VERSION} with tables {' '.join(Weights._fields)}"),
            where=where,
        )  # fmt: skip
    return Weights(**{name: data[name] for name in Weights._fields})


@cache
def curated() -> Weights:
    """The weights shipped with the package."""
    path = files("doorplate.match").joinpath("data", "weights.toml")
    return read_weights(path.read_text(encoding="utf-8"), "weights.toml")
