import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
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
    store,
    write_plates,
)
from doorplate.encode.batch import in_pool
from doorplate.encode.manifest import JOURNAL, MANIFEST
from doorplate.encode.store import svg_path
from doorplate.errors import KeySetError, OutputError, PlateError
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


def stop_at_number(number: int) -> Callable[[int, int], None]:
    def stop(done: int, _: int) -> None:
        if done == number:
            raise Stopped

    return stop


@pytest.mark.parametrize("stop_at", [1, 17, 39, 40])
def test_an_interrupted_batch_is_taken_up_and_ends_with_the_same_bytes(
    stop_at: int, tmp_path: Path
) -> None:
    whole = tmp_path / "whole"
    write_plates(ORDERS, SIGNER, ORIGIN, whole)
    cut = tmp_path / "cut"
    with pytest.raises(Stopped):
        write_plates(ORDERS, SIGNER, ORIGIN, cut, progress=stop_at_number(stop_at))
    assert not (cut / MANIFEST).exists()
    signed: list[bytes] = []

    def counting(message: bytes) -> bytes:
        signed.append(message)
        return SIGNER.sign(message)

    write_plates(ORDERS, Signer(Suite.ED25519, ED.public, counting), ORIGIN, cut)
    assert len(signed) == 40 - stop_at
    assert files(cut) == files(whole)


@pytest.mark.parametrize("cut_at", [-1, -40, -300, 3, 0])
def test_a_journal_cut_anywhere_and_a_damaged_file_are_made_good(
    cut_at: int, tmp_path: Path
) -> None:
    odd = [replace(one, address=f'quoted " and\nbroken, {one.address}') for one in ORDERS[:4]]
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    write_plates(odd, SIGNER, ORIGIN, whole)
    with pytest.raises(Stopped):
        write_plates(odd, SIGNER, ORIGIN, cut, progress=stop_at_number(3))
    journal = (cut / JOURNAL).read_bytes()
    assert journal.count(b"\n") == 3
    (cut / JOURNAL).write_bytes(journal[:cut_at])
    (cut / svg_path(0)).write_bytes(b"half")
    (cut / svg_path(1)).unlink()
    write_plates(odd, SIGNER, ORIGIN, cut)
    assert files(cut) == files(whole)
    assert write_plates(odd, SIGNER, ORIGIN, whole) == write_plates(odd, SIGNER, ORIGIN, cut)


def test_a_blank_line_that_an_editor_adds_to_the_manifest_is_no_row(tmp_path: Path) -> None:
    rows = write_plates(ORDERS[:2], SIGNER, ORIGIN, tmp_path)
    with (tmp_path / MANIFEST).open("a", encoding="utf-8") as file:
        file.write("\r\n")
    assert write_plates(ORDERS[:2], SIGNER, ORIGIN, tmp_path) == rows


def test_a_text_changed_in_the_manifest_is_not_drawn_again(tmp_path: Path) -> None:
    rows = write_plates(ORDERS[:2], SIGNER, ORIGIN, tmp_path)
    last = rows[1].text[-1]
    spoilt = rows[1].text[:-1] + ("1" if last != "1" else "2")
    path = tmp_path / MANIFEST
    path.write_text(path.read_text("utf-8").replace(rows[1].text, spoilt), "utf-8")
    with pytest.raises(PlateError, match="manifest's text of serial 1 does not verify"):
        write_plates(ORDERS[:2], SIGNER, ORIGIN, tmp_path, design=Design.load("medium"))


@pytest.mark.parametrize("line", ["[1e999,2,3,4,5,6,7,8,9,10,11]", "[1,2,3,4,5,6,7,8,9,10,11]"])
def test_a_journal_line_that_is_no_row_is_passed_over(line: str, tmp_path: Path) -> None:
    (tmp_path / JOURNAL).write_text(f"{line}\n", encoding="utf-8")
    assert len(write_plates(ORDERS[:2], SIGNER, ORIGIN, tmp_path)) == 2


def test_a_signer_without_fixed_nonce_still_gives_one_text_a_plate(tmp_path: Path) -> None:
    rows = write_plates(ORDERS[:2], SIGNER, ORIGIN, tmp_path)
    (tmp_path / svg_path(0)).unlink()

    def never(_: bytes) -> bytes:
        raise AssertionError

    again = write_plates(ORDERS[:2], Signer(Suite.ED25519, ED.public, never), ORIGIN, tmp_path)
    assert again == rows


def test_another_design_draws_anew_under_the_same_texts(tmp_path: Path) -> None:
    medium, large = Design.load("medium"), Design.load("large")
    before = write_plates(ORDERS[:2], SIGNER, ORIGIN, tmp_path, design=medium)
    after = write_plates(ORDERS[:2], SIGNER, ORIGIN, tmp_path, design=large)
    assert [row.text for row in before] == [row.text for row in after]
    assert {row.version for row in before + after} == {11}
    assert 'width="570mm"' in (tmp_path / svg_path(0)).read_text(encoding="utf-8")


def test_a_word_put_right_on_the_face_is_drawn_anew(tmp_path: Path) -> None:
    write_plates([order(name="营土村"), order(serial=8)], SIGNER, ORIGIN, tmp_path)
    write_plates([order(name="营上村"), order(serial=8)], SIGNER, ORIGIN, tmp_path)
    assert ">营上村<" in (tmp_path / svg_path(7)).read_text(encoding="utf-8")


def test_a_second_batch_keeps_the_rows_of_the_first(tmp_path: Path) -> None:
    first = write_plates(ORDERS[:3], SIGNER, ORIGIN, tmp_path)
    with pytest.raises(Stopped):
        write_plates(ORDERS[3:6], SIGNER, ORIGIN, tmp_path, progress=stop_at_number(2))
    write_plates(ORDERS[5:8], SIGNER, ORIGIN, tmp_path)
    with (tmp_path / MANIFEST).open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert [int(row["serial"]) for row in table] == [0, 1, 2, 3, 4, 5, 6, 7]
    assert [row["text"] for row in table[:3]] == [row.text for row in first]
    with pytest.raises(PlateError, match="another plate with serial 1"):
        write_plates([order(serial=1, number=77)], SIGNER, ORIGIN, tmp_path)


CHANGED = {
    "emptied": lambda _: b"",
    "another encoding": lambda data: data.decode("utf-8-sig").encode("gb18030"),
    "a cell lost": lambda data: data.replace(b",9,Q,", b",9,"),
    "a serial lost": lambda data: data.replace(b"\r\n0,", b"\r\nx,"),
    "a column renamed": lambda data: data.replace(b"svg_sha256", b"hash"),
}


@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED)
def test_a_manifest_that_was_changed_is_not_passed_over(
    change: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    write_plates(ORDERS[:2], SIGNER, ORIGIN, tmp_path)
    path = tmp_path / MANIFEST
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(OutputError, match="was changed"):
        write_plates(ORDERS[:2], SIGNER, ORIGIN, tmp_path)


def test_a_signer_whose_signature_does_not_fit_is_stopped_at_the_first_plate(
    tmp_path: Path,
) -> None:
    other = KEYS[Suite.SM2_SM3].signer()
    asked: list[bytes] = []

    def wrong(message: bytes) -> bytes:
        asked.append(message)
        return other.sign(message)

    with pytest.raises(KeySetError, match="does not fit the signer's public key"):
        write_plates(ORDERS, Signer(Suite.ED25519, ED.public, wrong), ORIGIN, tmp_path)
    assert len(asked) == 1
    assert list(files(tmp_path)) == [JOURNAL]


def test_two_runs_do_not_write_one_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(store, "_PATIENCE", 0.0)
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(OutputError, match="another run"):
        write_plates(ORDERS[:1], SIGNER, ORIGIN, tmp_path)
    os.close(handle)
    assert len(write_plates(ORDERS[:1], SIGNER, ORIGIN, tmp_path)) == 1


def test_without_locks_of_the_system_plates_are_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    assert len(write_plates(ORDERS[:1], SIGNER, ORIGIN, tmp_path)) == 1


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


BATCH = """
import sys, time
from pathlib import Path
from test_encode_batch import ORDERS, ORIGIN, SIGNER
from doorplate.encode import write_plates
if __name__ == "__main__":
    def wait_to_be_killed(done, _):
        if done == int(sys.argv[2]):
            print(done, flush=True)
            time.sleep(600)
    write_plates(
        ORDERS, SIGNER, ORIGIN, Path(sys.argv[1]), workers=2, progress=wait_to_be_killed
    )
"""


def children_of(parent: int) -> list[int]:
    """Processes of Linux whose parent is this one."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(stat.parent.name))
    return found


def ended(process: int) -> bool:
    """Gone, or a zombie that nobody has collected."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads processes of Linux")
@pytest.mark.parametrize("kill_at", [1, 33])
def test_a_killed_batch_loses_no_finished_plate_and_leaves_no_worker(
    kill_at: int, tmp_path: Path
) -> None:
    write_plates(ORDERS, SIGNER, ORIGIN, tmp_path / "whole")
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    child = subprocess.Popen(
        [sys.executable, "-c", BATCH, str(tmp_path / "cut"), str(kill_at)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": path},
    )
    with child:
        assert child.stdout
        assert int(child.stdout.readline()) == kill_at
        workers = children_of(child.pid)
        child.send_signal(signal.SIGKILL)
    assert len(workers) == 2
    for _ in range(600):
        if all(map(ended, workers)):
            break
        time.sleep(0.05)
    assert all(map(ended, workers))
    done: list[int] = []
    write_plates(ORDERS, SIGNER, ORIGIN, tmp_path / "cut", progress=lambda n, _: done.append(n))
    assert done[0] == kill_at + 1
    assert files(tmp_path / "cut") == files(tmp_path / "whole")


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_worker_ended_from_outside_is_an_error_of_the_tree() -> None:
    with pytest.raises(PlateError, match="ended from outside"):
        list(in_pool(end_worker, range(3), 2))


def end_worker(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number
