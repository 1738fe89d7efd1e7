from doorplate.address import Address
from doorplate.match import Places, Record, Relation, Status, compare, correct, dedupe
from doorplate.normalize import parse
from doorplate.script import simplified

LISTED = Places.of([{"town": "翟王镇", "village": "韓桥村"}])


def test_text_without_variants_is_the_same_object() -> None:
    text = "武功县普集街道营上村"
    assert simplified(text) is text
    assert simplified("臺北市信義區") == "台北市信义区"


def test_names_of_either_script_are_one() -> None:
    written = Address.of(district="信義區", road="基隆路", number="5号")
    assert compare(written, parse("信义区基隆路5号").best).relation is Relation.SAME_DOOR


def test_a_place_list_in_another_script_is_found_and_keeps_its_spelling() -> None:
    for text in ("翟王镇韓桥村5号", "翟王镇韩侨村5号"):
        found = correct(parse(text).best, LISTED)
        assert (found.status, str(found.address)) == (Status.ACCEPT, "翟王镇韓桥村5号")
    rows = [
        Record(str(i), parse(f"翟王镇{v}5号").best) for i, v in enumerate(("韩桥村", "韩侨村"))
    ]
    (cluster,) = dedupe(rows, places=LISTED)
    assert str(cluster.canonical) == "翟王镇韓桥村5号"
