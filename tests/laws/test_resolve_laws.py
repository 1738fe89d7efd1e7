"""Whatever the text: readings keep to it, and do not depend on what was read before."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from doorplate.divisions import Gazetteer
from doorplate.normalize._plain import plain_end
from doorplate.normalize._resolve import Reading, indexes, resolve
from doorplate.normalize._told import reading_of
from doorplate.normalize._walk import Walk

WORDS = [
    "浙江省", "浙江", "杭州市", "杭州", "西湖区", "余杭区", "鼓楼区", "南京", "中国",
    "市辖区", "武功县", "普集镇", "普集街道", "营上村", "凹里村", "上海", "闸北区",
    "青岛市", "市北区", "北区", "重庆", "江北区", "文三路", "12号", "中山", "城关镇",
    "开发区", "-", "县", "区", "路", "村", "武攻县", "梦里镇",
]  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=9).map("".join),
    st.text(max_size=60),
)


def forget(gazetteer: Gazetteer) -> None:
    indexes(gazetteer)[2].clear()


def check(text: str, readings: tuple[Reading, ...]) -> None:
    assert readings
    for reading in readings:
        spans = [(p.start, p.end) for p in reading.parts if p.start >= 0]
        spans += [(s.start, s.end) for s in reading.skipped]
        spans.sort()
        assert all(0 <= a < b <= reading.end <= len(text) for a, b in spans)
        assert all(b <= c for (_, b), (c, _) in pairwise(spans))
        levels = [p.level for p in reading.parts]
        assert levels == sorted(set(levels))
        assert 0 <= reading.score <= 1


@given(texts)
def test_readings_keep_to_the_text(text: str) -> None:
    check(text, resolve(text, 0, Gazetteer.bundled()))


@given(st.lists(texts, min_size=2, max_size=6))
def test_readings_do_not_depend_on_what_was_read_before(several: list[str]) -> None:
    gazetteer = Gazetteer.bundled()
    for text in several:
        resolve(text, 0, gazetteer)
    warm = [resolve(text, 0, gazetteer) for text in several]
    cold = []
    for text in several:
        forget(gazetteer)
        cold.append(resolve(text, 0, gazetteer))
    assert warm == cold


@given(st.sampled_from(["武功县普集街道营上村", "上海市静安区", "仙桃市干河街道"]), texts)
def test_readings_move_with_the_text(head: str, label: str) -> None:
    gazetteer = Gazetteer.bundled()
    here = resolve(head, 0, gazetteer)[0]
    there = resolve(label + head, len(label), gazetteer)[0]
    assert [p.code for p in here.parts] == [p.code for p in there.parts]
    assert there.end == here.end + len(label)


def test_a_megabyte_of_names_is_read_in_linear_time() -> None:
    for word in ("重庆", "中国", "余杭区", "鼓楼区", "普集街道", "-", "青岛市北区"):
        text = word * (1_000_000 // len(word))
        check(text, resolve(text, 0, Gazetteer.bundled()))


COUNTIES = [
    "浙江省杭州市余杭区",
    "上海徐汇区",
    "陕西咸阳武功县",
    "重庆重庆九龙坡区",
    "江苏苏州昆山市",
]
BEHIND = [
    "余杭街道", "闲林街道", "普集街道", "普集", "玉山镇", "九龙", "华岩镇", "余杭区", "余杭",
    "浙江", "中国", "市辖区", "文三路", "人民路", "营上村", "[", " ", "|", "城区", "办事处",
    "开发区", "天平路", "武功", "镇", "1号",
]  # fmt: skip


@given(st.sampled_from(COUNTIES), st.lists(st.sampled_from(BEHIND), max_size=5).map("".join))
def test_where_the_walk_is_spared_it_would_have_ended(county: str, behind: str) -> None:
    names, options, heads = indexes(Gazetteer.bundled())
    text = county + behind
    head = heads.read(text)
    assert head is not None
    end = plain_end(text, head.state, options)
    if end is not None:
        walked = Walk(text, options).from_state(head.state)
        found = [reading_of(text, state, names) for state in walked]
        assert found == [reading_of(text, end, names)]
