"""What is not what was asked for is refused in our own words, and nothing is half done."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from doorplate.address import Address
from doorplate.errors import MatchError
from doorplate.match import Index, Places, Record, compare, correct, dedupe, link

DOOR = Address.of(village="营上村", number="12号")
ROW = Record("a", DOOR)
TEXT: Any = "营上村12号"
PLACES = Places.of([{"village": "营上村"}])


@pytest.mark.parametrize(
    "ask",
    [
        lambda: compare(TEXT, DOOR),
        lambda: compare(DOOR, TEXT),
        lambda: correct(TEXT, PLACES),
        lambda: dedupe([Record("b", TEXT)]),
        lambda: dedupe([TEXT]),
        lambda: link([ROW], [Record("b", TEXT)]),
        lambda: Index.build([Record("b", TEXT)]),
        lambda: Index.build([ROW]).match(TEXT),
        lambda: Index.build([ROW]).add([Record("b", TEXT)]),
        lambda: Index.build([ROW]).add([TEXT]),
    ],
)
def test_a_text_is_not_read_as_an_address(ask: Callable[[], object]) -> None:
    with pytest.raises(MatchError) as refused:
        ask()
    assert "str" in refused.value.text.en
    assert "parse" in refused.value.remedy.en
    assert "营上" not in str(refused.value)


def test_where_a_row_is_no_record() -> None:
    with pytest.raises(MatchError) as refused:
        dedupe([ROW, TEXT])
    assert refused.value.where == "2"
    with pytest.raises(MatchError) as refused:
        dedupe([ROW, Record("b", TEXT)])
    assert refused.value.where == "b"


def test_an_error_of_the_rows_themselves_is_theirs() -> None:
    def rows() -> Any:
        yield ROW
        raise ValueError("disk")

    with pytest.raises(ValueError, match="disk"):
        dedupe(rows())


@pytest.mark.parametrize("odd", [None, 7])
def test_ids_of_several_kinds(odd: Any) -> None:
    with pytest.raises(MatchError) as refused:
        dedupe([ROW, Record(odd, DOOR)])
    assert refused.value.where == "2"


def test_a_reference_or_place_list_of_another_kind() -> None:
    rows: Any = [{"village": "营上村"}]
    with pytest.raises(MatchError):
        correct(DOOR, rows)
    with pytest.raises(MatchError, match="Places"):
        compare(DOOR, DOOR, places=rows)
    for ask in (dedupe, Index.build):
        with pytest.raises(MatchError) as refused:
            ask([ROW], places=rows)
        assert "Places.of" in refused.value.remedy.zh


@pytest.mark.parametrize("row", [{"number": "12号"}, {"group": "3组", "note": "营上村"}])
def test_a_place_list_without_names(row: dict[str, str]) -> None:
    with pytest.raises(MatchError) as refused:
        Places.of([row])
    assert "village" in refused.value.remedy.en


def test_an_id_that_an_index_has_is_not_added_again(tmp_path: Path) -> None:
    Index.build([ROW, Record("b", Address.of(village="营上村", number="9号"))]).save(
        tmp_path / "i"
    )
    index = Index.load(tmp_path / "i")
    new = Record("n", Address.of(village="营上村", number="13号"))
    for rows in ([new, ROW], [new, Record("n", DOOR)]):
        with pytest.raises(MatchError) as refused:
            index.add(rows)
        assert refused.value.where in {"a", "n"}
        assert len(index) == 2
    index.add([new])
    assert index.match(new.address).record == "n"


@pytest.mark.parametrize(
    "ask",
    [
        lambda index: index.match(DOOR),
        lambda index: index.add([Record("z", DOOR)]),
        lambda index: index.save("never.index"),
        len,
        lambda index: correct(Address.of(village="莹上村", number="12号"), index),
    ],
)
def test_a_closed_index_says_so(ask: Callable[[Index], object]) -> None:
    index = Index.build([ROW])
    index.close()
    index.close()
    with pytest.raises(MatchError, match="closed"):
        ask(index)


@pytest.mark.parametrize("odd", [None, 1, b"1", ("a",), ["a"]])
def test_ids_of_one_other_kind(odd: Any) -> None:
    rows = [Record(odd, DOOR)]
    for ask in (dedupe, Index.build, Index.build([ROW]).add):
        with pytest.raises(MatchError, match=r"1: (须为|str) ") as refused:
            ask(rows)
        assert refused.value.where == "1"


def test_nothing_to_go_through() -> None:
    nothing: Any = None
    for ask in (dedupe, Index.build, Index.build([ROW]).add):
        with pytest.raises(MatchError, match="NoneType"):
            ask(nothing)


def test_a_path_of_nothing() -> None:
    for path in ("", "a\0b"):
        with pytest.raises(MatchError, match="Path"):
            Index.build([ROW]).save(path)


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM names WHERE id = 0",
        "UPDATE names SET lead = replace(lead, '[0, ', '[99, ') WHERE lead IS NOT NULL",
        "UPDATE names SET rows = -5",
        "UPDATE meta SET value = '[0.5, 0, 0, 3, 0, 0, 5]' WHERE key = 'rates'",
    ],
)
def test_an_index_file_that_no_index_wrote(tmp_path: Path, damage: str) -> None:
    rows = [Record(f"{n}", Address.of(village="营上村", number=f"{n}号")) for n in range(1, 30)]
    rows.append(Record("x", Address.of(village="莹上村", number="3号")))
    Index.build(rows).save(tmp_path / "i")
    with closing(sqlite3.connect(tmp_path / "i")) as file, file:
        assert file.execute(damage).rowcount
    with pytest.raises(MatchError, match="damaged"):
        Index.load(tmp_path / "i")


def test_a_number_longer_than_python_counts() -> None:
    rows = [Record(i, Address.of(village="营上村", number="9" * 5_000 + "号")) for i in "ab"]
    assert dedupe(rows)[0].members == ("a", "b")
    assert Index.build(rows).match(rows[0].address).record == "a"
