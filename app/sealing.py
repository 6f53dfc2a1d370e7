"""What seals somebody's personal data: the same at the till and at central.

Everybody has a random key of their own. Destroying it destroys the data wherever it was copied to,
in facts that nobody may change too (retail-rules 9).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY = 32
NONCE = 12
"""Bytes, as those of the key."""


class Unsealable(ValueError):
    """The key is not the one, the data is somebody else's, or it was changed."""


def new_key() -> bytes:
    return secrets.token_bytes(KEY)


def seal(key: bytes, uuid: str, personal: Mapping[str, str], nonce: bytes | None = None) -> bytes:
    """`personal` as only `key` opens it, and only as what belongs to `uuid`: the nonce, then
    AES-256-GCM of the JSON. `nonce`: never the same twice under one key; random when not given.
    """
    nonce = nonce or secrets.token_bytes(NONCE)
    text = json.dumps(dict(personal), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return nonce + AESGCM(key).encrypt(nonce, text.encode(), uuid.encode())


def unseal(key: bytes, uuid: str, sealed: bytes) -> dict[str, str]:
    """What was sealed; whatever in it is not text is left out. Raises Unsealable."""
    try:
        text = AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], uuid.encode())
        read = json.loads(text)
        return {str(name): value for name, value in read.items() if isinstance(value, str)}
    except (InvalidTag, ValueError, AttributeError):
        raise Unsealable(uuid) from None
