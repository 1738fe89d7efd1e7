"""Private keys in files: encrypted with a password, readable by their owner only."""

import hashlib
import json
import os
import secrets
import stat
from pathlib import Path
from typing import Any, Final

from doorplate._text import Text
from doorplate.encode.keys import KeyPair
from doorplate.encode.suites import Suite
from doorplate.errors import BackendMissing, KeySetError

FORMAT: Final = "doorplate-key/1"

_SCRYPT: Final = {"n": 1 << 15, "r": 8, "p": 1}
_MAX_FILE: Final = 4096
_NO_KEY_FILE: Final = Text("不是密钥文件", "this is no key file")


def write_key(path: Path, pair: KeyPair, password: str) -> None:
    """Write a new key file with mode 0600: scrypt, then AES-256-GCM.

    Raises:
        KeySetError: the file exists already, cannot be written, or the password is empty.
    """
    if not password:
        raise KeySetError(
            Text("密码为空", "the password is empty"),
            remedy=Text("私钥必须加密保存", "Private keys are stored encrypted, always"),
        )
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    head = {"format": FORMAT, "suite": pair.suite.label, "public": pair.public.hex()}
    data = _cipher(password, salt).encrypt(nonce, pair.private, _associated(head))
    content = head | {"salt": salt.hex(), "nonce": nonce.hex(), "data": data.hex()}
    _write_private(path, json.dumps(content, indent=1) + "\n")


def read_key(path: Path, password: str) -> KeyPair:
    """The key pair of a file.

    Raises:
        KeySetError: unreadable, open to other users, damaged, or the password is wrong.
    """
    fields = _fields(path)
    try:
        head = {name: str(fields[name]) for name in ("format", "suite", "public")}
        salt, nonce, data = (bytes.fromhex(fields[n]) for n in ("salt", "nonce", "data"))
    except (KeyError, TypeError, ValueError) as error:
        raise _unusable(path, _NO_KEY_FILE) from error
    suite = Suite.of(head["suite"])
    if suite is None or head["format"] != FORMAT or len(nonce) != 12:
        raise _unusable(path, _NO_KEY_FILE)
    pair = KeyPair(suite, _decrypted(path, _cipher(password, salt), nonce, data, head))
    if pair.public.hex() != head["public"]:
        raise _unusable(path, Text("公钥与私钥不成对", "public and private key are no pair"))
    return pair


def _decrypted(
    path: Path, cipher: Any, nonce: bytes, data: bytes, head: dict[str, str]
) -> bytes:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415  # loaded by _cipher anyway

    try:
        private: bytes = cipher.decrypt(nonce, data, _associated(head))
    except InvalidTag as error:
        raise _unusable(
            path, Text("密码错误或文件已损坏", "wrong password, or the file is damaged")
        ) from error
    return private


def _fields(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            _check_private(path, os.fstat(file.fileno()).st_mode)
            data = file.read(_MAX_FILE + 1)
    except OSError as error:
        raise _unusable(path, Text("密钥文件读不出", "the key file cannot be read")) from error
    try:
        fields = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _unusable(path, _NO_KEY_FILE) from error
    if not isinstance(fields, dict):
        raise _unusable(path, _NO_KEY_FILE)
    return fields


def _check_private(path: Path, mode: int) -> None:
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeySetError(
            Text("其他用户可以读取密钥文件", "other users may open the key file"),
            remedy=Text(f"chmod 600 {path}", f"Run chmod 600 {path}"),
            where=str(path),
        )


def _write_private(path: Path, text: str) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as error:
        raise KeySetError(
            Text("密钥文件已存在，不会覆盖", "the key file exists and is not overwritten"),
            where=str(path),
        ) from error
    except OSError as error:
        raise _unusable(
            path, Text("密钥文件写不了", "the key file cannot be written")
        ) from error


def _cipher(password: str, salt: bytes) -> Any:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415  # slow to load
            AESGCM,
        )
    except ImportError as error:
        raise BackendMissing(
            Text("缺少 cryptography", "cryptography is not installed"),
            remedy=Text("安装 cryptography", "Install cryptography"),
        ) from error
    key = hashlib.scrypt(password.encode(), salt=salt, maxmem=1 << 26, dklen=32, **_SCRYPT)
    return AESGCM(key)


def _associated(head: dict[str, str]) -> bytes:
    return json.dumps(head, sort_keys=True).encode()


def _unusable(path: Path, text: Text) -> KeySetError:
    return KeySetError(text, where=str(path))
