"""Write the tables: plain text where small, per-city xz blocks for the villages."""

import lzma
from collections import defaultdict
from pathlib import Path

from gazetteer.history import Old
from gazetteer.join import Country
from gazetteer.names import short

_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 20}]


def write(country: Country, changes: list[Old], target: Path) -> dict[str, int]:
    """All tables into `target`; returns rows by file."""
    return {
        "upper.tsv": _upper(country, target / "upper.tsv"),
        "towns.tsv": _towns(country, target / "towns.tsv"),
        "villages.bin": _villages(country, target),
        "history.tsv": _history(changes, target / "history.tsv"),
    }


def _lines(path: Path, lines: list[str]) -> int:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return len(lines)


def _upper(country: Country, path: Path) -> int:
    order = ("province", "city", "district", "zone")
    rows = sorted(country.upper.items(), key=lambda kv: (order.index(kv[1][0]), kv[0]))
    return _lines(path, ["\t".join(_upper_cells(country, code)) for code, _ in rows])


def _upper_cells(country: Country, code: str) -> list[str]:
    level, name, parent = country.upper[code]
    aliases = "|".join(sorted(set(country.aliases.get(code, ()))))
    members = "|".join(sorted(country.members.get(code, ())))
    return [code, level, name, short(name, level), parent, aliases, members]


def _towns(country: Country, path: Path) -> int:
    lines = []
    for county, towns in sorted(country.towns.items()):
        if towns:
            cells = [
                f"{code.removeprefix(county)}{mark}|{name}"
                for code, (name, mark) in sorted(towns.items())
            ]
            lines.append("\t".join([county, *cells]))
    _lines(path, lines)
    return sum(line.count("\t") for line in lines)


def _villages(country: Country, target: Path) -> int:
    """One xz block per city; `villages.tsv` says which counties stand where in it."""
    blocks: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = 0
    for county, towns in sorted(country.towns.items()):
        for town in sorted(towns):
            listed = sorted(country.villages.get(town, ()))
            rows += len(listed)
            blocks[county[:4]][county] += _town_lines(town, listed)
    index, packed = [], bytearray()
    for city, counties in sorted(blocks.items()):
        text = "\n\n".join("\n".join([c, *lines]) for c, lines in sorted(counties.items()))
        raw = lzma.compress(text.encode(), lzma.FORMAT_RAW, filters=_FILTERS)
        index.append(f"{city}\t{len(packed)}\t{len(raw)}")
        packed += raw
    (target / "villages.bin").write_bytes(bytes(packed))
    _lines(target / "villages.tsv", index)
    return rows


def _town_lines(town: str, listed: list[tuple[str, str]]) -> list[str]:
    """`>town<TAB>nine digits`, then a village a line: `营上村|203`.

    The number is left out where it is one more than the line before.
    """
    lines, prefix, last = [], "", -1
    for code, name in listed:
        if code[:9] != prefix:
            prefix, last = code[:9], -1
            lines.append(f">{town}\t{prefix}")
        number = int(code[9:])
        lines.append(name if number == last + 1 else f"{name}|{number}")
        last = number
    return lines


def _history(changes: list[Old], path: Path) -> int:
    return _lines(
        path,
        [
            "\t".join([*change[:5], "|".join(change.successors), change.source])
            for change in changes
        ],
    )
