"""The envelope of the Adyen Terminal API, local: what a message is sealed in on the shop's network.

PBKDF2-HMAC-SHA1 of the passphrase (salt `AdyenNexoV1Salt`, 4000 rounds) gives 80 bytes: HMAC key
32, cipher key 32, IV 16. The message's JSON is enciphered by AES-256-CBC (PKCS#7) with that IV XOR
a nonce of its own; the HMAC-SHA256 is of the plain JSON. (docs.adyen.com, "Protect local
communications".)
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from hardware.nexo.wire import Body, Garbled, decode, encode, part

SALT, ROUNDS = b"AdyenNexoV1Salt", 4000
NONCE = 16
REQUEST, RESPONSE = "SaleToPOIRequest", "SaleToPOIResponse"
_BLOCK = 128


@dataclass(frozen=True, slots=True)
class Key:
    """As the terminal's owner set it: name, version and passphrase."""

    identifier: str
    version: int
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class _Derived:
    hmac: bytes
    cipher: bytes
    iv: bytes


@lru_cache(maxsize=8)
def _derived(passphrase: str) -> _Derived:
    # Trap: latin-1 and not UTF-8; a passphrase of other letters never opened a terminal.
    secret = passphrase.encode("latin-1", "replace")
    made = hashlib.pbkdf2_hmac("sha1", secret, SALT, ROUNDS, 80)
    return _Derived(made[:32], made[32:64], made[64:])


def seal(message: Body, key: Key, nonce: bytes, kind: str = REQUEST) -> bytes:
    """`message`: {kind: {"MessageHeader": …, …}}. `nonce`: 16 random bytes, new each time."""
    derived, plain = _derived(key.passphrase), encode(message)
    padder = PKCS7(_BLOCK).padder()
    padded = padder.update(plain) + padder.finalize()
    cipher = _cipher(derived, nonce).encryptor()
    blob = cipher.update(padded) + cipher.finalize()
    sealed = {
        "MessageHeader": part(message, kind, "MessageHeader"),
        "NexoBlob": base64.b64encode(blob).decode(),
        "SecurityTrailer": {
            "AdyenCryptoVersion": 1,
            "KeyIdentifier": key.identifier,
            "KeyVersion": key.version,
            "Nonce": base64.b64encode(nonce).decode(),
            "Hmac": base64.b64encode(_hmac(derived, plain)).decode(),
        },
    }
    return encode({kind: sealed})


def unseal(data: bytes, key: Key, kind: str = RESPONSE) -> Body:
    """What was sealed with `key`, of that kind. Raises Garbled.

    Only what is inside counts: the header outside is in clear, and anybody's.
    """
    sealed = part(decode(data), kind)
    trailer = part(sealed, "SecurityTrailer")
    blob, nonce = _bytes(sealed, "NexoBlob"), _bytes(trailer, "Nonce")
    if len(nonce) != NONCE or not blob or len(blob) % 16:
        raise Garbled("no sealed message")
    derived = _derived(key.passphrase)
    cipher = _cipher(derived, nonce).decryptor()
    padded = cipher.update(blob) + cipher.finalize()
    unpadder = PKCS7(_BLOCK).unpadder()
    try:
        plain = unpadder.update(padded) + unpadder.finalize()
    except ValueError:
        raise Garbled("sealed with another key") from None
    if not hmac.compare_digest(_hmac(derived, plain), _bytes(trailer, "Hmac")):
        raise Garbled("sealed with another key, or changed on the way")
    return part(decode(plain), kind)


def _cipher(derived: _Derived, nonce: bytes) -> Cipher[modes.CBC]:
    iv = bytes(a ^ b for a, b in zip(derived.iv, nonce, strict=True))
    return Cipher(algorithms.AES(derived.cipher), modes.CBC(iv))


def _hmac(derived: _Derived, plain: bytes) -> bytes:
    return hmac.new(derived.hmac, plain, "sha256").digest()


def _bytes(of: Body, name: str) -> bytes:
    found = of.get(name)
    if not isinstance(found, str):
        raise Garbled(f"no {name}")
    try:
        return base64.b64decode(found, validate=True)
    except (binascii.Error, ValueError):
        raise Garbled(f"{name} is no base64") from None
