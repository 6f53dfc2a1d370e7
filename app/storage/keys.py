"""The key of the till's files and the pepper of its PINs, in the place decided at `init`.

A missing key is a refusal, never a new key; there is no falling back from one place to another.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.errors import BadBackup, KeyMissing, KeyringUnusable, WrongRecoveryCode

FILE, KEYRING = "file", "keyring"
KEY_FILE = "till.key"
RECOVERY_FILE = "recovery.sealed"
_SERVICE = "mostrador"
# Crockford's base 32: no I, L, O or U, so that a code survives handwriting.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 28
_NONCE = 12


@dataclass(frozen=True, slots=True)
class Secrets:
    """Both 32 random bytes."""

    key: bytes
    pepper: bytes

    def text(self) -> str:
        return json.dumps({"key": self.key.hex(), "pepper": self.pepper.hex()})


def new() -> Secrets:
    return Secrets(secrets.token_bytes(32), secrets.token_bytes(32))


def _read(text: str) -> Secrets:
    data = json.loads(text)
    return Secrets(bytes.fromhex(data["key"]), bytes.fromhex(data["pepper"]))


def put(folder: Path, place: str, name: str, kept: Secrets, file_name: str = KEY_FILE) -> None:
    """Keep the secrets. `name`: of the till in the keyring. Raises KeyringUnusable."""
    if place == KEYRING:
        _keyring("set_password", _SERVICE, name, kept.text())
        return
    handle = os.open(folder / file_name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(kept.text())
        file.flush()
        os.fsync(file.fileno())


def get(folder: Path, place: str, name: str) -> Secrets:
    """Raises KeyMissing, KeyringUnusable."""
    try:
        if place == KEYRING:
            text = _keyring("get_password", _SERVICE, name)
        else:
            text = (folder / KEY_FILE).read_text("utf-8")
        return _read(text or "")
    except (OSError, ValueError, KeyError):
        raise KeyMissing(place=place, folder=str(folder)) from None


def _keyring(call: str, *words: str) -> str | None:
    # Imported here: looking for desktop services takes longer than opening the till.
    import keyring
    from keyring.errors import KeyringError

    try:
        answer: str | None = getattr(keyring, call)(*words)
    except (KeyringError, RuntimeError) as error:
        raise KeyringUnusable(reason=type(error).__name__) from None
    return answer


def open_to_others(folder: Path) -> bool:
    """Whether somebody else on this machine may read the key file."""
    path = folder / KEY_FILE
    return os.name != "nt" and path.exists() and bool(path.stat().st_mode & 0o077)


def new_recovery_code() -> str:
    """140 random bits as seven groups of four characters."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
    return "-".join(letters[i : i + 4] for i in range(0, _CODE_LENGTH, 4))


def _recovery_key(code: str) -> bytes:
    compact = "".join(ch for ch in code.upper() if ch.isalnum())
    for wrong, right in (("O", "0"), ("I", "1"), ("L", "1")):
        compact = compact.replace(wrong, right)
    # The code is random, not chosen by a person: a slow hash would add nothing.
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"mostrador recovery 1")
    return derived.derive(compact.encode())


def seal(kept: Secrets, code: str) -> bytes:
    """The secrets as only the recovery code opens them; they travel in every backup."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_recovery_key(code)).encrypt(nonce, kept.text().encode(), None)


def wrap(kept: Secrets, content: bytes) -> bytes:
    """Something else that only these secrets open."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_wrapping_key(kept)).encrypt(nonce, content, None)


def unwrap(kept: Secrets, wrapped: bytes) -> bytes:
    """Raises BadBackup."""
    try:
        return AESGCM(_wrapping_key(kept)).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], None)
    except (InvalidTag, ValueError):
        raise BadBackup(reason="key") from None


def _wrapping_key(kept: Secrets) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"mostrador wrap 1").derive(kept.key)


def unseal(sealed: bytes, code: str) -> Secrets:
    """Raises WrongRecoveryCode, BadBackup."""
    if len(sealed) <= _NONCE:
        raise BadBackup(reason="recovery")
    try:
        plain = AESGCM(_recovery_key(code)).decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
    except InvalidTag:
        raise WrongRecoveryCode() from None
    return _read(plain.decode())
