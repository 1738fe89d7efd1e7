import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from doorplate.cli.keys import keys_group
from doorplate.cli.verify import verify_command
from doorplate.encode import (
    KeySet,
    KeyStatus,
    Ledger,
    PlateStatus,
    StatusList,
    Suite,
    encode,
    read_key,
    sign,
    write_key,
    write_plates,
)
from doorplate.encode.issued import issued
from doorplate.encode.suites import fingerprint
from doorplate.errors import ColumnNotFound, InputError, KeySetError, OutputError, PlateError
from encode_samples import (
    KEYS,
    KEYSET,
    ORIGIN,
    ROOT,
    STATUS_KEY,
    TODAY,
    check,
    order,
    payload,
    text_of,
)

MARK = fingerprint(ROOT.suite, ROOT.public)
GOOD = text_of()
BAD = GOOD[:-1] + str((int(GOOD[-1]) + 1) % 10)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOORPLATE_KEY_PASSWORD_FILE", "pw")
    monkeypatch.setenv("DOORPLATE_ROOT_PASSWORD_FILE", "pw")
    (tmp_path / "pw").write_text("geheim\n", encoding="utf-8")
    (tmp_path / "keys.json").write_bytes(KEYSET.write(ROOT.signer()))
    return tmp_path


COMMANDS = {"verify": verify_command, "keys": keys_group}


def run(name: str, *args: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(COMMANDS[name], args, input=stdin, env={"LC_ALL": "C"})


def verified(*args: str, stdin: str | None = None) -> Result:
    common = ("--keys", "keys.json", "--root", MARK, "--on", TODAY.isoformat())
    return run("verify", *common, *args, stdin=stdin)


@pytest.mark.usefixtures("folder")
class TestVerify:
    def test_a_good_text_is_trusted(self) -> None:
        done = verified(GOOD)
        assert done.exit_code == 0
        assert done.output.startswith("TRUSTED  12号附1 6104311162030000000000012 #7")

    def test_one_changed_digit_is_refused(self) -> None:
        done = verified(BAD)
        assert done.exit_code == 1
        assert done.output.startswith("NOT TRUSTED\n")  # what it claims is not repeated
        assert "BAD_SIGNATURE: the signature does not fit" in done.output

    def test_lines_of_standard_input_give_lines_of_json(self) -> None:
        done = verified(stdin=f"{GOOD}\n\n{BAD}\n")
        records = [json.loads(line) for line in done.stdout.splitlines()]
        assert done.exit_code == 1
        assert [r["trusted"] for r in records] == [True, False]
        assert [r["reasons"] for r in records] == [[], ["BAD_SIGNATURE"]]
        assert records[0]["number"] == "12号附1"

    def test_the_place_is_checked_where_it_is_given(self) -> None:
        done = verified(GOOD, "--json", "--number", "12-1", "--grid", "4", "--admin", "6104")
        record = json.loads(done.output)
        assert record["in_place"] == "mismatch"
        assert record["reasons"] == ["GRID_MISMATCH"]

    def test_a_status_list_and_a_ledger_are_read(self, folder: Path) -> None:
        key = KEYS[Suite.ED25519].key_id
        listed = StatusList.of(key, {7: PlateStatus.REPLACED}, issued=TODAY, next_update=TODAY)
        (folder / "s.json").write_bytes(listed.write(STATUS_KEY.signer()))
        assert "PLATE_REPLACED" in verified(GOOD, "--status", "s.json").output
        leaked = KEYSET.compromise(key, since=TODAY, last_serial=7)
        (folder / "keys.json").write_bytes(leaked.write(ROOT.signer()))
        ledger = Ledger.of(key, {7: encode(payload())}, issued=TODAY).write(STATUS_KEY.signer())
        (folder / "l.json").write_bytes(ledger)
        assert verified(GOOD).exit_code == 1
        assert verified(GOOD, "--ledger", "l.json").exit_code == 0

    def test_an_address_is_parsed_before_it_is_compared(self) -> None:
        from doorplate.encode import address_digest  # noqa: PLC0415  # for this test only
        from doorplate.normalize import parse  # noqa: PLC0415  # same

        address = parse("陕西省咸阳市武功县普集街道营上村12号附1").best
        digest = address_digest(address, Suite.ED25519)
        text = sign(payload(address_digest=digest), KEYS[Suite.ED25519].signer(), ORIGIN)
        other = "陕西省咸阳市武功县普集街道营上村十二号之一"
        assert verified(text, "--address", other).exit_code == 0
        assert (
            verified(text, "--address", "陕西省咸阳市武功县普集街道营上村13号").exit_code == 1
        )

    def test_today_is_the_default_day(self) -> None:
        done = run("verify", "--keys", "keys.json", "--root", MARK, GOOD)
        assert "authentic: yes" in done.output

    def test_a_missing_key_set_is_bad_input(self) -> None:
        done = run("verify", "--keys", "absent.json", "--root", MARK, GOOD)
        assert isinstance(done.exception, InputError)

    def test_sets_and_lists_older_than_seen_before_are_refused(self, folder: Path) -> None:
        key = KEYS[Suite.ED25519].key_id
        active = {7: PlateStatus.ACTIVE}
        listed = StatusList.of(key, active, issued=TODAY, next_update=TODAY, seq=4)
        (folder / "s.json").write_bytes(listed.write(STATUS_KEY.signer()))
        seen = ("--status", "s.json", "--seen-seq", "1", "--seen-status-seq", "4")
        assert verified(GOOD, *seen).exit_code == 0
        for args in (("--seen-seq", "2"), (*seen[:2], "--seen-status-seq", "5")):
            done = verified(GOOD, *args)
            assert isinstance(done.exception, KeySetError)
            assert "older than" in str(done.exception)

    def test_a_position_without_a_cell_is_said_to_be_unknown(self) -> None:
        done = verified(GOOD, "--number", "12号附1", "--position", "108.2", "34.26")
        assert done.exit_code == 1
        assert "in place: cannot be told\n  PLACE_UNKNOWN: " in done.output

    def test_a_wrong_root_is_said(self) -> None:
        done = run("verify", "--keys", "keys.json", "--root", "00", GOOD)
        assert isinstance(done.exception, KeySetError)


RECORD = ("--issuer", "武功县公安局", "--origin", ORIGIN, "--scope", "610431")
DATED = ("--root-key", "root.key", "--on", "2026-01-31", "--next-update", "2026-12-31")


def publish(key: str = "county.key") -> Result:
    return run("keys", "publish", "new.json", *DATED, "--key", key, *RECORD)


def made(folder: Path) -> str:
    """A root and a county key; gives the root's fingerprint."""
    for name, suite in (("root.key", "ed25519"), ("county.key", "sm2-sm3")):
        done = run("keys", "new", name, "--suite", suite)
        assert done.exit_code == 0, done.output
    root = read_key(folder / "root.key", "geheim")
    return fingerprint(root.suite, root.public)


class TestKeys:
    def test_new_writes_a_private_file_and_shows_the_public_half(self, folder: Path) -> None:
        done = run("keys", "new", "a.key")
        pair = read_key(folder / "a.key", "geheim")
        assert stat.S_IMODE((folder / "a.key").stat().st_mode) == 0o600
        assert pair.public.hex() in done.output
        assert pair.private.hex() not in done.output

    def test_the_password_is_asked_for_twice(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("DOORPLATE_KEY_PASSWORD_FILE")
        done = run("keys", "new", "a.key", stdin="one\none\n")
        assert done.exit_code == 0
        assert read_key(folder / "a.key", "one").suite is Suite.ED25519

    def test_an_empty_password_file_is_refused(self, folder: Path) -> None:
        (folder / "pw").write_text("", encoding="utf-8")
        assert isinstance(run("keys", "new", "a.key").exception, KeySetError)
        (folder / "pw").unlink()
        assert isinstance(run("keys", "new", "a.key").exception, InputError)

    def test_publish_rotate_compromise_and_check(self, folder: Path) -> None:
        mark = made(folder)
        assert publish().exit_code == 0
        keyset = KeySet.read((folder / "new.json").read_bytes(), root=mark)
        (record,) = keyset.records
        assert (record.sign_until.isoformat(), record.verify_until.isoformat()) == (
            "2027-02-28", "2047-02-28",
        )  # fmt: skip
        old = record.key_id.hex()
        run("keys", "new", "next.key")
        args = ("--old", old, "--last-serial", "905", "--key", "next.key", *RECORD)
        assert run("keys", "rotate", "new.json", *DATED, *args).exit_code == 0
        leak = ("--old", old, "--since", "2026-02-01", "--last-serial", "905")
        assert run("keys", "compromise", "new.json", *DATED, *leak).exit_code == 0
        keyset = KeySet.read((folder / "new.json").read_bytes(), root=mark)
        assert keyset.get(record.key_id).status is KeyStatus.COMPROMISED
        assert keyset.seq == 4
        shown = run("keys", "check", "new.json", "--root", mark).output
        assert shown.startswith("key set 4, issued 2026-01-31, update by 2026-12-31")
        assert f"{old}  sm2-sm3  plate  compromised" in shown

    def test_a_second_publish_keeps_the_first_key(self, folder: Path) -> None:
        mark = made(folder)
        run("keys", "new", "list.key")
        assert publish().exit_code == 0
        more = (
            "--use", "status", "--sign-from", "2026-02-01", "--sign-until", "2026-03-01",
            "--verify-until", "2030-01-01",
        )  # fmt: skip
        done = run(
            "keys", "publish", "new.json", *DATED, "--key", "list.key", "--scope", "6104",
            "--issuer", "咸阳市公安局", *more,
        )  # fmt: skip
        assert done.exit_code == 0, done.exception
        keyset = KeySet.read((folder / "new.json").read_bytes(), root=mark)
        assert [r.use.value for r in keyset.records] == ["plate", "status"]

    def test_days_beyond_the_calendar_are_refused(self, folder: Path) -> None:
        made(folder)
        done = run(
            "keys", "publish", "new.json", "--on", "9999-12-31", "--root-key", "root.key",
            "--next-update", "9999-12-31", "--key", "county.key", *RECORD,
        )  # fmt: skip
        assert isinstance(done.exception, KeySetError), done.exception

    def test_rollback_is_refused(self, folder: Path) -> None:
        mark = made(folder)
        publish()
        done = run("keys", "check", "new.json", "--root", mark, "--seen-seq", "2")
        assert isinstance(done.exception, KeySetError)

    def test_a_key_id_that_is_none_and_a_folder_that_is_none(self, folder: Path) -> None:
        made(folder)
        publish()
        args = ("--old", "zz", "--since", "2026-02-01", "--last-serial", "1")
        done = run("keys", "compromise", "new.json", *DATED, *args)
        assert isinstance(done.exception, KeySetError)
        done = run("keys", "publish", "no/n.json", *DATED, "--key", "county.key", *RECORD)
        assert isinstance(done.exception, OutputError)


class TestLists:
    """Ledger and status list from the manifest of a batch."""

    @pytest.fixture
    def manifest(self, folder: Path) -> Path:
        write_key(folder / "list.key", STATUS_KEY, "geheim")
        orders = [order(serial=n, number=n + 1) for n in range(3)]
        write_plates(orders, KEYS[Suite.ED25519].signer(), ORIGIN, folder / "out")
        return folder / "out" / "manifest.csv"

    def made(self, kind: str, manifest: Path, *args: str) -> Result:
        return run("keys", kind, str(manifest), "--key", "list.key", "-o", "list.json", *args)

    def test_a_ledger_speaks_for_the_plates_of_a_leaked_key(
        self, folder: Path, manifest: Path
    ) -> None:
        done = self.made("ledger", manifest, "--on", "2026-06-01")
        assert done.output == "list.json: 3 plates of key cb39f0f6\n"
        key = KEYS[Suite.ED25519].key_id
        leaked = KEYSET.compromise(key, since=TODAY, last_serial=2)
        ledger = Ledger.read((folder / "list.json").read_bytes(), leaked)
        texts = [row.split(",")[4] for row in manifest.read_text("utf-8-sig").splitlines()[1:]]
        assert all(check(text, leaked, ledger=ledger).trusted for text in texts)
        assert not check(text_of(serial=2), leaked, ledger=ledger).trusted

    def test_a_status_list_holds_the_plates_of_the_manifest(
        self, folder: Path, manifest: Path
    ) -> None:
        dated = ("--on", "2026-06-01", "--next-update", "2026-07-01", "--seq", "5")
        done = self.made("status", manifest, *dated, "--replaced", "1, 2", "--revoked", "2")
        assert done.exit_code == 0, done.exception
        listed = StatusList.read((folder / "list.json").read_bytes(), KEYSET, seen_seq=5)
        assert [listed.at(n).name for n in range(4)] == [
            "ACTIVE", "REPLACED", "REVOKED", "UNKNOWN",
        ]  # fmt: skip
        assert listed.issued == TODAY

    def test_serials_never_issued_cannot_be_revoked(self, manifest: Path) -> None:
        done = self.made(
            "status", manifest, "--next-update", "2026-07-01", "--revoked", "0,3,x"
        )
        assert isinstance(done.exception, KeySetError)
        assert done.exception.where == "3, x"
        long = self.made(
            "status", manifest, "--next-update", "2026-07-01", "--revoked", "9" * 5000
        )
        assert isinstance(long.exception, KeySetError)

    def test_a_list_that_no_reader_takes_is_not_signed(self, manifest: Path) -> None:
        dated = ("--on", "2026-06-01", "--next-update")
        early = self.made("status", manifest, *dated, "2026-05-31")
        assert isinstance(early.exception, KeySetError)
        for number in ("-1", "0", "9" * 20):
            done = self.made("status", manifest, *dated, "2026-07-01", "--seq", number)
            assert done.exit_code == 2

    def test_the_key_must_be_named_where_there_are_several(
        self, folder: Path, manifest: Path
    ) -> None:
        sm2 = KEYS[Suite.SM2_SM3]
        write_plates([order()], sm2.signer(), ORIGIN, folder / "two")
        second = str(folder / "two" / "manifest.csv")
        assert isinstance(self.made("ledger", manifest, second).exception, KeySetError)
        done = self.made("ledger", manifest, second, "--of", sm2.key_id.hex())
        assert done.output.endswith(f"1 plates of key {sm2.key_id.hex()}\n")
        assert isinstance(
            self.made("ledger", manifest, "--of", "00000000").exception, KeySetError
        )

    def test_a_table_that_is_no_manifest_is_said(self, folder: Path) -> None:
        (folder / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
        write_key(folder / "list.key", STATUS_KEY, "geheim")
        assert isinstance(self.made("ledger", folder / "other.csv").exception, ColumnNotFound)

    def test_two_plates_under_one_serial_are_said(self) -> None:
        with pytest.raises(PlateError, match="serial 7"):
            issued([text_of(), text_of(grid=9)])
        assert issued([text_of(), text_of()]) == {
            KEYS[Suite.ED25519].key_id: {7: encode(payload())}
        }
