"""Golden cases 54 to 61: what the texts on plates and in lists mean."""

from datetime import date
from pathlib import Path

import pytest

from doorplate.address import Address, DoorNumber
from doorplate.divisions import Gazetteer
from doorplate.match import Places, Status, correct
from doorplate.normalize import parse
from doorplate.numbering import canonical, load_policy, may_be_range, spell
from doorplate.register import Register, Verb
from numbering_cases import V, varied
from register_samples import DAY, door, event, named

GAZETTEER = Gazetteer.bundled()
COUNTY, TOWN = "610431", "610431001"
PLACES = Places.of(
    {"district": "武功县", "town": "普集街道", "village": d.name}
    for d in GAZETTEER.children(TOWN)
)


def codes(name: str) -> list[str]:
    """The villages of the county that have a name."""
    return [d.code for d in GAZETTEER.find(name, within=COUNTY)]


def test_case_54_a_town_of_former_days(tmp_path: Path) -> None:
    """Village 610431001203, 普集镇 is 普集街道 today and a dated old name; group 3, number 12.

    Marked: the bundled tables know no day of that change, the office's register does.
    """
    text = "武功县普集镇营上村3组12号"
    parsed = parse(text)
    found = parsed.best.to_dict()
    assert (found["town"], found["village"]) == ("普集街道", "营上村")
    assert (found["group"], found["number"]) == ("3组", "12号")
    assert codes("营上村") == ["610431001203"]
    assert GAZETTEER.get("610431001203").parent == TOWN
    assert [w.span for w in parsed.warnings if w.code == "renamed"] == [(3, 6)]
    assert GAZETTEER.history("普集镇") == ()
    with Register.create(tmp_path / "r.db") as register:
        register.append([door("d1"), named(Verb.VERIFY, "a1", "12号")])
        register.append([event(Verb.CORRECT, "a1", text=text)])
        day = date(2023, 3, 1)
        register.append([event(Verb.CORRECT, "a1", day, text=str(parsed.best))])
        [old] = register.lookup(text, on=DAY)
        assert (old.address, old.text, old.now) == ("a1", text, str(parsed.best))
        assert register.lookup(text, on=day) == []


def test_case_55_no_correction_to_a_near_name() -> None:
    """上营村 is 610431102217 exactly; it is kept, not turned into 营上村."""
    parsed = parse("武功县上营村12号")
    assert codes("上营村") == ["610431102217"]
    assert [c.address.get("town") for c in parsed.candidates] == ["武功镇"]
    both = [*PLACES, Address.of(district="武功县", town="武功镇", village="上营村")]
    whole = Address.of(district="武功县", town="武功镇", village="上营村", number="12号")
    found = correct(whole, Places(both))
    assert (found.status, found.address) == (Status.KEEP, whole)
    townless = Address.of(district="武功县", village="上营村", number="12号")
    filled = correct(townless, Places(both))
    assert (filled.status, filled.address) == (Status.ACCEPT, whole)


def test_case_56_two_villages_of_one_name() -> None:
    """凹里村 without a town: 普集街道 218 or 苏坊镇 204; review, and no first match."""
    parsed = parse("武功县凹里村5号")
    assert parsed.ambiguous
    assert [c.address.get("town") for c in parsed.candidates] == ["普集街道", "苏坊镇"]
    assert codes("凹里村") == ["610431001218", "610431101204"]
    towns = Places.of(
        {"district": "武功县", "town": t, "village": "凹里村"} for t in ("普集街道", "苏坊镇")
    )
    asked = Address.of(district="武功县", village="凹里村", number="5号")
    found = correct(asked, towns)
    assert (found.status, found.address) == (Status.REVIEW, asked)
    assert {o.address.get("town") for o in found.options} == {"普集街道", "苏坊镇"}


def test_case_57_an_unknown_village_is_not_corrected() -> None:
    """营山村: 营上 first by its sound, then 营西 and 营南; nothing applied by itself."""
    parsed = parse("武功县普集街道营山村8号")
    assert parsed.best.get("village") == "营山村"
    [unknown] = [w for w in parsed.warnings if w.code == "unknown"]
    assert "营上村、营西村、营南村" in unknown.text.zh
    found = correct(parsed.best, PLACES)
    assert (found.status, found.address) == (Status.REVIEW, parsed.best)
    ranked = [(o.address.get("village"), o.reason.rule) for o in found.options]
    assert ranked == [("营上村", "near_sound"), ("营西村", "other"), ("营南村", "other")]
    scores = [o.score for o in found.options]
    assert scores[0] > scores[1] == scores[2]


@pytest.mark.parametrize("text", ["十二号", "12號", "１２号", "012号", "12#"])
def test_case_58_one_number_in_five_spellings(text: str) -> None:
    """All are 12; printed 12号."""
    assert DoorNumber.parse(text) == DoorNumber(12)
    assert str(DoorNumber.parse(text)) == "12号"


@pytest.mark.parametrize("text", ["12-1号", "12号之一", "12号附1号"])
def test_case_59_one_sub_number_in_three_spellings(text: str) -> None:
    """All are (12, 1), printed in the policy's style."""
    number = DoorNumber.parse(text)
    assert number == DoorNumber(12, (1,))
    assert spell(number, V) == "12-1号"
    assert spell(number, load_policy("taiwan-left-odd")) == "12號之1"


def test_case_60_a_stem() -> None:
    """12号甲 stays 甲; it is 12-1 only where the policy says so."""
    number = DoorNumber.parse("12号甲")
    assert canonical(number, V) == DoorNumber(12, (), "甲")
    assert canonical(number, varied(V, sub={"stem_as_sub": True})) == DoorNumber(12, (1,))


def test_case_61_range_or_sub_number() -> None:
    """89-115: larger, and of one parity, so the range 89 to 115 is possible: review."""
    found = {t: may_be_range(DoorNumber.parse(t)) for t in ("89-115号", "89-90号", "12-1号")}
    assert found == {"89-115号": True, "89-90号": False, "12-1号": False}
    parsed = parse("武功县营上村中街89-115号")
    assert parsed.ambiguous
    [asked] = [w for w in parsed.warnings if w.code == "range"]
    assert "89号附115" in asked.text.zh
    assert "89号至115号" in asked.text.zh
