"""Laws of the matching core, on addresses drawn from a small, treacherous vocabulary."""

import itertools
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorplate.address import Address, Component, Level, Span
from doorplate.match import (
    Decision,
    Index,
    Match,
    Places,
    Record,
    Relation,
    Verdict,
    compare,
    correct,
    dedupe,
    link,
)  # fmt: skip
from doorplate.match._columns import Columns
from doorplate.match._parts import spelled
from doorplate.match._resolve import Resolution
from doorplate.match._weights import curated
from doorplate.normalize import parse

TOWNS = ["普集镇", "苏坊镇", "普济镇"]
VILLAGES = [
    "营上村",
    "莹上村",
    "上营村",
    "营西村",
    "东李村",
    "西李村",
    "李村",
    "三里村",
    "五里村",
]
SITES = [
    "和悦居小区",
    "和悦居",
    "和悦居大厦",
    "和悦居一期",
    "和悦居二期",
    "张记面馆",
    "小区",
    "南门",
]
ROADS = ["人民东路", "人民西路", "人民路", "东街"]


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    choices = {
        "district": st.sampled_from(["武功县", "杨陵区"]),
        "town": st.sampled_from(TOWNS),
        "village": st.sampled_from(VILLAGES),
        "group": st.integers(1, 3).map("{}组".format),
        "road": st.sampled_from(ROADS),
        "number": st.integers(1, 4).map("{}号".format),
        "subnumber": st.integers(1, 2).map("附{}".format),
        "building": st.integers(1, 2).map("{}号楼".format),
        "unit": st.integers(1, 2).map("{}单元".format),
        "compound": st.sampled_from(SITES),
        "landmark": st.sampled_from(SITES),
    }
    keys = draw(st.sets(st.sampled_from(sorted(choices)), max_size=7))
    return Address.of(**{key: draw(choices[key]) for key in sorted(keys)})


registers = st.lists(addresses(), max_size=25).map(
    lambda found: [Record(f"r{i:02}", address) for i, address in enumerate(found)]
)


def mirrored(verdict: Verdict) -> list[tuple[str, str, str, float]]:
    return [(r.component, r.right, r.left, r.weight) for r in verdict.reasons]


@given(addresses(), addresses())
def test_compare_is_symmetric(a: Address, b: Address) -> None:
    here, there = compare(a, b), compare(b, a)
    assert here.relation is there.relation
    assert here.score == there.score
    assert mirrored(here) == [(r.component, r.left, r.right, r.weight) for r in there.reasons]


@given(addresses())
def test_an_address_never_differs_from_itself(a: Address) -> None:
    verdict = compare(a, a)
    assert verdict.relation is not Relation.DIFFERENT
    if any(a.get(key) for key in ("village", "road")) and a.get("number") and a.get("town"):
        assert verdict.relation is Relation.SAME_DOOR


@given(addresses(), addresses(), st.text(max_size=8))
def test_noise_changes_nothing(a: Address, b: Address, noise: str) -> None:
    noisy = Address(a.components, a.rest, (*a.noise, Span("note", noise, 0, len(noise))))
    assert compare(noisy, b) == compare(a, b)


@given(addresses(), addresses())
def test_different_numbers_are_different_doors(a: Address, b: Address) -> None:
    clash = any(
        a.get(key) and b.get(key) and a.get(key) != b.get(key)
        for key in ("group", "number", "building", "unit")
    )
    if clash:
        assert compare(a, b).relation is Relation.DIFFERENT


WORDS = [
    "教学楼",
    "普集",
    "普集镇",
    "村",
    "社区",
    "营上村",
    "营上村西街",
    "社区东路",
    "3巷",
    "12",
    "5号",
]
components = st.builds(
    Component,
    st.sampled_from(Level),
    st.sampled_from(WORDS),
    st.sampled_from(["", *WORDS]),
    st.integers(-1, 3),
)


urban = st.lists(
    st.one_of(
        st.builds(Component, st.just(Level.ROAD), st.sampled_from(ROADS)),
        st.builds(
            Component, st.sampled_from([Level.COMPOUND, Level.LANDMARK]), st.sampled_from(SITES)
        ),
        st.builds(Component, st.just(Level.NUMBER), st.sampled_from(["1号", "2号"])),
    ),
    max_size=6,
).map(lambda parts: Address(tuple(parts)))


@settings(max_examples=500)
@given(urban, urban)
def test_compare_is_symmetric_where_names_stand_in_any_number_and_order(
    a: Address, b: Address
) -> None:
    here, there = compare(a, b), compare(b, a)
    assert (here.relation, here.score) == (there.relation, there.score)
    assert mirrored(here) == [(r.component, r.left, r.right, r.weight) for r in there.reasons]
    assert compare(a, a).relation is not Relation.DIFFERENT


@settings(max_examples=500)
@given(st.lists(st.lists(components, max_size=6).map(tuple).map(Address), max_size=12))
def test_addresses_read_by_shape_are_read_as_each_alone(found: list[Address]) -> None:
    columns = Columns(Record(str(i), address) for i, address in enumerate(found))
    for address, name, number in zip(found, columns.names, columns.numbers, strict=True):
        read = columns.spellings[name], columns.number_spellings[number]
        assert read == spelled(address)


@pytest.mark.parametrize(
    "parts",
    [
        [
            {"compound": "营上新村", "group": "3组", "number": "5号"},
            {"compound": "东方小区", "group": "3组", "number": "6号"},
            {"compound": "东方小区", "group": "3组", "number": "5号"},
        ],
        [
            {"village": "营上", "hamlet": "东\0西", "number": "5号"},
            {"village": "营上\0东", "hamlet": "西", "number": "5号"},
        ],
    ],
)
def test_what_one_address_says_does_not_speak_for_another(parts: list[dict[str, str]]) -> None:
    found = [Address.of(**values) for values in parts]
    columns = Columns(Record(str(i), address) for i, address in enumerate(found))
    assert [
        (columns.spellings[name], columns.number_spellings[number])
        for name, number in zip(columns.names, columns.numbers, strict=True)
    ] == [spelled(address) for address in found]


@pytest.mark.parametrize(
    "texts",
    [
        ("武功县东方小区12号东海公司", "武功县西苑东山公司12号", "武功县东方小区东海公司12号"),
        ("武功县西苑3号楼东苑4号楼", "武功县西苑1号楼西苑2号楼", "武功县西苑3号楼西苑4号楼"),
    ],
)
def test_a_text_read_before_does_not_speak_for_another_of_its_levels(
    texts: tuple[str, ...],
) -> None:
    for order in itertools.permutations(texts):
        found = [parse(text).best for text in order]
        columns = Columns(Record(str(i), address) for i, address in enumerate(found))
        for row, address in enumerate(found):
            read = columns.spellings[columns.names[row]], columns.numbers_of(row)
            assert read == spelled(address)


@st.composite
def streets(draw: st.DrawFn) -> Address:
    """A street with what may be left out, miswritten or named behind its number."""
    parts = {
        "town": draw(st.sampled_from(["", "普集镇", "苏坊镇"])),
        "road": draw(st.sampled_from(["永安街", "永按街", "永安东街", "安街"])),
        "number": draw(st.sampled_from(["3号", "5号"])),
        "compound": draw(st.sampled_from(["", "和悦居", "和悦居小区", "东方小区"])),
        "landmark": draw(st.sampled_from(["", "", "北门", "南门"])),
    }
    return Address.of(**{key: value for key, value in parts.items() if value})


streets_of_a_list = st.lists(streets(), min_size=1, max_size=14).map(
    lambda found: [Record(f"{n:02}", address) for n, address in enumerate(found)]
)


@settings(max_examples=500)
@given(streets_of_a_list)
def test_a_door_that_is_meant_means_itself(records: list[Record]) -> None:
    """Nothing chains, and grouping takes every record to what it means."""
    found = Resolution(Columns(records), [], curated())
    for row, code in enumerate(found.doors.tolist()):
        door = found.door(found.spelled(row))
        assert (code < 0) == (door is None)
        if door:
            assert code == found.code_of(*door)
            assert found.door(found.door_of(code)) == door


@settings(max_examples=500)
@given(streets_of_a_list)
def test_an_index_of_a_list_finds_its_own_doors(records: list[Record]) -> None:
    index, clusters = Index.build(records), dedupe(records)
    for record in records:
        found = index.match(record.address).record
        if found is not None and clusters.of(record.id).decision is not Decision.REVIEW:
            assert clusters.of(found).id == clusters.of(record.id).id


@given(registers)
def test_dedupe_is_a_partition(records: list[Record]) -> None:
    clusters = list(dedupe(records))
    members = [m for cluster in clusters for m in cluster.members]
    assert sorted(members) == [record.id for record in records]
    assert [cluster.id for cluster in clusters] == sorted(min(c.members) for c in clusters)


@given(registers, st.randoms(use_true_random=False))
def test_dedupe_ignores_order(records: list[Record], random: Random) -> None:
    shuffled = list(records)
    random.shuffle(shuffled)
    assert list(dedupe(shuffled)) == list(dedupe(records))


@given(registers)
def test_no_cluster_holds_a_conflict(records: list[Record]) -> None:
    address = {record.id: record.address for record in records}
    for cluster in dedupe(records):
        for a, b in itertools.combinations(cluster.members, 2):
            for key in ("group", "number", "subnumber", "building", "unit"):
                assert address[a].get(key) == address[b].get(key)
            rules = {reason.rule for reason in compare(address[a], address[b]).reasons}
            assert not rules & {"contrast", "numeral"}


@given(registers)
def test_a_list_linked_to_itself_finds_every_door(records: list[Record]) -> None:
    for found in link(records, records, one_to_one=True):
        if found.right is not None and found.verdict.relation is Relation.SAME_DOOR:
            assert found.right == found.left


@given(addresses(), st.sets(st.sampled_from(VILLAGES), min_size=1))
def test_correcting_twice_changes_nothing(a: Address, names: set[str]) -> None:
    places = Places.of([{"town": "普集镇", "village": name} for name in sorted(names)])
    once = correct(a, places)
    again = correct(once.address, places)
    assert again.address == once.address
    assert [a.get(k) for k in ("number", "group")] == [
        once.address.get(k) for k in ("number", "group")
    ]


_PLACES = {
    "营上村": ("普集镇", 7), "董朱村": ("普集镇", 9), "河道村": ("苏坊镇", 11),
    "永陈营寨村": ("苏坊镇", 6), "华岭寨村": ("清泰乡", 5),
}  # fmt: skip
_WHOLE = [
    Record(f"{village}{n}{copy}", Address.of(town=town, village=village, number=f"{n}号"))
    for village, (town, step) in _PLACES.items()
    for n in range(1, 400, step)
    for copy in "ab"
]
_ASKED = [
    {"town": "普集镇", "village": "营上村", "number": "253号"},
    {"town": "普集镇", "village": "莹上村", "number": "253号"},
    {"town": "苏坊镇", "village": "莹上村", "number": "253号"},
    {"town": "苏坊镇", "village": "永阵营塞村", "number": "391号"},
    {"town": "普集镇", "village": "永陈菅寨村", "number": "391号"},
    {"town": "清泰乡", "village": "华领寨村", "number": "396号"},
    {"town": "普集镇", "village": "华岭塞村", "number": "396号"},
    {"village": "清泰华岭寨村", "number": "396号"},
    {"village": "清泰华领寨村", "number": "396号"},
    {"village": "华岭寨村", "number": "396号"},
    {"town": "清泰乡", "hamlet": "华岭寨", "number": "396号"},
    {"town": "清泰乡", "village": "华岭寨村", "number": "395号"},
]


@given(st.sets(st.sampled_from(sorted(_PLACES)), max_size=3), st.integers(0, 7))
@settings(max_examples=12, deadline=None)
def test_an_index_that_grew_answers_as_one_built_at_once(villages: set[str], seed: int) -> None:
    """What is added is found as what was there, under any of its misspellings."""
    rng = Random(seed)
    later = [r for r in _WHOLE if r.address.get("village") in villages or rng.random() < 0.3]
    left = set(later)
    grown = Index.build(r for r in _WHOLE if r not in left)
    for asked in _ASKED:
        grown.match(Address.of(**asked))
    grown.add(later)
    whole = Index.build(_WHOLE)
    for asked in _ASKED:
        address = Address.of(**asked)
        a, b = grown.match(address), whole.match(address)
        assert (_door(a), set(map(_door_of, a.options))) == (
            _door(b),
            set(map(_door_of, b.options)),
        )


def _door(found: Match) -> str:
    return _door_of(found.record or "")


def _door_of(record: str) -> str:
    """A door, whichever of its two records stands for it."""
    return record.rstrip("ab")
