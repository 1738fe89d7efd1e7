"""How often a list has each door of a name, and in which order its doubts are said."""

from doorplate.address import Address
from doorplate.match import Decision, Record, dedupe
from doorplate.match._columns import Columns
from doorplate.match._parts import Name
from doorplate.match._resolve import Resolution
from doorplate.match._weights import curated
from match_lists import register


def test_records_are_counted_by_name_and_door() -> None:
    rows = [("营上村", "1号"), ("董朱村", "3号"), ("营上村", "1号"), ("河道村", "")]
    rows += [("营上村", "2号"), ("营上村", "")]
    records = [
        Record(str(i), Address.of(village=name, **({"number": door} if door else {})))
        for i, (name, door) in enumerate(rows)
    ]
    found = Resolution(Columns(records), (), curated())

    def counts(village: str) -> dict[str, int]:
        at = found.vocabulary.id[Name(("",) * 5, (village, "", "", "", ""))]
        doors = found.vocabulary.evidence.doors[at]
        return {found.numbers[number][2]: count for number, count in doors.items()}

    assert counts("营上") == {"1": 2, "2": 1}
    assert counts("董朱") == {"3": 1}
    assert counts("河道") == {}


def test_the_likelier_of_two_doubts_is_said_first() -> None:
    def door(town: str, road: str, number: int) -> Address:
        return Address.of(town=town, road=road, number=f"{number}号")

    streets = [("东镇", "健康南街", 40), ("西镇", "健康街", 60)]
    rows = [
        Record(f"{town}{n}{copy}", door(town, road, n))
        for town, road, end in streets
        for n in range(1, end)
        for copy in "ab"
    ]
    found = dedupe([*register(), *rows, Record("odd", door("东镇", "健康街", 7))]).of("odd")
    assert found.decision is Decision.REVIEW
    assert [reason.right for reason in found.reasons] == ["西", "健康南街"]
    assert found.reasons[0].weight > found.reasons[1].weight
    assert found.proposals == ("东镇7a", "西镇7a")
