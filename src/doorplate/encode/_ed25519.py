"""Ed25519 (RFC 8032) over `cryptography`, with the public-key checks that it leaves out."""

from typing import TYPE_CHECKING, Final

from doorplate._text import Text
from doorplate.errors import BackendMissing, KeySetError

if TYPE_CHECKING:
    from types import ModuleType

_P: Final = 2**255 - 19
_L: Final = 2**252 + 27742317777372353535851937790883648493
_D: Final = -121665 * pow(121666, -1, _P) % _P
_SQRT_MINUS_1: Final = pow(2, (_P - 1) // 4, _P)

_Point = tuple[int, int, int, int]  # extended coordinates X, Y, Z, T (RFC 8032, 5.1.4)
_IDENTITY: Final[_Point] = (0, 1, 1, 0)


def _backend() -> "ModuleType":
    try:
        from cryptography.hazmat.primitives.asymmetric import (  # noqa: PLC0415  # 30 ms to load
            ed25519,
        )
    except ImportError as error:
        raise BackendMissing(
            Text("缺少 cryptography", "cryptography is not installed"),
            remedy=Text("安装 cryptography", "Install cryptography"),
        ) from error
    return ed25519


def generate() -> bytes:
    """A new 32-byte private key."""
    key: bytes = _backend().Ed25519PrivateKey.generate().private_bytes_raw()
    return key


def public_of(private: bytes) -> bytes:
    """The 32-byte public key."""
    key = _backend().Ed25519PrivateKey.from_private_bytes(private)
    public: bytes = key.public_key().public_bytes_raw()
    return public


def sign(private: bytes, message: bytes) -> bytes:
    """The 64-byte signature R‖S; deterministic by construction."""
    signature: bytes = _backend().Ed25519PrivateKey.from_private_bytes(private).sign(message)
    return signature


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` fits; False for any malformed input."""
    backend = _backend()
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  # see _backend

    try:
        backend.Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def check_public(public: bytes) -> None:
    """Refuse keys under which signatures prove nothing.

    `cryptography` accepts points of small order, for which one signature fits every message;
    only points of the prime-order subgroup pass here.

    Raises:
        KeySetError: wrong length, not canonical, off the curve, or of small or mixed order.
    """
    point = _decompress(public) if len(public) == 32 else None
    if point is None or _same(point, _IDENTITY) or not _same(_times(_L, point), _IDENTITY):
        raise KeySetError(
            Text(
                "Ed25519 公钥无效（长度、编码或小阶点）",
                "invalid Ed25519 public key (length, encoding or small order)",
            ),
            where=public.hex()[:80],
        )


def _decompress(public: bytes) -> _Point | None:
    """RFC 8032, 5.1.3; x = 0 with a sign bit, of order 1 or 2, falls to the order check."""
    number = int.from_bytes(public, "little")
    sign_bit, y = number >> 255, number & ((1 << 255) - 1)
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _SQRT_MINUS_1 % _P
    if (x * x - square) % _P:
        return None
    if x & 1 != sign_bit:
        x = _P - x
    return x, y, 1, x * y % _P


def _add(a: _Point, b: _Point) -> _Point:
    """RFC 8032, 5.1.4."""
    left = (a[1] - a[0]) * (b[1] - b[0]) % _P
    right = (a[1] + a[0]) * (b[1] + b[0]) % _P
    c = 2 * a[3] * b[3] * _D % _P
    d = 2 * a[2] * b[2] % _P
    e, f, g, h = right - left, d - c, d + c, right + left
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(factor: int, point: _Point) -> _Point:
    result = _IDENTITY
    while factor:
        if factor & 1:
            result = _add(result, point)
        point = _add(point, point)
        factor >>= 1
    return result


def _same(a: _Point, b: _Point) -> bool:
    return not ((a[0] * b[2] - b[0] * a[2]) % _P or (a[1] * b[2] - b[1] * a[2]) % _P)
