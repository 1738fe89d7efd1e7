"""Build the character tables of the matcher: sounds, strokes.

Run in an environment of its own; none of the sources is needed at run time:

    pip install pypinyin==0.55.0 fuzzychinese==0.1.5
    python tools/build_confusable.py src/doorplate/data

Sources: readings from pypinyin 0.55.0 (MIT); strokes and parts from fuzzychinese 0.1.5 (BSD).
Sounds are toneless readings, all of a character; zh z, ch c, sh s, n l, f h and final -n -ng
are folded, as speakers of many dialects confuse them. Strokes and parts cover GB 2312.
"""

import argparse
import csv
import importlib.metadata
from collections import defaultdict
from pathlib import Path

from fuzzychinese import _character_to_stroke
from pypinyin import Style, pinyin

HEADER = "# built by tools/build_confusable.py from {sources}; do not edit\n"


def characters(encoding: str, *, level_one_two: bool) -> list[str]:
    """The Chinese characters of an encoding, in code order."""
    found = []
    for high in range(0xB0 if level_one_two else 0x81, 0xF8 if level_one_two else 0xFF):
        for low in range(0xA1 if level_one_two else 0x40, 0xFF):
            try:
                char = bytes([high, low]).decode(encoding)
            except UnicodeDecodeError:
                continue
            if len(char) == 1 and "一" <= char <= "鿿":
                found.append(char)
    return found


def folded(reading: str) -> str:
    """A toneless reading with the initials and finals that speakers confuse made one."""
    for long, short in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("hu", "fu")):
        if reading.startswith(long):
            reading = short + reading[len(long) :]
            break
    return reading.removesuffix("g") if reading.endswith("ng") else reading


def sounds(chars: list[str]) -> dict[str, list[str]]:
    """Characters by toneless reading."""
    table: dict[str, list[str]] = defaultdict(list)
    for char in chars:
        readings = pinyin(char, style=Style.NORMAL, heteronym=True)[0]
        for reading in dict.fromkeys(readings):
            if reading.isascii() and reading.isalpha():
                table[reading].append(char)
    return dict(sorted(table.items()))


def strokes(chars: list[str]) -> list[tuple[str, str, str]]:
    """Characters with their stroke order (a letter a kind of stroke) and their parts."""
    folder = Path(_character_to_stroke.__file__).parent
    orders = _columns(folder / "dict_chinese_stroke.txt", " ")
    parts = _columns(folder / "dict_chinese_radical.txt", "\t")
    kinds = sorted({stroke for c in chars if c in orders for stroke in orders[c][0]})
    letter = {kind: chr(ord("A") + i) for i, kind in enumerate(kinds)}
    return [
        (c, "".join(letter[s] for s in orders[c][0]), "".join(_parts(c, parts)))
        for c in chars
        if c in orders
    ]


def _parts(char: str, parts: dict[str, list[str]]) -> list[str]:
    found = {p for row in parts.get(char, []) for p in row.split()}
    return sorted(p for p in found if len(p) == 1 and p != char)


def _columns(path: Path, separator: str) -> dict[str, list[str]]:
    with path.open(encoding="utf-8") as file:
        rows = [line.rstrip("\n").split(separator) for line in file]
    return {row[0]: row[1:] for row in rows if len(row) > 1}


def main() -> None:
    """Write `sounds.tsv` and `strokes.tsv`."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("out", type=Path)
    out = options.parse_args().out
    version = importlib.metadata.version
    with (out / "sounds.tsv").open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER.format(sources=f"pypinyin {version('pypinyin')} (MIT)"))
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        table = sounds(characters("gbk", level_one_two=False))
        writer.writerows((s, folded(s), "".join(chars)) for s, chars in table.items())
    with (out / "strokes.tsv").open("w", encoding="utf-8", newline="") as file:
        sources = f"fuzzychinese {version('fuzzychinese')} (BSD)"
        file.write(HEADER.format(sources=sources))
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerows(strokes(characters("gb2312", level_one_two=True)))


if __name__ == "__main__":
    main()
