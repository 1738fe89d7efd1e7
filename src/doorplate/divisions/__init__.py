"""Divisions of China from province to village: names, codes, history.

Row 2: needs no address. `import doorplate.divisions` reads no table.
"""

from doorplate.divisions._model import LEVELS, Change, Division, LevelName
from doorplate.divisions._names import town_stem, village_stem
from doorplate.divisions._places import PLACE_LEVELS
from doorplate.divisions.gazetteer import Gazetteer

__all__ = [
    "LEVELS",
    "PLACE_LEVELS",
    "Change",
    "Division",
    "Gazetteer",
    "LevelName",
    "town_stem",
    "village_stem",
]
