"""The house rules that a machine can check: sizes, requirement files, what an import loads."""

import ast
import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "cryptography", "jieba", "openpyxl", "pandas", "polars", "pyarrow", "qrcode", "rapidfuzz",
    "rich", "click", "jinja2", "shapely", "sqlalchemy",
}  # fmt: skip


def sources(root: Path) -> list[Path]:
    return sorted((root / "src").rglob("*.py"))


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_source_file_is_longer_than_400_lines(root: Path) -> None:
    sizes = {p.name: len(p.read_text(encoding="utf-8").splitlines()) for p in sources(root)}
    assert {name: size for name, size in sizes.items() if size > 400} == {}


def test_functions_are_short(root: Path) -> None:
    lengths = [
        body_lines(node)
        for path in sources(root)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert statistics.median(lengths) <= 8
    assert statistics.quantiles(lengths, n=10)[-1] <= 25


@pytest.mark.parametrize("name", ["demo", "dev", "docs", "bench"])
def test_requirement_files_are_hashed_and_name_no_index(root: Path, name: str) -> None:
    text = (root / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9][\w.-]*==\S+", text, re.MULTILINE)
    assert pins
    assert text.count("--hash=sha256:") >= len(pins)
    assert not re.search(r"://|--(extra-)?index-url|--find-links", text)


def test_import_loads_nothing_heavy() -> None:
    code = "import sys, doorplate; print('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert {name.partition(".")[0] for name in done.stdout.split()} & HEAVY == set()
