"""Texts compared and grouped in one call, and the names at the top of the library."""

import subprocess
import sys

import pytest

import doorplate
from doorplate.address import Address, Component, Level
from doorplate.errors import AddressError, MatchError
from doorplate.match import Record, Relation
from doorplate.pipeline import compare, dedupe
from doorplate.pipeline.village import common, main_path, under


class TestCompare:
    def test_texts_and_addresses_mix(self) -> None:
        read = doorplate.parse("营上村3组12号附1").best
        assert compare(read, "营上村三组12-1号").relation is Relation.SAME_DOOR
        assert compare("营上村3组21号", read).relation is Relation.DIFFERENT

    def test_a_text_that_cannot_be_read_is_refused(self) -> None:
        with pytest.raises(AddressError):
            compare("营" * 20_000, "营上村")


class TestDedupe:
    def test_positions_are_ids(self) -> None:
        groups = dedupe(
            ["营上村12号", Address.of(village="营上村", number="12号"), "营上村13号"]
        )
        assert [c.members for c in groups] == [("0", "1"), ("2",)]

    def test_a_row_of_doors_is_no_sub_number(self) -> None:
        rows = ["2至5号", "2～5号", "2、5号", "8-18号", "8至18号"]
        subs = ["2号附5", "2-5号", "8号附18"]
        groups = dedupe([f"营上村{number}" for number in (*rows, *subs)])
        found = [c.members for c in groups]
        assert found == [("0", "1"), ("2",), ("3", "4"), ("5", "6"), ("7",)]

    def test_several_rooms_or_sub_numbers_are_none_of_them(self) -> None:
        several = ["301、302室", "301室、302室", "附1至附5", "附1、附5"]
        single = ["301室", "附1", "附1附5"]
        groups = dedupe([f"永安街3号{inside}" for inside in (*several, *single)])
        found = [c.members for c in groups]
        assert found == [("0", "1"), ("2",), ("3",), ("4",), ("5",), ("6",)]

    def test_what_tells_doors_apart_is_no_note(self) -> None:
        texts = ["花楼街12号", "花楼街汉润里12号", "花楼街12号(附1号)", "花楼街12号附1号"]
        found = [c.members for c in dedupe(texts)]
        assert found == [("0",), ("1",), ("2", "3")]

    def test_records_keep_their_ids(self) -> None:
        record = Record("R7", Address.of(village="营上村", number="12号"))
        assert dedupe([record])[0].members == ("R7",)

    def test_an_id_twice_is_an_error(self) -> None:
        record = Record("0", Address.of(village="营上村", number="12号"))
        with pytest.raises(MatchError):
            dedupe(["营上村12号", record])


class TestVillagePath:
    def test_the_fullest_usual_path_is_the_villages(self) -> None:
        short = Address.of(village="营上村", number="1号")
        full = Address.of(district="武功县", village="营上村", number="2号")
        assert str(main_path([short, short, full])) == "武功县营上村"

    def test_a_path_that_one_row_in_a_hundred_gives_is_not_usual(self) -> None:
        odd = Address.of(city="西安市", district="武功县", village="营上村")
        rows = [Address.of(district="武功县", village="营上村")] * 99
        assert str(main_path([odd, *rows])) == "武功县营上村"

    def test_a_list_of_many_villages_has_no_path(self) -> None:
        assert not main_path([Address.of(village="营上村"), Address.of(village="营西村")])
        assert not main_path([])

    def test_another_countys_village_of_that_name_stays(self) -> None:
        path = Address.of(district="武功县", town="普集街道", village="营上村")
        other = Address.of(district="兴平市", village="营上村")
        assert under(other, path) is other

    def test_offsets_of_what_was_written_stay(self) -> None:
        path = Address.of(district="武功县", village="营上村")
        written = Component(Level.VILLAGE, "营上村", "營上村", 0, 3)
        parts = under(Address((written,)), path).components
        assert parts == (Component(Level.DISTRICT, "武功县"), written)

    def test_common_breaks_ties_by_name(self) -> None:
        assert not common(["a", "b"])
        assert common([None, "a"]) == "a"


class TestTop:
    def test_every_name_is_there(self) -> None:
        for name in doorplate.__all__:
            assert getattr(doorplate, name) is not None
        assert set(doorplate.__all__) <= set(dir(doorplate))

    def test_an_unknown_name_is_an_attribute_error(self) -> None:
        with pytest.raises(AttributeError, match="nothing"):
            _ = doorplate.nothing

    def test_a_name_loads_its_home_only(self) -> None:
        code = "import sys, doorplate; doorplate.DoorNumber; print(*sys.modules)"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        loaded = set(done.stdout.split())
        assert "doorplate.address" in loaded
        assert not {"doorplate.match", "doorplate.encode", "jinja2", "sqlalchemy"} & loaded
