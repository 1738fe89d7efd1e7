"""Speed side by side in one process: our parser, cpca and jionlp, interleaved.

    python benchmarks/parse_speed.py [FILE] [--column NAME] [--few] [--rows 20000] [--rounds 5]

FILE holds one address a line, or is a CSV (also .csv.xz) whose column holds them; without it
a seeded list is made from the gazetteer's own names (`_varied`: the whole country, streets
and villages; `--few`: six counties, six streets). cpca reads three levels of a whole list at
once, jionlp five by dictionary, ours every component down to the room, and the warnings.

The list is shuffled (seeded) and dealt into as many shares as there are rounds, and one to
warm up with: each parser reads each text once, so that nobody gains by remembering it. The
last share is then read again: what a list gains whose heads were met before. Rates on a
shared machine swing; keep the ratios. The peers come from the `bench` dependency group (cpca
needs setuptools below 81).
"""

import argparse
import contextlib
import csv
import gc
import importlib
import io
import lzma
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from _varied import varied
from doorplate.divisions import Gazetteer
from doorplate.normalize import parse

Parser = Callable[[list[str]], object]


def ours(texts: list[str]) -> object:
    """Every text to its components and warnings."""
    return [(tuple(one.best.components), tuple(one.warnings)) for one in map(parse, texts)]


def _cpca() -> Parser:
    transform: Parser = importlib.import_module("cpca").transform
    return transform


def _jionlp() -> Parser:
    with contextlib.redirect_stdout(io.StringIO()):
        jionlp = importlib.import_module("jionlp")
    return lambda texts: [
        jionlp.parse_location(text, town_village=True) for text in texts[: len(texts) // 100]
    ]


def made_up(count: int) -> list[str]:
    """Addresses in real towns with made-up streets and numbers, seeded."""
    draw = random.Random(7)
    gazetteer = Gazetteer.bundled()
    towns = [t for c in ("610431", "330106", "440106", "510104", "230102", "350203")
             for t in gazetteer.children(c) if t.level == "town"]  # fmt: skip
    heads = ["".join(d.name for d in gazetteer.path(t.code)) for t in towns]
    streets = ["人民路", "文三路", "五一路", "解放大道", "中山北路", "育才街"]
    tails = ["{}号", "{}号附{}", "{}号幸福小区{}号楼{}单元{}02室", "{}弄{}号", "{}号{}幢{}楼"]
    return [
        draw.choice(heads) + draw.choice(streets)
        + draw.choice(tails).format(*(draw.randint(1, 30) for _ in range(4)))
        for _ in range(count)
    ]  # fmt: skip


def rate(parser: Parser, texts: list[str], done: int) -> float:
    """Texts a second of processor time, of which `done` were parsed.

    The garbage collector rests meanwhile, as in `timeit`: it would look at all that is alive,
    the peers' dictionaries of millions of words among it, in whoever's turn it falls.
    """
    gc.collect()
    gc.disable()
    start = time.process_time()
    parser(texts)
    taken = time.process_time() - start
    gc.enable()
    return done / taken


def read(file: Path, column: str | None) -> list[str]:
    """The addresses of a file, blank ones left out."""
    raw = lzma.decompress(file.read_bytes()) if file.suffix == ".xz" else file.read_bytes()
    text = raw.decode("utf-8-sig")
    if column is None:
        return [line for line in text.splitlines() if line.strip()]
    return [row[column] for row in csv.DictReader(io.StringIO(text)) if row[column].strip()]


def shares(texts: list[str], rounds: int) -> list[list[str]]:
    """The texts dealt in chance order: one share to warm up with, one for each round."""
    random.Random(7).shuffle(texts)
    size = len(texts) // (rounds + 1)
    return [texts[start : start + size] for start in range(0, size * (rounds + 1), size)]


def peers(size: int) -> dict[str, tuple[Parser, int]]:
    """Our parser and those of the peers that are installed, and how many texts each reads."""
    parsers: dict[str, tuple[Parser, int]] = {"doorplate": (ours, size)}
    for name, build, done in (("cpca", _cpca, size), ("jionlp", _jionlp, size // 100)):
        try:
            parsers[name] = (build(), done)
        except ImportError as error:
            print(f"{name}: not installed ({error})")
    return parsers


def main() -> None:
    """Run the parsers in turn, print median rates and ratios."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path, nargs="?")
    options.add_argument("--column", help="column of a CSV file")
    options.add_argument("--few", action="store_true", help="few counties and streets")
    options.add_argument("--rows", type=int, default=20_000)
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    made = made_up if given.few else varied
    texts = read(given.file, given.column) if given.file else made(given.rows)
    dealt = shares(texts[: given.rows], given.rounds)
    parsers = peers(len(dealt[0]))
    rates: dict[str, list[float]] = {name: [] for name in parsers}
    for share in (*dealt, dealt[-1]):
        for name, (parser, done) in parsers.items():
            rates[name].append(rate(parser, share, done))
    print(f"{given.rounds} rounds of {len(dealt[0])} new texts, and the last of them again")
    own = rates["doorplate"]
    for name, found in rates.items():
        ratios = [a / b for a, b in zip(own, found, strict=True)]
        print(
            f"{name:10} {statistics.median(found[1:-1]):10,.0f}/s   doorplate is "
            f"{statistics.median(ratios[1:-1]):.3f} x (least {min(ratios[1:-1]):.3f}, "
            f"most {max(ratios[1:-1]):.3f}), again {ratios[-1]:.3f} x"
        )


if __name__ == "__main__":
    main()
