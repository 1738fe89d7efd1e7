"""Speed side by side in one process: our parser, cpca and jionlp, interleaved.

    python benchmarks/parse_speed.py [FILE] [--rows 20000] [--rounds 5]

FILE holds one address a line; without it a seeded list is made from the gazetteer's own names.
cpca reads three levels of a whole list at once, jionlp five by dictionary, ours every
component down to the room. Rates on a shared machine swing; keep the ratios. The peers come
from the `bench` dependency group (cpca needs setuptools below 81).
"""

import argparse
import contextlib
import gc
import importlib
import io
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from doorplate.divisions import Gazetteer
from doorplate.normalize import parse

Parser = Callable[[list[str]], object]


def ours(texts: list[str]) -> object:
    """Every text to a value."""
    return [parse(text) for text in texts]


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

    What is alive already (the peers' dictionaries of millions of words) is kept out of the
    garbage collector's sight, so that nobody pays for another's memory.
    """
    gc.collect()
    gc.freeze()
    start = time.process_time()
    parser(texts)
    return done / (time.process_time() - start)


def main() -> None:
    """Run the parsers in turn, print median rates and ratios."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path, nargs="?")
    options.add_argument("--rows", type=int, default=20_000)
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    texts = given.file.read_text("utf-8").splitlines() if given.file else made_up(given.rows)
    texts = [text for text in texts if text.strip()][: given.rows]
    parsers: dict[str, tuple[Parser, int]] = {"doorplate": (ours, len(texts))}
    for name, build, done in (
        ("cpca", _cpca, len(texts)),
        ("jionlp", _jionlp, len(texts) // 100),
    ):
        try:
            parsers[name] = (build(), done)
        except ImportError as error:
            print(f"{name}: not installed ({error})")
    rates: dict[str, list[float]] = {name: [] for name in parsers}
    for _ in range(given.rounds + 1):
        for name, (parser, done) in parsers.items():
            rates[name].append(rate(parser, texts, done))
    own = rates["doorplate"][1:]
    for name, found in rates.items():
        ratio = statistics.median(a / b for a, b in zip(own, found[1:], strict=True))
        print(f"{name:10} {statistics.median(found[1:]):10,.0f}/s   doorplate is {ratio:.3f} x")


if __name__ == "__main__":
    main()
