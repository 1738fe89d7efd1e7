"""Verbs and states: what may happen to a door, an address, a plate and a claim.

The verbs 核对 清理 更正 停用 新编 are those of the village clean-up that the register serves;
the address states refine the life cycle potential, proposed, active, retired of
FGDC-STD-016-2011.
Every table below is complete: a pair of state and verb that it does not hold is forbidden.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from doorplate._text import Text

__all__ = [
    "TRANSITIONS",
    "AddressState",
    "ClaimState",
    "DoorState",
    "Kind",
    "PlateState",
    "Verb",
]


class Kind(StrEnum):
    """What an event is about."""

    DOOR = "door"
    ADDRESS = "address"
    PLATE = "plate"
    CLAIM = "claim"

    @property
    def text(self) -> Text:
        """The word in both languages."""
        return _KIND_TEXT[self]


_KIND_TEXT = {
    Kind.DOOR: Text("门", "door"),
    Kind.ADDRESS: Text("地址", "address"),
    Kind.PLATE: Text("门牌", "plate"),
    Kind.CLAIM: Text("申报", "claim"),
}


class Verb(StrEnum):
    """What happened. A verb belongs to one kind of subject."""

    SURVEY = "survey"
    EXCUSE = "excuse"
    DEMOLISH = "demolish"

    PROPOSE = "propose"
    RESERVE = "reserve"
    PROVISION = "provision"
    ASSIGN = "assign"
    VERIFY = "verify"
    CORRECT = "correct"
    SUSPEND = "suspend"
    RESTORE = "restore"
    RETIRE = "retire"
    VOID = "void"

    ORDER = "order"
    MAKE = "make"
    RECEIVE = "receive"
    SORT = "sort"
    HANG = "hang"
    CHECK = "check"
    SCAN = "scan"
    REMOVE = "remove"
    REHANG = "rehang"
    DAMAGE = "damage"
    LOSE = "lose"
    SCRAP = "scrap"

    CLAIM = "claim"
    LINK = "link"
    REJECT = "reject"

    @property
    def kind(self) -> Kind:
        """The kind of subject the verb is about."""
        return _KIND_OF[self]

    @property
    def text(self) -> Text:
        """The word in both languages."""
        return Text(_VERB_ZH[self], str(self))


_VERB_ZH = {
    Verb.SURVEY: "踏勘", Verb.EXCUSE: "免挂", Verb.DEMOLISH: "拆除",
    Verb.PROPOSE: "拟编", Verb.RESERVE: "预留", Verb.PROVISION: "临编", Verb.ASSIGN: "新编",
    Verb.VERIFY: "核对", Verb.CORRECT: "更正", Verb.SUSPEND: "冻结", Verb.RESTORE: "恢复",
    Verb.RETIRE: "停用", Verb.VOID: "清理",
    Verb.ORDER: "订制", Verb.MAKE: "制作", Verb.RECEIVE: "到货", Verb.SORT: "分拣",
    Verb.HANG: "上墙", Verb.CHECK: "验收", Verb.SCAN: "扫码", Verb.REMOVE: "摘下",
    Verb.REHANG: "重挂", Verb.DAMAGE: "损坏", Verb.LOSE: "丢失", Verb.SCRAP: "报废",
    Verb.CLAIM: "申报", Verb.LINK: "认定", Verb.REJECT: "驳回",
}  # fmt: skip


class DoorState(StrEnum):
    """Whether a door stands."""

    STANDING = "standing"
    GONE = "gone"


class AddressState(StrEnum):
    """States of an address.

    `reserved` holds a number until it is voided; `assigned`, `active`, `suspended` and
    `retired` hold it for ever; `proposed` and `void` never hold it.
    """

    PROPOSED = "proposed"
    RESERVED = "reserved"
    PROVISIONAL = "provisional"
    ASSIGNED = "assigned"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    RETIRED = "retired"
    VOID = "void"

    @property
    def text(self) -> Text:
        """The word in both languages."""
        return Text(_ADDRESS_ZH[self], str(self))

    @property
    def live(self) -> bool:
        """Whether the address stands for its door today."""
        return self in _LIVE


_ADDRESS_ZH = {
    AddressState.PROPOSED: "拟编",
    AddressState.RESERVED: "预留",
    AddressState.PROVISIONAL: "临时",
    AddressState.ASSIGNED: "已编",
    AddressState.ACTIVE: "在用",
    AddressState.SUSPENDED: "冻结",
    AddressState.RETIRED: "停用",
    AddressState.VOID: "作废",
}
_LIVE: Final = frozenset({AddressState.ASSIGNED, AddressState.ACTIVE, AddressState.PROVISIONAL})


class PlateState(StrEnum):
    """States of a plate, the physical object."""

    ORDERED = "ordered"
    MADE = "made"
    RECEIVED = "received"
    SORTED = "sorted"
    HUNG = "hung"
    VERIFIED = "verified"
    DAMAGED = "damaged"
    LOST = "lost"
    REMOVED = "removed"
    SCRAPPED = "scrapped"

    @property
    def text(self) -> Text:
        """The word in both languages."""
        return Text(_PLATE_ZH[self], str(self))

    @property
    def on_wall(self) -> bool:
        """Whether the plate hangs and can be read."""
        return self in {PlateState.HUNG, PlateState.VERIFIED}

    @property
    def coming(self) -> bool:
        """Whether the plate is on its way to the wall."""
        return self in _COMING


_PLATE_ZH = {
    PlateState.ORDERED: "已订",
    PlateState.MADE: "已制",
    PlateState.RECEIVED: "已到",
    PlateState.SORTED: "已分拣",
    PlateState.HUNG: "已上墙",
    PlateState.VERIFIED: "已验收",
    PlateState.DAMAGED: "损坏",
    PlateState.LOST: "丢失",
    PlateState.REMOVED: "已摘下",
    PlateState.SCRAPPED: "报废",
}
_COMING: Final = frozenset(
    {PlateState.ORDERED, PlateState.MADE, PlateState.RECEIVED, PlateState.SORTED}
)


class ClaimState(StrEnum):
    """States of a claim: one record of one source."""

    OPEN = "open"
    LINKED = "linked"
    REJECTED = "rejected"


_D, _A, _P, _C = DoorState, AddressState, PlateState, ClaimState

_DOOR: dict[Verb, dict[str, str]] = {
    Verb.SURVEY: {"": _D.STANDING, _D.STANDING: _D.STANDING, _D.GONE: _D.STANDING},
    Verb.EXCUSE: {_D.STANDING: _D.STANDING},
    Verb.DEMOLISH: {_D.STANDING: _D.GONE},
}
_ADDRESS: dict[Verb, dict[str, str]] = {
    Verb.PROPOSE: {"": _A.PROPOSED},
    Verb.RESERVE: {"": _A.RESERVED},
    Verb.PROVISION: {"": _A.PROVISIONAL, _A.PROPOSED: _A.PROVISIONAL},
    Verb.ASSIGN: {
        "": _A.ASSIGNED,
        _A.PROPOSED: _A.ASSIGNED,
        _A.RESERVED: _A.ASSIGNED,
        _A.PROVISIONAL: _A.ASSIGNED,
    },
    Verb.VERIFY: {
        "": _A.ACTIVE,
        _A.PROPOSED: _A.ACTIVE,
        _A.ASSIGNED: _A.ACTIVE,
        _A.ACTIVE: _A.ACTIVE,
        _A.PROVISIONAL: _A.PROVISIONAL,
    },
    Verb.CORRECT: {
        state: state
        for state in (
            _A.PROPOSED, _A.RESERVED, _A.PROVISIONAL, _A.ASSIGNED, _A.ACTIVE, _A.SUSPENDED,
        )
    },
    Verb.SUSPEND: {
        "": _A.SUSPENDED,
        _A.PROPOSED: _A.SUSPENDED,
        _A.ASSIGNED: _A.SUSPENDED,
        _A.ACTIVE: _A.SUSPENDED,
    },
    Verb.RESTORE: {_A.SUSPENDED: _A.ASSIGNED, _A.RETIRED: _A.ASSIGNED},
    Verb.RETIRE: {
        _A.PROPOSED: _A.RETIRED,
        _A.PROVISIONAL: _A.RETIRED,
        _A.ASSIGNED: _A.RETIRED,
        _A.ACTIVE: _A.RETIRED,
        _A.SUSPENDED: _A.RETIRED,
    },
    Verb.VOID: {_A.PROPOSED: _A.VOID, _A.RESERVED: _A.VOID, _A.SUSPENDED: _A.VOID},
}  # fmt: skip
_IN_HAND = (_P.MADE, _P.RECEIVED, _P.SORTED, _P.HUNG, _P.VERIFIED, _P.REMOVED)
_OFF_WALL = (
    _P.ORDERED, _P.MADE, _P.RECEIVED, _P.SORTED, _P.REMOVED, _P.DAMAGED, _P.LOST,
)  # fmt: skip
_PLATE: dict[Verb, dict[str, str]] = {
    Verb.ORDER: {"": _P.ORDERED},
    Verb.MAKE: {_P.ORDERED: _P.MADE},
    Verb.RECEIVE: {_P.MADE: _P.RECEIVED},
    Verb.SORT: {_P.RECEIVED: _P.SORTED, _P.SORTED: _P.SORTED},
    Verb.HANG: {_P.RECEIVED: _P.HUNG, _P.SORTED: _P.HUNG},
    Verb.CHECK: {_P.HUNG: _P.VERIFIED, _P.VERIFIED: _P.VERIFIED},
    Verb.SCAN: {state: state for state in _P},
    Verb.REMOVE: {_P.HUNG: _P.REMOVED, _P.VERIFIED: _P.REMOVED},
    Verb.REHANG: {_P.HUNG: _P.HUNG, _P.VERIFIED: _P.HUNG, _P.REMOVED: _P.HUNG},
    Verb.DAMAGE: dict.fromkeys(_IN_HAND, _P.DAMAGED),
    Verb.LOSE: dict.fromkeys(_IN_HAND, _P.LOST),
    Verb.SCRAP: dict.fromkeys(_OFF_WALL, _P.SCRAPPED),
}
_CLAIM: dict[Verb, dict[str, str]] = {
    Verb.CLAIM: {"": _C.OPEN},
    Verb.LINK: dict.fromkeys(_C, _C.LINKED),
    Verb.REJECT: dict.fromkeys(_C, _C.REJECTED),
}
_KIND_OF = {
    verb: kind
    for kind, table in zip(Kind, (_DOOR, _ADDRESS, _PLATE, _CLAIM), strict=True)
    for verb in table
}

TRANSITIONS: Final[Mapping[Verb, Mapping[str, str]]] = MappingProxyType(
    {verb: MappingProxyType(row) for table in (_DOOR, _ADDRESS, _PLATE, _CLAIM)
     for verb, row in table.items()}
)  # fmt: skip
"""For each verb, the state it leads to from each state; `""` is a subject not yet known."""
