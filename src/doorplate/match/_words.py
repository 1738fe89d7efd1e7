"""The rules of the matcher in a reader's words."""

from doorplate._text import Text
from doorplate.address import Level

_RULES = {
    "equal": Text("{level}相同 {left}", "{level} equal {left}"),
    "ending": Text("{level}同名 {left}={right}", "{level} of one name {left}={right}"),
    "missing": Text("{level}一方缺 {left}{right}", "{level} on one side only {left}{right}"),
    "coarser": Text("{level}未写 {right}", "{level} left out {right}"),
    "extra": Text("{level}多出 {left}", "{level} besides {left}"),
    "homophone": Text("{level}同音 {left}→{right}", "{level} same sound {left}→{right}"),
    "near_sound": Text("{level}近音 {left}→{right}", "{level} like sound {left}→{right}"),
    "shape": Text("{level}形近 {left}→{right}", "{level} look-alike {left}→{right}"),
    "swapped": Text(
        "{level}字序颠倒 {left}→{right}", "{level} characters swapped {left}→{right}"
    ),
    "dropped": Text(
        "{level}多字或漏字 {left}→{right}", "{level} character dropped {left}→{right}"
    ),
    "other": Text("{level}一字不同 {left}→{right}", "{level} one character {left}→{right}"),
    "contrast": Text(
        "{level}方位或大小相对 {left}≠{right}", "{level} opposed {left}≠{right}"
    ),
    "direction": Text(
        "{level}多一方位字 {left}≠{right}", "{level} with a direction {left}≠{right}"
    ),
    "counted": Text(
        "{level}多一数字 {left}≠{right}", "{level} with a numeral {left}≠{right}"
    ),
    "numeral": Text(
        "{level}名中数字不同 {left}≠{right}", "{level} numeral in name {left}≠{right}"
    ),
    "conflict": Text("{level}不同 {left}≠{right}", "{level} differs {left}≠{right}"),
    "known": Text(
        "{level}按地点表为一处 {left}={right}", "{level} one by place list {left}={right}"
    ),
    "both_known": Text(
        "{level}两处均存在 {left}≠{right}", "{level} both exist {left}≠{right}"
    ),
    "ward": Text("邻不同 {left}≠{right}", "wards differ {left}≠{right}"),
    "akin": Text(
        "{level}同名而称谓不同 {left}~{right}",
        "{level} of one name with another word {left}~{right}",
    ),
    "part": Text(
        "{level}一方写明分区 {left}~{right}", "{level} section on one side only {left}~{right}"
    ),
    "gate": Text("出入口或楼不同 {left}≠{right}", "another entrance or wing {left}≠{right}"),
    "flank": Text("街路两侧不同 {left}≠{right}", "sides of the street differ {left}≠{right}"),
    "beside": Text(
        "在此号旁而非此号 {left}~{right}", "by the number and not at it {left}~{right}"
    ),
    "owner": Text("号在街上还是在小区内不同", "one number of the street and of the estate"),
    "words": Text("{level}词语相合 {left}≈{right}", "{level} of the same words {left}≈{right}"),
    "inside": Text(
        "{level}一方在另一方之内 {left}~{right}", "{level} one inside the other {left}~{right}"
    ),
    "shared": Text("{level}同处一地 {left}~{right}", "{level} in one place {left}~{right}"),
    "crossing": Text(
        "{level}有一条相同 {left}~{right}", "{level} one in common {left}~{right}"
    ),
    "within": Text(
        "{level}一名含另一名 {left}~{right}", "{level} name in the other {left}~{right}"
    ),
    "kind": Text("{level}同名异类 {left}≠{right}", "{level} of another kind {left}≠{right}"),
    "section": Text(
        "{level}同名异区 {left}≠{right}", "{level} another section {left}≠{right}"
    ),
    "occupant": Text(
        "{level}内另有他户 {left}≠{right}", "{level} other occupant {left}≠{right}"
    ),
    "twice": Text(
        "{level}两处有误 {left}→{right}", "{level} wrong in two ways {left}→{right}"
    ),
    "recut": Text(
        "{level}断开不同且有误 {left}→{right}", "{level} cut otherwise, a slip {left}→{right}"
    ),
    "wrong_town": Text("{level}或误 {left}→{right}", "{level} perhaps wrong {left}→{right}"),
}  # fmt: skip


def say(rule: str, level: Level, left: str, right: str) -> Text:
    """One piece of evidence for a reader."""
    text = _RULES[rule]
    zh, en = level.text
    return Text(
        text.zh.format(level=zh, left=left, right=right),
        text.en.format(level=en, left=left, right=right),
    )
