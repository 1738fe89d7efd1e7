"""Text → `Address`: clean, divide, read the tail, say how sure.

Row 4: knows the gazetteer and the values of an address, no other stage.
"""

from doorplate.normalize.field import AddressText
from doorplate.normalize.parse import MAX_LENGTH, parse, parse_many
from doorplate.normalize.styles import AddressStyle, fields, write
from doorplate.normalize.values import Candidate, Parsed, ParseWarning

__all__ = [
    "MAX_LENGTH",
    "AddressStyle",
    "AddressText",
    "Candidate",
    "ParseWarning",
    "Parsed",
    "fields",
    "parse",
    "parse_many",
    "write",
]
