"""Compile the parser's hot modules with mypyc, from the same source, into a folder of its own.

    python tools/compile_parser.py OUT [--quick]

OUT then holds the whole package with compiled modules beside their source; run anything on it
by putting it first on the path:

    PYTHONPATH=OUT python benchmarks/parse_speed.py
    PYTHONPATH=OUT pytest tests/unit/test_parse_urban.py

Needs a C compiler, mypy (which brings mypyc) and setuptools. `--quick` compiles without
optimizing, for a first look. Modules with cached properties stay as they are: mypyc would work
their values out anew at each access.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"
PACKAGE = Path("doorplate") / "normalize"


def modules(folder: Path) -> list[str]:
    """The modules of the parser that can be compiled."""
    left_out = {"__init__.py", "field.py", "styles.py", "values.py"}
    found = sorted(
        path for path in (folder / PACKAGE).glob("*.py") if path.name not in left_out
    )
    return [
        str(path.relative_to(folder))
        for path in found
        if "cached_property" not in path.read_text("utf-8")
    ]


def main() -> None:
    """Copy the package, compile, and say what was compiled."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("out", type=Path)
    options.add_argument("--quick", action="store_true")
    given = options.parse_args()
    out = given.out.resolve()
    if out.exists():
        sys.exit(f"{out} exists")
    shutil.copytree(SOURCE, out, ignore=shutil.ignore_patterns("__pycache__"))
    chosen = modules(out)
    level = {"MYPYC_OPT_LEVEL": "0" if given.quick else "3"}
    mypyc = Path(sys.executable).with_name("mypyc")
    command = [str(mypyc), f"--config-file={ROOT.resolve() / 'pyproject.toml'}", *chosen]
    subprocess.run(command, cwd=out, env=os.environ | level, check=True)
    print(f"{len(chosen)} modules compiled into {out}")


if __name__ == "__main__":
    main()
