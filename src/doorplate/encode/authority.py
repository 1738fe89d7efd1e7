"""Whether the signer of a status list or ledger may speak for a plate key."""

from doorplate._text import Text
from doorplate.encode.keys import KeyStatus, KeyUse
from doorplate.encode.keyset import KeySet
from doorplate.encode.sealed import Sealed
from doorplate.errors import KeySetError

_VALID = {KeyStatus.ACTIVE, KeyStatus.RETIRED}


def check_authority(sealed: Sealed, keyset: KeySet, key_id: bytes) -> None:
    """Refuse a file whose signer is no valid status key over the plate key `key_id`.

    Status lists and ledgers have keys of their own: whoever steals a plate key must not be
    able to clear its plates.

    Raises:
        KeySetError: with what is missing.
    """
    plate_key = keyset.get(key_id)
    for record in keyset.records:
        if record.public == sealed.public and record.suite is sealed.suite:
            good = record.use is KeyUse.STATUS and record.status in _VALID
            if good and all(record.covers(prefix) for prefix in plate_key.scope):
                return
    raise KeySetError(
        Text(
            "签名者无权发布该密钥的状态",
            "its signer may not publish the status of this key",
        ),
        remedy=Text(
            "用范围覆盖该密钥的 status 密钥签名",
            "Sign it with a status key whose scope holds this key's",
        ),
        where=sealed.fingerprint[:16],
    )
