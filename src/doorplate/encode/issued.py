"""What a key has signed, read back from manifests: the source of ledgers and status lists."""

from collections import defaultdict
from collections.abc import Iterable

from doorplate._text import Text
from doorplate.encode.digits import from_digits
from doorplate.encode.payload import body_and_signature, decode
from doorplate.errors import PlateError


def issued(texts: Iterable[str]) -> dict[bytes, dict[int, bytes]]:
    """Bodies by serial, for each key id; signatures are not looked at.

    Raises:
        SymbolRefused: a text is no payload.
        PlateError: two different plates have one serial of one key.
    """
    found: defaultdict[bytes, dict[int, bytes]] = defaultdict(dict)
    for text in texts:
        digits = text[len(text.rstrip("0123456789")) :]
        body, _ = body_and_signature(from_digits(digits))
        payload = decode(body)
        if found[payload.key_id].setdefault(payload.serial, body) != body:
            raise PlateError(
                Text(
                    f"牌号 {payload.serial} 用于两块不同的牌",
                    f"two different plates have serial {payload.serial}",
                ),
                where=payload.key_id.hex(),
            )
    return dict(found)
