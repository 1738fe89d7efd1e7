"""The policies that come with the library, and the error that lists them."""

from functools import cache
from importlib.resources import files

from doorplate._text import Text
from doorplate.errors import PolicyError

__all__ = ["FOLDER", "no_policy", "policy_names"]

FOLDER = files("doorplate.numbering").joinpath("policies")


@cache
def policy_names() -> tuple[str, ...]:
    """The policies shipped with the library.

    >>> "beijing-2012" in policy_names()
    True
    """
    names = (entry.name for entry in FOLDER.iterdir())
    return tuple(sorted(n.removesuffix(".toml") for n in names if n.endswith(".toml")))


_CHOOSE = Text(
    "请选一个：{names}，或给出 .toml 文件", "Choose one of: {names}, or give a .toml file"
)
_LOAD = Text("用 load_policy 读入。{choose}", "Load it with load_policy. {choose}")


def no_policy(text: Text, where: str = "", *, unread: bool = False) -> PolicyError:
    """An error that says which policies there are; `unread` where a value was to be one."""
    choose = _CHOOSE.fill(names=" ".join(policy_names()))
    load = Text(_LOAD.zh.format(choose=choose.zh), _LOAD.en.format(choose=choose.en))
    return PolicyError(text, remedy=load if unread else choose, where=where)
