import csv
import os
from dataclasses import replace
from pathlib import Path

import pytest

from doorplate.encode import (
    Design,
    ManifestRow,
    PlateOrder,
    Signer,
    Suite,
    make_plates,
    write_plates,
)
from doorplate.encode.store import MANIFEST, svg_path
from doorplate.errors import OutputError, PlateError
from encode_samples import KEYS, ORIGIN, check, order

ED = KEYS[Suite.ED25519]
SIGNER = ED.signer()
ORDERS = [order(serial=n, number=n + 1) for n in range(40)]


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_workers_do_not_change_a_byte() -> None:
    one = list(make_plates(ORDERS * 1, SIGNER, ORIGIN))
    two = list(make_plates(ORDERS, SIGNER, ORIGIN, workers=2))
    assert one == two
    assert [plate.order.serial for plate in one] == list(range(40))
    assert all(check(plate.text).trusted for plate in one)


def test_all_symbols_of_a_batch_have_the_version_of_the_longest() -> None:
    mixed = [order(serial=1), order(serial=2, text="营上村12号附1")]
    assert {p.symbol.version for p in make_plates(mixed, SIGNER, ORIGIN)} == {10}
    assert {p.symbol.version for p in make_plates(mixed[:1], SIGNER, ORIGIN)} == {9}


def test_progress_counts_up_to_the_whole() -> None:
    seen: list[tuple[int, int]] = []
    plates = make_plates(
        ORDERS[:3], SIGNER, ORIGIN, progress=lambda done, of: seen.append((done, of))
    )
    assert len(list(plates)) == 3
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_serial_used_twice_is_refused_before_anything_is_signed() -> None:
    def never(_: bytes) -> bytes:
        raise AssertionError

    with pytest.raises(PlateError, match="serial 7 is used twice"):
        list(
            make_plates(
                [order(), order(number=13)], Signer(Suite.ED25519, ED.public, never), ORIGIN
            )
        )


def test_an_empty_batch_is_empty() -> None:
    assert list(make_plates([], SIGNER, ORIGIN)) == []


def test_a_folder_of_plates_has_a_file_and_a_manifest_row_for_each(tmp_path: Path) -> None:
    rows = write_plates(ORDERS, SIGNER, ORIGIN, tmp_path, workers=2)
    plates = list(make_plates(ORDERS, SIGNER, ORIGIN))
    assert rows == [plate.row for plate in plates]
    found = files(tmp_path)
    assert set(found) == {MANIFEST, *(svg_path(n) for n in range(40))}
    assert found[svg_path(39)].decode() == plates[39].svg
    with (tmp_path / MANIFEST).open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["text"] for row in table] == [plate.text for plate in plates]
    assert tuple(table[0]) == ManifestRow._fields


class Stopped(Exception):
    pass


@pytest.mark.parametrize("stop_at", [1, 17, 39, 40])
def test_an_interrupted_batch_is_taken_up_and_ends_with_the_same_bytes(
    stop_at: int, tmp_path: Path
) -> None:
    whole = tmp_path / "whole"
    write_plates(ORDERS, SIGNER, ORIGIN, whole)
    cut = tmp_path / "cut"

    def stop(done: int, _: int) -> None:
        if done == stop_at:
            raise Stopped

    with pytest.raises(Stopped):
        write_plates(ORDERS, SIGNER, ORIGIN, cut, progress=stop)
    assert not (cut / MANIFEST).exists()
    signed: list[bytes] = []

    def counting(message: bytes) -> bytes:
        signed.append(message)
        return SIGNER.sign(message)

    write_plates(ORDERS, Signer(Suite.ED25519, ED.public, counting), ORIGIN, cut)
    assert len(signed) == 40 - stop_at
    assert files(cut) == files(whole)


def test_a_journal_line_cut_short_and_a_damaged_file_are_made_again(tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    write_plates(ORDERS[:4], SIGNER, ORIGIN, whole)
    write_plates(ORDERS[:4], SIGNER, ORIGIN, cut)
    journal = (cut / MANIFEST).read_bytes()
    (cut / MANIFEST).unlink()
    (cut / f"{MANIFEST}.part").write_bytes(journal[: len(journal) - 70])
    (cut / svg_path(0)).write_bytes(b"half")
    (cut / svg_path(1)).unlink()
    write_plates(ORDERS[:4], SIGNER, ORIGIN, cut)
    assert files(cut) == files(whole)


def test_a_signer_without_fixed_nonce_still_gives_one_text_a_plate(tmp_path: Path) -> None:
    rows = write_plates(ORDERS[:2], SIGNER, ORIGIN, tmp_path)
    (tmp_path / svg_path(0)).unlink()

    def never(_: bytes) -> bytes:
        raise AssertionError

    again = write_plates(ORDERS[:2], Signer(Suite.ED25519, ED.public, never), ORIGIN, tmp_path)
    assert again == rows


def test_another_design_draws_anew_under_the_same_texts(tmp_path: Path) -> None:
    small = write_plates(ORDERS[:2], SIGNER, ORIGIN, tmp_path)
    large = write_plates(ORDERS[:2], SIGNER, ORIGIN, tmp_path, design=Design.load("large"))
    assert [row.text for row in small] == [row.text for row in large]
    assert {row.version for row in large} == {11}


def test_a_serial_that_the_folder_holds_for_another_door_is_refused(tmp_path: Path) -> None:
    write_plates([order()], SIGNER, ORIGIN, tmp_path)
    with pytest.raises(PlateError, match="another plate with serial 7"):
        write_plates([order(number=13)], SIGNER, ORIGIN, tmp_path)
    with pytest.raises(PlateError, match="another plate"):
        write_plates([order()], SIGNER, "other.example.cn/", tmp_path)


def test_an_address_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    odd: PlateOrder = replace(order(), address="=HYPERLINK(1)")
    rows = write_plates([odd], SIGNER, ORIGIN, tmp_path)
    assert ",'=HYPERLINK(1)," in (tmp_path / MANIFEST).read_text(encoding="utf-8-sig")
    assert write_plates([odd], SIGNER, ORIGIN, tmp_path) == rows


def test_a_folder_that_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        write_plates([order()], SIGNER, ORIGIN, tmp_path / "file")


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_killed_batch_loses_no_finished_plate(tmp_path: Path) -> None:
    write_plates(ORDERS, SIGNER, ORIGIN, tmp_path / "whole")
    child = os.fork()
    if child == 0:

        def die(done: int, _: int) -> None:
            if done == 11:
                os._exit(9)

        write_plates(ORDERS, SIGNER, ORIGIN, tmp_path / "cut", progress=die)
    os.waitpid(child, 0)
    done: list[int] = []
    write_plates(ORDERS, SIGNER, ORIGIN, tmp_path / "cut", progress=lambda n, _: done.append(n))
    assert done[0] == 12
    assert files(tmp_path / "cut") == files(tmp_path / "whole")
