"""A pydantic field that takes an address as text."""

from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from doorplate.address import Address, Level
from doorplate.normalize.parse import parse

_KEYS = {level.key: {"type": "string", "minLength": 1} for level in Level}
_SCHEMA = {
    "title": "Address",
    "description": "An address as one text, or its elements by level.",
    "anyOf": [
        {"type": "string"},
        {"type": "object", "properties": _KEYS, "additionalProperties": False},
    ],
}


def _from_text(value: Any) -> Any:
    return parse(value).best if isinstance(value, str) else value


AddressText = Annotated[
    Address, BeforeValidator(_from_text), WithJsonSchema(_SCHEMA, mode="validation")
]
"""A model field of this type takes a text, a dict of levels or an `Address`.

>>> from pydantic import TypeAdapter
>>> TypeAdapter(AddressText).validate_python("武功县普集街道营上村3组12号").get("group")
'3组'
"""
