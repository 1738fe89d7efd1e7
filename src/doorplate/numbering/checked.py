"""Arguments against their annotations: one check at the door of every public function.

The annotations are the contract, down to the fields of doors and atoms: a number is no truth
value, a list is no text, a day has no hour. What does not fit is an error of the tree that
names the place and what belongs there, never a traceback from deep inside.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache, wraps
from inspect import Parameter, signature
from reprlib import repr as brief
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    ParamSpec,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from doorplate._text import Text
from doorplate.errors import DoorplateError
from doorplate.numbering.choices import no_policy
from doorplate.numbering.policy import Policy

__all__ = ["checked"]

P = ParamSpec("P")
R = TypeVar("R")
Take = Callable[[Any], Any]
"""Gives a value back, lists and mappings as copies, or raises `_Unfit`."""


def checked(
    error: type[DoorplateError],
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A function that refuses arguments which are not what its annotations say.

    Lists may come as any iterable that keeps an order, and are read once.

    >>> from doorplate.errors import GridError
    >>> @checked(GridError)
    ... def double(k: int) -> int:
    ...     return 2 * k
    >>> double(True)
    Traceback (most recent call last):
    doorplate.errors.GridError: k: it cannot be True. Give an integer
    """

    def decorate(work: Callable[P, R]) -> Callable[P, R]:
        parameters = signature(work).parameters
        names = tuple(parameters)
        ruled = {n for n, p in parameters.items() if (p.annotation, p.default) == _RULED}

        @cache
        def takes() -> Mapping[str, Take]:
            return {name: _take(hint) for name, hint in get_type_hints(work).items()}

        def taken(name: str, value: object) -> Any:
            try:
                return takes().get(name, _same)(value)
            except _Unfit as unfit:
                raise unfit.fault(error, name) from None

        @wraps(work)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            given = [taken(n, v) for n, v in zip(names, args, strict=False)]
            named = {n: taken(n, v) for n, v in kwargs.items()}
            for missing in ruled.difference(names[: len(args)], named):
                taken(missing, None)
            return work(*given, *args[len(names) :], **named)  # type: ignore[arg-type]

        return call

    return decorate


_RULED = (Policy, Parameter.empty)
"""A parameter without which there is no rule, so that its absence lists the choices."""


class _Unfit(Exception):  # never leaves this module
    """A value that is not of its kind, and the way to it from the argument."""

    def __init__(self, value: object, hint: Any) -> None:
        super().__init__(value, hint)
        self.value, self.hint = value, hint
        self.path = self.field = self.owner = ""

    def within(self, step: str) -> "_Unfit":
        self.path = step + self.path
        return self

    def of(self, owner: object, field: str) -> "_Unfit":
        """The innermost value with fields is the one to name: by its id, where it has one."""
        if not self.field:
            self.field, self.path = field + self.path, ""
            ids = (getattr(owner, name, "") for name in ("uid", "id"))
            self.owner = next((i for i in ids if isinstance(i, str) and i), "")
        return self

    def fault(self, error: type[DoorplateError], argument: str) -> DoorplateError:
        shown, where = brief(self.value), self.owner or argument + self.path
        text = Text(f"不能是 {shown}", f"it cannot be {shown}")
        if self.field:
            text = Text(f"{self.field} {text.zh}", f"`{self.field}` cannot be {shown}")
        if self.hint is Policy:
            return no_policy(text, where, unread=True)
        kind = _kind(self.hint)
        return error(text, remedy=Text(f"给出{kind.zh}", f"Give {kind.en}"), where=where)


# Kinds -------------------------------------------------------------------------------------


def _same(value: Any) -> Any:
    return value


@cache
def _take(hint: Any) -> Take:
    """The check of one annotation."""
    if hint is Any:
        return _same
    build = _BUILDERS.get(get_origin(hint))
    if build is not None:
        return build(hint, get_args(hint))
    return _record(hint) if _is_record(hint) else _instance(get_origin(hint) or hint)


def _is_record(kind: Any) -> bool:
    """Whether a value has fields that nothing checked when it was made."""
    plain = is_dataclass(kind) and not hasattr(kind, "__post_init__")
    return plain or hasattr(kind, "_fields")


_ALSO: Mapping[Any, Any] = {float: int}
_NEVER: Mapping[Any, Any] = {int: bool, float: bool, date: datetime}


def _instance(kind: Any) -> Take:
    also, never = _ALSO.get(kind, kind), _NEVER.get(kind)

    def take(value: Any) -> Any:
        if isinstance(value, (kind, also)) and not (never and isinstance(value, never)):
            return value
        raise _Unfit(value, kind)

    return take


def _either(hint: Any, inside: Sequence[Any]) -> Take:
    takes = [_take(h) for h in inside]

    def take(value: Any) -> Any:
        faults = []
        for one in takes:
            try:
                return one(value)
            except _Unfit as unfit:
                faults.append(unfit)
        deep = [unfit for unfit in faults if unfit.field or unfit.path]
        raise deep[0] if deep else _Unfit(value, hint)

    return take


def _word(hint: Any, words: Sequence[Any]) -> Take:
    def take(value: Any) -> Any:
        if isinstance(value, str | int) and value in words:
            return value
        raise _Unfit(value, hint)

    return take


def _tuple(hint: Any, inside: Sequence[Any]) -> Take:
    """`tuple[X, ...]` is a field and stays one; a pair may come as a list."""
    if inside[-1] is Ellipsis:
        whole, row = _instance(tuple), _list(hint, inside)
        return lambda value: tuple(row(whole(value)))
    takes = [_take(h) for h in inside]

    def take(value: Any) -> Any:
        if not isinstance(value, tuple | list) or len(value) != len(takes):
            raise _Unfit(value, hint)
        taken: list[Any] = []
        try:
            taken.extend(one(item) for one, item in zip(takes, value, strict=True))
        except _Unfit as unfit:
            raise unfit.within(f"[{len(taken)}]") from None
        return tuple(taken)

    return take


def _mapping(hint: Any, inside: Sequence[Any]) -> Take:
    key, item = map(_take, inside)

    def take(value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise _Unfit(value, hint)
        taken = {}
        for name, inner in value.items():
            try:
                taken[key(name)] = item(inner)
            except _Unfit as unfit:
                raise unfit.within(f"[{brief(name)}]") from None
        return taken

    return take


def _list(hint: Any, inside: Sequence[Any]) -> Take:
    item = _take(inside[0])
    never = (str, bytes, AbstractSet, Mapping) if get_origin(hint) is Sequence else (str, bytes)

    def take(value: Any) -> Any:
        if not isinstance(value, Iterable) or isinstance(value, never):
            raise _Unfit(value, hint)
        taken: list[Any] = []
        add = taken.append
        try:
            for inner in value:
                add(item(inner))
        except _Unfit as unfit:
            raise unfit.within(f"[{len(taken)}]") from None
        return taken

    return take


def _record(kind: Any) -> Take:
    hints = get_type_hints(kind).items()
    takes = [(name, _plainly(hint), _take(hint)) for name, hint in hints]

    def take(value: Any) -> Any:
        if not isinstance(value, kind):
            raise _Unfit(value, kind)
        for name, plain, one in takes:
            inner = getattr(value, name)
            if type(inner) not in plain:
                try:
                    one(inner)
                except _Unfit as unfit:
                    raise unfit.of(value, name) from None
        return value

    return take


def _plainly(hint: Any) -> frozenset[type]:
    """Types whose very instances need no closer look: most fields of most values."""
    if get_origin(hint) in {Union, UnionType}:
        return frozenset[type]().union(*map(_plainly, get_args(hint)))
    return frozenset({hint} if isinstance(hint, type) and not _is_record(hint) else ())


_BUILDERS: Mapping[Any, Callable[[Any, Sequence[Any]], Take]] = {
    Union: _either,
    UnionType: _either,
    Literal: _word,
    tuple: _tuple,
    Mapping: _mapping,
    Iterable: _list,
    Sequence: _list,
}

# Words --------------------------------------------------------------------------------------

_WORDS = {
    int: Text("整数", "an integer"),
    float: Text("数", "a number"),
    str: Text("文字", "text"),
    bool: Text(" True 或 False", "True or False"),
    date: Text("不带时刻的日期（date）", "a date without hours"),
    tuple: Text("元组（tuple）", "a tuple"),
    NoneType: Text(" None", "None"),
}


def _kind(hint: Any) -> Text:
    """What an annotation asks for, as a reader says it."""
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Literal:
        return Text("、".join(map(str, inside)), " or ".join(map(str, inside)))
    if origin in {Union, UnionType}:
        kinds = [_kind(h) for h in inside]
        return Text("或".join(k.zh for k in kinds), " or ".join(k.en for k in kinds))
    if origin is tuple:
        return Text(f" {len(inside)} 个一组的值", f"a tuple of {len(inside)}")
    if origin is Mapping:
        return Text("映射（dict）", "a mapping")
    if origin in {Iterable, Sequence}:
        kind = _kind(inside[0])
        return Text(f"一列：每项为{kind.zh}", f"a list, each item {kind.en}")
    name = getattr(origin or hint, "__name__", str(hint))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        name += f" ({' '.join(hint)})"
    return _WORDS.get(hint) or Text(f" {name}", f"{'an' if name[0] in 'AEIOU' else 'a'} {name}")
