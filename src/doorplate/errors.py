"""The one error tree: what was wrong, where, and what to do about it.

Everything the library raises on purpose is a `DoorplateError`. Attributes are API, wording is
not. An error that stands for a bad value is a `ValueError` too, so that pydantic and callers
who know nothing of this library treat it as one.
"""

from doorplate._text import Lang, Text

__all__ = [
    "AddressError",
    "AmbiguousColumn",
    "AssignmentError",
    "BackendMissing",
    "ChainBroken",
    "ColumnNotFound",
    "DoorplateError",
    "EncodingUnknown",
    "ForbiddenTransition",
    "GazetteerError",
    "GridError",
    "InputError",
    "KeySetError",
    "MatchError",
    "NumberFormatError",
    "NumberTaken",
    "NumberingError",
    "OutputError",
    "PayloadError",
    "PlateError",
    "PolicyError",
    "RegisterBusy",
    "RegisterError",
    "SymbolRefused",
    "UnknownDivision",
]


class DoorplateError(Exception):
    """Root of the tree.

    Attributes:
        text: what was wrong, in both languages.
        remedy: what the reader can do, in both languages; empty where nothing helps.
        where: the place: a file, a row, a field, a door; empty where there is none.
    """

    def __init__(self, text: Text, *, remedy: Text | None = None, where: str = "") -> None:
        super().__init__(text, remedy, where)
        self.text = text
        self.remedy = remedy or Text("", "")
        self.where = where

    def message(self, lang: Lang) -> str:
        """One line: place, fault, remedy."""
        colon, stop = ("：", "。") if lang == "zh" else (": ", ". ")
        place = f"{self.where}{colon}" if self.where else ""
        remedy = self.remedy.say(lang)
        return f"{place}{self.text.say(lang)}{stop + remedy if remedy else ''}"

    def __str__(self) -> str:
        return self.message("en")

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.text, self.remedy, self.where, self.__dict__)


def _rebuild(
    kind: type[DoorplateError], text: Text, remedy: Text, where: str, state: dict[str, object]
) -> DoorplateError:
    error = kind.__new__(kind)
    DoorplateError.__init__(error, text, remedy=remedy, where=where)
    error.__dict__.update(state)
    return error


# Text and values --------------------------------------------------------------------------


class AddressError(DoorplateError, ValueError):
    """A text or value that cannot be an address."""


class NumberFormatError(AddressError):
    """A text that is no door number, or a number outside 1-99999."""


class GazetteerError(DoorplateError):
    """A gazetteer file, a place list or a question to a gazetteer that cannot be used."""


class UnknownDivision(GazetteerError, LookupError):
    """A division code that the gazetteer does not hold."""


class MatchError(DoorplateError, ValueError):
    """Records that cannot be compared or grouped, or weights that cannot be used."""


# Numbering --------------------------------------------------------------------------------


class NumberingError(DoorplateError, ValueError):
    """Root of what numbering and grids refuse."""


class PolicyError(NumberingError):
    """A policy that is missing, malformed, or contradicts itself or its source."""


class AssignmentError(NumberingError):
    """Doors that cannot be numbered as given: `where` names the door."""


class GridError(NumberingError):
    """Atoms that cannot be partitioned as asked: `where` names the atom."""


# Register ---------------------------------------------------------------------------------


class RegisterError(DoorplateError):
    """A register that cannot be opened, read or written."""


class ForbiddenTransition(RegisterError, ValueError):
    """An event that the present state of its subject does not allow."""


class NumberTaken(RegisterError, ValueError):
    """A number that another address of the same scope and epoch holds."""


class ChainBroken(RegisterError):
    """Events that were changed, removed, inserted or reordered.

    Attributes:
        seq: the first bad event; 0 where the events are sound and what is kept beside them
            is not.
    """

    def __init__(self, text: Text, *, seq: int = 0) -> None:
        super().__init__(text, where=f"event {seq}" if seq else "")
        self.seq = seq


class RegisterBusy(RegisterError):
    """Another writer holds the register: nothing was written, try again."""


# Encoding ---------------------------------------------------------------------------------


class PayloadError(DoorplateError, ValueError):
    """A payload whose fields are out of range or whose text is not canonical."""


class SymbolRefused(PayloadError):
    """A scanned text that is no canonical payload.

    Attributes:
        code: the reason code, such as `WRONG_LENGTH`.
    """

    def __init__(self, text: Text, *, code: str) -> None:
        super().__init__(text, where=code)
        self.code = code


class KeySetError(DoorplateError, ValueError):
    """A key, key set or status list that cannot be trusted or read."""


class BackendMissing(DoorplateError):
    """An optional package that the call needs is not installed."""


class PlateError(DoorplateError, ValueError):
    """A plate or symbol that cannot be drawn as asked."""


# Files ------------------------------------------------------------------------------------


class InputError(DoorplateError, ValueError):
    """An input file that cannot be read as what it is said to be."""


class EncodingUnknown(InputError):
    """A text file in an encoding other than UTF-8 or GB18030."""


class ColumnNotFound(InputError):
    """A needed column is not among the columns of the file."""


class AmbiguousColumn(InputError):
    """Several columns fit one role, and none was named."""


class OutputError(DoorplateError):
    """An output folder or file that cannot be written."""
