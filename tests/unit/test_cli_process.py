"""The command as a process: pipes, signals, locales, places that cannot be written."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from processes import ended, unmeasured

CODE = "from doorplate.cli import main; main()"


def start(*args: str, env: dict[str, str] | None = None) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", CODE, *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env,
    )


def big_list(tmp_path: Path) -> Path:
    path = tmp_path / "big.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("id,address\n")
        stream.writelines(
            f"{i},普集街道营上村{i % 999 + 1}号附{i % 7 + 1}\n" for i in range(400_000)
        )
    return path


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_leaves_nothing_half_written(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    source, out = big_list(tmp_path), tmp_path / "out" / "o.csv"
    out.parent.mkdir()
    out.write_text("old", encoding="utf-8")
    child = start("parse", "--file", str(source), "-o", str(out), env=unmeasured())
    with ended(child) as process:
        deadline = time.monotonic() + 30
        while len(list(out.parent.iterdir())) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(number)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == code
    assert b"Traceback" not in errors
    assert [path.name for path in out.parent.iterdir()] == ["o.csv"]
    assert out.read_text(encoding="utf-8") == "old"


def test_a_signal_lost_in_a_finalizer_is_sent_again() -> None:
    code = """
import os, signal, sys, time
from doorplate.cli import _app

class Deaf:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.01)

def work(*_):
    Deaf()
    time.sleep(20)

_app._invoked = work
sys.exit(_app._ended(_app.app, []))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=15, check=False
    )
    assert (done.returncode, done.stderr) == (143, b"")


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    with start("parse", "--file", str(big_list(tmp_path))) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=30) == 141
        assert process.stderr.read() == b""


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8", "zh_CN.GBK"])
def test_utf_8_whatever_the_locale(locale: str) -> None:
    env = {"LC_ALL": locale, "LANG": locale, "PYTHONIOENCODING": "ascii"}
    process = start("--lang", "zh", "parse", env={**os.environ, **env})
    out, errors = process.communicate("营上村12号\n长春路\n".encode(), timeout=30)
    assert "营上村12号" in out.decode("utf-8")
    assert "条" in errors.decode("utf-8")


def test_a_full_disk(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text("营上村12号\n" * 5_000, encoding="utf-8")
    command = f"'{sys.executable}' -c '{CODE}' --lang en parse --file '{path}' > /dev/full"
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert done.stderr.splitlines()[-1].startswith("Error: the output cannot be written")
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text("营上村12号\n", encoding="utf-8")
    out = tmp_path / "none" / "o.csv"
    process = start("--lang", "en", "dedupe", str(path), "-o", str(out))
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 4
    assert errors.decode().startswith(f"Error: {out}: cannot be written")


def test_the_installed_script_is_the_same_command() -> None:
    script = Path(sys.executable).with_name("doorplate")
    if not script.exists():
        pytest.skip("the package is not installed with its script")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("doorplate ")
