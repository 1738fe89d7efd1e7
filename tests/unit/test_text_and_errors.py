"""Messages in two languages, and errors that keep what they say."""

import pickle

import pytest

from doorplate._text import Text, default_lang
from doorplate.errors import DoorplateError, InputError, UnknownDivision
from doorplate.findings import Defect, Finding, FindingKind


def test_fill_puts_values_into_both_wordings() -> None:
    assert Text("第{row}行", "row {row}").fill(row=3) == Text("第3行", "row 3")


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_TW", "LANG": "C"}, "zh"),
        ({}, "en"),
    ],
)
def test_language_follows_the_locale_in_posix_order(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], lang: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert default_lang() == lang


def test_an_error_prints_place_fault_and_remedy() -> None:
    error = InputError(
        Text("文件是空的", "the file is empty"),
        remedy=Text("请检查导出步骤", "Check the export"),
        where="a.csv",
    )
    assert error.message("zh") == "a.csv：文件是空的。请检查导出步骤"
    assert str(error) == "a.csv: the file is empty. Check the export"


def test_an_error_without_place_and_remedy_is_only_the_fault() -> None:
    assert str(DoorplateError(Text("坏", "bad"))) == "bad"


def test_an_error_crosses_a_process_border_whole() -> None:
    error = UnknownDivision(Text("没有代码 99", "no code 99"), where="row 3")
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes
    assert type(copy) is UnknownDivision
    assert (copy.text, copy.where, copy.message("zh")) == (
        error.text,
        "row 3",
        "row 3：没有代码 99",
    )


def test_every_finding_counts_under_a_defect_with_a_word() -> None:
    assert {kind.defect for kind in FindingKind} == set(Defect)
    assert [defect.text.zh for defect in Defect] == ["重", "错", "漏", "缺", "损", "无序"]
    assert Defect.DISORDER.text.en == "out of order"


def test_a_finding_waits_for_a_person_unless_a_rule_decided() -> None:
    finding = Finding(FindingKind.GAP, ("d1",), Text("断号", "gap"), Text("核对", "check"))
    assert not finding.decided
