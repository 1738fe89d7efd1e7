"""A door number in the words of a policy, and the lane that a number names."""

from doorplate._numerals import to_chinese
from doorplate._text import Text
from doorplate.address import DoorNumber, NumberStyle
from doorplate.errors import NumberFormatError
from doorplate.numbering.checked import checked
from doorplate.numbering.policy import Policy

__all__ = ["canonical", "lane_name", "may_be_range", "spell"]

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_WIDE = {ord(str(d)): chr(0xFF10 + d) for d in range(10)}


@checked(NumberFormatError)
def canonical(number: DoorNumber, policy: Policy) -> DoorNumber:
    """The number as the policy understands it: a stem is a sub-number only if it says so.

    >>> from doorplate.numbering import load_policy
    >>> canonical(DoorNumber(12, (), "甲"), load_policy("default-v")).suffix
    '甲'
    """
    if not (policy.sub.stem_as_sub and number.suffix and not number.sub):
        return number
    place = _STEMS.find(number.suffix)
    return DoorNumber(number.main, (place + 1 if place >= 0 else ord(number.suffix) - 64,))


@checked(NumberFormatError)
def may_be_range(number: DoorNumber) -> bool:
    """Whether 89-115 may mean the numbers 89 to 115 of one gate rather than a sub-number.

    So where the second is larger and of the same parity; a person must say which it is.

    >>> [may_be_range(DoorNumber.parse(t)) for t in ("89-115号", "89-90号", "12-1号")]
    [True, False, False]
    """
    return (
        len(number.sub) == 1
        and number.sub[0] > number.main
        and not ((number.sub[0] - number.main) % 2)
    )


@checked(NumberFormatError)
def spell(number: DoorNumber, policy: Policy) -> str:
    """The number as the policy prints it.

    Raises:
        NumberFormatError: Chinese numerals and a number above 9,999.

    >>> from doorplate.numbering import load_policy
    >>> spell(DoorNumber(12, (1,)), load_policy("taiwan-left-odd"))
    '12號之1'
    """
    rule = policy.text
    text = number.format(policy.sub.style)
    if rule.numerals == "chinese":
        text = _in_chinese(number, policy)
    other = "號" if rule.suffix == "号" else "号"
    text = text.replace(other, rule.suffix)
    return text.translate(_WIDE) if rule.full_width else text


def _in_chinese(number: DoorNumber, policy: Policy) -> str:
    if number.main > 9_999:
        raise NumberFormatError(
            Text(f"{number.main} 不能写成汉字门牌", f"{number.main} is too long in Chinese"),
            remedy=Text("改用阿拉伯数字", "Use Arabic digits"),
        )
    head = f"{to_chinese(number.main)}号{number.suffix}"
    link = "附" if policy.sub.style is NumberStyle.FU else "之"
    return head + "".join(link + to_chinese(n) for n in number.sub)


@checked(NumberFormatError)
def lane_name(policy: Policy, own_name: str, mouth: DoorNumber | None, kind: str = "巷") -> str:
    """What a lane is called: its own name, or the number at its mouth.

    Raises:
        NumberFormatError: the policy names it by a number and there is none, or by a name and
            there is none.

    >>> from doorplate.numbering import load_policy
    >>> lane_name(load_policy("shanghai-lane"), "", DoorNumber(1111), "弄")
    '1111弄'
    """
    if policy.lanes.naming == "mouth_number":
        if mouth is None:
            raise NumberFormatError(
                Text("巷弄以巷口门牌为名，缺巷口门牌",
                     "the lane is named by the number at its mouth, and there is none"),
                remedy=Text("先给巷口编号", "Number its mouth first"),
            )  # fmt: skip
        return "-".join(map(str, (mouth.main, *mouth.sub))) + kind
    if not own_name:
        raise NumberFormatError(
            Text("巷弄无名，先命名再编号", "the lane has no name: name it before numbering"),
            remedy=Text("报批名称", "Have a name approved"),
        )
    return own_name
