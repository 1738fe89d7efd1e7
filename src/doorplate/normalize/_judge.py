"""How sure a reading is, and what a reader should look at."""

from doorplate.address import Address, Level
from doorplate.normalize._reading import Reading
from doorplate.normalize.values import ParseWarning


def notices(reading: Reading) -> tuple[ParseWarning, ...]:
    """What was noticed about one reading."""
    found = [ParseWarning("division", text) for text in reading.warnings]
    found += [ParseWarning("filled", text) for text in reading.reasons]
    return tuple(found)


def confidence(address: Address, readings: tuple[Reading, ...]) -> float:
    """0 to 1."""
    if not address.components:
        return 0.0
    sure = 1.0
    if len(readings) > 1 and readings[1].score >= readings[0].score:
        sure = 1.0 / len(readings)
    if address.rest:
        sure *= 0.7
    if address.components[-1].level is Level.LANDMARK:
        sure *= 0.8
    if readings[0].warnings:
        sure *= 0.9
    if not readings[0].parts:
        sure *= 0.7
    return round(sure, 3)
