import random
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from doorplate.address import Address
from doorplate.errors import MatchError
from doorplate.match import Relation, Verdict, compare, fit, reliability, waterfall
from doorplate.match._weights import curated
from doorplate.match.fit import Bin, Label, _key

SVG = "{http://www.w3.org/2000/svg}"


def door(village: str, number: int, town: str = "普集镇") -> Address:
    return Address.of(town=town, village=village, number=f"{number}号")


def labels(share: float, count: int = 200) -> list[Label]:
    """Pairs whose village differs by sound; `share` of them are one door."""
    rng = random.Random(3)
    slips = [
        Label(door("营上村", n), door("莹上村", n), rng.random() < share)
        for n in range(1, count)
    ]
    equal = [Label(door("营上村", n), door("营上村", n), same=True) for n in range(1, count)]
    apart = [Label(door("营上村", n), door("董朱村", n), same=False) for n in range(1, count)]
    return [*slips, *equal, *apart]


def slip_score(share: float) -> float:
    fitted = fit(labels(share))
    return compare(door("营上村", 500), door("莹上村", 500), weights=fitted.weights).score


def test_labels_move_a_rule_the_way_they_say() -> None:
    assert slip_score(0.05) < 0.5 < slip_score(0.95)


def test_the_reliability_is_of_held_out_pairs_and_near_the_truth() -> None:
    fitted = fit(labels(0.7))
    assert fitted.pairs == 597
    assert sum(b.pairs for b in fitted.reliability) == 597
    assert fitted.error < 0.15
    assert all(0 <= b.score <= 1 and 0 <= b.share <= 1 for b in fitted.reliability)


def test_a_veto_stays_a_veto() -> None:
    wrong = [Label(door("营上村", n), door("营上村", n + 1), same=True) for n in range(1, 40)]
    weights = fit([*labels(0.5), *wrong]).weights
    verdict = compare(door("营上村", 12), door("营上村", 21), weights=weights)
    assert verdict.relation is Relation.DIFFERENT
    assert verdict.score < 0.001


def test_too_few_labels_are_refused() -> None:
    with pytest.raises(MatchError, match="too few"):
        fit([Label(door("营上村", 1), door("营上村", 1), same=True)] * 50)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_waterfall_shows_every_reason(lang: str) -> None:
    verdict = compare(door("营上村", 12), door("莹上村", 21))
    root = ET.fromstring(waterfall(verdict, lang="zh" if lang == "zh" else "en"))  # noqa: S314  # our own text
    assert len(root.findall(f"{SVG}rect")) == len(verdict.reasons) == 3
    words = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))
    assert "-60.0" in words
    assert ("门牌号不同" if lang == "zh" else "number differs") in words


def test_bars_join_where_the_last_one_ends() -> None:
    verdict = compare(door("营上村", 12), door("营上村", 12))
    root = ET.fromstring(waterfall(verdict))  # noqa: S314  # our own text
    bars = [(float(r.attrib["x"]), float(r.attrib["width"])) for r in root.iter(f"{SVG}rect")]
    for (x, width), (following, _) in pairwise(bars):
        assert following == pytest.approx(x + width, abs=0.2)


def test_words_are_escaped() -> None:
    verdict = compare(Address.of(village="<b>村", number="1号"), door("营上村", 1))
    assert "<b>" not in waterfall(verdict)
    assert waterfall(Verdict(Relation.UNKNOWN, 0.0)).endswith("</svg>\n")


def test_a_reliability_plot_has_a_circle_a_bin() -> None:
    bins = (Bin(10, 0.1, 0.2), Bin(90, 0.9, 0.8))
    for lang in ("zh", "en"):
        root = ET.fromstring(reliability(bins, lang="zh" if lang == "zh" else "en"))  # noqa: S314  # our own text
        assert len(root.findall(f"{SVG}circle")) == 2
    assert "circle" not in reliability(())


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"zone": "蒲桥镇工业园"}, {"zone": "大蒲桥镇工业园"}),
        ({"compound": "锦绣苑"}, {"compound": "锦绣苑一期"}),
        ({"compound": "锦绣苑"}, {"landmark": "锦绣小区"}),
        ({"compound": "锦绣苑"}, {"compound": "锦绣大厦"}),
        ({"compound": "宏达公司"}, {"compound": "锦绣大厦"}),
        ({"road": "永昌路中段"}, {"road": "永昌路"}),
        ({"landmark": "聚福隆饭店"}, {"landmark": "聚福隆菜馆"}),
    ],
)
def test_every_reason_has_the_weight_that_fitting_moves(
    left: dict[str, str], right: dict[str, str]
) -> None:
    pair = curated().pair
    for reason in compare(Address.of(**left), Address.of(**right)).reasons:
        key = _key(reason)
        assert reason.weight == (0.0 if key is None else pair[key])
