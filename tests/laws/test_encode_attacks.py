"""The attacks on a door plate's symbol, group by group, each with the reason it must meet."""

import gc
import os
import random
import sys
import tracemalloc
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorplate.address import Address, DoorNumber
from doorplate.encode import (
    Authentic,
    Context,
    GeoCell,
    InPlace,
    KeyPair,
    KeySet,
    KeyStatus,
    Ledger,
    Payload,
    PlateStatus,
    Reason,
    Sighting,
    StatusList,
    Suite,
    encode,
    seen_apart,
    sign,
)
from doorplate.encode import _sm2_curve as curve
from doorplate.encode.digits import from_digits, to_digits
from doorplate.encode.suites import fingerprint
from doorplate.errors import KeySetError, PayloadError
from encode_samples import (
    ISSUED,
    KEYS,
    KEYSET,
    ORIGIN,
    PREFIX,
    ROOT,
    STATUS_KEY,
    STATUS_RECORD,
    SUITES,
    TODAY,
    check,
    forge,
    keyset,
    payload,
    reasons,
    record,
    text_of,
)

ED, SM = KEYS[Suite.ED25519], KEYS[Suite.SM2_SM3]
TEXT = text_of()
DIGITS = TEXT.removeprefix(PREFIX)
DATA = from_digits(DIGITS)

FORM = set(list(Reason)[: list(Reason).index(Reason.KEYSET_UNTRUSTED)])
FORGED = FORM | {
    Reason.UNKNOWN_KEY, Reason.SUITE_KEY_MISMATCH, Reason.KEY_OUT_OF_SCOPE,
    Reason.ISSUED_OUTSIDE_KEY_WINDOW, Reason.BAD_SIGNATURE, Reason.ISSUE_IN_FUTURE,
    Reason.PLATE_EXPIRED,
}  # fmt: skip


class TestGroup01Changes:
    """Every flipped bit, cut, addition or changed digit is refused."""

    @pytest.mark.parametrize("suite", SUITES)
    def test_each_of_808_bits(self, suite: Suite) -> None:
        data = from_digits(text_of(suite).removeprefix(PREFIX))
        for bit in range(808):
            flipped = bytearray(data)
            flipped[bit // 8] ^= 0x80 >> bit % 8
            found = reasons(PREFIX + to_digits(bytes(flipped)))
            assert set(found) <= FORGED
            body_bit = 48 <= bit < 136 or bit >= 296
            assert not body_bit or Reason.BAD_SIGNATURE in found or set(found) & FORM

    def test_flips_within_the_signature_are_bad_signatures(self) -> None:
        for bit in range(296, 808):
            flipped = bytearray(DATA)
            flipped[bit // 8] ^= 0x80 >> bit % 8
            assert reasons(PREFIX + to_digits(bytes(flipped))) == (Reason.BAD_SIGNATURE,)

    def test_each_truncation_and_extension_in_bytes(self) -> None:
        for size in range(1, 101):
            found = reasons(PREFIX + to_digits(DATA[:size]))
            assert found == (Reason.WRONG_LENGTH,)
        for extra in (b"\0", b"\xff", bytes(64), DATA):
            found = reasons(PREFIX + to_digits(DATA + extra))
            assert set(found) <= {Reason.TRAILING_DATA, Reason.WRONG_LENGTH}

    def test_each_truncation_in_digits(self) -> None:
        for size in range(244):
            found = reasons(PREFIX + DIGITS[:size])
            assert set(found) <= {Reason.WRONG_LENGTH, Reason.UNKNOWN_VERSION}

    def test_each_digit_changed_to_each_other_digit(self) -> None:
        for position, digit in enumerate(DIGITS):
            for other in "0123456789".replace(digit, ""):
                changed = DIGITS[:position] + other + DIGITS[position + 1 :]
                assert set(reasons(PREFIX + changed)) <= FORGED

    def test_each_pair_of_neighbours_swapped(self) -> None:
        for i in range(243):
            if DIGITS[i] != DIGITS[i + 1]:
                swapped = DIGITS[:i] + DIGITS[i + 1] + DIGITS[i] + DIGITS[i + 2 :]
                assert set(reasons(PREFIX + swapped)) <= FORGED


class TestGroup02Spellings:
    """One number has one spelling."""

    CASES: ClassVar = [
        (str(int(DIGITS) + (1 << 808)), Reason.NON_CANONICAL),
        (DIGITS[1:], Reason.WRONG_LENGTH),
        ("0" + DIGITS, Reason.WRONG_LENGTH),
        ("１" + DIGITS[1:], Reason.BAD_CHARACTERS),
        (DIGITS.replace("0", "٠"), Reason.BAD_CHARACTERS),
        (DIGITS.replace("1", "¹"), Reason.BAD_CHARACTERS),
        (DIGITS[:3] + "_" + DIGITS[4:], Reason.BAD_CHARACTERS),
        ("+" + DIGITS[1:], Reason.BAD_CHARACTERS),
        ("-" + DIGITS[1:], Reason.BAD_CHARACTERS),
        (" " + DIGITS[1:], Reason.BAD_CHARACTERS),
        (DIGITS[:-1] + "\n", Reason.BAD_CHARACTERS),
        (DIGITS[:-1] + "\0", Reason.BAD_CHARACTERS),
    ]

    @pytest.mark.parametrize(("digits", "reason"), CASES)
    def test_no_second_spelling(self, digits: str, reason: Reason) -> None:
        assert reasons(PREFIX + digits) == (reason,)

    @pytest.mark.parametrize("tail", ["\n", " ", "/", "?", "#", "?x=1", "%0A", "\r\n", "."])
    def test_nothing_may_stand_behind_the_digits(self, tail: str) -> None:
        assert set(reasons(TEXT + tail)) <= {Reason.BAD_CHARACTERS, Reason.WRONG_LENGTH}


class TestGroup03Suites:
    """The suite comes from the key record; the symbol cannot choose."""

    def test_the_suite_nibble_of_another_suite(self) -> None:
        body = bytes([0x12]) + encode(payload())[1:]
        assert Reason.SUITE_KEY_MISMATCH in reasons(forge(body, ED))

    @pytest.mark.parametrize("suite", [0, 3, 14, 15])
    def test_reserved_and_test_suites(self, suite: int) -> None:
        body = bytes([0x10 | suite]) + encode(payload())[1:]
        assert reasons(forge(body, ED)) == (Reason.UNKNOWN_SUITE,)

    @pytest.mark.parametrize("version", [0, 2, 15])
    def test_other_format_versions(self, version: int) -> None:
        body = bytes([version << 4 | 1]) + encode(payload())[1:]
        assert reasons(forge(body, ED)) == (Reason.UNKNOWN_VERSION,)

    def test_an_ed25519_key_is_no_sm2_key(self) -> None:
        with pytest.raises(KeySetError):
            replace(record(ED), suite=Suite.SM2_SM3)


class TestGroup04KeyConfusion:
    """A key signs for its place, its days and its serials."""

    def test_the_valid_key_of_another_county(self) -> None:
        other = KeyPair.generate()
        keys = keyset(record(ED), record(other, issuer="他县公安局", scope=("610432",)))
        stolen = sign(replace(payload(), key_id=other.key_id), other.signer(), ORIGIN)
        assert reasons(stolen, keys) == (Reason.KEY_OUT_OF_SCOPE,)

    def test_a_door_of_another_county_beside_a_division_of_ones_own(self) -> None:
        stolen = text_of(door_code="6104321162030000000000012", admin_code="610431116203")
        assert reasons(stolen) == (Reason.KEY_OUT_OF_SCOPE,)

    def test_a_division_of_another_county_beside_a_door_of_ones_own(self) -> None:
        stolen = text_of(admin_code="610432116203")
        assert reasons(stolen) == (Reason.KEY_OUT_OF_SCOPE,)

    def test_a_key_id_twice_in_a_set(self) -> None:
        with pytest.raises(KeySetError):
            keyset(record(ED), record(ED))

    def test_a_retired_key_with_a_later_date(self) -> None:
        retired = record(ED, status=KeyStatus.RETIRED, sign_until=date(2026, 2, 1))
        assert reasons(TEXT, keyset(retired)) == (Reason.ISSUED_OUTSIDE_KEY_WINDOW,)

    def test_a_retired_key_with_a_serial_never_issued(self) -> None:
        retired = record(ED, status=KeyStatus.RETIRED, last_serial=6)
        assert reasons(TEXT, keyset(retired)) == (Reason.ISSUED_OUTSIDE_KEY_WINDOW,)

    def test_a_status_key_signs_no_plates(self) -> None:
        own = replace(payload(), key_id=STATUS_KEY.key_id)
        assert reasons(sign(own, STATUS_KEY.signer(), ORIGIN)) == (Reason.UNKNOWN_KEY,)


P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
SMALL_ORDER = [
    n.to_bytes(32, "little")
    for y in (
        0, 1, P - 1, P, P + 1,
        2707385501144840649318225287225658788936804267575313519463743609750303021482,
        55188659117513257062467267217118295137698188065244968500265048394206261417927,
    )
    for n in (y, y | 1 << 255)
]  # fmt: skip


class TestGroup05WeakKeysAndSignatures:
    """Keys and signatures for which the mathematics proves nothing."""

    @pytest.mark.parametrize("public", SMALL_ORDER, ids=bytes.hex)
    def test_small_order_and_non_canonical_keys_never_enter_a_set(self, public: bytes) -> None:
        with pytest.raises(KeySetError):
            replace(record(ED), public=public)

    def test_y_has_one_spelling(self) -> None:
        from doorplate.encode import _ed25519 as ed  # noqa: PLC0415  # private arithmetic

        on_curve = [y for y in range(19) if ed._decompress(y.to_bytes(32, "little"))]
        assert on_curve
        for y in on_curve:
            assert ed._decompress((y + P).to_bytes(32, "little")) is None

    def test_a_key_with_a_small_order_part_never_enters_a_set(self) -> None:
        from doorplate.encode import _ed25519 as ed  # noqa: PLC0415  # private arithmetic

        point, torsion = ed._decompress(ED.public), ed._decompress(SMALL_ORDER[0])
        assert point
        assert torsion
        x, y, z, _ = ed._add(point, torsion)
        inverse = pow(z, -1, P)
        x, y = x * inverse % P, y * inverse % P
        mixed = (y | (x & 1) << 255).to_bytes(32, "little")
        with pytest.raises(KeySetError):
            replace(record(ED), public=mixed)

    def test_s_plus_l_is_refused(self) -> None:
        s = int.from_bytes(DATA[-32:], "little") + L
        assert reasons(PREFIX + to_digits(DATA[:-32] + s.to_bytes(32, "little"))) == (
            Reason.BAD_SIGNATURE,
        )

    @pytest.mark.parametrize("half", [0, curve.N])
    @pytest.mark.parametrize("at", [-64, -32])
    def test_sm2_with_r_or_s_zero_or_n(self, at: int, half: int) -> None:
        data = bytearray(from_digits(text_of(Suite.SM2_SM3).removeprefix(PREFIX)))
        data[at : at + 32 or None] = half.to_bytes(32, "big")
        assert reasons(PREFIX + to_digits(bytes(data))) == (Reason.BAD_SIGNATURE,)

    def test_a_signature_in_der_is_of_the_wrong_length(self) -> None:
        from doorplate.encode._sm2_backend import to_der  # noqa: PLC0415  # private helper

        data = from_digits(text_of(Suite.SM2_SM3).removeprefix(PREFIX))
        der = data[:37] + to_der(data[37:])
        assert reasons(PREFIX + to_digits(der)) == (Reason.TRAILING_DATA,)


class TestGroup06KeySets:
    """Rollback, stripped or foreign signatures, stale sets."""

    FILE = KEYSET.write(ROOT.signer())
    MARK = fingerprint(ROOT.suite, ROOT.public)

    def test_rollback(self) -> None:
        with pytest.raises(KeySetError, match="older"):
            KeySet.read(self.FILE, root=self.MARK, seen_seq=2)

    def test_stripped_signature(self) -> None:
        signature = self.FILE.partition(b'"signature": "')[2][:128]
        for stripped in (b"", b"00" * 64, signature[:-2]):
            with pytest.raises(KeySetError):
                KeySet.read(self.FILE.replace(signature, stripped), root=self.MARK)

    def test_wrong_root(self) -> None:
        with pytest.raises(KeySetError, match="another root"):
            KeySet.read(KEYSET.write(KeyPair.generate().signer()), root=self.MARK)

    def test_a_set_cannot_pass_for_a_status_list(self) -> None:
        with pytest.raises(KeySetError):
            StatusList.read(self.FILE, KEYSET)

    def test_stale(self) -> None:
        assert check(TEXT, clock=date(2027, 1, 15)).reasons == (Reason.KEYSET_STALE,)


HERE = (108.2, 34.26)


class TestGroup07Clones:
    """A copy on another door is authentic, and out of place."""

    TEXT = text_of(cell=GeoCell.of(*HERE))
    CASES: ClassVar = [
        (Context(door_code="6104311162030000000000013"), Reason.DOOR_MISMATCH),
        (Context(number=DoorNumber(13)), Reason.NUMBER_MISMATCH),
        (Context(position=(108.21, 34.26)), Reason.TOO_FAR),
    ]

    @pytest.mark.parametrize(("context", "reason"), CASES)
    def test_on_another_door(self, context: Context, reason: Reason) -> None:
        answer = check(self.TEXT, context=context)
        assert answer.authentic is Authentic.YES
        assert answer.in_place is InPlace.MISMATCH
        assert answer.reasons == (reason,)

    def test_without_context_nothing_is_claimed(self) -> None:
        assert check(self.TEXT).in_place is InPlace.NOT_CHECKED

    def test_two_scans_far_apart_are_flagged(self) -> None:
        there = (108.21, 34.26)
        seen = [Sighting(b"k", 7, HERE), Sighting(b"k", 8, there), Sighting(b"j", 7, there)]
        assert seen_apart(seen) == {}
        assert seen_apart([*seen, Sighting(b"k", 7, HERE)]) == {}
        assert list(seen_apart([*seen, Sighting(b"k", 7, there)])) == [(b"k", 7)]


def statuses(**options: Any) -> StatusList:
    dates = {"issued": TODAY, "next_update": TODAY} | options
    return StatusList.of(ED.key_id, {7: PlateStatus.REPLACED, 8: PlateStatus.ACTIVE}, **dates)


class TestGroup08Rehung:
    """An old plate after its replacement."""

    def test_the_old_serial_is_replaced_and_the_new_one_active(self) -> None:
        assert reasons(TEXT, status=statuses()) == (Reason.PLATE_REPLACED,)
        assert check(text_of(serial=8), status=statuses()).trusted


class TestGroup09StatusLists:
    """Damaged, foreign, old and swollen lists (unpacking: see the unit tests of keys)."""

    def test_truncated(self) -> None:
        data = statuses().write(STATUS_KEY.signer())
        for size in range(0, len(data) - 2, 17):
            with pytest.raises(KeySetError):
                StatusList.read(data[:size], KEYSET)

    def test_wrong_key(self) -> None:
        found = reasons(text_of(Suite.SM2_SM3), status=statuses())
        assert found == (Reason.STATUS_UNKNOWN,)

    def test_index_out_of_range(self) -> None:
        for serial in (9, 12, 1 << 20, (1 << 32) - 1):
            assert reasons(text_of(serial=serial), status=statuses()) == (
                Reason.STATUS_UNKNOWN,
            )

    def test_older(self) -> None:
        data = statuses(seq=4).write(STATUS_KEY.signer())
        with pytest.raises(KeySetError, match="older"):
            StatusList.read(data, KEYSET, seen_seq=5)


HOSTS = [
    (f"https://dz.example.cn.evil.test/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"https://evil-dz.example.cn/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"https://dz.example.cn@evil.test/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"https://dz.example.cn\\@evil.test/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"https://evil.test/dz.example.cn/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"https://dz.example.cn:443/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"https://dz.example.cn./{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"https://dz.exampIe.cn/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"https://dz.examp1e.cn/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"https://dz.exarnple.cn/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"https://dz.exmple.cn/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"https://dz.examplee.cn/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"https://dz.example.cm/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"https://dz.ехаmple.cn/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"https://ｄｚ.example.cn/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"https://dz。example。cn/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"https://dz.exámple.cn/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"http://dz.example.cn/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"HTTPS://DZ.EXAMPLE.CN/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"https://dz.exa\tmple.cn/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"https://dz.example.cn\n/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f" https://dz.example.cn/{DIGITS}", Reason.HOST_LOOKALIKE),
    (f"javascript:'https://dz.example.cn/{DIGITS}'", Reason.HOST_LOOKALIKE),
    (f"https://xn--80ak6aa92e.com/{DIGITS}", Reason.HOST_NOT_ALLOWED),
    (f"https://192.0.2.1/{DIGITS}", Reason.HOST_NOT_ALLOWED),
    (f"https://[2001:db8::1]/{DIGITS}", Reason.HOST_NOT_ALLOWED),
    (f"https://other.gov.cn/{DIGITS}", Reason.HOST_NOT_ALLOWED),
    (f"https:///{DIGITS}", Reason.HOST_NOT_ALLOWED),
    (f"https://dz.example.cn/%30{DIGITS[1:]}", Reason.BAD_CHARACTERS),
    (f"https://dz.example.cn/../{DIGITS}", Reason.BAD_CHARACTERS),
    (f"https://dz.example.cn//{DIGITS}", Reason.BAD_CHARACTERS),
    (f"https://dz.example.cn/a/{DIGITS}", Reason.BAD_CHARACTERS),
    (f"https://dz.example.cn/?{DIGITS}", Reason.BAD_CHARACTERS),
    (f"{TEXT}/{DIGITS}", Reason.BAD_CHARACTERS),
    (f"{TEXT}{DIGITS}", Reason.WRONG_LENGTH),
    (f"{PREFIX}{'7' * 4274}", Reason.WRONG_LENGTH),
    (PREFIX, Reason.WRONG_LENGTH),
    (DIGITS, Reason.NOT_DOORPLATE),
    ("", Reason.NOT_DOORPLATE),
    ("你好", Reason.NOT_DOORPLATE),
    ("ftp://other.example.org/1", Reason.NOT_DOORPLATE),
    ("7" * 4296, Reason.NOT_DOORPLATE),
]


def steps(text: str) -> int:
    """Calls of functions, in Python and in C, that one verification takes."""
    count = 0

    def one(_frame: object, event: str, _what: object) -> None:
        nonlocal count
        count += event.endswith("call")

    check(text)  # what is made once is made by now
    gc.disable()  # other packages' hooks into it would be counted
    sys.setprofile(one)
    try:
        check(text)
    finally:
        sys.setprofile(None)
        gc.enable()
    return count


class TestGroup10Hosts:
    """The raw text is compared; no URL parser is asked."""

    @pytest.mark.parametrize(("text", "reason"), HOSTS, ids=[h[0][:44] for h in HOSTS])
    def test_a_text_that_is_not_exactly_ours(self, text: str, reason: Reason) -> None:
        assert reasons(text) == (reason,)

    @pytest.mark.parametrize("unit", ["7", "https://", PREFIX, "\0", "Ａ", "é", "ﷺ", "@"])
    def test_a_megabyte_costs_no_more_steps_than_a_kilobyte(self, unit: str) -> None:
        for prefix in ("", PREFIX):
            short, long = (prefix + (unit * size)[:size] for size in (1 << 10, 1 << 20))
            assert steps(long) == steps(short)
            tracemalloc.start()
            trusted = check(long).trusted
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            assert not trusted
            assert peak < 1 << 17

    @given(st.text(max_size=600))
    def test_any_text_is_refused_without_an_exception(self, text: str) -> None:
        for candidate in (text, PREFIX + text, TEXT[:100] + text, TEXT + text):
            answer = check(candidate)
            assert answer.trusted == (candidate == TEXT)


class TestGroup11Origins:
    """The same digits under another domain do not verify, even where that domain is known."""

    def test_a_lookalike_domain(self) -> None:
        assert reasons(f"https://dz.examp1e.cn/{DIGITS}") == (Reason.HOST_LOOKALIKE,)

    def test_the_domain_of_another_key_of_the_set(self) -> None:
        keys = keyset(record(ED), record(SM, origins=("mp.example.cn/",)))
        found = reasons(f"https://mp.example.cn/{DIGITS}", keys)
        assert found == (Reason.HOST_NOT_ALLOWED, Reason.BAD_SIGNATURE)

    def test_a_second_domain_of_the_same_key(self) -> None:
        keys = keyset(record(ED, origins=(ORIGIN, "mp.example.cn/")))
        assert reasons(f"https://mp.example.cn/{DIGITS}", keys) == (Reason.BAD_SIGNATURE,)


class TestGroup12CompromisedKeys:
    """A thief who writes an earlier issue day is not in the ledger."""

    def test_a_back_dated_plate(self) -> None:
        leaked = KEYSET.compromise(ED.key_id, since=TODAY, last_serial=7)
        ledger = Ledger.of(ED.key_id, {7: encode(payload())}, issued=TODAY)
        thief = text_of(issued=date(2026, 1, 2), grid=9)
        assert reasons(thief, leaked, ledger=ledger) == (
            Reason.KEY_COMPROMISED, Reason.NOT_IN_LEDGER,
        )  # fmt: skip
        assert check(TEXT, leaked, ledger=ledger).trusted


class TestGroup13Addresses:
    """Another spelling of the address is the same, another address a mismatch; never forged."""

    HOME = Address.of(district="武功县", village="营上村", number="12号", subnumber="附1")
    SAME: ClassVar = [
        Address.of(district="武功县", village="营上村", number="12-1号"),
        Address.of(district="武功县", village="营上村", number="12号之一"),
        Address.of(district="武功县", village="营上村", number="１２号", subnumber="附1"),
        "武功县营上村12号附1",
        "武功县 营上村 １２号附１",
    ]

    @pytest.mark.parametrize("seen", SAME, ids=str)
    def test_the_same_address(self, seen: Address | str) -> None:
        text = self.signed()
        assert check(text, context=Context(address=seen)).in_place is InPlace.MATCH

    @pytest.mark.parametrize("seen", ["武功县营上村12号", "武功縣營上村12號附1", ""])
    def test_another_address(self, seen: str) -> None:
        answer = check(self.signed(), context=Context(address=seen))
        assert answer.authentic is Authentic.YES
        assert answer.reasons == (Reason.ADDRESS_MISMATCH,)

    def signed(self) -> str:
        from doorplate.encode import address_digest  # noqa: PLC0415  # for this class only

        return text_of(address_digest=address_digest(self.HOME, Suite.ED25519))


class TestGroup14TextInjection:
    """The text field carries nothing that a log or screen could be misled by."""

    BAD: ClassVar = [
        "a\u202eb",
        "a\u2066b",
        "a\0b",
        "a\nb",
        "a\x1b[31m",
        "a\u200eb",
        "\ufeffa",
        "\u2028",
    ]

    @pytest.mark.parametrize("text", BAD, ids=ascii)
    def test_control_and_direction_marks(self, text: str) -> None:
        with pytest.raises(PayloadError):
            payload(text=text)
        body = bytearray(encode(payload(text="a" * len(text.encode()))))
        body[38:] = text.encode()
        assert reasons(forge(bytes(body), ED)) == (Reason.FIELD_RANGE,)


class TestGroup15Nonces:
    """Neither a seeded generator nor a forked worker can repeat an SM2 nonce."""

    @staticmethod
    def r_of(message: bytes) -> bytes:
        return SM.signer().sign(message)[:32]

    def test_a_repeated_seed(self) -> None:
        seen = set()
        for number in range(20):
            random.seed(1)
            seen.add(self.r_of(b"%d" % number))
        assert len(seen) == 20
        assert self.r_of(b"0") in seen

    @pytest.mark.skipif(os.name != "posix", reason="fork is of POSIX")
    def test_forked_workers(self) -> None:
        here = self.r_of(b"parent")
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(write, self.r_of(b"child"))
            os._exit(0)
        os.waitpid(child, 0)
        assert os.read(read, 32) != here
        os.close(read)
        os.close(write)


# Group 16, the symbol against a second decoder and encoder: tests/oracle/test_encode_symbol.py.


class TestNothingElse:
    """What is left when nothing is wrong."""

    def test_the_untouched_plate(self) -> None:
        answer = check(TEXT)
        assert answer.trusted
        assert isinstance(answer.payload, Payload)
        assert answer.payload.issued == ISSUED
        assert STATUS_RECORD in KEYSET.records
