"""Payload to text: the one place where a plate's signature is made."""

from doorplate._text import Text
from doorplate.encode.digits import from_digits, to_digits
from doorplate.encode.keys import Signer
from doorplate.encode.origin import SCHEME, check_origin
from doorplate.encode.payload import Payload, body_and_signature, encode
from doorplate.encode.personal import check_text
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
        PayloadError: the origin cannot be used, or the text holds what looks like a telephone
            or identity number.
    """
    if (payload.suite, payload.key_id) != (signer.suite, signer.key_id):
        raise KeySetError(
            Text(
                "内容指定的密钥不是签名密钥", "the payload names another key than the signer's"
            ),
            where=payload.key_id.hex(),
        )
    check_text(payload.text)
    body = encode(payload)
    signature = signer.sign(signed_bytes(body, check_origin(origin)))
    return SCHEME + origin + to_digits(body + signature)


def check_signature(text: str, signer: Signer, origin: str) -> None:
    """Refuse a signer whose signature does not fit the public key that it names.

    Raises:
        KeySetError: with what to look at.
    """
    body, signature = body_and_signature(from_digits(text.removeprefix(SCHEME + origin)))
    message = signed_bytes(body, origin)
    if not signer.suite.algorithm.verify(signer.public, message, signature):
        raise KeySetError(
            Text(
                "签名与签名器的公钥不符", "the signature does not fit the signer's public key"
            ),
            remedy=Text(
                "检查签名器的密钥，以及 SM2 签名者标识",
                "Check the signer's key and its SM2 signer id",
            ),
            where=signer.key_id.hex(),
        )
