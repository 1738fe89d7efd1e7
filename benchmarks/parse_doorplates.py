"""Our components against the columns of an official list of door plates.

    python benchmarks/parse_doorplates.py FILE.csv[.xz] [--errors N]

Parses FULL_ADDR alone. A row is right when road, section, lane, alley and number all equal
the columns, as written. The file's ROAD column may hold a hamlet or an estate, and its NUMBER
column holds floor and room too; our components of those levels are joined for the comparison.
"""

import argparse
import csv
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from doorplate.address import Address, Level
from doorplate.normalize import parse

COLUMNS = ("ROAD", "SECTION", "LANE", "ALLEY", "SUB_ALLEY", "TONG", "NUMBER")
DOOR = {Level.NUMBER, Level.SUBNUMBER, Level.FLOOR, Level.ROOM}
PLACE = {Level.ROAD, Level.COMPOUND, Level.HAMLET, Level.LANDMARK}
SECTION = re.compile(r"[一二三四五六七八九十]{1,2}段$")
LANES = (("LANE", "巷"), ("ALLEY", "弄"), ("SUB_ALLEY", "衖"))


def columns(address: Address) -> dict[str, str]:
    """Our components under the file's column names."""
    found = dict.fromkeys(COLUMNS, "")
    for part in sorted(address.components, key=lambda part: part.start):
        if part.level in DOOR:
            found["NUMBER"] += part.text
        elif part.level in PLACE:
            found["ROAD"] += part.text
        elif part.level is Level.LANE:
            column = next((c for c, end in LANES if part.text.endswith(end)), "LANE")
            found[column] += part.text
    section = SECTION.search(found["ROAD"])
    if section:
        found["ROAD"] = found["ROAD"][: section.start()]
        found["SECTION"] = section[0]
    return found


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file, packed or not."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as handle:
        yield from csv.DictReader(handle)


def main() -> None:
    """Parse, compare, print the share and the commonest differences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", type=int, default=5)
    options = parser.parse_args()
    total, right = 0, 0
    wrong: Counter[str] = Counter()
    examples: list[str] = []
    for row in rows(options.file):
        total += 1
        ours = columns(parse(row["FULL_ADDR"]).best)
        differ = [c for c in COLUMNS if ours[c] != row.get(c, "")]
        right += not differ
        wrong.update(differ)
        if differ:
            shown = {c: (row.get(c, ""), ours[c]) for c in differ}
            examples.append(f"{row['FULL_ADDR']}  {shown}")
    print(f"{options.file.name}: {right} of {total} rows right, {100 * right / total:.3f} %")
    print(dict(wrong))
    step = max(1, len(examples) // max(1, options.errors))
    for line in examples[::step][: options.errors]:
        print(" ", line)


if __name__ == "__main__":
    main()
