"""What the report says of the division list: how many villages, from when, by whom."""

import tomllib
from functools import cache
from importlib.resources import files

from doorplate._text import Text

__all__ = ["gazetteer_text"]


@cache
def gazetteer_text() -> Text:
    """Size and date of the bundled gazetteer, from the provenance that it ships with."""
    text = (files("doorplate.data") / "SOURCES.toml").read_text(encoding="utf-8")
    sources = tomllib.loads(text)
    villages = sources["tables"]["villages.bin"]["rows"]
    newest = max(sources["packages"].values(), key=lambda package: str(package["as_of"]))
    of_villages = max(
        (p for p in sources["packages"].values() if "villages" in p["gives"]),
        key=lambda package: str(package["as_of"]),
    )
    table = of_villages["authority"].rpartition(", ")[2]
    day, latest = of_villages["as_of"], newest["as_of"]
    return Text(
        f"随程序附带的全国区划库：村级 {villages:,} 个，{table}，截至 {day}；"
        f"最新一份资料截至 {latest}",
        f"the bundled divisions of China: {villages:,} villages, {of_villages['authority']}, "
        f"as of {day}; its newest source is of {latest}",
    )
