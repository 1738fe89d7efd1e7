"""Share of texts whose province, city and district are read as their writer chose them.

    python benchmarks/parse_divisions.py FILE

Each line is a division chosen from a list (省市区, short or full) with free text behind it
that often names it again. The chosen part is the truth; only the free text is read. A level
counts where the free text names it: a province or city in its full or short form near the
beginning, a district in its full form. Municipalities have no city.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from doorplate.divisions import Division, Gazetteer
from doorplate.normalize._resolve import Reading, resolve

LEVELS = ("province", "city", "district")
WIDTH = str.maketrans({chr(0xFF01 + i): chr(0x21 + i) for i in range(94)})


class Chooser:
    """Reads the chosen part: names of province, city and district in a row, nothing else."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._below: dict[str, dict[str, Division]] = {}

    def _names(self, code: str) -> dict[str, Division]:
        if code not in self._below:
            children = self._gazetteer.children(code)
            wanted = [d for d in children if d.level in LEVELS]
            short = {d.short: d for d in wanted if d.level != "district"}
            self._below[code] = short | {d.name: d for d in wanted}
        return self._below[code]

    def split(self, line: str) -> tuple[dict[str, Division], int]:
        """The chosen divisions by level, and where the free text begins."""
        chosen: dict[str, Division] = {}
        code, position = "", 0
        while True:
            names = self._names(code)
            longest = max(
                (n for n in names if line.startswith(n, position)), key=len, default=""
            )
            if not longest:
                return chosen, position
            division = names[longest]
            chosen[division.level] = division
            code, position = division.code, position + len(longest)
            if division.code in {"11", "12", "31", "50"} and line.startswith(
                division.short, position
            ):
                position += len(division.short)


def is_named(division: Division, text: str) -> bool:
    """Whether a text names it: in full, or a province or city in short near the beginning."""
    if division.name in text:
        return True
    at = text.find(division.short)
    return 0 <= at <= 12 and division.level != "district"


def is_right(reading: Reading, division: Division) -> bool:
    """Whether the reading holds the division."""
    return any(part.value == division.name for part in reading.parts)


def measure(lines: list[str]) -> tuple[Counter[str], Counter[str], list[str]]:
    """Named and rightly read levels, and the lines with an error."""
    gazetteer = Gazetteer.bundled()
    chooser = Chooser(gazetteer)
    named: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong = []
    for line in lines:
        chosen, start = chooser.split(line)
        if "province" not in chosen:
            continue  # an identifier, or nothing chosen
        text = line[start:].translate(WIDTH)
        best = resolve(text, 0, gazetteer)[0]
        named["row"] += 1
        asked = [d for level, d in chosen.items() if level in LEVELS and is_named(d, text)]
        good = [d for d in asked if is_right(best, d)]
        named.update(d.level for d in asked)
        right.update(d.level for d in good)
        right["row"] += len(good) == len(asked)
        if len(good) < len(asked):
            wrong.append(f"{line} → {''.join(p.value for p in best.parts)}")
    return named, right, wrong


def main(argv: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--wrong", type=int, default=0, help="print so many wrong lines")
    options = parser.parse_args(argv)
    lines = options.file.read_text(encoding="utf-8").splitlines()
    begin = time.perf_counter()
    named, right, wrong = measure(lines)
    for key in ("province", "city", "district", "row"):
        print(f"{key:9} {right[key]:5} of {named[key]:5}  {right[key] / named[key]:.2%}")
    print(f"{len(lines) / (time.perf_counter() - begin):.0f} lines/s, choosing included")
    print(*wrong[: options.wrong], sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
