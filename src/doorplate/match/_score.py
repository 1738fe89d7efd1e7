"""Bits of evidence as a probability."""

_MOST = 60.0


def probability(bits: float) -> float:
    """The probability that `bits` (log2 of the odds) stand for.

    >>> probability(0.0), round(probability(6.0), 3)
    (0.5, 0.985)
    """
    return float(1 / (1 + 2 ** -max(-_MOST, min(_MOST, bits))))
