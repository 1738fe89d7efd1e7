"""Why a symbol is not trusted: one ordered list of codes, each with words in two languages."""

from collections.abc import Iterable
from enum import StrEnum

from doorplate._text import Text


class Reason(StrEnum):
    """Reason codes in the order in which a verifier meets them.

    Codes are API and never change meaning; wording may.

    >>> Reason.BAD_SIGNATURE.text.zh, Reason.STATUS_STALE.warning
    ('签名不符', True)
    """

    # form
    NOT_DOORPLATE = "NOT_DOORPLATE"
    HOST_NOT_ALLOWED = "HOST_NOT_ALLOWED"
    HOST_LOOKALIKE = "HOST_LOOKALIKE"
    BAD_CHARACTERS = "BAD_CHARACTERS"
    WRONG_LENGTH = "WRONG_LENGTH"
    NON_CANONICAL = "NON_CANONICAL"
    UNKNOWN_VERSION = "UNKNOWN_VERSION"
    UNKNOWN_SUITE = "UNKNOWN_SUITE"
    FIELD_RANGE = "FIELD_RANGE"
    TRAILING_DATA = "TRAILING_DATA"
    # key
    KEYSET_UNTRUSTED = "KEYSET_UNTRUSTED"
    KEYSET_STALE = "KEYSET_STALE"
    UNKNOWN_KEY = "UNKNOWN_KEY"
    SUITE_KEY_MISMATCH = "SUITE_KEY_MISMATCH"
    KEY_OUT_OF_SCOPE = "KEY_OUT_OF_SCOPE"
    ISSUED_OUTSIDE_KEY_WINDOW = "ISSUED_OUTSIDE_KEY_WINDOW"
    KEY_WITHDRAWN = "KEY_WITHDRAWN"
    KEY_COMPROMISED = "KEY_COMPROMISED"
    KEY_EXPIRED = "KEY_EXPIRED"
    BACKEND_MISSING = "BACKEND_MISSING"
    # signature
    BAD_SIGNATURE = "BAD_SIGNATURE"
    # status
    PLATE_REVOKED = "PLATE_REVOKED"
    PLATE_REPLACED = "PLATE_REPLACED"
    PLATE_EXPIRED = "PLATE_EXPIRED"
    NOT_IN_LEDGER = "NOT_IN_LEDGER"
    STATUS_STALE = "STATUS_STALE"
    STATUS_UNKNOWN = "STATUS_UNKNOWN"
    # place
    DOOR_MISMATCH = "DOOR_MISMATCH"
    NUMBER_MISMATCH = "NUMBER_MISMATCH"
    ADDRESS_MISMATCH = "ADDRESS_MISMATCH"
    ADMIN_MISMATCH = "ADMIN_MISMATCH"
    GRID_MISMATCH = "GRID_MISMATCH"
    TOO_FAR = "TOO_FAR"
    PLACE_UNKNOWN = "PLACE_UNKNOWN"
    ISSUE_IN_FUTURE = "ISSUE_IN_FUTURE"

    @property
    def text(self) -> Text:
        """The words for a reader."""
        return _TEXTS[self]

    @property
    def warning(self) -> bool:
        """Whether the plate may still be trusted with this reason beside it."""
        return self in _WARNINGS


def in_order(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Each reason once, in the order of the list.

    >>> in_order([Reason.TOO_FAR, Reason.BAD_SIGNATURE, Reason.TOO_FAR])
    (<Reason.BAD_SIGNATURE: 'BAD_SIGNATURE'>, <Reason.TOO_FAR: 'TOO_FAR'>)
    """
    found = set(reasons)
    return tuple(reason for reason in Reason if reason in found)


_WARNINGS = {
    Reason.KEYSET_STALE,
    Reason.STATUS_STALE,
    Reason.STATUS_UNKNOWN,
    Reason.PLACE_UNKNOWN,
}

_TEXTS = {
    Reason.NOT_DOORPLATE: Text("不是门牌二维码", "not a door plate code"),
    Reason.HOST_NOT_ALLOWED: Text("网址不属于发牌单位", "the web address is not the issuer's"),
    Reason.HOST_LOOKALIKE: Text("网址仿冒发牌单位", "the web address imitates the issuer's"),
    Reason.BAD_CHARACTERS: Text(
        "含有不允许的字符", "it holds characters that may not stand there"
    ),
    Reason.WRONG_LENGTH: Text("长度不对", "its length is wrong"),
    Reason.NON_CANONICAL: Text("写法不规范", "it is not written canonically"),
    Reason.UNKNOWN_VERSION: Text("格式版本未知", "its format version is unknown"),
    Reason.UNKNOWN_SUITE: Text("签名算法未知", "its signature suite is unknown"),
    Reason.FIELD_RANGE: Text("字段超出范围", "a field is out of range"),
    Reason.TRAILING_DATA: Text("末尾有多余数据", "there is data behind the last field"),
    Reason.KEYSET_UNTRUSTED: Text(
        "公钥集未经信任根确认", "the key set is not vouched for by a root"
    ),
    Reason.KEYSET_STALE: Text(
        "公钥集已过更新日期", "the key set is older than its update date"
    ),
    Reason.UNKNOWN_KEY: Text("公钥集中没有该密钥", "the key set does not hold its key"),
    Reason.SUITE_KEY_MISMATCH: Text(
        "签名算法与密钥不一致", "its suite is not the suite of its key"
    ),
    Reason.KEY_OUT_OF_SCOPE: Text(
        "该密钥无权签发此地或此类门牌", "its key may not sign for this place or kind"
    ),
    Reason.ISSUED_OUTSIDE_KEY_WINDOW: Text(
        "制发日期不在密钥签发期内", "it was issued outside its key's signing window"
    ),
    Reason.KEY_WITHDRAWN: Text("密钥已被撤销", "its key was withdrawn"),
    Reason.KEY_COMPROMISED: Text("密钥已泄露", "its key was compromised"),
    Reason.KEY_EXPIRED: Text("密钥已过验证期", "its key may no longer be used to verify"),
    Reason.BACKEND_MISSING: Text(
        "缺少验签组件，无法核验", "a package needed to verify is missing"
    ),
    Reason.BAD_SIGNATURE: Text("签名不符", "the signature does not fit"),
    Reason.PLATE_REVOKED: Text("门牌已作废", "the plate was revoked"),
    Reason.PLATE_REPLACED: Text("门牌已被新牌替换", "the plate was replaced by a newer one"),
    Reason.PLATE_EXPIRED: Text("临时门牌已到期", "the temporary plate has run out"),
    Reason.NOT_IN_LEDGER: Text(
        "制发台账中没有此牌", "the issuance ledger does not hold the plate"
    ),
    Reason.STATUS_STALE: Text(
        "状态表已过更新日期", "the status list is older than its update date"
    ),
    Reason.STATUS_UNKNOWN: Text("门牌状态未知", "the plate's status is unknown"),
    Reason.DOOR_MISMATCH: Text("此牌属于另一个门", "the plate belongs to another door"),
    Reason.NUMBER_MISMATCH: Text("号码与牌面不符", "the number is not the printed one"),
    Reason.ADDRESS_MISMATCH: Text("地址与登记不符", "the address is not the signed one"),
    Reason.ADMIN_MISMATCH: Text("行政区划不符", "the division is not the signed one"),
    Reason.GRID_MISMATCH: Text("网格不符", "the grid is not the signed one"),
    Reason.TOO_FAR: Text("扫码位置离门太远", "it was scanned too far from the door"),
    Reason.PLACE_UNKNOWN: Text(
        "牌上没有要核对的内容", "the plate does not say what it was asked about"
    ),
    Reason.ISSUE_IN_FUTURE: Text("制发日期在将来", "its issue day lies in the future"),
}
