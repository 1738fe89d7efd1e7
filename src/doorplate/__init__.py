"""Chinese addresses and door numbers: parse, match, number, register and sign plates.

The names below are loaded when they are first asked for; `import doorplate` itself loads
nothing but this file.

>>> import doorplate
>>> doorplate.parse("武功县普集镇营上村三组十二号").best.get("number")
'12号'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from doorplate.address import Address, Component, DoorNumber, Level
    from doorplate.divisions import Gazetteer
    from doorplate.encode import sign, verify
    from doorplate.errors import DoorplateError
    from doorplate.findings import Defect, Finding, FindingKind
    from doorplate.jobs import CleanOptions, clean_file
    from doorplate.match import Places, link
    from doorplate.normalize import parse, parse_many
    from doorplate.numbering import assign, load_policy, partition, policy_names
    from doorplate.pipeline import Claim, clean, compare, dedupe
    from doorplate.register import Register

__all__ = [
    "Address",
    "Claim",
    "CleanOptions",
    "Component",
    "Defect",
    "DoorNumber",
    "DoorplateError",
    "Finding",
    "FindingKind",
    "Gazetteer",
    "Level",
    "Places",
    "Register",
    "assign",
    "clean",
    "clean_file",
    "compare",
    "dedupe",
    "link",
    "load_policy",
    "parse",
    "parse_many",
    "partition",
    "policy_names",
    "sign",
    "verify",
]

_HOMES = {
    "address": "Address Component DoorNumber Level",
    "divisions": "Gazetteer",
    "encode": "sign verify",
    "errors": "DoorplateError",
    "findings": "Defect Finding FindingKind",
    "jobs": "CleanOptions clean_file",
    "match": "Places link",
    "normalize": "parse parse_many",
    "numbering": "assign load_policy partition policy_names",
    "pipeline": "Claim clean compare dedupe",
    "register": "Register",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'doorplate' has no attribute {name!r}")
    value = getattr(import_module(f"doorplate.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
