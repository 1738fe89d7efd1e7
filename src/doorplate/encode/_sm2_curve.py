"""Arithmetic on the SM2 recommended curve (GB/T 32918.5-2017), in Python integers.

Not constant-time: on a machine where an attacker can time single signatures, sign in an HSM.
Points are Jacobian triples (X, Y, Z) with x = X/Z², y = Y/Z³; Z = 0 is infinity.
"""

from functools import cache
from typing import Final

P: Final = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A: Final = P - 3
B: Final = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N: Final = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
GX: Final = 0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7
GY: Final = 0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0

Affine = tuple[int, int]
Jacobian = tuple[int, int, int]

_INFINITY: Final[Jacobian] = (1, 1, 0)
_WINDOW: Final = 6


def on_curve(x: int, y: int) -> bool:
    """Whether (x, y) are canonical coordinates of a finite point."""
    return 0 <= x < P and 0 <= y < P and (y * y - (x * x + A) * x - B) % P == 0


def double(point: Jacobian) -> Jacobian:
    """2·point; uses a = −3."""
    x, y, z = point
    yy = y * y % P
    s = 4 * x * yy % P
    zz = z * z % P
    m = 3 * (x - zz) * (x + zz) % P
    new_x = (m * m - 2 * s) % P
    return new_x, (m * (s - new_x) - 8 * yy * yy) % P, 2 * y * z % P


def add(point: Jacobian, other: Affine) -> Jacobian:
    """Point + other, for an affine `other`."""
    x, y, z = point
    if not z:
        return other[0], other[1], 1
    zz = z * z % P
    h = (other[0] * zz - x) % P
    r = (other[1] * zz * z - y) % P
    if not h:
        return _INFINITY if r else double(point)
    hh = h * h % P
    hhh = h * hh % P
    v = x * hh % P
    new_x = (r * r - hhh - 2 * v) % P
    return new_x, (r * (v - new_x) - y * hhh) % P, z * h % P


def affine(point: Jacobian) -> Affine | None:
    """The affine coordinates, or None at infinity."""
    x, y, z = point
    if not z:
        return None
    inverse = pow(z, -1, P)
    square = inverse * inverse % P
    return x * square % P, y * square * inverse % P


def _to_affine(points: list[Jacobian]) -> list[Affine]:
    """All finite points with one inversion (Montgomery's trick)."""
    products = [1]
    for _, _, z in points:
        products.append(products[-1] * z % P)
    inverse = pow(products[-1], -1, P)
    result: list[Affine] = []
    for (x, y, z), before in zip(reversed(points), reversed(products[:-1]), strict=True):
        one = inverse * before % P
        inverse = inverse * z % P
        square = one * one % P
        result.append((x * square % P, y * square * one % P))
    return result[::-1]


@cache
def _base_table() -> tuple[tuple[Affine, ...], ...]:
    """d·2^(6i)·G for every window i and digit d = 1 … 63; built once in about 30 ms."""
    rows: list[Jacobian] = []
    base: Affine = (GX, GY)
    for _ in range(0, 256, _WINDOW):
        row: list[Jacobian] = [(base[0], base[1], 1)]
        for _ in range(62):
            row.append(add(row[-1], base))
        rows.extend(row)
        following = affine(add(row[-1], base))
        base = following or base
    flat = _to_affine(rows)
    return tuple(tuple(flat[i : i + 63]) for i in range(0, len(flat), 63))


def times_base(factor: int) -> Jacobian:
    """factor·G by a fixed-base window table: 43 additions, no doubling."""
    result = _INFINITY
    for row in _base_table():
        digit = factor & 63
        if digit:
            result = add(result, row[digit - 1])
        factor >>= _WINDOW
    return result


def _signed_digits(factor: int) -> list[int]:
    """The width-5 non-adjacent form, lowest digit first."""
    digits = []
    while factor:
        digit = 0
        if factor & 1:
            digit = factor & 31
            digit -= 32 if digit > 15 else 0
            factor -= digit
        digits.append(digit)
        factor >>= 1
    return digits


def _odd_multiples(point: Affine) -> list[Affine]:
    twice = affine(double((point[0], point[1], 1)))
    if twice is None:  # no point of even order exists: the group order is prime
        raise AssertionError
    row: list[Jacobian] = [(point[0], point[1], 1)]
    for _ in range(7):
        row.append(add(row[-1], twice))
    return _to_affine(row)


def times(factor: int, point: Affine) -> Jacobian:
    """factor·point."""
    table = _odd_multiples(point)
    result = _INFINITY
    for digit in reversed(_signed_digits(factor)):
        result = double(result)
        if digit > 0:
            result = add(result, table[digit >> 1])
        elif digit < 0:
            x, y = table[-digit >> 1]
            result = add(result, (x, P - y))
    return result


def sum_of(left: Jacobian, right: Jacobian) -> Affine | None:
    """Left + right, affine; None at infinity."""
    flat = affine(right)
    return affine(left) if flat is None else affine(add(left, flat))
