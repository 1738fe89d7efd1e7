"""The README in both languages: examples run, commands exist, links lead somewhere."""

import doctest
import re
from pathlib import Path

import click
import pytest

from doorplate.cli._app import app

PAGES = ("README.md", "README.zh-CN.md")


def page(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def examples(text: str) -> str:
    return "\n".join(re.findall(r"```pycon\n(.*?)```", text, re.DOTALL))


def test_both_languages_show_the_same_examples(root: Path) -> None:
    english, chinese = (page(root, name) for name in PAGES)
    assert examples(english) == examples(chinese)
    figures = r"^\|.*\d.*\|$"
    assert len(re.findall(figures, english, re.MULTILINE)) == len(
        re.findall(figures, chinese, re.MULTILINE)
    )


def test_python_examples_run(root: Path) -> None:
    text = examples(page(root, PAGES[0]))
    code = doctest.DocTestParser().get_doctest(text, {}, "README", None, 0)
    assert len(code.examples) >= 4
    assert doctest.DocTestRunner().run(code).failed == 0


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_files(root: Path, name: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page(root, name))
    assert links
    assert [link for link in links if not (root / link).exists()] == []


@pytest.mark.parametrize("name", PAGES)
def test_commands_exist(root: Path, name: str) -> None:
    used = set(re.findall(r"^\$ doorplate (\w+)", page(root, name), re.MULTILINE))
    assert used >= {"clean", "parse", "dedupe", "verify"}
    assert used <= set(app.list_commands(click.Context(app)))
