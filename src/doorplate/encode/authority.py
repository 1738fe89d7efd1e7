"""Whether the signer of a status list or ledger may speak for a plate key."""

from datetime import date

from doorplate._text import Text
from doorplate.encode.keys import KeyRecord, KeyStatus, KeyUse
from doorplate.encode.keyset import KeySet
from doorplate.encode.sealed import Sealed
from doorplate.errors import KeySetError

_VALID = {KeyStatus.ACTIVE, KeyStatus.RETIRED}


def check_authority(
    sealed: Sealed, keyset: KeySet, key_id: bytes, *, issued: date, until: date | None = None
) -> None:
    """Refuse a file whose signer is no valid status key over the plate key `key_id`.

    Status lists and ledgers have keys of their own: whoever steals a plate key must not be
    able to clear its plates. A key speaks only for files issued within its signing window, and
    promises nothing for days behind its last one: such a file cannot stay fresh for ever.

    Args:
        sealed: the opened file.
        keyset: the trusted keys.
        key_id: the plate key that the file is about.
        issued: day on which the file was signed.
        until: last day for which it calls itself fresh, where it does.

    Raises:
        KeySetError: with what is missing.
    """
    plate_key = keyset.get(key_id)
    for record in keyset.records:
        if record.public == sealed.public and record.suite is sealed.suite:
            good = record.use is KeyUse.STATUS and record.status in _VALID
            if good and all(record.covers(prefix) for prefix in plate_key.scope):
                _check_days(record, issued, until or issued)
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


def _check_days(record: KeyRecord, issued: date, until: date) -> None:
    if not record.sign_from <= issued <= record.sign_until or until > record.verify_until:
        raise KeySetError(
            Text(
                f"签发日 {issued} 或有效至 {until} 不在签名密钥的期限内",
                f"issued {issued}, good until {until}: not within the days of its signer's key",
            ),
            remedy=Text(
                "用当前的 status 密钥重新签名", "Sign it again with a status key of today"
            ),
            where=record.key_id.hex(),
        )
