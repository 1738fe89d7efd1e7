"""Laws of parsing: for every text, and for every address that is written canonically."""

import string
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorplate.address import Address
from doorplate.errors import AddressError, DoorplateError
from doorplate.normalize import MAX_LENGTH, Parsed, parse

SIGNS = (
    "省市区县镇乡村路街巷弄号幢栋座单元室层楼组社队院里附之甲东西南北中第一二三十百0123456789-AB"
    "（）()【】，。 :：/,和与旁附近对面地址电话武功普集营上西安杭州文三五一花园小区"
)
texts = st.one_of(
    st.text(alphabet=SIGNS, max_size=40),
    st.text(max_size=60),
    st.text(alphabet=string.printable, max_size=40),
)

heads = st.sampled_from([
    {"province": "陕西省", "city": "咸阳市", "district": "武功县", "town": "普集街道"},
    {"province": "浙江省", "city": "杭州市", "district": "西湖区"},
    {"province": "上海市", "district": "静安区"},
    {},
])  # fmt: skip
numerals = st.integers(1, 9_999)
names = st.sampled_from(
    ["文三路", "五一路", "人民东路", "共和新路", "二环南路西段", "北七道街"]
)
estates = st.sampled_from(["幸福小区", "南岸花园", "昌地大厦"])


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    """Canonical addresses: a head, a rural or urban street, a number, the inside."""
    values = dict(draw(heads))
    if "town" in values:
        values["village"] = "营上村"
        values["group"] = f"{draw(st.integers(1, 30))}组"
    else:
        values["road"] = draw(names)
        if draw(st.booleans()):
            values["lane"] = f"{draw(numerals)}弄"
    values["number"] = f"{draw(numerals)}号"
    if draw(st.booleans()):
        values["subnumber"] = draw(st.sampled_from(["附1", "附12", "甲", "B"]))
    if draw(st.booleans()):
        values["compound"] = draw(estates)
        values["building"] = draw(st.sampled_from(["3号楼", "12号楼", "A座"]))
        values["unit"] = f"{draw(st.integers(1, 9))}单元"
        values["room"] = draw(st.sampled_from(["502室", "1203室", "东户"]))
    return Address.of(**values)


def read(text: str) -> Address:
    return parse(text).best


@given(addresses())
def test_a_canonical_text_reads_back_as_its_address(address: Address) -> None:
    assert read(str(address)) == address


@given(addresses())
def test_normalizing_twice_changes_nothing(address: Address) -> None:
    once = str(read(str(address)))
    assert str(read(once)) == once


@given(addresses(), st.sampled_from(["地址：", "收货地址:", "家庭住址 ", "中国"]))
def test_a_label_before_changes_nothing(address: Address, label: str) -> None:
    assert read(label + str(address)) == read(str(address))


@given(
    addresses(),
    st.sampled_from(
        ["（村委会对面）", " 13800138000", "，电话：029-37281234", "附近", "。", " 电联"]
    ),
)
def test_noise_behind_changes_nothing(address: Address, noise: str) -> None:
    found = read(str(address) + noise)
    assert found == read(str(address))
    assert noise == "。" or found.noise


def stretches(parsed: Parsed) -> list[tuple[int, int]]:
    best = parsed.best
    written = [(c.start, c.end) for c in best.components if c.start >= 0]
    return sorted(written + [(s.start, s.end) for s in (*best.rest, *best.noise)])


@given(texts)
def test_any_text_gives_a_value_or_an_error_of_the_tree(text: str) -> None:
    try:
        parsed = parse(text)
    except DoorplateError:
        return
    assert 0.0 <= parsed.confidence <= 1.0
    assert parsed.text == text


@given(texts)
def test_spans_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    parsed = parse(text)
    position = 0
    for start, end in stretches(parsed):
        assert position <= start < end <= len(text)
        position = end
    for part in parsed.best.components:
        assert part.text == (text[part.start : part.end] if part.start >= 0 else "")
    for span in (*parsed.best.rest, *parsed.best.noise):
        assert span.text == text[span.start : span.end]


@given(st.text(alphabet=SIGNS, max_size=40))
def test_nothing_is_dropped_silently(text: str) -> None:
    covered = {i for start, end in stretches(parse(text)) for i in range(start, end)}
    left = {c for i, c in enumerate(text) if i not in covered}
    assert not any(c.isalnum() for c in left)


@given(texts)
def test_the_same_text_gives_the_same_value(text: str) -> None:
    assert parse(text) == parse(text)


@pytest.mark.parametrize("size", [MAX_LENGTH + 1, 1_000_000])
def test_a_text_beyond_the_limit_is_refused_at_once(size: int) -> None:
    with pytest.raises(AddressError, match=str(MAX_LENGTH)):
        parse("一" * size)


def steps(text: str) -> int:
    """Line and call events of one parse: a count that no clock disturbs."""
    count = 0

    def trace(*_: object) -> object:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]  # a trace function may return anything
    try:
        parse(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "一", "号", "1-", "营上村", "武功县", "西安", "鼓楼区", "中国", "地址:", "13800138000 ",
        "与文三路", "(", "附1", "A", " ", "省", "路", "第", "3幢",
    ],
)  # fmt: skip
def test_steps_grow_no_faster_than_the_text(piece: str) -> None:
    parse(piece * 8)
    short, long = steps(piece * 200), steps(piece * 800)
    assert long <= 4.5 * short + 500
