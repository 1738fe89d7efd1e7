"""Every public callable of numbering against values of the wrong type, argument by argument.

Whatever is put in place of an argument, or of a field of a value in it: a result or an error of
the tree with its remedy, never a traceback from inside. What has no type at all is refused.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from inspect import isfunction
from reprlib import repr as brief
from typing import Any

import pytest

from doorplate import numbering
from doorplate.address import Address, DoorNumber
from doorplate.errors import DoorplateError, NumberFormatError, NumberingError
from doorplate.numbering import (
    Alignment,
    Assignment,
    Atom,
    Building,
    Crosswalk,
    Door,
    DoorCode,
    DoorPoint,
    Held,
    MapDoor,
    Plan,
    Scope,
    assign,
    code_crosswalk,
    crosswalk,
    infer_policy,
    locate,
    partition,
)
from doorplate.numbering.policy import GridRule
from numbering_cases import NORTH_SOUTH, V, street

DOORS = street([1, 3, 5, 7, 9, 11])
PLAN = assign(DOORS, V, scopes=[NORTH_SOUTH])
DAY = date(2027, 1, 1)
TABLE = crosswalk(PLAN, DAY)
ATOMS = [Atom("a", 1, "s", "n", 0, 0), Atom("b", 1, "t", "n", 5, 5)]
GRIDS = partition(ATOMS, 2)
RULE = GridRule(target=1, maximum=2)
POINTS = [DoorPoint("a", 108.2, 34.3), DoorPoint("b", 108.2, 34.301)]
ALONG = locate(POINTS)
MAP = [MapDoor("a", 108.2, 34.3, "1号", "街", "01")]
CODE = DoorCode("610431001203", 3, 12)
FOUND = infer_policy(DOORS, [NORTH_SOUTH])
TWELVE = DoorNumber(12)
SHARED = {"village": "610431001203"}

CALLS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "assign": (assign, {"doors": DOORS, "policy": V, "scopes": [NORTH_SOUTH],
                        "mode": "preserve", "held": [Held("s", TWELVE)]}),
    "canonical": (numbering.canonical, {"number": TWELVE, "policy": V}),
    "check_digit": (numbering.check_digit, {"digits": "0794"}),
    "code_crosswalk": (code_crosswalk, {"codes": {"a": CODE}, "membership": {"a": "1"},
                                        "template": "{village}{seq:02d}"}),
    "crosswalk": (crosswalk, {"plan": PLAN, "day": DAY, "doors": DOORS}),
    "draw_village": (numbering.draw_village, {"doors": MAP, "title": "t", "lang": "zh",
                                              "lines": {"街": [(108.2, 34.3), (108.2, 34.4)]}}),
    "explain_policy": (numbering.explain_policy, {"policy": V}),
    "infer_policy": (infer_policy, {"doors": DOORS, "scopes": [NORTH_SOUTH], "at_least": 6}),
    "into_grids": (numbering.into_grids, {"walk": DOORS[:1], "membership": {"d00": "01"}}),
    "issue_codes": (numbering.issue_codes, {"doors": [("a", 1)], "issued": {"b": CODE},
                                            **SHARED}),
    "join": (numbering.join, {"grids": GRIDS, "atom": Atom("n", 1, "t"),
                              "streets": {"a": "s", "b": "t"}}),
    "lane_name": (numbering.lane_name, {"policy": V, "own_name": "槐巷", "mouth": TWELVE,
                                        "kind": "巷"}),
    "lanes_first": (numbering.lanes_first, {"walk": ["a"], "lanes": {"a": ["b"]}}),
    "load_policy": (numbering.load_policy, {"name_or_path": "default-v"}),
    "policy_text": (numbering.policy_text, {"name_or_path": "default-v"}),
    "locate": (locate, {"points": POINTS, "line": [(108.2, 34.3), (108.2, 34.4)]}),
    "may_be_range": (numbering.may_be_range, {"number": TWELVE}),
    "order_atoms": (numbering.order_atoms, {"atoms": ATOMS, "order": "N-S"}),
    "order_yard": (numbering.order_yard, {"buildings": [Building("a", 0, 0)],
                                          "rule": V.courtyard}),
    "parse_policy": (numbering.parse_policy, {"text": "", "where": "own.toml"}),
    "partition": (partition, {"atoms": ATOMS, "k": 2, "rule": RULE,
                              "adjacency": {"a": ["b"]}, **SHARED}),
    "partition_connected": (numbering.partition_connected, {
        "atoms": ATOMS, "k": 2, "adjacency": {"a": ["b"]}, "rule": RULE, **SHARED}),
    "policy_names": (numbering.policy_names, {}),
    "read_door": (numbering.read_door, {"row": {"uid": "a", "scope": "s", "number": 7}}),
    "redraw": (numbering.redraw, {"atoms": ATOMS, "k": 2, "rule": RULE,
                                  "membership": {"a": "01"}, **SHARED}),
    "redraw_calmly": (numbering.redraw_calmly, {"atoms": ATOMS, "k": 2, "rule": RULE,
                                                "membership": {"a": "01"}, **SHARED}),
    "scope_of": (numbering.scope_of, {"address": Address.of(group="3组"), "policy": V}),
    "settle_claims": (numbering.settle_claims, {"doors": DOORS, "policy": V,
                                                "scopes": [NORTH_SOUTH]}),
    "settle_gates": (numbering.settle_gates, {"doors": DOORS, "policy": V, "trunk": ["s"]}),
    "spell": (numbering.spell, {"number": TWELVE, "policy": V}),
    "to_geojson": (numbering.to_geojson, {"doors": MAP}),
    "walk": (numbering.walk, {"assignments": PLAN.assignments, "how": "loop"}),
    "yard_addresses": (numbering.yard_addresses, {"gate": TWELVE, "policy": V,
                                                  "buildings": [Building("a", 0, 0)]}),
    "Alignment.ordered": (ALONG.ordered, {"scope": "s"}),
    "Alignment.scope": (ALONG.scope, {"id_": "s", "name": "柳街"}),
    "Crosswalk.of_new": (TABLE.of_new, {"scope": "s", "number": TWELVE}),
    "Crosswalk.of_old": (TABLE.of_old, {"scope": "s", "number": TWELVE}),
    "Crosswalk.read": (TABLE.read, {"scope": "s", "number": TWELVE, "on": DAY}),
    "Door.with_number": (DOORS[0].with_number, {"number": TWELVE}),
    "DoorCode": (DoorCode, {"village": "610431001203", "grid": 3, "serial": 12}),
    "DoorCode.parse": (DoorCode.parse, {"text": str(CODE)}),
    "Inferred.against": (FOUND.against, {"policy": V}),
    "Inferred.share": (FOUND.share, {"test": lambda s: s.doors > 5}),
    "Inferred.votes": (FOUND.votes, {"what": "parity"}),
    "Plan.apply": (PLAN.apply, {"doors": DOORS}),
    "Scope.serial": (Scope.serial, {"id_": "3组", "name": "三组"}),
}  # fmt: skip

UNTYPED, HOUR = object(), datetime(2027, 1, 1, 8, tzinfo=UTC)
WRONG = [None, 1, -1, 1.5, float("nan"), "x", "", b"x", True, [], {}, [None], {"x": None},
         {1: 2}, HOUR, UNTYPED]  # fmt: skip
ARGUMENTS = [(name, argument) for name, (_, good) in CALLS.items() for argument in good]


def outcome(name: str, given: dict[str, Any]) -> DoorplateError | None:
    """The error of a call, None for a result; a traceback of another kind ends the test."""
    try:
        made = CALLS[name][0](**given)
        if isinstance(made, Iterator):
            list(made)
    except DoorplateError as error:
        return error
    return None


def test_every_public_function_is_called() -> None:
    functions = {n for n in numbering.__all__ if isfunction(getattr(numbering, n))}
    assert functions | {"policy_names"} <= set(CALLS)
    sound = [name for name in CALLS if name != "parse_policy"]
    assert [name for name in sound if outcome(name, CALLS[name][1])] == []


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS, ids=".".join)
def test_an_argument_of_the_wrong_type(name: str, argument: str) -> None:
    for wrong in WRONG:
        error = outcome(name, {**CALLS[name][1], argument: wrong})
        assert error is None or (error.text.zh and error.remedy.zh), (wrong, error)
        assert error is not None or wrong is not UNTYPED


def values() -> Iterator[tuple[str, str, Any]]:
    """(call, argument, value with fields) of every kind that a call takes in a list."""
    for name, (_, good) in CALLS.items():
        for argument, given in good.items():
            one = given[0] if isinstance(given, list | tuple) and given else given
            if hasattr(one, "_fields") or (
                is_dataclass(one) and not isinstance(one, DoorNumber | Address)
            ):
                yield name, argument, one


FIELDS = [
    (name, argument, one, field)
    for name, argument, one in values()
    for field in (one._fields if hasattr(one, "_fields") else [f.name for f in fields(one)])
]


@pytest.mark.parametrize(
    ("name", "argument", "one", "field"), FIELDS, ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_field_of_the_wrong_type(name: str, argument: str, one: Any, field: str) -> None:
    listed = isinstance(CALLS[name][1][argument], list | tuple)
    for wrong in WRONG:
        change = {field: wrong}
        bad = one._replace(**change) if hasattr(one, "_replace") else replace(one, **change)
        error = outcome(name, {**CALLS[name][1], argument: [bad] if listed else bad})
        assert error is None or (error.text.zh and error.remedy.zh), (wrong, error)
        assert error is not None or wrong is not UNTYPED
        assert error is None or wrong is not UNTYPED or f"`{field}`" in error.text.en


def test_every_kind_of_value_is_tried() -> None:
    kinds = {type(one) for _, _, one, _ in FIELDS}
    assert kinds >= {Door, Scope, Held, Atom, DoorPoint, MapDoor, Building, Assignment, Plan}
    assert all(isinstance(v, Crosswalk | Alignment) for v in (TABLE, ALONG))


# Words of the faults --------------------------------------------------------------------------


def said(work: Callable[[], object]) -> str:
    with pytest.raises(DoorplateError) as caught:
        work()
    return str(caught.value)


def test_what_is_said_names_the_place_and_what_belongs_there() -> None:
    none: Any = None
    true: Any = True
    texts = [
        said(lambda: assign([replace(DOORS[0], plot=none)], V, scopes=[NORTH_SOUTH])),
        said(lambda: assign([replace(DOORS[0], others=(TWELVE, none))], V, scopes=[])),
        said(lambda: assign([replace(DOORS[0], side=none, uid=none)], V, scopes=[])),
        said(lambda: assign(DOORS, V, scopes=[Scope(1)])),  # type: ignore[arg-type]
        said(lambda: crosswalk(PLAN, HOUR)),
        said(lambda: partition(none, 1)),
        said(lambda: partition({*ATOMS}, 1)),  # type: ignore[arg-type]
        said(lambda: partition(ATOMS, true)),
        said(lambda: numbering.issue_codes([("a", 1), ("b", "1")], "x")),  # type: ignore[list-item]
        said(lambda: DoorCode("610431001203", true, 1)),
        said(lambda: numbering.spell(TWELVE, none)),
        said(lambda: numbering.walk([], "back")),  # type: ignore[arg-type]
        said(lambda: numbering.partition_connected(ATOMS, 1, {"a": "b"})),
    ]
    assert [text.split("load_policy")[0] for text in texts] == [
        "d00: `plot` cannot be None. Give text",
        "d00: `others[1]` cannot be None. Give a DoorNumber",
        "doors[0]: `uid` cannot be None. Give text",
        "scopes[0]: `id` cannot be 1. Give text",
        f"day: it cannot be {brief(HOUR)}. Give a date without hours",
        "atoms: it cannot be None. Give a list, each item an Atom",
        f"atoms: it cannot be {texts[6].split('cannot be ')[1]}",
        "k: it cannot be True. Give an integer or None",
        "doors[1][1]: it cannot be '1'. Give an integer",
        "grid: it cannot be True. Give an integer",
        "policy: it cannot be None. Load it with ",
        "how: it cannot be 'back'. Give loop or zigzag",
        "adjacency['a']: it cannot be 'b'. Give a list, each item text",
    ]


def test_iterators_are_read_once_and_pairs_may_be_lists() -> None:
    plan = assign(iter(DOORS), V, scopes=iter([NORTH_SOUTH]), held=iter(()))
    assert plan == PLAN
    links = {"a": iter(["b"])}
    assert numbering.partition_connected(iter(ATOMS), 1, links).apart == ()  # type: ignore[arg-type]
    line: Any = [[108.2, 34.3], [108.2, 34.4]]
    assert locate(POINTS, line) == locate(POINTS, [(108.2, 34.3), (108.2, 34.4)])


# Door codes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [None, 1, True, [], b"x", "", "x", "1" * 18 + "2", "²" * 19], ids=str
)
def test_what_is_no_code_is_not_valid(text: Any) -> None:
    assert not DoorCode.is_valid(text)
    with pytest.raises(NumberFormatError) as caught:
        DoorCode.parse(text)
    assert caught.value.remedy.zh


def test_a_door_in_two_grids_and_a_code_of_two_doors() -> None:
    codes = numbering.issue_codes([("a", 1), ("b", 2), ("a", 1)], "610431001203")
    assert {uid: code.grid for uid, code in codes.items()} == {"a": 1, "b": 2}
    wrong: list[tuple[list[tuple[str, int]], dict[str, DoorCode]]] = [
        ([("b", 1), ("a", 1), ("a", 2)], {}),
        ([("a", 1), ("a", 2)], codes),
        ([], {"": CODE, "a": CODE}),
    ]
    for doors, issued in wrong:
        with pytest.raises(NumberingError) as caught:
            numbering.issue_codes(doors, "610431001203", issued)
        assert (caught.value.where, bool(caught.value.remedy.zh)) == ("a", True)
