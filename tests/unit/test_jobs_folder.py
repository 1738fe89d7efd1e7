"""An output folder is there whole or not at all, and only its own kind is ever replaced."""

import json
from pathlib import Path

import pytest

from doorplate.errors import OutputError
from doorplate.jobs.folder import making


def fill(out: Path, *, force: bool = False, word: str = "new") -> None:
    with making(out, force=force) as draft:
        (draft / "report.html").write_text(word, encoding="utf-8")
        text = json.dumps({"program": "doorplate 0.1.0"})
        (draft / "summary.json").write_text(text, encoding="utf-8")


def left_over(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir() if p.name.startswith(".")]


def test_the_folder_appears_when_the_work_is_done(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    with making(out, force=False) as draft:
        assert not out.exists()
        assert draft.parent == out.parent
    assert out.is_dir()
    assert left_over(out.parent) == []


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError, SystemExit])
def test_an_interrupted_run_leaves_nothing(tmp_path: Path, stop: type[BaseException]) -> None:
    def half_done() -> None:
        with making(tmp_path / "out", force=False) as draft:
            (draft / "half.csv").write_text("half", encoding="utf-8")
            raise stop

    with pytest.raises(stop):
        half_done()
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    fill(tmp_path / "out")
    assert (tmp_path / "out/report.html").read_text(encoding="utf-8") == "new"


def test_an_earlier_result_is_replaced_only_when_told(tmp_path: Path) -> None:
    out = tmp_path / "out"
    fill(out, word="old")
    with pytest.raises(OutputError) as refused:
        fill(out)
    assert "--force" in refused.value.remedy.en
    assert (out / "report.html").read_text(encoding="utf-8") == "old"
    fill(out, force=True)
    assert (out / "report.html").read_text(encoding="utf-8") == "new"
    assert left_over(tmp_path) == []


def test_an_interrupted_replacement_keeps_the_earlier_result(tmp_path: Path) -> None:
    out = tmp_path / "out"
    fill(out, word="old")
    with pytest.raises(KeyboardInterrupt), making(out, force=True):
        raise KeyboardInterrupt
    assert (out / "report.html").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("content", [None, "{", "[]", "{}", '{"program": "other 1.0"}'])
def test_a_folder_that_is_not_ours_is_never_replaced(
    tmp_path: Path, content: str | None
) -> None:
    out = tmp_path / "precious"
    out.mkdir()
    (out / "photo.jpg").write_bytes(b"photo")
    if content is not None:
        (out / "summary.json").write_text(content, encoding="utf-8")
    with pytest.raises(OutputError):
        fill(out, force=True)
    assert (out / "photo.jpg").read_bytes() == b"photo"


@pytest.mark.parametrize("force", [False, True])
def test_a_file_of_that_name_is_refused(tmp_path: Path, force: bool) -> None:  # noqa: FBT001  # a parametrized case
    (tmp_path / "out").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError):
        fill(tmp_path / "out", force=force)


def test_a_place_that_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError):
        fill(tmp_path / "file" / "out")


def test_when_the_new_folder_cannot_take_the_name_the_old_one_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    fill(out, word="old")
    rename = Path.rename

    def stubborn(self: Path, target: Path) -> Path:
        if self.suffix == ".part":
            raise OSError(5, "no")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", stubborn)
    with pytest.raises(OutputError):
        fill(out, force=True)
    assert (out / "report.html").read_text(encoding="utf-8") == "old"
