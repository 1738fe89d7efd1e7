"""Building the errors of a symbol or payload from a reason code."""

from doorplate._text import Text
from doorplate.encode.reasons import Reason
from doorplate.errors import SymbolRefused


def refused(reason: Reason, detail: str = "") -> SymbolRefused:
    """The error for `reason`; `detail` names the field or figure concerned."""
    tail = f" ({detail})" if detail else ""
    words = Text(f"{reason.text.zh}{tail}", f"{reason.text.en}{tail}")
    return SymbolRefused(words, code=reason.value)
