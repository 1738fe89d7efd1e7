"""Text → `Address`: clean, divide, read the tail, say how sure.

Row 4: knows the gazetteer and the values of an address, no other stage.
"""

from doorplate.normalize.parse import MAX_LENGTH, parse, parse_many
from doorplate.normalize.values import Candidate, Parsed, ParseWarning

__all__ = ["MAX_LENGTH", "Candidate", "ParseWarning", "Parsed", "parse", "parse_many"]
