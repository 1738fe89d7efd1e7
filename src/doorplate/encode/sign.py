"""Payload to text: the one place where a plate's signature is made."""

from doorplate._text import Text
from doorplate.encode.digits import to_digits
from doorplate.encode.keys import Signer
from doorplate.encode.origin import SCHEME, check_origin
from doorplate.encode.payload import Payload, encode
from doorplate.errors import KeySetError

CONTEXT = b"doorplate-qr/1"


def signed_bytes(body: bytes, origin: str) -> bytes:
    """What the signature covers: context, origin and body.

    The origin is signed but not taken from the symbol, so the same digits under another
    domain do not verify.
    """
    return b"\0".join((CONTEXT, origin.encode("ascii"), body))


def sign(payload: Payload, signer: Signer, origin: str) -> str:
    """The signed text of a plate: `https://<origin><digits>`.

    Raises:
        KeySetError: the payload names another key or suite than the signer's.
        PayloadError: the origin cannot be used.
    """
    if (payload.suite, payload.key_id) != (signer.suite, signer.key_id):
        raise KeySetError(
            Text(
                "内容指定的密钥不是签名密钥", "the payload names another key than the signer's"
            ),
            where=payload.key_id.hex(),
        )
    body = encode(payload)
    signature = signer.sign(signed_bytes(body, check_origin(origin)))
    return SCHEME + origin + to_digits(body + signature)
