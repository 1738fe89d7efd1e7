"""Division names at the head of a text, by their endings alone."""

import re

from doorplate.address import Component, Level

_HEAD = re.compile(
    r"(?:(?P<province>[^\d省市区县镇乡路街]{2,6}?(?:省|自治区|特别行政区)))?"
    r"(?:(?P<city>[^\d省区县镇乡路街]{2,8}?(?:市|自治州|地区|盟)))?"
    r"(?:(?P<district>[^\d省区县镇乡路街]{1,10}?(?:区|县|旗|市)(?![路街])))?"
    r"(?:(?P<town>[^\d路街村]{1,8}?(?:街道|镇|乡|苏木)(?![路街村])))?"
    r"(?:(?P<village>[^\d路街镇]{1,8}?(?:村民委员会|村委会|社区|嘎查|村)(?![路街民]))"
    r"(?:村民?委员?会)?)?"
)


def divide(text: str) -> tuple[list[Component], int]:
    """The components read, and where the rest begins."""
    match = _HEAD.match(text)
    if match is None:
        return [], 0
    found = [
        Component(Level[key.upper()], value, value, *match.span(key))
        for key, value in match.groupdict().items()
        if value
    ]
    return found, match.end()
